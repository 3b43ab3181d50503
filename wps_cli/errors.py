"""How wps ends: its exit statuses, and the errors that say what is wrong and what to try."""

from enum import IntEnum


class ExitStatus(IntEnum):
    """Every status that wps ends with: grep's three, then those of sysexits, then as a shell shows signals."""

    ANSWERED = 0  # the question was answered, be it by an empty list
    NOTHING = 1  # `search` found nothing, or `check` found problems
    USAGE = 2  # the command line is wrong or names something that the data does not hold
    BAD_DATA = 65  # the data file is invalid
    NO_DATA = 66  # the data file or the letters are missing or cannot be read
    BUG = 70  # a fault in wps itself
    CANNOT_WRITE = 74  # stdout is closed or refuses what is written
    INTERRUPTED = 130  # ended by Ctrl-C
    CLOSED_PIPE = 141  # the reader of stdout went away


def is_out_of_memory(error: Exception) -> bool:
    """Whether memory was wanting, be it for a library that was to be loaded."""
    return isinstance(error, MemoryError | SystemError) or (isinstance(error, ImportError) and "map seg" in str(error))


class WpsError(Exception):
    """An ending that the user can act on: one message a fault, then a hint at what to try."""

    status = ExitStatus.CANNOT_WRITE

    def __init__(self, *messages: str, hint: str = "") -> None:
        self.messages, self.hint = messages, hint


class UsageError(WpsError):
    """The command line asks for what cannot be."""

    status = ExitStatus.USAGE


class DataInvalidError(WpsError):
    """The data file breaks a rule that every command relies on."""

    status = ExitStatus.BAD_DATA


class DataMissingError(WpsError):
    """The data file is not there or cannot be read."""

    status = ExitStatus.NO_DATA
