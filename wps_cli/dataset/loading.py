"""Find the data file, read it, and turn it into the model; what is invalid is told whole, line by line."""

import datetime
import os
import select
import stat
import sys
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import tomli

from wps_cli.dataset import integrity
from wps_cli.dataset.lines import Fault, deepest_key, located
from wps_cli.dataset.lines import Path as LinePath
from wps_cli.dataset.model import LARGEST, Dataset
from wps_cli.errors import DataInvalidError, DataMissingError
from wps_cli.text import lower_first

PATIENCE = 30
"""Seconds of silence after which a pipe named as the data file is given up; stdin waits like every filter."""
_PART = 1 << 18
"""Bytes that are asked for at once: to ask for all that is allowed would ask for that much memory."""
_PAUSES = (0.1, 0.2, 0.4, 0.8)
"""Seconds after which a file is read again that changed while it was read."""
STDIN = "-"
_PACKAGED = Path(__file__).parents[1] / "data" / "meetings.toml"
_CHECKOUT = Path(__file__).parents[2] / "data" / "meetings.toml"


class Source(msgspec.Struct, frozen=True):
    """A data file as text."""

    name: str
    """Its path as the user gave it, or <stdin>: what problems are reported with."""
    text: str
    """Its lines end with a line feed alone."""

    def told(self, problems: Iterable[tuple[int, str]]) -> list[str]:
        """The problems, each behind the name of the file and its line."""
        return [f"{self.name}:{line}: {text}" for line, text in problems]


def data_path(given: str | None) -> str:
    """The path asked for, else a non-empty WPS_DATA, else the file shipped.

    A wheel carries that file inside the package; a checkout, also an editable install, has it in `data/`.
    """
    if given is not None:
        return given
    return os.environ.get("WPS_DATA") or str(_PACKAGED if _PACKAGED.is_file() else _CHECKOUT)


def load(given: str | None) -> Dataset:
    """The dataset at that path (see `data_path`).

    Raises DataMissingError where the file cannot be read, DataInvalidError with every severe problem.
    """
    return dataset(source(data_path(given)))


def load_if_file(given: str | None = None) -> Dataset | None:
    """The dataset at that path; nothing where it is not a file: neither stdin nor a pipe is waited for."""
    path = data_path(given)
    return load(path) if path != STDIN and os.path.isfile(path) else None  # noqa: PTH113 (False for a name too long)


def version_of_data() -> str:
    """`data of 2017-05-04`, or why none is told."""
    try:
        found = load_if_file()
    except (DataInvalidError, DataMissingError) as error:
        return f"data not read: {error.messages[0]}"
    return f"data of {found.version}" if found else f"data not read from {data_path(None)}"


def source(path: str) -> Source:
    """The text of the file; `-` reads stdin."""
    name = "<stdin>" if path == STDIN else path or "''"
    hint = "name a data file with --data PATH or WPS_DATA; without either, wps reads the one that it ships"
    try:
        raw = _read(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DataMissingError(f"cannot read {name}: {lower_first(reason)}", hint=hint) from None
    if len(raw) > LARGEST:
        raise DataInvalidError(f"{name}: larger than 64 MB; is it the right file?")
    try:
        text = raw.decode().removeprefix("\ufeff")
        return Source(name, text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise DataInvalidError(f"{name}:{line}: not UTF-8 text; save the file as UTF-8") from None


def _read(path: str) -> bytes | bytearray:
    """At most a little more than is allowed."""
    if path == STDIN:
        if sys.stdin is None:
            raise OSError("stdin is closed")
        return _drained(getattr(sys.stdin.buffer, "raw", sys.stdin.buffer))
    if stat.S_ISFIFO(Path(path).stat().st_mode):
        # Opening would otherwise wait for ever where nobody writes.
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb", buffering=0) as pipe:  # noqa: PTH123
            return _drained(pipe, PATIENCE)
    for pause in _PAUSES:
        with Path(path).open("rb", buffering=0) as file:
            before = os.fstat(file.fileno())
            read = _drained(file)
            after = os.fstat(file.fileno())
        if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns):
            return read
        time.sleep(pause)
    raise OSError("it is being written; try again when that is done")


def _drained(file: Any, patience: float | None = None) -> bytearray:
    """All that comes, in parts; OSError where one who writes into a pipe is waited for in vain."""
    read = bytearray()
    while len(read) <= LARGEST:
        if patience and not select.select([file], [], [], patience)[0]:
            raise OSError(f"nothing came through this pipe for {patience} seconds")
        part = file.read(_PART)
        if part == b"":
            break
        if part is None:  # nothing yet, of what does not wait
            select.select([file], [], [])
        read += part or b""
    return read


def parse(source: Source) -> dict[str, Any]:
    """The TOML tables of the file; DataInvalidError where its syntax is wrong."""
    if line := deepest_key(source.text):
        raise DataInvalidError(*source.told([(line, "a key has more than 100 parts; mend it")]))
    try:
        return tomli.loads(source.text)
    except (ValueError, RecursionError) as error:
        from wps_cli.dataset.syntax import faults

        raise DataInvalidError(*source.told(faults(source.text, error))) from None


class Reading(msgspec.Struct, frozen=True):
    """What was understood of a data file."""

    dataset: Dataset
    """Whole where there are no faults; else with what does not fit emptied."""
    faults: list[Fault]
    """Every severe one: what keeps a command from answering."""
    emptied: Collection[LinePath] = ()
    """Where an empty value stands for one that does not fit."""

    def untold(self, faults: Iterable[Fault]) -> Iterator[Fault]:
        """The faults without those that an empty value alone gives rise to: what does not fit there is told."""
        for fault in faults:
            if not any(fault.path[:length] in self.emptied for length in range(len(fault.path) + 1)):
                yield fault


def understood(tables: Mapping[str, Any]) -> Reading:
    """The parsed tables as the model, with every severe fault."""
    try:
        # Days are TOML's own: text that looks like one is a wrong type.
        found = msgspec.convert(tables, Dataset, builtin_types=(datetime.date,))
        return Reading(found, list(integrity.faults(found)))
    except (msgspec.ValidationError, RecursionError):
        from wps_cli.dataset.validation import Fitting

        fitting = Fitting(tables)
        fitted = Reading(fitting.dataset, fitting.faults, fitting.emptied)
        fitted.faults.extend(fitted.untold(integrity.faults(fitting.dataset, fitting.emptied)))
        return fitted


def dataset(source: Source) -> Dataset:
    """The text as the model; DataInvalidError with every severe problem at its line."""
    reading = understood(parse(source))
    if reading.faults:
        from shlex import quote

        told = source.told(located(source.text, reading.faults))
        hint = "" if source.name == "<stdin>" else f"`wps check {quote(source.name)}` lists these and lesser problems"
        raise DataInvalidError(*told, hint=hint)
    return reading.dataset
