"""How words are compared: which carry meaning, which are forms of one another, and how well one answers another."""

import re
from collections.abc import Collection
from functools import cache
from pkgutil import get_data
from typing import Any

import tomli

from wps_cli.text import fold

EXACT, INFLECTED, PREFIX, TYPO = 1.0, 0.93, 0.8, 0.7  # what a word counts for: as typed, in another form, and so on
_ENDINGS = ("ations", "ation", "ings", "ing", "ers", "ors", "ed", "es", "er", "or", "e")  # where four letters remain
_DERIVED = ("al", "ion", "ment")  # then, where five letters remain: `institutional`, `institution`, `endorsement`
_ASKING = (
    r"^[^:]*?\b(?:know|tell|find|give|show|have|get|need|sa(?:y|id|ys)|heard|anything|something|part|bit|info|information|"
    r"mention\w*|looking|asks?|asked)\b[^:]*?\b(?:about|on|regarding|concerning)\b|^[^:]*:(?=\W*\w)"
)
"""How a question is begun: `could you tell me what was said about`, `I need this for a briefing:`."""
_SPACES = bytes(code if chr(code).isalnum() else 32 for code in range(128)).ljust(256)


@cache
def _own() -> tuple[dict[str, Any], list[str]]:
    """What search knows beside the data, `thesaurus.toml`: its lists, and its hints as text, line by line."""
    lists, _, hints = (get_data("wps_cli.search", "thesaurus.toml") or b"").decode().partition("\n[hints]")
    return tomli.loads(lists), re.split('\n(?=")', hints)


@cache
def listed(name: str) -> frozenset[str]:
    """The words or names of that list: stop, plain, chat, leading, whole or countries."""
    held = _own()[0][name]
    return frozenset(held.split() if isinstance(held, str) else held)


def hints(roots: Collection[str] = ("",)) -> dict[str, list[str]]:
    """By wordings of the letters, what people type for them; parses only those in which one of the roots stands."""
    return tomli.loads("\n".join(hint for hint in _own()[1] if has_any(roots, fold(hint))))


def has_any(roots: Collection[str], folded: str) -> bool:
    """Whether one of the roots stands in the text."""
    return any(map(folded.__contains__, roots))


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
    return tuple(word for word in words if word not in listed("stop") and (len(word) > 1 or word.isdigit()))


def unframed(folded: str) -> str:
    """The question without the words that lead up to it, and with dotted acronyms as one word."""
    asked = re.sub(r"\b(?:[a-z]\.){2,}(?![a-z])|\b[a-z](?:\.[a-z])+\b", lambda one: one[0].replace(".", ""), folded)
    bare = re.sub(_ASKING, "", asked)
    passed_over = listed("leading") | listed("stop") | listed("chat")
    meant = next((word.start() for word in re.finditer(r"\w+", bare) if word[0] not in passed_over), 0)
    return next((one for one in (bare[meant:], bare) if meaningful(one)), asked)


@cache
def stem(word: str) -> str:
    """The word without its ending, so that forms of one word meet: `trained`, `training`, `trains`."""
    if not word.isalpha():
        return word
    if word.removesuffix("s") in listed("whole"):
        return word.removesuffix("s")
    bare = _without_ending(word)
    for ending in _DERIVED:
        if bare.endswith(ending) and len(bare) - len(ending) >= 5:
            bare = bare[: -len(ending)].removesuffix("e")
    return bare


def _without_ending(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            bare = word[: -len(ending)]
            doubled = bare[-1] == bare[-2] and bare[-1] not in "aeels" and len(bare) > 4
            return bare[:-1] if doubled and ending != "e" else bare
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) >= 4 else word


def root(word: str) -> str:
    """How every form of the word begins."""
    return stem(word).removesuffix("y")


def is_fixed(word: str) -> bool:
    """Words too short or too exact for prefixes and slips: numbers, codes, three letters."""
    return len(word) < 4 or not word.isalpha()


def is_plain(word: str) -> bool:
    """Whether the word is common English, in whatever form: `use`, `used`, `using`."""
    bare = word.removesuffix("ing")
    forms = (word, word.removesuffix("d"), word.removesuffix("s"), bare, f"{bare}e", stem(word), f"{stem(word)}e")
    return not listed("plain").isdisjoint(forms)


def quality(typed: str, found: str) -> float:
    """How well a word of a row answers a typed one; 0 where it does not."""
    if typed == found:
        return EXACT
    if stem(typed) == stem(found):
        return INFLECTED
    return PREFIX if found.startswith(typed) and not is_fixed(typed) else 0.0
