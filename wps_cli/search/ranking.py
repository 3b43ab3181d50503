"""Rows ranked by how well their words match a query; `docs/search.md` explains every constant."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import log
from typing import NamedTuple

from wps_cli.dataset.model import Dataset
from wps_cli.errors import UsageError
from wps_cli.queries.rows import Row
from wps_cli.search.index import FIELDS, WEIGHTS, Corpus, Place, spans
from wps_cli.search.thesaurus import Thesaurus
from wps_cli.search.words import (
    PREFIX,
    TYPO,
    is_chat,
    is_fixed,
    is_plain,
    is_stop,
    meaningful,
    quality,
    root,
    tokens,
    unframed,
)
from wps_cli.text import fold

JOINED, TYPO_TWICE = 0.97, 0.5
"""What words count for that are typed as one, or one word typed as two; and a short word with two slips."""
PROXIMITY = 0.15
"""The share of the score that is lost where the query's words stand far apart."""
CUTOFF = 0.51
"""The share of the full score below which a row is no answer."""
NEAREST = 0.2
"""The share below which a row is not even named as one of the nearest."""
TELLING, ENOUGH = 12, 0.6
"""A word tells rows apart where one row in so many has it, or no more than three; the share that does without one."""
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
    r"\d|per cent|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty)\b"
    r"|\bseveral\b"
)


class Query(NamedTuple):
    """What is asked for."""

    text: str
    """Folded, without the polite words around it."""
    words: tuple[str, ...]
    """Without stop words, in the order typed."""
    phrases: tuple[str, ...]
    """What must stand word for word."""
    expansions: tuple[tuple[frozenset[int], str, float], ...]
    """Other wordings, each with the places of the words that it stands for and what it counts for."""
    names: frozenset[str] = frozenset()
    """Words typed as proper names: with a capital within a sentence, or in capitals."""
    wants_number: bool = False
    """It asks how many: only what prints a number answers."""
    places: Mapping[str, int] = {}
    """Words of the name of a mission or country, each with the words of that name: they say where, not what."""
    elsewhere: frozenset[str] = frozenset()
    """Words of the names of countries that the data does not know."""
    thesaurus: Thesaurus = Thesaurus({}, {}, ())

    @classmethod
    def of(cls, text: str, dataset: Dataset, thesaurus: Thesaurus) -> "Query":
        """The query as typed; UsageError where it holds nothing to look for."""
        folded = unframed(fold(text))
        phrases = tuple(filter(None, (" ".join(tokens(one)) for one in re.findall(r'["“]([^"“”]*)["”]', folded))))
        words = meaningful(folded)
        if not words:
            raise UsageError(f"nothing to search for in {text!r}", hint="give a word that carries meaning")
        names = {fold(name) for name in re.findall(r"(?<=[a-z,;] )[A-Z]\w+|\b[A-Z]{3,}\b", text)}
        typed = tokens(folded)
        expansions = [*thesaurus.wordings(typed, words), *_other_names(typed, words, dataset)]
        held = dict(_places(typed, dataset))
        elsewhere = frozenset(word for word in thesaurus.countries_in(typed) if word not in held)
        wants_number = bool(_HOW_MANY.search(folded))
        return cls(
            folded, words, phrases, tuple(expansions), frozenset(names), wants_number, held, elsewhere, thesaurus
        )  # fmt: skip


class Hit(NamedTuple):
    """A row that answers the query."""

    row: Row
    score: float
    """0 to 100: the share of the query's weight that the row has; comparable between queries."""
    has_all: bool
    """It has every word of the query."""
    marks: Callable[[], Mapping[str, tuple[tuple[int, int], ...]]]
    """Finds by field where the words stand; put off, since of many hits few are shown."""

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
    places: list[tuple[float, Place]]
    """Of all its forms and wordings, each with what it counts for."""
    best: Mapping[int, tuple[float, bool]]
    """The best worth by row, the weight of the field counted in, and whether it is a form of the word itself."""
    weight: float


