"""Rows ranked by how well their words match a query; `docs/search.md` explains every constant."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import log
from typing import NamedTuple

from wps_cli.dataset.model import Dataset
from wps_cli.errors import UsageError
from wps_cli.queries.rows import Row
from wps_cli.search.index import WEIGHTS, Corpus, Place, spans, texts
from wps_cli.search.thesaurus import Thesaurus, elsewhere
from wps_cli.search.words import (
    PREFIX,
    TYPO,
    is_fixed,
    is_plain,
    listed,
    meaningful,
    quality,
    root,
    tokens,
    undotted,
    unframed,
)
from wps_cli.text import fold

JOINED, TYPO_TWICE = 0.97, 0.5
"""What words count for that are typed as one, or one word typed as two; and a short word with two slips."""
PROXIMITY = 0.15
"""The share of the score that is lost where the query's words stand far apart."""
CUTOFF, NEAREST = 51, 20
"""The scores below which a row is no answer, and not even named as one of the nearest."""
STRANGE, PLAIN = 5.0, 0.5
"""The weight of a word that no row has, and of one that is common English; the rarest that rows have weighs about 5."""
PLAIN_HELD, OF_PLACE = 2.5, 0.5
"""The most that common English weighs where rows have it; the share of its weight that the name of a place keeps."""
_PLURALS = ("", "s", "es")
"""How the last word of another wording may go on."""
_REACH = 4
"""Words from one to the next that still stand together."""
_SPLIT = 7
"""Letters from which on an unknown word may be two words run together."""
_HOW_MANY = re.compile(r"\bhow (?:many|much)\b|\b(?:what|which) (?:number|percentage|per ?cent|share|proportion)\b")
_NUMBER = re.compile(
    r"(?<![\d.])(?!(?:19|20)\d\d(?!\d))\d|per cent"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|several)\b"
)


class Query(NamedTuple):
    """What is asked for, folded."""

    words: tuple[str, ...]
    """Without stop words, in the order typed."""
    phrases: list[str]
    """What must stand word for word."""
    wordings: list[tuple[frozenset[str], str, float]]
    """Other wordings, each with the words that it stands for and what it counts for."""
    names: set[str]
    """Words typed as proper names: with a capital within a sentence, or in capitals."""
    wants_number: bool
    """It asks how many: only what prints a number answers."""
    places: dict[str, int]
    """Words of the name of a mission or country, each with the words of that name: they say where, not what."""
    elsewhere: set[str]
    """Words of the names of countries of which the data may know nothing."""
    thesaurus: Thesaurus

    @classmethod
    def of(cls, text: str, dataset: Dataset, thesaurus: Thesaurus) -> "Query":
        """The query as typed; UsageError where it holds nothing to look for."""
        folded = fold(text)
        asked = unframed(folded)
        words, typed = meaningful(asked), tokens(asked)
        if not words:
            raise UsageError(f"nothing to search for in {text!r}", hint="give a word that carries meaning")
        quoted = (" ".join(tokens(one)) for one in re.findall(r'["“]([^"“”]*)["”]', folded))
        joined = [(frozenset(pair), "".join(pair), JOINED) for pair in pairwise(typed) if "".join(pair).isalpha()]
        names = {fold(name) for name in re.findall(r"(?<=[a-z,;] )[A-Z]\w+|\b[A-Z]{3,}\b", text)}
        places = _places(typed, dataset)
        wordings = [*thesaurus.wordings(tokens(undotted(folded))), *joined]
        unknown = elsewhere(typed) - places.keys()
        return cls(
            words, [*filter(None, quoted)], wordings, names, bool(_HOW_MANY.search(folded)), places, unknown, thesaurus
        )


class Hit(NamedTuple):
    """A row that answers the query."""

    row: Row
    score: float
    """0 to 100: the share of the query's weight that the row has; comparable between queries."""
    has_all: bool
    """It has every word of the query."""
    marks: Callable[[], Mapping[str, tuple[tuple[int, int], ...]]]
    """Finds by field where the words stand, in code points; put off, since of many hits few are shown."""

    @property
    def matches(self) -> tuple[tuple[int, int], ...]:
        """`[start, end)` offsets in the quote, in code points."""
        return self.marks().get("quote", ())

    @property
    def matched_in(self) -> list[str]:
        """The fields in which words of the query stand."""
        return list(self.marks())


class Answer(NamedTuple):
    """The rows found, and what else there is to say."""

    hits: list[Hit]
    """The best first."""
    nearest: list[Hit]
    """Up to three rows below the floor, where there are no hits."""
    unknown: list[str]
    """The words of the query that no row has."""


