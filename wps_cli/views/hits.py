"""Search hits as a list that says where they match, and what there is to say where there are none."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from wps_cli.dataset.model import Dataset
from wps_cli.render.report import Column, Items, Marked, Report
from wps_cli.suggestions import nearest
from wps_cli.text import fold_name
from wps_cli.views import lists, wording
from wps_cli.views.wording import Qualifying, plural

if TYPE_CHECKING:
    from wps_cli.search.ranking import Answer, Hit

    Hits = Sequence[Hit]

SCORE = Column("score", "Score", lambda hit: hit.score, "number")
_BEST = 3  # hits of other kinds that a terminal shows beneath


def hit_columns(kinds: Sequence[str]) -> tuple[Column, ...]:
    """The keys of search hits: those of the rows, the score, and where the query's words stand."""
    matched = Column("matched_in", "Matched in", lambda hit: hit.matched_in)
    spans = Column("matches", "Matches", lambda hit: hit.matches, flat=lambda held: [f"{a}-{b}" for a, b in held])
    return (*map(lists.on_row, lists.row_columns(kinds)), SCORE, matched, spans)


def hits(found: "Hits", qualifying: Qualifying) -> Report:
    """Search hits, the best first."""
    quotation = Column("quotation", "Quotation", _quotation, under="summary")
    beside = map(lists.on_row, (lists.STATED_KIND, lists.HOLDS_FOR, lists.SOURCE))
    view = (lists.on_row(lists.ID), SCORE, lists.on_row(lists.SUMMARY), quotation, *beside)
    counted = wording.counted([hit.row for hit in found], "hit", "hits")
    return Report(view, found, (counted,), (_items(found, qualifying),))


def _items(found: "Hits", qualifying: Qualifying, heading: str = "") -> Items:
    items = []
    for hit in found:
        row = hit.row
        is_shown = not {"quote", "summary", "lead"}.isdisjoint(hit.matched_in)
        marks = (
            f"score {hit.score:g}", wording.stated_kind(row), wording.holds_for(row),
            f"{row.meeting.id}, {wording.short_place(row)}",
            "" if is_shown else f"found in {', '.join(hit.matched_in)}",
        )  # fmt: skip
        item = replace(wording.item(row, marks, qualifying), quotation=_quotation(hit))
        if row.entry.kind not in ("staffing", "figure"):  # their headline is made up for the eye: others are searched
            text = wording.labelled(row)
            item = replace(item, text=_marked(text, hit, summary=len(text) - len(wording.headline(row))))
        items.append(item)
    return Items(tuple(items), heading)


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
    name = fold_name(text)  # of who signed a letter, or of a State that co-chaired a meeting
    for meeting in dataset.meetings:
        known = [
            f"{one.name} signed the letter of" for one in meeting.letter.signatories if name in fold_name(one.name)
        ]
        known += (f"{state} co-chaired" for state in meeting.co_chairs if name == fold_name(state))
        why += (f"{one} {meeting.id}: wps show {meeting.id}." for one in known)
    near = everywhere.nearest
    shown = [Items((), " ".join(why))] if why else []
    shown += [_items(near, {}, "No row has enough of this. Nearest:")] if near else []
    notes = (*why, *(f"nearest: {hit.row.entry.id}: {wording.headline(hit.row)}" for hit in near))
    return Besides(f"Nothing found for {text}.", tuple(shown), notes)
