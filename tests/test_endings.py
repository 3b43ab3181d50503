"""How a run ends: each exit status, driven through the installed command."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import COMMAND, SHIPPED, Outcome, Run, installed
from wps_cli.errors import ExitStatus

CLOSED = "wps: error: cannot write to stdout: it is closed\n"
FULL = "wps: error: cannot write to stdout: no space left on device\n"


@pytest.fixture(autouse=True)
def _buffered(monkeypatch: pytest.MonkeyPatch) -> None:
    """PYTHONUNBUFFERED would hide the flush at exit."""
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    monkeypatch.setenv("PATH", f"{COMMAND.parent}:{os.environ['PATH']}")


def shell(script: str, **options: Any) -> Outcome:
    """Run a line of bash in which `wps` is the installed command."""
    done = subprocess.run(
        ["bash", "-c", script],  # noqa: S607 (whichever bash there is)
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        **options,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


def test_the_statuses_are_those_documented() -> None:
    assert sorted(ExitStatus) == [0, 1, 2, 65, 66, 70, 74, 130, 141]


def test_0_an_answer_even_of_no_rows() -> None:
    assert installed("challenges", "--until", "1999", "--json") == Outcome(0, "[]\n", "")


def test_1_a_search_that_found_nothing() -> None:
    told = "wps: note: No row has xyzzyplugh.\n"
    assert installed("search", "xyzzyplugh", "--json") == Outcome(1, "[]\n", told)


def test_1_a_check_that_found_problems(tmp_path: Path) -> None:
    file = tmp_path / "data.toml"
    file.write_text(SHIPPED.read_text(encoding="utf-8").replace('id = "mali-2017"', 'id = "mali 2017"', 1))
    assert installed("check", str(file)).status == 1


def test_2_a_command_line_that_is_wrong() -> None:
    outcome = installed("challenges", "MINUSMO")
    assert (outcome.status, outcome.stdout) == (2, "")


def test_65_a_data_file_that_is_invalid(tmp_path: Path) -> None:
    file = tmp_path / "data.toml"
    file.write_text("version = 2020-01-01\n[[missions]\n")
    outcome = installed("missions", "--data", str(file))
    assert (outcome.status, outcome.stdout) == (65, "")
    assert outcome.stderr.startswith(f"wps: error: {file}:2: not valid TOML")
    assert installed("missions", "--data", "-", stdin=b"\xff").status == 65


def test_66_a_data_file_that_is_missing_or_unreadable(tmp_path: Path) -> None:
    outcome = installed("missions", env={"WPS_DATA": str(tmp_path / "none.toml")})
    assert (outcome.status, outcome.stdout) == (66, "")
    assert outcome.stderr.startswith(f"wps: error: cannot read {tmp_path}/none.toml: no such file or directory\nhint: ")
    assert installed("missions", "--data", str(tmp_path)).status == 66
    assert shell("wps missions --data - <&-").status == 66


@pytest.fixture
def injected(tmp_path: Path) -> dict[str, str]:
    """An environment in which the query of `meetings` fails."""
    (tmp_path / "sitecustomize.py").write_text(
        "import wps_cli.queries.rows\nwps_cli.queries.rows.meetings = lambda *_: 1 / 0\n"
    )
    return {"PYTHONPATH": str(tmp_path)}


def test_70_a_bug_is_one_line_and_its_traceback_on_demand(injected: dict[str, str]) -> None:
    last = (
        "wps: error: a bug in wps: ZeroDivisionError: division by zero\n"
        "hint: run it again with WPS_DEBUG=1 and report the traceback\n"
    )
    assert installed("meetings", env=injected) == Outcome(70, "", last)
    debugged = installed("meetings", env={**injected, "WPS_DEBUG": "1"})
    assert (debugged.status, debugged.stdout) == (70, "")
    assert debugged.stderr.startswith("Traceback (most recent call last):\n")
    assert debugged.stderr.endswith(last)
    assert "ZeroDivisionError" in debugged.stderr.removesuffix(last)


@pytest.mark.parametrize(
    "command",
    ["challenges", "challenges --json", "", "brief --help", "--version"],
)
def test_74_a_stdout_that_is_full_or_closed(command: str) -> None:
    assert shell(f"wps {command} >/dev/full") == Outcome(74, "", FULL)
    assert shell(f"wps {command} >&-") == Outcome(74, "", CLOSED)


@pytest.mark.parametrize("stderr", ["2>/dev/full", "2>&-"])
def test_errors_keep_their_status_where_stderr_is_full_or_closed(stderr: str) -> None:
    assert shell(f"wps challenges MINUSMO {stderr}") == Outcome(2, "", "")
    assert shell(f"wps nonsense {stderr}") == Outcome(2, "", "")
    assert shell(f"wps meetings --limit 0 --json {stderr}") == Outcome(0, "[]\n", "")
    assert shell(f"wps meetings >/dev/full {stderr}") == Outcome(74, "", "")


def test_a_question_that_answers_nothing_needs_no_stdout() -> None:
    assert shell("wps check >&-")[:2] == (0, "")


@pytest.mark.parametrize("format", ["table", "json", "csv"])
def test_141_a_closed_pipe_quietly(format: str) -> None:
    script = f"set -o pipefail; {{ sleep 0.2; exec wps records --format {format}; }} | true"
    assert shell(script) == Outcome(141, "", "")


def test_141_where_the_system_has_no_signal_for_it() -> None:
    code = "import signal; del signal.SIGPIPE; from wps_cli.__main__ import main; main()"
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([sys.executable, "-c", code, "meetings"], stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


def test_130_interrupted_while_it_waits_for_data(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with subprocess.Popen(
        [COMMAND, "meetings", "--data", str(fifo)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 (tests may run in the background)
    ) as process:
        writer = os.open(fifo, os.O_WRONLY)  # opens once wps reads
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=10)
        os.close(writer)
    assert (process.returncode, out, err) == (-signal.SIGINT, b"", b"")


def test_130_as_a_shell_shows_it(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    script = f"set -m; wps meetings --data {fifo} & exec 3>{fifo}; kill -INT $!; wait $!; exit $?"
    assert shell(script).status == 130


def test_130_in_process_too(wps: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("wps_cli.queries.rows.meetings", interrupted)
    assert wps("meetings") == Outcome(130, "", "")


def test_a_job_that_ignores_interrupts_goes_on_ignoring_them(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with subprocess.Popen(
        [COMMAND, "meetings", "--json", "--data", str(fifo)],
        stdout=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),  # noqa: PLW1509 (no threads here)
    ) as process:
        with fifo.open("wb") as writer:
            process.send_signal(signal.SIGINT)
            time.sleep(0.1)
            writer.write(SHIPPED.read_bytes())
        process.communicate(timeout=10)
    assert process.returncode == 0


def test_the_module_runs_as_the_command_does() -> None:
    done = subprocess.run([sys.executable, "-m", "wps_cli", "nonsense"], capture_output=True, check=False, text=True)
    assert Outcome(done.returncode, done.stdout, done.stderr) == installed("nonsense")
