"""What `wps check` says of a data file: its problems, line by line, what is worth a look, and what was proved."""

import os
from pathlib import Path
from typing import NamedTuple

from wps_cli.check import curation, proof
from wps_cli.dataset import loading
from wps_cli.dataset.lines import located
from wps_cli.dataset.model import placed_entries
from wps_cli.errors import DataInvalidError, UsageError
from wps_cli.text import visible


class Checked(NamedTuple):
    """What a check found."""

    problems: list[str]  # each as `path:line: what is wrong; what to do`
    notes: list[str]  # what is only worth a look, in the same form
    proved: str  # what was proved and what was not; empty where the file could not be read as data


def check(path: str, letters: str | None) -> Checked:
    """Check the file, and its paragraphs against the letters in that folder.

    DataMissingError where the file cannot be read, UsageError where the folder of the letters is none.
    """
    if letters is not None and not os.path.isdir(letters):  # noqa: PTH112 (a name too long is no error of ours)
        raise UsageError(f"--sources {letters} is not a folder", hint="name the folder that holds the letters")
    try:
        source = loading.source(path)
        reading = loading.understood(loading.parse(source))
    except DataInvalidError as error:
        return Checked([*map(visible, error.messages)], [], "")
    dataset = reading.dataset
    faults = [*reading.faults, *reading.untold(curation.faults(dataset))]
    faults += [] if letters is None else reading.untold(proof.faults(dataset, Path(letters)))
    # What is wrong may be all that makes the rest of its paragraph look odd: first the one, then the other.
    blamed = {fault.path[:4] for fault in faults}
    notes = [note for note in reading.untold(curation.notes(dataset)) if note.path[:4] not in blamed]
    problems, worth_a_look = ([*map(visible, source.told(located(source.text, found)))] for found in (faults, notes))
    rows = sum(1 for meeting in dataset.meetings for _ in placed_entries(meeting))
    failed = len({fault.path[:-1] for fault in faults if fault.path[-1:] in (("quote",), ("lead",))})
    paragraphs = sum(len(meeting.paragraphs) for meeting in dataset.meetings)
    proved = f"{rows - failed} of {rows} rows were proved against {paragraphs} paragraphs; "
    against = "the paragraphs against the letters"
    not_against = "not the paragraphs against the letters (--sources DIR)"
    return Checked(problems, worth_a_look, proved + (against if letters else not_against))
