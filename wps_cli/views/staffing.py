"""Women's share of personnel as a table: missions side by side, one mission over time, with bars, gaps and change."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from wps_cli.dataset.model import Staffing
from wps_cli.queries.rows import FLIPPED, PARITY, Row, points
from wps_cli.render.report import Column, Report
from wps_cli.text import fold, fold_name
from wps_cli.views.wording import BOUND_WORDS, counted, headline, plural, qualified

_CELLS = 20  # of a bar from 0 to 100, filled up to the share, the target marked: each stands for five percentage points
_BESIDE = 24  # columns beyond which shares no longer stand side by side, but one below the other
_AT = {"=": "at", "<": "short of", ">": "above", "<=": "at or below", ">=": "at or above", "~": "near"}
_Shares = dict[str, list[Staffing]]  # of a mission at one time, by category; two letters may tell the same


def _percent(share: Staffing) -> str:
    return f"{BOUND_WORDS[share.bound]}{share.percent} %"


def _told(held: _Shares, labels: dict[str, str], target: float | None, key: str) -> str:
    """A category's shares in words, with its wording if it has others; against a target with the gap."""
    told = []
    for share in held.get(key, ()):
        own = "" if fold(share.category) == fold(labels[key]) else f" ({share.category})"
        told.append(f"{_percent(share)}{own}" + ("" if target is None else f", {_gap(share, target)}"))
    return "; ".join(told) or "not stated"


def _gap(share: Staffing, target: float) -> str:
    """The gap in words, its bound carried through: `more than 43 points short`."""
    gap = points(target - share.percent)
    if gap == 0:
        return f"{_AT[share.bound]} the target"
    bound, side = (FLIPPED[share.bound], "short") if gap > 0 else (share.bound, "over")
    return f"{BOUND_WORDS[bound]}{plural(abs(gap), 'point')} {side}"


def _bar(held: _Shares, target: float, key: str) -> str:
    """The bar of a number that stands alone."""
    if len(held.get(key, ())) != 1:
        return ""
    filled = round(held[key][0].percent / 100 * _CELLS)
    cells = ["█"] * filled + ["·"] * (_CELLS - filled)
    cells.insert(round(target / 100 * _CELLS), "┃")
    return "".join(cells)


def _change(over_time: Sequence[tuple[str, _Shares]], key: str) -> str:
    """From the share before to the newest, where both stand alone: from 10 to less than 7 `down by more than 3`."""
    *before, (_, last) = ((when, held.get(key, ())) for when, held in over_time)
    when, first = next((one for one in reversed(before) if one[1]), ("", ()))
    if len(first) != 1 or len(last) != 1:
        return ""
    then, now, since = first[0], last[0], f" since {when}" if len(before) > 1 else ""
    change = points(now.percent - then.percent)
    amount = plural(abs(change), "point")
    bounds = {now.bound, FLIPPED[then.bound]} - {"="}
    if bounds <= {"~"}:
        told = f"{'+' if change > 0 else '-'}{amount}" if change else "no change"
        return f"{'about ' if bounds else ''}{told}{since}"
    falls, rises = bounds <= {"<", "<="} and change <= 0, bounds <= {">", ">="} and change >= 0
    if not (falls or rises):
        return f"cannot be told: {_percent(then)}, then {_percent(now)}"
    return f"{'up' if rises else 'down'} by {'more than' if bounds & {'<', '>'} else 'at least'} {amount}{since}"


def staffing(rows: Sequence[Row], target: float) -> Report:
    """Women's share by category: one mission over time, or the newest of several."""
    columns: dict[tuple[str, str, str], _Shares] = {}  # by mission, time and meeting
    wordings: dict[str, dict[str, str]] = {}
    for row in rows:
        entry: Any = row.entry
        column = columns.setdefault((entry.mission, entry.when or row.meeting.date.isoformat(), row.meeting.id), {})
        column.setdefault(fold_name(entry.group or entry.category), []).append(entry)
    order = {mission: place for place, (mission, *_) in enumerate(columns)}
    times = sorted(columns, key=lambda one: (order[one[0]], one[1]))
    newest = {one[0]: one for one in times}
    over_time = len(newest) == 1
    shown = [one for one in times if over_time or one == newest[one[0]]]
    for key, share in ((key, one) for column in shown for key, shares in columns[column].items() for one in shares):
        wordings.setdefault(key, {}).setdefault(fold(share.category), share.category)
    labels = {key: " / ".join(held.values()) for key, held in wordings.items()}
    lines: list[Any] = list(labels)
    view = [Column("category", "Category", labels.get, "strong")]
    if len(shown) > _BESIDE:
        lines = [(one, key) for one in shown for key in columns[one]]
        view = [
            Column("mission", "Mission", lambda line: ", ".join(line[0][:2]), "id"),
            Column("category", "Category", lambda line: labels[line[1]], "strong"),
            Column("share", "Share", lambda line: _told(columns[line[0]], labels, target, line[1])),
        ]
        shown = []
    for at, one in enumerate(shown):
        held, key, is_past = columns[one], str(at), over_time and at < len(shown) - 1
        view.append(Column(key, ", ".join(one[:2]), partial(_told, held, labels, None if is_past else target)))
        if not is_past:
            view.append(Column("bar", "0 to 100 %", partial(_bar, held, target), "bar", under=key))
    if over_time and len(shown) > 1:
        view.append(Column("change", "Change", partial(_change, [(one[1], columns[one]) for one in shown])))
    older = "; ".join(", ".join(one[:2]) for one in times if not over_time and one != newest[one[0]])
    left_out = [f"left out, older: {older} (ask for one mission to see it over time)"] if older else []
    left_out += [f"{headline(row)}: but see {told}" for row in rows for told in qualified(row)]
    goal = "parity (50 %), our yardstick" if target == PARITY else f"{target} %, the target asked for"
    bars = f"bars go from 0 to 100 %; ┃ marks {goal}; gaps and changes in percentage points"
    return Report(tuple(view), lines, (counted(rows, "share of women"), *left_out, bars), left_out="; ".join(left_out))
