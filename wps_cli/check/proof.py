"""What `wps check` says of a file, and the proof that its paragraphs are the letters', none missing and none added."""

import os
import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest
from operator import attrgetter
from pathlib import Path as File
from textwrap import shorten

from msgspec.structs import replace

from wps_cli.check import curation
from wps_cli.check.letters import Letter, Printed, read
from wps_cli.dataset import loading
from wps_cli.dataset.lines import Fault, Path, located
from wps_cli.dataset.model import Dataset, Meeting, Paragraph, placed_entries
from wps_cli.errors import DataInvalidError, DataMissingError, WpsError
from wps_cli.suggestions import difference, nearest_told
from wps_cli.text import lower_first, visible

_PRINTED = frozenset("title date organ distributed language symbol co_chairs who name office state".split())
_IN_PARAGRAPHS = frozenset("quote lead speaker addressee category percent value unit bound when".split())


def check(path: str, letters: str | None) -> tuple[list[str], list[str], str]:
    """The file's problems, each as `path:line: what is wrong; what to do`; notes in that form; and what was proved.

    Its paragraphs are proved against the letters in that folder. Nothing is proved of a file that is no data.
    DataMissingError where the file or the folder of the letters cannot be read.
    """
    try:
        if letters is not None:
            os.listdir(letters)  # noqa: PTH208 (tried, not read)
        source = loading.Source(path)
        reading = loading.understood(source)
    except OSError as error:
        told = f"cannot read the letters in {letters}: {lower_first(str(error.strerror))}"
        raise DataMissingError(told, hint="name the folder that holds the letters") from None
    except DataInvalidError as error:
        return [*map(visible, error.messages)], [], ""
    dataset = reading.dataset
    unlike = None if letters is None else [*_unproved(dataset, letters)]
    # Of what cannot be understood that is all that is told, and so it is of a paragraph that is not its letter's:
    # what is wrong in its rows may come from that.
    told_of = {one.path for one in reading.faults}
    altered = {one.path[:4] for one in unlike or () if one.path[4:] == ("text",)}
    ours = (one for one in curation.faults(dataset) if one.path not in told_of and one.path[:4] not in altered)
    faults = [*reading.faults, *reading.untold((*ours, *(unlike or ())))]
    # What is wrong may be all that makes the rest of its paragraph look odd: first the one, then the other.
    blamed = {fault.path[:4] for fault in faults}
    notes = [note for note in reading.untold(curation.notes(dataset)) if note.path[:4] not in blamed]
    said = [[visible(f"{source.name}:{no}: {it}") for no, it in located(source.text, some)] for some in (faults, notes)]
    return said[0], said[1], _proved(dataset, faults, unlike)


def _proved(dataset: Dataset, faults: Sequence[Fault], unlike: Sequence[Fault] | None) -> str:
    """How many rows are as their paragraphs have them, and how many paragraphs as a letter that could be read."""
    meetings = [*enumerate(dataset.meetings)]
    texts = [("meetings", at, "paragraphs", no) for at, one in meetings for no, _ in enumerate(one.paragraphs)]
    rows: list[Path] = [("meetings", at, *where) for at, one in meetings for where, _ in placed_entries(one)]
    wrong = {fault.path[:6] for fault in faults if _IN_PARAGRAPHS.issuperset(fault.path[6:7])}
    sound = sum(wrong.isdisjoint((row, (*row[:4], "text"))) for row in rows)
    told = f"rows proved against their paragraphs: {sound} of {len(rows)}; paragraphs against the letters: "
    if unlike is None:
        return f"{told}none (--sources DIR)"
    unread = {fault.path[1] for fault in unlike if fault.path[2:] == ("letter", "file")}
    other = {fault.path[:4] for fault in unlike}
    same = sum(text not in other and text[1] not in unread for text in texts)
    return f"{told}{same} of {len(texts)} (letters read: {len(meetings) - len(unread)} of {len(meetings)})"


