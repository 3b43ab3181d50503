"""The statements of a TOML text: the line of each value, and every reason why it is not TOML, for people to mend."""

import re
from bisect import bisect
from collections.abc import Collection, Iterator
from itertools import takewhile
from pkgutil import get_data
from typing import NamedTuple

import tomli

from wps_cli.dataset.model import HEADERS
from wps_cli.suggestions import named
from wps_cli.text import has_unsafe, lower_first

Path = tuple[str | int, ...]  # keys and list indexes that lead to a value: `("meetings", 0, "paragraphs", 3, "text")`
Wrong = tuple[int, str]  # the place of a fault, and what it is
Tokens = list[tuple[str, int]]  # what a statement is made of, each part with its place in the text

# Texts of several lines, keys with their sign, texts, comments, signs, words. No character is gone over thrice: a text,
# however long or broken, costs little. Compiled where it is used, as a file without a problem needs none of it.
_PART = r"""(?:[\w-]++|"(?:[^"\\\n]++|\\[^\n])*+"|'[^'\n]*+')"""
_KEY = rf"{_PART}(?:[ \t]*+\.[ \t]*+{_PART})*+"
_MARK = (
    r'(?s)"""(?:[^"\\]++|\\.|""?+(?!"))*+(?:"""+|(\Z))'
    r"|'''(?:[^']++|''?+(?!'))*+(?:'''+|(\Z))"
    rf"|{_KEY}[ \t]*+="
    r'|"(?:[^"\\\n]++|\\[^\n])*+"?'
    r"|'[^'\n]*'"
    r"|\#[^\n]*|[\[\]{},=\n]|[^\[\]{},=\#\"'\s]++"
)
# A line that begins a statement: where a text or list seems to hold one, its end is missing.
_BEGINS = rf"""(?m)^(?:\[\[?[ \t]*(?!true|false|inf|nan|[-+\d"']){_KEY}[ \t]*\]\]?[ \t]*(?:\#.*)?$|{_KEY}[ \t]*=)"""
_MOST = 100  # faults of syntax that are told in one run
ABOVE = "put it below one, or write that header if it is missing"
_FIRST = {"code", "id", "organ", "part", "label", "topic", "text"}  # keys with which a block may begin
_KEYS = {header: frozenset(block.__struct_fields__) for header, block in HEADERS.items()}  # that it may hold
_CURLY = "“”„‟‘’‚‛"
_BRACKETS = "the header has other brackets behind its name than before it; write as many"


class Fault(NamedTuple):
    """What is wrong and what to do about it, by the path of the value that it is about."""

    path: Path
    text: str
    before: Path = ()  # of a value that is the same, with the line of which the text ends


def statement(text: str, start: int, *, is_valid: bool = False) -> tuple[int, Tokens, int | None]:
    """Where the statement that begins there ends, its parts without comments, and what of it has no end, if any."""
    begins, tokens, opened = re.compile(_BEGINS), Tokens(), list[int]()
    for found in re.compile(_MARK).finditer(text, start):
        mark, at = found[0], found.start()
        if mark == "\n":
            held = begins.match(text, found.end()) if opened else None
            if held and held[0][0] != "[" and text[opened[-1]] == "{" and tokens[-1][0] in "{,":
                held = None  # a table may go on with a key
            if tokens and (held or not opened):
                return found.end(), tokens, opened[-1] if opened else None
        elif mark[0] != "#":
            tokens.append((mark, at))
            if mark in "[{":
                opened.append(at)
            elif mark in "]}" and opened and text[opened[-1]] + mark in ("[]", "{}"):
                opened.pop()
            elif mark[:3] in ('"""', "'''") and not is_valid:
                held = begins.search(text, at, found.end())
                # What seems to close a text may open the next one: `key = """`.
                if found.lastindex or (held and re.search(r"[=,[{]\s*(#.*\s*)?\Z", mark[3:-3][-99:])):
                    return held.start() if held else found.end(), tokens, at
    return len(text), tokens, opened[-1] if opened else None


