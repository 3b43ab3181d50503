"""What the shell may complete: values of the data file, silently nothing where it cannot be read."""

from collections.abc import Callable, Iterable
from pathlib import Path

import typer

from wps_cli.loading import data_path, load
from wps_cli.model import KINDS, ROW_KINDS, Dataset
from wps_cli.render import FORMATS

Candidates = Iterable[tuple[str, str]]
"""Values, each with a word of help."""


def _from_data(find: Callable[[Dataset], Candidates]) -> Callable[[typer.Context, str], list[tuple[str, str]]]:
    """A completer over the dataset of the command line; it never fails, prints or waits."""

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        try:
            given = ctx.params.get("data")
            if not Path(data_path(given)).is_file():
                return []
            return _offer(find(load(given)), incomplete)
        except Exception:  # noqa: BLE001 a shell prompt is no place for any error, whatever the file holds
            return []

    return complete


def _offer(candidates: Candidates, incomplete: str) -> list[tuple[str, str]]:
    """The candidates that go on from what is typed, in its case: shells match case by case."""
    typed = incomplete.lower()
    cased = str.lower if incomplete and incomplete == typed else str
    return [
        (cased(value), "".join(char for char in about if char.isalnum() or char in " -,'."))
        for value, about in candidates
        if value.lower().startswith(typed) and _is_word(value)
    ]


def _is_word(value: str) -> bool:
    """Whether a shell takes the value as one word without quotes."""
    return value.isascii() and all(char.isalnum() or char in "-./_" for char in value)


def _fixed(values: Iterable[str]) -> Callable[[str], list[str]]:
    def complete(incomplete: str) -> list[str]:
        return [value for value in values if value.startswith(incomplete)]

    return complete


def _ids(dataset: Dataset) -> Candidates:
    for meeting in dataset.meetings:
        yield meeting.id, meeting.title
        for record in meeting.records:
            yield record.id, record.summary
        yield from ((row.id, row.category) for row in meeting.staffing)
        yield from ((row.id, row.what) for row in meeting.figures)


missions = _from_data(lambda data: ((mission.code, ", ".join(mission.countries)) for mission in data.missions))
countries = _from_data(lambda data: ((name, mission.code) for mission in data.missions for name in mission.countries))
meetings = _from_data(lambda data: ((meeting.id, meeting.title) for meeting in data.meetings))
themes = _from_data(
    lambda data: (
        (theme, "") for theme in sorted({t for meeting in data.meetings for r in meeting.records for t in r.themes})
    )
)
ids = _from_data(_ids)
formats = _fixed(FORMATS)
kinds = _fixed(KINDS)
briefing_kinds = _fixed(ROW_KINDS)
row_kinds = _fixed(("all", *ROW_KINDS))
