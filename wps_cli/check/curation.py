"""What a curator should mend, beyond what the types of the model can say: the checks behind `wps check`.

The checks run over the model, in which whatever does not fit was emptied: one fault does not hide the others.
A fault is certain; what is only likely is a note.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import takewhile
from typing import Any

from msgspec import Struct

from wps_cli.check.likeness import difference, named, nearest, nearest_told
from wps_cli.check.numbers import MONTHS, halves, printed, quantities
from wps_cli.check.sentences import FULL_TITLE
from wps_cli.dataset import model
from wps_cli.dataset.lines import Fault, Path
from wps_cli.dataset.model import Figure, Meeting, Paragraph, Record, Staffing, entries, introducing, placed_entries
from wps_cli.suggestions import did_you_mean, guesser
from wps_cli.text import fold, has_unsafe

_OURS = frozenset(("summary", "what", "themes", "group"))  # keys in which we write words of our own
_OPTIONAL = frozenset("label topic speaker addressee lead when group symbol office state".split())
_MARK = rf"(?:{model.LABEL_PART})+ "
# Characters that may stand in a letter but not in words that we type, each with what to do.
_UNFIT = {
    **dict.fromkeys("“”„‟‘’‚‛", "type a straight one in our own words"),
    "\u00ad": "delete it",
    **dict.fromkeys("\u00a0\u202f", "type a plain space in our own words"),
}
# The words by which a letter itself calls a statement so, where they are not the kind's name without its end.
_KIND_WORDS = {"achievement": "achiev|success", "commitment": "commit|pledge", "recommendation": "", "observation": ""}
# Words that may stand between the quoted parts of a sentence without being quoted.
_JOINING = frozenset("a also an and as but by had in or that the to was well while with yet".split())
_SENTENCE_END = re.compile(r"(?<=[.:;?!]) (?=[^\sa-z])")
Told = Iterator[tuple[Path, str]]  # what is wrong, each behind its path below the thing that was looked at


def faults(dataset: model.Dataset) -> Iterator[Fault]:
    """Every certain fault that a command passes over."""
    meetings = enumerate(dataset.meetings)
    ids = {("meetings", at, *where): row.id for at, meeting in meetings for where, row in placed_entries(meeting)}
    yield from (*_texts(dataset, ids), *_ties(dataset, ids))
    codes = {mission.code for mission in dataset.missions}
    served = {country: None for mission in dataset.missions for country in mission.countries}
    used = Counter(meeting.id for meeting in dataset.meetings)
    for number, meeting in enumerate(dataset.meetings):
        absent = codes - set(meeting.missions) if codes.issuperset(meeting.missions) else set()  # unknown ones are told
        about = (_days(meeting), _names(meeting, used, served), _items(meeting.paragraphs), _rows(meeting, absent))
        yield from (Fault(("meetings", number, *where), words) for told in about for where, words in told)


def notes(dataset: model.Dataset) -> Iterator[Fault]:
    """What is likely a slip: worth a look, and no fault."""
    used = Counter(name for _, key, name in values(dataset.meetings, ()) if key in ("themes", "group"))
    common = [name for name, uses in used.items() if uses > 1]
    for path, key, name in values(dataset.meetings, ("meetings",)):
        if key in ("themes", "group") and used[name] == 1 and (meant := did_you_mean(name, common, most=1)):
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
    for place, code in enumerate(meeting.missions):
        if code not in came:
            yield ("missions", place), f"no participant came from {code}; name who did"
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
    match value:
        case str() | date():
            yield path, next(part for part in reversed(path) if isinstance(part, str)), value
        case Struct():
            for key in value.__struct_fields__:
                yield from values(getattr(value, key), (*path, key))
        case tuple() | dict():
            for place, one in [*(value.items() if isinstance(value, dict) else enumerate(value))]:
                yield from values(one, (*path, place))


def _texts(dataset: model.Dataset, ids: Mapping[Path, str]) -> Iterator[Fault]:
    """Faults that any text may have; a glossary entry must lead to words that the letters have."""
    for path, key, text in values(dataset, ()):
        flaws = [] if isinstance(text, date) else [*_flaws(text, ours=key in _OURS or path[0] == "glossary")]
        if flaws and not text.strip():
            row = f" (row {ids[path[:6]]})" if path[:6] in ids else ""
            flaws[0] += " or delete the line" if path[-1] != key or key in _OPTIONAL else row
        if key == "themes" and not flaws and not re.fullmatch("[a-z0-9-]+", text):
            flaws = [f"item {text} is not one word; write lower-case words joined by hyphens"]
        yield from (Fault(path, f"{key} {flaw}") for flaw in flaws)
    said = (paragraph.text for meeting in dataset.meetings for paragraph in meeting.paragraphs)
    called = (f"{one.code} {one.name} {' '.join(one.countries)}" for one in dataset.missions)
    words = _plain("\n".join((*said, *called)))
    for wording, shorts in dataset.glossary.items():
        told = [f"glossary key {wording} {flaw}" for flaw in _flaws(wording, ours=True)]
        if not shorts:
            told.append(f"{wording} stands for nothing; name what people type for it")
        elif _plain(wording).rstrip() not in words:  # the last word may go on: `gender adviser` is in the advisers
            told.append(f"{wording} leads nowhere: no letter says it; use a letter's words")
        yield from (Fault(("glossary", wording), one) for one in told)


def _flaws(text: str, *, ours: bool) -> Iterator[str]:
    unsafe = next(filter(has_unsafe, text)) if has_unsafe(text) else None
    if not text.strip():
        yield "is empty; write it"
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


def _ties(dataset: model.Dataset, ids: Mapping[Path, str]) -> Iterator[Fault]:
    """`see_also` ties rows of different meetings, `qualifies` rows of one."""
    owners = {id: path for path, id in ids.items()}
    guess = guesser(owners, "name the id of a row")
    for path, key, name in values(dataset.meetings, ("meetings",)):
        row = owners.get(name) if key in ("see_also", "qualifies") else ()
        if row is None:
            yield Fault(path, f"{key} names {name}, which is not a row; {guess(name)}")
        elif row == path[:6]:
            yield Fault(path, f"{key} names the row itself; delete it")
        elif row and (key == "see_also") == (row[1] == path[1]):
            remedy = (
                "the same meeting; name rows of other meetings"
                if key == "see_also"
                else "another meeting; write it under see_also"
            )
            yield Fault(path, f"{key} names {name} of {remedy}")


def _days(meeting: Meeting) -> Told:
    """First the meeting, then the letter, then its distribution."""
    paths: tuple[Path, ...] = ("date",), ("letter", "date"), ("letter", "distributed")
    days = meeting.date, meeting.letter.date, meeting.letter.distributed
    named_days = zip(paths, ("meeting", "letter", "distribution"), days, strict=True)
    known = [one for one in named_days if one[2] != date.min]
    order = [day for _, _, day in known]
    if order != sorted(order):
        # The last day without which the others are in order.
        fitting = [at for at in range(len(order)) if (rest := order[:at] + order[at + 1 :]) == sorted(rest)]
        where, name, day = known[fitting[-1] if fitting else -1]
        rule = "first the meeting, then the letter, then its distribution"
        yield where, f"the day of the {name}, {day}, is out of order; {rule}: mend it"


def _names(meeting: Meeting, ids: Mapping[str, int], served: Mapping[str, None]) -> Told:
    """A meeting's rows begin their ids with its own, if any does; a country is one of the letter's or a mission's."""
    rows: list[tuple[Path, Meeting | model.Entry]] = [*placed_entries(meeting)]
    starts = Counter(row.id.partition("/")[0] for _, row in rows if "/" in row.id)
    usual = meeting.id if meeting.id in starts else next((one for one, _ in starts.most_common(1)), "")
    if usual not in ("", meeting.id) and starts[usual] > 1 and ids[meeting.id] == 1:
        yield ("id",), f"id {meeting.id} is unlike its rows', which begin with {usual}/; mend it or theirs"
    words = set(_plain(" ".join((meeting.title, *(one.text for one in meeting.paragraphs)))).split())
    known = {*served, *(name for name in meeting.countries if words.issuperset(_plain(name).split()))}
    guess = guesser(sorted(known), "copy the name from the letter")
    for where, one in [((), meeting), *rows]:
        if not re.fullmatch(model.ID_PATTERN, one.id):
            yield (*where, "id"), f"id {one.id} may have letters, digits, - . and / alone; replace the others"
        elif usual and where and not one.id.startswith(f"{usual}/"):
            remedy = f"write {usual}/{one.id.rpartition('/')[2]}"
            yield (*where, "id"), f"id {one.id} names no meeting or another one; {remedy}"
        for place, name in enumerate(getattr(one, "countries", None) or ()):
            if name not in known and not words.issuperset(_plain(name).split()):
                yield (*where, "countries", place), f"country {name} is printed nowhere; {guess(name)}"


