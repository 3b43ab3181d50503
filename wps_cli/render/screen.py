"""Tables and pages on a terminal: the one module that knows Rich."""

import io
from collections.abc import Iterable, Sequence
from typing import Any, assert_never

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from wps_cli.render.cells import cell_text
from wps_cli.render.report import Column, Facts, Items, Marked, Page, Passage, Report
from wps_cli.text import visible

_STYLES = {"id": "cyan", "strong": "bold", "quiet": "dim", "noted": "dim", "number": "", "text": "", "bar": "magenta"}
_GAP = 2
_NARROWEST = 22
"""Cells below which a column of text is no longer read with ease: then one block a row."""
_WIDEST = 92
"""Cells beyond which the eye loses the start of the next line."""

_WIDEST_SCREEN = 1000
"""Cells of the widest screen; COLUMNS may say more, and Rich would fill it with blanks."""


def _console(out: io.StringIO, width: int, colour: bool) -> Console:
    """Without colour Rich writes no escape of any sort, bold included."""
    return Console(
        file=out,
        width=min(width, _WIDEST_SCREEN),
        height=25,  # without one Rich takes every TERM=dumb for 80 wide
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


def _longest_word(texts: Iterable[str]) -> int:
    return max((cell_len(word) for text in texts for word in text.split()), default=0)


def _print(console: Console, text: Text, indent: int = 0, hanging: int = 0) -> None:
    """The text wrapped between words; a word wider than the screen is left whole, so that an id can be copied."""
    if _longest_word([text.plain]) > console.width - indent - hanging:
        console.print(Text(" " * indent).append_text(text), soft_wrap=True)
        return
    lines = text.wrap(console, console.width - indent - hanging)
    for number, line in enumerate(lines):
        console.print(Padding(line, (0, 0, 0, indent + (hanging if number else 0))))


def _cell(column: Column, row: Any, colour: bool) -> Text:
    value = column.get(row)
    if isinstance(value, Marked):
        return _marked(value, colour)
    text = Text(cell_text(value), style=_STYLES[column.style])
    return _labelled(column, text) if text and column.style == "noted" else text


def _marked(value: Marked, colour: bool) -> Text:
    """The text with its stretches underlined, or between asterisks where no escape may be written."""
    text, at = Text(), 0
    for start, end in value.marks:
        text.append(visible(value.text[at:start]))
        word = visible(value.text[start:end])
        text.append(*((word, "bold underline") if colour else (f"*{word}*",)))
        at = end
    return text.append(visible(value.text[at:]))


def _labelled(column: Column, text: Text) -> Text:
    return Text(f"{visible(column.label)}: ", style="dim").append_text(text)


def _stacks(columns: Sequence[Column]) -> list[list[Column]]:
    """The columns as a terminal stacks them: each with those that stand beneath it."""
    return [
        [column, *(below for below in columns if below.under == column.key)] for column in columns if not column.under
    ]


def table(report: Report, width: int, colour: bool) -> str:
    """A table that fits the width by wrapping; where columns would be too narrow, one block a row."""
    out = io.StringIO()
    console = _console(out, width, colour)
    _print_table(console, report)
    if report.caption and len(report.view_rows):
        console.print()
    for line in report.caption:
        _print(console, Text(visible(line), style="dim"))
    return _text(out)


def _print_table(console: Console, report: Report, indent: int = 0) -> None:
    has_colour = console.color_system is not None
    stacks = _stacks(report.view)
    rows = [
        [Text("\n").join(filter(None, (_cell(column, row, has_colour) for column in stack))) for stack in stacks]
        for row in report.view_rows
    ]
    widths = _widths(stacks, rows, console.width - indent - _GAP * (len(stacks) - 1))
    if widths is None:
        _print_blocks(console, report, indent)
        return
    tall = any(len(stack) > 1 for stack in stacks)
    drawn = Table(box=None, pad_edge=False, padding=(0, _GAP, int(tall), 0), header_style="bold")
    for stack, size in zip(stacks, widths, strict=True):
        drawn.add_column(Text(visible(stack[0].label)), width=size, justify=_justify(stack[0]))
    for row in rows:
        drawn.add_row(*row)
    console.print(Padding(drawn, (0, 0, 0, indent)))


def _justify(column: Column) -> Any:
    return "right" if column.style == "number" else "left"


def _widths(stacks: Sequence[Sequence[Column]], rows: Sequence[Sequence[Text]], room: int) -> list[int] | None:
    """The widths at which no word is broken; None where the room does not do.

    Columns of ids and numbers take what they need. Those of text share the rest, the modest ones served first.
    """
    widths: list[int] = []
    wishes: list[tuple[int, int]] = []
    for place, stack in enumerate(stacks):
        lines = [visible(stack[0].label), *(line for row in rows for line in row[place].plain.split("\n"))]
        widths.append(_longest_word(lines))
        if stack[0].style not in ("id", "number"):
            longest = max(map(cell_len, lines))
            widths[-1] = max(widths[-1], min(longest, _NARROWEST))
            wishes.append((max(0, min(longest, _WIDEST) - widths[-1]), place))
    spare = room - sum(widths)
    if spare < 0:
        return None
    for served, (wish, place) in enumerate(sorted(wishes)):
        granted = min(wish, spare // (len(wishes) - served))
        widths[place] += granted
        spare -= granted
    return widths


def _print_blocks(console: Console, report: Report, indent: int) -> None:
    """One block a row: its id, then each cell behind its label."""
    has_colour = console.color_system is not None
    for number, row in enumerate(report.view_rows):
        if number:
            console.print()
        for column in report.view:
            text = _cell(column, row, has_colour)
            if text:
                plain_to_see = column.style in ("id", "strong", "bar", "noted")
                _print(console, text if plain_to_see else _labelled(column, text), indent)


def page(page: Page, width: int, colour: bool) -> str:
    """The title, then each section under its heading."""
    out = io.StringIO()
    console = _console(out, min(width, _WIDEST + 2 * _GAP), colour)
    _print(console, Text(visible(page.title), style="bold cyan"))
    for section in page.sections:
        console.print()
        _print(console, Text(visible(section.heading), style="bold"))
        for block in section.blocks:
            _print_block(console, block)
    return _text(out)


def _print_block(console: Console, block: Facts | Items | Passage | Report) -> None:
    match block:
        case Facts():
            _print_facts(console, block)
        case Items():
            _print_items(console, block)
        case Passage():
            _print(console, Text(visible(block.text)), 2 * _GAP if block.quoted else _GAP)
        case Report():
            _print_table(console, block, _GAP)
        case _:
            assert_never(block)


def _print_items(console: Console, block: Items) -> None:
    indent = _GAP
    if block.heading:
        _print(console, Text(visible(block.heading), "dim"), indent)
        indent += _GAP
    for item in block.items:
        line = Text(visible(item.text))
        if item.aside:
            line.append(" " * _GAP).append(visible(item.aside), "dim")
        _print(console, line, indent, hanging=_GAP)
        if item.quotation:
            _print(console, Text(visible(item.quotation), "italic"), indent + 2 * _GAP)


def _print_facts(console: Console, block: Facts) -> None:
    """Labels beside their values; where a value does not fit there, each label before its own."""
    pairs = [(Text(label, "dim"), Text(visible(value))) for label, value in block.facts]
    beside = max((label.cell_len for label, _ in pairs), default=0) + 2 * _GAP
    if _longest_word(value.plain for _, value in pairs) > console.width - beside:
        for label, value in pairs:
            _print(console, label.append(": ").append_text(value), _GAP)
        return
    drawn = Table.grid(padding=(0, _GAP))
    drawn.add_column(no_wrap=True)
    drawn.add_column()
    for label, value in pairs:
        drawn.add_row(Text(" " * _GAP).append_text(label), value)
    console.print(drawn)
