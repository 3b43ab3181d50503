"""The checks behind `wps check`: what a curator should mend, beyond what the types of the model can say.

Every check goes over the tables as parsed, so that one fault does not hide the others; what is already told
as a severe fault is not told twice.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, get_args

from wps_cli.check.numbers import printed
from wps_cli.check.order import out_of_order
from wps_cli.dataset.lines import Path
from wps_cli.dataset.model import EDTF_PATTERN, ID_PATTERN, KINDS, LARGEST_NUMBER, SUMMARY_LENGTH, Bound
from wps_cli.dataset.validation import Fault, Row, as_tables, blocks, faults
from wps_cli.suggestions import nearest
from wps_cli.text import fold, has_unsafe

_ROWS = ("records", "staffing", "figures")
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


def all_faults(tables: Mapping[str, Any]) -> Iterator[Fault]:
    """Every fault of the data, severe or not."""
    yield from faults(tables)
    yield from _texts(tables)
    yield from _glossary(tables)
    owners = {row["id"]: path[1] for path, row, _ in blocks(tables, *_ROWS) if isinstance(row.get("id"), str)}
    for place, meeting in as_tables(tables.get("meetings")):
        path: Path = ("meetings", place)
        yield from out_of_order(path, meeting)
        yield from _ids(path, meeting)
        for name in _ROWS:
            yield from _repeated((*path, name), meeting.get(name))
    for path, row, meeting in blocks(tables, "records"):
        yield from _record(path, row, meeting)
        yield from _see_also(path, row, owners)
    for path, row, _ in blocks(tables, "staffing", "figures"):
        yield from _number(path, row)
    known = [mission.get("code") for _, mission in as_tables(tables.get("missions"))]
    for path, row, meeting in blocks(tables, *_ROWS):
        yield from _absent(path, row, meeting, known)


def _strings(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text below the value, with its path."""
    if isinstance(value, str):
        yield path, value
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from _strings(child, (*path, key))


def _keys(path: Path) -> list[str]:
    return [part for part in path if isinstance(part, str)]


def _texts(tables: Mapping[str, Any]) -> Iterator[Fault]:
    """Faults that any text may have, the words to the left in the glossary too."""
    glossary = tables.get("glossary")
    for wording in glossary if isinstance(glossary, dict) else ():
        yield from (
            Fault(("glossary", wording), f"glossary key {wording} {flaw}") for flaw in _flaws(wording, ours=True)
        )
    for path, text in _strings(tables, ()):
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


def _glossary(tables: Mapping[str, Any]) -> Iterator[Fault]:
    """A glossary entry must lead to words that the letters have."""
    glossary = tables.get("glossary")
    if not isinstance(glossary, dict):
        return
    rest = {key: value for key, value in tables.items() if key != "glossary"}
    letters = (text for path, text in _strings(rest, ()) if _NOT_LETTERS.isdisjoint(_keys(path)))
    words = _plain(" ".join(letters))
    for wording, shorts in glossary.items():
        if shorts == []:
            yield Fault(("glossary", wording), f"{wording} stands for nothing; name what people type for it")
        # The last word may go on: `gender adviser` is found in the advisers.
        elif _plain(wording).rstrip() not in words:
            yield Fault(("glossary", wording), f"{wording} leads nowhere: no letter says it; use a letter's words")


def _ids(path: Path, meeting: Row) -> Iterator[Fault]:
    """Ids have plain characters; where rows begin theirs with their meeting's, a strange one was copied."""
    rows = [((*path, name, number), row) for name in _ROWS for number, row in as_tables(meeting.get(name))]
    own = meeting.get("id")
    names = [(where, row["id"]) for where, row in [(path, meeting), *rows] if isinstance(row.get("id"), str)]
    starts = f"{own}/"
    has_prefix = any(name.startswith(starts) for _, name in names)
    for where, name in names:
        if not re.fullmatch(ID_PATTERN, name):
            remedy = "replace the others"
            yield Fault((*where, "id"), f"id {name} may have letters, digits, - . and / alone; {remedy}")
        elif has_prefix and name != own and not name.startswith(starts):
            remedy = f"write {starts}{name.rpartition('/')[2]}"
            yield Fault((*where, "id"), f"id {name} names no meeting or another one; {remedy}")


