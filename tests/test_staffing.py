"""Women's share in words: the gap to the target and the change over time, with what the bounds leave open."""

import pytest

from tests.conftest import SEVERAL, Run

TEXT = SEVERAL.read_text(encoding="utf-8")
HEAD, MEETING = (
    TEXT[: TEXT.index("[[meetings]]")],
    TEXT[TEXT.index("[[meetings]]") : TEXT.index("[[meetings.paragraphs]]")],
)


def _meeting(year: int, bound: str, percent: float) -> str:
    """A meeting of that year with one share."""
    row = f'id = "a-{year}/share"\nmission = "ALPHA"\ncategory = "all staff"\npercent = {percent}\nbound = "{bound}"\n'
    return MEETING.replace("2018", str(year)) + (
        f'[[meetings.paragraphs]]\ntext = "words"\n[[meetings.paragraphs.staffing]]\n{row}quote = "words"\n'
    )


def _shown(wps: Run, *meetings: str, against: str = "50") -> str:
    """The line of the one category, as a pipe gets it, its bars left out."""
    data = HEAD + "\n".join(meetings)
    outcome = wps("staffing", "--against", against, "--data", "-", stdin=data.encode())
    assert (outcome.status, outcome.stderr) == (0, "")
    return outcome.stdout.splitlines()[1]


@pytest.mark.parametrize(
    ("then", "now", "change"),
    [
        (("=", 20), ("=", 22), "+2 points"),
        (("=", 20), ("=", 21), "+1 point"),
        (("=", 20), ("=", 19.5), "-0.5 points"),
        (("=", 20), ("=", 20), "no change"),
        (("=", 10), ("<", 7), "down by more than 3 points"),
        (("=", 10), (">", 12), "up by more than 2 points"),
        ((">=", 10), ("=", 7), "down by at least 3 points"),
        (("<=", 10), (">=", 12), "up by at least 2 points"),
        (("<", 10), (">=", 12), "up by more than 2 points"),
        (("~", 10), ("=", 12), "about +2 points"),
        (("~", 10), ("~", 10), "about no change"),
        (("<", 5), ("<", 4), "cannot be told: less than 5 %, then less than 4 %"),
        (("=", 5), ("<", 7), "cannot be told: 5 %, then less than 7 %"),
        ((">", 5), ("=", 7), "cannot be told: more than 5 %, then 7 %"),
        (("~", 5), ("<", 3), "cannot be told: about 5 %, then less than 3 %"),
    ],
)
def test_the_change_is_told_as_far_as_the_bounds_allow(
    wps: Run, then: tuple[str, float], now: tuple[str, float], change: str
) -> None:
    assert _shown(wps, _meeting(2018, *then), _meeting(2019, *now)).endswith(f"  {change}")


def test_the_change_of_more_than_two_meetings_says_since_when(wps: Run) -> None:
    three = [_meeting(2017, "=", 10), _meeting(2018, "=", 12), _meeting(2019, "=", 15)]
    assert _shown(wps, *three).endswith("  +3 points since 2018-03-01")


@pytest.mark.parametrize("columns", [None, 120])
def test_what_qualifies_a_share_is_told_with_it(wps: Run, columns: int | None) -> None:
    id = "deland-2020/delta-military"
    text = TEXT.replace('qualifies = ["deland-2020/institutions"]', f'qualifies = ["{id}"]', 1)
    told = "less than 2 per cent women: military personnel, DELTA: but see Deland agreed on a plan of action: “The"
    outcome = wps("staffing", "DELTA", "--data", "-", stdin=text.encode(), columns=columns)
    assert told in " ".join((outcome.stdout + outcome.stderr).split())
    page = wps("brief", "DELTA", "--data", "-", stdin=text.encode()).stdout
    share = "  - less than 2 per cent women: military personnel, DELTA\n"
    assert f"{share}    But: (inferred) Deland agreed on a plan of action [1, 1st paragraph]\n" in page


@pytest.mark.parametrize(
    ("bound", "percent", "gap"),
    [
        ("=", 27, "27 %, 23 points short"),
        ("=", 49, "49 %, 1 point short"),
        ("=", 51, "51 %, 1 point over"),
        ("=", 25.5, "25.5 %, 24.5 points short"),
        ("=", 50, "50 %, at the target"),
        ("<", 7, "less than 7 %, more than 43 points short"),
        ("<=", 7, "at most 7 %, at least 43 points short"),
        (">", 60, "more than 60 %, more than 10 points over"),
        (">=", 60, "at least 60 %, at least 10 points over"),
        ("~", 30, "about 30 %, about 20 points short"),
        ("<", 50, "less than 50 %, short of the target"),
        (">", 50, "more than 50 %, above the target"),
        ("~", 50, "about 50 %, near the target"),
        ("<=", 50, "at most 50 %, at or below the target"),
        (">=", 50, "at least 50 %, at or above the target"),
    ],
)
def test_the_gap_carries_the_bound_of_the_share(wps: Run, bound: str, percent: float, gap: str) -> None:
    assert _shown(wps, _meeting(2018, bound, percent)).split("  ")[1] == gap


@pytest.mark.parametrize(
    ("percent", "against", "bar"),
    [
        (0, "50", "··········┃··········"),
        (27, "50", "█████·····┃··········"),
        (50, "50", "██████████┃··········"),
        (60, "50", "██████████┃██········"),
        (100, "50", "██████████┃██████████"),
        (60, "60", "████████████┃········"),
        (20, "0", "┃████················"),
        (20, "100", "████················┃"),
    ],
)
def test_a_bar_is_filled_up_to_the_share_with_the_target_marked(
    wps: Run, percent: float, against: str, bar: str
) -> None:
    assert _shown(wps, _meeting(2018, "=", percent), against=against).endswith(f"  {bar}")


def test_more_than_two_dozen_columns_stand_one_below_the_other(wps: Run) -> None:
    years = range(1990, 2016)
    data = HEAD + "\n".join(_meeting(year, "=", year - 1980) for year in years)
    lines = wps("staffing", "ALPHA", "--data", "-", stdin=data.encode()).stdout.splitlines()
    assert lines[0].split() == ["Mission", "Category", "Share"]
    assert [line.split()[:2] for line in lines[1:]] == [["ALPHA,", f"{year}-03-01"] for year in years]
