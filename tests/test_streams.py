"""What is written is written whole or the status says not, and what is read is read to its end, on any descriptor."""

import contextlib
import fcntl
import os
import resource
import signal
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.commands import GROUP, LISTS, PAGES, call
from tests.conftest import COMMAND, SEVERAL, SHIPPED, Run, installed
from tests.terminals import on_terminal
from wps_cli.dataset import loading
from wps_cli.render import LIST_FORMATS, PAGE_FORMATS

ALL = ("records", "--kind", "all", "--json")
"""An answer longer than any pipe holds."""
UNBUFFERED = pytest.mark.parametrize("unbuffered", ["", "1"])


@pytest.fixture(scope="module")
def whole() -> bytes:
    """What `ALL` prints where nothing is in its way."""
    outcome = installed(*ALL)
    assert outcome.status == 0
    assert len(outcome.stdout) > 3 * 65536
    return outcome.stdout.encode()


def _answers() -> Iterator[list[str]]:
    """Every command, every format, and what Typer writes of itself."""
    yield from (call(name) for name in (*LISTS, *PAGES))
    yield from (["missions", "--format", format] for format in LIST_FORMATS)
    yield from (["show", "mali-2017", "--format", format] for format in PAGE_FORMATS)
    yield from (
        [],
        ["--help"],
        ["--version"],
        ["schema"],
        ["brief", "--help"],
        ["help", "brief"],
        ["cite", "mali-2017"],
    )


@UNBUFFERED
@pytest.mark.parametrize("most", [1, 4096, 65536, 100_000])
def test_a_file_that_may_not_grow_so_large_is_74_and_holds_what_fitted(
    whole: bytes, tmp_path: Path, most: int, unbuffered: str
) -> None:
    path = tmp_path / "out"
    with path.open("wb") as out:
        environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
        limited = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (most, most))
        done = subprocess.run(
            [COMMAND, *ALL], stdout=out, stderr=subprocess.PIPE, check=False, preexec_fn=limited, env=environment
        )
    assert (done.returncode, done.stderr) == (74, b"wps: error: cannot write to stdout: file too large\n")
    assert path.read_bytes() == whole[:most]


def test_whatever_is_written_is_whole_or_74_where_the_disk_is_full() -> None:
    def ended(args: list[str]) -> tuple[list[str], int, str]:
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run([COMMAND, *args], stdout=full, stderr=subprocess.PIPE, check=False)
        return args, done.returncode, done.stderr.decode().splitlines()[-1]

    told = "wps: error: cannot write to stdout: no space left on device"
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(ended, _answers())) == [(args, 74, told) for args in _answers()]


def _unwaiting() -> tuple[int, int]:
    """A pipe whose writing end does not wait."""
    reading, writing = os.pipe()
    fcntl.fcntl(writing, fcntl.F_SETFL, os.O_NONBLOCK)
    return reading, writing


def _read(descriptor: int) -> bytes:
    """Everything, in small parts, slower than it can be written."""
    received = b""
    while part := os.read(descriptor, 4096):
        received += part
        time.sleep(0.0005)
    return received


@UNBUFFERED
@pytest.mark.parametrize("is_stopped", [False, True])
def test_a_pipe_that_does_not_wait_gets_the_whole(whole: bytes, unbuffered: str, is_stopped: bool) -> None:
    reading, writing = _unwaiting()
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with subprocess.Popen([COMMAND, *ALL], stdout=writing, stderr=subprocess.PIPE, env=environment) as process:
        os.close(writing)
        time.sleep(0.3)
        if is_stopped:
            process.send_signal(signal.SIGSTOP)
            process.send_signal(signal.SIGCONT)
        received = _read(reading)
        os.close(reading)
        assert process.stderr
        assert (process.wait(), process.stderr.read()) == (0, b"")
    assert received == whole


@pytest.mark.parametrize("args", [["--help"], ["records", "--help"], ["--version"], [], ["nonsense"]], ids=" ".join)
def test_help_and_errors_wait_for_a_pipe_that_is_full(args: list[str]) -> None:
    reading, writing = _unwaiting()
    filled = 0
    with contextlib.suppress(BlockingIOError):
        while True:
            filled += os.write(writing, b" " * 4096)
    with subprocess.Popen([COMMAND, *args], stdout=writing, stderr=writing) as process:
        os.close(writing)
        time.sleep(0.3)
        received = _read(reading)
        os.close(reading)
    expected = installed(*args)
    assert (process.returncode, received[filled:].decode()) == (expected.status, expected.stdout + expected.stderr)


def test_a_reader_that_leaves_while_it_is_waited_for_ends_the_run() -> None:
    reading, writing = _unwaiting()
    with subprocess.Popen([COMMAND, *ALL], stdout=writing, stderr=subprocess.PIPE) as process:
        os.close(writing)
        time.sleep(0.3)
        os.close(reading)
        _, told = process.communicate(timeout=10)
    assert (process.returncode, told) == (-signal.SIGPIPE, b"")


