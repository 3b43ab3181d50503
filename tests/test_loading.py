"""What every command does with a data file: severe mistakes refuse it, lesser ones never stop an answer."""

from pathlib import Path

import pytest

from tests.commands import GROUP, call
from tests.conftest import COMMAND, SEVERAL, SHIPPED, Outcome, Run, installed
from wps_cli.dataset.model import LARGEST

TEXT = SHIPPED.read_text(encoding="utf-8")
READERS = [name for name, one in GROUP.commands.items() if any(param.name == "data" for param in one.params)]
"""The commands that read a data file; all but `check` answer from it."""


def _line(text: str, start: str) -> int:
    return text.count("\n", 0, text.index(f"\n{start}") + 1) + 1


@pytest.mark.parametrize("command", [name for name in READERS if name != "check"])
def test_every_command_refuses_a_file_with_severe_mistakes_and_tells_them_all(
    command: str, wps: Run, tmp_path: Path
) -> None:
    path = tmp_path / "meetings.toml"
    text = TEXT.replace("\nco_chairs", "\nco_chair", 1).replace("\npercent = 19", "\npercent = 119", 1)
    path.write_text(text, encoding="utf-8")
    assert wps(*call(command), "--data", str(path)) == Outcome(
        65,
        "",
        f"wps: error: {path}:{_line(text, 'co_chair ')}: unknown key co_chair; did you mean co_chairs?\n"
        f"wps: error: {path}:{_line(text, 'percent = 119')}: percent is 119; write a number without quotes, 0 to 100\n"
        f"hint: `wps check {path}` lists these and lesser problems\n",
    )


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


def test_a_file_that_may_not_be_read_is_66(restrained: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "meetings.toml"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    outcome = installed("meetings", "--data", str(path), program=(*restrained, COMMAND))
    assert _ends(outcome, 66, f"cannot read {path}: permission denied")


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
        ("[" * 5000 + "]" * 5000, "brackets or the parts of a key are nested too deeply; mend it"),
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


def test_the_file_named_beats_the_option_which_beats_the_variable_which_beats_the_shipped_one(
    wps: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("x", encoding="utf-8")
    shipped = wps("meetings", "--json").stdout
    several = wps("meetings", "--json", "--data", str(SEVERAL)).stdout
    assert several != shipped
    for variable, read in ((str(SEVERAL), several), ("", shipped)):
        monkeypatch.setenv("WPS_DATA", variable)
        assert wps("meetings", "--json").stdout == read
    monkeypatch.setenv("WPS_DATA", str(broken))
    assert wps("meetings", "--json", "--data", str(SEVERAL)).stdout == several
    assert wps("check", "--data", str(SEVERAL)).status == 0
    assert wps("check", str(SEVERAL), "--data", str(broken)).status == 0
    assert wps("check").status == 1
