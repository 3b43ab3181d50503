"""The searched texts as one string, in which words and wordings are found where they begin."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import accumulate

from msgspec import Struct

from wps_cli.queries.rows import Row
from wps_cli.search.words import spaced
from wps_cli.text import fold

# The fields of a row that are searched, with what a match there counts for.
WEIGHTS = {"quote": 1.0, "summary": 1.0, "lead": 0.8, "addressee": 0.9, "topic": 0.85, "place": 0.85, "speaker": 0.6}
_FIELDS = tuple(WEIGHTS)
Spans = tuple[tuple[int, int], ...]  # `[start, end)` offsets in code points, in order, apart


class Place(Struct, frozen=True):
    """Where a word or wording begins."""

    row: int
    field: str
    word: int  # which of the field's words, counted from 0
    form: str  # as it stands there, to its end


class Corpus:
    """Rows made ready to be searched: all their texts laid end to end."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        # A line end stands behind each text, so that no wording goes on into the next.
        line = cache(lambda text: f" {' '.join(spaced(fold(text)).split())} \n")
        lines = [line(text) for row in rows for text in texts(row).values()]
        self._text = "".join(lines)
        self._starts = list(accumulate(map(len, lines), initial=0))

    @cached_property
    def vocabulary(self) -> list[str]:
        """Every word of the rows."""
        return sorted(set(self._text.split()))

    def find(self, wording: str) -> Iterator[Place]:
        """Where words begin so; with a space at its end, where they stand so. Of several the last may go on."""
        at = -1
        while (at := self._text.find(f" {wording}", at + 1)) >= 0:
            end = self._text.index(" ", at + len(wording.rstrip()) + 1)
            line = bisect_right(self._starts, at) - 1
            row, field = divmod(line, len(_FIELDS))
            word = self._text.count(" ", self._starts[line], at)
            yield Place(row, _FIELDS[field], word, self._text[at + 1 : end])


def marks(row: Row, places: Sequence[Place]) -> dict[str, Spans]:
    """By field, where these places of the row are in its text."""
    found: dict[str, Spans] = {}
    for field, text in texts(row).items():
        held = sorted((one.word, one.word + one.form.count(" ")) for one in places if one.field == field)
        if not held:
            continue
        origin = range(len(text)) if text.isascii() else [place for place, char in enumerate(text) for _ in fold(char)]
        stand = [match.span() for match in re.finditer(r"\S+", spaced(fold(text)))]
        marked: list[tuple[int, int]] = []
        for first, last in held:
            start, end = origin[stand[first][0]], origin[stand[last][1] - 1] + 1
            if marked and start < marked[-1][1]:
                start, end = marked[-1][0], max(end, marked.pop()[1])
            marked.append((start, end))
        found[field] = tuple(marked)
    return found


def texts(row: Row) -> dict[str, str]:
    """The searched texts of a row by field, in the order of `WEIGHTS`."""
    headline = {"staffing": "women {0.category} staffing", "figure": "{0.what} {0.value} {0.unit}"}
    return {
        "quote": row.entry.quote,
        "summary": headline.get(row.entry.kind, "{0.summary}").format(row.entry),
        "lead": row.entry.lead or "",
        "addressee": row.get("addressee") or "",
        "topic": " ".join((row.paragraph.topic or "", *(row.get("themes") or ()))),
        "place": " ".join((*row.missions, *row.countries)),
        "speaker": row.get("speaker") or "",
    }
