"""The README's sessions, commands and help are true."""

import os
import re
import shlex
import shutil
import subprocess

import pytest

from tests.conftest import COMMAND, ROOT, Run

README = (ROOT / "README.md").read_text(encoding="utf-8")
SESSION = re.search(r"```console\n(.*?)```", README, re.DOTALL)
EXAMPLES = re.findall(r"^\| .* \| `(wps [^`]+)` \|$", README, re.MULTILINE)


def _steps() -> list[tuple[str, str]]:
    assert SESSION
    steps = re.split(r"^\$ ", SESSION[1], flags=re.MULTILINE)[1:]
    return [(step.partition("\n")[0], step.partition("\n")[2]) for step in steps]


@pytest.mark.parametrize(("command", "output"), _steps(), ids=[command for command, _ in _steps()])
def test_the_session_in_the_readme_prints_what_it_shows(command: str, output: str) -> None:
    if "jq" in command and not shutil.which("jq"):
        pytest.skip("jq is not installed")
    path = f"{COMMAND.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["/bin/bash", "-c", command], capture_output=True, text=True, check=False, env={**os.environ, "PATH": path}
    )
    assert (done.returncode, done.stdout) == (0, output)


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_example_of_the_readme_answers(wps: Run, example: str) -> None:
    outcome = wps(*shlex.split(example)[1:])
    assert outcome.status == 0
    assert outcome.stderr == "" or outcome.stderr.startswith("wps: note: ")


def test_the_readme_has_an_example_of_every_command(wps: Run) -> None:
    commands = re.findall(
        r"^  (\w+) ", wps("--help").stdout.partition("Commands:")[2].partition("Exit")[0], re.MULTILINE
    )
    assert set(commands) == {example.split()[1] for example in EXAMPLES}


def test_every_command_has_help_with_an_example_that_answers(wps: Run) -> None:
    commands = re.findall(
        r"^  (\w+) ", wps("--help").stdout.partition("Commands:")[2].partition("Exit")[0], re.MULTILINE
    )
    for command in commands:
        example = re.search(r"Example: wps (.*)", wps(command, "--help").stdout.replace("\n  ", " "))
        assert example, command
        if "--sources" not in example[1]:
            line = example[1].partition(">")[0]
            assert wps(*shlex.split(line)).status == 0, line
