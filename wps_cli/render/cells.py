"""One cell as text: the same in every format but JSON, which keeps types."""

import datetime
from collections.abc import Sequence
from typing import Any

import msgspec

from wps_cli.render.report import Column, Marked
from wps_cli.text import visible

_SINGLE = "\u0300"
"""Below it every character takes one cell of a terminal."""


def cell_text(value: Any) -> str:
    """The value as text without control characters: lists joined by `; `, objects as compact JSON, null as nothing."""
    match value:
        case None:
            return ""
        case str():
            return visible(value)
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case datetime.date():
            return value.isoformat()
        case Marked():
            return visible(value.text)
        case list() | tuple():
            return "; ".join(map(cell_text, value))
        case _:
            return visible(msgspec.json.encode(value).decode())


def flat(column: Column, row: Any) -> Any:
    """What a cell holds: the value, or what stands for a list of objects or pairs."""
    value = column.get(row)
    return column.flat(value) if column.flat and value is not None else value


def texts(columns: Sequence[Column], rows: Sequence[Any]) -> list[list[str]]:
    """The rows as lines of cell texts."""
    return [[cell_text(flat(column, row)) for column in columns] for row in rows]


def starred(value: str | Marked) -> str:
    """The text as a terminal may show it, its marked spans between asterisks."""
    if isinstance(value, str):
        return visible(value)
    parts, at = [], 0
    for start, end in value.marks:
        parts += [visible(value.text[at:start]), f"*{visible(value.text[start:end])}*"]
        at = end
    return "".join([*parts, visible(value.text[at:])])


def width(text: str) -> int:
    """The cells that the text takes on a terminal."""
    if text.isascii() or max(text) < _SINGLE:
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)
