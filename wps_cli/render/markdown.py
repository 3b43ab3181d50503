"""CommonMark with pipe tables, for pasting into notes."""

import re
from typing import assert_never

from wps_cli.render.cells import texts
from wps_cli.render.report import Facts, Item, Items, Marked, Page, Passage, Report
from wps_cli.text import visible

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~&$])")
_BLOCK_MARK = re.compile(r"^(\d{0,9})([-+=.)(])")
"""What makes a list, a rule or an underline of a line that begins with it; pandoc takes `(b)` for a list, too."""


def _escaped(text: str) -> str:
    """The text as Markdown that shows it as it is."""
    return _SPECIAL.sub(r"\\\1", visible(text))


def _text(value: str | Marked) -> str:
    """The same where it begins a line, the marked spans in bold."""
    text, marks = (value, ()) if isinstance(value, str) else (value.text, value.marks)
    parts, at = [], 0
    for start, end in marks:
        parts += [_escaped(text[at:start]), f"**{_escaped(text[start:end])}**"]
        at = end
    return _BLOCK_MARK.sub(r"\1\\\2", "".join([*parts, _escaped(text[at:])]).lstrip())


def listed(report: Report, _: object = None) -> str:
    """A pipe table; numbers to the right, bars as code, whose letters are all of one width."""
    rule = ["---:" if column.style == "number" else "---" for column in report.view]
    lines = [[_escaped(column.label) for column in report.view], rule]
    for row in texts(report.view, report.rows):
        cells = zip(report.view, row, strict=True)
        lines.append([f"`{cell}`" if column.style == "bar" and cell else _escaped(cell) for column, cell in cells])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def page(page: Page, _: object = None) -> str:
    """The title as a heading, each section under its own."""
    parts = [f"# {_escaped(page.title)}\n"]
    for section in page.sections:
        parts += [f"\n## {_escaped(section.heading)}\n"] if section.heading else []
        parts.extend(f"\n{_block(block)}" for block in section.blocks)
    return "".join(parts)


def _block(block: Facts | Items | Passage | Report) -> str:
    match block:
        case Facts():
            return "".join(f"- {_escaped(label)}: {_escaped(value)}\n" for label, value in block.facts)
        case Items():
            heading = f"### {_escaped(block.heading)}\n\n" if block.heading else ""
            lead = f"{_text(block.lead)}\n\n" if block.lead else ""
            return heading + lead + "".join(map(_item, block.items))
        case Passage():
            return f"{'> ' if block.quoted else ''}{_text(block.text)}\n"
        case Report():
            return listed(block)
        case _:
            assert_never(block)


def _item(item: Item) -> str:
    line = " ".join(filter(None, (_text(item.text), _escaped(item.aside))))
    below = "".join(f"  - {_text(line)}\n" for line in item.below)
    quoted = f"\n  > {_text(item.quotation)}\n" if item.quotation else ""
    return f"- {line}\n{below}{quoted}"
