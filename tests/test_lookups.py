"""What the look-up commands answer, against the data read without the program."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from tests.conftest import SEVERAL, Run

RECORD_KEYS = (
    "id kind meeting date missions countries summary quote lead paragraph topic label addressee speaker themes when "
    "inferred qualifies qualified_by see_also citation"
).split()
STAFFING_KEYS = (
    "id kind mission countries category group percent bound target gap gap_bound when meeting date quote lead "
    "paragraph qualified_by citation"
).split()
FIGURE_KEYS = (
    "id kind missions countries value unit what bound meeting date quote lead paragraph qualified_by citation"
).split()
KINDS = ["challenge", "opportunity", "achievement", "priority", "recommendation", "commitment", "observation"]


class Found(NamedTuple):
    """A row of the file where it stands."""

    row: dict[str, Any]
    meeting: dict[str, Any]
    paragraph: dict[str, Any]
    number: int | None
    """Of the annex's paragraphs that are not items, counted from 1; an item has that of the one above it."""


def _json(wps: Run, *args: str) -> Any:
    outcome = wps(*args, "--json")
    assert (outcome.status, outcome.stderr) == (0, "")
    return json.loads(outcome.stdout)


def _ids(wps: Run, *args: str) -> list[str]:
    return [row["id"] for row in _json(wps, *args)]


def _naive(data: dict[str, Any], *arrays: str) -> Iterator[Found]:
    """Every row in the order of the letters, those of the newest meeting first."""
    for meeting in sorted(data["meetings"], key=lambda meeting: meeting["date"], reverse=True):
        number = 0
        for paragraph in meeting["paragraphs"]:
            in_annex = paragraph.get("part") != "letter"
            number += in_annex and not {"label", "topic"} & paragraph.keys()
            for array in arrays:
                for row in paragraph.get(array, []):
                    yield Found(row, meeting, paragraph, number if in_annex else None)


def _inferred(row: dict[str, Any]) -> bool:
    return bool(row.get("inferred"))


def test_records_are_the_rows_of_the_file_with_every_key(wps: Run, shipped: dict[str, Any]) -> None:
    found = _json(wps, "records")
    rows = list(_naive(shipped, "records"))
    qualified: dict[str, list[str]] = {}
    for row, *_ in rows:
        for other in row.get("qualifies", ()):
            qualified.setdefault(other, []).append(row["id"])
    assert [row["id"] for row in found] == [one.row["id"] for one in rows]
    for shown, (row, meeting, paragraph, number) in zip(found, rows, strict=True):
        assert list(shown) == RECORD_KEYS
        assert shown["missions"] == row.get("missions", meeting["missions"])
        assert (shown["meeting"], shown["date"]) == (meeting["id"], meeting["date"].isoformat())
        assert (shown["topic"], shown["label"], shown["paragraph"]) == (
            paragraph.get("topic"), paragraph.get("label"), number,
        )  # fmt: skip
        for key in ("id", "kind", "summary", "quote"):
            assert shown[key] == row[key]
        for key in ("lead", "addressee", "speaker", "when"):
            assert shown[key] == row.get(key)
        for key in ("themes", "qualifies", "see_also"):
            assert shown[key] == row.get(key, [])
        assert shown["qualified_by"] == qualified.get(row["id"], [])
        assert shown["inferred"] is _inferred(row)
        assert shown["citation"].startswith(meeting["letter"]["title"])


def test_staffing_rows_carry_their_gap_to_parity(wps: Run, shipped: dict[str, Any]) -> None:
    found = _json(wps, "staffing")
    for shown, (row, *_) in zip(found, _naive(shipped, "staffing"), strict=True):
        assert list(shown) == STAFFING_KEYS
        assert shown["target"] == 50
        assert shown["gap"] == 50 - row["percent"]
        assert shown["gap_bound"] == {"=": "=", "<": ">"}[row["bound"]]
        assert all(shown[key] == row[key] for key in row)


def test_figures_are_the_rows_of_the_file_with_every_key(wps: Run, shipped: dict[str, Any]) -> None:
    found = _json(wps, "figures")
    for shown, (row, *_) in zip(found, _naive(shipped, "figures"), strict=True):
        assert list(shown) == FIGURE_KEYS
        assert all(shown[key] == row[key] for key in row)


