"""Lists, tables and pages on a terminal, laid out with Rich."""

import io
import re
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace
from rich.cells import cell_len
from rich.console import Console
from rich.measure import measure_renderables
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from wps_cli.render.plain import cell_text, starred
from wps_cli.render.report import Block, Column, Items, Marked, Page, Report, Terminal
from wps_cli.text import visible

_STYLES = {"id": "cyan", "strong": "bold", "quiet": "dim", "number": "", "text": "", "bar": "magenta"}
_FIXED = ("id", "number", "bar")  # styles of columns whose cells are not wrapped
_GAP = 2
_NARROWEST = 18  # cells below which a column of text is no longer read with ease: then one block a row
_WIDEST = 96  # cells beyond which the eye loses the start of the next line
_BROAD = 10_000  # cells that Rich is told to have: what is printed is fitted to the width before
_GLUE = "\ufdd0"  # stands for a space at which no line breaks; no text has it, as it is no character
_TOGETHER = re.compile(  # what is not broken where it fits the line
    r"\[\d+, [^\[\];]{1,40}[\];]"  # a place mark: [1, (a)(iv)]
    r"|\b\d\d? [A-Z][a-z]{2,8} (?:19|20)\d\d\b"  # a day
    r"|(?:\b(?:less than|more than|at most|at least|about) )?(?<![\w./-])(?!(?:19|20)\d\d )"
    r"[$€£]?\d(?:[\d.,]*\d)?(?:st|nd|rd|th)?\*? \*?(?:per\*? \*?cent|%|[^\W\d_][\w-]*)"  # a number and its word
    r"|(?:\b[\w-]{1,40}\*? )?\*?per\*? \*?cent"
)


def _text(text: str | Text, style: str = "") -> Text:
    told = Text(visible(text), style=style) if isinstance(text, str) else text
    told.plain = _TOGETHER.sub(lambda found: found[0].replace(" ", _GLUE), told.plain)  # marks stay where they are
    return told


def _cell(column: Column, row: Any, *, alone: bool = False) -> Text:
    """The cell; alone or beneath another, behind the column's label, where what it holds is not plain to see."""
    text = _text(cell_text(column.cell(row)), _STYLES[column.style])
    if text and (alone or column.under) and column.style not in ("id", "strong", "bar"):
        return _text(f"{column.label}: ", "dim").append_text(text)
    return text


