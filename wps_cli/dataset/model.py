"""The data file's model: one frozen type a table of the TOML, each field with what a curator writes there.

The same definitions validate the file, name the JSON keys and make the JSON Schema. Rules of `wps check` alone
(patterns, lengths) stand in `extra_json_schema`, so that editors show them while a long summary never stops a
briefing. What a row has from where it stands (number, label and topic of its paragraph) is derived, never typed.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, ClassVar, Literal, get_args

from msgspec import Meta, Struct, json
from msgspec.structs import force_setattr

from wps_cli.text import joined_lines

Kind = Literal["challenge", "opportunity", "achievement", "priority", "recommendation", "commitment", "observation"]
Part = Literal["annex", "letter"]
Bound = Literal["=", "<", ">", "<=", ">=", "~"]
KINDS: tuple[str, ...] = get_args(Kind)  # of a record, in the order in which a briefing takes them up
ROW_KINDS: tuple[str, ...] = (*KINDS, "staffing", "figure")  # records, then the two kinds that hold numbers
SUMMARY_LENGTH = 90  # the most characters that a summary may have; `schema` tells editors
ID_PATTERN = "^[A-Za-z0-9./-]+$"
EDTF_PATTERN = r"^[0-9]{4}(-[0-9]{2}){0,2}\??(/[0-9]{4}(-[0-9]{2}){0,2}\??)?$"
LARGEST_NUMBER = 10**15  # beyond it neither JSON readers nor spreadsheets keep a number exact; refuses nan and inf, too
LARGEST = 64 * 1024 * 1024  # bytes above which a data file is refused: no hand writes so much
LONGEST = 20_000  # the most characters of a text: ten pages of a letter, and no paragraph of one is so long
MOST = 10_000  # the most items of a list
MOST_PARAGRAPHS = 1_000  # the most paragraphs of one letter: each may belong to any above it
LABEL_PART = r"\([a-z0-9]{1,5}\)|[a-z0-9]{1,4}\."  # one level of a label, such as `(a)`, `(iv)` or `a.`
LABEL_PATTERN = rf"^({LABEL_PART}){{1,3}}$"


def _text(description: str, **schema: Any) -> Any:
    return Meta(max_length=LONGEST, description=description, extra_json_schema={"minLength": 1, **schema})


def _list(description: str, most: int = MOST) -> Any:
    return Meta(max_length=most, description=description)


Texts = tuple[Annotated[str, Meta(max_length=LONGEST)], ...]
Glossary = dict[str, Annotated[Texts, Meta(max_length=MOST)]]
Id = Annotated[str, _text("Unique, stable and readable; letters, digits, - . and / only.", pattern=ID_PATTERN)]
Quote = Annotated[str, _text("The words of the letter, verbatim.")]
Lead = Annotated[str, _text("The verbatim words that introduce an item of an enumeration; none for a whole sentence.")]
Missions = Annotated[Texts, _list("Codes; [] is said of no mission in particular; omitted: the only one represented.")]
Countries = Annotated[Texts, _list("Countries as the letter names them; omitted: those of the missions named.")]
When = Annotated[str, _text("Of a dated event: EDTF, such as 2014, 2016-06, 2012/2013, 2017-03?", pattern=EDTF_PATTERN)]
Sign = Annotated[Bound, Meta(description="< less than, > more than, <= at most, >= at least, ~ about, = no such word.")]
Percent = Annotated[int, Meta(ge=0, le=100)] | Annotated[float, Meta(ge=0, le=100)]
_SIZED = Meta(ge=-LARGEST_NUMBER, le=LARGEST_NUMBER)
Number = Annotated[int, _SIZED] | Annotated[float, _SIZED]


class Table(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of the data file: no key but those named, nothing changed after loading."""


class Mission(Table, frozen=True, kw_only=True):
    """A mission that the letters name as represented."""

    code: Annotated[str, _text("The acronym, as printed.")]
    name: Annotated[str, _text("The full name, as printed.")]
    countries: Annotated[Texts, _list("Where it serves, in the words of its name.")]
    also: Annotated[Texts, _list("Other names that people type for it or its country: short, French, Spanish.")] = ()


class Participants(Table, frozen=True, kw_only=True):
    """Some who took part in a meeting."""

    who: Annotated[str, _text("As printed.")]
    missions: Annotated[Texts, _list("The missions that they came from, if any.")] = ()


class Signatory(Table, frozen=True, kw_only=True):
    """One who signed a letter."""

    name: Annotated[str, _text("As printed.")]
    title: Annotated[str, _text("As printed below the name, such as Ambassador.")]
    office: Annotated[str, _text("As printed below the title.")] | None = None
    state: Annotated[str, _text("The State, only where printed beside the name.")] | None = None


