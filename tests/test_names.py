"""What the names on a command line mean: missions, countries, addressees, speakers, kinds, ids; and what is refused."""

import json
from typing import Any

import pytest

from tests.conftest import SEVERAL, Run

DATA = ("--data", str(SEVERAL))


def _json(wps: Run, *args: str) -> Any:
    outcome = wps(*args, "--json")
    assert (outcome.status, outcome.stderr) == (0, "")
    return json.loads(outcome.stdout)


def _ids(wps: Run, *args: str) -> list[str]:
    return [row["id"] for row in _json(wps, *args)]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("minusma", "MINUSMA"),
        ("Mali", "MINUSMA"),
        ("République du Mali", "MINUSMA"),
        ("republica de mali", "MINUSMA"),
        ("SOUTH  SUDAN", "UNMISS"),
        ("south-sudan", "UNMISS"),
        ("south\u2011sudan", "UNMISS"),
        ("Soudan du Sud", "UNMISS"),
        ("cote d'ivoire", "UNOCI"),
        ("Côte d’Ivoire", "UNOCI"),
        ("cote d ivoire", "UNOCI"),
        ("U.N.O.C.I.", "UNOCI"),
        ("ivory coast", "UNOCI"),
        ("DRC", "MONUSCO"),
        ("Congo", "MONUSCO"),
        ("car", "MINUSCA"),
        ("République centrafricaine", "MINUSCA"),
        ("United Nations Support Mission in Libya", "UNSMIL"),
        ("darfur", "UNAMID"),
        ("Sudan", "UNAMID"),
        ("Soma\u00adlia", "UNSOM"),
    ],
)
def test_a_mission_goes_by_acronym_name_country_or_other_name(wps: Run, name: str, code: str) -> None:
    found = _ids(wps, "records", code, "--kind", "all")
    assert found
    assert _ids(wps, "records", name, "--kind", "all") == found


def test_a_mission_and_the_country_where_it_serves_are_one_place(wps: Run) -> None:
    for mission in _json(wps, "missions"):
        for country in mission["countries"]:
            for command in ("records", "figures", "timeline", "meetings"):
                assert wps(command, country, "--json") == wps(command, mission["code"], "--json")
            assert wps("brief", country) == wps("brief", mission["code"])
    assert {"wpa-2016/ministry-position", "wpa-2016/ministry-activities"} <= set(_ids(wps, "records", "UNSOM"))


def test_rows_of_a_country_are_those_of_each_mission_that_serves_there(wps: Run) -> None:
    for code in ("ALPHA", "GAMMA"):
        assert "ab-2019/country" in _ids(wps, "challenges", code, *DATA)
    assert "ab-2019/country" not in _ids(wps, "challenges", "BETA", *DATA)


def test_a_country_without_a_mission_finds_the_rows_that_name_it(wps: Run) -> None:
    assert _ids(wps, "records", "dland", *DATA) == ["ab-2019/dland"]


def test_a_country_of_two_missions_has_the_rows_of_both(wps: Run) -> None:
    for command in ("meetings", "records", "staffing", "timeline"):
        both = {row["id"] for code in ("ALPHA", "GAMMA") for row in _json(wps, command, code, *DATA)}
        assert {row["id"] for row in _json(wps, command, "aland", *DATA)} == both
    assert wps("brief", "Aland", *DATA).status == 0


def test_an_ambiguous_name_is_refused_with_its_candidates(wps: Run) -> None:
    hint = "did you mean ALPHA (Aland) or BETA (Béland)? `wps missions` lists them all"
    assert wps("challenges", "both", *DATA) == (
        2, "", f"wps: error: more than one mission is called 'both'\nhint: {hint}\n",
    )  # fmt: skip


def test_spellings_of_a_country_without_a_mission_are_one_place(wps: Run) -> None:
    data = SEVERAL.read_text(encoding="utf-8").replace('"Dland"', '"DLAND", "Dland"').encode()
    found = wps("records", "dland", "--fields", "id", "--format", "tsv", "--data", "-", stdin=data)
    assert found == (0, "id\nab-2019/dland\n", "")


