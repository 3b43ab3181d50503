"""Women's share of personnel against a target, side by side by mission, and over time."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from wps_cli.dataset.model import Bound, Staffing
from wps_cli.queries.rows import Row
from wps_cli.text import fold_name

PARITY = 50
"""Half of the posts, in per cent: our yardstick, against which women's share is shown."""
FLIPPED: dict[Bound, Bound] = {"=": "=", "<": ">", ">": "<", "<=": ">=", ">=": "<=", "~": "~"}
"""The bound of what is left where a number of that bound is taken away."""


class Share(Struct, frozen=True):
    """Women's share of a category, in per cent, against a target."""

    entry: Staffing
    target: float

    @property
    def gap(self) -> float:
        """What is missing to the target, in percentage points; below zero where the target is passed."""
        return points(self.target - self.entry.percent)

    @property
    def gap_bound(self) -> Bound:
        """The bound of the gap: a share of less than 7 falls more than 43 points short."""
        return FLIPPED[self.entry.bound]


def points(number: float) -> float:
    """The difference of two percentages without what binary fractions add to it; whole where it is."""
    rounded = round(number, 9)
    return int(rounded) if rounded == int(rounded) else rounded


class StaffingColumn(Struct, frozen=True):
    """One mission at one time, with its shares by category."""

    mission: str
    when: str  # the day of the meeting, or the other time that the letter states: EDTF
    meeting: str  # the id of the meeting that was told
    shares: dict[str, list[Share]]  # by the folded category, or by its group


def staffing_columns(found: Sequence[Row], target: float) -> list[StaffingColumn]:
    """The staffing rows by mission and time, the earliest first within a mission."""
    columns: dict[tuple[str, str, str], StaffingColumn] = {}
    for row in found:
        entry: Any = row.entry
        key = (entry.mission, entry.when or row.meeting.date.isoformat(), row.meeting.id)
        shares = columns.setdefault(key, StaffingColumn(*key, {})).shares
        shares.setdefault(fold_name(entry.group or entry.category), []).append(Share(entry, target))
    order = {mission: place for place, (mission, _, _) in enumerate(columns)}
    return sorted(columns.values(), key=lambda column: (order[column.mission], column.when))
