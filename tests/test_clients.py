"""What other programs make of the output: the examples of docs/output.md, run; and its tables of keys, compared."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from shlex import quote
from typing import Any

import pypandoc
import pytest

from tests.commands import LISTS, call
from tests.conftest import COMMAND, ROOT, SEVERAL, Run
from wps_cli.errors import ExitStatus
from wps_cli.render import LIST_FORMATS, PAGE_FORMATS

DOCS = (ROOT / "docs" / "output.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```console\n\$ (.+)\n((?:.*\n)*?)```", DOCS)
DATA = f"--data {quote(str(SEVERAL))}"
RECORDS = SEVERAL.read_text(encoding="utf-8").count("[[meetings.paragraphs.records]]")
PATH = os.pathsep.join((str(COMMAND.parent), str(Path(pypandoc.get_pandoc_path()).parent), os.environ["PATH"]))


def bash(script: str) -> str:
    """What a pipeline prints; it is skipped where one of its programs is not installed."""
    programs = [re.match(r"[\w-]+", part.strip()) for part in re.split(r"(?<=\w)\s+\| |(?<=')\s+\| ", script)]
    for program in (match[0] for match in programs if match):
        if program != "wps" and shutil.which(program, path=PATH) is None:
            pytest.skip(f"{program} is not installed")
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", script],  # noqa: S607 (whichever bash there is)
        env={**os.environ, "PATH": PATH},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize(("script", "output"), EXAMPLES, ids=[script.split(" | ")[-1][:12] for script, _ in EXAMPLES])
def test_the_examples_of_the_docs_print_what_the_docs_say(script: str, output: str) -> None:
    assert bash(script) == output


def test_every_client_has_an_example() -> None:
    scripts = " ".join(script for script, _ in EXAMPLES)
    assert all(client in scripts for client in ("jq", "mlr", "csvcut", "sqlite-utils", "pandoc", "grep"))


def test_jq_reads_json_and_json_lines_alike() -> None:
    whole = bash(f"wps records {DATA} --json | jq -c '.[]'")
    assert whole == bash(f"wps records {DATA} --format jsonl | jq -c .")
    assert len(whole.splitlines()) == RECORDS


def test_miller_reads_csv_and_tsv_alike() -> None:
    whole = bash(f"wps records {DATA} --format csv | mlr --icsv --ojson cat")
    assert whole == bash(f"wps records {DATA} --format tsv | mlr --itsv --ojson cat")
    assert len(json.loads(whole)) == RECORDS


def test_pandoc_reads_a_page_back_as_its_words() -> None:
    plain = bash(f"wps show deland-2020/impunity {DATA} --format markdown | pandoc -f commonmark -t plain --wrap none")
    assert "“Impunity remained a main concern.”" in plain
    assert "\\" not in plain


def documented(heading: str) -> dict[str, str]:
    """The keys of that section's table, each with its type."""
    section = DOCS.split(f"### {heading}\n")[1].split("\n#")[0]
    return dict(re.findall(r"^\| `(\w+)` \| (\w+\??) \|", section, re.MULTILINE))


SECTIONS = {
    "meetings": "A meeting",
    "missions": "A mission",
    "challenges": "A record",
    "recommendations": "A record",
    "records": "A record",
    "staffing": "A staffing row",
    "figures": "A figure",
    "timeline": "An event",
}
TYPES: dict[str, Any] = {
    "text": str,
    "date": str,
    "boolean": bool,
    "list": list,
    "object": dict,
    "number": (int, float),
}


@pytest.mark.parametrize("command", LISTS)
def test_the_docs_name_every_key_in_order_with_its_type(wps: Run, command: str) -> None:
    if command == "search":
        types = documented("A record") | documented("A search hit")
        rows = json.loads(wps("search", "quota", "--json").stdout)
    else:
        types = documented(SECTIONS[command])
        rows = json.loads(wps(*call(command), "--json").stdout)
    for row in rows:
        assert list(row) == list(types)
        for key, value in row.items():
            kind = types[key]
            assert isinstance(value, TYPES[kind.removesuffix("?")]) or (value is None and kind.endswith("?")), key
            assert kind != "date" or re.fullmatch(r"\d{4}-\d\d-\d\d", str(value))


def test_the_docs_name_what_pages_add(wps: Run) -> None:
    section = DOCS.split("### A page\n")[1].split("\n## ")[0]
    brief = json.loads(wps("brief", "MINUSMA", "--json").stdout)
    row = json.loads(wps("show", "mali-2017/few-women", "--json").stdout)
    meeting = json.loads(wps("show", "mali-2017", "--json").stdout)
    read = json.loads(wps("read", "mali-2017", "--json").stdout)
    added = {*row, *meeting, *read, *read["paragraphs"][0]} - {*documented("A record"), *documented("A meeting")}
    assert [key for key in (*brief, *added) if f"`{key}`" not in section] == []
    assert {*row} >= {*documented("A record")}
    assert {*meeting} >= {*documented("A meeting")}


def test_the_docs_name_every_format_and_status() -> None:
    assert [name for name in (*LIST_FORMATS, *PAGE_FORMATS) if f"| `{name}` |" not in DOCS] == []
    assert [status.value for status in ExitStatus if f"| {status.value} |" not in DOCS] == []
