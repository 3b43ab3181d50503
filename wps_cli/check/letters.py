"""The proof of every quotation: that its letter has it word for word, and that no sentence was passed over."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path as File
from typing import Any

from wps_cli.dataset.lines import Fault, Path
from wps_cli.dataset.model import LABEL_PATTERN
from wps_cli.dataset.validation import Row, as_tables, blocks

_JOINING = frozenset("a also an and as but by had in or that the to was well while with yet".split())
"""Words that may stand between the quoted parts of a sentence without being quoted."""
_BLOCK = re.compile(r"\s*(?:[-*+]\s|\*\*|#+\s)")
"""What a paragraph of its own begins with, whatever went before: an item, bold words, a heading."""
_HEADING = re.compile(r"#|\*\*[^*]+\*\*\s*$")
_MARKS = re.compile(r"\\(?P<plain>[^\w\s])|^\s*(?:[-*+]|#+)\s+(?=\S)|\*+")
"""Markdown's escapes (which leave their character) and its marks for items, headings and emphasis."""
_SENTENCE_END = re.compile(r"(?<=[.:;?!]) (?=[^\sa-z])")
_TELLING = 20
"""Characters from which on the beginning of a quote tells which passage was meant."""
_LOOKED_AT = 40
"""Passages compared of each sort before the nearest is named: more share but a word with what was meant."""
_ANNEX = "Annex to the letter"
"""How the heading of an annex begins."""
_OF_LETTER = ("title", "date", "distributed", "language", "signatories", "symbol")
_MONTHS = "January February March April May June July August September October November December".split()
_VERBATIM = ("quote", "lead", "topic", "speaker", "addressee", "category")
"""The keys that hold words of the letter."""


class Letter:
    """The text of a letter, one paragraph a line."""

    def __init__(self, name: str, markdown: str) -> None:
        self.name = name
        paragraphs = _paragraphs(markdown)
        self.text = "\n".join(words for words, _ in paragraphs)
        self.body = _body(paragraphs)
        """The body paragraphs of the annex, as they are counted."""

    @property
    def annex(self) -> str:
        """The body of the annex, from its heading on; all of the text where there is none."""
        return self.text[max(0, self.text.find(f"\n{_ANNEX}")) :]

    def nearest(self, words: str) -> str:
        """The passage most like the words, and about as long, within one paragraph."""
        begun = bisect_left(range(len(words)), True, key=lambda last: words[: last + 1] not in self.text)
        starts = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(words[:begun])}", self.text)]
        if begun < _TELLING:
            starts = starts[:_LOOKED_AT] + self._starts_by_run(words)[:_LOOKED_AT]
        cased = re.search(re.escape(words), self.text, re.IGNORECASE)
        if cased:
            return cased[0]
        passages = [self._passage(start, len(words)) for start in starts or [0]]
        return max(passages, key=lambda passage: SequenceMatcher(None, words, passage, autojunk=False).ratio())

    def _passage(self, start: int, length: int) -> str:
        """So many characters and the rest of their last word, but no other paragraph."""
        paragraph = self.text[start:].split("\n", maxsplit=1)[0]
        return paragraph[:length] + re.split(r"\s", paragraph[length:], maxsplit=1)[0]

    def _starts_by_run(self, words: str) -> list[int]:
        """Where the passage would begin, laid by each place of the longest run of equal words."""
        ours = words.split()
        self._matcher.set_seq1(ours)
        found = self._matcher.find_longest_match()
        run, theirs = ours[found.a : found.a + found.size], self.text.split()
        starts = []
        for place in range(len(theirs) if run else 0):
            if theirs[place : place + len(run)] == run:
                # Words before the run do not reach into the paragraph before.
                paragraph = self.text.rfind("\n", 0, self._places[place]) + 1
                starts.append(max(paragraph, self._places[max(0, place - found.a)]))
        return starts

    @cached_property
    def _places(self) -> list[int]:
        """Where each word begins."""
        return [match.start() for match in re.finditer(r"\S+", self.text)]

    @cached_property
    def _matcher(self) -> SequenceMatcher[str]:
        return SequenceMatcher(None, [], self.text.split(), autojunk=False)


def _body(paragraphs: list[tuple[str, bool]]) -> list[str]:
    """The annex without headings; (i), (ii) and so on belong to the lettered paragraph before them."""
    annex = next((at for at, (words, _) in enumerate(paragraphs) if words.startswith(_ANNEX)), -1)
    body: list[str] = []
    for words, is_heading in paragraphs[annex + 1 :]:
        if body and re.match(r"\([ivx]+\) ", words) and re.match(r"\([a-z]\) ", body[-1]):
            body[-1] += f"\n{words}"
        elif not is_heading:
            body.append(words)
    return body


