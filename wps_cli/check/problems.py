"""What `wps check` says of a data file: its problems, line by line, and what no row quotes."""

from pathlib import Path

from wps_cli.check import curation, order
from wps_cli.check import letters as sources
from wps_cli.dataset import loading
from wps_cli.dataset.lines import located
from wps_cli.errors import DataInvalidError, UsageError
from wps_cli.text import visible


def check(path: str, letters: str | None) -> tuple[list[str], list[str]]:
    """The problems of the file as `path:line: what is wrong; what to do`, and notes on sentences left out.

    A file that cannot be parsed has its syntax error alone. DataMissingError where it cannot be read,
    UsageError where the folder of the letters is none.
    """
    if letters is not None and not Path(letters).is_dir():
        raise UsageError(f"--sources {letters} is no folder", hint="name the folder that holds the letters")
    try:
        source = loading.source(path)
        tables = loading.parse(source)
    except DataInvalidError as error:
        return list(map(visible, error.messages)), []
    reading = loading.understood(tables)
    faults = [*reading.faults, *reading.untold(curation.faults(reading.dataset))]
    faults += order.faults(tables)
    notes: list[str] = []
    if letters is not None:
        faults += sources.source_faults(tables, Path(letters))
        left_out = sources.unquoted_sentences(tables, Path(letters))
        notes = [f"{name}: no row quotes: {sentence}" for name, sentence in left_out]
    return [f"{visible(source.name)}:{line}: {visible(text)}" for line, text in located(source.text, faults)], notes
