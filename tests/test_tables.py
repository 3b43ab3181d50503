"""Lists and pages for people: on a terminal laid out for the eye, in a pipe one line a row."""

import json
import re
import shlex
from itertools import pairwise
from typing import Any

import pytest

from tests.commands import LISTS, PAGES, call
from tests.conftest import SEVERAL, Run, golden
from wps_cli.render import screen  # noqa: F401 (so that it can be taken away)

DATA = str(SEVERAL)
PICTURED = {
    "meetings": ["meetings"],
    "missions": ["missions"],
    "challenges": ["challenges", "DELTA"],
    "recommendations": ["recommendations"],
    "records": ["records", "BETA"],
    "staffing": ["staffing"],
    "staffing-over-time": ["staffing", "ALPHA"],
    "staffing-against": ["staffing", "BETA", "--against", "60"],
    "figures": ["figures"],
    "search": ["search", "plan", "--in", "all"],
    "timeline": ["timeline", "DELTA"],
    "fields": ["challenges", "--fields", "id,kind,missions"],
    "show-record": ["show", "deland-2020/institutions"],
    "show-meeting": ["show", "ab-2019"],
    "read": ["read", "ab-2019"],
    "brief": ["brief", "DELTA"],
}
"""Of each command at least one whole output."""
TOGETHER = re.compile(
    r"\b(?:a|ab|deland)-20[\w./-]+\w|\d{4}-\d\d-\d\d|\[\d, [^\]]{1,24}\]|\d+ [A-Z][a-z]+ 20\d\d|[A-Z][a-z-]+ per cent"
    r"|(?:less than |more than |about )?(?<![\w/.-])(?!20\d\d )\$?\d[\d.]*(?:st|nd|rd|th)? (?:per cent|%|[a-z]+)(?!\w)"
)
"""Ids, days, place marks and numbers with the word behind them."""


@pytest.fixture(autouse=True)
def _no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")


def words(text: str) -> str:
    return " ".join(text.split())


def rendered(wps: Run, args: list[str], columns: int | None) -> str:
    outcome = wps(*args, "--data", DATA, columns=columns)
    told = re.sub(r"wps: note: left out, older: ALPHA, 2015; .*\n", "", outcome.stderr)
    assert (outcome.status, told) == (0, "")
    return outcome.stdout


