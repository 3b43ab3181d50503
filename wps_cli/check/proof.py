"""The proof of the paragraphs: that each is its letter's word for word, with nothing missing and nothing added."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path as File
from typing import Any

from wps_cli.check.letters import Letter, Printed, read_file
from wps_cli.check.likeness import difference, nearest
from wps_cli.check.numbers import spelt
from wps_cli.dataset.lines import Fault, Path
from wps_cli.dataset.model import Dataset, Meeting, Paragraph

_SHOWN = 60
"""Characters of a paragraph that name it."""


def faults(dataset: Dataset, directory: File) -> Iterator[Fault]:
    """Whatever of the data its letter does not print, and whatever of the letter the data lacks."""
    letters: dict[str, Letter] = {}
    for place, meeting in enumerate(dataset.meetings):
        path: Path = ("meetings", place)
        name = meeting.letter.file
        try:
            letter = letters[name] = letters.get(name) or _read(directory, name)
        except (OSError, ValueError) as error:
            told = getattr(error, "strerror", None) or str(error)
            yield Fault((*path, "letter", "file"), f"cannot read the letter {meeting.letter.file}: {told}")
            continue
        yield from _about(path, meeting, letter)
        yield from _compared(path, meeting.paragraphs, letter.paragraphs)
    texts = [letter.text for letter in letters.values()]
    words = {word for text in texts for word in re.findall(r"\w+", text)}
    is_whole = letters.keys() == {meeting.letter.file for meeting in dataset.meetings}
    for place, mission in enumerate(dataset.missions if is_whole else ()):
        for key, value in (("code", mission.code), ("name", mission.name)):
            # Its words are looked for first: to look through every letter for every mission would cost their product.
            if value and not (words.issuperset(re.findall(r"\w+", value)) and any(value in text for text in texts)):
                yield Fault(("missions", place, key), f"{key} {value} is printed in no letter; copy it from there")


def _read(directory: File, name: str) -> Letter:
    if File(name).name != name:
        raise ValueError("that is a path; write the name alone")
    return read_file(directory / name)


def _compared(path: Path, ours: Sequence[Paragraph], theirs: Sequence[Printed]) -> Iterator[Fault]:
    """The two sequences side by side: paragraphs altered, added and missing."""
    matcher = SequenceMatcher(None, [_key(one) for one in ours], [_key(one) for one in theirs])
    for change, start, end, their_start, their_end in matcher.get_opcodes():
        if change == "equal":
            continue
        paired = min(end - start, their_end - their_start)
        for step in range(paired):
            yield from _altered((*path, "paragraphs", start + step), ours[start + step], theirs[their_start + step])
        for place in range(start + paired, end):
            told = f"the letter has no such paragraph: {_begun(ours[place].text)}; delete it or mend it"
            yield Fault((*path, "paragraphs", place), told)
        for missing in theirs[their_start + paired : their_end]:
            last = min(start + paired, len(ours)) - 1
            where = (*path, "paragraphs", last) if last >= 0 else path
            yield Fault(
                where, f"the letter's next paragraph is missing: {_begun(missing.text)}; copy it in behind this one"
            )


def _key(one: Paragraph | Printed) -> tuple[Any, ...]:
    return (one.part, one.label, one.topic, one.text)


def _begun(text: str) -> str:
    return f"“{text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(' ', 1)[0] + ' ...'}”"


def _altered(path: Path, ours: Paragraph, theirs: Printed) -> Iterator[Fault]:
    for key in ("part", "label", "topic"):
        mine, printed = getattr(ours, key), getattr(theirs, key)
        if mine != printed:
            told = f"{key} is {mine!r}" if mine else f"{key} is missing"
            has = f"has {printed!r}" if printed else "has none"
            yield Fault((*path, key) if mine and mine != "annex" else path, f"{told} where the letter {has}")
    if ours.text != theirs.text:
        yield Fault((*path, "text"), f"text is not the letter's; {difference(ours.text, theirs.text)}")


def _about(path: Path, meeting: Meeting, letter: Letter) -> Iterator[Fault]:
    """What the meeting and its letter say of themselves must be printed, and nobody who is printed may be left out."""
    about, printed = meeting.letter, letter.text
    said: list[tuple[Path, Any]] = [
        *(((key,), getattr(meeting, key)) for key in ("title", "date")),
        *(
            (("letter", key), getattr(about, key))
            for key in ("organ", "title", "date", "distributed", "language", "symbol")
        ),
        *((("co_chairs", place), name) for place, name in enumerate(meeting.co_chairs)),
        *((("participants", place, "who"), one.who) for place, one in enumerate(meeting.participants)),
        *(
            (("letter", "signatories", place, key), getattr(one, key))
            for place, one in enumerate(about.signatories)
            for key in ("name", "title", "office", "state")
        ),
    ]
    for where, value in said:
        words = spelt(value) if isinstance(value, date) else value
        if words and words not in printed:
            key = next(part for part in reversed(where) if isinstance(part, str))
            near = nearest(words, printed).rstrip(" ,;")
            yield Fault((*path, *where), f"{key} {words!r} is not printed in {about.file}; the nearest is {near!r}")
    signed = [lines[0] for lines in letter.signed]
    for where, theirs, ours, told in (
        (
            ("letter", "signatories"),
            signed,
            [one.name for one in about.signatories],
            "signed {} and is missing; add them",
        ),
        (("co_chairs",), letter.co_chairs, meeting.co_chairs, "is a co-chair in {} and is missing; add it"),
    ):
        missing = [one for one in theirs if one not in ours]
        misspelt = [one for one in ours if one not in theirs]  # told above: each stands for one that is missing
        for name in missing[len(misspelt) :]:
            yield Fault((*path, *where), f"{name} {told.format(about.file)}")
