"""The text of a letter, read: its head, its signatories and its paragraphs, from Markdown or from the text of a PDF."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from wps_cli.check.blocks import BULLET, HEADING, LABEL, blocks, is_whole, one_line
from wps_cli.dataset.model import Paragraph

LARGEST = 256 * 1024
"""Characters above which a letter is refused: the longest of the Group's has some 20,000, in 20 paragraphs."""
_MOST, _LONGEST = 1000, 10_000
"""Paragraphs, and characters of one, above which the text is no letter or its paragraphs are not apart."""
_MARKS = re.compile(r"\\([^\w\s])|\*+|^#+ ")
"""Markdown's escapes, which leave their character, its emphasis and its headings."""
_TOPIC = re.compile(r"\*\*([^*]+?)\.?\*\*\.?[ \t]*(?=\S)")
"""Bold words at the start of an item, behind which the item itself goes on."""
_ROMAN = " i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx "


class Printed(Paragraph, frozen=True, kw_only=True):
    """A paragraph as the letter prints it, in its place."""

    heading: str = ""
    """What is printed as a heading above it."""
    is_bullet: bool = False
    """It has a bullet, and neither label nor topic."""


class Letter(Struct, frozen=True):
    """What was read of a letter."""

    head: tuple[str, ...]
    """The lines above the covering letter: organ, distribution, language, symbol, and last the title."""
    signed: tuple[tuple[str, ...], ...]
    """Of each signatory the lines printed: the name, then what stands below it."""
    headings: tuple[str, ...]
    """Of the annex, the first of them its own."""
    paragraphs: tuple[Printed, ...]
    notes: tuple[str, ...]
    """The footnotes, whose marks the paragraphs leave out."""

    @property
    def text(self) -> str:
        """Everything that was read, one paragraph or line a line."""
        signed = (line for lines in self.signed for line in lines)
        whole = (f"{one.label or ''} {one.topic or ''} {one.text}" for one in self.paragraphs)
        return "\n".join([*self.head, *signed, *self.headings, *whole])

    @property
    def signatories(self) -> list[dict[str, str]]:
        """Name and title of each, and where printed the office below it and the State that this names."""
        found = []
        for name, title, *office in ((*lines, "")[: max(2, len(lines))] for lines in self.signed):
            state = re.search(r"Permanent Representative of (?:the )?(.+?) to the United", " ".join((title, *office)))
            more = {"office": " ".join(office), "state": state[1] if state else ""}
            found.append({"name": name, "title": title} | {key: value for key, value in more.items() if value})
        return found

    @property
    def co_chairs(self) -> tuple[str, ...]:
        """The States that the covering letter names as co-chairs."""
        covering = " ".join(one.text for one in self.paragraphs if one.part == "letter")
        found = re.search(r"(?:On behalf of )?([^.;:]+?), as Co-Chairs? of", covering)
        names = re.split(r", (?:and )?| and (?!Northern Ireland)", found[1]) if found else []
        return tuple(re.sub("^[Tt]he ", "", name.strip()) for name in names)


def read(name: str, source: str) -> Letter:
    """The letter of that text; ValueError where it is not one of the Group's, saying what was looked for."""
    if len(source) > LARGEST:
        raise ValueError(f"{name} is larger than {LARGEST // 1024} kB; is it the letter's text?")
    found, notes = blocks(source)
    marked = [one_line(block) for block in found]
    plain = [_plain(one) for one in marked]
    title = next((at for at, one in enumerate(plain) if one.startswith("Letter dated ")), None)
    annex = next((at for at, one in enumerate(plain) if re.match(r"Annex\b", one)), None)
    if annex is None or title is None or title > annex:
        sought = "a line that begins with “Letter dated”" if title is None else "a heading “Annex” below its title"
        raise ValueError(f"{name} is not a letter of the Group's form: {sought} was looked for")
    body = next((at for at in range(annex + 1, len(plain)) if not _is_heading(marked[at])), len(plain))
    signed = next((at for at in range(title, annex) if "(Signed)" in plain[at]), annex)
    head = [part for block in found[:title] for line in block for part in re.split(r"\s{3,}", _plain(line))]
    head += re.findall(r"(?m)(?:^|\s)([A-Z]+/\S{1,30}\d)[ \t]*$", source.partition("Letter dated ")[0])
    paragraphs = (*_paragraphs("letter", marked[title + 1 : signed]), *_paragraphs("annex", marked[body:]))
    if len(paragraphs) > _MOST or any(len(one.text) > _LONGEST for one in paragraphs):
        raise ValueError(
            f"{name} has more paragraphs or longer ones than a letter; is there an empty line between two?"
        )
    return Letter(
        (*dict.fromkeys(part.strip() for part in head if part.strip()), plain[title]),
        tuple(_signatories(found[signed:annex])),
        tuple(plain[annex:body]),
        paragraphs,
        tuple(notes),
    )