def _unproved(dataset: Dataset, folder: str) -> Iterator[Fault]:
    """Whatever of the data its letter does not print, and whatever of the letter the data lacks."""
    letters: dict[str, Letter] = {}
    for place, meeting in enumerate(dataset.meetings):
        path, name = ("meetings", place), meeting.letter.file
        try:
            if not File(folder, name).is_file():
                raise ValueError(f"{folder}/{name} is not a file; put the letter's text there")  # noqa: TRY301 (told as the rest is)
            if name not in letters:
                given = loading.Source(f"{folder}/{name}")
                letters[name] = read(given.name, given.text)
        except (OSError, ValueError, WpsError) as error:
            yield Fault((*path, "letter", "file"), str(error))
            continue
        yield from _about(path, meeting, letters[name])
        yield from _compared((*path, "paragraphs"), meeting.paragraphs, letters[name].paragraphs)
    are_whole = letters.keys() == {meeting.letter.file for meeting in dataset.meetings}
    text = "\n".join(letter.text for letter in letters.values())
    words = {*re.findall(r"\w+", text)}
    for place, mission in enumerate(dataset.missions if are_whole else ()):
        for key, value in (("code", mission.code), ("name", mission.name)):
            # Its words are looked for first: to look through every letter for every mission would cost their product.
            if not (words.issuperset(re.findall(r"\w+", value)) and value in text):
                yield Fault(("missions", place, key), f"{key} {value} is printed in no letter; copy it from there")


def _about(path: Path, meeting: Meeting, letter: Letter) -> Iterator[Fault]:
    """What the meeting and its letter say of themselves must be printed, and nobody who is printed may be left out."""
    file, printed = meeting.letter.file, letter.text
    for where, key, value in curation.values(replace(meeting, paragraphs=()), path):
        words = f"{value.day} {value:%B} {value.year}" if isinstance(value, date) else value
        # A day may be the first of several, `6 and 7 December 2032`, and in capitals.
        days = rf"(?i)\b{value.day}(?:(?: and | to |[-–])\d\d?)? {value:%B} {value.year}" if words != value else ""
        if key in _PRINTED and not (days and re.search(days, printed)) and words not in printed:
            yield Fault(where, f"{key} {words!r} is not printed in {file}; {nearest_told(words, printed)}")
    names, signed = [one.name for one in meeting.letter.signatories], [lines[0] for lines in letter.signed]
    chairs = ("co_chairs",), meeting.co_chairs, letter.co_chairs
    for at, ours, theirs in ((("letter", "signatories"), names, signed), chairs):
        if len(ours) < len(theirs):  # a name that is misspelt is told above
            yield Fault((*path, *at), f"{at[-1]} are {', '.join(theirs)} in {file}; add who is missing")


def _compared(path: Path, ours: Sequence[Paragraph], theirs: Sequence[Printed]) -> Iterator[Fault]:
    """The two sequences side by side: paragraphs altered, added, missing and out of order."""
    from rapidfuzz.distance import Indel

    key = attrgetter("part", "label", "topic", "text")
    mine, printed = [*map(key, ours)], [*map(key, theirs)]
    start = begin = 0
    for end, stop, size in Indel.opcodes(mine, printed).as_matching_blocks():
        lacking = list[str]()
        for place, one, other in zip_longest(range(start, end), mine[start:end], printed[begin:stop]):
            is_moved = mine.count(one or other) == printed.count(one or other)
            begun = f"“{shorten((one or other)[-1], 64, placeholder=' ...')}”"
            if one and other:
                for name, was, is_printed in zip(("part", "label", "topic"), one, other, strict=False):
                    if was != is_printed:
                        told = f"{name} is {was or 'missing'} where the letter has {is_printed or 'none'}"
                        yield Fault((*path, place, name), told)
                if one[-1] != other[-1]:
                    yield Fault((*path, place, "text"), f"text is not the letter's; {difference(one[-1], other[-1])}")
            elif one:
                told = f"this paragraph elsewhere: {begun}; move it there"
                told = told if is_moved else f"no such paragraph: {begun}; delete it or mend it"
                yield Fault((*path, place), f"the letter has {told}")
            elif not is_moved:
                lacking.append(begun)
        if lacking:
            told = f"{len(lacking)} paragraphs are missing: {lacking[0]} and on; copy them in behind this one"
            told = told if lacking[1:] else f"paragraph is missing: {lacking[0]}; copy it in behind this one"
            yield Fault((*path, end - 1) if end else path[:-1], f"the letter's next {told}")
        start, begin = end + size, stop + size
