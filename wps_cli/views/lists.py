"""Query results as lists: which columns there are, in which order, under which headings, and what hits say besides."""

from collections.abc import Callable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from wps_cli.dataset.model import KINDS, Dataset
from wps_cli.queries.rows import COUNTED, FLIPPED, PARITY, Row, Tally, points
from wps_cli.render.report import Column, Items, Marked, Report, Style, Value
from wps_cli.suggestions import nearest
from wps_cli.text import fold_name
from wps_cli.views import wording
from wps_cli.views.wording import plural

if TYPE_CHECKING:
    from wps_cli.search.ranking import Hit, Result

_SCORED = "score: per cent of the query's weight in the row"
# By key: where a row has what its entry has not, then what only people see; what a column is called, how it looks in
# every list, and what stands for objects in a cell.
_PLACES: dict[str, Any] = {
    "meeting": "meeting.id", "date": "meeting.date", "missions": "missions", "countries": "countries",
    "paragraph": "number", "topic": "paragraph.topic", "label": "paragraph.label",
    "qualified_by": lambda row: list(row.qualified_by), "citation": wording.citation,
    "headline": wording.headline, "quotation": wording.sentence, "source": wording.where,
    "holds_for": wording.holds_for, "stated_kind": wording.stated_kind, "but_see": wording.qualified,
}  # fmt: skip
_LABELS = {"id": "ID", "co_chairs": "Co-chairs", "headline": "Summary", "holds_for": "Mission", "stated_kind": "Kind"}
_STYLES: dict[str, Style] = {
    "id": "id", "meeting": "id", "date": "id", "code": "id", "title": "strong", "name": "strong",
    "paragraph": "number", "value": "number", "percent": "number", "target": "number", "gap": "number",
    "score": "number",
}  # fmt: skip
_FLAT: dict[str, Callable[[Any], Value]] = {
    "participants": lambda held: [one.who for one in held], "matches": lambda held: [f"{a}-{b}" for a, b in held],
    "letter_signatories": lambda held: [one.name for one in held],
}  # fmt: skip


def _column(key: str, get: Any = None, label: str = "", style: Style | None = None, **more: Any) -> Column:
    """A column; `get` gives the value of a row or is the path to it, else the row or its entry has it under the key."""
    found = get or _PLACES.get(key) or (lambda row: row.get(key))
    found = attrgetter(found) if isinstance(found, str) else found
    label = label or _LABELS.get(key) or key.replace("_", " ").capitalize()
    return Column(key, label, found, style or _STYLES.get(key, "text"), flat=_FLAT.get(key), **more)


def columns(names: str, at: str = "", prefix: str = "") -> tuple[Column, ...]:
    """The columns of these keys, by their paths from there."""
    return tuple(_column(prefix + key, at and at + key) for key in names.split())


_PASSAGE = "quote lead paragraph"
_ROW_END = f"meeting date {_PASSAGE} qualified_by citation"
RECORD = columns(
    f"id kind meeting date missions countries summary {_PASSAGE} topic label addressee speaker themes when inferred "
    "qualifies qualified_by see_also citation"
)
FIGURE = columns(f"id kind missions countries value unit what bound {_ROW_END}")


def row_columns(kinds: Sequence[str], target: float = PARITY) -> tuple[Column, ...]:
    """The keys of rows of these kinds: one set for all, null where a row's kind has none such; gaps to the target."""
    staffing = (
        *columns("id kind mission countries category group percent bound"),
        _column("target", lambda row: target if row.entry.kind == "staffing" else None),
        _column("gap", lambda row: points(target - row.entry.percent) if row.entry.kind == "staffing" else None),
        _column("gap_bound", lambda row: FLIPPED[row.entry.bound] if row.entry.kind == "staffing" else None),
        *columns(f"when {_ROW_END}"),
    )
    of_kind = {"staffing": staffing, "figure": FIGURE}
    return tuple({column.key: column for kind in kinds for column in of_kind.get(kind, RECORD)}.values())


def as_object(row: Row) -> dict[str, Any]:
    """A row as machines see it, with the keys of its kind."""
    return {column.key: column.get(row) for column in row_columns((row.entry.kind,))}


