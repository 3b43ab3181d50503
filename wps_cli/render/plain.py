"""Tables and pages in a pipe: one line a row, whole cells, no colour, made for grep and cut."""

from wps_cli.render.cells import starred, texts, width
from wps_cli.render.report import Block, Facts, Items, Page, Passage, Report
from wps_cli.text import visible

_GAP = "  "
_PADDED = 400  # cells up to which a column is padded: one long cell must not widen every row


def listed(report: Report) -> str:
    """A heading, then one line a row at its natural width, without trailing spaces."""
    return "".join(f"{line}\n" for line in _table(report))


def _table(report: Report) -> list[str]:
    lines = [[visible(column.label) for column in report.view], *texts(report.view, report.rows)]
    columns = []
    for column, cells in zip(report.view, zip(*lines, strict=True), strict=True):
        size = min(_PADDED, max(map(width, cells)))
        columns.append([_padded(cell, size, to_right=column.style == "number") for cell in cells])
    return [_GAP.join(line).rstrip() for line in zip(*columns, strict=True)]


def _padded(cell: str, size: int, *, to_right: bool = False) -> str:
    space = " " * (size - width(cell))
    return space + cell if to_right else cell + space


def page(page: Page) -> str:
    """The title, then each section under its heading, indented."""
    lines = [visible(page.title)]
    for section in page.sections:
        lines += ["", visible(section.heading)] if section.heading else []
        lines += (f"{_GAP}{line}".rstrip() for block in section.blocks for line in _block(block))
    return "".join(f"{line}\n" for line in lines)


def _block(block: Block) -> list[str]:
    match block:
        case Facts():
            size = max((width(label) for label, _ in block.facts), default=0)
            return [f"{_padded(label, size)}{_GAP}{visible(value)}" for label, value in block.facts]
        case Items():
            lines = [visible(line) for line in (block.heading, block.lead) if line]
            indent = _GAP if lines else ""
            for item in block.items:
                parts = (starred(item.text), visible(item.aside), starred(item.quotation))
                lines.append(f"{indent}- {_GAP.join(filter(None, parts))}")
                lines += (f"{indent}{_GAP}{visible(line)}" for line in item.below)
            return lines
        case Passage():
            return [starred(block.text)]
        case Report():
            return _table(block)
