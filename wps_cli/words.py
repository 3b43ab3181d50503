"""How words are compared: which carry meaning, which are forms of one another, and how well one answers another."""

import re

EXACT, INFLECTED, PREFIX, TYPO = 1.0, 0.93, 0.8, 0.7
"""What a word counts for when it stands as typed, in another form, as a beginning, or misspelt."""

_STOP = frozenset(
    "a about all also an and any anybody anyone are as at be been being but by can could did do does done for from "
    "get give gives given had has have having how i if in into is it its just make many me more most mostly much my "
    "nobody not of on only or our out people s said say says should show so some someone somebody still such tell "
    "than that the their them there these they thing things this those to told too up us very was we were what when "
    "where whether which while who whom whose why will with would you your".split()
)
"""Words that a query may hold without meaning them."""
_PLAIN = frozenset(
    "able across actually again against ahead allow alone along already always among another around ask away back bad "
    "become before begin behind best better between big both bring call came carry case change come day down during "
    "each early easy end enough even ever every face far feel few find first follow fully go goes going good got "
    "great happen hard help high hold keep kind know large last late lead leave less let like likely live long look "
    "lot low main may mean might mind move much must name near need never new next nothing now number often old once "
    "one open other own part past place play point press problem put quite rather reach real really right run same "
    "see seem serve set short side since small soon speak start state stay step stop story suffer take talk through "
    "time today together towards try turn two under until use want way week well went whole wide wish within without "
    "word work world worse year yes yet".split()
)
"""Words so common in English that they tell little apart."""
_SUFFIXES = ("ations", "ation", "ings", "ing", "ies", "ers", "ors", "ed", "es", "er", "or", "s", "e", "y")


def tokens(text: str) -> list[str]:
    """The runs of letters and digits in the text."""
    return re.findall(r"\w+", text)


def meaningful(folded: str) -> tuple[str, ...]:
    """The words that carry meaning, each once."""
    return tuple(dict.fromkeys(word for word in tokens(folded) if word not in _STOP))


def stem(word: str) -> str:
    """The word without its ending, so that forms of one word meet: `trained`, `training`, `trains`."""
    if not is_fixed(word):
        for suffix in _SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= 4:
                return word[: -len(suffix)]
    return word


def is_fixed(word: str) -> bool:
    """Words too short or too exact to vary: numbers, codes, three letters."""
    return len(word) < 4 or not word.isalpha()


_PLAIN_STEMS = frozenset(map(stem, _PLAIN))


def is_plain(word: str) -> bool:
    """Whether the word is common English, in whatever form."""
    return stem(word) in _PLAIN_STEMS


def quality(typed: str, found: str) -> float:
    """How well a word of a row answers a typed one; 0 where it does not."""
    if typed == found:
        return EXACT
    if is_fixed(typed):
        return 0.0
    if stem(typed) == stem(found):
        return INFLECTED
    return PREFIX if found.startswith(typed) else 0.0
