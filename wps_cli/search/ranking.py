"""Rows ranked by how well their words match a query; `docs/search.md` explains every constant."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain, pairwise

from msgspec import Struct

from wps_cli.dataset.model import Dataset
from wps_cli.errors import UsageError
from wps_cli.queries.rows import Row
from wps_cli.search import words
from wps_cli.search.index import WEIGHTS, Corpus, Place, Spans, marks
from wps_cli.text import fold

JOINED = 0.97  # what words count for that are typed as one, or one as two
PROXIMITY = 0.15  # the share of the score that is lost where the query's words stand far apart
CUTOFF, NEAREST = 51, 20  # the score below which a row is no answer; the share below which it is not even near
USUAL, STEP = 4, 4  # words of a query for which the cutoff holds; by how much each more lowers it, each fewer raises
STRANGE, PLAIN = 5.5, 2.0  # the weight of a word that no row has, and the most that common English weighs
OF_PLACE = 0.5  # the share of its weight that the name of a place keeps
LONGEST = 200  # words of a query: each that no row has is compared with all of theirs
_Found = tuple[float, Place]  # a place of a word behind what it counts for there


class Query(Struct, frozen=True):
    """What is asked for, folded."""

    words: tuple[str, ...]  # without stop words, in the order typed
    phrases: list[str]  # what must stand word for word
    wordings: list[tuple[frozenset[str], str, float]]  # others: for which words, as what, and what it counts for
    sought: list[str]  # patterns of what must stand in the quote
    places: list[set[str]]  # the words of each mission's or country's name, which say where, not what
    elsewhere: set[str]  # words of the names of countries of which the data may know nothing

    @classmethod
    def of(cls, text: str, dataset: Dataset) -> "Query":
        """The query as typed; UsageError where it holds nothing to look for."""
        folded = fold(text)
        asked = words.unframed(folded)
        meant, typed = words.meaningful(asked), words.tokens(asked)
        if not meant:
            raise UsageError(f"nothing to search for in {text!r}", hint="give a word that carries meaning")
        if len(meant) > LONGEST:
            raise UsageError(f"{len(meant)} words are too many to search for", hint=f"give at most {LONGEST}")
        phrases = [" ".join(words.tokens(one)) for one in re.findall(r'["“]([^"“”]*)["”]', folded)]
        joined = [(frozenset(pair), "".join(pair), JOINED) for pair in pairwise(typed)]
        short_forms = dataset.glossary | {mission.code: mission.also for mission in dataset.missions}
        others = [*words.wordings(typed, short_forms), *joined]
        sought = [answer for question, answer in words.QUESTIONS["sought"] if re.search(question, folded)]
        names_of_places = ((one.code, *one.countries, *one.also) for one in dataset.missions)
        names = [" ".join(words.tokens(fold(name))) for name in chain.from_iterable(names_of_places)]
        places = words.named(typed, names) + [set(one) for one, other, _ in others if other in names]
        unknown = set().union(*words.named(typed, words.LISTS["countries"])).difference(*places)
        return cls(meant, [*filter(None, phrases)], others, sought, places, unknown)


class Hit(Struct, frozen=True):
    """A row that answers the query."""

    row: Row
    score: float  # 0 to 100: the share of the query's weight that the row has; comparable between queries
    has_all: bool  # it has every word of the query
    marks: Callable[[], Mapping[str, Spans]]  # finds by field where the words stand: put off, since few hits are shown


class Result(Struct, frozen=True):
    """The rows found, and what else there is to say."""

    hits: list[Hit]  # the best first
    nearest: list[Hit]  # up to three rows that come nearest, where there are no hits
    unknown: list[str]  # the words of the query that no row has
    of_all: int  # how many rows answer, be they asked for or not


def search(query: Query, corpus: Corpus, is_asked: Callable[[Row], bool]) -> Result:
    """The rows asked for that answer the query: by score, those matched in the quote first, then early, then short."""
    found = _found(query, corpus)
    rows: defaultdict[int, dict[str, list[_Found]]] = defaultdict(dict)
    for word, places in found.items():
        for one in places:
            rows[one[1].row].setdefault(word, []).append(one)
    # Rarity is counted over all rows, so that scores do not depend on what is asked for.
    holding = Counter(chain.from_iterable(rows.values()))
    weights = {word: _weight(query, word, holding[word], len(corpus.rows)) for word in found}
    needed = {word for word, weight in weights.items() if weight}
    full = sum(weights.values()) or 1.0
    phrases = [{place.row for place in corpus.find(f"{one} ")} for one in query.phrases]
    where = [name & holding.keys() for name in query.places if name & holding.keys()]
    ranked = []
    for number in set(rows).intersection(*phrases):
        row, held = corpus.rows[number], rows[number]
        has = {word: max(worth * WEIGHTS[place.field] for worth, place in places) for word, places in held.items()}
        share = 100 * sum(weights[word] * worth for word, worth in has.items()) / full
        if share < NEAREST or not all(re.search(one, row.entry.quote.lower()) for one in query.sought):
            continue
        stand = [[place for _, place in places] for places in held.values()]
        everywhere = [*chain.from_iterable(stand)]
        first = min((place.word for place in everywhere if place.field == "quote"), default=math.inf)
        score = round(share * (1 - PROXIMITY * (1 - _closeness(stand))), 1)
        hit = Hit(row, score, held.keys() >= needed, cache(partial(marks, row, everywhere)))
        is_there = row.is_general or not where or any(held.keys() >= name for name in where)
        ranked.append((-score, first, len(row.entry.quote), number, is_there, hit))
    ranked.sort()
    hits = [hit for *_, is_there, hit in ranked if is_there]
    least = CUTOFF - STEP * (max(USUAL // 2, min(len(needed), 2 * USUAL)) - USUAL)
    unknown = [word for word in found if word not in holding]
    # A country of which no row speaks, or a number such as a year, is what is asked about: nothing else answers it.
    is_elsewhere = any(word in query.elsewhere or (word.isdigit() and len(word) > 2) for word in unknown)
    answers = [] if is_elsewhere else [hit for hit in hits if hit.score >= least]
    asked = [hit for hit in answers if is_asked(hit.row)]
    nearest = [] if asked else [hit for hit in hits if is_asked(hit.row)]
    return Result(asked, nearest[:3], unknown, len(answers))


def _found(query: Query, corpus: Corpus) -> dict[str, list[_Found]]:
    """Where each word stands as typed, in another form, as a prefix, in other wordings, or else is guessed to stand."""
    found: dict[str, list[_Found]] = {}
    for word in query.words:
        least = 1 if word in query.elsewhere else words.PREFIX  # a country is found as typed alone
        found[word] = []
        # In both spellings of its ending, if it has two: `finalisation`, `finalization`.
        for spelt in {re.sub(r"i[sz](?=(?:e[ds]?|ing|ations?)$)", ending, word) for ending in ("is", "iz")}:
            beginning = words.stem(spelt).removesuffix("y") or spelt  # of every form of the word
            worths = ((words.quality(spelt, place.form), place) for place in corpus.find(beginning))
            found[word] += [one for one in worths if one[0] >= least]
    for typed, other, worth in query.wordings:
        places = [(worth, place) for place in corpus.find(other) if place.form.removeprefix(other) in ("", "s")]
        for word in typed & found.keys() - query.elsewhere:
            found[word] += places
    is_company = any(found.values())
    right = query.elsewhere | words.LISTS["chat"] | words.LISTS["leading"] | {*filter(words.is_plain, query.words)}
    for word in [word for word, places in found.items() if not places and word.isalpha() and word not in right]:
        guesses = _guesses(word, corpus, 2 if len(word) > 8 or (is_company and len(word) > 4) else 1)
        stand = ([(worth, place) for one, worth in guess for place in corpus.find(one)] for guess in guesses)
        found[word] = next(filter(None, stand), [])
    return found


def _guesses(word: str, corpus: Corpus, most: int) -> Iterator[list[tuple[str, float]]]:
    """What the word may be, the likeliest first, as `docs/search.md` has it: a beginning, two run together, a slip."""
    if len(word) < 4:
        yield [(word, words.PREFIX)]
        return
    if len(word) >= 7:
        starts = [one for one in corpus.vocabulary if word.startswith(one) and 1 < len(one) < len(word) - 1]
        yield [(f"{one} {word[len(one) :]}", JOINED) for one in starts]
    from rapidfuzz import distance, process

    # Codes are too near to each other for a guess.
    never = words.LISTS["stop"].union(code.lower() for row in corpus.rows for code in row.missions)
    held = [one for one in corpus.vocabulary if len(one) > 3 and one.isalpha() and one not in never]
    near = process.extract(word, held, scorer=distance.OSA.distance, score_cutoff=most, limit=None)
    yield [(f"{one} ", words.TYPO) for one, slips, _ in near if one[0] == word[0] or (len(word) > 4 and slips < 2)]


def _weight(query: Query, word: str, held: int, rows: int) -> float:
    """What a word of the query weighs: the more, the fewer of the rows hold it; common English and places less."""
    if not held and (word in words.LISTS["chat"] or words.is_plain(word)):
        return 0.0
    weight = math.log(1 + (rows - held + 0.5) / (held + 0.5)) if held else STRANGE
    if words.is_plain(word):
        return min(weight, PLAIN)
    return weight * OF_PLACE if any(word in place for place in query.places) else weight


def _closeness(held: Sequence[Sequence[Place]]) -> float:
    """How close the query's neighbouring words stand: 1 side by side, falling with the distance."""
    close = []
    for pair in pairwise(held):
        stand = sorted((place.field, place.word, which) for which, places in enumerate(pair) for place in places)
        gaps = (two[1] - one[1] for one, two in pairwise(stand) if one[0] == two[0] and one[2] != two[2])
        close.append(4 / max(4, min(gaps, default=math.inf)))  # up to four words on they still stand together
    return sum(close) / len(close) if close else 1.0
