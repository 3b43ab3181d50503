"""Query results as reports: which columns there are, in which order, under which headings."""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from wps_cli.dataset.model import KINDS, Meeting, entries
from wps_cli.queries.rows import Event, MissionSummary, Row, counts
from wps_cli.queries.staffing import PARITY, Share
from wps_cli.render.report import Column, Marked, Report, Style, Value
from wps_cli.views import citations

if TYPE_CHECKING:
    from wps_cli.search.ranking import Hit

NOUNS = {kind: f"{kind}s" for kind in KINDS} | {"opportunity": "opportunities", "priority": "priorities"} | {
    "staffing": "staffing figures", "figure": "figures"
}  # fmt: skip
"""What several rows of a kind are called."""
PLURALS = NOUNS | {"staffing": "staffing"}
"""The keys under which a briefing holds the rows of a kind."""


def _of(key: str, get: Callable[[Any], Value], label: str = "", style: Style = "text", under: str = "") -> Column:
    return Column(key, label or key.replace("_", " ").capitalize(), get, style, under)


def _entry(key: str, label: str = "", style: Style = "text", under: str = "") -> Column:
    """The column of a row that the TOML has under the same key; null where the entry's kind has no such key."""
    return _of(key, lambda row: getattr(row.entry, key, None), label, style, under)


ID = _entry("id", label="ID", style="id")
OF_MEETING = _of("meeting", lambda row: row.meeting.id, style="id")
DATE = _of("date", lambda row: row.meeting.date, style="id")
MISSIONS = _of("missions", lambda row: row.missions)
FOR_ALL = _of("for_all", lambda row: row.for_all)
COUNTRIES = _of("countries", lambda row: row.countries)
CITATION = _of("citation", citations.citation)
PASSAGE = (_entry("quote"), _entry("lead"), _entry("paragraph", style="number"))
"""Where the words of the letter stand."""

RECORD = (
    ID, _entry("kind"), OF_MEETING, DATE, MISSIONS, FOR_ALL, COUNTRIES, _entry("summary"), *PASSAGE, _entry("topic"),
    _entry("label"), _entry("addressee"), _entry("speaker"), _entry("themes"), _entry("when"), _entry("inferred"),
    _entry("see_also"), CITATION,
)  # fmt: skip
FIGURE = (
    ID, _entry("kind"), MISSIONS, FOR_ALL, COUNTRIES, _entry("value", style="number"), _entry("unit"),
    _entry("what"), _entry("bound"), OF_MEETING, DATE, *PASSAGE, CITATION,
)  # fmt: skip


def sentence(row: Row) -> str:
    """The quotation and what introduces it, each in its own quotation marks: other words may stand between them."""
    lead = f"“{row.entry.lead}” … " if row.entry.lead else ""
    return f"{lead}“{row.entry.quote}”"


def holds_for(row: Row) -> str:
    """Whom the row is about: missions, or countries where it names no mission."""
    return "all represented" if row.for_all else "; ".join(row.missions or row.countries)


def stated_kind(row: Row) -> str:
    """The kind, marked where the letter does not use the word."""
    kind: str = row.entry.kind
    return f"{kind} (inferred)" if getattr(row.entry, "inferred", False) else kind


def headline(row: Row) -> str:
    """What a row says, in one line: its summary, or the number with what it counts."""
    entry: Any = row.entry
    match entry.kind:
        case "staffing":
            return f"{BOUND_WORDS[entry.bound]}{entry.percent} per cent women: {entry.category}, {entry.mission}"
        case "figure":
            return f"{_amount(row)}: {entry.what}"
        case _:
            return str(entry.summary)


SOURCE = Column("source", "Source", citations.place, "quiet", under="id")
QUOTATION = Column("quotation", "Quotation", sentence, under="summary")
BASIS = Column("basis", "Basis", lambda row: "inferred" if row.entry.inferred else "", "quiet", under="id")
KIND = Column("stated_kind", "Kind", stated_kind, "quiet", under="id")
HOLDS_FOR = Column("holds_for", "Mission", holds_for, "quiet", under="id")
SUMMARY = _entry("summary", style="strong")
SPEAKER = _entry("speaker", style="noted", under="summary")


def plural(number: int, noun: str, nouns: str = "") -> str:
    """`1 meeting`, `2 meetings`."""
    return f"{number} {noun if number == 1 else nouns or noun + 's'}"


