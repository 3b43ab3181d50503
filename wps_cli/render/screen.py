"""Lists, tables and pages on a terminal: the one module that knows Rich."""

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any, assert_never

from msgspec.structs import replace
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from wps_cli.render.cells import cell_text, flat, starred
from wps_cli.render.report import Column, Facts, Item, Items, Marked, Page, Passage, Report, Terminal
from wps_cli.text import visible

_STYLES = {"id": "cyan", "strong": "bold", "quiet": "dim", "noted": "dim", "number": "", "text": "", "bar": "magenta"}
_FIXED = ("id", "number", "bar")
"""Styles of columns whose cells are not wrapped."""
_GAP = 2
_NARROWEST = 18
"""Cells below which a column of text is no longer read with ease: then one block a row."""
_WIDEST = 96
"""Cells beyond which the eye loses the start of the next line."""
_WIDEST_SCREEN = 1000
"""Cells of the widest screen; COLUMNS may say more, and Rich would fill it with spaces."""
_GLUE = "\ufdd0"
"""Stands for a space at which no line breaks; no text has it, as it is no character."""
_TOGETHER = re.compile(
    r"\[\d+, [^\[\]]{1,40}\]"  # a place mark: [1, (a)(iv)]
    r"|\(\d+ inferred\)"
    r"|(?:less than |more than |at most |at least |about )?"
    r"[$€£]?[0-9][0-9.,]*(?: (?:per cent|%|points?|million|billion|thousand))+(?!\w)"
)
"""What is not broken where it fits the line."""


def _glued(text: str) -> str:
    return _TOGETHER.sub(lambda found: found[0].replace(" ", _GLUE), text)


def _text(text: str, style: str = "") -> Text:
    return Text(_glued(visible(text)), style=style)


def _marked(value: str | Marked, style: str, *, colour: bool) -> Text:
    """The text with its marked spans underlined, or between asterisks where no escape may be written."""
    if isinstance(value, str) or not colour:
        return _text(starred(value), style)
    text, at = Text(style=style), 0
    for start, end in value.marks:
        text.append(visible(value.text[at:start])).append(visible(value.text[start:end]), "bold underline")
        at = end
    return text.append(visible(value.text[at:]))


class _Screen:
    """What is printed, for a terminal of that width."""

    def __init__(self, terminal: Terminal) -> None:
        self._out = io.StringIO()
        self.width = min(terminal.width, _WIDEST_SCREEN)
        self.colour = terminal.colour
        # Without colour Rich writes no escape of any sort, bold included.
        self._console = Console(
            file=self._out,
            width=self.width,
            height=25,  # without one Rich takes every TERM=dumb for 80 wide
            force_terminal=True,
            color_system="standard" if self.colour else None,
            markup=False,
            emoji=False,
            highlight=False,
            legacy_windows=False,
        )

    def text(self) -> str:
        """All that was printed, without the spaces to which Rich pads its lines."""
        printed = self._out.getvalue().replace(_GLUE, " ")
        return "".join(line.rstrip() + "\n" for line in printed.split("\n")[:-1])

    def line(self, text: Text, indent: int = 0, hanging: int = 0) -> None:
        """The text wrapped between words."""
        for number, line in enumerate(_wrapped(text, self.width - indent, hanging)):
            padded = Text(" " * (indent + (hanging if number else 0))).append_text(line)
            self._console.print(padded, soft_wrap=True)

    def blank(self) -> None:
        """An empty line."""
        self._console.print()

    def table(self, report: Report, indent: int = 0) -> None:
        """A table that fits the width by wrapping; where columns would be too narrow, one block a row."""
        room = self.width - indent
        beside = [replace(column, under="") if column.style == "bar" else column for column in report.view]
        drawn = self._drawn(beside, report.rows, room, whole=True) or self._drawn(report.view, report.rows, room)
        if drawn:
            self._console.print(Padding(drawn, (0, 0, 0, indent)))
        else:
            self._blocks(report, indent)

    def _drawn(self, columns: Sequence[Column], rows: Sequence[Any], room: int, *, whole: bool = False) -> Table | None:
        """The table if the room suffices for no word to be broken; with `whole` for no cell to be wrapped."""
        stacks = [[one, *(below for below in columns if below.under == one.key)] for one in columns if not one.under]
        cells = [
            [Text("\n").join(filter(None, (self._cell(one, row) for one in stack))) for stack in stacks] for row in rows
        ]
        least, wanted = [], []
        for place, (first, *_) in enumerate(stacks):
            lines = [first.label, *(line for row in cells for line in row[place].plain.split("\n"))]
            widest, longest = max(map(cell_len, lines)), _longest_word(map(_glued, lines))
            least.append(longest if first.style in _FIXED else max(longest, min(widest, _NARROWEST)))
            wanted.append(least[-1] if first.style in _FIXED else max(least[-1], min(widest, _WIDEST)))
        room -= _GAP * (len(stacks) - 1)
        if sum(wanted if whole else least) > room:
            return None
        tall = int(any(len(stack) > 1 for stack in stacks))
        drawn = Table(box=None, pad_edge=False, padding=(0, _GAP, tall, 0), header_style="bold")
        for (first, *_), width in zip(stacks, _widened(least, wanted, room), strict=True):
            right = first.style == "number"
            drawn.add_column(_text(first.label), width=width, overflow="fold", justify="right" if right else "left")
        for row in cells:
            drawn.add_row(*row)
        return drawn

    def _cell(self, column: Column, row: Any) -> Text:
        value = flat(column, row)
        if isinstance(value, Marked):
            return _marked(value, "", colour=self.colour)
        text = _text(cell_text(value), _STYLES[column.style])
        return _labelled(column, text) if text and column.style == "noted" else text

    def _blocks(self, report: Report, indent: int) -> None:
        """One block a row: its id, then each cell behind its label."""
        for number, row in enumerate(report.rows):
            if number:
                self.blank()
            for column in report.view:
                text = self._cell(column, row)
                if text:
                    plain_to_see = column.style in ("id", "strong", "bar", "noted")
                    self.line(text if plain_to_see else _labelled(column, text), indent)

    def facts(self, block: Facts) -> None:
        """Labels beside their values; where a value does not fit there, each label before its own."""
        beside = max((cell_len(label) for label, _ in block.facts), default=0) + 2 * _GAP
        fits = _longest_word(value for _, value in block.facts) <= self.width - beside
        for label, value in block.facts:
            label_text = _text(label, "dim").append(" " * (beside - _GAP - cell_len(label)) if fits else ": ")
            self.line(label_text.append_text(_text(value)), _GAP, hanging=beside - _GAP if fits else 0)

    def items(self, block: Items, indent: int) -> None:
        """What the entries have in common, then each behind a bullet, its own words and what qualifies it below."""
        if block.heading:
            self.line(_text(block.heading, "dim"), indent, hanging=_GAP)
        if block.lead:
            self.line(_text(block.lead, "italic"), indent + _GAP)
        for item in block.items:
            self._item(item, indent)

    def _item(self, item: Item, indent: int) -> None:
        headline = _marked(item.text, "bold" if item.quotation else "", colour=self.colour)
        first = Text("- ").append_text(headline)
        words = _marked(item.quotation, "italic" if isinstance(item.quotation, str) else "", colour=self.colour)
        last = words if item.quotation else first
        if item.aside:
            last.append("  ").append_text(_text(item.aside, "dim"))
        self.line(first, indent, hanging=_GAP)
        if item.quotation:
            self.line(words, indent + 2 * _GAP)
        for line in item.below:
            self.line(_text(line), indent + _GAP, hanging=_GAP)

    def passage(self, block: Passage) -> None:
        """A text of its own."""
        self.line(_marked(block.text, "", colour=self.colour), 2 * _GAP if block.quoted else _GAP)


