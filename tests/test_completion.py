"""Completion: TAB pressed in real shells on a terminal, and what their scripts are told."""

import fcntl
import os
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from shlex import quote, split
from typing import ClassVar

import pytest

from tests.commands import GROUP
from tests.conftest import COMMAND, Run, installed
from wps_cli.cli import completion
from wps_cli.cli.commands import app
from wps_cli.dataset import loading
from wps_cli.render import LIST_FORMATS

SHELLS = ("bash", "zsh", "fish")
DATA = """\
version = 2020-01-01

[[missions]]
code = "LION"
name = "Test Mission in Narnia"
countries = ["Narnia", "$(touch ran)", "Nar\\u202enia"]

[[missions]]
code = "-N"
name = "`touch ran`"
countries = ["N;touch ran", "N\\u001b[31m", "N*", "N\\nN"]

[[meetings]]
id = "narnia-2020"
date = 2020-01-01
title = "A \\u202e \\u001b[31m $(touch ran) `touch ran` %F{red} [/b] \\\\ : title"
kind = "country"
missions = ["LION"]
countries = ["Éa (North)"]
co_chairs = ["Archenland"]
participants = [{ who = "members" }]

[meetings.letter]
organ = "Council"
title = "Letter"
date = 2020-01-01
distributed = 2020-01-01
language = "English"
signatories = []
file = "a.txt"

[[meetings.paragraphs]]
text = "It is always winter."

[[meetings.paragraphs.records]]
id = "narnia-2020/win.ter"
kind = "challenge"
summary = "Winter"
quote = "always winter"
countries = ["Calormen"]
speaker = "Mr. Tumnus' friend, the faun"

[[meetings.paragraphs.records]]
id = "narnia-2020/$(touch ran)"
kind = "challenge"
summary = "Winter"
quote = "always winter"
speaker = "!! \\"\\\\"
"""
"""Made up: few names that are alike, and some that are dangerous."""


class Shell:
    """A real shell on a terminal, with wps's script loaded, that tells its command line at Ctrl-G."""

    COMMANDS: ClassVar = {
        "bash": "bash --norc --noprofile -i",
        "zsh": "zsh -f -i",
        "fish": "fish --features=no-query-term --no-config --private -i",  # else it waits for the terminal to answer
    }
    TELL: ClassVar = {
        "bash": """bind -x '"\\C-g": printf "%s\\n" "$READLINE_LINE" >&7'; exec 7<>told; PS1='$ '""",
        "zsh": """tell() { print -r -- "$BUFFER" >&7 }; zle -N tell; bindkey '^G' tell; exec 7<>told; PS1='$ '""",
        "fish": "bind \\cg 'commandline >told'",
    }
    LOAD: ClassVar = {
        "bash": 'eval "$(wps completion bash)"',
        "zsh": 'autoload -Uz compinit && compinit -D -u && eval "$(wps completion zsh)"',
        "fish": "wps completion fish | source",
    }

    def __init__(self, name: str, folder: Path, load: str = "") -> None:
        self.name, self.folder, self.home, self.shown = name, folder, folder / "home", ""
        for path in (self.home / "bin", folder / "own", folder / "my folder"):
            path.mkdir(parents=True)
        (folder / "letter.toml").touch()
        (folder / "my file").touch()
        (folder / "own.toml").write_text(DATA, encoding="utf-8")
        (folder / "broken.toml").write_text("[[missions]\n")
        for other in (folder / "own" / "wps", self.home / "bin" / "wps"):
            other.write_text(f'#!/bin/sh\nWPS_DATA={quote(str(folder))}/own.toml exec {quote(str(COMMAND))} "$@"\n')
            other.chmod(0o755)
        os.mkfifo(folder / "told")
        self._told = os.open(folder / "told", os.O_RDWR)
        self._screen, terminal = os.openpty()
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 120, 0, 0))
        environment = {
            "PATH": f"{COMMAND.parent}:{os.environ['PATH']}", "HOME": str(self.home), "LC_ALL": "C.UTF-8",
            "TERM": "xterm",
            **dict.fromkeys(("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"), str(folder / "xdg")),
        }  # fmt: skip
        tty = os.ttyname(terminal)
        # Who leads a session has the first terminal that it opens for its own.
        line = f"exec {self.COMMANDS[name]} <{tty} >{tty} 2>&1"
        self.process = subprocess.Popen(["/bin/sh", "-c", line], cwd=folder, env=environment, start_new_session=True)
        self.do(load or self.LOAD[name])
        self.do(self.TELL[name])
        assert self.press("") == ""
        os.close(terminal)

    def do(self, line: str) -> None:
        """Run a command line."""
        os.write(self._screen, f"{line}\n".encode())

    def press(self, keys: str) -> str:
        """The command line after these keys; it is then empty again."""
        os.write(self._screen, f"{keys}\a".encode())
        self.shown, told = "", b""
        while not told.endswith(b"\n"):
            told += os.read(self._told, 4096) if self._told in self._heard(keys) else b""
        os.write(self._screen, b"\x05\x15")
        return told.decode()[:-1]

    def shows(self, text: str) -> bool:
        """Whether the terminal shows the text after the keys that were pressed."""
        while text not in self.shown:
            self._heard(text)
        return True

    def _heard(self, about: str) -> list[int]:
        """Who of the two has something to say; what the screen says is added to what is shown."""
        ready, _, _ = select.select([self._told, self._screen], [], [], 10)
        assert ready, f"{self.name} is silent about {about!r}: {self.shown!r}"
        if self._screen in ready:
            self.shown += os.read(self._screen, 65536).decode(errors="replace")
        return ready

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._told)
        os.close(self._screen)