def test_rows_of_every_kind_have_one_set_of_keys(wps: Run, shipped: dict[str, Any]) -> None:
    found = _json(wps, "records", "--kind", "all")
    keys = list(dict.fromkeys([*RECORD_KEYS, *STAFFING_KEYS, *FIGURE_KEYS]))
    assert {tuple(sorted(row)) for row in found} == {tuple(sorted(keys))}
    assert [row["id"] for row in found] == [one.row["id"] for one in _naive(shipped, "records", "staffing", "figures")]
    for row in found:
        own = {"staffing": STAFFING_KEYS, "figure": FIGURE_KEYS}.get(row["kind"], RECORD_KEYS)
        # What a row has from its place in the letter is told of every kind.
        assert all(row[key] is None for key in keys if key not in (*own, "missions", "topic", "label")), row["id"]
    assert {row["kind"] for row in _json(wps, "records", "--kind", "staffing", "--kind", "figure")} == {
        "staffing", "figure",
    }  # fmt: skip


def _counted(rows: list[dict[str, Any]]) -> dict[str, int]:
    """How many rows there are of each kind, those whose kind is inferred apart; observations never are."""
    counts = {}
    for kind in KINDS:
        counts[kind] = sum(row["kind"] == kind and not _inferred(row) for row in rows)
        counts |= {} if kind == "observation" else {
            f"{kind}_inferred": sum(row["kind"] == kind and _inferred(row) for row in rows)
        }  # fmt: skip
    return counts


def test_meetings_carry_their_letter_and_what_is_stated_and_inferred(wps: Run, shipped: dict[str, Any]) -> None:
    found = _json(wps, "meetings")
    newest = sorted(shipped["meetings"], key=lambda meeting: meeting["date"], reverse=True)
    for shown, meeting in zip(found, newest, strict=True):
        assert list(shown) == (
            "id date title kind countries missions co_chairs participants letter counts citation".split()
        )
        assert list(shown["letter"]) == "organ title symbol date distributed language signatories file".split()
        assert shown["letter"]["organ"] == meeting["letter"]["organ"] == "Security Council"
        assert shown["letter"]["signatories"][0]["name"] == meeting["letter"]["signatories"][0]["name"]
        one = {"meetings": [meeting]}
        counts = _counted([row for row, *_ in _naive(one, "records")])
        counts |= {"staffing": len(list(_naive(one, "staffing"))), "figure": len(list(_naive(one, "figures")))}
        assert list(shown["counts"].items()) == list(counts.items())


def test_an_observation_marked_as_inferred_counts_as_an_observation(wps: Run) -> None:
    text = SEVERAL.read_text(encoding="utf-8").replace('"observation"', '"observation"\ninferred = true')
    (meeting,) = json.loads(wps("meetings", "BETA", "--json", "--data", "-", stdin=text.encode()).stdout)
    assert meeting["counts"]["observation"] == 1


def test_missions_tell_how_much_is_recorded_on_each_without_general_rows(wps: Run, shipped: dict[str, Any]) -> None:
    found = _json(wps, "missions")
    assert [one["code"] for one in found] == [one["code"] for one in shipped["missions"]]
    for shown, mission in zip(found, shipped["missions"], strict=True):
        assert list(shown) == "code name countries also meetings counts".split()
        assert shown["also"] == mission["also"]
        own = [
            row
            for row, meeting, *_ in _naive(shipped, "records")
            if mission["code"] in row.get("missions", meeting["missions"])
            or set(mission["countries"]) & set(row.get("countries", ()))
        ]
        assert {kind: shown["counts"][kind] for kind in _counted([])} == _counted(own)
    assert found[1]["meetings"] == ["mali-2017", "wpa-2016"]


@pytest.mark.parametrize("code", ["MINUSMA", "UNMISS", "UNSOM"])
def test_the_missions_counts_are_those_of_the_lists_without_general_rows(wps: Run, code: str) -> None:
    counts = next(one["counts"] for one in _json(wps, "missions") if one["code"] == code)
    listed = [row for row in _json(wps, "challenges", code) if row["missions"] or row["countries"]]
    assert len(listed) == counts["challenge"] + counts["challenge_inferred"]


def test_the_challenges_of_unmiss_are_those_that_the_letter_lists(wps: Run) -> None:
    stated = [row["quote"] for row in _json(wps, "challenges", "UNMISS") if not row["inferred"] and row["missions"]]
    assert stated == [
        "the ongoing fighting",
        (
            "a widespread lack of understanding of basic human rights, compounded by denial and trivialization "
            "of sexual violence"
        ),
        "weak institutions that failed to hold perpetrators accountable",
        "the limited services available for survivors",
    ]


def test_the_recommendations_bear_all_seven_labels_in_order(wps: Run) -> None:
    labels = [row["label"] for row in _json(wps, "recommendations")]
    assert list(dict.fromkeys(labels)) == ["(a)(i)", "(a)(ii)", "(a)(iii)", "(a)(iv)", "(b)", "(c)", "(d)"]
    assert labels == sorted(labels, key=lambda label: list(dict.fromkeys(labels)).index(label))