def marks(rows: Sequence[Row]) -> list[str]:
    """What the marks on these rows mean."""
    lines = []
    if any(getattr(row.entry, "inferred", False) for row in rows):
        lines.append("inferred: the kind is the curator's reading, not the letter's own word")
    if any(row.for_all for row in rows):
        lines.append("all represented: said of every mission represented at the meeting")
    return lines


def caption(rows: Sequence[Row], noun: str, nouns: str) -> tuple[str, ...]:
    """How many rows from which meetings, and what the marks mean."""
    held = list(dict.fromkeys(row.meeting.id for row in rows))
    of = f" from {', '.join(held)}" if held else ""
    return (plural(len(rows), noun, nouns) + of, *marks(rows))


def records(rows: Sequence[Row], kinds: Sequence[str] = KINDS) -> Report:
    """Records of these kinds."""
    noun, nouns = (kinds[0], NOUNS[kinds[0]]) if len(kinds) == 1 else ("record", "records")
    addressee = (_entry("addressee", style="noted", under="summary"),) if noun == "recommendation" else ()
    kind = BASIS if len(kinds) == 1 else KIND
    view = (ID, SUMMARY, QUOTATION, *addressee, SPEAKER, HOLDS_FOR, SOURCE, kind)
    return Report(rows, view, rows, caption(rows, noun, nouns))


def figures(rows: Sequence[Row]) -> Report:
    """Figure rows: every number that is not staffing."""
    amount = Column("amount", "Amount", _amount, "strong")
    what = _entry("what", "What it counts", under="amount")
    view = (ID, amount, what, replace(QUOTATION, under="amount"), HOLDS_FOR, SOURCE)
    return Report(rows, view, rows, caption(rows, "figure", "figures"))


BOUND_WORDS: dict[str, str] = {"=": "", "<": "less than ", ">": "more than ", "<=": "at most ", ">=": "at least "}


def _amount(row: Row) -> str:
    """The quantity with its bound, as the letter has it: `more than 400 women candidates`, `$20 million`."""
    entry: Any = row.entry
    currency, _, scale = entry.unit.partition(" ")
    money = currency == "$"
    return BOUND_WORDS[entry.bound] + (f"${entry.value} {scale}" if money else f"{entry.value} {entry.unit}")


MEETING = (
    *(
        _of(key, attrgetter(key))
        for key in ("id", "date", "title", "kind", "countries", "missions", "co_chairs", "participants", "letter")
    ),
    _of("counts", counts),
    _of("citation", citations.meeting_citation),
)


def meeting_object(meeting: Meeting) -> dict[str, Any]:
    """A meeting as machines see it."""
    return {column.key: column.get(meeting) for column in MEETING}


def meetings(found: Sequence[Meeting]) -> Report:
    """Meetings with what each holds."""
    view = (
        Column("id", "ID", lambda meeting: meeting.id, "id"),
        Column("date", "Date", lambda meeting: meeting.date, "id"),
        Column("title", "Title", lambda meeting: meeting.title, "strong"),
        Column("missions", "Missions", lambda meeting: meeting.missions),
        Column("rows", "Rows", lambda meeting: sum(1 for _ in entries(meeting)), "number"),
    )
    return Report(found, view, found, (plural(len(found), "meeting"),))


CODE = Column("code", "Code", lambda one: one.mission.code, "id")
NAME = Column("name", "Name", lambda one: one.mission.name, "strong")
SERVES_IN = Column("countries", "Country", lambda one: one.mission.countries)
HELD_AT = Column("meetings", "Meetings", lambda one: [meeting.id for meeting in one.meetings])
MISSION = (CODE, NAME, SERVES_IN, HELD_AT, _of("counts", lambda one: one.counts))


def missions(found: Sequence[MissionSummary]) -> Report:
    """Missions with how much is recorded on each."""

    def tally(label: str, *kinds: str) -> Column:
        return Column(label.lower(), label, lambda one: sum(one.counts[kind] for kind in kinds), "number")

    view = (
        CODE, NAME, replace(SERVES_IN, under="name", style="quiet"), replace(HELD_AT, under="name", style="quiet"),
        tally("Challenges", "challenge"), tally("Recomm.", "recommendation"), tally("Records", *KINDS),
        tally("Staffing", "staffing"), tally("Figures", "figure"),
    )  # fmt: skip
    return Report(found, view, found, (plural(len(found), "mission"),))


def share(row: Row, target: float) -> Share:
    """Women's share that a staffing row states."""
    entry: Any = row.entry
    return Share(entry.percent, entry.bound, target)


