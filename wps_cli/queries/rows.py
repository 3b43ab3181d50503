"""Questions to the dataset: what a name means in it; which rows, meetings and events hold for what is asked."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from itertools import chain
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from wps_cli.dataset import model
from wps_cli.dataset.model import KINDS, ROW_KINDS, Dataset, Entry, Meeting, Mission, Paragraph, Record, Staffing
from wps_cli.errors import UsageError
from wps_cli.suggestions import did_you_mean, nearest
from wps_cli.text import fold_name

ALL = "all"  # as a kind: every kind of row
Words = tuple[str, frozenset[str]]  # by which a speaker or an addressee is asked for, as typed, and whom they mean
_NEVER = ("observation", "staffing", "figure")  # kinds that are never inferred
COUNTED = [name for kind in ROW_KINDS for name in ((kind,) if kind in _NEVER else (kind, f"{kind}_inferred"))]
PARITY = 50  # half of the posts, in per cent: our yardstick, against which women's share is shown
FLIPPED = {"=": "=", "<": ">", ">": "<", "<=": ">=", ">=": "<=", "~": "~"}  # the bound of what such a number leaves


def find_place(dataset: Dataset, name: str) -> Mission:
    """The mission or country of that name, in any case and style; UsageError where none or several bear it."""
    called = places_called(dataset, name) or places_called(dataset, name.partition(" (")[0])  # a label is a name, too
    if len(called) == 1:
        return called[0]
    # It is never guessed, as mission codes lie one letter apart.
    spellings = {spelling: mission for mission in dataset.missions for spelling in _names(mission)}
    meant = called or [spellings[one] for one in nearest(name, spellings)]
    labels = (f"{one.code} ({', '.join(one.countries)})" if one.countries else one.code for one in meant)
    near = " or ".join(dict.fromkeys(labels))
    what = "more than one mission" if called else "no mission or country in this file"
    hint = (f"did you mean {near}? " if near else "") + "`wps missions` lists them all"
    raise UsageError(f"{what} is called {name!r}", hint=hint)


def find_places(dataset: Dataset, words: Sequence[str]) -> list[Mission]:
    """The places that the words name, the longest run from the left that names one at a time."""
    found, rest = list[Mission](), list(words)
    while rest:
        # A word with spaces was quoted: it is one name.
        most = max(1, next((place for place, word in enumerate(rest) if " " in word), len(rest)))
        size = next((size for size in range(most, 0, -1) if places_called(dataset, " ".join(rest[:size]))), most)
        found.append(find_place(dataset, " ".join(rest[:size])))
        rest = rest[size:]
    return found


def places_called(dataset: Dataset, name: str) -> list[Mission]:
    """The missions of that name; a country of several, or of none, as a nameless one with their codes in `also`."""
    key = fold_name(name)
    missions = [one for one in dataset.missions if key in map(fold_name, _names(one))]
    served = (country for one in missions for country in one.countries)
    spelt = tuple(one for one in dict.fromkeys((*served, *named(dataset, "countries"))) if fold_name(one) == key)
    if len(missions) == 1 or not spelt:
        return missions
    return [Mission(code=spelt[0], name="", countries=spelt, also=tuple(one.code for one in missions))]


def _names(mission: Mission) -> tuple[str, ...]:
    return (mission.code, mission.name, *mission.countries, *mission.also)


def named(dataset: Dataset, key: str) -> Iterable[str]:
    """Every name that meetings and rows have under the key, which holds one or a list of them."""
    for meeting in dataset.meetings:
        for one in (meeting, *(entry for _, entry in model.placed_entries(meeting))):
            held = getattr(one, key, None) or ()
            yield from [held] if isinstance(held, str) else held


def one_of(what: str, name: str, valid: Iterable[str]) -> str:
    """The valid one of that name, in any case and dash style; else a UsageError that names the nearest."""
    known = {fold_name(one): one for one in valid}
    if fold_name(name) in known:
        return known[fold_name(name)]
    raise _unknown(what, name, list(known.values()))


def _unknown(what: str, name: str, known: Sequence[str]) -> UsageError:
    """That there is no such name, with the nearest of those known, else with them all."""
    from textwrap import shorten

    listed = shorten(", ".join(known) or "none", 200, placeholder=" ...")
    return UsageError(f"unknown {what} {name!r}", hint=did_you_mean(name, known, f"valid: {listed}"))


def kinds(asked: Collection[str]) -> tuple[str, ...]:
    """The kinds of row asked for, in their order; every kind for ALL."""
    return tuple(kind for kind in ROW_KINDS if kind in asked or ALL in asked)


def words_for(dataset: Dataset, key: str, given: str | None) -> Words | None:
    """The words asked for, and the names that have them all or all of a wording they are short for; else UsageError."""
    if given is None:
        return None
    short = fold_name(given).removesuffix("s")  # `TCCs` are several
    held = dataset.glossary.items()
    wordings = (wording for wording, shorts in held if short in (fold_name(one).removesuffix("s") for one in shorts))
    meant = [set(re.findall(r"\w+", fold_name(one))) for one in (given, *wordings)]
    known = {name: set(re.findall(r"\w+", fold_name(name))) for name in named(dataset, key)}
    found = frozenset(name for name, words in known.items() if any(some <= words for some in meant))
    if not found:
        raise _unknown(key, given, list(known))
    return given, found


class Row(Struct, frozen=True, eq=False):
    """One entry of a meeting where it stands, with what its omitted keys mean and the rows that it is tied to."""

    meeting: Meeting
    position: int  # that of its paragraph among the meeting's paragraphs
    number: int | None  # the paragraph's, as `model.numbered` counts; None in the covering letter
    paragraph: Paragraph
    entry: Entry
    missions: tuple[str, ...]
    countries: tuple[str, ...]  # as stated, else those of the missions named
    qualified_by: dict[str, "Row"]  # by id, the rows without which this one should not be read
    related: dict[str, "Row"]  # by id, those of other meetings on the same thing, be the reference here or there

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

    def concerns(self, place: Mission) -> bool:
        """Whether it is of the place, or a general one of a meeting at which the place's mission was represented."""
        missions = self.meeting.missions if self.is_general else self.missions
        return _is_among(place, missions, self.get("countries") or ())


