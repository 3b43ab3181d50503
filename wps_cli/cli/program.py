"""How a run ends: every error becomes plain lines of ours on stderr and a documented status."""

import os
import sys
from pathlib import Path
from typing import Any, NoReturn

from typer.core import TyperGroup

from wps_cli import streams
from wps_cli.errors import DataInvalidError, ExitStatus, UsageError, WpsError
from wps_cli.text import lower_first


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
            return _failed(_cannot_use(error) if error.filename else streams.cannot_write(error))
        except MemoryError:
            return _failed(DataInvalidError("the data file needs more memory than there is; is it the right file?"))
        except Exception as error:  # noqa: BLE001 (whatever it is, the user gets one line and a status)
            if hasattr(error, "format_message"):
                return _failed(_in_our_words(error, self))
            return _bug(error)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command of that name; UsageError with the nearest ones where there is none."""
        if args and self.get_command(ctx, args[0]) is None:
            raise _unknown("command", args[0], self.list_commands(ctx), "wps --help")
        return super().resolve_command(ctx, args)


def _failed(error: WpsError) -> int:
    streams.complain(error)
    return error.status


def _cannot_use(error: OSError) -> WpsError:
    """The ending for a file that is not data: completion installs itself in the home of the user."""
    reason = error.strerror or str(error)
    return streams.CannotWriteError(f"cannot use {error.filename}: {lower_first(reason)}")


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


def _in_our_words(error: Any, program: Any) -> UsageError:
    """Typer's complaint about the command line, told alike on every version.

    Its classes live in another package from version to version, so they are known by name.
    """
    context = getattr(error, "ctx", None)
    see = f"{context.command_path} --help" if context else "wps --help"
    options = [name for param in context.command.params for name in param.opts] if context else []
    match type(error).__name__:
        case "NoSuchOption":
            if context and context.parent is None:
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
        case "UsageError":
            return UsageError("too many arguments", hint=f"put a name of several words in quotes; see {see}")
        case _:
            return UsageError(str(error.format_message()), hint=f"see {see}")
