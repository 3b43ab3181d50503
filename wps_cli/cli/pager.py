"""What is longer than the screen goes to a pager, as git and gh do it; on terminals alone."""

import os
import shutil
import signal
import sys
from contextlib import suppress

from wps_cli import streams


def write(text: str, *, machine: bool) -> None:
    """Put the data on stdout, through the pager where there is one and the screen is too short.

    The pager is the command line of WPS_PAGER, else of PAGER, else less; an empty one or cat switches it off.
    """
    pager = os.environ.get("WPS_PAGER", os.environ.get("PAGER", "less -FRX")).strip()
    if sys.stdout is None or not sys.stdout.isatty() or os.environ.get("TERM", "") in ("", "dumb"):
        pager = ""
    size = shutil.get_terminal_size()
    height = sum(max(1, -(-len(line) // size.columns)) for line in text.splitlines()) if pager else 0
    cannot_start = (126, 127)  # how a shell ends that cannot run a program
    if pager in ("", "cat") or height < size.lines or _paged(text, pager) in cannot_start:
        streams.write(text, machine=machine)


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
