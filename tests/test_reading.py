"""`wps read` gives the letter itself, word for word; `wps show` one row in its paragraph, or one meeting."""

import json
import re
from typing import Any

import pytest

from tests.conftest import SEVERAL, Run

DATA = ("--data", str(SEVERAL))


def _page(wps: Run, *args: str) -> Any:
    outcome = wps(*args, "--json")
    assert (outcome.status, outcome.stderr) == (0, "")
    return json.loads(outcome.stdout)


def _joined(text: str) -> str:
    """The paragraph's text on one line, as a letter split by a page break is joined."""
    return re.sub(r"(?<=[-\u2010\u2011])\s*\n\s*", "", text.strip()).replace("\n", " ")


def _words(text: str) -> str:
    return " ".join(text.split())


def _rows(paragraph: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for array in ("records", "staffing", "figures") for row in paragraph.get(array, [])]


@pytest.mark.parametrize("id", ["mali-2017", "wpa-2016"])
def test_each_paragraph_that_is_read_is_that_of_the_data_with_its_rows(
    wps: Run, shipped: dict[str, Any], id: str
) -> None:
    (meeting,) = [one for one in shipped["meetings"] if one["id"] == id]
    read = _page(wps, "read", id)["paragraphs"]
    assert len(read) == len(meeting["paragraphs"])
    for shown, paragraph in zip(read, meeting["paragraphs"], strict=True):
        assert shown["text"] == _joined(paragraph["text"])
        assert shown["part"] == paragraph.get("part", "annex")
        assert (shown["label"], shown["topic"]) == (paragraph.get("label"), paragraph.get("topic"))
        assert [(row["id"], row["kind"]) for row in shown["rows"]] == [
            (row["id"], row.get("kind", "staffing" if "mission" in row else "figure")) for row in _rows(paragraph)
        ]
        for span, row in zip((one["span"] for one in shown["rows"]), _rows(paragraph), strict=True):
            assert shown["text"][slice(*span)] == row["quote"]


