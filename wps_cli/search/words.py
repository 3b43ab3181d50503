"""How words are compared: which carry meaning, which are forms of one another, and how well one answers another."""

import re
from functools import cache

EXACT, INFLECTED, PREFIX, TYPO = 1.0, 0.93, 0.8, 0.7
"""What a word counts for when it stands as typed, in another form, as a prefix, or misspelt."""

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
    "able across actually again against ahead allow alone along already always another around ask away back bad "
    "become begin behind best better between big both bring call came carry case change come day down each early "
    "easy end enough even ever every face facing far feel few find first follow fully go goes going good great "
    "happen hard help high hold keep kind know large last late lead leave left less let like likely live long look "
    "lot low main may mean might mind move must name near need never new next now number often old once one open "
    "part parts past place play point press problem put quite rather reach real right run running same see seem "
    "serve set short side small soon speak start state stay step stop story suffer sure talk through time today "
    "together towards try turn two under until use want way week well went whole wide wish within without word work "
    "world worry worse year yes yet".split()
)
"""Words so common in English that they tell little apart."""
_ENDINGS = ("ations", "ation", "ings", "ing", "ers", "ors", "ed", "es", "er", "or", "e")
"""What is taken off a word of which four letters remain; the plural's `s` comes off shorter ones, too."""
_DERIVED = ("al", "ion")
"""What is then taken off where five letters remain: `institutional`, `institution`."""
_WHOLE = frozenset(
    "career december gather general member minister news november number october officer order police reporter "
    "several severe together united worker".split()
)
"""Words that only look like forms of others."""
_ASKING = re.compile(
    r"^[^:]*?\b(?:know|tell|find|give|show|have|get|need|sa(?:y|id|ys)|heard|anything|something|part|bit|info|information|"
    r"mention\w*|looking|asks?|asked)\b[^:]*?\b(?:about|on|regarding|concerning)\b|^[^:]*:(?=\W*\w)"
)
"""How a question is begun: `could you tell me what was said about`, `I need this for a briefing:`."""
_CHAT = frozenset(
    "afternoon anywhere anyway asap boss bother cheers chance chat colleague colleagues dear dig essay evening hello "
    "hey hi homework kind kindly lol morning ok okay paper pls plz quickly regards sir somewhere sorry student thank "
    "thanks thx tomorrow u urgently ur wonder wondering writing".split()
)
"""Words of politeness and haste, which weigh nothing where no row has them."""
_LEADING = frozenset(
    "anyone back check detail details everything find found got help idea info information interested know latest like "
    "list look looking lookup need needed needs new point question quick remind report search see send stuff summary "
    "try trying want wanted wants what's wish".split()
)
"""Words that lead up to a question, besides those: passed over at its start alone."""


_SPACES = bytes(code if chr(code).isalnum() else 32 for code in range(128)).ljust(256)


def spaced(text: str) -> str:
    """The text with a space for each sign that is neither letter nor digit, so that every word keeps its place."""
    if text.isascii():
        return text.encode().translate(_SPACES).decode()  # ten times as quick as the pattern
    return re.sub(r"[\W_]", " ", text)


def unframed(folded: str) -> str:
    """The question without the words that lead up to it, and with dotted acronyms as one word."""
    asked = re.sub(r"\b(?:[a-z]\.){2,}(?![a-z])|\b[a-z](?:\.[a-z])+\b", lambda one: one[0].replace(".", ""), folded)
    bare = _ASKING.sub("", asked)
    begun = re.match(r"(?:\W*\b\w+\b)*", bare)
    words = re.findall(r"\W*\w+", begun[0]) if begun else []
    lead_up = 0
    while lead_up < len(words) and re.sub(r"\W", "", words[lead_up]) in _LEADING | _STOP | _CHAT:
        lead_up += 1
    rest = bare[sum(map(len, words[:lead_up])) :]
    return next((one for one in (rest, bare) if meaningful(one)), asked)


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
    bare = _without_ending(word)
    for ending in _DERIVED:
        if bare.endswith(ending) and len(bare) - len(ending) >= 5:
            bare = bare[: -len(ending)]
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
    """Words too short or too exact for beginnings and slips: numbers, codes, three letters."""
    return len(word) < 4 or not word.isalpha()


_PLAIN_STEMS = frozenset(map(stem, _PLAIN))


def is_plain(word: str) -> bool:
    """Whether the word is common English, in whatever form: `use`, `used`, `using`."""
    forms = (
        word,
        word.removesuffix("d"),
        word.removesuffix("s"),
        word.removesuffix("ing"),
        word.removesuffix("ing") + "e",
    )
    return stem(word) in _PLAIN_STEMS or not _PLAIN.isdisjoint(forms)


def is_chat(word: str) -> bool:
    """Whether the word is one of politeness and haste."""
    return word in _CHAT


def is_stop(word: str) -> bool:
    """Whether a query may hold the word without meaning it."""
    return word in _STOP


def quality(typed: str, found: str) -> float:
    """How well a word of a row answers a typed one; 0 where it does not."""
    if typed == found:
        return EXACT
    if stem(typed) == stem(found):
        return INFLECTED
    return PREFIX if found.startswith(typed) and not is_fixed(typed) else 0.0