@UNBUFFERED
def test_a_terminal_gets_the_whole(unbuffered: str) -> None:
    told = on_terminal("records", "--kind", "all", "--format", "csv", env={"PYTHONUNBUFFERED": unbuffered})
    assert told.decode() == installed("records", "--kind", "all", "--format", "csv").stdout


@UNBUFFERED
@pytest.mark.parametrize("late", [0.0, 0.3])
def test_a_stdin_that_does_not_wait_is_read_to_its_end(whole: bytes, unbuffered: str, late: float) -> None:
    reading, writing = os.pipe()
    fcntl.fcntl(reading, fcntl.F_SETFL, os.O_NONBLOCK)
    data = SHIPPED.read_bytes()
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with subprocess.Popen(
        [COMMAND, *ALL, "--data", "-"], stdin=reading, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        os.close(reading)
        time.sleep(late)
        with os.fdopen(writing, "wb") as out:
            out.write(data[: len(data) // 3])
            out.flush()
            time.sleep(0.3)
            out.write(data[len(data) // 3 :])
        told = process.communicate(timeout=20)
    assert (process.returncode, *told) == (0, whole, b"")


def test_sound_data_is_answered_in_little_memory(whole: bytes) -> None:
    for megabytes in (48, 64, 80):
        limited = partial(resource.setrlimit, resource.RLIMIT_AS, (megabytes * 2**20,) * 2)
        for source in (["--data", "-"], []) if megabytes == 48 else ([],):
            done = subprocess.run(
                [COMMAND, *ALL, *source],
                input=SHIPPED.read_bytes(),
                capture_output=True,
                check=False,
                preexec_fn=limited,
            )
            assert (done.returncode, done.stdout, done.stderr) == (0, whole, b"")


def test_where_memory_ends_that_is_told_and_nothing_called_invalid() -> None:
    endings = set()
    for megabytes in (20, 23, 24, 25, 26):
        most = megabytes * 2**20
        done = subprocess.run(
            [COMMAND, "meetings", "--json"], capture_output=True, check=False,
            preexec_fn=partial(resource.setrlimit, resource.RLIMIT_AS, (most, most)),
        )  # fmt: skip
        endings.add(done.returncode)
        if done.returncode == 65:
            assert b"memory" in done.stderr
    assert endings <= {0, 1, 65, 127}  # 1 and 127 are Python's own, which cannot start


class Changing:
    """A file that grows each time after part of it was read, so many times."""

    def __init__(self, path: Path, times: int) -> None:
        self.path, self.times = path, times

    def __call__(self, file: Any) -> bytearray:
        read = bytearray(file.read())
        if self.times:
            self.times -= 1
            with self.path.open("ab") as more:
                more.write(b"# more\n")
        return read


@pytest.mark.parametrize(("times", "status"), [(0, 0), (1, 0), (3, 0), (99, 66)])
def test_a_file_that_changes_while_it_is_read_is_read_again(
    wps: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int, status: int
) -> None:
    path = tmp_path / "data.toml"
    path.write_bytes(SEVERAL.read_bytes())
    monkeypatch.setattr(loading, "_PAUSES", (0.0,) * 5)
    changing = Changing(path, times)
    monkeypatch.setattr(loading, "_drained", changing)
    outcome = wps("meetings", "--data", str(path))
    assert outcome.status == status
    assert changing.times == max(0, times - 6)
    if status:
        told = f"wps: error: cannot read {path}: it is being written; try again when that is done\n"
        assert outcome.stderr.startswith(told)


def test_signs_that_a_terminal_lacks_become_plainer_or_visible() -> None:
    data = ("--data", str(SEVERAL))
    for encoding, bar, beland in (
        ("ascii", "###", r"B\xe9land"),
        ("cp437", "███", "Béland"),
        ("cp1252", "###", "Béland"),
    ):
        environment = {"PYTHONIOENCODING": encoding}
        told = b"".join(on_terminal(*args, *data, env=environment) for args in (["staffing", "BETA"], ["missions"]))
        assert bar in told.decode(encoding)
        assert beland in told.decode(encoding)


def test_an_encoding_without_the_percent_sign_is_no_bug() -> None:
    told = on_terminal("staffing", "--data", str(SEVERAL), env={"PYTHONIOENCODING": "cp864"})
    assert rb"\x25" in told
    assert b"a bug" not in told


@pytest.mark.parametrize("format", LIST_FORMATS)
@pytest.mark.parametrize("environment", [{"PYTHONIOENCODING": "cp1252"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}], ids=str)
def test_off_a_terminal_every_format_is_utf_8(wps: Run, environment: dict[str, str], format: str) -> None:
    args = ("missions", "--format", format, "--data", str(SEVERAL))
    assert installed(*args, env=environment) == wps(*args)


def test_every_command_is_tried() -> None:
    assert {args[0] for args in _answers() if args} >= GROUP.commands.keys() - {"check", "draft", "completion"}
