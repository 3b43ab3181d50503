"""The documents name what there is: modules, paths, limits, fields."""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from wps_cli.dataset import model
from wps_cli.search import index

DOCS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/data.md")]
MAP = re.findall(r"^\| (?:`(\w+)/`|the ground) \|.*\| (.*) \|$", DOCS[1].read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("folder", "named"), MAP, ids=[folder or "ground" for folder, _ in MAP])
def test_the_map_names_every_module_of_a_folder_and_no_other(folder: str, named: str) -> None:
    modules = {path.stem for path in (ROOT / "wps_cli" / folder).glob("*.py")} - {"__init__", "__main__"}
    assert set(re.findall(r"`(\w+)`", named)) == modules


def test_the_map_names_every_folder() -> None:
    folders = {path.parent.name for path in (ROOT / "wps_cli").glob("*/*.py")}
    assert {folder for folder, _ in MAP} == {"", *folders}


@pytest.mark.parametrize("document", DOCS, ids=lambda path: path.name)
def test_every_path_that_a_document_names_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    named = {*re.findall(r"`((?:[a-z_]+/)+[\w.-]*)`", text), *re.findall(r"\]\(([\w./-]+)\)", text)}
    places = (ROOT, ROOT / "wps_cli", document.parent)
    assert [one for one in named if not any((at / one).exists() or (at / f"{one}.py").exists() for at in places)] == []


def test_the_limits_that_the_docs_name_are_those_of_the_model() -> None:
    rows = re.findall(r"^\| (.*?) \| ([\d,]+) [^|]*\|", DOCS[3].read_text(encoding="utf-8"), re.MULTILINE)
    told = {what: int(most.replace(",", "")) for what, most in rows}
    assert told["a data file"] * 1024 * 1024 == model.LARGEST
    assert told["a text"] == model.LONGEST
    assert told["a list, or the glossary"] == model.MOST
    assert told["the paragraphs of one letter"] == model.MOST_PARAGRAPHS


def test_the_fields_in_which_a_hit_may_match_are_documented() -> None:
    line = re.search(r"^\| `matched_in` .*$", (ROOT / "docs/output.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert line
    assert set(re.findall(r"`(\w+)`", line[0])) - {"matched_in"} == set(index.WEIGHTS)
