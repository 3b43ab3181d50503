"""The statements of a TOML file, and the line of each value: for problems that people find."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import takewhile
from typing import Any, NamedTuple

import tomli

Path = tuple[str | int, ...]
"""Keys and list indexes that lead to a value: `("meetings", 0, "paragraphs", 3, "text")`."""


class Fault(NamedTuple):
    """What is wrong and what to do about it, by the path of the value that it is about."""

    path: Path
    text: str


@cache  # a file without a problem needs none of it
def token() -> re.Pattern[str]:
    """Texts, comments, signs, words. No character is gone over twice: a text, however long or broken, costs little."""
    return re.compile(
        r'"""(?:[^"\\]++|\\.|""?+(?!"))*+(?:"""+|(?P<open>\Z))'
        r"|'''(?:[^']++|''?+(?!'))*+(?:'''+|(?P<open_too>\Z))"
        r'|"(?:[^"\\\n]++|\\[^\n])*+"?'
        r"|'[^'\n]*'"
        r"|\#[^\n]*|[\[\]{},=\n]|[^\[\]{},=\#\"'\s]++",
        re.DOTALL,
    )


_DEEPEST = 8
"""Parts of a key that are noted; the model is not so deep."""
Tokens = list[tuple[str, int]]
"""What a statement is made of, each part with its line."""


class Statement(NamedTuple):
    """A header or `key = value` with all its lines, and the empty lines and comments above it."""

    start: int
    begun: int
    """Where its own first line begins."""
    end: int
    tokens: Tokens
    """Without comments and line ends."""
    is_open: bool
    """A text or bracket of it is not closed."""


def statement(source: str, start: int, line: int, stop: int) -> Statement:
    """The statement that begins there and ends before `stop`."""
    depth, is_open, begun = 0, False, start
    tokens: Tokens = []
    for found in token().finditer(source, start, stop):
        mark = found[0]
        if mark == "\n":
            if tokens and depth <= 0:
                return Statement(start, begun, found.end(), tokens, False)
            begun = begun if tokens else found.end()
        elif mark[0] != "#":
            depth += (mark in "[{") - (mark in "]}")
            is_open = found.lastgroup is not None
            tokens.append((mark, line))
        line += mark.count("\n")
    return Statement(start, begun, stop, tokens, depth > 0 or is_open)


class Lines:
    """Where the tables and values of a TOML text stand."""

    def __init__(self, text: str = "") -> None:
        self._lines: dict[Path, int] = {(): 1}
        self._headers: dict[Path, str] = {}
        """`[` or `[[`; nothing where a table is only named as part of another's header."""
        self._last: dict[Path, int] = {}
        """The place of the newest table of each list."""
        self._table: Path = ()
        start, line = 0, 1
        while start < len(text):
            one = statement(text, start, line, len(text))
            self.take(one.tokens)
            line += text.count("\n", start, one.end)
            start = one.end

    def of(self, path: Path) -> int:
        """The line where the value begins; that of what holds it where both stand on one line."""
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]

    def take(self, tokens: Tokens) -> tuple[int, str] | None:
        """Note the lines of a valid statement; line and reason where it contradicts those above it."""
        if not tokens or tokens[0][0] == "[":
            return self._open(tokens) if tokens else None
        path = (*self._table, *_parts(mark for mark, _ in takewhile(lambda one: one[0] != "=", tokens)))
        line, told = tokens[0][1], ""
        if path in self._lines:
            told = f"the key {path[-1]} is used twice in its block; delete one of the two"
            if self._table[-1:] and isinstance(self._table[-1], int):
                header = ".".join(part for part in self._table if isinstance(part, str))
                told = f"{told.split(';')[0]}; is a header such as [[{header}]] missing above it?"
                self._table = (*self._table, line)  # what follows belongs to the new one
        self._note(iter(tokens), self._table, keyed=True)
        return (line, told) if told else None

    def _open(self, tokens: Tokens) -> tuple[int, str] | None:
        header, line, told = "[[" if tokens[1][0] == "[" else "[", tokens[0][1], ""
        *above, last = _parts(mark for mark, _ in tokens if mark not in "[]")
        path: Path = ()
        for part in above:
            path = (*path, part)
            self._lines.setdefault(path, line)
            self._headers.setdefault(path, "")
            path = (*path, self._last[path]) if path in self._last else path
        path = (*path, last)
        first = self._lines.setdefault(path, line)
        before = self._headers.get(path, header if first == line else "=")
        if header == "[[" and not before:
            line, told = first, f"this block stands above the [[{last}]] that it is part of; put it below one"
        elif before not in ("", header):
            told = f"{last} is begun in another way above; write all its headers alike"
        elif header == "[" == self._headers.get(path):
            told = "the header is used twice; delete one, or write [[ ]] for one more block"
        self._headers[path] = header
        if header == "[[":
            self._last[path] = self._last.get(path, -1) + 1
        self._table = (*path, self._last[path]) if header == "[[" else (*path, line) if told else path
        self._lines.setdefault(self._table, tokens[0][1])
        return (line, told) if told else None

    def _note(self, tokens: Iterator[tuple[str, int]], path: Path, *, keyed: bool) -> None:
        """The lines of what a table or list holds, up to its closing bracket."""
        here: Path = () if keyed else (*path, 0)
        key: list[str] = []
        place = begun = 0
        for mark, line in tokens:
            if mark in "]}":
                return
            if mark == ",":
                key, place = [], place + 1
                here = () if keyed else (*path, place)
            elif here:
                self._lines.setdefault(here, line)
                if mark in "[{":
                    self._note(tokens, here, keyed=mark == "{")
            elif mark == "=":
                here = path
                for part in _parts(key):
                    here = (*here, part)
                    self._lines.setdefault(here, begun)
            else:
                begun = begun if key else line
                key.append(mark)


def _parts(marks: Iterable[str]) -> list[str]:
    """The parts of a key, its quotes taken off."""
    key = "".join(marks)
    if not re.search("[\"']", key):
        return key.split(".")[:_DEEPEST]
    parts: list[str] = []
    found: Any = tomli.loads(f"{key} = 0")
    while isinstance(found, dict):
        ((part, found),) = found.items()
        parts.append(part)
    return parts[:_DEEPEST]


def deepest_key(text: str) -> int:
    """The line of a key of more than a hundred parts, for each of which the parser would need megabytes; else 0."""
    if re.search(r"\.(?:[\w-]+\.){99}", text):  # found at the speed of `str.find`
        for found in token().finditer(text):
            if found[0][0] not in "#\"'" and found[0].count(".") > 99:
                return text.count("\n", 0, found.start()) + 1
    return 0


def located(text: str, faults: Iterable[Fault]) -> list[tuple[int, str]]:
    """The faults with their lines in place of their paths, in the order of the file."""
    listed = list(faults)
    lines = Lines(text if listed else "")
    return sorted((lines.of(path), told) for path, told in listed)
