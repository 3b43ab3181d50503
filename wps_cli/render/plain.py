"""Text without Rich: rows for scripts, CommonMark with pipe tables for notes, whole lines for grep and cut."""

import re
from collections.abc import Callable, Sequence
from itertools import chain, pairwise
from operator import add
from typing import Any

import msgspec

from wps_cli.render.report import Block, Column, Items, Marked, Page, Report
from wps_cli.text import json_escaped, visible

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # what spreadsheets take for the start of a formula
_SPECIAL = r"([\\`*_\[\]<>|#~&$])"
# What makes a list, a rule or an underline of a line that begins with it; pandoc takes `(b)` for a list, too.
_BLOCK_MARK = r"^(\d{0,9})([-+=.)(])"
_GAP = "  "
_PADDED = 400  # cells up to which a column is padded: one long cell must not widen every row


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
    lines: list[list[Any]] = [[column.key for column in flattened]]
    lines += ([column.cell(row) for column in flattened] for row in rows)
    return "".join(separator.join(map(cell, line)) + "\n" for line in lines)


def shown(answer: Report | Page, *, markdown: bool) -> str:
    """A list's table, or what is said for no rows; a page's title and sections, their blocks apart or indented."""
    title, head, told = ("# ", "## ", _escaped) if markdown else ("", "", visible)
    if isinstance(answer, Report):
        lines = _table(answer, markdown=markdown) if answer.view else [visible(answer.groups[0].heading)]
        return "".join(f"{line}\n" for line in lines)
    lines = [f"{title}{told(answer.title)}"]
    for heading, blocks in answer.sections.items():
        if heading and blocks:
            lines += ["", f"{head}{told(heading)}"]
        for block in blocks:
            held = _lines(block, markdown=markdown)
            lines += ["", *held] if markdown else (f"{_GAP}{line}".rstrip() for line in held)
    return "".join(f"{line}\n" for line in lines)


def _table(report: Report, *, markdown: bool) -> list[str]:
    """Numbers to the right; in Markdown bars as code, whose letters are all of one width."""
    columns = []
    for column in report.view:
        is_number, cells = column.style == "number", [cell_text(column.cell(row)) for row in report.rows]
        if markdown:
            told = [f"`{cell}`" if column.style == "bar" and cell else _escaped(cell) for cell in cells]
            columns.append([_escaped(column.label), "---:" if is_number else "---", *told])
        else:
            cells = [visible(column.label), *cells]
            size = min(_PADDED, max(map(width, cells)))
            spaces = [" " * (size - width(cell)) for cell in cells]
            columns.append([*map(add, spaces, cells)] if is_number else [*map(add, cells, spaces)])
    lines = zip(*columns, strict=True)
    return [f"| {' | '.join(line)} |" if markdown else _GAP.join(line).rstrip() for line in lines]


def _lines(block: Block, *, markdown: bool) -> list[str]:
    told, line = (_escaped, _line) if markdown else (visible, starred)
    match block:
        case Report():
            return _table(block, markdown=markdown)
        case dict():
            size = 0 if markdown else max(map(width, block), default=0)
            labels = (f"- {told(one)}: " if markdown else f"{one}{' ' * (size - width(one))}{_GAP}" for one in block)
            return [*map(add, labels, map(told, block.values()))]
        case Items():
            lines, indent = list[str](), ""
            if block.heading:
                lines, indent = ([f"### {told(block.heading)}", ""], "") if markdown else ([told(block.heading)], _GAP)
            for item in block.items:
                own = (line(item.text), told(item.aside), "" if markdown else starred(item.quotation))
                lines.append(f"{indent}- {(' ' if markdown else _GAP).join(filter(None, own))}")
                lines += (f"{indent}{_GAP}{'- ' if markdown else ''}{line(one)}" for one in item.below)
                lines += ["", f"  > {line(item.quotation)}"] if markdown and item.quotation else []
            return lines
        case _:
            return [f"{'> ' if markdown and isinstance(block, Marked) else ''}{line(block)}"]


def _escaped(text: str) -> str:
    return re.sub(_SPECIAL, r"\\\1", visible(text))


def _line(value: str | Marked) -> str:
    """The text as it may begin a line, its marked spans in bold."""
    return re.sub(_BLOCK_MARK, r"\1\\\2", starred(value, "**", _escaped).lstrip())
