"""What the names on a command line mean in the data: missions, countries, meetings, themes, addressees, kinds."""

import re
from collections.abc import Collection, Iterable, Sequence

from msgspec import Struct

from wps_cli.dataset.model import ROW_KINDS, Dataset, Mission, placed_entries
from wps_cli.errors import UsageError
from wps_cli.suggestions import did_you_mean, nearest
from wps_cli.text import fold_name

ALL = "all"  # as a kind: every kind of row
LISTED = 24  # valid names that an error lists


class Place(Struct, frozen=True):
    """What a MISSION argument names: a mission and where it serves are one place; or a country without a mission."""

    name: str  # the mission's code, else the country
    mission: Mission | None
    countries: tuple[str, ...]

    def is_among(self, missions: Collection[str], countries: Collection[str]) -> bool:
        """Whether those codes have its mission, or those countries one of its own."""
        return self.name in missions or not set(self.countries).isdisjoint(countries)


def find_place(dataset: Dataset, name: str) -> Place:
    """The mission or country of that name, in any case and style; UsageError where none or several bear it."""

    def label(mission: Mission) -> str:
        return f"{mission.code} ({', '.join(mission.countries)})" if mission.countries else mission.code

    called = _places_called(dataset, name) or _places_called(dataset, name.partition(" (")[0])  # a label is a name, too
    if len(called) == 1:
        return called[0]
    if called:
        candidates = ", ".join(label(one.mission) for one in called if one.mission)
        raise UsageError(f"{name!r} may mean more than one mission", hint=f"name one of {candidates}")
    # It is never guessed, as mission codes lie one letter apart.
    spellings = {spelling: mission for mission in dataset.missions for spelling in _names(mission)}
    near = dict.fromkeys(label(spellings[one]) for one in nearest(name, spellings))
    guess = f"did you mean {' or '.join(near)}? " if near else ""
    raise UsageError(f"no mission or country is called {name!r}", hint=f"{guess}`wps missions` lists them all")


def find_places(dataset: Dataset, words: Sequence[str], more: Sequence[str] = ()) -> list[Place]:
    """The places that the words name, the longest run from the left that names one at a time; then each of `more`."""
    found, rest = list[Place](), list(words)
    while rest:
        # A word with spaces was quoted: it is one name.
        most = max(1, next((place for place, word in enumerate(rest) if " " in word), len(rest)))
        size = next((size for size in range(most, 0, -1) if _places_called(dataset, " ".join(rest[:size]))), most)
        found.append(find_place(dataset, " ".join(rest[:size])))
        rest = rest[size:]
    return found + [find_place(dataset, name) for name in more]


def _places_called(dataset: Dataset, name: str) -> list[Place]:
    """The missions of that name; else the country without a mission that a meeting or row names."""
    key = fold_name(name)
    if missions := [
        Place(one.code, one, one.countries) for one in dataset.missions if key in map(fold_name, _names(one))
    ]:
        return missions
    countries = dict.fromkeys(named(dataset, "countries"))
    return [Place(one, None, (one,)) for one in countries if fold_name(one) == key]


def _names(mission: Mission) -> tuple[str, ...]:
    return (mission.code, mission.name, *mission.countries, *mission.also)


def named(dataset: Dataset, key: str) -> Iterable[str]:
    """Every name that meetings and rows have under the key, which holds one or a list of them."""
    for meeting in dataset.meetings:
        for one in (meeting, *(entry for _, entry in placed_entries(meeting))):
            held = getattr(one, key, None) or ()
            yield from [held] if isinstance(held, str) else held


def one_of(what: str, name: str, valid: Iterable[str]) -> str:
    """The valid one of that name, in any case and dash style; else a UsageError that names the nearest."""
    known = {fold_name(one): one for one in valid}
    if fold_name(name) in known:
        return known[fold_name(name)]
    raise unknown(what, name, list(known.values()))


def unknown(what: str, name: str, known: Sequence[str]) -> UsageError:
    """That there is no such name, with the nearest of those known, else with them all."""
    listed = ", ".join(known[:LISTED]) + (f" and {len(known) - LISTED} more" if len(known) > LISTED else "")
    return UsageError(f"unknown {what} {name!r}", hint=did_you_mean(name, known, f"valid: {listed or 'none'}"))


def kinds(given: Sequence[str] | None, default: Sequence[str], *more: str) -> tuple[str, ...]:
    """The kinds of row asked for, each checked, in their order; all for ALL, if that may be said, too."""
    asked = {one_of("kind", kind, (*more, *ROW_KINDS)) for kind in given or default}
    return tuple(kind for kind in ROW_KINDS if kind in asked or ALL in asked)


class Words(Struct, frozen=True):
    """The words by which a speaker or an addressee is asked for."""

    typed: str
    names: frozenset[str]  # the names that have all of them in any order, or all those of a wording they are short for


def words_for(dataset: Dataset, key: str, given: str | None) -> Words | None:
    """The words asked for, with whom they mean; UsageError where no row has them."""
    if given is None:
        return None

    def words(text: str) -> set[str]:
        return set(re.findall(r"\w+", fold_name(text)))

    wordings = (wording for wording, shorts in dataset.glossary.items() if fold_name(given) in map(fold_name, shorts))
    meant, known = [words(one) for one in (given, *wordings)], dict.fromkeys(named(dataset, key))
    found = frozenset(name for name in known if any(some <= words(name) for some in meant))
    if not found:
        raise unknown(key, given, list(known))
    return Words(given, found)
