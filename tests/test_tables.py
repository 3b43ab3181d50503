"""Tables for people: on a terminal laid out for the eye, in a pipe one line a row."""

import json
import re
from itertools import pairwise

import pytest

from tests.commands import LISTS, PAGES, call
from tests.conftest import GOLDEN, Run, golden
from wps_cli.render import screen  # noqa: F401 (so that it can be taken away)

DATA = str(GOLDEN / "data.toml")
PICTURED = {
    "meetings": ["meetings"],
    "missions": ["missions"],
    "challenges": ["challenges", "MALPHA"],
    "recommendations": ["recommendations"],
    "records": ["records"],
    "staffing": ["staffing"],
    "figures": ["figures", "MALPHA"],
    "search": ["search", "quota", "--in", "all"],
    "timeline": ["timeline"],
    "fields": ["records", "--fields", "id,kind,quote,missions"],
    "show-record": ["show", "aland-2019/few-women-in-the-mission"],
    "show-meeting": ["show", "aland-2019"],
    "brief": ["brief", "MALPHA"],
}
"""Of each command at least one whole output."""


@pytest.fixture(autouse=True)
def _no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")


def words(text: str) -> str:
    return " ".join(text.split())


def rendered(wps: Run, args: list[str], columns: int | None) -> str:
    outcome = wps(*args, "--data", DATA, columns=columns)
    assert (outcome.status, outcome.stderr) == (0, "")
    return outcome.stdout


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


@pytest.mark.parametrize("name", PICTURED)
def test_no_width_cuts_an_id_or_a_date_or_drops_a_word(wps: Run, name: str) -> None:
    args = PICTURED[name]
    cells = rendered(wps, args, None)
    headings = "  Category.*\n" if args[0] in PAGES else r"\A.*\n"
    cells = re.sub(headings, "", cells)
    firm = set(re.findall(r"(?:aland|advisers)-20[\w./-]+\w|\d{4}-\d\d-\d\d", cells))
    assert firm or name == "staffing"
    for columns in (1, 20, 30, 40, 61, 80, 132, 400):
        text = rendered(wps, args, columns)
        assert [one for one in firm if one not in text] == [], columns
        assert set(re.findall(r"[\w']+", cells)) <= set(re.findall(r"[\w']+", text)), columns
        assert text.count("…") == cells.count("…")


@pytest.mark.parametrize("name", PICTURED)
def test_a_table_fits_the_terminal(wps: Run, name: str) -> None:
    for columns in (40, 54, 80, 250):
        assert max(map(len, rendered(wps, PICTURED[name], columns).splitlines())) <= columns


@pytest.mark.parametrize("columns", [0, 10**9])
def test_a_senseless_width_does_no_harm(wps: Run, columns: int) -> None:
    assert "aland-2019/impunity" in rendered(wps, ["challenges"], columns)


def test_where_columns_are_too_narrow_each_record_is_a_block(wps: Run) -> None:
    blocks = rendered(wps, ["meetings"], 40).split("\n\n")
    assert blocks[0].startswith("aland-2019\n2019-05-04\n")
    assert blocks[1].startswith("advisers-2018\n2018-11-10\n")
    assert "Missions: MALPHA; UNBE" in blocks[1]


def test_the_summary_stands_before_the_quotation(wps: Run) -> None:
    for columns in (None, 120, 40):
        text = words(rendered(wps, ["challenges"], columns))
        assert text.index("Impunity is a main concern") < text.index("“Impunity remained a main concern.”")


def test_the_caption_tells_how_many_rows_from_which_meetings(wps: Run) -> None:
    caption = rendered(wps, ["challenges"], 120).split("\n\n")[-1].splitlines()
    assert caption[0] == "3 challenges from aland-2019, advisers-2018"
    chosen = rendered(wps, ["challenges", "--fields", "id"], 120)
    assert chosen.endswith("\n\n3 challenges from aland-2019, advisers-2018\n")
    none = rendered(wps, ["challenges", "--until", "2001"], 120)
    assert words(none.splitlines()[-1]) == "0 challenges"


def test_inferred_kinds_are_marked_and_explained_once(wps: Run) -> None:
    for columns in (120, 80, 40):
        text = words(rendered(wps, ["challenges"], columns))
        assert text.count("inferred: the kind is the curator's reading, not the letter's own word") == 1
        assert text.count("inferred") == 2
    assert "inferred" not in rendered(wps, ["recommendations"], 120)


def test_rows_of_every_mission_are_marked_and_explained_once(wps: Run) -> None:
    text = words(rendered(wps, ["challenges"], 120))
    assert text.count("all represented: said of every mission represented at the meeting") == 1
    assert text.count("all represented") == 2


@pytest.mark.parametrize("command", LISTS)
def test_in_a_pipe_each_row_is_one_whole_plain_line(wps: Run, command: str) -> None:
    text = wps(*call(command)).stdout
    lines = text.splitlines()
    assert not re.search(r" $|\t|\x1b|[│─┌|]", text, re.MULTILINE)
    if command != "staffing":
        assert len(lines) == 1 + len(json.loads(wps(*call(command), "--json").stdout))


def test_a_quotation_in_a_pipe_is_found_by_grep(wps: Run) -> None:
    line = next(line for line in rendered(wps, ["challenges"], None).splitlines() if "Gender Affairs" in line)
    assert line.startswith("aland-2019/few-women-in-the-mission ")
    assert "ability to conduct gender and conflict analysis”" in line


def test_the_columns_of_a_pipe_stand_under_their_headings(wps: Run) -> None:
    heading, *lines = rendered(wps, ["meetings"], None).splitlines()
    starts = [match.start() for match in re.finditer(r"\S+", heading)]
    for line in lines:
        assert all(start == 0 or line[start - 1] == " " for start in starts)
    assert all(first < second for first, second in pairwise(starts))


def test_a_table_in_a_pipe_is_made_without_rich(wps: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("wps_cli.render.screen.table")
    monkeypatch.delattr("wps_cli.render.screen.page")
    for command in (*LISTS, *PAGES):
        assert wps(*call(command)).status == 0
    assert wps("meetings", columns=80).status == 70
