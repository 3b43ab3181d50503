"""The checks of `wps check`, over a model in which what does not fit was emptied: faults are certain, notes likely."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import takewhile
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from wps_cli.check.numbers import ENGLISH, MONTHS, halves, printed, quantities
from wps_cli.check.sentences import FULL_TITLE
from wps_cli.dataset import model
from wps_cli.dataset.lines import Fault, Path
from wps_cli.dataset.model import Figure, Meeting, Paragraph, Record, Staffing, entries, introducing, placed_entries
from wps_cli.suggestions import did_you_mean, difference, guesser, named, nearest_passage, nearest_told
from wps_cli.text import fold, has_unsafe

_FORMS = {  # of the texts of a key, and what to do with one of another form
    "id": (model.ID_PATTERN, "may have letters, digits, - . and / alone; replace the others"),
    "label": (model.LABEL_PATTERN, "is not as letters print it; write (a), (a)(iv) or (a)(ii)a."),
    "file": (r"[^/\\]*", "is a path; write the name of the letter's text alone"),
    "themes": ("[a-z0-9-]+", "is not one word; write lower-case words joined by hyphens"),
}
_OURS = frozenset(("summary", "what", "themes", "group", "glossary entry", "short form"))  # words of our own
_ODD = re.compile("  |[\u00a0\u00ad\u202f\u2018-\u201f\u0300-\u036f]")  # what a letter may print, and hands do not type
_TIED = {"see_also": "rows of other meetings", "qualifies": "other rows of the same meeting"}  # what a row may name
# The words by which a letter itself calls a statement so, where they are not the kind's name without its end.
_KIND_WORDS = {"achievement": "achiev|success", "commitment": "commit|pledge", "recommendation": "", "observation": ""}
_SENTENCE_END = re.compile(r"(?<=[.:;?!]) (?=[^\sa-z])")
Told = Iterator[tuple[Path, str]]  # what is wrong, each behind its path below the thing that was looked at


def faults(dataset: model.Dataset) -> Iterator[Fault]:
    """Every certain fault that a command passes over."""
    texts = [one for one in values(replace(dataset, glossary={}), ()) if isinstance(one[2], str)]
    texts += [(("glossary", one), "glossary entry", one) for one in dataset.glossary]
    texts += [(path, "short form", text) for path, _, text in values(dataset.glossary, ("glossary",))]
    yield from (Fault(path, f"{key} {flaw}") for path, key, text in texts for flaw in _flaws(key, text))
    yield from _misnamed(texts, dataset)
    for number, meeting in enumerate(dataset.meetings):
        for where, words in (*_meeting(meeting), *_rows(meeting)):
            yield Fault(("meetings", number, *where), words)


def notes(dataset: model.Dataset) -> Iterator[Fault]:
    """What is likely a slip: worth a look, and no fault."""
    words = [one for one in values(dataset.meetings, ("meetings",)) if one[1] in ("themes", "group")]
    used = Counter(name for _, _, name in words)
    common = [name for name, uses in used.items() if uses > 1]
    for path, key, name in words:
        if used[name] == 1 and (meant := did_you_mean(name, common, most=1)):
            yield Fault(path, f"{key.removesuffix('s')} {name} is used once; {meant}")
    for number, meeting in enumerate(dataset.meetings):
        for place, paragraph in enumerate(meeting.paragraphs):
            items = takewhile(lambda one: one.is_item, meeting.paragraphs[place + 1 :])
            leads = [row.lead for one in (paragraph, *items) for row in entries(one) if row.lead]
            told = _passed_over(paragraph, leads) if paragraph.part == "annex" else ()
            yield from (Fault(("meetings", number, "paragraphs", place, "text"), words) for words in told)
        yield from (Fault(("meetings", number, *where), words) for where, words in _doubtful(meeting))


def _doubtful(meeting: Meeting) -> Told:
    """Missions that nobody came from; speakers with a full title who are no participants; kinds that no word tells."""
    came = {code for one in meeting.participants for code in one.missions}
    alone = [(place, code) for place, code in enumerate(meeting.missions) if code not in came]
    yield from ((("missions", place), f"no participant came from {code}; name who did") for place, code in alone)
    known = [fold(one).rstrip("s") for one in (*(one.who for one in meeting.participants), *meeting.co_chairs)]
    for where, row in placed_entries(meeting):
        speaker = getattr(row, "speaker", None) or ""
        name = fold(speaker)
        if re.search(FULL_TITLE, speaker) and not any(one in name or name in one for one in known):
            known.append(name)
            yield (*where, "speaker"), f"speaker {speaker} is among no participants; add them"
        own, *above = introducing(meeting.paragraphs, int(where[1]))
        # What may introduce a bare bullet does so where its lead says it.
        said = _worded([own, *(above if own.is_item else ())])
        word = _KIND_WORDS.get(row.kind, row.kind[:-1]) if isinstance(row, Record) and not row.inferred else ""
        if not re.search(word, f"{row.lead} {said}", re.IGNORECASE):
            remedy = "if that is your reading, write inferred = true"
            yield (*where, "kind"), f"the paragraph has no word for {row.kind}; {remedy}"


def values(value: Any, path: Path) -> Iterator[tuple[Path, str, Any]]:
    """Every text and day below the value, behind its path and the key that it stands under."""
    held = asdict(value) if isinstance(value, Struct) else value
    if isinstance(held, str | date):
        yield path, next(part for part in reversed(path) if isinstance(part, str)), held
    elif isinstance(held, dict | tuple):
        for key, one in held.items() if isinstance(held, dict) else enumerate(held):
            yield from values(one, (*path, key))


def _flaws(key: str, text: str) -> Iterator[str]:
    """What no text may have, and what a text of this key may not."""
    form, remedy = _FORMS.get(key, ("(?s).*", ""))
    if not text.strip():
        yield "is empty; write it, or delete the line if it is optional"
    elif not re.fullmatch(form, text):
        yield f"{text} {remedy}"
    elif text != text.strip(" "):
        yield "begins or ends with a space; delete it"
    elif has_unsafe(text):
        yield f"has {named(next(filter(has_unsafe, text)))}; delete it"
    elif key in _OURS and (odd := _ODD.search(text)):
        told = "two spaces" if odd[0] == "  " else named(odd[0])
        yield f"has {told}; type plain spaces, straight quotes and accented letters"


def _plain(text: str) -> str:
    """The words alone, without case, accents and punctuation."""
    return " ".join(["", *re.findall(r"\w+", fold(text)), ""])


def _misnamed(texts: Sequence[tuple[Path, str, str]], dataset: model.Dataset) -> Iterator[Fault]:
    """What is named is there: rows, missions at the meeting, countries in letter or mission, glossary in letters."""
    meetings = dataset.meetings
    owners = {row.id: ("meetings", at, *path) for at, one in enumerate(meetings) for path, row in placed_entries(one)}
    guess_row = guesser(owners, "name the id of a row")
    codes = {one.code for one in dataset.missions}
    came = [{*one.missions} if codes.issuperset(one.missions) else codes for one in meetings]
    served = dict.fromkeys(country for one in dataset.missions for country in one.countries)
    guess_country = guesser(served, "copy the name from the letter")
    said = _plain(" ".join(text for path, key, text in texts if key in ("text", "title") or path[0] == "missions"))
    words = {*said.split()}
    for path, key, name in texts:
        row = owners.get(name, ()) if key in _TIED else ()
        if key in _TIED and not row:
            yield Fault(path, f"{key} names {name}, which is not a row; {guess_row(name)}")
        elif row and (row == path[:6] or (key == "see_also") == (row[1] == path[1])):
            yield Fault(path, f"{key} names {name}; name {_TIED[key]} alone")
        elif key in ("mission", "missions") and len(path) > 6 and name in codes and name not in came[int(path[1])]:
            yield Fault(path, f"{key} names {name}, which the meeting's missions do not; mend one of them")
        elif key == "countries" and not words.issuperset(_plain(name).split()):
            yield Fault(path, f"country {name} is printed nowhere; {guess_country(name)}")
        # The last word may go on: `gender adviser` is in the advisers.
        elif key == "glossary entry" and _plain(name).rstrip() not in said:
            yield Fault(path, f"{name} leads nowhere: no letter says it; use a letter's words")


def _meeting(meeting: Meeting) -> Told:
    """Days are in order, ids of rows begin with their meeting's, if any does; an item has a paragraph above it."""
    days = [meeting.date, meeting.letter.date, meeting.letter.distributed]
    if date.min not in days and days != sorted(days):
        told = f"the days of meeting, letter and distribution are out of order: {', '.join(map(str, days))}"
        yield ("letter",), f"{told}; mend the wrong one"
    rows = [*placed_entries(meeting)]
    starts = Counter(row.id.partition("/")[0] for _, row in rows if "/" in row.id)
    usual = meeting.id if meeting.id in starts else next((one for one, _ in starts.most_common(1)), "")
    if usual not in ("", meeting.id):
        yield ("id",), f"id {meeting.id} is unlike its rows', which begin with {usual}/; mend it or theirs"
    for where, row in rows:
        if usual and re.fullmatch(model.ID_PATTERN, row.id) and not row.id.startswith(f"{usual}/"):
            remedy = f"write {usual}/{row.id.rpartition('/')[2]}"
            yield (*where, "id"), f"id {row.id} names no meeting or another one; {remedy}"
    for place, one in enumerate(meeting.paragraphs):
        if one.is_item and [*introducing(meeting.paragraphs, place)][-1].is_item:
            yield ("paragraphs", place), "no paragraph stands above to which this item could belong; put it there"