def _paragraphs(markdown: str) -> list[tuple[str, bool]]:
    """The paragraphs with lines split by page breaks joined and markdown marks removed, and which are headings."""
    found: list[str] = []
    headings: set[int] = set()
    goes_on = is_adjacent = False
    for line in markdown.splitlines():
        words = re.sub("[ \t]+", " ", _MARKS.sub(lambda mark: mark["plain"] or "", line)).strip()
        if not words:
            is_adjacent = False
            continue
        if found and (goes_on or is_adjacent) and not _BLOCK.match(line):
            found[-1] += words if found[-1].endswith("-") else f" {words}"
        else:
            found.append(words)
            if _HEADING.match(line):
                headings.add(len(found) - 1)
        # A line that ends in the middle of a sentence goes on after the page break; a heading does not.
        goes_on = not _HEADING.match(line) and words[-1] not in ".:;?!"
        is_adjacent = not _HEADING.match(line) and not line.endswith(("  ", "\\"))
    return [(words, at in headings) for at, words in enumerate(found)]


def read_letter(directory: File, name: str) -> Letter:
    """The letter of that file name; OSError or ValueError where it cannot be read."""
    if File(name).name != name:
        raise ValueError("that is a path; write the name alone")
    if (directory / name).is_fifo():
        raise ValueError("it is a pipe; put the letter's text there")
    try:
        return Letter(name, (directory / name).read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8 text; save it as UTF-8") from None


def source_faults(tables: Mapping[str, Any], directory: File) -> Iterator[Fault]:
    """Each quote, lead and other verbatim text that its letter does not have."""
    letters: dict[str | int, Letter | str] = dict(_letters(tables, directory))
    meetings = dict(as_tables(tables.get("meetings")))
    for place, letter in letters.items():
        if isinstance(letter, str):
            yield Fault(("meetings", place, "letter", "file"), letter)
        else:
            yield from _about_faults(("meetings", place), meetings[int(place)], letter)
    read = [letter.text for letter in letters.values() if isinstance(letter, Letter)]
    for place, mission in as_tables(tables.get("missions")) if len(read) == len(letters) else ():
        for key in ("code", "name"):
            if isinstance(mission.get(key), str) and not any(mission[key] in text for text in read):
                yield Fault(("missions", place, key), f"{key} {mission[key]} stands in no letter; copy it from there")
    for path, row, _ in blocks(tables, "records", "staffing", "figures"):
        own = letters.get(path[1])
        for key in _VERBATIM:
            words = row.get(key)
            if isinstance(own, Letter) and isinstance(words, str) and words not in own.text:
                yield Fault((*path, key), f"{key} is not in {own.name}; {_difference(words, own.nearest(words))}")
        if isinstance(own, Letter):
            yield from _place_faults(path, row, own)


def _letters(tables: Mapping[str, Any], directory: File) -> Iterator[tuple[int, Letter | str]]:
    """Each meeting's letter, or why it cannot be read."""
    for place, meeting in as_tables(tables.get("meetings")):
        about = meeting.get("letter")
        name = about.get("file") if isinstance(about, dict) else None
        if isinstance(name, str):
            try:
                yield place, read_letter(directory, name)
            except (OSError, ValueError) as error:
                missing = f"{error.strerror}; put it there" if isinstance(error, OSError) else error
                yield place, f"cannot read the letter {name} in {directory}: {missing}"


def _difference(words: str, passage: str) -> str:
    """The first character that differs, and what the letter has."""
    shorter = min(len(words), len(passage))
    at = next((place for place in range(shorter) if words[place] != passage[place]), shorter)
    ours, theirs = (repr(one[at]) if at < len(one) else "the end" for one in (words, passage))
    return f"character {at + 1} is {ours} where the letter has {theirs}: {passage!r}"


def _place_faults(path: Path, row: Row, letter: Letter) -> Iterator[Fault]:
    """The quote must stand behind its lead in the paragraph that is cited, or outside the annex where none is."""
    quote, paragraph = row.get("quote"), row.get("paragraph")
    if not isinstance(quote, str) or not quote or quote not in letter.text:
        return
    lead = row.get("lead")
    if isinstance(lead, str) and letter.text.find(lead) > letter.text.rfind(quote):
        told = f"lead stands behind the quote in {letter.name}; copy the words that introduce it"
        yield Fault((*path, "lead"), told)
    held = [number for number, words in enumerate(letter.body, start=1) if quote in words]
    if isinstance(paragraph, int) and paragraph not in held:
        where = f"in paragraph {held[0]}" if held else "outside the annex"
        yield Fault((*path, "paragraph"), f"paragraph is {paragraph}, but {letter.name} has the quote {where}")
    elif paragraph is None and letter.text.count(quote) == letter.annex.count(quote) and held:
        yield Fault(path, f"missing key paragraph; {letter.name} has the quote in paragraph {held[0]}")
    elif isinstance(paragraph, int) and row.get("kind") == "recommendation":
        yield from _label_faults(path, row, letter)


def _label_faults(path: Path, row: Row, letter: Letter) -> Iterator[Fault]:
    """A recommendation bears the label of the item that holds its quote, if that one is lettered."""
    words = letter.body[row["paragraph"] - 1]
    # A quote may begin with its label.
    quoted = re.finditer(re.escape(row["quote"]), words)
    printed = [_label(words[: one.start()] + re.findall(r"^(?:\([a-z]+\) )*", one[0])[0]) for one in quoted]
    label = row.get("label")
    if label not in printed and (label is None or re.fullmatch(LABEL_PATTERN, str(label))):
        told = f"says {label}" if label else "is missing"
        where = (*path, "label") if label else path
        yield Fault(where, f"label {told}, but {letter.name} prints {printed[0] or 'none'}")


def _label(before: str) -> str | None:
    """The label of the item that goes on behind these first words of a paragraph: `(a)(iv)`; None where it has none."""
    lettered = re.match(r"\([a-z]\)(?= )", f"{before} ")
    numbered = re.findall(r"(?<!\S)\([ivx]+\)(?= )", f"{before[3:]} ")
    return "".join([lettered[0], *numbered[-1:]]) if lettered else None


def _about_faults(path: Path, meeting: Row, letter: Letter) -> Iterator[Fault]:
    """What the meeting and its letter say of themselves must be printed: titles, names and days."""
    about: Any = meeting.get("letter")
    printed = {key: meeting.get(key) for key in ("title", "date", "co_chairs", "participants")}
    for key, value in [*printed.items(), *((("letter", key), about.get(key)) for key in _OF_LETTER)]:
        where = (*path, *((key,) if isinstance(key, str) else key))
        for words in _printed(value):
            if words not in letter.text:
                yield Fault(
                    where, f"{where[-1]} says {words!r}, which {letter.name} does not print; copy it from there"
                )


def _printed(value: Any) -> Iterator[str]:
    """The texts and days in the value, as a letter prints them."""
    match value:
        case str():
            yield value
        case date():
            yield f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
        case list():
            for one in value:
                yield from _printed(one)
        case dict():
            for key, one in value.items():
                yield from _printed(one) if key != "missions" else ()


def unquoted_sentences(tables: Mapping[str, Any], directory: File) -> Iterator[tuple[str, str]]:
    """The sentences of each annex that no row quotes whole, and whose parts no rows quote between them.

    Yields the name of the letter's file and the sentence.
    """
    for place, letter in _letters(tables, directory):
        if isinstance(letter, Letter):
            held = list(_held(tables["meetings"][place]))
            for line in letter.annex.split("\n"):
                # Headings, names and the rule at the foot end without a stop.
                if line.endswith((".", ";", ":", "?", "!")):
                    for sentence in _SENTENCE_END.split(line):
                        if _left_over(sentence, held):
                            yield letter.name, sentence


def _held(meeting: Mapping[str, Any]) -> Iterator[str]:
    for name in ("records", "staffing", "figures"):
        for _, row in as_tables(meeting.get(name)):
            texts = (row.get(key) for key in ("quote", "lead", "topic"))
            yield from (text for text in texts if text and isinstance(text, str))


def _left_over(sentence: str, held: list[str]) -> set[str]:
    """The words of the sentence that stand in no quotation, joining words aside."""
    if any(sentence in text for text in held):
        return set()
    free = list(sentence)
    for text in held:
        for part in (text, *_SENTENCE_END.split(text)):
            start = sentence.find(part)
            if start >= 0 and len(part) > 1:
                free[start : start + len(part)] = " " * len(part)
    rest = re.sub(r"\([a-z]+\)", "", "".join(free).lower())
    return set(re.findall(r"[^\W\d_]{2,}", rest)) - _JOINING
