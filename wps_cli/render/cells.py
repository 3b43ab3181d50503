"""Cells as text, the same in every format but JSON, which keeps types; rows of them for scripts, never through Rich."""

from collections.abc import Callable, Sequence
from itertools import chain, pairwise
from typing import Any

import msgspec

from wps_cli.render.report import Column, Marked
from wps_cli.text import json_escaped, visible

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # what spreadsheets take for the start of a formula


def cell_text(value: Any, shown: Callable[[str], str] = visible) -> str:
    """The value as text without control characters: lists joined by `; `, objects as compact JSON, null as nothing."""
    match value:
        case None:
            return ""
        case list() | tuple():
            return "; ".join(cell_text(one, shown) for one in value)
        case bool() | dict() | msgspec.Struct():
            value = msgspec.json.encode(value).decode()
    return shown(str(value))


def flat(column: Column, row: Any) -> Any:
    """What a cell holds: the value, or what stands for a list of objects or pairs."""
    value = column.get(row)
    return column.flat(value) if column.flat and value is not None else value


def starred(value: str | Marked, sign: str = "*", shown: Callable[[str], str] = visible) -> str:
    """The text as a terminal may show it, its marked spans between asterisks."""
    text, marks = (value, ()) if isinstance(value, str) else (value.text, value.marks)
    return sign.join(shown(text[start:end]) for start, end in pairwise((0, *chain(*marks), len(text))))


def width(text: str) -> int:
    """The cells that the text takes on a terminal."""
    if text.isascii() or max(text) < "\u0300":  # below it every character takes one
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def json_document(value: object) -> str:
    """Indented JSON; letters as they are, control and bidirectional characters escaped."""
    return json_escaped(msgspec.json.format(msgspec.json.encode(value), indent=2).decode()) + "\n"


def rows(columns: Sequence[Column], rows: Sequence[Any], format: str) -> str:
    """The rows as json, jsonl, csv or tsv."""
    if format in ("json", "jsonl"):
        objects = [{column.key: column.get(row) for column in columns} for row in rows]
        if format == "json":
            return json_document(objects)
        return "".join(json_escaped(msgspec.json.encode(one).decode()) + "\n" for one in objects)
    separator, is_csv = {"csv": ",", "tsv": "\t"}[format], format == "csv"

    def cell(value: object) -> str:
        r"""CSV quotes all but numbers, booleans and null; TSV nothing, and doubles `\`, so that no `\t` is mistaken."""
        if value is None or isinstance(value, int | float):
            return cell_text(value)
        text = cell_text(value, visible if is_csv else lambda part: visible(part.replace("\\", "\\\\")))
        # No spreadsheet runs what begins with an apostrophe; a lone sign is no formula.
        text = f"'{text}" if len(text) > 1 and text.startswith(_FORMULA) else text
        return '"' + text.replace('"', '""') + '"' if is_csv else text

    flattened = [part for column in columns for part in column.parts or (column,)]
    lines = [[column.key for column in flattened], *([flat(column, row) for column in flattened] for row in rows)]
    return "".join(separator.join(map(cell, line)) + "\n" for line in lines)
