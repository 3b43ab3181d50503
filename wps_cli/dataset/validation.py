"""Every severe problem of a data file in words that a curator can act on, each at its line.

msgspec stops at the first fault and speaks of types; this walk goes over the same model key by key. It
runs only when a file is known to be invalid, or in `wps check`.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

import msgspec
from msgspec import inspect

from wps_cli.dataset.lines import Lines, Path
from wps_cli.dataset.model import ALL, Dataset
from wps_cli.suggestions import nearest

Row = Mapping[str, Any]
"""A table as parsed, before anything is known of its keys."""


class Problem(NamedTuple):
    """What is wrong, where, and what to do about it."""

    line: int
    text: str


class Fault(NamedTuple):
    """A problem by the path of the value that it is about, before its line is known."""

    path: Path
    text: str


_EXPECTED: Mapping[Any, str] = {
    inspect.StrType: "text in quotes",
    inspect.IntType: "a whole number without quotes",
    inspect.FloatType: "a number without quotes",
    inspect.BoolType: "true or false, without quotes",
    inspect.DateType: "a day such as 2017-05-04, without quotes",
}
_PYTHON: Mapping[Any, type] = {inspect.StrType: str, inspect.BoolType: bool, inspect.DateType: date}


def problems(text: str, tables: Mapping[str, Any]) -> list[Problem]:
    """Every severe problem of the parsed file, in the order of its lines."""
    return located(text, faults(tables))


def located(text: str, found: Iterable[Fault]) -> list[Problem]:
    """The faults with their lines, in the order of the file."""
    listed = list(found)
    if not listed:
        return []
    lines = Lines(text)
    return sorted(Problem(lines.of(fault.path), fault.text) for fault in listed)


def faults(tables: Mapping[str, Any]) -> Iterator[Fault]:
    """Wrong keys, types and values, then duplicate ids and unknown missions."""
    yield from _table(inspect.type_info(Dataset), tables, ())
    yield from _duplicates(tables)
    yield from _missions(tables)


def _table(kind: Any, table: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    fields = {field.encode_name: field for field in kind.fields}
    meant = set()
    for key in table:
        if key not in fields:
            near = nearest(key, fields)
            meant.update(near[:1])
            remedy = f"did you mean {near[0]}?" if near else f"the keys here are {', '.join(fields)}"
            yield Fault((*path, key), f"unknown key {key}; {remedy}")
    for name, field in fields.items():
        if name in table:
            yield from _value(field.type, table[name], (*path, name))
        elif field.required and name not in meant:
            # A misspelt key is one mistake: what it was meant for is not missing.
            yield Fault(path, f"missing key {name}; {_purpose(field.type, name)}")


def _purpose(kind: Any, name: str) -> str:
    about = (getattr(kind, "extra_json_schema", None) or {}).get("description", "")
    return f"add it: {about[:1].lower()}{about[1:].rstrip('.')}" if about else f"add {name}"


def _value(kind: Any, value: Any, path: Path) -> Iterator[Fault]:
    kind = _bare(kind)
    match kind:
        case inspect.StructType() if isinstance(value, dict):
            yield from _table(kind, value, path)
        case inspect.VarTupleType() if isinstance(value, list):
            for place, one in enumerate(value):
                yield from _value(kind.item_type, one, (*path, place))
        case inspect.DictType() if isinstance(value, dict):
            for key, one in value.items():
                yield from _value(kind.value_type, one, (*path, key))
        case _:
            if not _fits(kind, value):
                yield Fault(path, f"{_named(path)} is {_shown(value)}; write {_expected(kind)}")


def _bare(kind: Any) -> Any:
    """The type without its description and without the null that an absent key has: TOML cannot write null."""
    while isinstance(kind, inspect.Metadata):
        kind = kind.type
    if isinstance(kind, inspect.UnionType):
        stated = [one for one in kind.types if not isinstance(one, inspect.NoneType)]
        return _bare(stated[0]) if len(stated) == 1 else kind
    return kind


def _fits(kind: Any, value: Any) -> bool:
    match kind:
        case inspect.UnionType():
            return any(_fits(one, value) for one in kind.types)
        case inspect.LiteralType():
            return value in kind.values
        case inspect.IntType() | inspect.FloatType():
            python = int if isinstance(kind, inspect.IntType) else float
            return type(value) is python and _in_range(kind, value)
        case _:
            return type(value) is _PYTHON.get(type(kind))


def _in_range(kind: Any, value: float) -> bool:
    """Every number of the model has both ends; nan is in no range."""
    return bool(kind.ge <= value <= kind.le)


def _expected(kind: Any) -> str:
    match kind:
        case inspect.LiteralType():
            return f"one of {', '.join(map(str, kind.values))}"
        case inspect.UnionType():
            return _expected(kind.types[-1])
        case inspect.IntType() | inspect.FloatType():
            return f"{_EXPECTED[type(kind)]}, {kind.ge:,.0f} to {kind.le:,.0f}"
        case inspect.VarTupleType():
            item = _bare(kind.item_type)
            inner = "a table" if isinstance(item, inspect.StructType) else _expected(item)
            return f"a list in square brackets, each item {inner}"
        case inspect.StructType():
            return f"a table with the keys {', '.join(field.encode_name for field in kind.fields)}"
        case inspect.DictType():
            return "a table"
        case _:
            return _EXPECTED[type(kind)]


def _named(path: Path) -> str:
    """The key that a curator sees, with the place in its list counted from 1."""
    key = next(part for part in reversed(path) if isinstance(part, str))
    return f"item {path[-1] + 1} of {key}" if isinstance(path[-1], int) else key


def _shown(value: Any) -> str:
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    try:
        text = msgspec.json.encode(value).decode() if isinstance(value, str | bool) else str(value)
    except ValueError:
        return "a number too long to show"
    return text if len(text) <= 60 else f"{text[:57]}..."


def blocks(tables: Row, *names: str) -> Iterator[tuple[Path, Row, Row]]:
    """Each row of those arrays with its path and its meeting, as far as the file has their shape."""
    for place, meeting in as_tables(tables.get("meetings")):
        for name in names:
            for number, row in as_tables(meeting.get(name)):
                yield ("meetings", place, name, number), row, meeting


def as_tables(found: Any) -> Iterator[tuple[int, Row]]:
    """The tables of an array of tables with their places; none where it is something else."""
    for number, one in enumerate(found if isinstance(found, list) else ()):
        if isinstance(one, dict):
            yield number, one


def _duplicates(tables: Mapping[str, Any]) -> Iterator[Fault]:
    ids: list[tuple[Path, Any]] = [
        (("meetings", place), meeting.get("id")) for place, meeting in as_tables(tables.get("meetings"))
    ]
    ids += [(path, row.get("id")) for path, row, _ in blocks(tables, "records", "staffing", "figures")]
    codes: list[tuple[Path, Any]] = [
        (("missions", place), mission.get("code")) for place, mission in as_tables(tables.get("missions"))
    ]
    for key, listed in (("id", ids), ("code", codes)):
        seen: set[str] = set()
        for path, name in listed:
            if isinstance(name, str):
                if name in seen:
                    yield Fault((*path, key), f"{key} {name} stands twice; give each its own")
                seen.add(name)


def _missions(tables: Mapping[str, Any]) -> Iterator[Fault]:
    known = [mission.get("code") for _, mission in as_tables(tables.get("missions"))]
    codes = [code for code in known if isinstance(code, str)]

    def unknown(path: Path, names: Any, also: tuple[str, ...] = ()) -> Iterator[Fault]:
        for name in names if isinstance(names, list) else ():
            if isinstance(name, str) and name not in codes and name not in also:
                near = nearest(name, codes)
                remedy = f"did you mean {near[0]}?" if near else "add it under [[missions]]"
                yield Fault(path, f"unknown mission {name}; {remedy}")

    for place, meeting in as_tables(tables.get("meetings")):
        path: Path = ("meetings", place)
        yield from unknown((*path, "missions"), meeting.get("missions"))
        for number, one in as_tables(meeting.get("participants")):
            yield from unknown((*path, "participants", number, "missions"), one.get("missions"))
    for path, row, meeting in blocks(tables, "records", "figures"):
        named, represented = row.get("missions"), meeting.get("missions")
        yield from unknown((*path, "missions"), named, (ALL,))
        if isinstance(named, list) and ALL in named and len(named) > 1:
            yield Fault((*path, "missions"), 'missions names "all" beside others; write ["all"] or the codes')
        if named is None and isinstance(represented, list) and len(represented) != 1:
            yield Fault(path, 'missing key missions; several are represented: name codes, ["all"], or [] for none')
    for path, row, _ in blocks(tables, "staffing"):
        yield from unknown((*path, "mission"), [row.get("mission")])