def _rows(meeting: Meeting) -> Told:
    """Each row for itself, and that none says what another of its kind says."""
    said: set[tuple[Any, ...]] = set()
    are_labels = all(re.fullmatch(model.LABEL_PATTERN, one.label or "(a)") for one in meeting.paragraphs)
    whole, day = _worded(meeting.paragraphs), meeting.date
    for where, row in placed_entries(meeting):
        place = int(where[1])
        # Where labels are malformed, whatever stands above may introduce it.
        above = [*introducing(meeting.paragraphs, place)] if are_labels else meeting.paragraphs[place::-1]
        told = [*_summary(row)] if isinstance(row, Record) else []
        what: tuple[Any, ...] = (place, row.kind, row.lead, row.quote)
        what = (row.mission, row.category, row.when, row.bound) if isinstance(row, Staffing) else what
        if what in said and row.quote and not isinstance(row, Figure):  # a sentence may print several
            told.append((("quote",), f"another {row.kind} row says this; delete one of the two"))
        said.add(what)
        if row.quote and above[0].text:
            told += (*_quoted(row, above), *_unprinted(row, _worded(above), whole))
            told += () if isinstance(row, Record) else _number(row)
        if (when := getattr(row, "when", None)) and day != date.min:
            told += _when(when, f"{row.quote} {row.lead} {above[0].text} {day.day} {day:%B} {day.year}")
        yield from (((*where, *at), words) for at, words in told)


