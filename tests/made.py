"""Data files made from the model, every field any text that `check` lets pass; and the claim that all is shown."""

import csv
import datetime
import io
import json
import random
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from tests.commands import LISTS
from tests.conftest import Outcome
from tests.stress import CONTROL, run
from wps_cli.render import FORMATS, PAGE_FORMATS
from wps_cli.text import visible

WORDS = (
    *"women peace security the of and asked for funds police officers said that Council Mission training".split(),
    *"7 $20 3,000 null true 2017 co-chair 1) 2. - -- --- (a) ; , ' '' \" \"\" %s {x} =1+1 @x +1 -1 … — –".split(),
    *"* **bold** _it_ `code` [sic] [/b] [link](x) <tag> &amp; | a|b # ~~x~~ $x$ \\ a\\nb l'État l’État “so”".split(),
    *"例名一 ไทย 한국어 שלום سلام x\u0301q\u0323 Ñandú Straße ﬃ İstanbul 🏳️\u200d🌈 𝔘𝔫 １２".split(),
    "y" * 70, "例" * 30, "http://example.org/a-b_c?d=e&f=%20",
    "a\u00a0b", "soft\u00adhyphen", "zero\u200bwidth", "a\u2011b", ":warning:",
)  # fmt: skip
"""What texts are made of: what terminals, spreadsheets, Markdown and search may stumble over."""
OURS = tuple(word for word in WORDS if not set(word) & set("“”’\u00ad\u200b\u200d\u00a0"))
"""Those that may stand in our own words."""
EVERYTHING = ("records", "--kind", "all")
KINDS = ("challenge", "opportunity", "achievement", "priority", "recommendation", "commitment", "observation")
MONTHS = "January February March April May June July August September October November December".split()


