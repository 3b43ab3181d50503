"""What stands out of order in a data file: days of a meeting and its letter, labels, paragraphs."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from wps_cli.dataset.lines import Fault, Path
from wps_cli.dataset.model import LABEL_PATTERN
from wps_cli.dataset.validation import Row, as_tables


def faults(tables: Row) -> Iterator[Fault]:
    """The days, labels and paragraphs of each meeting that are not in the order of the letter."""
    for place, meeting in as_tables(tables.get("meetings")):
        path: Path = ("meetings", place)
        yield from _dates(path, meeting)
        yield from _labels(path, meeting)
        for name in ("records", "staffing", "figures"):
            yield from _paragraphs((*path, name), meeting.get(name))


def _misplaced(ranks: Sequence[Any]) -> list[int]:
    """The fewest places to mend for the ranks never to fall: those outside the longest run that never does.

    Of runs of equal length the one that ends first counts, so that what comes back later is what is misplaced.
    """
    tails: list[Any] = []
    ends: list[list[int]] = []
    for place, rank in enumerate(ranks):
        length = bisect_right(tails, rank)
        if length == len(tails):
            ends.append([])
        tails[length : length + 1] = [rank]
        ends[length].append(place)
    kept: list[int] = []
    for places in reversed(ends):
        kept.append(next(p for p in places if not kept or (p < kept[-1] and ranks[p] <= ranks[kept[-1]])))
    return sorted({*range(len(ranks))}.difference(kept))


def _dates(path: Path, meeting: Row) -> Iterator[Fault]:
    letter = meeting.get("letter")
    letter = letter if isinstance(letter, dict) else {}
    days = [
        ((*path, "date"), "meeting", meeting.get("date")),
        ((*path, "letter", "date"), "letter", letter.get("date")),
        ((*path, "letter", "distributed"), "distribution", letter.get("distributed")),
    ]
    known = [(where, name, day) for where, name, day in days if type(day) is date]
    for place in _misplaced([day for _, _, day in known]):
        where, name, day = known[place]
        order = "first the meeting, then the letter, then its distribution"
        yield Fault(where, f"the day of the {name}, {day}, is out of order; {order}: mend it")


def _labels(path: Path, meeting: Row) -> Iterator[Fault]:
    known: list[tuple[Path, str]] = []
    for number, record in as_tables(meeting.get("records")):
        label, where = record.get("label"), (*path, "records", number, "label")
        if isinstance(label, str) and re.fullmatch(LABEL_PATTERN, label):
            known.append((where, label))
        elif isinstance(label, str):
            yield Fault(where, f"label {label} is not as letters print it; write (a) or (a)(iv)")
    for place in _misplaced([_rank(label) for _, label in known]):
        where, label = known[place]
        is_back = any(label == before for _, before in known[:place])
        fault = "returns after another label" if is_back else "is out of order"
        yield Fault(where, f"label {label} {fault}; put the row where the letter has it")


def _rank(label: str) -> tuple[int, int]:
    letter, _, roman = label.strip("()").partition(")(")
    values = [{"i": 1, "v": 5, "x": 10}[digit] for digit in roman]
    return ord(letter), sum(-one if one < then else one for one, then in zip(values, [*values[1:], 0], strict=False))


def _paragraphs(path: Path, rows: Any) -> Iterator[Fault]:
    known = [(number, row["paragraph"]) for number, row in as_tables(rows) if isinstance(row.get("paragraph"), int)]
    for place in _misplaced([paragraph for _, paragraph in known]):
        number, paragraph = known[place]
        yield Fault(
            (*path, number, "paragraph"),
            f"paragraph {paragraph} is out of order; keep the rows in the order of the letter",
        )