def _is_among(place: Mission, missions: Collection[str], countries: Collection[str]) -> bool:
    """Whether those codes have the mission, or those countries one where it serves: the two are one place."""
    codes = {place.code} if place.name else {*place.also}
    return not (codes.isdisjoint(missions) and set(place.countries).isdisjoint(countries))


class Filters(Struct, frozen=True):
    """What a row must satisfy; an absent filter admits all."""

    place: Mission | None = None
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
        """Whether the row passes."""
        return (
            (self.place is None or row.concerns(self.place))
            and (not self.themes or not set(self.themes).isdisjoint(row.get("themes") or ()))
            and (self.speaker is None or row.get("speaker") in self.speaker[1])
            and (self.addressee is None or row.get("addressee") in self.addressee[1])
            and self.admit_meeting(row.meeting)
        )


def rows(dataset: Dataset, kinds: Collection[str] = ROW_KINDS, filters: Filters | None = None) -> list[Row]:
    """The rows of these kinds that the filters admit: newest meeting first, then in the order of the letter."""
    asked = filters or Filters()
    found = [row for row in by_id(dataset).values() if row.entry.kind in kinds and asked.admit(row)]
    # What was said of no mission in particular follows the rows of a place.
    return sorted(found, key=lambda row: row.is_general) if asked.place else found


def by_id(dataset: Dataset) -> dict[str, Row]:
    """Every row by its id, tied to the others."""
    found = dict[str, Row]()
    serves_in = {mission.code: mission.countries for mission in dataset.missions}
    served = cache(lambda codes: tuple(dict.fromkeys(chain.from_iterable(serves_in[code] for code in codes))))
    for meeting in meetings(dataset, Filters()):
        for place, (number, paragraph) in enumerate(model.numbered(meeting)):
            for entry in model.entries(paragraph):
                stated = (entry.mission,) if isinstance(entry, Staffing) else entry.missions
                missions = meeting.missions if stated is None else stated
                countries = getattr(entry, "countries", None)
                countries = served(missions) if countries is None else countries
                found[entry.id] = Row(meeting, place, number, paragraph, entry, missions, countries, {}, {})
    for row in found.values():
        for other in map(found.get, row.get("qualifies") or ()):
            if other and other.meeting is row.meeting:
                other.qualified_by[row.entry.id] = row
        for other in filter(None, map(found.get, row.get("see_also") or ())):
            row.related[other.entry.id], other.related[row.entry.id] = other, row
    return found


