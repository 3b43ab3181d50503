"""How words are compared: which carry meaning, which are forms of one another, and how well one answers another."""

import re
from functools import cache

EXACT, INFLECTED, PREFIX, TYPO = 1.0, 0.93, 0.8, 0.7
"""What a word counts for when it stands as typed, in another form, as a beginning, or misspelt."""

_STOP = frozenset(
    "a about after afterwards all also among amongst an and any anybody anyone anything are aren as at be because "
    "been before being but by can could couldn did didn do does doesn doing don done during everything for from get "
    "gets getting give given gives got had hadn happening has hasn have haven having he her his how i if in into is "
    "isn it its just later ll made make makes making many me more most mostly much my no nobody not nothing of off on "
    "only or other others our out over own people per please re really s said say says she should shouldn show since "
    "so some somebody someone something sort sorts still such take taken takes taking tell than that the their them "
    "there these they thing things this those to told too up upon us ve very via was wasn we were weren what when "
    "where whether which while who whom whose why will with won would wouldn you your".split()
)
"""Words that a query may hold without meaning them."""
_PLAIN = frozenset(
    "able across actually again against ahead allow alone along already always among another around ask away back bad "
    "become before begin behind best better between big both bring call came carry case change come day down during "
    "each early easy end enough even ever every face facing far feel few find first follow fully go goes going good "
    "got great happen hard help high hold keep kind know large last late lead leave left less let like likely live "
    "long look lot low main may mean might mind move much must name near need never new next nothing now number often "
    "old once one open other own part parts past place play point press problem put quite rather reach real really "
    "right run running same see seem serve set short side since small soon speak start state stay step stop story "
    "suffer sure take talk through time today together towards try turn two under until use want way week well went "
    "whole wide wish within without word work world worry worse year yes yet".split()
)
"""Words so common in English that they tell little apart."""
_ENDINGS = ("ations", "ation", "ings", "ing", "ers", "ors", "ed", "es", "er", "or", "e")
"""What is taken off a word of which four letters remain; the plural's `s` comes off shorter ones, too."""
_WHOLE = frozenset(
    "career december gather member minister news november number october "
    "officer order police reporter together united worker".split()
)
"""Words that only look like forms of others."""


_BLANKS = bytes(code if chr(code).isalnum() else 32 for code in range(128)).ljust(256)


def spaced(text: str) -> str:
    """The text with a blank for each sign that is neither letter nor digit, so that every word keeps its place."""
    if text.isascii():
        return text.encode().translate(_BLANKS).decode()  # ten times as quick as the pattern
    return re.sub(r"[\W_]", " ", text)


def tokens(text: str) -> list[str]:
    """The words and numbers in the text; `%` is per cent."""
    return re.findall(r"\d+|[^\W\d_]+", text.replace("%", " per cent "))


def meaningful(folded: str) -> tuple[str, ...]:
    """The words that carry meaning, each once."""
    return tuple(
        dict.fromkeys(word for word in tokens(folded) if word not in _STOP and (len(word) > 1 or word.isdigit()))
    )


@cache
def stem(word: str) -> str:
    """The word without its ending, so that forms of one word meet: `trained`, `training`, `trains`."""
    if not word.isalpha():
        return word
    if word.removesuffix("s") in _WHOLE:
        return word.removesuffix("s")
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
    """Words too short or too exact for beginnings and slips: numbers, codes, three letters."""
    return len(word) < 4 or not word.isalpha()


_PLAIN_STEMS = frozenset(map(stem, _PLAIN))


def is_plain(word: str) -> bool:
    """Whether the word is common English, in whatever form."""
    return stem(word) in _PLAIN_STEMS


def quality(typed: str, found: str) -> float:
    """How well a word of a row answers a typed one; 0 where it does not."""
    if typed == found:
        return EXACT
    if stem(typed) == stem(found):
        return INFLECTED
    return PREFIX if found.startswith(typed) and not is_fixed(typed) else 0.0
