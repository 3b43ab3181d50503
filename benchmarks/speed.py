"""How quick wps is: `python -m benchmarks.speed` prints one table of times and ratios, measured in turn in one run.

Times are medians of the processor time of whole processes, so that they hold on a busy machine better than the clock
does; ratios are what is promised. `docs/performance.md` tells how to read them. Bytecode is cached for every
program alike, as an installation does.
"""

import json
import os
import pty
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from benchmarks.corpora import corpus
from wps_cli.dataset import loading

RUNS = 15
WPS = str(Path(sys.executable).with_name("wps"))
HELLO = [sys.executable, str(Path(__file__).with_name("hello.py")), "hello"]
BUDGETS = {"meetings --json": 1.15, "search quota --json": 1.28, "challenges UNMISS (terminal)": 1.55}
"""Against the hello-world, at most."""
LOOK_UP, SEARCH = ["challenges", "UNMISS", "--json"], ["search", "gender parity", "--json"]
GROWTH_BUDGETS = {"look-up": 1.2, "search": 1.8}
"""Of 120 meetings less the shipped two, against a bare `tomli.loads` of the file, at most."""


class Cost(NamedTuple):
    """What one run of a process took."""

    cpu: float
    """Seconds of the processor."""
    memory: float
    """Peak, in MB."""


def run(command: Sequence[str], env: Mapping[str, str], *, on_terminal: bool = False) -> Cost:
    """Run the command to its end, its output thrown away or read from a pseudo-terminal."""
    if on_terminal:
        main, terminal = pty.openpty()
        reader = threading.Thread(target=_drain, args=(main,), daemon=True)
        reader.start()
        child = subprocess.Popen(command, env=env, stdin=terminal, stdout=terminal, stderr=terminal)
        os.close(terminal)
    else:
        child = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, used = os.wait4(child.pid, 0)
    child.returncode = 0
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _drain(terminal: int) -> None:
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:  # the other end is closed: all is read
        os.close(terminal)


def median_costs(commands: Mapping[str, Sequence[str]], env: Mapping[str, str], runs: int = RUNS) -> dict[str, Cost]:
    """The median cost of each command, all of them run in turn so that each meets the same machine."""
    seen: dict[str, list[Cost]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            cost = run(command, env, on_terminal="(terminal)" in name)
            if turn:  # the first one warms the caches
                seen[name].append(cost)
    return {
        name: Cost(statistics.median(one.cpu for one in costs), statistics.median(one.memory for one in costs))
        for name, costs in seen.items()
    }


def starts(env: Mapping[str, str], folder: Path) -> None:
    """Print what small questions cost, against the hello-world and against what people would use instead."""
    rows = folder / "rows.json"
    rows.write_bytes(subprocess.run([WPS, "records", "--json"], capture_output=True, check=True).stdout)
    table = folder / "rows.csv"
    table.write_bytes(subprocess.run([WPS, "records", "-f", "csv"], capture_output=True, check=True).stdout)
    records = folder / "rows.rec"
    blocks = (
        f"id: {row['id']}\nkind: {row['kind']}\nsummary: {row['summary']}\n" for row in json.loads(rows.read_bytes())
    )
    records.write_text("\n".join(blocks), encoding="utf-8")
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "hello-world of Typer": HELLO,
        "meetings --json": [WPS, "meetings", "--json"],
        "search quota --json": [WPS, "search", "quota", "--json"],
        "search qouta --json": [WPS, "search", "qouta", "--json"],
        "challenges UNMISS (terminal)": [WPS, "challenges", "UNMISS"],
        "--help": [WPS, "--help"],
        "completion of a mission": [WPS, "--complete", "bash", "wps brief M", "M"],
    }
    others = {
        "jq, one mission": ["jq", '[.[] | select(.missions | index("UNMISS"))]', str(rows)],
        "recsel, one kind": ["recsel", "-e", "kind = 'challenge'", str(records)],
        "csvlook of the same": ["csvlook", str(table)],
        "sqlite-utils memory": ["sqlite-utils", "memory", str(table), "select * from rows where kind = 'challenge'"],
        "ripgrep on the file": ["rg", "-i", "quota", str(loading.data_path(None))],
    }
    commands |= {name: command for name, command in others.items() if shutil.which(command[0])}
    costs = median_costs(commands, env)
    print(f"{'a whole process':34}{'CPU ms':>9}{'ratio':>8}{'budget':>8}{'MB':>7}")
    for name, cost in costs.items():
        ratio = cost.cpu / costs["hello-world of Typer"].cpu
        budget = f"{BUDGETS[name]:.2f}" if name in BUDGETS else ""
        print(f"{name:34}{cost.cpu * 1000:9.0f}{ratio:8.2f}{budget:>8}{cost.memory:7.0f}")