def staffing_columns(target: float) -> tuple[Column, ...]:
    """The keys of a staffing row, its gap counted to the target."""
    return (
        ID, _entry("kind"), _entry("mission"), COUNTRIES, _entry("category"),
        _entry("percent", style="number"), _entry("bound"), _of("target", lambda _: target, style="number"),
        _of("gap", lambda row: share(row, target).gap, style="number"),
        _of("gap_bound", lambda row: share(row, target).gap_bound), OF_MEETING, DATE, *PASSAGE, CITATION,
    )  # fmt: skip


def row_columns(kind: str) -> tuple[Column, ...]:
    """Every key of a row of that kind; the gap of a staffing row counted to parity."""
    return {"staffing": staffing_columns(PARITY), "figure": FIGURE}.get(kind, RECORD)


def as_object(row: Row) -> dict[str, Any]:
    """A row as machines see it, with the keys of its kind."""
    return {column.key: column.get(row) for column in row_columns(row.entry.kind)}


SCORE = Column("score", "Score", lambda hit: hit.score, "number")


def hit_columns(kinds: Sequence[str]) -> tuple[Column, ...]:
    """The keys of search hits: those of the rows, the score, and where the query's words stand.

    Where rows of several sorts are searched, each has the keys of all, null where its own sort has no such key.
    """
    own = {kind: {column.key: column for column in row_columns(kind)} for kind in kinds}

    def on_hit(key: str) -> Column:
        def get(hit: "Hit") -> Any:
            column = own[hit.row.entry.kind].get(key)
            return column.get(hit.row) if column else None

        return _of(key, get)

    on_hits = [on_hit(key) for key in dict.fromkeys(key for columns in own.values() for key in columns)]
    return (*on_hits, SCORE, _of("matches", lambda hit: hit.matches))


def hits(found: Sequence["Hit"]) -> Report:
    """Search hits, the best first."""
    view = (
        replace(ID, get=_on_row(ID)),
        replace(SCORE, style="noted", under="id"),
        Column("summary", "Summary", lambda hit: headline(hit.row), "strong"),
        Column("quotation", "Quotation", _marked, under="summary"),
        *(replace(column, get=_on_row(column)) for column in (KIND, HOLDS_FOR, SOURCE)),
    )
    return Report(found, view, found, caption([hit.row for hit in found], "hit", "hits"))


def _on_row(column: Column) -> Callable[["Hit"], Any]:
    return lambda hit: column.get(hit.row)


def _marked(hit: "Hit") -> Marked:
    """The quotation in its sentence with the query's words marked."""
    text = sentence(hit.row)
    offset = len(text) - 1 - len(hit.row.entry.quote)
    return Marked(text, tuple((start + offset, end + offset) for start, end in hit.matches))


def _event_summary(event: Event) -> str:
    if event.row:
        return headline(event.row)
    letter = event.meeting.letter
    return {"meeting": event.meeting.title, "letter": letter.title}.get(event.kind, f"Distribution of: {letter.title}")


def _of_row(column: Column, otherwise: Callable[[Meeting], Value]) -> Column:
    """The column of the event's row; of its meeting where it has none."""
    return replace(column, get=lambda event: column.get(event.row) if event.row else otherwise(event.meeting))


WHEN = Column("when", "When", attrgetter("when"), "id")
EVENT_KIND = Column("kind", "Kind", attrgetter("kind"), "quiet")
EVENT_ID = _of_row(ID, attrgetter("id"))
HAPPENED = Column("summary", "Event", _event_summary, "strong")
EVENT = (
    WHEN, EVENT_KIND, EVENT_ID, _of_row(OF_MEETING, attrgetter("id")), _of_row(MISSIONS, attrgetter("missions")),
    _of_row(FOR_ALL, lambda _: False), _of_row(COUNTRIES, attrgetter("countries")), HAPPENED,
    *(_of_row(column, lambda _: None) for column in PASSAGE), _of_row(CITATION, citations.meeting_citation),
)  # fmt: skip


def timeline(found: Sequence[Event]) -> Report:
    """Dated events; a meeting's or letter's title stands for the words of a row."""
    quotation = Column(
        "quotation", "Quotation", lambda event: sentence(event.row) if event.row else "", under="summary"
    )
    id = replace(EVENT_ID, under="summary", style="quiet")
    view = (WHEN, replace(EVENT_KIND, under="when"), HAPPENED, quotation, id)
    return Report(found, view, found, (plural(len(found), "event"),))
