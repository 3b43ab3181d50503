"""Questions to the dataset: which rows hold for a mission, a meeting, a time; how staffing compares."""

from collections.abc import Callable, Collection, Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from wps_cli.errors import UsageError
from wps_cli.model import ALL, KINDS, ROW_KINDS, Dataset, Entry, Meeting, Mission, Record, Staffing, entries
from wps_cli.suggestions import nearest
from wps_cli.text import fold_name

_LISTED = 24
"""How many valid names an error lists."""


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


class Place(Struct, frozen=True):
    """What a MISSION argument names: a mission, a country, or the mission of a country."""

    mission: Mission | None
    country: str | None

    def holds(self, row: Row) -> bool:
        """Whether the row is on this mission, or names this country."""
        return (self.mission is not None and self.mission.code in row.missions) or self.country in row.countries


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
        entry = row.entry
        return (
            (self.place is None or self.place.holds(row))
            and (self.theme is None or (isinstance(entry, Record) and self.theme in entry.themes))
            and (self.addressee is None or (isinstance(entry, Record) and names(entry.addressee, self.addressee)))
        )


def within(day: str, since: str, until: str) -> bool:
    """Whether an ISO date lies within two bounds, each a year, month or day and part of the answer."""
    return day >= since and (not until or day[: len(until)] <= until)


def names(text: str | None, wanted: str) -> bool:
    """Whether the text holds the wanted words, in any case and accent style."""
    return text is not None and fold_name(wanted) in fold_name(text)


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


def find_place(dataset: Dataset, name: str) -> Place:
    """The mission or country of that acronym, name, country or glossary short form, in any case and accents.

    Raises UsageError where nothing or more than one thing bears the name: it is never guessed, as mission
    codes lie one letter apart.
    """
    key = fold_name(name)
    places = _places_called(dataset, {key})
    if not places:
        meant = (wording for wording, shorts in dataset.glossary.items() if key in map(fold_name, shorts))
        places = _places_called(dataset, set(map(fold_name, meant)))
    if len(places) == 1:
        return next(iter(places.values()))
    labels = {mission.code: mission_label(mission) for mission in dataset.missions}
    if places:
        candidates = ", ".join(labels.get(code, code) for code in places)
        raise UsageError(f"{name!r} may mean more than one mission", hint=f"name one of {candidates}")
    near = _nearest_codes(dataset, name)
    hint = f"did you mean {' or '.join(labels[code] for code in near)}? " if near else ""
    raise UsageError(f"no mission or country is called {name!r}", hint=f"{hint}`wps missions` lists them all")


def _places_called(dataset: Dataset, names: set[str]) -> dict[str, Place]:
    """The missions of those folded codes, names or countries; else the countries without a mission that rows name."""
    places: dict[str, Place] = {}
    for mission in dataset.missions:
        if fold_name(mission.code) in names or fold_name(mission.name) in names:
            places[mission.code] = Place(mission, None)
        for country in mission.countries:
            if fold_name(country) in names:
                places[mission.code] = Place(mission, country)
    if places:
        return places
    return {country: Place(None, country) for country in countries(dataset) if fold_name(country) in names}


def _nearest_codes(dataset: Dataset, name: str) -> list[str]:
    spellings = {
        spelling: mission.code for mission in dataset.missions for spelling in (mission.code, *mission.countries)
    }
    return list(dict.fromkeys(spellings[spelling] for spelling in nearest(name, spellings)))


def mission_label(mission: Mission) -> str:
    """The code with where the mission serves: `UNMISS (South Sudan)`."""
    return f"{mission.code} ({', '.join(mission.countries)})" if mission.countries else mission.code


def countries(dataset: Dataset) -> list[str]:
    """Every country that a mission, meeting or row names, in the order of the file."""
    named: dict[str, None] = dict.fromkeys(name for mission in dataset.missions for name in mission.countries)
    for meeting in dataset.meetings:
        named.update(dict.fromkeys(meeting.countries))
        for entry in entries(meeting):
            named.update(dict.fromkeys(getattr(entry, "countries", None) or ()))
    return list(named)


def meetings(dataset: Dataset, filters: Filters, country: str | None = None) -> list[Meeting]:
    """The meetings at which the place was represented or spoken of, newest first.

    `country` admits the meetings on that country, or at which a mission there was represented.
    """
    places = [place for place in (filters.place, Place(None, country) if country else None) if place]
    serves_in = {mission.code: mission.countries for mission in dataset.missions}

    def concerns(meeting: Meeting, place: Place) -> bool:
        if place.mission is not None and place.mission.code in meeting.missions:
            return True
        return place.country is not None and (
            place.country in meeting.countries or any(place.country in serves_in[code] for code in meeting.missions)
        )

    return [
        meeting
        for meeting in newest_first(dataset)
        if filters.admit_meeting(meeting) and all(concerns(meeting, place) for place in places)
    ]


def find_country(dataset: Dataset, name: str) -> str:
    """The country of that name or glossary short form; UsageError where there is none."""
    place = find_place(dataset, name)
    if place.country is None:
        raise UsageError(f"{name!r} names a mission, not a country", hint=f"use --mission {name}")
    return place.country


