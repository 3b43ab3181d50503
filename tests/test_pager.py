"""What is longer than the screen goes to a pager, on a terminal alone; the status and what is printed stay."""

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import COMMAND, installed
from tests.terminals import on_terminal

LONG, SHORT = ("read", "mali-2017"), ("cite", "mali-2017")  # one longer than the terminal's 24 lines, one shorter


def _pager(folder: Path, does: str) -> str:
    """A pager that runs these lines of Python; `into` is a file of its own, `text` what it is given."""
    script = folder / "pager.py"
    script.write_text(f"import os, signal, sys, time\ninto = {str(folder / 'paged')!r}\n{does}\n", encoding="utf-8")
    return shlex.join([sys.executable, str(script)])


KEEPS = "open(into, 'w', encoding='utf-8').write(sys.stdin.read())"


def _shown(*args: str) -> str:
    return on_terminal(*args).decode()


def test_what_is_longer_than_the_screen_goes_to_the_pager_whole(tmp_path: Path) -> None:
    plain = _shown(*LONG)
    assert on_terminal(*LONG, env={"WPS_PAGER": _pager(tmp_path, KEEPS)}) == b""
    assert (tmp_path / "paged").read_text(encoding="utf-8") == plain


def test_what_fits_the_screen_goes_to_no_pager(tmp_path: Path) -> None:
    assert on_terminal(*SHORT, env={"WPS_PAGER": _pager(tmp_path, KEEPS)}).decode() == _shown(*SHORT)
    assert not (tmp_path / "paged").exists()


def test_pager_is_what_serves_where_wps_pager_is_not_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WPS_PAGER")
    assert on_terminal(*LONG, env={"PAGER": _pager(tmp_path, KEEPS)}) == b""
    assert (tmp_path / "paged").exists()


@pytest.mark.parametrize(
    "env", [{"WPS_PAGER": ""}, {"WPS_PAGER": " "}, {"WPS_PAGER": "cat"}, {"TERM": "dumb"}], ids=str
)
def test_an_empty_pager_cat_and_a_dumb_terminal_mean_none(tmp_path: Path, env: dict[str, str]) -> None:
    shown = on_terminal(*LONG, env={"WPS_PAGER": _pager(tmp_path, KEEPS), "PAGER": "false"} | env)
    assert b"Mali, 4 May 2017" in shown
    assert not (tmp_path / "paged").exists()


def test_in_a_pipe_there_is_no_pager(tmp_path: Path) -> None:
    outcome = installed(*LONG, env={"WPS_PAGER": _pager(tmp_path, KEEPS)})
    assert (outcome.status, "Mali, 4 May 2017" in outcome.stdout) == (0, True)
    assert not (tmp_path / "paged").exists()


def test_a_pager_without_options_gets_those_that_git_gives_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LESS", raising=False)
    tells = "open(into, 'w').write(f\"{os.environ['LESS']} {os.environ['LV']}\")"
    on_terminal(*LONG, env={"WPS_PAGER": _pager(tmp_path, tells)})
    assert (tmp_path / "paged").read_text() == "FRX -c"
    on_terminal(*LONG, env={"WPS_PAGER": _pager(tmp_path, tells), "LESS": "S"})
    assert (tmp_path / "paged").read_text() == "S -c"


def test_what_cannot_be_started_is_passed_over_and_the_text_printed() -> None:
    shown = on_terminal(*LONG, env={"WPS_PAGER": "no-such-pager-anywhere"})
    assert shown.endswith(_shown(*LONG).encode())


def _ended(pager: str, *args: str, interrupted_at: Path | None = None) -> tuple[int, bytes]:
    """The status, and what came on stderr; it is interrupted once that file is there, which the pager makes."""
    ours, its = os.openpty()
    with subprocess.Popen(
        [COMMAND, *args], stdin=its, stdout=its, stderr=subprocess.PIPE, env={**os.environ, "WPS_PAGER": pager}
    ) as process:
        os.close(its)
        if interrupted_at:
            while not interrupted_at.exists():
                time.sleep(0.02)
            process.send_signal(signal.SIGINT)
        err = process.communicate(timeout=20)[1]
    os.close(ours)
    return process.returncode, err


def test_a_pager_that_is_left_early_ends_quietly(tmp_path: Path) -> None:
    assert _ended(_pager(tmp_path, "sys.stdin.readline()"), *LONG) == (0, b"")


def test_the_status_is_that_of_the_answer_and_not_of_the_pager(tmp_path: Path) -> None:
    faulty = tmp_path / "faulty.toml"
    faulty.write_text("".join(f"some words {number}\n" for number in range(60)), encoding="utf-8")
    assert _ended(_pager(tmp_path, KEEPS + "\nsys.exit(3)"), "check", str(faulty)) == (1, b"")
    assert _ended(_pager(tmp_path, KEEPS + "\nsys.exit(3)"), *LONG) == (0, b"")


def test_an_interrupt_is_the_pagers_affair_while_it_runs(tmp_path: Path) -> None:
    waits = f"open(into, 'w').close()\ntime.sleep(0.6)\n{KEEPS}"
    assert _ended(_pager(tmp_path, waits), *LONG, interrupted_at=tmp_path / "paged") == (0, b"")
    assert (tmp_path / "paged").stat().st_size > 1000