@pytest.mark.parametrize("id", ["mali-2017", "wpa-2016"])
@pytest.mark.parametrize("columns", [None, 40, 100])
def test_people_read_every_word_in_the_order_of_the_letter(
    wps: Run, shipped: dict[str, Any], monkeypatch: pytest.MonkeyPatch, id: str, columns: int | None
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    page = _words(wps("read", id, columns=columns).stdout)
    (meeting,) = [one for one in shipped["meetings"] if one["id"] == id]
    at = 0
    for paragraph in meeting["paragraphs"]:
        label = re.findall(r"\(\w+\)", paragraph["label"])[-1] if "label" in paragraph else ""
        topic = f"{paragraph['topic']}." if "topic" in paragraph else ""
        at = page.index(f"{label}{topic} {_joined(paragraph['text'])}".strip(), at)
        for row in _rows(paragraph):
            assert row["id"] in page[at:]


def test_markdown_holds_the_letter_too(wps: Run, shipped: dict[str, Any]) -> None:
    page = re.sub(r"\\(.)", r"\1", wps("read", "mali-2017", "-f", "markdown").stdout)
    for paragraph in shipped["meetings"][0]["paragraphs"]:
        assert f"{_joined(paragraph['text'])}\n" in page


def test_a_letter_is_read_under_its_head_with_who_signed_it(wps: Run) -> None:
    page = wps("read", "ab-2019", *DATA).stdout
    assert page.startswith("ab-2019: Letter dated 1 April 2019\n")
    assert "Signed       A Signatory, Ambassador, Permanent Representative of Cland, Cland\n" in page
    assert re.findall(r"^\S.*$", page, re.MULTILINE)[1:] == [
        "Letter", "Annex: Meeting on Aland and Béland, 1 March 2019", "Citation",
    ]  # fmt: skip
    covering = re.findall(r"^\S.*$", wps("read", "deland-2020", *DATA).stdout, re.MULTILINE)
    assert "Covering letter" in covering


def test_an_item_is_read_behind_the_last_part_of_its_label_or_its_topic(wps: Run) -> None:
    page = wps("read", "deland-2020", *DATA).stdout
    assert "  (ii) Call upon donors to increase funding for services;\n" in page
    topic = "  Adequate resources for the mandate. Too little money was a challenge that all missions had.\n"
    assert topic in wps("read", "ab-2019", *DATA).stdout


def test_an_unknown_meeting_names_the_nearest(wps: Run) -> None:
    assert wps("read", "mali-2071") == (
        2, "", "wps: error: unknown meeting 'mali-2071'\nhint: did you mean mali-2017?\n",
    )  # fmt: skip


def test_a_row_is_shown_in_its_paragraph_with_the_quote_marked(wps: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    plain = wps("show", "deland-2020/institutions", *DATA).stdout
    marked = "compounded by denial and trivialization; and *weak institutions*. The Government had, however, adopted"
    assert marked in plain
    assert marked in _words(wps("show", "deland-2020/institutions", *DATA, columns=60).stdout)
    assert "and **weak institutions**. The" in wps("show", "deland-2020/institutions", *DATA, "-f", "markdown").stdout
    assert "*Call upon donors to increase funding for services*;" in wps("show", "ii-services", *DATA).stdout
    monkeypatch.delenv("NO_COLOR")
    assert "\x1b[1;4mweak institutions\x1b[0m" in wps("show", "deland-2020/institutions", *DATA, columns=90).stdout


def test_of_words_that_stand_twice_in_a_paragraph_those_behind_the_lead_are_marked(wps: Run) -> None:
    text = SEVERAL.read_text(encoding="utf-8").replace(
        "Challenges included the first quotation.", "On the first quotation: Challenges included the first quotation."
    )
    page = wps("show", "a-2018/one", "--data", "-", stdin=text.encode()).stdout
    assert "On the first quotation: Challenges included *the first quotation*." in page


def test_every_row_carries_the_whole_text_of_its_paragraph(wps: Run, shipped: dict[str, Any]) -> None:
    paragraphs = shipped["meetings"][0]["paragraphs"]
    for paragraph in paragraphs:
        for row in _rows(paragraph)[:2]:
            assert _page(wps, "show", row["id"])["text"] == _joined(paragraph["text"])


def test_show_gives_the_neighbours_of_a_row_in_its_letter(wps: Run) -> None:
    ids = [row["id"] for row in json.loads(wps("records", "--kind", "all", "--meeting", "mali-2017", "--json").stdout)]
    for before, id, after in zip([None, *ids], ids, [*ids[1:], None], strict=False):
        if id in (ids[0], ids[10], ids[-1]):
            found = _page(wps, "show", id)
            assert (found["previous"], found["next"]) == (before, after)


def test_show_tells_what_a_row_relates_to_from_both_ends(wps: Run) -> None:
    one, other = "deland-2020/plan-budget", "ab-2019/beta-fund"
    assert _page(wps, "show", one, *DATA)["related"] == [other]
    assert _page(wps, "show", other, *DATA)["related"] == [one]
    assert f"Béland had a fund against the drought  {other}" in wps("show", one, *DATA).stdout


def test_show_tells_what_qualifies_a_row_and_what_it_qualifies(wps: Run) -> None:
    qualifying = ["deland-2020/plan", "deland-2020/court"]
    assert _page(wps, "show", "deland-2020/institutions", *DATA)["qualified_by"] == qualifying
    page = wps("show", "deland-2020/institutions", *DATA).stdout
    assert page.index("Qualified by") < page.index("Its paragraph")
    assert "  - Deland agreed on a plan of action  deland-2020/plan\n" in page
    assert _page(wps, "show", "deland-2020/plan", *DATA)["qualifies"] == ["deland-2020/institutions"]
    assert "\nQualifies\n  - Deland's institutions were weak  deland-2020/institutions\n" in (
        wps("show", "deland-2020/plan", *DATA).stdout
    )


def test_show_of_a_meeting_tells_stated_and_inferred_rows_apart(wps: Run) -> None:
    page = wps("show", "ab-2019", *DATA).stdout
    assert re.search(r"^  Challenge +1$", page, re.MULTILINE)
    assert re.search(r"^  Challenge, inferred +2$", page, re.MULTILINE)
    assert re.search(r"^  Symbol +T/2019/1$", page, re.MULTILINE)
    counts = _page(wps, "show", "ab-2019", *DATA)["counts"]
    assert (counts["challenge"], counts["challenge_inferred"]) == (1, 2)
