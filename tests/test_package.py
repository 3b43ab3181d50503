"""The package as others get it: the data travels inside the wheel, and works from any folder."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT, SHIPPED, installed


def test_the_module_runs_as_the_command_does() -> None:
    done = subprocess.run([sys.executable, "-m", "wps_cli", "meetings"], capture_output=True, text=True, check=True)
    assert done.stdout == installed("meetings").stdout


def test_the_version_is_that_of_the_program_and_the_data(shipped: dict[str, object]) -> None:
    from importlib.metadata import version

    assert installed("--version").stdout == f"wps {version('wps-ieg')}, data of {shipped['version']}\n"


def test_the_command_works_from_any_folder(tmp_path: Path) -> None:
    assert installed("meetings", cwd=tmp_path).stdout == installed("meetings", cwd=ROOT).stdout


def test_the_wheel_and_the_sdist_carry_the_data(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="hatchling is not installed: only `pip install` builds here")
    for kind in ("wheel", "sdist"):
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(tmp_path)],
            cwd=ROOT,
            check=True,
            capture_output=True,
        )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read("wps_cli/data/meetings.toml") == SHIPPED.read_bytes()
        archive.extractall(tmp_path / "site")
    code = "from wps_cli.dataset.loading import data_path; print(data_path(None))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path / "site",
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(tmp_path / "site")},
    )
    assert Path(done.stdout.strip()).read_bytes() == SHIPPED.read_bytes()
    import tarfile

    (sdist,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        assert any(name.endswith("/data/meetings.toml") for name in archive.getnames())
