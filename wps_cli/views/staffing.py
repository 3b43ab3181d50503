"""Staffing as reports: flat rows for machines; for people shares side by side, with bars and gaps."""

from collections.abc import Sequence

from wps_cli.queries.rows import Row
from wps_cli.queries.staffing import PARITY, Share, StaffingColumn, compare_staffing
from wps_cli.render.report import Column, Report
from wps_cli.views.lists import BOUND_WORDS, caption


def gap_words(share: Share) -> str:
    """The gap in words, its bound carried through: `more than 43 points short`."""
    if share.gap == 0:
        return {"=": "at the target", "<": "short of the target", ">": "above the target"}.get(
            share.bound, "near the target"
        )
    short = share.gap >= 0
    bound = share.gap_bound if short else share.bound
    return f"{BOUND_WORDS[bound]}{abs(share.gap)} points {'short' if short else 'over'}"


_CELLS = 20
"""Cells of a bar: each stands for five percentage points."""


def bar(share: Share) -> str:
    """Women's share on a scale of 0 to 100, filled up to it, with the target marked."""
    filled = round(share.percent / 100 * _CELLS)
    cells = ["█"] * filled + ["·"] * (_CELLS - filled)
    cells.insert(round(share.target / 100 * _CELLS), "┃")
    return "".join(cells)


def _share_columns(column: StaffingColumn) -> tuple[Column, Column]:
    """A mission's shares at one meeting: the number with its gap, and beneath it the bar."""
    heading = f"{column.mission}, {column.meeting.date}"

    def words(category: str) -> str:
        share = column.shares.get(category)
        return f"{BOUND_WORDS[share.bound]}{share.percent} %, {gap_words(share)}" if share else "not stated"

    def drawn(category: str) -> str:
        share = column.shares.get(category)
        return bar(share) if share else ""

    key = f"{column.mission} {column.meeting.id}"
    return Column(key, heading, words), Column(f"{key} bar", "0 to 100 %", drawn, "bar", under=key)


def staffing(rows: Sequence[Row], target: float) -> Report:
    """Staffing rows for machines; for people women's share a category, side by side."""
    compared = compare_staffing(rows, target)
    categories = list(dict.fromkeys(category for column in compared for category in column.shares))
    view = (
        Column("category", "Category", lambda category: category, "strong"),
        *(part for column in compared for part in _share_columns(column)),
    )
    goal = f"{target} per cent" + (" (parity)" if target == PARITY else "")
    below = (
        *caption(rows, "staffing figure", "staffing figures"),
        f"women's share on a scale of 0 to 100 per cent; ┃ marks {goal}; gaps in percentage points",
    )
    return Report(rows, view, categories, below)
