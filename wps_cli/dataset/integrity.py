"""What the types of the model cannot say: ids and codes are unique, and every mission named is known.

The one law for every command and for `wps check`.
"""

from collections.abc import Collection, Iterable, Iterator

from wps_cli.dataset.lines import Fault, Path
from wps_cli.dataset.model import Dataset, Staffing, placed_entries
from wps_cli.suggestions import guesser


def faults(dataset: Dataset, emptied: Collection[Path] = ()) -> Iterator[Fault]:
    """Every id or code that is used twice, every unknown mission, and every row without a word on missions.

    Where a value was `emptied` (see `validation`), what depends on it is not judged.
    """
    codes = [(("missions", place, "code"), mission.code) for place, mission in enumerate(dataset.missions)]
    yield from _repeated("code", codes)
    yield from _repeated("id", _ids(dataset))
    if not any(path in emptied for path, _ in codes):
        known = {code for _, code in codes}
        guess = guesser(sorted(known), "add it under [[missions]]")
        for path, name in _named_missions(dataset):
            if name not in known:
                yield Fault(path, f"unknown mission {name}; {guess(name)}")
    for place, meeting in enumerate(dataset.meetings):
        if len(meeting.missions) != 1 and ("meetings", place, "missions") not in emptied:
            for where, row in placed_entries(meeting):
                if not isinstance(row, Staffing) and row.missions is None:
                    told = (
                        "missing key missions; several are represented: name codes, or [] for no mission in particular"
                    )
                    yield Fault(("meetings", place, *where), told)


def _repeated(key: str, names: Iterable[tuple[Path, str]]) -> Iterator[Fault]:
    seen: set[str] = set()
    for path, name in names:
        if name in seen:
            yield Fault(path, f"{key} {name} is used twice; give each its own")
        seen.add(name)


def _ids(dataset: Dataset) -> Iterator[tuple[Path, str]]:
    for place, meeting in enumerate(dataset.meetings):
        yield ("meetings", place, "id"), meeting.id
        for where, row in placed_entries(meeting):
            yield ("meetings", place, *where, "id"), row.id


def _named_missions(dataset: Dataset) -> Iterator[tuple[Path, str]]:
    """Every mission that a meeting, its participants or a row name, at its place in the list."""
    for number, meeting in enumerate(dataset.meetings):
        path: Path = ("meetings", number)
        yield from (((*path, "missions", place), name) for place, name in enumerate(meeting.missions))
        for order, one in enumerate(meeting.participants):
            there = (*path, "participants", order, "missions")
            yield from (((*there, place), name) for place, name in enumerate(one.missions))
        for where, row in placed_entries(meeting):
            if isinstance(row, Staffing):
                yield (*path, *where, "mission"), row.mission
            elif row.missions:
                yield from (((*path, *where, "missions", place), name) for place, name in enumerate(row.missions))
