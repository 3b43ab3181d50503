"""Every registered command, so that a test over all of them takes in the ones to come."""

from pathlib import Path
from typing import Any

from wps_cli.cli.commands import app

SAMPLES = {
    "WORDS": "women", "MISSION": "MINUSMA", "MEETING": "mali-2017", "ID": "mali-2017", "ID...": "mali-2017",
    "LETTER": str(Path(__file__).parent / "data" / "made-letter.txt"),
}  # fmt: skip
"""By its name in help, a value for each argument that a command cannot do without, in the shipped data."""
MORE = {"search": ("--in", "all")}
"""What else makes a command answer with rows."""
GROUP: Any = app


def takes(option: str) -> list[str]:
    """The commands that have the parameter of that name."""
    return [name for name, one in GROUP.commands.items() if any(param.name == option for param in one.params)]


LISTS = takes("fields")
"""The commands that print a list."""
PAGES = [name for name in takes("json") if name not in LISTS]
"""The commands that print a page."""


def call(name: str) -> list[str]:
    """The command with what it cannot do without."""
    required = [param.metavar for param in GROUP.commands[name].params if param.required]
    return [name, *(SAMPLES[argument] for argument in required), *MORE.get(name, ())]
