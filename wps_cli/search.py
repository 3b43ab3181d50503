"""Rows ranked by how well their words match a query; `docs/search.md` explains every constant.

The rows are laid end to end in one folded text, so that finding a word is one pass of a regular
expression; only a word that stands nowhere as typed is compared with the whole vocabulary.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from math import log
from typing import NamedTuple

from wps_cli.errors import UsageError
from wps_cli.queries import Row
from wps_cli.text import fold

EXACT, INFLECTED, PREFIX, TYPO = 1.0, 0.93, 0.8, 0.7
"""What a word counts for when it stands as typed, in another form, as a beginning, or misspelt."""
EXPANDED = 0.85
"""What a glossary expansion counts for against the word typed."""
PROXIMITY = 0.15
"""The share of the score that is lost where the query's words stand apart."""
CUTOFF = 0.55
"""The share of the query's weight below which a row is no answer."""

_FIELDS: tuple[tuple[str, float], ...] = (
    ("quote", 1.0), ("summary", 1.0), ("lead", 0.9), ("topic", 0.85), ("label", 1.0), ("addressee", 0.9),
    ("speaker", 0.8), ("themes", 0.85), ("category", 1.0), ("what", 1.0), ("unit", 1.0), ("value", 1.0),
    ("when", 0.9),
)  # fmt: skip
"""The searched keys of an entry, each with its weight."""
_PLACE_WEIGHT = 0.8
"""The weight of a row's mission codes and countries."""
_WEIGHTS = (*(weight for _, weight in _FIELDS), _PLACE_WEIGHT)
_END = "\x1f"
"""Ends a field in the long text; `check` refuses control characters in the data."""
_BETWEEN = rf"[^\w{_END}]+"
"""What may stand between the words of a phrase."""
_STOP = frozenset(
    "a about all also an and any are as at be been being but by can could did do does for from had has have how i if "
    "in into is it its many me much not of on or our s said say says should so such than that the their them there "
    "these they this those to told was we were what when where which while who whom why will with would you".split()
)
_SUFFIXES = ("ations", "ation", "ings", "ing", "ies", "ers", "ors", "ed", "es", "er", "or", "s", "e", "y")
_REACH = 30
"""Characters between two words of the query that still stand together."""


class Query(NamedTuple):
    """What is asked for."""

    words: tuple[str, ...]
    """Folded, without stop words, in the order typed."""
    phrases: tuple[str, ...]
    """What must stand word for word, folded."""
    expansions: tuple[tuple[frozenset[int], str], ...]
    """Other wordings from the glossary, each with the places of the words that it stands for."""

    @classmethod
    def of(cls, text: str, glossary: Mapping[str, Sequence[str]]) -> "Query":
        """The query as typed; UsageError where it holds nothing to look for."""
        folded = fold(text)
        phrases = tuple(filter(None, (" ".join(_words(one)) for one in re.findall(r'"([^"]*)"', folded))))
        words = tuple(dict.fromkeys(word for word in _words(folded) if word not in _STOP))
        if not words:
            raise UsageError(f"nothing to search for in {text!r}", hint="give a word that carries meaning")
        return cls(words, phrases, tuple(_expansions(words, glossary)))


class Hit(NamedTuple):
    """A row that answers the query."""

    row: Row
    score: float
    """0 to 100, comparable between queries."""
    matches: tuple[tuple[int, int], ...]
    """`[start, end)` offsets in the quote, in code points."""


class Answer(NamedTuple):
    """The rows found, the best first."""

    hits: list[Hit]
    partial: bool
    """No row has all the words."""


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _expansions(words: Sequence[str], glossary: Mapping[str, Sequence[str]]) -> Iterable[tuple[frozenset[int], str]]:
    """Glossary entries whose one side the query has, with the other side; both ways."""
    for short, targets in glossary.items():
        pairs = [(fold(short), fold(target)) for target in targets]
        for typed, other in (*pairs, *((target, key) for key, target in pairs)):
            needed = [word for word in _words(typed) if word not in _STOP]
            for start in range(len(words) - len(needed) + 1):
                if needed and tuple(needed) == tuple(words[start : start + len(needed)]):
                    yield frozenset(range(start, start + len(needed))), " ".join(_words(other))


