"""What `wps check` says of a data file: its problems, what is worth a look, and what was proved.

The paragraphs are proved against the letters: each is its letter's word for word, nothing is missing, nothing added.
"""

import os
import re
from collections.abc import Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher
from itertools import zip_longest
from operator import attrgetter
from pathlib import Path as File

from msgspec.structs import replace

from wps_cli.check import curation
from wps_cli.check.letters import LARGEST, Letter, Printed, read
from wps_cli.check.likeness import difference, nearest_told
from wps_cli.dataset import loading
from wps_cli.dataset.lines import Fault, Path, located
from wps_cli.dataset.model import Dataset, Meeting, Paragraph, placed_entries
from wps_cli.errors import DataInvalidError, DataMissingError
from wps_cli.text import lower_first, visible

_PRINTED = frozenset("title date organ distributed language symbol co_chairs who name office state".split())
_IN_PARAGRAPHS = frozenset("quote lead speaker addressee category percent value unit bound when".split())
_SHOWN = 60  # characters of a paragraph that name it


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
    unlike = None if letters is None else [*_unproved(dataset, File(letters))]
    # A paragraph that is not its letter's is all that is told of it: what is wrong in its rows may come from that.
    altered = {fault.path[:4] for fault in unlike or () if fault.path[4:] == ("text",)}
    ours = curation.faults(dataset)
    ours = (one for one in ours if one.path[:4] not in altered or _IN_PARAGRAPHS.isdisjoint(one.path[6:7]))
    faults = [*reading.faults, *reading.untold((*ours, *(unlike or ())))]
    # What is wrong may be all that makes the rest of its paragraph look odd: first the one, then the other.
    blamed = {fault.path[:4] for fault in faults}
    notes = [note for note in reading.untold(curation.notes(dataset)) if note.path[:4] not in blamed]
    problems, worth_a_look = (
        [visible(f"{source.name}:{line}: {told}") for line, told in located(source.text, found)]
        for found in (faults, notes)
    )
    return problems, worth_a_look, _proved(dataset, faults, unlike)


def _proved(dataset: Dataset, faults: Sequence[Fault], unlike: Sequence[Fault] | None) -> str:
    """How many rows are as their paragraphs have them, and how many paragraphs as a letter that could be read."""
    meetings = [(("meetings", place), meeting) for place, meeting in enumerate(dataset.meetings)]
    rows: list[Path] = [(*path, *where) for path, meeting in meetings for where, _ in placed_entries(meeting)]
    wrong = {fault.path[:6] for fault in faults if _IN_PARAGRAPHS.issuperset(fault.path[6:7])}
    sound = sum(wrong.isdisjoint((row, (*row[:4], "text"))) for row in rows)
    told = f"rows proved against their paragraphs: {sound} of {len(rows)}; paragraphs against the letters: "
    if unlike is None:
        return f"{told}none (--sources DIR)"
    unread = {fault.path[:2] for fault in unlike if fault.path[2:] == ("letter", "file")}
    unlike_paths = {fault.path[:4] for fault in unlike} | unread
    texts = [(*path, "paragraphs", place) for path, meeting in meetings for place in range(len(meeting.paragraphs))]
    same = sum(unlike_paths.isdisjoint((text, text[:2])) for text in texts)
    letters = f"letters read: {len(meetings) - len(unread)} of {len(meetings)}"
    return f"{told}{same} of {len(texts)} ({letters})"


def _unproved(dataset: Dataset, directory: File) -> Iterator[Fault]:
    """Whatever of the data its letter does not print, and whatever of the letter the data lacks."""
    letters: dict[str, Letter] = {}
    for place, meeting in enumerate(dataset.meetings):
        path: Path = ("meetings", place)
        name = meeting.letter.file
        try:
            letter = letters[name] = letters.get(name) or _read(directory, name)
        except (OSError, ValueError) as error:
            told = getattr(error, "strerror", None) or str(error)
            yield Fault((*path, "letter", "file"), f"cannot read the letter {name}: {told}")
            continue
        yield from _about(path, meeting, letter)
        yield from _compared((*path, "paragraphs"), meeting.paragraphs, letter.paragraphs)
    texts = [letter.text for letter in letters.values()]
    words = {word for text in texts for word in re.findall(r"\w+", text)}
    is_whole = letters.keys() == {meeting.letter.file for meeting in dataset.meetings}
    for place, mission in enumerate(dataset.missions if is_whole else ()):
        for key, value in (("code", mission.code), ("name", mission.name)):
            # Its words are looked for first: to look through every letter for every mission would cost their product.
            if value and not (words.issuperset(re.findall(r"\w+", value)) and any(value in text for text in texts)):
                yield Fault(("missions", place, key), f"{key} {value} is printed in no letter; copy it from there")


