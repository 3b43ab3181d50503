"""One cell as text: the same in every format but JSON, which keeps types."""

import datetime
from collections.abc import Sequence
from typing import Any

import msgspec

from wps_cli.render.report import Column, Marked
from wps_cli.text import visible


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


def texts(columns: Sequence[Column], rows: Sequence[Any]) -> list[list[str]]:
    """The rows as lines of cell texts."""
    return [[cell_text(column.get(row)) for column in columns] for row in rows]
