"""Search hits as a list that says where they match, and what there is to say where there are none."""

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from wps_cli.dataset.model import Dataset
from wps_cli.render.report import Column, Item, Items, Marked, Report
from wps_cli.suggestions import nearest
from wps_cli.text import fold_name
from wps_cli.views import citations, lists, wording
from wps_cli.views.wording import Qualifying, plural

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
        _on_row(lists.ID), SCORE, _on_row(lists.SUMMARY), quotation,
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


class Besides(NamedTuple):
    """What there is to say beside the hits, or where there are none."""

    nothing: str
    """In a sentence, where there are no hits."""
    beside: tuple[Items, ...]
    """What a terminal shows beneath."""
    notes: tuple[str, ...]
    """The same in lines, for where it is not shown."""


def besides(
    text: str,
    found: Sequence["Hit"],
    everywhere: "Answer",
    kinds: Sequence[str],
    vocabulary: Sequence[str],
    dataset: Dataset,
) -> Besides:
    """Rows of other kinds that match as well or better; where no row matches, what is unknown, and the nearest rows."""
    noun = kinds[0] if len(kinds) == 1 else "row"
    others = [hit for hit in everywhere.hits if hit.row.entry.kind not in kinds]
    if others and (not found or others[0].score >= found[0].score):
        rows = plural(len(others), "row")
        also = Items(
            tuple(_item(hit, {}) for hit in others[:_BEST]), f"Also in the letters: {rows}; --in all shows them"
        )
        told = f"{rows} of other kinds {'matches' if len(others) == 1 else 'match'} as well or better: add --in all"
        return Besides(f"No {noun} matches {text}.", (also,), (told,))
    if found or everywhere.hits:
        return Besides(f"No {noun} matches {text}.", (), ())
    why = [*_unknown(everywhere.unknown, vocabulary), *_known_as(text, dataset)]
    near = everywhere.nearest
    shown = (
        *([Items((), " ".join(why))] if why else ()),
        *([Items(tuple(_item(hit, {}) for hit in near), "No row has enough of this. Nearest:")] if near else ()),
    )
    notes = (*why, *(f"nearest: {hit.row.entry.id}: {wording.headline(hit.row)}" for hit in near))
    return Besides(f"Nothing found for {text}.", shown, notes)


def _unknown(words: Sequence[str], vocabulary: Sequence[str]) -> Iterator[str]:
    for word in words:
        near = nearest(word, vocabulary)
        yield f"No row has {word}" + (f"; nearest: {', '.join(near)}." if near else ".")


def _known_as(text: str, dataset: Dataset) -> Iterator[str]:
    """The meetings whose letter somebody of that name signed, or which a State of that name co-chaired."""
    name = fold_name(text)
    for meeting in dataset.meetings:
        signed = [
            f"{one.name} signed the letter of" for one in meeting.letter.signatories if name in fold_name(one.name)
        ]
        chaired = [f"{state} co-chaired" for state in meeting.co_chairs if name == fold_name(state)]
        yield from (f"{what} {meeting.id}: wps show {meeting.id}." for what in (*signed, *chaired))
