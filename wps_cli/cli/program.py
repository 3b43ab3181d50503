"""How a command line is understood, how its command answers, and how a run ends: in lines of ours, with its status."""

import datetime
import os
import re
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from inspect import Parameter, Signature
from itertools import takewhile
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from msgspec import Struct
from msgspec.structs import replace
from typer.core import TyperCommand, TyperGroup

from wps_cli import render, streams
from wps_cli.dataset.loading import load, load_if_file
from wps_cli.dataset.model import Dataset
from wps_cli.errors import DataInvalidError, ExitStatus, UsageError, WpsError, is_out_of_memory
from wps_cli.queries import rows as queries
from wps_cli.queries.rows import PARITY, Filters
from wps_cli.render.report import Column, Items, Page, Report
from wps_cli.suggestions import did_you_mean
from wps_cli.views import wording

Columns = tuple[Column, ...] | Callable[[Mapping[str, Any]], tuple[Column, ...]]  # fixed, or by the command's options
PAGE: tuple[Column, ...] = ()  # in place of columns, for a command that answers with a page
_A_MISSION = "Acronym, name, country or other name, in any case; without quotes."
# By the name of the parameter: its type, what stands for its value (in brackets where an argument may be left out), and
# what it says of itself; then, of an option, what it is called. First those that are understood for all commands alike.
_SHARED: Mapping[str, tuple[Any, ...]] = {
    # What narrows a list.
    "place": (list[str], "[MISSION]", _A_MISSION),
    "mission": (str, "MISSION", "Only this mission: the same as in place.", "--mission"),
    "meeting": (str, "ID", "Only this meeting.", "--meeting"),
    "theme": (list[str], "THEME", "Only on this theme; may be repeated.", "--theme"),
    "speaker": (str, "WORDS", "Only what those said whom these words name.", "--speaker"),
    "addressee": (str, "WORDS", "Only what is addressed to those whom these words name.", "--addressee"),
    "since": (str, "DATE", "Only from this year, month or day on.", "--since"),
    "until": (str, "DATE", "Only up to this year, month or day.", "--until"),
    # How an answer is read and printed.
    "fields": (str, "A,B", "These columns in this order.", "--fields"),
    "limit": (str, "N", "At most so many rows.", "--limit"),
    "data": (str, "PATH", "The data file; - reads stdin. Else WPS_DATA, else the one shipped.", "--data"),
    "format": (str, "FORMAT", f"{', '.join(render.FORMATS)}.", "--format", "-f"),
    "page_format": (str, "FORMAT", f"{', '.join(render.PAGE_FORMATS)}.", "--format", "-f"),
    "json": (bool, "", "The same as --format json.", "--json"),
}
PARAMETERS = {
    **_SHARED,
    # What one command or another asks.
    "country": (str, "COUNTRY", "Only on this country, or with its mission.", "--country"),
    "kind": (list[str], "KIND", "Only this kind, or all; may be repeated.", "--kind"),
    "also_kind": (list[str], "KIND", "This kind of row, too; may be repeated.", "--kind"),
    "within": (list[str], "KIND", "Search this kind, not recommendations; or all. May be repeated.", "--in"),
    "places": (list[str], "[MISSION]...", "Acronyms, names, countries or other names."),
    "missions": (list[str], "MISSION", "Only this mission, instead of in place; may be repeated.", "--mission"),
    "against": (str, "PERCENT", "The target, instead of parity (50).", "--against"),
    "words": (list[str], "WORDS", "In any order; misspelt ones are found too."),
    "id": (str, "ID", "Of a row or a meeting; its unique end will do."),
    "ids": (list[str], "ID...", "Of rows or meetings; unique ends will do."),
    "of_meeting": (str, "MEETING", "The id of the meeting."),
    "one_place": (list[str], "MISSION", _A_MISSION),
    "whole": (bool, "", "Every kind of row, and the dates.", "--all"),
    "quotes": (bool, "", "With the words of the letters.", "--quotes"),
    "cited_as": (str, "FORMAT", "text, or csl-json for reference managers.", "--format", "-f"),
    "file": (str, "[FILE]", "The data file, before --data."),
    "sources": (str, "DIR", "Prove every paragraph against the letters in this folder.", "--sources"),
    "letter": (str, "LETTER", "The letter's text; - reads stdin."),
    "new_id": (str, "ID", "The new meeting's id: mali-2018.", "--id"),
    "command": (str, "[COMMAND]", "The command."),
    "shell": (str, "[SHELL]", "bash, zsh or fish; else what SHELL says."),
}
_MEANT = {  # what people type who know other tools, and what they mean here
    name: meant
    for names, meant in {
        "list ls": "wps meetings, wps missions or wps records", "find grep query": "wps search WORDS",
        "export dump": "wps records --kind all", "validate lint": "wps check", "open get": "wps show ID",
        "add new": "wps draft LETTER", "version -v --version": "wps --version", "numbers": "wps figures",
        "citation": "wps cite ID", "bibtex": "wps cite ID --format csl-json", "letter": "wps read MEETING",
    }.items()
    for name in names.split()
}  # fmt: skip


