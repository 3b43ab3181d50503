"""What a curator should mend, beyond what the types of the model can say: the checks behind `wps check`.

The checks run over the model, in which whatever does not fit was emptied: one fault does not hide the others.
A fault is certain; what is only likely is a note.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import takewhile
from typing import Any

from msgspec import Struct, structs

from wps_cli.check.likeness import difference, named, nearest
from wps_cli.check.numbers import MONTHS, printed, quantities, spelt
from wps_cli.dataset import model
from wps_cli.dataset.lines import Fault, Path
from wps_cli.dataset.model import (
    HEADERS,
    Dataset,
    Entry,
    Figure,
    Meeting,
    Paragraph,
    Record,
    Staffing,
    introducing,
    placed_entries,
)
from wps_cli.suggestions import did_you_mean, guesser
from wps_cli.text import fold, has_unsafe

_OURS = frozenset(("summary", "what", "themes", "group"))
"""The keys whose words are our own; all others are the letter's."""
_REQUIRED = {one.name for table in HEADERS.values() for one in structs.fields(table) if one.required}
_UNFIT = {
    **dict.fromkeys("“”„‟‘’‚‛", "type a straight one in our own words"),
    "\u00ad": "delete it",
    **dict.fromkeys("\u00a0\u202f", "type a plain space in our own words"),
}
"""Characters that may stand in a letter but not in words that we type, each with what to do."""
_KIND_WORDS = {
    "challenge": "challeng", "opportunity": "opportunit", "achievement": "achiev|success", "priority": "priorit",
    "commitment": "commit|pledge",
}  # fmt: skip
"""The words by which a letter itself calls a statement so."""
_JOINING = frozenset("a also an and as but by had in or that the to was well while with yet".split())
"""Words that may stand between the quoted parts of a sentence without being quoted."""
_SENTENCE_END = re.compile(r"(?<=[.:;?!]) (?=[^\sa-z])")
Told = Iterator[tuple[Path, str]]
"""What is wrong, each behind its path below the thing that was looked at."""


def faults(dataset: Dataset) -> Iterator[Fault]:
    """Every certain fault that a command passes over."""
    yield from _below((), _texts(dataset))
    yield from _below(("glossary",), _glossary(dataset))
    owners = {entry.id: place for place, meeting in enumerate(dataset.meetings) for _, entry in placed_entries(meeting)}
    guess = guesser(owners, "name the id of a row")
    codes = {mission.code for mission in dataset.missions}
    served = {country for mission in dataset.missions for country in mission.countries}
    ids = Counter(meeting.id for meeting in dataset.meetings)
    for number, meeting in enumerate(dataset.meetings):
        for told in (_days(meeting), _ids(meeting, ids), _repeated(meeting), _countries(meeting, served)):
            yield from _below(("meetings", number), told)
        for place in range(len(meeting.paragraphs)):
            yield from _below(("meetings", number, "paragraphs", place), _item(meeting.paragraphs, place))
        represented = set(meeting.missions) if codes.issuperset(meeting.missions) else codes
        for where, entry in placed_entries(meeting):
            path: Path = ("meetings", number, *where)
            yield from _below(path, _quoted(entry, meeting.paragraphs, int(where[1])))
            yield from _below(path, _absent(entry, codes - represented))
            if isinstance(entry, Record):
                yield from _below(path, _record(entry))
                yield from _below(path, _tied(entry, number, owners, guess))
            else:
                yield from _below(path, _number(entry))
            if not isinstance(entry, Figure) and entry.when is not None and meeting.date != date.min:
                near = f"{entry.quote} {entry.lead} {meeting.paragraphs[int(where[1])].text} {spelt(meeting.date)}"
                yield from _below((*path, "when"), _when(entry.when, near))