@pytest.mark.parametrize(
    "args",
    [
        ["challenges"], ["recommendations"], ["records"], ["figures"], ["timeline"], ["meetings"], ["staffing"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_mission_is_named_in_place_or_by_the_option(wps: Run, args: list[str]) -> None:
    in_place = wps(*args, "South", "Sudan", "--json")
    assert in_place.status == 0
    assert in_place == wps(*args, "south sudan", "--json") == wps(*args, "--mission", "UNMISS", "--json")


@pytest.mark.parametrize("args", [["challenges"], ["records"], ["figures"], ["timeline"], ["meetings"]], ids=" ".join)
def test_a_mission_named_in_place_and_by_the_option_is_refused(wps: Run, args: list[str]) -> None:
    assert wps(*args, "South", "Sudan", "--mission", "Mali") == (
        2, "", "wps: error: a mission is named twice: South Sudan and --mission Mali\nhint: name it once\n",
    )  # fmt: skip


def test_on_staffing_a_mission_named_in_place_and_by_the_option_is_refused(wps: Run) -> None:
    assert wps("staffing", "Mali", "Somalia", "--mission", "UNMISS", "--mission", "DRC") == (
        2, "", "wps: error: a mission is named twice: Mali Somalia and --mission UNMISS DRC\nhint: name it once\n",
    )  # fmt: skip


def test_words_need_no_quotes_where_one_place_is_taken(wps: Run) -> None:
    assert wps("brief", "south", "sudan") == wps("brief", "UNMISS")
    assert wps("search", "women", "police", "--json") == wps("search", "women police", "--json")
    refused = wps("challenges", "Mali", "South", "Sudan")
    assert (
        refused.stderr.splitlines()[0] == "wps: error: no mission or country in this file is called 'Mali South Sudan'"
    )


def test_staffing_takes_the_longest_run_of_words_that_names_a_place(wps: Run) -> None:
    def found(*args: str) -> list[str]:
        outcome = wps("staffing", *args, *DATA, "--json")
        assert outcome.status == 0
        return list(dict.fromkeys(row["mission"] for row in json.loads(outcome.stdout)))

    assert found("Test", "Mission", "in", "Aland", "Second", "Test", "Mission", "in", "Aland") == ["ALPHA"]
    assert found("ALPHA", "Republic", "of", "Deland") == found("Republic of Deland", "alpha") == ["DELTA", "ALPHA"]
    assert found("--mission", "BETA", "--mission", "DELTA") == ["DELTA", "BETA"]
    error = wps("staffing", "ALPHA", "Republic", "of", "Nowhere", *DATA).stderr.splitlines()[0]
    assert error == "wps: error: no mission or country in this file is called 'Republic of Nowhere'"
    assert wps("staffing", "Republic of", "Deland", *DATA).stderr.splitlines()[0] == (
        "wps: error: no mission or country in this file is called 'Republic of'"
    )


@pytest.mark.parametrize(
    ("args", "as_typed"),
    [
        (["records", "--kind", "Challenge"], ["records", "--kind", "challenge"]),
        (["search", "women", "--in", "ALL"], ["search", "women", "--in", "all"]),
        (["brief", "Mali", "--kind", "Figure"], ["brief", "Mali", "--kind", "figure"]),
        (["records", "--theme", "Justice"], ["records", "--theme", "justice"]),
        (["records", "--meeting", "MALI-2017"], ["records", "--meeting", "mali-2017"]),
        (["records", "--fields", "ID, Quote"], ["records", "--fields", "id,quote"]),
        (["meetings", "--format", "JSON"], ["meetings", "--format", "json"]),
        (["show", "MALI-2017/Few-Women"], ["show", "mali-2017/few-women"]),
        (["read", "Mali-2017"], ["read", "mali-2017"]),
        (["cite", "Mali-2017", "-f", "CSL-JSON"], ["cite", "mali-2017", "-f", "csl-json"]),
    ],
    ids=" ".join,
)
def test_case_never_matters_where_a_thing_is_named(wps: Run, args: list[str], as_typed: list[str]) -> None:
    assert wps(*as_typed).status == 0
    assert wps(*args) == wps(*as_typed)


def test_addressee_finds_by_words_in_any_order_and_refuses_a_stranger(wps: Run) -> None:
    def addressees(*words: str) -> set[str]:
        return {row["addressee"] for row in _json(wps, "recommendations", "--addressee", *words)}

    council = {"Security Council", "Council members and troop-contributing countries"}
    assert addressees("council") == addressees("COUNCIL") == council
    assert addressees("Security Council") == {"Security Council"}
    contributors = {"troop-contributing countries", "Council members and troop-contributing countries"}
    assert (
        addressees("T.C.C.")
        == addressees("tccs")
        == addressees("TCC")
        == addressees("troop\u2011contributing countries")
        == contributors
    )
    assert addressees("countries troop contributing") == contributors
    assert wps("recommendations", "--addressee", "donors").stderr == (
        "wps: error: unknown addressee 'donors'\n"
        "hint: valid: Security Council, troop-contributing countries, Council members and troop-contributing "
        "countries, MINUSMA\n"
    )


def test_speaker_finds_by_words_and_short_forms_and_refuses_a_stranger(wps: Run) -> None:
    def speakers(words: str) -> set[str]:
        return {row["speaker"] for row in _json(wps, "records", "--speaker", words)}

    assert speakers("briefers") == {"briefers"}
    assert all("Adviser" in speaker for speaker in speakers("Senior WPA"))
    assert "Senior Women's Protection Adviser from UNMISS" in speakers("unmiss adviser")
    refused = wps("records", "--speaker", "nobody")
    assert refused.stderr.splitlines()[0] == "wps: error: unknown speaker 'nobody'"


def test_filters_narrow_meetings_by_mission_and_country(wps: Run) -> None:
    assert _ids(wps, "meetings", "--mission", "UNSOM") == ["wpa-2016"]
    assert _ids(wps, "meetings", "--country", "mali") == ["mali-2017", "wpa-2016"]
    assert _ids(wps, "meetings", "--country", "UNSOM") == ["wpa-2016"]
    assert _ids(wps, "meetings", "Somalia", "--country", "mali") == ["wpa-2016"]


@pytest.mark.parametrize(
    ("end", "id"),
    [
        ("low-share-of-women", "mali-2017/low-share-of-women"),
        ("share-of-women", "mali-2017/low-share-of-women"),
        ("unmiss-fighting", "wpa-2016/unmiss-fighting"),
        ("iv-survivor-services", "mali-2017/a.iv-survivor-services"),
    ],
)
def test_the_unique_end_of_an_id_will_do(wps: Run, end: str, id: str) -> None:
    assert wps("show", end) == wps("show", id)
    cited = wps("cite", end.upper())
    assert cited == wps("cite", id)._replace(stderr=f"wps: note: {end.upper()} is {id}\n")


@pytest.mark.parametrize(
    ("end", "id"),
    [
        ("/low-share-of-women", "mali-2017/low-share-of-women"),
        (".i-strong-language", "mali-2017/a.i-strong-language"),
    ],
)
def test_an_end_may_begin_with_the_sign_before_it_which_then_must_stand_there(wps: Run, end: str, id: str) -> None:
    assert wps("show", end) == wps("show", id)
    assert wps("show", "/share-of-women").status == 2


def test_an_end_that_is_not_unique_or_begins_within_a_word_is_refused(wps: Run) -> None:
    refused = wps("show", "communique")
    assert refused.stderr.startswith("wps: error: 'communique' ends more than one id\nhint: name one of ")
    assert "mali-2017/platform-communique" in refused.stderr
    assert wps("show", "hare-of-women").stderr.startswith("wps: error: unknown id 'hare-of-women'\n")
