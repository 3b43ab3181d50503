"""Query results as lists: which columns there are, in which order, under which headings."""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from msgspec.structs import replace

from wps_cli.dataset.model import KINDS, Dataset
from wps_cli.queries.rows import COUNTED, Event, MeetingSummary, MissionSummary, Row
from wps_cli.queries.staffing import PARITY, share
from wps_cli.render.report import Column, Item, Report, Style, Value
from wps_cli.views import citations, wording
from wps_cli.views.wording import Qualifying


def _of(key: str, get: Callable[[Any], Value], label: str = "", style: Style = "text", **more: Any) -> Column:
    return Column(key, label or key.replace("_", " ").capitalize(), get, style, **more)


def _entry(key: str, label: str = "", style: Style = "text", under: str = "") -> Column:
    """The column of a row that the TOML has under the same key; null where the entry's kind has no such key."""
    return _of(key, lambda row: getattr(row.entry, key, None), label, style, under=under)


ID = _entry("id", label="ID", style="id")
KIND = _entry("kind")
OF_MEETING = _of("meeting", lambda row: row.meeting.id, style="id")
DATE = _of("date", lambda row: row.meeting.date, style="id")
MISSIONS = _of("missions", lambda row: row.missions)
COUNTRIES = _of("countries", lambda row: row.countries)
PASSAGE = (_entry("quote"), _entry("lead"), _of("paragraph", lambda row: row.number, style="number"))
"""Where the words of the letter stand."""
QUALIFIED_BY = _of("qualified_by", lambda row: row.qualified_by)
CITATION = _of("citation", citations.citation)
RECORD = (
    ID, KIND, OF_MEETING, DATE, MISSIONS, COUNTRIES, _entry("summary"), *PASSAGE,
    _of("topic", lambda row: row.paragraph.topic), _of("label", lambda row: row.paragraph.label), _entry("addressee"),
    _entry("speaker"), _entry("themes"), _entry("when"), _entry("inferred"), _entry("qualifies"), QUALIFIED_BY,
    _entry("see_also"), CITATION,
)  # fmt: skip
FIGURE = (
    ID, KIND, MISSIONS, COUNTRIES, _entry("value", style="number"), _entry("unit"), _entry("what"), _entry("bound"),
    OF_MEETING, DATE, *PASSAGE, QUALIFIED_BY, CITATION,
)  # fmt: skip


def staffing_columns(target: float) -> tuple[Column, ...]:
    """The keys of a staffing row, its gap counted to the target."""

    def of_share(get: Callable[[Any], Value]) -> Callable[[Any], Value]:
        return lambda row: get(row) if row.entry.kind == "staffing" else None

    return (
        ID, KIND, _entry("mission"), COUNTRIES, _entry("category"), _entry("group"),
        _entry("percent", style="number"), _entry("bound"), _of("target", of_share(lambda _: target), style="number"),
        _of("gap", of_share(lambda row: share(row, target).gap), style="number"),
        _of("gap_bound", of_share(lambda row: share(row, target).gap_bound)), _entry("when"), OF_MEETING, DATE,
        *PASSAGE, QUALIFIED_BY, CITATION,
    )  # fmt: skip


def row_columns(kinds: Sequence[str]) -> tuple[Column, ...]:
    """The keys of rows of these kinds: one set for all, null where a row's own kind has no such key."""
    of_kind = {"staffing": staffing_columns(PARITY), "figure": FIGURE}
    columns = [column for kind in kinds for column in of_kind.get(kind, RECORD)]
    return tuple(
        {column.key: column for column in reversed(columns)}[key] for key in dict.fromkeys(c.key for c in columns)
    )


def as_object(row: Row) -> dict[str, Any]:
    """A row as machines see it, with the keys of its kind."""
    return {column.key: column.get(row) for column in row_columns((row.entry.kind,))}


SOURCE = Column("source", "Source", citations.place, "quiet", under="id")
SUMMARY = Column("summary", "Summary", wording.headline, "strong")
QUOTATION = Column("quotation", "Quotation", wording.sentence, under="summary")
STATED_KIND = Column("stated_kind", "Kind", wording.stated_kind, "quiet", under="id")
HOLDS_FOR = Column("holds_for", "Mission", wording.holds_for, "quiet", under="id")
SPEAKER = _entry("speaker", style="noted", under="summary")
ADDRESSEE = _entry("addressee", style="noted", under="summary")


def records(rows: Sequence[Row], kinds: Sequence[str], qualifying: Qualifying, *, of_one_place: bool) -> Report:
    """Rows of these kinds, with what qualifies each; those that share their heading together."""
    noun, nouns = (kinds[0], wording.NOUNS[kinds[0]]) if len(kinds) == 1 else ("row", "rows")
    addressee = (ADDRESSEE,) if "recommendation" in kinds else ()
    qualified = Column("qualified", "But see", lambda row: wording.qualified(row, qualifying), under="summary")
    view = (
        ID,
        SUMMARY,
        QUOTATION,
        *addressee,
        SPEAKER,
        HOLDS_FOR,
        SOURCE,
        STATED_KIND,
        *([qualified] if qualifying else ()),
    )
    many = not of_one_place and len(set(map(wording.holds_for, rows))) > 1

    def as_item(row: Row, lead_said: bool) -> Item:
        kind = "" if len(kinds) == 1 else row.entry.kind
        to = getattr(row.entry, "addressee", None)
        marks = [kind, "inferred" if wording.is_inferred(row) else "", wording.holds_for(row) if many else ""]
        return wording.item(row, [*marks, f"to {to}" if to else ""], qualifying, with_lead=not lead_said)

    groups = tuple(wording.grouped(rows, as_item, wording.heading))
    return Report(view, rows, (wording.counted(rows, noun, nouns), *wording.legend(rows)), groups)


