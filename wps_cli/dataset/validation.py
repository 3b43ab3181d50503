"""What of a parsed file fits the model, and why the rest does not: msgspec stops at the first and speaks of types."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from math import nan
from typing import Any

import msgspec
from msgspec import inspect

from wps_cli.dataset.lines import Fault, Path
from wps_cli.dataset.model import Dataset
from wps_cli.suggestions import nearest
from wps_cli.text import lower_first

# By the type of a value: what TOML gives for it, what stands for one that does not fit, and what to write.
_KINDS: Mapping[Any, tuple[Collection[type], Any, str]] = {
    inspect.StrType: ([str], "", "text in quotes"),
    inspect.LiteralType: ([str], "", "one of "),
    inspect.UnionType: ([int, float], nan, "a number without quotes, "),
    inspect.BoolType: ([bool], False, "true or false, without quotes"),
    inspect.DateType: ([date], date.min, "a day such as 2017-05-04, without quotes"),
    inspect.VarTupleType: ([list], (), "a list in square brackets, each item "),
    inspect.DictType: ([dict], {}, "a table"),
    inspect.StructType: ([dict], None, "a table"),
}
_SLIPS = 5  # unknown keys of one table beyond which they are not slips, but of another block


class Reading:
    """The tables as the model: whole where there are no faults, else with whatever does not fit emptied."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self.faults: list[Fault] = []  # every severe one: what keeps a command from answering
        self.emptied: set[Path] = set()  # where an empty value stands for one that is missing or does not fit
        try:
            # Days are TOML's own: text that looks like one is a wrong type.
            self.dataset = msgspec.convert(tables, Dataset, builtin_types=(date,))
        except (msgspec.ValidationError, RecursionError):
            self.dataset = self._table(inspect.type_info(Dataset), tables, ())

    def untold(self, faults: Iterable[Fault]) -> Iterator[Fault]:
        """The faults without those that an empty value alone gives rise to: what does not fit there is told."""
        return (one for one in faults if not any(one.path[:size] in self.emptied for size in range(len(one.path) + 1)))

    def _table(self, kind: Any, table: Mapping[str, Any], path: Path) -> Any:
        fields = {field.encode_name: field for field in kind.fields}
        unknown, meant = [key for key in table if key not in fields], set[str]()
        if len(unknown) > _SLIPS:
            told = f"the keys from {unknown[0]} on are unknown here; is the header of their block missing above?"
            self.faults.append(Fault((*path, unknown[0]), told))
            unknown = []
        for key in unknown:
            near = nearest(key, fields)[:1]
            meant.update(near)
            remedy = f"did you mean {near[0]}?" if near else f"the keys here are {', '.join(fields)}"
            self.faults.append(Fault((*path, key), f"unknown key {key}; {remedy}"))
        values = {}
        for name, field in fields.items():
            if name in table:
                values[name] = self._value(field.type, table[name], (*path, name))
            elif field.required:
                values[name] = self._empty(field.type, (*path, name))
                # A misspelt key is one mistake: what it was meant for is not missing. Nor is what an empty table lacks.
                if name not in meant and path not in self.emptied:
                    about = lower_first(field.type.extra_json_schema["description"].rstrip("."))
                    self.faults.append(Fault(path, f"missing key {name}; add it: {about}"))
        return kind.cls(**values)

    def _value(self, kind: Any, value: Any, path: Path) -> Any:
        kind = _bare(kind)
        if told := _misfit(kind, value, path):
            self.faults.append(Fault(path, told))
            return self._empty(kind, path)
        match kind:
            case inspect.StructType():
                return self._table(kind, value, path)
            case inspect.VarTupleType():
                return tuple(self._value(kind.item_type, one, (*path, place)) for place, one in enumerate(value))
            case inspect.DictType():
                return {key: self._value(kind.value_type, one, (*path, key)) for key, one in value.items()}
        return value

    def _empty(self, kind: Any, path: Path) -> Any:
        self.emptied.add(path)
        kind = _bare(kind)
        return self._table(kind, {}, path) if isinstance(kind, inspect.StructType) else _KINDS[type(kind)][1]


def _bare(kind: Any) -> Any:
    """The type without its description and without the null that an absent key has: TOML cannot write null."""
    if isinstance(kind, inspect.Metadata):
        return _bare(kind.type)
    stated = [one for one in getattr(kind, "types", ()) if not isinstance(one, inspect.NoneType)]
    return _bare(stated[0]) if len(stated) == 1 else kind


def _misfit(kind: Any, value: Any, path: Path) -> str:
    """Why the value does not fit, and what to write; nothing if it fits, be its items as they may."""
    named = f"item {path[-1] + 1} of {path[-2]}" if isinstance(path[-1], int) else path[-1]
    types, _, expected = _KINDS[type(kind)]
    fits = type(value) in types
    if fits and hasattr(kind, "max_length") and len(value) > kind.max_length:
        parts = "characters" if isinstance(value, str) else "items"
        return f"{named} has more than {kind.max_length:,} {parts}; shorten it or split it"
    match kind:
        case inspect.LiteralType():
            fits = value in kind.values
            expected += ", ".join(map(str, kind.values))
        case inspect.UnionType(types=(inspect.IntType(ge=lowest, le=highest), _)):
            fits = fits and lowest <= value <= highest  # nan is in no range
            expected += f"{lowest:,.0f} to {highest:,.0f}"
        case inspect.StructType():
            expected += f" with the keys {', '.join(field.encode_name for field in kind.fields)}"
        case inspect.VarTupleType():
            expected += _KINDS[type(_bare(kind.item_type))][2]
    if fits:
        return ""
    try:
        shown = msgspec.json.encode(value).decode() if isinstance(value, str | bool) else str(value)
    except ValueError:
        shown = "a number too long to show"
    if isinstance(value, dict | list):
        shown = "a table" if isinstance(value, dict) else "a list"
    return f"{named} is {shown if len(shown) <= 60 else f'{shown[:57]}...'}; write {expected}"
