"""How a statement is cited: its place in the letter and a line that leads there, with no number that none prints."""

import datetime
from collections.abc import Sequence
from typing import Any

from wps_cli.dataset.model import Meeting
from wps_cli.queries.rows import Row
from wps_cli.text import visible

_TOPIC_WORDS = 2
"""Words of a topic that a short mark gives."""


def day(date: datetime.date) -> str:
    """The day as the letters print days: `21 July 2017`."""
    return f"{date.day} {date:%B} {date.year}"


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th`: how a paragraph is counted that bears no number."""
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def place(row: Row) -> str:
    """Where in its document: `recommendation (a)(iv)`, `under “topic”`, `3rd paragraph`, `covering letter`.

    An item goes by its label or topic. The letters number no paragraphs: a count is given as an ordinal.
    """
    if row.number is None:
        return "covering letter"
    if row.paragraph.label:
        return f"{'recommendation' if row.entry.kind == 'recommendation' else 'item'} {row.paragraph.label}"
    return f"under “{row.paragraph.topic}”" if row.paragraph.topic else f"{ordinal(row.number)} paragraph"


def short_place(row: Row) -> str:
    """The same for the mark behind a line: `(a)(iv)`, `“Adequate resources …”`, `3rd paragraph`."""
    if row.number is not None and row.paragraph.label:
        return row.paragraph.label
    if row.number is not None and row.paragraph.topic:
        words = row.paragraph.topic.split()
        return f"“{' '.join(words[:_TOPIC_WORDS])}{' …' if len(words) > _TOPIC_WORDS else ''}”"
    return place(row)


def _document(meeting: Meeting) -> list[str]:
    """What names the letter: its title, its symbol where one is printed, organ and day of distribution."""
    letter = meeting.letter
    named = [letter.title, letter.symbol, letter.organ, f"distributed {day(letter.distributed)}"]
    return [part for part in named if part]


def citation(row: Row) -> str:
    """One line that leads to the statement: the letter, its annex, the place in it."""
    return ", ".join([*_document(row.meeting), *(["annex"] if row.number is not None else []), place(row)])


def meeting_citation(meeting: Meeting) -> str:
    """One line that leads to the note of the meeting."""
    return ", ".join([*_document(meeting), "annex"])


def csl(found: Row | Meeting) -> dict[str, Any]:
    """The citation as an item of CSL-JSON, for reference managers; `number` only where a symbol is printed."""
    meeting = found if isinstance(found, Meeting) else found.meeting
    letter = meeting.letter
    issued = letter.distributed
    item = {
        "id": found.id if isinstance(found, Meeting) else found.entry.id,
        "type": "document",
        "title": letter.title,
        "authority": letter.organ,
        "issued": {"date-parts": [[issued.year, issued.month, issued.day]]},
        "locator": citation(found).removeprefix(", ".join(_document(meeting)) + ", ")
        if isinstance(found, Row)
        else "annex",
    }
    return item | ({"number": letter.symbol} if letter.symbol else {})


def cited(found: Sequence[Row | Meeting], *, as_csl: bool) -> str:
    """The citations, one a line; or as a list of CSL-JSON."""
    if as_csl:
        from wps_cli.render.machine import json_document

        return json_document(list({item["id"]: item for item in map(csl, found)}.values()))
    lines = (meeting_citation(one) if isinstance(one, Meeting) else citation(one) for one in found)
    return "".join(f"{visible(line)}\n" for line in lines)
