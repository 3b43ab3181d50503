"""The options that commands share: what each is called, says of itself, accepts and completes."""

import re
from typing import Annotated

import typer

from wps_cli.cli import completion
from wps_cli.errors import UsageError
from wps_cli.queries.staffing import PARITY
from wps_cli.render import FORMATS

MISSION_HELP = "Acronym, name, country or short form, in any case."
Mission = Annotated[
    str | None,
    typer.Argument(
        metavar="[MISSION]",
        help=MISSION_HELP,
        autocompletion=completion.missions,
        show_default=False,
    ),
]
Missions = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[MISSION]...",
        help="Acronyms, names, countries or short forms.",
        autocompletion=completion.missions,
        show_default=False,
    ),
]
MissionOption = Annotated[
    str | None,
    typer.Option("--mission", metavar="MISSION", help="Only this mission.", autocompletion=completion.missions),
]
Country = Annotated[
    str | None,
    typer.Option("--country", metavar="COUNTRY", help="Only this country.", autocompletion=completion.countries),
]
Meeting = Annotated[
    str | None,
    typer.Option("--meeting", metavar="ID", help="Only this meeting.", autocompletion=completion.meetings),
]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Only from this year, month or day on.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Only up to this year, month or day.")]
Theme = Annotated[
    str | None, typer.Option("--theme", metavar="THEME", help="Only on this theme.", autocompletion=completion.themes)
]
Kinds = Annotated[
    list[str] | None,
    typer.Option("--kind", metavar="KIND", help="Only this kind; may be repeated.", autocompletion=completion.kinds),
]
RowKinds = Annotated[
    list[str] | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="Only this kind of row; may be repeated.",
        autocompletion=completion.briefing_kinds,
    ),
]
Addressee = Annotated[
    str | None, typer.Option("--addressee", metavar="WORDS", help="Only those addressed to whom these words name.")
]
Data = Annotated[
    str | None,
    typer.Option("--data", metavar="PATH", help="The data file; - reads stdin. Else WPS_DATA, else the one shipped."),
]
FormatName = Annotated[
    str | None,
    typer.Option("--format", "-f", metavar="FORMAT", help=f"{', '.join(FORMATS)}.", autocompletion=completion.formats),
]
Json = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
Fields = Annotated[
    str | None,
    typer.Option(
        "--fields", metavar="A,B", help="These columns in this order.", autocompletion=completion.fields_of_command
    ),
]
Limit = Annotated[str | None, typer.Option("--limit", metavar="N", help="At most so many rows.")]


def day(text: str | None, option: str) -> str:
    """A year, month or day as ISO text; empty where none is given."""
    if text is None:
        return ""
    import datetime

    if re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", text):
        try:
            datetime.date.fromisoformat(f"{text}{'-01-01'[len(text) - 4 :]}" if len(text) > 4 else f"{text}-01-01")
            return text
        except ValueError:
            pass
    raise UsageError(f"{option} {text!r} is not a date", hint="write a year, month or day: 2017, 2017-05, 2017-05-04")


def percent(text: str | None) -> float:
    """A number from 0 to 100, whole where it is written so; 50 where none is given."""
    if text is None:
        return PARITY
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,6})?", text) and float(text) <= 100:
        return float(text) if "." in text else int(text)
    raise UsageError(f"--against {text!r} is not a percentage", hint="write a number from 0 to 100, such as 40")
