"""Search hits as a list that says where they match, and what there is to say where there are none."""

from collections.abc import Iterator, Sequence
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

    Hits = Sequence[Hit]

SCORE = Column("score", "Score", lambda hit: hit.score, "number")
_BEST = 3  # hits of other kinds that a terminal shows beneath


def _on_row(column: Column) -> Column:
    return replace(column, get=lambda hit: column.get(hit.row))


def hit_columns(kinds: Sequence[str]) -> tuple[Column, ...]:
    """The keys of search hits: those of the rows, the score, and where the query's words stand."""
    matched = Column("matched_in", "Matched in", lambda hit: list(hit.marks()))
    spans = Column(
        "matches", "Matches", lambda hit: hit.marks().get("quote", ()), flat=lambda held: [f"{a}-{b}" for a, b in held]
    )
    return (*map(_on_row, lists.row_columns(kinds)), SCORE, matched, spans)


def hits(found: "Hits", qualifying: Qualifying) -> Report:
    """Search hits, the best first."""
    quotation = Column("quotation", "Quotation", _quotation, under="summary")
    beside = map(_on_row, (lists.STATED_KIND, lists.HOLDS_FOR, lists.SOURCE))
    view = (_on_row(lists.ID), SCORE, _on_row(lists.SUMMARY), quotation, *beside)
    counted = wording.counted([hit.row for hit in found], "hit", "hits")
    return Report(view, found, (counted,), (_items(found, qualifying),))


def _items(found: "Hits", qualifying: Qualifying, heading: str = "") -> Items:
    return Items(tuple(_item(hit, qualifying) for hit in found), heading)


def _item(hit: "Hit", qualifying: Qualifying) -> Item:
    row = hit.row
    is_shown = not {"quote", "summary", "lead"}.isdisjoint(hit.marks())
    marks = (
        f"score {hit.score:g}", wording.stated_kind(row), wording.holds_for(row),
        f"{row.meeting.id}, {citations.short_place(row)}", "" if is_shown else f"found in {', '.join(hit.marks())}",
    )  # fmt: skip
    item = replace(wording.item(row, marks, qualifying), quotation=_quotation(hit))
    if row.entry.kind in ("staffing", "figure"):  # their headline is made up for the eye: other words are searched
        return item
    text = wording.labelled(row)
    return replace(item, text=_marked(text, hit, summary=len(text) - len(wording.headline(row))))


def _quotation(hit: "Hit") -> Marked:
    text = wording.sentence(hit.row)
    return _marked(text, hit, lead=1, quote=len(text) - 1 - len(hit.row.entry.quote))


def _marked(text: str, hit: "Hit", **starts: int) -> Marked:
    """The text with the query's words marked in the fields that it shows, each from its start in the text on."""
    marks = hit.marks()
    spans = ((a + start, b + start) for field, start in starts.items() for a, b in marks.get(field, ()))
    return Marked(text, tuple(spans))


class Besides(NamedTuple):
    """What there is to say beside the hits, or where there are none."""

    nothing: str  # in a sentence, where there are no hits
    beside: tuple[Items, ...] = ()  # what a terminal shows beneath
    notes: tuple[str, ...] = ()  # the same in lines, for where it is not shown


def besides(
    text: str, found: "Hits", everywhere: "Answer", kinds: Sequence[str], vocabulary: Sequence[str], dataset: Dataset
) -> Besides:
    """Rows of other kinds that match as well or better; where no row matches, what is unknown, and the nearest rows."""
    nothing = f"No {kinds[0] if len(kinds) == 1 else 'row'} matches {text}."
    others = [hit for hit in everywhere.hits if hit.row.entry.kind not in kinds]
    if others and (not found or others[0].score >= found[0].score):
        rows = plural(len(others), "row")
        also = _items(others[:_BEST], {}, f"Also in the letters: {rows}; --in all shows them")
        told = f"{rows} of other kinds {'matches' if len(others) == 1 else 'match'} as well or better: add --in all"
        return Besides(nothing, (also,), (told,))
    if found or everywhere.hits:
        return Besides(nothing)
    alike = {word: ", ".join(nearest(word, vocabulary)) for word in everywhere.unknown}
    why = [f"No row has {word}" + (f"; nearest: {words}." if words else ".") for word, words in alike.items()]
    why += _known_as(text, dataset)
    near = everywhere.nearest
    shown = [Items((), " ".join(why))] if why else []
    shown += [_items(near, {}, "No row has enough of this. Nearest:")] if near else []
    notes = (*why, *(f"nearest: {hit.row.entry.id}: {wording.headline(hit.row)}" for hit in near))
    return Besides(f"Nothing found for {text}.", tuple(shown), notes)


def _known_as(text: str, dataset: Dataset) -> Iterator[str]:
    """The meetings whose letter somebody of that name signed, or which a State of that name co-chaired."""
    name = fold_name(text)
    for meeting in dataset.meetings:
        signed = (one.name for one in meeting.letter.signatories if name in fold_name(one.name))
        yield from (f"{one} signed the letter of {meeting.id}: wps show {meeting.id}." for one in signed)
        chaired = (state for state in meeting.co_chairs if name == fold_name(state))
        yield from (f"{one} co-chaired {meeting.id}: wps show {meeting.id}." for one in chaired)
