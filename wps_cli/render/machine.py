"""JSON, JSON Lines, CSV and TSV: for scripts, never through Rich."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from wps_cli.render.cells import texts
from wps_cli.render.report import Column
from wps_cli.text import json_escaped

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def json_document(value: object) -> str:
    """Indented JSON; letters as they are, control and bidirectional characters escaped."""
    return json_escaped(msgspec.json.format(msgspec.json.encode(value), indent=2).decode()) + "\n"


def _objects(columns: Sequence[Column], rows: Sequence[Any]) -> list[Mapping[str, Any]]:
    return [{column.key: column.get(row) for column in columns} for row in rows]


def _json(columns: Sequence[Column], rows: Sequence[Any]) -> str:
    return json_document(_objects(columns, rows))


def _jsonl(columns: Sequence[Column], rows: Sequence[Any]) -> str:
    return "".join(json_escaped(msgspec.json.encode(one).decode()) + "\n" for one in _objects(columns, rows))


def _harmless(value: object, text: str) -> str:
    """The cell so that no spreadsheet runs it: text that begins like a formula stands behind an apostrophe.

    Numbers are no text, and a lone sign (the bound `=`) is no formula.
    """
    risky = not isinstance(value, int | float) and len(text) > 1 and text.startswith(_FORMULA)
    return f"'{text}" if risky else text


def _separated(columns: Sequence[Column], rows: Sequence[Any], separator: str) -> str:
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    writer.writerow(column.key for column in columns)
    for row, line in zip(rows, texts(columns, rows), strict=True):
        values = (column.get(row) for column in columns)
        writer.writerow(_harmless(value, text) for value, text in zip(values, line, strict=True))
    return out.getvalue()


RENDERERS: Mapping[str, Callable[[Sequence[Column], Sequence[Any]], str]] = {
    "json": _json,
    "jsonl": _jsonl,
    "csv": lambda columns, rows: _separated(columns, rows, ","),
    "tsv": lambda columns, rows: _separated(columns, rows, "\t"),
}
