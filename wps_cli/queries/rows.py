"""Questions to the dataset: which rows, meetings, events and shares hold for a mission, a meeting, a time."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from wps_cli.dataset.model import KINDS, ROW_KINDS, Dataset, Entry, Meeting, Paragraph, Staffing, entries, numbered
from wps_cli.errors import UsageError
from wps_cli.queries.names import LISTED, Place, Words, unknown
from wps_cli.text import fold_name

_NEVER = ("observation_inferred", "staffing_inferred", "figure_inferred")
COUNTED = [name for kind in ROW_KINDS for name in (kind, f"{kind}_inferred") if name not in _NEVER]
PARITY = 50  # half of the posts, in per cent: our yardstick, against which women's share is shown
# The bound of what is left where a number of that bound is taken away.
FLIPPED = {"=": "=", "<": ">", ">": "<", "<=": ">=", ">=": "<=", "~": "~"}


class Row(Struct, frozen=True):
    """One entry of a meeting where it stands, with what its omitted keys mean."""

    meeting: Meeting
    place: int  # that of its paragraph among the meeting's paragraphs
    number: int | None  # the paragraph's, as `model.numbered` counts; None in the covering letter
    paragraph: Paragraph
    entry: Entry
    missions: tuple[str, ...]
    countries: tuple[str, ...]  # as stated, else those of the missions named
    qualified_by: tuple[str, ...]  # ids of the rows without which this one should not be read

    @property
    def is_general(self) -> bool:
        """Said in the annex, of no mission and no country in particular."""
        return not self.missions and not self.countries and self.number is not None

    @property
    def is_inferred(self) -> bool:
        """Whether its kind is the curator's reading; that of an observation never is."""
        return bool(self.get("inferred")) and self.entry.kind != "observation"

    def get(self, key: str) -> Any:
        """What its entry has under the key; None where entries of its kind have no such key."""
        return getattr(self.entry, key, None)

    def concerns(self, place: Place) -> bool:
        """Whether it is of the place, or a general one of a meeting at which the place's mission was represented."""
        missions = self.meeting.missions if self.is_general else self.missions
        return place.is_among(missions, self.get("countries") or ())


class Filters(Struct, frozen=True):
    """What a row must satisfy; an absent filter admits all."""

    place: Place | None = None
    meeting: str | None = None
    since: str = ""
    until: str = ""
    themes: tuple[str, ...] = ()  # any of them
    speaker: Words | None = None
    addressee: Words | None = None

    def admit_meeting(self, meeting: Meeting) -> bool:
        """Whether the meeting is the one asked for and within the time asked for."""
        return self.meeting in (None, meeting.id) and overlaps(meeting.date.isoformat(), self.since, self.until)

    def admit(self, row: Row) -> bool:
        """Whether both the row and its meeting pass."""
        return (
            self.admit_meeting(row.meeting)
            and (self.place is None or row.concerns(self.place))
            and (not self.themes or not set(self.themes).isdisjoint(row.get("themes") or ()))
            and (self.speaker is None or row.get("speaker") in self.speaker.names)
            and (self.addressee is None or row.get("addressee") in self.addressee.names)
        )


def rows(dataset: Dataset, kinds: Collection[str] = ROW_KINDS, filters: Filters | None = None) -> list[Row]:
    """The rows of these kinds that the filters admit: newest meeting first, then in the order of the letter."""
    filters, found = filters or Filters(), list[Row]()
    serves_in = {mission.code: mission.countries for mission in dataset.missions}
    for meeting in meetings(dataset, replace(filters, place=None)):
        records = (record for paragraph in meeting.paragraphs for record in paragraph.records)
        qualifying = _by_key((other, record.id) for record in records for other in record.qualifies)
        for place, (number, paragraph) in enumerate(numbered(meeting)):
            for entry in (one for one in entries(paragraph) if one.kind in kinds):
                stated = (entry.mission,) if isinstance(entry, Staffing) else entry.missions
                missions = meeting.missions if stated is None else stated
                countries = getattr(entry, "countries", None)
                if countries is None:
                    countries = tuple(dict.fromkeys(chain.from_iterable(serves_in[code] for code in missions)))
                qualified_by = tuple(qualifying.get(entry.id, ()))
                found.append(Row(meeting, place, number, paragraph, entry, missions, countries, qualified_by))
    # What was said of no mission in particular follows the rows of a place.
    return sorted(filter(filters.admit, found), key=lambda row: filters.place is not None and row.is_general)


def meetings(dataset: Dataset, filters: Filters, country: Place | None = None) -> list[Meeting]:
    """The meetings at which the place was represented or spoken of, newest first; so, too, for the country."""
    places = [place for place in (filters.place, country) if place]
    asked = sorted(filter(filters.admit_meeting, dataset.meetings), key=lambda meeting: meeting.date, reverse=True)
    return [one for one in asked if all(place.is_among(one.missions, one.countries) for place in places)]


class Summary(Struct, frozen=True):
    """A mission or a meeting with how many rows of each kind it has; general ones are of no mission."""

    of: Any
    counts: dict[str, int]
    meetings: Sequence[Meeting] = ()  # those at which the mission was represented, newest first


def counts(found: Iterable[Row]) -> dict[str, int]:
    """How many rows of each kind there are, stated and inferred apart."""
    kinds = (f"{row.entry.kind}_inferred" if row.is_inferred else row.entry.kind for row in found)
    return dict.fromkeys(COUNTED, 0) | Counter(kinds)