@pytest.fixture(scope="module", params=SHELLS)
def shell(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed")
    started = Shell(request.param, tmp_path_factory.mktemp(request.param))
    yield started
    started.close()


LINES = {
    "wps cha": "wps challenges ",
    "wps brief --form": "wps brief --format ",
    "wps brief --format=markdown MINUSM": "wps brief --format=markdown MINUSMA ",
    "wps brief minusm": "wps brief MINUSMA ",
    "wps brief south su": "wps brief south Sudan ",
    "wps staffing mali south su": "wps staffing mali south Sudan ",
    "wps brief south": r"wps brief South\ Sudan ",
    'wps brief "south s': 'wps brief "South Sudan" ',
    "wps brief cote": (r"wps brief Côte\ d\'Ivoire ", r"wps brief cote\ d\'ivoire "),
    "wps brief Côte\\ d": r"wps brief Côte\ d\'Ivoire ",
    "wps brief 'côt": r"wps brief 'Côte d'\''Ivoire' ",
    "wps recommendations --addressee=sec": r"wps recommendations --addressee=Security\ Council ",
    "wps records --kind=ch": "wps records --kind=challenge ",
    "wps records --fields id,su": "wps records --fields id,summary ",
    "wps show mali-2017/a.iv-s": "wps show mali-2017/a.iv-survivor-services ",
    "wps records --data=le": "wps records --data=letter.toml ",
    "wps check le": "wps check letter.toml ",
    "wps check --sources m": r"wps check --sources my\ folder/",
    "wps brief mali --json > le": "wps brief mali --json > letter.toml ",
    "wps brief --data broken.toml so": "wps brief --data broken.toml so",
}
"""What is typed before TAB, and what stands there then; the second in fish, which keeps the case of what is typed."""


def test_tab_completes(shell: Shell) -> None:
    for typed, then in LINES.items():
        expected = then if isinstance(then, str) else then[shell.name == "fish"]
        pressed = shell.press(f"{typed}\t")
        assert pressed == expected or shell.name == "fish"
        assert split(f"{pressed}.") == split(f"{expected}.")  # fish quotes otherwise from version to version
        assert "rror" not in shell.shown


def test_what_is_shared_is_put_in_and_the_rest_shown(shell: Shell) -> None:
    """Nothing that is typed is lost where names differ in case."""
    tabs = "\t\t" if shell.name == "bash" else "\t"
    assert shell.press(f"wps brief MINUS{tabs}") == "wps brief MINUS"
    assert shell.shows("MINUSCA")
    assert shell.shows("Mali" if shell.name != "bash" else "MINUSMA")
    assert shell.press(f"wps brief un{tabs}") == "wps brief un"
    assert shell.shows("unmiss")


def test_the_command_that_is_typed_is_asked_on_the_path_or_not(shell: Shell) -> None:
    for command in ("own/wps", str(shell.folder / "own" / "wps"), "~/bin/wps"):
        assert shell.press(f"{command} brief na\t") == f"{command} brief Narnia "


def test_in_the_middle_of_a_line_what_stands_before_the_cursor_counts(shell: Shell) -> None:
    back = "\x1b[D" * len(" --json")
    assert shell.press(f"wps brief MINUSM --json{back}\t").split() == ["wps", "brief", "MINUSMA", "--json"]


def test_nothing_that_is_typed_or_offered_is_run(shell: Shell) -> None:
    """zsh itself expands what is typed in the very word that is completed, whatever the command."""
    for line in ("wps show $(touch ran) --data=`touch ran` n", "wps records --fields '$(touch ran),su"):
        assert shell.press(f"{line}\t") == line
    assert shell.press("wps brief --data own.toml n\t") == "wps brief --data own.toml Narnia "
    assert shell.press("wps show --data own.toml nar\t\t").startswith("wps show --data own.toml narnia-2020")
    assert not {"\x1b[31m", "\u202e"} & {*shell.shown}
    assert not (shell.folder / "ran").exists()


def test_completing_leaves_nothing_in_the_home(shell: Shell) -> None:
    shell.press("wps brief mal\t")
    assert [path.relative_to(shell.home) for path in shell.home.rglob("*")] == [Path("bin"), Path("bin/wps")]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[str, str], Shell]]:
    """Start a shell that loads the script otherwise."""
    started: list[Shell] = []

    def start(name: str, load: str) -> Shell:
        if shutil.which(name) is None:
            pytest.skip(f"{name} is not installed")
        started.append(Shell(name, tmp_path, load))
        return started[-1]

    yield start
    for one in started:
        one.close()


