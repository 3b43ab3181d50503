"""Colour: decided once, from what stdout is and what the environment asks for; the bytes on a real terminal."""

import re

import pytest

from tests.commands import LISTS, PAGES, call
from tests.conftest import Run, installed
from tests.terminals import on_terminal
from wps_cli.render import MACHINE_FORMATS

ESCAPE = b"\x1b"


def test_a_terminal_has_colour_in_tables_and_pages(wps: Run) -> None:
    assert ESCAPE in on_terminal("challenges", "--limit", "1")
    for command in (*LISTS, *PAGES):
        assert "\x1b[" in wps(*call(command), columns=80).stdout, command


def test_only_tables_and_pages_have_colour(wps: Run) -> None:
    for format in (*MACHINE_FORMATS, "markdown"):
        assert "\x1b" not in wps("challenges", "--format", format, columns=80).stdout
    for command in ([], ["--help"], ["challenges", "--help"], ["schema"], ["--version"], ["check"]):
        assert "\x1b" not in wps(*command, columns=80).stdout


@pytest.mark.parametrize(
    "args",
    [["challenges"], ["show", "mali-2017"], ["search", "women"], ["--help"], ["meetings", "--help"], ["nonsense"]],
)
def test_no_color_leaves_no_escape_byte_on_a_terminal(args: list[str]) -> None:
    received = on_terminal(*args, env={"NO_COLOR": "1", "FORCE_COLOR": "1"})
    assert received
    assert ESCAPE not in received


def test_no_color_that_is_empty_asks_for_nothing() -> None:
    assert ESCAPE in on_terminal("meetings", env={"NO_COLOR": ""})


def test_no_color_changes_nothing_but_the_escapes(wps: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for command in (*LISTS, *PAGES):
        if command == "search":  # its matched words stand between asterisks where they cannot be underlined
            continue
        coloured = re.sub(r"\x1b\[[0-9;]*m", "", wps(*call(command), columns=80).stdout)
        with monkeypatch.context() as patch:
            patch.setenv("NO_COLOR", "1")
            plain = wps(*call(command), columns=80).stdout
        assert [line.rstrip() for line in coloured.splitlines()] == plain.splitlines()


def test_a_dumb_terminal_has_no_escape_but_its_width() -> None:
    received = on_terminal("challenges", columns=120, env={"TERM": "dumb"})
    assert ESCAPE not in received
    assert 80 < max(map(len, received.decode().splitlines())) <= 120


def test_force_color_gives_tables_in_a_pipe_colour_and_nothing_else() -> None:
    environment = {"FORCE_COLOR": "1", "TERM": "dumb"}
    assert "\x1b[" in installed("meetings", env=environment).stdout
    assert "\x1b[" in installed("show", "mali-2017", env=environment).stdout
    for format in ("json", "csv", "markdown"):
        assert "\x1b" not in installed("meetings", "--format", format, env=environment).stdout
    for args in (["--help"], ["meetings", "--help"], [], ["nonsense"]):
        outcome = installed(*args, env=environment)
        assert "\x1b" not in outcome.stdout + outcome.stderr


@pytest.mark.parametrize("value", ["0", ""])
def test_force_color_0_or_empty_does_not_turn_colour_on(wps: Run, value: str) -> None:
    assert installed("meetings", env={"FORCE_COLOR": value}) == wps("meetings")


def test_no_color_beats_force_color_in_a_pipe(wps: Run) -> None:
    assert installed("meetings", env={"FORCE_COLOR": "1", "NO_COLOR": "1"}) == wps("meetings")


@pytest.mark.parametrize("name", ["GITHUB_ACTIONS", "CLICOLOR_FORCE", "PY_COLORS", "TTY_COMPATIBLE"])
def test_no_other_variable_brings_colour_into_a_pipe(wps: Run, name: str) -> None:
    for args in (["meetings"], ["meetings", "--help"]):
        assert installed(*args, env={name: "1"}) == wps(*args)


def test_the_width_is_that_of_the_terminal_and_columns_beats_it() -> None:
    def width(columns: int, env: dict[str, str]) -> int:
        return max(
            map(len, on_terminal("meetings", columns=columns, env={"NO_COLOR": "1", **env}).decode().split("\n"))
        )

    assert 100 < width(120, {}) <= 120
    assert width(40, {}) <= 40
    assert 80 < width(40, {"COLUMNS": "100"}) <= 100
