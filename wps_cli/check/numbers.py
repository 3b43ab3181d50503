"""The numbers that a passage prints, as digits or as words, each with the bound that the words around it state."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

_BOUNDS = {
    **dict.fromkeys(("less than", "fewer than", "under", "below", "almost", "nearly"), "<"),
    **dict.fromkeys(("more than", "over", "above", "exceeding", "exceeded", "in excess of"), ">"),
    **dict.fromkeys(("at most", "up to", "no more than", "not more than", "a maximum of"), "<="),
    **dict.fromkeys(("at least", "no less than", "not less than", "no fewer than", "not fewer than"), ">="),
    **dict.fromkeys(("about", "approximately", "around", "roughly", "some", "an estimated", "circa"), "~"),
    "a minimum of": ">=",
}
_AFTER = {"more": ">=", "less": "<=", "fewer": "<=", "so": "~"}
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_WORDS = {word: value for value, word in enumerate(_ONES)} | {
    word: 10 * value for value, word in enumerate(_TENS, start=2)
}
_NUMBER = re.compile(
    r"(?<![\w.,])(?:(?P<digits>[0-9]{1,3}(?:[,\u00a0\u202f][0-9]{3})+(?![0-9])|[0-9]+)(?P<decimals>\.[0-9]+)?"
    rf"|(?P<word>{'|'.join(_TENS)})[-\u2011 ](?P<ones>{'|'.join(_ONES[1:10])})"
    rf"|(?P<only>{'|'.join(_WORDS)}))(?!\w)"
    rf"(?:[- \u00a0](?P<scale>{'|'.join(_SCALES)})\b)?",
    re.IGNORECASE,
)
MONTHS = "January February March April May June July August September October November December".split()
_MONTH = "|".join(MONTHS)
_NO_QUANTITY = re.compile(
    rf"[0-9]{{1,2}} to [0-9]{{1,2}} (?:{_MONTH})|[0-9]{{1,2}} (?:{_MONTH})(?: [0-9]{{4}})?|(?:{_MONTH}) [0-9]{{4}}"
    r"|(?<![\w.,$€£])(?:19|20)[0-9]{2}(?!\w|,[0-9])|\([0-9]+\)|[Rr]esolutions? [0-9]+|\bone of\b|\bOne of\b"
)
"""Days, years, numbers in brackets and of resolutions: what nobody counts."""


class Printed(NamedTuple):
    """A number where a passage prints it."""

    values: tuple[float, ...]
    """As printed; before `million` and its like also what the two make together."""
    bound: str
    words: str
    """What states the bound, such as `less than`; empty for a plain number."""
    start: int
    end: int


def printed(passage: str, lead: str = "") -> Iterator[Printed]:
    """Every number of the passage; words at the end of its lead may state the bound of the first."""
    for match in _NUMBER.finditer(passage):
        value = _value(match)
        scale = match["scale"]
        values = (value, value * _SCALES[scale.lower()]) if scale else (value,)
        before = f"{lead[-_NEAR:]} {passage[max(0, match.start() - _NEAR) : match.start()]}"
        yield Printed(values, *_bound(before, passage[match.end() : match.end() + _NEAR]), *match.span())


_NEAR = 40
"""Characters in which the words stand that state a bound."""


def quantities(passage: str) -> Iterator[Printed]:
    """The numbers that count something: no days, years and labels."""
    passed = [found.span() for found in _NO_QUANTITY.finditer(passage)]
    for one in printed(passage):
        if not any(start <= one.start < end for start, end in passed):
            yield one


def spelt(day: date) -> str:
    """The day as letters print it: `4 May 2017`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _value(match: re.Match[str]) -> float:
    if match["digits"]:
        return float(re.sub("[^0-9]", "", match["digits"]) + (match["decimals"] or ""))
    words = (match["word"] or match["only"], match["ones"] or "zero")
    return sum(_WORDS[word.lower()] for word in words)


def _bound(before: str, after: str) -> tuple[str, str]:
    """The sign that the words around a number state, and those words."""
    said = re.sub(r"\s*(?:(?:US)?[$€£]\s*)?$", "", f" {before}", flags=re.IGNORECASE).lower()
    fitting = [words for words in _BOUNDS if said.endswith(f" {words}")]
    if fitting:
        words = max(fitting, key=len)
        # "Over six months" tells when, not how many.
        is_span = words == "over" and re.match(r"[- ](?:year|month|week|day|hour)", after)
        return ("=", "") if is_span else (_BOUNDS[words], words)
    trailing = re.match(r"(?: per cent|%)? or (more|less|fewer|so)\b", after)
    return (_AFTER[trailing[1]], f"or {trailing[1]}") if trailing else ("=", "")