def _rows(wps: Run, *args: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(wps(*args, "--data", DATA, "--json").stdout)
    return rows


def test_every_list_and_page_is_pictured() -> None:
    assert {args[0] for args in PICTURED.values()} == {*LISTS, *PAGES}


@pytest.mark.parametrize("columns", [120, 80, 40])
@pytest.mark.parametrize("name", PICTURED)
def test_a_terminal_shows_it_so(wps: Run, name: str, columns: int) -> None:
    golden(f"{name}-{columns}.txt", rendered(wps, PICTURED[name], columns))


@pytest.mark.parametrize("name", PICTURED)
def test_a_pipe_gets_it_so(wps: Run, name: str) -> None:
    golden(f"{name}-pipe.txt", rendered(wps, PICTURED[name], None))


@pytest.mark.parametrize("name", ["challenges", "staffing", "show-record", "brief"])
def test_notes_get_it_in_markdown_so(wps: Run, name: str) -> None:
    golden(f"{name}.md", rendered(wps, [*PICTURED[name], "--format", "markdown"], None))


CUT = {"figures": PICTURED["figures"], "quotes": ["challenges", "--fields", "id,kind,quote,missions"]}
"""Tables whose words are cut off at some widths."""


@pytest.mark.parametrize(
    "name",
    [*(PICTURED | CUT)],
)
def test_no_width_loses_a_word_or_breaks_what_belongs_together(wps: Run, name: str) -> None:
    args = (PICTURED | CUT)[name]
    # A table's headings are not said where each row is a block.
    wide = re.sub(r"^ *(?:ID|Code|When|Category)  .*\n", "", rendered(wps, args, 1000), flags=re.MULTILINE)
    said = set(re.findall(r"[\w'%$…]+", wide))
    firm = {found[0] for found in TOGETHER.finditer(wide) if len(found[0]) <= 30}
    assert firm, "an id, a day or a number with its word is wanted to be seen whole"
    for columns in (1, *range(20, 100, 3), *range(100, 301, 20)):
        text = rendered(wps, args, columns)
        assert said <= set(re.findall(r"[\w'%$…]+", text)), columns
        if columns >= 40:
            assert [one for one in firm if one not in text] == [], columns


@pytest.mark.parametrize("plain", ["1", ""])
def test_a_marked_number_is_not_broken_from_its_unit(wps: Run, monkeypatch: pytest.MonkeyPatch, plain: str) -> None:
    monkeypatch.setenv("NO_COLOR", plain)
    for columns in range(30, 110):
        shown = wps("search", "30 per cent quota", "--in", "all", columns=columns).stdout
        bare = re.sub(r"\x1b\[[\d;]*m|\*", "", shown)
        assert "30 per cent" in bare
        assert not re.search(r"per$|\b30$|Thirty-seven$", bare, re.MULTILINE), columns


@pytest.mark.parametrize("name", ["challenges", "recommendations", "records"])
def test_a_list_in_groups_has_the_same_words_in_the_same_order_at_every_width(wps: Run, name: str) -> None:
    wide = words(rendered(wps, PICTURED[name], 1000))
    for columns in range(20, 301, 7):
        assert words(rendered(wps, PICTURED[name], columns)) == wide
    for row in _rows(wps, *PICTURED[name]):
        assert all(words(row[key]) in wide for key in ("id", "summary", "quote"))


@pytest.mark.parametrize("name", PICTURED)
def test_it_fits_the_terminal(wps: Run, name: str) -> None:
    for columns in (40, 54, 80, 250):
        assert max(map(len, rendered(wps, PICTURED[name], columns).splitlines())) <= columns


@pytest.mark.parametrize("columns", [0, 10**9])
def test_a_senseless_width_does_no_harm(wps: Run, columns: int) -> None:
    assert "deland-2020/impunity" in rendered(wps, ["challenges"], columns)


def test_where_columns_are_too_narrow_each_row_of_a_table_is_a_block(wps: Run) -> None:
    blocks = rendered(wps, ["meetings"], 40).split("\n\n")
    assert blocks[0].startswith("deland-2020\n2020-05-04\n")
    assert blocks[1].startswith("ab-2019\n2019-03-01\n")
    assert "Missions: ALPHA; BETA; GAMMA" in blocks[1]


def test_the_letters_own_list_of_challenges_fits_the_screen(wps: Run) -> None:
    assert len(wps("challenges", "UNMISS", columns=100).stdout.splitlines()) <= 28
    assert len(wps("recommendations", columns=100).stdout.splitlines()) <= 54


def test_rows_that_share_meeting_paragraph_speaker_and_lead_say_these_once(wps: Run) -> None:
    lines = rendered(wps, ["challenges", "DELTA"], 120).splitlines()
    assert lines[3:5] == [
        "deland-2020, 1st paragraph: Senior Adviser for DELTA",
        "  “Challenges named by the Senior Adviser for DELTA included”",
    ]
    items = [line for line in lines if line.startswith("- ")]
    assert items[:3] == [
        "- Fighting went on in most of Deland",
        "- Few understood rights in Deland; violence was denied and made light of",
        "- Deland's institutions were weak",
    ]
    assert sum("Senior Adviser for DELTA" in line for line in lines) == 2
    assert lines[6] == "    “the ongoing fighting in most provinces”  deland-2020/fighting"


def test_the_heading_of_leads_that_follow_each_other_is_said_once_and_again_behind_the_last(wps: Run) -> None:
    letter = "wpa-2016, 2nd paragraph: Senior Women's Protection Adviser from UNMISS\n"
    text = wps("challenges", "UNMISS", columns=120).stdout
    assert text.count(letter) == 1
    assert text.index(letter) < text.index("yet”\n") < text.index("included”\n")
    assert wps("recommendations", columns=120).stdout.count("mali-2017, 8th paragraph: participants and") == 2


def test_a_quote_that_follows_its_lead_is_one_quotation_and_dots_stand_where_words_are_left_out(wps: Run) -> None:
    first = words(rendered(wps, ["challenges", "ALPHA"], 120))
    assert "“Challenges included the first quotation”" in first
    item = words(rendered(wps, ["search", "quota", "--in", "all"], 120))
    assert "the Council will: (i) Welcome the efforts to implement the gender *quota* adopted in 2017”" in item
    left_out = words(rendered(wps, ["search", "services", "--in", "all"], 120))
    assert "the Council will:” … “Call upon donors to increase funding for *services*”" in left_out
    assert "…" not in first + item


def test_what_qualifies_a_row_stands_beneath_it(wps: Run) -> None:
    text = words(rendered(wps, ["challenges", "DELTA"], 120))
    assert (
        "“weak institutions” deland-2020/institutions "
        "But see: Deland agreed on a plan of action: “The Government had, however, adopted a plan of action” "
        "(deland-2020/plan) But see: Deland opened its first court: “a first court had been opened in March” "
        "(deland-2020/court)"
    ) in text
    hit = words(rendered(wps, ["search", "institutions", "--in", "all"], 120))
    assert "But see: Deland agreed on a plan of action" in hit


def test_a_pipe_has_what_qualifies_a_row_in_one_cell(wps: Run) -> None:
    heading, *lines = rendered(wps, ["challenges"], None).splitlines()
    (line,) = [line for line in lines if line.startswith("deland-2020/institutions")]
    assert line[heading.index("But see") :] == (
        "Deland agreed on a plan of action: “The Government had, however, adopted a plan of action” "
        "(deland-2020/plan); Deland opened its first court: “a first court had been opened in March” "
        "(deland-2020/court)"
    )


def test_rows_said_of_no_mission_in_particular_are_headed_so(wps: Run) -> None:
    text = rendered(wps, ["challenges", "BETA"], 120)
    assert "\nSaid of no mission in particular. ab-2019, under “Adequate resources for the mandate”: advisers\n" in text
    assert text.index("Said of no mission") > text.index("ab-2019/beta")


def test_a_timeline_marks_of_whom_an_event_is_told(wps: Run) -> None:
    text = SEVERAL.read_text(encoding="utf-8").replace(
        'quote = "Impunity remained', 'when = "2020"\nquote = "Impunity remained'
    )
    shown = wps("timeline", "DELTA", "--data", "-", stdin=text.encode()).stdout
    court = r"^2020-03\?  +achievement \(inferred\)  +DELTA  +Deland opened its first court"
    assert re.search(court, shown, re.MULTILINE)
    assert re.search(r"^2020  +challenge \(inferred\)  +no mission in particular  +Impunity is", shown, re.MULTILINE)
    assert "no mission in particular" in words(rendered(wps, ["search", "impunity", "--in", "all"], 120))


def test_a_timeline_marks_what_is_inferred_and_has_beneath_each_event_what_qualifies_it(wps: Run) -> None:
    text = words(wps("timeline", "MINUSMA", columns=100).stdout)
    more = "- (inferred) Members noted more incidents of sexual and gender-based violence in Mali, 2015 to 2016 “"
    assert more in text
    below = text.partition(more)[2].partition(" - ")[0]
    assert "But see: Underreporting might explain Mali's" in below
    assert "inferred: the kind is our reading, not the letter's own word" in text
    (line,) = [line for line in wps("timeline", "MINUSMA").stdout.splitlines() if line.startswith("2015/2016 ")]
    assert "challenge (inferred)" in line
    assert "Underreporting might explain" in line
    (event,) = [one for one in json.loads(wps("timeline", "MINUSMA", "--json").stdout) if one["when"] == "2015/2016"]
    assert event["inferred"] is True
    assert len(event["qualified_by"]) == 2


def test_a_timeline_says_each_date_once_and_what_a_question_mark_means(wps: Run) -> None:
    lines = wps("timeline", "MINUSMA", columns=100).stdout.splitlines()
    assert lines.count("2017-05-04") == 1
    assert lines[2] == "?: the letter prints no year"
    assert "?:" not in wps("timeline", "MINUSMA", "--until", "2016", columns=100).stdout


def test_what_qualifies_a_figure_or_a_hit_of_another_kind_is_shown_with_it(wps: Run) -> None:
    text = SEVERAL.read_text(encoding="utf-8").replace(
        'qualifies = ["deland-2020/institutions"]',
        'qualifies = ["deland-2020/institutions", "deland-2020/figure-budget"]',
    )
    data = ("--data", "-")
    figures = words(wps("figures", *data, stdin=text.encode(), columns=120).stdout)
    assert "deland-2020/figure-budget But see: " in figures
    beside = words(wps("search", "weak institutions", *data, stdin=text.encode(), columns=120).stdout)
    assert "But see: Deland agreed on a plan of action" in beside


def test_a_list_says_first_of_what_it_is_and_how_many_rows_it_has_from_which_meetings(wps: Run) -> None:
    lines = rendered(wps, ["challenges", "DELTA"], 120).splitlines()
    assert lines[0] == "DELTA: 5 challenges (2 inferred, 1 of no mission in particular) from deland-2020"
    assert lines[2] == ""
    assert rendered(wps, ["challenges", "--fields", "id"], 120).splitlines()[-1] == "a-2018/one"
    assert rendered(wps, ["meetings"], 120).splitlines()[-1] == (
        "This file covers 3 meetings of the Group (1 March 2018, 1 March 2019, 4 May 2020), data of 2020-01-01."
    )


def test_the_missions_counts_of_inferred_rows_stand_beside_those_of_all_and_are_explained(wps: Run) -> None:
    text = rendered(wps, ["missions"], 80)
    assert re.search(r"^ALPHA .* 2 \(1\) +0 +2 \(1\) +11$", text, re.MULTILINE)
    assert text.endswith("in brackets those inferred: the kind is our reading, not the letter's own word\n")


def test_an_item_of_an_item_is_set_in_beneath_it(wps: Run) -> None:
    lines = wps("read", "mali-2017", columns=60).stdout.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("  (a) Ensure"))
    assert lines[at + 3 : at + 5] == [
        "    (i) Maintain the strong language on gender equality,",
        "    women's rights and leadership and conflict-related",
    ]
    assert max(map(len, lines)) <= 60


