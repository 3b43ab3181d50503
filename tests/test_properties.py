"""Any command line over any data file ends as documented; and what is answered agrees with a naive reading."""

import json
import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from tests import shown, stress
from tests.conftest import installed
from tests.stress import HOSTILE, NUMBERS, WIDTHS, command_lines, holds, run
from wps_cli.dataset.model import KINDS, ROW_KINDS
from wps_cli.suggestions import nearest
from wps_cli.text import fold_name

steady = settings(
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    deadline=timedelta(seconds=stress.SECONDS),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
"""The same cases in every run; `python -m tests.stress` tries others."""


@settings(steady, max_examples=100)
@given(command_lines(), WIDTHS)
def test_any_command_line_ends_as_documented(args: list[str], columns: int | None) -> None:
    holds(args, None, columns)


@settings(steady, max_examples=100)
@given(command_lines(), NUMBERS, WIDTHS)
def test_any_data_file_ends_as_documented(args: list[str], number: int, columns: int | None) -> None:
    holds(args, number, columns)


@settings(steady, max_examples=60)
@given(NUMBERS)
def test_check_tells_of_every_file_that_a_command_refuses(number: int) -> None:
    data = stress.data_file(number)
    refused = run(["missions", "--data", "-"], data)
    checked = run(["check", "-"], data)
    assert stress.faults(["check"], checked) == []
    assert checked.status == (1 if refused.status == 65 else checked.status)
    assert all(line.startswith("<stdin>:") for line in checked.stdout.splitlines())


@settings(steady, max_examples=20)
@given(st.binary(max_size=200))
def test_bytes_that_are_no_data_are_refused(data: bytes) -> None:
    assert run(["meetings", "--data", "-"], data).status == 65


@pytest.mark.parametrize("value", [value for value in HOSTILE[:16] if "\0" not in value])  # no system passes it on
def test_the_installed_command_takes_any_argument(value: str) -> None:
    for args in (["search", value], [f"show={value}"]):
        outcome = installed(*args)
        assert outcome.status in {0, 1, 2}
        assert stress.faults(args, outcome) == []


def slow_distance(one: str, other: str) -> int:
    """Edits from one word to the other, a swap of neighbours among them: the textbook's table."""
    table = {(0, 0): 0}
    for row, column in product(range(len(one) + 1), range(len(other) + 1)):
        if row or column:
            ways = [table[row - 1, column] + 1] if row else []
            ways += [table[row, column - 1] + 1] if column else []
            if row and column:
                ways.append(table[row - 1, column - 1] + (one[row - 1] != other[column - 1]))
            if row > 1 and column > 1 and one[row - 2 : row] == other[column - 2 : column][::-1]:
                ways.append(table[row - 2, column - 2] + 1)
            table[row, column] = min(ways)
    return table[len(one), len(other)]


NAMES = ["MINUSMA", "MINUSCA", "UNMISS", "Mali", "Libya", "South Sudan", "Côte d'Ivoire", "challenge", "police"]


@settings(steady, max_examples=100)
@given(st.one_of(st.text("MINUSCALibya ", max_size=9), st.sampled_from(NAMES).map(lambda name: name[1:] + name[0])))
def test_suggestions_are_as_near_as_a_slow_obvious_count_says(word: str) -> None:
    typed = fold_name(word)
    near = sorted((slow_distance(typed, fold_name(name)), NAMES.index(name)) for name in NAMES)
    expected = [NAMES[place] for distance, place in near if distance <= max(1, len(typed) // 3)]
    assert nearest(word, NAMES) == expected[:3]


CODES = ("MINUSMA", "MINUSCA", "UNMISS", "UNOCI", "UNSOM", "UNAMID")
DATES = ("2015", "2016", "2016-11", "2016-11-10", "2016-12", "2017", "2017-05-04", "2017-05-05", "2018")


def is_in_order(since: str, until: str) -> bool:
    """What is not is refused; see test_usage."""
    return since[: len(until)] <= until[: len(since)] or not until


FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "mission": st.sampled_from(CODES),
        "meeting": st.sampled_from(("mali-2017", "wpa-2016")),
        "since": st.sampled_from(DATES),
        "until": st.sampled_from(DATES),
    },
).filter(lambda filters: is_in_order(filters.get("since", ""), filters.get("until", "")))


def options(filters: dict[str, str]) -> list[str]:
    return [part for name, value in filters.items() for part in (f"--{name}", value)]


def answer(*args: str) -> Any:
    outcome = run([*args, "--json"])
    assert outcome.status == 0
    assert not outcome.stderr or outcome.stderr.startswith("wps: note: ")
    return json.loads(outcome.stdout)


def rows_of(meeting: dict[str, Any], array: str) -> Iterator[tuple[dict[str, Any], bool]]:
    """The rows of a meeting as the file has them, each with whether it is of the annex."""
    for paragraph in meeting["paragraphs"]:
        yield from ((row, paragraph.get("part") != "letter") for row in paragraph.get(array, []))


def naive(shipped: dict[str, Any], array: str, filters: dict[str, str]) -> list[str]:
    """The ids that the filters admit, read from the file as plainly as can be."""
    own: list[str] = []
    general: list[str] = []
    serves = {mission["code"]: mission["countries"] for mission in shipped["missions"]}
    for meeting in sorted(shipped["meetings"], key=lambda meeting: meeting["date"], reverse=True):
        day = str(meeting["date"])
        if filters.get("meeting", meeting["id"]) != meeting["id"]:
            continue
        if day < filters.get("since", "") or day[: len(filters.get("until", ""))] > filters.get("until", ""):
            continue
        code = filters.get("mission")
        for row, is_in_annex in rows_of(meeting, array):
            held = [row["mission"]] if array == "staffing" else row.get("missions", meeting["missions"])
            if code is None or code in held or set(serves[code]) & set(row.get("countries", [])):
                own.append(row["id"])
            elif is_in_annex and not held and not row.get("countries") and code in meeting["missions"]:
                general.append(row["id"])
    return own + general


@pytest.mark.parametrize("start", range(0, 8, 2))
def test_a_file_from_the_model_is_shown_whole_by_every_command(start: int) -> None:
    for number in (start, start + 1):
        claims = random.Random(number).sample(shown.CLAIMS, 5)  # noqa: S311 (the same for the same number)
        assert shown.lost(number, claims) == []


@settings(steady, max_examples=60)
@given(filters=FILTERS, array=st.sampled_from(("records", "staffing", "figures")))
def test_filters_admit_what_a_naive_reading_does(shipped: dict[str, Any], filters: dict[str, str], array: str) -> None:
    place = [filters["mission"]] if "mission" in filters else []
    rest = {name: value for name, value in filters.items() if name != "mission"}
    assert [row["id"] for row in answer(array, *place, *options(rest))] == naive(shipped, array, filters)


@settings(steady, max_examples=30)
@given(kinds=st.sets(st.sampled_from(KINDS), min_size=1), theme=st.sampled_from((None, "parity", "justice")))
def test_kinds_and_themes_admit_what_a_naive_reading_does(
    shipped: dict[str, Any], kinds: set[str], theme: str | None
) -> None:
    args = [part for kind in kinds for part in ("--kind", kind)] + (["--theme", theme] if theme else [])
    rows = {row["id"]: row for meeting in shipped["meetings"] for row, _ in rows_of(meeting, "records")}
    ids = [id for id in naive(shipped, "records", {}) if rows[id]["kind"] in kinds]
    assert [row["id"] for row in answer("records", *args)] == [
        id for id in ids if theme is None or theme in rows[id].get("themes", [])
    ]


def slow_days(when: str) -> tuple[str, str]:
    """The first and the last day of an EDTF date or interval."""
    first, _, last = when.replace("?", "").partition("/")
    return (first + "-01-01"[len(first) - 4 :] if len(first) < 10 else first), (last or first) + (
        "-12-31"[len(last or first) - 4 :] if len(last or first) < 10 else ""
    )


@settings(steady, max_examples=40)
@given(since=st.none() | st.sampled_from(DATES), until=st.none() | st.sampled_from(DATES))
def test_the_timeline_is_every_dated_row_meeting_and_letter(
    shipped: dict[str, Any], since: str | None, until: str | None
) -> None:
    expected = []
    for meeting in shipped["meetings"]:
        letter = meeting["letter"]
        for kind, day in (
            ("meeting", meeting["date"]),
            ("letter", letter["date"]),
            ("distribution", letter["distributed"]),
        ):
            expected.append((str(day), kind, meeting["id"]))
        expected += [(row["when"], row["kind"], row["id"]) for row, _ in rows_of(meeting, "records") if "when" in row]
    assume(is_in_order(since or "", until or ""))
    bounds = {name: value for name, value in (("since", since), ("until", until)) if value}
    first = slow_days(since)[0] if since else ""
    last = slow_days(until)[1] if until else "9999"
    shown = answer("timeline", *options(bounds))
    assert sorted((event["when"], event["kind"], event["id"]) for event in shown) == sorted(
        event for event in expected if slow_days(event[0])[1] >= first and slow_days(event[0])[0] <= last
    )
    starts = [event["when"].replace("?", "").split("/") for event in shown]
    assert starts == sorted(starts)


@pytest.mark.parametrize("query", ["women", "parity", "how many women", "Security Council", "qouta", "justice"])
def test_a_hit_is_its_row_with_a_score_and_where_the_words_stand(query: str) -> None:
    rows = {row["id"]: row for row in answer("records", "--kind", "all")}
    hits = answer("search", query, "--in", "all")
    assert hits
    for hit in hits:
        row = rows[hit["id"]]
        assert {key: hit[key] for key in row} == row
        assert hit.keys() - row.keys() == {"score", "matches", "matched_in"}
        assert 0 < hit["score"] <= 100
        places = [place for match in hit["matches"] for place in match]
        assert places == sorted(places)
        assert all(0 <= start < end <= len(row["quote"]) for start, end in hit["matches"])


@settings(steady, max_examples=30)
@given(
    query=st.sampled_from(("women", "parity", "police", "justice")),
    filters=FILTERS,
    kinds=st.sets(st.sampled_from(ROW_KINDS)),
)
def test_filters_of_a_search_take_away_hits_and_change_none(
    shipped: dict[str, Any], query: str, filters: dict[str, str], kinds: set[str]
) -> None:
    everything = answer("search", query, "--in", "all", "--fields", "id,kind,score")
    admitted = {id for array in ("records", "staffing", "figures") for id in naive(shipped, array, filters)}
    within = [part for kind in kinds or {"all"} for part in ("--in", kind)]
    outcome = run(["search", query, "--json", "--fields", "id,score", *within, *options(filters)])
    assert outcome.status in (0, 1)
    assert json.loads(outcome.stdout) == [
        {"id": hit["id"], "score": hit["score"]}
        for hit in everything
        if hit["id"] in admitted and (not kinds or hit["kind"] in kinds)
    ]