def _is_label(paragraph: Paragraph) -> bool:
    return paragraph.label is None or re.fullmatch(model.LABEL_PATTERN, paragraph.label) is not None


def _items(paragraphs: Sequence[Paragraph]) -> Told:
    """An item has a paragraph above it, and the items whose labels its own extends."""
    for place, one in enumerate(paragraphs):
        path: Path = ("paragraphs", place)
        if not _is_label(one):
            yield (*path, "label"), f"label {one.label} is not as letters print it; write (a), (a)(iv) or (a)(ii)a."
        elif one.label is not None and one.topic is not None:
            yield (*path, "topic"), "label and topic exclude each other; keep the one that the letter prints"
        if one.is_item and [*introducing(paragraphs, place)][-1].is_item:
            yield path, "an item stands before any paragraph to which it could belong; put that above it"


def _rows(meeting: Meeting, absent: set[str]) -> Told:
    """Each row for itself, on missions that were represented; none says what another of its kind says."""
    said: set[tuple[Any, ...]] = set()
    are_labels = all(map(_is_label, meeting.paragraphs))
    whole = _worded(meeting.paragraphs)
    for where, row in placed_entries(meeting):
        place = int(where[1])
        above = [*introducing(meeting.paragraphs, place)]
        told = [*_quoted(row, above[0])]
        if are_labels and above[0].text:
            told += (*_led(row, above), *_unprinted(row, _worded(above), whole))
        same: tuple[Any, ...] = (row.kind, row.lead, row.quote, place)
        key, on, missions = "quote", "missions", getattr(row, "missions", None)
        twice = f"another {row.kind} has this lead and quote; merge the two or quote less"
        if isinstance(row, Staffing):
            key, same, on, missions = "category", (row.mission, row.category, row.when), "mission", (row.mission,)
            twice = "this mission and category are used twice; delete one of the two"
        if same in said and getattr(row, key) and not isinstance(row, Figure):
            told.append(((key,), twice))
        said.add(same)
        remedy = "which the meeting's missions do not; mend one of them"
        told += (((on,), f"{on} names {code}, {remedy}") for code in missions or () if code in absent)
        told += _record(row) if isinstance(row, Record) else _number(row)
        if not isinstance(row, Figure) and row.when is not None and (day := meeting.date) != date.min:
            near = f"{row.quote} {row.lead} {meeting.paragraphs[place].text} {day.day} {day:%B} {day.year}"
            told += ((("when",), words) for words in _when(row.when, near))
        yield from (((*where, *at), words) for at, words in told)


