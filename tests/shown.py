"""The claim that whatever is in a data file is shown, by every command and whole."""

import csv
import io
import json
import re
from collections.abc import Callable, Collection, Iterable, Sequence

from tests.commands import LISTS
from tests.conftest import Outcome
from tests.made import Made
from tests.stress import CONTROL, run
from wps_cli.render import LIST_FORMATS, PAGE_FORMATS
from wps_cli.text import visible

EVERYTHING = ("records", "--kind", "all")


def _words(text: str) -> set[str]:
    """The words of a text as a screen shows them, without the marks that may stand beside them."""
    return {word for part in text.split() if (word := part.strip("“”*.,;:()…\u00a0"))}


class Shown:
    """Every command over one file, with whatever fails or is lost in `told`."""

    def __init__(self, made: Made) -> None:
        self.made, self.chance = made, made.chance
        self.data = made.text.encode()
        self.told: list[str] = []
        self.columns = self.chance.choice((20, 27, 42, 63, 80, 101, 160))

    def run(self, *args: str, columns: int | None = None, statuses: Collection[int] = (0,)) -> Outcome:
        """The outcome without colour; its status and its control characters are looked at."""
        outcome = run([args[0], "--data=-", *args[1:]], self.data, columns)
        bare = re.sub(r"\x1b\[[0-9;]*m", "", outcome.stdout) if columns else outcome.stdout.replace("\t", "")
        self.holds(outcome.status in statuses, args, outcome.status, outcome.stderr[:300])
        self.holds(not CONTROL.search(bare + outcome.stderr), args, "writes a control character")
        return outcome._replace(stdout=bare if columns else outcome.stdout)

    def holds(self, is_so: bool, *told: object) -> None:
        """Keep what is told where it is not so."""
        if not is_so:
            self.told.append(" ".join(map(str, told)))

    def holds_words(self, text: str, args: Sequence[str], page: str) -> None:
        """Each word of the text stands whole in the page."""
        lost = _words(visible(text)) - _words(page)
        self.holds(not lost, args, "at", self.columns, "cuts or loses", lost)

    def check(self) -> None:
        """What `check` lets pass is answered."""
        self.run("check", statuses=(0, 1))

    def json(self) -> None:
        """Every key of every row."""
        rows = {one["id"]: one for one in json.loads(self.run(*EVERYTHING, "--json").stdout)}
        self.holds(rows.keys() == self.made.rows.keys(), "json has other rows")
        for id, row in self.made.rows.items():
            for key in row.keys() - {"of"}:
                self.holds(rows[id][key] == row[key], id, key, rows[id][key], row[key])

    def csv(self) -> None:
        """Every cell; what begins like a formula stands behind an apostrophe."""
        keys = ("id", "quote", "speaker", "what", "lead")
        text = self.run(*EVERYTHING, "--format", "csv", "--fields", ",".join(keys)).stdout
        lines = list(csv.reader(io.StringIO(text)))[1:]
        self.holds({line[0] for line in lines} == self.made.rows.keys(), "csv has other rows")
        for line in lines:
            for key, cell in zip(keys, line, strict=True):
                text = visible(self.made.rows[line[0]].get(key) or "")
                self.holds(cell in (text, f"'{text}"), key, cell, text)

    def lines(self) -> None:
        """A line for every row."""
        for format, above in (("tsv", 1), ("jsonl", 0), ("markdown", 2), ("table", 1)):
            lines = self.run(*EVERYTHING, "--format", format).stdout.splitlines()
            self.holds(len(lines) == len(self.made.rows) + above, format, "has", len(lines), "lines")

    def words(self) -> None:
        """Every id, and every word of every quote, whole."""
        for columns in (None, self.columns):
            page = self.run(*EVERYTHING, columns=columns).stdout
            for id, row in self.made.rows.items():
                self.holds_words(f"{id} {row['quote']} {row.get('speaker', '')}", EVERYTHING, page)

    def staffing(self) -> None:
        """Every share, or that older ones are left out."""
        told = "".join(self.run("staffing")[1:])
        for row in self.made.rows.values():
            is_told = "percent" not in row or f"{row['percent']} %" in told or "left out, older: " in told
            self.holds(is_told, "staffing loses", row)
        self.run("staffing", columns=self.columns)

    def pages(self) -> None:
        """Every word of a letter and of some rows."""
        for meeting in self.made.data["meetings"]:
            text = " ".join(one["text"] for one in meeting["paragraphs"])
            self.holds_words(text, ["read"], self.run("read", meeting["id"], columns=self.columns).stdout)
            for format in PAGE_FORMATS:
                self.run("show", meeting["id"], "--format", format)
                self.run("read", meeting["id"], "--format", format)
        for row in self.chance.sample([*self.made.rows.values()], min(3, len(self.made.rows))):
            page = self.run("show", row["id"], columns=self.columns).stdout
            self.holds_words(f"{row['id']} {row['quote']}", ["show", row["id"]], page)
            self.run("cite", row["id"])
            self.run("cite", row["id"], "--format", "csl-json")
        for mission in self.made.data["missions"]:
            self.run("brief", mission["code"], "--all", "--quotes", columns=self.columns)
            self.run("brief", mission["code"], "--format", self.chance.choice(PAGE_FORMATS))

    def lists(self) -> None:
        """Every list in every format."""
        for name in (name for name in LISTS if name != "search"):
            for format in LIST_FORMATS:
                self.run(name, "--format", format)
            self.run(name, columns=self.columns)

    def search(self) -> None:
        """Words drawn from the file."""
        for row in self.chance.sample([*self.made.rows.values()], min(5, len(self.made.rows))):
            words = " ".join(row["quote"].split()[: self.chance.randint(1, 4)])
            drawn = self.chance.choice((words, "".join(self.chance.sample(words, len(words))), words[:-1], words * 2))
            for more in (["--json"], ["--in", "all"]):
                columns = self.chance.choice((None, self.columns))
                self.run("search", *more, "--", drawn or "x", columns=columns, statuses=(0, 1, 2))


CLAIMS = (
    Shown.check, Shown.json, Shown.csv, Shown.lines, Shown.words, Shown.staffing, Shown.pages, Shown.lists, Shown.search
)  # fmt: skip
"""What must hold of every file that is made from the model."""


def lost(number: int, claims: Iterable[Callable[[Shown], None]] = CLAIMS) -> list[str]:
    """Every way in which a command over the file of that number fails, or loses a row, a cell or a part of a word."""
    shown = Shown(Made(number))
    for claim in claims:
        claim(shown)
    return shown.told
