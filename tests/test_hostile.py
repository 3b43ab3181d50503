"""Hostile data, files, terminals and moments: all is shown as text, and every run ends as documented."""

import csv
import datetime
import io
import json
import os
import pty
import resource
import signal
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.commands import GROUP, LISTS, PAGES
from tests.conftest import COMMAND, DATA, SEVERAL, SHIPPED, Outcome, Run, installed
from tests.stress import COLOUR, CONTROL
from tests.terminals import on_terminal
from wps_cli.render import LIST_FORMATS, PAGE_FORMATS

BAD = " [sic] [/b] [bold :warning: \x1b[31m \x1b]2;eA\x07 \x9b31m \u202e \u2028 \u200b \u3164 \U000e0041 a\tb c\nd \\"
SHOWN = (
    r" [sic] [/b] [bold :warning: \x1b[31m \x1b]2;eA\x07 \x9b31m \u202e \u2028 \u200b \u3164 \U000e0041 a\tb c\nd "
    "\\"
)
"""The same with what a terminal would obey as visible escapes."""


def _bad(value: Any, key: str = "") -> Any:
    """The data with the hostile text behind every text, names and ids among them."""
    match value:
        case dict():
            return {name + BAD if key == "glossary" else name: _bad(one, name) for name, one in value.items()}
        case list():
            return [_bad(one, key) for one in value]
        case str():
            return value if key in {"kind", "bound", "part"} else value + BAD
        case _:
            return value


def _toml(value: Any) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{_toml(key)} = {_toml(one)}" for key, one in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_toml, value)) + "]"
        case datetime.date():
            return value.isoformat()
        case _:
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


