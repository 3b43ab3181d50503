"""Find the data file, read it, and turn it into the model; what is invalid is told whole, line by line."""

import datetime
import os
import stat
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import tomli

from wps_cli.dataset import integrity
from wps_cli.dataset.lines import Fault, located, syntax_faults
from wps_cli.dataset.lines import Path as LinePath
from wps_cli.dataset.model import Dataset
from wps_cli.errors import DataInvalidError, DataMissingError
from wps_cli.text import lower_first

LARGEST = 64 * 1024 * 1024
"""Bytes above which a data file is refused: no hand writes so much."""
PATIENCE = 30
"""Seconds of silence after which a pipe named as the data file is given up; stdin waits like every filter."""
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
    return load(path) if path != STDIN and Path(path).is_file() else None


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


def _read(path: str) -> bytes:
    """At most one byte more than is allowed."""
    if path == STDIN:
        if sys.stdin is None:
            raise OSError("stdin is closed")
        return sys.stdin.buffer.read(LARGEST + 1)
    if stat.S_ISFIFO(Path(path).stat().st_mode):
        return _read_pipe(path)
    with Path(path).open("rb") as file:
        return file.read(LARGEST + 1)


def _read_pipe(path: str) -> bytes:
    """What comes through a named pipe or `<(...)`; OSError where one who writes is waited for in vain."""
    import select

    # Opening would otherwise wait for ever where nobody writes.
    with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb", buffering=0) as pipe:  # noqa: PTH123
        read = bytearray()
        while len(read) <= LARGEST:
            if not select.select([pipe], [], [], PATIENCE)[0]:
                raise OSError(f"nothing came through this pipe for {PATIENCE} seconds")
            part = pipe.read(1 << 20)
            if part == b"":
                break
            read += part or b""
    return bytes(read[: LARGEST + 1])


def parse(source: Source) -> dict[str, Any]:
    """The TOML tables of the file; DataInvalidError where its syntax is wrong."""
    try:
        return tomli.loads(source.text)
    except (ValueError, RecursionError) as error:
        raise DataInvalidError(*source.told(syntax_faults(source.text, error))) from None


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
