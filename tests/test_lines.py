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
from wps_cli.dataset.lines import ABOVE, Lines, faults

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
    return loading.Source(str(path)).text


@settings(steady, max_examples=200)
@given(CHANCE, ENDS)
def test_every_value_of_a_valid_file_stands_on_its_line(
    tmp_path_factory: pytest.TempPathFactory, chance: random.Random, end: str
) -> None:
    document = Document(chance, SIGNS)
    assert _days(tomli.loads(document.text)) == document.data
    lines = Lines(text_of(document.text, end, tmp_path_factory.getbasetemp()))
    assert {path: lines.of(path) for path in document.lines} == document.lines


def test_what_stands_nowhere_is_told_where_it_would_stand() -> None:
    assert Lines("a = 1\n[b]\nc = 2\n").of(("b", "d", 0)) == 2


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
    "a no-break space before =": Planted("equals", lambda _: "\u00a0= ", "is the no-break space (U+00A0)"),
    "a zero-width space behind =": Planted("equals", lambda _: "= \u200b", "is the zero width space (U+200B)"),
    "a soft hyphen in a key": Planted("equals", lambda _: "\u00adk = ", "is the soft hyphen (U+00AD)"),
    "a list that is not closed": Planted("list", lambda text: text[:-1].rstrip(), "closing bracket is missing"),
    "a comma missing in a list": Planted("comma", lambda _: "", "a comma or the closing bracket is missing"),
    "a header that is not closed": Planted(
        "header", lambda text: text[:-1], "other brackets behind its name than before it"
    ),
    "a line of words": Planted("header", lambda text: f"some words\n{text}", "there is no = after the key"),
    "a day that is not": Planted("plain", lambda _: "2020-02-30", "there is no such day"),
    "a statement twice": Planted("statement", lambda text: f"{text}\n{text}", "is used twice", behind=True),
    "a number of 5,000 digits": Planted("plain", lambda _: "1" * 5000, "a number is too long"),
}


@pytest.mark.parametrize("fault", FAULTS)
@settings(steady, max_examples=120)
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
    except ValueError:
        told = faults(text, is_valid=False)
        assert [number for number, _ in told] == [line], f"{told}\n{broken}"
        assert planted.says in told[0][1]


def _without(header: str, ahead: str) -> tuple[str, int]:
    """The shipped file without the header that stands before these words, and the line where it stood."""
    text = SHIPPED.read_text(encoding="utf-8")
    at = text.rindex(header, 0, text.index(ahead))
    return text[:at] + text[at + len(header) :].removeprefix("\n"), text.count("\n", 0, at) + 1


@pytest.mark.parametrize(
    ("header", "ahead"),
    [
        ("[[missions]]", 'code = "UNMISS"'), ("[[meetings]]", 'id = "wpa-2016"'),
        ("[meetings.letter]", "organ = "), ("[[meetings.paragraphs]]", 'id = "mali-2017/innovative-approach"'),
        ("[[meetings.paragraphs.records]]", 'id = "mali-2017/follow-up"'),
        ("[[meetings.paragraphs.staffing]]", 'id = "mali-2017/staff-police"'),
    ],
)  # fmt: skip
def test_a_header_that_is_missing_is_told_once_by_the_keys_that_it_had(wps: Run, header: str, ahead: str) -> None:
    text, line = _without(header, ahead)
    told = _told(wps, text)
    assert [number for number, _ in told] == [line], told
    assert header in told[0][1]
    assert "missing" in told[0][1]


@pytest.mark.parametrize("wrong", ["[{}]", "[{}]]", "[[{}]"])
@pytest.mark.parametrize("place", [0, 1, 7])
@pytest.mark.parametrize("name", ["meetings.paragraphs", "meetings.paragraphs.records", "missions"])
def test_a_bracket_lost_from_a_header_is_told_there_and_nowhere_else(
    wps: Run, wrong: str, place: int, name: str
) -> None:
    parts = SHIPPED.read_text(encoding="utf-8").split(f"[[{name}]]\n")
    before, after = (f"[[{name}]]\n".join(some) for some in (parts[: place + 1], parts[place + 1 :]))
    told = _told(wps, f"{before}{wrong.format(name)}\n{after}")
    assert [number for number, _ in told] == [before.count("\n") + 1], told
    assert f"[[{name}]]" in told[0][1] or "write as many" in told[0][1]


