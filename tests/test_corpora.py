"""The made data files of the benchmarks: of the size asked for, the same each time, and sound."""

import json

from benchmarks.corpora import A_PARAGRAPH, RECORDS, corpus
from tests.conftest import SHIPPED, Run


def test_a_made_file_has_its_meetings_and_rows_and_is_the_same_each_time(wps: Run) -> None:
    made = corpus(3)
    assert made == corpus(3)
    assert made != corpus(3, seed=8)
    meetings = json.loads(wps("meetings", "--data", "-", "--json", stdin=made.encode()).stdout)
    assert [one["id"] for one in meetings] == ["m-00002", "m-00001", "m-00000"]
    rows = json.loads(wps("records", "--kind", "all", "--data", "-", "--json", stdin=made.encode()).stdout)
    assert len(rows) == 3 * (RECORDS + 5)
    assert any(row["qualified_by"] for row in rows)
    assert any(row["label"] for row in rows)


def test_each_row_of_a_made_file_quotes_its_paragraph(wps: Run) -> None:
    said = wps("check", "-", stdin=corpus(2).encode()).stdout
    assert "is not in" not in said
    assert corpus(2).count("[[meetings.paragraphs]]") == 2 * (RECORDS // A_PARAGRAPH + 1)


def test_of_no_meetings_the_shipped_file_is_made() -> None:
    assert corpus(0) == SHIPPED.read_text(encoding="utf-8")
