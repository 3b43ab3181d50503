"""What the tests share: the command in process, the command as installed, the data files, whole outputs."""

import io
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
import tomli

from wps_cli.cli.commands import app
from wps_cli.dataset import loading

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "data" / "meetings.toml"
DATA = ROOT / "tests" / "data"
SEVERAL = DATA / "several.toml"
"""A data file with several missions and dates, made up, for what the two letters do not hold."""
CHECKED = DATA / "checked.toml"
"""A small made-up file, sound in every respect, in which mistakes are planted; `letters/` has what it quotes."""
HOSTILE = DATA / "hostile.toml"
"""A data file full of what terminals, spreadsheets and Rich would take for instructions."""
GOLDEN = ROOT / "tests" / "golden"
COMMAND = Path(sys.executable).with_name("wps")


class Outcome(NamedTuple):
    """How a run ended and all that it wrote."""

    status: int
    stdout: str
    stderr: str


class _Stream(io.TextIOWrapper):
    """A text stream over bytes in memory; a terminal where told so."""

    def __init__(self, data: bytes = b"", *, is_terminal: bool = False) -> None:
        super().__init__(io.BytesIO(data), encoding="utf-8", newline="")
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal

    def text(self) -> str:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode()


Run = Callable[..., Outcome]
_parse_once = lru_cache(maxsize=8)(tomli.loads)
"""Most tests read the same files: each text is parsed once. Nothing changes what is parsed."""


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of the caller's changes what the command does."""
    for name in ("WPS_DATA", "WPS_DEBUG", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name in ("WPS_PAGER", "PAGER"):
        monkeypatch.setenv(name, "cat")


@pytest.fixture
def wps(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in this process: `wps("challenges", "UNMISS")`; `columns=80` makes stdout a terminal."""

    def run(*args: str, stdin: bytes = b"", columns: int | None = None) -> Outcome:
        out, err = _Stream(is_terminal=columns is not None), _Stream()
        with monkeypatch.context() as patch:
            if columns is not None:
                patch.setenv("COLUMNS", str(columns))
            patch.setattr(loading, "tomli", SimpleNamespace(loads=_parse_once))
            patch.setattr(sys, "stdin", _Stream(stdin))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            with pytest.raises(SystemExit) as ending:
                app.run(list(args))
        status = ending.value.code
        return Outcome(int(status or 0), out.text(), err.text())

    return run


def installed(
    *args: str,
    program: Sequence[str | Path] = (COMMAND,),
    env: Mapping[str, str] | None = None,
    stdin: bytes = b"",
    **options: Any,
) -> Outcome:
    """Run the installed command, or another `program`, as its own process, without a terminal."""
    done = subprocess.run(
        [*program, *args],
        input=stdin,
        capture_output=True,
        env={**os.environ, **(env or {})},
        timeout=60,
        check=False,
        **options,
    )
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def restrained() -> tuple[str, ...]:
    """What runs a program so that the permissions of files hold for it, even where the superuser runs the tests."""
    if os.geteuid() != 0:
        return ()
    words = ("setpriv", "--inh-caps=-all", "--bounding-set=-dac_override,-dac_read_search")
    if shutil.which(words[0]) is None or subprocess.run([*words, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no permission holds the superuser here: setpriv is not installed, or may not")
    return words


def golden(name: str, text: str) -> None:
    """Compare a whole output with `tests/golden/NAME`; WPS_GOLDEN=write writes it anew, for a look at the diff."""
    path = GOLDEN / name
    if os.environ.get("WPS_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8", newline="")
    assert text == path.read_text(encoding="utf-8"), f"differs from {path.name}; WPS_GOLDEN=write shows how"


@pytest.fixture(scope="session")
def shipped() -> dict[str, Any]:
    """The shipped data, read without the program."""
    return tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
