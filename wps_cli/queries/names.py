"""What the names on a command line mean in the data: missions, countries, meetings, themes, addressees, kinds."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec import Struct

from wps_cli.dataset.model import ROW_KINDS, Dataset, Entry, Meeting, Mission, placed_entries
from wps_cli.errors import UsageError
from wps_cli.suggestions import did_you_mean, nearest
from wps_cli.text import fold_name

ALL = "all"  # as a kind: every kind of row
_LISTED = 24  # valid names that an error lists


class Place(Struct, frozen=True):
    """What a MISSION argument names: a mission and where it serves are one place; or a country without a mission."""

    mission: Mission | None
    countries: tuple[str, ...]

    @property
    def name(self) -> str:
        """The mission's code, else the country."""
        return self.mission.code if self.mission else self.countries[0]

    def is_among(self, missions: Collection[str], countries: Collection[str]) -> bool:
        """Whether those codes have its mission, or those countries one of its own."""
        is_represented = self.mission is not None and self.mission.code in missions
        return is_represented or not set(self.countries).isdisjoint(countries)


def find_place(dataset: Dataset, name: str) -> Place:
    """The mission or country of that name, in any case, accent, apostrophe and dash style.

    UsageError where none or several bear it: it is never guessed, as mission codes lie one letter apart.
    """
    called = _places_called(dataset, name) or _places_called(dataset, name.partition(" (")[0])  # as `_label` has it
    if len(called) == 1:
        return called[0]
    if called:
        candidates = ", ".join(_label(one.mission) for one in called if one.mission)
        raise UsageError(f"{name!r} may mean more than one mission", hint=f"name one of {candidates}")
    spellings = {spelling: mission for mission in dataset.missions for spelling in _names(mission)}
    near = dict.fromkeys(_label(spellings[one]) for one in nearest(name, spellings))
    guess = f"did you mean {' or '.join(near)}? " if near else ""
    raise UsageError(f"no mission or country is called {name!r}", hint=f"{guess}`wps missions` lists them all")


def find_places(dataset: Dataset, words: Sequence[str], more: Sequence[str] = ()) -> list[Place]:
    """The places that the words name, then each of `more`: the longest run from the left that names one is taken.

    A word with spaces was quoted: it is one name. UsageError, as of `find_place`, where the rest names nothing.
    """
    found, rest = list[Place](), list(words)
    while rest:
        most = max(1, next((place for place, word in enumerate(rest) if " " in word), len(rest)))
        size = next((size for size in range(most, 0, -1) if _places_called(dataset, " ".join(rest[:size]))), most)
        found.append(find_place(dataset, " ".join(rest[:size])))
        rest = rest[size:]
    return found + [find_place(dataset, name) for name in more]


def _places_called(dataset: Dataset, name: str) -> list[Place]:
    """The missions of that name; else the country without a mission that a meeting or row names."""
    key = fold_name(name)
    missions = [mission for mission in dataset.missions if key in map(fold_name, _names(mission))]
    if missions:
        return [Place(mission, mission.countries) for mission in missions]
    countries = dict.fromkeys(name for one in _tables(dataset) for name in getattr(one, "countries", None) or ())
    return [Place(None, (country,)) for country in countries if fold_name(country) == key]


def _names(mission: Mission) -> tuple[str, ...]:
    return (mission.code, mission.name, *mission.countries, *mission.also)


def _label(mission: Mission) -> str:
    """The code with where the mission serves: `UNMISS (South Sudan)`."""
    return f"{mission.code} ({', '.join(mission.countries)})" if mission.countries else mission.code


def _tables(dataset: Dataset) -> Iterator[Meeting | Entry]:
    """Each meeting, followed by its rows."""
    for meeting in dataset.meetings:
        yield meeting
        yield from (entry for _, entry in placed_entries(meeting))


def one_of(what: str, name: str, valid: Iterable[str]) -> str:
    """The valid one of that name, in any case and dash style; else a UsageError that names the nearest."""
    known = {fold_name(one): one for one in valid}
    if fold_name(name) in known:
        return known[fold_name(name)]
    raise _unknown(what, name, list(known.values()))


def _unknown(what: str, name: str, known: Sequence[str]) -> UsageError:
    listed = ", ".join(known[:_LISTED]) + (f" and {len(known) - _LISTED} more" if len(known) > _LISTED else "")
    return UsageError(f"unknown {what} {name!r}", hint=did_you_mean(name, known, f"valid: {listed or 'none'}"))


def one_id(name: str, ids: Collection[str]) -> str:
    """The id of that name, or the only one that ends with it behind a `/`, `.` or `-`."""
    wanted = name.lower()
    ends = [id for id in ids if id.lower().endswith(wanted) and (id.lower() == wanted or id[-len(name) - 1] in "/.-")]
    found = [id for id in ends if len(id) == len(name)] or ends
    if len(found) == 1:
        return found[0]
    if ends:
        raise UsageError(f"{name!r} ends more than one id", hint=f"name one of {', '.join(ends[:_LISTED])}")
    within = [id for id in ids if wanted in id.lower()]
    if 0 < len(within) <= _LISTED:
        raise UsageError(f"unknown id {name!r}", hint=f"did you mean {' or '.join(within)}?")
    raise _unknown("id", name, list(ids))


def kinds(given: Sequence[str] | None, valid: Sequence[str], default: Sequence[str]) -> tuple[str, ...]:
    """The kinds asked for, each checked, in their order; every kind of row for `all`; the default where none is."""
    asked = {one_of("kind", kind, valid) for kind in given or default}
    return tuple(kind for kind in ROW_KINDS if kind in asked or ALL in asked)


def searched_kinds(given: Sequence[str] | None) -> tuple[str, ...]:
    """The kinds of row that `--in` names: recommendations unless told."""
    return kinds(given, (ALL, *ROW_KINDS), default=("recommendation",))


def meetings(dataset: Dataset) -> list[str]:
    """The ids of the meetings, in the order of the file."""
    return [meeting.id for meeting in dataset.meetings]


def themes(dataset: Dataset) -> list[str]:
    """Every theme that a record bears, in alphabetical order."""
    return sorted({theme for one in _tables(dataset) for theme in getattr(one, "themes", ())})


class Words(Struct, frozen=True):
    """The words by which a speaker or an addressee is asked for."""

    typed: str
    meant: tuple[frozenset[str], ...]  # the words typed, and those of each wording for which they are short

    def are_in(self, name: str | None) -> bool:
        """Whether the name has all the words of one of these sets, in any order."""
        return name is not None and any(words <= _words_of(name) for words in self.meant)


def words_for(dataset: Dataset, key: str, given: str | None) -> Words | None:
    """The words asked for, with what a short form of the glossary stands for; UsageError where no row has them."""
    if given is None:
        return None
    wordings = (wording for wording, shorts in dataset.glossary.items() if fold_name(given) in map(fold_name, shorts))
    asked = Words(given, tuple(_words_of(one) for one in (given, *wordings)))
    known = dict.fromkeys(name for one in _tables(dataset) if (name := getattr(one, key, None)))
    if not any(map(asked.are_in, known)):
        raise _unknown(key, given, list(known))
    return asked


def _words_of(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold_name(text)))


def listed(names: Sequence[str]) -> str:
    """`MINUSMA, UNMISS and UNSOM`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
