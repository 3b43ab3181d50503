"""The formats and what stdout is; lists and pages as text, for terminals by a renderer that is imported late."""

import os
import sys
from collections.abc import Sequence

from wps_cli.errors import UsageError
from wps_cli.render import plain
from wps_cli.render.report import Column, Page, Report, Terminal
from wps_cli.suggestions import did_you_mean

MACHINE_FORMATS = ("json", "jsonl", "csv", "tsv")  # what scripts read: every key of a row, always UTF-8
LIST_FORMATS = ("table", *MACHINE_FORMATS, "markdown")
PAGE_FORMATS = ("table", "markdown", "json")  # what can hold a page
ALIASES = {"md": "markdown", "ndjson": "jsonl"}  # what else a format is called


def terminal() -> Terminal:
    """What stdout is, with NO_COLOR, FORCE_COLOR, TERM and COLUMNS: the one place that decides on colour."""
    refused = bool(os.environ.get("NO_COLOR"))
    forced = not refused and os.environ.get("FORCE_COLOR", "") not in ("", "0")
    if not forced and not (sys.stdout is not None and sys.stdout.isatty()):
        return Terminal(interactive=False, colour=False, width=0)
    import shutil

    colour = not refused and (os.environ.get("TERM") != "dumb" or forced)
    return Terminal(interactive=True, colour=colour, width=shutil.get_terminal_size().columns)


def chosen_columns(columns: Sequence[Column], fields: str) -> tuple[Column, ...]:
    """The columns that `--fields` names, in its order; UsageError where one is unknown or named twice."""
    held = {column.key: column for column in columns}
    keys = [key.strip().lower() for key in fields.split(",")]
    for place, key in enumerate(keys):
        if key in keys[:place]:
            raise UsageError(f"field {key!r} is named twice", hint="name it once")
        if key not in held:
            hint = f"{did_you_mean(key, held)} valid: {', '.join(held)}".strip()
            raise UsageError(f"unknown field {key!r}", hint=hint)
    return tuple(held[key] for key in keys)


def shown(answer: Report | Page, format: str, terminal: Terminal) -> str:
    """The list or page for people: Markdown, for a terminal, or plain for a pipe; a page also as JSON."""
    if isinstance(answer, Page) and format == "json":
        return plain.json_document(answer.data)
    if format == "table" and terminal.interactive:
        from wps_cli.render import screen

        return screen.shown(answer, terminal)
    return plain.shown(answer, markdown=format == "markdown")
