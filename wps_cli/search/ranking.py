"""Rows ranked by how well their words match a query; `docs/search.md` explains every constant."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from math import log
from typing import NamedTuple

from wps_cli.dataset.model import Dataset
from wps_cli.errors import UsageError
from wps_cli.queries.rows import Row
from wps_cli.search.index import Corpus, Standing, best_by_row, slips, spans_by_passage
from wps_cli.search.words import PREFIX, TYPO, is_plain, meaningful, quality, root, spaced, stem, tokens
from wps_cli.text import fold

EXPANDED = 0.9
"""What another wording from the glossary counts for against the word typed."""
PROXIMITY = 0.15
"""The share of the score that is lost where the query's words stand far apart."""
CUTOFF = 0.51
"""The share of the full score below which a row is no answer."""
TELLING, ENOUGH = 12, 0.6
"""A word tells rows apart where one row in so many has it, or no more than three; the share that does without one."""
STRANGE, PLAIN = 5.0, 0.5
"""The weight of a word that no row has, and of one that is common English; the rarest that rows have weighs about 5."""
PLAIN_HELD, PLACE = 2.5, 0.5
"""The most that common English weighs where rows have it; the share of its weight that the name of a place keeps."""

_PLURALS = ("", "s", "es")
"""How the last word of another wording may go on."""
_REACH = 4
"""Words from one to the next that still stand together."""
_HOW_MANY = re.compile(r"\bhow (?:many|much)\b|\b(?:what|which) (?:number|percentage|per ?cent|share|proportion)\b")
_NUMBER = re.compile(
    r"\d|per cent|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|several)\b"
)


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
    mark: Callable[[], tuple[tuple[int, int], ...]]
    """Finds the matches; put off, since of many hits few are shown."""

    @property
    def matches(self) -> tuple[tuple[int, int], ...]:
        """`[start, end)` offsets in the quote, in code points."""
        return self.mark()


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


class Sought(NamedTuple):
    """One word of the query as it was found."""

    word: str
    standings: Sequence[Standing]
    """Of all its forms and wordings."""
    best: Mapping[int, float]
    """The best worth by row, the weight of the field counted in."""
    weight: float


Spans = Mapping[int, Sequence[tuple[int, int]]]
"""Where one word of the query stands, by passage."""


def search(query: Query, corpus: Corpus, is_asked: Callable[[Row], bool]) -> Answer:
    """The rows asked for that answer the query: those with all its words first, then by score, date and id.

    Rarity is counted over all rows, so that scores do not depend on what is asked for.
    """
    sought = [_look_up(query, number, corpus) for number in range(len(query.words))]
    everywhere = set(sought[0].best).intersection(*(one.best for one in sought))
    shares = {row: share for row, share in _answering(query, sought, everywhere, corpus) if is_asked(corpus.rows[row])}
    passages = {passage for row in shares for passage in corpus.passages[row]}
    spans = [spans_by_passage(one.standings, passages) for one in sought]
    ranked = []
    for row, share in shares.items():
        score = 100 * share * (1 - PROXIMITY * (1 - _closeness(corpus.passages[row], spans)))
        if score >= 100 * CUTOFF:
            ranked.append((row in everywhere, round(score, 1), row))
    ranked.sort(key=lambda hit: (-hit[0], -hit[1], *_newest_first(corpus.rows[hit[2]])))
    hits = [Hit(corpus.rows[row], score, partial(_matches, corpus, row, spans)) for _, score, row in ranked]
    return Answer(hits, bool(ranked) and not ranked[0][0])


def _newest_first(row: Row) -> tuple[int, str]:
    return -row.meeting.date.toordinal(), row.entry.id


def _look_up(query: Query, number: int, corpus: Corpus) -> Sought:
    found = list(_found(query, number, corpus))
    best = best_by_row(found)
    weight = _weight(query.words[number], len(best), corpus, query)
    return Sought(query.words[number], [standing for _, standing in found], best, weight)


def _found(query: Query, number: int, corpus: Corpus) -> Iterator[tuple[float, Standing]]:
    """Where one word of the query stands in its forms and other wordings, each with what that counts for.

    Where it has neither, where the word stands that it may be a slip or the beginning of.
    """
    word = query.words[number]
    forms = {found: worth for found in corpus.beginning(root(word)) if (worth := quality(word, found))}
    others = {other: EXPANDED for span, other in query.expansions if number in span}
    if not forms and not others:
        forms = dict.fromkeys(corpus.misspelt(word), TYPO)
        if word.isalpha() and (len(word) == 3 or (len(word) == 2 and word == query.words[-1])):
            forms = dict.fromkeys(corpus.beginning(word), PREFIX)
        if not forms:
            others = dict.fromkeys(_misspelt_short_form(word, query.glossary), EXPANDED * TYPO)
    yield from ((worth, corpus.standing(form)) for form, worth in forms.items())
    yield from ((worth, corpus.standing(other + ending)) for other, worth in others.items() for ending in _PLURALS)


