"""What is written: data to stdout, all else to stderr, whole, whatever the two can take."""

import codecs
import io
import os
import sys
from contextlib import suppress
from typing import Any

from wps_cli.errors import ExitStatus, WpsError
from wps_cli.text import lower_first, visible

PLAINER = "plainer"  # how an encoding is asked for plainer signs in place of those that it lacks
_PLAINER = {"█": "#", "·": ".", "┃": "|", "“": '"', "”": '"', "…": "..."}  # for our own signs


def _plainer(error: Any) -> tuple[str, int]:
    """A sign that an encoding lacks, as plainer ones or a visible escape; for UnicodeEncodeError alone."""
    error.end = error.start + 1
    told = _PLAINER.get(error.object[error.start]) or str(codecs.backslashreplace_errors(error)[0])
    return told.encode(error.encoding, "replace").decode(error.encoding), error.end  # it may lack the backslash, too


codecs.register_error(PLAINER, _plainer)


class _Whole(io.FileIO):
    """A raw stream of which every `write` writes all: one that takes a part, or nothing yet, is waited for."""

    def write(self, data: Any) -> int:
        left = memoryview(data).cast("B")
        while left:
            taken = super().write(left)
            if taken is None:  # it is full, and does not wait of itself
                import select

                select.select([], [self], [])
            left = left[taken or 0 :]
        return memoryview(data).nbytes


def write_whole() -> None:
    """Let stdout and stderr take whole whatever anyone writes to them: to be called once, at the start."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is not None and os.name == "posix":  # elsewhere a console is no file
            encoding = "utf-8" if name == "stdout" and not stream.isatty() else stream.encoding
            raw = _Whole(stream.fileno(), "w", closefd=False)
            setattr(sys, name, io.TextIOWrapper(raw, encoding, PLAINER, "\n", write_through=True))


def write(text: str, machine: bool) -> None:
    """Put the data on stdout: UTF-8, save what people read on a terminal, which gets its own encoding."""
    encoding = sys.stdout.encoding if sys.stdout.isatty() and not machine else "utf-8"
    data = text.encode(encoding, PLAINER)
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # the reader went away, on a system without the signal that ends us first
        sys.exit(ExitStatus.CLOSED_PIPE)
    except OSError as error:
        raise cannot_write(error) from None


def cannot_write(error: OSError) -> WpsError:
    """The ending for a stdout that refuses."""
    return WpsError(f"cannot write to stdout: {lower_first(error.strerror or 'it is closed')}")


def tell(line: str) -> None:
    """One line on stderr, control characters visible; lost where stderr is closed (then it is None) or full."""
    with suppress(AttributeError, OSError, ValueError):
        sys.stderr.write(f"{visible(line)}\n")
        sys.stderr.flush()


def note(text: str) -> None:
    """Something that the reader should know beside the data."""
    tell(f"wps: note: {text}")


def complain(error: WpsError) -> None:
    """What is wrong, a line a fault, then what to try."""
    for message in error.messages:
        tell(f"wps: error: {message}")
    if error.hint:
        tell(f"hint: {error.hint}")
