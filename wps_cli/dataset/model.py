"""The data file's model: one frozen type a table of the TOML, each field with what a curator writes there.

The same definitions validate the file, name the JSON keys and make the JSON Schema. Rules that only
`wps check` enforces (patterns, lengths) stand in `extra_json_schema`, so that editors show them while
a long summary never stops a briefing.
"""

import datetime
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal, get_args

from msgspec import Meta, Struct

Kind = Literal["challenge", "opportunity", "achievement", "priority", "recommendation", "commitment", "observation"]
Bound = Literal["=", "<", ">", "<=", ">="]

KINDS: tuple[str, ...] = get_args(Kind)
"""The kinds of record, in the order in which a briefing takes them up."""
ROW_KINDS: tuple[str, ...] = (*KINDS, "staffing", "figure")
"""The kinds of row: records, then the two kinds that hold numbers."""
ALL = "all"
"""In `missions`: every mission represented at the meeting."""
SUMMARY_LENGTH = 90
"""The most characters that a summary may have."""
ID_PATTERN = "^[A-Za-z0-9./-]+$"
EDTF_PATTERN = r"^[0-9]{4}(-[0-9]{2}){0,2}\??(/[0-9]{4}(-[0-9]{2}){0,2}\??)?$"
LARGEST_NUMBER = 10**15
"""Beyond it neither JSON readers nor spreadsheets keep a number exact; it also refuses nan and inf."""
LABEL_PATTERN = r"^\([a-z]\)(\([ivx]+\))?$"


def _text(description: str, **schema: Any) -> Any:
    """What the schema says of one text field."""
    return Meta(description=description, extra_json_schema={"minLength": 1, **schema})


Id = Annotated[str, _text("Unique, stable and readable; letters, digits, - . and / only.", pattern=ID_PATTERN)]
Quote = Annotated[str, _text("The words of the letter, verbatim.")]
Lead = Annotated[
    str, _text("The verbatim words that introduce an item of an enumeration; absent for a whole sentence.")
]
Paragraph = Annotated[
    int, Meta(ge=1, le=9999, description="Body paragraph of the annex, counted from 1; absent outside the annex.")
]
Missions = Annotated[
    tuple[str, ...],
    Meta(description='Codes; ["all"] for every mission represented, [] for none; omitted: the only one represented.'),
]
Countries = Annotated[
    tuple[str, ...],
    Meta(description="Countries as the letter names them; omitted: those of the missions named."),
]
Percent = Annotated[int, Meta(ge=0, le=100)] | Annotated[float, Meta(ge=0, le=100)]
_SIZED = Meta(ge=-LARGEST_NUMBER, le=LARGEST_NUMBER)
Number = Annotated[int, _SIZED] | Annotated[float, _SIZED]


