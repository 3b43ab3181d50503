"""What the commands that answer share: the options of every list and page, the data read, the answer printed."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from inspect import Parameter, Signature, signature
from typing import Any

import typer
from msgspec import Struct

from wps_cli import streams
from wps_cli.cli import options as opt
from wps_cli.dataset.loading import load
from wps_cli.dataset.model import Dataset
from wps_cli.errors import ExitStatus, UsageError
from wps_cli.queries import names
from wps_cli.queries.rows import Filters
from wps_cli.render import (
    FORMATS,
    MACHINE_FORMATS,
    Format,
    chosen_columns,
    render_list,
    render_page,
    render_rows,
    terminal,
)
from wps_cli.render.report import Column, Page, Report

Columns = tuple[Column, ...] | Callable[[Mapping[str, Any]], tuple[Column, ...]]
"""The columns of a list, or what they are by the command's own options."""


class Answer(Struct, frozen=True):
    """The rows that a command found, and how a list of them is seen."""

    rows: Sequence[Any]
    view: Callable[[Sequence[Any]], Report]
    nothing: str = "Nothing found."
    """What people are told where there are no rows."""
    if_empty: ExitStatus = ExitStatus.ANSWERED
    """How the run ends where there are no rows."""


class _Output(Struct, frozen=True):
    """How the answer is to be printed, as the options say; checked before anything is read."""

    format: Format
    columns: tuple[Column, ...] = ()
    are_chosen: bool = False
    """The columns are those that --fields names."""
    limit: int | None = None

    @classmethod
    def of(
        cls,
        name: str | None,
        json: bool,
        columns: tuple[Column, ...] = (),
        fields: str | None = None,
        limit: str | None = None,
    ) -> "_Output":
        """UsageError where an option has no such value or two contradict each other."""
        if json and name not in (None, "json"):
            raise UsageError(f"--json contradicts --format {name}", hint="give one of the two")
        if limit is not None and not re.fullmatch(r"[0-9]{1,9}", limit):
            raise UsageError(f"--limit {limit!r} is not a count", hint="write a whole number, 0 or more")
        names.one_of("format", name := "json" if json else name or "table", FORMATS)
        format = next(one for one in FORMATS if one == name)
        chosen = columns if fields is None else chosen_columns(columns, fields)
        return cls(format, chosen, fields is not None, None if limit is None else int(limit))

    def write(self, text: str) -> None:
        streams.write(text, machine=self.format in MACHINE_FORMATS)

    def write_list(self, answer: Answer) -> None:
        """The rows, at most as many as --limit says; what is left out is said on stderr."""
        rows = answer.rows
        if self.limit is not None and len(rows) > self.limit:
            streams.note(f"{self.limit} of {len(rows)} rows shown (--limit {self.limit})")
            rows = rows[: self.limit]
        if self.format in MACHINE_FORMATS:
            self.write(render_rows(self.columns, rows, self.format))
        elif not answer.rows:
            self.write(f"{answer.nothing}\n")
        else:
            report = Report(self.columns, rows) if self.are_chosen else answer.view(rows)
            self.write(render_list(report, self.format, terminal()))
        if not answer.rows and answer.if_empty:
            raise typer.Exit(answer.if_empty)


def as_list(columns: Columns) -> Callable[[Callable[..., Answer]], Callable[..., None]]:
    """A command with these columns and the options of every list; it is called with the dataset, its answer printed."""

    def decorated(command: Callable[..., Answer]) -> Callable[..., None]:
        def run(
            *,
            data: opt.Data = None,
            format: opt.FormatName = None,
            json: opt.Json = False,
            fields: opt.Fields = None,
            limit: opt.Limit = None,
            **own: Any,
        ) -> None:
            held = columns(own) if callable(columns) else columns
            output = _Output.of(format, json, held, fields, limit)
            output.write_list(command(load(data), **own))

        return _with_options_of(command, run, columns)

    return decorated


def as_page(command: Callable[..., Page]) -> Callable[..., None]:
    """The command with the options of every page; it is called with the dataset, and the page that it gives printed."""

    def run(*, data: opt.Data = None, format: opt.FormatName = None, json: opt.Json = False, **own: Any) -> None:
        output = _Output.of(format, json)
        page = command(load(data), **own)
        output.write(render_page(page, output.format, terminal()))

    return _with_options_of(command, run)


def _with_options_of(
    command: Callable[..., object], run: Callable[..., None], columns: Columns = ()
) -> Callable[..., None]:
    """`run` as Typer should see it: with the name and help of the command, and its parameters but the dataset."""
    _, *own = signature(command).parameters.values()
    shared = [one for one in signature(run).parameters.values() if one.kind is Parameter.KEYWORD_ONLY]
    seen: Any = run
    seen.__name__, seen.__doc__, seen.columns = command.__name__, command.__doc__, columns
    seen.__signature__ = Signature([one.replace(kind=Parameter.KEYWORD_ONLY) for one in (*own, *shared)])
    return run


def filters(
    dataset: Dataset,
    mission: str | None = None,
    meeting: str | None = None,
    since: str | None = None,
    until: str | None = None,
    theme: str | None = None,
    addressee: str | None = None,
) -> Filters:
    """The filters that the options of these names ask for, each checked against what the data holds."""
    if meeting is not None:
        names.one_of("meeting", meeting, names.meetings(dataset))
    if theme is not None:
        names.one_of("theme", theme, names.themes(dataset))
    if addressee is not None:
        names.one_of("addressee", addressee, names.addressees(dataset), fits=partial(names.are_in, addressee))
    place = None if mission is None else names.find_place(dataset, mission)
    return Filters(place, meeting, opt.day(since, "--since"), opt.day(until, "--until"), theme, addressee)
