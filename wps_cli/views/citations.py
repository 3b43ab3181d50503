"""How a statement is cited: its place in the letter and a line that leads there, with no number that none prints."""

import datetime
from collections.abc import Sequence
from typing import Any

from wps_cli.dataset.model import Meeting
from wps_cli.queries.rows import Row
from wps_cli.text import visible

_TOPIC_WORDS = 2  # of a topic in a short mark


def day(date: datetime.date) -> str:
    """The day as the letters print days: `21 July 2017`."""
    return f"{date.day} {date:%B} {date.year}"


def passage(row: Row) -> str:
    """The paragraph in its document: `covering letter`, `under “topic”`, else its count: `3rd paragraph`."""
    if row.number is None:
        return "covering letter"
    if row.paragraph.topic:
        return f"under “{row.paragraph.topic}”"
    suffix = "th" if row.number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(row.number % 10, "th")
    return f"{row.number}{suffix} paragraph"


def place(row: Row) -> str:
    """The same, where an item goes by its label: `recommendation (a)(iv)`."""
    if row.number is None or not row.paragraph.label:
        return passage(row)
    return f"{'recommendation' if row.entry.kind == 'recommendation' else 'item'} {row.paragraph.label}"


def short_place(row: Row) -> str:
    """The same for the mark behind a line: `(a)(iv)`, `“Adequate resources …”`, `3rd paragraph`."""
    if row.number is not None and row.paragraph.label:
        return row.paragraph.label
    if row.number is not None and row.paragraph.topic:
        words = row.paragraph.topic.split()
        return f"“{' '.join(words[:_TOPIC_WORDS])}{' …' if len(words) > _TOPIC_WORDS else ''}”"
    return passage(row)


def citation(found: Row | Meeting) -> str:
    """One line that leads to the statement, or to the note of the meeting: the letter, its annex, the place in it."""
    letter = (found if isinstance(found, Meeting) else found.meeting).letter
    parts = (letter.title, letter.symbol, letter.organ, f"distributed {day(letter.distributed)}", _locator(found))
    return ", ".join(filter(None, parts))


def _locator(found: Row | Meeting) -> str:
    if isinstance(found, Meeting):
        return "annex"
    return place(found) if found.number is None else f"annex, {place(found)}"


def csl(found: Row | Meeting) -> dict[str, Any]:
    """The citation as an item of CSL-JSON, for reference managers; `number` only where a symbol is printed."""
    id, meeting = (found.id, found) if isinstance(found, Meeting) else (found.entry.id, found.meeting)
    letter, issued = meeting.letter, meeting.letter.distributed
    item = {
        "id": id, "type": "document", "title": letter.title, "authority": letter.organ,
        "issued": {"date-parts": [[issued.year, issued.month, issued.day]]}, "locator": _locator(found),
    }  # fmt: skip
    return item | ({"number": letter.symbol} if letter.symbol else {})


def cited(found: Sequence[Row | Meeting], *, as_csl: bool) -> str:
    """The citations, one a line; or as a list of CSL-JSON."""
    if as_csl:
        from wps_cli.render.machine import json_document

        return json_document(list({item["id"]: item for item in map(csl, found)}.values()))
    return "".join(f"{visible(citation(one))}\n" for one in found)