def figures(rows: Sequence[Row]) -> Report:
    """Figure rows: every number that is not staffing."""
    amount = Column("amount", "Amount", wording.amount, "strong")
    what = _entry("what", "What it counts", under="amount")
    view = (ID, amount, what, replace(QUOTATION, under="amount"), HOLDS_FOR, SOURCE)
    return Report(view, rows, (wording.counted(rows, "figure", "figures"),))


def _of_meeting(key: str, **more: Any) -> Column:
    return _of(key, lambda one: getattr(one.meeting, key), **more)


def _letter(one: MeetingSummary) -> dict[str, Any]:
    return {part.key.removeprefix("letter_"): part.get(one) for part in LETTER.parts}


def _count(kind: str) -> Column:
    return _of(f"counts_{kind}", lambda one: one.counts[kind], style="number")


def _of_letter(key: str) -> Column:
    names = (lambda held: [one.name for one in held]) if key == "signatories" else None
    return _of(f"letter_{key}", lambda one: getattr(one.meeting.letter, key), flat=names)


COUNTS = _of("counts", attrgetter("counts"), parts=tuple(map(_count, COUNTED)))
LETTER = _of(
    "letter", _letter,
    parts=tuple(map(_of_letter, "organ title symbol date distributed language signatories file".split())),
)  # fmt: skip
MEETING = (
    *(_of_meeting(key) for key in ("id", "date", "title", "kind", "countries", "missions", "co_chairs")),
    _of_meeting("participants", flat=lambda held: [one.who for one in held]),
    LETTER,
    COUNTS,
    _of("citation", lambda one: citations.meeting_citation(one.meeting)),
)


def _tally(label: str, *kinds: str, style: Style = "number") -> Column:
    """How many rows of these kinds there are, and how many of them are inferred."""

    def told(one: Any) -> str:
        stated = sum(one.counts[kind] for kind in kinds)
        inferred = sum(one.counts.get(f"{kind}_inferred", 0) for kind in kinds)
        return f"{stated + inferred} ({inferred} inferred)" if inferred else str(stated)

    return Column(label.lower(), label, told, style)


def meetings(found: Sequence[MeetingSummary], dataset: Dataset) -> Report:
    """Meetings with what each holds, and what the file covers."""
    view = (
        _of("id", lambda one: one.meeting.id, "ID", "id"),
        _of("date", lambda one: one.meeting.date, style="id"),
        _of("title", lambda one: one.meeting.title, style="strong"),
        _of("missions", lambda one: one.meeting.missions),
        Column("rows", "Rows", lambda one: sum(one.counts.values()), "number"),
    )
    return Report(view, found, (wording.covered(dataset),))


CODE = Column("code", "Code", lambda one: one.mission.code, "id")
NAME = Column("name", "Name", lambda one: one.mission.name, "strong")
SERVES_IN = Column("countries", "Serves in", lambda one: one.mission.countries)
HELD_AT = Column("meetings", "Meetings", lambda one: [meeting.id for meeting in one.meetings])
MISSION = (CODE, NAME, SERVES_IN, _of("also", lambda one: one.mission.also), HELD_AT, COUNTS)


def missions(found: Sequence[MissionSummary]) -> Report:
    """Missions with how much is recorded on each, stated and inferred apart."""
    view = (
        CODE, NAME, replace(SERVES_IN, under="name", style="quiet"), replace(HELD_AT, under="name", style="quiet"),
        _tally("Challenges", "challenge"), _tally("Recomm.", "recommendation"), _tally("Records", *KINDS),
        _tally("Numbers", "staffing", "figure"),
    )  # fmt: skip
    return Report(view, found, (wording.plural(len(found), "mission"),))


def _happening(event: Event) -> str:
    if event.row:
        return wording.headline(event.row)
    letter = event.meeting.letter
    return {"meeting": event.meeting.title, "letter": letter.title}.get(event.kind, f"Distribution of: {letter.title}")


def _on_event(column: Column, otherwise: Callable[[Any], Value]) -> Column:
    """The column of the event's row; of its meeting where it has none."""
    return replace(column, get=lambda event: column.get(event.row) if event.row else otherwise(event.meeting))


WHEN = Column("when", "When", attrgetter("when"), "id")
EVENT_KIND = Column("kind", "Kind", attrgetter("kind"), "quiet")
EVENT_ID = _on_event(ID, attrgetter("id"))
HAPPENED = Column("summary", "Event", _happening, "strong")
EVENT = (
    WHEN, EVENT_KIND, EVENT_ID, _on_event(OF_MEETING, attrgetter("id")), _on_event(MISSIONS, attrgetter("missions")),
    _on_event(COUNTRIES, attrgetter("countries")), HAPPENED, *(_on_event(column, lambda _: None) for column in PASSAGE),
    _on_event(QUALIFIED_BY, lambda _: ()), _on_event(CITATION, citations.meeting_citation),
)  # fmt: skip


def timeline(found: Sequence[Event]) -> Report:
    """Dated events; a meeting's or letter's title stands for the words of a row."""
    quotation = Column(
        "quotation", "Quotation", lambda event: wording.sentence(event.row) if event.row else "", under="summary"
    )
    id = replace(EVENT_ID, under="summary", style="quiet")
    of = replace(_on_event(HOLDS_FOR, lambda _: ""), under="when")
    view = (WHEN, replace(EVENT_KIND, under="when"), of, HAPPENED, quotation, id)
    return Report(view, found, (wording.plural(len(found), "event"),))