def _read(directory: File, name: str) -> Letter:
    """The letter in that file; OSError or ValueError where it cannot be read."""
    path = directory / name
    if File(name).name != name:
        raise ValueError("that is a path; write the name alone")
    if not path.is_file():
        raise ValueError("no such file" if not path.exists() else "it is not a file; put the letter's text there")
    if path.stat().st_size > LARGEST:
        raise ValueError(f"it is larger than {LARGEST // 1024} kB; is it the letter's text?")
    try:
        return read(name, path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8 text; save it as UTF-8") from None


def _about(path: Path, meeting: Meeting, letter: Letter) -> Iterator[Fault]:
    """What the meeting and its letter say of themselves must be printed, and nobody who is printed may be left out."""
    file, printed = meeting.letter.file, letter.text
    for where, key, value in curation.values(replace(meeting, paragraphs=()), path):
        words = f"{value.day} {value:%B} {value.year}" if isinstance(value, date) else value
        if key in _PRINTED and words not in printed:
            yield Fault(where, f"{key} {words!r} is not printed in {file}; {nearest_told(words, printed)}")
    signed, names = [lines[0] for lines in letter.signed], [one.name for one in meeting.letter.signatories]
    for at, theirs, ours, told in (
        (("letter", "signatories"), signed, names, f"signed {file} and is missing; add them"),
        (("co_chairs",), letter.co_chairs, meeting.co_chairs, f"is a co-chair in {file} and is missing; add it"),
    ):
        # A name that is misspelt is told above: it stands for one that is missing.
        misspelt = sum(one not in theirs for one in ours)
        missing = [one for one in theirs if one not in ours][misspelt:]
        yield from (Fault((*path, *at), f"{name} {told}") for name in missing)


def _compared(path: Path, ours: Sequence[Paragraph], theirs: Sequence[Printed]) -> Iterator[Fault]:
    """The two sequences side by side: paragraphs altered, added, missing and out of order."""
    key = attrgetter("part", "label", "topic", "text")
    mine, printed = [*map(key, ours)], [*map(key, theirs)]
    for _, start, end, begin, stop in SequenceMatcher(None, mine, printed).get_opcodes():
        for place, one, other in zip_longest(range(start, end), ours[start:end], theirs[begin:stop]):
            text, is_moved = (one or other).text, mine.count(key(one or other)) == printed.count(key(one or other))
            begun = f"“{text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(' ', 1)[0] + ' ...'}”"
            if one and other:
                yield from _altered((*path, place), one, other)
            elif one:
                told = f"this paragraph elsewhere: {begun}; move it there"
                told = told if is_moved else f"no such paragraph: {begun}; delete it or mend it"
                yield Fault((*path, place), f"the letter has {told}")
            elif not is_moved:
                told = f"the letter's next paragraph is missing: {begun}; copy it in behind this one"
                yield Fault((*path, end - 1) if end else path[:-1], told)


def _altered(path: Path, ours: Paragraph, theirs: Printed) -> Iterator[Fault]:
    for key in ("part", "label", "topic"):
        mine, printed = getattr(ours, key), getattr(theirs, key)
        if mine != printed:
            told = f"{key} is {mine!r}" if mine else f"{key} is missing"
            has = f"has {printed!r}" if printed else "has none"
            yield Fault((*path, key) if mine and mine != "annex" else path, f"{told} where the letter {has}")
    if ours.text != theirs.text:
        yield Fault((*path, "text"), f"text is not the letter's; {difference(ours.text, theirs.text)}")
