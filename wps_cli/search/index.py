"""The searched texts as one string, in which words and wordings are found where they begin."""

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from wps_cli.queries.rows import Row
from wps_cli.search.words import spaced
from wps_cli.text import fold

FIELDS = ("quote", "summary", "lead", "topic", "place", "speaker")
"""What is searched of a row, in the order of what a match there counts for."""
WEIGHTS = {"quote": 1.0, "summary": 1.0, "lead": 0.9, "topic": 0.85, "place": 0.85, "speaker": 0.6}
_END = "\n"
"""Stands behind each text, so that no wording goes on into the next."""


class Place(NamedTuple):
    """Where a word or wording begins."""

    passage: int
    at: int
    """In the string of all texts."""
    length: int
    """In words."""


class Corpus:
    """Rows made ready to be searched; a text that several rows share, such as a lead, is kept once."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        known: dict[tuple[str, str], int] = {}
        self.passages = [
            [known.setdefault(one, len(known)) for one in zip(FIELDS, _texts(row), strict=True)] for row in rows
        ]
        """The passages of each row, one a field."""
        self.fields = [field for field, _ in known]
        self._holders: list[list[int]] = [[] for _ in known]
        for number, passages in enumerate(self.passages):
            for passage in passages:
                self._holders[passage].append(number)
        words = [f" {' '.join(spaced(fold(text)).split())} {_END}" for _, text in known]
        self._starts: list[int] = []
        length = 0
        for text in words:
            self._starts.append(length)
            length += len(text)
        self._text = "".join(words)
        self._found: dict[tuple[str, bool], list[tuple[str, Place]]] = {}

    @cached_property
    def vocabulary(self) -> list[str]:
        """Every word of the rows."""
        return sorted(set(self._text.split()))

    @cached_property
    def codes(self) -> Collection[str]:
        """The missions' codes, folded: too near to each other for a guess."""
        return {code.lower() for row in self.rows for code in row.missions}

    def beginning(self, wording: str) -> list[tuple[str, Place]]:
        """Where words begin so, each with the word as it goes on; of a wording its last word goes on."""
        return self._find(wording, whole=False)

    def whole(self, wording: str) -> list[tuple[str, Place]]:
        """Where the wording stands as it is."""
        return self._find(wording, whole=True)

    def _find(self, wording: str, *, whole: bool) -> list[tuple[str, Place]]:
        key = (wording, whole)
        if key not in self._found:
            sought, length = f" {wording}{' ' if whole else ''}", wording.count(" ") + 1
            found = []
            at = self._text.find(sought)
            while at >= 0:
                end = self._text.index(" ", at + len(wording) + 1)
                found.append((self._text[at + 1 : end], Place(bisect_right(self._starts, at) - 1, at, length)))
                at = self._text.find(sought, at + 1)
            self._found[key] = found
        return self._found[key]

    def rows_of(self, passage: int) -> list[int]:
        """The rows that have the passage."""
        return self._holders[passage]

    def distance(self, one: Place, other: Place) -> int:
        """How many words one place of a passage is from the other."""
        return self._text.count(" ", min(one.at, other.at), max(one.at, other.at))

    def order(self, place: Place) -> int:
        """The place of the word within its passage, counted from 0."""
        return self._text.count(" ", self._starts[place.passage], place.at)


def spans(text: str, words: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans of words (the first, and the one behind the last) as `[start, end)` offsets in the text, in code points."""
    folded = fold(text)
    origin: Sequence[int] = range(len(text))
    if len(folded) != len(text) or not all(len(fold(char)) == 1 for char in set(text) if not char.isascii()):
        origin = [place for place, char in enumerate(text) for _ in fold(char)]
    stand = [match.span() for match in re.finditer(r"\S+", spaced(folded))]
    marked: list[tuple[int, int]] = []
    for first, behind in sorted(words):
        start, end = origin[stand[first][0]], origin[stand[behind - 1][1] - 1] + 1
        if marked and start < marked[-1][1]:
            start, end = marked[-1][0], max(end, marked.pop()[1])
        marked.append((start, end))
    return tuple(marked)


def text_of(row: Row, field: str) -> str:
    """The searched text of that field."""
    return _texts(row)[FIELDS.index(field)]


def _texts(row: Row) -> tuple[str, ...]:
    """The searched texts of a row, in the order of `FIELDS`."""
    entry: Any = row.entry
    where = " ".join((*row.missions, *row.countries))
    lead = " ".join(filter(None, (entry.lead, getattr(entry, "addressee", None))))
    match entry.kind:
        case "staffing":
            headline = f"women {entry.category} staffing"
        case "figure":
            headline = f"{entry.what} {entry.value} {entry.unit}"
        case _:
            headline = entry.summary
    own = (*getattr(entry, "themes", ()), getattr(entry, "when", None))
    about = " ".join(filter(None, (row.paragraph.topic, row.paragraph.label, *own)))
    return (entry.quote, headline, lead, about, where, getattr(entry, "speaker", None) or "")
