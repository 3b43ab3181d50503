"""The numbers that a passage prints, as digits or as words, each with the bound that the words around it state."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pkgutil import get_data
from typing import Any, NamedTuple

import tomli

ENGLISH: dict[str, Any] = tomli.loads((get_data("wps_cli.check", "english.toml") or b"").decode())
_BOUNDS: dict[str, str] = ENGLISH["bounds"]
_BEFORE = re.compile(
    rf" ((?:(?:just|only|slightly|well|a little) )?({'|'.join(_BOUNDS.values())}))\s*(?:(?:US)?[$€£]\s*)?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?P<time>[- ](?:year|month|week|day|hour))|(?: per cent|%)? (?P<sign>or (?:more|less|fewer|so)\b|"
    r"(?:(?!and\b|or\b)[^\W\d][\w’'-]* ){0,5}at (?:most|least)(?=[,;:.)]|$))"
)
_NEAR = 40  # characters in which the words stand that state a bound
_SPELT: list[str] = ENGLISH["numbers"].split("|")
_WORDS = dict(zip(_SPELT, (*range(20), *range(20, 100, 10)), strict=True))
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_NUMBER = re.compile(
    r"(?<![\w.,])(?:(?P<digits>(?:[0-9]{1,3}(?:[,\u00a0\u202f][0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?)"
    rf"|(?P<words>(?:{'|'.join(_SPELT[20:])})[-\u2011 ](?:{'|'.join(_SPELT[1:10])})|{ENGLISH['numbers']}))(?!\w)"
    rf"(?:[- \u00a0](?P<scale>{'|'.join(_SCALES)})\b)?",
    re.IGNORECASE,
)
MONTHS = "January February March April May June July August September October November December".split()
MONTH = "|".join(MONTHS)
# Days, years, numbers in brackets and of resolutions: what nobody counts.
_NO_QUANTITY = re.compile(
    rf"[0-9]{{1,2}} to [0-9]{{1,2}} (?:{MONTH})|[0-9]{{1,2}} (?:{MONTH})(?: [0-9]{{4}})?|(?:{MONTH}) [0-9]{{4}}"
    rf"|(?<![\w.,$€£])(?:19|20)[0-9]{{2}}(?!\w|,[0-9])|\([0-9]+\)|\b(?i:{ENGLISH['uncounted']})\b"
)
# What makes a range of two numbers, the first of them a NUL here: `between 8 and 9`, `8 to 9`; but not how one became
# the other: `rose from 8 to 9`.
_RANGE = re.compile(
    r".*\b(between) (?:US)?[$€£]?\0(?: per cent|%)? and (?:US)?[$€£]?|"
    rf"(?!.*\b(?:{ENGLISH['changes']})\w* .*from \0)"
    r"(?:.*\b(from) |.*)(?:US)?[$€£]?\0(?: per cent|%)?(?: to |[-\u2011–])(?:US)?[$€£]?",
    re.IGNORECASE | re.DOTALL,
)
# What stands between two numbers that only together tell one share.
_TWO = re.compile(r"(?: per cent|%)? (?:and|or|to) | of (?:the |its |all )?|[-\u2011–]")


class Number(NamedTuple):
    """A number where a passage prints it."""

    values: tuple[float, ...]  # as printed; before `million` and its like also what the two make together
    bound: str
    words: str  # what states the bound, such as `less than`; empty for a plain number
    start: int
    end: int


def printed(passage: str, lead: str = "") -> list[Number]:
    """Every number of the passage, the two of a range each where the range stands, as at least and at most that.

    Words at the end of its lead may state the bound of the first.
    """
    numbers = list[Number]()
    for found in _NUMBER.finditer(passage):
        digits, spelt = re.sub("[^0-9.]", "", found["digits"] or ""), (found["words"] or "").lower()
        value = float(digits) if digits else sum(_WORDS[word] for word in re.split("[-\u2011 ]", spelt))
        values = (value, value * _SCALES[found["scale"].lower()]) if found["scale"] else (value,)
        near = f" {lead[-_NEAR:]} {passage[max(0, found.start() - _NEAR) : found.start()]}"
        before, behind = _BEFORE.search(near), _BEHIND.match(passage, found.end())
        told = words = ""
        if before and not (before[1].lower() == "over" and behind and behind["time"]):  # "over six months" tells when
            words, told = before[1].lower(), before[2].lower()
        elif behind and behind["sign"] and not before:
            words = told = " ".join(behind["sign"].split()[-2:])  # `15 per cent of observers at most`
        bound = next((sign for sign, several in _BOUNDS.items() if told in several.split("|")), "=")
        numbers.append(Number(values, bound, words, *found.span()))
    for at, (one, two) in enumerate(pairwise([*numbers])):
        near = f" {lead[-_NEAR:]} {passage[max(0, one.start - _NEAR) : one.start]}\0{passage[one.end : two.start]}"
        is_year = re.fullmatch("(?:19|20)[0-9]{2}", passage[one.start : one.end])  # `from 5 in 2030 to 2,415 in 2031`
        if one.values[0] < two.values[0] and not is_year and (told_range := _RANGE.fullmatch(near)):
            words = (told_range[1] or told_range[2] or "").lower()
            numbers[at] = Number(one.values, ">=", words, one.start, two.end)
            numbers[at + 1] = Number(two.values, "<=", words, one.start, two.end)
    return numbers


def quantities(passage: str) -> Iterator[Number]:
    """The numbers that count something: no days, years and labels."""
    passed = [found.span() for found in _NO_QUANTITY.finditer(passage)]
    return (one for one in printed(passage) if not any(start <= one.start < end for start, end in passed))


def halves(passage: str, lead: str = "") -> set[Number]:
    """The numbers that tell a share only with a neighbour: `8 or 9 per cent`, `14 of 62`."""
    pairs = pairwise(printed(passage, lead))
    return {one for two in pairs if _TWO.fullmatch(passage, two[0].end, two[1].start) for one in two}
