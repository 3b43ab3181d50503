"""What `wps check` says of a data file: its problems, line by line, what is worth a look, and what was proved."""

import os
from pathlib import Path

from msgspec import Struct

from wps_cli.check import curation, proof
from wps_cli.dataset import loading
from wps_cli.dataset.lines import located
from wps_cli.dataset.model import placed_entries
from wps_cli.errors import DataInvalidError, DataMissingError
from wps_cli.text import lower_first, visible


class Checked(Struct, frozen=True):
    """What a check found."""

    problems: list[str]
    """Each as `path:line: what is wrong; what to do`."""
    notes: list[str]
    """What is only worth a look, in the same form."""
    proved: str
    """What was proved and what was not; empty where the file could not be read as data."""


def check(path: str, letters: str | None) -> Checked:
    """Check the file, and its paragraphs against the letters in that folder.

    DataMissingError where the file or the folder of the letters cannot be read.
    """
    try:
        if letters is not None:
            os.listdir(letters)  # noqa: PTH208
        source = loading.source(path)
        reading = loading.understood(source)
    except OSError as error:
        told = f"cannot read the letters in {letters}: {lower_first(str(error.strerror))}"
        raise DataMissingError(told, hint="name the folder that holds the letters") from None
    except DataInvalidError as error:
        return Checked(list(map(visible, error.messages)), [], "")
    dataset = reading.dataset
    faults = [*reading.faults, *reading.untold(curation.faults(dataset))]
    if letters is not None:
        faults += reading.untold(proof.faults(dataset, Path(letters)))

    # What is wrong may be all that makes the rest of its paragraph look odd: first the one, then the other.
    blamed = {fault.path[:4] for fault in faults}
    notes = [note for note in reading.untold(curation.notes(dataset)) if note.path[:4] not in blamed]
    rows = sum(1 for meeting in dataset.meetings for _ in placed_entries(meeting))
    failed = len({fault.path[:-1] for fault in faults if fault.path[-1:] in (("quote",), ("lead",))})
    paragraphs = sum(len(meeting.paragraphs) for meeting in dataset.meetings)
    against = "against the letters" if letters else "not the paragraphs against the letters (--sources DIR)"
    problems, worth_a_look = (
        [f"{visible(source.name)}:{line}: {visible(text)}" for line, text in located(source.text, found)]
        for found in (faults, notes)
    )
    proved = f"{rows - failed} of {rows} rows were proved against {paragraphs} paragraphs; "
    return Checked(problems, worth_a_look, proved + ("the paragraphs " if letters else "") + against)
