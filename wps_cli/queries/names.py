"""What the names on a command line mean in the data: missions, countries, meetings, themes, addressees, kinds."""

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from wps_cli.dataset.model import ALL, ROW_KINDS, Dataset, Mission, entries
from wps_cli.errors import UsageError
from wps_cli.suggestions import did_you_mean, nearest
from wps_cli.text import fold_name

_LISTED = 24
"""How many valid names an error lists."""


class Place(Struct, frozen=True):
    """What a MISSION argument names: a mission, a country, or the mission of a country."""

    mission: Mission | None
    country: str | None

    @property
    def name(self) -> str:
        """The mission's code, else the country."""
        return self.mission.code if self.mission else str(self.country)

    def is_among(self, missions: Sequence[str], countries: Sequence[str]) -> bool:
        """Whether those codes have its mission, or those countries its country."""
        return (self.mission is not None and self.mission.code in missions) or self.country in countries


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
    labels = {mission.code: _label(mission) for mission in dataset.missions}
    if places:
        candidates = ", ".join(labels.get(code, code) for code in places)
        raise UsageError(f"{name!r} may mean more than one mission", hint=f"name one of {candidates}")
    spellings = {spelling: one.code for one in dataset.missions for spelling in (one.code, *one.countries)}
    near = dict.fromkeys(spellings[spelling] for spelling in nearest(name, spellings))
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
    return {country: Place(None, country) for country in _countries(dataset) if fold_name(country) in names}


def _label(mission: Mission) -> str:
    """The code with where the mission serves: `UNMISS (South Sudan)`."""
    return f"{mission.code} ({', '.join(mission.countries)})" if mission.countries else mission.code


def _countries(dataset: Dataset) -> list[str]:
    """Every country that a meeting or row names, in the order of the file."""
    named: dict[str, None] = {}
    for meeting in dataset.meetings:
        named.update(dict.fromkeys(meeting.countries))
        for entry in entries(meeting):
            named.update(dict.fromkeys(getattr(entry, "countries", None) or ()))
    return list(named)


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


def themes(dataset: Dataset) -> list[str]:
    """Every theme that a record bears, in alphabetical order."""
    return sorted({theme for meeting in dataset.meetings for record in meeting.records for theme in record.themes})


def addressees(dataset: Dataset) -> list[str]:
    """Everyone to whom a recommendation is addressed, in the order of the file."""
    named = (record.addressee for meeting in dataset.meetings for record in meeting.records)
    return list(dict.fromkeys(name for name in named if name))


def are_in(wanted: str, text: str | None) -> bool:
    """Whether the wanted words stand in the text, in any case and accent style."""
    return text is not None and fold_name(wanted) in fold_name(text)
