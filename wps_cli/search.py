"""Rows ranked by how well their words match a query; `docs/search.md` explains every constant."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import log
from typing import NamedTuple

from wps_cli.corpus import WEIGHTS, Corpus, Found, Term, merged, slips, worded
from wps_cli.errors import UsageError
from wps_cli.model import Dataset
from wps_cli.queries import Row
from wps_cli.text import fold
from wps_cli.words import INFLECTED, PREFIX, TYPO, is_plain, meaningful, quality, root, stem, tokens

EXPANDED = 0.9
"""What another wording from the glossary counts for against the word typed."""
PROXIMITY = 0.15
"""The share of the score that is lost where the query's words stand far apart."""
CUTOFF = 0.51
"""The share of the full score below which a row is no answer."""
TELLING = 12
"""A word tells rows apart where one row in so many has it, or no more than three."""
STRANGE, PLAIN = 5.0, 0.5
"""The weight of a word that no row has, and of one that is common English; the rarest that rows have weighs about 5."""
PLAIN_HELD, PLACE = 2.5, 0.5
"""The most that common English weighs where rows have it; the share of its weight that the name of a place keeps."""

_REACH = 25
"""Characters between the beginnings of two words that still stand together."""
_HOW_MANY = re.compile(r"\bhow many\b|\b(?:what|which) (?:number|percentage|per ?cent|share|proportion)\b")
_NUMBER = re.compile(r"\d|per cent|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|several)\b")


class Query(NamedTuple):
    """What is asked for."""

    words: tuple[str, ...]
    """Folded, without stop words, in the order typed."""
    phrases: tuple[str, ...]
    """What must stand word for word, folded."""
    expansions: tuple[tuple[frozenset[int], str], ...]
    """Other wordings from the glossary, each with the places of the words that it stands for."""
    names: frozenset[str] = frozenset()
    """Words typed with a capital within a sentence: proper names."""
    wants_number: bool = False
    """It asks how many: only what prints a number answers."""
    places: Mapping[str, int] = {}
    """Words of the name of a mission or country, each with the words of that name: they say where, not what."""
    glossary: Mapping[str, Sequence[str]] = {}
    """What a misspelt word of the query may have been meant for, beside the words of the rows."""

    @classmethod
    def of(cls, text: str, dataset: Dataset) -> "Query":
        """The query as typed; UsageError where it holds nothing to look for."""
        folded = fold(text)
        phrases = tuple(filter(None, (" ".join(tokens(one)) for one in re.findall(r'["“]([^"“”]*)["”]', folded))))
        words = meaningful(folded)
        if not words:
            raise UsageError(f"nothing to search for in {text!r}", hint="give a word that carries meaning")
        names = frozenset(fold(name) for name in re.findall(r"(?<=[a-z,;] )[A-Z]\w+", text))
        places = dict(_places(tokens(folded), dataset))
        expansions = tuple(_expansions(folded, words, dataset.glossary))
        return cls(words, phrases, expansions, names, bool(_HOW_MANY.search(folded)), places, dataset.glossary)


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
    is_partial: bool
    """No row has all the words."""


def _places(typed: list[str], dataset: Dataset) -> Iterator[tuple[str, int]]:
    """The words of the query that make up the code of a mission or the name of a country."""
    for mission in dataset.missions:
        for name in (mission.code, *mission.countries):
            words = tokens(fold(name))
            for start in range(len(typed) - len(words) + 1):
                if typed[start : start + len(words)] == words:
                    yield from ((word, len(words)) for word in words)


def _expansions(
    folded: str, words: Sequence[str], glossary: Mapping[str, Sequence[str]]
) -> Iterator[tuple[frozenset[int], str]]:
    """Glossary entries whose one side the query has, with the other side; both ways."""
    typed = tokens(folded)
    stems = tuple(map(stem, typed))
    place = {word: number for number, word in enumerate(words)}
    for wording, shorts in _entries_with(stems, glossary):
        for one, other in [(short, wording) for short in shorts] + [(wording, short) for short in shorts]:
            needed = tuple(map(stem, tokens(fold(one))))
            for start in range(len(stems) - len(needed) + 1) if needed else ():
                if needed == stems[start : start + len(needed)]:
                    span = frozenset(place[word] for word in typed[start : start + len(needed)] if word in place)
                    if span and (found := tokens(fold(other))):
                        yield span, " ".join(found)


def _entries_with(stems: Sequence[str], glossary: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Sequence[str]]]:
    """The glossary entries that hold one of the stems, found in all of them laid end to end."""
    entries = list(glossary.items())
    text = fold("\n".join("\t".join((wording, *shorts)) for wording, shorts in entries))
    ends = [match.start() for match in re.finditer("\n", text)]
    found: set[int] = set()
    for one in map(root, set(stems)):
        at = text.find(one)
        while at >= 0:
            entry = bisect_right(ends, at)
            found.add(entry)
            at = text.find(one, ends[entry]) if entry < len(ends) else -1
    return (entries[entry] for entry in sorted(found))


def _typed(word: str) -> Term:
    """The word as typed and its forms."""
    return Term((root(word),), re.compile(rf"{re.escape(root(word))}\w*"), lambda found: quality(word, found))


