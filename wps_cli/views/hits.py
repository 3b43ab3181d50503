"""Search hits as a list that says where they match, and what there is to say where there are none."""

from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from wps_cli.dataset.model import Dataset
from wps_cli.queries.rows import Row
from wps_cli.render.report import Column, Item, Items, Marked, Report
from wps_cli.suggestions import nearest
from wps_cli.text import fold_name
from wps_cli.views import citations, lists, wording
from wps_cli.views.wording import Qualifying

if TYPE_CHECKING:
    from wps_cli.search.ranking import Answer, Hit

SCORE = Column("score", "Score", attrgetter("score"), "number")
_BEST = 3
"""Hits of other kinds that a terminal shows beneath."""


def _on_row(column: Column) -> Column:
    return replace(column, get=lambda hit: column.get(hit.row))


def hit_columns(kinds: Sequence[str]) -> tuple[Column, ...]:
    """The keys of search hits: those of the rows, the score, and where the query's words stand."""
    matched = Column("matched_in", "Matched in", attrgetter("matched_in"))
    spans = Column(
        "matches", "Matches", attrgetter("matches"), flat=lambda held: [f"{start}-{end}" for start, end in held]
    )
    return (*map(_on_row, lists.row_columns(kinds)), SCORE, matched, spans)


def hits(found: Sequence["Hit"], qualifying: Qualifying) -> Report:
    """Search hits, the best first."""
    quotation = Column("quotation", "Quotation", _quotation, under="summary")
    view = (
        _on_row(lists.ID), replace(SCORE, style="noted", under="id"), _on_row(lists.SUMMARY), quotation,
        *map(_on_row, (lists.STATED_KIND, lists.HOLDS_FOR, lists.SOURCE)),
    )  # fmt: skip
    items = tuple(_item(hit, qualifying) for hit in found)
    return Report(view, found, (wording.counted([hit.row for hit in found], "hit", "hits"),), (Items(items),))


def _item(hit: "Hit", qualifying: Qualifying) -> Item:
    row = hit.row
    shown = {"quote", "summary", "lead"}.intersection(hit.matched_in)
    marks = [
        f"score {hit.score:g}", wording.stated_kind(row), wording.holds_for(row),
        f"{row.meeting.id}, {citations.short_place(row)}", "" if shown else f"found in {', '.join(hit.matched_in)}",
    ]  # fmt: skip
    item = replace(wording.item(row, marks, qualifying), quotation=_quotation(hit))
    if row.entry.kind in ("staffing", "figure"):  # their headline is made up for the eye: other words are searched
        return item
    label = f"{row.paragraph.label} " if row.paragraph.label else ""
    spans = ((start + len(label), end + len(label)) for start, end in hit.marks().get("summary", ()))
    return replace(item, text=Marked(label + wording.headline(row), tuple(spans)))


def _quotation(hit: "Hit") -> Marked:
    marks = hit.marks()
    return wording.marked_sentence(hit.row, marks.get("quote", ()), marks.get("lead", ()))


def elsewhere(found: Sequence["Hit"]) -> Items:
    """The best of the rows of other kinds, and how to see all of them."""
    heading = f"Also in the letters: {wording.plural(len(found), 'row')}; --in all shows them"
    return Items(tuple(_item(hit, {}) for hit in found[:_BEST]), heading)


def nearest_rows(answer: "Answer") -> Items:
    """The rows below the floor, headed as what they are."""
    return Items(tuple(_item(hit, {}) for hit in answer.nearest), "No row has enough of this. Nearest:")


def nothing(answer: "Answer", query: str, vocabulary: Sequence[str], dataset: Dataset) -> list[str]:
    """What there is to say where nothing is found: the words that no row has, and who is known by that name."""
    told = [f"Nothing found for {query}."]
    for word in answer.unknown:
        near = nearest(word, vocabulary)
        told.append(f"No row has {word}" + (f"; nearest: {', '.join(near)}." if near else "."))
    named = fold_name(query)
    for meeting in dataset.meetings:
        signed = [
            f"{one.name} signed the letter of" for one in meeting.letter.signatories if named in fold_name(one.name)
        ]
        chaired = [f"{state} co-chaired" for state in meeting.co_chairs if named == fold_name(state)]
        told += [f"{what} {meeting.id}: wps show {meeting.id}" for what in (*signed, *chaired)]
    return told


def named(row: Row) -> str:
    """A row in a line of its own, for where no list can be shown."""
    return f"{row.entry.id}: {wording.headline(row)}"
