"""The checks behind `wps check`: what a curator should mend, beyond what the types of the model can say.

The checks run over the model, in which whatever does not fit was emptied: one fault does not hide the others.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from wps_cli.check.numbers import printed
from wps_cli.dataset.lines import Fault, Path
from wps_cli.dataset.model import (
    EDTF_PATTERN,
    ID_PATTERN,
    SUMMARY_LENGTH,
    Dataset,
    Entry,
    Figure,
    Meeting,
    Record,
    Staffing,
    placed_entries,
)  # fmt: skip
from wps_cli.suggestions import guesser
from wps_cli.text import fold, has_unsafe

_OURS = frozenset(("summary", "what", "themes"))
"""The keys whose words are our own; all others are the letter's."""
_NOT_LETTERS = _OURS | {"id", "kind", "bound", "when", "see_also", "file", "language"}
"""The keys that hold no words of a letter."""
_UNFIT = {
    **dict.fromkeys("“”„‟‘’‚‛", "has curly quotes; type straight ones in our own words"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "has an invisible character; type the words anew"),
    **dict.fromkeys("\u00a0\u202f", "has a no-break space; type a plain one in our own words"),
}
"""Characters that may stand in a letter but not in words that we type."""
_RECOMMENDATION_ONLY = ("label", "addressee")


def faults(dataset: Dataset) -> Iterator[Fault]:
    """Every fault that a command passes over."""
    yield from _texts(dataset)
    yield from _glossary(dataset)
    owners = {entry.id: place for place, meeting in enumerate(dataset.meetings) for _, entry in placed_entries(meeting)}
    guess = guesser(owners, "name the id of a row")
    codes = {mission.code for mission in dataset.missions}
    for place, meeting in enumerate(dataset.meetings):
        path: Path = ("meetings", place)
        yield from _ids(path, meeting)
        yield from _repeated(path, meeting)
        for where, entry in placed_entries(meeting):
            there = (*path, *where)
            if isinstance(entry, Record):
                yield from _record(there, entry, meeting)
                yield from _see_also(there, entry, owners, guess)
            else:
                yield from _number(there, entry)
            yield from _absent(there, entry, meeting, codes)


