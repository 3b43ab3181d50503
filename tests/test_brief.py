"""The briefing page, the timeline and what ties rows of different meetings."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pypandoc
import pytest

from tests.conftest import SEVERAL, Run

CODES = ["MINUSCA", "MINUSMA", "MONUSCO", "UNAMID", "UNMISS", "UNOCI", "UNSOM", "UNSMIL"]
SECTIONS = [
    "staffing",
    "challenges",
    "opportunities",
    "achievements",
    "priorities",
    "recommendations",
    "commitments",
    "observations",
    "figures",
    "for_all",
]


def _brief(wps: Run, *args: str) -> Any:
    outcome = wps("brief", *args, "--json")
    assert (outcome.status, outcome.stderr) == (0, "")
    return json.loads(outcome.stdout)


def _headings(page: str) -> list[str]:
    return re.findall(r"^## (.*)$", page, re.MULTILINE)


def test_a_brief_has_its_sections_in_the_order_of_a_briefing(wps: Run) -> None:
    page = wps("brief", "MINUSMA", "--format", "markdown").stdout
    assert page.startswith("# MINUSMA: United Nations Multidimensional Integrated Stabilization Mission in Mali\n")
    assert _headings(page) == [
        "Rests on",
        "Women among the staff",
        "Challenges",
        "Opportunities",
        "Achievements",
        "Priorities",
        "Recommendations",
        "Commitments",
        "Figures",
        "Said of every mission represented",
        "Dates",
        "Sources",
    ]


@pytest.mark.parametrize("code", CODES)
def test_a_brief_holds_every_row_of_its_mission_but_observations(wps: Run, code: str) -> None:
    page = _brief(wps, code)
    held = sorted(row["id"] for section in SECTIONS for row in page[section])
    wanted = [
        row["id"]
        for command in ("records", "staffing", "figures")
        for row in json.loads(wps(command, code, "--json").stdout)
        if row["kind"] != "observation"
    ]
    assert held == sorted(wanted)


@pytest.mark.parametrize("code", ["MINUSMA", "UNMISS", "UNSOM"])
def test_each_line_of_a_brief_refers_to_its_numbered_source(wps: Run, code: str) -> None:
    data = _brief(wps, code)
    page = wps("brief", code).stdout
    numbers = {source["meeting"]: source["number"] for source in data["sources"]}
    for section in SECTIONS:
        for row in data[section]:
            place = f"para. {row['paragraph']}" + (f" {row['label']}" if row.get("label") else "")
            assert row["reference"] == f"[{numbers[row['meeting']]}, {place}]"
            mark = "; inferred]" if row.get("inferred") else "]"
            if section != "staffing":
                assert row["reference"].replace("]", mark) in page
    for source in data["sources"]:
        assert f"[{source['number']}] " in page
        assert source["citation"] in page


def test_recommendations_stand_under_their_addressees(wps: Run) -> None:
    page = wps("brief", "MINUSMA", "-f", "markdown", "--kind", "recommendation").stdout
    assert re.findall(r"^### (.*)$", page, re.MULTILINE) == [
        "To: Security Council",
        "To: troop-contributing countries",
        "To: Council members and troop-contributing countries",
        "To: MINUSMA",
        "No addressee named",
    ]


def test_what_came_back_is_shown_with_both_references_and_no_claim(wps: Run) -> None:
    lines = wps("brief", "MINUSMA").stdout.splitlines()
    (line,) = [line for line in lines if line.startswith("  The Platform had signed")]
    assert line.endswith("[1, para. 6; inferred] see also [2, para. 3]")
    related = {row["id"]: row["related"] for row in _brief(wps, "MINUSMA")["commitments"]}
    assert related["mali-2017/platform-communique"] == ["wpa-2016/platform-communique"]
    assert related["wpa-2016/platform-communique"] == ["mali-2017/platform-communique"]


def test_the_three_joint_communiques_are_not_tied_together(shipped: dict[str, Any]) -> None:
    rows = {row["id"]: row for meeting in shipped["meetings"] for row in meeting["records"]}
    joint = {id for id, row in rows.items() if "joint communiqué" in row["quote"]}
    assert len(joint) >= 4
    for id in joint:
        assert not joint & set(rows[id].get("see_also", []))


def test_quotes_adds_the_words_of_the_letters(wps: Run) -> None:
    quote = "attacks by jihadist groups on MINUSMA"
    assert quote not in wps("brief", "MINUSMA").stdout
    assert quote in wps("brief", "MINUSMA", "--quotes").stdout
    quoted = f"challenges in carrying out their work, including” … “{quote}”"
    assert quoted in wps("brief", "MINUSMA", "--quotes", "-f", "markdown").stdout


def test_kind_since_and_until_narrow_the_page(wps: Run) -> None:
    only = _brief(wps, "MINUSMA", "--kind", "challenge", "--until", "2016")
    assert [section for section in SECTIONS if only[section]] == ["challenges", "for_all"]
    assert {row["meeting"] for row in only["challenges"]} == {"wpa-2016"}
    assert _headings(wps("brief", "MINUSMA", "--since", "2018", "-f", "markdown").stdout) == [
        "Rests on",
        "Nothing recorded",
        "Dates",
        "Sources",
    ]
    assert _brief(wps, "UNMISS", "--kind", "observation")["observations"]


def test_a_mission_without_rows_of_its_own_gets_an_honest_short_page(wps: Run) -> None:
    page = wps("brief", "UNAMID").stdout
    assert "1 meeting concerned UNAMID, but no statement of these kinds is on it alone." in page
    assert "Said of every mission represented" in page
    assert "Challenges" not in page


def test_a_country_without_a_mission_gets_an_honest_short_page(wps: Run) -> None:
    page = wps("brief", "Dland", "--kind", "observation", "--data", str(SEVERAL)).stdout
    assert page.startswith("Dland\n")
    assert "Dland is named" in page


def test_a_country_with_a_mission_is_briefed_on_by_the_missions_name(wps: Run) -> None:
    assert wps("brief", "Mali").stdout == wps("brief", "MINUSMA").stdout


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
    assert kinds.count("Header") == 1 + len(_headings(page)) + 5
    assert kinds.count("Table") == 1
    assert "[1, para. 9 (a)(iv)]" in plain.stdout
    assert "$1 million in catalytic funds so far for Mali's $20 million" in plain.stdout.replace("’", "'")


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
    dated = {row["id"] for meeting in shipped["meetings"] for row in meeting["records"] if "when" in row}
    assert dated <= {event["id"] for event in events}
    assert len(events) == len(dated) + 3 * len(shipped["meetings"])