def stem(word: str) -> str:
    """The word without its ending, so that forms of one word meet: `trained`, `training`, `trains`."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word


def _is_fixed(word: str) -> bool:
    """Words too short or too exact to vary: numbers, codes, three letters."""
    return len(word) < 4 or any(char.isdigit() for char in word)


def quality(typed: str, found: str) -> float:
    """How well a word of a row answers a typed one; 0 where it does not."""
    if typed == found:
        return EXACT
    if _is_fixed(typed):
        return 0.0
    if stem(typed) == stem(found):
        return INFLECTED
    return PREFIX if found.startswith(typed) else 0.0


class Corpus:
    """The searched rows as one folded text."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.text = fold(_END.join(_joined(row) for row in rows) + _END)
        self._ends = [match.start() for match in re.finditer(_END, self.text)]

    def find(self, pattern: str, value: Callable[[str], float]) -> Iterable[tuple[int, int, int, float]]:
        """Each match as (row, field, position, value by field weight), where its value is not 0."""
        known: dict[str, float] = {}
        for match in re.finditer(pattern, self.text):
            word = match[0]
            if word not in known:
                known[word] = value(word)
            if known[word]:
                row, field = divmod(bisect_right(self._ends, match.start()), len(_WEIGHTS))
                yield row, field, match.start(), known[word] * _WEIGHTS[field]

    def misspelt(self, word: str) -> frozenset[str]:
        """The words of the corpus that the typed one may stand for: one slip in five letters, two in nine."""
        slips = 0 if _is_fixed(word) or len(word) < 5 else 1 if len(word) < 9 else 2
        if not slips:
            return frozenset()
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        vocabulary = sorted({one for one in _words(self.text) if one[0] == word[0] or slips > 1})
        found = process.extract(word, vocabulary, scorer=OSA.distance, score_cutoff=slips, limit=None)
        return frozenset(one for one, _, _ in found)


def _joined(row: Row) -> str:
    values = [getattr(row.entry, key, None) for key, _ in _FIELDS]
    texts = ("" if one is None else " ".join(one) if isinstance(one, tuple) else str(one) for one in values)
    return _END.join((*texts, " ".join((*row.missions, *row.countries))))


def _phrase(words: str) -> str:
    """A pattern for words that follow each other, the last one also in the plural."""
    return rf"\b{_BETWEEN.join(map(re.escape, words.split()))}(?:s|es)?\b"


def search(query: Query, rows: Sequence[Row]) -> Answer:
    """The rows that answer the query: those with all its words first, then by score, date and id."""
    corpus = Corpus(rows)
    found: list[dict[int, float]] = []
    places: dict[int, list[tuple[int, int, int]]] = {}
    patterns: list[tuple[str, Callable[[str], float]]] = []
    for number, word in enumerate(query.words):
        best: dict[int, float] = {}
        searched = [(rf"\b{re.escape(stem(word))}\w*", _quality_of(word))]
        searched += [(_phrase(other), lambda _: EXPANDED) for span, other in query.expansions if number in span]
        if not any(True for _ in corpus.find(*searched[0])):
            slips = corpus.misspelt(word)
            if slips:
                searched.append((rf"\b(?:{'|'.join(map(re.escape, sorted(slips)))})\b", lambda _: TYPO))
        for pattern, value in searched:
            for row, field, position, worth in corpus.find(pattern, value):
                best[row] = max(worth, best.get(row, 0.0))
                places.setdefault(row, []).append((field, position, number))
        found.append(best)
        patterns += searched
    weights = [log(1 + (len(rows) - len(best) + 0.5) / (len(best) + 0.5)) for best in found]
    wanted = _rows_with_phrases(query, corpus)
    hits = []
    for row in set().union(*found) & wanted if wanted is not None else set().union(*found):
        share = sum(weight * best.get(row, 0.0) for weight, best in zip(weights, found, strict=True)) / sum(weights)
        if share >= CUTOFF:
            close = _closeness(places[row], len(query.words))
            complete = all(row in best for best in found)
            hits.append((complete, round(100 * share * (1 - PROXIMITY + PROXIMITY * close), 1), rows[row]))
    hits.sort(key=lambda hit: (-hit[0], -hit[1], -hit[2].meeting.date.toordinal(), hit[2].entry.id))
    ranked = [Hit(row, score, _matches(row.entry.quote, patterns)) for _, score, row in hits]
    return Answer(ranked, bool(hits) and not hits[0][0])


def _quality_of(word: str) -> Callable[[str], float]:
    return lambda found: quality(word, found)


def _rows_with_phrases(query: Query, corpus: Corpus) -> set[int] | None:
    """The rows in which every quoted phrase stands; None where nothing is quoted."""
    held = [{row for row, *_ in corpus.find(_phrase(phrase), lambda _: 1.0)} for phrase in query.phrases]
    return set.intersection(*held) if held else None


def _closeness(places: Sequence[tuple[int, int, int]], words: int) -> float:
    """The share of neighbouring words of the query that stand close together in one field."""
    if words < 2:
        return 1.0
    ordered = sorted(places)
    pairs = {
        (min(a[2], b[2]), max(a[2], b[2]))
        for a, b in pairwise(ordered)
        if a[0] == b[0] and a[2] != b[2] and b[1] - a[1] <= _REACH
    }
    return min(1.0, len(pairs) / (words - 1))


def _matches(quote: str, patterns: Sequence[tuple[str, Callable[[str], float]]]) -> tuple[tuple[int, int], ...]:
    """Where the query's words stand in the quote: found in the folded text, told in the quote as it is."""
    folded, origin = "", []
    for place, char in enumerate(quote):
        part = fold(char)
        folded += part
        origin += [place] * len(part)
    marked = set()
    for pattern, value in patterns:
        for match in re.finditer(pattern, folded):
            if value(match[0]):
                marked.add((origin[match.start()], origin[match.end() - 1] + 1))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(marked):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
