"""CommonMark with pipe tables, for pasting into notes."""

import re

from wps_cli.render.cells import starred, texts
from wps_cli.render.report import Block, Facts, Item, Items, Marked, Page, Passage, Report
from wps_cli.text import visible

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~&$])")
_BLOCK_MARK = re.compile(r"^(\d{0,9})([-+=.)(])")
"""What makes a list, a rule or an underline of a line that begins with it; pandoc takes `(b)` for a list, too."""


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", visible(text))


def _line(value: str | Marked) -> str:
    """The text as it may begin a line, its marked spans in bold."""
    return _BLOCK_MARK.sub(r"\1\\\2", starred(value, "**", _escaped).lstrip())


def listed(report: Report) -> str:
    """A pipe table; numbers to the right, bars as code, whose letters are all of one width."""
    styles = [column.style for column in report.view]
    lines = [
        [_escaped(column.label) for column in report.view],
        ["---:" if one == "number" else "---" for one in styles],
    ]
    for row in texts(report.view, report.rows):
        cells = zip(styles, row, strict=True)
        lines.append([f"`{cell}`" if style == "bar" and cell else _escaped(cell) for style, cell in cells])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def page(page: Page) -> str:
    """The title as a heading, each section under its own."""
    parts = [f"# {_escaped(page.title)}\n"]
    for section in page.sections:
        parts += [f"## {_escaped(section.heading)}\n"] if section.heading else []
        parts += map(_block, section.blocks)
    return "\n".join(parts)


def _block(block: Block) -> str:
    match block:
        case Facts():
            return "".join(f"- {_escaped(label)}: {_escaped(value)}\n" for label, value in block.facts)
        case Items():
            above = (f"### {_escaped(block.heading)}" if block.heading else "", _line(block.lead))
            return "".join(f"{line}\n\n" for line in above if line) + "".join(map(_item, block.items))
        case Passage():
            return f"{'> ' if block.quoted else ''}{_line(block.text)}\n"
        case Report():
            return listed(block)


def _item(item: Item) -> str:
    line = " ".join(filter(None, (_line(item.text), _escaped(item.aside))))
    below = "".join(f"  - {_line(line)}\n" for line in item.below)
    quoted = f"\n  > {_line(item.quotation)}\n" if item.quotation else ""
    return f"- {line}\n{below}{quoted}"