class _Sought(NamedTuple):
    """One word of the query as it was found."""

    word: str
    places: dict[int, list[Place]]
    """Of all its forms and wordings, by passage."""
    best: dict[int, float]
    """The best worth by row, the weight of the field counted in."""
    weight: float


def _places(typed: Sequence[str], dataset: Dataset) -> dict[str, int]:
    """The words of the query that make up a name of a mission or country; the longest first: South Sudan, not Sudan."""
    names = (name for one in dataset.missions for name in (one.code, *one.countries, *one.also))
    found: dict[str, int] = {}
    left = f" {' '.join(typed)} "
    for words in sorted((tokens(fold(name)) for name in names), key=len, reverse=True):
        if words and f" {' '.join(words)} " in left:
            left = left.replace(f" {' '.join(words)} ", " | ")
            found |= dict.fromkeys(words, len(words))
    return found


def search(query: Query, corpus: Corpus, is_asked: Callable[[Row], bool]) -> Answer:
    """The rows asked for that answer the query: by score, matches in the quote first, then early ones, then short rows.

    Rarity is counted over all rows, so that scores do not depend on what is asked for.
    """
    known = [_known(query, word, corpus) for word in query.words]
    sought = [
        _sought(query, word, found, corpus, is_company=any(known))
        for word, found in zip(query.words, known, strict=True)
    ]
    full = sum(one.weight for one in sought) or 1.0
    scored = []
    for number, share in _shares(query, sought, full, corpus):
        if is_asked(row := corpus.rows[number]):
            there = [
                [place for passage in corpus.passages[number] for place in one.places.get(passage, ())]
                for one in sought
            ]
            score = round(100 * share * (1 - PROXIMITY * (1 - _closeness(there, corpus))), 1)
            quote = corpus.passages[number][0]
            inside = [corpus.order(place) for one in sought for place in one.places.get(quote, ())]
            order = (-score, not inside, min(inside, default=0), len(row.entry.quote), number)
            has_all = all(number in one.best for one in sought)
            scored.append((order, _hit(corpus, number, score, has_all, there)))
    hits = [hit for _, hit in sorted(scored, key=lambda one: one[0])]
    # A country of which no row speaks is what the question is about: nothing else answers it.
    is_lost = any(one.word in query.elsewhere and not one.best for one in sought)
    answers = [] if is_lost else [hit for hit in hits if hit.score >= CUTOFF]
    near = [] if answers else [hit for hit in hits[:3] if hit.score >= NEAREST]
    return Answer(answers, near, [one.word for one in sought if not one.best])


def _sought(
    query: Query, word: str, known: Sequence[tuple[float, Place]], corpus: Corpus, *, is_company: bool
) -> _Sought:
    """The word where it is known, else where what it may be a slip of is; `is_company`: another word is known."""
    found = known or list(_guessed(query, word, corpus, is_company=is_company))
    passages: dict[int, float] = {}
    places: dict[int, list[Place]] = {}
    for worth, place in found:
        passages[place.passage] = max(passages.get(place.passage, 0.0), worth * corpus.weights[place.passage])
        places.setdefault(place.passage, []).append(place)
    best: dict[int, float] = {}
    for passage, worth in passages.items():
        for row in corpus.holders[passage]:
            best[row] = max(best.get(row, 0.0), worth)
    return _Sought(word, places, best, _weight(word, len(best), corpus, query))


def _known(query: Query, word: str, corpus: Corpus) -> list[tuple[float, Place]]:
    """Where the word stands as typed, in another form, as a prefix, in another wording, with what that counts for."""
    if word in query.elsewhere:
        return [(1.0, place) for place in corpus.find(f"{word} ")]
    found = [(worth, place) for place in corpus.find(root(word) or word) if (worth := quality(word, place.form))]
    others = ((other + ending, worth) for words, other, worth in query.wordings if word in words for ending in _PLURALS)
    return found + [(worth, place) for other, worth in others for place in corpus.find(f"{other} ")]


def _guessed(query: Query, word: str, corpus: Corpus, *, is_company: bool) -> Iterator[tuple[float, Place]]:
    """Where the words stand that an unknown one may be: two run together, what it is a slip of, or what begins so."""
    if word in query.elsewhere or not word.isalpha():
        return
    halves = [f"{word[:at]} {word[at:]}" for at in range(2, len(word) - 1)] if len(word) >= _SPLIT else []
    found = [(JOINED, place) for pair in halves for place in corpus.find(pair)]
    if not found:
        codes = {code.lower() for row in corpus.rows for code in row.missions}  # too near to each other for a guess
        slips = _slips(word, corpus.vocabulary, is_company=is_company)
        found = [(worth, place) for one, worth in slips if one not in codes for place in corpus.find(f"{one} ")]
    if not found and (len(word) == 3 or (len(word) == 2 and word == query.words[-1])):
        found = [(PREFIX, place) for place in corpus.find(word)]
    if not found:
        for form, slip in _slips(word, query.thesaurus.typed(), is_company=False):
            meant = [(other, worth) for _, other, worth in query.thesaurus.wordings([form])]
            found += [(worth * slip, place) for other, worth in meant for place in corpus.find(f"{other} ")]
    yield from found