def notes(dataset: Dataset) -> Iterator[Fault]:
    """What is likely a slip: worth a look, and no fault."""
    rows = [row for meeting in dataset.meetings for _, row in placed_entries(meeting)]
    themes = Counter(theme for row in rows for theme in getattr(row, "themes", ()))
    common = [theme for theme, uses in themes.items() if uses > 1]
    for number, meeting in enumerate(dataset.meetings):
        for place, paragraph in enumerate(meeting.paragraphs):
            items = takewhile(lambda one: one.is_item, meeting.paragraphs[place + 1 :])
            leads = [row.lead for one in (paragraph, *items) for row in model.entries(one) if row.lead]
            yield from _below(("meetings", number, "paragraphs", place, "text"), _passed_over(paragraph, leads))
        for where, row in placed_entries(meeting):
            if isinstance(row, Record):
                path: Path = ("meetings", number, *where)
                yield from _below(path, _likely(row, meeting.paragraphs, int(where[1])))
                for at, theme in enumerate(row.themes):
                    if themes[theme] == 1 and (meant := did_you_mean(theme, common, most=1)):
                        yield Fault((*path, "themes", at), f"theme {theme} is used once; {meant}")


def _below(path: Path, told: Told) -> Iterator[Fault]:
    return (Fault((*path, *where), words) for where, words in told)


