"""Rows ranked by how well their words match a query; `docs/search.md` explains every constant."""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain, pairwise, product

from msgspec import Struct

from wps_cli.dataset.model import Dataset
from wps_cli.errors import UsageError
from wps_cli.queries.rows import Row
from wps_cli.search.index import WEIGHTS, Corpus, Place, Spans, marks
from wps_cli.search.thesaurus import Thesaurus, Wording, elsewhere
from wps_cli.search.words import PREFIX, TYPO, is_fixed, is_plain, listed, meaningful, quality, root, tokens, unframed
from wps_cli.text import fold

JOINED, TYPO_TWICE = 0.97, 0.5  # what words count for that are typed as one, or one as two; a short one with two slips
PROXIMITY = 0.15  # the share of the score that is lost where the query's words stand far apart
CUTOFF, NEAREST = 51, 20  # the scores below which a row is no answer, and not even named as one of the nearest
STRANGE, PLAIN = 5.0, 0.5  # the weight of a word that no row has, and of one that is common English
PLAIN_HELD, OF_PLACE = 2.5, 0.5  # the most that common English weighs; the share that the name of a place keeps
_PLURALS = ("", "s", "es")  # how the last word of another wording may go on
_REACH = 4  # words from one to the next that still stand together
_SPLIT = 7  # letters from which on an unknown word may be two words run together
_HOW_MANY = r"\bhow (?:many|much)\b|\b(?:what|which) (?:number|percentage|per ?cent|share|proportion)\b"
_NUMBER = (
    r"(?<![\d.])(?!(?:19|20)\d\d(?!\d))\d|per cent"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|several)\b"
)


class Query(Struct, frozen=True):
    """What is asked for, folded."""

    words: tuple[str, ...]  # without stop words, in the order typed
    phrases: list[str]  # what must stand word for word
    wordings: list[Wording]  # others, each with the words that it stands for
    names: set[str]  # words typed as proper names: with a capital within a sentence, or in capitals
    wants_number: bool  # it asks how many: only what prints a number answers
    places: dict[str, int]  # words of a mission's or country's name, which say where, not what; how many that name has
    elsewhere: set[str]  # words of the names of countries of which the data may know nothing
    thesaurus: Thesaurus

    @classmethod
    def of(cls, text: str, dataset: Dataset, thesaurus: Thesaurus) -> "Query":
        """The query as typed; UsageError where it holds nothing to look for."""
        folded = fold(text)
        asked = unframed(folded)
        words, typed = meaningful(asked), tokens(asked)
        if not words:
            raise UsageError(f"nothing to search for in {text!r}", hint="give a word that carries meaning")
        phrases = [" ".join(tokens(one)) for one in re.findall(r'["“]([^"“”]*)["”]', folded)]
        joined = [(frozenset(pair), "".join(pair), JOINED) for pair in pairwise(typed) if "".join(pair).isalpha()]
        wordings = [*thesaurus.wordings(typed), *joined]
        names = {fold(name) for name in re.findall(r"(?<=[a-z,;] )[A-Z]\w+|\b[A-Z]{3,}\b", text)}
        wants_number = re.search(_HOW_MANY, folded) is not None
        places = _places(typed, dataset)
        unknown = elsewhere(typed) - places.keys()
        return cls(words, [*filter(None, phrases)], wordings, names, wants_number, places, unknown, thesaurus)


class Hit(Struct, frozen=True):
    """A row that answers the query."""

    row: Row
    score: float  # 0 to 100: the share of the query's weight that the row has; comparable between queries
    has_all: bool  # it has every word of the query
    marks: Callable[[], Mapping[str, Spans]]  # finds by field where the words stand: put off, since few hits are shown

    @property
    def matches(self) -> Spans:
        """Where the words stand in the quote."""
        return self.marks().get("quote", ())

    @property
    def matched_in(self) -> list[str]:
        """The fields in which words of the query stand."""
        return list(self.marks())


class Answer(Struct, frozen=True):
    """The rows found, and what else there is to say."""

    hits: list[Hit]  # the best first
    nearest: list[Hit]  # up to three rows below the floor, where there are no hits
    unknown: list[str]  # the words of the query that no row has


_Found = tuple[float, Place]  # a place of a word behind what it counts for there


def search(query: Query, corpus: Corpus, is_asked: Callable[[Row], bool]) -> Answer:
    """The rows asked for that answer the query: by score, matches in the quote first, then early ones, then short rows.

    Rarity is counted over all rows, so that scores do not depend on what is asked for.
    """
    found = _found(query, corpus)
    unknown = [word for word, places in found.items() if not places]
    hits = [hit for _, hit in sorted(_ranked(query, corpus, found, is_asked))]
    # A country of which no row speaks is what the question is about: nothing else answers it.
    answers = [] if query.elsewhere.intersection(unknown) else [hit for hit in hits if hit.score >= CUTOFF]
    return Answer(answers, [] if answers else hits[:3], unknown)


