"""Every reason why a text is not TOML, on its line; what follows from one mistake is not told as another."""

import re
from contextlib import suppress

import tomli

from wps_cli.dataset.lines import Lines, Statement, statement, token
from wps_cli.text import lower_first

_KEY = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')(?:[ \t]*\.[ \t]*(?:[\w-]+|"[^"\n]*"|'[^'\n]*'))*"""
_BEGUN = re.compile(
    rf"""^(?:\[\[?[ \t]*(?!true|false|inf|nan|[-+\d"']){_KEY}[ \t]*\]\]?[ \t]*(?:\#.*)?$|{_KEY}[ \t]*=)""", re.MULTILINE
)
"""A line that begins a statement: where a text or list seems to hold one, its end is missing."""
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


def faults(text: str, error: Exception) -> list[tuple[int, str]]:
    """Every reason why the text is not TOML, each with its line."""
    lines, follows = Lines(), False
    before: Statement | None = None
    found: list[tuple[int, str]] = []
    start, line = 0, 1
    looked = 0
    while start < len(text) and len(found) < _MOST > looked // 10:
        one = statement(text, start, line, text.find("\n", start + _FARTHEST) + 1 or len(text))
        if one.is_open and _held(text, one)[0] == one.end < len(text):
            one = statement(text, start, line, len(text))
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
                    lines.take([part for part in one.tokens if part[1] == one.tokens[0][1]])
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


def _held(text: str, one: Statement) -> tuple[int, int | None]:
    """Where a statement begins within a text or list of this one, and where that text or list begins."""
    opened, is_open = list[int](), one.is_open
    for part in token().finditer(text, one.start, one.end):
        mark = part[0]
        begun = None
        if mark.startswith(('"""', "'''")):
            opened.append(part.start())
            begun = _BEGUN.search(text, part.start(), part.end())
            if not (begun or part.lastgroup):
                opened.pop()
        elif mark == "\n" and opened and (found := _BEGUN.match(text, part.end())):
            begun = found if one.is_open or found[0][0] == "[" else None
        elif mark in "[{":
            opened.append(part.start())
        elif mark in "]}" and opened:
            if text[opened[-1]] + mark not in ("[]", "{}"):
                is_open = True  # what is not closed is the bracket within
                break
            opened.pop()
        if begun:
            return begun.start(), opened[-1]
    return one.end, opened[-1] if is_open and opened else None


def _fault(text: str, one: Statement, error: Exception) -> tuple[int, int, str]:
    """Where the next statement begins, where the fault stands in this one, and what it is."""
    at = one.start + getattr(error, "pos", 0)
    if str(error).startswith('Expected "\'"'):  # the parser tells where it stopped looking
        at = text.rfind("'", one.start, at)
    elif str(error).startswith("Exceeds"):
        at += max(re.finditer("[0-9_]+", text[at : one.end]), key=lambda run: len(run[0])).start()
    end, opener = _held(text, one)
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