def test_a_bash_that_splits_words_nowhere_else_completes_too(start: Callable[[str, str], Shell]) -> None:
    bash = start("bash", """set -u; unset HOME; wps completion bash >loaded; . ./loaded; COMP_WORDBREAKS=$' \t\n'""")
    assert bash.press("wps records --kind=ch\t") == "wps records --kind=challenge "
    assert bash.press("wps records --speaker='senior women\t").startswith("wps records --speaker='senior women'")


def test_zsh_loads_the_script_from_its_folders_of_functions(start: Callable[[str, str], Shell]) -> None:
    zsh = start("zsh", "wps completion zsh >own/_wps; fpath=($PWD/own $fpath); autoload -Uz compinit; compinit -D -u")
    assert zsh.press("wps cha\t") == "wps challenges "
    assert zsh.press("wps brief mal\t") == "wps brief Mali "


Ask = Callable[..., list[str]]


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """What the script of a shell is told of a line, in this process."""
    monkeypatch.setattr(signal, "alarm", lambda _: None)
    monkeypatch.setattr(completion, "load_if_file", cache(loading.load_if_file))

    def ask(line: str, shell: str = "fish", part: str = "") -> list[str]:
        completion.answer([shell, line, part], app)
        told = capsys.readouterr()
        assert told.err == ""
        return told.out.splitlines()

    return ask


def names(told: list[str]) -> list[str]:
    """What fish would offer, without help."""
    return [line.partition("\t")[0] for line in told]


def test_commands_and_options_are_offered_with_their_help(ask: Ask) -> None:
    assert ask("wps rec") == [
        "recommendations\tShow the recommendations, with label and addressee.",
        "records\tShow rows of any kind.",
    ]
    assert names(ask("wps ")) == [*GROUP.commands]
    assert names(ask("wps --")) == ["--version", "--help"]
    assert ask("wps brief mali --q") == ["--quotes\tWith the words of the letters."]
    assert ask("wps records --theme justice --the", "zsh") == ["--theme:Only on this theme; may be repeated."]
    assert names(ask("wps missions "))[:2] == ["--fields", "--limit"]


NOTHING = {"words", "since", "until", "limit", "against", "new_id"}
"""The parameters whose values are anybody's own: words, dates and numbers."""


def test_a_name_for_something_new_is_none_that_is_taken(ask: Ask) -> None:
    assert ask("wps draft letter.txt --id ") == []


