"""Query results as lists: which columns there are, in which order, under which headings."""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from msgspec.structs import replace

from wps_cli.dataset.model import KINDS, Dataset
from wps_cli.queries.rows import COUNTED, PARITY, Event, Row, Share, Summary
from wps_cli.render.report import Column, Item, Report, Style, Value
from wps_cli.views import citations, wording
from wps_cli.views.wording import Qualifying


def _of(key: str, get: Any = "", label: str = "", style: Style = "text", **more: Any) -> Column:
    """A column; `get` is what gives the value of a row, or the name under which it has it, if not the key."""
    found = attrgetter(get or key) if isinstance(get, str) else get
    return Column(key, label or key.replace("_", " ").capitalize(), found, style, **more)


def _entry(key: str, label: str = "", style: Style = "text", under: str = "") -> Column:
    """The column of a row that the TOML has under the same key; null where the entry's kind has no such key."""
    return _of(key, lambda row: row.get(key), label, style, under=under)


ID = _entry("id", label="ID", style="id")
KIND = _entry("kind")
OF_MEETING = _of("meeting", "meeting.id", style="id")
DATE = _of("date", "meeting.date", style="id")
MISSIONS = _of("missions")
COUNTRIES = _of("countries")
PASSAGE = (_entry("quote"), _entry("lead"), _of("paragraph", "number", style="number"))
QUALIFIED_BY = _of("qualified_by")
CITATION = _of("citation", citations.citation)
RECORD = (
    ID, KIND, OF_MEETING, DATE, MISSIONS, COUNTRIES, _entry("summary"), *PASSAGE, _of("topic", "paragraph.topic"),
    _of("label", "paragraph.label"), _entry("addressee"), _entry("speaker"), _entry("themes"), _entry("when"),
    _entry("inferred"), _entry("qualifies"), QUALIFIED_BY, _entry("see_also"), CITATION,
)  # fmt: skip
FIGURE = (
    ID, KIND, MISSIONS, COUNTRIES, _entry("value", style="number"), _entry("unit"), _entry("what"), _entry("bound"),
    OF_MEETING, DATE, *PASSAGE, QUALIFIED_BY, CITATION,
)  # fmt: skip


def staffing_columns(target: float) -> tuple[Column, ...]:
    """The keys of a staffing row, its gap counted to the target."""

    def of_share(key: str, style: Style = "text") -> Column:
        get = attrgetter(key)
        return _of(
            key, lambda row: get(Share(row.entry, target)) if row.entry.kind == "staffing" else None, style=style
        )

    return (
        ID, KIND, _entry("mission"), COUNTRIES, _entry("category"), _entry("group"),
        _entry("percent", style="number"), _entry("bound"), of_share("target", "number"), of_share("gap", "number"),
        of_share("gap_bound"), _entry("when"), OF_MEETING, DATE, *PASSAGE, QUALIFIED_BY, CITATION,
    )  # fmt: skip


def row_columns(kinds: Sequence[str]) -> tuple[Column, ...]:
    """The keys of rows of these kinds: one set for all, null where a row's own kind has no such key."""
    of_kind = {"staffing": staffing_columns(PARITY), "figure": FIGURE}
    found: dict[str, Column] = {}
    for column in (column for kind in kinds for column in of_kind.get(kind, RECORD)):
        found.setdefault(column.key, column)
    return tuple(found.values())


def as_object(row: Row) -> dict[str, Any]:
    """A row as machines see it, with the keys of its kind."""
    return {column.key: column.get(row) for column in row_columns((row.entry.kind,))}


SOURCE = Column("source", "Source", citations.place, "quiet", under="id")
SUMMARY = Column("summary", "Summary", wording.headline, "strong")
QUOTATION = Column("quotation", "Quotation", wording.sentence, under="summary")
STATED_KIND = Column("stated_kind", "Kind", wording.stated_kind, "quiet", under="id")
HOLDS_FOR = Column("holds_for", "Mission", wording.holds_for, "quiet", under="id")


def records(rows: Sequence[Row], kinds: Sequence[str], qualifying: Qualifying, *, of_one_place: bool) -> Report:
    """Rows of these kinds, with what qualifies each; those that share their heading together."""
    is_mixed = len(kinds) > 1
    noun, nouns = ("row", "rows") if is_mixed else (kinds[0], wording.NOUNS[kinds[0]])
    many = not of_one_place and len(set(map(wording.holds_for, rows))) > 1

    def but_see(row: Row) -> list[str]:
        return [f"{said} ({id})" for said, id in wording.qualified(row, qualifying)]

    def as_item(row: Row, lead_said: bool) -> Item:
        addressee = row.get("addressee")
        marks = (
            row.entry.kind if is_mixed else "", "inferred" if row.is_inferred else "",
            wording.holds_for(row) if many else "", f"to {addressee}" if addressee else "",
        )  # fmt: skip
        return wording.item(row, marks, qualifying, with_lead=not lead_said)

    said = ("addressee", "speaker") if "recommendation" in kinds else ("speaker",)
    view = (
        ID, SUMMARY, QUOTATION, *(_entry(key, style="noted", under="summary") for key in said), HOLDS_FOR, SOURCE,
        STATED_KIND, *((Column("qualified", "But see", but_see, under="summary"),) if qualifying else ()),
    )  # fmt: skip
    is_marked = any(row.is_inferred for row in rows)
    caption = (wording.counted(rows, noun, nouns), *((wording.LEGEND,) if is_marked else ()))
    return Report(view, rows, caption, tuple(wording.grouped(rows, as_item)))


