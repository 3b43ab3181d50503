"""Query results as lists: which columns there are, in which order, under which headings, and what hits say besides."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from wps_cli.dataset.model import KINDS, Dataset, Staffing
from wps_cli.queries import rows as queries
from wps_cli.queries.rows import COUNTED, FLIPPED, PARITY, Event, Row, Summary
from wps_cli.render.report import Column, Item, Items, Marked, Report, Style, Value
from wps_cli.suggestions import nearest
from wps_cli.text import fold_name
from wps_cli.views import wording
from wps_cli.views.wording import plural

if TYPE_CHECKING:
    from wps_cli.search.ranking import Answer, Hit

_BEST = 3  # hits of other kinds that a terminal shows beneath
_SCORED = "score: per cent of the query's weight in the row"
# By key: where a row has what its entry has not, how a column looks in every list, what stands for objects in a cell.
_PLACES: dict[str, Any] = {
    "meeting": "meeting.id", "date": "meeting.date", "missions": "missions", "countries": "countries",
    "paragraph": "number", "topic": "paragraph.topic", "label": "paragraph.label",
    "qualified_by": lambda row: list(row.qualified_by),
}  # fmt: skip
_STYLES: dict[str, Style] = {
    "id": "id", "meeting": "id", "date": "id", "code": "id", "title": "strong", "name": "strong",
    "paragraph": "number", "value": "number", "percent": "number", "target": "number", "gap": "number",
}  # fmt: skip
_FLAT: dict[str, Callable[[Any], Value]] = {
    "letter_signatories": lambda held: [one.name for one in held],
    "participants": lambda held: [one.who for one in held],
    "matches": lambda held: [f"{start}-{end}" for start, end in held],
}  # fmt: skip


def _of(key: str, get: Any = None, label: str = "", style: Style | None = None, **more: Any) -> Column:
    """A column; `get` gives the value of a row or is the path to it, else the row or its entry has it under the key."""
    found = get or _PLACES.get(key) or (lambda row: row.get(key))
    found = attrgetter(found) if isinstance(found, str) else found
    label = label or ("ID" if key == "id" else key.replace("_", " ").capitalize())
    return Column(key, label, found, style or _STYLES.get(key, "text"), flat=_FLAT.get(key), **more)


def _keys(keys: str, at: str = "", prefix: str = "") -> tuple[Column, ...]:
    return tuple(_of(prefix + key, at and at + key) for key in keys.split())


_ID = _of("id")
_CITATION = _of("citation", wording.citation)
_PASSAGE = _keys("quote lead paragraph")
_ROW_END = (*_keys("meeting date quote lead paragraph qualified_by"), _CITATION)
RECORD = (
    *_keys("id kind meeting date missions countries summary quote lead paragraph topic label addressee speaker themes"),
    *_keys("when inferred qualifies qualified_by see_also"), _CITATION,
)  # fmt: skip
FIGURE = (*_keys("id kind missions countries value unit what bound"), *_ROW_END)


def row_columns(kinds: Sequence[str], target: float = PARITY) -> tuple[Column, ...]:
    """The keys of rows of these kinds: one set for all, null where a row's kind has none such; gaps to the target."""

    def of_share(key: str, get: Callable[[Staffing], Value]) -> Column:
        return _of(key, lambda row: get(row.entry) if row.entry.kind == "staffing" else None)

    shares = (
        of_share("target", lambda _: target),
        of_share("gap", lambda share: queries.points(target - share.percent)),
        of_share("gap_bound", lambda share: FLIPPED[share.bound]),
        _of("when"),
    )
    staffing = (*_keys("id kind mission countries category group percent bound"), *shares, *_ROW_END)
    of_kind = {"staffing": staffing, "figure": FIGURE}
    return tuple({column.key: column for kind in kinds for column in of_kind.get(kind, RECORD)}.values())


def as_object(row: Row) -> dict[str, Any]:
    """A row as machines see it, with the keys of its kind."""
    return {column.key: column.get(row) for column in row_columns((row.entry.kind,))}


def on_row(column: Column, otherwise: Callable[[Any], Value] = lambda _: None) -> Column:
    """The column of the row of a hit or an event; of its meeting where an event has no row."""
    return replace(column, get=lambda one: column.get(one.row) if one.row else otherwise(one.meeting))


_SOURCE = Column("source", "Source", wording.place)
_SUMMARY = Column("summary", "Summary", wording.headline)
_QUOTATION = Column("quotation", "Quotation", wording.sentence)
_STATED_KIND = Column("stated_kind", "Kind", wording.stated_kind)
_HOLDS_FOR = Column("holds_for", "Mission", wording.holds_for)


def _but_see(rows: Iterable[Row]) -> tuple[Column, ...]:
    """The column of what qualifies a row, where anything does."""
    return (Column("qualified", "But see", wording.qualified),) if any(row.qualified_by for row in rows) else ()