class Lines:
    """Where the tables and values of a TOML text stand, and which of them are wrong there or no TOML."""

    def __init__(self, text: str, *, is_valid: bool = True) -> None:
        self.wrong: list[Wrong] = []
        self._text = text
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._places: dict[Path, int] = {(): 0}
        self._last: dict[Path, int] = {}  # the place of the newest table of each list
        self._table: Path = ()
        self._header = ""  # of the table
        self._begun: set[Path] = set()  # the tables that have a header
        end = 0
        while end < len(text) and len(self.wrong) < _MOST:
            start = end
            end, tokens, opened = statement(text, start, is_valid=is_valid)
            wrong = None if is_valid else _explained(text, start, end, opened)
            wrong = self._taken(tokens, wrong) if tokens else wrong
            is_key = tokens and tokens[0][0][0].isalnum()  # else it may be the rest of what is told already
            if wrong and (is_key or not self.wrong or not wrong[1].startswith(("a key is missing", "there is no ="))):
                self.wrong.append(wrong)
        if len(self.wrong) == _MOST:
            self.wrong.append((end, f"{_MOST} faults are told; mend these first"))

    def of(self, path: Path) -> int:
        """The line where the value begins; that of what holds it where both stand on one line."""
        while path not in self._places:
            path = path[:-1]
        return bisect(self._starts, self._places[path])

    def _taken(self, tokens: Tokens, wrong: Wrong | None) -> Wrong | None:
        """Take in a statement, be it no TOML: the places of its values; what is wrong with it or where it stands."""
        (key, at), told = tokens[0], ""
        if key == "[":
            told = self._open("".join(mark for mark, _ in tokens), at)
            wrong = (wrong[0], _BRACKETS) if wrong and not wrong[1].startswith("character") else wrong
        elif not wrong:
            path = (*self._table, *(parts := _parts(key)))
            own = _KEYS.get(self._header, _FIRST if self._header else ())
            if path in self._places or (len(parts) == 1 and parts[0] in _FIRST and parts[0] not in own):
                told = self._misplaced(path, at)
            self._note(iter(tokens), self._table)
        return wrong or ((at, told) if told else None)

    def _misplaced(self, path: Path, at: int) -> str:
        """What is wrong with a key that is used twice or foreign: by those that follow, which header is missing."""
        lines = re.compile(r"(?m)^[ \t]*(?:\[|([\w-]+)[ \t]*=)").finditer(self._text, at, at + 100_000)
        following = {found[1] for found in takewhile(lambda one: one[1], lines)}
        header = max((self._header, *_KEYS), key=lambda one: len(following & _KEYS.get(one, set())))
        is_new = path not in self._places
        if is_new and path[-1] not in _KEYS.get(header, ()):
            return ""
        told = f"the key {path[-1]} is {'unknown' if is_new else 'used twice'} in its block; "
        if header == self._header and header[:2] != "[[":
            return f"{told}delete one of the two"
        self._open(header, at)
        return f"{told}is a header such as {header} missing above it?"

    def _open(self, header: str, at: int) -> str:
        """Begin the table of a header that stands there, or should; what is wrong with it, if anything."""
        parts, path, told = _parts(header) or ["?"], Path(), ""
        right = next((one for one in HEADERS if one.strip("[]") == ".".join(parts)), header)
        is_list = right[:2] == "[["
        if is_list != (header[:2] == "[["):
            told = f"write this header as {right}"
        for place, part in enumerate(parts):
            block = f"[[{'.'.join(parts[:place])}]]"
            if block in HEADERS and path not in self._last:
                told = f"this block stands above the {block} that it is part of; {ABOVE}"
                self._last[path] = 0
            path = (*path, self._last[path], part) if path in self._last else (*path, part)
            self._places.setdefault(path, at)
        if is_list:
            self._last[path] = self._last.get(path, -1) + 1
            path = (*path, self._last[path])
        elif path in self._begun:
            told = _meant()["Cannot declare"]
            path = (*path, at)
        self._begun.add(path)
        self._places.setdefault(path, at)
        self._table, self._header = path, right
        return told

    def _note(self, tokens: Iterator[tuple[str, int]], path: Path, place: int | None = None) -> None:
        """The places of what a table, or from that place on a list, holds, up to its closing bracket."""
        here = path
        for mark, at in tokens:
            if mark in "]}":
                return
            if mark == ",":
                place = None if place is None else place + 1
            elif mark[-1] == "=":
                here = path
                for part in _parts(mark):
                    here = (*here, part)
                    self._places.setdefault(here, at)
            else:
                here = here if place is None else (*path, place)
                self._places.setdefault(here, at)
                if mark in "[{":
                    self._note(tokens, here, 0 if mark == "[" else None)