SOUND: dict[str, Any] = tomllib.loads(SEVERAL.read_text(encoding="utf-8"))
HOSTILE: dict[str, Any] = _bad(SOUND)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A sound data file every text of which is hostile."""
    path = tmp_path_factory.mktemp("hostile") / "data.toml"
    path.write_text("".join(f"{key} = {_toml(value)}\n" for key, value in HOSTILE.items()), encoding="utf-8")
    assert tomllib.loads(path.read_text(encoding="utf-8")) == HOSTILE
    return str(path)


CALLS = {
    **{name: [name] for name in LISTS},
    "search": ["search", "challenge", "--in", "all"],
    "show": ["show", f"ab-2019/beta{BAD}"],
    "show-meeting": ["show", f"ab-2019{BAD}"],
    "read": ["read", f"ab-2019{BAD}"],
    "brief": ["brief", f"ALPHA{BAD}", "--quotes", "--all"],
}
"""Every command that prints data, so that it finds some."""


def test_every_command_that_prints_data_is_tried() -> None:
    assert {args[0] for args in CALLS.values()} == {*LISTS, *PAGES}


@pytest.mark.parametrize("name", CALLS)
def test_each_format_shows_hostile_text_as_text(wps: Run, hostile: str, name: str) -> None:
    for format in LIST_FORMATS if CALLS[name][0] in LISTS else PAGE_FORMATS:
        outcome = wps(*CALLS[name], "--data", hostile, "--format", format)
        assert (outcome.status, CONTROL.search(outcome.stderr)) == (0, None)
        text = outcome.stdout.replace("\t", "") if format == "tsv" else outcome.stdout
        assert not CONTROL.search(text)
        match format:
            case "table" | "csv" | "tsv":
                assert SHOWN in outcome.stdout.replace('""', '"')
            case "markdown":
                assert r"\[sic\] \[/b\] \[bold :warning: \\x1b\[31m" in outcome.stdout
            case "json":
                assert _holds(json.loads(outcome.stdout))
            case _:
                assert all(_holds(json.loads(line)) for line in outcome.stdout.splitlines())


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(one)


def _holds(value: Any) -> bool:
    return any(text.endswith(BAD) for text in _texts(value))


def _rows(array: str) -> list[dict[str, Any]]:
    """The rows of the hostile data, read without the program."""
    paragraphs = [paragraph for meeting in HOSTILE["meetings"] for paragraph in meeting["paragraphs"]]
    return [row for paragraph in paragraphs for row in paragraph.get(array, [])]


def test_json_round_trips_every_text_exactly(wps: Run, hostile: str) -> None:
    for array in ("records", "figures", "staffing"):
        shown = {row["id"]: row for row in json.loads(wps(array, "--data", hostile, "--json").stdout)}
        assert len(_rows(array)) == len(shown) > 1
        for row in _rows(array):
            assert {key: shown[row["id"]][key] for key in row} == row
    meetings = {row["id"]: row for row in json.loads(wps("meetings", "--data", hostile, "--json").stdout)}
    for meeting in HOSTILE["meetings"]:
        for key in ("title", "missions", "co_chairs"):
            assert meetings[meeting["id"]][key] == meeting[key]


@pytest.mark.parametrize("format", ["csv", "tsv"])
def test_separated_values_hold_every_row_whole(wps: Run, hostile: str, format: str) -> None:
    text = wps("records", "--data", hostile, "--format", format, "--fields", "id,quote").stdout
    if format == "csv":
        rows = [tuple(row) for row in csv.reader(io.StringIO(text))]
        backslash = "\\"
    else:
        rows = [tuple(line.split("\t")) for line in text.splitlines()]
        backslash = r"\\"
    expected = {tuple(row[key].replace("\\", backslash) for key in ("id", "quote")) for row in _rows("records")}
    shown = SHOWN.removesuffix("\\") + backslash
    assert set(rows[1:]) == {
        tuple(text.replace(BAD.replace("\\", backslash), shown) for text in pair) for pair in expected
    }


@pytest.mark.parametrize("columns", [20, 27, 40, 58, 80, 99, 140, 233, 400])
def test_no_width_lets_a_control_character_through(wps: Run, hostile: str, columns: int) -> None:
    for args in CALLS.values():
        outcome = wps(*args, "--data", hostile, columns=columns)
        assert (outcome.status, outcome.stderr) == (0, "")
        assert not CONTROL.search(COLOUR.sub("", outcome.stdout))
        words = COLOUR.sub("", outcome.stdout).split()
        assert {"[sic]", "[/b]", "[bold", ":warning:"} <= {word.strip("*“”;,.()") for word in words}


ERRORS = [
    ["challenges", f"ALPHB{BAD}"],
    ["show", f"ab-2019/bet{BAD}"],
    ["show", "\x1b[31m"],
    ["records", "--theme", f"x{BAD}"],
    ["records", "--meeting", f"ab-2018{BAD}"],
    ["recommendations", "--addressee", f"x{BAD}"],
    ["meetings", "--country", f"alan{BAD}"],
    ["meetings", "--fields", BAD],
    ["meetings", "--format", BAD],
    ["meetings", "--limit", BAD],
    ["meetings", f"--{BAD}"],
    ["meetings", "--since", BAD],
    ["staffing", "--against", BAD],
    ["search", "\x1b\u202e"],
    [BAD],
    ["check", "--sources", BAD],
]


@pytest.mark.parametrize("args", ERRORS, ids=lambda args: " ".join(args)[:20].encode("unicode_escape").decode())
def test_errors_and_suggestions_show_hostile_text_as_text(wps: Run, hostile: str, args: list[str]) -> None:
    given = args if args[0] not in GROUP.commands else [args[0], f"--data={hostile}", *args[1:]]
    outcome = wps(*given)
    assert (outcome.status, outcome.stdout) == (66 if "--sources" in args else 2, "")
    assert not CONTROL.search(outcome.stderr)


TERMINAL = [*CALLS.values(), *ERRORS[:8], ["check"], ["check", "--sources", "/tmp"]]  # noqa: S108 (any folder)


@pytest.mark.parametrize("args", TERMINAL, ids=lambda args: " ".join(args)[:20].encode("unicode_escape").decode())
def test_no_control_byte_reaches_a_terminal(hostile: str, args: list[str]) -> None:
    received = on_terminal(*args[:1], f"--data={hostile}", *args[1:], columns=90).decode()
    assert received
    assert not CONTROL.search(COLOUR.sub("", received))


def test_a_hostile_name_of_the_data_file_is_shown_as_text(wps: Run, tmp_path: Path) -> None:
    for text in ("x = [", "x = 1", f'version = "{"a" * 5}"'):
        path = tmp_path / "a\x1b[31m\u202e\nb.toml"
        path.write_text(text)
        for args in (["check", str(path)], ["meetings", "--data", str(path)]):
            outcome = wps(*args)
            assert outcome.status in {1, 65}
            assert r"a\x1b[31m\u202e\nb.toml:1: " in outcome.stdout + outcome.stderr
            assert not CONTROL.search(outcome.stdout + outcome.stderr)


def limited(*args: str, stdin: bytes = b"") -> Outcome:
    """The installed command in 500 MB and 20 seconds."""
    done = subprocess.run(
        [COMMAND, *args],
        input=stdin,
        capture_output=True,
        timeout=20,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (500 * 2**20, 500 * 2**20)),
    )
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ('x = "' + '\\"' * 500_000 + "\n", "no closing quotation mark"),
        ('x = "' + "a" * 8_000_000 + "\n", "no closing quotation mark"),
        ('x = """' + "a\n" * 4_000_000, "no closing quotation mark"),
        ("x = '''" + "''a" * 2_000_000, "no closing quotation mark"),
        ('x = "' + "a" * 8_000_000 + '"\n', "unknown key x"),
        ("# " + "a" * 8_000_000 + "\nx = [", "not valid TOML"),
        ("[" * 500_000, "not valid TOML"),
        ("\n" * 500_000 + "x", "500001: not valid TOML"),
    ],
    ids=lambda text: text[:12] if isinstance(text, str) else "",
)
def test_a_long_broken_text_costs_little_time_and_memory(data: str, says: str) -> None:
    refused = limited("meetings", "--data", "-", stdin=data.encode())
    assert (refused.status, refused.stdout) == (65, "")
    assert says in refused.stderr