def _misspelt_short_form(word: str, glossary: Mapping[str, Sequence[str]]) -> list[str]:
    """The letters' words for what the typed one is a slip of, where people type that for them."""
    typed = {fold(short) for shorts in glossary.values() for short in shorts if short.isalpha()}
    near = set(slips(word, sorted(typed)))
    meant = (wording for wording, shorts in glossary.items() if near.intersection(map(fold, shorts)))
    return [" ".join(tokens(fold(wording))) for wording in meant]


def _weight(word: str, held: int, corpus: Corpus, query: Query) -> float:
    """What a word of the query weighs: the more, the fewer rows hold it; common English and places less."""
    rows = len(corpus.rows)
    weight = log(1 + (rows - held + 0.5) / (held + 0.5)) if held else STRANGE * (1 + (word in query.names))
    if is_plain(word):
        return min(weight, PLAIN_HELD if held else PLAIN)
    return weight * PLACE / query.places[word] if word in query.places else weight


def _answering(
    query: Query, sought: Sequence[Sought], everywhere: set[int], corpus: Corpus
) -> Iterator[tuple[int, float]]:
    """The rows that answer, each with the share of the query's weight that it has.

    They are of the place named and have enough of the weight: less will do with a telling word or with every word.
    """
    full = sum(one.weight for one in sought)
    quoted = [best_by_row([(1.0, corpus.standing(phrase))]) for phrase in query.phrases]
    rare = max(3, len(corpus.rows) / TELLING)
    telling = everywhere.union(*(one.best for one in sought if one.word not in query.places and len(one.best) <= rare))
    there = [one.best for one in sought if one.word in query.places]
    for number in _weighty(sought, CUTOFF * full).intersection(*quoted):
        row = corpus.rows[number]
        share = sum(one.weight * one.best.get(number, 0.0) for one in sought) / full
        if share < (CUTOFF if number in telling else ENOUGH) or (
            query.wants_number and not _NUMBER.search(row.entry.quote.lower())
        ):
            continue
        if not there or row.is_general or all(number in best for best in there):
            yield number, share


def _weighty(sought: Sequence[Sought], least: float) -> set[int]:
    """The rows that may reach that weight: those with none of the heaviest words cannot."""
    rows: set[int] = set()
    left = sum(one.weight for one in sought)
    for one in sorted(sought, key=lambda one: -one.weight):
        if left < least:
            break
        rows.update(one.best)
        left -= one.weight
    return rows


def _closeness(passages: Sequence[int], spans: Sequence[Spans]) -> float:
    """How close the query's neighbouring words stand in a passage: 1 side by side, falling with the distance."""
    held = [one for one in spans if not one.keys().isdisjoint(passages)]
    if len(held) < 2:
        return 1.0
    close = 0.0
    for before, after in pairwise(held):
        gaps = [
            abs(one - other)
            for passage in passages
            if passage in before and passage in after
            for one, _ in before[passage]
            for other, _ in after[passage]
            if one != other
        ]
        close += min(1.0, _REACH / min(gaps)) if gaps else 0.0
    return close / (len(held) - 1)


def _matches(corpus: Corpus, number: int, spans: Sequence[Spans]) -> tuple[tuple[int, int], ...]:
    """What was found in the row's quote: in the folded text, told in the quote as it is."""
    quote, passage = corpus.rows[number].entry.quote, corpus.passages[number][0]
    folded = fold(quote)
    origin: Sequence[int] = range(len(quote))
    if len(folded) != len(quote) or not all(len(fold(char)) == 1 for char in set(quote) if not char.isascii()):
        origin = [place for place, char in enumerate(quote) for _ in fold(char)]
    words, at = [], 0
    for word in spaced(folded).split(" "):
        if word:
            words.append((at, at + len(word)))
        at += len(word) + 1
    marked: list[tuple[int, int]] = []
    begin = corpus.start(passage)
    for first, after in sorted(span for one in spans for span in one.get(passage, ())):
        start, end = origin[words[first - begin][0]], origin[words[after - begin - 1][1] - 1] + 1
        if marked and start < marked[-1][1]:
            start, end = marked[-1][0], max(end, marked.pop()[1])
        marked.append((start, end))
    return tuple(marked)
