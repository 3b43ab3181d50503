"""The briefing page: what it says first, what it leaves out, its sources; and the dates in order."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pypandoc
import pytest

from tests.conftest import SEVERAL, Run

CODES = ["MINUSCA", "MINUSMA", "MONUSCO", "UNAMID", "UNMISS", "UNOCI", "UNSOM", "UNSMIL"]
USUAL = ["staffing", "recommendations", "challenges"]
MORE = ["opportunities", "achievements", "priorities", "commitments", "observations", "figures"]
INFERRED = " (inferred: the kind is our reading, not the letter's own word)"
SHARES = "Women's share of personnel (against parity, 50 %, our yardstick, which ┃ marks)"
COVERED = "this file covers 2 meetings of the Group (10 November 2016, 4 May 2017), data of "
DATA = ("--data", str(SEVERAL))


def _brief(wps: Run, *args: str) -> Any:
    outcome = wps("brief", *args, "--json")
    assert (outcome.status, outcome.stderr) == (0, "")
    return json.loads(outcome.stdout)


def _headings(wps: Run, *args: str) -> list[str]:
    page = wps("brief", *args, "--format", "markdown").stdout
    return re.findall(r"^## (.*?)(?:: this file covers .*)?$", page, re.MULTILINE)


def _ids(wps: Run, *args: str) -> set[str]:
    return {row["id"] for row in json.loads(wps(*args, "--json").stdout)}


def test_a_brief_first_says_what_is_needed_in_the_room(wps: Run) -> None:
    page = wps("brief", "MINUSMA", "--format", "markdown").stdout
    assert page.startswith("# MINUSMA: United Nations Multidimensional Integrated Stabilization Mission in Mali\n")
    assert _headings(wps, "MINUSMA") == [
        SHARES, "Recommendations", f"Challenges{INFERRED}", "Then and now", "Sources",
    ]  # fmt: skip


def test_all_gives_the_rest(wps: Run) -> None:
    assert _headings(wps, "MINUSMA", "--all") == [
        SHARES, "Recommendations", f"Challenges{INFERRED}", f"Opportunities{INFERRED}",
        f"Achievements{INFERRED}", f"Priorities{INFERRED}", f"Commitments{INFERRED}", "Observations", "Figures",
        "Then and now", "Dates (?: the letter prints no year)", "Sources",
    ]  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_a_brief_fits_the_room_at_100_columns(wps: Run, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    lines = wps("brief", code, columns=100).stdout.splitlines()
    assert len(lines) <= (85 if code == "MINUSMA" else 45)
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize("code", CODES)
def test_all_holds_every_row_of_its_mission_and_a_brief_counts_what_it_leaves_out(wps: Run, code: str) -> None:
    whole = _brief(wps, code, "--all")
    rows = [row for section in (*USUAL, *MORE, "general") for row in whole[section]]
    assert sorted(row["id"] for row in rows) == sorted(_ids(wps, "records", code, "--kind", "all"))
    assert not any(whole["left_out"].values())

    usual = _brief(wps, code)
    assert [usual[section] for section in USUAL] == [whole[section] for section in USUAL]
    assert [usual[section] for section in MORE] == [[]] * len(MORE)
    shown = sum(len(usual[section]) for section in (*USUAL, "general"))
    assert shown + sum(usual["left_out"].values()) == len(rows)


def test_what_is_left_out_is_told_with_the_option_that_shows_it(wps: Run) -> None:
    left_out = "  Left out: 10 rows (3 inferred) from deland-2020; --all shows them."
    assert wps("brief", "DELTA", *DATA).stdout.splitlines()[-1] == left_out
    assert wps("brief", "DELTA", "--all", *DATA).stdout.splitlines()[-1] == "  Nothing is left out."
    general = "22 rows (2 inferred, 21 of no mission in particular)"
    assert general in wps("brief", "MONUSCO").stdout


def test_a_brief_says_what_the_file_covers(wps: Run) -> None:
    assert f"\nSources: {COVERED}" in wps("brief", "MINUSMA").stdout


def test_a_brief_names_the_kinds_of_which_nothing_is_recorded(wps: Run) -> None:
    lacks = "No share of women or recommendation is recorded for UNMISS in particular."
    assert lacks in wps("brief", "UNMISS").stdout
    assert "in particular." not in wps("brief", "MINUSMA").stdout


def test_a_brief_of_a_time_says_of_which_time_it_speaks(wps: Run) -> None:
    page = wps("brief", "MINUSMA", "--until", "2016").stdout
    assert "No share of women or recommendation is recorded for MINUSMA in particular until 2016." in page


def test_the_dates_of_a_brief_mark_what_is_inferred_and_have_what_qualifies_it_beneath(wps: Run) -> None:
    lines = wps("brief", "MINUSMA", "--all").stdout.splitlines()
    event = "- 2015/2016: Members noted more incidents of sexual and gender-based violence in Mali, 2015 to 2016"
    at = lines.index(f"  {event}  [1, 2nd paragraph; inferred]")
    assert lines[at + 1].startswith("    But: Underreporting might explain Mali's")


def test_what_came_up_then_has_beneath_it_what_qualifies_it_where_no_other_section_tells_that(wps: Run) -> None:
    data = _edited("deland-2020/court", '["deland-2020/institutions"]', '["deland-2020/plan-budget"]')
    lines = wps("brief", "DELTA", "--data", "-", stdin=data).stdout.splitlines()
    at = lines.index("    - Money was set aside for Deland's plan")
    assert lines[at + 1] == "      But: (inferred) Deland opened its first court [1, 1st paragraph]"
    assert wps("brief", "MINUSMA").stdout.count("But: MINUSMA's leaders, ") == 1


def test_kind_adds_to_what_a_brief_holds(wps: Run) -> None:
    more = _brief(wps, "MINUSMA", "--kind", "priority", "--kind", "figure")
    usual = _brief(wps, "MINUSMA")
    assert [more[section] for section in USUAL] == [usual[section] for section in USUAL]
    assert len(more["priorities"]) == 5
    assert len(more["figures"]) == 7
    assert not more["achievements"]


def test_stated_challenges_stand_before_inferred_ones_and_each_before_general_ones(wps: Run) -> None:
    page = wps("brief", "MINUSMA", "-f", "markdown").stdout.replace("\\", "")
    challenges = page[page.index("## Challenges") : page.index("## Then and now")]
    *own, general = re.findall(r"^### (.*)$", challenges, re.MULTILINE)
    assert ["; inferred]" in mark for mark in own] == [False] + [True] * (len(own) - 1)
    assert general == "Said of no mission in particular: [2, “Adequate resources …”] senior women's protection advisers"


@pytest.mark.parametrize(("place", "section"), [("DELTA", "Challenges"), ("UNOCI", "Opportunities")])
def test_every_section_with_an_inferred_kind_explains_the_word(wps: Run, place: str, section: str) -> None:
    data = DATA if place == "DELTA" else ()
    assert f"{section}{INFERRED}" in _headings(wps, place, "--all", *data)


def test_what_qualifies_a_row_stands_beneath_it(wps: Run) -> None:
    lines = [line.strip() for line in wps("brief", "DELTA", *DATA).stdout.splitlines()]
    at = lines.index("- Deland's institutions were weak")
    assert lines[at + 1 : at + 3] == [
        "But: (inferred) Deland agreed on a plan of action", "But: (inferred) Deland opened its first court",
    ]  # fmt: skip
    elsewhere = "But: Participants put rise in SGBV incidents down to wider reporting in Mali"
    assert f"{elsewhere} [1, 6th paragraph]" in wps("brief", "MINUSMA").stdout


@pytest.mark.parametrize("code", ["MINUSMA", "UNMISS", "UNSOM"])
def test_each_line_of_a_brief_refers_to_its_numbered_source(wps: Run, code: str) -> None:
    data = _brief(wps, code, "--all")
    page = wps("brief", code, "--all").stdout
    numbers = {source["meeting"]: source["number"] for source in data["sources"]}
    for section in (*USUAL, *MORE, "general"):
        for row in data[section]:
            assert row["reference"].startswith(f"[{numbers[row['meeting']]}, ")
            if row.get("label"):
                assert row["reference"].endswith(f", {row['label']}]")
            mark = "; inferred]" if row.get("inferred") else "]"
            if section not in ("staffing", "recommendations"):
                assert row["reference"].replace("]", mark) in page
    for source in data["sources"]:
        assert f"[{source['number']}] {source['citation']}" in page


@pytest.mark.parametrize("options", [["--all"], ["--until", "2016"], ["--since", "2017"], ["--kind", "figure"], []])
def test_the_number_of_a_source_does_not_depend_on_options(wps: Run, options: list[str]) -> None:
    numbers = {source["meeting"]: source["number"] for source in _brief(wps, "MINUSMA", *options)["sources"]}
    assert numbers.items() <= {"mali-2017": 1, "wpa-2016": 2}.items()
    assert numbers


def test_recommendations_stand_under_their_addressees(wps: Run) -> None:
    page = wps("brief", "MINUSMA", "-f", "markdown").stdout
    assert re.findall(r"^### (To .*|No .*) \\\[1\\\]$", page, re.MULTILINE) == [
        "To Security Council",
        "To troop-contributing countries",
        "To Council members and troop-contributing countries",
        "To MINUSMA",
        "No addressee named",
    ]
    assert r"- \(a)(iv) Council to urge more donor funds" in page


def _edited(id: str, old: str, new: str) -> bytes:
    """The made-up data with what the row of that id says first of the sort in other words."""
    before, mark, after = SEVERAL.read_text(encoding="utf-8").partition(f'id = "{id}"')
    assert old in after
    return (before + mark + after.replace(old, new, 1)).encode()


def test_a_recommendation_whose_kind_is_our_reading_is_marked_so(wps: Run) -> None:
    data = _edited(
        "deland-2020/b-national-averages", 'kind = "recommendation"', 'kind = "recommendation"\ninferred = true'
    )
    page = wps("brief", "DELTA", "--data", "-", stdin=data).stdout
    assert "\n  To troop-contributing countries [1; inferred]\n" in page


def test_a_recommendation_of_no_mission_in_particular_stands_under_its_addressee(wps: Run) -> None:
    data = _edited("deland-2020/b-national-averages", '["DELTA"]', "[]")
    lines = wps("brief", "DELTA", "--data", "-", stdin=data).stdout.splitlines()
    at = lines.index("  Said of no mission in particular: To troop-contributing countries [1]")
    assert lines[at - 2 : at + 2] == [
        "  No addressee named [1]",
        "    - (b) Talk about women among the troops",
        lines[at],
        "    - (b) Ask for troops with as many women as at home",
    ]
    alone = wps("brief", "ALPHA", "--data", "-", stdin=data).stdout
    assert "\nRecommendations\n  Said of no mission in particular: To troop-contributing countries [1]\n" in alone


def test_what_came_up_at_more_than_one_meeting_is_told_then_and_now(wps: Run) -> None:
    page = wps("brief", "MINUSMA").stdout
    section = page[page.index("Then and now") : page.index("\nSources")].splitlines()[1:]
    assert section[-6:] == [
        "  Then, 2016 [2, 3rd paragraph]",
        "    - Support and monitor la Plateforme's one-year plan on conflict-related sexual violence",
        "  Then, 2016 [2, 3rd paragraph; inferred]",
        "    - La Plateforme in Mali signed a unilateral communiqué on conflict-related sexual violence",
        "  Now, 2017 [1, 6th paragraph; inferred]",
        "    - The Platform in Mali signed a unilateral communiqué against sexual violence in conflict",
    ]
    data = _brief(wps, "MINUSMA", "--all")
    assert ["wpa-2016/platform-plan", "wpa-2016/platform-communique", "mali-2017/platform-communique"] in (
        data["then_and_now"]
    )
    related = {row["id"]: row["related"] for section in MORE for row in data[section]}
    assert related["mali-2017/platform-communique"] == ["wpa-2016/platform-communique", "wpa-2016/platform-plan"]
    assert related["wpa-2016/platform-communique"] == ["mali-2017/platform-communique"]


def test_only_what_the_newest_meeting_heard_is_headed_now(wps: Run) -> None:
    data = _edited("ab-2019/country", '["a-2018/one"]', '["a-2018/one", "deland-2020/plan-budget"]')
    page = wps("brief", "ALPHA", "--data", "-", stdin=data).stdout
    assert re.findall(r"^  (Then|Now), (\d+)", page, re.MULTILINE) == [
        ("Then", "2018"),
        ("Then", "2019"),
        ("Now", "2020"),
    ]


def test_the_joint_communiques_of_different_countries_are_not_tied_together(shipped: dict[str, Any]) -> None:
    rows = {
        row["id"]: row
        for meeting in shipped["meetings"]
        for paragraph in meeting["paragraphs"]
        for row in paragraph.get("records", [])
    }
    joint = {id for id, row in rows.items() if "joint communiqué" in row["quote"]}
    assert len(joint) >= 4
    for id in joint:
        assert not joint & set(rows[id].get("see_also", []))


def test_quotes_adds_the_words_of_the_letters(wps: Run) -> None:
    quote = "attacks by jihadist groups on MINUSMA"
    assert quote not in wps("brief", "MINUSMA").stdout
    assert quote in wps("brief", "MINUSMA", "--quotes").stdout
    assert f"including {quote}”" in wps("brief", "MINUSMA", "--quotes", "-f", "markdown").stdout


def test_since_and_until_narrow_the_page_to_meetings_of_that_time(wps: Run) -> None:
    early = _brief(wps, "MINUSMA", "--until", "2016")
    assert early["meetings"] == ["wpa-2016"]
    assert {row["meeting"] for section in (*USUAL, "general") for row in early[section]} == {"wpa-2016"}
    assert "Summary of the meeting on Mali" not in wps("brief", "MINUSMA", "--until", "2016").stdout
    assert wps("brief", "MINUSMA", "--since", "2018").stdout.startswith(
        "MINUSMA: United Nations Multidimensional Integrated Stabilization Mission in Mali\n"
        f"  No meeting is recorded for MINUSMA since 2018. T{COVERED[1:]}"
    )


@pytest.mark.parametrize("more", [[], ["--all"]])
@pytest.mark.parametrize(("time", "meeting"), [(["--until", "2016"], "wpa-2016"), (["--since", "2017"], "mali-2017")])
def test_a_brief_of_a_time_cites_no_letter_of_another(wps: Run, time: list[str], meeting: str, more: list[str]) -> None:
    brief = _brief(wps, "MINUSMA", *time, *more)
    assert [one["meeting"] for one in brief["sources"]] == [meeting]
    assert brief["then_and_now"] == []
    assert {event["meeting"] for event in brief["timeline"]} == ({meeting} if more else set())
    assert "Then and now" not in _headings(wps, "MINUSMA", *time, *more)


def test_a_mission_without_rows_of_its_own_gets_an_honest_short_page(wps: Run) -> None:
    page = wps("brief", "UNAMID").stdout
    none = "No share of women, recommendation or challenge is recorded for UNAMID in particular."
    assert none in page
    assert "Said of no mission in particular: [1, “Adequate resources …”]" in page
    assert "Recommendations" not in page
    assert "Women's share" not in page


def test_a_country_without_a_mission_gets_an_honest_short_page(wps: Run) -> None:
    page = wps("brief", "Dland", "--kind", "observation", *DATA).stdout
    assert page.startswith("Dland\n")
    assert "Dland is named" in page


def test_a_country_that_a_meeting_only_names_gets_a_page_that_says_what_it_leaves_out(wps: Run) -> None:
    assert wps("brief", "Dland", *DATA).stdout == (
        "Dland\n"
        "  No share of women, recommendation or challenge is recorded for Dland in particular.\n"
        "\n"
        "Sources: this file covers 3 meetings of the Group (1 March 2018, 1 March 2019, 4 May 2020), "
        "data of 2020-01-01\n"
        "  Left out: 1 row from ab-2019; --all shows them.\n"
    )
    assert "  No meeting is recorded for Dland until 2018. " in wps("brief", "Dland", "--until", "2018", *DATA).stdout


def test_the_staffing_of_a_brief_is_dated_and_drawn(wps: Run) -> None:
    page = wps("brief", "MINUSMA").stdout
    assert "MINUSMA, 2017-05-04" in page
    assert "less than 2 %, more than 48 points short  ··········┃··········" in page


@pytest.mark.parametrize("to", ["html", "docx"])
def test_pandoc_finds_the_headings_the_table_and_the_references(wps: Run, tmp_path: Path, to: str) -> None:
    pandoc = pypandoc.get_pandoc_path()
    out = tmp_path / f"brief.{to}"
    page = wps("brief", "MINUSMA", "--format", "markdown").stdout
    subprocess.run([pandoc, "-f", "gfm", "-o", str(out)], input=page, text=True, check=True)
    back = subprocess.run([pandoc, "-t", "json", str(out)], capture_output=True, text=True, check=True)
    plain = subprocess.run([pandoc, "-t", "plain", "--wrap=none", str(out)], capture_output=True, text=True, check=True)
    kinds = [block["t"] for block in json.loads(back.stdout)["blocks"]]
    assert kinds.count("Header") == len(re.findall("^#+ ", page, re.MULTILINE))
    assert kinds.count("Table") == 1
    assert "[1, 3rd paragraph; inferred]" in plain.stdout
    assert "Only $1 million in catalytic funds had come in for Mali's $20 million" in plain.stdout.replace("’", "'")


def test_a_timeline_keeps_the_precision_of_its_dates_and_their_order(wps: Run) -> None:
    events = json.loads(wps("timeline", "Mali", "--json").stdout)
    assert [event["when"] for event in events] == [
        "2012/2013",
        "2015",
        "2015/2016",
        "2016-06",
        "2016-11-07/2016-11-11",
        "2016-11-10",
        "2016-11-10",
        "2016-12-22",
        "2016-12-27",
        "2017",
        "2017-03?",
        "2017-05-04",
        "2017-05-04",
        "2017-05-22?",
        "2017-07-18",
        "2017-07-21",
        "2018",
    ]
    assert {"meeting", "letter", "distribution"} <= {event["kind"] for event in events}


def test_since_and_until_mean_the_event_in_a_timeline(wps: Run) -> None:
    def dates(*args: str) -> list[str]:
        return [event["when"] for event in json.loads(wps("timeline", *args, "--json").stdout)]

    assert dates("--since", "2018") == ["2018"]
    assert dates("--until", "2014-06") == ["2012/2013", "2014"]
    assert dates("Mali", "--since", "2013-05", "--until", "2013") == ["2012/2013"]
    assert dates("Mali", "--since", "2017-03", "--until", "2017-03") == ["2017", "2017-03?"]


def test_every_dated_row_is_in_the_timeline(wps: Run, shipped: dict[str, Any]) -> None:
    events = json.loads(wps("timeline", "--json").stdout)
    paragraphs = [paragraph for meeting in shipped["meetings"] for paragraph in meeting["paragraphs"]]
    dated = {row["id"] for one in paragraphs for row in one.get("records", []) if "when" in row}
    assert dated <= {event["id"] for event in events}
    assert len(events) == len(dated) + 3 * len(shipped["meetings"])