def meetings(dataset: Dataset, filters: Filters, country: Mission | None = None) -> list[Meeting]:
    """The meetings at which the place was represented, or that were on it, newest first; so, too, for the country."""
    places = [place for place in (filters.place, country) if place]
    asked = sorted(filter(filters.admit_meeting, dataset.meetings), key=lambda meeting: meeting.date, reverse=True)
    return [one for one in asked if all(_is_among(place, one.missions, one.countries) for place in places)]


class Tally(Struct, frozen=True):
    """A mission or a meeting with how many rows of each kind it has; general ones are of no mission."""

    of: Any
    counts: dict[str, int]
    meetings: Sequence[Meeting] = ()  # those at which the mission was represented, newest first


def counts(found: Iterable[Row]) -> dict[str, int]:
    """How many rows of each kind there are, stated and inferred apart."""
    kinds = (f"{row.entry.kind}_inferred" if row.is_inferred else row.entry.kind for row in found)
    return dict.fromkeys(COUNTED, 0) | Counter(kinds)


def mission_tallies(dataset: Dataset) -> list[Tally]:
    """The missions in the order of the file, each with its own rows by kind and its meetings."""
    of = _by_key((name, row) for row in rows(dataset) for name in (*row.missions, *(row.get("countries") or ())))
    own = ((one, chain.from_iterable(of[name] for name in (one.code, *one.countries))) for one in dataset.missions)
    held = _by_key((code, meeting) for meeting in meetings(dataset, Filters()) for code in {*meeting.missions})
    return [Tally(one, counts(dict.fromkeys(some)), held[one.code]) for one, some in own]


def meeting_tallies(dataset: Dataset, found: Sequence[Meeting]) -> list[Tally]:
    """The meetings, each with its rows by kind."""
    own = _by_key((row.meeting.id, row) for row in rows(dataset))
    return [Tally(one, counts(own[one.id])) for one in found]


def _by_key(pairs: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    """What stands under each key; nothing under any other. One pass: a file may have thousands of each."""
    found = defaultdict[str, list[Any]](list)
    for key, one in pairs:
        found[key].append(one)
    return found


def find(dataset: Dataset, wanted: str) -> Row | Meeting:
    """The row or meeting of that id, or the only one whose id ends with it behind a `/`, `.` or `-`."""
    held: dict[str, Row | Meeting] = {meeting.id: meeting for meeting in dataset.meetings} | by_id(dataset)
    end = re.compile(rf"(?:^|(?<=[/.-])|(?=[/.-])){re.escape(wanted)}\Z", re.IGNORECASE)
    ends = [id for id in held if end.search(id)]
    found = [id for id in ends if len(id) == len(wanted)] or ends
    if len(found) == 1:
        return held[found[0]]
    if ends:
        raise UsageError(f"{wanted!r} ends more than one id", hint=f"name one of {', '.join(ends[:24])}")
    raise _unknown("id", wanted, list(held))


def timeline(dataset: Dataset, filters: Filters) -> list[Row]:
    """The dated rows of a place, the earliest first, with its meetings and letters as rows that quote nothing."""
    ever, events = replace(filters, since="", until=""), list[Row]()  # which mean what is told of, not the meeting
    for meeting in reversed(meetings(dataset, ever)):
        letter = meeting.letter
        for kind, day, summary in (
            ("meeting", meeting.date, meeting.title), ("letter", letter.date, letter.title),
            ("distribution", letter.distributed, f"Distribution of: {letter.title}"),
        ):  # fmt: skip
            told: Any = {"id": meeting.id, "kind": kind, "summary": summary, "quote": None, "when": day.isoformat()}
            held = (Paragraph(text=""), Record(**told), meeting.missions, meeting.countries)
            events.append(Row(meeting, 0, None, *held, {}, {}))
    events += (row for row in rows(dataset, KINDS, ever) if row.get("when"))
    asked = (event for event in events if overlaps(event.get("when"), filters.since, filters.until))
    return sorted(asked, key=lambda event: event.get("when").replace("?", "").split("/"))


def overlaps(when: str, since: str, until: str) -> bool:
    """Whether an EDTF date or interval touches the time between two bounds, each a year, month or day."""
    first, _, last = when.replace("?", "").partition("/")
    last = last or first
    return last[: len(since)] >= since[: len(last)] and first[: len(until)] <= until[: len(first)]


def points(number: float) -> float:
    """The difference of two percentages without what binary fractions add to it; whole where it is."""
    rounded = round(number, 9)
    return int(rounded) if rounded == int(rounded) else rounded