def _told(wps: Run, text: str) -> list[tuple[int, str]]:
    """The problems that `check` tells, each with its line; every command refuses the file with the same."""
    checked, refused = wps("check", "-", stdin=text.encode()), wps("meetings", "--data", "-", stdin=text.encode())
    lines = [line.removeprefix("<stdin>:").split(": ", 1) for line in checked.stdout.splitlines()]
    assert (checked.status, refused.status) == (1, 65)
    assert [line for line in refused.stderr.splitlines() if not line.startswith("hint")] == [
        f"wps: error: {line}" for line in checked.stdout.splitlines()
    ]
    return [(int(line), says) for line, says in lines]


MANY = [
    ("version = ", "version 2026 # = "),
    ('code = "UNOCI"', 'code = "UNOCI'),
    ('code = "UNSOM"', "code = “UNSOM”"),
    ("[glossary]", "[glossary"),
    ('"headquarters" = ["HQ"]', '"headquarters" = ["HQ"'),
    ('"resolution" = [', '"resolution"\u00a0= ['),
    ("date = 2017-05-04", "date = 2017-05-34"),
    ('kind = "country"', "kind = country"),
    ("percent = 19\n", "percent = 19 per cent\n"),
    ("percent = 7\n", "percent = 7\npercent = 8\n"),
    ("value = 400", f"value = {'4' * 5000}"),
    ('id = "wpa-2016"', r'id = "wpa\-2016"'),
    ("date = 2016-11-10", "date = 2016-11-10,"),
    ('kind = "thematic"', 'kind = "thematic"\nsome words that belong to nothing'),
]  # fmt: skip


def test_all_faults_of_syntax_are_told_in_one_run_each_on_its_line(wps: Run) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    for old, new in MANY:
        assert old in text
        text = text.replace(old, new, 1)
    begins = [new.split("\n")[-2 if new.endswith("\n") else -1] for _, new in MANY]
    lines = text.split("\n")
    expected = [next(number for number, line in enumerate(lines, start=1) if line.startswith(one)) for one in begins]
    assert [line for line, _ in _told(wps, text)] == sorted(expected)


HEAD = "version = 2020-01-01\nmissions = []\n"
PARAGRAPH = "[[meetings.paragraphs]]\ntext = 'They met.'\n"
ROW = "[[meetings.paragraphs.records]]\nid = 'm/1'\nkind = 'challenge'\nsummary = 's'\nquote = 'They met.'\n"
SAYS = {
    "a forgotten header of a row": (
        HEAD + "[[meetings]]\nid = 'm'\n" + PARAGRAPH + ROW + ROW.partition("\n")[2], 12,
        "the key id is used twice in its block; is a header such as [[meetings.paragraphs.records]] missing above it?",
    ),
    "a row before any paragraph": (
        HEAD + "[[meetings]]\nid = 'm'\n" + ROW + PARAGRAPH + ROW + PARAGRAPH,
        5, f"this block stands above the [[meetings.paragraphs]] that it is part of; {ABOVE}",
    ),
    "a key that is used twice": (
        "version = 2020-01-01\nversion = 2020-01-02\n",
        2, "the key version is used twice in its block; delete one of the two",
    ),
    "a list and a table of one name": (
        HEAD + "[glossary]\n[[glossary]]\n",
        4, "a name is used above already; write in one place what it holds",
    ),
    "a no-break space": (
        HEAD + "[[meetings]]\nid\u00a0= 'm'\n",
        4, "character 3 of the line is the no-break space (U+00A0); type a plain space, or delete it",
    ),
    "a zero-width space": (
        HEAD + "[[meetings]]\n\u200bid = 'm'\n",
        4, "character 1 of the line is the zero width space (U+200B); type a plain space, or delete it",
    ),
    "curly quotes": (
        HEAD + "[[meetings]]\nid = “m”\n",
        4, "character 6 of the line is the left double quotation mark (U+201C); type a straight one",
    ),
    "a curly quote at the end": (
        HEAD + "[[meetings]]\nid = \"m”\nkind = 'country'\n",
        4, "character 8 of the line is the right double quotation mark (U+201D); type a straight one",
    ),
    "a text over several lines that is not closed": (
        HEAD + '[[meetings]]\n[[meetings.paragraphs]]\ntext = """\nThey met.\n' + PARAGRAPH.replace("'", '"' * 3),
        5, "the text has no closing quotation mark; write it",
    ),
    "a mistake below a text and a table with lines like those of statements": (
        HEAD + "[[meetings]]\nid = '''\n[[a]]\nb = 1\n'''\nletter = {\norgan = '',\ntitle = ''\n}\ndate = then\n",
        12, "the value is not TOML; write text in straight quotes, numbers and days without",
    ),
    "a key within a list": (
        HEAD + "[[meetings]]\nco_chairs = [\nid = 'm'\n'A',\n'B',\n]\n",
        4, "a comma or the closing bracket is missing; write it",
    ),
    "a conflict that the parser alone knows": (
        "a = { b = 1 }\na.c = 2\n", 2, "a name is used above already; write in one place what it holds",
    ),
}  # fmt: skip


