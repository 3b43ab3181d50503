"""Women's share of personnel as a table: missions side by side, one mission over time, with bars, gaps and change."""

from collections.abc import Sequence
from typing import Any

from wps_cli.queries.rows import Row
from wps_cli.queries.staffing import PARITY, Share, StaffingColumn, change, staffing_columns
from wps_cli.render.report import Column, Report
from wps_cli.text import fold
from wps_cli.views.wording import BOUND_WORDS, counted

_CELLS = 20
"""Cells of a bar: each stands for five percentage points."""
_BESIDE = 24
"""Columns beyond which shares no longer stand side by side, but one below the other."""


def _percent(share: Share) -> str:
    return f"{BOUND_WORDS[share.bound]}{share.percent} %"


def _points(number: float) -> str:
    return f"{abs(number)} {'point' if abs(number) == 1 else 'points'}"


def gap_words(share: Share) -> str:
    """The gap in words, its bound carried through: `more than 43 points short`."""
    if share.gap == 0:
        return {"=": "at the target", "<": "short of the target", ">": "above the target"}.get(
            share.bound, "near the target"
        )
    short = share.gap > 0
    bound = share.gap_bound if short else share.bound
    return f"{BOUND_WORDS[bound]}{_points(share.gap)} {'short' if short else 'over'}"


def change_words(then: Share, now: Share) -> str:
    """The change in words: `+2 points`, `down by more than 3 points`, or why it cannot be told."""
    found = change(then, now)
    if found is None:
        return f"cannot be told: {_percent(then)}, then {_percent(now)}"
    points, bound = found
    if bound in ("=", "~"):
        told = "no change" if points == 0 else f"{'+' if points > 0 else '-'}{_points(points)}"
        return told if bound == "=" else f"about {told}"
    rises = bound in (">", ">=")
    least = "more than" if bound in ("<", ">") else "at least"
    return f"{'up' if rises else 'down'} by {least} {_points(points)}"


def bar(share: Share) -> str:
    """Women's share on a scale of 0 to 100, filled up to it, with the target marked."""
    filled = round(share.percent / 100 * _CELLS)
    cells = ["█"] * filled + ["·"] * (_CELLS - filled)
    cells.insert(round(share.target / 100 * _CELLS), "┃")
    return "".join(cells)


def _wordings(columns: Sequence[StaffingColumn]) -> dict[str, str]:
    """By folded category or group, the letters' wordings of it."""
    said: dict[str, dict[str, str]] = {}
    for column in columns:
        for key, shares in column.shares.items():
            for share in shares:
                category: Any = share.row.entry
                said.setdefault(key, {}).setdefault(fold(category.category), category.category)
    return {key: " / ".join(wordings.values()) for key, wordings in said.items()}


def _share_columns(column: StaffingColumn, labels: dict[str, str], *, is_past: bool) -> tuple[Column, ...]:
    """A mission's shares at one time; of what is not past with the gap, and the bar of a number that stands alone."""

    def words(key: str) -> str:
        shares = column.shares.get(key, [])
        told = []
        for share in shares:
            category: Any = share.row.entry
            own = f" ({category.category})" if fold(category.category) != fold(labels[key]) else ""
            told.append(f"{_percent(share)}{own}" + ("" if is_past else f", {gap_words(share)}"))
        return "; ".join(told) or "not stated"

    def drawn(key: str) -> str:
        shares = column.shares.get(key, [])
        return bar(shares[0]) if len(shares) == 1 else ""

    key = f"{column.mission} {column.when} {column.meeting}"
    heading = f"{column.mission}, {column.when}"
    bars = () if is_past else (Column(f"{key} bar", "0 to 100 %", drawn, "bar", under=key),)
    return Column(key, heading, words), *bars


def _change_column(columns: Sequence[StaffingColumn]) -> Column:
    """From the share before to the newest one, where both are single."""

    def words(key: str) -> str:
        *before, now = columns
        then = next((one for one in reversed(before) if key in one.shares), None)
        if then is None or len(then.shares[key]) != 1 or len(now.shares.get(key, ())) != 1:
            return ""
        since = f" since {then.when}" if len(before) > 1 else ""
        told = change_words(then.shares[key][0], now.shares[key][0])
        return told if told.startswith("cannot") else told + since

    return Column("change", "Change", words)


def staffing(rows: Sequence[Row], target: float, without: Sequence[str] = ()) -> Report:
    """Women's share by category: one mission over time, or the newest figures of several side by side.

    `without` names the missions asked for of which no share is recorded.
    """
    columns = staffing_columns(rows, target)
    newest = {column.mission: column for column in columns}
    over_time = len(newest) == 1
    shown = columns if over_time else list(newest.values())
    labels = _wordings(shown)
    lines: Sequence[Any] = list(labels)
    view = (
        Column("category", "Category", lambda key: labels[key], "strong"),
        *(
            part
            for column in shown
            for part in _share_columns(column, labels, is_past=over_time and column is not shown[-1])
        ),
        *((_change_column(shown),) if over_time and len(shown) > 1 else ()),
    )
    if len(shown) > _BESIDE:
        lines = [(column, key) for column in shown for key in column.shares]
        view = (
            Column("mission", "Mission", lambda one: f"{one[0].mission}, {one[0].when}", "id"),
            Column("category", "Category", lambda one: labels[one[1]], "strong"),
            Column("share", "Share", lambda one: _share_columns(one[0], labels, is_past=False)[0].get(one[1])),
        )
    goal = "parity (50 %), our yardstick" if target == PARITY else f"{target} %, the target asked for"
    told = set(map(id, shown))
    older = [f"{column.mission}, {column.when}" for column in columns if id(column) not in told]
    left_out = f"left out, older: {'; '.join(older)} (ask for one mission to see it over time)" if older else ""
    caption = [
        counted(rows, "share of women", "shares of women"),
        *([left_out] if left_out else ()),
        *(f"No share of women is recorded for {name}." for name in without),
        f"bars go from 0 to 100 %; ┃ marks {goal}; gaps and changes in percentage points",
    ]
    return Report(view, lines, tuple(caption), left_out=left_out)
