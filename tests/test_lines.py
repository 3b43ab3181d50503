"""The line of each value of a TOML file, and of each mistake in its syntax, whatever TOML it is written in."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import tomli
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.conftest import SHIPPED, Run
from wps_cli.dataset import loading
from wps_cli.dataset.lines import Lines, located, syntax_faults

steady = settings(derandomize=True, database=None, deadline=None, phases=[Phase.generate])
CHANCE = st.integers(0, 2**32 - 1).map(random.Random)
"""The same document for the same number; to draw each choice from Hypothesis would take fifty times as long."""
ENDS = st.sampled_from(("\n", "\r\n", "\r"))
PLAIN = ("a", "(b)", "é", ",", "one two", "=", "例")
SIGNS = (*PLAIN, "[b]", "{", "# c", "'", "]]")


class Document:
    """A random TOML text with the line of every value; `places` are where one of some sort of thing stands."""

    def __init__(self, chance: random.Random, pieces: tuple[str, ...] = PLAIN) -> None:
        self.chance = chance
        self.pieces = pieces
        self.text = ""
        self.data: dict[str, Any] = {}
        self.lines: dict[tuple[str | int, ...], int] = {}
        self.spans: dict[str, list[tuple[int, int]]] = {}
        self._names = 0
        self._table((), self.data)
        for _ in range(chance.randint(1, 3)):
            if chance.random() < 0.5:
                name, place = self._name(), len(self.data)
                self._header(f"[{name}]", (name,))
                self._table((name,), self.data.setdefault(name, {}))
                self._filler()
                if chance.random() < 0.5:
                    inner = self._name()
                    self._header(f"[{name}.{inner}]", (name, inner))
                    self._table((name, inner), self.data[name].setdefault(inner, {}))
                continue
            name, inner = self._name(), self._name()
            self.data[name] = []
            for place in range(chance.randint(1, 3)):
                self._header(f"[[{name}]]", (name,), (name, place))
                self.data[name].append({})
                self._table((name, place), self.data[name][place])
                for below in range(chance.randint(0, 2)):
                    self._header(f"[[ {name}.{inner} ]]", (name, place, inner), (name, place, inner, below))
                    self.data[name][place].setdefault(inner, []).append({})
                    self._table((name, place, inner, below), self.data[name][place][inner][below])
        self.text += chance.choice(("", "\n", "# end"))

    @property
    def line(self) -> int:
        return self.text.count("\n") + 1

    def _name(self) -> str:
        self._names += 1
        return f"k{self._names}"

    def _filler(self) -> None:
        self.text += self.chance.choice(("", "", "\n", f'# {self.pieces[-1]} a "comment [ with = signs\n', "  \n"))

    def _header(self, header: str, *paths: tuple[str | int, ...]) -> None:
        self._filler()
        for path in paths:
            self.lines.setdefault(path, self.line)
        self._spanned("header", header)
        self.text += self.chance.choice(("\n", "  # told\n"))

    def _spanned(self, sort: str, text: str) -> None:
        self.spans.setdefault(sort, []).append((len(self.text), len(self.text) + len(text)))
        self.text += text

    def _table(self, path: tuple[str | int, ...], into: dict[str, Any]) -> None:
        for _ in range(self.chance.randint(1, 4)):
            self._filler()
            start = len(self.text)
            self._pair(path, into, lines=True)
            self.spans.setdefault("statement", []).append((start, len(self.text)))
            self.text += self.chance.choice(("\n", ' # "told\n'))

    def _pair(self, path: tuple[str | int, ...], into: dict[str, Any], *, lines: bool) -> None:
        parts = [self._name() for _ in range(self.chance.choice((1, 1, 1, 2)))]
        written = [self.chance.choice((part, part, f'"{part}"', f"'{part}'")) for part in parts]
        self.lines |= {(*path, *parts[: n + 1]): self.line for n in range(len(parts))}
        self.text += self.chance.choice((".", " . ")).join(written)
        self._spanned("equals", self.chance.choice((" = ", "=")))
        for part in parts[:-1]:
            into = into.setdefault(part, {})
        into[parts[-1]] = self._value((*path, *parts), lines=lines, depth=0)

    def _value(self, path: tuple[str | int, ...], *, lines: bool, depth: int) -> Any:
        chance = self.chance
        sort = chance.choice(("plain", "basic", "basic", "literal", "long", "list", "list", "table"))
        said = " ".join(chance.choice(self.pieces) for _ in range(chance.randint(0, 3)))
        match sort if depth < 3 else "plain":
            case "plain":
                value = chance.choice((1, -2.5, True, "2020-01-02"))
                self._spanned("plain", "true" if value is True else str(value))
                return value
            case "basic":
                self._spanned("basic", f'"{said}"')
                return said
            case "literal":
                said = said.replace("'", "")
                self._spanned("literal", f"'{said}'")
                return said
            case "long":
                mark = chance.choice(('"""', "'''"))
                said = said.replace("'", "").replace("=", "") + chance.choice(
                    ("", "\n", '\nsays "so"\n [x]\n[1]\n# not')
                )
                self._spanned("inner long" if depth else "long", f"{mark}\n{said} {mark}")
                return f"{said} "
            case "list":
                return self._list(path, lines=lines, depth=depth)
            case _:
                held: dict[str, Any] = {}
                self._spanned("{", "{")
                gap = chance.choice((" ", "\n  ")) if lines else " "
                for place in range(chance.randint(0, 3)):
                    self.text += ("," if place else "") + gap
                    parts = [self._name()]
                    self.lines[*path, parts[0]] = self.line
                    self.text += f"{parts[0]} = "
                    held[parts[0]] = self._value((*path, parts[0]), lines=lines, depth=depth + 1)
                self.text += gap + "}"
                return held

    def _list(self, path: tuple[str | int, ...], *, lines: bool, depth: int) -> list[Any]:
        held: list[Any] = []
        start = len(self.text)
        gap = self.chance.choice((" ", "\n  ", " # one [ of\n", "\n\n")) if lines else " "
        self.text += "["
        for place in range(self.chance.randint(0, 4)):
            if place:
                self._spanned("comma, then a line" if "\n" in gap else "comma", ",")
            self.text += gap
            self.lines[*path, place] = self.line
            held.append(self._value((*path, place), lines=lines, depth=depth + 1))
        self.text += (self.chance.choice(("", ",")) if held else "") + gap + "]"
        if not depth:
            self.spans.setdefault("list", []).append((start, len(self.text)))
        return held


