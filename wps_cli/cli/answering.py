"""What the commands that answer share: their options, the data read, the answer printed."""

import re
from collections.abc import Callable, Mapping, Sequence
from inspect import Parameter, Signature
from typing import Any

import typer
from msgspec import Struct
from msgspec.structs import replace

from wps_cli import render, streams
from wps_cli.cli import options as opt
from wps_cli.cli import pager
from wps_cli.dataset.loading import load
from wps_cli.dataset.model import Dataset
from wps_cli.errors import ExitStatus, UsageError
from wps_cli.queries import names
from wps_cli.queries.rows import Filters
from wps_cli.render.report import Column, Items, Page, Report
from wps_cli.views import wording

Columns = tuple[Column, ...] | Callable[[Mapping[str, Any]], tuple[Column, ...]]
"""The columns of a list, or what they are by the command's own options."""
PAGE: tuple[Column, ...] = ()
"""In their place for a command that answers with a page."""
_FILTERS = ("place", "mission", "meeting", "theme", "speaker", "addressee", "since", "until")
_LIST_OUTPUT = ("fields", "limit", "data", "format", "json")


class Answer(Struct, frozen=True):
    """The rows that a command found, and how a list of them is seen."""

    rows: Sequence[Any]
    view: Callable[[Sequence[Any]], Report]
    noun: str = ""
    """What a row is called, to say that there is none."""
    of: str = ""
    """What they were asked for, where the filters do not say."""
    nothing: str = ""
    """What is said instead where there are none."""
    if_empty: ExitStatus = ExitStatus.ANSWERED
    """How the run ends where there are no rows."""
    beside: tuple[Items, ...] = ()
    """What a terminal shows beneath, such as what matches elsewhere."""
    notes: tuple[str, ...] = ()
    """The same in words, for stderr where it is not shown."""


class _Output(Struct, frozen=True):
    """How the answer is to be printed, as the options say; checked before anything is read."""

    format: str
    columns: tuple[Column, ...]
    are_chosen: bool
    """The columns are those that --fields names."""
    limit: int | None

    @classmethod
    def of(cls, given: Mapping[str, Any], columns: tuple[Column, ...] = ()) -> "_Output":
        """UsageError where an option has no such value or two contradict each other."""
        name, fields, limit = given["format"], given.get("fields"), given.get("limit")
        if given["json"] and name not in (None, "json"):
            raise UsageError(f"--json contradicts --format {name}", hint="give one of the two")
        if limit is not None and not re.fullmatch(r"[0-9]{1,9}", limit):
            raise UsageError(f"--limit {limit!r} is not a count", hint="write a whole number, 0 or more")
        asked = "json" if given["json"] else render.ALIASES.get(str(name).lower(), name or "table")
        format = names.one_of("format", asked, render.FORMATS)
        chosen = columns if fields is None else render.chosen_columns(columns, fields)
        return cls(format, chosen, fields is not None, None if limit is None else int(limit))

    def write(self, text: str) -> None:
        pager.write(text, machine=self.format in render.MACHINE_FORMATS)

    def write_list(self, answer: Answer, nothing: Callable[[], str]) -> None:
        """The rows, at most as many as --limit says; what is left out is said on stderr."""
        rows = answer.rows
        if self.limit is not None and len(rows) > self.limit:
            streams.note(f"{self.limit} of {len(rows)} rows shown (--limit {self.limit})")
            rows = rows[: self.limit]
        if self.format in render.MACHINE_FORMATS:
            self.write(render.rows(self.columns, rows, self.format))
            left_out = ""
        else:
            if not answer.rows:
                report = Report((), (), groups=(Items((), answer.nothing or nothing()), *answer.beside))
            elif self.are_chosen:
                report = Report(self.columns, rows)
            else:
                report = answer.view(rows)
                report = replace(report, groups=(*report.groups, *answer.beside))
            left_out = report.left_out
            self.write(render.shown(report, self.format, render.terminal()))
        if not (self.format == "table" and render.terminal().interactive and not self.are_chosen):
            for note in filter(None, (*answer.notes, left_out)):
                streams.note(note)
        if not answer.rows and answer.if_empty:
            raise typer.Exit(answer.if_empty)


def answering(command: Callable[..., Answer | Page], columns: Columns, parameters: str) -> Callable[..., None]:
    """A command with these columns, these parameters of `options.PARAMETERS` and those of every list or page.

    It is called with the dataset, the filters asked for and its own parameters; its answer is printed.
    """

    def run(**given: Any) -> None:
        output = _Output.of(given, columns(given) if callable(columns) else columns)
        dataset, asked, own = _understood(given)
        answer = command(dataset, asked, **own)
        if isinstance(answer, Page):
            output.write(render.shown(answer, output.format, render.terminal()))
        else:
            output.write_list(answer, lambda: wording.nothing(answer.noun, asked, dataset, answer.of))

    output_options = "data format=page_format json" if columns == PAGE else " ".join(_LIST_OUTPUT)
    seen: Any = with_parameters(run, command.__name__, f"{parameters} {output_options}")
    seen.columns = columns
    return run


def with_parameters(run: Callable[..., None], name: str, parameters: str) -> Callable[..., None]:
    """`run` as Typer should see it: under that name and with these parameters, `key=other` with the other's options."""

    def parameter(pair: str) -> Parameter:
        key, _, other = pair.partition("=")
        kind = opt.PARAMETERS[other or key]
        held = kind.__origin__
        default = False if held is bool else Parameter.empty if held in (str, list[str]) else None
        return Parameter(key, Parameter.KEYWORD_ONLY, annotation=kind, default=default)

    seen: Any = run
    seen.__name__ = name
    seen.__signature__ = Signature([*map(parameter, parameters.split())])
    return run


def _understood(given: Mapping[str, Any]) -> tuple[Dataset, Filters, dict[str, Any]]:
    """The data, the filters that the options ask for, each checked against what it holds, and the other parameters.

    What can be refused without the data is refused before it is read.
    """
    since, until = opt.period(given.get("since"), given.get("until"))
    place = " ".join(given.get("place") or given.get("places") or ())
    option = given.get("mission") or " ".join(given.get("missions") or ())
    if place and option:
        raise UsageError(f"a mission is named twice: {place} and --mission {option}", hint="name it once")
    dataset = load(given["data"])
    named = "" if "places" in given else option or place
    meeting, themes = given.get("meeting"), given.get("theme") or ()
    asked = Filters(
        place=names.find_place(dataset, named) if named else None,
        meeting=None if meeting is None else names.one_of("meeting", meeting, names.meetings(dataset)),
        since=since,
        until=until,
        themes=tuple(names.one_of("theme", theme, names.themes(dataset)) for theme in themes),
        speaker=names.words_for(dataset, "speaker", given.get("speaker")),
        addressee=names.words_for(dataset, "addressee", given.get("addressee")),
    )
    return dataset, asked, {key: value for key, value in given.items() if key not in (*_FILTERS, *_LIST_OUTPUT)}