class Made:
    """One data file as nested lists and tables, and the words of each row and paragraph that must be seen."""

    def __init__(self, number: int) -> None:
        self.chance = random.Random(number)  # noqa: S311 (the same file for the same number)
        self.rows: dict[str, dict[str, Any]] = {}
        codes = [
            f"M{place}{self.chance.choice(('', '-x', ' two', 'é', '例', '[b]'))}" for place in range(self._few(1, 4))
        ]
        self.countries = [f"{self._text(1, 2)} land {place}" for place in range(len(codes))]
        self.data: dict[str, Any] = {
            "version": datetime.date(2020, 1, 2),
            "missions": [
                {"code": code, "name": self._text(2, 6), "countries": [country], "also": self._texts(2)}
                for code, country in zip(codes, self.countries, strict=True)
            ],
            "glossary": {},
            "meetings": [self._meeting(f"m{place}", codes) for place in range(self._few(1, 3))],
        }
        said = [one["text"].split() for meeting in self.data["meetings"] for one in meeting["paragraphs"]]
        for words in said[: self._few(0, 4)]:
            if set(words[:2]) <= set(OURS):
                self.data["glossary"].setdefault(" ".join(words[:2]), [self._text(1, 3, OURS), "XX"])
        for row in self.rows.values():
            self._tie(row)

    def _few(self, least: int, most: int) -> int:
        return self.chance.randint(least, most)

    def _text(self, least: int, most: int, words: tuple[str, ...] = WORDS) -> str:
        while True:
            text = " ".join(self.chance.choice(words) for _ in range(self._few(least, most)))
            if not text.startswith(("=", "+", "-", "@")):
                return text

    def _texts(self, most: int) -> list[str]:
        return [self._text(1, 3) for _ in range(self._few(0, most))]

    def _meeting(self, id: str, codes: list[str]) -> dict[str, Any]:
        day = datetime.date(2015 + self._few(0, 5), self._few(1, 12), self._few(1, 28))
        represented = self.chance.sample(codes, self._few(1, len(codes)))
        letter: dict[str, Any] = {
            "organ": self._text(1, 3), "title": self._text(3, 9), "date": day, "distributed": day, "file": "letter.txt",
            "language": "English",
            "signatories": [{"name": self._text(1, 3), "title": self._text(1, 3)} for _ in range(self._few(0, 2))],
        }  # fmt: skip
        if self._few(0, 1):
            letter["symbol"] = self._text(1, 1)
        meeting = {
            "id": id, "date": day, "title": self._text(3, 9), "kind": self.chance.choice(("country", "thematic")),
            "countries": self.chance.sample(self.countries, self._few(0, len(self.countries))), "missions": represented,
            "co_chairs": self._texts(2), "letter": letter,
            "participants": [
                {"who": self._text(1, 6), "missions": represented[: self._few(0, 1)]} for _ in range(self._few(0, 3))
            ],
        }  # fmt: skip
        sort = self.chance.choice(("plain", "labels", "topics"))
        meeting["paragraphs"] = [
            self._paragraph(id, place, day, represented, sort if place else "") for place in range(self._few(1, 5))
        ]
        return meeting

    def _paragraph(
        self, meeting: str, place: int, day: datetime.date, represented: list[str], sort: str
    ) -> dict[str, Any]:
        percent, value, named = self._few(0, 100), self._few(2, 999), f"{self._text(1, 2)} s"
        when = f"in {MONTHS[day.month - 1]} {day.year}"
        end = f"{when}, {percent} per cent of {named} and more than {value} {named} were women."
        words = ["They", *self._text(4, 30).split(" "), *end.split(" ")]
        paragraph: dict[str, Any] = {"text": " ".join(words)}
        if sort == "labels":
            paragraph["label"] = f"({chr(96 + place)})"
        elif sort == "topics":
            paragraph["topic"] = self._text(1, 5)
        elif not place and self._few(0, 3) == 0:
            paragraph["part"] = "letter"
        said = " ".join(words)
        paragraph["records"] = [
            self._record(f"{meeting}/r{place}{number}", words, day, represented) for number in range(self._few(0, 3))
        ]
        numbers = {"id": f"{meeting}/s{place}", "mission": represented[0], "category": named, "percent": percent}
        quote = f"{percent} per cent of {named} and more"
        paragraph["staffing"] = [numbers | {"bound": "=", "quote": quote}] if quote in said else []
        figure = {
            "id": f"{meeting}/f{place}",
            "value": value,
            "unit": named,
            "what": self._text(1, 4, OURS),
            "bound": ">",
        }
        paragraph["figures"] = [figure | {"quote": f"more than {value} {named}", "missions": represented[:1]}]
        for array in ("records", "staffing", "figures"):
            self.rows |= {row["id"]: row | {"of": meeting} for row in paragraph[array]}
        return paragraph

    def _stretch(self, words: list[str], start: int, stop: int) -> tuple[int, int]:
        """Where a stretch of the words begins and ends that neither begins like a formula nor ends with a mark."""
        while True:
            first = self._few(start, stop - 1)
            last = self._few(first + 1, stop)
            text = " ".join(words[first:last])
            if not text.startswith(("=", "+", "-", "@", "(a) ")) and text[-1] not in ";,:":
                return first, last

    def _record(self, id: str, words: list[str], day: datetime.date, represented: list[str]) -> dict[str, Any]:
        start, stop = self._stretch(words, 0, len(words))
        kind = self.chance.choice(KINDS)
        record: dict[str, Any] = {
            "id": id, "kind": kind, "inferred": kind != "observation" and self._few(0, 1) == 1,
            "summary": self._text(2, 8, OURS)[:90].strip(), "quote": " ".join(words[start:stop]),
            "missions": self.chance.choice(([], represented[:1], represented)),
            "themes": self.chance.sample(("parity", "justice", "a-1"), self._few(0, 2)),
        }  # fmt: skip
        if start > 3 and self._few(0, 1):
            first, last = self._stretch(words, 0, start)
            record["lead"] = " ".join(words[first:last])
        if self._few(0, 1):
            record["speaker"] = self._text(1, 6)
        if kind == "recommendation" and self._few(0, 1):
            record["addressee"] = self._text(1, 4)
        if self._few(0, 3) == 0:
            record["when"] = self.chance.choice((f"{day.year}", f"{day.year}-{day.month:02}", f"{day.year - 1}?"))
        if self._few(0, 4) == 0:
            record["countries"] = self.chance.sample(self.countries, self._few(0, len(self.countries)))
        return record

    def _tie(self, row: dict[str, Any]) -> None:
        """Let records point to others: `qualifies` within a meeting, `see_also` beyond it."""
        found = self._records().get(row["id"])
        if found is None:
            return
        others = [other for id, other in self.rows.items() if id != row["id"]]
        for key, is_same in (("qualifies", True), ("see_also", False)):
            ids = [other["id"] for other in others if (other["of"] == row["of"]) == is_same]
            found[key] = row[key] = self.chance.sample(ids, min(len(ids), self.chance.choice((0, 0, 1, 2))))

    def _records(self) -> dict[str, dict[str, Any]]:
        paragraphs = [one for meeting in self.data["meetings"] for one in meeting["paragraphs"]]
        return {record["id"]: record for paragraph in paragraphs for record in paragraph["records"]}

    @property
    def text(self) -> str:
        """The file."""
        return "".join(f"{key} = {toml(value)}\n" for key, value in self.data.items())


def toml(value: Any) -> str:
    """The value as TOML on one line."""
    match value:
        case dict():
            return "{" + ", ".join(f"{toml(key)} = {toml(one)}" for key, one in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(toml, value)) + "]"
        case datetime.date():
            return value.isoformat()
        case _:
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


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
            for format in FORMATS:
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
