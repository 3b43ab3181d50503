"""What is written: data to stdout, all else to stderr, whole, whatever the two can take."""

import codecs
import os
import signal
import sys
from contextlib import suppress
from typing import Any

from wps_cli.errors import ExitStatus
from wps_cli.text import visible

PLAINER = "plainer"  # how an encoding is asked for plainer signs in place of those that it lacks
_PLAINER = {"█": "#", "·": ".", "┃": "|", "“": '"', "”": '"', "…": "..."}  # for our own signs


def _plainer(error: Any) -> tuple[str, int]:
    """A sign that an encoding lacks, as plainer ones or a visible escape; for UnicodeEncodeError alone."""
    error.end = error.start + 1
    told = _PLAINER.get(error.object[error.start]) or str(codecs.backslashreplace_errors(error)[0])
    return told.encode(error.encoding, "replace").decode(error.encoding), error.end  # it may lack the backslash, too


codecs.register_error(PLAINER, _plainer)


def write_whole() -> None:
    """Let stdout and stderr take whole whatever anyone writes to them: to be called once, at the start."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is not None and os.name == "posix":  # elsewhere a console is no file
            encoding = "utf-8" if name == "stdout" and not stream.isatty() else stream.encoding
            os.set_blocking(stream.fileno(), True)  # a pipe that is full is waited for
            setattr(sys, name, open(stream.fileno(), "w", -1, encoding, PLAINER, "\n", closefd=False))  # noqa: SIM115 (open to the end)


def write(text: str, *, machine: bool) -> None:
    """Put the data on stdout: UTF-8, save what people read on a terminal, which gets its own encoding."""
    is_terminal = sys.stdout.isatty()
    if is_terminal and _paged(text):
        return
    data = text.encode(sys.stdout.encoding if is_terminal and not machine else "utf-8", PLAINER)
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # the reader went away, on a system without the signal that ends us first
        sys.exit(ExitStatus.CLOSED_PIPE)


def _paged(text: str) -> bool:
    """Whether a pager has shown the text: as git and gh do it, where the terminal's screen is too short."""
    pager = os.environ.get("WPS_PAGER", os.environ.get("PAGER", "less -FRX")).strip()
    if pager in ("", "cat") or os.environ.get("TERM", "") in ("", "dumb"):
        return False
    from shutil import get_terminal_size

    width, height = get_terminal_size()
    if sum(max(1, -(-len(line) // width)) for line in text.splitlines()) < height:
        return False
    import subprocess

    # Those who name less without options get what git gives it: quit if it fits, keep colours and the screen.
    environment = {"LESS": "FRX", "LV": "-c", "LESSCHARSET": "utf-8", **os.environ}
    with subprocess.Popen(pager, shell=True, stdin=subprocess.PIPE, env=environment) as process:  # noqa: S602 (the user's own setting)
        for name in {"SIGINT", "SIGPIPE"}.intersection(dir(signal)):  # from now on they are the pager's affair
            signal.signal(getattr(signal, name), signal.SIG_IGN)
        process.communicate(text.encode(sys.stdout.encoding or "utf-8", PLAINER))
    return process.returncode not in (126, 127)  # how a shell ends that cannot run a program


def tell(line: str) -> None:
    """One line on stderr, control characters visible; lost where stderr is closed (then it is None) or full."""
    with suppress(AttributeError, OSError, ValueError):
        sys.stderr.write(f"{visible(line)}\n")
        sys.stderr.flush()


def note(text: str) -> None:
    """Something that the reader should know beside the data."""
    tell(f"wps: note: {text}")
