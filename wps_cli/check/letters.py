"""The text of a letter, read: its head, its signatories and its paragraphs, from Markdown or from the text of a PDF."""

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from wps_cli.dataset.model import LABEL_PART
from wps_cli.text import joined_lines

LARGEST = 4 * 1024 * 1024
"""Bytes above which a letter is refused: the longest of the Group's has some 20,000."""
_MARKS = re.compile(r"\\([^\w\s])|\*+")
"""Markdown's escapes, which leave their character, and its emphasis."""
_ITEM = re.compile(rf"(?:[-*+•‣–][ \t]+(?=\S)|(?={LABEL_PART}))")
"""What an item of a list begins with: a bullet, or a label."""
_LABEL = re.compile(rf"({LABEL_PART})[ \t]+(?=\S)")
_TOPIC = re.compile(r"\*\*(?P<topic>[^*]+?)\.?\*\*\.?[ \t]*(?=\S)")
"""Bold words at the start of an item, behind which the item itself goes on."""
_FURNITURE = re.compile(
    r"\s*(?:\d{1,3}|\d{1,3}/\d{1,3}|(?:[A-Z]/)+\S*\d\S*|\d\d-\d{5}(?: \([A-Z]\))?.*|-{3,}|_{3,}|\f)\s*"
)
"""What stands alone on a line at the top and foot of a page: page numbers, symbols, job numbers, rules."""
_SENTENCE_END = ".:;?!"


class Printed(Struct, frozen=True):
    """A paragraph as the letter prints it."""

    part: str
    text: str
    label: str | None = None
    """The full path of a labelled item: `(a)(iv)`."""
    topic: str | None = None

    @property
    def is_item(self) -> bool:
        """Whether it is an item of the paragraph above it that has neither label nor topic."""
        return self.label is not None or self.topic is not None


class Letter(Struct, frozen=True):
    """What was read of a letter."""

    head: tuple[str, ...]
    """The lines above the covering letter: organ, distribution, language, title."""
    signed: tuple[tuple[str, ...], ...]
    """Of each signatory the lines printed: the name, then what stands below it."""
    headings: tuple[str, ...]
    """Of the annex, the first of them its own."""
    paragraphs: tuple[Printed, ...]

    @property
    def text(self) -> str:
        """Everything that was read, one paragraph or line a line."""
        signed = (line for lines in self.signed for line in lines)
        whole = (f"{one.label or ''} {one.topic or ''} {one.text}" for one in self.paragraphs)
        return "\n".join([*self.head, *signed, *self.headings, *whole])

    @property
    def co_chairs(self) -> tuple[str, ...]:
        """The States that the covering letter names as co-chairs."""
        covering = " ".join(one.text for one in self.paragraphs if one.part == "letter")
        found = re.search(r"([^.;:]+?), as Co-Chairs? of", covering)
        names = re.split(r", (?:and )?| and (?!Northern Ireland)", found[1]) if found else []
        return tuple(name.strip().removeprefix("the ") for name in names)


class _Block(Struct):
    """Lines that stand together."""

    lines: list[str]
    is_heading: bool = False

    @property
    def text(self) -> str:
        return re.sub(r"[ \t\u00a0]+", " ", joined_lines("\n".join(map(_plain, self.lines)))).strip()


def _plain(line: str) -> str:
    return _MARKS.sub(lambda mark: mark[1] or "", re.sub(r"^\s*#+\s+", "", line))


def read(name: str, source: str) -> Letter:
    """The letter of that text; ValueError where it is none of the Group's, saying what was looked for."""
    blocks = list(_joined(_blocks(source)))
    annex = next((at for at, one in enumerate(blocks) if re.match(r"Annex\b", one.text)), None)
    title = next((at for at, one in enumerate(blocks) if one.text.startswith("Letter dated ")), None)
    if annex is None or title is None or title > annex:
        sought = "a line that begins with “Letter dated”" if title is None else "a heading “Annex” below it"
        raise ValueError(f"{name} is no letter of the Group's form: {sought} was looked for")
    signed_at = next((at for at in range(title, annex) if "(Signed)" in blocks[at].text), annex)
    headings = [blocks[annex]]
    for block in blocks[annex + 1 :]:
        if not (block.is_heading or block.text[-1] not in _SENTENCE_END):
            break
        headings.append(block)
    body = blocks[annex + len(headings) :]
    return Letter(
        tuple(_plain(line).strip() for block in blocks[: title + 1] for line in _head_lines(block)),
        tuple(_signatories(blocks[signed_at:annex])),
        tuple(one.text for one in headings),
        (*_paragraphs("letter", blocks[title + 1 : signed_at]), *_paragraphs("annex", body)),
    )


