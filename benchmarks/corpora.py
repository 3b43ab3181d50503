"""Data files of any size, made from the vocabulary of the shipped one; the same number gives the same file."""

import datetime
import json
import random
from pathlib import Path
from typing import Any

import tomli

SHIPPED = Path(__file__).parents[1] / "data" / "meetings.toml"
RECORDS = 75
"""Records a meeting: about what the two letters hold."""
FIRST_DAY = datetime.date(2016, 1, 11)


def _value(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime.date) else json.dumps(value, ensure_ascii=False)


def _block(header: str, keys: dict[str, object]) -> str:
    return f"\n{header}\n" + "".join(f"{key} = {_value(value)}\n" for key, value in keys.items() if value is not None)


class _Maker:
    """Rows like the shipped ones, their words drawn as often as they stand there."""

    def __init__(self, shipped: dict[str, Any], seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 (a benchmark's text is no secret)
        self.records = [record for meeting in shipped["meetings"] for record in meeting["records"]]
        self.words = " ".join(record["quote"] for record in self.records).split()
        self.codes = [mission["code"] for mission in shipped["missions"]]

    def sentence(self, fewest: int, most: int) -> str:
        return " ".join(self.random.choices(self.words, k=self.random.randint(fewest, most)))

    def record(self, id: str, paragraph: int) -> str:
        like = self.random.choice(self.records)
        return _block(
            "[[meetings.records]]",
            {
                "id": id,
                "kind": like["kind"],
                "summary": self.sentence(6, 10)[:90].strip(),
                "lead": like.get("lead"),
                "quote": self.sentence(8, 40),
                "paragraph": paragraph,
                "label": like.get("label"),
                "addressee": like.get("addressee"),
                "speaker": like.get("speaker"),
                "missions": self.random.sample(self.codes, k=1),
                "themes": like["themes"],
            },
        )

    def meeting(self, number: int) -> str:
        day = FIRST_DAY + datetime.timedelta(days=number)
        id = f"m-{number:05d}"
        header = {
            "id": id,
            "date": day,
            "title": f"Meeting number {number}",
            "kind": "thematic",
            "missions": self.codes,
            "co_chairs": ["Spain"],
        }
        letter = {
            "title": f"Letter number {number} addressed to the Secretary-General",
            "date": day,
            "distributed": day,
            "language": "English",
            "signatories": [],
            "file": f"{id}.txt",
        }
        rows = "".join(self.record(f"{id}/row-{place}", 1 + place // 6) for place in range(RECORDS))
        staffing = "".join(
            _block(
                "[[meetings.staffing]]",
                {
                    "id": f"{id}/staff-{place}",
                    "mission": self.codes[place],
                    "category": "military personnel",
                    "percent": self.random.randint(1, 60),
                    "bound": "=",
                    "quote": self.sentence(8, 12),
                    "paragraph": 13,
                },
            )
            for place in range(5)
        )
        participants = 'participants = [{ who = "members" }]\n'
        return _block("[[meetings]]", header) + participants + _block("[meetings.letter]", letter) + rows + staffing


def corpus(meetings: int, seed: int = 7) -> str:
    """A data file of so many meetings, 75 records each; 0 for the shipped file as it is."""
    text = SHIPPED.read_text(encoding="utf-8")
    if not meetings:
        return text
    maker = _Maker(tomli.loads(text), seed)
    head = text[: text.index("[[meetings]]")]
    return head + "".join(maker.meeting(number) for number in range(meetings))
