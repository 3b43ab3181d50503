"""The package as others get it: built, zipped, read-only, bare; what it answers is the same everywhere."""

import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT, SHIPPED, Run, installed
from wps_cli.dataset import loading

ANSWERS = ["brief MINUSMA --json", "search ladies lead --in all", "completion zsh"]
"""Command lines that between them read each kind of file in the package: the data, the thesaurus, a script."""
MODULE = (sys.executable, "-m", "wps_cli")
WRITES_BYTECODE = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": ""}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist."""
    folder = tmp_path_factory.mktemp("built")
    for kind in ("wheel", "sdist"):
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)],
            cwd=ROOT,
            check=True,
            capture_output=True,
        )
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (path,) = built.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def folder(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the package alone, as the wheel has it, without the metadata of an install."""
    folder = tmp_path_factory.mktemp("site")
    shutil.unpack_archive(wheel, folder, "zip")
    for metadata in folder.glob("*.dist-info"):
        shutil.rmtree(metadata)
    return folder


def test_the_module_runs_as_the_command_does() -> None:
    assert installed("meetings", program=MODULE) == installed("meetings")


def test_the_version_is_that_of_the_program_and_the_data(shipped: dict[str, object]) -> None:
    from importlib.metadata import version

    assert installed("--version").stdout == f"wps {version('wps-ieg')}, data of {shipped['version']}\n"


def test_the_command_works_from_any_folder(tmp_path: Path) -> None:
    assert installed("meetings", cwd=tmp_path).stdout == installed("meetings", cwd=ROOT).stdout


def test_the_wheel_and_the_sdist_carry_the_data(built: Path, wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read("wps_cli/data/meetings.toml") == SHIPPED.read_bytes()
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        assert any(name.endswith("/data/meetings.toml") for name in archive.getnames())


def test_the_wheel_carries_each_file_of_the_package(wheel: Path) -> None:
    package = [path for path in (ROOT / "wps_cli").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    with zipfile.ZipFile(wheel) as archive:
        assert {path.relative_to(ROOT).as_posix() for path in package} <= {*archive.namelist()}


@pytest.mark.parametrize("line", [*ANSWERS, "meetings", "--version", "mali", "--complete zsh wps\\ read\\ "])
def test_the_wheel_works_from_a_zip(wheel: Path, line: str) -> None:
    outcome = installed(*shlex.split(line), program=MODULE, env={"PYTHONPATH": str(wheel)}, cwd=wheel.parent)
    assert outcome == installed(*shlex.split(line))


def test_a_package_without_its_data_says_so(wps: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_PACKAGED", "/nowhere/wps_cli/data/meetings.toml")
    refused = wps("meetings")
    assert (refused.status, refused.stdout) == (66, "")
    assert refused.stderr.startswith("wps: error: cannot read /nowhere/wps_cli/data/meetings.toml: no such file")


@pytest.mark.parametrize("line", ANSWERS)
def test_the_wheel_works_from_a_zip_with_a_data_file_beside_it(wps: Run, wheel: Path, line: str) -> None:
    environment = {"PYTHONPATH": str(wheel), "WPS_DATA": str(SHIPPED)}
    assert installed(*line.split(), program=MODULE, env=environment, cwd=wheel.parent) == wps(*line.split())


@pytest.mark.parametrize("flag", ["-OO", "-I"])
@pytest.mark.parametrize("line", [*ANSWERS, "records --help"])
def test_python_may_drop_docstrings_or_be_isolated(wps: Run, flag: str, line: str) -> None:
    assert installed(*line.split(), program=(sys.executable, flag, *MODULE[1:])) == wps(*line.split())


def test_a_folder_that_may_not_be_written_will_do(wps: Run, folder: Path, restrained: tuple[str, ...]) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(path.stat().st_mode & 0o555)
    environment = {"PYTHONPATH": str(folder), **WRITES_BYTECODE}
    for line in ANSWERS:
        outcome = installed(*line.split(), program=(*restrained, *MODULE), env=environment, cwd=folder)
        assert outcome == wps(*line.split())
    assert [*folder.rglob("*.pyc")] == []


def test_no_metadata_of_an_install_is_needed(wps: Run, folder: Path, tmp_path: Path) -> None:
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        if "wps" not in path.name:
            (tmp_path / path.name).symlink_to(path)
    environment = {"PYTHONPATH": os.pathsep.join((str(folder), str(tmp_path)))}
    bare = (sys.executable, "-S")  # without site-packages, where the metadata is
    asked = ("-c", "from importlib.metadata import version; version('wps-ieg')")
    assert "No package metadata was found" in installed(*asked, program=bare, env=environment).stderr
    for line in ("--version", "staffing", "check"):
        outcome = installed(*line.split(), program=(*bare, *MODULE[1:]), env=environment, cwd=folder)
        assert outcome == wps(*line.split())


@pytest.mark.parametrize("line", [*ANSWERS, "--version"])
def test_neither_a_home_nor_any_variable_is_needed(wps: Run, line: str) -> None:
    assert installed(*line.split(), program=("env", "-i", *MODULE)) == wps(*line.split())


IN_ANY_LOCALE = ["staffing MINUSMA", "search IMPUNITY --in all", "challenges CÔTE D’IVOIRE", "missions --json"]


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_a_plain_locale_changes_no_answer(wps: Run, locale: str) -> None:
    for line in IN_ANY_LOCALE:
        assert installed(*line.split(), env={"LC_ALL": locale}) == wps(*line.split())


def test_a_turkish_locale_where_i_is_no_small_i_changes_no_answer(wps: Run, tmp_path: Path) -> None:
    locale = "tr_TR.UTF-8"
    try:
        make = ["localedef", "-i", "tr_TR", "-f", "UTF-8", str(tmp_path / locale)]
        subprocess.run(make, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("the sources of locales are not installed")
    environment = {"LC_ALL": locale, "LOCPATH": str(tmp_path)}
    told = "import locale; print(locale.setlocale(locale.LC_ALL, ''))"
    assert installed("-c", told, program=(sys.executable,), env=environment).stdout == f"{locale}\n"
    for line in IN_ANY_LOCALE:
        assert installed(*line.split(), env=environment) == wps(*line.split())
