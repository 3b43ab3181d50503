"""What a renderer may know: columns, rows and pages, without a word about meetings."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

Value = str | int | float | bool | datetime.date | Sequence[Any] | Mapping[str, Any] | None
"""What a cell holds: JSON's types and dates."""


Style = Literal["text", "id", "strong", "number", "quiet", "noted", "bar"]
"""How a cell is to look; `noted` stands behind its label where it is stacked."""


class Marked(Struct, frozen=True):
    """A cell of text some stretches of which are to stand out."""

    text: str
    marks: tuple[tuple[int, int], ...]
    """`[start, end)` offsets in code points, in order, apart."""


class Column(Struct, frozen=True):
    """One column: its key in machine formats, its heading for people, and how a row fills it."""

    key: str
    label: str
    get: Callable[[Any], Value | Marked]
    style: Style = "text"
    under: str = ""
    """Key of the column beneath whose cell this one's stands on a terminal."""


class Report(Struct, frozen=True):
    """A list: its rows, and the view of them that people see."""

    rows: Sequence[Any]
    view: tuple[Column, ...]
    view_rows: Sequence[Any]
    caption: tuple[str, ...] = ()
    """Lines that a terminal shows below the table."""


class Facts(Struct, frozen=True):
    """Labelled values."""

    facts: tuple[tuple[str, str], ...]


class Item(Struct, frozen=True):
    """One line of a list."""

    text: str
    aside: str = ""
    """A short reference, quieter than the text."""
    quotation: str = ""
    """The words of the letter, set apart below."""


class Items(Struct, frozen=True):
    """A list of lines."""

    items: tuple[Item, ...]
    heading: str = ""
    """What the lines have in common, where a section holds several lists."""


class Passage(Struct, frozen=True):
    """A running text, set apart where it is quoted."""

    text: str
    quoted: bool = False


class Section(Struct, frozen=True):
    """A titled part of a page."""

    heading: str
    blocks: tuple[Facts | Items | Passage | Report, ...]


class Page(Struct, frozen=True):
    """A page to read, and the same as one object for machines."""

    title: str
    sections: tuple[Section, ...]
    data: Mapping[str, Value]
