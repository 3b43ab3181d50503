"""Tables and pages in a pipe: one line a row, whole cells, no colour, made for grep and cut."""

from typing import assert_never

from wps_cli.render.cells import starred, texts, width
from wps_cli.render.report import Facts, Item, Items, Page, Passage, Report
from wps_cli.text import visible

_GAP = "  "
_PADDED = 400
"""Cells up to which a column is padded: one long cell must not widen every row."""


def listed(report: Report, _: object = None) -> str:
    """A heading, then one line a row at its natural width, without trailing spaces."""
    lines = [[visible(column.label) for column in report.view], *texts(report.view, report.rows)]
    widths = [min(_PADDED, max(map(width, cells))) for cells in zip(*lines, strict=True)]
    numbers = [column.style == "number" for column in report.view]
    made = (
        _GAP.join(
            _padded(cell, size, to_right=number) for cell, size, number in zip(line, widths, numbers, strict=True)
        )
        for line in lines
    )
    return "".join(f"{line.rstrip()}\n" for line in made)


def _padded(cell: str, size: int, *, to_right: bool = False) -> str:
    space = " " * (size - width(cell))
    return space + cell if to_right else cell + space


def page(page: Page, _: object = None) -> str:
    """The title, then each section under its heading, indented."""
    parts = [visible(page.title) + "\n"]
    for section in page.sections:
        parts += [f"\n{visible(section.heading)}\n"] if section.heading else []
        parts.extend(_block(block) for block in section.blocks)
    return "".join(parts)


def _block(block: Facts | Items | Passage | Report) -> str:
    match block:
        case Facts():
            size = max((width(label) for label, _ in block.facts), default=0)
            lines = [f"{_padded(label, size)}{_GAP}{visible(value)}" for label, value in block.facts]
        case Items():
            indent = _GAP if block.heading or block.lead else ""
            lines = [visible(line) for line in (block.heading, block.lead) if line]
            lines += [indent + line for item in block.items for line in _item(item)]
        case Passage():
            lines = [starred(block.text)]
        case Report():
            lines = listed(block).splitlines()
        case _:
            assert_never(block)
    return "".join(f"{_GAP}{line}".rstrip() + "\n" for line in lines)


def _item(item: Item) -> list[str]:
    parts = (starred(item.text), visible(item.aside), starred(item.quotation))
    return ["- " + _GAP.join(filter(None, parts)), *(_GAP + visible(line) for line in item.below)]
