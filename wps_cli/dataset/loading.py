"""Find the data file, read it, and turn it into the model; what is invalid is told whole, line by line."""

import os
import select
import sys
import time
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import tomli

from wps_cli.dataset.lines import Fault, deepest_key, faults, located
from wps_cli.dataset.lines import Path as LinePath
from wps_cli.dataset.model import LARGEST, Dataset, Staffing, placed_entries
from wps_cli.dataset.validation import Reading
from wps_cli.errors import DataInvalidError, DataMissingError
from wps_cli.suggestions import guesser
from wps_cli.text import lower_first

_is_file = os.path.isfile  # which is false for a name that is too long, where pathlib raises
_PAUSES = (0.1, 0.2, 0.4, 0.8)  # seconds after which a file is read again that changed while it was read
STDIN = "-"
_PACKAGED = str(Path(__file__).parents[1] / "data" / "meetings.toml")  # within a zipped wheel no file


class Source:
    """A data file as text, its lines ended by line feeds alone; `-` is stdin."""

    def __init__(self, path: str) -> None:
        self.name = name = "<stdin>" if path == STDIN else path or "''"  # what problems are reported with
        try:
            raw = _read(path)
        except (OSError, ValueError) as error:
            told = f"cannot read {name}: {lower_first(getattr(error, 'strerror', None) or str(error))}"
            hint = "name a data file with --data PATH or WPS_DATA; without either, wps reads the one that it ships"
            raise DataMissingError(told, hint=hint) from None
        if len(raw) > LARGEST:
            raise DataInvalidError(f"{name}: larger than 64 MB; is it the right file?")
        try:
            text = raw.decode().removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            raise DataInvalidError(f"{name}:{line}: not UTF-8 text; save the file as UTF-8") from None
        self.text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text

    def refused(self, problems: Iterable[tuple[int, str]], hint: str = "") -> DataInvalidError:
        """The refusal for problems of these lines."""
        return DataInvalidError(*(f"{self.name}:{line}: {told}" for line, told in problems), hint=hint)


def data_path(given: str | None) -> str:
    """The path asked for, else a non-empty WPS_DATA, else the file shipped: in the package, in a checkout beside it."""
    if given is not None:
        return given
    checkout = str(Path(_PACKAGED).parents[2] / "data" / "meetings.toml")
    return os.environ.get("WPS_DATA") or (checkout if _is_file(checkout) and not _is_file(_PACKAGED) else _PACKAGED)


def load(given: str | None) -> Dataset:
    """The dataset at that path; DataMissingError if it cannot be read, DataInvalidError with every severe problem."""
    found = Source(data_path(given))
    reading = understood(found)
    if reading.faults:
        from shlex import quote

        hint = "" if found.name == "<stdin>" else f"`wps check {quote(found.name)}` lists these and lesser problems"
        raise found.refused(located(found.text, reading.faults), hint)
    return reading.dataset


def load_if_file(given: str | None = None) -> Dataset | None:
    """The dataset at that path; nothing where it is not a file: neither stdin nor a pipe is waited for."""
    path = data_path(given)
    return load(path) if path == _PACKAGED or (path != STDIN and _is_file(path)) else None


def version_of_data() -> str:
    """`data of 2017-05-04`, or why none is told."""
    try:
        found = load_if_file()
    except (DataInvalidError, DataMissingError) as error:
        return f"data not read: {error.messages[0]}"
    return f"data of {found.version}" if found else f"data not read from {data_path(None)}"


def _read(path: str) -> bytearray:
    """At most a little more than is allowed."""
    if path == STDIN:
        if sys.stdin is None:
            raise OSError("stdin is closed")
        return _drained(getattr(sys.stdin.buffer, "raw", sys.stdin.buffer))
    if path == _PACKAGED and not _is_file(path):
        from pkgutil import get_data

        return bytearray(get_data("wps_cli", "data/meetings.toml") or b"")
    for pause in (0, *_PAUSES):
        time.sleep(pause)
        with Path(path).open("rb", buffering=0) as file:
            before, read, after = os.fstat(file.fileno()), _drained(file), os.fstat(file.fileno())
        if not _is_file(path) or (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns):
            return read
    raise OSError("it is being written; try again when that is done")


def _drained(file: Any) -> bytearray:
    """All that comes, in parts."""
    read = bytearray()
    while len(read) <= LARGEST:
        part = file.read(1 << 18)  # to ask for all that is allowed would ask for that much memory
        if part == b"":
            break
        if part is None:  # nothing yet, of what does not wait
            select.select([file], [], [])
        read += part or b""
    return read


def understood(source: Source) -> Reading:
    """The text as the model, with every severe fault; DataInvalidError where its syntax is wrong."""
    if line := deepest_key(source.text):
        raise source.refused([(line, "a key has more than 100 parts; mend it")])
    try:
        tables = tomli.loads(source.text)
    except (ValueError, RecursionError):
        raise source.refused(faults(source.text, is_valid=False)) from None
    reading = Reading(tables)
    if reading.faults and (misplaced := faults(source.text, is_valid=True)):  # as with syntax, what follows is not told
        raise source.refused(misplaced)
    reading.faults.extend(reading.untold(broken_rules(reading.dataset, reading.emptied)))
    return reading


def broken_rules(dataset: Dataset, emptied: Collection[LinePath]) -> Iterator[Fault]:
    """The one law on ids, codes and missions, for every command and `check`; what was `emptied` decides nothing."""
    given: list[tuple[LinePath, str]] = [(("missions", at, "code"), it.code) for at, it in enumerate(dataset.missions)]
    named: list[tuple[LinePath, str]] = []
    for number, meeting in enumerate(dataset.meetings):
        path: LinePath = ("meetings", number)
        rows = [((*path, *where), row) for where, row in placed_entries(meeting)]
        given += [((*path, "id"), meeting.id), *(((*here, "id"), row.id) for here, row in rows)]
        holders: list[tuple[LinePath, Any]] = [(path, meeting), *rows]
        holders += [((*path, "participants", at), one) for at, one in enumerate(meeting.participants)]
        is_one = len(meeting.missions) == 1 or (*path, "missions") in emptied
        for here, one in holders:
            if isinstance(one, Staffing):
                named.append(((*here, "mission"), one.mission))
            elif one.missions is not None:
                named += [((*here, "missions", at), name) for at, name in enumerate(one.missions)]
            elif not is_one:
                told = "several are represented: name codes, or [] for no mission in particular"
                yield Fault(here, f"missing key missions; {told}")
    first = {(path[-1], name): path for path, name in reversed(given)}
    for path, name in given:
        if path != (before := first[path[-1], name]):
            yield Fault(path, f"{path[-1]} {name} is used already; give each its own: the first is on line", before)
    if not any(path[0] == "missions" and path[2:] in ((), ("code",)) for path in emptied):
        known = {one.code for one in dataset.missions}
        guess = guesser(sorted(known), "add it under [[missions]]")
        yield from (Fault(path, f"unknown mission {name}; {guess(name)}") for path, name in named if name not in known)
