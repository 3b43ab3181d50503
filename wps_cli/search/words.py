"""How words are compared: which carry meaning, which are forms of one another, and what else people type for them."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import takewhile
from pkgutil import get_data
from typing import Any

import tomli

from wps_cli.text import fold

EXACT, INFLECTED, PREFIX, TYPO = 1.0, 0.93, 0.8, 0.7  # what a word counts for: as typed, in another form, and so on
SHORT_FORM, HINT, LONG_HINT = 0.9, 0.85, 0.95  # what a short form of the data counts for; a hint of one word, of more
Wording = tuple[frozenset[str], str, float]  # the words of a query that it stands for, itself, what it counts for
_ENDING = "(?<=....)(?:ation|ing|ed|er|or|e)$"  # where four letters remain
# Then, where five letters remain: `institutional`, `institution`, `endorsement`.
_DERIVED = "(?<=....)(?:e(?=ment)|(?<=.....))(?:ment)?(?:ion)?(?:al)?$"
# What search knows beside the data: lists of words and names, and hints as text, which has no accents.
_raw = (get_data("wps_cli.search", "thesaurus.toml") or b"").decode()
_lists, _, _hints = f'{_raw}\n"'.partition("\n[hints]")
_known: dict[str, Any] = tomli.loads(_lists)
QUESTIONS = _known.pop("questions")
LISTS = {name: frozenset(re.split(r",\s" if "," in held else r"\s+", held.strip())) for name, held in _known.items()}
_SPACES = bytes(code if chr(code).isalnum() else 32 for code in range(128)).ljust(256)


def hints(roots: Collection[str]) -> dict[str, list[str]]:
    """By wordings of the letters, what people type for them; parses only those in which one of the roots stands."""
    text, found = _hints.lower(), set[tuple[int, int]]()
    for root in filter(None, roots):
        end = 0
        while (at := text.find(root, end)) >= 0:
            end = text.index('\n"', at)
            found.add((text.rfind('\n"', 0, at), end))
    return tomli.loads("".join(_hints[start:end] for start, end in sorted(found) if start >= 0))


def wordings(typed: Sequence[str], short_forms: Mapping[str, Sequence[str]]) -> Iterator[Wording]:
    """The other side of each short form that stands whole in the query, and what each hint there leads to."""
    stems = tuple(map(stem, typed))
    roots = {stem(word).removesuffix("y") for word in meaningful(" ".join(typed))}
    both = [(short, (wording,), SHORT_FORM) for wording, shorts in short_forms.items() for short in shorts]
    hinted = ((short, (wording,), HINT) for wording, shorts in hints(roots).items() for short in shorts)
    for one, others, worth in (*((*entry, SHORT_FORM) for entry in short_forms.items()), *both, *hinted):
        folded = fold(one)
        needed = tuple(map(stem, tokens(folded))) if any(map(folded.__contains__, roots)) else ()
        for start in range(len(stems) - len(needed) + 1) if needed else ():
            if needed == stems[start : start + len(needed)]:
                stands = frozenset(typed[start : start + len(needed)])
                sure = LONG_HINT if worth == HINT and len(stands - LISTS["stop"]) > 1 else worth
                yield from ((stands, wording, sure) for other in others if (wording := " ".join(tokens(fold(other)))))


def named(typed: Sequence[str], names: Iterable[str]) -> list[set[str]]:
    """The words of each of the names that stands in the query; not of one within another: `Sudan`, `South Sudan`."""
    asked = f" {' '.join(typed)} "
    folded = (" ".join(tokens(name)) for name in map(fold, names) if any(map(name.__contains__, typed)))
    found = {name: set(name.split()) for name in folded if f" {name} " in asked}
    return [one for one in found.values() if not any(one < other for other in found.values())]


def spaced(text: str) -> str:
    """The text with a space for each sign that is neither letter nor digit, so that every word keeps its place."""
    if text.isascii():
        return text.encode().translate(_SPACES).decode()  # ten times as quick as the pattern
    return re.sub(r"[\W_]", " ", text)


def tokens(text: str) -> list[str]:
    """The words and numbers in the text; `%` is per cent."""
    return re.findall(r"\d+|[^\W\d_]+", text.replace("%", " per cent "))


def meaningful(folded: str) -> tuple[str, ...]:
    """The words that carry meaning, each once."""
    words = dict.fromkeys(tokens(folded))
    return tuple(word for word in words if word not in LISTS["stop"] and (len(word) > 1 or word.isdigit()))


def unframed(folded: str) -> str:
    """The question without what leads up to it and the thanks behind it, and with dotted acronyms as one word."""
    asked = re.sub(r"\b[a-z](?:\.[a-z])+\b", lambda one: one[0].replace(".", ""), folded)
    polite = LISTS["stop"] | LISTS["chat"]
    leading = polite | LISTS["leading"]
    frame = re.match(QUESTIONS["lead_up"], asked)  # passed over unless it names who or what
    is_empty = frame and all(one in leading | LISTS["framing"] or is_plain(one) for one in tokens(frame[0]))
    bare = asked[frame.end() :] if frame and is_empty else asked
    found = list(re.finditer(r"\w+", bare))
    meant = next((word.start() for word in found if word[0] not in leading), 0)
    last = takewhile(lambda word: word[0] in polite, reversed(found))
    end = min((word.start() for word in last if word[0] in LISTS["chat"]), default=len(bare))
    return bare[meant:end] if meaningful(bare[meant:end]) else asked


@cache
def stem(word: str) -> str:
    """The word without its ending, so that forms of one word meet: `trained`, `training`, `trains`."""
    whole = re.sub("(?<!s)s$", "", re.sub("ies$", "y", word))
    whole = re.sub("^([^aeiou]?[aeiou][^aeiouwxy])(?:ed|ing)$", r"\1e", whole)  # `used`, `using`
    if whole in LISTS["whole"]:
        return whole
    bare = re.sub(r"(?<=...)([^aeels])\1$", r"\1", re.sub(_ENDING, "", whole))  # `stopped`
    return re.sub(_DERIVED, "", bare)


def is_plain(word: str) -> bool:
    """Whether the word is common English, in whatever form: `use`, `used`, `using`."""
    forms = (word, word.removesuffix("d"), word.removesuffix("ing") + "e", stem(word), stem(word) + "e")
    return not LISTS["plain"].isdisjoint(forms)


def quality(typed: str, found: str) -> float:
    """How well a word of a row answers a typed one; 0 where it does not."""
    if stem(typed) == stem(found):
        return EXACT if typed == found else INFLECTED
    return PREFIX if found.startswith(typed) and len(typed) > 3 and typed.isalpha() else 0.0
