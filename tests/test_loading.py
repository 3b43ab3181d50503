"""What every command does with a data file: severe mistakes refuse it, lesser ones never stop an answer."""

import os
import re
from pathlib import Path

import pytest

from tests.conftest import SHIPPED, Outcome, Run
from wps_cli.dataset.loading import LARGEST

TEXT = SHIPPED.read_text(encoding="utf-8")
COMMANDS = [
    ("meetings",),
    ("missions", "--json"),
    ("challenges", "MINUSMA"),
    ("recommendations", "--format", "csv"),
    ("records",),
    ("staffing",),
    ("figures",),
    ("search", "parity"),
    ("show", "mali-2017"),
    ("brief", "MINUSMA"),
    ("timeline",),
]


def _edited(*edits: tuple[str, str]) -> str:
    text = TEXT
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def _line(text: str, start: str) -> int:
    return text.count("\n", 0, text.index(f"\n{start}") + 1) + 1


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_refuses_a_file_with_severe_mistakes_and_tells_them_all(
    command: tuple[str, ...], wps: Run, tmp_path: Path
) -> None:
    path = tmp_path / "meetings.toml"
    text = _edited(("\nco_chairs", "\nco_chair"), ("\npercent = 19", "\npercent = 119"))
    path.write_text(text, encoding="utf-8")
    assert wps(*command, "--data", str(path)) == Outcome(
        65,
        "",
        f"wps: error: {path}:{_line(text, 'co_chair ')}: unknown key co_chair; did you mean co_chairs?\n"
        f"wps: error: {path}:{_line(text, 'percent = 119')}: percent is 119; write a number without quotes, 0 to 100\n"
        f"hint: `wps check {path}` lists these and lesser problems\n",
    )


SEVERE = {
    "syntax": ("percent = 19", "percent 19"),
    "an unknown key": ("co_chairs", "cochairs"),
    "a missing key": ('co_chairs = ["Sweden", "Uruguay"]\n', ""),
    "a wrong type": ("percent = 19", 'percent = "19"'),
    "a day in quotes": ("date = 2017-05-04", 'date = "2017-05-04"'),
    "a day with a time": ("date = 2017-05-04", "date = 2017-05-04T00:00:00"),
    "an unknown kind": ('kind = "challenge"', 'kind = "problem"'),
    "a percentage above 100": ("percent = 19", "percent = 100.5"),
    "a percentage that is no number": ("percent = 19", "percent = nan"),
    "a figure that is no number": ("value = 400", "value = nan"),
    "an infinite figure": ("value = 400", "value = -inf"),
    "a huge figure": ("value = 400", f"value = 1{'0' * 400}"),
    "a huge paragraph": ("paragraph = 1\n", f"paragraph = 1{'0' * 400}\n"),
    "an id that stands twice": ('"mali-2017/who-briefed"', '"mali-2017/third-meeting"'),
    "a mission that stands twice": ('code = "UNOCI"', 'code = "UNSOM"'),
    "an unknown mission of a meeting": ('missions = ["MINUSMA"]\nco_chairs', 'missions = ["MINUSMAA"]\nco_chairs'),
    "an unknown mission of those who took part": ('(MINUSMA)", missions = ["MINUSMA"]', '(MINUSMA)", missions = ["?"]'),
    "an unknown mission of a row": ('missions = ["UNOCI", "MINUSMA"]', 'missions = ["UNOCI", "ALL"]'),
    "every mission beside one": ('missions = ["UNOCI", "MINUSMA"]', 'missions = ["UNOCI", "all"]'),
    "an unknown mission of a staffing row": ('mission = "MINUSMA"', 'mission = "Mali"'),
    "missions missing": ('missions = ["UNOCI", "MINUSMA"]\n', ""),
}


@pytest.mark.parametrize("edit", SEVERE.values(), ids=SEVERE)
def test_a_severe_mistake_refuses_the_file_and_check_tells_it_alike(
    edit: tuple[str, str], wps: Run, tmp_path: Path
) -> None:
    path = tmp_path / "meetings.toml"
    path.write_text(_edited(edit), encoding="utf-8")
    refused, checked = wps("meetings", "--data", str(path)), wps("check", str(path))
    assert (refused.status, refused.stdout, checked.status) == (65, "", 1)
    told = [line.removeprefix("wps: error: ") for line in refused.stderr.splitlines() if not line.startswith("hint: ")]
    assert told
    assert set(told) <= set(checked.stdout.splitlines())


