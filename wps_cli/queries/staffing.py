"""Women's share of the staff against a target: the gap, and missions or meetings side by side."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from wps_cli.dataset.model import Bound, Meeting
from wps_cli.queries.rows import Row

PARITY = 50
"""Half of the posts, in per cent: the target against which women's share is shown."""
_FLIPPED: dict[Bound, Bound] = {"=": "=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


class Share(Struct, frozen=True):
    """Women's share of a category, in per cent, against a target."""

    percent: float
    bound: Bound
    target: float

    @property
    def gap(self) -> float:
        """What is missing to the target, in percentage points; below zero where the target is passed."""
        gap = round(self.target - self.percent, 9)
        return int(gap) if gap == int(gap) else gap

    @property
    def gap_bound(self) -> Bound:
        """The bound of the gap: a share of less than 7 falls more than 43 points short."""
        return _FLIPPED[self.bound]


class StaffingColumn(Struct, frozen=True):
    """One mission at one meeting, with its share a category."""

    mission: str
    meeting: Meeting
    shares: dict[str, Share]


def compare_staffing(found: Sequence[Row], target: float) -> list[StaffingColumn]:
    """The staffing rows side by side: a mission's meetings over time, newest first.

    Where there are several missions, the newest meeting of each, so that no column mixes dates.
    """
    columns: dict[tuple[str, str], StaffingColumn] = {}
    for row in found:
        entry: Any = row.entry
        column = columns.setdefault((entry.mission, row.meeting.id), StaffingColumn(entry.mission, row.meeting, {}))
        column.shares[entry.category] = Share(entry.percent, entry.bound, target)
    newest: dict[str, StaffingColumn] = {}
    for column in columns.values():
        newest.setdefault(column.mission, column)
    return list(columns.values() if len(newest) == 1 else newest.values())
