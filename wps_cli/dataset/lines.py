"""The statements of a TOML text: the line of each value, and every reason why it is not TOML, for people to mend."""

import re
from bisect import bisect
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import takewhile
from typing import Any, NamedTuple

import tomli

from wps_cli.dataset.model import HEADERS
from wps_cli.text import has_unsafe, lower_first

Path = tuple[str | int, ...]  # keys and list indexes that lead to a value: `("meetings", 0, "paragraphs", 3, "text")`
Tokens = list[tuple[str, int]]  # what a statement is made of, each part with its place in the text

# Texts, comments, signs, words. No character is gone over twice: a text, however long or broken, costs little.
# Compiled where it is used, as a file without a problem needs none of these patterns.
_MARK = (
    r'(?s)"""(?:[^"\\]++|\\.|""?+(?!"))*+(?:"""+|(?P<open>\Z))'
    r"|'''(?:[^']++|''?+(?!'))*+(?:'''+|(?P<open_too>\Z))"
    r'|"(?:[^"\\\n]++|\\[^\n])*+"?'
    r"|'[^'\n]*'"
    r"|\#[^\n]*|[\[\]{},=\n]|[^\[\]{},=\#\"'\s]++"
)
_KEY = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')(?:[ \t]*\.[ \t]*(?:[\w-]+|"[^"\n]*"|'[^'\n]*'))*"""
_HEADER = rf"""\[\[?[ \t]*(?!true|false|inf|nan|[-+\d"']){_KEY}[ \t]*\]\]?[ \t]*(?:\#.*)?$"""
_BEGINS = rf"(?m)^(?:{_HEADER}|{_KEY}[ \t]*=)"  # where a text or list seems to hold such a line, its end is missing
_FARTHEST = 100_000  # characters in which the end of a statement is looked for, where another seems to begin in it
_MOST = 100  # faults of syntax that are told in one run
ABOVE = "put it below one, or write that header if it is missing"
_CURLY = "“”„‟‘’‚‛"
_NOT_CLOSED = "the text has no closing quotation marks; end it with those that it begins with"
_SYNTAX = {  # what the parser's messages mean to one who does not program, by how they begin
    r"(Illegal|Found invalid) character '\\n'|Expected \"'": "the text has no closing quotation mark; end it with one",
    "Unclosed array": "a comma or the closing ] is missing; write it",
    "Unclosed inline table": "a comma or the closing } is missing; write it",
    "Expected '='": "there is no = after the key; write key = value",
    "Expected ']": "the header has other brackets behind its name than before it; write as many",
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
    "TOML |maximum rec": "brackets or the parts of a key are nested too deeply; mend it",
}


class Fault(NamedTuple):
    """What is wrong and what to do about it, by the path of the value that it is about."""

    path: Path
    text: str
    before: Path = ()  # of a value that is the same, the line of which the text leaves open as {line}


def statement(text: str, start: int, stop: int) -> tuple[int, Tokens]:
    """Where the statement that begins there ends, at `stop` at the latest, and its parts, without comments."""
    depth, tokens = 0, Tokens()
    for found in re.compile(_MARK).finditer(text, start, stop):
        mark = found[0]
        if mark == "\n" and tokens and depth <= 0:
            return found.end(), tokens
        if mark[0] not in "\n#":
            depth += (mark in "[{") - (mark in "]}")
            tokens.append((mark, found.start()))
    return stop, tokens


class Lines:
    """Where the tables and values of a TOML text stand."""

    def __init__(self, text: str = "") -> None:
        self.wrong: list[tuple[int, str]] = []  # the place of each contradiction, and what it is
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._places: dict[Path, int] = {(): 0}
        self._headers: dict[Path, str] = {}  # `[` or `[[`; nothing where a table is only named as part of another's
        self._last: dict[Path, int] = {}  # the place of the newest table of each list
        self._table: Path = ()
        start = 0
        while start < len(text):
            start, tokens = statement(text, start, len(text))
            self.take(tokens, text)

    def of(self, path: Path) -> int:
        """The line where the value begins; that of what holds it where both stand on one line."""
        while path not in self._places:
            path = path[:-1]
        return bisect(self._starts, self._places[path])

    def take(self, tokens: Tokens, text: str) -> None:
        """Note the places of a valid statement of the text, and whether it contradicts those above it."""
        if not tokens or tokens[0][0] == "[":
            return self.open("".join(mark for mark, _ in tokens), tokens[0][1]) if tokens else None
        path = (*self._table, *_parts(mark for mark, _ in takewhile(lambda one: one[0] != "=", tokens)))
        if path in self._places:
            at, told, count, name = tokens[0][1], "delete one of the two", len(self.wrong), _name(self._table)
            own = f"[[{name}]]" if self._table and isinstance(self._table[-1], int) else f"[{name}]"
            block = re.split(r"(?m)^[ \t]*\[", text[at : at + _FARTHEST], maxsplit=1)[0]
            header = likeliest(re.findall(r"(?m)^[ \t]*([\w-]+)[ \t]*=", block), own)
            if header != own or header[1] == "[":
                told = f"is a header such as {header} missing above it?"
                self._table = (*self._table, at)  # what follows belongs to the new one
                if header in HEADERS:
                    self.open(header, at)
            self.wrong[count:] = [(at, f"the key {path[-1]} is used twice in its block; {told}")]
        return self._note(iter(tokens), self._table, keyed=True)

    def open(self, header: str, start: int) -> None:
        """Begin the table of a header that stands there, or should."""
        *above, last = _parts([header.strip("[]")])
        header, at, told, path = "[[" if header[1] == "[" else "[", start, "", Path()
        for part in above:
            path = (*path, part)
            self._places.setdefault(path, at)
            self._headers.setdefault(path, "")
            path = (*path, self._last[path]) if path in self._last else path
        path = (*path, last)
        first = self._places.setdefault(path, at)
        before = self._headers.get(path, header if first == at else "=")
        name = _name(path)
        right = _right(name, header)
        if header == "[[" and not before:
            at, told = first, f"this block stands above the [[{name}]] that it is part of; {ABOVE}"
        elif right in HEADERS and {header, before} == {"[", "[["}:
            at, told = (first if right.startswith(header + name) else at), f"write this header as {right}"
            header = "[[" if right[1] == "[" else "["
        elif before not in ("", header):
            told = f"{last} is begun in another way above; write all its headers alike"
        elif header == "[" == self._headers.get(path):
            told = "the header is used twice; delete one, or write [[ ]] for one more block"
        self._headers[path] = header
        if header == "[[":
            self._last[path] = self._last.get(path, -1) + 1
        self._table = (*path, self._last[path]) if header == "[[" else (*path, at) if told else path
        self._places.setdefault(self._table, start)
        self.wrong += [(at, told)] if told else []

    def _note(self, tokens: Iterator[tuple[str, int]], path: Path, *, keyed: bool) -> None:
        """The places of what a table or list holds, up to its closing bracket."""
        here: Path = () if keyed else (*path, 0)
        key: list[str] = []
        place = begun = 0
        for mark, at in tokens:
            if mark in "]}":
                return
            if mark == ",":
                key, place = [], place + 1
                here = () if keyed else (*path, place)
            elif here:
                self._places.setdefault(here, at)
                if mark in "[{":
                    self._note(tokens, here, keyed=mark == "{")
            elif mark == "=":
                here = path
                for part in _parts(key):
                    here = (*here, part)
                    self._places.setdefault(here, begun)
            else:
                begun = begun if key else at
                key.append(mark)


def _name(path: Path) -> str:
    return ".".join(part for part in path if isinstance(part, str))


def _right(name: str, opening: str) -> str:
    """The header of that name as the model has it, else with these brackets."""
    return next((one for one in HEADERS if one.strip("[]") == name), f"{opening}{name}{']' * len(opening)}")


def likeliest(keys: Sequence[str], own: str = "") -> str:
    """The header of the block that such keys are most likely of; its own, where no other has more of them."""
    held = {header: len({*keys} & {*table.__struct_fields__}) for header, table in HEADERS.items()}
    return max((own, *held), key=lambda header: held.get(header, 0))


def _parts(marks: Iterable[str]) -> list[str]:
    """The parts of a key, its quotes taken off; eight of them, as the model is not so deep."""
    key, parts = "".join(marks), list[str]()
    if not re.search("[\"']", key):
        return key.split(".")[:8]
    found: Any = tomli.loads(f"{key} = 0")
    while found:
        part, found = found.popitem()
        parts.append(part)
    return parts[:8]


def deepest_key(text: str) -> int:
    """The line of a key of more than a hundred parts, for each of which the parser would need megabytes; else 0."""
    marks = re.compile(_MARK).finditer(text) if re.search(r"\.(?:[\w-]+\.){99}", text) else ()  # as fast as `str.find`
    deep = (one.start() for one in marks if one[0][0] not in "#\"'" and one[0].count(".") > 99)
    return next((text.count("\n", 0, at) + 1 for at in deep), 0)


def located(text: str, faults: Collection[Fault]) -> list[tuple[int, str]]:
    """The faults with their lines in place of their paths, in the order of the file."""
    lines = Lines(text if faults else "")
    first = {one: one.text.replace("{line}", str(lines.of(one.before))) for one in faults if one.before}
    return sorted((lines.of(one.path), first.get(one, one.text)) for one in faults)


def faults(text: str, error: Exception) -> list[tuple[int, str]]:
    """Every reason why the text is not TOML, each with its line; what follows from one mistake is not told."""
    lines, start = Lines(), 0
    found, before = lines.wrong, list[int]()  # and the place of the statement above, if it is valid
    while start < len(text) and len(found) < _MOST:
        stop = text.find("\n", start + _FARTHEST) + 1 or len(text)
        end, tokens = statement(text, start, stop)
        if end == stop < len(text) and _held(text, start, end)[0] == end:
            end, tokens = statement(text, start, len(text))
        try:
            tomli.loads(text[start:end])
        except (ValueError, RecursionError) as fault:
            # A text without its end goes on up to where the next one begins, and is valid.
            resumed, at = _held(text, *before) if before else (0, None)
            told = _NOT_CLOSED
            if at is None:
                resumed, at, told = _fault(text, start, end, fault)
            count = len(found)
            if tokens and tokens[0][0] == "[" and told in (_SYNTAX["Expected ']"], _SYNTAX["Expected newline"]):
                told = _SYNTAX["Expected ']"]
                opening, name = re.findall(r"(\[+)([^][\n#]*)", text[tokens[0][1] : tokens[0][1] + 99])[0]
                with suppress(ValueError):  # the block is begun all the same, if its name can be read
                    lines.open(_right(name.strip(), opening), tokens[0][1])
            found[count:] = [(at, told)]
            if re.search("[][{}]|\"\"\"|'''", text[start:resumed]):  # what follows may still be of this one
                following = re.compile(_BEGINS).search(text, resumed)
                resumed = following.start() if following else len(text)
            before, start = [], resumed
        else:
            lines.take(tokens, text)
            before, start = [start, end], end
    if len(found) == _MOST:
        found.append((start, f"{_MOST} faults are told; mend these first"))
    if not found:
        found.append(_fault(text, 0, 0, error)[1:])
    return sorted((text.count("\n", 0, at) + 1, f"not valid TOML: {told}") for at, told in found)


def _held(text: str, start: int, end: int) -> tuple[int, int | None]:
    """Where another statement begins within a text or list of this one, else its end; and where what is open begins."""
    opened: list[int] = []
    held: tuple[int, int] | None = None
    for part in re.compile(_MARK).finditer(text, start, end):
        mark, found = part[0], None
        if mark[:3] in ('"""', "'''"):
            found = re.compile(_BEGINS).search(text, part.start(), part.end())
            if found or part.lastgroup:
                opened.append(part.start())
        elif mark == "\n" and opened:
            found = re.compile(_BEGINS).match(text, part.end())
        elif mark in "[{":
            opened.append(part.start())
        elif mark in "]}" and opened:
            if text[opened[-1]] + mark not in ("[]", "{}"):
                break  # what is not closed is the bracket within
            opened.pop()
        if found:
            held = held or (found.start(), opened[-1])
            if mark != "\n" or found[0][0] == "[":  # where the bracket is closed, `key =` is but out of place
                return held
    return (held or (end, opened[-1])) if opened else (end, None)


def _fault(text: str, start: int, end: int, error: Exception) -> tuple[int, int, str]:
    """Where the next statement begins, where the fault stands in this one, and what it is."""
    at = start + getattr(error, "pos", 0)
    if str(error).startswith('Expected "\'"'):  # the parser tells where it stopped looking
        at = text.rfind("'", start, at)
    elif str(error).startswith("Exceeds"):
        at += max(re.finditer("[0-9_]+", text[at:end]), key=lambda run: len(run[0])).start()
    end, opener = _held(text, start, end)
    line = text.rfind("\n", 0, at) + 1
    if opener is not None and (at >= end or not text[line:at].strip()):
        unclosed = {"[": _SYNTAX["Unclosed array"], "{": _SYNTAX["Unclosed inline table"]}
        return end, opener, unclosed.get(text[opener], _NOT_CLOSED)
    import unicodedata

    for place in (at, at - 1):
        char = text[place : place + 1]
        if char.strip(" \t\n") and (char in _CURLY or unicodedata.category(char)[0] in "ZC" or has_unsafe(char)):
            remedy = "type a straight one" if char in _CURLY else "type a plain space, or delete it"
            name = f"{unicodedata.name(char, 'an invisible character').lower()} (U+{ord(char):04X})"
            return end, at, f"character {place - line + 1} of the line is a {name}; {remedy}"
    message = getattr(error, "msg", str(error))
    meanings = (ours for start, ours in _SYNTAX.items() if re.match(start, message))
    return end, at, next(meanings, f"{lower_first(message)}; mend it")
