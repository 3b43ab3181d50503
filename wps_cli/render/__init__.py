"""Reports and pages as text: which format, for which terminal; the renderer chosen is imported late."""

import os
import sys
from collections.abc import Sequence
from typing import Any, Literal, get_args

from wps_cli.errors import UsageError
from wps_cli.render.report import Column, Page, Report, Terminal
from wps_cli.text import visible

Format = Literal["table", "json", "jsonl", "csv", "tsv", "markdown"]
FORMATS: tuple[Format, ...] = get_args(Format)
ALIASES = {"md": "markdown", "ndjson": "jsonl"}
"""What else a format is called."""
MACHINE_FORMATS = ("json", "jsonl", "csv", "tsv")
"""What scripts read: every key of a row, always UTF-8."""
PAGE_FORMATS: tuple[Format, ...] = ("table", "markdown", "json")
"""What can hold a page."""


def terminal() -> Terminal:
    """What stdout is: the one place that decides on colour.

    A non-empty NO_COLOR means no escape at all; else FORCE_COLOR (non-empty, not 0) lays a table out
    in a pipe as on a terminal; TERM=dumb has no colour. COLUMNS sets the width.
    """
    refused = bool(os.environ.get("NO_COLOR"))
    forced = not refused and os.environ.get("FORCE_COLOR", "") not in ("", "0")
    interactive = forced or (sys.stdout is not None and sys.stdout.isatty())
    plain = refused or (os.environ.get("TERM") == "dumb" and not forced)
    if not interactive:
        return Terminal(False, False, 0)
    import shutil

    return Terminal(True, not plain, shutil.get_terminal_size().columns)


def chosen_columns(columns: Sequence[Column], fields: str) -> tuple[Column, ...]:
    """The columns that `--fields` names, in its order; UsageError where one is unknown or named twice."""
    held = {column.key: column for column in columns}
    keys = [key.strip().lower() for key in fields.split(",")]
    for key in keys:
        if key not in held:
            from wps_cli.suggestions import did_you_mean

            guess = did_you_mean(key, held)
            raise UsageError(f"unknown field {key!r}", hint=f"{guess} valid: {', '.join(held)}".strip())
        if keys.count(key) > 1:
            raise UsageError(f"field {key!r} is named twice", hint="name each field once")
    return tuple(held[key] for key in keys)


def render_rows(columns: Sequence[Column], rows: Sequence[Any], format: Format) -> str:
    """The rows in a machine format, with these columns."""
    from wps_cli.render import machine

    return machine.RENDERERS[format](columns, rows)


def render_list(report: Report, format: Format, terminal: Terminal) -> str:
    """The list as Markdown, laid out for a terminal, or plain for a pipe.

    A report without columns holds no rows: its first group says so in words.
    """
    if not report.view and not _is_on_screen(format, terminal):
        return f"{visible(report.groups[0].heading)}\n"
    return str(_for_people(format, terminal).listed(report, terminal))


def render_page(page: Page, format: Format, terminal: Terminal) -> str:
    """The page in that format; UsageError where the format cannot hold one."""
    if format not in PAGE_FORMATS:
        raise UsageError(f"{format} cannot hold a page", hint=f"valid here: {', '.join(PAGE_FORMATS)}")
    if format == "json":
        from wps_cli.render import machine

        return machine.json_document(page.data)
    return str(_for_people(format, terminal).page(page, terminal))


def _is_on_screen(format: Format, terminal: Terminal) -> bool:
    return format == "table" and terminal.interactive


def _for_people(format: Format, terminal: Terminal) -> Any:
    """The module that lays out lists and pages; imported late, as a pipe needs no Rich."""
    if _is_on_screen(format, terminal):
        from wps_cli.render import screen

        return screen
    from wps_cli.render import markdown, plain

    return markdown if format == "markdown" else plain