class Letter(Table, frozen=True, kw_only=True):
    """The letter that transmits the note of a meeting."""

    organ: Annotated[str, _text("The organ of which it is a document, as printed at its head.")]
    title: Annotated[str, _text("As printed: Letter dated ... addressed to ...")]
    date: Annotated[datetime.date, Meta(description="The day that the letter bears.")]
    distributed: Annotated[datetime.date, Meta(description="The day of distribution (Distr.).")]
    language: Annotated[str, _text("The original language.")]
    signatories: Annotated[tuple[Signatory, ...], _list("In the order printed.")]
    file: Annotated[str, _text("The name of the letter's text, for `wps check --sources`.")]
    symbol: Annotated[str, _text("The document symbol, only if printed.")] | None = None


class Record(Table, frozen=True, kw_only=True):
    """One statement of a letter worth finding."""

    id: Id
    kind: Annotated[Kind, Meta(description="What the statement is.")]
    inferred: Annotated[bool, Meta(description="The kind is the curator's reading, not the letter's own word.")] = False
    summary: Annotated[str, _text("Our own headline.")]
    addressee: Annotated[str, _text("Of a recommendation: who is to act, as printed.")] | None = None
    lead: Lead | None = None
    quote: Quote
    speaker: Annotated[str, _text("Who said so, as printed.")] | None = None
    missions: Missions | None = None
    countries: Countries | None = None
    themes: Annotated[Texts, _list("What it is about, in a word or two joined by hyphens.")] = ()
    when: When | None = None
    qualifies: Annotated[Texts, _list("Ids of rows of this meeting whose reading this row changes.")] = ()
    see_also: Annotated[Texts, _list("Ids of rows of other meetings on the same thing.")] = ()


class Staffing(Table, frozen=True, kw_only=True):
    """Women's share of one category of a mission's personnel."""

    kind: ClassVar[str] = "staffing"
    id: Id
    mission: Annotated[str, _text("The mission's code.")]
    category: Annotated[str, _text("As printed, such as police personnel.")]
    group: Annotated[str, _text("Our own word, such as police, by which categories compare.")] | None = None
    percent: Annotated[Percent, Meta(description="The number as printed, 0 to 100.")]
    bound: Sign
    lead: Lead | None = None
    quote: Quote
    when: When | None = None


class Figure(Table, frozen=True, kw_only=True):
    """Any other quantity that a letter prints."""

    kind: ClassVar[str] = "figure"
    id: Id
    value: Annotated[Number, Meta(description="The number as printed; number words as digits.")]
    unit: Annotated[str, _text("As printed, such as per cent or $ million.")]
    what: Annotated[str, _text("What it counts, in our own words.")]
    bound: Sign
    lead: Lead | None = None
    quote: Quote
    missions: Missions | None = None
    countries: Countries | None = None


Entry = Record | Staffing | Figure  # a row: what a paragraph states


class Paragraph(Table, frozen=True, kw_only=True):
    """A paragraph of the letter, verbatim, with the statements that it makes."""

    part: Annotated[Part, Meta(description="letter for the covering letter; left out for the annex.")] = "annex"
    label: Annotated[str, _text("Of an item: its full path as printed, (a)(iv).", pattern=LABEL_PATTERN)] | None = None
    topic: Annotated[str, _text("Of an item under a topic: the topic as printed, without its full stop.")] | None = None
    text: Annotated[str, _text("The letter's words, verbatim and whole, without label and topic; lines may wrap.")]
    records: Annotated[tuple[Record, ...], _list("Its statements, in the order of the letter.")] = ()
    staffing: Annotated[tuple[Staffing, ...], _list("Its shares of women among a mission's personnel.")] = ()
    figures: Annotated[tuple[Figure, ...], _list("Every other quantity that it prints.")] = ()

    def __post_init__(self) -> None:
        force_setattr(self, "text", joined_lines(self.text))

    @property
    def is_item(self) -> bool:
        """Whether it is an item of the paragraph above it that has neither label nor topic."""
        return self.label is not None or self.topic is not None

    @property
    def mark(self) -> str:
        """What the letter prints before the text: the last part of its label, or its topic with a full stop."""
        if self.label is None:
            return f"{self.topic}." if self.topic else ""
        return str([self.label, *re.findall(LABEL_PART, self.label)][-1])