class _Screen:
    """What is printed, for a terminal of that width."""

    def __init__(self, terminal: Terminal, widest: int) -> None:
        self.width = min(terminal.width, widest)
        self._colour = terminal.colour
        self.out = io.StringIO()
        # Without a height Rich takes every TERM=dumb for 80 wide; without colour it writes no escape, not even bold.
        self._console = Console(
            file=self.out, width=_BROAD, height=25, legacy_windows=False,
            force_terminal=True, color_system="standard" if terminal.colour else None,
        )  # fmt: skip

    def marked(self, value: str | Marked, style: str = "") -> Text:
        """The text with its marked spans underlined, or between asterisks where no escape may be written."""
        if isinstance(value, str) or not self._colour:
            return _text(starred(value), style)
        pieces = enumerate(starred(value, "\0").split("\0"))  # every second one is marked
        marked = ((piece, "bold underline" if place % 2 else "") for place, piece in pieces)
        return _text(Text.assemble(*marked, style=style))

    def line(self, text: Text, indent: int = 0, hanging: int = 0, *, above: bool = False) -> None:
        """The text wrapped between words, a longer one whole, lines but the first `hanging`; an empty line `above`."""
        if above:
            self._console.print()
        breaks: list[int] = []
        room = self.width - indent
        for word in re.finditer(r"\S+\s*", text.plain):
            if cell_len(word[0].rstrip()) > room and word.start() > (breaks[-1] if breaks else 0):
                breaks.append(word.start())
                room = self.width - indent - hanging
            room -= cell_len(word[0])
        for number, line in enumerate(text.divide(breaks)):
            line.rstrip()
            self._console.print(Text(" " * (indent + hanging * bool(number))).append_text(line), soft_wrap=True)

    def table(self, report: Report, indent: int = 0) -> None:
        """A table that fits the width by wrapping; where columns would be too narrow, each cell behind its label."""
        room = self.width - indent
        beside = [replace(column, under="") if column.style == "bar" else column for column in report.view]
        drawn = any(column.style == "bar" for column in beside) and self._drawn(beside, report.rows, room, whole=True)
        drawn = drawn or self._drawn(report.view, report.rows, room)
        if drawn:
            self._console.print(Padding.indent(drawn, indent))
            return
        for number, row in enumerate(report.rows):
            if number:
                self._console.print()
            for column in report.view:
                if text := _cell(column, row, alone=True):
                    self.line(text, indent)

    def _drawn(self, columns: Sequence[Column], rows: Sequence[Any], room: int, *, whole: bool = False) -> Table | None:
        """The table if the room suffices for no word to be broken; with `whole` only the first column is wrapped."""
        stacks = [[one, *(below for below in columns if below.under == one.key)] for one in columns if not one.under]
        join = Text("\n").join
        cells = [[join(filter(None, (_cell(one, row) for one in stack))) for stack in stacks] for row in rows]
        widths, wanted = [], []
        for place, (first, *_) in enumerate(stacks):
            column = [_text(first.label), *(row[place] for row in cells)]
            longest, widest = measure_renderables(self._console, self._console.options, column)
            narrow = longest if first.style in _FIXED else max(longest, min(widest, _NARROWEST))
            wanted.append(narrow if first.style in _FIXED else max(narrow, min(widest, _WIDEST)))
            widths.append(wanted[-1] if whole and place else narrow)
        left = room - _GAP * (len(stacks) - 1) - sum(widths)  # goes first to those that want the least more
        if left < 0:
            return None
        for number, place in enumerate(sorted(range(len(stacks)), key=lambda place: wanted[place] - widths[place])):
            more = min(wanted[place] - widths[place], left // (len(stacks) - number))
            widths[place] += more
            left -= more
        tall = int(any(stack[1:] for stack in stacks))
        drawn = Table(box=None, pad_edge=False, padding=(0, _GAP, tall, 0), header_style="bold")
        for (first, *_), width in zip(stacks, widths, strict=True):
            right = first.style == "number"
            drawn.add_column(_text(first.label), width=width, overflow="fold", justify="right" if right else "left")
        for row in cells:
            drawn.add_row(*row)
        return drawn

    def items(self, block: Items, indent: int = 0) -> None:
        """What the entries have in common, then each behind a bullet, its own words and what qualifies it below."""
        if block.heading:
            self.line(_text(block.heading, "dim"), indent, hanging=_GAP)
        if block.lead:
            self.line(_text(block.lead, "italic"), indent + _GAP)
        for item in block.items:
            first = Text("- ").append_text(self.marked(item.text, "bold" if item.quotation else ""))
            words = self.marked(item.quotation, "italic" if isinstance(item.quotation, str) else "")
            if item.aside:
                (words if item.quotation else first).append("  ").append_text(_text(item.aside, "dim"))
            self.line(first, indent, hanging=_GAP)
            if item.quotation:
                self.line(words, indent + 2 * _GAP)
            for line in item.below:
                self.line(_text(line), indent + _GAP, hanging=_GAP)

    def block(self, block: Block, *, is_next: bool) -> None:
        """A part of a page; a text that is not the first of its section stands apart."""
        match block:
            case dict():  # labels beside their values; where a value does not fit there, each label before its own
                values, beside = [*map(_text, block.values())], max(map(cell_len, block), default=0) + 2 * _GAP
                longest, _ = measure_renderables(self._console, self._console.options, values)
                fits = longest <= self.width - beside
                for label, value in zip(block, values, strict=True):
                    told = _text(label, "dim").append(" " * (beside - _GAP - cell_len(label)) if fits else ": ")
                    self.line(told.append_text(value), _GAP, hanging=beside - _GAP if fits else 0)
            case Items():
                self.items(block, _GAP)
            case str():  # one that is set in stays so
                self.line(self.marked(block.lstrip()), _GAP + len(block) - len(block.lstrip()), above=is_next)
            case Marked():
                self.line(self.marked(block), 2 * _GAP, above=is_next)
            case Report():
                self.table(block, _GAP)


def shown(answer: Report | Page, terminal: Terminal) -> str:
    """What a list counts, then its groups; or its table, then what it counts; a page's title and sections."""
    is_table = isinstance(answer, Report) and not answer.groups
    screen = _Screen(terminal, terminal.width if is_table else _WIDEST + 2 * _GAP)
    if isinstance(answer, Report):
        told = answer.caption if len(answer.rows) else ()
        if is_table:
            screen.table(answer)
        for number, line in enumerate(told if is_table or not told else (*told, "")):
            screen.line(_text(line, "dim"), above=is_table and not number)
        for group in answer.groups:
            screen.items(group)
    else:
        screen.line(_text(answer.title, "bold cyan"))
        for heading, blocks in answer.sections.items():
            if heading and blocks:
                screen.line(_text(heading, "bold"), above=True)
            has_text = False
            for block in blocks:
                screen.block(block, is_next=has_text)
                has_text = has_text or isinstance(block, str | Marked)
    # Rich pads its lines with spaces.
    return "".join(f"{line.rstrip()}\n" for line in screen.out.getvalue().replace(_GLUE, " ").split("\n")[:-1])
