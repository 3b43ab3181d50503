"""How well searches find what is meant: `python -m benchmarks.relevance` prints one table.

Each query of relevance.toml is put to wps, to RapidFuzz's scorers, to SQLite's full-text search and, where it is
installed, to fzf. Printed for both halves: the share of answerable queries whose first hit is right (hit@1), the
mean reciprocal rank of the first right hit among ten (MRR@10), and how many unanswerable queries stay empty.
"""

import re
import shutil
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process, utils

from wps_cli.dataset import loading
from wps_cli.errors import UsageError
from wps_cli.queries import rows as queries
from wps_cli.queries.rows import Row
from wps_cli.search.index import Corpus
from wps_cli.search.ranking import Query, search
from wps_cli.views.wording import headline

QUERIES = Path(__file__).with_name("relevance.toml")
HALVES = ("tune", "test")
Ranker = Callable[[str], Sequence[str]]
"""A query to the ids of the rows found, the best first."""


class Score(NamedTuple):
    """How one ranker did on some queries."""

    answerable: int
    hit_at_1: float
    mrr_at_10: float
    unanswerable: int
    left_empty: int


def load_queries() -> list[dict[str, Any]]:
    """The relevance set: query, class, right ids, half."""
    found: list[dict[str, Any]] = tomllib.loads(QUERIES.read_text(encoding="utf-8"))["queries"]
    return found


def measure(rank: Ranker, asked: Sequence[dict[str, Any]]) -> Score:
    """Put each query to the ranker and score what comes back."""
    firsts: list[float] = []
    empty: list[bool] = []
    for one in asked:
        found = list(rank(one["query"]))[:10]
        if one["class"] == "unanswerable":
            empty.append(not found)
        else:
            firsts.append(next((1 / place for place, id in enumerate(found, start=1) if id in one["right"]), 0.0))
    count = max(1, len(firsts))
    return Score(len(firsts), firsts.count(1.0) / count, sum(firsts) / count, len(empty), sum(empty))


def wps_ranker() -> Ranker:
    """The search of this project over the shipped data."""
    dataset = loading.load(None)
    corpus = Corpus(queries.rows(dataset))

    def rank(text: str) -> list[str]:
        try:
            asked = Query.of(text, dataset)
        except UsageError:
            return []
        return [hit.row.entry.id for hit in search(asked, corpus, lambda _: True).hits]

    return rank


def _text(row: Row) -> str:
    return f"{row.entry.quote} {row.entry.lead or ''} {headline(row)}"


def _rapidfuzz(rows: Sequence[Row], scorer: Any) -> Ranker:
    ids, texts = [row.entry.id for row in rows], list(map(_text, rows))

    def rank(text: str) -> list[str]:
        found = process.extract(text, texts, scorer=scorer, processor=utils.default_process, limit=10, score_cutoff=60)
        return [ids[place] for _, _, place in found]

    return rank


def _fts5(rows: Sequence[Row], tokenizer: str) -> Ranker:
    base = sqlite3.connect(":memory:")
    base.execute(f"CREATE VIRTUAL TABLE held USING fts5(id UNINDEXED, text, tokenize='{tokenizer}')")
    base.executemany("INSERT INTO held VALUES (?, ?)", [(row.entry.id, _text(row)) for row in rows])

    def rank(text: str) -> list[str]:
        any_word = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", text))
        found = base.execute("SELECT id FROM held WHERE held MATCH ? ORDER BY rank LIMIT 10", (any_word,))
        return [id for (id,) in found]

    return rank


def _fzf(rows: Sequence[Row]) -> Ranker:
    lines = "\n".join(f"{row.entry.id}\t{_text(row)}" for row in rows)

    def rank(text: str) -> list[str]:
        command = [shutil.which("fzf") or "fzf", "--filter", text, "--delimiter", "\t", "--nth", "2.."]
        done = subprocess.run(command, input=lines, capture_output=True, text=True, check=False)
        return [line.partition("\t")[0] for line in done.stdout.splitlines()[:10]]

    return rank


def rankers() -> dict[str, Ranker]:
    """Every ranker that this machine has, by name."""
    rows = queries.rows(loading.load(None))
    found = {"wps": wps_ranker()}
    scorers = (fuzz.WRatio, fuzz.token_set_ratio, fuzz.partial_ratio, fuzz.partial_token_set_ratio)
    found |= {f"RapidFuzz {scorer.__name__}": _rapidfuzz(rows, scorer) for scorer in scorers}
    found |= {f"SQLite FTS5 {name}": _fts5(rows, name) for name in ("porter", "trigram")}
    return found | ({"fzf": _fzf(rows)} if shutil.which("fzf") else {})


def main() -> None:
    """Print the table; with a name of a class as argument, only for that class."""
    asked = [one for one in load_queries() if not sys.argv[1:] or one["class"] in sys.argv[1:]]
    print(f"{'':34}{'hit@1':>14}{'MRR@10':>16}{'empty':>16}")
    print(f"{'':34}" + f"{'tune':>8}{'test':>8}" * 3)
    for name, rank in rankers().items():
        tune, test = (measure(rank, [one for one in asked if one["half"] == half]) for half in HALVES)
        empty = [f"{one.left_empty}/{one.unanswerable}" for one in (tune, test)]
        figures = (tune.hit_at_1, test.hit_at_1, tune.mrr_at_10, test.mrr_at_10)
        print(f"{name:34}" + "".join(f"{figure:8.3f}" for figure in figures) + "".join(f"{one:>8}" for one in empty))
    print("\nwps by class")
    for kind in dict.fromkeys(one["class"] for one in asked):
        by_half = [[one for one in asked if one["class"] == kind and one["half"] == half] for half in HALVES]
        tune, test = (measure(rankers()["wps"], some) for some in by_half)
        figures = (tune.hit_at_1, test.hit_at_1, tune.mrr_at_10, test.mrr_at_10)
        empty = [f"{one.left_empty}/{one.unanswerable}" for one in (tune, test)]
        print(f"{kind:34}" + "".join(f"{figure:8.3f}" for figure in figures) + "".join(f"{one:>8}" for one in empty))


if __name__ == "__main__":
    main()