def _quoted(row: model.Entry, paragraph: Paragraph) -> Told:
    """The quote is a stretch of its paragraph."""
    text, quote = paragraph.text, row.quote
    if not text or not quote:
        return
    bare = re.sub(f"^{_MARK}", "", quote.removeprefix(f"{paragraph.mark} "))
    before = text.partition(quote)[0].rstrip()
    if bare != quote and bare in text and (quote not in text or quote[0] == "("):
        yield ("quote",), f"quote begins with a {'label' if re.match(_MARK, quote) else 'topic'}; leave it out"
    elif quote not in text:
        yield ("quote",), f"quote is not in its paragraph; {difference(quote, nearest(quote, text))}"
    elif quote[-1] in ";,:" or (quote[-1] == "." and before and before[-1] not in '.:;?!”"’)'):
        yield ("quote",), f"quote ends with {quote[-1]!r}; leave it out"
    elif not _is_uncut(quote, text):
        yield ("quote",), "quote is cut inside a word; take in the whole word"


def _led(row: model.Entry, above: Sequence[Paragraph]) -> Told:
    """The lead ends before the quote; it may run through the texts that introduce it, the outermost first."""
    lead, quote, text = row.lead or "", row.quote, above[0].text
    whole = " ".join(one.text for one in reversed(above))
    bare = re.sub(rf"(?<!\S){_MARK}", "", lead)
    if quote not in text or not lead:
        return
    if lead not in whole:
        told = "has a label; leave it out"
        if bare == lead or bare not in whole:
            told = f"is not in what introduces the quote; {difference(lead, nearest(lead, whole))}"
        yield ("lead",), f"lead {told}"
    elif not _is_uncut(lead, whole):
        yield ("lead",), "lead is cut inside a word; take in the whole word"
    elif whole.find(quote, max(whole.find(lead) + len(lead), len(whole) - len(text))) < 0:
        told = "is the quote" if lead == quote else "goes on into the quote or stands behind it"
        yield ("lead",), f"lead {told}; end it where the quote begins"


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


def _record(row: Record) -> Told:
    plain, length = _plain(row.summary), len(row.summary)
    if length > model.SUMMARY_LENGTH:
        yield ("summary",), f"summary has {length} characters; say it in {model.SUMMARY_LENGTH}"
    if plain.strip() and plain in _plain(f"{row.lead or ''} {row.quote}"):
        yield ("summary",), "summary repeats the quote; say it in our own words"
    if plain.strip() in ("todo", "tbd", "xxx", "fixme"):
        yield ("summary",), "summary is not written yet; say in our own words what the quote says"
    if row.kind == "observation" and row.inferred:
        yield ("inferred",), "an observation is never inferred; delete the line"
    if row.addressee is not None and row.kind not in ("recommendation", ""):
        yield ("addressee",), "addressee belongs to recommendations alone; delete it or mend the kind"


