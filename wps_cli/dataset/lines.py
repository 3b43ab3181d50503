"""The line on which each statement of a TOML file begins, and why a text is no TOML: for problems that people find."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import tomli

from wps_cli.text import lower_first

Path = tuple[str | int, ...]
"""Keys and list indexes that lead to a value: `("meetings", 0, "records", 3, "quote")`."""


class Fault(NamedTuple):
    """What is wrong and what to do about it, by the path of the value that it is about."""

    path: Path
    text: str


_STATEMENT_MARKS = (
    r'"""(?:[^"\\]++|\\.|""?+(?!"))*+(?:"""+|\Z)'
    r"|'''(?:[^']++|''?+(?!'))*+(?:'''+|\Z)"
    r'|"(?:[^"\\\n]++|\\.)*+"?'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[\[\]{}\n]"
)
"""What decides where a statement ends: texts and comments (passed over whole), brackets, and the end of a line.

Nothing is gone over twice or kept to come back to, so that no text, however long or broken, costs much.
"""

_SYNTAX = {
    "Illegal character '\\n'": "the text has no closing quotation mark; end it with one",
    "Unterminated string": "the text has no closing quotation marks; end it with those that it begins with",
    "Expected \"'''\"": "the text has no closing quotation marks; end it with those that it begins with",
    "Unclosed array": "a comma or the closing ] is missing; write it",
    "Unclosed inline table": "a comma or the closing } is missing; write it",
    "Expected '='": "there is no = after the key; write key = value",
    "Expected ']": "the closing brackets of the header are missing; write them",
    "Expected newline": "something stands after the value; put text in quotes, write days as 2017-05-04, "
    'and \\" for a quotation mark within text',
    "Cannot overwrite a value": "the key stands twice in its block; delete one of the two",
    "Cannot declare": "the header stands twice; delete one, or write [[ ]] for one more block",
    "Invalid date": "there is no such day; write one such as 2017-05-04",
    "Invalid value": "the value is no TOML; write text in straight quotes, numbers and days without",
    "Invalid initial character": "a key is missing, or the bracket that closes the list or table before; write it",
    "Unescaped": "a backslash stands in the text; write two, or delete it",
    "Exceeds the limit": "a number is too long; mend it",
}
"""What the parser's messages mean to one who does not program, by how they begin."""


class Statement(NamedTuple):
    """A header or `key = value` with all its lines, or a line with neither."""

    line: int
    start: int
    """Its first character's place in the text."""
    text: str


def statements(source: str) -> Iterator[Statement]:
    """The statements of a TOML text; one that is not valid is cut rightly up to its first fault."""
    start, line, begun, depth = 0, 1, 1, 0
    for token in re.finditer(_STATEMENT_MARKS, source + "\n", re.DOTALL):
        mark = token[0]
        depth += (mark in "[{") - (mark in "]}")
        line += mark.count("\n")
        if mark == "\n" and depth <= 0:
            yield Statement(begun, start, source[start : token.end()])
            start, begun, depth = token.end(), line, 0
    if source[start:].strip():
        yield Statement(begun, start, source[start:])


class Lines:
    """Where the tables and values of a valid TOML text stand."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, int] = {(): 1}
        self._last: dict[Path, int] = {}
        table: Path = ()
        for line, _, statement in statements(text):
            parsed = tomli.loads(statement)
            if statement.lstrip().startswith("["):
                table = self._open_table(parsed, line)
            else:
                self._note(table, parsed, line)

    def of(self, path: Path) -> int:
        """The line where the statement that gives the value begins."""
        return self._lines[path]

    def _open_table(self, header: Any, line: int) -> Path:
        """`[a.b]` and `[[a.b]]` parse to nested tables, the latter with a list of one empty table at the end."""
        path: Path = ()
        while header:
            ((key, header),) = header.items()
            path = (*path, key)
            self._lines.setdefault(path, line)
            if isinstance(header, list):
                self._last[path] = self._last.get(path, -1) + 1
                header = None
            if path in self._last:
                path = (*path, self._last[path])
                self._lines.setdefault(path, line)
        return path

    def _note(self, path: Path, value: Mapping[str, Any] | list[Any], line: int) -> None:
        for key, child in value.items() if isinstance(value, Mapping) else enumerate(value):
            self._lines.setdefault((*path, key), line)
            if isinstance(child, dict | list):
                self._note((*path, key), child, line)


def located(text: str, faults: Iterable[Fault]) -> list[tuple[int, str]]:
    """The faults with their lines in place of their paths, in the order of the file."""
    listed = list(faults)
    lines = Lines(text) if listed else None
    return sorted((lines.of(path), told) for path, told in listed) if lines else []


def syntax_problem(text: str, error: Exception) -> tuple[int, str]:
    """Why the text is no TOML, at the line where the faulty statement begins."""
    position = getattr(error, "pos", None)
    line = 1
    for begun, start, statement in statements(text):
        # Blank lines are no statement, and the parser may notice a fault only behind its statement.
        if position is not None and start > position:
            break
        if statement.strip():
            line = begun
        if position is None and not _parses(statement):
            break
    if isinstance(error, RecursionError):
        return line, "not valid TOML: brackets are nested too deeply; mend it"
    message = getattr(error, "msg", str(error))
    meaning = next((ours for start, ours in _SYNTAX.items() if message.startswith(start)), None)
    return line, f"not valid TOML: {meaning or f'{lower_first(message)}; mend it'}"


def _parses(statement: str) -> bool:
    try:
        tomli.loads(statement)
    except (ValueError, RecursionError):
        return False
    return True
