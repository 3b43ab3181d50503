"""CommonMark with pipe tables, for pasting into notes."""

import re
from collections.abc import Sequence
from typing import assert_never

from wps_cli.render.cells import texts
from wps_cli.render.report import Facts, Item, Items, Page, Passage, Report
from wps_cli.text import visible

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~&$])")


def _escaped(text: str) -> str:
    """The text as Markdown that shows it as it is."""
    return _SPECIAL.sub(r"\\\1", text)


def table(report: Report) -> str:
    """A pipe table; numbers to the right."""
    return _table(
        [visible(column.label) for column in report.view],
        texts(report.view, report.view_rows),
        [column.style == "number" for column in report.view],
    )


def _table(labels: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[bool]) -> str:
    rule = ["---:" if number else "---" for number in numbers]
    lines = [list(map(_escaped, labels)), rule, *(list(map(_escaped, row)) for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def page(page: Page) -> str:
    """The title as a heading, each section under its own."""
    parts = [f"# {_escaped(visible(page.title))}\n"]
    for section in page.sections:
        parts.append(f"\n## {_escaped(visible(section.heading))}\n")
        parts.extend(f"\n{_block(block)}" for block in section.blocks)
    return "".join(parts)


def _block(block: Facts | Items | Passage | Report) -> str:
    match block:
        case Facts():
            return "".join(f"- {_escaped(label)}: {_escaped(visible(value))}\n" for label, value in block.facts)
        case Items():
            heading = f"### {_escaped(visible(block.heading))}\n\n" if block.heading else ""
            return heading + "".join(map(_item, block.items))
        case Passage():
            return f"{'> ' if block.quoted else ''}{_escaped(visible(block.text))}\n"
        case Report():
            return table(block)
        case _:
            assert_never(block)


def _item(item: Item) -> str:
    line = " ".join(_escaped(visible(part)) for part in (item.text, item.aside) if part)
    quoted = f"\n  > {_escaped(visible(item.quotation))}\n" if item.quotation else ""
    return f"- {line}\n{quoted}"