def test_no_word_is_offered_in_the_middle_of_two_places(ask: Ask) -> None:
    assert "Mali" in names(ask("wps staffing minusma south Sudan "))
    assert "del" not in names(ask("wps staffing minusma south Sudan "))
    assert names(ask("wps staffing minusma south ")) == names(ask("wps staffing south "))


def test_every_value_that_can_be_known_is_offered(ask: Ask) -> None:
    for name, command in GROUP.commands.items():
        for param in command.params:
            if not getattr(param, "is_flag", False):
                option = "" if param.param_type_name == "argument" else f"{param.opts[0]} "
                assert bool(ask(f"wps {name} {option}")) == (param.name not in NOTHING), (name, param.name)


def test_values_are_those_that_the_command_takes(ask: Ask, wps: Run) -> None:
    assert names(ask("wps meetings -f ")) == list(LIST_FORMATS)
    for command in ("show mali-2017", "read mali-2017", "brief mali", "cite mali-2017"):
        for format in names(ask(f"wps {command} --format ")):
            assert wps(*command.split(), "--format", format).status == 0
    for kind in names(ask("wps brief mali --kind ")):
        assert wps("brief", "mali", "--kind", kind, "--json").status == 0
    for shell in names(ask("wps completion ")):
        assert wps("completion", shell).status == 0


@pytest.mark.parametrize(
    "command", ["missions", "challenges", "records --kind all", "staffing --against 40", "search --in all women"]
)
def test_the_fields_of_the_command_are_offered(ask: Ask, wps: Run, command: str) -> None:
    fields = names(ask(f"wps {command} --fields "))
    assert wps(*command.split(), "--fields", ",".join(fields), "--limit", "1").status == 0
    assert names(ask(f"wps {command} --fields {fields[1]},")) == [
        f"{fields[1]},{field}" for field in fields if field != fields[1]
    ]
    assert ask(f"wps {command} --fields none,") == []


def test_a_mission_is_offered_once_by_what_is_typed_of_its_names(ask: Ask) -> None:
    assert ask("wps brief minusm") == ["MINUSMA\tMali"]
    assert ask("wps brief 'republique centr") == ["republique centrafricaine\tCentral African Republic"]
    assert names(ask("wps brief United Nations Support M")) == ["Mission"]
    assert names(ask("wps brief Soudan du S")) == ["Sud"]
    assert names(ask("wps brief mali so")) == []
    assert names(ask("wps staffing mali soma")) == ["Somalia"]
    assert names(ask("wps staffing south su")) == ["Sudan"]
    assert names(ask("wps meetings --country Côte")) == ["Côte d'Ivoire"]


