"""What the commands that answer share: the options of every list and page, the data read, the answer printed."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from inspect import Parameter, Signature, signature
from typing import Any, TypeVar

import typer
from msgspec import Struct

from wps_cli import streams
from wps_cli.cli import options as opt
from wps_cli.dataset.loading import load
from wps_cli.dataset.model import Dataset
from wps_cli.errors import ExitStatus, UsageError
from wps_cli.queries import names
from wps_cli.queries import rows as queries
from wps_cli.queries.rows import Filters
from wps_cli.render import FORMATS, Format, render_page, render_report, terminal
from wps_cli.render.report import Page, Report

Row = TypeVar("Row")


class Request(Struct):
    """The dataset that a command is to answer from, and how long its list may be."""

    dataset: Dataset
    limit: int | None = None
    found: int = 0
    """How many rows there were before the list was cut."""

    def cap(self, rows: Sequence[Row]) -> Sequence[Row]:
        """At most so many rows as `--limit` says; what is left out is told."""
        self.found = len(rows)
        if self.limit is None or len(rows) <= self.limit:
            return rows
        streams.note(f"{self.limit} of {len(rows)} rows shown (--limit {self.limit})")
        return rows[: self.limit]

    def filters(
        self,
        mission: str | None = None,
        meeting: str | None = None,
        since: str | None = None,
        until: str | None = None,
        theme: str | None = None,
        addressee: str | None = None,
    ) -> Filters:
        """The filters that the options of these names ask for, each checked against what the data holds."""
        held = self.dataset
        if meeting is not None:
            names.one_of("meeting", meeting, names.meetings(held))
        if theme is not None:
            names.one_of("theme", theme, names.themes(held))
        if addressee is not None:
            names.one_of("addressee", addressee, names.addressees(held), fits=partial(names.are_in, addressee))
        place = None if mission is None else names.find_place(held, mission)
        return Filters(place, meeting, opt.day(since, "--since"), opt.day(until, "--until"), theme, addressee)

    def rows(self, kinds: Sequence[str], filters: Filters) -> Sequence[queries.Row]:
        """The rows of these kinds that the filters admit, at most as many as `--limit` says."""
        return self.cap(queries.rows(self.dataset, kinds, filters))


class _Output(Struct, frozen=True):
    """How the answer is to be printed, as the options say; checked before anything is read."""

    format: Format
    fields: str | None = None
    limit: int | None = None

    @classmethod
    def of(cls, name: str | None, json: bool, fields: str | None = None, limit: str | None = None) -> "_Output":
        """UsageError where an option has no such value or two contradict each other."""
        if json and name not in (None, "json"):
            raise UsageError(f"--json contradicts --format {name}", hint="give one of the two")
        if limit is not None and not re.fullmatch(r"[0-9]{1,9}", limit):
            raise UsageError(f"--limit {limit!r} is no count", hint="write a whole number, 0 or more")
        names.one_of("format", name := "json" if json else name or "table", FORMATS)
        return cls(next(one for one in FORMATS if one == name), fields, None if limit is None else int(limit))

    def write(self, text: str) -> None:
        streams.write(text, machine=self.format not in ("table", "markdown"))


def as_list(command: Callable[..., Report], if_empty: ExitStatus = ExitStatus.ANSWERED) -> Callable[..., None]:
    """The command with the options of every list; it is called with a `Request`, and the report that it gives printed.

    Ends with that status where nothing was found.
    """

    def run(
        *,
        data: opt.Data = None,
        format: opt.FormatName = None,
        json: opt.Json = False,
        fields: opt.Fields = None,
        limit: opt.Limit = None,
        **own: Any,
    ) -> None:
        output = _Output.of(format, json, fields, limit)
        request = Request(load(data), output.limit)
        report = command(request, **own)
        output.write(render_report(report, output.format, output.fields, terminal()))
        if not request.found and if_empty:
            raise typer.Exit(if_empty)

    return _with_options_of(command, run)


def as_page(command: Callable[..., Page]) -> Callable[..., None]:
    """The command with the options of every page; it is called with a `Request`, and the page that it gives printed."""

    def run(*, data: opt.Data = None, format: opt.FormatName = None, json: opt.Json = False, **own: Any) -> None:
        output = _Output.of(format, json)
        page = command(Request(load(data)), **own)
        output.write(render_page(page, output.format, terminal()))

    return _with_options_of(command, run)


def _with_options_of(command: Callable[..., object], run: Callable[..., None]) -> Callable[..., None]:
    """`run` as Typer should see it: with the name and help of the command, and its parameters but the request."""
    _, *own = signature(command).parameters.values()
    shared = [one for one in signature(run).parameters.values() if one.kind is Parameter.KEYWORD_ONLY]
    seen: Any = run
    seen.__name__, seen.__doc__ = command.__name__, command.__doc__
    seen.__signature__ = Signature([one.replace(kind=Parameter.KEYWORD_ONLY) for one in (*own, *shared)])
    return run
