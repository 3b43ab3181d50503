"""The JSON Schema: as the model has it, valid, named by the file, and of use to the tools that editors are built on."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CHECKED, SEVERAL, SHIPPED, Outcome, Run
from tests.mistakes import MISTAKES, planted

SCHEMA = SHIPPED.with_name("meetings.schema.json")


def _tool(name: str, *args: str) -> subprocess.CompletedProcess[str]:
    command = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if command is None:
        pytest.skip(f"{name} is not installed; the dev dependencies have it")
    return subprocess.run([command, *args], capture_output=True, text=True, check=False, timeout=60)


def test_the_schema_in_the_repository_is_that_of_the_model(wps: Run) -> None:
    assert wps("schema") == Outcome(0, SCHEMA.read_text(encoding="utf-8"), ""), "run: wps schema > data/" + SCHEMA.name


def test_the_first_line_of_the_shipped_file_names_the_schema() -> None:
    assert SHIPPED.read_text(encoding="utf-8").partition("\n")[0] == f"#:schema {SCHEMA.name}"


@pytest.fixture
def schema(wps: Run, tmp_path: Path) -> Path:
    """The schema that the model gives, in a file."""
    path = tmp_path / "schema.json"
    path.write_text(wps("schema").stdout, encoding="utf-8")
    return path


def test_the_schema_says_which_draft_it_is(schema: Path) -> None:
    assert json.loads(schema.read_text(encoding="utf-8"))["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_schema_is_valid(schema: Path) -> None:
    done = _tool("check-jsonschema", "--check-metaschema", str(schema))
    assert (done.returncode, done.stdout) == (0, "ok -- validation done\n")


def test_every_field_is_described(schema: Path) -> None:
    tables = json.loads(schema.read_text(encoding="utf-8"))["$defs"]
    for table, model in tables.items():
        for name, field in model["properties"].items():
            assert '"description"' in json.dumps(field), f"{table}.{name}"


def test_the_missions_and_themes_of_the_file_are_offered_and_new_ones_allowed(schema: Path) -> None:
    tables = json.loads(schema.read_text(encoding="utf-8"))["$defs"]

    def offered(field: Any) -> list[str]:
        listed = next(one for one in (field, *field.get("anyOf", ())) if one.get("type") == "array")
        names, anything = listed["items"]["anyOf"]
        assert anything == {"type": "string"}
        return list(names["enum"])

    codes = ["MINUSCA", "MINUSMA", "MONUSCO", "UNAMID", "UNMISS", "UNOCI", "UNSOM", "UNSMIL"]
    assert offered(tables["Record"]["properties"]["missions"]) == codes
    assert offered(tables["Meeting"]["properties"]["missions"]) == codes
    assert "justice" in offered(tables["Record"]["properties"]["themes"])
    assert tables["Staffing"]["properties"]["mission"]["anyOf"][0]["enum"] == codes


def _written(folder: Path) -> tuple[list[str], list[str]]:
    """Files with the mistakes that the schema rejects, and with those that only `check` tells."""
    rejected: list[str] = []
    accepted: list[str] = []
    for number, mistake in enumerate(MISTAKES):
        if "too long to show" not in mistake.says:  # such a number ends check-jsonschema itself
            path = folder / f"{number}.toml"
            planted(mistake, path)
            (rejected if mistake.schema else accepted).append(str(path))
    return rejected, accepted


def test_check_jsonschema_accepts_sound_files_and_rejects_what_the_schema_tells(schema: Path, tmp_path: Path) -> None:
    rejected, accepted = _written(tmp_path)
    files = [str(path) for path in (SHIPPED, CHECKED, SEVERAL)] + accepted + rejected
    done = _tool("check-jsonschema", "--output-format", "json", "--schemafile", str(schema), *files)
    assert sorted({error["filename"] for error in json.loads(done.stdout)["errors"]}) == sorted(rejected)


def test_an_editor_that_formats_on_saving_leaves_the_shipped_file_as_it_is() -> None:
    config = str(SHIPPED.parents[1] / ".taplo.toml")
    assert _tool("taplo", "format", "--check", "--config", config, str(SHIPPED)).returncode == 0


def test_taplo_accepts_sound_files_and_rejects_what_the_schema_tells(schema: Path, tmp_path: Path) -> None:
    rejected, _ = _written(tmp_path)
    for path in (SHIPPED, CHECKED, SEVERAL):
        assert _tool("taplo", "lint", "--no-auto-config", "--schema", schema.as_uri(), str(path)).returncode == 0
    for broken in rejected:
        assert _tool("taplo", "lint", "--no-auto-config", "--schema", schema.as_uri(), broken).returncode == 1, broken
