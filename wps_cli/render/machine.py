"""JSON, JSON Lines, CSV and TSV: for scripts, never through Rich."""

from collections.abc import Sequence
from typing import Any

import msgspec

from wps_cli.render.cells import cell_text, flat
from wps_cli.render.report import Column
from wps_cli.text import json_escaped

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # what spreadsheets take for the start of a formula


def json_document(value: object) -> str:
    """Indented JSON; letters as they are, control and bidirectional characters escaped."""
    return json_escaped(msgspec.json.format(msgspec.json.encode(value), indent=2).decode()) + "\n"


def rendered(columns: Sequence[Column], rows: Sequence[Any], format: str) -> str:
    """The rows as json, jsonl, csv or tsv."""
    if format in ("json", "jsonl"):
        objects = [{column.key: column.get(row) for column in columns} for row in rows]
        if format == "json":
            return json_document(objects)
        return "".join(json_escaped(msgspec.json.encode(one).decode()) + "\n" for one in objects)
    cell, separator = (_csv_cell, ",") if format == "csv" else (_tsv_cell, "\t")
    flattened = [part for column in columns for part in column.parts or (column,)]
    lines = [[column.key for column in flattened], *([flat(column, row) for column in flattened] for row in rows)]
    return "".join(separator.join(map(cell, line)) + "\n" for line in lines)


def _harmless(value: object, text: str) -> str:
    """The cell so that no spreadsheet runs it: text like a formula, which a lone sign is not, gets an apostrophe."""
    risky = not isinstance(value, int | float) and len(text) > 1 and text.startswith(_FORMULA)
    return f"'{text}" if risky else text


def _csv_cell(value: object) -> str:
    """Quoted whatever it holds, so that no separator and no locale splits it; numbers, booleans and null are bare."""
    text = _harmless(value, cell_text(value))
    return text if value is None or isinstance(value, int | float) else '"' + text.replace('"', '""') + '"'


def _tsv_cell(value: object) -> str:
    r"""Never quoted; the backslash is doubled, so that an escape such as `\t` cannot be mistaken."""
    parts = value if isinstance(value, list | tuple) else [value]
    doubled = [one.replace("\\", "\\\\") if isinstance(one, str) else one for one in parts]
    return _harmless(value, cell_text(doubled))
