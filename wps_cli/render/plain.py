"""Lists and pages without Rich: CommonMark with pipe tables for notes, or whole lines in a pipe for grep and cut."""

import re
from operator import add

from wps_cli.render.cells import cell_text, flat, starred, width
from wps_cli.render.report import Block, Items, Marked, Page, Report
from wps_cli.text import visible

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~&$])")
# What makes a list, a rule or an underline of a line that begins with it; pandoc takes `(b)` for a list, too.
_BLOCK_MARK = re.compile(r"^(\d{0,9})([-+=.)(])")
_GAP = "  "
_PADDED = 400  # cells up to which a column is padded: one long cell must not widen every row


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
        is_number, cells = column.style == "number", [cell_text(flat(column, row)) for row in report.rows]
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
    return _SPECIAL.sub(r"\\\1", visible(text))


def _line(value: str | Marked) -> str:
    """The text as it may begin a line, its marked spans in bold."""
    return _BLOCK_MARK.sub(r"\1\\\2", starred(value, "**", _escaped).lstrip())