def _head_lines(block: _Block) -> list[str]:
    return [block.text] if block.text.startswith("Letter dated ") else block.lines


def _blocks(source: str) -> Iterator[_Block]:
    """Runs of lines between empty ones; an item or a bold line begins its own."""
    block = _Block([])
    for raw in source.replace("\f", "\n\n").splitlines():
        line = raw.rstrip() + ("  " if raw.endswith("  ") else "")
        is_heading = re.fullmatch(r"\s*(?:#+ .*|\*\*[^*]+\*\*)\s*", line) is not None
        if not line.strip() or _FURNITURE.fullmatch(line):
            yield from [block] if block.lines else []
            block = _Block([])
            continue
        begins = is_heading or block.is_heading or _ITEM.match(line.lstrip()) or line.lstrip().startswith("*(Signed)*")
        if block.lines and begins:
            yield block
            block = _Block([])
        block.lines.append(line)
        block.is_heading = is_heading
    yield from [block] if block.lines else []


def _joined(blocks: Iterator[_Block]) -> Iterator[_Block]:
    """The blocks with those joined that a page break splits: in the middle of a sentence."""
    before: _Block | None = None
    for block in blocks:
        if before and _goes_on(before, block):
            before.lines += block.lines
            continue
        yield from [before] if before else []
        before = block
    yield from [before] if before else []


def _goes_on(before: _Block, block: _Block) -> bool:
    last, first = _plain(before.lines[-1]).strip(), _plain(block.lines[0]).strip()
    if before.is_heading or block.is_heading or _ITEM.match(first) or not last or not first:
        return False
    ends = last[-1] in _SENTENCE_END or "(Signed)" in last or before.lines[-1].endswith("  ")
    return not ends and (first[0].islower() or last[-1] in "-,\u2011" or len(last) > _LONG)


_LONG = 60
"""Characters from which on a line without a full stop is no name and no heading, but goes on."""


def _signatories(blocks: list[_Block]) -> Iterator[tuple[str, ...]]:
    """Each name with the lines below it, up to the next."""
    lines: list[str] = []
    for line in (_plain(line).strip() for block in blocks for line in block.lines):
        if "(Signed)" in line and lines:
            yield tuple(lines)
            lines = []
        lines.append(line.replace("(Signed)", "").strip())
    if lines:
        yield tuple(lines)


def _paragraphs(part: str, blocks: list[_Block]) -> Iterator[Printed]:
    """The paragraphs without headings, labels and topics apart from their text."""
    path: list[str] = []
    for block in blocks:
        if block.is_heading:
            continue
        first = re.sub(r"^\s*[-*+•‣–][ \t]+(?=\S)", "", block.lines[0])
        topic = _TOPIC.match(first.lstrip())
        label = _LABEL.match(_plain(first).lstrip())
        text = _Block([first, *block.lines[1:]]).text
        if topic and first != block.lines[0]:
            name = _plain(topic["topic"]).strip()
            yield Printed(part, text[len(name) :].lstrip(". "), topic=name)
        elif label:
            path = [*_parents(path, label[1]), label[1]]
            yield Printed(part, text[len(label[1]) :].lstrip(), label="".join(path))
        else:
            path = []
            yield Printed(part, text)


def _parents(path: list[str], label: str) -> list[str]:
    """The labels above this one: it goes on from one of its own sort, else it is a level deeper."""
    for depth, other in enumerate(path):
        if _is_next(other, label):
            return path[:depth]
    return path


def _is_next(before: str, label: str) -> bool:
    """Whether the label follows the other at the same level: `(b)` behind `(a)`, `(iv)` behind `(iii)`."""
    if (before[0] == "(") != (label[0] == "("):
        return False
    one, other = before.strip("()."), label.strip("().")
    if roman(one) and roman(other) and roman(other) == roman(one) + 1:
        return True
    return len(one) == len(other) == 1 and ord(other) == ord(one) + 1


def roman(text: str) -> int:
    """The value of a small roman number; 0 where it is none."""
    if not re.fullmatch(r"x{0,3}(ix|iv|v?i{0,3})", text):
        return 0
    values = [{"i": 1, "v": 5, "x": 10}[digit] for digit in text]
    return sum(-one if one < then else one for one, then in zip(values, [*values[1:], 0], strict=True))


def read_file(path: Path) -> Letter:
    """The letter in that file; OSError or ValueError where it cannot be read."""
    if not path.is_file():
        raise ValueError("no such file" if not path.exists() else "it is not a file; put the letter's text there")
    if path.stat().st_size > LARGEST:
        raise ValueError(f"it is larger than {LARGEST // 2**20} MB; is it the letter's text?")
    try:
        return read(path.name, path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8 text; save it as UTF-8") from None