def _strings(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text below the value, with its path."""
    match value:
        case str():
            yield path, value
        case Struct():
            for key in value.__struct_fields__:
                yield from _strings(getattr(value, key), (*path, key))
        case tuple():
            for place, one in enumerate(value):
                yield from _strings(one, (*path, place))
        case dict():
            for key, one in value.items():
                yield from _strings(one, (*path, key))


def _keys(path: Path) -> list[str]:
    return [part for part in path if isinstance(part, str)]


def _texts(dataset: Dataset) -> Iterator[Fault]:
    """Faults that any text may have, the words to the left in the glossary too."""
    for wording in dataset.glossary:
        yield from (
            Fault(("glossary", wording), f"glossary key {wording} {flaw}") for flaw in _flaws(wording, ours=True)
        )
    for path, text in _strings(dataset, ()):
        key = _keys(path)[-1]
        flaws = [*_flaws(text, ours=key in _OURS or path[0] == "glossary")]
        if key == "themes" and not flaws and not re.fullmatch("[a-z0-9-]+", text):
            flaws = [f"item {text} is not one word; write lower-case words joined by hyphens"]
        yield from (Fault(path, f"{key} {flaw}") for flaw in flaws)


def _flaws(text: str, *, ours: bool) -> Iterator[str]:
    unsafe = next(filter(has_unsafe, text)) if has_unsafe(text) else None
    if not text.strip():
        yield "is empty; write it or delete the line"
    elif unsafe == "\n":
        yield "goes on over several lines; write it on one"
    elif unsafe:
        yield f"has the control or bidirectional character U+{ord(unsafe):04X}; delete it"
    elif text != text.strip():
        yield "begins or ends with a blank; delete it"
    if "  " in text.strip():
        yield "has two blanks in a row; leave one"
    if not unicodedata.is_normalized("NFC", text):
        yield "has an accent as a character of its own; type the accented letter (NFC)"
    if text.startswith(("=", "+", "-", "@")) and len(text) > 1:
        yield "begins like a spreadsheet formula; begin with another character"
    if ours:
        yield from dict.fromkeys(_UNFIT[char] for char in sorted(_UNFIT.keys() & text))


def _glossary(dataset: Dataset) -> Iterator[Fault]:
    """A glossary entry must lead to words that the letters have."""
    listed = [*_strings(dataset.missions, ("missions",)), *_strings(dataset.meetings, ("meetings",))]
    words = _plain(" ".join(text for path, text in listed if _NOT_LETTERS.isdisjoint(_keys(path))))
    for wording, shorts in dataset.glossary.items():
        if not shorts:
            yield Fault(("glossary", wording), f"{wording} stands for nothing; name what people type for it")
        # The last word may go on: `gender adviser` is found in the advisers.
        elif _plain(wording).rstrip() not in words:
            yield Fault(("glossary", wording), f"{wording} leads nowhere: no letter says it; use a letter's words")


def _ids(path: Path, meeting: Meeting) -> Iterator[Fault]:
    """Ids have plain characters; where rows begin theirs with their meeting's, a strange one was copied."""
    starts = f"{meeting.id}/"
    names = [(path, meeting.id), *(((*path, *where), entry.id) for where, entry in placed_entries(meeting))]
    has_prefix = any(name.startswith(starts) for _, name in names)
    for where, name in names:
        if not re.fullmatch(ID_PATTERN, name):
            remedy = "replace the others"
            yield Fault((*where, "id"), f"id {name} may have letters, digits, - . and / alone; {remedy}")
        elif has_prefix and name != meeting.id and not name.startswith(starts):
            remedy = f"write {starts}{name.rpartition('/')[2]}"
            yield Fault((*where, "id"), f"id {name} names no meeting or another one; {remedy}")


def _repeated(path: Path, meeting: Meeting) -> Iterator[Fault]:
    """Rows of one kind that say the same twice."""
    said: set[tuple[Any, ...]] = set()
    shares: set[tuple[str, str]] = set()
    for where, entry in placed_entries(meeting):
        words = (entry.kind, entry.lead, entry.quote)
        if words in said and entry.quote:
            what = entry.kind if isinstance(entry, Record) else f"{where[0]} row"
            told = f"another {what} has this lead and quote; merge the two or quote less"
            yield Fault((*path, *where, "quote"), told)
        elif isinstance(entry, Staffing):
            share = (entry.mission, entry.category)
            if share in shares and entry.category:
                told = "this mission and category are used twice; delete one of the two"
                yield Fault((*path, *where, "category"), told)
            shares.add(share)
        said.add(words)


def _record(path: Path, record: Record, meeting: Meeting) -> Iterator[Fault]:
    if len(record.summary) > SUMMARY_LENGTH:
        told = f"summary has {len(record.summary)} characters; say it in {SUMMARY_LENGTH}"
        yield Fault((*path, "summary"), told)
    if record.summary.strip() and _plain(record.summary) in _plain(f"{record.lead or ''} {record.quote}"):
        yield Fault((*path, "summary"), "summary repeats the quote; say it in our own words")
    if record.kind == "observation" and record.inferred:
        yield Fault((*path, "inferred"), "an observation is never inferred; delete the line")
    for key in _RECOMMENDATION_ONLY:
        if getattr(record, key) is not None and record.kind not in ("recommendation", ""):
            yield Fault((*path, key), f"{key} belongs to recommendations alone; delete it or mend the kind")
    if record.when is not None and meeting.date != date.min:
        yield from _when((*path, "when"), record.when, f"{record.quote} {record.lead} {meeting.date}")


def _plain(text: str) -> str:
    """The words alone, without case, accents and punctuation."""
    words = " ".join(re.findall(r"\w+", fold(text)))
    return f" {words} "


def _see_also(path: Path, record: Record, owners: Mapping[str, int], guess: Callable[[str], str]) -> Iterator[Fault]:
    """See_also ties rows of different meetings."""
    for place, other in enumerate(record.see_also):
        where = (*path, "see_also", place)
        if other not in owners:
            yield Fault(where, f"see_also names {other}, which is not a row; {guess(other)}")
        elif owners[other] == path[1]:
            yield Fault(where, f"see_also names {other} of the same meeting; name rows of other meetings")


def _when(path: Path, when: str, near: str) -> Iterator[Fault]:
    """EDTF level 1, real days, and a year that something near it prints unless marked uncertain."""
    if not re.fullmatch(EDTF_PATTERN, when) or not all(map(_is_real, when.split("/"))):
        yield Fault(path, f"when {when} is not an EDTF date; write 2014, 2016-06, 2016-06-30, 2012/2013 or 2017-03?")
        return
    ends = [end.rstrip("?") for end in when.split("/")]
    if ends[-1][: len(ends[0])] < ends[0][: len(ends[-1])]:
        yield Fault(path, f"when {when} ends before it begins; swap the two")
    for end in when.split("/"):
        if not end.endswith("?") and not re.search(rf"(?<!\d){end[:4]}(?!\d)", near):
            yield Fault(path, f"neither quote, lead nor the meeting's date gives the year {end[:4]}; end it with ?")


def _is_real(day: str) -> bool:
    try:
        date.fromisoformat(f"{day.rstrip('?')}-01-01"[:10])
    except ValueError:
        return False
    return True


def _absent(path: Path, entry: Entry, meeting: Meeting, codes: set[str]) -> Iterator[Fault]:
    """A row is on missions that were represented; of others it names the country. Unknown ones are told as such."""
    key, named = ("mission", (entry.mission,)) if isinstance(entry, Staffing) else ("missions", entry.missions or ())
    if not meeting.missions or not codes.issuperset(meeting.missions):
        return
    for code in named:
        if code in codes and code not in meeting.missions:
            yield Fault((*path, key), f"{key} names {code}, which the meeting's missions do not; mend one of them")


def _number(path: Path, row: Staffing | Figure) -> Iterator[Fault]:
    """The number and its bound must be what the quote prints."""
    key, number = ("percent", row.percent) if isinstance(row, Staffing) else ("value", row.value)
    if number != number or not row.quote:  # noqa: PLR0124 (nan stands for what does not fit)
        return
    found = {one.bound: one.words for one in printed(row.quote, row.lead or "") if abs(number) in one.values}
    if not found:
        yield Fault((*path, key), f"the quote does not print {number}; mend the number or the quote")
    elif row.bound not in ("", *found):
        sign, words = next(iter(found.items()))
        told = f"says {words}" if words else "prints a plain number"
        yield Fault((*path, "bound"), f'bound {row.bound} contradicts the quote, which {told}; write "{sign}"')
