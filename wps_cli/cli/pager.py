"""What is longer than the screen goes to a pager, as git and gh do it; on terminals alone."""

import os
import shutil
import signal
import sys
from contextlib import suppress

from wps_cli import streams

_CANNOT_START = (126, 127)
"""How a shell ends that cannot run a program."""


def write(text: str, *, machine: bool) -> None:
    """Put the data on stdout, through the pager where there is one and the screen is too short."""
    pager = _pager()
    if not pager or _fits(text) or _paged(text, pager) in _CANNOT_START:
        streams.write(text, machine=machine)


def _fits(text: str) -> bool:
    """Whether the screen has room for it, long lines broken, and for the prompt below."""
    size = shutil.get_terminal_size()
    return sum(max(1, -(-len(line) // size.columns)) for line in text.splitlines()) < size.lines


def _pager() -> str:
    """The command line of WPS_PAGER, else PAGER, else less; nothing where it is switched off or of no use."""
    if sys.stdout is None or not sys.stdout.isatty() or os.environ.get("TERM", "") in ("", "dumb"):
        return ""
    asked = os.environ.get("WPS_PAGER", os.environ.get("PAGER", "less -FRX")).strip()
    return "" if asked == "cat" else asked


def _paged(text: str, pager: str) -> int:
    """Run the pager over the text and wait for its end; gives its status."""
    import subprocess

    # Those who name less without options get what git gives it: quit if it fits, keep colours and the screen.
    usual = {"LESS": "FRX", "LV": "-c", "LESSCHARSET": "utf-8"}
    environment = os.environ | {name: os.environ.get(name) or value for name, value in usual.items()}
    encoding = sys.stdout.encoding or "utf-8"
    with subprocess.Popen(pager, shell=True, stdin=subprocess.PIPE, env=environment) as process:  # noqa: S602 (the user's own setting)
        # Ctrl-C and an early end are the pager's affair while it runs.
        names = [name for name in ("SIGINT", "SIGPIPE") if hasattr(signal, name)]
        before = {name: signal.signal(getattr(signal, name), signal.SIG_IGN) for name in names}
        with suppress(OSError):  # it was left before the end
            process.communicate(text.encode(encoding, streams.PLAINER))
        process.wait()
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)
    return process.returncode