def _days(value: Any) -> Any:
    """Days as text, as the documents are made with."""
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        made = {key: _days(one) for key, one in pairs}
        return made if isinstance(value, dict) else list(made.values())
    return value if isinstance(value, str | int | float) else value.isoformat()


def text_of(document: str, end: str, tmp_path: Path) -> str:
    """The text as every command reads it from a file with such line ends."""
    path = tmp_path / "data.toml"
    path.write_bytes(document.replace("\n", end).encode())
    return loading.source(str(path)).text


@settings(steady, max_examples=200)
@given(CHANCE, ENDS)
def test_every_value_of_a_valid_file_stands_on_its_line(
    tmp_path_factory: pytest.TempPathFactory, chance: random.Random, end: str
) -> None:
    document = Document(chance, SIGNS)
    assert _days(tomli.loads(document.text)) == document.data
    lines = Lines(text_of(document.text, end, tmp_path_factory.getbasetemp()))
    assert {path: lines.of(path) for path in document.lines} == document.lines


class Planted(NamedTuple):
    """A fault: what is done to a thing of that sort, and where it is to be told, from the place of the thing."""

    sort: str
    change: Callable[[str], str]
    says: str
    behind: bool = False
    """It is told at the end of the thing."""


FAULTS = {
    "a text that is not closed": Planted("basic", lambda text: text[:-1], ""),
    "a literal text that is not closed": Planted("literal", lambda text: text[:-1], ""),
    "a text over several lines that is not closed": Planted("long", lambda text: text[:-3], ""),
    "a text in curly quotes": Planted("basic", lambda text: f"“{text[1:-1]}”", "left double quotation mark (U+201C)"),
    "a text that ends with a curly quote": Planted("basic", lambda text: f"{text[:-1]}”", ""),
    "a text without quotes": Planted("plain", lambda _: "some words", "the value is not TOML"),
    "a backslash": Planted("basic", lambda text: rf"{text[:-1]}\$1{text[-1]}", "a backslash stands in the text"),
    "no equals sign": Planted("equals", lambda _: " ", "there is no = after the key"),
    "a no-break space before =": Planted("equals", lambda _: "\u00a0= ", "is a no-break space (U+00A0)"),
    "a zero-width space behind =": Planted("equals", lambda _: "= \u200b", "is a zero width space (U+200B)"),
    "a soft hyphen in a key": Planted("equals", lambda _: "\u00adk = ", "is a soft hyphen (U+00AD)"),
    "a list that is not closed": Planted("list", lambda text: text[:-1].rstrip(), "closing ] is missing"),
    "a comma missing in a list": Planted("comma", lambda _: "", "a comma or the closing ] is missing"),
    "a header that is not closed": Planted("header", lambda text: text[:-1], "closing brackets of the header"),
    "a line of words": Planted("header", lambda text: f"some words\n{text}", "there is no = after the key"),
    "a day that is not": Planted("plain", lambda _: "2020-02-30", "there is no such day"),
    "a statement twice": Planted("statement", lambda text: f"{text}\n{text}", "is used twice", behind=True),
    "a number of 5,000 digits": Planted("plain", lambda _: "1" * 5000, "a number is too long"),
}


@pytest.mark.parametrize("fault", FAULTS)
@settings(steady, max_examples=400)
@given(chance=CHANCE, end=ENDS)
def test_one_fault_of_syntax_is_told_once_on_its_line(
    tmp_path_factory: pytest.TempPathFactory, fault: str, chance: random.Random, end: str
) -> None:
    document, planted = Document(chance), FAULTS[fault]
    if not document.spans.get(planted.sort):
        return
    start, stop = chance.choice(document.spans[planted.sort])
    whole = document.text[start:stop]
    broken = document.text[:start] + planted.change(whole) + document.text[stop:]
    line = document.text.count("\n", 0, stop if planted.behind else start) + 1 + planted.behind
    text = text_of(broken, end, tmp_path_factory.getbasetemp())
    try:
        tomli.loads(text)
    except ValueError as error:
        told = syntax_faults(text, error)
    else:
        return  # what was taken away was missed by nobody
    assert [number for number, _ in told] == [line], f"{told}\n{broken}"
    assert planted.says in told[0][1]