def _filled(wanted: str, rows: Sequence[Row]) -> tuple[Column, ...]:
    """The columns of these keys that hold something."""
    return tuple(column for column in columns(wanted) if not rows or any(map(column.get, rows)))


def records(rows: Sequence[Row], kinds: Sequence[str], place: str) -> Report:
    """Rows of these kinds, all or of one place, with what qualifies each; those that share their heading together."""
    is_mixed = len(kinds) > 1
    many = not place and len(set(map(wording.holds_for, rows))) > 1
    groups = wording.grouped(rows, lambda row: (
        row.entry.kind * is_mixed, wording.holds_for(row) * many, f"to {to}" if (to := row.get("addressee")) else "",
    ))  # fmt: skip
    view = _filled("id headline quotation addressee speaker holds_for source stated_kind but_see", rows)
    counted = (f"{place}: " if place else "") + wording.counted(rows, "row" if is_mixed else kinds[0])
    legend = [wording.LEGEND] if any(row.is_inferred for row in rows) else []
    return Report(view, rows, (counted, *legend), tuple(groups))


_TALLIES = tuple(_column(f"counts_{kind}", lambda one, kind=kind: one.counts[kind]) for kind in COUNTED)
_COUNTS = _column("counts", "counts", parts=_TALLIES)
_LETTER: Column = _column(
    "letter", lambda one: {part.key.removeprefix("letter_"): part.get(one) for part in _LETTER.parts},
    parts=columns("organ title symbol date distributed language signatories file", "of.letter.", "letter_"),
)  # fmt: skip
MEETING = (
    *columns("id date title kind countries missions co_chairs participants", "of."), _LETTER, _COUNTS,
    _column("citation", lambda one: wording.citation(one.of)),
)  # fmt: skip
MISSION = (
    *columns("code name", "of."), _column("countries", "of.countries", "Serves in"), _column("also", "of.also"),
    _column("meetings", lambda one: [meeting.id for meeting in one.meetings]), _COUNTS,
)  # fmt: skip


def meetings(found: Sequence[Tally], dataset: Dataset) -> Report:
    """Meetings with what each holds, and what the file covers."""
    count = _column("rows", lambda one: sum(one.counts.values()), "Rows recorded", "number")
    return Report((*columns("id date title missions", "of."), count), found, (wording.covered(dataset),))


def _tally(label: str, *kinds: str) -> Column:
    def told(one: Tally) -> str:
        stated, inferred = (sum(one.counts.get(f"{kind}{end}", 0) for kind in kinds) for end in ("", "_inferred"))
        return f"{stated + inferred} ({inferred})" if inferred else str(stated)

    return Column(label.lower(), label, told, "number")


def missions(found: Sequence[Tally]) -> Report:
    """Missions with how much is recorded on each, stated and inferred apart."""
    code, name, countries, _, held_at, _ = MISSION
    view = (
        code, name, replace(countries, under="name", style="quiet"), replace(held_at, under="name", style="quiet"),
        _tally("Challenges (inferred)", "challenge"), _tally("Recomm. (inferred)", "recommendation"),
        _tally("Records (inferred)", *KINDS), _tally("Numbers", "staffing", "figure"),
    )  # fmt: skip
    return Report(view, found, (plural(len(found), "mission"), f"in brackets those {wording.LEGEND}"))


EVENT = columns(f"when kind id meeting missions countries summary {_PASSAGE} inferred qualified_by citation")


def timeline(found: Sequence[Row]) -> Report:
    """Dated events, those of one date together."""
    view = _filled("when stated_kind holds_for headline id quotation but_see", found)
    doubt = [wording.NO_YEAR] if any("?" in row.get("when") for row in found) else []
    legend = [wording.LEGEND] if any(row.is_inferred for row in found) else []
    groups = []
    for when, some in groupby(found, lambda row: row.get("when")):
        items = (wording.item(row, (row.entry.kind, row.entry.quote and wording.holds_for(row))) for row in some)
        groups.append(Items(tuple(items), when))
    return Report(view, found, (plural(len(found), "event"), *legend, *doubt), tuple(groups))


