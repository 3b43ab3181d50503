"""The searched rows as one folded text, in which a word is found by one fast scan."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any, NamedTuple

from wps_cli.queries import Row
from wps_cli.text import fold
from wps_cli.words import is_fixed, tokens

WEIGHTS = (1.0, 1.0, 0.9, 0.85, 0.6)
"""What a match counts for by field: quote; headline; lead and addressee; topic, themes and places; speaker."""
_SLACK, _LONGEST = 3, 200
"""Characters that may stand between two words of a phrase, and that a phrase may have."""
_OWN_FIELDS = 2
"""The first fields, quote and headline, are a row's own; the others are often those of its neighbours, too."""
_END = "\x1f"
"""What begins a passage in the long text; `check` refuses control characters in the data."""


class Term(NamedTuple):
    """One way to find a word of the query: what to scan for, and what each word found is worth."""

    beginnings: tuple[str, ...]
    """How its words begin, the first one's first."""
    pattern: "re.Pattern[str]"
    worth: Callable[[str], float]


class Found(NamedTuple):
    """What was found of one word of the query."""

    best: dict[int, float]
    """The best worth by row, the weight of the field counted in."""
    places: dict[int, list[int]]
    """Where in the text the word stands, by passage."""


def merged(several: Sequence[Found]) -> Found:
    """What was found in several ways: the best worth of each row, all places."""
    best, places = dict(several[0].best), dict(several[0].places)
    for one in several[1:]:
        for row, worth in one.best.items():
            best[row] = max(worth, best.get(row, 0.0))
        for passage, where in one.places.items():
            places[passage] = [*places.get(passage, ()), *where]
    return Found(best, places)


class Corpus:
    """Rows made ready to be searched; good for any number of queries.

    A text that several rows share, such as the lead of an enumeration, is one passage and is scanned once.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.passages: list[list[int]] = []
        """The passages of each row."""
        self._holders: list[list[int]] = []
        self._weights: list[float] = []
        texts: list[str] = []
        shared: dict[tuple[int, str], int] = {}
        for number, row in enumerate(rows):
            own = []
            for field, text in enumerate(_searched_texts(row)):
                passage = len(texts) if field < _OWN_FIELDS else shared.setdefault((field, text), len(texts))
                if passage == len(texts):
                    texts.append(_END + fold(text))
                    self._holders.append([])
                    self._weights.append(WEIGHTS[field])
                self._holders[passage].append(number)
                own.append(passage)
            self.passages.append(own)
        self.text = "".join(texts)
        self._starts = [0, *accumulate(map(len, texts))]

    def collect(self, terms: Sequence[Term]) -> Found:
        """Every match of the terms that is worth anything."""
        text, starts = self.text, self._starts
        worths: dict[int, float] = {}
        places: dict[int, list[int]] = {}
        for beginnings, pattern, value in terms:
            if not all(map(self._has, beginnings)):
                continue
            needle = max(beginnings, key=len)  # of a phrase the longest word, which is the rarest as a rule
            before = len(" ".join(beginnings[: beginnings.index(needle)])) + _SLACK * beginnings.index(needle)
            known: dict[str, float] = {}
            start = text.find(needle)
            while start >= 0:
                match = (
                    pattern.search(text, max(0, start - before), start + _LONGEST)
                    if before
                    else pattern.match(text, start)
                )
                if match and not text[match.start() - 1].isalnum():
                    word = match[0]
                    if word not in known:
                        known[word] = value(word)
                    if known[word]:
                        passage = bisect_right(starts, match.start()) - 1
                        worths[passage] = max(known[word], worths.get(passage, 0.0))
                        places.setdefault(passage, []).append(match.start())
                start = text.find(needle, start + 1)
        best: dict[int, float] = {}
        for passage, worth in worths.items():
            weighed = worth * self._weights[passage]
            for row in self._holders[passage]:
                if weighed > best.get(row, 0.0):
                    best[row] = weighed
        return Found(best, places)

    @cached_property
    def _vocabulary(self) -> list[str]:
        """Every word of the text, in order."""
        return sorted(set(tokens(" ".join(set(self.text.split())))))

    def _has(self, beginning: str) -> bool:
        """Whether any word begins so: much sooner known than by a scan of the text."""
        place = bisect_left(self._vocabulary, beginning)
        return place < len(self._vocabulary) and self._vocabulary[place].startswith(beginning)

    def misspelt(self, word: str) -> list[str]:
        """The words of the text that the typed one may stand for."""
        codes = {code.lower() for row in self.rows for code in row.missions}  # too near to each other for a guess
        return [one for one in slips(word, self._vocabulary) if one not in codes]


def slips(word: str, vocabulary: Sequence[str]) -> list[str]:
    """The words that the typed one is a slip away from, of five letters or more; two slips from nine letters on."""
    allowed = 0 if is_fixed(word) or len(word) < 5 else 1 if len(word) < 9 else 2
    if not allowed:
        return []
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extract(word, vocabulary, scorer=OSA.distance, score_cutoff=allowed, limit=None)
    return [one for one, _, _ in found if not is_fixed(one)]


def worded(words: str, worth: float, ending: str = "") -> Term:
    """Words that follow each other in one field."""
    each = words.split()
    between = rf"[^\w{_END}]+"
    return Term(tuple(each), re.compile(rf"{between.join(map(re.escape, each))}{ending}\b"), lambda _: worth)


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
                f"{entry.summary} {entry.label or ''} {entry.when or ''}",
                f"{entry.lead or ''} {entry.addressee or ''}",
                f"{entry.topic or ''} {' '.join(entry.themes)} {where}",
                entry.speaker or "",
            )
