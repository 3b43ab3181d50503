"""The proof of every quotation: that its letter has it word for word, and that no sentence was passed over."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path as File
from typing import Any, NamedTuple

from wps_cli.validation import Fault, as_tables, blocks

_JOINING = frozenset("a also an and as but by had in or that the to was well while with yet".split())
"""Words that may stand between the quoted parts of a sentence without being quoted."""
_MARKS = re.compile(r"^- (?=\S)|\*+")
"""Markdown's marks for items and emphasis."""
_TELLING = 8
"""Characters from which on the beginning of a quote tells which passage was meant."""
_VERBATIM = ("quote", "lead", "topic", "speaker", "addressee")
"""The keys that hold words of the letter."""


class Letter(NamedTuple):
    """The text of a letter, one paragraph a line."""

    name: str
    text: str

    @property
    def annex(self) -> str:
        """The body of the annex, from its heading on."""
        return self.text[max(0, self.text.find("\nAnnex to the letter")) :]


def read_letter(directory: File, name: str) -> Letter:
    """The letter of that file name with lines split by page breaks joined and markdown marks removed.

    Raises OSError or UnicodeDecodeError where it cannot be read.
    """
    text, goes_on = "", False
    for line in (directory / name).read_text(encoding="utf-8").splitlines():
        words = " ".join(re.sub(r"\\([^\w\s])", r"\1", _MARKS.sub("", line)).split())
        if not words:
            continue
        is_start = not goes_on or line.startswith(("- ", "**", "#"))
        text += "\n" if is_start else "" if text.endswith("-") else " "
        text += words
        # A line that ends in the middle of a sentence goes on after the page break; a heading does not.
        goes_on = not line.startswith(("**", "#")) and words[-1] not in ".:;?!"
    return Letter(name, text)


def source_faults(tables: Mapping[str, Any], directory: File) -> Iterator[Fault]:
    """Each quote, lead and other verbatim text that its letter does not have."""
    letters: dict[str | int, Letter | str] = dict(_letters(tables, directory))
    for place, letter in letters.items():
        if isinstance(letter, str):
            yield Fault(("meetings", place, "letter"), letter)
    for path, row, _ in blocks(tables, "records", "staffing", "figures"):
        own = letters.get(path[1])
        for key in _VERBATIM:
            words = row.get(key)
            if isinstance(own, Letter) and isinstance(words, str) and words and words not in own.text:
                yield Fault((*path, key), f"{key} is not in {own.name}; {_difference(words, own.text)}")


def _letters(tables: Mapping[str, Any], directory: File) -> Iterator[tuple[int, Letter | str]]:
    """Each meeting's letter, or why it cannot be read."""
    for place, meeting in as_tables(tables.get("meetings")):
        about = meeting.get("letter")
        name = about.get("file") if isinstance(about, dict) else None
        if isinstance(name, str):
            try:
                yield place, read_letter(directory, name)
            except (OSError, ValueError) as error:
                reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
                yield place, f"cannot read the letter {name} in {directory}: {reason}; put it there"


def _difference(words: str, text: str) -> str:
    """The nearest passage of the letter and the first character that differs."""
    begun = bisect_left(range(len(words)), True, key=lambda length: words[: length + 1] not in text)
    start = text.find(words[:begun])
    if begun < _TELLING:
        match = SequenceMatcher(None, words, text, autojunk=False).find_longest_match()
        start = max(0, match.b - match.a)
    passage = text[start : start + len(words)].split("\n", maxsplit=1)[0]
    at = next(
        (n for n, (a, b) in enumerate(zip(words, passage, strict=False)) if a != b), min(len(words), len(passage))
    )
    ours, theirs = (repr(one[at]) if at < len(one) else "the end" for one in (words, passage))
    return f"character {at + 1} is {ours} where the letter has {theirs}: {passage!r}"


def unquoted_sentences(tables: Mapping[str, Any], directory: File) -> Iterator[tuple[str, str]]:
    """The sentences of each annex that no row quotes whole, and whose parts no rows quote between them.

    Yields the name of the letter's file and the sentence.
    """
    for place, letter in _letters(tables, directory):
        if isinstance(letter, Letter):
            meeting = tables["meetings"][place]
            held = [text for text in _held(meeting) if text]
            for line in letter.annex.split("\n"):
                if line.endswith((".", ";", ":")):
                    for sentence in re.split(r"(?<=[.:;]) (?=[A-Z(])", line):
                        if _left_over(sentence, held):
                            yield letter.name, sentence


def _held(meeting: Mapping[str, Any]) -> Iterator[str]:
    for name in ("records", "staffing", "figures"):
        for _, row in as_tables(meeting.get(name)):
            yield from (str(row.get(key) or "") for key in ("quote", "lead", "topic"))


def _left_over(sentence: str, held: list[str]) -> set[str]:
    """The words of the sentence that stand in no quotation, joining words aside."""
    if any(sentence in text for text in held):
        return set()
    free = list(sentence)
    for text in held:
        for part in (text, *re.split(r"(?<=[.:;]) (?=[A-Z(])", text)):
            start = sentence.find(part)
            if start >= 0 and len(part) > 1:
                free[start : start + len(part)] = " " * len(part)
    rest = re.sub(r"\([a-z]+\)", "", "".join(free).lower())
    return set(re.findall(r"[^\W\d_]{2,}", rest)) - _JOINING