def _places(typed: list[str], dataset: Dataset) -> Iterator[tuple[str, int]]:
    """The words of the query that make up a name of a mission or country."""
    for mission in dataset.missions:
        for name in (mission.code, *mission.countries, *mission.also):
            words = tokens(fold(name))
            for start in range(len(typed) - len(words) + 1) if words else ():
                if typed[start : start + len(words)] == words and not _is_longer(typed, start, words, dataset):
                    yield from ((word, len(words)) for word in words)


def _is_longer(typed: list[str], start: int, words: list[str], dataset: Dataset) -> bool:
    """Whether the words are part of a longer name of another mission: `Sudan` in `South Sudan`."""
    for mission in dataset.missions:
        for name in (*mission.countries, *mission.also):
            longer = tokens(fold(name))
            for offset in range(len(longer) - len(words) + 1) if len(longer) > len(words) else ():
                begin = start - offset
                if (
                    begin >= 0
                    and longer[offset : offset + len(words)] == words
                    and typed[begin : begin + len(longer)] == longer
                ):
                    return True
    return False


def _other_names(
    typed: list[str], words: Sequence[str], dataset: Dataset
) -> Iterator[tuple[frozenset[int], str, float]]:
    """The code of a mission for each other name of it that the query has."""
    place = {word: number for number, word in enumerate(words)}
    for mission in dataset.missions:
        for name in mission.also:
            named = tokens(fold(name))
            for start in range(len(typed) - len(named) + 1) if named else ():
                if typed[start : start + len(named)] == named and not _is_longer(typed, start, named, dataset):
                    span = frozenset(place[word] for word in named if word in place)
                    yield span, fold(mission.code), 1.0


def search(query: Query, corpus: Corpus, is_asked: Callable[[Row], bool]) -> Answer:
    """The rows asked for that answer the query, by score; literal before other wordings, quotes before other fields.

    Rarity is counted over all rows, so that scores do not depend on what is asked for.
    """
    sought = _look_up(query, corpus)
    full = sum(one.weight for one in sought) or 1.0
    # A country of which no row speaks is what the question is about: nothing else answers it.
    lost = any(one.word in query.elsewhere and not one.best for one in sought)
    scored = []
    for number, share in _weighed(query, sought, corpus):
        row = corpus.rows[number]
        if not is_asked(row):
            continue
        there = _standing(sought, corpus.passages[number])
        score = share / full * (1 - PROXIMITY * (1 - _closeness(there, corpus)))
        has_all = all(number in one.best for one in sought)
        is_answer = score >= CUTOFF and not lost and _tells(query, sought, number, share / full, corpus)
        scored.append((is_answer, _rank(round(100 * score, 1), number, sought, there, corpus), has_all, there))
    scored.sort(key=lambda one: one[1])
    hits = [(found, _hit(corpus, rank, has_all, there)) for found, rank, has_all, there in scored]
    answers = [hit for found, hit in hits if found]
    near = [] if answers else [hit for _, hit in hits if hit.score >= 100 * NEAREST][:3]
    return Answer(answers, near, [one.word for one in sought if not one.best])


def _rank(
    score: float, number: int, sought: Sequence[_Sought], there: Sequence[Sequence[Place]], corpus: Corpus
) -> tuple[float, int, int, int, int, int]:
    """What rows are ordered by: score, literal, in the quote, early in it, short, and the order of the letters."""
    by_hint = sum(not literal for one in sought for worth, literal in [one.best.get(number, (0.0, True))])
    quote = corpus.passages[number][0]
    inside = [corpus.order(place) for places in there for place in places if place.passage == quote]
    return (-score, by_hint, not inside, min(inside, default=0), len(corpus.rows[number].entry.quote), number)