@pytest.mark.parametrize("claim", SAYS)
def test_a_mistake_is_told_once_in_words_that_say_what_to_do(wps: Run, claim: str) -> None:
    text, line, says = SAYS[claim]
    assert _told(wps, text) == [(line, f"not valid TOML: {says}")]


def test_a_hundred_faults_are_told_and_no_more(wps: Run) -> None:
    told = _told(wps, "".join(f"some words {number}\n" for number in range(5000)))
    assert [line for line, _ in told[:-1]] == [*range(1, 101)]
    assert told[-1] == (101, "not valid TOML: 100 faults are told; mend these first")


def test_toml_1_1_is_valid_whatever_parser_is_installed(wps: Run) -> None:
    new = 'missions = [{\n  code = "A\\x41", # told\n  name = "\\e",\n  countries = [],\n}]\nmeetings = []\n'
    assert wps("missions", "--data", "-", stdin=f"version = 2020-01-01\n{new}".encode()).status == 0


def test_headers_that_are_missing_and_faults_of_syntax_are_told_in_one_run(wps: Run) -> None:
    text, line = _without("[[meetings.paragraphs]]", 'id = "mali-2017/innovative-approach"')
    told = _told(wps, text.replace('"resolution" =', '"resolution"', 1))
    assert [number for number, _ in told][1:] == [line], told


MISPLACED = {
    "rows above the first paragraph": (
        "[[meetings.paragraphs]]\ntext", "[[meetings.paragraphs.records]]\nid = 'x'\n[[meetings.other]]\ntext",
        f"this block stands above the [[meetings.paragraphs]] that it is part of; {ABOVE}",
    ),
    "a header in single brackets": (
        "[[meetings.paragraphs]]", "[meetings.paragraphs]",
        "write this header as [[meetings.paragraphs]]",
    ),
    "a text beyond the limit": (
        "'They met.'", f"'{'x' * 20_001}'", "text has more than 20,000 characters; shorten it or split it",
    ),
    "a list beyond the limit": (
        "text =", f"staffing = [{'{},' * 10_001}]\ntext =",
        "staffing has more than 10,000 items; shorten it or split it",
    ),
}  # fmt: skip


@pytest.mark.parametrize("claim", MISPLACED)
def test_what_fits_nowhere_is_told_by_what_it_is(wps: Run, claim: str) -> None:
    old, new, says = MISPLACED[claim]
    told = _told(wps, (HEAD + "[[meetings]]\n" + PARAGRAPH).replace(old, new, 1))
    assert says in [one for _, one in told]


def test_keys_of_a_block_whose_header_is_missing_are_told_once(wps: Run) -> None:
    glossary = "".join(f'"words {number}" = []\n' for number in range(80))
    told = _told(wps, f"{HEAD}[[meetings]]\n{glossary}")
    assert (4, "the keys from words 0 on are unknown here; is the header of their block missing above?") in told
    assert len(told) < 12


@pytest.mark.parametrize(("parts", "is_deep"), [(100, False), (101, True), (978, True), (1000, True)])
def test_a_key_of_more_than_a_hundred_parts_is_refused_by_that_limit(wps: Run, parts: int, is_deep: bool) -> None:
    key = ".".join(["a"] * parts)
    for text in (f"x = 1\n{key} = 1\n", f"x = 1\n[{key}]\n", f"x = 1\ny = {{ {key} = 1 }}\n"):
        assert ((2, "a key has more than 100 parts; mend it") in _told(wps, text)) == is_deep
    told = _told(wps, f"# {key}\nx = '{key}'\n")
    assert (2, "unknown key x; the keys here are version, missions, glossary, meetings") in told
