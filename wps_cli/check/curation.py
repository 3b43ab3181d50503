"""What a curator should mend, beyond what the types of the model can say: the checks behind `wps check`.

The checks run over the model, in which whatever does not fit was emptied: one fault does not hide the others.
A fault is certain; what is only likely is a note.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from wps_cli.check.likeness import difference, named, nearest
from wps_cli.check.numbers import printed, quantities
from wps_cli.dataset.lines import Fault, Path
from wps_cli.dataset.model import (
    EDTF_PATTERN,
    ID_PATTERN,
    LABEL_PATTERN,
    SUMMARY_LENGTH,
    Dataset,
    Entry,
    Figure,
    Meeting,
    Paragraph,
    Record,
    Staffing,
    entries,
    introducing,
    placed_entries,
)  # fmt: skip
from wps_cli.suggestions import did_you_mean, guesser
from wps_cli.text import fold, has_unsafe

_OURS = frozenset(("summary", "what", "themes", "group"))
"""The keys whose words are our own; all others are the letter's."""
_UNFIT = {
    **dict.fromkeys("“”„‟‘’‚‛", "type a straight one in our own words"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "delete it"),
    **dict.fromkeys("\u00a0\u202f", "type a plain space in our own words"),
}
"""Characters that may stand in a letter but not in words that we type, each with what to do."""
_KIND_WORDS = {
    "challenge": "challeng", "opportunity": "opportunit", "achievement": "achiev|success", "priority": "priorit",
    "commitment": "commit|pledge",
}  # fmt: skip
"""The words by which a letter itself calls a statement so."""
_MONTHS = "January February March April May June July August September October November December".split()
_JOINING = frozenset("a also an and as but by had in or that the to was well while with yet".split())
"""Words that may stand between the quoted parts of a sentence without being quoted."""
_SENTENCE_END = re.compile(r"(?<=[.:;?!]) (?=[^\sa-z])")


def faults(dataset: Dataset) -> Iterator[Fault]:
    """Every certain fault that a command passes over."""
    yield from _texts(dataset)
    yield from _glossary(dataset)
    owners = {entry.id: place for place, meeting in enumerate(dataset.meetings) for _, entry in placed_entries(meeting)}
    guess = guesser(owners, "name the id of a row")
    codes = {mission.code for mission in dataset.missions}
    served = {country for mission in dataset.missions for country in mission.countries}
    for number, meeting in enumerate(dataset.meetings):
        path: Path = ("meetings", number)
        yield from _days(path, meeting)
        yield from _ids(path, meeting)
        yield from _repeated(path, meeting)
        yield from _countries(path, meeting, served)
        represented = set(meeting.missions) if codes.issuperset(meeting.missions) else codes
        for place in range(len(meeting.paragraphs)):
            yield from _item((*path, "paragraphs", place), meeting.paragraphs, place)
        for where, entry in placed_entries(meeting):
            there, place = (*path, *where), int(where[1])
            yield from _quoted(there, entry, meeting.paragraphs, place)
            yield from _absent(there, entry, represented, codes)
            if isinstance(entry, Record):
                yield from _record(there, entry)
                yield from _tied(there, entry, owners, guess)
            else:
                yield from _number(there, entry)
            if not isinstance(entry, Figure) and entry.when is not None and meeting.date != date.min:
                near = f"{entry.quote} {entry.lead} {meeting.paragraphs[place].text} {_spelt(meeting.date)}"
                yield from _when((*there, "when"), entry.when, near)


def notes(dataset: Dataset) -> Iterator[Fault]:
    """What is likely a slip: worth a look, and no fault."""
    themes = Counter(
        theme
        for meeting in dataset.meetings
        for _, row in placed_entries(meeting)
        for theme in getattr(row, "themes", ())
    )
    common = [theme for theme, uses in themes.items() if uses > 1]
    for number, meeting in enumerate(dataset.meetings):
        for place, paragraph in enumerate(meeting.paragraphs):
            path: Path = ("meetings", number, "paragraphs", place)
            leads = [row.lead for below in _below(meeting.paragraphs, place) for row in entries(below) if row.lead]
            yield from _passed_over(path, paragraph, leads)
        for where, row in placed_entries(meeting):
            if isinstance(row, Record):
                there = ("meetings", number, *where)
                yield from _likely(there, row, meeting.paragraphs, int(where[1]))
                for at, theme in enumerate(row.themes):
                    meant = did_you_mean(theme, common, most=1) if themes[theme] == 1 else ""
                    if meant:
                        yield Fault((*there, "themes", at), f"theme {theme} is used once; {meant}")