def records(rows: Sequence[Row], kinds: Sequence[str], place: str) -> Report:
    """Rows of these kinds, all or of one place, with what qualifies each; those that share their heading together."""
    is_mixed = len(kinds) > 1
    many = not place and len(set(map(wording.holds_for, rows))) > 1

    def marks(row: Row) -> Sequence[str]:
        return (
            row.entry.kind if is_mixed else "", wording.holds_for(row) if many else "",
            f"to {row.get('addressee')}" if row.get("addressee") else "",
        )  # fmt: skip

    said = ("addressee",) * ("recommendation" in kinds) + ("speaker",) * (kinds != ("figure",))
    view = (_ID, _SUMMARY, _QUOTATION, *map(_of, said), _HOLDS_FOR, _SOURCE, _STATED_KIND, *_but_see(rows))
    counted = (f"{place}: " if place else "") + wording.counted(rows, "row" if is_mixed else kinds[0])
    return Report(view, rows, (counted, *_legend(rows)), tuple(wording.grouped(rows, marks)))


def _legend(rows: Iterable[Row]) -> Sequence[str]:
    return [wording.LEGEND] if any(row.is_inferred for row in rows) else []


_COUNTS = _of(
    "counts", "counts",
    parts=tuple(_of(f"counts_{kind}", lambda one, kind=kind: one.counts[kind], style="number") for kind in COUNTED),
)  # fmt: skip
_LETTER: Column = _of(
    "letter", lambda one: {part.key.removeprefix("letter_"): part.get(one) for part in _LETTER.parts},
    parts=_keys("organ title symbol date distributed language signatories file", "of.letter.", "letter_"),
)  # fmt: skip
MEETING = (
    *_keys("id date title kind countries missions co_chairs participants", "of."), _LETTER, _COUNTS,
    _of("citation", lambda one: wording.citation(one.of)),
)  # fmt: skip
MISSION = (
    *_keys("code name", "of."), _of("countries", "of.countries", "Serves in"), _of("also", "of.also"),
    _of("meetings", lambda one: [meeting.id for meeting in one.meetings]), _COUNTS,
)  # fmt: skip


def meetings(found: Sequence[Summary], dataset: Dataset) -> Report:
    """Meetings with what each holds, and what the file covers."""
    held = [column for column in MEETING if column.key in ("id", "date", "title", "missions")]
    count = _of("rows", lambda one: sum(one.counts.values()), "Rows recorded", style="number")
    return Report((*held, count), found, (wording.covered(dataset),))


def _tally(label: str, *kinds: str) -> Column:
    def told(one: Summary) -> str:
        stated, inferred = (sum(one.counts.get(f"{kind}{end}", 0) for kind in kinds) for end in ("", "_inferred"))
        return f"{stated + inferred} ({inferred})" if inferred else str(stated)

    return Column(label.lower(), label, told, "number")


def missions(found: Sequence[Summary]) -> Report:
    """Missions with how much is recorded on each, stated and inferred apart."""
    code, name, countries, _, held_at, _ = MISSION
    view = (
        code, name, replace(countries, under="name", style="quiet"), replace(held_at, under="name", style="quiet"),
        _tally("Challenges (inferred)", "challenge"), _tally("Recomm. (inferred)", "recommendation"),
        _tally("Records (inferred)", *KINDS), _tally("Numbers", "staffing", "figure"),
    )  # fmt: skip
    return Report(view, found, (plural(len(found), "mission"), f"in brackets those {wording.LEGEND}"))


def _happening(event: Event) -> str:
    title = event.meeting.title if event.kind == "meeting" else event.meeting.letter.title
    told = f"Distribution of: {title}" if event.kind == "distribution" else title
    return wording.headline(event.row) if event.row else told


EVENT = (
    _of("when", "when", style="id"), _of("kind", "kind", style="quiet"),
    *(on_row(_of(key), attrgetter(key.replace("meeting", "id"))) for key in "id meeting missions countries".split()),
    Column("summary", "Event", _happening, "strong"), *map(on_row, _PASSAGE),
    on_row(_of("inferred"), lambda _: False), on_row(_of("qualified_by"), lambda _: ()),
    on_row(_CITATION, wording.citation),
)  # fmt: skip


def timeline(found: Sequence[Event]) -> Report:
    """Dated events, those of one date together; a meeting's or letter's title stands for the words of a row."""
    when, _, id, _, _, _, happening, *_ = EVENT
    kind = _of("kind", lambda one: wording.stated_kind(one.row) if one.row else one.kind)
    rows = [event.row for event in found if event.row]
    view = (when, kind, on_row(_HOLDS_FOR), happening, id, *map(on_row, (_QUOTATION, *_but_see(rows))))

    def item(event: Event) -> Item:
        if event.row:
            return wording.item(event.row, (event.kind, wording.holds_for(event.row)))
        return Item(_happening(event), f"{event.meeting.id} ({event.kind})")

    doubt = [wording.NO_YEAR] if any("?" in event.when for event in found) else []
    caption = (plural(len(found), "event"), *_legend(rows), *doubt)
    groups = (Items(tuple(map(item, some)), when) for when, some in groupby(found, attrgetter("when")))
    return Report(view, found, caption, tuple(groups))