class Answer(Struct, frozen=True):
    """The rows that a command found, and how a list of them is seen."""

    rows: Sequence[Any]
    view: Callable[[Sequence[Any]], Report]
    noun: str = ""  # what a row is called, to say that there is none
    of: str = ""  # what they were asked for, where the filters do not say
    nothing: str = ""  # what is said instead where there are none
    if_empty: ExitStatus = ExitStatus.ANSWERED  # how the run ends where there are no rows
    beside: tuple[Items, ...] = ()  # what a terminal shows beneath, such as what matches elsewhere
    notes: tuple[str, ...] = ()  # the same in words, for stderr where it is not shown


def answering(command: Callable[..., Any], name: str, parameters: str, columns: Columns | None = None) -> Any:
    """The command as Typer should see it: under that name, with these of the `PARAMETERS` and those of its output."""

    def run(**given: Any) -> None:  # in place of a command that answers with rows of these columns, or with a page
        format, chosen, limit = _form(given, columns(given) if callable(columns) else columns or ())
        dataset, asked = _understood(given)
        answer = command(dataset, asked, **{key: value for key, value in given.items() if key not in _SHARED})
        terminal, for_machines = render.terminal(), format in render.MACHINE_FORMATS
        if isinstance(answer, Page):
            write(render.shown(answer, format, terminal), machine=for_machines)
            return
        rows, has_fields = answer.rows[:limit], given["fields"] is not None
        if len(rows) < len(answer.rows):
            streams.note(f"{limit} of {len(answer.rows)} rows shown (--limit {limit})")
        if for_machines or (has_fields and answer.rows):
            report = Report(chosen, rows)
        elif answer.rows:
            report = answer.view(rows)
            report = replace(report, groups=(*report.groups, *answer.beside))
        else:
            nothing = answer.nothing or wording.nothing(answer.noun, asked, dataset, answer.of)
            report = Report((), (), groups=(Items((), nothing), *answer.beside))
        text = render.rows(chosen, rows, format) if for_machines else render.shown(report, format, terminal)
        write(text, machine=for_machines)
        if format != "table" or not terminal.interactive or has_fields:
            for note in filter(None, (*answer.notes, report.left_out)):
                streams.note(note)
        if not answer.rows:
            raise typer.Exit(answer.if_empty)

    output = "" if columns is None else "fields limit data format json" if columns else "data page_format json"
    seen: Any = command if columns is None else run
    seen.__name__, seen.columns = name, columns
    seen.__signature__ = Signature(list(map(_parameter, f"{parameters} {output}".split())))
    return seen


@cache
def _parameter(key: str) -> Parameter:
    held, metavar, said, *called = PARAMETERS[key]
    if called:
        info: Any = typer.Option(*called, metavar=metavar or None, help=said)
    else:
        info = typer.Argument(metavar=metavar, help=said, show_default=False)
    default = False if held is bool else None if called or metavar.startswith("[") else Parameter.empty
    kind: Any = held | None if default is None else held
    return Parameter(key, Parameter.KEYWORD_ONLY, annotation=Annotated[kind, info], default=default)


def _form(given: Mapping[str, Any], columns: tuple[Column, ...]) -> tuple[str, tuple[Column, ...], int | None]:
    """In which format, with which columns and how many rows to print the answer: checked before any data is read."""
    name, fields, limit = given.get("format", given.get("page_format")), given.get("fields"), given.get("limit")
    if given["json"] and name not in (None, "json"):
        raise UsageError(f"--json contradicts --format {name}", hint="give one of the two")
    if limit is not None and not re.fullmatch(r"[0-9]{1,9}", limit):
        raise UsageError(f"--limit {limit!r} is not a count", hint="write a whole number, 0 or more")
    asked = "json" if given["json"] else render.ALIASES.get(str(name).lower(), name or "table")
    format = queries.one_of("format", asked, render.FORMATS)
    if "page_format" in given and format not in render.PAGE_FORMATS:
        raise UsageError(f"{format} cannot hold a page", hint=f"valid here: {', '.join(render.PAGE_FORMATS)}")
    queries.kinds(given.get("also_kind"), ())
    chosen = columns if fields is None else render.chosen_columns(columns, fields)
    return format, chosen, None if limit is None else int(limit)


