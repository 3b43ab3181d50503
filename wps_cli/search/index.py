"""The searched texts as one string, in which words and wordings are found where they begin."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from wps_cli.queries.rows import Row
from wps_cli.search.words import spaced
from wps_cli.text import fold

WEIGHTS = {"quote": 1.0, "summary": 1.0, "lead": 0.9, "addressee": 0.9, "topic": 0.85, "place": 0.85, "speaker": 0.6}
"""What is searched of a row, with what a match there counts for."""


class Place(NamedTuple):
    """Where a word or wording begins."""

    passage: int
    at: int
    """In the string of all texts."""
    form: str
    """As it goes on there to its end."""


class Corpus:
    """Rows made ready to be searched; a text that several rows share, such as a lead, is kept once."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        known: dict[tuple[str, str], int] = {}
        self.passages = [[known.setdefault(one, len(known)) for one in texts(row).items()] for row in rows]
        """The passages of each row, one a field of `WEIGHTS`."""
        self.weights = [WEIGHTS[field] for field, _ in known]
        """Of each passage."""
        self.holders: list[list[int]] = [[] for _ in known]
        """The rows that have each passage."""
        for number, passages in enumerate(self.passages):
            for passage in passages:
                self.holders[passage].append(number)
        # A line end stands behind each text, so that no wording goes on into the next.
        lines = [f" {' '.join(spaced(fold(text)).split())} \n" for _, text in known]
        self._text = "".join(lines)
        self._starts = [0]
        for line in lines:
            self._starts.append(self._starts[-1] + len(line))
        self._found: dict[str, list[Place]] = {}

    @cached_property
    def vocabulary(self) -> list[str]:
        """Every word of the rows."""
        return sorted(set(self._text.split()))

    def find(self, wording: str) -> list[Place]:
        """Where words begin so; with a space at its end, where they stand so. Of several the last may go on."""
        if wording not in self._found:
            found = []
            at = self._text.find(f" {wording}")
            while at >= 0:
                end = self._text.index(" ", at + len(wording.rstrip()) + 1)
                found.append(Place(bisect_right(self._starts, at) - 1, at, self._text[at + 1 : end]))
                at = self._text.find(f" {wording}", at + 1)
            self._found[wording] = found
        return self._found[wording]

    def distance(self, one: Place, other: Place) -> int:
        """How many words one place of a passage is from the other."""
        return self._text.count(" ", min(one.at, other.at), max(one.at, other.at))

    def order(self, place: Place) -> int:
        """The place of the word within its passage, counted from 0."""
        return self._text.count(" ", self._starts[place.passage], place.at)


def spans(text: str, words: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
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


def texts(row: Row) -> dict[str, str]:
    """The searched texts of a row, by field."""
    entry: Any = row.entry
    headline = {"staffing": "women {category} staffing", "figure": "{what} {value} {unit}"}.get(entry.kind, "{summary}")
    own = (*getattr(entry, "themes", ()), getattr(entry, "when", None))
    found = {
        "quote": (entry.quote,),
        "summary": (headline.format_map({name: getattr(entry, name) for name in entry.__struct_fields__}),),
        "lead": (entry.lead,),
        "addressee": (getattr(entry, "addressee", None),),
        "topic": (row.paragraph.topic, row.paragraph.label, *own),
        "place": (*row.missions, *row.countries),
        "speaker": (getattr(entry, "speaker", None),),
    }
    return {field: " ".join(filter(None, parts)) for field, parts in found.items()}