def _when(when: str, near: str) -> Iterator[str]:
    """EDTF level 1, real days; month and day as printed, and the year unless marked uncertain."""
    ends = [end.rstrip("?") for end in when.split("/")]
    try:
        is_date = re.fullmatch(model.EDTF_PATTERN, when) and [date.fromisoformat(f"{end}-01-01"[:10]) for end in ends]
    except ValueError:
        is_date = None
    if not is_date:
        yield f"when {when} is not an EDTF date; write 2014, 2016-06, 2016-06-30, 2012/2013 or 2017-03?"
        return
    if ends[-1][: len(ends[0])] < ends[0][: len(ends[-1])]:
        yield f"when {when} ends before it begins; swap the two"
    for end in when.split("/"):
        year, month, day = end[:4], end[5:7], end[8:10]
        if not end.endswith("?") and not re.search(rf"(?<!\d){year}(?!\d)", near):
            yield f"neither the paragraph nor the meeting's date gives the year {year}; mend it, or end it with ?"
        elif month and MONTHS[int(month) - 1] not in near:
            yield f"the paragraph prints no {MONTHS[int(month) - 1]}; mend the month of when {when}"
        elif day and not re.search(rf"(?<!\d){int(day)}(?!\d)", near):
            yield f"the paragraph prints no day {int(day)}; mend the day of when {when}"


def _number(row: Staffing | Figure) -> Told:
    """The number and its bound must be what the quote prints, and of several shares the one of the category."""
    key, number = ("percent", row.percent) if isinstance(row, Staffing) else ("value", row.value)
    if number != number or not row.quote:  # noqa: PLR0124 (nan stands for what does not fit)
        return
    found = [one for one in printed(row.quote, row.lead or "") if abs(number) in one.values]
    signs = {one.bound: one.words for one in found}
    is_share = isinstance(row, Staffing)
    if is_share and found and halves(row.quote, row.lead or "").issuperset(found):
        yield (key,), "the quote prints two numbers for one; record them as two figures"
    elif not found and (part := re.search(r"(?i)\b(?:half|(?:third|quarter|fifth|tenth)s?)\b", row.quote)):
        yield (key,), f"the quote prints {part[0]}, which is no number; leave it to a record"
    elif not found:
        remedy = " or the quote" if is_share else ", or record it as a figure in the letter's own words"
        yield (key,), f"the quote does not print {number}; mend the number{remedy}"
    elif row.bound not in ("", *signs):
        sign, words = next(iter(signs.items()))
        told = f"says {words}" if words else "prints a plain number"
        yield ("bound",), f'bound {row.bound} contradicts the quote, which {told}; write "{sign}"'
    elif isinstance(row, Staffing) and row.category:
        at, shares = row.quote.find(row.category), re.compile(" per cent|%")
        before = [one for one in printed(row.quote) if one.end <= at and shares.match(row.quote, one.end)]
        if before and number not in before[-1].values:
            last = row.quote[before[-1].start : before[-1].end]
            yield (key,), f"before {row.category} the quote prints {last}; mend the number"


def _passed_over(paragraph: Paragraph, leads: Sequence[str]) -> Iterator[str]:
    """The sentences that no row quotes, whole or in parts, and the quantities that no row holds."""
    rows = [*entries(paragraph)]
    held = [*leads, *(row.quote for row in rows)]
    parts = [part for text in held for part in (text, *_SENTENCE_END.split(text)) if len(part) > 1]
    for sentence in _SENTENCE_END.split(paragraph.text):
        # What introduces items ends with a colon; their rows take it as a lead where they need it.
        if sentence.endswith(":") or any(sentence in text for text in held):
            continue
        free = list(sentence)
        for part in parts:
            if (start := sentence.find(part)) >= 0:
                free[start : start + len(part)] = " " * len(part)
        if set(re.findall(r"[^\W\d_]{2,}", "".join(free).lower())) - _JOINING:
            yield f"no row quotes: {sentence}"
    counted = [row for row in rows if not isinstance(row, Record)]
    places = [(row, at.span()) for row in counted for at in re.finditer(re.escape(row.quote), paragraph.text)]
    for one in quantities(paragraph.text):
        here = [row for row, (start, end) in places if start <= one.start < end]
        if not any(abs(row.percent if isinstance(row, Staffing) else row.value) in one.values for row in here):
            around = paragraph.text[max(0, one.start - 20) : one.end + 20]
            yield f"no staffing or figure row holds {one.values[0]:g}: ...{around}..."
