"""Data files made from the model, every field any text that `check` lets pass; the same for the same number."""

import datetime
import json
import random
from collections.abc import Iterator
from typing import Any

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
        """The file, as a curator would write it."""
        whole = {"": {"version": self.data["version"]}, "[glossary]": self.data["glossary"]}
        parts = [block for header, table in whole.items() for block in _blocks(header, table)]
        for array in ("missions", "meetings"):
            parts += [block for table in self.data[array] for block in _blocks(f"[[{array}]]", table)]
        return "\n".join(parts)


def _blocks(header: str, table: dict[str, Any]) -> Iterator[str]:
    """The table under its header, then the blocks of what it holds."""
    held = {key: value for key, value in table.items() if key in ("paragraphs", "records", "staffing", "figures")}
    keys = (f"{toml(key)} = {toml(value)}\n" for key, value in table.items() if key not in held)
    yield f"{header}\n{''.join(keys)}"
    for key, tables in held.items():
        for one in tables:
            yield from _blocks(f"{header[:-2]}.{key}]]", one)


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