def _below(paragraphs: Sequence[Paragraph], place: int) -> Iterator[Paragraph]:
    """The paragraph, and the items to which it may give the lead."""
    yield paragraphs[place]
    for below in paragraphs[place + 1 :]:
        if not below.is_item:
            return
        yield below


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


def _key(path: Path) -> str:
    return next(part for part in reversed(path) if isinstance(part, str))


def _texts(dataset: Dataset) -> Iterator[Fault]:
    """Faults that any text may have, the words to the left in the glossary too."""
    for wording in dataset.glossary:
        told = (f"glossary key {wording} {flaw}" for flaw in _flaws(wording, ours=True))
        yield from (Fault(("glossary", wording), flaw) for flaw in told)
    for path, text in _strings(dataset, ()):
        key = _key(path)
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
        yield "begins or ends with a space; delete it"
    if "  " in text.strip():
        yield "has two spaces in a row; leave one"
    if not unicodedata.is_normalized("NFC", text):
        yield "has an accent as a character of its own; type the accented letter (NFC)"
    if text.startswith(("=", "+", "-", "@")) and len(text) > 1:
        yield "begins like a spreadsheet formula; begin with another character"
    if ours:
        yield from (f"has {_a(named(char))}; {_UNFIT[char]}" for char in sorted(_UNFIT.keys() & text))


def _a(name: str) -> str:
    return name if name.startswith(("a ", "an ", "'")) else f"a {name}"


def _glossary(dataset: Dataset) -> Iterator[Fault]:
    """A glossary entry must lead to words that the letters have."""
    said = (paragraph.text for meeting in dataset.meetings for paragraph in meeting.paragraphs)
    named_texts = (f"{one.code} {one.name} {' '.join(one.countries)}" for one in dataset.missions)
    words = _plain("\n".join((*said, *named_texts)))
    for wording, shorts in dataset.glossary.items():
        if not shorts:
            yield Fault(("glossary", wording), f"{wording} stands for nothing; name what people type for it")
        # The last word may go on: `gender adviser` is found in the advisers.
        elif _plain(wording).rstrip() not in words:
            yield Fault(("glossary", wording), f"{wording} leads nowhere: no letter says it; use a letter's words")


def _days(path: Path, meeting: Meeting) -> Iterator[Fault]:
    """First the meeting, then the letter, then its distribution."""
    days = [
        ((*path, "date"), "meeting", meeting.date),
        ((*path, "letter", "date"), "letter", meeting.letter.date),
        ((*path, "letter", "distributed"), "distribution", meeting.letter.distributed),
    ]
    known = [(where, name, day) for where, name, day in days if day != date.min]
    order = "first the meeting, then the letter, then its distribution"
    for at, (where, name, day) in enumerate(known):
        others = [other for _, _, other in known[:at] + known[at + 1 :]]
        # The one day without which the others are in order.
        if others == sorted(others) and [*(one[2] for one in known)] != sorted(one[2] for one in known):
            yield Fault(where, f"the day of the {name}, {day}, is out of order; {order}: mend it")
            return