def search(query: Query, corpus: Corpus, is_asked: Callable[[Row], bool]) -> Answer:
    """The rows asked for that answer the query: those with all its words first, then by score, date and id.

    Rarity is counted over all rows, so that scores do not depend on what is asked for.
    """
    rows = corpus.rows
    others = {other: worded(other, EXPANDED, r"(?:e?s)?") for _, other in query.expansions}
    expanded = {other: corpus.collect([term]) for other, term in others.items()}
    sought = [_look_up(query, number, corpus, others, expanded) for number in range(len(query.words))]
    found = [one.best for _, one in sought]
    places = [one.places for _, one in sought]
    weights = [_weight(word, len(best), corpus, query) for word, best in zip(query.words, found, strict=True)]
    quoted = [corpus.collect([worded(phrase, 1.0)]).best.keys() for phrase in query.phrases]
    ranked = []
    for row in _answering(query, found, weights, corpus).intersection(*quoted):
        if is_asked(rows[row]) and not (query.wants_number and not _NUMBER.search(rows[row].entry.quote.lower())):
            share = sum(weight * best.get(row, 0.0) for weight, best in zip(weights, found, strict=True)) / sum(weights)
            score = 100 * share * (1 - PROXIMITY * (1 - _closeness(row, places, corpus)))
            if score >= 100 * CUTOFF:
                ranked.append((all(row in best for best in found), round(score, 1), rows[row]))
    ranked.sort(key=lambda hit: (-hit[0], -hit[1], -hit[2].meeting.date.toordinal(), hit[2].entry.id))
    every = [term for terms, _ in sought for term in terms]
    hits = [Hit(row, score, _matches(row.entry.quote, every)) for _, score, row in ranked]
    return Answer(hits, bool(ranked) and not ranked[0][0])


def _answering(query: Query, found: Sequence[dict[int, float]], weights: Sequence[float], corpus: Corpus) -> set[int]:
    """The rows that answer: of the place named, with enough of the query's weight, and a telling word among it."""
    total: dict[int, float] = {}
    telling: set[int] = set()
    for word, weight, best in zip(query.words, weights, found, strict=True):
        for row, worth in best.items():
            total[row] = total.get(row, 0.0) + weight * worth
        if word not in query.places and len(best) <= max(3, len(corpus.rows) / TELLING):
            telling.update(best)
    least = CUTOFF * sum(weights)
    everywhere = set(range(len(corpus.rows))).intersection(*found)
    enough = {row for row, share in total.items() if share >= least and (row in telling or row in everywhere)}
    there = [best for word, best in zip(query.words, found, strict=True) if word in query.places]
    return {row for row in enough if corpus.rows[row].for_all or all(row in best for best in there)}


def _weight(word: str, held: int, corpus: Corpus, query: Query) -> float:
    """What a word of the query weighs: the more, the fewer rows hold it; common English and places less."""
    rows = len(corpus.rows)
    weight = log(1 + (rows - held + 0.5) / (held + 0.5)) if held else STRANGE * (1 + (word in query.names))
    if is_plain(word):
        return min(weight, PLAIN_HELD if held else PLAIN)
    return weight * PLACE / query.places[word] if word in query.places else weight


def _look_up(
    query: Query, number: int, corpus: Corpus, others: Mapping[str, Term], expanded: Mapping[str, Found]
) -> tuple[list[Term], Found]:
    """One word of the query as typed and in other wordings, and misspelt where it stands nowhere; what was found."""
    word = query.words[number]
    meant = list(dict.fromkeys(other for span, other in query.expansions if number in span))
    terms = [_typed(word)]
    found = corpus.collect(terms)
    if meant or any(worth >= INFLECTED * min(WEIGHTS) for worth in found.best.values()):
        present = [other for other in meant if expanded[other].best]
        return terms + [others[other] for other in present], merged([found, *(expanded[one] for one in present)])
    terms += [*(worded(slip, TYPO) for slip in corpus.misspelt(word)), *_begun(word)]
    if len(terms) == 1:
        typed = {fold(short) for shorts in query.glossary.values() for short in shorts if short.isalpha()}
        near = set(slips(word, sorted(typed)))
        wordings = [wording for wording, shorts in query.glossary.items() if near.intersection(map(fold, shorts))]
        terms += [worded(" ".join(tokens(fold(one))), EXPANDED * TYPO, r"(?:e?s)?") for one in wordings]
    return terms, corpus.collect(terms) if len(terms) > 1 else found


def _begun(word: str) -> list[Term]:
    """The beginning of a word in three letters, which otherwise count as a whole one."""
    is_beginning = len(word) == 3 and word.isalpha()
    return [Term((word,), re.compile(rf"{word}\w+"), lambda _: PREFIX)] if is_beginning else []


def _closeness(row: int, places: Sequence[dict[int, list[int]]], corpus: Corpus) -> float:
    """How close the query's neighbouring words stand in a passage: 1 side by side, falling with the distance."""
    held = [place for place in places if any(passage in place for passage in corpus.passages[row])]
    if len(held) < 2:
        return 1.0
    close = 0.0
    for before, after in pairwise(held):
        gaps = [
            abs(one - other)
            for passage in corpus.passages[row]
            if passage in before and passage in after
            for one in before[passage]
            for other in after[passage]
            if one != other
        ]
        close += min(1.0, _REACH / min(gaps)) if gaps else 0.0
    return close / (len(held) - 1)


def _matches(quote: str, terms: Sequence[Term]) -> tuple[tuple[int, int], ...]:
    """Where the query's words stand in the quote: found in the folded text, told in the quote as it is."""
    folded = fold(quote)
    origin: Sequence[int] = range(len(quote))
    if not quote.isascii():
        origin = [place for place, char in enumerate(quote) for _ in fold(char)]
    marked = sorted(
        (origin[match.start()], origin[match.end() - 1] + 1)
        for term in terms
        if term.beginnings[0] in folded
        for match in term.pattern.finditer(folded)
        if term.worth(match[0]) and not folded[match.start() - 1 : match.start()].isalnum()
    )
    merged: list[tuple[int, int]] = []
    for start, end in marked:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