def _understood(given: Mapping[str, Any]) -> tuple[Dataset, Filters]:
    """The data, and the filters that the options ask for, each checked against what it holds."""
    since, until = (_day(f"--{end}", given.get(end)) for end in ("since", "until"))
    if since and until and since[: len(until)] > until[: len(since)]:
        raise UsageError(f"--since {since} is later than --until {until}", hint="swap the two")
    place = " ".join(given.get("place") or given.get("places") or ())
    option = given.get("mission") or " ".join(given.get("missions") or ())
    if place and option:
        raise UsageError(f"a mission is named twice: {place} and --mission {option}", hint="name it once")
    dataset = load(given["data"])
    named = "" if "places" in given else option or place
    meeting, themes = given.get("meeting"), given.get("theme") or ()
    return dataset, Filters(
        place=queries.find_place(dataset, named) if named else None,
        meeting=None if meeting is None else queries.one_of("meeting", meeting, [one.id for one in dataset.meetings]),
        since=since,
        until=until,
        themes=tuple(queries.one_of("theme", one, sorted({*queries.named(dataset, "themes")})) for one in themes),
        speaker=queries.words_for(dataset, "speaker", given.get("speaker")),
        addressee=queries.words_for(dataset, "addressee", given.get("addressee")),
    )


def _day(option: str, text: str | None) -> str:
    """A year, month or day as ISO text; empty where none is given."""
    if text is None:
        return ""
    with suppress(ValueError):
        if re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", text):
            datetime.date.fromisoformat(f"{text}-01-01"[:10])
            return text
    raise UsageError(f"{option} {text!r} is not a date", hint="write a year, month or day: 2017, 2017-05, 2017-05-04")


def percent(text: str | None) -> float:
    """The number from 0 to 100 that --against has, whole where it is written so; 50 where none is given."""
    if text is None:
        return PARITY
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,6})?", text) and float(text) <= 100:
        return float(text) if "." in text else int(text)
    raise UsageError(f"--against {text!r} is not a percentage", hint="write a number from 0 to 100, such as 40")


