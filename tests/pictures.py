"""The pictures in the README: real screens as SVG. `python -m tests.pictures` writes them anew."""

import io
import os
import re
import subprocess
import sys

from rich.console import Console
from rich.text import Text

from tests.conftest import COMMAND, ROOT

PICTURES = ROOT / "docs" / "pictures"
COLUMNS = 100
SCREENS = {
    "brief": ["brief", "UNMISS"],
    "staffing": ["staffing", "MINUSMA"],
    "search": ["search", "comuniqué", "signing", "--limit", "2"],
}
"""Of each picture the command line."""


def picture(name: str) -> str:
    """The screen of that command as SVG, in the colours that it has on a terminal."""
    environment = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(COLUMNS), "TERM": "xterm", "PAGER": "cat"}
    for variable in ("NO_COLOR", "WPS_DATA"):
        environment.pop(variable, None)
    screen = subprocess.run(
        [COMMAND, *SCREENS[name]], capture_output=True, check=True, env=environment, text=True
    ).stdout
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, legacy_windows=False)
    console.print(Text.from_ansi(screen.rstrip()), soft_wrap=True)
    svg = console.export_svg(title=f"wps {' '.join(SCREENS[name])}", unique_id=f"wps-{name}")
    # A picture fetches nothing from the network: whatever monospaced font there is will do.
    return re.sub(r"@font-face \{.*?\}\n", "", svg, flags=re.DOTALL).replace("Fira Code, monospace", "monospace")


def main() -> None:
    """Write every picture."""
    PICTURES.mkdir(exist_ok=True)
    for name in SCREENS:
        (PICTURES / f"{name}.svg").write_text(picture(name), encoding="utf-8")
        sys.stdout.write(f"{PICTURES / name}.svg\n")


if __name__ == "__main__":
    main()
