"""What the look-up commands answer, against the data read without the program."""

import json
from typing import Any

import pytest

from tests.conftest import SEVERAL, Run, golden

RECORD_KEYS = (
    "id kind meeting date missions for_all countries summary quote lead paragraph topic label addressee speaker themes "
    "when inferred see_also citation"
).split()
STAFFING_KEYS = (
    "id kind mission countries category percent bound target gap gap_bound meeting date quote lead paragraph citation"
).split()
FIGURE_KEYS = (
    "id kind missions for_all countries value unit what bound meeting date quote lead paragraph citation"
).split()


def _json(wps: Run, *args: str) -> Any:
    outcome = wps(*args, "--json")
    assert (outcome.status, outcome.stderr) == (0, "")
    return json.loads(outcome.stdout)


def _naive(shipped: dict[str, Any], array: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Every row with its meeting, the newest meeting first."""
    newest = sorted(shipped["meetings"], key=lambda meeting: meeting["date"], reverse=True)
    return [(row, meeting) for meeting in newest for row in meeting.get(array, [])]


def test_records_are_the_rows_of_the_file_with_every_key(wps: Run, shipped: dict[str, Any]) -> None:
    found = _json(wps, "records")
    rows = _naive(shipped, "records")
    assert [row["id"] for row in found] == [row["id"] for row, _ in rows]
    for shown, (row, meeting) in zip(found, rows, strict=True):
        assert list(shown) == RECORD_KEYS
        named = row.get("missions", meeting["missions"])
        assert shown["for_all"] == (named == ["all"])
        assert shown["missions"] == (meeting["missions"] if named == ["all"] else named)
        assert (shown["meeting"], shown["date"]) == (meeting["id"], meeting["date"].isoformat())
        for key in ("id", "kind", "summary", "quote"):
            assert shown[key] == row[key]
        for key in ("lead", "paragraph", "topic", "label", "addressee", "speaker", "when"):
            assert shown[key] == row.get(key)
        for key in ("themes", "see_also"):
            assert shown[key] == row.get(key, [])
        assert shown["inferred"] is row.get("inferred", False)
        assert shown["citation"].startswith(meeting["letter"]["title"])


def test_staffing_rows_carry_their_gap_to_parity(wps: Run, shipped: dict[str, Any]) -> None:
    found = _json(wps, "staffing")
    for shown, (row, _) in zip(found, _naive(shipped, "staffing"), strict=True):
        assert list(shown) == STAFFING_KEYS
        assert shown["gap"] == 50 - row["percent"]
        assert shown["gap_bound"] == {"=": "=", "<": ">"}[row["bound"]]
        assert all(shown[key] == row[key] for key in row)


def test_figures_are_the_rows_of_the_file_with_every_key(wps: Run, shipped: dict[str, Any]) -> None:
    found = _json(wps, "figures")
    for shown, (row, _) in zip(found, _naive(shipped, "figures"), strict=True):
        assert list(shown) == FIGURE_KEYS
        assert all(shown[key] == row[key] for key in row)


def test_meetings_carry_their_letter_and_counts(wps: Run, shipped: dict[str, Any]) -> None:
    found = _json(wps, "meetings")
    newest = sorted(shipped["meetings"], key=lambda meeting: meeting["date"], reverse=True)
    for shown, meeting in zip(found, newest, strict=True):
        assert list(shown) == (
            "id date title kind countries missions co_chairs participants letter counts citation".split()
        )
        assert shown["letter"]["signatories"][0]["name"] == meeting["letter"]["signatories"][0]["name"]
        assert sum(shown["counts"].values()) == sum(
            len(meeting.get(array, [])) for array in ("records", "staffing", "figures")
        )
        challenges = [row for row in meeting["records"] if row["kind"] == "challenge"]
        assert shown["counts"]["challenge"] == len(challenges)


def test_missions_tell_how_much_is_recorded_on_each(wps: Run, shipped: dict[str, Any]) -> None:
    found = _json(wps, "missions")
    assert [one["code"] for one in found] == [one["code"] for one in shipped["missions"]]
    own = [
        row
        for row, meeting in _naive(shipped, "records")
        if "MINUSMA" in row.get("missions", meeting["missions"]) and row["kind"] == "challenge"
    ]
    minusma = next(one for one in found if one["code"] == "MINUSMA")
    assert minusma["counts"]["challenge"] == len(own)
    assert minusma["meetings"] == ["mali-2017", "wpa-2016"]


def test_the_challenges_of_unmiss_are_those_that_the_letter_lists(wps: Run) -> None:
    stated = [row["quote"] for row in _json(wps, "challenges", "UNMISS") if not row["inferred"] and not row["for_all"]]
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


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("minusma", "MINUSMA"),
        ("Mali", "MINUSMA"),
        ("SOUTH  SUDAN", "UNMISS"),
        ("south-sudan", "UNMISS"),
        ("cote d'ivoire", "UNOCI"),
        ("Côte d’Ivoire", "UNOCI"),
        ("ivory coast", "UNOCI"),
        ("DRC", "MONUSCO"),
        ("car", "MINUSCA"),
        ("United Nations Support Mission in Libya", "UNSMIL"),
        ("darfur", "UNAMID"),
    ],
)
def test_a_mission_goes_by_acronym_name_country_or_short_form(wps: Run, name: str, code: str) -> None:
    found = _json(wps, "records", name)
    assert found
    assert all(code in row["missions"] or row["countries"] for row in found)
    assert {row["id"] for row in _json(wps, "records", code)} <= {row["id"] for row in found}


def test_a_country_also_finds_the_rows_that_name_it(wps: Run) -> None:
    by_country = {row["id"] for row in _json(wps, "records", "Somalia")}
    by_mission = {row["id"] for row in _json(wps, "records", "UNSOM")}
    assert by_country - by_mission == {"wpa-2016/ministry-position", "wpa-2016/ministry-activities"}


def test_an_unknown_mission_names_the_nearest_codes(wps: Run) -> None:
    assert wps("challenges", "MINUSNA") == (
        2,
        "",
        (
            "wps: error: no mission or country is called 'MINUSNA'\n"
            "hint: did you mean MINUSCA (Central African Republic) or MINUSMA (Mali)? `wps missions` lists them all\n"
        ),
    )


def test_an_ambiguous_name_is_refused_with_its_candidates(wps: Run) -> None:
    assert wps("challenges", "sudan") == (
        2,
        "",
        "wps: error: 'sudan' may mean more than one mission\nhint: name one of UNAMID (Darfur), UNMISS (South Sudan)\n",
    )
    assert wps("challenges", "Aland", "--data", str(SEVERAL)).stderr.endswith(
        "hint: name one of ALPHA (Aland), GAMMA (Aland)\n"
    )


def test_a_country_without_a_mission_finds_the_rows_that_name_it(wps: Run) -> None:
    assert [row["id"] for row in _json(wps, "records", "dland", "--data", str(SEVERAL))] == ["ab-2019/dland"]


def test_what_holds_for_all_missions_follows_a_missions_own_rows(wps: Run) -> None:
    found = _json(wps, "challenges", "ALPHA", "--data", str(SEVERAL))
    assert [(row["id"], row["for_all"]) for row in found] == [("a-2018/one", False), ("ab-2019/everywhere", True)]
    assert found[1]["missions"] == ["ALPHA", "BETA", "GAMMA"]


def test_since_and_until_mean_the_meeting_by_year_month_or_day(wps: Run) -> None:
    def ids(*args: str) -> list[str]:
        return [row["id"] for row in _json(wps, "meetings", *args)]

    assert ids("--since", "2017") == ["mali-2017"]
    assert ids("--until", "2016") == ["wpa-2016"]
    assert ids("--since", "2016-11-10", "--until", "2017-05") == ["mali-2017", "wpa-2016"]
    assert ids("--since", "2017-05-05") == []
    assert ids("--until", "2016-11-09") == []


@pytest.mark.parametrize("text", ["2017-13", "17", "2017-02-30", "May 2017", "2017-5", "٢٠١٧"])
def test_a_date_that_is_none_is_refused(wps: Run, text: str) -> None:
    outcome = wps("meetings", "--since", text)
    assert outcome == (
        2,
        "",
        f"wps: error: --since {text!r} is not a date\nhint: write a year, month or day: 2017, 2017-05, 2017-05-04\n",
    )


def test_filters_narrow_meetings_by_mission_and_country(wps: Run) -> None:
    assert [row["id"] for row in _json(wps, "meetings", "--mission", "UNSOM")] == ["wpa-2016"]
    assert [row["id"] for row in _json(wps, "meetings", "--country", "mali")] == ["mali-2017", "wpa-2016"]
    assert wps("meetings", "--country", "UNSOM").stderr == (
        "wps: error: 'UNSOM' names a mission, not a country\nhint: use --mission UNSOM\n"
    )


def test_filters_narrow_records_by_kind_theme_and_meeting(wps: Run) -> None:
    found = _json(wps, "records", "--kind", "priority", "--kind", "commitment", "--meeting", "mali-2017")
    assert {row["kind"] for row in found} == {"priority", "commitment"}
    assert {row["meeting"] for row in found} == {"mali-2017"}
    assert all("justice" in row["themes"] for row in _json(wps, "records", "--theme", "justice"))


def test_addressee_finds_by_words_and_refuses_a_stranger(wps: Run) -> None:
    found = _json(wps, "recommendations", "--addressee", "council")
    assert {row["addressee"] for row in found} == {
        "Security Council",
        "Council members and troop-contributing countries",
    }
    assert wps("recommendations", "--addressee", "donors").stderr == (
        "wps: error: unknown addressee 'donors'\n"
        "hint: valid: Security Council, troop-contributing countries, Council members and troop-contributing "
        "countries, MINUSMA\n"
    )


def test_staffing_compares_the_newest_meeting_of_each_mission(wps: Run) -> None:
    golden("staffing-missions.txt", wps("staffing", "--data", str(SEVERAL)).stdout)


def test_staffing_of_one_mission_compares_its_meetings(wps: Run) -> None:
    golden("staffing-over-time.txt", wps("staffing", "ALPHA", "--data", str(SEVERAL)).stdout)


def test_staffing_against_another_target_carries_bounds_through(wps: Run) -> None:
    golden("staffing-against.txt", wps("staffing", "ALPHA", "BETA", "--against", "60", "--data", str(SEVERAL)).stdout)
    found = _json(wps, "staffing", "BETA", "--against", "60", "--data", str(SEVERAL))
    assert [(row["target"], row["gap"], row["gap_bound"]) for row in found] == [(60, 0, "<"), (60, 10, "=")]


@pytest.mark.parametrize("percent", ["101", "-1", "half", "1e1", "nan", "٥"])
def test_a_target_that_is_no_percentage_is_refused(wps: Run, percent: str) -> None:
    outcome = wps("staffing", f"--against={percent}")
    assert (outcome.status, outcome.stdout) == (2, "")
    assert outcome.stderr.endswith("hint: write a number from 0 to 100, such as 40\n")


def test_a_staffing_bar_marks_parity(wps: Run) -> None:
    line = next(line for line in wps("staffing").stdout.splitlines() if line.startswith("police"))
    assert line == ("police personnel              less than 7 %, more than 43 points short  █·········┃··········")


def test_show_gives_the_row_its_neighbours_and_its_citations(wps: Run) -> None:
    found = _json(wps, "show", "mali-2017/platform-communique")
    assert found["previous"] == "mali-2017/communique-advocacy"
    assert found["next"] == "mali-2017/azawad-action-plan"
    assert found["citation"].endswith("addressed to the Secretary-General, annex, para. 6")
    assert found["footnote"] == f"{found['citation']}."


def test_a_footnote_sets_labels_apart_as_united_nations_documents_do(wps: Run) -> None:
    assert _json(wps, "show", "mali-2017/a.iv-action-plan")["footnote"].endswith(", annex, para. 9 (a) (iv).")


def test_show_tells_what_a_row_relates_to_from_both_ends(wps: Run) -> None:
    assert _json(wps, "show", "mali-2017/azawad-action-plan")["related"] == ["wpa-2016/engage-parties"]
    assert _json(wps, "show", "wpa-2016/engage-parties")["related"] == ["mali-2017/azawad-action-plan"]


def test_show_of_a_meeting_has_participants_signatories_and_counts(wps: Run) -> None:
    golden("show-meeting.txt", wps("show", "ab-2019", "--data", str(SEVERAL)).stdout)


def test_show_of_a_row_reads_as_a_page(wps: Run) -> None:
    golden("show-row.txt", wps("show", "a-2018/one", "--data", str(SEVERAL)).stdout)


def test_a_row_outside_the_annex_cites_the_letter_itself(wps: Run) -> None:
    citation = _json(wps, "show", "mali-2017/transmittal")["citation"]
    assert citation.endswith("addressed to the Secretary-General")


def test_a_printed_symbol_is_what_is_cited(wps: Run) -> None:
    assert _json(wps, "show", "ab-2019/beta", "--data", str(SEVERAL))["citation"] == "T/2019/1, annex, para. 2"


def test_an_unknown_id_names_the_nearest(wps: Run) -> None:
    assert wps("show", "mali-2107").stderr == ("wps: error: unknown id 'mali-2107'\nhint: did you mean mali-2017?\n")


def test_an_empty_list_is_an_answer(wps: Run) -> None:
    assert wps("figures", "UNAMID", "--json") == (0, "[]\n", "")


def test_limit_caps_the_rows_and_says_so(wps: Run) -> None:
    outcome = wps("records", "--limit", "2", "--fields", "id", "--format", "csv")
    assert outcome.stdout == "id\nmali-2017/transmittal\nmali-2017/circulation\n"
    assert outcome.stderr.startswith("wps: note: 2 of ")


def test_data_comes_from_the_option_before_the_variable(wps: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WPS_DATA", str(SEVERAL))
    assert [row["id"] for row in _json(wps, "meetings")] == ["ab-2019", "a-2018"]
    monkeypatch.setenv("WPS_DATA", "/nowhere")
    assert [row["id"] for row in _json(wps, "meetings", "--data", str(SEVERAL))] == ["ab-2019", "a-2018"]
    monkeypatch.setenv("WPS_DATA", "")
    assert [row["id"] for row in _json(wps, "meetings")] == ["mali-2017", "wpa-2016"]


def test_data_may_come_from_stdin(wps: Run) -> None:
    outcome = wps("meetings", "--data", "-", "--fields", "id", "--format", "tsv", stdin=SEVERAL.read_bytes())
    assert outcome == (0, "id\nab-2019\na-2018\n", "")
