"""How a statement is cited: the place in its letter, a plain line, a footnote as United Nations documents have it."""

from wps_cli.dataset.model import Letter, Meeting
from wps_cli.queries.rows import Row


def place(row: Row) -> str:
    """Where in its letter the row stands: `para. 9 (a)(iv)`, or `covering letter`.

    The letters do not number their paragraphs: the count is that of the annex's body paragraphs.
    """
    if row.entry.paragraph is None:
        return "covering letter"
    label = getattr(row.entry, "label", None)
    return f"para. {row.entry.paragraph}" + (f" {label}" if label else "")


def document(letter: Letter) -> str:
    """The letter's document symbol where one is printed, else its title."""
    return letter.symbol or letter.title


def citation(row: Row) -> str:
    """One line that leads to the statement: the letter, its annex, the paragraph."""
    where = place(row)
    return document(row.meeting.letter) + ("" if row.entry.paragraph is None else f", annex, {where}")


def meeting_citation(meeting: Meeting) -> str:
    """One line that leads to the note of the meeting."""
    return f"{document(meeting.letter)}, annex"


def footnote(cited: str) -> str:
    """The citation in the style of footnotes in United Nations documents: `annex, para. 9 (a) (iv)` and a full stop."""
    return cited.replace(")(", ") (") + "."