def _parts(key: str) -> list[str]:
    """The parts of a key, its quotes taken off; eight of them, as the model is not so deep."""
    return [part[1:-1] if part[0] in "\"'" else part for part in re.findall(_PART, key)[:8]]


def deepest_key(text: str) -> int:
    """The line of a key of more than a hundred parts, for each of which the parser would need megabytes; else 0."""
    deep = rf"(?m)(?:^|[\[{{,])[ \t]*+{_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{100}}"
    found = re.search(r"\.(?:[\w-]+\.){99}", text) and re.search(deep, text)  # the first is as fast as `str.find`
    return text.count("\n", 0, found.start()) + 1 if found else 0


def located(text: str, faults: Collection[Fault]) -> list[tuple[int, str]]:
    """The faults with their lines in place of their paths, in the order of the file."""
    lines = Lines(text if faults else "")
    told = (f"{one.text} {lines.of(one.before)}" if one.before else one.text for one in faults)
    return sorted(zip((lines.of(one.path) for one in faults), told, strict=True))


def faults(text: str, *, is_valid: bool) -> list[tuple[int, str]]:
    """Why the text is not TOML, or which of its blocks are not where they belong; what follows from one is not told."""
    whole = None if is_valid else _explained(text, 0, len(text), None)  # what the parser alone knows
    wrong = Lines(text, is_valid=is_valid).wrong or filter(None, [whole])
    begun = "" if is_valid else "not valid TOML: "
    return sorted((text.count("\n", 0, at) + 1, f"{begun}{told}") for at, told in wrong)


def _meant() -> dict[str, str]:
    """What the parser's messages mean, by how they begin."""
    return tomli.loads((get_data("wps_cli.dataset", "syntax.toml") or b"").decode())


def _explained(text: str, start: int, end: int, opened: int | None) -> Wrong | None:
    """Why this statement, of which that part has no end, is not TOML."""
    try:
        tomli.loads(text[start:end])
        return None
    except (ValueError, RecursionError) as error:
        at, message = start + getattr(error, "pos", 0), getattr(error, "msg", str(error))
    if message.startswith('Expected "\'"'):  # the parser tells where it stopped looking
        at = text.rfind("'", start, at)
    elif message.startswith("Exceeds"):
        at += max(re.finditer("[0-9_]+", text[at:end]), key=lambda run: len(run[0])).start()
    line = text.rfind("\n", 0, at) + 1
    if opened is not None and (at >= end or not text[line:at].strip()):
        at, message = opened, text[opened]
    import unicodedata

    for place in (at, at - 1):
        char = text[place : place + 1]
        if char.strip(" \t\n") and (char in _CURLY or unicodedata.category(char)[0] in "ZC" or has_unsafe(char)):
            remedy = "type a straight one" if char in _CURLY else "type a plain space, or delete it"
            return at, f"character {place - line + 1} of the line is {named(char)}; {remedy}"
    meanings = (ours for begun, ours in _meant().items() if re.match(begun, message))
    return at, next(meanings, f"{lower_first(message)}; mend it")