def write(text: str, *, machine: bool) -> None:
    """Put the data on stdout; as git and gh do it, through the pager where a terminal's screen is too short."""
    pager = os.environ.get("WPS_PAGER", os.environ.get("PAGER", "less -FRX")).strip()
    is_long = sys.stdout.isatty() and os.environ.get("TERM", "") not in ("", "dumb") and pager not in ("", "cat")
    if is_long:
        from shutil import get_terminal_size

        size = get_terminal_size()
        is_long = sum(max(1, -(-len(line) // size.columns)) for line in text.splitlines()) >= size.lines
    if is_long:
        import subprocess

        # Those who name less without options get what git gives it: quit if it fits, keep colours and the screen.
        usual = {"LESS": "FRX", "LV": "-c", "LESSCHARSET": "utf-8"}
        environment = os.environ | {name: os.environ.get(name) or value for name, value in usual.items()}
        with subprocess.Popen(pager, shell=True, stdin=subprocess.PIPE, env=environment) as process:  # noqa: S602 (the user's own setting)
            # Ctrl-C and an early end are the pager's affair while it runs.
            signals = [name for name in ("SIGINT", "SIGPIPE") if hasattr(signal, name)]
            before = {name: signal.signal(getattr(signal, name), signal.SIG_IGN) for name in signals}
            with suppress(OSError):  # it was left before the end
                process.communicate(text.encode(sys.stdout.encoding or "utf-8", streams.PLAINER))
            process.wait()
            for name, handler in before.items():
                signal.signal(getattr(signal, name), handler)
        if process.returncode not in (126, 127):  # how a shell ends that cannot run a program
            return
    streams.write(text, machine=machine)


class _BugError(WpsError):
    status = ExitStatus.BUG


class Command(TyperCommand):
    """A command that refuses what Typer lets pass: a value that is empty, an option that is given twice."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse; UsageError where an option or argument says nothing or contradicts itself."""
        if ctx.resilient_parsing:
            return super().parse_args(ctx, args)
        options = {name for param in self.get_params(ctx) for name in param.opts}
        for typed in takewhile(lambda one: one != "--", args):
            name = typed.lstrip("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
            meant = f"-{name}" if name == "f" else f"--{name}"
            if re.match(r"[\u2010-\u2015\u2212]+\w", typed) or (re.match(r"-\w\w", typed) and meant in options):
                raise UsageError(f"unknown option {typed!r}", hint=f"did you mean {meant}?")
        see = f"see {ctx.command_path} --help"
        # Typer keeps the last of several values, and an empty one as if none were given.
        try:
            values, rest, order = self.make_parser(ctx).parse_args(args=list(args))
        except Exception as error:
            vars(error)["ctx"] = ctx  # which Typer leaves out where a value is missing
            raise
        for param in order:
            is_option = param.param_type_name == "option"
            name = param.opts[0] if is_option else param.human_readable_name
            given = values.get(str(param.name))
            listed = given if isinstance(given, list | tuple) else [given]
            if any(isinstance(value, str) and not value.strip() for value in listed):
                raise UsageError(f"{name} is empty", hint=f"give it a value, or leave it out; {see}")
            if is_option and not param.multiple and order.count(param) > 1:
                raise UsageError(f"{name} is given twice", hint="give it once")
        if rest:
            raise UsageError(f"too many arguments: {' '.join(rest)}", hint=see)
        return super().parse_args(ctx, args)


class Program(TyperGroup):
    """The command group, with Typer's own endings replaced by ours on every version of it."""

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Run, then exit with an `ExitStatus`."""
        if sys.stdout is None:
            # What is opened for reading refuses to be written to, as a closed stdout should.
            sys.stdout = Path(os.devnull).open()  # noqa: SIM115 (open as long as the process)
        try:
            status = super().main(*args, **{**kwargs, "standalone_mode": False})
            sys.exit(status if isinstance(status, int) else ExitStatus.ANSWERED)
        except WpsError as error:
            failed = error
        except OSError as error:
            failed = streams.cannot_write(error)
        except Exception as error:  # noqa: BLE001 (whatever it is, the user gets one line and a status)
            failed = self._in_our_words(error)
        streams.complain(failed)
        sys.exit(failed.status)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List the commands, each with all that it says of itself, where Typer would cut that off."""
        commands: Any = self.commands
        with formatter.section("Commands"):
            formatter.write_dl([(name, commands[name].help) for name in self.list_commands(ctx)])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command of that name; UsageError with what was meant, be it another tool's name or that of a mission."""
        if not args or self.get_command(ctx, args[0]):
            return super().resolve_command(ctx, args)
        meant = _MEANT.get(args[0].lower())
        with suppress(WpsError, StopIteration):
            words = list(takewhile(lambda word: not word.startswith("-"), args))
            if words and not meant and (dataset := load_if_file()):
                begun = (words[:size] for size in range(len(words), 0, -1))
                place = next(some for some in begun if queries.places_called(dataset, " ".join(some)))
                from shlex import join

                meant = f"wps brief {join(place)}"
        guess = f"did you mean {meant}?" if meant else did_you_mean(args[0], self.list_commands(ctx))
        raise UsageError(f"unknown command {args[0]!r}", hint=f"{guess} see wps --help".strip())

    def _in_our_words(self, error: Any) -> WpsError:
        """Typer's complaint about the command line, told alike on every version; a bug where it is none."""
        if is_out_of_memory(error):
            return DataInvalidError("this needs more memory than there is; is it the right file?")
        context = getattr(error, "ctx", None)
        see = f"see {context.command_path if context else 'wps'} --help"
        match type(error).__name__:  # its classes live in another package from version to version
            case "NoSuchOption":
                return _no_such_option(error.option_name, context, see)
            case "MissingParameter":
                return UsageError(f"missing {error.param.human_readable_name.upper()}", hint=see)
            case "BadOptionUsage":
                valued = {name for held, _, _, *called in PARAMETERS.values() if held is not bool for name in called}
                takes = "needs a value" if error.option_name in valued else "takes no value"
                return UsageError(f"option {error.option_name} {takes}", hint=see)
        if hasattr(error, "format_message"):
            return UsageError(str(error.format_message()), hint=see)
        if os.environ.get("WPS_DEBUG"):
            import traceback

            for line in "".join(traceback.format_exception(error)).splitlines():
                streams.tell(line)
        told = f"a bug in wps: {type(error).__name__}: {error}"
        return _BugError(told, hint="run it again with WPS_DEBUG=1 and report the traceback")


def _no_such_option(name: str, context: Any, see: str) -> UsageError:
    params, where = context.command.params, ""
    called = [one for param in params for one in param.opts]
    if (meant := _MEANT.get(name.lower())) or (meant := {"--kind": "--in", "--in": "--kind"}.get(name)) in called:
        see = f"did you mean {meant}?"
    elif guess := did_you_mean(name, ["--help", *(one for one in called if one[:2] == "--")]):
        see = f"{guess} {see}"
    elif context.parent is None and name.strip("-"):
        where, see = " before a command", f"options stand after the command; {see}"
    elif any(param.name == "words" for param in params):
        see = f"to look for it, put -- before it; {see}"
    return UsageError(f"unknown option {name!r}{where}", hint=see)