def _slips(word: str, vocabulary: Sequence[str], *, is_company: bool) -> list[tuple[str, float]]:
    """The words that the typed one is a slip away from, each with its worth: one from four letters, two from nine.

    In four letters the first must be right. In five to eight a second slip counts beside another found word.
    """
    if is_fixed(word):
        return []
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    is_long = len(word) > 8
    most = 2 if is_long or (is_company and len(word) > 4) else 1
    near = process.extract(word, vocabulary, scorer=OSA.distance, score_cutoff=most, limit=None)
    near = [one for one in near if not is_fixed(one[0]) and one[0] not in listed("stop")]
    near = [one for one in near if one[0][0] == word[0] or (len(word) > 4 and (one[1] < 2 or is_long))]
    least = min((slips for _, slips, _ in near), default=0)
    return [(one, TYPO if slips < 2 or is_long else TYPO_TWICE) for one, slips, _ in near if slips == least]


def _weight(word: str, held: int, corpus: Corpus, query: Query) -> float:
    """What a word of the query weighs: the more, the fewer rows hold it; common English and places less."""
    if not held and word in listed("chat"):
        return 0.0
    if not held and word in query.elsewhere:
        return STRANGE * 2
    rows = len(corpus.rows)
    weight = log(1 + (rows - held + 0.5) / (held + 0.5)) if held else STRANGE * (1 + (word in query.names))
    if is_plain(word):
        return min(weight, PLAIN_HELD if held else PLAIN)
    return weight * OF_PLACE / query.places[word] if word in query.places else weight


def _shares(query: Query, sought: Sequence[_Sought], full: float, corpus: Corpus) -> Iterator[tuple[int, float]]:
    """The rows of the place named, with the share of the query's weight that each has."""
    rows: set[int] = set()
    left = full
    for one in sorted(sought, key=lambda one: -one.weight):
        if 100 * left >= NEAREST * full:  # rows with none of the heaviest words cannot be near
            rows.update(one.best)
        left -= one.weight
    quoted = [
        {row for place in corpus.find(f"{one} ") for row in corpus.holders[place.passage]} for one in query.phrases
    ]
    there = [one.best for one in sought if one.word in query.places and one.best]
    for number in rows.intersection(*quoted):
        row = corpus.rows[number]
        is_number = not query.wants_number or _NUMBER.search(row.entry.quote.lower())
        if is_number and (row.is_general or all(number in best for best in there)):
            yield number, sum(one.weight * one.best.get(number, 0.0) for one in sought) / full


def _closeness(there: Iterable[Sequence[Place]], corpus: Corpus) -> float:
    """How close the query's neighbouring words stand: 1 side by side, falling with the distance."""
    found = [places for places in there if places]
    close = [min(1.0, _REACH / gap) if (gap := _gap(one, other, corpus)) else 0.0 for one, other in pairwise(found)]
    return sum(close) / len(close) if close else 1.0


def _gap(one: Sequence[Place], other: Sequence[Place], corpus: Corpus) -> int:
    """The fewest words between places of the two in one passage; 0 where they share none."""
    if not set(one).isdisjoint(other):
        return 1
    ordered = sorted([(place, 0) for place in one] + [(place, 1) for place in other])
    return min(
        (
            corpus.distance(before, after)
            for (before, first), (after, second) in pairwise(ordered)
            if first != second and before.passage == after.passage and before.at != after.at
        ),
        default=0,
    )


def _hit(corpus: Corpus, number: int, score: float, has_all: bool, there: Sequence[Sequence[Place]]) -> Hit:
    def marks() -> dict[str, tuple[tuple[int, int], ...]]:
        searched, found = texts(corpus.rows[number]), {}
        for field, passage in zip(WEIGHTS, corpus.passages[number], strict=True):
            inside = {place for places in there for place in places if place.passage == passage}
            if inside:
                orders = ((corpus.order(place), len(place.form.split())) for place in inside)
                found[field] = spans(searched[field], [(first, first + length) for first, length in orders])
        return found

    return Hit(corpus.rows[number], score, has_all, marks)
