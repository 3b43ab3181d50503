"""What the shell may complete: values of the data file, silently nothing where it cannot be read."""

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import typer

from wps_cli.dataset.loading import STDIN, data_path, load
from wps_cli.dataset.model import KINDS, ROW_KINDS, Dataset, Record, Staffing, placed_entries
from wps_cli.queries import names
from wps_cli.queries.names import ALL
from wps_cli.render import FORMATS

Candidates = Iterable[tuple[str, str]]
"""Values, each with a word of help."""
_EXPLAINED = 200
"""The most values that come with help: Typer takes a millisecond for each."""


def _from_data(find: Callable[[Dataset], Candidates]) -> Callable[[typer.Context, str], list[tuple[str, str]]]:
    """A completer over the dataset of the command line; it never fails, prints or waits."""

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        try:
            path = Path(data_path(ctx.params.get("data"))).expanduser()
            if str(path) == STDIN or not path.is_file():
                return []
            dataset = load(str(path))
            return _offer(find(dataset), incomplete)
        except Exception:  # noqa: BLE001 a shell prompt is no place for any error, whatever the file holds
            return []

    return complete


def _offer(candidates: Candidates, incomplete: str) -> list[tuple[str, str]]:
    """The candidates that go on from what is typed, in its case: shells match case by case."""
    typed = incomplete.lower()
    cased = str.lower if incomplete == typed != "" else str
    found = [
        (cased(value), about) for value, about in candidates if value.lower().startswith(typed) and _is_word(value)
    ]
    explained = len(found) <= _EXPLAINED
    return [(value, _harmless(about) if explained else "") for value, about in found]


def _is_word(value: str) -> bool:
    """Whether a shell takes the value as one word without quotes, and wps as no option."""
    return re.fullmatch(r"[A-Za-z0-9_./][A-Za-z0-9_./-]*", value) is not None


def _harmless(about: str) -> str:
    """The help without what shells or Rich, through which Typer passes it, might take for markup."""
    kept = "".join(char for char in about.replace("'", "’") if char.isalnum() or char in " -,’.")
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    return kept.encode(encoding, "ignore").decode(encoding)


def _fixed(values: Iterable[str]) -> Callable[[str], list[str]]:
    def complete(incomplete: str) -> list[str]:
        return [value for value in values if value.startswith(incomplete)]

    return complete


def fields_of_command(ctx: typer.Context, incomplete: str) -> list[str]:
    """The fields of the command, each after those that are typed and without them: `id,su` becomes `id,summary`."""
    typed, comma, _ = incomplete.rpartition(",")
    columns: Any = getattr(ctx.command.callback, "columns", ())
    fields = [column.key for column in (columns(ctx.params) if callable(columns) else columns)]
    before = typed.split(",") if comma else []
    if not set(before) <= set(fields):
        return []
    offered = (f"{typed}{comma}{key}" for key in fields if key not in before)
    return [value for value in offered if value.startswith(incomplete)]


def _ids(dataset: Dataset) -> Candidates:
    for meeting in dataset.meetings:
        yield meeting.id, meeting.title
        for _, row in placed_entries(meeting):
            about = row.summary if isinstance(row, Record) else row.category if isinstance(row, Staffing) else row.what
            yield row.id, about


missions = _from_data(lambda data: ((mission.code, ", ".join(mission.countries)) for mission in data.missions))
countries = _from_data(lambda data: ((name, mission.code) for mission in data.missions for name in mission.countries))
meetings = _from_data(lambda data: ((meeting.id, meeting.title) for meeting in data.meetings))
themes = _from_data(lambda data: ((theme, "") for theme in names.themes(data)))
ids = _from_data(_ids)
formats = _fixed(FORMATS)
kinds = _fixed(KINDS)
briefing_kinds = _fixed(ROW_KINDS)
row_kinds = _fixed((ALL, *ROW_KINDS))
