"""How a command line is understood, how its command answers, and how a run ends: in lines of ours, with its status."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from msgspec import Struct
from msgspec.structs import replace
from typer.core import TyperCommand, TyperGroup

from wps_cli import render, streams
from wps_cli.cli.parameters import parameter
from wps_cli.dataset.loading import load, load_if_file
from wps_cli.dataset.model import Dataset
from wps_cli.errors import DataInvalidError, ExitStatus, UsageError, WpsError, is_out_of_memory
from wps_cli.queries import rows as queries
from wps_cli.queries.rows import Filters
from wps_cli.render.report import Column, Items, Page, Report
from wps_cli.suggestions import did_you_mean
from wps_cli.text import lower_first

Columns = tuple[Column, ...] | Callable[[Mapping[str, Any]], tuple[Column, ...]]  # fixed, or by the command's options
PAGE: tuple[Column, ...] = ()  # in place of columns, for a command that answers with a page
# What people type who know other tools, and what they mean here.
_MEANT = {"list": "wps meetings, wps missions or wps records", "find": "wps search WORDS", "version": "wps --version"}


class Answer(Struct, frozen=True):
    """The rows that a command found, and how a list of them is seen."""

    rows: Sequence[Any]
    view: Callable[[Sequence[Any]], Report]
    nothing: str  # what is said where there are none
    if_empty: ExitStatus = ExitStatus.ANSWERED  # how the run ends where there are no rows
    beside: tuple[Items, ...] = ()  # what a terminal shows beneath, such as what matches elsewhere
    notes: tuple[str, ...] = ()  # the same in words, for stderr where it is not shown


def _answer(does: Callable[..., Any], columns: Columns, /, **given: Any) -> ExitStatus:
    """Print what the command answers, rows with these columns or a page; gives how the run ends."""
    chosen = columns(given) if callable(columns) else columns
    format, fields, limit, as_json = (given.pop(key, None) for key in ("format", "fields", "limit", "json"))
    format = given.pop("page_format", format)
    if as_json and format not in (None, "json"):
        raise UsageError(f"--json contradicts --format {format}", hint="give one of the two")
    format = "json" if as_json else format or "table"
    chosen = chosen if fields is None else render.chosen_columns(chosen, fields)
    dataset, asked = _understood(given)
    answer = does(dataset, asked, **given)
    terminal, for_machines = render.terminal(), format in render.MACHINE_FORMATS
    if isinstance(answer, Page):
        streams.write(render.shown(answer, format, terminal), machine=for_machines)
        return ExitStatus.ANSWERED
    rows = answer.rows[:limit]
    if len(rows) < len(answer.rows):
        streams.note(f"{limit} of {len(answer.rows)} rows shown (--limit {limit})")
    report = Report(chosen, rows)
    if not for_machines and (fields is None or not answer.rows):
        report = answer.view(rows) if answer.rows else Report((), (), groups=(Items((), answer.nothing),))
        report = replace(report, groups=(*report.groups, *answer.beside))
    text = render.plain.rows(chosen, rows, format) if for_machines else render.shown(report, format, terminal)
    streams.write(text, machine=for_machines)
    if format != "table" or not terminal.interactive or fields is not None:
        for note in filter(None, (*answer.notes, report.left_out)):
            streams.note(note)
    return ExitStatus.ANSWERED if answer.rows else answer.if_empty


def _understood(given: dict[str, Any]) -> tuple[Dataset, Filters]:
    """The data, and the filters asked for, each checked against it; what the command itself is given is left."""
    since, until = given.pop("since", None) or "", given.pop("until", None) or ""
    if since and until and since[: len(until)] > until[: len(since)]:
        raise UsageError(f"--since {since} is later than --until {until}", hint="swap the two")
    place = " ".join(given.pop("place", None) or given.get("places") or ())
    option = given.pop("mission", None) or " ".join(given.get("missions") or ())
    if place and option:
        raise UsageError(f"a mission is named twice: {place} and --mission {option}", hint="name it once")
    dataset = load(given.pop("data"))
    named = "" if "places" in given else option or place
    found = queries.find_place(dataset, named) if named else None
    meeting, themes = given.pop("meeting", None), given.pop("theme", None) or ()
    meeting = meeting and queries.one_of("meeting", meeting, [one.id for one in dataset.meetings])
    themes = tuple(queries.one_of("theme", one, sorted({*queries.named(dataset, "themes")})) for one in themes)
    who = (queries.words_for(dataset, key, given.pop(key, None)) for key in ("speaker", "addressee"))
    return dataset, Filters(found, meeting, since, until, themes, *who)


def command(does: Any, said: str, example: str, parameters: str, columns: Columns | None = None) -> Any:
    """The command with the parameters that it names; with columns, or PAGE, what it answers is printed for it."""
    output = "" if columns is None else "fields limit data format json" if columns else "data page_format json"
    made: Any = TyperCommand(
        example.split(maxsplit=1)[0], callback=does if columns is None else partial(_answer, does, columns),
        params=list(map(parameter, f"{parameters} {output}".split())), help=said, epilog=f"Example: wps {example}",
        short_help=said, rich_markup_mode=None,  # without the short one the list of commands cuts it off
    )  # fmt: skip
    made.columns = columns
    return made


class Program(TyperGroup):
    """The command group, with Typer's own endings replaced by ours on every version of it."""

    def run(self, typed: Sequence[str]) -> NoReturn:
        """Do what is typed behind `wps`, then exit with an `ExitStatus`."""
        if sys.stdout is None:
            # What is opened for reading refuses to be written to, as a closed stdout should.
            sys.stdout = Path(os.devnull).open()  # noqa: SIM115 (open as long as the process)
        if typed[:1] == ["--complete"]:
            from wps_cli.cli.completion import answer

            answer(typed[1:], self)
            sys.exit()
        try:
            sys.exit(self.main(typed or ["--help"], "wps", complete_var="", standalone_mode=False))
        except WpsError as error:
            failed = error
        except OSError as error:
            failed = WpsError(f"cannot write to stdout: {lower_first(error.strerror or 'it is closed')}")
        except Exception as error:  # noqa: BLE001 (whatever it is, the user gets one line and a status)
            failed = self._in_our_words(error, typed)
        for message in failed.messages:
            streams.tell(f"wps: error: {message}")
        if failed.hint:
            streams.tell(f"hint: {failed.hint}")
        sys.exit(failed.status)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command of that name; UsageError with what was meant, be it another tool's name or that of a mission."""
        if args[0] in self.commands:
            return super().resolve_command(ctx, args)
        meant = _MEANT.get(args[0].lower())
        with suppress(WpsError, StopIteration):
            if not meant and (dataset := load_if_file()):
                begun = (args[:size] for size in range(len(args), 0, -1))
                place = next(some for some in begun if queries.places_called(dataset, " ".join(some)))
                from shlex import join

                meant = f"wps brief {join(place)}"
        guess = f"did you mean {meant}?" if meant else did_you_mean(args[0], self.commands)
        raise UsageError(f"unknown command {args[0]!r}", hint=f"{guess} see wps --help".strip())

    def _in_our_words(self, error: Any, typed: Sequence[str]) -> WpsError:
        """What Typer says of the command line that was typed, or an ending for what should not happen."""
        if is_out_of_memory(error):
            return DataInvalidError("this needs more memory than there is; is it the right file?")
        asked: Any = self.commands.get("".join(typed[:1]), self)
        see = f"see {'wps' if asked is self else f'wps {asked.name}'} --help"
        if type(error).__name__ == "NoSuchOption":  # it lives in another package from version to version
            name = str(error.option_name)  # of `-json` the first letter
            name = next((one.partition("=")[0] for one in typed if one.startswith(name)), name)
            called = ["--help", *(one for param in asked.params for one in param.opts if one[:2] == "--")]
            guess = did_you_mean(name, called, "options stand after the command;" if asked is self else "")
            return UsageError(f"unknown option {name!r}", hint=f"{guess} {see}".strip())
        if hasattr(error, "format_message"):
            return UsageError(lower_first(error.format_message()).rstrip("."), hint=see)
        if os.environ.get("WPS_DEBUG"):
            sys.excepthook(type(error), error, error.__traceback__)
        told = f"a bug in wps: {type(error).__name__}: {error}"
        failed = WpsError(told, hint="run it again with WPS_DEBUG=1 and report the traceback")
        failed.status = ExitStatus.BUG
        return failed