def mission_summaries(dataset: Dataset) -> list[Summary]:
    """The missions in the order of the file, each with its own rows by kind and its meetings."""
    serving = _by_key((country, one.code) for one in dataset.missions for country in one.countries)
    places = ((row, [serving[country] for country in row.get("countries") or ()]) for row in rows(dataset))
    own = _by_key((code, row) for row, codes in places for code in {*row.missions, *chain(*codes)})
    held = _by_key((code, meeting) for meeting in meetings(dataset, Filters()) for code in {*meeting.missions})
    return [Summary(one, counts(own[one.code]), held[one.code]) for one in dataset.missions]


def meeting_summaries(dataset: Dataset, found: Sequence[Meeting]) -> list[Summary]:
    """The meetings, each with its rows by kind."""
    own = _by_key((row.meeting.id, row) for row in rows(dataset))
    return [Summary(one, counts(own[one.id])) for one in found]


def _by_key(pairs: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    """What stands under each key; nothing under any other. One pass: a file may have thousands of each."""
    found = defaultdict[str, list[Any]](list)
    for key, one in pairs:
        found[key].append(one)
    return found


def by_id(dataset: Dataset) -> dict[str, Row]:
    """Every row by its id."""
    return {row.entry.id: row for row in rows(dataset)}


def find(dataset: Dataset, wanted: str) -> Row | Meeting:
    """The row or meeting of that id, or the only one whose id ends with it behind a `/`, `.` or `-`."""
    held: dict[str, Row | Meeting] = {meeting.id: meeting for meeting in dataset.meetings} | by_id(dataset)
    end = wanted.lower()
    ends = [id for id in held if f"/{id.lower()}".endswith((f"/{end}", f".{end}", f"-{end}"))]
    found = [id for id in ends if len(id) == len(end)] or ends
    if len(found) == 1:
        return held[found[0]]
    if ends:
        raise UsageError(f"{wanted!r} ends more than one id", hint=f"name one of {', '.join(ends[:LISTED])}")
    within = [id for id in held if end in id.lower()]
    if 0 < len(within) <= LISTED:
        raise UsageError(f"unknown id {wanted!r}", hint=f"did you mean {' or '.join(within)}?")
    raise unknown("id", wanted, list(held))


def qualifying(dataset: Dataset, found: Iterable[Row]) -> dict[str, list[Row]]:
    """By the id of each row found that others qualify, those others."""
    wanted = {row.entry.id: row.qualified_by for row in found if row.qualified_by}
    held = by_id(dataset) if wanted else {}
    return {id: [held[other] for other in others] for id, others in wanted.items()}


def related(dataset: Dataset) -> dict[str, list[Row]]:
    """By id, the rows of other meetings on the same thing, be the reference here or there."""
    held = by_id(dataset)
    pairs = [(id, other) for id, row in held.items() for other in row.get("see_also") or () if other in held]
    tied = _by_key(pair for id, other in pairs for pair in ((id, other), (other, id)))
    return {id: [held[other] for other in dict.fromkeys(others)] for id, others in tied.items()}


class Event(Struct, frozen=True):
    """Something dated: what a row tells of, a meeting, a letter or its distribution."""

    when: str  # EDTF, as precise as the letter is
    kind: str  # that of the row, or `meeting`, `letter`, `distribution`
    meeting: Meeting
    row: Row | None = None


def timeline(dataset: Dataset, filters: Filters) -> list[Event]:
    """The dated events of a place, the earliest first; `since` and `until` mean the event, not the meeting."""
    ever = replace(filters, since="", until="")
    events: list[Event] = []
    for meeting in reversed(meetings(dataset, ever)):
        letter = meeting.letter
        days = {"meeting": meeting.date, "letter": letter.date, "distribution": letter.distributed}
        events += (Event(day.isoformat(), kind, meeting) for kind, day in days.items())
    events += (Event(row.get("when"), row.entry.kind, row.meeting, row) for row in rows(dataset, KINDS, ever))
    asked = (event for event in events if event.when and overlaps(event.when, filters.since, filters.until))
    return sorted(asked, key=lambda event: event.when.replace("?", "").split("/"))


def overlaps(when: str, since: str, until: str) -> bool:
    """Whether an EDTF date or interval touches the time between two bounds, each a year, month or day."""
    first, _, last = when.replace("?", "").partition("/")
    last = last or first
    return last[: len(since)] >= since[: len(last)] and first[: len(until)] <= until[: len(first)]


def points(number: float) -> float:
    """The difference of two percentages without what binary fractions add to it; whole where it is."""
    rounded = round(number, 9)
    return int(rounded) if rounded == int(rounded) else rounded


class Share(Struct, frozen=True):
    """Women's share of a category, in per cent, against a target."""

    entry: Staffing
    target: float

    @property
    def gap(self) -> float:
        """What is missing to the target, in percentage points; below zero where the target is passed."""
        return points(self.target - self.entry.percent)

    @property
    def gap_bound(self) -> str:
        """The bound of the gap: a share of less than 7 falls more than 43 points short."""
        return FLIPPED[self.entry.bound]


class StaffingColumn(Struct, frozen=True):
    """One mission at one time, with its shares by category."""

    mission: str
    when: str  # the day of the meeting, or the other time that the letter states: EDTF
    meeting: str  # the id of the meeting that was told
    shares: dict[str, list[Share]]  # by the folded category, or by its group


def staffing_columns(found: Sequence[Row], target: float) -> list[StaffingColumn]:
    """The staffing rows by mission and time, the earliest first within a mission."""
    columns: dict[tuple[str, str, str], StaffingColumn] = {}
    for row in found:
        entry: Any = row.entry
        key = (entry.mission, entry.when or row.meeting.date.isoformat(), row.meeting.id)
        shares = columns.setdefault(key, StaffingColumn(*key, {})).shares
        shares.setdefault(fold_name(entry.group or entry.category), []).append(Share(entry, target))
    order = {mission: place for place, (mission, _, _) in enumerate(columns)}
    return sorted(columns.values(), key=lambda column: (order[column.mission], column.when))