def one_of(what: str, name: str, valid: Iterable[str], fits: Callable[[str], bool] | None = None) -> str:
    """The name itself, if it is (or `fits`) one of the valid ones; else a UsageError that names the nearest."""
    known = list(dict.fromkeys(valid))
    if any(map(fits, known)) if fits else name in known:
        return name
    near = nearest(name, known)
    listed = ", ".join(known[:_LISTED]) + (f" and {len(known) - _LISTED} more" if len(known) > _LISTED else "")
    hint = f"did you mean {' or '.join(near)}?" if near else f"valid: {listed or 'none'}"
    raise UsageError(f"unknown {what} {name!r}", hint=hint)


def themes(dataset: Dataset) -> list[str]:
    """Every theme that a record bears, in alphabetical order."""
    return sorted({theme for meeting in dataset.meetings for record in meeting.records for theme in record.themes})


def addressees(dataset: Dataset) -> list[str]:
    """Everyone to whom a recommendation is addressed, in the order of the file."""
    named = (record.addressee for meeting in dataset.meetings for record in meeting.records)
    return list(dict.fromkeys(name for name in named if name))


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
    return [row for row in found if not places or any(place.holds(row) for place in places)]


def find(dataset: Dataset, wanted: str) -> Row | Meeting:
    """The row or meeting of that id; UsageError with the nearest ids where there is none."""
    for meeting in dataset.meetings:
        if meeting.id == wanted:
            return meeting
    everything = rows(dataset)
    for row in everything:
        if row.entry.id == wanted:
            return row
    one_of("id", wanted, [*(meeting.id for meeting in dataset.meetings), *(row.entry.id for row in everything)])
    raise AssertionError("one_of refuses an id that is in neither list")


def related(dataset: Dataset) -> dict[str, list[Row]]:
    """By id, the rows of other meetings on the same thing, be the reference here or there; in the order of `rows`."""
    everything = rows(dataset)
    tied: dict[str, set[str]] = {}
    for row in everything:
        for other in getattr(row.entry, "see_also", ()):
            tied.setdefault(row.entry.id, set()).add(other)
            tied.setdefault(other, set()).add(row.entry.id)
    return {id: [row for row in everything if row.entry.id in others] for id, others in tied.items()}


def record_kinds(given: Sequence[str]) -> tuple[str, ...]:
    """The kinds asked for, each checked; all of them where none is."""
    return tuple(one_of("kind", kind, KINDS) for kind in given) or KINDS


def searched_kinds(given: Sequence[str]) -> tuple[str, ...]:
    """The kinds of row that `--in` names, each checked: recommendations unless told, every one for `all`."""
    if not given:
        return ("recommendation",)
    asked = {one_of("kind", kind, (ALL, *ROW_KINDS)) for kind in given}
    return tuple(kind for kind in ROW_KINDS if ALL in asked or kind in asked)


class Event(Struct, frozen=True):
    """Something dated: what a row tells of, a meeting, a letter or its distribution."""

    when: str
    """EDTF, as precise as the letter is."""
    kind: str
    """The kind of the row, or `meeting`, `letter`, `distribution`."""
    meeting: Meeting
    row: Row | None


def timeline(dataset: Dataset, filters: Filters) -> list[Event]:
    """The dated events of a place, the earliest first; `since` and `until` mean the event, not the meeting."""
    anytime = replace(filters, since="", until="")
    dated: dict[str, list[Row]] = {}
    for row in rows(dataset, KINDS, anytime):
        if getattr(row.entry, "when", None):
            dated.setdefault(row.meeting.id, []).append(row)
    events: list[Event] = []
    for meeting in reversed(meetings(dataset, anytime)):
        events.append(Event(meeting.date.isoformat(), "meeting", meeting, None))
        events.append(Event(meeting.letter.date.isoformat(), "letter", meeting, None))
        events.append(Event(meeting.letter.distributed.isoformat(), "distribution", meeting, None))
    for found in dated.values():
        events += [Event(str(getattr(row.entry, "when", "")), row.entry.kind, row.meeting, row) for row in found]
    return sorted(
        (event for event in events if overlaps(event.when, filters.since, filters.until)),
        key=lambda event: event.when.replace("?", "").split("/"),
    )


def overlaps(when: str, since: str, until: str) -> bool:
    """Whether an EDTF date or interval touches the time between two bounds, each as precise as it is."""
    first, _, last = when.replace("?", "").partition("/")
    last = last or first
    return last[: len(since)] >= since[: len(last)] and first[: len(until)] <= until[: len(first)]


def briefing_kinds(given: Sequence[str]) -> tuple[str, ...]:
    """The kinds of row that a briefing holds: those asked for, else all but observations."""
    asked = {one_of("kind", kind, ROW_KINDS) for kind in given} or {kind for kind in ROW_KINDS if kind != "observation"}
    return tuple(kind for kind in ROW_KINDS if kind in asked)
