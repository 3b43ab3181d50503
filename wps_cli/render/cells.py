"""One cell as text: the same in every format but JSON, which keeps types."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from wps_cli.render.report import Column, Marked
from wps_cli.text import visible

_SINGLE = "\u0300"  # below it every character takes one cell of a terminal


def cell_text(value: Any) -> str:
    """The value as text without control characters: lists joined by `; `, objects as compact JSON, null as nothing."""
    match value:
        case None:
            return ""
        case str():
            return visible(value)
        case Marked():
            return visible(value.text)
        case bool():
            return str(value).lower()
        case int() | float() | datetime.date():
            return str(value)
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


def parts(value: str | Marked) -> Iterator[tuple[str, bool]]:
    """The text piece by piece, each with whether it is marked."""
    text, at = value if isinstance(value, str) else value.text, 0
    for start, end in () if isinstance(value, str) else value.marks:
        yield text[at:start], False
        yield text[start:end], True
        at = end
    yield text[at:], False


def starred(value: str | Marked, sign: str = "*", shown: Callable[[str], str] = visible) -> str:
    """The text as a terminal may show it, its marked spans between asterisks."""
    return "".join(f"{sign}{shown(part)}{sign}" if marked else shown(part) for part, marked in parts(value))


def width(text: str) -> int:
    """The cells that the text takes on a terminal."""
    if text.isascii() or max(text) < _SINGLE:
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)
