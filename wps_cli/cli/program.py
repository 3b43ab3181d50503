"""How a command line is understood and how a run ends: in plain lines of ours and a documented status."""

import os
import re
import sys
from pathlib import Path
from typing import Any, NoReturn

from typer.core import TyperCommand, TyperGroup

from wps_cli import streams
from wps_cli.errors import DataInvalidError, ExitStatus, UsageError, WpsError

_MEANT = {
    **dict.fromkeys(("list", "ls"), "wps meetings, wps missions or wps records"),
    **dict.fromkeys(("find", "grep", "query"), "wps search WORDS"),
    **dict.fromkeys(("export", "dump"), "wps records --kind all"),
    **dict.fromkeys(("validate", "lint"), "wps check"),
    **dict.fromkeys(("open", "get"), "wps show ID"),
    **dict.fromkeys(("add", "new"), "wps draft LETTER"),
    "version": "wps --version",
    "numbers": "wps figures",
    "citation": "wps cite ID",
    "bibtex": "wps cite ID --format csl-json",
    "letter": "wps read MEETING",
}
"""What people type who know other tools, and what they mean here."""


class Command(TyperCommand):
    """A command that refuses what Typer lets pass: a value that is empty, an option that is given twice."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse; UsageError where an option or argument says nothing or contradicts itself."""
        if not ctx.resilient_parsing:
            pasted = next((arg for arg in args if re.match(r"[\u2010-\u2015\u2212]+\w", arg)), None)
            if pasted:
                meant = re.sub(r"^[\u2010-\u2015\u2212]+", "--", pasted)
                raise UsageError(f"{pasted} begins with a dash that no option has", hint=f"did you mean {meant}?")
            # Typer keeps the last of several values, and an empty one as if none were given.
            values, rest, order = self.make_parser(ctx).parse_args(args=list(args))
            for param in order:
                name = param.opts[0] if param.param_type_name == "option" else param.human_readable_name
                given = values.get(str(param.name))
                listed = given if isinstance(given, list | tuple) else [given]
                if any(isinstance(value, str) and not value.strip() for value in listed):
                    raise UsageError(
                        f"{name} is empty", hint=f"give it a value, or leave it out; see {ctx.command_path} --help"
                    )
                if param.param_type_name == "option" and not param.multiple and order.count(param) > 1:
                    raise UsageError(f"{name} is given twice", hint="give it once")
            if rest:
                raise UsageError(f"too many arguments: {' '.join(rest)}", hint=f"see {ctx.command_path} --help")
        return super().parse_args(ctx, args)


class Program(TyperGroup):
    """The command group, with Typer's own endings replaced by ours on every version of it."""

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Run, then exit with an `ExitStatus`."""
        kwargs["standalone_mode"] = False
        sys.exit(self._status(*args, **kwargs))

    def _status(self, *args: Any, **kwargs: Any) -> int:
        if sys.stdout is None:
            # What is opened for reading refuses to be written to, as a closed stdout should.
            sys.stdout = Path(os.devnull).open()  # noqa: SIM115 (open as long as the process)
        try:
            status = super().main(*args, **kwargs)
            return status if isinstance(status, int) else ExitStatus.ANSWERED
        except WpsError as error:
            return _failed(error)
        except OSError as error:
            return _failed(streams.cannot_write(error))
        except MemoryError:
            return _failed(DataInvalidError("this needs more memory than there is; is it the right file?"))
        except Exception as error:  # noqa: BLE001 (whatever it is, the user gets one line and a status)
            if hasattr(error, "format_message"):
                return _failed(_in_our_words(error, self))
            return _bug(error)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command of that name; UsageError with what was meant where there is none."""
        if args and self.get_command(ctx, args[0]) is None:
            raise _unknown_command(args, self.list_commands(ctx))
        return super().resolve_command(ctx, args)


def _failed(error: WpsError) -> int:
    streams.complain(error)
    return error.status


def _bug(error: Exception) -> int:
    if os.environ.get("WPS_DEBUG"):
        import traceback

        for line in traceback.format_exc().splitlines():
            streams.tell(line)
    streams.tell(f"wps: error: a bug in wps: {type(error).__name__}: {error}")
    streams.tell("hint: run it again with WPS_DEBUG=1 and report the traceback")
    return ExitStatus.BUG


def _unknown(what: str, name: str, valid: list[str], help_command: str) -> UsageError:
    from wps_cli.suggestions import did_you_mean

    return UsageError(f"unknown {what} {name!r}", hint=f"{did_you_mean(name, valid)} see {help_command}".strip())


def _unknown_command(args: list[str], commands: list[str]) -> UsageError:
    """With the command that was meant, be it another tool's name or the name of a mission."""
    error = _unknown("command", args[0], commands, "wps --help")
    meant: str | None = _MEANT.get(args[0].lower())
    try:
        from wps_cli.dataset.loading import load_if_file
        from wps_cli.queries.names import find_places

        if meant is None and (dataset := load_if_file()):
            meant = f"wps brief {find_places(dataset, args)[0].name}"
    except WpsError:
        pass
    return UsageError(error.messages[0], hint=f"did you mean {meant}? see wps --help") if meant else error


def _in_our_words(error: Any, program: Any) -> UsageError:
    """Typer's complaint about the command line, told alike on every version.

    Its classes live in another package from version to version, so they are known by name.
    """
    context = getattr(error, "ctx", None)
    see = f"{context.command_path} --help" if context else "wps --help"
    options = [name for param in context.command.params for name in param.opts] if context else []
    match type(error).__name__:
        case "NoSuchOption":
            if context and context.parent is None and error.option_name not in ("-", "--"):
                own = _unknown("option", error.option_name, [*options, "--help"], "wps --help")
                if "did you mean" in own.hint:
                    return own
                return UsageError(
                    f"unknown option {error.option_name!r} before a command",
                    hint=f"options stand after the command; see {see}",
                )
            return _unknown("option", error.option_name, options, see)
        case "MissingParameter":
            return UsageError(f"missing {error.param.human_readable_name.upper()}", hint=f"see {see}")
        case "BadOptionUsage":
            commands = (program, *program.commands.values())
            flags = {
                name
                for one in commands
                for param in one.params
                if getattr(param, "is_flag", False)
                for name in param.opts
            }
            takes = "takes no value" if error.option_name in flags else "needs a value"
            return UsageError(f"option {error.option_name} {takes}", hint=f"see {see}")
        case _:
            return UsageError(str(error.format_message()), hint=f"see {see}")
