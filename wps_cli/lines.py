"""The line on which each statement of a TOML file begins, for problems that people are to find."""

from collections.abc import Mapping
from typing import Any

import tomli

Path = tuple[str | int, ...]
"""Keys and list indexes that lead to a value: `("meetings", 0, "records", 3, "quote")`."""


class Lines:
    """Where the tables and values of a valid TOML text stand."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, int] = {(): 1}
        self._last: dict[Path, int] = {}
        self._table: Path = ()
        statement, start = "", 1
        for number, line in enumerate(text.split("\n"), start=1):
            if not statement:
                start = number
            statement += line + "\n"
            # A statement that goes on over several lines (a long string, a list) parses only when it is whole.
            try:
                parsed = tomli.loads(statement)
            except tomli.TOMLDecodeError:
                continue
            self._take(statement, parsed, start)
            statement = ""

    def of(self, path: Path) -> int:
        """The line where the value begins; that of the nearest table around it where it is missing."""
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]

    def _take(self, statement: str, parsed: Mapping[str, Any], line: int) -> None:
        if statement.lstrip().startswith("["):
            self._open_table(parsed, line)
        else:
            self._note(self._table, parsed, line)

    def _open_table(self, header: Any, line: int) -> None:
        """`[a.b]` and `[[a.b]]` parse to nested tables, the latter with a list of one empty table at the end."""
        path: Path = ()
        while header:
            ((key, header),) = header.items()
            path = (*path, key)
            if isinstance(header, list):
                self._last[path] = self._last.get(path, -1) + 1
                header = None
            if path in self._last:
                path = (*path, self._last[path])
            self._lines.setdefault(path, line)
        self._table = path

    def _note(self, path: Path, value: Any, line: int) -> None:
        children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, child in children:
            self._lines.setdefault((*path, key), line)
            self._note((*path, key), child, line)
