"""Every option and argument of every command, declared once, with what its value may be."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cache
from re import fullmatch
from typing import Any

from typer import BadParameter
from typer.core import TyperArgument, TyperOption

from wps_cli import render
from wps_cli.dataset.model import ROW_KINDS
from wps_cli.queries.rows import ALL, one_of, points


def _written(pattern: str, made: Callable[[str], Any], what: str) -> Callable[[str], Any]:
    def value(text: str) -> Any:
        with suppress(ValueError):
            if fullmatch(pattern, text):
                return made(text)
        raise BadParameter(f"{text!r} is not {what}")

    return value


_COUNT = _written("[0-9]{1,9}", int, "a whole number, 0 or more")
_DAY = _written(
    "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", lambda text: date.fromisoformat(f"{text}-01-01"[:10]).isoformat()[: len(text)],
    "a year, month or day such as 2017, 2017-05 or 2017-05-04",
)  # fmt: skip
_PERCENT = _written("[0-9]{1,2}([.][0-9]{1,6})?|100", lambda text: points(float(text)), "a number from 0 to 100")
SHELLS = ("bash", "zsh", "fish")
_KINDS = (ALL, *ROW_KINDS)
_A_MISSION = "Acronym, name, country or other name, in any case; without quotes."
# By the name of the parameter: what its value is (in a list where there may be several): text, what makes it of text,
# or one of some words; what stands for it in help (in brackets where an argument may be left out), and what it says of
# itself; then, of an option, what it is called. First those that are understood for all commands alike.
PARAMETERS: Mapping[str, tuple[Any, ...]] = {
    # What narrows a list.
    "place": ([str], "[MISSION]", _A_MISSION),
    "mission": (str, "MISSION", "Only this mission: the same as in place.", "--mission"),
    "meeting": (str, "ID", "Only this meeting.", "--meeting"),
    "theme": ([str], "THEME", "Only on this theme; may be repeated.", "--theme"),
    "speaker": (str, "WORDS", "Only what those said whom these words name.", "--speaker"),
    "addressee": (str, "WORDS", "Only what is addressed to those whom these words name.", "--addressee"),
    "since": (_DAY, "DATE", "Only from this year, month or day on.", "--since"),
    "until": (_DAY, "DATE", "Only up to this year, month or day.", "--until"),
    # How an answer is read and printed.
    "fields": (str, "A,B", "These columns in this order.", "--fields"),
    "limit": (_COUNT, "N", "At most so many rows.", "--limit"),
    "data": (str, "PATH", "The data file; - reads stdin. Else WPS_DATA, else the one shipped.", "--data"),
    "format": (render.LIST_FORMATS, "FORMAT", f"{', '.join(render.LIST_FORMATS)}.", "--format", "-f"),
    "page_format": (render.PAGE_FORMATS, "FORMAT", f"{', '.join(render.PAGE_FORMATS)}.", "--format", "-f"),
    "json": (bool, "", "The same as --format json.", "--json"),
    # What one command or another asks.
    "country": (str, "COUNTRY", "Only on this country, or with its mission.", "--country"),
    "kind": ([_KINDS], "KIND", "Only this kind, or all; may be repeated.", "--kind"),
    "also_kind": ([ROW_KINDS], "KIND", "This kind of row, too; may be repeated.", "--kind"),
    "within": ([_KINDS], "KIND", "Search this kind, not recommendations; or all. May be repeated.", "--in"),
    "places": ([str], "[MISSION]...", "Acronyms, names, countries or other names."),
    "missions": ([str], "MISSION", "Only this mission, instead of in place; may be repeated.", "--mission"),
    "against": (_PERCENT, "PERCENT", "The target, instead of parity (50).", "--against"),
    "words": ([str], "WORDS", "In any order; misspelt ones are found too."),
    "id": (str, "ID", "Of a row or a meeting; its unique end will do."),
    "ids": ([str], "ID...", "Of rows or meetings; unique ends will do."),
    "of_meeting": (str, "MEETING", "The id of the meeting."),
    "one_place": ([str], "MISSION", _A_MISSION),
    "whole": (bool, "", "Every kind of row, and the dates.", "--all"),
    "quotes": (bool, "", "With the words of the letters.", "--quotes"),
    "cited_as": (("text", "csl-json"), "FORMAT", "text, or csl-json for reference managers.", "--format", "-f"),
    "file": (str, "[FILE]", "The data file, before --data."),
    "sources": (str, "DIR", "Prove every paragraph against the letters in this folder.", "--sources"),
    "letter": (str, "LETTER", "The letter's text; - reads stdin."),
    "new_id": (str, "ID", "The new meeting's id: mali-2018.", "--id"),
    "command": (str, "[COMMAND]", "The command."),
    "shell": (SHELLS, "[SHELL]", "bash, zsh or fish; else what SHELL says."),
}


@cache
def parameter(key: str) -> Any:
    """The parameter as Typer knows it, with the words of which its value is one, where there are such."""
    held, metavar, said, *called = PARAMETERS[key]
    several = isinstance(held, list)
    held = held[0] if several else held
    words, what = held if isinstance(held, tuple) else (), metavar.strip("[]").lower()

    def value(text: str) -> Any:
        if not text.strip():
            raise BadParameter("it is empty")
        spelt = render.ALIASES.get(text.lower(), text) if what == "format" else text
        return one_of(what, spelt, words) if words else held(text)

    def given(_context: Any, _parameter: Any, values: Sequence[Any]) -> Any:
        if len(values) > 1 and not several:
            raise BadParameter("it is given twice")
        return values if several else values[0] if values else None

    taken: dict[str, Any] = {"type": value, "metavar": metavar, "help": said}
    if held is bool:
        made: Any = TyperOption(param_decls=[key, *called], is_flag=True, default=False, help=said)
    elif called:  # Typer itself would keep the last of several values
        made = TyperOption(param_decls=[key, *called], multiple=True, callback=given, **taken)
    else:
        nargs, is_needed = -1 if several else 1, not metavar.startswith("[")
        made = TyperArgument(param_decls=[key], nargs=nargs, required=is_needed, show_default=False, **taken)
    made.words = words
    return made
