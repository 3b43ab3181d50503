"""How a row is put into words and cited: its headline, the letter's words, its marks, a line that leads to it."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Literal

from wps_cli.dataset.model import ROW_KINDS, Dataset, Meeting, introducing
from wps_cli.queries.rows import Filters, Row, meetings
from wps_cli.render.plain import json_document
from wps_cli.render.report import Item, Items
from wps_cli.text import visible

NOUNS = {kind: f"{kind}s" for kind in ROW_KINDS} | {
    "opportunity": "opportunities", "priority": "priorities", "staffing": "staffing figures",
    "share of women": "shares of women",
}  # fmt: skip
_NAMED = 4  # meetings whose days are told
_TOPIC_WORDS = 2  # of a topic in a short mark
_NO_MISSION = "no mission in particular"
LEGEND = "inferred: the kind is our reading, not the letter's own word"
NO_YEAR = "?: the letter prints no year"
BOUND_WORDS = {"=": "", "<": "less than ", ">": "more than ", "<=": "at most ", ">=": "at least ", "~": "about "}


def plural(number: float, noun: str) -> str:
    """`1 meeting`, `2 meetings`."""
    return f"{number} {noun if number == 1 else NOUNS.get(noun, f'{noun}s')}"


def headline(row: Row, *, labelled: bool = False) -> str:
    """What a row says in one line: its summary, or a number with what it counts; until then the letter's words."""
    entry: Any = row.entry
    if labelled and row.paragraph.label:
        return f"{row.paragraph.label} {headline(row)}"
    if entry.kind == "staffing":
        return f"{BOUND_WORDS[entry.bound]}{entry.percent} per cent women: {entry.category}, {entry.mission}"
    if entry.kind != "figure":
        return str(entry.summary or sentence(row))
    currency, _, scale = entry.unit.partition(" ")  # as the letter has it: `400 women candidates`, `$20 million`
    is_money = len(currency) == 1 and not currency.isalnum() and currency != "%"
    amount = f"{currency}{entry.value:,} {scale}".rstrip() if is_money else f"{entry.value:,} {entry.unit}"
    return f"{BOUND_WORDS[entry.bound]}{amount}: {entry.what or sentence(row)}"


def sentence(row: Row, *, with_lead: bool = True) -> str:
    """The words of the letter, if any: lead and quote as one quotation where one follows the other, else with `…`."""
    lead, quote, text = row.entry.lead, row.entry.quote, row.paragraph.text
    if not lead or not with_lead:
        return f"“{quote}”" if quote else ""
    for space in (" ", ""):
        if f"{lead}{space}{quote}" in text:
            return f"“{lead}{space}{quote}”"
    paragraphs, above = row.meeting.paragraphs, row.meeting.paragraphs[row.position - 1]
    follows = row.paragraph.is_item and text.startswith(quote) and above.text.endswith(lead)
    if follows and above in introducing(paragraphs, row.position):
        return f"“{lead} {row.paragraph.mark} {quote}”"
    return f"“{lead}” … “{quote}”"


def span(row: Row) -> tuple[int, int]:
    """Where the quote stands in its paragraph's text: behind its lead, if that is there."""
    text, quote, lead = row.paragraph.text, row.entry.quote, row.entry.lead or ""
    behind = text.find(lead) + len(lead) if lead in text else 0
    start = max(text.find(quote, behind), text.find(quote), 0)
    return start, min(len(text), start + len(quote))


def stated_kind(row: Row) -> str:
    """The kind, marked where the letter does not use the word."""
    return f"{row.entry.kind} (inferred)" if row.is_inferred else str(row.entry.kind)


def holds_for(row: Row) -> str:
    """Whom the row is about: missions, or countries where it names no mission."""
    return _NO_MISSION if row.is_general else "; ".join(row.missions or row.countries)


def qualified(row: Row) -> list[str]:
    """Each row without which this one should not be read, told by its headline, its quote and its id."""
    return [f"{headline(one)}: “{one.entry.quote}” ({id})" for id, one in row.qualified_by.items()]


def item(row: Row, marks: Iterable[str], *, with_lead: bool = True) -> Item:
    """The row as an entry of a list: its headline, then its own words with id and marks, then what qualifies it."""
    aside = f"{row.entry.id} ({told})" if (told := "; ".join(filter(None, marks))) else row.entry.id
    drafted = f"{row.paragraph.label or ''} no summary yet".lstrip()
    text = drafted if "" in (row.get("summary"), row.get("what")) else headline(row, labelled=True)
    below = tuple(f"But see: {one}" for one in qualified(row))
    return Item("(inferred) " * row.is_inferred + text, aside, sentence(row, with_lead=with_lead), below)


