"""Data files of any size, made from the vocabulary of the shipped one; the same number gives the same file."""

import datetime
import json
import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import tomli

SHIPPED = Path(__file__).parents[1] / "data" / "meetings.toml"
RECORDS, A_PARAGRAPH = 75, 5
"""Records a meeting, and a paragraph: about what the two letters hold."""
FIRST_DAY = datetime.date(2016, 1, 11)


def _value(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime.date) else json.dumps(value, ensure_ascii=False)


def _block(header: str, keys: Mapping[str, object]) -> str:
    return f"\n{header}\n" + "".join(f"{key} = {_value(value)}\n" for key, value in keys.items() if value is not None)


def _paragraph(text: str, rows: str, **keys: object) -> str:
    """A paragraph as a curator writes it, its text on lines of its own, with its rows beneath."""
    return _block("[[meetings.paragraphs]]", keys) + f'text = """\n{text}"""\n{rows}'


class _Maker:
    """Rows like the shipped ones, their words drawn as often as they stand there."""

    def __init__(self, shipped: dict[str, Any], seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 (a benchmark's text is no secret)
        paragraphs = [paragraph for meeting in shipped["meetings"] for paragraph in meeting["paragraphs"]]
        self.records = [record for paragraph in paragraphs for record in paragraph.get("records", [])]
        self.words = " ".join(record["quote"] for record in self.records).replace("\\", "").split()
        self.codes = [mission["code"] for mission in shipped["missions"]]

    def sentence(self, fewest: int, most: int) -> str:
        return " ".join(self.random.choices(self.words, k=self.random.randint(fewest, most)))

    def record(self, id: str, before: str) -> tuple[str, str]:
        """A row, and the words that it quotes with those that introduce them; `before` it another row may stand."""
        like = self.random.choice(self.records)
        quote = self.sentence(8, 40)
        lead = self.sentence(4, 12) if "lead" in like else None
        keys = {
            "id": id,
            "kind": like["kind"],
            "inferred": like.get("inferred"),
            "summary": self.sentence(6, 10)[:90].strip(),
            "addressee": like.get("addressee"),
            "lead": lead,
            "quote": quote,
            "speaker": like.get("speaker"),
            "missions": self.random.sample(self.codes, k=1),
            "themes": like["themes"],
            "qualifies": [before] if before and "qualifies" in like else None,
        }
        return _block("[[meetings.paragraphs.records]]", keys), f"{lead} {quote}" if lead else quote

    def paragraphs(self, id: str) -> Iterator[str]:
        """The paragraphs of one letter: an item now and then, shares of women in the last."""
        for first in range(0, RECORDS, A_PARAGRAPH):
            ids = [f"{id}/row-{place}" for place in range(first, first + A_PARAGRAPH)]
            made = [self.record(one, before) for one, before in zip(ids, ["", *ids], strict=False)]
            label = f"({chr(ord('a') + first // A_PARAGRAPH)})" if first and self.random.random() < 1 / 3 else None
            yield _paragraph(". ".join(words for _, words in made), "".join(row for row, _ in made), label=label)
        shares = [(code, self.random.randint(1, 60)) for code in self.codes[:5]]
        said = [f"{percent} per cent of military personnel in {code}" for code, percent in shares]
        rows = "".join(
            _block(
                "[[meetings.paragraphs.staffing]]",
                {
                    "id": f"{id}/staff-{place}",
                    "mission": code,
                    "category": "military personnel",
                    "percent": percent,
                    "bound": "=",
                    "quote": said[place],
                },
            )
            for place, (code, percent) in enumerate(shares)
        )
        yield _paragraph(", ".join(said), rows)

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
            "organ": "Security Council",
            "title": f"Letter number {number} addressed to the Secretary-General",
            "date": day,
            "distributed": day,
            "language": "English",
            "signatories": [],
            "file": f"{id}.txt",
        }
        about = _block("[[meetings]]", header) + 'participants = [{ who = "members" }]\n'
        return about + _block("[meetings.letter]", letter) + "".join(self.paragraphs(id))


def corpus(meetings: int, seed: int = 7) -> str:
    """A data file of so many meetings, 75 records each; 0 for the shipped file as it is."""
    text = SHIPPED.read_text(encoding="utf-8")
    if not meetings:
        return text
    maker = _Maker(tomli.loads(text), seed)
    head = text[: text.index("[[meetings]]")]
    return head + "".join(maker.meeting(number) for number in range(meetings))
