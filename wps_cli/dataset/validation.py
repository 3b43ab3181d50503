"""What of a parsed file fits the model, and a fault in a curator's words for each part that does not.

msgspec stops at the first fault and speaks of types; this walk goes over the same model key by key. It
runs only when a file is known not to fit.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from math import nan
from typing import Any

import msgspec
from msgspec import inspect

from wps_cli.dataset.lines import Fault, Path
from wps_cli.dataset.model import Dataset
from wps_cli.suggestions import nearest
from wps_cli.text import lower_first

_EXPECTED: Mapping[Any, str] = {
    inspect.StrType: "text in quotes",
    inspect.IntType: "a whole number without quotes",
    inspect.FloatType: "a number without quotes",
    inspect.BoolType: "true or false, without quotes",
    inspect.DateType: "a day such as 2017-05-04, without quotes",
}
_PYTHON: Mapping[Any, type] = {inspect.StrType: str, inspect.BoolType: bool, inspect.DateType: date}
_EMPTY: Mapping[Any, Any] = {
    inspect.StrType: "",
    inspect.LiteralType: "",
    inspect.IntType: nan,
    inspect.FloatType: nan,
    inspect.BoolType: False,
    inspect.DateType: date.min,
    inspect.VarTupleType: (),
    inspect.DictType: {},
}
"""What stands for a value that does not fit, by its type."""
_LIMITED: Mapping[Any, Any] = {inspect.StrType: str, inspect.VarTupleType: list, inspect.DictType: dict}
"""What may be too long, by its type."""
_SLIPS = 5
"""Unknown keys of one table beyond which they are not slips, but of another block."""


class Fitting:
    """The tables as the model, with whatever does not fit emptied."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self.faults: list[Fault] = []
        """One for each part that does not fit, in the order of the walk."""
        self.emptied: set[Path] = set()
        """Where an empty value stands for one that is missing or does not fit."""
        self.dataset: Dataset = self._table(inspect.type_info(Dataset), tables, ())

    def _table(self, kind: Any, table: Mapping[str, Any], path: Path) -> Any:
        fields = {field.encode_name: field for field in kind.fields}
        meant = self._unknown([key for key in table if key not in fields], fields, path)
        values = {}
        for name, field in fields.items():
            if name in table:
                values[name] = self._value(field.type, table[name], (*path, name))
            elif field.required:
                values[name] = self._empty(field.type, (*path, name))
                if name not in meant:  # a misspelt key is one mistake: what it was meant for is not missing
                    self.faults.append(Fault(path, f"missing key {name}; {_purpose(field.type, name)}"))
        return kind.cls(**values)

    def _unknown(self, keys: Sequence[str], fields: Collection[str], path: Path) -> set[str]:
        """Tell the keys that the model does not have; gives those that they were meant for."""
        if len(keys) > _SLIPS:
            told = f"{len(keys)} keys from {keys[0]} on are unknown here; is the header of their block missing above?"
            self.faults.append(Fault((*path, keys[0]), told))
            return set()
        near = {key: nearest(key, fields)[:1] for key in keys}
        for key, names in near.items():
            remedy = f"did you mean {names[0]}?" if names else f"the keys here are {', '.join(fields)}"
            self.faults.append(Fault((*path, key), f"unknown key {key}; {remedy}"))
        return {name for names in near.values() for name in names}

    def _value(self, kind: Any, value: Any, path: Path) -> Any:
        kind = _bare(kind)
        match kind:
            case _ if _is_too_long(kind, value):
                pass
            case inspect.StructType() if isinstance(value, dict):
                return self._table(kind, value, path)
            case inspect.VarTupleType() if isinstance(value, list):
                return tuple(self._value(kind.item_type, one, (*path, place)) for place, one in enumerate(value))
            case inspect.DictType() if isinstance(value, dict):
                return {key: self._value(kind.value_type, one, (*path, key)) for key, one in value.items()}
            case _ if _fits(kind, value):
                return value
        self.faults.append(Fault(path, _misfit(kind, value, path)))
        return self._empty(kind, path)

    def _empty(self, kind: Any, path: Path) -> Any:
        self.emptied.add(path)
        kind = _bare(kind)
        match kind:
            case inspect.StructType():
                required = (field for field in kind.fields if field.required)
                return kind.cls(**{one.name: self._empty(one.type, (*path, one.name)) for one in required})
            case inspect.UnionType():
                return self._empty(kind.types[0], path)
            case _:
                return _EMPTY[type(kind)]


def _purpose(kind: Any, name: str) -> str:
    about = (getattr(kind, "extra_json_schema", None) or {}).get("description", "")
    return f"add it: {lower_first(about.rstrip('.'))}" if about else f"add {name}"


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


def _is_too_long(kind: Any, value: Any) -> bool:
    return isinstance(value, _LIMITED.get(type(kind), ())) and len(value) > kind.max_length


def _misfit(kind: Any, value: Any, path: Path) -> str:
    """Why the value does not fit, and what to write."""
    if _is_too_long(kind, value):
        parts = "characters" if isinstance(value, str) else "items"
        return f"{_named(path)} has more than {kind.max_length:,} {parts}; shorten it or split it"
    item = _bare(kind.item_type) if isinstance(kind, inspect.VarTupleType) else None
    if isinstance(item, inspect.StructType) and isinstance(value, dict):
        header = f"[[{'.'.join(part for part in path if isinstance(part, str))}]]"
        if not any(field.encode_name in value for field in item.fields if field.required):
            return f"this block stands above the {header} that it is part of; put it below one"
        return f"{_named(path)} is one table; write its header as {header}"
    return f"{_named(path)} is {_shown(value)}; write {_expected(kind)}"


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