def test_a_file_of_countless_tables_is_refused_where_memory_ends() -> None:
    refused = shell(
        "ulimit -v 150000; wps meetings --data <(echo 'x = ['; yes '{},{},{},{}, ' | head -c 6000000; echo ']')"
    )
    assert (refused.status, refused.stdout) == (65, "")
    assert refused.stderr == "wps: error: this needs more memory than there is; is it the right file?\n"


def test_a_file_that_needs_more_memory_than_there_is_is_refused(wps: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(_: str) -> None:
        raise MemoryError

    monkeypatch.setattr("tests.conftest._parse_once", exhausted)
    refused = wps("meetings", "--data", "-")
    assert (refused.status, refused.stdout) == (65, "")
    assert refused.stderr.startswith("wps: error: this needs more memory than there is")


def test_a_library_for_which_there_is_no_memory_is_no_bug(wps: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def unmapped(_: str) -> None:
        raise ImportError("_csv.so: failed to map segment from shared object")

    monkeypatch.setattr("tests.conftest._parse_once", unmapped)
    assert wps("meetings").stderr == "wps: error: this needs more memory than there is; is it the right file?\n"


@pytest.mark.parametrize(
    ("why", "status", "told"),
    [
        ("failed to map segment from shared object", 65, "wps: error: there is not enough memory for Python itself\n"),
        ("it is broken", 1, "ImportError: it is broken\n"),
    ],
)
def test_a_start_without_memory_is_told_from_a_broken_library(tmp_path: Path, why: str, status: int, told: str) -> None:
    (tmp_path / "typer.py").write_text(f"raise ImportError('{why}')")
    ended = installed("meetings", env={"PYTHONPATH": str(tmp_path)})
    assert (ended.status, ended.stdout) == (status, "")
    assert ended.stderr.endswith(told)


def shell(script: str, **options: Any) -> Outcome:
    environment = {**os.environ, "PATH": f"{COMMAND.parent}:{os.environ['PATH']}", "DATA": str(SHIPPED)}
    done = subprocess.run(
        ["bash", "-c", script],  # noqa: S607 (whichever bash there is)
        capture_output=True, text=True, timeout=60, check=False, env=environment, **options,
    )  # fmt: skip
    return Outcome(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize(
    "data", ['<(cat "$DATA")', '<(sleep 0.3; cat "$DATA")', '/dev/stdin <"$DATA"', '- < <(cat "$DATA")']
)
def test_data_may_come_through_a_pipe(wps: Run, data: str) -> None:
    assert shell(f"wps records --json --data {data}") == wps("records", "--json")


def test_data_may_come_through_a_named_pipe_that_is_written_later(wps: Run, tmp_path: Path) -> None:
    script = f'cd {tmp_path}; mkfifo pipe; (sleep 0.5; cat "$DATA" >pipe) & wps records --json --data pipe'
    assert shell(script) == wps("records", "--json")


@pytest.mark.parametrize("data", ["<(yes)", "/dev/zero", "- </dev/zero", "- < <(yes)"])
def test_what_has_no_end_is_refused_at_64_mb(data: str) -> None:
    refused = shell(f"ulimit -v 500000; wps meetings --data {data}")
    assert (refused.status, refused.stdout) == (65, "")
    assert "larger than 64 MB" in refused.stderr


def test_a_loop_of_links_is_66(wps: Run, tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    for args in (["meetings", "--data"], ["check"]):
        refused = wps(*args, str(tmp_path / "one"))
        assert (refused.status, refused.stdout) == (66, "")
        assert "too many levels of symbolic links" in refused.stderr


@pytest.mark.parametrize("name", ["a" * 300, "~", "\ud800", "a\nb", "/dev/null/x", "."])
def test_a_path_that_leads_nowhere_is_66(wps: Run, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    refused = wps("meetings", "--data", name)
    assert (refused.status, refused.stdout) == (66, "")
    assert not CONTROL.search(refused.stderr)


def test_a_name_too_long_for_any_file_is_refused_and_no_fault_of_stdout(
    wps: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "a" * 300
    assert wps("check", "--sources", name).status == 66
    assert wps("meetings", "--data", name).status == 66
    monkeypatch.setenv("WPS_DATA", name)
    assert wps("--version").stdout.endswith(f", data not read from {name}\n")
    assert wps("brif").status == 2
    link = tmp_path / "letter.txt"
    link.symlink_to("/dev/zero")
    text = SHIPPED.read_text(encoding="utf-8").replace("letter-2017-07-18-mali.txt", "letter.txt")
    told = wps("check", "-", "--sources", str(tmp_path), stdin=text.encode()).stdout
    assert "letter.txt is not a file; put the letter's text there" in told


def test_an_empty_file_is_65(wps: Run) -> None:
    assert wps("meetings", "--data", "/dev/null").status == 65


def test_a_letter_that_is_a_pipe_is_told(wps: Run, tmp_path: Path) -> None:
    for meeting in tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["meetings"]:
        os.mkfifo(tmp_path / meeting["letter"]["file"])
    outcome = wps("check", "--sources", str(tmp_path))
    assert outcome.status == 1
    assert outcome.stdout.count(" is not a file; put the letter's text there") == 2


@pytest.mark.parametrize("environment", [{"HOME": "/proc"}, {"HOME": ""}, {"HOME": "/nowhere", "TMPDIR": "/nowhere"}])
def test_no_home_and_a_read_only_one_change_no_answer(wps: Run, environment: dict[str, str]) -> None:
    assert installed("challenges", env=environment) == wps("challenges")


ENDINGS: dict[str, tuple[list[str], int, str]] = {
    "crlf": (["check"], 1, "crlf.toml:43: not valid TOML: there is no = after the key; write key = value\n"),
    "csv-semicolon": (
        ["records", "--fields", "summary,quote", "-f", "csv"], 0, '"\'＝1+1","women;=HYPERLINK(""http://e"")"\n'
    ),
    "dotted980": (["check"], 1, "dotted980.toml:2: a key has more than 100 parts; mend it\n"),
    "glossary-dollar": (["search", "dollars"], 1, "Nothing found for dollars.\n"),
    "glossary-newline": (["search", "mesdames", "--in", "all"], 1, "Nothing found for mesdames.\n"),
    "hexint": (["check"], 1, "hexint.toml:37: quote is a number too long to show; write text in quotes\n"),
    "longword": (["records", "--kind", "all"], 0, f"http://example.org/{'y' * 66}"),
    "markdown-block": (["show", "a-2019", "--format", "markdown"], 0, "\n\\---, Security Council"),
    "no-glossary": (["search", "agenc(ies)", "--in", "all"], 1, "Nothing found for agenc(ies).\n"),
    "staffdup": (["staffing"], 0, "less than 7 %, more than 43 points short; less than 99 %"),
    "wide": (["records", "--kind", "all"], 0, "(例名一)"),
}  # fmt: skip
"""What each hostile file was made for: a command, how it ends, and what it says."""


@pytest.mark.parametrize("name", ENDINGS)
def test_each_hostile_file_ends_as_documented(wps: Run, name: str) -> None:
    (command, *rest), status, says = ENDINGS[name]
    path = str(DATA / "hostile" / f"{name}.toml")
    outcome = wps(command, *(["--data"] if command != "check" else []), path, *rest)
    assert outcome.status == status
    assert says in outcome.stdout


def test_every_hostile_file_is_tried() -> None:
    assert {path.stem for path in (DATA / "hostile").iterdir()} == set(ENDINGS)


@pytest.mark.parametrize("columns", range(20, 120, 7))
@pytest.mark.parametrize("name", ["wide", "longword"])
def test_no_width_cuts_a_word(wps: Run, name: str, columns: int) -> None:
    path = DATA / "hostile" / f"{name}.toml"
    quote = tomllib.loads(path.read_text(encoding="utf-8"))["meetings"][0]["paragraphs"][0]["records"][0]["quote"]
    for args in (
        ["records"],
        ["show", "a-2019/one"],
        ["search", "women", "--in", "all"],
        ["brief", "ALPHA", "--quotes"],
    ):
        shown = COLOUR.sub("", wps(*args, "--data", str(path), columns=columns).stdout).split()
        words = [word.strip("“”*") for word in shown]
        assert set(quote.split()) <= set(words), args


def test_a_terminal_that_closes_in_mid_output_ends_the_run_at_once() -> None:
    ours, its = pty.openpty()
    with subprocess.Popen([COMMAND, "records"], stdin=its, stdout=its, stderr=subprocess.PIPE) as process:
        os.close(its)
        os.read(ours, 10)
        os.close(ours)
        _, err = process.communicate(timeout=20)
    assert process.returncode in (0, 74)  # 0 where all of it was taken before
    assert err == b"" or err.startswith(b"wps: error: cannot write to stdout: ")


MOMENTS = [
    "import typer", "import msgspec", "import wps_cli.queries.rows", "import tomli", "open meetings.toml",
    "import wps_cli.render.screen", "import rich.table", "import wps_cli.search.ranking", "import rapidfuzz.process",
]  # fmt: skip


@pytest.mark.parametrize("moment", MOMENTS)
def test_an_interrupt_at_any_moment_ends_the_run_quietly(tmp_path: Path, moment: str) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal, sys\n"
        "def hook(event, args):\n"
        f"    if event in ('import', 'open') and f'{{event}} {{args[0]}}'.endswith({moment.split()[1]!r}):\n"
        f"        if event == {moment.split(maxsplit=1)[0]!r}:\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.addaudithook(hook)\n"
    )
    done = subprocess.run(
        [COMMAND, "search", "qouta", "--in", "all"],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "FORCE_COLOR": "1"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        timeout=20,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, b"", b"")


def test_check_tells_of_two_rows_that_lack_the_same_key(wps: Run) -> None:
    sound = SHIPPED.read_text(encoding="utf-8")
    for key in ("category", "mission", "quote", "percent", "bound", "id", "kind", "summary", "what", "unit", "value"):
        text = "".join(line for line in sound.splitlines(keepends=True) if not line.startswith(f"{key} = "))
        outcome = wps("check", "-", stdin=text.encode())
        assert outcome.status == 1
        assert outcome.stdout.count(f": missing key {key}; ") > 1