def _repeated(path: Path, rows: Any) -> Iterator[Fault]:
    """Rows of one kind that say the same twice."""
    said: set[tuple[str, ...]] = set()
    shares: set[tuple[str, ...]] = set()
    for number, row in as_tables(rows):
        kind = row.get("kind", path[-1])
        words = tuple(map(str, (kind, row.get("lead"), row.get("quote"))))
        share = tuple(map(str, (row.get("mission"), row.get("category"))))
        where = (*path, number)
        if words in said and "quote" in row:
            what = f"{kind} row" if kind == path[-1] else kind
            yield Fault((*where, "quote"), f"another {what} has this lead and quote; merge the two or quote less")
        elif path[-1] == "staffing" and "category" in row and share in shares:
            yield Fault((*where, "category"), "this mission and category stand twice; delete one of the two")
        said.add(words)
        shares.add(share)


def _record(path: Path, row: Row, meeting: Row) -> Iterator[Fault]:
    summary = row.get("summary")
    if isinstance(summary, str):
        if len(summary) > SUMMARY_LENGTH:
            yield Fault((*path, "summary"), f"summary has {len(summary)} characters; say it in {SUMMARY_LENGTH}")
        if summary.strip() and _plain(summary) in _plain(f"{row.get('lead', '')} {row.get('quote')}"):
            yield Fault((*path, "summary"), "summary repeats the quote; say it in our own words")
    if row.get("kind") == "observation" and row.get("inferred") is True:
        yield Fault((*path, "inferred"), "an observation is never inferred; delete the line")
    for key in _RECOMMENDATION_ONLY:
        if key in row and row.get("kind") in KINDS and row["kind"] != "recommendation":
            yield Fault((*path, key), f"{key} belongs to recommendations alone; delete it or mend the kind")
    if isinstance(row.get("when"), str):
        yield from _when(path, row, meeting)


def _plain(text: str) -> str:
    """The words alone, without case, accents and punctuation."""
    words = " ".join(re.findall(r"\w+", fold(text)))
    return f" {words} "


def _see_also(path: Path, row: Row, owners: Mapping[str, Any]) -> Iterator[Fault]:
    """See_also ties rows of different meetings."""
    named = row.get("see_also")
    for other in named if isinstance(named, list) else ():
        if isinstance(other, str) and other not in owners:
            near = nearest(other, owners)
            remedy = f"did you mean {near[0]}?" if near else "name the id of a row"
            yield Fault((*path, "see_also"), f"see_also names {other}, which is no row; {remedy}")
        elif isinstance(other, str) and owners[other] == path[1]:
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
    near = f"{row.get('quote')} {row.get('lead')} {meeting.get('date')}"
    for end in when.split("/"):
        if not end.endswith("?") and not re.search(rf"(?<!\d){end[:4]}(?!\d)", near):
            yield Fault(where, f"neither quote, lead nor the meeting's date gives the year {end[:4]}; end it with ?")


def _is_real(day: str) -> bool:
    try:
        date.fromisoformat(f"{day.rstrip('?')}-01-01"[:10])
    except ValueError:
        return False
    return True


def _absent(path: Path, row: Row, meeting: Row, known: list[Any]) -> Iterator[Fault]:
    """A row is on missions that were represented; of others it names the country. Unknown ones are told as such."""
    represented = meeting.get("missions")
    if not isinstance(represented, list) or not all(isinstance(one, str) and one in known for one in represented):
        return
    for key in ("mission", "missions"):
        named = row.get(key)
        for code in named if isinstance(named, list) else [named] if isinstance(named, str) else ():
            if isinstance(code, str) and code in known and code not in represented:
                yield Fault((*path, key), f"{key} names {code}, which the meeting's missions do not; mend one of them")


def _number(path: Path, row: Row) -> Iterator[Fault]:
    """The number and its bound must be what the quote prints."""
    key, least, most = ("percent", 0, 100) if path[-2] == "staffing" else ("value", -LARGEST_NUMBER, LARGEST_NUMBER)
    number, quote, lead = row.get(key), row.get("quote"), row.get("lead", "")
    if isinstance(number, bool) or not isinstance(number, int | float) or not least <= number <= most:
        return
    if not isinstance(quote, str) or not isinstance(lead, str):
        return
    found = {one.bound: one.words for one in printed(quote, lead) if abs(number) in one.values}
    if not found:
        yield Fault((*path, key), f"the quote does not print {number}; mend the number or the quote")
        return
    bound = row.get("bound")
    if bound in get_args(Bound) and bound not in found:
        sign, words = next(iter(found.items()))
        told = f"says {words}" if words else "prints a plain number"
        yield Fault((*path, "bound"), f'bound {bound} contradicts the quote, which {told}; write "{sign}"')