def _look_up(query: Query, corpus: Corpus) -> list[_Sought]:
    """Each word of the query where it stands, in its forms and wordings; else what it may be a slip of."""
    known = [_forms(query, number, corpus) for number in range(len(query.words))]
    is_company = any(known)
    sought = []
    for number, word in enumerate(query.words):
        found = known[number] or [
            (worth, place, False) for worth, place in _guessed(query, number, corpus, is_company=is_company)
        ]
        best: dict[int, tuple[float, bool]] = {}
        passages: dict[int, tuple[float, bool]] = {}
        for worth, place, literal in found:
            value = (worth * WEIGHTS[corpus.fields[place.passage]], literal)
            passages[place.passage] = max(passages.get(place.passage, (0.0, False)), value)
        for passage, value in passages.items():
            for row in corpus.rows_of(passage):
                best[row] = max(best.get(row, value), value)
        weight = _weight(word, len(best), corpus, query)
        sought.append(_Sought(word, [(worth, place) for worth, place, _ in found], best, weight))
    return sought


def _forms(query: Query, number: int, corpus: Corpus) -> list[tuple[float, Place, bool]]:
    """Where the word stands as typed, in another form, as a prefix, or in another wording; and whether by itself."""
    word = query.words[number]
    if word in query.elsewhere:
        return [(1.0, place, True) for _, place in corpus.whole(word)]
    found = [(worth, place, True) for form, place in corpus.beginning(root(word)) if (worth := quality(word, form))]
    others = [(other, worth) for span, other, worth in query.expansions if number in span]
    others += [(joined, JOINED) for joined in _joined(query, word) if corpus.whole(joined)]
    for other, worth in others:
        for ending in _PLURALS:
            found += [(worth, place, False) for _, place in corpus.whole(other + ending)]
    return found


def _joined(query: Query, word: str) -> Iterator[str]:
    """The word with a neighbour as one word: `under reporting`."""
    for one, other in pairwise(tokens(query.text)):
        if word in (one, other) and one.isalpha() and other.isalpha():
            yield one + other


def _guessed(query: Query, number: int, corpus: Corpus, *, is_company: bool) -> Iterator[tuple[float, Place]]:
    """Where the words stand that an unknown word may be: two run together, a prefix, or what it is a slip of."""
    word = query.words[number]
    if word in query.elsewhere or not word.isalpha():
        return
    halves = [f"{word[:at]} {word[at:]}" for at in range(2, len(word) - 1)] if len(word) >= _SPLIT else []
    found = [(JOINED, place) for pair in halves for _, place in corpus.beginning(pair)]
    if not found:
        forms = _slips(word, corpus.vocabulary, is_company=is_company)
        meant = [(one, worth) for one, worth in forms if one not in corpus.codes]
        found = [(worth, place) for one, worth in meant for _, place in corpus.whole(one)]
    if not found and (len(word) == 3 or (len(word) == 2 and word == query.words[-1])):
        found = [(PREFIX, place) for _, place in corpus.beginning(word)]
    if not found:
        for form, slip in _slips(word, query.thesaurus.typed, is_company=False):
            for other, worth in query.thesaurus.meant_by(form):
                found += [(worth * slip, place) for ending in _PLURALS for _, place in corpus.whole(other + ending)]
    yield from found


def _slips(word: str, vocabulary: Sequence[str], *, is_company: bool) -> list[tuple[str, float]]:
    """The words that the typed one is a slip away from, with what that counts for: one from four letters on, two from nine.

    In four letters the first must be right. In five to eight a second slip counts beside another found word.
    """
    if is_fixed(word):
        return []
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    most = 2 if len(word) > 8 or (is_company and len(word) > 4) else 1
    found = process.extract(word, vocabulary, scorer=OSA.distance, score_cutoff=most, limit=None)
    near = [(one, slips) for one, slips, _ in found if not is_fixed(one) and not is_stop(one)]
    if len(word) == 4:
        near = [(one, slips) for one, slips in near if one[0] == word[0]]
    least = min((slips for _, slips in near), default=0)
    is_long = len(word) > 8
    return [
        (one, TYPO if slips < 2 or is_long else TYPO_TWICE)
        for one, slips in near
        if slips == least and (slips < 2 or is_long or one[0] == word[0])
    ]


