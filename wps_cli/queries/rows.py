"""Questions to the dataset: which rows, meetings and events hold for a mission, a meeting, a time."""

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from wps_cli.dataset.model import ALL, KINDS, ROW_KINDS, Dataset, Entry, Meeting, Mission, Record, Staffing, entries
from wps_cli.queries import names
from wps_cli.queries.names import Place


class Row(Struct, frozen=True):
    """One entry of a meeting where it stands, with what its omitted keys mean."""

    meeting: Meeting
    entry: Entry
    missions: tuple[str, ...]
    """Codes; every mission represented where the letter meant all."""
    for_all: bool
    """The letter meant every mission represented."""
    countries: tuple[str, ...]
    """As stated, else those of the missions named; none where the letter meant every mission."""


class Filters(Struct, frozen=True):
    """What a row must satisfy; an absent filter admits all."""

    place: Place | None = None
    meeting: str | None = None
    since: str = ""
    until: str = ""
    theme: str | None = None
    addressee: str | None = None

    def admit_meeting(self, meeting: Meeting) -> bool:
        """Whether the meeting is the one asked for and within the time asked for."""
        return self.meeting in (None, meeting.id) and within(meeting.date.isoformat(), self.since, self.until)

    def admit_all(self, row: Row) -> bool:
        """Whether both the row and its meeting pass."""
        return self.admit_meeting(row.meeting) and self.admit(row)

    def admit(self, row: Row) -> bool:
        """Whether the row of an admitted meeting passes the filters on rows."""
        return (
            (self.place is None or self.place.is_among(row.missions, row.countries))
            and (self.theme is None or self.theme in getattr(row.entry, "themes", ()))
            and (self.addressee is None or names.are_in(self.addressee, getattr(row.entry, "addressee", None)))
        )


def within(day: str, since: str, until: str) -> bool:
    """Whether an ISO date lies within two bounds, each a year, month or day and part of the answer."""
    return day >= since and (not until or day[: len(until)] <= until)


def newest_first(dataset: Dataset) -> list[Meeting]:
    """The meetings, the newest first; those of one day as the file has them."""
    return sorted(dataset.meetings, key=lambda meeting: meeting.date, reverse=True)


def rows(dataset: Dataset, kinds: Collection[str] = ROW_KINDS, filters: Filters | None = None) -> list[Row]:
    """The rows of these kinds that the filters admit: newest meeting first, then in the order of the letter.

    With a mission or country asked for, what holds for every mission represented follows its own rows.
    """
    filters = filters or Filters()
    serves_in = {mission.code: mission.countries for mission in dataset.missions}
    found = [
        row
        for meeting in newest_first(dataset)
        if filters.admit_meeting(meeting)
        for entry in entries(meeting)
        if entry.kind in kinds and filters.admit(row := _resolve(meeting, entry, serves_in))
    ]
    return sorted(found, key=lambda row: row.for_all) if filters.place else found


def _resolve(meeting: Meeting, entry: Entry, serves_in: dict[str, tuple[str, ...]]) -> Row:
    if isinstance(entry, Staffing):
        return Row(meeting, entry, (entry.mission,), False, serves_in[entry.mission])
    named = meeting.missions if entry.missions is None else entry.missions
    for_all = named == (ALL,)
    countries = entry.countries
    if countries is None:
        countries = () if for_all else tuple(dict.fromkeys(name for code in named for name in serves_in[code]))
    return Row(meeting, entry, meeting.missions if for_all else named, for_all, countries)


def meetings(dataset: Dataset, filters: Filters, country: str | None = None) -> list[Meeting]:
    """The meetings at which the place was represented or spoken of, newest first.

    `country` admits the meetings on that country, or at which a mission there was represented.
    """
    places = [place for place in (filters.place, Place(None, country) if country else None) if place]
    serves_in = {mission.code: mission.countries for mission in dataset.missions}

    def countries(meeting: Meeting) -> list[str]:
        return [*meeting.countries, *(name for code in meeting.missions for name in serves_in[code])]

    return [
        meeting
        for meeting in newest_first(dataset)
        if filters.admit_meeting(meeting)
        and all(place.is_among(meeting.missions, countries(meeting)) for place in places)
    ]


class MissionSummary(Struct, frozen=True):
    """A mission with how much is recorded on it."""

    mission: Mission
    meetings: list[Meeting]
    """Those at which it was represented, newest first."""
    counts: dict[str, int]
    """Its own rows by kind, without those that hold for every mission represented."""


def mission_summaries(dataset: Dataset) -> list[MissionSummary]:
    """The missions in the order of the file, each with its meetings and its own rows by kind."""
    tallies = {mission.code: dict.fromkeys(ROW_KINDS, 0) for mission in dataset.missions}
    for row in rows(dataset):
        for code in () if row.for_all else row.missions:
            tallies[code][row.entry.kind] += 1
    return [
        MissionSummary(mission, [one for one in newest_first(dataset) if mission.code in one.missions], tally)
        for mission, tally in zip(dataset.missions, tallies.values(), strict=True)
    ]


def counts(meeting: Meeting) -> dict[str, int]:
    """How many rows of each kind the meeting holds."""
    tally = dict.fromkeys(ROW_KINDS, 0)
    for entry in entries(meeting):
        tally[entry.kind] += 1
    return tally


def staffing(dataset: Dataset, filters: Filters, places: Sequence[Place]) -> list[Row]:
    """The staffing rows of any of these places, those of all missions where none is named."""
    found = rows(dataset, ("staffing",), filters)
    return [row for row in found if not places or any(one.is_among(row.missions, row.countries) for one in places)]


def find(dataset: Dataset, wanted: str) -> Row | Meeting:
    """The row or meeting of that id; UsageError with the nearest ids where there is none."""
    held: dict[str, Row | Meeting] = {meeting.id: meeting for meeting in dataset.meetings}
    held |= {row.entry.id: row for row in rows(dataset)}
    return held[names.one_of("id", wanted, held)]


def related(dataset: Dataset) -> dict[str, list[Row]]:
    """By id, the rows of other meetings on the same thing, be the reference here or there; in the order of `rows`."""
    everything = rows(dataset)
    tied: dict[str, set[str]] = {}
    for row in everything:
        for other in getattr(row.entry, "see_also", ()):
            tied.setdefault(row.entry.id, set()).add(other)
            tied.setdefault(other, set()).add(row.entry.id)
    return {id: [row for row in everything if row.entry.id in others] for id, others in tied.items()}


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
