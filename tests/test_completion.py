"""Completion: what bash, zsh and fish are offered, asked as their scripts ask; and once in a real bash."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.commands import LISTS, call
from tests.conftest import COMMAND, SEVERAL, Run, installed
from wps_cli.dataset.model import KINDS, ROW_KINDS
from wps_cli.render import FORMATS

HOSTILE = Path(__file__).parent / "data" / "hostile.toml"


def offered(wps: Run, line: str, monkeypatch: pytest.MonkeyPatch, shell: str = "bash") -> list[str]:
    """What the shell would offer at the end of the line, help included; nothing else may be printed."""
    with monkeypatch.context() as patch:
        patch.setenv("_WPS_COMPLETE", f"complete_{shell}")
        patch.setenv("COMP_WORDS", line)
        patch.setenv("COMP_CWORD", str(len(line.split(" ")) - 1))
        patch.setenv("_TYPER_COMPLETE_ARGS", line)
        patch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
        outcome = wps()
    assert (outcome.status, outcome.stderr) == (0, "")
    return outcome.stdout.split()


def test_commands_and_options_are_offered(wps: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert offered(wps, "wps re", monkeypatch) == ["recommendations", "records"]
    assert set(offered(wps, "wps challenges --f", monkeypatch)) == {"--format", "--fields"}


def test_formats_kinds_and_themes_are_offered(wps: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert offered(wps, "wps meetings --format ", monkeypatch) == list(FORMATS)
    assert offered(wps, "wps meetings -f js", monkeypatch) == ["json", "jsonl"]
    assert offered(wps, "wps records --kind ", monkeypatch) == list(KINDS)
    assert offered(wps, "wps brief Mali --kind ", monkeypatch) == list(ROW_KINDS)
    assert offered(wps, "wps search x --in a", monkeypatch) == ["all", "achievement"]
    assert offered(wps, "wps records --theme parit", monkeypatch) == ["parity"]


def test_missions_are_offered_in_the_case_that_is_typed(wps: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for command in ("challenges", "staffing", "brief", "search x --mission", "meetings --mission"):
        assert offered(wps, f"wps {command} MINUS", monkeypatch) == ["MINUSCA", "MINUSMA"]
        assert offered(wps, f"wps {command} minus", monkeypatch) == ["minusca", "minusma"]
    assert offered(wps, "wps challenges ", monkeypatch)[0].isupper()


def test_missions_stand_with_their_country(wps: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert offered(wps, "wps challenges minusm", monkeypatch, "fish") == ["minusma", "Mali"]
    assert '"minusma":"Mali"' in " ".join(offered(wps, "wps challenges minusm", monkeypatch, "zsh"))


def test_meeting_and_row_ids_are_offered(wps: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    data = f"--data {SEVERAL}"
    assert offered(wps, f"wps challenges {data} --meeting a", monkeypatch) == ["a-2018", "ab-2019"]
    assert offered(wps, f"wps show {data} a-2018", monkeypatch) == [
        "a-2018", "a-2018/one", "a-2018/staff-civilian", "a-2018/staff-police",
    ]  # fmt: skip
    assert offered(wps, "wps meetings --country mal", monkeypatch) == ["mali"]


@pytest.mark.parametrize("command", LISTS)
def test_the_fields_of_the_command_are_offered(wps: Run, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    fields = list(json.loads(wps(*call(command), "--json").stdout)[0])
    line = " ".join(call(command))
    assert offered(wps, f"wps {line} --fields ", monkeypatch) == fields


def test_after_a_comma_the_next_field_is_offered(wps: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert offered(wps, "wps challenges --fields id,su", monkeypatch) == ["id,summary"]
    assert "id,kind,id" not in offered(wps, "wps challenges --fields id,kind,", monkeypatch)
    assert "id,kind,quote" in offered(wps, "wps challenges --fields id,kind,", monkeypatch)
    assert offered(wps, "wps challenges --fields id,zz", monkeypatch) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_broken_or_missing_file_offers_nothing(
    wps: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, shell: str
) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("[[missions]\n")
    unsound = tmp_path / "unsound.toml"
    unsound.write_text(SEVERAL.read_text(encoding="utf-8").replace('"GAMMA"', '"BETA"'), encoding="utf-8")
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\x00")
    for path in (broken, unsound, binary, tmp_path / "none.toml", tmp_path, "/dev/null/x"):
        for command in ("challenges ", "show ", "challenges --meeting "):
            nothing = [["_files"], []]
            assert offered(wps, f"wps {command[:-1]} --data {path} ", monkeypatch, shell) in nothing


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_never_waits_for_a_pipe_or_stdin(tmp_path: Path, shell: str) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    (tmp_path / "-").write_text("a file of this name is no data either")
    for data in (str(fifo), "-", "/dev/stdin", "/dev/zero"):
        environment = {
            **os.environ, "_WPS_COMPLETE": f"complete_{shell}", "WPS_DATA": data, "COMP_WORDS": "wps show ",
            "COMP_CWORD": "2", "_TYPER_COMPLETE_ARGS": "wps show ", "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        }  # fmt: skip
        with subprocess.Popen(
            [COMMAND],
            env=environment,
            cwd=tmp_path,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            process.wait(timeout=5)
            assert process.stdout is not None
            assert process.stderr is not None
            assert process.stdout.read().strip() in {b"", b"_files"}
            assert process.stderr.read() == b""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_only_safe_single_words_are_offered(wps: Run, monkeypatch: pytest.MonkeyPatch, shell: str) -> None:
    missions = offered(wps, f"wps challenges --data {HOSTILE} ", monkeypatch, shell)
    ids = offered(wps, f"wps show --data {HOSTILE} ", monkeypatch, shell)
    text = " ".join([*missions, *ids])
    assert "HOST" in text
    values = text.replace("_arguments '*: :((", "").replace("))'", "")
    assert not set(values) & set("\x1b\x07\u202e[]$`\\<>|&;*?()'")
    if shell == "bash":
        assert missions == ["HOST"]
        assert ids == [
            "h-2020", *(f"h-2020/{name}" for name in "equals plus minus at control markup staff".split()),
        ]  # fmt: skip


def test_help_that_the_encoding_lacks_is_left_out() -> None:
    environment = {
        "_WPS_COMPLETE": "complete_fish", "_TYPER_COMPLETE_ARGS": "wps challenges unoc",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args", "PYTHONIOENCODING": "ascii",
    }  # fmt: skip
    outcome = installed(env=environment)
    assert (outcome.status, outcome.stderr) == (0, "")
    assert outcome.stdout.startswith("unoci\t")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(shell: str) -> None:
    outcome = installed(env={"_WPS_COMPLETE": f"source_{shell}"})
    assert (outcome.status, outcome.stderr) == (0, "")
    assert "_WPS_COMPLETE" in outcome.stdout


BASH = """
eval "$(_WPS_COMPLETE=source_bash wps)"
ask() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _wps_completion wps; echo "${COMPREPLY[@]}"; }
ask wps challenges minusm
ask wps show mali-2017/few
ask wps challenges --fields id,summ
ask wps challenges --data /nowhere ''
"""


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_a_real_bash_completes() -> None:
    path = f"{COMMAND.parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "--norc", "-c", BASH],  # noqa: S607 (whichever bash there is)
        capture_output=True,
        env={**os.environ, "PATH": path},
        text=True,
        check=False,
        timeout=30,
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == ["minusma", "mali-2017/few-women", "id,summary", ""]
