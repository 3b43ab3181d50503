"""How a command line is understood and how a run ends: in plain lines of ours and a documented status."""

import os
import re
import sys
from contextlib import suppress
from itertools import takewhile
from pathlib import Path
from typing import Any, NoReturn

from typer.core import TyperCommand, TyperGroup

from wps_cli import streams
from wps_cli.dataset.loading import load_if_file
from wps_cli.errors import DataInvalidError, ExitStatus, UsageError, WpsError
from wps_cli.queries.names import find_places
from wps_cli.suggestions import did_you_mean

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
            meant = re.sub(r"^[\u2010-\u2015\u2212-]+", "--", typed)
            if re.match(r"[\u2010-\u2015\u2212]+\w", typed) or (re.match(r"-\w\w", typed) and meant in options):
                raise UsageError(f"unknown option {typed!r}", hint=f"did you mean {meant}?")
        see = f"see {ctx.command_path} --help"
        # Typer keeps the last of several values, and an empty one as if none were given.
        try:
            values, rest, order = self.make_parser(ctx).parse_args(args=list(args))
        except Exception as error:
            refused: Any = error
            refused.ctx = ctx  # which Typer leaves out where a value is missing
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
        except MemoryError:
            failed = DataInvalidError("this needs more memory than there is; is it the right file?")
        except Exception as error:  # noqa: BLE001 (whatever it is, the user gets one line and a status)
            failed = self._in_our_words(error)
        streams.complain(failed)
        sys.exit(failed.status)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command of that name; UsageError with what was meant, be it another tool's name or that of a mission."""
        if not args or self.get_command(ctx, args[0]):
            return super().resolve_command(ctx, args)
        meant = _MEANT.get(args[0].lower())
        with suppress(WpsError):
            words = list(takewhile(lambda word: not word.startswith("-"), args))
            if words and not meant and (dataset := load_if_file()):
                meant = f"wps brief {find_places(dataset, words)[0].name}"
        guess = f"did you mean {meant}?" if meant else did_you_mean(args[0], self.list_commands(ctx))
        raise UsageError(f"unknown command {args[0]!r}", hint=f"{guess} see wps --help".strip())

    def _in_our_words(self, error: Any) -> WpsError:
        """Typer's complaint about the command line, told alike on every version; a bug where it is none."""
        context = getattr(error, "ctx", None)
        see = f"see {context.command_path if context else 'wps'} --help"
        match type(error).__name__:  # its classes live in another package from version to version
            case "NoSuchOption":
                return _no_such_option(error.option_name, context, see)
            case "MissingParameter":
                return UsageError(f"missing {error.param.human_readable_name.upper()}", hint=see)
            case "BadOptionUsage":
                params = (param for one in (self, *self.commands.values()) for param in one.params)
                flags = {name for param in params if getattr(param, "is_flag", False) for name in param.opts}
                takes = "takes no value" if error.option_name in flags else "needs a value"
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
    if meant := _MEANT.get(name.lower()):
        see = f"did you mean {meant}?"
    elif guess := did_you_mean(name, ["--help", *(one for param in params for one in param.opts if one[:2] == "--")]):
        see = f"{guess} {see}"
    elif context.parent is None and name.strip("-"):
        where, see = " before a command", f"options stand after the command; {see}"
    elif any(param.name == "words" for param in params):
        see = f"to look for it, put -- before it; {see}"
    return UsageError(f"unknown option {name!r}{where}", hint=see)