def _plain(line: str) -> str:
    return _MARKS.sub(r"\1", line.strip())


def _is_heading(marked: str) -> bool:
    """Whether a paragraph is a heading: bold, or short and without a full stop."""
    is_bare = not (is_whole(marked) or BULLET.match(marked) or LABEL.match(marked))
    return (is_bare and len(marked) < 200) or HEADING.fullmatch(marked) is not None


def _signatories(lines: Sequence[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Each name with the lines below it, up to the next."""
    text = "\n".join(_plain(line) for block in lines for line in block)
    text = re.sub(r"Permanent Representative[^(]*?United\s+Nations", lambda office: " ".join(office[0].split()), text)
    for one in text.split("(Signed)")[1:]:
        yield tuple(line.strip() for line in one.strip().split("\n"))


def _paragraphs(part: Literal["letter", "annex"], marked: Sequence[str]) -> list[Printed]:
    """The paragraphs, with headings, labels and topics apart from their text."""
    found: list[Printed] = []
    path: list[str] = []
    heading = ""
    for at, whole in enumerate(marked):
        bullet = BULLET.match(whole)
        block = whole[bullet.end() :] if bullet else whole
        text, topic = _plain(block), _TOPIC.match(block) if bullet else None
        label = None if topic else LABEL.match(text)
        above = _above(path, label[1], text, is_new=bool(found) and not found[-1].is_item) if label else None
        is_within = label and above is None and found and not bullet
        # A heading has something below it; a number makes it more likely a row of a table.
        if HEADING.fullmatch(whole) or (_is_heading(whole) and not re.search(r"\d", whole) and marked[at + 1 :]):
            heading = text
        elif label and is_within and (label[1][0] == "(" or not is_whole(found[-1].text)):
            # Of a sentence that goes on: the break before it was a line's or a page's.
            found[-1] = replace(found[-1], text=f"{found[-1].text} {text}")
        else:
            one = Printed(part=part, text=text, heading=heading, is_bullet=bullet is not None)
            if label and above is not None:
                path = [*above, label[1]]
                one = replace(one, text=text[label.end() :], label="".join(path), is_bullet=False)
            elif topic:
                name = _plain(topic[1])
                one = replace(one, text=text[len(name) :].lstrip(". "), topic=name, is_bullet=False)
            found.append(one)
            heading = ""
    return found


def _above(path: list[str], label: str, text: str, *, is_new: bool) -> list[str] | None:
    """The labels above this one; None where it neither begins a list nor goes on with one.

    `is_new`: the paragraph above is not an item.
    """
    for depth, other in enumerate(path):
        if _is_next(other, label):
            return path[:depth]
    bare = label.strip("().")
    second = {"a": "b", "i": "ii", "1": "2"}.get(bare)
    # A list whose second label is in the same paragraph is one within a sentence.
    if second is None or f" {label.replace(bare, second)} " in text or len(path) == 3:
        return None
    return [] if is_new else path[: path.index(label)] if label in path else path


def _is_next(before: str, label: str) -> bool:
    """Whether the label follows the other at the same level: `(b)` behind `(a)`, `(iv)` behind `(iii)`."""
    one, other = before.strip("()."), label.strip("().")
    is_next = f" {one} {other} " in _ROMAN or (len(one) == len(other) == 1 and ord(other) == ord(one) + 1)
    return is_next and before.replace(one, "") == label.replace(other, "")


def read_file(path: Path) -> Letter:
    """The letter in that file; OSError or ValueError where it cannot be read."""
    if not path.is_file():
        raise ValueError("no such file" if not path.exists() else "it is not a file; put the letter's text there")
    if path.stat().st_size > LARGEST:
        raise ValueError(f"it is larger than {LARGEST // 1024} kB; is it the letter's text?")
    try:
        return read(path.name, path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8 text; save it as UTF-8") from None
