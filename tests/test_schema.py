"""The JSON Schema: as the model has it, valid, named by the file, and of use to the tools that editors are built on."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SHIPPED, Outcome, Run

SCHEMA = SHIPPED.with_name("meetings.schema.json")
TEXT = SHIPPED.read_text(encoding="utf-8")
BROKEN = {
    "an unknown key": ("co_chairs = ", "co_chair = "),
    "a missing key": ('co_chairs = ["Sweden", "Uruguay"]\n', ""),
    "an unknown kind": ('kind = "challenge"', 'kind = "problem"'),
    "a wrong type": ("percent = 19", 'percent = "19"'),
    "a percentage above 100": ("percent = 19", "percent = 119"),
    "an id with a blank": ('id = "mali-2017/who-briefed"', 'id = "who briefed"'),
    "a long summary": ('summary = "', f'summary = "{"x" * 91}'),
    "a when in words": ('when = "2012/2013"', 'when = "in 2012"'),
}


def _tool(name: str, *args: str) -> subprocess.CompletedProcess[str]:
    command = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if command is None:
        pytest.skip(f"{name} is not installed; the dev dependencies have it")
    return subprocess.run([command, *args], capture_output=True, text=True, check=False, timeout=60)


def test_the_schema_in_the_repository_is_that_of_the_model(wps: Run) -> None:
    assert wps("schema") == Outcome(0, SCHEMA.read_text(encoding="utf-8"), ""), "run: wps schema > data/" + SCHEMA.name


def test_the_first_line_of_the_shipped_file_names_the_schema() -> None:
    assert TEXT.partition("\n")[0] == f"#:schema {SCHEMA.name}"


def test_the_schema_says_which_draft_it_is() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8"))["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_schema_is_valid() -> None:
    done = _tool("check-jsonschema", "--check-metaschema", str(SCHEMA))
    assert (done.returncode, done.stdout) == (0, "ok -- validation done\n")


def test_every_field_is_described() -> None:
    def fields(of: Any) -> list[tuple[str, Any]]:
        return [(f"{table}.{name}", one) for table, model in of.items() for name, one in model["properties"].items()]

    tables = json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"]
    arrays = {"Dataset.missions", "Dataset.meetings", "Meeting.letter", "Meeting.records"}
    arrays |= {"Meeting.staffing", "Meeting.figures"}
    assert {name for name, one in fields(tables) if not re.search('"description"', json.dumps(one))} <= arrays


def _broken(folder: Path) -> list[Path]:
    """A copy of the shipped file with each of the mistakes."""
    paths = []
    for name, (old, new) in BROKEN.items():
        assert old in TEXT
        paths.append(folder / f"{name}.toml")
        paths[-1].write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    return paths


def test_taplo_accepts_the_shipped_file_and_rejects_broken_ones(tmp_path: Path) -> None:
    def accepts(path: Path) -> bool:
        return _tool("taplo", "lint", "--schema", SCHEMA.as_uri(), str(path)).returncode == 0

    assert [path.name for path in (SHIPPED, *_broken(tmp_path)) if accepts(path)] == [SHIPPED.name]


def test_check_jsonschema_accepts_the_shipped_file_and_rejects_broken_ones(tmp_path: Path) -> None:
    broken = [str(path) for path in _broken(tmp_path)]
    done = _tool("check-jsonschema", "--output-format", "json", "--schemafile", str(SCHEMA), str(SHIPPED), *broken)
    assert sorted({error["filename"] for error in json.loads(done.stdout)["errors"]}) == sorted(broken)
