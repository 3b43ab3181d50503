"""Imports point down only, and a command loads no more than it needs."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

LAYERS = [
    ["cli"],
    ["checking", "briefing", "pages", "schema"],
    ["staffing_views", "curation", "sources", "render"],
    ["views", "streams"],
    ["citations", "comparison", "search"],
    ["corpus"],
    ["queries", "loading", "order"],
    ["names", "validation"],
    ["lines", "numerals", "suggestions", "report"],
    ["model", "text", "words", "errors"],
]
"""Each module may import those of lower layers and its own package."""
LEVEL = {module: level for level, modules in enumerate(LAYERS) for module in modules}
ALLOWED = {
    "typer": {"cli"},
    "rich": {"render.screen"},
    "rapidfuzz": {"corpus", "suggestions"},
    "tomli": {"loading", "lines"},
}
"""Who may import which package."""


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _modules() -> dict[str, Path]:
    package = ROOT / "wps_cli"
    return {
        ".".join(path.relative_to(package).with_suffix("").parts).removesuffix(".__init__"): path
        for path in package.rglob("*.py")
        if path.stem != "__main__"
    }


def test_imports_point_down_only() -> None:
    for name, path in _modules().items():
        own = name.split(".")[0]
        for imported in _imports(path):
            parts = imported.split(".")
            if parts[0] == "wps_cli" and len(parts) > 1 and parts[1] in LEVEL and parts[1] != own:
                assert LEVEL[own] <= LEVEL[parts[1]], f"{name} imports {imported}"


def test_no_two_modules_import_each_other() -> None:
    edges = {
        name: {imported.removeprefix("wps_cli.") for imported in _imports(path) if imported.startswith("wps_cli.")}
        for name, path in _modules().items()
    }
    for name, imported in edges.items():
        for other in imported & edges.keys():
            is_own_package = f"{name}.".startswith(f"{other}.") or f"{other}.".startswith(f"{name}.")
            assert is_own_package or name not in edges[other], f"{name} and {other} import each other"


def test_every_module_has_its_layer() -> None:
    assert {name.split(".")[0] for name in _modules()} - {"__init__"} == set(LEVEL)


def test_only_the_modules_named_know_each_library() -> None:
    for name, path in _modules().items():
        for library in {imported.split(".")[0] for imported in _imports(path)} & ALLOWED.keys():
            assert name in ALLOWED[library] or name.split(".")[0] in ALLOWED[library], f"{name} imports {library}"


def _loaded(*args: str) -> set[str]:
    code = (
        "import sys, contextlib, io\n"
        "from wps_cli.cli import app\n"
        "with contextlib.suppress(SystemExit):\n"
        "    app(sys.argv[1:], prog_name='wps')\n"
        "sys.stderr.write(' '.join(sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stderr.split()} | set(done.stderr.split())


HEAVY = {"rich", "rapidfuzz", "pygments", "pydantic"}


@pytest.mark.parametrize("args", [("meetings", "--json"), ("challenges", "UNMISS", "--format", "csv"), ("missions",)])
def test_a_look_up_loads_neither_rich_nor_rapidfuzz(args: tuple[str, ...]) -> None:
    assert not _loaded(*args) & (HEAVY | {"wps_cli.search", "wps_cli.corpus", "wps_cli.validation"})


def test_a_search_whose_words_stand_as_typed_loads_no_rapidfuzz() -> None:
    assert not _loaded("search", "quota", "--json") & HEAVY


def test_a_misspelt_search_loads_rapidfuzz_but_not_rich() -> None:
    assert _loaded("search", "qouta", "--json") & HEAVY == {"rapidfuzz"}
