"""What the types of the model cannot say: ids and codes are unique, and every mission named is known."""

from collections.abc import Collection, Iterator

from wps_cli.dataset.lines import Fault, Path
from wps_cli.dataset.model import Dataset, Staffing, placed_entries
from wps_cli.suggestions import guesser


def faults(dataset: Dataset, emptied: Collection[Path] = ()) -> Iterator[Fault]:
    """Every id or code that is used twice, every unknown mission, and every row without a word on missions.

    The one law for every command and for `wps check`. What depends on a value that was `emptied` (see
    `validation`) is not judged.
    """
    codes: list[tuple[Path, str]] = [(("missions", at, "code"), one.code) for at, one in enumerate(dataset.missions)]
    ids: list[tuple[Path, str]] = []
    named: list[tuple[Path, str]] = []
    for number, meeting in enumerate(dataset.meetings):
        path: Path = ("meetings", number)
        ids.append(((*path, "id"), meeting.id))
        lists = [(path, meeting.missions)]
        lists += [((*path, "participants", at), one.missions) for at, one in enumerate(meeting.participants)]
        is_one = len(meeting.missions) == 1 or (*path, "missions") in emptied
        for where, row in placed_entries(meeting):
            here = (*path, *where)
            ids.append(((*here, "id"), row.id))
            if isinstance(row, Staffing):
                named.append(((*here, "mission"), row.mission))
            elif row.missions is not None:
                lists.append((here, row.missions))
            elif not is_one:
                told = "several are represented: name codes, or [] for no mission in particular"
                yield Fault(here, f"missing key missions; {told}")
        named += [((*here, "missions", at), name) for here, names in lists for at, name in enumerate(names)]
    for key, used in (("code", codes), ("id", ids)):
        seen: set[str] = set()
        for path, name in used:
            if name in seen:
                yield Fault(path, f"{key} {name} is used twice; give each its own")
            seen.add(name)
    if not any(path in emptied for path, _ in codes):
        known = {code for _, code in codes}
        guess = guesser(sorted(known), "add it under [[missions]]")
        yield from (Fault(path, f"unknown mission {name}; {guess(name)}") for path, name in named if name not in known)