def growth(env: Mapping[str, str], folder: Path, sizes: Sequence[int]) -> None:
    """Print what the same questions cost as the data grows, against a bare parse of the same file."""
    shipped = str(loading.data_path(None))
    base = median_costs({"look-up": [WPS, *LOOK_UP], "search": [WPS, *SEARCH]}, env)
    print(f"\n{'as the data grows':34}{'CPU ms':>9}{'ratio':>8}{'budget':>8}{'MB':>7}   file")
    for size in sizes:
        path = folder / f"corpus-{size}.toml"
        path.write_text(corpus(size) if size > 2 else Path(shipped).read_text(encoding="utf-8"), encoding="utf-8")
        parse = f"import tomli; tomli.loads(open({str(path)!r}, encoding='utf-8').read())"
        commands = {
            "tomli.loads": [sys.executable, "-c", parse],
            "import tomli": [sys.executable, "-c", "import tomli"],
            "look-up": [WPS, *LOOK_UP, "--data", str(path)],
            "search": [WPS, *SEARCH, "--data", str(path)],
        }
        costs = median_costs(commands, env, runs=RUNS if size < 1000 else 3)
        parsing = costs["tomli.loads"].cpu - costs["import tomli"].cpu
        megabytes = path.stat().st_size / 1e6
        print(f"{size} meetings, bare tomli.loads".ljust(34) + f"{parsing * 1000:9.0f}{1:8.2f}{'':8}"
              f"{costs['tomli.loads'].memory:7.0f}   {megabytes:.1f} MB")  # fmt: skip
        for name, budget in GROWTH_BUDGETS.items():
            ratio = (costs[name].cpu - base[name].cpu) / parsing
            told = (f"{ratio:8.2f}", f"{budget:8.2f}") if size > 2 else (f"{'':8}", f"{'':8}")
            print(
                f"{size} meetings, {name}".ljust(34)
                + f"{costs[name].cpu * 1000:9.0f}{''.join(told)}{costs[name].memory:7.0f}"
            )


def right_answers(meetings: int) -> None:
    """Check that the grown corpus is answered rightly, not only fast: against a naive reading of it."""
    text = corpus(meetings)
    held: list[dict[str, Any]] = [
        row
        for meeting in sorted(tomli.loads(text)["meetings"], key=lambda one: one["date"], reverse=True)
        for paragraph in meeting["paragraphs"]
        for row in paragraph.get("records", [])
    ]
    naive = [row["id"] for row in held if row["kind"] == "challenge" and row["missions"] == ["UNMISS"]]
    done = subprocess.run([WPS, *LOOK_UP, "--data", "-"], input=text.encode(), capture_output=True, check=True)
    if [row["id"] for row in json.loads(done.stdout)] != naive:
        sys.exit(f"\nthe look-up over {meetings} meetings gives other rows than a naive reading")
    print(f"\nthe look-up over {meetings} meetings gives the {len(naive)} rows of a naive reading")
    words = SEARCH[1].split()
    holding = {
        row["id"]
        for row in held
        if all(re.search(rf"\b{word}\b", f"{row['quote']} {row['summary']}".lower()) for word in words)
    }
    everything = [WPS, "search", SEARCH[1], "--in", "all", "--json", "--data", "-"]
    done = subprocess.run(everything, input=text.encode(), capture_output=True, check=True)
    first = {hit["id"] for hit in json.loads(done.stdout)[: len(holding)]}
    missing = holding - {hit["id"] for hit in json.loads(done.stdout)}
    if missing:
        sys.exit(f"the search over {meetings} meetings misses {sorted(missing)}")
    print(f"the search finds all {len(holding)} rows that hold its words, {len(holding & first)} of them first")


def main() -> None:
    """Print all tables; `quick` as argument leaves out the corpus of 1,200 meetings."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = {key: value for key, value in os.environ.items() if key not in ("PYTHONDONTWRITEBYTECODE", "WPS_DATA")}
        env |= {
            "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
            "TERM": "xterm-256color",
            "COLUMNS": "100",
            "WPS_PAGER": "cat",
        }
        starts(env, folder)
        growth(env, folder, (2, 120) if "quick" in sys.argv else (2, 120, 1200))
        right_answers(120)


if __name__ == "__main__":
    main()
