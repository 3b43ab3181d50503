"""The line of each value of a TOML file, and every reason why a text is not TOML: for problems that people find."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import takewhile
from typing import Any, NamedTuple

import tomli

from wps_cli.text import lower_first

Path = tuple[str | int, ...]
"""Keys and list indexes that lead to a value: `("meetings", 0, "paragraphs", 3, "text")`."""


class Fault(NamedTuple):
    """What is wrong and what to do about it, by the path of the value that it is about."""

    path: Path
    text: str


_TOKEN = re.compile(
    r'"""(?:[^"\\]++|\\.|""?+(?!"))*+(?:"""+|(?P<open>\Z))'
    r"|'''(?:[^']++|''?+(?!'))*+(?:'''+|(?P<open_too>\Z))"
    r'|"(?:[^"\\\n]++|\\[^\n])*+"?'
    r"|'[^'\n]*'"
    r"|\#[^\n]*|[\[\]{},=\n]|[^\[\]{},=\#\"'\s]++",
    re.DOTALL,
)
"""Texts, comments, signs, words. No character is gone over twice: a text, however long or broken, costs little."""
_KEY = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')(?:[ \t]*\.[ \t]*(?:[\w-]+|"[^"\n]*"|'[^'\n]*'))*"""
_BEGUN = re.compile(
    rf"""^(?:\[\[?[ \t]*(?!true|false|inf|nan|[-+\d"']){_KEY}[ \t]*\]\]?[ \t]*(?:\#.*)?$|{_KEY}[ \t]*=)""", re.MULTILINE
)
"""A line that begins a statement: where a text or list seems to hold one, its end is missing."""
_DEEPEST = 8
"""Parts of a key that are noted; the model is not so deep."""
_FARTHEST = 100_000
"""Characters in which the end of a statement is looked for, where another seems to begin in it."""
_MOST = 100
"""Faults of syntax that are told in one run."""
_CURLY = "“”„‟‘’‚‛"
_NOT_CLOSED = "the text has no closing quotation marks; end it with those that it begins with"
_SYNTAX = {
    **dict.fromkeys(
        ("Illegal character '\\n'", "Found invalid character '\\n'", 'Expected "\'"'),
        "the text has no closing quotation mark; end it with one",
    ),
    "Unclosed array": "a comma or the closing ] is missing; write it",
    "Unclosed inline table": "a comma or the closing } is missing; write it",
    "Expected '='": "there is no = after the key; write key = value",
    "Expected ']": "the closing brackets of the header are missing; write them",
    "Expected newline": "something stands after the value; put text in quotes, write days as 2017-05-04, "
    'and \\" for a quotation mark within text',
    "Cannot": "a name is used above in another way; write in one place what it holds",
    "Duplicate inline": "the key is used twice in its table; delete one of the two",
    "Invalid date": "there is no such day; write one such as 2017-05-04",
    "Invalid value": "the value is not TOML; write text in straight quotes, numbers and days without",
    "Invalid initial character": "a key is missing, or the bracket that closes the list or table before; write it",
    "Invalid statement": "a key is missing; write key = value",
    "Unescaped": "a backslash stands in the text; write two, or delete it",
    "Exceeds the limit": "a number is too long; mend it",
    **dict.fromkeys(("TOML ", "maximum rec"), "brackets or the parts of a key are nested too deeply; mend it"),
}
"""What the parser's messages mean to one who does not program, by how they begin."""
_OPEN = {"[": _SYNTAX["Unclosed array"], "{": _SYNTAX["Unclosed inline table"]}
"""What is said of a bracket that is never closed."""
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


def _statement(source: str, start: int, line: int, stop: int) -> Statement:
    """The statement that begins there and ends before `stop`."""
    depth, is_open, begun = 0, False, start
    tokens: Tokens = []
    for token in _TOKEN.finditer(source, start, stop):
        mark = token[0]
        if mark == "\n":
            if tokens and depth <= 0:
                return Statement(start, begun, token.end(), tokens, False)
            begun = begun if tokens else token.end()
        elif mark[0] != "#":
            depth += (mark in "[{") - (mark in "]}")
            is_open = token.lastgroup is not None
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
            one = _statement(text, start, line, len(text))
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


def located(text: str, faults: Iterable[Fault]) -> list[tuple[int, str]]:
    """The faults with their lines in place of their paths, in the order of the file."""
    listed = list(faults)
    lines = Lines(text if listed else "")
    return sorted((lines.of(path), told) for path, told in listed)


def syntax_faults(text: str, error: Exception) -> list[tuple[int, str]]:
    """Every reason why the text is not TOML, with its line; what follows from one mistake is not told as another."""
    lines, follows = Lines(), False
    before: Statement | None = None
    found: list[tuple[int, str]] = []
    start, line = 0, 1
    looked = 0
    while start < len(text) and len(found) < _MOST > looked // 10:
        one = _statement(text, start, line, text.find("\n", start + _FARTHEST) + 1 or len(text))
        if one.is_open and _held(text, one)[0] == one.end < len(text):
            one = _statement(text, start, line, len(text))
        end = one.end
        try:
            tomli.loads(text[start:end])
        except (ValueError, RecursionError) as fault:
            # A text without its end goes on up to where the next one begins, and is valid.
            looked += 1
            begun, opener = _held(text, before) if before else (0, None)
            end, at, told = (begun, opener, _NOT_CLOSED) if opener is not None else _fault(text, one, fault)
            if not follows or _BEGUN.match(text, one.begun):
                found.append((text.count("\n", 0, at) + 1, told))
                follows = re.search("[][{}]|\"\"\"|'''", text[start:end]) is not None
            if told == _SYNTAX["Expected ']"]:  # the block is begun all the same, if its name can be read
                with suppress(ValueError, IndexError):
                    lines.take([token for token in one.tokens if token[1] == one.tokens[0][1]])
            before = None
        else:
            conflict = lines.take(one.tokens)
            found += [conflict] if conflict else []
            before, follows = one, follows and not _BEGUN.match(text, one.begun)
        line += text.count("\n", start, end) - text.count("\n", end, start)
        start = end
    if not found:
        found = [(getattr(error, "lineno", 1), _meaning(error))]
    elif len(found) == _MOST:
        found.append((line, f"{_MOST} faults are told; mend these first"))
    return [(number, f"not valid TOML: {told}") for number, told in sorted(found)]


def _meaning(error: Exception) -> str:
    message = getattr(error, "msg", str(error))
    meaning = next((ours for start, ours in _SYNTAX.items() if message.startswith(start)), None)
    return meaning or f"{lower_first(message)}; mend it"


def _held(text: str, statement: Statement) -> tuple[int, int | None]:
    """Where a statement begins within a text or list of this one, and where that text or list begins."""
    opened, is_open = list[int](), statement.is_open
    for token in _TOKEN.finditer(text, statement.start, statement.end):
        mark = token[0]
        begun = None
        if mark.startswith(('"""', "'''")):
            opened.append(token.start())
            begun = _BEGUN.search(text, token.start(), token.end())
            if not (begun or token.lastgroup):
                opened.pop()
        elif mark == "\n" and opened and (found := _BEGUN.match(text, token.end())):
            begun = found if statement.is_open or found[0][0] == "[" else None
        elif mark in "[{":
            opened.append(token.start())
        elif mark in "]}" and opened:
            if text[opened[-1]] + mark not in ("[]", "{}"):
                is_open = True  # what is not closed is the bracket within
                break
            opened.pop()
        if begun:
            return begun.start(), opened[-1]
    return statement.end, opened[-1] if is_open and opened else None


def _fault(text: str, statement: Statement, error: Exception) -> tuple[int, int, str]:
    """Where the next statement begins, where the fault stands in this one, and what it is."""
    at = statement.start + getattr(error, "pos", 0)
    if str(error).startswith('Expected "\'"'):  # the parser tells where it stopped looking
        at = text.rfind("'", statement.start, at)
    elif str(error).startswith("Exceeds"):
        at += max(re.finditer("[0-9_]+", text[at : statement.end]), key=lambda one: len(one[0])).start()
    end, opener = _held(text, statement)
    line = text.rfind("\n", 0, at) + 1
    if opener is not None and (at >= end or not text[line:at].strip()):
        return end, opener, _OPEN.get(text[opener], _NOT_CLOSED)
    import unicodedata

    for place in (at, at - 1):
        char = text[place : place + 1]
        if char and (char in _CURLY or (unicodedata.category(char)[0] in "ZC" and char not in " \t\n")):
            remedy = "type a straight one" if char in _CURLY else "type a plain space, or delete it"
            name = f"{unicodedata.name(char, 'an invisible character').lower()} (U+{ord(char):04X})"
            return end, at, f"character {place - line + 1} of the line is a {name}; {remedy}"
    return end, at, _meaning(error)