def test_countries_without_a_mission_are_offered_too(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the data file is found by what the shell makes of its path."""
    (tmp_path / "own.toml").write_text(DATA, encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert names(ask("wps brief --data ~/own.toml ca")) == ["Calormen"]
    assert names(ask("wps meetings --data=$HOME/own.toml --country ")) == ["Narnia", "Éa (North)", "Calormen"]


def test_each_shell_is_told_in_its_own_way(ask: Ask) -> None:
    assert ask("wps brief --kind=ch", "zsh") == ["--kind=challenge:"]
    assert ask("wps brief south", "zsh") == ["South Sudan:"]
    assert ask("wps brief south", "bash", "south") == ["South\\ Sudan"]
    assert ask("wps brief 'south", "bash", "south") == ["South Sudan"]
    assert ask("wps brief --kind=ch", "bash", "ch") == ["challenge"]
    assert ask("wps check --sources ", "bash") == [":-/"]


def test_what_a_shell_could_run_or_a_terminal_obey_is_not_offered(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(DATA, encoding="utf-8")
    for shell in SHELLS:
        told = [
            *ask(f"wps brief --data {path} ", shell), *ask(f"wps show --data {path} ", shell),
            *ask(f"wps records --data {path} --speaker ", shell), *ask(f"wps meetings --data {path} --country ", shell),
        ]  # fmt: skip
        assert "".join(told).replace("\t", "").isprintable()
        assert {line.partition("\t")[0].partition(":")[0].replace("\\", "") for line in told} == {
            "LION", "Narnia", "Éa (North)", "Calormen", "narnia-2020", "narnia-2020/win.ter",
            "Mr. Tumnus' friend, the faun",
        }  # fmt: skip


def test_a_data_file_that_cannot_be_read_offers_nothing(ask: Ask, tmp_path: Path) -> None:
    broken, binary = tmp_path / "broken.toml", tmp_path / "binary.toml"
    broken.write_text("[[missions]\n")
    binary.write_bytes(b"\xff\0")
    for path in (broken, binary, tmp_path, tmp_path / "none.toml", "/dev/null/x", "-"):
        for rest in ("", "--meeting ", "--theme=", "so"):
            assert ask(f"wps challenges --data {path} {rest}") == []
        assert names(ask(f"wps challenges --data {path} --kin")) == []
        assert names(ask(f"wps challenges --data {path} --the")) == ["--theme"]


@pytest.mark.parametrize(
    "line", ["", "wps", "wps nope ", "wps nope --data ", "wps brief --nope=", "wps 'a\\", 'wps "\\']
)
def test_a_line_that_means_nothing_is_borne(ask: Ask, line: str) -> None:
    for shell in (*SHELLS, "tcsh"):
        ask(line, shell)


def test_a_completion_loads_neither_rich_nor_rapidfuzz() -> None:
    line = [sys.executable, "-X", "importtime", "-m", "wps_cli", "--complete", "bash", "wps brief south", "south"]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    assert done.stdout == "South\\ Sudan\n"
    assert "typer.main" in done.stderr
    assert not {"rich", "rapidfuzz"} & {part.strip() for part in done.stderr.replace("\n", "|").split("|")}


def test_completion_never_waits(tmp_path: Path) -> None:
    """Neither for a pipe nor for stdin; and no longer than two seconds for a file."""
    fifo, long = tmp_path / "fifo", tmp_path / "long.toml"
    os.mkfifo(fifo)
    long.write_text(f"a = [{'1,' * 30_000_000}]")

    def asked(data: object) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [COMMAND, "--complete", "bash", "wps show ", ""],
            env={**os.environ, "WPS_DATA": str(data)},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    processes = [asked(data) for data in (long, fifo, "-", "/dev/stdin", "/dev/zero")]
    for process in processes:
        with process:
            assert process.wait(timeout=30) == (-signal.SIGALRM if process is processes[0] else 0)
            assert process.stdout
            assert process.stdout.read() == b""


def test_it_is_silent_without_home_stdout_or_a_locale(tmp_path: Path) -> None:
    line = ("--complete", "bash", "wps brief cote", "cote")
    for env in ({"HOME": ""}, {"HOME": str(tmp_path)}, {"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}):
        assert installed(*line, env=env) == (0, "Côte\\ d\\'Ivoire\n", "")
    for redirected in (">&-", "2>&- <&- >/dev/full"):
        call = subprocess.run(
            ["/bin/sh", "-c", f'"$@" {redirected}', "sh", COMMAND, *line], capture_output=True, check=False
        )
        assert (call.returncode, call.stdout, call.stderr) == (0, b"", b"")
    assert list(tmp_path.iterdir()) == []


def test_each_shell_gets_its_script_and_the_home_nothing(wps: Run, tmp_path: Path) -> None:
    for shell in SHELLS:
        outcome = wps("completion", shell)
        assert outcome == (0, Path(completion.__file__).with_suffix(f".{shell}").read_text(encoding="utf-8"), "")
        assert installed("completion", env={"SHELL": f"/usr/bin/{shell}", "HOME": str(tmp_path)}) == outcome
        assert wps("completion", shell.upper()) == outcome
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_shell_is_refused_with_the_valid_ones(wps: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert wps("completion", "zhs") == (2, "", "wps: error: unknown shell 'zhs'\nhint: did you mean zsh?\n")
    monkeypatch.setenv("SHELL", "/bin/tcsh")
    assert wps("completion") == (2, "", "wps: error: unknown shell 'tcsh'\nhint: valid: bash, zsh, fish\n")
    monkeypatch.delenv("SHELL")
    assert wps("completion") == (2, "", "wps: error: unknown shell '(none)'\nhint: valid: bash, zsh, fish\n")


def test_typers_own_completion_is_off() -> None:
    plain = installed("missions", "--json")
    assert plain.status == 0
    assert installed("missions", "--json", env={"_WPS_COMPLETE": "complete_bash"}) == plain