def _strings(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text below the value, with its path."""
    match value:
        case str():
            yield path, value
        case Struct():
            for key in value.__struct_fields__:
                yield from _strings(getattr(value, key), (*path, key))
        case tuple() | dict():
            for place, one in [*(value.items() if isinstance(value, dict) else enumerate(value))]:
                yield from _strings(one, (*path, place))


def _texts(dataset: Dataset) -> Told:
    """Faults that any text may have, the words to the left in the glossary too."""
    for wording in dataset.glossary:
        yield from ((("glossary", wording), f"glossary key {wording} {flaw}") for flaw in _flaws(wording, ours=True))
    for path, text in _strings(dataset, ()):
        key = next(part for part in reversed(path) if isinstance(part, str))
        flaws = [*_flaws(text, ours=key in _OURS or path[0] == "glossary", needed=path[-1] in _REQUIRED)]
        if key == "themes" and not flaws and not re.fullmatch("[a-z0-9-]+", text):
            flaws = [f"item {text} is not one word; write lower-case words joined by hyphens"]
        yield from ((path, f"{key} {flaw}") for flaw in flaws)


def _flaws(text: str, *, ours: bool, needed: bool = False) -> Iterator[str]:
    unsafe = next(filter(has_unsafe, text)) if has_unsafe(text) else None
    if not text.strip():
        yield "is empty; write it" + ("" if needed else " or delete the line")
    elif unsafe == "\n":
        yield "goes on over several lines; write it on one"
    elif unsafe:
        yield f"has the invisible character U+{ord(unsafe):04X}; delete it"
    elif text != text.strip():
        yield "begins or ends with a space; delete it"
    if "  " in text.strip():
        yield "has two spaces in a row; leave one"
    if not unicodedata.is_normalized("NFC", text):
        yield "has an accent as a character of its own; type the accented letter (NFC)"
    if text.startswith(("=", "+", "-", "@")) and len(text) > 1:
        yield "begins like a spreadsheet formula; begin with another character"
    for char in sorted(_UNFIT.keys() & text) if ours else ():
        name = named(char)
        yield f"has {name if name.startswith(('a ', 'an ')) else f'a {name}'}; {_UNFIT[char]}"


def _plain(text: str) -> str:
    """The words alone, without case, accents and punctuation."""
    words = " ".join(re.findall(r"\w+", fold(text)))
    return f" {words} "


def _glossary(dataset: Dataset) -> Told:
    """A glossary entry must lead to words that the letters have."""
    said = (paragraph.text for meeting in dataset.meetings for paragraph in meeting.paragraphs)
    called = (f"{one.code} {one.name} {' '.join(one.countries)}" for one in dataset.missions)
    words = _plain("\n".join((*said, *called)))
    for wording, shorts in dataset.glossary.items():
        if not shorts:
            yield (wording,), f"{wording} stands for nothing; name what people type for it"
        elif _plain(wording).rstrip() not in words:  # the last word may go on: `gender adviser` is in the advisers
            yield (wording,), f"{wording} leads nowhere: no letter says it; use a letter's words"


def _days(meeting: Meeting) -> Told:
    """First the meeting, then the letter, then its distribution."""
    days = [
        (("date",), "meeting", meeting.date),
        (("letter", "date"), "letter", meeting.letter.date),
        (("letter", "distributed"), "distribution", meeting.letter.distributed),
    ]
    known = [(where, name, day) for where, name, day in days if day != date.min]
    order = [day for _, _, day in known]
    for at, (where, name, day) in reversed([*enumerate(known)]):
        others = order[:at] + order[at + 1 :]
        if others == sorted(others) and order != sorted(order):  # without this one day the others are in order
            rule = "first the meeting, then the letter, then its distribution"
            yield where, f"the day of the {name}, {day}, is out of order; {rule}: mend it"
            return


def _ids(meeting: Meeting, ids: Mapping[str, int]) -> Told:
    """Ids have plain characters; a meeting's rows begin theirs with its own, if any does."""
    rows = [(where, entry.id) for where, entry in placed_entries(meeting)]
    starts = Counter(name.partition("/")[0] for _, name in rows if "/" in name)
    usual = meeting.id if meeting.id in starts else next((one for one, _ in starts.most_common(1)), "")
    if usual not in ("", meeting.id) and starts[usual] > 1 and ids[meeting.id] == 1:
        yield ("id",), f"id {meeting.id} is unlike its rows', which begin with {usual}/; mend it or theirs"
    for where, name in (((), meeting.id), *rows):
        if not re.fullmatch(model.ID_PATTERN, name):
            yield (*where, "id"), f"id {name} may have letters, digits, - . and / alone; replace the others"
        elif usual and where and not name.startswith(f"{usual}/"):
            remedy = f"write {usual}/{name.rpartition('/')[2]}"
            yield (*where, "id"), f"id {name} names no meeting or another one; {remedy}"


def _countries(meeting: Meeting, served: set[str]) -> Told:
    """A country is one that the letter names, or where a mission serves."""
    words = set(_plain(" ".join((meeting.title, *(one.text for one in meeting.paragraphs)))).split())
    listed = {("countries",): meeting.countries} | {
        (*at, "countries"): getattr(row, "countries", None) or () for at, row in placed_entries(meeting)
    }
    guess = guesser((*served, *meeting.countries), "copy the name from the letter")
    for where, names in listed.items():
        for place, name in enumerate(names):
            if name not in served and not words.issuperset(_plain(name).split()):
                yield (*where, place), f"country {name} is printed nowhere; {guess(name)}"


def _is_label(paragraph: Paragraph) -> bool:
    return paragraph.label is None or re.fullmatch(model.LABEL_PATTERN, paragraph.label) is not None


def _item(paragraphs: Sequence[Paragraph], place: int) -> Told:
    """An item has a paragraph above it, and the items whose labels its own extends."""
    one = paragraphs[place]
    if not _is_label(one):
        yield ("label",), f"label {one.label} is not as letters print it; write (a), (a)(iv) or (a)(ii)a."
    elif one.label is not None and one.topic is not None:
        yield ("topic",), "label and topic exclude each other; keep the one that the letter prints"
    if one.is_item and [*introducing(paragraphs, place)][-1].is_item:
        yield (), "an item stands before any paragraph to which it could belong; put that above it"


def _quoted(entry: Entry, paragraphs: Sequence[Paragraph], place: int) -> Told:
    """The quote is a stretch of its paragraph; the lead ends before it, or is of a paragraph that introduces it."""
    text, quote, lead = paragraphs[place].text, entry.quote, entry.lead
    if not text or not quote:
        return
    if quote not in text:
        yield ("quote",), f"quote is not in its paragraph; {difference(quote, nearest(quote, text))}"
        return
    if re.match(r"\([a-z0-9]+\) ", quote):
        yield ("quote",), "quote begins with a label; leave it out"
    if quote[-1] in ";,:":
        yield ("quote",), f"quote ends with {quote[-1]!r}; leave it out"
    if not _is_uncut(quote, text):
        yield ("quote",), "quote is cut inside a word; take in the whole word"
    if not lead or not all(map(_is_label, paragraphs[: place + 1])):
        return
    own, *above = (one.text for one in introducing(paragraphs, place))
    found = [one for one in (own, *above) if lead in one]
    if not found:
        told = difference(lead, nearest(lead, " ".join((own, *above))))
        yield ("lead",), f"lead is not in what introduces the quote; {told}"
    elif not any(_is_uncut(lead, one) for one in found):
        yield ("lead",), "lead is cut inside a word; take in the whole word"
    elif found == [own] and own.find(quote, own.find(lead) + len(lead)) < 0:
        told = "is the quote" if lead == quote else "goes on into the quote or stands behind it"
        yield ("lead",), f"lead {told}; end it where the quote begins"


def _is_uncut(words: str, text: str) -> bool:
    return re.search(rf"(?:^|\W|(?=\W)){re.escape(words)}(?:$|\W|(?<=\W))", text) is not None


def _repeated(meeting: Meeting) -> Told:
    """Rows of one kind that say the same twice."""
    said: set[tuple[Any, ...]] = set()
    words: tuple[Any, ...]
    for where, entry in placed_entries(meeting):
        if isinstance(entry, Staffing):
            key, words = "category", (entry.mission, entry.category, entry.when)
            told = "this mission and category are used twice; delete one of the two"
        else:
            key, words = "quote", (entry.kind, entry.lead, entry.quote, where[1])
            told = f"another {entry.kind} has this lead and quote; merge the two or quote less"
        if words in said and getattr(entry, key) and not isinstance(entry, Figure):
            yield (*where, key), told
        said.add(words)


def _record(record: Record) -> Told:
    plain = _plain(record.summary)
    if len(record.summary) > model.SUMMARY_LENGTH:
        yield ("summary",), f"summary has {len(record.summary)} characters; say it in {model.SUMMARY_LENGTH}"
    if plain.strip() and plain in _plain(f"{record.lead or ''} {record.quote}"):
        yield ("summary",), "summary repeats the quote; say it in our own words"
    if plain.strip() in ("todo", "tbd", "xxx", "fixme"):
        yield ("summary",), "summary is not written yet; say in our own words what the quote says"
    if record.kind == "observation" and record.inferred:
        yield ("inferred",), "an observation is never inferred; delete the line"
    if record.addressee is not None and record.kind not in ("recommendation", ""):
        yield ("addressee",), "addressee belongs to recommendations alone; delete it or mend the kind"


def _tied(record: Record, number: int, owners: Mapping[str, int], guess: Callable[[str], str]) -> Told:
    """See_also ties rows of different meetings, qualifies rows of one."""
    for key, names in (("see_also", record.see_also), ("qualifies", record.qualifies)):
        for place, other in enumerate(names):
            if other not in owners:
                yield (key, place), f"{key} names {other}, which is not a row; {guess(other)}"
            elif other == record.id:
                yield (key, place), f"{key} names the row itself; delete it"
            elif key == "see_also" and owners[other] == number:
                yield (key, place), f"see_also names {other} of the same meeting; name rows of other meetings"
            elif key == "qualifies" and owners[other] != number:
                yield (key, place), f"qualifies names {other} of another meeting; write it under see_also"


def _when(when: str, near: str) -> Told:
    """EDTF level 1, real days; month and day as printed, and the year unless marked uncertain."""
    ends = [end.rstrip("?") for end in when.split("/")]
    if not re.fullmatch(model.EDTF_PATTERN, when) or not all(map(_is_real, ends)):
        yield (), f"when {when} is not an EDTF date; write 2014, 2016-06, 2016-06-30, 2012/2013 or 2017-03?"
        return
    if ends[-1][: len(ends[0])] < ends[0][: len(ends[-1])]:
        yield (), f"when {when} ends before it begins; swap the two"
    for end in when.split("/"):
        year, month, day = end[:4], end[5:7], end[8:10]
        if not end.endswith("?") and not re.search(rf"(?<!\d){year}(?!\d)", near):
            yield (), f"neither the paragraph nor the meeting's date gives the year {year}; end it with ?"
        elif month and MONTHS[int(month) - 1] not in near:
            yield (), f"the paragraph prints no {MONTHS[int(month) - 1]}; mend the month of when {when}"
        elif day and not re.search(rf"(?<!\d){int(day)}(?!\d)", near):
            yield (), f"the paragraph prints no day {int(day)}; mend the day of when {when}"


def _is_real(day: str) -> bool:
    try:
        date.fromisoformat(f"{day}-01-01"[:10])
    except ValueError:
        return False
    return True


def _absent(entry: Entry, absent: set[str]) -> Told:
    """A row is on missions that were represented; of others it names the country. Unknown ones are told as such."""
    key = "mission" if isinstance(entry, Staffing) else "missions"
    for code in (entry.mission,) if isinstance(entry, Staffing) else entry.missions or ():
        if code in absent:
            yield (key,), f"{key} names {code}, which the meeting's missions do not; mend one of them"


def _number(row: Staffing | Figure) -> Told:
    """The number and its bound must be what the quote prints, and of several shares the one of the category."""
    key, number = ("percent", row.percent) if isinstance(row, Staffing) else ("value", row.value)
    if number != number or not row.quote:  # noqa: PLR0124 (nan stands for what does not fit)
        return
    found = [one for one in printed(row.quote, row.lead or "") if abs(number) in one.values]
    signs = {one.bound: one.words for one in found}
    if not found:
        remedy = " or the quote" if key == "percent" else ", or record it as a figure in the letter's own words"
        yield (key,), f"the quote does not print {number}; mend the number{remedy}"
    elif row.bound not in ("", *signs):
        sign, words = next(iter(signs.items()))
        told = f"says {words}" if words else "prints a plain number"
        yield ("bound",), f'bound {row.bound} contradicts the quote, which {told}; write "{sign}"'
    elif isinstance(row, Staffing) and row.category:
        at = row.quote.find(row.category)
        before = [one for one in printed(row.quote) if one.end <= at]
        if before and number not in before[-1].values:
            last = row.quote[before[-1].start : before[-1].end]
            yield (key,), f"before {row.category} the quote prints {last}; mend the number"


def _passed_over(paragraph: Paragraph, leads: Sequence[str]) -> Told:
    """The sentences that no row quotes, whole or in parts, and the quantities that no row holds."""
    if paragraph.part != "annex":
        return
    rows = [*model.entries(paragraph)]
    for sentence in _SENTENCE_END.split(paragraph.text):
        # What introduces items ends with a colon; their rows take it as a lead where they need it.
        if not sentence.endswith(":") and _left_over(sentence, [*leads, *(row.quote for row in rows)]):
            yield (), f"no row quotes: {sentence}"
    held = {abs(row.percent if isinstance(row, Staffing) else row.value) for row in rows if not isinstance(row, Record)}
    for one in quantities(paragraph.text):
        if held.isdisjoint(one.values):
            around = paragraph.text[max(0, one.start - 20) : one.end + 20]
            yield (), f"no staffing or figure row holds {one.values[0]:g}: ...{around}..."


def _left_over(sentence: str, held: Sequence[str]) -> set[str]:
    """The words of the sentence that stand in no quotation, joining words aside."""
    if any(sentence in text for text in held):
        return set()
    free = list(sentence)
    for part in (part for text in held for part in (text, *_SENTENCE_END.split(text))):
        start = sentence.find(part)
        if start >= 0 and len(part) > 1:
            free[start : start + len(part)] = " " * len(part)
    return set(re.findall(r"[^\W\d_]{2,}", "".join(free).lower())) - _JOINING


def _likely(record: Record, paragraphs: Sequence[Paragraph], place: int) -> Told:
    """A kind that the letter does not use there, without `inferred`."""
    words = _KIND_WORDS.get(record.kind)
    above = " ".join(f"{one.topic or ''} {one.text}" for one in introducing(paragraphs, place))
    if words and not record.inferred and not re.search(words, above, re.IGNORECASE):
        told = f"the paragraph has no word for {record.kind}; if that is your reading, write inferred = true"
        yield ("kind",), told