def figures(rows: Sequence[Row]) -> Report:
    """Figure rows: every number that is not staffing."""
    amount = Column("amount", "Amount", wording.amount, "strong")
    what = _entry("what", "What it counts", under="amount")
    view = (ID, amount, what, replace(QUOTATION, under="amount"), HOLDS_FOR, SOURCE)
    return Report(view, rows, (wording.counted(rows, "figure", "figures"),))


def _count(kind: str) -> Column:
    return _of(f"counts_{kind}", lambda one: one.counts[kind], style="number")


COUNTS = _of("counts", parts=tuple(map(_count, COUNTED)))
LETTER: Column = _of(
    "letter", lambda one: {part.key.removeprefix("letter_"): part.get(one) for part in LETTER.parts},
    parts=(
        *(_of(f"letter_{key}", f"of.letter.{key}") for key in "organ title symbol date distributed language".split()),
        _of("letter_signatories", "of.letter.signatories", flat=lambda held: [one.name for one in held]),
        _of("letter_file", "of.letter.file"),
    ),
)  # fmt: skip
MEETING = (
    *(_of(key, f"of.{key}") for key in "id date title kind countries missions co_chairs".split()),
    _of("participants", "of.participants", flat=lambda held: [one.who for one in held]),
    LETTER,
    COUNTS,
    _of("citation", lambda one: citations.citation(one.of)),
)


def meetings(found: Sequence[Summary], dataset: Dataset) -> Report:
    """Meetings with what each holds, and what the file covers."""
    view = (
        _of("id", "of.id", "ID", "id"), _of("date", "of.date", style="id"),
        _of("title", "of.title", style="strong"), _of("missions", "of.missions"),
        _of("rows", lambda one: sum(one.counts.values()), style="number"),
    )  # fmt: skip
    return Report(view, found, (wording.covered(dataset),))


CODE = _of("code", "of.code", style="id")
NAME = _of("name", "of.name", style="strong")
SERVES_IN = _of("countries", "of.countries", "Serves in")
HELD_AT = _of("meetings", lambda one: [meeting.id for meeting in one.meetings])
MISSION = (CODE, NAME, SERVES_IN, _of("also", "of.also"), HELD_AT, COUNTS)


def _tally(label: str, *kinds: str) -> Column:
    def told(one: Summary) -> str:
        inferred = sum(one.counts.get(f"{kind}_inferred", 0) for kind in kinds)
        total = inferred + sum(one.counts[kind] for kind in kinds)
        return f"{total} ({inferred})" if inferred else str(total)

    return Column(label.lower(), label, told, "number")


def missions(found: Sequence[Summary]) -> Report:
    """Missions with how much is recorded on each, stated and inferred apart."""
    view = (
        CODE, NAME, replace(SERVES_IN, under="name", style="quiet"), replace(HELD_AT, under="name", style="quiet"),
        _tally("Challenges (inferred)", "challenge"), _tally("Recomm. (inferred)", "recommendation"),
        _tally("Records (inferred)", *KINDS), _tally("Numbers", "staffing", "figure"),
    )  # fmt: skip
    return Report(view, found, (wording.plural(len(found), "mission"), f"in brackets those {wording.LEGEND}"))


def _happening(event: Event) -> str:
    if event.row:
        return wording.headline(event.row)
    letter = event.meeting.letter
    return {"meeting": event.meeting.title, "letter": letter.title}.get(event.kind, f"Distribution of: {letter.title}")


def _on_event(column: Column, otherwise: Callable[[Any], Value] = lambda _: None) -> Column:
    """The column of the event's row; of its meeting where it has none."""
    return replace(column, get=lambda event: column.get(event.row) if event.row else otherwise(event.meeting))


WHEN = _of("when", style="id")
EVENT_KIND = _of("kind", style="quiet")
EVENT_ID = _on_event(ID, attrgetter("id"))
HAPPENED = Column("summary", "Event", _happening, "strong")
EVENT = (
    WHEN, EVENT_KIND, EVENT_ID, _on_event(OF_MEETING, attrgetter("id")), _on_event(MISSIONS, attrgetter("missions")),
    _on_event(COUNTRIES, attrgetter("countries")), HAPPENED, *map(_on_event, PASSAGE),
    _on_event(QUALIFIED_BY, lambda _: ()), _on_event(CITATION, citations.citation),
)  # fmt: skip


def timeline(found: Sequence[Event]) -> Report:
    """Dated events; a meeting's or letter's title stands for the words of a row."""
    view = (
        WHEN, replace(EVENT_KIND, under="when"), replace(_on_event(HOLDS_FOR), under="when"), HAPPENED,
        _on_event(QUOTATION), replace(EVENT_ID, under="summary", style="quiet"),
    )  # fmt: skip
    return Report(view, found, (wording.plural(len(found), "event"),))