def grouped(rows: Sequence[Row], marks: Callable[[Row], Iterable[str]]) -> Iterator[Items]:
    """Rows of one meeting, paragraph, speaker and lead together, each with its marks."""

    def heading(row: Row) -> str:
        speaker = f": {row.get('speaker')}" if row.get("speaker") else ""
        told = f"{row.meeting.id}, {where(row, 'shared')}{speaker}"
        return f"Said of {_NO_MISSION}. {told}" if row.is_general else told

    before = led = ""
    for (told, lead), group in groupby(rows, lambda row: (heading(row), row.entry.lead)):
        listed = list(group)
        shared = f"“{lead}”" if lead and len(listed) > 1 else ""
        items = tuple(item(row, marks(row), with_lead=not shared) for row in listed)
        # Behind a lead the heading is said again, so that no one takes the lead for that of the next rows.
        yield Items(items, told if told != before or (led and not shared) else "", shared)
        before, led = told, shared


def counted(rows: Sequence[Row], noun: str) -> str:
    """How many rows there are, how many of them are inferred and general, and from where."""
    ours, general = sum(row.is_inferred for row in rows), sum(row.is_general for row in rows)
    told = ", ".join(f"{many} {name}" for many, name in ((ours, "inferred"), (general, f"of {_NO_MISSION}")) if many)
    meetings = ", ".join(dict.fromkeys(row.meeting.id for row in rows))
    return f"{plural(len(rows), noun)}{f' ({told})' if told else ''} from {meetings}"


def covered(dataset: Dataset) -> str:
    """What the file covers, so that what is not in it is not taken for what did not happen."""
    held = sorted(dataset.meetings, key=lambda meeting: meeting.date)
    days = ", ".join(day(meeting.date) for meeting in held[:_NAMED])
    more = f" and {len(held) - _NAMED} more" if len(held) > _NAMED else ""
    told = f" ({days}{more})" if held else ""
    return f"This file covers {plural(len(held), 'meeting')} of the Group{told}, data of {dataset.version}."


def asked_for(asked: Filters, of: str = "") -> str:
    """What was asked for: ` for MINUSMA since 2017`."""
    parts = {
        "for": of or (asked.place and asked.place.code), "at": asked.meeting, "on": " or ".join(asked.themes),
        "since": asked.since, "until": asked.until, "addressed to": asked.addressee and asked.addressee[0],
        "said by": asked.speaker and asked.speaker[0],
    }  # fmt: skip
    return "".join(f" {word} {what}" for word, what in parts.items() if what)


def nothing(noun: str, asked: Filters, dataset: Dataset, of: str = "") -> str:
    """That nothing of the sort is recorded, with what was asked for, and how much there is on the place."""
    then = " in that time" if asked.since or asked.until else ""
    met = f"; {plural(len(meetings(dataset, asked)), 'meeting')} concerned it{then}" if asked.place else ""
    return f"No {noun} is recorded{asked_for(asked, of)}{met}. {covered(dataset)}"


def day(date: datetime.date) -> str:
    """The day as the letters print days: `21 July 2017`."""
    return f"{date.day} {date:%B} {date.year}"


def where(row: Row, form: Literal["cited", "mark", "shared"] = "cited") -> str:
    """Where it stands; as a mark `(a)(iv)`, `“Adequate resources …”`; as what items share without their labels."""
    label, topic = row.paragraph.label, row.paragraph.topic
    if row.number is None:
        return "covering letter"
    if label and form != "shared":
        noun = "recommendation" if row.entry.kind == "recommendation" else "item"
        return label if form == "mark" else f"{noun} {label}"
    if topic and form == "mark":
        words = topic.split()
        return f"“{' '.join(words[:_TOPIC_WORDS])}{' …' if len(words) > _TOPIC_WORDS else ''}”"
    if topic:
        return f"under “{topic}”"
    suffix = "th" if row.number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(row.number % 10, "th")
    return f"{row.number}{suffix} paragraph"


def _locator(found: Row | Meeting) -> str:
    if isinstance(found, Meeting) or not found.entry.quote:
        return "annex"
    return where(found) if found.number is None else f"annex, {where(found)}"


def citation(found: Row | Meeting) -> str:
    """One line that leads to the statement, or to the note of the meeting: the letter, its annex, the place in it."""
    letter = (found if isinstance(found, Meeting) else found.meeting).letter
    parts = (letter.title, letter.symbol, letter.organ, f"distributed {day(letter.distributed)}", _locator(found))
    return ", ".join(filter(None, parts))


def cited(found: Sequence[Row | Meeting], *, as_csl: bool) -> str:
    """The citations, one a line; or as a list of CSL-JSON, with `number` only where a symbol is printed."""
    if not as_csl:
        return "".join(f"{visible(citation(one))}\n" for one in found)
    items = {}
    for one in found:
        id, meeting = (one.id, one) if isinstance(one, Meeting) else (one.entry.id, one.meeting)
        letter, issued = meeting.letter, meeting.letter.distributed
        items[id] = {
            "id": id, "type": "document", "title": letter.title, "authority": letter.organ,
            "issued": {"date-parts": [[issued.year, issued.month, issued.day]]}, "locator": _locator(one),
            **({"number": letter.symbol} if letter.symbol else {}),
        }  # fmt: skip
    return json_document(list(items.values()))