def test_the_five_staffing_percentages_keep_their_bounds(wps: Run) -> None:
    found = [(row["category"], row["bound"], row["percent"]) for row in _json(wps, "staffing", "MINUSMA")]
    assert found == [
        ("international civilian staff", "=", 27),
        ("national civilian staff", "=", 19),
        ("United Nations volunteers", "=", 34),
        ("police personnel", "<", 7),
        ("military personnel", "<", 2),
    ]


def test_what_is_said_of_no_mission_in_particular_follows_the_rows_of_a_mission_represented(wps: Run) -> None:
    def found(*args: str) -> list[str]:
        return _ids(wps, *args, "--data", str(SEVERAL))

    general = ["deland-2020/impunity", "ab-2019/everywhere"]
    assert found("challenges", "ALPHA") == ["ab-2019/country", "a-2018/one", *general]
    assert found("challenges", "BETA") == ["ab-2019/beta", "ab-2019/everywhere"]
    assert found("challenges", "DELTA")[-1] == "deland-2020/impunity"
    assert [row["missions"] for row in _json(wps, "challenges", "BETA", "--data", str(SEVERAL))] == [["BETA"], []]


def test_rows_of_the_covering_letter_are_never_general(wps: Run) -> None:
    (row,) = [row for row in _json(wps, "records", "--data", str(SEVERAL)) if row["id"] == "deland-2020/transmittal"]
    assert (row["missions"], row["countries"], row["paragraph"]) == ([], [], None)
    for place in ("DELTA", "ALPHA"):
        assert row["id"] not in _ids(wps, "records", place, "--data", str(SEVERAL))


def test_since_and_until_mean_the_meeting_by_year_month_or_day(wps: Run) -> None:
    def ids(*args: str) -> list[str]:
        return _ids(wps, "meetings", *args)

    assert ids("--since", "2017") == ["mali-2017"]
    assert ids("--until", "2016") == ["wpa-2016"]
    assert ids("--since", "2016-11-10", "--until", "2017-05") == ["mali-2017", "wpa-2016"]
    assert ids("--since", "2017", "--until", "2017-05-04") == ["mali-2017"]
    assert ids("--since", "2017-05-05") == []
    assert ids("--until", "2016-11-09") == []


def test_an_empty_list_of_meetings_names_the_country_that_was_asked_for(wps: Run) -> None:
    told = wps("meetings", "--country", "Somalia", "--until", "2010").stdout
    assert told.startswith("No meeting is recorded for Somalia until 2010. ")


def test_filters_narrow_records_by_kind_theme_and_meeting(wps: Run) -> None:
    found = _json(wps, "records", "--kind", "priority", "--kind", "commitment", "--meeting", "mali-2017")
    assert {row["kind"] for row in found} == {"priority", "commitment"}
    assert {row["meeting"] for row in found} == {"mali-2017"}
    assert all("justice" in row["themes"] for row in _json(wps, "records", "--theme", "justice"))
    both = set(_ids(wps, "records", "--theme", "justice", "--theme", "services"))
    assert both == {*_ids(wps, "records", "--theme", "justice"), *_ids(wps, "records", "--theme", "services")}


def test_staffing_carries_bounds_through_to_another_target(wps: Run) -> None:
    found = _json(wps, "staffing", "BETA", "--against", "60", "--data", str(SEVERAL))
    assert [(row["target"], row["gap"], row["gap_bound"]) for row in found] == [(60, 0, "<"), (60, 10, "=")]
    (about,) = [row for row in _json(wps, "staffing", "--data", str(SEVERAL)) if row["bound"] == "~"]
    assert (about["percent"], about["gap"], about["gap_bound"]) == (30, 20, "~")


def test_a_share_of_an_earlier_time_keeps_the_day_of_its_meeting_and_its_own_time(wps: Run) -> None:
    (earlier,) = [row for row in _json(wps, "staffing", "ALPHA", "--data", str(SEVERAL)) if row["when"]]
    assert (earlier["when"], earlier["date"], earlier["percent"]) == ("2015", "2020-05-04", 15)


def test_an_empty_list_is_an_answer(wps: Run) -> None:
    assert wps("figures", "UNAMID", "--json") == (0, "[]\n", "")


def test_limit_caps_the_rows_and_says_so(wps: Run) -> None:
    outcome = wps("records", "--limit", "2", "--fields", "id", "--format", "tsv")
    assert outcome.stdout == "id\nmali-2017/transmittal\nmali-2017/circulation\n"
    assert outcome.stderr.startswith("wps: note: 2 of ")


def test_data_may_come_from_stdin(wps: Run) -> None:
    outcome = wps("meetings", "--data", "-", "--fields", "id", "--format", "tsv", stdin=SEVERAL.read_bytes())
    assert outcome == (0, "id\ndeland-2020\nab-2019\na-2018\n", "")
