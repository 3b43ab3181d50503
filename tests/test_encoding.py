"""A stdout that is not UTF-8: never a traceback, and never a JSON that says something else."""

import io
import json
import os
import subprocess
import sys

import pytest

from tests.commands import GROUP, LISTS, PAGES, call
from tests.conftest import COMMAND, SEVERAL, Run, installed
from wps_cli import streams
from wps_cli.render import MACHINE_FORMATS

DATA = ("--data", str(SEVERAL))


def run(encoding: str, *args: str) -> tuple[int, bytes, str]:
    """Status, the bytes on stdout, and stderr in that encoding."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "1"}
    done = subprocess.run([COMMAND, *args], capture_output=True, env=environment, check=False, timeout=60)
    return done.returncode, done.stdout, done.stderr.decode(encoding.partition(":")[0])


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_machine_formats_are_utf_8_in_every_encoding(wps: Run, encoding: str) -> None:
    for format in MACHINE_FORMATS:
        outcome = installed("missions", *DATA, "--format", format, env={"PYTHONIOENCODING": encoding})
        assert outcome == wps("missions", *DATA, "--format", format)
        assert "Béland" in outcome.stdout


def written(encoding: str, text: str, monkeypatch: pytest.MonkeyPatch) -> str:
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")
    monkeypatch.setattr(out, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdout", out)
    streams.write(text, machine=False)
    assert isinstance(out.buffer, io.BytesIO)
    return out.buffer.getvalue().decode(encoding)


def test_signs_that_an_encoding_lacks_become_plainer_or_visible(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "“Béland …” █·┃ – ☃"
    assert written("utf-8", text, monkeypatch) == text
    assert written("ascii", text, monkeypatch) == '"B\\xe9land ..." #.| \\u2013 \\u2603'
    assert written("cp1252", text, monkeypatch) == "“Béland …” #·| – \\u2603"


def test_a_quotation_keeps_every_sign_that_the_encoding_has(monkeypatch: pytest.MonkeyPatch) -> None:
    assert written("cp1252", "█ “a – b” é", monkeypatch) == "# “a – b” é"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_errors_are_written_in_every_encoding(encoding: str) -> None:
    status, out, err = run(encoding, "challenges", "☃éland")
    assert (status, out) == (2, b"")
    assert err.startswith("wps: error: no mission or country in this file is called '\\u2603")


def test_help_is_written_in_every_encoding() -> None:
    assert all(command.help.isascii() for command in GROUP.commands.values())
    for args in ([], ["--help"], ["challenges", "--help"]):
        assert installed(*args, env={"PYTHONIOENCODING": "ascii:strict"}).status == 0


def test_the_c_locale_takes_and_gives_json_whole(wps: Run) -> None:
    environment = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for command in (*LISTS, *PAGES):
        if command in {"missions", "show"}:
            outcome = installed(*call(command), "--json", env=environment)
            assert outcome == wps(*call(command), "--json")
            json.loads(outcome.stdout)
