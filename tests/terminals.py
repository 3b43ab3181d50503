"""A real terminal for the tests: the installed command on a pseudo-terminal."""

import fcntl
import os
import pty
import struct
import subprocess
import termios
from collections.abc import Mapping

from tests.conftest import COMMAND


def on_terminal(*args: str, columns: int = 80, env: Mapping[str, str] | None = None) -> bytes:
    """All the bytes that the command sends to a terminal of that width, stderr among them."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with subprocess.Popen(
        [COMMAND, *args], stdin=its, stdout=its, stderr=its, env={**os.environ, **(env or {})}
    ) as process:
        os.close(its)
        received = b""
        try:
            while part := os.read(ours, 65536):
                received += part
        except OSError:  # how Linux tells that the other side is closed
            pass
        finally:
            os.close(ours)
        process.wait(timeout=10)
    return received.replace(b"\r\n", b"\n")
