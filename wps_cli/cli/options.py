"""The options that commands share: what each is called, says of itself and accepts."""

import datetime
import re
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from wps_cli.errors import UsageError
from wps_cli.queries.staffing import PARITY
from wps_cli.render import FORMATS

WORDS = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[MISSION]",
        show_default=False,
        help="Acronym, name, country or other name, in any case; without quotes.",
    ),
]
Kinds = Annotated[list[str] | None, typer.Option("--kind", metavar="KIND", help="Only this kind; may be repeated.")]
Data = Annotated[
    str | None,
    typer.Option("--data", metavar="PATH", help="The data file; - reads stdin. Else WPS_DATA, else the one shipped."),
]
FormatName = Annotated[str | None, typer.Option("--format", "-f", metavar="FORMAT", help=f"{', '.join(FORMATS)}.")]
Json = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
Fields = Annotated[str | None, typer.Option("--fields", metavar="A,B", help="These columns in this order.")]
Limit = Annotated[str | None, typer.Option("--limit", metavar="N", help="At most so many rows.")]


def _one(name: str, metavar: str, help: str) -> Any:
    return Annotated[str | None, typer.Option(name, metavar=metavar, help=help)]


FILTERS: Mapping[str, Any] = {
    "place": WORDS,
    "mission": _one("--mission", "MISSION", "Only this mission: the same as in place."),
    "meeting": _one("--meeting", "ID", "Only this meeting."),
    "theme": Annotated[
        list[str] | None, typer.Option("--theme", metavar="THEME", help="Only on this theme; may be repeated.")
    ],
    "speaker": _one("--speaker", "WORDS", "Only what those said whom these words name."),
    "addressee": _one("--addressee", "WORDS", "Only what is addressed to those whom these words name."),
    "since": _one("--since", "DATE", "Only from this year, month or day on."),
    "until": _one("--until", "DATE", "Only up to this year, month or day."),
}
"""What narrows a list, by the name of the parameter."""


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