def _ids(path: Path, meeting: Meeting) -> Iterator[Fault]:
    """Ids have plain characters; a meeting's rows begin theirs with its own, if any does."""
    names = [(path, meeting.id), *(((*path, *where), entry.id) for where, entry in placed_entries(meeting))]
    starts = Counter(name.partition("/")[0] for _, name in names[1:] if "/" in name)
    usual = meeting.id if meeting.id in starts else next((one for one, _ in starts.most_common(1)), "")
    if usual not in ("", meeting.id) and starts[usual] > 1:
        told = f"id {meeting.id} is unlike its rows', which begin with {usual}/; mend it or theirs"
        yield Fault((*path, "id"), told)
    for where, name in names:
        if not re.fullmatch(ID_PATTERN, name):
            yield Fault((*where, "id"), f"id {name} may have letters, digits, - . and / alone; replace the others")
        elif usual and where != path and not name.startswith(f"{usual}/"):
            remedy = f"write {usual}/{name.rpartition('/')[2]}"
            yield Fault((*where, "id"), f"id {name} names no meeting or another one; {remedy}")


def _countries(path: Path, meeting: Meeting, served: set[str]) -> Iterator[Fault]:
    """A country is one that the letter names, or where a mission serves."""
    words = set(_plain(" ".join((meeting.title, *(one.text for one in meeting.paragraphs)))).split())
    listed = [((*path, "countries"), meeting.countries)]
    listed += [
        ((*path, *at, "countries"), getattr(row, "countries", None) or ()) for at, row in placed_entries(meeting)
    ]
    guess = guesser((*served, *meeting.countries), "copy the name from the letter")
    for where, names in listed:
        for place, name in enumerate(names):
            if name not in served and not words.issuperset(_plain(name).split()):
                yield Fault((*where, place), f"country {name} is printed nowhere; {guess(name)}")


def _item(path: Path, paragraphs: Sequence[Paragraph], place: int) -> Iterator[Fault]:
    """An item has a paragraph above it, and the items whose labels its own extends."""
    one = paragraphs[place]
    if one.label is not None and not re.fullmatch(LABEL_PATTERN, one.label):
        yield Fault((*path, "label"), f"label {one.label} is not as letters print it; write (a), (a)(iv) or (a)(ii)a.")
    elif one.label is not None and one.topic is not None:
        yield Fault((*path, "topic"), "label and topic exclude each other; keep the one that the letter prints")
    above = list(introducing(paragraphs, place))
    if one.is_item and not (above[-1] is not one and not above[-1].is_item):
        yield Fault(path, "an item stands before any paragraph to which it could belong; put that above it")


def _quoted(path: Path, entry: Entry, paragraphs: Sequence[Paragraph], place: int) -> Iterator[Fault]:
    """The quote is a stretch of its paragraph, the lead one of what introduces it."""
    text, quote, lead = paragraphs[place].text, entry.quote, entry.lead
    if not text or not quote:
        return
    at = text.find(quote)
    if at < 0:
        yield Fault((*path, "quote"), f"quote is not in its paragraph; {difference(quote, nearest(quote, text))}")
        return
    if re.match(r"\([a-z0-9]+\) ", quote):
        yield Fault((*path, "quote"), "quote begins with a label; leave it out")
    if quote[-1] in ";,:":
        yield Fault((*path, "quote"), f"quote ends with {quote[-1]!r}; leave it out")
    if not re.search(rf"(?:^|\W|(?=\W)){re.escape(quote)}(?:$|\W|(?<=\W))", text):
        yield Fault((*path, "quote"), "quote is cut inside a word; take in the whole word")
    if lead:
        yield from _led((*path, "lead"), lead, quote, list(introducing(paragraphs, place)))


def _led(path: Path, lead: str, quote: str, above: Sequence[Paragraph]) -> Iterator[Fault]:
    """The lead is of the same paragraph and ends before the quote, or of a paragraph that introduces the item."""
    own, *others = (one.text for one in above)
    if any(lead in text for text in others):
        return
    start = own.find(lead)
    if start < 0:
        yield Fault(
            path,
            f"lead is not in what introduces the quote; {difference(lead, nearest(lead, ' '.join((own, *others))))}",
        )
    elif own.find(quote, start + len(lead)) < 0:
        told = "is the quote" if lead == quote else "goes on into the quote or stands behind it"
        yield Fault(path, f"lead {told}; end it where the quote begins")


