"""Imports point down only, and a command loads no more than it needs."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

LAYERS = [
    ["cli"],
    ["views", "check"],
    ["search"],
    ["queries"],
    ["render", "dataset"],
    ["streams", "suggestions"],
    ["text", "errors"],
]
"""Each folder and each module of the ground may import what stands in lower layers, and a folder its own modules."""
LEVEL = {module: level for level, modules in enumerate(LAYERS) for module in modules}
ALLOWED = {
    "typer": {"cli"},
    "rich": {"render.screen", "render.plain"},
    "rapidfuzz": {"search.ranking", "suggestions", "check.proof"},
    "tomli": {"dataset.loading", "dataset.lines", "search.words", "check.numbers"},
}
"""Who may import which package."""


def _imports(path: Path) -> set[str]:
    """Every name that the module imports, in full."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _modules() -> dict[str, Path]:
    package = ROOT / "wps_cli"
    return {
        ".".join(path.relative_to(package).with_suffix("").parts).removesuffix(".__init__"): path
        for path in package.rglob("*.py")
        if path.stem != "__main__"
    }


def _edges() -> dict[str, set[str]]:
    """Each module with the modules of ours that it imports."""
    modules = _modules()

    def module(imported: str) -> str:
        """The module of that name, or that has the thing of that name."""
        name = imported.removeprefix("wps_cli.")
        return name if name in modules else name.rpartition(".")[0]

    return {
        name: {module(one) for one in _imports(path) if one.startswith("wps_cli.")} & modules.keys()
        for name, path in modules.items()
    }


def test_imports_point_down_only() -> None:
    for name, found in _edges().items():
        own = name.split(".")[0]
        for other in (one.split(".")[0] for one in found):
            assert other == own or LEVEL[own] < LEVEL[other], f"{name} imports {other}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    edges = _edges()
    while leaves := [name for name, found in edges.items() if not found & edges.keys()]:
        for name in leaves:
            del edges[name]
    assert edges == {}


def test_every_module_has_its_layer() -> None:
    assert {name.split(".")[0] for name in _modules()} - {"__init__"} == set(LEVEL)


def test_only_the_modules_named_know_each_library() -> None:
    for name, path in _modules().items():
        for library in {imported.split(".")[0] for imported in _imports(path)} & ALLOWED.keys():
            assert name in ALLOWED[library] or name.split(".")[0] in ALLOWED[library], f"{name} imports {library}"


def _loaded(*args: str) -> set[str]:
    code = (
        "import os, sys\n"
        "from wps_cli.__main__ import main\n"
        "os._exit = lambda _: sys.stderr.write(' '.join(sys.modules))\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stderr.split()} | set(done.stderr.split())


HEAVY = {"rich", "rapidfuzz", "pygments", "pydantic", "typing_extensions"}


@pytest.mark.parametrize("args", [("meetings", "--json"), ("challenges", "UNMISS", "--format", "csv"), ("missions",)])
def test_a_look_up_loads_neither_rich_nor_rapidfuzz(args: tuple[str, ...]) -> None:
    assert not _loaded(*args) & (HEAVY | {"wps_cli.search.ranking", "wps_cli.search.index"})


def test_a_search_whose_words_stand_as_typed_loads_no_rapidfuzz() -> None:
    assert not _loaded("search", "quota", "--json") & HEAVY


def test_a_misspelt_search_loads_rapidfuzz_but_not_rich() -> None:
    assert _loaded("search", "qouta", "--json") & HEAVY == {"rapidfuzz"}
