"""Every option and argument: what it is called, says of itself and accepts; by the name of its parameter."""

import datetime
import re
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from wps_cli.errors import UsageError
from wps_cli.queries.staffing import PARITY
from wps_cli.render import FORMATS, PAGE_FORMATS


def _option(name: str, metavar: str, help: str, *short: str, many: bool = False) -> Any:
    kind = list[str] if many else str
    return Annotated[kind | None, typer.Option(name, *short, metavar=metavar, help=help)]


def _flag(name: str, help: str) -> Any:
    return Annotated[bool, typer.Option(name, help=help)]


def _argument(metavar: str, help: str, *, many: bool = False) -> Any:
    """An argument; one in square brackets may be left out."""
    needed: Any = list[str] if many else str
    kind = needed | None if metavar.startswith("[") else needed
    return Annotated[kind, typer.Argument(metavar=metavar, help=help, show_default=False)]


_A_MISSION = "Acronym, name, country or other name, in any case; without quotes."
PARAMETERS: Mapping[str, Any] = {
    # What narrows a list.
    "place": _argument("[MISSION]", _A_MISSION, many=True),
    "mission": _option("--mission", "MISSION", "Only this mission: the same as in place."),
    "meeting": _option("--meeting", "ID", "Only this meeting."),
    "theme": _option("--theme", "THEME", "Only on this theme; may be repeated.", many=True),
    "speaker": _option("--speaker", "WORDS", "Only what those said whom these words name."),
    "addressee": _option("--addressee", "WORDS", "Only what is addressed to those whom these words name."),
    "since": _option("--since", "DATE", "Only from this year, month or day on."),
    "until": _option("--until", "DATE", "Only up to this year, month or day."),
    # What one command or another asks.
    "country": _option("--country", "COUNTRY", "Only on this country, or with its mission."),
    "kind": _option("--kind", "KIND", "Only this kind, or all; may be repeated.", many=True),
    "also_kind": _option("--kind", "KIND", "This kind of row, too; may be repeated.", many=True),
    "within": _option("--in", "KIND", "Search this kind, not recommendations; or all. May be repeated.", many=True),
    "places": _argument("[MISSION]...", "Acronyms, names, countries or other names.", many=True),
    "missions": _option("--mission", "MISSION", "Only this mission, instead of in place; may be repeated.", many=True),
    "against": _option("--against", "PERCENT", "The target, instead of parity (50)."),
    "words": _argument("WORDS", "In any order; misspelt ones are found too.", many=True),
    "id": _argument("ID", "Of a row or a meeting; its unique end will do."),
    "ids": _argument("ID...", "Of rows or meetings; unique ends will do.", many=True),
    "of_meeting": _argument("MEETING", "The id of the meeting."),
    "one_place": _argument("MISSION", _A_MISSION, many=True),
    "whole": _flag("--all", "Every kind of row, and the dates."),
    "quotes": _flag("--quotes", "With the words of the letters."),
    "cited_as": _option("--format", "FORMAT", "text, or csl-json for reference managers.", "-f"),
    "file": _argument("[FILE]", "The data file, before --data."),
    "sources": _option("--sources", "DIR", "Prove every paragraph against the letters in this folder."),
    "letter": _argument("LETTER", "The letter's text; - reads stdin."),
    "new_id": _option("--id", "ID", "The new meeting's id: mali-2018."),
    "command": _argument("[COMMAND]", "The command."),
    "shell": _argument("[SHELL]", "bash, zsh or fish; else what SHELL says."),
    # How an answer is read and printed.
    "fields": _option("--fields", "A,B", "These columns in this order."),
    "limit": _option("--limit", "N", "At most so many rows."),
    "data": _option("--data", "PATH", "The data file; - reads stdin. Else WPS_DATA, else the one shipped."),
    "format": _option("--format", "FORMAT", f"{', '.join(FORMATS)}.", "-f"),
    "page_format": _option("--format", "FORMAT", f"{', '.join(PAGE_FORMATS)}.", "-f"),
    "json": _flag("--json", "The same as --format json."),
}


def day(text: str | None, option: str) -> str:
    """A year, month or day as ISO text; empty where none is given."""
    if text is None:
        return ""
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", text):
        try:
            datetime.date.fromisoformat(f"{text}-01-01"[:10])
        except ValueError:
            pass
        else:
            return text
    raise UsageError(f"{option} {text!r} is not a date", hint="write a year, month or day: 2017, 2017-05, 2017-05-04")


def period(since: str | None, until: str | None) -> tuple[str, str]:
    """Both ends as ISO text; UsageError where one is no date or the first is later than the last."""
    first, last = day(since, "--since"), day(until, "--until")
    if first and last and first[: len(last)] > last[: len(first)]:
        raise UsageError(f"--since {since} is later than --until {until}", hint="swap the two")
    return first, last


def percent(text: str | None) -> float:
    """A number from 0 to 100, whole where it is written so; 50 where none is given."""
    if text is None:
        return PARITY
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,6})?", text) and float(text) <= 100:
        return float(text) if "." in text else int(text)
    raise UsageError(f"--against {text!r} is not a percentage", hint="write a number from 0 to 100, such as 40")