def _quoted(row: model.Entry, above: Sequence[Paragraph]) -> Told:
    """Quote and lead are printed as they stand; the lead runs through what introduces, and ends before the quote."""
    quote, lead, own = row.quote, row.lead or "", above[0]
    whole = " ".join(one.text for one in reversed(above))
    before = own.text.partition(quote)[0].rstrip()
    if re.match(r"\([a-z0-9]{1,5}\) ", quote) or (own.is_item and quote.startswith(f"{own.mark} ")):
        yield ("quote",), "quote begins with a label or topic; leave it out"
    elif quote not in own.text:
        yield ("quote",), f"quote is not in its paragraph; {difference(quote, nearest_passage(quote, own.text))}"
    elif quote[-1] in ";,:" or (quote[-1] == "." and before and before[-1] not in '.:;?!”"’)'):
        yield ("quote",), f"quote ends with {quote[-1]!r}; leave it out"
    elif lead not in whole:
        yield ("lead",), f"lead is not in what introduces the quote; {difference(lead, nearest_passage(lead, whole))}"
    elif whole.find(quote, max(whole.find(lead) + len(lead), len(whole) - len(own.text))) < 0:
        yield ("lead",), "lead goes on into the quote or stands behind it; end it where the quote begins"
    for key, words, text in (("quote", quote, own.text), ("lead", lead, whole)):
        if words in text and not _is_uncut(words, text):
            yield (key,), f"{key} is cut inside a word; take in the whole word"


def _unprinted(row: model.Entry, near: str, whole: str) -> Told:
    """Speakers, addressees, categories and each word of a unit are printed, be it in capitals or small letters."""
    for key in ("speaker", "category", "unit", "addressee")[: 4 if row.kind == "recommendation" else 3]:
        value = getattr(row, key, None) or ""
        there, text = ("the letter", whole) if key == "speaker" else ("its paragraph", near)
        words = value.lower().split() if key == "unit" else [value.lower().strip()]
        if not all(_is_uncut(one, text.lower()) for one in words):
            yield (key,), f"{key} {value} is not printed in {there}; {nearest_told(value, text)}"


def _worded(paragraphs: Sequence[Paragraph]) -> str:
    return "\n".join(f"{one.topic or ''} {one.text}" for one in paragraphs)


def _is_uncut(words: str, text: str) -> bool:
    return re.search(rf"(?!\B\w){re.escape(words)}(?<!\w\B)", text) is not None