def _ranked(
    query: Query, corpus: Corpus, found: Mapping[str, Sequence[_Found]], is_asked: Callable[[Row], bool]
) -> Iterator[tuple[tuple[float, ...], Hit]]:
    """The rows of the place named that are at least near, each behind what it is ranked by."""
    rows: defaultdict[int, dict[str, list[_Found]]] = defaultdict(dict)
    weights = {}
    for word, places in found.items():
        weights[word] = _weight(query, word, len({place.row for _, place in places}), corpus)
        for one in places:
            rows[one[1].row].setdefault(word, []).append(one)
    full = sum(weights.values()) or 1.0
    phrases = [{place.row for place in corpus.find(f"{one} ")} for one in query.phrases]
    where = [word for word in query.places if found.get(word)]
    for number in set(rows).intersection(*phrases):
        row, held = corpus.rows[number], rows[number]
        worths = {word: max(worth * WEIGHTS[place.field] for worth, place in places) for word, places in held.items()}
        share = sum(weights[word] * worth for word, worth in worths.items()) / full
        if 100 * share < NEAREST - 1 or not is_asked(row):
            continue
        if query.wants_number and not re.search(_NUMBER, row.entry.quote.lower()):
            continue
        if not row.is_general and not all(word in held for word in where):
            continue
        stand = [[place for _, place in places] for places in held.values()]
        score = round(100 * share * (1 - PROXIMITY * (1 - _closeness(stand))), 1)
        if score >= NEAREST:
            everywhere = [*chain.from_iterable(stand)]
            first = min((place.word for place in everywhere if place.field == "quote"), default=math.inf)
            order = (-score, first, len(row.entry.quote), number)
            yield order, Hit(row, score, len(held) == len(found), cache(partial(marks, row, everywhere)))


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


def _found(query: Query, corpus: Corpus) -> dict[str, list[_Found]]:
    """Where each word stands as typed, in another form, as a prefix, in other wordings, or else is guessed to stand."""
    found = {}
    for word in query.words:
        least = 1 if word in query.elsewhere else PREFIX  # a country is found as typed alone
        worths = ((quality(word, place.form), place) for place in corpus.find(root(word) or word))
        found[word] = [one for one in worths if one[0] >= least]
    for words, other, worth in query.wordings:
        places = [(worth, place) for place in corpus.find(other) if place.form.removeprefix(other) in _PLURALS]
        for word in (words & found.keys()) - query.elsewhere:
            found[word] += places
    is_company = any(found.values())
    for word in [word for word, places in found.items() if not places]:
        guesses = _guesses(query, word, corpus, is_company)
        stand = ([(worth, place) for one, worth in guess for place in corpus.find(one)] for guess in guesses)
        found[word] = next(filter(None, stand), [])
    return found


def _guesses(query: Query, word: str, corpus: Corpus, is_company: bool) -> Iterator[list[tuple[str, float]]]:
    """What the word may be, the likeliest first: two run together, what it is a slip of, what begins so, a hint."""
    if word in query.elsewhere or not word.isalpha():
        return
    held = corpus.vocabulary
    if len(word) >= _SPLIT:
        yield [(f"{word[:at]} {word[at:]}", JOINED) for at in range(2, len(word) - 1) if word[:at] in held]
    codes = {code.lower() for row in corpus.rows for code in row.missions}  # too near to each other for a guess
    yield [(f"{one} ", worth) for one, worth in _slips(word, held, is_company) if one not in codes]
    if len(word) == 3 or (len(word) == 2 and word == query.words[-1]):
        yield [(word, PREFIX)]
    others, typed = query.thesaurus.wordings, _slips(word, query.thesaurus.typed(), is_company=False)
    yield [(f"{other} ", worth * slip) for one, slip in typed for _, other, worth in others([one])]


def _slips(word: str, vocabulary: Sequence[str], is_company: bool) -> list[tuple[str, float]]:
    """The words of which the typed one may be a slip, each with what it counts for; `docs/search.md` has the rules."""
    if is_fixed(word):
        return []
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    is_long = len(word) > 8
    most = 2 if is_long or (is_company and len(word) > 4) else 1
    near = [
        (one, slips)
        for one, slips, _ in process.extract(word, vocabulary, scorer=OSA.distance, score_cutoff=most, limit=None)
        if not is_fixed(one) and one not in listed("stop")
        if one[0] == word[0] or (len(word) > 4 and (slips < 2 or is_long))
    ]
    least = min((slips for _, slips in near), default=0)
    return [(one, TYPO if slips < 2 or is_long else TYPO_TWICE) for one, slips in near if slips == least]


def _weight(query: Query, word: str, held: int, corpus: Corpus) -> float:
    """What a word of the query weighs: the more, the fewer rows hold it; common English and places less."""
    if not held and word in listed("chat"):
        return 0.0
    if not held and word in query.elsewhere:
        return STRANGE * 2
    rows = len(corpus.rows)
    weight = math.log(1 + (rows - held + 0.5) / (held + 0.5)) if held else STRANGE * (1 + (word in query.names))
    if is_plain(word):
        return min(weight, PLAIN_HELD if held else PLAIN)
    return weight * OF_PLACE / query.places[word] if word in query.places else weight


def _closeness(held: Sequence[Sequence[Place]]) -> float:
    """How close the query's neighbouring words stand: 1 side by side, falling with the distance."""
    close = []
    for pair in pairwise(held):
        gaps = (abs(one.word - other.word) for one, other in product(*pair) if one.field == other.field)
        close.append(_REACH / max(_REACH, min(gaps, default=math.inf)))
    return sum(close) / len(close) if close else 1.0