def _widened(least: Sequence[int], wanted: Sequence[int], room: int) -> list[int]:
    """The widths, each at least what it must be; what room is left goes first to those that want the least more."""
    widths = list(least)
    left = room - sum(least)
    order = sorted(range(len(least)), key=lambda place: wanted[place] - least[place])
    for number, place in enumerate(order):
        more = min(wanted[place] - least[place], left // (len(order) - number))
        widths[place] += more
        left -= more
    return widths


def _wrapped(text: Text, width: int, hanging: int) -> list[Text]:
    """The text in lines of that many cells, all but the first shorter by what hangs; a longer word stays whole."""
    breaks: list[int] = []
    room = width
    for word in re.finditer(r"\S+\s*", text.plain):
        size = cell_len(word[0].rstrip())
        if size > room and word.start() > (breaks[-1] if breaks else 0):
            breaks.append(word.start())
            room = width - hanging
        room -= cell_len(word[0])
    lines = list(text.divide(breaks))
    for line in lines:
        line.rstrip()
    return lines


def _longest_word(texts: Iterable[str]) -> int:
    return max((cell_len(word) for text in texts for word in text.split()), default=0)


def _labelled(column: Column, text: Text) -> Text:
    return Text(f"{visible(column.label)}: ", style="dim").append_text(text)


def listed(report: Report, terminal: Terminal) -> str:
    """The list as groups where it has them, else as a table; then what it counts."""
    screen = _Screen(terminal)
    if report.groups:
        screen.width = min(screen.width, _WIDEST + 2 * _GAP)
        for group in report.groups:
            screen.items(group, 0)
    else:
        screen.table(report)
    if report.caption and len(report.rows):
        screen.blank()
        for line in report.caption:
            screen.line(_text(line, "dim"))
    return screen.text()


def page(page: Page, terminal: Terminal) -> str:
    """The title, then each section under its heading."""
    screen = _Screen(terminal)
    screen.width = min(screen.width, _WIDEST + 2 * _GAP)
    screen.line(_text(page.title, "bold cyan"))
    for section in page.sections:
        if section.heading:
            screen.blank()
            screen.line(_text(section.heading, "bold"))
        for number, block in enumerate(section.blocks):
            match block:
                case Facts():
                    screen.facts(block)
                case Items():
                    screen.items(block, _GAP)
                case Passage():
                    if any(isinstance(above, Passage) for above in section.blocks[:number]):
                        screen.blank()
                    screen.passage(block)
                case Report():
                    screen.table(block, _GAP)
                case _:
                    assert_never(block)
    return screen.text()
