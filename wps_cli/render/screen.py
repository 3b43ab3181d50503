"""Tables and pages on a terminal: the one module that knows Rich."""

import io
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from wps_cli.render.cells import cell_text
from wps_cli.report import Column, Facts, Items, Marked, Page, Passage, Report
from wps_cli.text import visible

_STYLES = {"id": "cyan", "strong": "bold", "quiet": "dim", "noted": "dim", "number": "", "text": "", "bar": "magenta"}
_GAP = 2
_NARROWEST = 22
"""Cells below which a column of text is no longer read with ease: then one block a row."""


def _console(out: io.StringIO, width: int, colour: bool) -> Console:
    """Without colour Rich writes no escape of any sort, bold included."""
    return Console(
        file=out,
        width=width,
        force_terminal=True,
        color_system="standard" if colour else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )


def _text(out: io.StringIO) -> str:
    """What was printed, without the blanks to which Rich pads its lines."""
    return "".join(line.rstrip() + "\n" for line in out.getvalue().split("\n")[:-1])


def _cell(column: Column, row: Any) -> Text:
    value = column.get(row)
    text = Text(cell_text(value), style=_STYLES[column.style], overflow="fold")
    if isinstance(value, Marked):
        for start, end in value.marks:
            text.stylize("bold underline", start, end)
    return text


def _stacks(columns: Sequence[Column]) -> list[list[Column]]:
    """The columns as a terminal stacks them: each with those that stand beneath it."""
    return [
        [column, *(below for below in columns if below.under == column.key)] for column in columns if not column.under
    ]


def table(report: Report, width: int, colour: bool) -> str:
    """A table that fits the width by wrapping; where columns would be too narrow, one block a row."""
    out = io.StringIO()
    console = _console(out, width, colour)
    _print_table(console, report, width)
    if report.caption and len(report.view_rows):
        console.print()
    for line in report.caption:
        console.print(Text(line, style="dim", overflow="fold"))
    return _text(out)


def _print_table(console: Console, report: Report, width: int) -> None:
    stacks = _stacks(report.view)
    cells = [[[_cell(column, row) for column in stack] for stack in stacks] for row in report.view_rows]
    fixed = [_fixed_width(stack, [row[place] for row in cells]) for place, stack in enumerate(stacks)]
    flexible = fixed.count(None)
    left = width - sum(one for one in fixed if one) - _GAP * (len(stacks) - 1)
    if left < _NARROWEST * flexible:
        _print_blocks(console, report.view, report.view_rows)
        return
    tall = any(len(stack) > 1 for stack in stacks)
    drawn = Table(box=None, pad_edge=False, padding=(0, _GAP, int(tall), 0), header_style="bold")
    for stack, size in zip(stacks, fixed, strict=True):
        drawn.add_column(
            Text(stack[0].label), width=size, overflow="fold", justify="right" if stack[0].style == "number" else "left"
        )
    for row in cells:
        drawn.add_row(*(Text("\n").join(text for text in stack if text.plain) for stack in row))
    console.print(drawn)


def _fixed_width(stack: Sequence[Column], cells: Sequence[Sequence[Text]]) -> int | None:
    """The width that a column of ids, dates, numbers or bars needs; None for text, which wraps."""
    firm = [place for place, column in enumerate(stack) if column.style in ("id", "number", "bar")]
    if firm and stack[0].style != "text":
        widths = [row[place].cell_len for row in cells for place in firm]
        return max([*widths, max(len(word) for word in stack[0].label.split())])
    return None


def _print_blocks(console: Console, columns: Sequence[Column], rows: Sequence[Any]) -> None:
    """One block a row: its id, then each cell behind its label."""
    for number, row in enumerate(rows):
        if number:
            console.print()
        for column in columns:
            text = _cell(column, row)
            if not text.plain:
                continue
            if column.style in ("id", "strong", "bar"):
                console.print(text)
            else:
                console.print(Text(f"{column.label}: ", style="dim", overflow="fold").append_text(text))


def page(page: Page, width: int, colour: bool) -> str:
    """The title, then each section under its heading."""
    out = io.StringIO()
    console = _console(out, width, colour)
    console.print(Text(visible(page.title), style="bold cyan", overflow="fold"))
    for section in page.sections:
        console.print()
        console.print(Text(visible(section.heading), style="bold", overflow="fold"))
        for block in section.blocks:
            _print_block(console, block, width)
    return _text(out)


def _print_block(console: Console, block: Facts | Items | Passage | Report, width: int) -> None:
    match block:
        case Facts():
            _print_pairs(console, [(Text(label, "dim"), Text(visible(value))) for label, value in block.facts])
        case Items():
            if block.heading:
                console.print(Padding(Text(visible(block.heading), "dim", overflow="fold"), (0, 0, 0, 2)))
            indent = 4 if block.heading else 2
            for item in block.items:
                line = Text(visible(item.text), overflow="fold")
                if item.aside:
                    line.append("  ").append(visible(item.aside), "dim")
                console.print(Padding(line, (0, 0, 0, indent)))
                if item.quotation:
                    console.print(
                        Padding(Text(visible(item.quotation), "italic", overflow="fold"), (0, 0, 0, indent + 4))
                    )
        case Passage():
            console.print(Padding(Text(visible(block.text), overflow="fold"), (0, 0, 0, 4 if block.quoted else 2)))
        case Report():
            _print_table(console, block, width)


def _print_pairs(console: Console, pairs: Sequence[tuple[Text, Text]]) -> None:
    drawn = Table.grid(padding=(0, _GAP))
    drawn.add_column(no_wrap=True)
    drawn.add_column(overflow="fold")
    for label, value in pairs:
        drawn.add_row(Text("  ").append_text(label), value)
    console.print(drawn)
