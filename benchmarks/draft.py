"""How near `wps draft` comes to a careful curator: `python -m benchmarks.draft [-v]` prints one table.

The two real letters are measured against the shipped data, where their folder is (WPS_SOURCES names it); the letters
of benchmarks/letters/, made up, against what was written beside them before the rules were. `-v` lists what differs.
"""

import os
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wps_cli.check.draft import draft
from wps_cli.dataset import loading

ROOT = Path(__file__).parents[1]
MADE = Path(__file__).with_name("letters")
Table = dict[str, Any]


def rows(meeting: Table, table: str) -> list[Table]:
    """Every row of the meeting's paragraphs in that table."""
    return [row for paragraph in meeting["paragraphs"] for row in paragraph.get(table, ())]


def cases() -> Iterator[tuple[str, Table, Path]]:
    """The name of each letter, what a curator recorded of it, and where its text is."""
    sources = Path(os.environ.get("WPS_SOURCES") or ROOT.parent / "shared" / "sources")
    shipped = tomllib.loads((ROOT / "data" / "meetings.toml").read_text(encoding="utf-8"))
    for meeting in shipped["meetings"]:
        if (path := sources / meeting["letter"]["file"]).is_file():
            yield meeting["id"], meeting, path
    for told in sorted(MADE.glob("*.toml")):
        made = tomllib.loads(told.read_text(encoding="utf-8"))
        records = [{"quote": quote} for quote in made["quotes"]]
        staffing = [dict(zip(("category", "percent", "bound"), one, strict=True)) for one in made["staffing"]]
        yield told.stem, {"paragraphs": [{"records": records, "staffing": staffing}]}, told.with_suffix(".txt")


def drafted(path: Path) -> Table:
    """The block that the command prints for the letter."""
    block = draft(str(path), "measured", loading.load(None))
    meeting: Table = tomllib.loads(block)["meetings"][0]
    return meeting


def found(wanted: Table, got: Table, table: str, *keys: str) -> str:
    """How many of the rows wanted were drafted with the same values: `5 of 5`."""
    values = [tuple(row.get(key) for key in keys) for row in rows(got, table)]
    want = [tuple(row.get(key) for key in keys) for row in rows(wanted, table)]
    return f"{sum(one in values for one in want)} of {len(want)}"


def alike(wanted: Table, got: Table, key: str) -> str:
    """How many of the quotes that are equal have the same value: `40 of 43`."""
    ours = {row["quote"]: row.get(key) for row in rows(got, "records")}
    pairs = [(row.get(key), ours[row["quote"]]) for row in rows(wanted, "records") if row["quote"] in ours]
    return f"{sum(one == other for one, other in pairs)} of {len(pairs)}"


def head(wanted: Table, got: Table) -> str:
    """How many facts about the meeting, the letter and the paragraphs are equal."""
    keys = ("title", "date", "co_chairs", "kind", "missions", "countries")
    of_letter = ("organ", "title", "date", "distributed", "language", "signatories", "file")
    same = [wanted[key] == got[key] for key in keys] + [
        wanted["letter"][key] == got["letter"][key] for key in of_letter
    ]
    for one, other in zip(wanted["paragraphs"], got["paragraphs"], strict=True):
        text = " ".join(one["text"].split()) == " ".join(other["text"].split())
        same.append(text and all(one.get(key) == other.get(key) for key in ("part", "label", "topic")))
    return f"{sum(same)} of {len(same)}"


def main() -> None:
    """Print the table."""
    line = "{:18} {:>7} {:>7} {:>7} {:>8} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9}"
    print(
        line.format(
            "letter",
            "quotes",
            "drafted",
            "equal",
            "within",
            "staffing",
            "figures",
            "speaker",
            "kind",
            "missions",
            "head",
        )
    )
    for name, wanted, path in cases():
        got = drafted(path)
        quotes, ours = [row["quote"] for row in rows(wanted, "records")], [row["quote"] for row in rows(got, "records")]
        equal = [quote for quote in quotes if quote in ours]
        within = [quote for quote in quotes if any(quote in one for one in ours)]
        cells = [name, len(quotes), len(ours), *(f"{len(some) / len(quotes):.0%}" for some in (equal, within))]
        cells.append(found(wanted, got, "staffing", "category", "percent", "bound"))
        if "letter" in wanted:
            cells.append(found(wanted, got, "figures", "value", "unit", "bound"))
            cells += [alike(wanted, got, key) for key in ("speaker", "kind", "missions")]
            cells.append(head(wanted, got))
        print(line.format(*cells, *"-" * (11 - len(cells))))
        if "-v" in sys.argv:
            print(*(f"    wanted {quote}" for quote in quotes if quote not in equal), sep="\n")
            print(*(f"    drafted {quote}" for quote in ours if quote not in equal), sep="\n")


if __name__ == "__main__":
    main()
