"""Women's share of personnel as a table: missions side by side, one mission over time, with bars, gaps and change."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wps_cli.dataset.model import Dataset
from wps_cli.queries.rows import FLIPPED, PARITY, Row, Share, StaffingColumn, points, qualifying, staffing_columns
from wps_cli.render.report import Column, Report
from wps_cli.text import fold
from wps_cli.views.wording import BOUND_WORDS, counted, headline, plural, qualified

_CELLS = 20  # of a bar from 0 to 100, filled up to the share, the target marked: each stands for five percentage points
_BESIDE = 24  # columns beyond which shares no longer stand side by side, but one below the other
_AT = {"=": "at", "<": "short of", ">": "above", "<=": "at or below", ">=": "at or above", "~": "near"}


def _percent(share: Share) -> str:
    return f"{BOUND_WORDS[share.entry.bound]}{share.entry.percent} %"


def _gap(share: Share) -> str:
    """The gap in words, its bound carried through: `more than 43 points short`."""
    if share.gap == 0:
        return f"{_AT[share.entry.bound]} the target"
    bound, side = (share.gap_bound, "short") if share.gap > 0 else (share.entry.bound, "over")
    return f"{BOUND_WORDS[bound]}{plural(abs(share.gap), 'point')} {side}"


def _change(then: Share, now: Share, since: str) -> str:
    """The change: from 10 to less than 7 it is `down by more than 3`; from less than 7 to less than 5 it may be up."""
    change = points(now.entry.percent - then.entry.percent)
    amount = plural(abs(change), "point")
    bounds = {now.entry.bound, FLIPPED[then.entry.bound]} - {"="}
    if bounds <= {"~"}:
        told = f"{'+' if change > 0 else '-'}{amount}" if change else "no change"
        return f"{'about ' if bounds else ''}{told}{since}"
    falls, rises = bounds <= {"<", "<="} and change <= 0, bounds <= {">", ">="} and change >= 0
    if not (falls or rises):
        return f"cannot be told: {_percent(then)}, then {_percent(now)}"
    least = "more than" if bounds & {"<", ">"} else "at least"
    return f"{'up' if rises else 'down'} by {least} {amount}{since}"


def _wordings(columns: Sequence[StaffingColumn]) -> dict[str, str]:
    """By folded category or group, the letters' wordings of it."""
    said: dict[str, dict[str, str]] = {}
    for key, share in ((key, one) for column in columns for key, shares in column.shares.items() for one in shares):
        said.setdefault(key, {}).setdefault(fold(share.entry.category), share.entry.category)
    return {key: " / ".join(wordings.values()) for key, wordings in said.items()}


def _share_columns(column: StaffingColumn, labels: Mapping[str, str], *, is_past: bool) -> Iterator[Column]:
    """A mission's shares at one time; of what is not past with the gap, and the bar of a number that stands alone."""

    def words(key: str) -> str:
        told = []
        for share in column.shares.get(key, ()):
            own = "" if fold(share.entry.category) == fold(labels[key]) else f" ({share.entry.category})"
            told.append(f"{_percent(share)}{own}" + ("" if is_past else f", {_gap(share)}"))
        return "; ".join(told) or "not stated"

    def drawn(key: str) -> str:
        share, *others = column.shares.get(key, (None,))
        if share is None or others:
            return ""
        filled = round(share.entry.percent / 100 * _CELLS)
        cells = ["█"] * filled + ["·"] * (_CELLS - filled)
        cells.insert(round(share.target / 100 * _CELLS), "┃")
        return "".join(cells)

    key = f"{column.mission} {column.when} {column.meeting}"
    yield Column(key, f"{column.mission}, {column.when}", words)
    if not is_past:
        yield Column(f"{key} bar", "0 to 100 %", drawn, "bar", under=key)


def staffing(rows: Sequence[Row], target: float, dataset: Dataset, without: Sequence[str] = ()) -> Report:
    """Women's share by category: one mission over time, or the newest of several; `without` names those without any."""
    columns = staffing_columns(rows, target)
    newest = {column.mission: column for column in columns}
    over_time = len(newest) == 1
    shown = columns if over_time else list(newest.values())
    labels = _wordings(shown)

    def changed(key: str) -> str:
        """From the share before to the newest one, where both stand alone."""
        *before, now = shown
        then = next((one for one in reversed(before) if key in one.shares), None)
        if then is None or len(then.shares[key]) != 1 or len(now.shares.get(key, ())) != 1:
            return ""
        return _change(then.shares[key][0], now.shares[key][0], f" since {then.when}" if len(before) > 1 else "")

    view = [Column("category", "Category", lambda key: labels[key], "strong")]
    for column in shown:
        view += _share_columns(column, labels, is_past=over_time and column is not shown[-1])
    if over_time and len(shown) > 1:
        view.append(Column("change", "Change", changed))
    lines: Sequence[Any] = list(labels)
    if len(shown) > _BESIDE:
        lines = [(column, key) for column in shown for key in column.shares]
        view = [
            Column("mission", "Mission", lambda one: f"{one[0].mission}, {one[0].when}", "id"),
            Column("category", "Category", lambda one: labels[one[1]], "strong"),
            Column("share", "Share", lambda one: next(_share_columns(one[0], labels, is_past=False)).get(one[1])),
        ]
    hidden = () if over_time else (one for one in columns if one is not newest[one.mission])
    older = "; ".join(f"{one.mission}, {one.when}" for one in hidden)
    left_out = f"left out, older: {older} (ask for one mission to see it over time)" if older else ""
    held = qualifying(dataset, rows)
    but = [f"{headline(row)}: but see {told}" for row in rows for told in qualified(row, held)]
    goal = "parity (50 %), our yardstick" if target == PARITY else f"{target} %, the target asked for"
    caption = (
        counted(rows, "share of women"), left_out, *but,
        *(f"No share of women is recorded for {name}." for name in without),
        f"bars go from 0 to 100 %; ┃ marks {goal}; gaps and changes in percentage points",
    )  # fmt: skip
    return Report(tuple(view), lines, tuple(filter(None, caption)), left_out="; ".join(filter(None, (left_out, *but))))
