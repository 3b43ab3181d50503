"""Questions to the dataset: which rows, meetings and events hold for a mission, a meeting, a time."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from wps_cli.dataset.model import (
    KINDS,
    ROW_KINDS,
    Dataset,
    Entry,
    Meeting,
    Mission,
    Paragraph,
    Record,
    Staffing,
    entries,
    numbered,
)  # fmt: skip
from wps_cli.queries import names
from wps_cli.queries.names import Place


class Row(Struct, frozen=True):
    """One entry of a meeting where it stands, with what its omitted keys mean."""

    meeting: Meeting
    place: int
    """That of its paragraph among the meeting's paragraphs."""
    number: int | None
    """The paragraph's, as `model.numbered` counts; None in the covering letter."""
    entry: Entry
    missions: tuple[str, ...]
    """Codes."""
    countries: tuple[str, ...]
    """As stated, else those of the missions named."""
    qualified_by: tuple[str, ...]
    """Ids of the rows without which this one should not be read."""

    @property
    def paragraph(self) -> Paragraph:
        """The paragraph that states it."""
        return self.meeting.paragraphs[self.place]

    @property
    def is_general(self) -> bool:
        """Said in the annex, of no mission and no country in particular."""
        return not self.missions and not self.countries and self.number is not None


class Filters(Struct, frozen=True):
    """What a row must satisfy; an absent filter admits all."""

    place: Place | None = None
    meeting: str | None = None
    since: str = ""
    until: str = ""
    themes: tuple[str, ...] = ()
    """Any of them."""
    speaker: tuple[frozenset[str], ...] = ()
    addressee: tuple[frozenset[str], ...] = ()
    """The words of one of these sets."""

    def admit_meeting(self, meeting: Meeting) -> bool:
        """Whether the meeting is the one asked for and within the time asked for."""
        return self.meeting in (None, meeting.id) and within(meeting.date.isoformat(), self.since, self.until)

    def admit_all(self, row: Row) -> bool:
        """Whether both the row and its meeting pass."""
        return self.admit_meeting(row.meeting) and self.admit(row)

    def admit(self, row: Row) -> bool:
        """Whether the row of an admitted meeting passes the filters on rows."""
        return (
            (self.place is None or concerns(row, self.place))
            and (not self.themes or not set(self.themes).isdisjoint(getattr(row.entry, "themes", ())))
            and (not self.speaker or names.has_words(self.speaker, getattr(row.entry, "speaker", None)))
            and (not self.addressee or names.has_words(self.addressee, getattr(row.entry, "addressee", None)))
        )


def within(day: str, since: str, until: str) -> bool:
    """Whether an ISO date lies within two bounds, each a year, month or day and part of the answer."""
    return day >= since and (not until or day[: len(until)] <= until)


def newest_first(dataset: Dataset) -> list[Meeting]:
    """The meetings, the newest first; those of one day as the file has them."""
    return sorted(dataset.meetings, key=lambda meeting: meeting.date, reverse=True)


def concerns(row: Row, place: Place) -> bool:
    """Whether the row is of the place, or a general one of a meeting at which its mission was represented."""
    stated = getattr(row.entry, "countries", None) or ()
    if place.is_among(row.missions, stated):
        return True
    return row.is_general and place.mission is not None and place.mission.code in row.meeting.missions


def rows(dataset: Dataset, kinds: Collection[str] = ROW_KINDS, filters: Filters | None = None) -> list[Row]:
    """The rows of these kinds that the filters admit: newest meeting first, then in the order of the letter.

    With a mission or country asked for, what was said of no mission in particular follows its own rows.
    """
    filters = filters or Filters()
    serves_in = {mission.code: mission.countries for mission in dataset.missions}
    found = [
        row
        for meeting in newest_first(dataset)
        if filters.admit_meeting(meeting)
        for row in _of_meeting(meeting, serves_in)
        if row.entry.kind in kinds and filters.admit(row)
    ]
    return sorted(found, key=lambda row: row.is_general) if filters.place else found


def _of_meeting(meeting: Meeting, serves_in: dict[str, tuple[str, ...]]) -> Iterator[Row]:
    qualifying: dict[str, list[str]] = {}
    for paragraph in meeting.paragraphs:
        for record in paragraph.records:
            for other in record.qualifies:
                qualifying.setdefault(other, []).append(record.id)
    for place, (number, paragraph) in enumerate(numbered(meeting)):
        for entry in entries(paragraph):
            missions, countries = _of_entry(entry, meeting, serves_in)
            yield Row(meeting, place, number, entry, missions, countries, tuple(qualifying.get(entry.id, ())))


