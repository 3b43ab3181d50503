"""How a row is put into words: its headline, the letter's words, its marks, what it is called."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from wps_cli.dataset.model import KINDS, Dataset, introducing
from wps_cli.queries.rows import Filters, Row, meetings
from wps_cli.render.report import Item, Items, Marked
from wps_cli.views import citations

NOUNS = {kind: f"{kind}s" for kind in KINDS} | {"opportunity": "opportunities", "priority": "priorities"} | {
    "staffing": "staffing figures", "figure": "figures"
}  # fmt: skip
"""What several rows of a kind are called."""
_NAMED = 4
"""Meetings whose days are told."""
GENERAL = "Said of no mission in particular"
BOUND_WORDS: dict[str, str] = {
    "=": "", "<": "less than ", ">": "more than ", "<=": "at most ", ">=": "at least ", "~": "about "
}  # fmt: skip
Qualifying = Mapping[str, Sequence[Row]]
"""By id, the rows without which a row should not be read."""


def plural(number: int, noun: str, nouns: str = "") -> str:
    """`1 meeting`, `2 meetings`."""
    return f"{number} {noun if number == 1 else nouns or noun + 's'}"


def headline(row: Row) -> str:
    """What a row says, in one line: its summary, or the number with what it counts."""
    entry: Any = row.entry
    match entry.kind:
        case "staffing":
            return f"{BOUND_WORDS[entry.bound]}{entry.percent} per cent women: {entry.category}, {entry.mission}"
        case "figure":
            return f"{amount(row)}: {entry.what}"
        case _:
            return str(entry.summary)


def amount(row: Row) -> str:
    """The quantity with its bound, as the letter has it: `more than 400 women candidates`, `$20 million`."""
    entry: Any = row.entry
    value = f"{entry.value:,}"
    currency, _, scale = entry.unit.partition(" ")
    is_money = len(currency) == 1 and not currency.isalnum() and currency != "%"
    return BOUND_WORDS[entry.bound] + (f"{currency}{value} {scale}".rstrip() if is_money else f"{value} {entry.unit}")


def sentence(row: Row, *, with_lead: bool = True) -> str:
    """The words of the letter: lead and quote as one quotation where one follows the other, else with `…` between."""
    lead = row.entry.lead if with_lead else None
    if not lead:
        return f"“{row.entry.quote}”"
    between = _between(row, lead)
    return f"“{lead}” … “{row.entry.quote}”" if between is None else f"“{lead}{between}{row.entry.quote}”"


def _between(row: Row, lead: str) -> str | None:
    """What the letter prints between lead and quote where that is no more than a space or the item's own mark."""
    text = row.paragraph.text
    for space in (" ", ""):
        if f"{lead}{space}{row.entry.quote}" in text:
            return space
    above = row.meeting.paragraphs[row.place - 1]
    introduces = any(one is above for one in introducing(row.meeting.paragraphs, row.place))
    if introduces and row.paragraph.is_item and above.text.endswith(lead) and text.startswith(row.entry.quote):
        return f" {row.paragraph.mark} "
    return None


def span(row: Row) -> tuple[int, int]:
    """Where the quote stands in its paragraph's text: behind its lead, if that is there."""
    text, quote = row.paragraph.text, row.entry.quote
    lead = text.find(row.entry.lead) if row.entry.lead else -1
    start = text.find(quote, lead + len(row.entry.lead or "") if lead >= 0 else 0)
    start = max(start, text.find(quote), 0)
    return start, min(len(text), start + len(quote))


def marked_sentence(row: Row, in_quote: Iterable[tuple[int, int]], in_lead: Iterable[tuple[int, int]] = ()) -> Marked:
    """The same with these spans of quote and lead marked."""
    text = sentence(row)
    offset = len(text) - 1 - len(row.entry.quote)
    lead = [(start + 1, end + 1) for start, end in in_lead if end <= len(row.entry.lead or "")]
    return Marked(text, (*lead, *((start + offset, end + offset) for start, end in in_quote)))


def is_inferred(row: Row) -> bool:
    """Whether its kind is the curator's reading."""
    return bool(getattr(row.entry, "inferred", False))


def stated_kind(row: Row) -> str:
    """The kind, marked where the letter does not use the word."""
    return f"{row.entry.kind} (inferred)" if is_inferred(row) else str(row.entry.kind)


def holds_for(row: Row) -> str:
    """Whom the row is about: missions, or countries where it names no mission."""
    return "no mission in particular" if row.is_general else "; ".join(row.missions or row.countries)


