"""The searched rows as an index: every word with the positions at which it stands."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import repeat
from operator import itemgetter
from typing import Any, NamedTuple

from wps_cli.queries.rows import Row
from wps_cli.search.words import is_fixed, spaced
from wps_cli.text import fold

WEIGHTS = (1.0, 1.0, 0.9, 0.85, 0.6)
"""What a match counts for by field: quote; headline; lead and addressee; topic, themes and places; speaker."""
_END = ""
"""Stands for a word at the end of each passage, so that no wording goes on into the next."""


class Standing(NamedTuple):
    """Where a wording stands, which is a word or several that follow each other."""

    positions: Sequence[int]
    """Those of its first word, counted in words over all passages."""
    length: int
    """In words."""
    passages: list[int]
    """That of each position."""
    rows: dict[float, list[int]]
    """The rows with it, by the weight of the field."""


class Corpus:
    """Rows made ready to be searched; good for any number of queries.

    A text that several rows share, such as the lead of an enumeration, is one passage.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        fields: dict[tuple[int, str], int] = {}
        self.passages = [
            [fields.setdefault(one, len(fields)) for one in enumerate(_searched_texts(row))] for row in rows
        ]
        """The passages of each row, its quote first."""
        self._weights = [WEIGHTS[field] for field, _ in fields]
        self._holders: list[list[int]] = [[] for _ in fields]
        for number, passages in enumerate(self.passages):
            for passage in passages:
                self._holders[passage].append(number)
        words: list[str] = []
        for _, text in fields:
            words += spaced(fold(text)).split()
            words.append(_END)
        positions: defaultdict[str, list[int]] = defaultdict(list)
        for position, word in enumerate(words):
            positions[word].append(position)
        self._ends = positions.pop(_END, [])
        self._positions: Mapping[str, Sequence[int]] = positions
        self._vocabulary = sorted(positions)
        self._known: dict[str, Standing] = {}

    def beginning(self, start: str) -> list[str]:
        """The words of the rows that begin so."""
        first = bisect_left(self._vocabulary, start)
        return self._vocabulary[first : bisect_left(self._vocabulary, f"{start}\U0010ffff", first)]

    def standing(self, wording: str) -> Standing:
        """Where that word stands, or words that follow each other."""
        if wording not in self._known:
            words = wording.split()
            positions = self._positions_of(words)
            passages = list(map(bisect_left, repeat(self._ends), positions))
            rows: defaultdict[float, list[int]] = defaultdict(list)
            weights, holders = self._weights, self._holders
            for passage in passages:
                rows[weights[passage]] += holders[passage]
            self._known[wording] = Standing(positions, len(words), passages, rows)
        return self._known[wording]

    def _positions_of(self, words: Sequence[str]) -> Sequence[int]:
        """The positions of the first word from which on the others follow; the rarest is looked at first."""
        (first, rarest), *others = sorted(enumerate(words), key=lambda one: len(self._positions.get(one[1], ())))
        found: Sequence[int] = self._positions.get(rarest, ())
        for distance, word in others if found else ():
            followed = set(self._positions[word])
            found = [position for position in found if position + distance - first in followed]
        return [position - first for position in found] if first else found

    def start(self, passage: int) -> int:
        """The position of the passage's first word."""
        return self._ends[passage - 1] + 1 if passage else 0

    def misspelt(self, word: str) -> list[str]:
        """The words of the rows that the typed one may stand for."""
        codes = {code.lower() for row in self.rows for code in row.missions}  # too near to each other for a guess
        return [one for one in slips(word, self._vocabulary) if one not in codes]


def best_by_row(found: Iterable[tuple[float, Standing]]) -> dict[int, float]:
    """The rows of what is found, each with the best worth, the weight of the field counted in."""
    worths = [(worth * weight, rows) for worth, standing in found for weight, rows in standing.rows.items()]
    best: dict[int, float] = {}
    for worth, rows in sorted(worths, key=itemgetter(0)):
        best.update(dict.fromkeys(rows, worth))
    return best


def spans_by_passage(found: Iterable[Standing], passages: Collection[int]) -> dict[int, list[tuple[int, int]]]:
    """The spans of what is found in these passages: from its first word on, up to what follows its last one."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for standing in found:
        for passage, position in zip(standing.passages, standing.positions, strict=True):
            if passage in passages:
                spans.setdefault(passage, []).append((position, position + standing.length))
    return spans


def slips(word: str, vocabulary: Sequence[str]) -> list[str]:
    """The words that the typed one is a slip away from, of five letters or more; two slips from nine letters on."""
    allowed = 0 if is_fixed(word) or len(word) < 5 else 1 if len(word) < 9 else 2
    if not allowed:
        return []
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extract(word, vocabulary, scorer=OSA.distance, score_cutoff=allowed, limit=None)
    return [one for one, _, _ in found if not is_fixed(one)]


def _searched_texts(row: Row) -> tuple[str, ...]:
    """The searched fields of a row, in the order of their weights."""
    entry: Any = row.entry
    where = " ".join((*row.missions, *row.countries))
    match entry.kind:
        case "staffing":
            return (entry.quote, f"women {entry.category} staffing", entry.lead or "", where, "")
        case "figure":
            return (entry.quote, f"{entry.what} {entry.value} {entry.unit}", entry.lead or "", where, "")
        case _:
            return (
                entry.quote,
                f"{entry.summary} {row.paragraph.label or ''} {entry.when or ''}",
                f"{entry.lead or ''} {entry.addressee or ''}",
                f"{row.paragraph.topic or ''} {' '.join(entry.themes)} {where}",
                entry.speaker or "",
            )
