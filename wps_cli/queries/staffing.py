"""Women's share of personnel against a target, side by side by mission, and over time."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from wps_cli.dataset.model import Bound
from wps_cli.queries.rows import Row
from wps_cli.text import fold_name

PARITY = 50
"""Half of the posts, in per cent: our yardstick, against which women's share is shown."""
_FLIPPED: dict[Bound, Bound] = {"=": "=", "<": ">", ">": "<", "<=": ">=", ">=": "<=", "~": "~"}


class Share(Struct, frozen=True):
    """Women's share of a category, in per cent, against a target."""

    row: Row
    percent: float
    bound: Bound
    target: float

    @property
    def gap(self) -> float:
        """What is missing to the target, in percentage points; below zero where the target is passed."""
        return _points(self.target - self.percent)

    @property
    def gap_bound(self) -> Bound:
        """The bound of the gap: a share of less than 7 falls more than 43 points short."""
        return _FLIPPED[self.bound]


def share(row: Row, target: float) -> Share:
    """The share that a staffing row states."""
    entry: Any = row.entry
    return Share(row, entry.percent, entry.bound, target)


def _points(number: float) -> float:
    rounded = round(number, 9)
    return int(rounded) if rounded == int(rounded) else rounded


def change(then: Share, now: Share) -> tuple[float, Bound] | None:
    """From one share to the other in percentage points, with its bound; None where the direction cannot be told.

    From 10 to less than 7 is a fall of more than 3; from less than 7 to less than 5 may be a rise.
    """
    points = _points(now.percent - then.percent)
    bounds = {now.bound, _FLIPPED[then.bound]} - {"="}
    if not bounds or bounds == {"~"}:
        return points, "~" if bounds else "="
    if bounds <= {"<", "<="} and points <= 0:
        return points, "<" if "<" in bounds else "<="
    if bounds <= {">", ">="} and points >= 0:
        return points, ">" if ">" in bounds else ">="
    return None


class StaffingColumn(Struct, frozen=True):
    """One mission at one time, with its shares by category."""

    mission: str
    when: str
    """The day of the meeting, or the other time that the letter states: EDTF."""
    meeting: str
    """The id of the meeting that was told."""
    shares: dict[str, list[Share]]
    """By the folded category, or by its group."""


def category_key(row: Row) -> str:
    """What categories have in common that are compared: their group, else their words in any case."""
    entry: Any = row.entry
    return fold_name(entry.group or entry.category)


def staffing_columns(found: Sequence[Row], target: float) -> list[StaffingColumn]:
    """The staffing rows by mission and time, the earliest first within a mission."""
    columns: dict[tuple[str, str, str], StaffingColumn] = {}
    for row in found:
        entry: Any = row.entry
        when = entry.when or row.meeting.date.isoformat()
        column = columns.setdefault(
            (entry.mission, when, row.meeting.id), StaffingColumn(entry.mission, when, row.meeting.id, {})
        )
        column.shares.setdefault(category_key(row), []).append(share(row, target))
    order = {mission: place for place, (mission, _, _) in enumerate(columns)}
    return sorted(columns.values(), key=lambda column: (order[column.mission], column.when))