def _summary(row: Record) -> Told:
    plain, length = _plain(row.summary), len(row.summary)
    if length > model.SUMMARY_LENGTH:
        yield ("summary",), f"summary has {length} characters; say it in {model.SUMMARY_LENGTH}"
    if plain.strip() and plain in f" todo | tbd | xxx | fixme |{_plain(f'{row.lead} {row.quote}')}":
        yield ("summary",), "summary is not ours yet; say in our own words what the quote says"
    if row.kind == "observation" and row.inferred:
        yield ("inferred",), "an observation is never inferred; delete the line"
    if row.addressee is not None and row.kind not in ("recommendation", ""):
        yield ("addressee",), "addressee belongs to recommendations alone; delete it or mend the kind"


def _when(when: str, near: str) -> Told:
    """EDTF level 1, real days; month and day as printed, and the year unless marked uncertain."""
    ends = when.replace("?", "").split("/")
    try:
        is_date = [date.fromisoformat(f"{end}-01-01"[:10]) for end in ends] and ends[0][:4] <= ends[-1][:4]
    except ValueError:
        is_date = False
    if not is_date or not re.fullmatch(model.EDTF_PATTERN, when):
        yield ("when",), f"when {when} is not an EDTF date; write 2014, 2016-06, 2016-06-30, 2012/2013 or 2017-03?"
        return
    for end in when.split("/"):
        year, month, day = end[:4], end[5:7], end[8:10]
        sought = ("" if end.endswith("?") else year, MONTHS[int(month) - 1] if month else "", day.lstrip("0"))
        unprinted = [one for one in sought if not re.search(rf"(?<!\d){one}(?!\d)", near)]
        if unprinted:
            told = f"neither the paragraph nor the meeting's date prints {unprinted[0]}"
            yield ("when",), f"{told}; mend when {when}, or write ? behind a year that is not printed"


def _number(row: Staffing | Figure) -> Told:
    """The number and its bound must be what the quote prints, and of several shares the one of the category."""
    key, number = ("percent", row.percent) if isinstance(row, Staffing) else ("value", row.value)
    numbers = [*printed(row.quote, row.lead or "")]
    found = [one for one in numbers if abs(number) in one.values]
    signs = {one.bound: one.words for one in found}
    if not found:
        told = f"the quote does not print {number}"
        yield (key,), f"{told}; mend the number or the quote, or leave a fraction to a record"
    elif isinstance(row, Staffing) and halves(row.quote, row.lead or "").issuperset(found):
        yield (key,), "the quote prints two numbers for one; record them as two figures"
    elif row.bound not in ("", *signs):
        sign, words = next(iter(signs.items()))
        told = f"says {words}" if words else "prints a plain number"
        yield ("bound",), f'bound {row.bound} contradicts the quote, which {told}; write "{sign}"'
    elif isinstance(row, Staffing) and row.category:
        at = row.quote.find(row.category)
        before = [one for one in numbers if one.end <= at and re.match(" per cent|%", row.quote[one.end : one.end + 9])]
        if before and not any(number in one.values for one in before if one.start == before[-1].start):
            last = row.quote[before[-1].start : before[-1].end]
            yield (key,), f"before {row.category} the quote prints {last}; mend the number"


def _passed_over(paragraph: Paragraph, leads: Sequence[str]) -> Iterator[str]:
    """The sentences that no row quotes, whole or in parts, and the quantities that no row holds."""
    held = [*leads, *(row.quote for row in entries(paragraph))]
    parts = [part for text in held for part in (text, *_SENTENCE_END.split(text)) if len(part) > 1]
    for sentence in _SENTENCE_END.split(paragraph.text):
        # What introduces items ends with a colon; their rows take it as a lead where they need it.
        if sentence.endswith(":") or any(sentence in text for text in held):
            continue
        free = list(sentence)
        for part in parts:
            if (start := sentence.find(part)) >= 0:
                free[start : start + len(part)] = " " * len(part)
        if set(re.findall(r"[^\W\d_]{2,}", "".join(free).lower())).difference(ENGLISH["joining"].split("|")):
            yield f"no row quotes: {sentence}"
    numbers = [(one.quote, one.percent) for one in paragraph.staffing]
    numbers += [(one.quote, one.value) for one in paragraph.figures]
    # `two` in `of the eight regions` holds the eight too.
    numbers += [(one.quote, number.values[0]) for one in paragraph.figures for number in printed(one.unit)]
    places = [(number, at.span()) for quote, number in numbers for at in re.finditer(re.escape(quote), paragraph.text)]
    for one in quantities(paragraph.text):
        here = {abs(number) for number, (start, end) in places if start <= one.start < end}
        if here.isdisjoint(one.values):
            around = paragraph.text[max(0, one.start - 20) : one.end + 20]
            yield f"no staffing or figure row holds {one.values[0]:g}: ...{around}..."
