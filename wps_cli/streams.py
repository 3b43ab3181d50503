"""The one place that writes: data to stdout, all else to stderr, whatever the two can take."""

import codecs
import os
import sys
from contextlib import suppress
from typing import Any

from wps_cli.errors import ExitStatus, WpsError
from wps_cli.text import lower_first, visible

_PLAINER = {"█": "#", "·": ".", "┃": "|", "“": '"', "”": '"', "…": "..."}
"""What stands for our own signs where the encoding of stdout lacks them."""


def _plainer(error: Any) -> tuple[str, int]:
    """Signs that an encoding lacks, as plainer ones or visible escapes; for UnicodeEncodeError alone."""
    lacking = error.object[error.start : error.end]
    return "".join(_PLAINER.get(sign, ascii(sign)[1:-1]) for sign in lacking), error.end


PLAINER = "plainer"
"""How an encoding is asked for plainer signs in place of those that it lacks."""
codecs.register_error(PLAINER, _plainer)


class CannotWriteError(WpsError):
    """stdout is closed, full or otherwise refuses what is written."""

    status = ExitStatus.CANNOT_WRITE


class ClosedPipeError(WpsError):
    """The reader of stdout went away, on a system without the signal that ends us first."""

    status = ExitStatus.CLOSED_PIPE


def write(text: str, machine: bool) -> None:
    """Put the data on stdout: UTF-8 for machines, else in the encoding of stdout, lacking signs escaped."""
    encoding = "utf-8" if machine else sys.stdout.encoding
    data = text.encode(encoding, "plainer")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise ClosedPipeError from None
    except OSError as error:
        raise cannot_write(error) from None


def cannot_write(error: OSError) -> CannotWriteError:
    """The ending for a stdout that refuses; what it still holds is dropped, or exit would try again."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    reason = error.strerror or "it is closed"
    return CannotWriteError(f"cannot write to stdout: {lower_first(reason)}")


def tell(line: str) -> None:
    """One line on stderr, control characters visible; lost where stderr is closed or full."""
    if sys.stderr is None:
        return
    encoding = sys.stderr.encoding or "utf-8"
    try:
        sys.stderr.write(visible(line).encode(encoding, "backslashreplace").decode(encoding) + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def note(text: str) -> None:
    """Something that the reader should know beside the data."""
    tell(f"wps: note: {text}")


def complain(error: WpsError) -> None:
    """What is wrong, a line a fault, then what to try."""
    for message in error.messages:
        tell(f"wps: error: {message}")
    if error.hint:
        tell(f"hint: {error.hint}")
