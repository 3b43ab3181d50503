"""What the names on a command line mean in the data: missions, countries, meetings, themes, addressees, kinds."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from wps_cli.dataset.model import ROW_KINDS, Dataset, Mission, Record, placed_entries
from wps_cli.errors import UsageError
from wps_cli.suggestions import did_you_mean, nearest
from wps_cli.text import fold_name

ALL = "all"
"""As a kind: every kind of row."""
_LISTED = 24
"""How many valid names an error lists."""


class Place(Struct, frozen=True):
    """What a MISSION argument names: a mission and where it serves are one place; or a country without a mission."""

    mission: Mission | None
    countries: tuple[str, ...]

    @property
    def name(self) -> str:
        """The mission's code, else the country."""
        return self.mission.code if self.mission else self.countries[0]

    def is_among(self, missions: Sequence[str], countries: Sequence[str]) -> bool:
        """Whether those codes have its mission, or those countries one of its own."""
        return (self.mission is not None and self.mission.code in missions) or any(
            country in countries for country in self.countries
        )


def find_place(dataset: Dataset, name: str) -> Place:
    """The mission or country of that acronym, name or other name, in any case, accent, apostrophe and dash style.

    Raises UsageError where nothing or more than one mission bears the name: it is never guessed, as mission
    codes lie one letter apart.
    """
    key = fold_name(name)
    called = [mission for mission in dataset.missions if key in map(fold_name, _names(mission))]
    if len(called) > 1:
        candidates = ", ".join(map(_label, called))
        raise UsageError(f"{name!r} may mean more than one mission", hint=f"name one of {candidates}")
    if called:
        return Place(called[0], called[0].countries)
    for country in _countries(dataset):
        if fold_name(country) == key:
            return Place(None, (country,))
    spellings = {spelling: mission for mission in dataset.missions for spelling in (*_names(mission), mission.code)}
    near = dict.fromkeys(_label(spellings[one]) for one in nearest(name, spellings))
    guess = f"did you mean {' or '.join(near)}? " if near else ""
    raise UsageError(f"no mission or country is called {name!r}", hint=f"{guess}`wps missions` lists them all")


def _names(mission: Mission) -> tuple[str, ...]:
    """Everything that the mission may be called."""
    return (mission.code, mission.name, *mission.countries, *mission.also)


def _label(mission: Mission) -> str:
    """The code with where the mission serves: `UNMISS (South Sudan)`."""
    return f"{mission.code} ({', '.join(mission.countries)})" if mission.countries else mission.code


def _countries(dataset: Dataset) -> list[str]:
    """Every country that a meeting or row names, in the order of the file."""
    named: dict[str, None] = {}
    for meeting in dataset.meetings:
        named.update(dict.fromkeys(meeting.countries))
        for _, entry in placed_entries(meeting):
            named.update(dict.fromkeys(getattr(entry, "countries", None) or ()))
    return list(named)


def one_of(what: str, name: str, valid: Iterable[str], fits: Callable[[str], bool] | None = None) -> str:
    """The name itself, if it is (or `fits`) one of the valid ones; else a UsageError that names the nearest."""
    known = list(dict.fromkeys(valid))
    if any(map(fits, known)) if fits else name in known:
        return name
    listed = ", ".join(known[:_LISTED]) + (f" and {len(known) - _LISTED} more" if len(known) > _LISTED else "")
    raise UsageError(f"unknown {what} {name!r}", hint=did_you_mean(name, known, f"valid: {listed or 'none'}"))


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


def _records(dataset: Dataset) -> Iterator[Record]:
    for meeting in dataset.meetings:
        yield from (entry for _, entry in placed_entries(meeting) if isinstance(entry, Record))


def themes(dataset: Dataset) -> list[str]:
    """Every theme that a record bears, in alphabetical order."""
    return sorted({theme for record in _records(dataset) for theme in record.themes})


def addressees(dataset: Dataset) -> list[str]:
    """Everyone to whom a recommendation is addressed, in the order of the file."""
    return list(dict.fromkeys(record.addressee for record in _records(dataset) if record.addressee))


def are_in(wanted: str, text: str | None) -> bool:
    """Whether the wanted words stand in the text, in any case and accent style."""
    return text is not None and fold_name(wanted) in fold_name(text)