class Meeting(Table, frozen=True, kw_only=True):
    """One meeting of the Group, and its letter paragraph by paragraph."""

    id: Id
    date: Annotated[datetime.date, Meta(description="The day of the meeting.")]
    title: Annotated[str, _text("The heading of the note, as printed.")]
    kind: Annotated[Literal["country", "thematic"], Meta(description="What the meeting was on.")]
    countries: Annotated[Texts, _list("The countries that the meeting was on.")] = ()
    missions: Annotated[Texts, _list("Codes of the missions represented, in the order printed.")]
    co_chairs: Annotated[Texts, _list("As printed.")]
    participants: Annotated[tuple[Participants, ...], _list("Who took part, and for which mission.")]
    letter: Annotated[Letter, Meta(description="The letter that transmits the note.")]
    paragraphs: Annotated[tuple[Paragraph, ...], _list("Of the covering letter, then the annex.", MOST_PARAGRAPHS)] = ()


class Dataset(Table, frozen=True, kw_only=True):
    """The whole data file."""

    version: Annotated[datetime.date, Meta(description="The day of the last change to the data.")]
    missions: Annotated[tuple[Mission, ...], _list("Those that the letters name as represented.")]
    glossary: Annotated[Glossary, _list("What the letters call something, with the field's short forms for it.")] = {}
    meetings: Annotated[tuple[Meeting, ...], _list("The meetings of the Group.")]


HEADERS: dict[str, Any] = {  # of each block that a file has many of, or of one a meeting, the commonest first
    "[[meetings.paragraphs.records]]": Record, "[[meetings.paragraphs.staffing]]": Staffing,
    "[[meetings.paragraphs.figures]]": Figure, "[[meetings.paragraphs]]": Paragraph,
    "[[meetings]]": Meeting, "[meetings.letter]": Letter, "[[missions]]": Mission,
}  # fmt: skip


def entries(paragraph: Paragraph) -> tuple[Entry, ...]:
    """Every row of the paragraph: records, staffing, figures."""
    return (*paragraph.records, *paragraph.staffing, *paragraph.figures)


def placed_entries(meeting: Meeting) -> Iterator[tuple[tuple[str | int, ...], Entry]]:
    """Every row of the meeting behind its path in it."""
    for number, paragraph in enumerate(meeting.paragraphs):
        for name in ("records", "staffing", "figures"):
            for place, entry in enumerate(getattr(paragraph, name)):
                yield ("paragraphs", number, name, place), entry


def numbered(meeting: Meeting) -> Iterator[tuple[int | None, Paragraph]]:
    """The paragraphs, each behind its count among those of the annex that are no items; an item has its parent's."""
    number = 0
    for paragraph in meeting.paragraphs:
        number += paragraph.part == "annex" and not paragraph.is_item
        yield max(number, 1) if paragraph.part == "annex" else None, paragraph  # counted by us, printed nowhere


def introducing(paragraphs: Sequence[Paragraph], place: int) -> Iterator[Paragraph]:
    """The paragraphs through which a lead may run, the nearest first.

    Its own; of an item, those whose label its own extends, then what its list belongs to; of a bare bullet, the one
    above its list, which ends with a colon. A paragraph below such a list cannot be told from a bullet.
    """
    own = paragraphs[place]
    yield own
    for above in reversed(paragraphs[:place]):
        if not own.is_item and (above.label or above.part != own.part):
            return
        if not above.is_item if own.is_item else above.text.endswith(":"):
            yield above
            return
        if own.label and above.label and own.label.startswith(above.label) and own.label != above.label:
            yield above


def json_schema(dataset: Dataset) -> str:
    """The JSON Schema of the file, indented, ending in a newline; it offers the missions and themes of the dataset."""
    described: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Meetings of the Informal Expert Group on Women and Peace and Security",
        **json.schema(Dataset),
    }
    codes = [mission.code for mission in dataset.missions]
    rows = (row for meeting in dataset.meetings for _, row in placed_entries(meeting))
    themes = sorted({theme for row in rows for theme in getattr(row, "themes", ())})
    offered = {"mission": codes, "missions": codes, "themes": themes}  # beside them, a new one is valid
    described["$defs"]["Record"]["properties"]["summary"]["maxLength"] = SUMMARY_LENGTH
    for table in described["$defs"].values():
        table.pop("description", None)  # a docstring, which Python may drop; each field has a description of its own
        for name in offered.keys() & table["properties"].keys():
            field = table["properties"][name]
            for one in (field, *field.get("anyOf", ())):
                text = one if name == "mission" else one.get("items", {})
                if text.pop("type", "") == "string":
                    text["anyOf"] = [{"enum": offered[name]}, {"type": "string"}]
    return json.format(json.encode(described), indent=2).decode() + "\n"