def _weight(word: str, held: int, corpus: Corpus, query: Query) -> float:
    """What a word of the query weighs: the more, the fewer rows hold it; common English and places less."""
    rows = len(corpus.rows)
    if not held and (word in query.elsewhere or is_chat(word)):
        return 0.0 if is_chat(word) else STRANGE * 2
    weight = log(1 + (rows - held + 0.5) / (held + 0.5)) if held else STRANGE * (1 + (word in query.names))
    if is_plain(word):
        return min(weight, PLAIN_HELD if held else PLAIN)
    return weight * OF_PLACE / query.places[word] if word in query.places else weight


def _weighed(query: Query, sought: Sequence[_Sought], corpus: Corpus) -> Iterator[tuple[int, float]]:
    """The rows that may answer, each with the weight of the query that it has; they are of the place named."""
    quoted = [
        {row for _, place in corpus.whole(phrase) for row in corpus.rows_of(place.passage)} for phrase in query.phrases
    ]
    there = [one.best for one in sought if one.word in query.places and one.best]
    for number in _weighty(sought).intersection(*quoted):
        row = corpus.rows[number]
        if query.wants_number and not _NUMBER.search(row.entry.quote.lower()):
            continue
        if not there or row.is_general or all(number in best for best in there):
            yield number, sum(one.weight * one.best[number][0] for one in sought if number in one.best)


def _weighty(sought: Sequence[_Sought]) -> set[int]:
    """The rows that may be among the nearest: those with none of the heaviest words cannot."""
    rows: set[int] = set()
    left = full = sum(one.weight for one in sought)
    for one in sorted(sought, key=lambda one: -one.weight):
        if left < NEAREST * full:
            break
        rows.update(one.best)
        left -= one.weight
    return rows


def _tells(query: Query, sought: Sequence[_Sought], number: int, share: float, corpus: Corpus) -> bool:
    """Whether the row has every word, enough of the weight, or a word that tells rows apart."""
    rare = max(3, len(corpus.rows) / TELLING)
    telling = (one for one in sought if one.word not in query.places and len(one.best) <= rare)
    return share >= ENOUGH or any(number in one.best for one in telling) or all(number in one.best for one in sought)


def _standing(sought: Sequence[_Sought], passages: Sequence[int]) -> list[list[Place]]:
    """Where each word of the query stands in these passages."""
    held = set(passages)
    return [[place for _, place in one.places if place.passage in held] for one in sought]


def _closeness(there: Iterable[Sequence[Place]], corpus: Corpus) -> float:
    """How close the query's neighbouring words stand: 1 side by side, falling with the distance."""
    found = [places for places in there if places]
    if len(found) < 2:
        return 1.0
    close = [min(1.0, _REACH / gap) if (gap := _gap(one, other, corpus)) else 0.0 for one, other in pairwise(found)]
    return sum(close) / len(close)


def _gap(one: Sequence[Place], other: Sequence[Place], corpus: Corpus) -> int:
    """The fewest words between places of the two in one passage; 0 where they share none."""
    ordered = sorted([(place.passage, place.at, 0, place) for place in one] + [(p.passage, p.at, 1, p) for p in other])
    gaps = [
        corpus.distance(before[3], after[3])
        for before, after in pairwise(ordered)
        if before[0] == after[0] and before[2] != after[2] and before[1] != after[1]
    ]
    return min(gaps, default=0)


def _hit(
    corpus: Corpus, rank: tuple[float, int, int, int, int, int], has_all: bool, there: Sequence[Sequence[Place]]
) -> Hit:
    number = rank[-1]

    def marks() -> Mapping[str, tuple[tuple[int, int], ...]]:
        from wps_cli.search.index import text_of

        found: dict[str, tuple[tuple[int, int], ...]] = {}
        for field, passage in zip(FIELDS, corpus.passages[number], strict=True):
            inside = {place for places in there for place in places if place.passage == passage}
            words = [(first := corpus.order(place), first + place.length) for place in inside]
            if words:
                found[field] = spans(text_of(corpus.rows[number], field), words)
        return found

    return Hit(corpus.rows[number], -rank[0], has_all, marks)