def _repeated(path: Path, meeting: Meeting) -> Iterator[Fault]:
    """Rows of one kind that say the same twice."""
    said: set[tuple[Any, ...]] = set()
    shares: set[tuple[Any, ...]] = set()
    for where, entry in placed_entries(meeting):
        words = (entry.kind, entry.lead, entry.quote, where[1])
        if isinstance(entry, Staffing):
            share = (entry.mission, entry.category, entry.when)
            if share in shares and entry.category:
                told = "this mission and category are used twice; delete one of the two"
                yield Fault((*path, *where, "category"), told)
            shares.add(share)
        elif words in said and entry.quote and isinstance(entry, Record):
            told = f"another {entry.kind} has this lead and quote; merge the two or quote less"
            yield Fault((*path, *where, "quote"), told)
        said.add(words)


def _record(path: Path, record: Record) -> Iterator[Fault]:
    plain = _plain(record.summary)
    if len(record.summary) > SUMMARY_LENGTH:
        yield Fault((*path, "summary"), f"summary has {len(record.summary)} characters; say it in {SUMMARY_LENGTH}")
    if plain.strip() and plain in _plain(f"{record.lead or ''} {record.quote}"):
        yield Fault((*path, "summary"), "summary repeats the quote; say it in our own words")
    if plain.strip() in ("todo", "tbd", "xxx", "fixme"):
        yield Fault((*path, "summary"), "summary is not written yet; say in our own words what the quote says")
    if record.kind == "observation" and record.inferred:
        yield Fault((*path, "inferred"), "an observation is never inferred; delete the line")
    if record.addressee is not None and record.kind not in ("recommendation", ""):
        yield Fault((*path, "addressee"), "addressee belongs to recommendations alone; delete it or mend the kind")


def _plain(text: str) -> str:
    """The words alone, without case, accents and punctuation."""
    words = " ".join(re.findall(r"\w+", fold(text)))
    return f" {words} "


def _tied(path: Path, record: Record, owners: Mapping[str, int], guess: Callable[[str], str]) -> Iterator[Fault]:
    """See_also ties rows of different meetings, qualifies rows of one."""
    for key, names in (("see_also", record.see_also), ("qualifies", record.qualifies)):
        for place, other in enumerate(names):
            where = (*path, key, place)
            if other not in owners:
                yield Fault(where, f"{key} names {other}, which is not a row; {guess(other)}")
            elif other == record.id:
                yield Fault(where, f"{key} names the row itself; delete it")
            elif key == "see_also" and owners[other] == path[1]:
                yield Fault(where, f"see_also names {other} of the same meeting; name rows of other meetings")
            elif key == "qualifies" and owners[other] != path[1]:
                yield Fault(where, f"qualifies names {other} of another meeting; write it under see_also")