def qualified(row: Row, qualifying: Qualifying) -> tuple[str, ...]:
    """A line for each row without which this one should not be read."""
    return tuple(
        f"But see: {headline(one)}: {sentence(one, with_lead=False)}  {one.entry.id}"
        for one in qualifying.get(row.entry.id, ())
    )


def item(row: Row, marks: Sequence[str], qualifying: Qualifying, *, with_lead: bool = True) -> Item:
    """The row as an entry of a list: its headline, then its own words with id and marks, then what qualifies it."""
    label = f"{row.paragraph.label} " if row.paragraph.label else ""
    told = [mark for mark in marks if mark]
    aside = f"{row.entry.id} ({'; '.join(told)})" if told else row.entry.id
    return Item(f"{label}{headline(row)}", aside, sentence(row, with_lead=with_lead), qualified(row, qualifying))


def heading(row: Row) -> str:
    """What rows share that stand together: meeting, paragraph or topic, and speaker."""
    topic = row.number is not None and row.paragraph.topic
    place = f"under “{topic}”" if topic else "covering letter" if row.number is None else (
        f"{citations.ordinal(row.number)} paragraph"
    )  # fmt: skip
    speaker = getattr(row.entry, "speaker", None)
    told = f"{row.meeting.id}, {place}" + (f": {speaker}" if speaker else "")
    return f"{GENERAL}. {told}" if row.is_general else told


def grouped(rows: Sequence[Row], as_item: Callable[[Row, bool], Item], said: Callable[[Row], str]) -> Iterator[Items]:
    """Rows that share heading and lead together, each said once; `as_item` is told whether the lead is said above."""
    before = ""
    for (heading, lead), group in groupby(rows, lambda row: (said(row), row.entry.lead)):
        listed = list(group)
        shared = f"“{lead}”" if lead and len(listed) > 1 else ""
        items = tuple(as_item(row, bool(shared)) for row in listed)
        yield Items(items, heading if heading != before else "", shared)
        # Behind a lead the heading is said again, so that no one takes the lead for that of the next rows.
        before = "" if shared else heading


def legend(rows: Iterable[Row]) -> list[str]:
    """What the marks on these rows mean."""
    listed = list(rows)
    lines = []
    if any(map(is_inferred, listed)):
        lines.append("inferred: the kind is our reading, not the letter's own word")
    return lines


def counted(rows: Sequence[Row], noun: str, nouns: str) -> str:
    """How many rows there are, how many of them are inferred or general, and from which meetings."""
    held = list(dict.fromkeys(row.meeting.id for row in rows))
    parts = {
        "inferred": sum(map(is_inferred, rows)),
        "of no mission in particular": sum(row.is_general for row in rows),
    }
    apart = ", ".join(f"{number} {name}" for name, number in parts.items() if number)
    return (
        plural(len(rows), noun, nouns) + (f" ({apart})" if apart else "") + (f" from {', '.join(held)}" if held else "")
    )


def covered(dataset: Dataset) -> str:
    """What the file covers, so that what is not in it is not taken for what did not happen."""
    held = sorted(dataset.meetings, key=lambda meeting: meeting.date)
    days = ", ".join(citations.day(meeting.date) for meeting in held[:_NAMED])
    more = f" and {len(held) - _NAMED} more" if len(held) > _NAMED else ""
    return f"This file covers {plural(len(held), 'meeting')} of the Group ({days}{more}), data of {dataset.version}."


def nothing(noun: str, asked: Filters, dataset: Dataset, of: str = "") -> str:
    """That nothing of the sort is recorded, with what was asked for, and how much there is on the place."""
    place = of or (asked.place.name if asked.place else "")
    parts = {
        "for": place, "at": asked.meeting, "on": " or ".join(asked.themes), "since": asked.since, "until": asked.until,
        "addressed to": " ".join(sorted(asked.addressee[0])) if asked.addressee else "",
        "said by": " ".join(sorted(asked.speaker[0])) if asked.speaker else "",
    }  # fmt: skip
    told = " ".join([f"No {noun} is recorded", *(f"{word} {what}" for word, what in parts.items() if what)])
    if asked.place:
        concerned = [one for one in meetings(dataset, Filters(place=asked.place)) if asked.admit_meeting(one)]
        told += f"; {plural(len(concerned), 'meeting')} concerned it"
    return f"{told}. {covered(dataset)}"