def _of_entry(
    entry: Entry, meeting: Meeting, serves_in: dict[str, tuple[str, ...]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The missions and countries that the entry is on."""
    if isinstance(entry, Staffing):
        return (entry.mission,), serves_in[entry.mission]
    missions = meeting.missions if entry.missions is None else entry.missions
    if entry.countries is not None:
        return missions, entry.countries
    return missions, tuple(dict.fromkeys(name for code in missions for name in serves_in[code]))


def meetings(dataset: Dataset, filters: Filters, country: Place | None = None) -> list[Meeting]:
    """The meetings at which the place was represented or spoken of, newest first; so, too, for the country."""
    places = [place for place in (filters.place, country) if place]
    return [
        meeting
        for meeting in newest_first(dataset)
        if filters.admit_meeting(meeting) and all(one.is_among(meeting.missions, meeting.countries) for one in places)
    ]


COUNTED: tuple[str, ...] = tuple(
    name
    for kind in ROW_KINDS
    for name in ((kind, f"{kind}_inferred") if kind in KINDS and kind != "observation" else (kind,))
)
"""What is counted: the rows of each kind, those whose kind is the curator's reading apart."""


def counts(found: Iterable[Row]) -> dict[str, int]:
    """How many rows of each kind there are, stated and inferred apart."""
    tally = dict.fromkeys(COUNTED, 0)
    for row in found:
        tally[row.entry.kind + ("_inferred" if getattr(row.entry, "inferred", False) else "")] += 1
    return tally


class MissionSummary(Struct, frozen=True):
    """A mission with how much is recorded on it."""

    mission: Mission
    meetings: list[Meeting]
    """Those at which it was represented, newest first."""
    counts: dict[str, int]
    """Its own rows, without general ones."""


def mission_summaries(dataset: Dataset) -> list[MissionSummary]:
    """The missions in the order of the file, each with its meetings and its own rows by kind."""
    own: dict[str, list[Row]] = {mission.code: [] for mission in dataset.missions}
    serving: dict[str, list[str]] = {}
    for mission in dataset.missions:
        for country in mission.countries:
            serving.setdefault(country, []).append(mission.code)
    for row in rows(dataset):
        stated = getattr(row.entry, "countries", None) or ()
        for code in dict.fromkeys((*row.missions, *(one for country in stated for one in serving.get(country, ())))):
            own[code].append(row)
    held: dict[str, list[Meeting]] = {code: [] for code in own}
    for meeting in newest_first(dataset):
        for code in dict.fromkeys(meeting.missions):
            held[code].append(meeting)
    return [MissionSummary(one, held[one.code], counts(own[one.code])) for one in dataset.missions]


class MeetingSummary(Struct, frozen=True):
    """A meeting with how much is recorded of it."""

    meeting: Meeting
    counts: dict[str, int]


def meeting_summaries(dataset: Dataset, found: Sequence[Meeting]) -> list[MeetingSummary]:
    """The meetings, each with its rows by kind."""
    own: dict[str, list[Row]] = {meeting.id: [] for meeting in dataset.meetings}
    for row in rows(dataset):
        own[row.meeting.id].append(row)
    return [MeetingSummary(one, counts(own[one.id])) for one in found]


def staffing(dataset: Dataset, filters: Filters, places: Sequence[Place]) -> list[Row]:
    """The staffing rows of any of these places, those of all missions where none is named."""
    found = rows(dataset, ("staffing",), filters)
    return [row for row in found if not places or any(concerns(row, place) for place in places)]


def find(dataset: Dataset, wanted: str) -> Row | Meeting:
    """The row or meeting of that id; UsageError with the nearest ids where there is none."""
    held: dict[str, Row | Meeting] = {meeting.id: meeting for meeting in dataset.meetings}
    held |= {row.entry.id: row for row in rows(dataset)}
    return held[names.one_id(wanted, held)]


def by_id(dataset: Dataset, ids: Collection[str]) -> list[Row]:
    """The rows of these ids, in the order of `rows`."""
    wanted = frozenset(ids)
    return [row for row in rows(dataset) if row.entry.id in wanted] if wanted else []


def qualifying(dataset: Dataset, found: Iterable[Row]) -> dict[str, list[Row]]:
    """By the id of each row found that others qualify, those others."""
    wanted = {row.entry.id: row.qualified_by for row in found if row.qualified_by}
    held = {row.entry.id: row for row in by_id(dataset, {id for ids in wanted.values() for id in ids})}
    return {id: [held[other] for other in others] for id, others in wanted.items()}


def related(dataset: Dataset) -> dict[str, list[Row]]:
    """By id, the rows of other meetings on the same thing, be the reference here or there."""
    everything = {row.entry.id: row for row in rows(dataset)}
    tied: dict[str, dict[str, Row]] = {}
    for id, row in everything.items():
        for other in getattr(row.entry, "see_also", ()):
            if other in everything:
                tied.setdefault(id, {})[other] = everything[other]
                tied.setdefault(other, {})[id] = row
    return {id: list(others.values()) for id, others in tied.items()}


class Event(Struct, frozen=True):
    """Something dated: what a row tells of, a meeting, a letter or its distribution."""

    when: str
    """EDTF, as precise as the letter is."""
    kind: str
    """The kind of the row, or `meeting`, `letter`, `distribution`."""
    meeting: Meeting
    row: Row | None = None


def timeline(dataset: Dataset, filters: Filters) -> list[Event]:
    """The dated events of a place, the earliest first; `since` and `until` mean the event, not the meeting."""
    events = _events(dataset, replace(filters, since="", until=""))
    asked = (event for event in events if overlaps(event.when, filters.since, filters.until))
    return sorted(asked, key=lambda event: event.when.replace("?", "").split("/"))


def _events(dataset: Dataset, filters: Filters) -> Iterator[Event]:
    for meeting in reversed(meetings(dataset, filters)):
        yield Event(meeting.date.isoformat(), "meeting", meeting)
        yield Event(meeting.letter.date.isoformat(), "letter", meeting)
        yield Event(meeting.letter.distributed.isoformat(), "distribution", meeting)
    for row in rows(dataset, KINDS, filters):
        if isinstance(row.entry, Record) and row.entry.when:
            yield Event(row.entry.when, row.entry.kind, row.meeting, row)


def overlaps(when: str, since: str, until: str) -> bool:
    """Whether an EDTF date or interval touches the time between two bounds, each as precise as it is."""
    first, _, last = when.replace("?", "").partition("/")
    last = last or first
    return last[: len(since)] >= since[: len(last)] and first[: len(until)] <= until[: len(first)]