def _spelt(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _when(path: Path, when: str, near: str) -> Iterator[Fault]:
    """EDTF level 1, real days; month and day as printed, and the year unless marked uncertain."""
    if not re.fullmatch(EDTF_PATTERN, when) or not all(map(_is_real, when.split("/"))):
        yield Fault(path, f"when {when} is not an EDTF date; write 2014, 2016-06, 2016-06-30, 2012/2013 or 2017-03?")
        return
    ends = [end.rstrip("?") for end in when.split("/")]
    if ends[-1][: len(ends[0])] < ends[0][: len(ends[-1])]:
        yield Fault(path, f"when {when} ends before it begins; swap the two")
    for end in when.split("/"):
        year, month, day = end[:4], end[5:7], end[8:10]
        if not end.endswith("?") and not re.search(rf"(?<!\d){year}(?!\d)", near):
            yield Fault(path, f"neither the paragraph nor the meeting's date gives the year {year}; end it with ?")
        elif month and _MONTHS[int(month) - 1] not in near:
            yield Fault(path, f"the paragraph prints no {_MONTHS[int(month) - 1]}; mend the month of when {when}")
        elif day and not re.search(rf"(?<!\d){int(day)}(?!\d)", near):
            yield Fault(path, f"the paragraph prints no day {int(day)}; mend the day of when {when}")


def _is_real(day: str) -> bool:
    try:
        date.fromisoformat(f"{day.rstrip('?')}-01-01"[:10])
    except ValueError:
        return False
    return True


def _absent(path: Path, entry: Entry, represented: set[str], codes: set[str]) -> Iterator[Fault]:
    """A row is on missions that were represented; of others it names the country. Unknown ones are told as such."""
    key, named_codes = (
        ("mission", (entry.mission,)) if isinstance(entry, Staffing) else ("missions", entry.missions or ())
    )
    for code in named_codes:
        if code in codes and code not in represented:
            yield Fault((*path, key), f"{key} names {code}, which the meeting's missions do not; mend one of them")


def _number(path: Path, row: Staffing | Figure) -> Iterator[Fault]:
    """The number and its bound must be what the quote prints, and of several shares the one of the category."""
    key, number = ("percent", row.percent) if isinstance(row, Staffing) else ("value", row.value)
    if number != number or not row.quote:  # noqa: PLR0124 (nan stands for what does not fit)
        return
    found = [one for one in printed(row.quote, row.lead or "") if abs(number) in one.values]
    signs = {one.bound: one.words for one in found}
    if not found:
        remedy = (
            "mend the number, or record it as a figure in the letter's own words"
            if key == "value"
            else "mend the number or the quote"
        )
        yield Fault((*path, key), f"the quote does not print {number}; {remedy}")
    elif row.bound not in ("", *signs):
        sign, words = next(iter(signs.items()))
        told = f"says {words}" if words else "prints a plain number"
        yield Fault((*path, "bound"), f'bound {row.bound} contradicts the quote, which {told}; write "{sign}"')
    elif isinstance(row, Staffing) and row.category:
        at = row.quote.find(row.category)
        before = [one for one in printed(row.quote) if one.end <= at]
        if at >= 0 and before and number not in before[-1].values:
            last = row.quote[before[-1].start : before[-1].end]
            yield Fault((*path, key), f"before {row.category} the quote prints {last}; mend the number")


def _passed_over(path: Path, paragraph: Paragraph, leads: Sequence[str]) -> Iterator[Fault]:
    """The sentences that no row quotes, whole or in parts, and the quantities that no row holds."""
    rows = list(entries(paragraph))
    held = [*leads, *(row.quote for row in rows)]
    for sentence in _SENTENCE_END.split(paragraph.text) if paragraph.part == "annex" else ():
        # What introduces items ends with a colon; their rows take it as a lead where they need it.
        if not sentence.endswith(":") and _left_over(sentence, held):
            yield Fault((*path, "text"), f"no row quotes: {sentence}")
    numbers = {
        abs(row.percent if isinstance(row, Staffing) else row.value) for row in rows if not isinstance(row, Record)
    }
    for one in quantities(paragraph.text) if paragraph.part == "annex" else ():
        if numbers.isdisjoint(one.values):
            around = paragraph.text[max(0, one.start - 20) : one.end + 20]
            yield Fault((*path, "text"), f"no staffing or figure row holds {one.values[0]:g}: ...{around}...")


def _left_over(sentence: str, held: Sequence[str]) -> set[str]:
    """The words of the sentence that stand in no quotation, joining words aside."""
    if any(sentence in text for text in held):
        return set()
    free = list(sentence)
    for text in held:
        for part in (text, *_SENTENCE_END.split(text)):
            start = sentence.find(part)
            if start >= 0 and len(part) > 1:
                free[start : start + len(part)] = " " * len(part)
    return set(re.findall(r"[^\W\d_]{2,}", "".join(free).lower())) - _JOINING


def _likely(path: Path, record: Record, paragraphs: Sequence[Paragraph], place: int) -> Iterator[Fault]:
    """A kind that the letter does not use there, without `inferred`."""
    words = _KIND_WORDS.get(record.kind)
    above = " ".join(f"{one.topic or ''} {one.text}" for one in introducing(paragraphs, place))
    if words and not record.inferred and not re.search(words, above, re.IGNORECASE):
        told = f"the paragraph has no word for {record.kind}; if that is your reading, write inferred = true"
        yield Fault((*path, "kind"), told)