class Table(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of the data file: no key but those named, nothing changed after loading."""


class Mission(Table, frozen=True, kw_only=True):
    """A mission that the letters name as represented."""

    code: Annotated[str, _text("The acronym, as printed.")]
    name: Annotated[str, _text("The full name, as printed.")]
    countries: Annotated[tuple[str, ...], Meta(description="Where it serves, in the words of its name.")]


class Participants(Table, frozen=True, kw_only=True):
    """Some who took part in a meeting."""

    who: Annotated[str, _text("As printed.")]
    missions: Annotated[tuple[str, ...], Meta(description="The missions that they came from, if any.")] = ()


class Signatory(Table, frozen=True, kw_only=True):
    """One who signed a letter."""

    name: Annotated[str, _text("As printed.")]
    title: Annotated[str, _text("As printed below the name, such as Ambassador.")]
    office: Annotated[str | None, _text("As printed below the title.")] = None
    state: Annotated[str | None, _text("The State, only where printed beside the name.")] = None


class Letter(Table, frozen=True, kw_only=True):
    """The letter that transmits the note of a meeting."""

    title: Annotated[str, _text("As printed: Letter dated ... addressed to ...")]
    date: Annotated[datetime.date, Meta(description="The day that the letter bears.")]
    distributed: Annotated[datetime.date, Meta(description="The day of distribution (Distr.).")]
    language: Annotated[str, _text("The original language.")]
    signatories: Annotated[tuple[Signatory, ...], Meta(description="In the order printed.")]
    file: Annotated[str, _text("The name of the letter's text, for `wps check --sources`.")]
    symbol: Annotated[str | None, _text("The document symbol, only if printed.")] = None


class Record(Table, frozen=True, kw_only=True):
    """One statement of a letter worth finding."""

    id: Id
    kind: Annotated[Kind, Meta(description="What the statement is.")]
    inferred: Annotated[bool, Meta(description="The kind is the curator's reading, not the letter's own word.")] = False
    summary: Annotated[str, _text("Our own headline.", maxLength=SUMMARY_LENGTH)]
    quote: Quote
    lead: Lead | None = None
    paragraph: Paragraph | None = None
    topic: Annotated[str | None, _text("The topic that the letter gives, as printed.")] = None
    label: Annotated[str | None, _text("Of a recommendation, as printed: (a)(iv).", pattern=LABEL_PATTERN)] = None
    addressee: Annotated[str | None, _text("Of a recommendation: who is to act, as printed.")] = None
    speaker: Annotated[str | None, _text("Who said so, as stated.")] = None
    missions: Missions | None = None
    countries: Countries | None = None
    themes: Annotated[tuple[str, ...], Meta(description="What it is about, in a word or two joined by hyphens.")] = ()
    when: Annotated[
        str | None, _text("The dated event: EDTF, such as 2014, 2016-06, 2012/2013, 2017-03?", pattern=EDTF_PATTERN)
    ] = None
    see_also: Annotated[tuple[str, ...], Meta(description="Ids of rows of other meetings on the same thing.")] = ()


class Staffing(Table, frozen=True, kw_only=True):
    """Women's share of one category of a mission's staff."""

    kind: ClassVar[str] = "staffing"
    id: Id
    mission: Annotated[str, _text("The mission's code.")]
    category: Annotated[str, _text("As printed, such as police personnel.")]
    percent: Annotated[Percent, Meta(description="The number as printed, 0 to 100.")]
    bound: Annotated[Bound, Meta(description='"less than" is <, "more than" is >, a plain number is =.')]
    quote: Quote
    lead: Lead | None = None
    paragraph: Paragraph | None = None


class Figure(Table, frozen=True, kw_only=True):
    """Any other quantity that a letter prints."""

    kind: ClassVar[str] = "figure"
    id: Id
    value: Annotated[Number, Meta(description="The number as printed; number words as digits.")]
    unit: Annotated[str, _text("As printed, such as per cent or $ million.")]
    what: Annotated[str, _text("What it counts, in our own words.")]
    bound: Annotated[Bound, Meta(description='"less than" is <, "more than" is >, a plain number is =.')]
    quote: Quote
    lead: Lead | None = None
    paragraph: Paragraph | None = None
    missions: Missions | None = None
    countries: Countries | None = None


Entry = Record | Staffing | Figure
"""A row of a meeting."""


class Meeting(Table, frozen=True, kw_only=True):
    """One meeting of the Group, its letter and its rows in the order of the letter."""

    id: Id
    date: Annotated[datetime.date, Meta(description="The day of the meeting.")]
    title: Annotated[str, _text("The heading of the note, as printed.")]
    kind: Annotated[Literal["country", "thematic"], Meta(description="What the meeting was on.")]
    countries: Annotated[tuple[str, ...], Meta(description="The countries that the meeting was on.")] = ()
    missions: Annotated[tuple[str, ...], Meta(description="Codes of the missions represented, in the order printed.")]
    co_chairs: Annotated[tuple[str, ...], Meta(description="As printed.")]
    participants: Annotated[tuple[Participants, ...], Meta(description="Who took part, and for which mission.")]
    letter: Letter
    records: tuple[Record, ...] = ()
    staffing: tuple[Staffing, ...] = ()
    figures: tuple[Figure, ...] = ()


class Dataset(Table, frozen=True, kw_only=True):
    """The whole data file."""

    version: Annotated[datetime.date, Meta(description="The day of the last change to the data.")]
    missions: tuple[Mission, ...]
    glossary: Annotated[
        dict[str, tuple[str, ...]],
        Meta(description="What the letters call something, with the short forms and synonyms that people type for it."),
    ] = {}
    meetings: tuple[Meeting, ...]


def placed_entries(meeting: Meeting) -> Iterator[tuple[tuple[str | int, ...], Entry]]:
    """Every row of the meeting behind its path in it: records, staffing, figures, each in the order of the letter."""
    for name in ("records", "staffing", "figures"):
        for place, entry in enumerate(getattr(meeting, name)):
            yield (name, place), entry


def entries(meeting: Meeting) -> Iterator[Entry]:
    """Every row of the meeting: records, staffing, figures, each in the order of the letter."""
    yield from meeting.records
    yield from meeting.staffing
    yield from meeting.figures
