"""What the commands that answer share: the options of every list and page, the data read, the answer printed."""

import re
from collections.abc import Callable, Mapping, Sequence
from inspect import Parameter, Signature, signature
from typing import Any

import typer
from msgspec import Struct
from msgspec.structs import replace

from wps_cli import streams
from wps_cli.cli import options as opt
from wps_cli.cli import pager
from wps_cli.dataset.loading import load
from wps_cli.dataset.model import Dataset
from wps_cli.errors import ExitStatus, UsageError
from wps_cli.queries import names
from wps_cli.queries.rows import Filters
from wps_cli.render import (
    ALIASES,
    FORMATS,
    MACHINE_FORMATS,
    Format,
    chosen_columns,
    render_list,
    render_page,
    render_rows,
    terminal,
)  # fmt: skip
from wps_cli.render.report import Column, Items, Page, Report

Columns = tuple[Column, ...] | Callable[[Mapping[str, Any]], tuple[Column, ...]]
"""The columns of a list, or what they are by the command's own options."""
LIST_OPTIONS = {"fields": opt.Fields, "limit": opt.Limit}
OUTPUT_OPTIONS = {"data": opt.Data, "format": opt.FormatName, "json": opt.Json}


class Answer(Struct, frozen=True):
    """The rows that a command found, and how a list of them is seen."""

    rows: Sequence[Any]
    view: Callable[[Sequence[Any]], Report]
    nothing: Callable[[], str]
    """What people are told where there are no rows."""
    if_empty: ExitStatus = ExitStatus.ANSWERED
    """How the run ends where there are no rows."""
    beside: tuple[Items, ...] = ()
    """What a terminal shows beneath, such as what matches elsewhere."""
    notes: tuple[str, ...] = ()
    """The same in words, for stderr where it is not shown."""


class _Output(Struct, frozen=True):
    """How the answer is to be printed, as the options say; checked before anything is read."""

    format: Format
    columns: tuple[Column, ...] = ()
    are_chosen: bool = False
    """The columns are those that --fields names."""
    limit: int | None = None

    @classmethod
    def of(cls, given: Mapping[str, Any], columns: tuple[Column, ...] = ()) -> "_Output":
        """UsageError where an option has no such value or two contradict each other."""
        name, fields, limit = given["format"], given.get("fields"), given.get("limit")
        if given["json"] and name not in (None, "json"):
            raise UsageError(f"--json contradicts --format {name}", hint="give one of the two")
        if limit is not None and not re.fullmatch(r"[0-9]{1,9}", limit):
            raise UsageError(f"--limit {limit!r} is not a count", hint="write a whole number, 0 or more")
        asked = "json" if given["json"] else ALIASES.get(str(name).lower(), name or "table")
        asked = names.one_of("format", asked, FORMATS)
        format = next(one for one in FORMATS if one == asked)
        chosen = columns if fields is None else chosen_columns(columns, fields)
        return cls(format, chosen, fields is not None, None if limit is None else int(limit))

    def write(self, text: str) -> None:
        pager.write(text, machine=self.format in MACHINE_FORMATS)

    def write_list(self, answer: Answer) -> None:
        """The rows, at most as many as --limit says; what is left out is said on stderr."""
        rows = answer.rows
        if self.limit is not None and len(rows) > self.limit:
            streams.note(f"{self.limit} of {len(rows)} rows shown (--limit {self.limit})")
            rows = rows[: self.limit]
        if self.format in MACHINE_FORMATS:
            self.write(render_rows(self.columns, rows, self.format))
        else:
            self.write(render_list(self._seen(answer, rows), self.format, terminal()))
        if not (self.format == "table" and terminal().interactive and not self.are_chosen):
            for note in answer.notes:
                streams.note(note)
        if not answer.rows and answer.if_empty:
            raise typer.Exit(answer.if_empty)

    def _seen(self, answer: Answer, rows: Sequence[Any]) -> Report:
        if not answer.rows:
            return Report((), (), groups=(Items((), answer.nothing()), *answer.beside))
        if self.are_chosen:
            return Report(self.columns, rows)
        report = answer.view(rows)
        return replace(report, groups=(*report.groups, *answer.beside))


def as_list(columns: Columns, *narrowed_by: str) -> Callable[[Callable[..., Answer]], Callable[..., None]]:
    """A command with these columns, the options of every list and those filters of `options.FILTERS`.

    It is called with the dataset, the filters that the options ask for and its own options; its answer is printed.
    """

    def decorated(command: Callable[..., Answer]) -> Callable[..., None]:
        def run(**given: Any) -> None:
            held = columns(given) if callable(columns) else columns
            output = _Output.of(given, held)
            output.write_list(_called(command, given, narrowed_by))

        return _with_options(command, run, narrowed_by, LIST_OPTIONS | OUTPUT_OPTIONS, columns)

    return decorated


def as_page(*narrowed_by: str) -> Callable[[Callable[..., Page]], Callable[..., None]]:
    """The same for a command that gives a page."""

    def decorated(command: Callable[..., Page]) -> Callable[..., None]:
        def run(**given: Any) -> None:
            output = _Output.of(given)
            output.write(render_page(_called(command, given, narrowed_by), output.format, terminal()))

        return _with_options(command, run, narrowed_by, OUTPUT_OPTIONS)

    return decorated


def _called(command: Callable[..., Any], given: dict[str, Any], narrowed_by: Sequence[str]) -> Any:
    """The command's answer: what can be refused without the data is refused before it is read."""
    asked = {name: given.pop(name) for name in narrowed_by}
    since, until = opt.period(asked.get("since"), asked.get("until"))
    place = " ".join(asked.get("place") or ()) or None
    if place is not None and asked.get("mission") is not None:
        raise UsageError(f"a mission is named twice: {place} and --mission {asked['mission']}", hint="name it once")
    own = {name: value for name, value in given.items() if name not in LIST_OPTIONS | OUTPUT_OPTIONS}
    dataset = load(given["data"])
    wanted = _filters(dataset, {**asked, "mission": asked.get("mission") or place})
    return command(dataset, replace(wanted, since=since, until=until), **own)


def _filters(dataset: Dataset, asked: Mapping[str, Any]) -> Filters:
    """The filters that the options ask for, each checked against what the data holds."""
    place, meeting, themes = asked["mission"], asked.get("meeting"), asked.get("theme") or ()
    return Filters(
        place=None if place is None else names.find_place(dataset, place),
        meeting=None if meeting is None else names.one_of("meeting", meeting, names.meetings(dataset)),
        themes=tuple(names.one_of("theme", theme, names.themes(dataset)) for theme in themes),
        speaker=names.words_for(dataset, "speaker", asked.get("speaker")),
        addressee=names.words_for(dataset, "addressee", asked.get("addressee")),
    )


def _with_options(
    command: Callable[..., object],
    run: Callable[..., None],
    narrowed_by: Sequence[str],
    shared: dict[str, Any],
    columns: Columns = (),
) -> Callable[..., None]:
    """`run` as Typer should see it: with the name and help of the command, its filters, its own options, the shared."""
    _, _, *own = signature(command).parameters.values()
    options = {name: opt.FILTERS[name] for name in narrowed_by} | shared
    added = [Parameter(name, Parameter.KEYWORD_ONLY, annotation=kind, default=None) for name, kind in options.items()]
    seen: Any = run
    seen.__name__, seen.__doc__, seen.columns = command.__name__, command.__doc__, columns
    seen.__signature__ = Signature([one.replace(kind=Parameter.KEYWORD_ONLY) for one in own] + added)
    return run