def test_who_took_part_is_followed_by_the_missions_that_the_name_does_not_say(wps: Run) -> None:
    page = wps("show", "mali-2017").stdout
    assert "(MINUSMA)\n" in page
    assert "\n  Date       2017-05-04\n" in wps("show", "mali-2017", columns=80).stdout


def test_inferred_kinds_are_marked_and_explained_once(wps: Run) -> None:
    for columns in (120, 80, 40):
        text = words(rendered(wps, ["challenges", "BETA"], columns))
        assert "- (inferred) " in text
        assert text.count("inferred: the kind is our reading, not the letter's own word") == 1
        assert text.count("(inferred)") == 1
    assert "inferred" not in rendered(wps, ["recommendations"], 120)


NO_RECOMMENDATION = "No recommendation is recorded until 2001 addressed to TROOP contributing Countries"
NO_CHALLENGE = (
    "No challenge is recorded for DELTA until 2019 said by for DELTA Adviser; 0 meetings concerned it in that time"
)


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ("figures ALPHA", "No figure is recorded for ALPHA; 3 meetings concerned it"),
        (
            "challenges DELTA --until 2019",
            "No challenge is recorded for DELTA until 2019; 0 meetings concerned it in that time",
        ),
        ("records --theme climate --kind priority", "No priority is recorded on climate"),
        ("records --kind priority --kind commitment --meeting a-2018", "No statement is recorded at a-2018"),
        ("recommendations --addressee 'TROOP contributing Countries' --until 2001", NO_RECOMMENDATION),
        ("challenges DELTA --speaker 'for DELTA Adviser' --until 2019", NO_CHALLENGE),
        ("staffing GAMMA", "No share of women is recorded for GAMMA"),
        ("staffing GAMMA DELTA --until 2019", "No share of women is recorded for GAMMA and DELTA until 2019"),
        (
            "timeline GAMMA --until 2000",
            "No dated event is recorded for GAMMA until 2000; 0 meetings concerned it in that time",
        ),
        ("meetings --country Dland --until 2010", "No meeting is recorded for Dland until 2010"),
        (
            "meetings DELTA --since 2021",
            "No meeting is recorded for DELTA since 2021; 0 meetings concerned it in that time",
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("columns", [None, 100])
def test_an_empty_answer_says_so_in_words_and_what_was_looked_for(
    wps: Run, args: str, says: str, columns: int | None
) -> None:
    covered = "This file covers 3 meetings of the Group (1 March 2018, 1 March 2019, 4 May 2020), data of 2020-01-01."
    assert words(rendered(wps, shlex.split(args), columns)) == f"{says}. {covered}"
    assert wps(*shlex.split(args), "--data", DATA, "--json").stdout == "[]\n"


@pytest.mark.parametrize("columns", [90, 95, 100, 200])
def test_bars_stand_beside_their_numbers_where_there_is_room(wps: Run, columns: int) -> None:
    police = "police personnel less than 7 %, more than 43 points short █·········┃··········"
    assert police in map(words, wps("staffing", columns=columns).stdout.splitlines())


def test_bars_stand_below_their_numbers_where_there_is_no_room_beside(wps: Run) -> None:
    below = words(wps("staffing", columns=60).stdout).partition("police personnel less than 7 %, ")[2]
    assert below.startswith("more than 43 points short █·········┃·········· ")


def test_staffing_of_one_mission_tells_the_change_over_time_or_why_it_cannot_be_told(wps: Run) -> None:
    lines = {line.split("  ")[0]: line for line in rendered(wps, ["staffing", "ALPHA"], None).splitlines()}
    assert re.findall(r"ALPHA, [\d-]+", lines["Category"]) == [
        "ALPHA, 2015", "ALPHA, 2018-03-01", "ALPHA, 2019-03-01", "ALPHA, 2020-05-04",
    ]  # fmt: skip
    assert lines["civilian staff"].endswith("about +4.5 points since 2019-03-01")
    assert lines["volunteers"].endswith("down by more than 3 points since 2019-03-01")
    assert "cannot be told: less than 5 %, then less than 4 %" in lines["military"]
    (police,) = [line for category, line in lines.items() if category.startswith("police")]
    both = (
        "more than 8 % (individual police officers), less than 42 points short; 12 % (formed police units), 38 points"
    )
    assert both in police
    assert "  less than 7 % (police)  not stated  " in police


def test_of_several_missions_the_newest_shares_stand_side_by_side_and_what_is_left_out_is_named(wps: Run) -> None:
    wide = rendered(wps, ["staffing"], 400)
    assert re.findall(r"(ALPHA|BETA|DELTA), \d{4}", wide.splitlines()[0]) == ["DELTA", "BETA", "ALPHA"]
    assert (
        words(wide).count("left out, older: ALPHA, 2015; ALPHA, 2018-03-01; ALPHA, 2019-03-01 (ask for one mission")
        == 1
    )
    assert "not stated" in wide
    told = wps("staffing", "GAMMA", "DELTA", "--data", DATA, columns=100)
    assert told.stderr == "wps: note: no share of women is recorded for GAMMA\n"
    assert "GAMMA" not in told.stdout


def test_the_gap_is_counted_to_the_target_asked_for(wps: Run) -> None:
    text = rendered(wps, ["staffing", "BETA", "--against", "60"], 120)
    assert "more than 60 %, above the target" in text
    assert "50 %, 10 points short" in text
    assert "┃ marks 60 %, the target asked for" in text
    assert "50 % (military), at the target" in rendered(wps, ["staffing"], 400)
    assert "1 point over" in rendered(wps, ["staffing", "BETA", "--against", "49"], 120)


@pytest.mark.parametrize("command", LISTS)
def test_in_a_pipe_each_row_is_one_whole_plain_line(wps: Run, command: str) -> None:
    text = wps(*call(command)).stdout
    lines = text.splitlines()
    assert not re.search(r" $|\t|\x1b|[│─┌|]", text, re.MULTILINE)
    if command != "staffing":
        assert len(lines) == 1 + len(json.loads(wps(*call(command), "--json").stdout))


def test_a_quotation_in_a_pipe_is_found_by_grep(wps: Run) -> None:
    (line,) = [line for line in rendered(wps, ["challenges"], None).splitlines() if "Gender Affairs" in line]
    assert line.startswith("deland-2020/few-women-in-the-mission ")
    assert "ability to conduct gender and conflict analysis”" in line


def test_the_columns_of_a_pipe_stand_under_their_headings(wps: Run) -> None:
    heading, *lines = rendered(wps, ["meetings"], None).splitlines()
    starts = [match.start() for match in re.finditer(r"\S+", heading)][:-1]
    for line in lines:
        assert all(start == 0 or line[start - 1] == " " for start in starts)
    assert all(first < second for first, second in pairwise(starts))


def test_a_table_in_a_pipe_is_made_without_rich(wps: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("wps_cli.render.screen.shown")
    for command in (*LISTS, *PAGES):
        assert wps(*call(command)).status == 0
    assert wps("meetings", columns=80).status == 70
