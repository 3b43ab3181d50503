"""What a renderer may know: columns, rows and pages, without a word about meetings."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

Value = str | int | float | bool | datetime.date | Sequence[Any] | Mapping[str, Any] | None  # what a cell holds
Style = Literal["text", "id", "strong", "number", "quiet", "bar"]  # of a cell; a bar stands beside a number if it fits


class Marked(Struct, frozen=True):
    """Words of a letter, some spans of which are to stand out."""

    text: str
    marks: tuple[tuple[int, int], ...]  # `[start, end)` offsets in code points, in order, apart


class Column(Struct, frozen=True):
    """One column: its key in machine formats, its heading for people, and how a row fills it."""

    key: str
    label: str
    get: Callable[[Any], Value]
    style: Style = "text"
    under: str = ""  # key of the column beneath whose cell this one's stands on a terminal
    parts: tuple["Column", ...] = ()  # of an object: the columns that stand for it in CSV and TSV
    flat: Callable[[Any], Value] | None = None  # of a list that holds objects or pairs: what stands for it in a cell

    def cell(self, row: Any) -> Value:
        """What its cell in that row holds: the value, or what stands for it."""
        value = self.get(row)
        return self.flat(value) if self.flat and value is not None else value


class Item(Struct, frozen=True):
    """One entry of a list."""

    text: str | Marked
    aside: str = ""  # a short reference, quieter than the text
    quotation: str | Marked = ""  # the words of the letter, set apart below
    below: tuple[str, ...] = ()  # lines beneath it, such as what qualifies it


class Items(Struct, frozen=True):
    """A list of entries."""

    items: tuple[Item, ...]
    heading: str = ""  # what the entries have in common
    lead: str = ""  # the words of the letter that introduce all of them


class Report(Struct, frozen=True):
    """A list as people see it."""

    view: tuple[Column, ...]
    rows: Sequence[Any]
    caption: tuple[str, ...] = ()  # lines that a terminal shows below
    groups: tuple[Items, ...] = ()  # what a terminal shows in place of a table
    left_out: str = ""  # what the rows lack of what was asked for; told on stderr where no caption says it


Block = str | Marked | dict[str, str] | Items | Report  # of a page: text, quoted text, labelled values, and lists


class Page(Struct, frozen=True):
    """A page to read, and the same as one object for machines."""

    title: str
    sections: Mapping[str, Sequence[Block]]  # by heading; one without blocks is left out, "" has no heading
    data: Mapping[str, Value]


class Terminal(Struct, frozen=True):
    """Where the text goes."""

    interactive: bool  # a person reads it on a screen: wrap to the width, lay out for the eye
    colour: bool
    width: int