LESSER = {
    "a long summary": ('summary = "Sweden and', f'summary = "{"x" * 90}Sweden and'),
    "a contradicting bound": ('percent = 7\nbound = "<"', 'percent = 7\nbound = "="'),
    "a number not in the quote": ("percent = 19", "percent = 20"),
    "bad EDTF": ('when = "2012/2013"', 'when = "in 2012"'),
    "dates out of order": ("date = 2017-07-18", "date = 2016-07-18"),
    "an unknown row to see": ('see_also = ["wpa-2016/platform-communique"]', 'see_also = ["nothing"]'),
    "an id with a blank": ('id = "mali-2017/third-meeting"', 'id = "third meeting"'),
    "a label out of order": ('label = "(a)(i)"', 'label = "(d)"'),
    "a glossary entry that leads nowhere": ('"women and peace and security" = ', '"nothing" = '),
    "empty text": ('themes = ["council"]', 'themes = [""]'),
}


def test_lesser_mistakes_never_stop_a_command(wps: Run, tmp_path: Path) -> None:
    path = tmp_path / "meetings.toml"
    path.write_text(_edited(*LESSER.values()), encoding="utf-8")
    assert wps("check", str(path)).stdout.count("\n") >= len(LESSER)
    for command in COMMANDS:
        answered = wps(*command, "--data", str(path))
        assert (answered.status, answered.stderr) == (0, "")
        assert answered.stdout


def _ends(outcome: Outcome, status: int, error: str) -> bool:
    first = outcome.stderr.partition("\n")[0]
    return (outcome.status, outcome.stdout, first) == (status, "", f"wps: error: {error}")


def test_a_missing_file_is_66(wps: Run, tmp_path: Path) -> None:
    path = tmp_path / "none.toml"
    assert _ends(wps("meetings", "--data", str(path)), 66, f"cannot read {path}: no such file or directory")


def test_a_folder_is_66(wps: Run, tmp_path: Path) -> None:
    assert _ends(wps("meetings", "--data", str(tmp_path)), 66, f"cannot read {tmp_path}: is a directory")


def test_a_name_that_no_file_can_have_is_66(wps: Run) -> None:
    outcome = wps("meetings", "--data", "a\0b")
    assert (outcome.status, outcome.stdout) == (66, "")
    assert "\0" not in outcome.stderr


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_that_may_not_be_read_is_66(wps: Run, tmp_path: Path) -> None:
    path = tmp_path / "meetings.toml"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    assert _ends(wps("meetings", "--data", str(path)), 66, f"cannot read {path}: permission denied")


def test_text_that_is_not_utf_8_is_told_with_its_line(wps: Run, tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes("# one\n# c\u00f4te\n".encode("latin-1"))
    assert _ends(wps("meetings", "--data", str(path)), 65, f"{path}:2: not UTF-8 text; save the file as UTF-8")
    assert wps("check", str(path)) == Outcome(1, f"{path}:2: not UTF-8 text; save the file as UTF-8\n", "")


def test_a_file_above_64_mb_is_refused_unparsed(wps: Run, tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    assert _ends(wps("meetings", "--data", str(path)), 65, f"{path}: larger than 64 MB; is it the right file?")


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("[" * 5000 + "]" * 5000, "brackets are nested too deeply; mend it"),
        ("1" * 5000, "a number is too long; mend it"),
    ],
)
def test_what_the_parser_gives_up_on_is_told_with_its_line(value: str, says: str, wps: Run) -> None:
    data = f"# first\nx = 1\ny = {value}\nz = 2\n".encode()
    assert _ends(wps("meetings", "--data", "-", stdin=data), 65, f"<stdin>:3: not valid TOML: {says}")
    assert wps("check", "-", stdin=data) == Outcome(1, f"<stdin>:3: not valid TOML: {says}\n", "")


@pytest.mark.parametrize("depth", [50, 100, 200, 300, 400, 600, 900])
def test_nesting_of_any_depth_is_refused_and_no_bug(depth: int, wps: Run) -> None:
    data = f"x = {'[' * depth}{']' * depth}\n".encode()
    assert wps("meetings", "--data", "-", stdin=data).status == 65
    assert wps("check", "-", stdin=data).status == 1


def test_a_byte_order_mark_is_no_mistake(wps: Run, tmp_path: Path) -> None:
    path = tmp_path / "marked.toml"
    path.write_text(TEXT, encoding="utf-8-sig")
    assert wps("meetings", "--data", str(path)) == wps("meetings")


def test_stdin_that_is_closed_is_66(monkeypatch: pytest.MonkeyPatch) -> None:
    from wps_cli.dataset.loading import load
    from wps_cli.errors import DataMissingError

    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(DataMissingError, match=r"^cannot read <stdin>: stdin is closed$"):
        load("-")


def test_the_options_file_beats_the_variables_which_beats_the_shipped(
    wps: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.toml"
    other.write_text(re.sub(r"mali-2017", "mali-x", TEXT), encoding="utf-8")
    monkeypatch.setenv("WPS_DATA", "")
    assert '"mali-2017"' in wps("meetings", "--json").stdout
    monkeypatch.setenv("WPS_DATA", str(other))
    assert '"mali-x"' in wps("meetings", "--json").stdout
    assert '"mali-2017"' in wps("meetings", "--json", "--data", str(SHIPPED)).stdout