_SCORE = _of("score", "score", style="number")


def hit_columns(kinds: Sequence[str]) -> tuple[Column, ...]:
    """The keys of search hits: those of the rows, the score, and where the query's words stand."""
    matched = (
        _of("matched_in", lambda hit: list(hit.marks())),
        _of("matches", lambda hit: hit.marks().get("quote", ())),
    )
    return (*map(on_row, row_columns(kinds)), _SCORE, *matched)


def hits(found: Sequence["Hit"]) -> Report:
    """Search hits, the best first."""
    rows = [hit.row for hit in found]
    of_row = (_SUMMARY, _QUOTATION, _STATED_KIND, _HOLDS_FOR, _SOURCE, *_but_see(rows))
    view = (on_row(_ID), _SCORE, *map(on_row, of_row))
    return Report(view, found, (f"{wording.counted(rows, 'hit')}; {_SCORED}",), (_items(found),))


def _items(found: Sequence["Hit"], heading: str = "") -> Items:
    items = []
    for hit in found:
        row = hit.row
        is_shown = not {"quote", "summary", "lead"}.isdisjoint(hit.marks())
        marks = (
            f"score {hit.score:g}", wording.stated_kind(row), wording.holds_for(row),
            f"{row.meeting.id}, {wording.place(row, 'mark')}",
            "" if is_shown else f"found in {', '.join(hit.marks())}",
        )  # fmt: skip
        quotation = wording.sentence(row)
        behind = len(quotation) - 1 - len(row.entry.quote)
        item = wording.item(row, marks)
        item = replace(item, quotation=_marked(quotation, hit, lead=1, quote=behind))
        if row.entry.kind not in ("staffing", "figure"):  # their headline is made up for the eye: others are searched
            text = wording.headline(row, labelled=True)
            item = replace(item, text=_marked(text, hit, summary=len(text) - len(wording.headline(row))))
        items.append(item)
    return Items(tuple(items), heading)


def _marked(text: str, hit: "Hit", **starts: int) -> Marked:
    """The text with the query's words marked in the fields that it shows, each from its start in the text on."""
    marks = hit.marks()
    spans = ((a + start, b + start) for field, start in starts.items() for a, b in marks.get(field, ()))
    return Marked(text, tuple(spans))


def besides(
    text: str,
    asked: str,
    found: Sequence["Hit"],
    everywhere: "Answer",
    kinds: Sequence[str],
    words: Sequence[str],
    data: Dataset,
) -> tuple[str, tuple[Items, ...], tuple[str, ...]]:
    """What is said where there are no hits; what else matches as well or comes nearest, for a terminal and in lines."""
    none = f"No {kinds[0] if len(kinds) == 1 else 'row'} matches {text}{asked}."
    others = [hit for hit in everywhere.hits if hit.row.entry.kind not in kinds]
    if others and (not found or others[0].score >= found[0].score):
        told = f"{plural(len(others), 'row')} of other kinds {'matches' if len(others) == 1 else 'match'}"
        told += " as well or better" if found else ""
        few = f", the best {_BEST} of them here: --in all shows all" if len(others) > _BEST else ""
        also = _items(others[:_BEST], f"{told}{few}" + ("" if found else f"; {_SCORED}"))
        return none, (also,), (f"{told}: add --in all",)
    if found or everywhere.hits:
        return none, (), ()
    alike = {word: ", ".join(nearest(word, words)) for word in everywhere.unknown}
    why = [f"No row has {word}" + (f"; nearest: {like}." if like else ".") for word, like in alike.items()]
    name = fold_name(text)  # of who signed a letter, or of a State that co-chaired a meeting
    for meeting in data.meetings:
        signed = [one.name for one in meeting.letter.signatories if name in fold_name(one.name)]
        known = [f"{one} signed the letter of" for one in signed]
        known += (f"{state} co-chaired" for state in meeting.co_chairs if name == fold_name(state))
        why += (f"{one} {meeting.id}: wps show {meeting.id}." for one in known)
    if everywhere.of_all:
        why.append(f"Without the filters {plural(everywhere.of_all, 'row')} match{'es' * (everywhere.of_all == 1)}.")
    shown = [Items((), " ".join(why))] if why else []
    near = everywhere.nearest
    shown += [_items(near, f"No row has enough of this. Nearest ({_SCORED}):")] if near else []
    notes = (*why, *(f"nearest: {hit.row.entry.id}: {wording.headline(hit.row)}" for hit in near))
    return f"Nothing found for {text}{asked}.", tuple(shown), notes
