"""Tables and pages in a pipe: one line a row, whole cells, no colour, made for grep and cut."""

from typing import assert_never

from wps_cli.render.cells import texts
from wps_cli.render.report import Facts, Items, Page, Passage, Report
from wps_cli.text import visible

_GAP = "  "


def table(report: Report) -> str:
    """A heading, then one line a row at its natural width, without trailing blanks."""
    lines = [[visible(column.label) for column in report.view], *texts(report.view, report.view_rows)]
    widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
    numbers = [column.style == "number" for column in report.view]
    return "".join(
        _GAP.join(
            cell.rjust(width) if number else cell.ljust(width)
            for cell, width, number in zip(line, widths, numbers, strict=True)
        ).rstrip()
        + "\n"
        for line in lines
    )


def page(page: Page) -> str:
    """The title, then each section under its heading, indented."""
    parts = [visible(page.title) + "\n"]
    for section in page.sections:
        parts.append(f"\n{visible(section.heading)}\n")
        parts.extend(_block(block) for block in section.blocks)
    return "".join(parts)


def _block(block: Facts | Items | Passage | Report) -> str:
    match block:
        case Facts():
            width = max((len(label) for label, _ in block.facts), default=0)
            lines = [f"{label.ljust(width)}{_GAP}{visible(value)}" for label, value in block.facts]
        case Items():
            indent = _GAP if block.heading else ""
            lines = [visible(block.heading)] if block.heading else []
            lines += [
                indent + _GAP.join(filter(None, map(visible, (item.text, item.aside, item.quotation))))
                for item in block.items
            ]
        case Passage():
            lines = [visible(block.text)]
        case Report():
            lines = table(block).splitlines()
        case _:
            assert_never(block)
    return "".join(f"{_GAP}{line}".rstrip() + "\n" for line in lines)
