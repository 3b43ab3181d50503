"""Citations lead to a statement by the letter's own numbers alone; `wps cite` gives them to notes and programs."""

import json
import re
import subprocess
from typing import Any

import pypandoc
import pytest

from tests.conftest import SEVERAL, Run

MALI = (
    "Letter dated 18 July 2017 from the Permanent Representatives of Sweden, the United Kingdom of Great Britain and "
    "Northern Ireland and Uruguay to the United Nations addressed to the Secretary-General, Security Council, "
    "distributed 21 July 2017"
)
ADVISERS = (
    "Letter dated 22 December 2016 from the Permanent Representatives of Spain and the United Kingdom of Great Britain "
    "and Northern Ireland to the United Nations addressed to the Secretary-General, Security Council, distributed 27 "
    "December 2016"
)
TOPIC = "Adequate resources for the implementation of the mandate to prevent sexual violence in conflict"


@pytest.mark.parametrize(
    ("id", "citation"),
    [
        ("mali-2017", f"{MALI}, annex"),
        ("mali-2017/peace-bodies", f"{MALI}, annex, 3rd paragraph"),
        ("mali-2017/third-meeting", f"{MALI}, annex, 1st paragraph"),
        ("mali-2017/violence-increase", f"{MALI}, annex, 2nd paragraph"),
        ("mali-2017/follow-up", f"{MALI}, annex, 9th paragraph"),
        ("mali-2017/staff-police", f"{MALI}, annex, 5th paragraph"),
        ("mali-2017/a.iv-survivor-services", f"{MALI}, annex, recommendation (a)(iv)"),
        ("mali-2017/transmittal", f"{MALI}, covering letter"),
        ("wpa-2016/lack-of-resources", f"{ADVISERS}, annex, under “{TOPIC}”"),
    ],
)
def test_a_citation_leads_to_the_place_as_printed(wps: Run, id: str, citation: str) -> None:
    assert wps("cite", id) == (0, f"{citation}\n", "")
    assert json.loads(wps("show", id, "--json").stdout)["citation"] == citation
    assert citation in wps("show", id).stdout


def test_what_stands_in_a_labelled_item_without_being_a_recommendation_is_cited_as_an_item(wps: Run) -> None:
    rows = json.loads(wps("records", "--json").stdout)
    (row,) = [row for row in rows if row["label"] == "(c)" and row["kind"] != "recommendation"]
    assert row["citation"] == f"{MALI}, annex, item (c)"


def test_a_printed_symbol_is_cited(wps: Run) -> None:
    data = ("--data", str(SEVERAL))
    letter = "Letter dated 1 April 2019, T/2019/1, Test Council, distributed 2 April 2019"
    assert wps("cite", "ab-2019/beta", *data).stdout == f"{letter}, annex, 2nd paragraph\n"
    (item,) = json.loads(wps("cite", "ab-2019/beta", "-f", "csl-json", *data).stdout)
    assert item["number"] == "T/2019/1"


def test_no_citation_presents_a_count_of_ours_as_a_printed_number(wps: Run) -> None:
    rows = json.loads(wps("records", "--kind", "all", "--json").stdout)
    assert len(rows) > 150
    for row in rows:
        place = row["citation"].removeprefix(MALI).removeprefix(ADVISERS).removeprefix(", annex").removeprefix(", ")
        assert re.fullmatch(
            r"\d+(st|nd|rd|th) paragraph|(recommendation|item) (\(\w+\))+|under “.+”|covering letter", place
        ), row["id"]
        assert row["topic"] is None or row["topic"] in place


def test_ordinals_are_spelt_as_english_spells_them(wps: Run) -> None:
    blocks = [f'[[meetings.paragraphs]]\ntext = "Words {n}."\n' for n in range(1, 123)]
    row = '[[meetings.paragraphs.records]]\nid = "o/{0}"\nkind = "observation"\nsummary = "s"\nquote = "Words {0}."\n'
    asked = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 13: "13th", 21: "21st", 22: "22nd"}
    asked |= {23: "23rd", 101: "101st", 111: "111th", 112: "112th", 113: "113th", 122: "122nd"}
    for number in asked:
        blocks[number - 1] += row.format(number)
    text = SEVERAL.read_text(encoding="utf-8")
    head = text[: text.index("[[meetings.paragraphs]]")].replace('id = "a-2018"', 'id = "o"')
    cited = wps("cite", *(f"o/{number}" for number in asked), "--data", "-", stdin=(head + "\n".join(blocks)).encode())
    assert [line.split(", ")[-1] for line in cited.stdout.splitlines()] == [
        f"{one} paragraph" for one in asked.values()
    ]


def test_citations_come_one_a_line_in_the_order_asked_for(wps: Run) -> None:
    cited = wps("cite", "wpa-2016", "mali-2017/follow-up", "mali-2017")
    assert cited == (0, f"{ADVISERS}, annex\n{MALI}, annex, 9th paragraph\n{MALI}, annex\n", "")


def test_an_unknown_id_or_format_is_refused_and_nothing_is_cited(wps: Run) -> None:
    assert wps("cite", "mali-2017", "mali-2107") == (
        2, "", "wps: error: unknown id 'mali-2107'\nhint: did you mean mali-2017?\n",
    )  # fmt: skip
    assert wps("cite", "mali-2017", "--format", "bibtex") == (
        2, "", "wps: error: unknown format 'bibtex'\nhint: valid: text, csl-json\n",
    )  # fmt: skip


def _csl(wps: Run, *ids: str) -> list[dict[str, Any]]:
    cited = wps("cite", *ids, "--format", "csl-json")
    assert (cited.status, cited.stderr) == (0, "")
    items: list[dict[str, Any]] = json.loads(cited.stdout)
    return items


def test_a_reference_manager_gets_title_authority_day_and_place(wps: Run) -> None:
    assert _csl(wps, "mali-2017/a.iv-survivor-services", "wpa-2016") == [
        {
            "id": "mali-2017/a.iv-survivor-services",
            "type": "document",
            "title": MALI.partition(", Security Council")[0],
            "authority": "Security Council",
            "issued": {"date-parts": [[2017, 7, 21]]},
            "locator": "annex, recommendation (a)(iv)",
        },
        {
            "id": "wpa-2016",
            "type": "document",
            "title": ADVISERS.partition(", Security Council")[0],
            "authority": "Security Council",
            "issued": {"date-parts": [[2016, 12, 27]]},
            "locator": "annex",
        },
    ]


def test_pandoc_turns_the_citations_into_bibtex(wps: Run) -> None:
    cited = wps("cite", "mali-2017", "wpa-2016", "--format", "csl-json").stdout
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), "-f", "csljson", "-t", "bibtex"],
        input=cited,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert re.findall(r"^@\w+\{(.*),$", done.stdout, re.MULTILINE) == ["mali-2017", "wpa-2016"]
    assert "year = {2017}" in done.stdout
    assert "letter dated 18 july 2017" in re.sub(r"[{}]", "", done.stdout).lower()
