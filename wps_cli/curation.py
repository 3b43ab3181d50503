"""The checks behind `wps check`: what a curator should mend, beyond what the types of the model can say.

Every check goes over the tables as parsed, so that one fault does not hide the others.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from wps_cli.lines import Path
from wps_cli.model import EDTF_PATTERN, ID_PATTERN, LABEL_PATTERN, SUMMARY_LENGTH
from wps_cli.text import fold, fold_name, has_unsafe
from wps_cli.validation import Fault, Row, as_tables, blocks, faults

_OURS = ("summary", "what", "themes")
"""The keys whose words are our own; all others are the letter's."""
_RECOMMENDATION_ONLY = ("label", "addressee")
_BOUND_PHRASES = {
    "<": ("less than", "fewer than", "under", "below"),
    ">": ("more than", "over", "above"),
    "<=": ("at most", "up to", "no more than"),
    ">=": ("at least", "no less than", "no fewer than"),
}
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def all_faults(tables: Mapping[str, Any]) -> Iterator[Fault]:
    """Every fault of the data, severe or not."""
    yield from faults(tables)
    yield from _texts(tables)
    yield from _glossary(tables)
    for place, meeting in as_tables(tables.get("meetings")):
        path: Path = ("meetings", place)
        yield from _order_of_dates(path, meeting)
        yield from _order_of_labels(path, meeting)
        yield from _repeated(path, meeting)
        yield from _bad_id(path, meeting)
    ids = {row.get("id") for _, row, _ in blocks(tables, "records", "staffing", "figures")}
    for path, row, meeting in blocks(tables, "records"):
        yield from _record(path, row, meeting, ids)
    for path, row, meeting in blocks(tables, "records", "staffing", "figures"):
        yield from _bad_id(path, row)
        yield from _foreign_id(path, row, meeting)
    for path, row, _ in blocks(tables, "staffing", "figures"):
        yield from _number(path, row)