_MATCHED = (
    _column("score", "score"), _column("matched_in", lambda hit: list(hit.marks())),
    _column("matches", lambda hit: hit.marks().get("quote", ())),
)  # fmt: skip


def hit_columns(kinds: Sequence[str]) -> tuple[Column, ...]:
    """The keys of search hits: those of the rows, the score, and where the query's words stand."""
    of_row = (replace(one, get=lambda hit, one=one: one.get(hit.row)) for one in row_columns(kinds))
    return (*of_row, *_MATCHED)


def hits(found: Sequence["Hit"]) -> Report:
    """Search hits, the best first."""
    rows, scores = [hit.row for hit in found], {hit.row.entry.id: hit.score for hit in found}
    id, *more = _filled("id headline quotation stated_kind holds_for source but_see", rows)
    view = (id, _column("score", lambda row: scores[row.entry.id]), *more)
    return Report(view, rows, (f"{wording.counted(rows, 'hit')}; {_SCORED}",), (_items(found),))


def _items(found: Sequence["Hit"], heading: str = "") -> Items:
    items = []
    for hit in found:
        row, where = hit.row, hit.marks()
        is_shown = not {"quote", "summary", "lead"}.isdisjoint(where)
        marks = (
            f"score {hit.score:g}", row.entry.kind, wording.holds_for(row),
            f"{row.meeting.id}, {wording.where(row, 'mark')}", "" if is_shown else f"found in {', '.join(where)}",
        )  # fmt: skip
        item = wording.item(row, marks)
        text, quotation = str(item.text), str(item.quotation)
        begins = {  # where each field begins; the headline of a number is made up for the eye: other words are searched
            "text": {"summary": len(text) - len(wording.headline(row))} if row.entry.kind in KINDS else {},
            "quotation": {"lead": 1, "quote": len(quotation) - 1 - len(row.entry.quote)},
        }
        for key, fields in begins.items():
            spans = ((a + start, b + start) for field, start in fields.items() for a, b in where.get(field, ()))
            item = replace(item, **{key: Marked(getattr(item, key), tuple(spans))})
        items.append(item)
    return Items(tuple(items), heading)


def besides(
    text: str, asked: str, everywhere: "Result", kinds: Sequence[str], words: Sequence[str], data: Dataset
) -> tuple[str, tuple[Items, ...], tuple[str, ...]]:
    """What is said where there are no hits; what else matches as well or comes nearest, for a terminal and in lines."""
    none = f"No {kinds[0] if len(kinds) == 1 else 'row'} matches {text}{asked}."
    found = [hit for hit in everywhere.hits if hit.row.entry.kind in kinds]
    others = [hit for hit in everywhere.hits if hit.row.entry.kind not in kinds]
    if others and (not found or others[0].score >= found[0].score):
        told = f"{plural(len(others), 'row')} of other kinds match{'es' * (len(others) == 1)}"
        told += f"{' as well or better' if found else ''}: --in all shows all"
        return none, (_items(others[:3], told + ("" if found else f"; {_SCORED}")),), (told,)
    if found:
        return none, (), ()
    alike = {word: ", ".join(nearest(word, words)) for word in everywhere.unknown}
    why = [f"No row has {word}" + (f"; nearest: {like}." if like else ".") for word, like in alike.items()]
    name = fold_name(text)  # of who signed a letter, or of a State that co-chaired a meeting
    for held in data.meetings:
        known = {one.name: "signed the letter of" for one in held.letter.signatories}
        known |= dict.fromkeys(held.co_chairs, "co-chaired")
        why += (f"{one} {did} {held.id}: wps show {held.id}." for one, did in known.items() if name in fold_name(one))
    if everywhere.of_all:
        why.append(f"Without the filters {plural(everywhere.of_all, 'row')} match{'es' * (everywhere.of_all == 1)}.")
    shown = [Items((), " ".join(why))] if why else []
    near = everywhere.nearest
    shown += [_items(near, f"No row has enough of this. Nearest ({_SCORED}):")] if near else []
    notes = (*why, *(f"nearest: {hit.row.entry.id}: {wording.headline(hit.row)}" for hit in near))
    return f"Nothing found for {text}{asked}.", tuple(shown), notes