def _strings(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text below the value, with its path."""
    if isinstance(value, str):
        yield path, value
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from _strings(child, (*path, key))


def _texts(tables: Mapping[str, Any]) -> Iterator[Fault]:
    """Faults that any text may have."""
    for path, text in _strings(tables, ()):
        key = next(part for part in reversed(path) if isinstance(part, str))
        if not text.strip():
            yield Fault(path, f"{key} is empty; write it or delete the line")
        elif text != text.strip():
            yield Fault(path, f"{key} begins or ends with a blank; delete it")
        if "  " in text.strip():
            yield Fault(path, f"{key} has two blanks in a row; leave one")
        if has_unsafe(text):
            yield Fault(path, f"{key} has a control or bidirectional character; delete it")
        if text != unicodedata.normalize("NFC", text):
            yield Fault(path, f"{key} has an accent as a character of its own; type the accented letter (NFC)")
        if text[:1] in ("=", "+", "-", "@") and text not in _BOUND_PHRASES and len(text) > 1:
            yield Fault(path, f"{key} begins like a spreadsheet formula; begin with another character")
        if (key in _OURS or path[0] == "glossary") and re.search("[“”‘’]", text):
            yield Fault(path, f"{key} has curly quotes; type straight ones in our own words")
        if key == "themes" and not re.fullmatch("[a-z0-9-]+", text):
            yield Fault(path, f"theme {text} is not one word; write lower-case words joined by hyphens")


def _glossary(tables: Mapping[str, Any]) -> Iterator[Fault]:
    """A glossary entry must lead to words that the rest of the file has."""
    glossary = tables.get("glossary")
    if not isinstance(glossary, dict):
        return
    rest = {key: value for key, value in tables.items() if key != "glossary"}
    words = fold_name("\n".join(text for _, text in _strings(rest, ())))
    for short, targets in glossary.items():
        if targets == []:
            yield Fault(("glossary", short), f"{short} leads nowhere; name what the letters call it")
        for target in targets if isinstance(targets, list) else ():
            if isinstance(target, str) and fold_name(target) not in words:
                yield Fault(("glossary", short), f"{short} leads nowhere: no letter says {target}; use its words")


def _bad_id(path: Path, row: Row) -> Iterator[Fault]:
    name = row.get("id")
    if isinstance(name, str) and not re.fullmatch(ID_PATTERN, name):
        yield Fault((*path, "id"), f"id {name} has other characters than letters, digits, - . and /; replace them")


def _foreign_id(path: Path, row: Row, meeting: Row) -> Iterator[Fault]:
    name, of = row.get("id"), meeting.get("id")
    if isinstance(name, str) and isinstance(of, str) and not name.startswith(f"{of}/"):
        unknown = f"id {name} does not begin with its meeting's"
        yield Fault((*path, "id"), f"{unknown}; write {of}/{name.rpartition('/')[2]}")


def _order_of_dates(path: Path, meeting: Row) -> Iterator[Fault]:
    letter = meeting.get("letter")
    letter = letter if isinstance(letter, dict) else {}
    days = [
        ("date", "meeting", meeting.get("date"), path),
        ("date", "letter", letter.get("date"), (*path, "letter")),
        ("distributed", "distribution", letter.get("distributed"), (*path, "letter")),
    ]
    known = [(key, name, day, where) for key, name, day, where in days if isinstance(day, date)]
    for (_, before, first, _), (key, after, second, where) in pairwise(known):
        if second < first:
            yield Fault((*where, key), f"the {after} of {second} is before the {before} of {first}; mend one of them")


def _order_of_labels(path: Path, meeting: Row) -> Iterator[Fault]:
    seen: list[tuple[int, int]] = []
    for number, record in as_tables(meeting.get("records")):
        label = record.get("label")
        if not isinstance(label, str):
            continue
        where = (*path, "records", number, "label")
        if not re.fullmatch(LABEL_PATTERN, label):
            yield Fault(where, f"label {label} is not as letters print it; write (a) or (a)(iv)")
            continue
        rank = _rank(label)
        if seen and rank < seen[-1]:
            returns = "returns after another label" if rank in seen else "is out of order"
            yield Fault(where, f"label {label} {returns}; put the row where the letter has it")
        seen.append(rank)


def _rank(label: str) -> tuple[int, int]:
    letter, _, roman = label.strip("()").partition(")(")
    values = [{"i": 1, "v": 5, "x": 10}[digit] for digit in roman]
    return ord(letter), sum(-one if one < then else one for one, then in zip(values, [*values[1:], 0], strict=False))


def _repeated(path: Path, meeting: Row) -> Iterator[Fault]:
    """Rows that say the same twice, or stand before one of an earlier paragraph."""
    for name in ("records", "staffing", "figures"):
        seen: set[tuple[Any, ...]] = set()
        paragraph = 0
        for number, row in as_tables(meeting.get(name)):
            where = (*path, name, number)
            words = (row.get("kind"), row.get("lead"), row.get("quote"))
            share = ("share", row.get("mission"), row.get("category"))
            if name != "figures" and words in seen and row.get("quote"):
                kind = row.get("kind", "staffing row")
                yield Fault((*where, "quote"), f"another {kind} has this lead and quote; merge the two or quote less")
            if name == "staffing" and share in seen:
                yield Fault((*where, "category"), "this mission and category stand twice; delete one of the two")
            seen |= {words, share}
            here = row.get("paragraph", 0)
            if isinstance(here, int) and here:
                if here < paragraph:
                    yield Fault(
                        (*where, "paragraph"), f"paragraph {here} stands after {paragraph}; keep the letter's order"
                    )
                paragraph = max(paragraph, here)


def _record(path: Path, row: Row, meeting: Row, ids: set[Any]) -> Iterator[Fault]:
    summary, quote = row.get("summary"), row.get("quote")
    if isinstance(summary, str):
        if len(summary) > SUMMARY_LENGTH:
            yield Fault((*path, "summary"), f"summary has {len(summary)} characters; say it in {SUMMARY_LENGTH}")
        if isinstance(quote, str) and summary and fold(summary).rstrip(".") in fold(quote):
            yield Fault((*path, "summary"), "summary repeats the quote; say it in our own words")
    if row.get("kind") == "observation" and row.get("inferred") is True:
        yield Fault((*path, "inferred"), "an observation is never inferred; delete the line")
    for key in _RECOMMENDATION_ONLY:
        if key in row and row.get("kind") != "recommendation":
            yield Fault((*path, key), f"{key} belongs to recommendations alone; delete it or mend the kind")
    yield from _references(path, row, meeting, ids)
    if isinstance(row.get("when"), str):
        yield from _when(path, row, meeting)


def _references(path: Path, row: Row, meeting: Row, ids: set[Any]) -> Iterator[Fault]:
    """See_also ties rows of different meetings."""
    named = row.get("see_also")
    for other in named if isinstance(named, list) else ():
        if other not in ids:
            yield Fault((*path, "see_also"), f"see_also names {other}, which is no row; name the id of a row")
        elif isinstance(meeting.get("id"), str) and str(other).startswith(f"{meeting['id']}/"):
            yield Fault((*path, "see_also"), f"see_also names {other} of the same meeting; name rows of other meetings")


def _when(path: Path, row: Row, meeting: Row) -> Iterator[Fault]:
    """EDTF level 1, real days, and a year that something near it prints unless marked uncertain."""
    when = row["when"]
    where = (*path, "when")
    if not re.fullmatch(EDTF_PATTERN, when) or not all(map(_is_real, when.split("/"))):
        yield Fault(where, f"when {when} is no EDTF date; write 2014, 2016-06, 2016-06-30, 2012/2013 or 2017-03?")
        return
    ends = [end.rstrip("?") for end in when.split("/")]
    if ends[-1][: len(ends[0])] < ends[0][: len(ends[-1])]:
        yield Fault(where, f"when {when} ends before it begins; swap the two")
    printed = f"{row.get('quote')} {row.get('lead')} {meeting.get('date')}"
    for end in when.split("/"):
        if not end.endswith("?") and end[:4] not in printed:
            yield Fault(where, f"neither quote, lead nor the meeting's date gives the year {end[:4]}; end it with ?")


def _is_real(day: str) -> bool:
    try:
        date.fromisoformat(f"{day.rstrip('?')}-01-01"[:10])
    except ValueError:
        return False
    return True


def _number(path: Path, row: Row) -> Iterator[Fault]:
    """The number and its bound must be what the quote prints."""
    key = "percent" if "percent" in row else "value"
    number, quote, bound = row.get(key), row.get("quote"), row.get("bound")
    if isinstance(number, bool) or not isinstance(number, int | float) or not isinstance(quote, str):
        return
    spellings = "|".join(map(re.escape, _spellings(number)))
    match = re.search(rf"(?<![\w.,])\$?(?:{spellings})(?![\w]|[.,]\d)", quote, re.IGNORECASE)
    if not match:
        yield Fault((*path, key), f"the quote does not print {number}; mend the number or the quote")
        return
    before = quote[: match.start()].lower().rstrip()
    fitting = [sign for sign, phrases in _BOUND_PHRASES.items() if before.endswith(phrases)]
    stated = max(fitting, key=len, default="=")
    if isinstance(bound, str) and bound != stated:
        told = f"says {' '.join(before.split()[-2:])}" if fitting else "prints a plain number"
        yield Fault((*path, "bound"), f'bound {bound} contradicts the quote, which {told}; write "{stated}"')


def _spellings(number: float) -> Iterable[str]:
    """The number as digits, with thousands apart, and, where it is below a hundred, as a word."""
    yield from (str(number), f"{number:,}")
    if number == int(number):
        yield from (str(int(number)), f"{int(number):,}")
        if 0 <= number < len(_ONES):
            yield _ONES[int(number)]
        elif number < 100 and number > 0:
            tens, ones = divmod(int(number), 10)
            yield _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")
