"""A command line that is wrong: plain lines of ours, and the nearest right values."""

import re

import pytest
import typer

from tests.commands import GROUP, LISTS, PAGES, call
from tests.conftest import Outcome, Run, installed


def refused(wps: Run, *args: str) -> tuple[str, str]:
    """What the error and its hint say; nothing else may be printed."""
    outcome = wps(*args)
    assert (outcome.status, outcome.stdout) == (2, "")
    error, hint = outcome.stderr.splitlines()
    assert error.startswith("wps: error: ")
    assert hint.startswith("hint: ")
    return error.removeprefix("wps: error: "), hint.removeprefix("hint: ")


def test_an_unknown_command_names_the_nearest(wps: Run) -> None:
    assert refused(wps, "chalenges") == ("unknown command 'chalenges'", "did you mean challenges? see wps --help")
    assert refused(wps, "xyzzyplugh") == ("unknown command 'xyzzyplugh'", "see wps --help")


def test_an_unknown_option_names_the_nearest(wps: Run) -> None:
    error, hint = refused(wps, "challenges", "--limt", "3")
    assert error == "unknown option '--limt'"
    assert hint.startswith("did you mean --limit")
    assert hint.endswith("? see wps challenges --help")
    assert refused(wps, "challenges", "-q")[0] == "unknown option '-q'"


def test_a_complaint_of_typers_that_is_not_foreseen_is_told_in_its_words(
    wps: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def complain(*_: object) -> None:
        raise typer.BadParameter("the moon is full")

    monkeypatch.setattr("wps_cli.queries.rows.meetings", complain)
    assert wps("meetings").stderr.splitlines()[0].endswith("the moon is full")
    assert wps("meetings").status == 2


def test_an_option_before_the_command_is_told_to_stand_after_it(wps: Run) -> None:
    error, hint = refused(wps, "--json", "challenges")
    assert error == "unknown option '--json' before a command"
    assert hint == "options stand after the command; see wps --help"


def test_an_unknown_mission_names_the_nearest_codes_and_their_countries(wps: Run) -> None:
    error, hint = refused(wps, "challenges", "MINUSMO")
    assert error == "no mission or country is called 'MINUSMO'"
    assert "MINUSMA (Mali)" in hint
    assert "MINUSCA (Central African Republic)" in hint
    for command in (["meetings", "--mission"], ["staffing"], ["search", "women", "--mission"], ["brief"]):
        assert refused(wps, *command, "MINUSMO") == (error, hint)


def test_a_misspelt_country_names_its_mission(wps: Run) -> None:
    assert "MINUSMA (Mali)" in refused(wps, "challenges", "Malli")[1]


@pytest.mark.parametrize(
    ("args", "error", "nearest"),
    [
        (["records", "--kind", "chalenge"], "unknown kind 'chalenge'", "challenge"),
        (["search", "women", "--in", "comitment"], "unknown kind 'comitment'", "commitment"),
        (["brief", "Mali", "--kind", "figur"], "unknown kind 'figur'", "figure"),
        (["records", "--meeting", "mali-2016"], "unknown meeting 'mali-2016'", "mali-2017"),
        (["records", "--theme", "parityy"], "unknown theme 'parityy'", "parity"),
        (
            ["recommendations", "--addressee", "Securty Council"],
            "unknown addressee 'Securty Council'",
            "Security Council",
        ),
        (["show", "mali-2071"], "unknown id 'mali-2071'", "mali-2017"),
        (["meetings", "--format", "jsn"], "unknown format 'jsn'", "json"),
    ],
)
def test_an_unknown_value_names_its_nearest(wps: Run, args: list[str], error: str, nearest: str) -> None:
    said, hint = refused(wps, *args)
    assert said == error
    assert re.fullmatch(r"did you mean .*\?", hint)
    assert nearest in hint


def test_with_nothing_near_the_right_values_are_listed(wps: Run) -> None:
    assert refused(wps, "records", "--kind", "zzz")[1].startswith("valid: challenge, opportunity, ")
    assert refused(wps, "meetings", "--format", "zz")[1] == "valid: table, json, jsonl, csv, tsv, markdown"
    assert "`wps missions` lists them all" in refused(wps, "challenges", "zzzzzz")[1]


@pytest.mark.parametrize("command", LISTS)
def test_an_unknown_field_names_the_nearest_and_the_valid_ones(wps: Run, command: str) -> None:
    error, hint = refused(wps, *call(command), "--fields", "countris")
    assert error == "unknown field 'countris'"
    assert re.match(r"did you mean countries.*\? valid: .*, countries, ", hint)


@pytest.mark.parametrize("fields", ["", "id,", "ID,id", "id;kind"])
def test_fields_are_names_between_commas(wps: Run, fields: str) -> None:
    assert refused(wps, "challenges", "--fields", fields)[0].startswith("unknown field ")


@pytest.mark.parametrize("command", LISTS)
def test_a_field_named_twice_is_refused(wps: Run, command: str) -> None:
    name = "code" if command == "missions" else "id"
    assert refused(wps, *call(command), "--fields", f"{name},{name}")[0] == f"field '{name}' is named twice"


@pytest.mark.parametrize("limit", ["1_000", "３", "+3", "-0", "-1", "1.0", "1e3", "", " 3", "three", "0x3"])
def test_a_limit_is_a_plain_whole_number(wps: Run, limit: str) -> None:
    error, hint = refused(wps, "challenges", f"--limit={limit}")
    assert (error, hint) == (f"--limit {limit!r} is not a count", "write a whole number, 0 or more")


@pytest.mark.parametrize("command", LISTS)
def test_every_list_refuses_a_limit_that_is_none(wps: Run, command: str) -> None:
    assert refused(wps, *call(command), "--limit=1_000")[0] == "--limit '1_000' is not a count"


@pytest.mark.parametrize("option", ["--since", "--until"])
@pytest.mark.parametrize("date", ["17", "2017-13", "2017-02-30", "2017-1-1", "２０１７", "2017-01-01T00", "", "0000"])
def test_a_date_is_a_year_month_or_day(wps: Run, option: str, date: str) -> None:
    error, hint = refused(wps, "meetings", f"{option}={date}")
    assert error == f"{option} {date!r} is not a date"
    assert hint == "write a year, month or day: 2017, 2017-05, 2017-05-04"


@pytest.mark.parametrize("percent", ["101", "-1", "1e1", "nan", "５", "1_0", ""])
def test_a_target_is_a_percentage(wps: Run, percent: str) -> None:
    assert refused(wps, "staffing", f"--against={percent}")[0] == f"--against {percent!r} is not a percentage"


def test_what_is_missing_is_named(wps: Run) -> None:
    assert refused(wps, "show") == ("missing ID", "see wps show --help")
    assert refused(wps, "search") == ("missing QUERY", "see wps search --help")
    assert refused(wps, "meetings", "--limit")[0] == "option --limit needs a value"
    assert refused(wps, "meetings", "--json=yes")[0] == "option --json takes no value"
    assert refused(wps, "meetings", "Mali")[0] == "too many arguments"
    assert refused(wps, "challenges", "South", "Sudan")[1].startswith("put a name of several words in quotes")


@pytest.mark.parametrize("command", GROUP.commands)
def test_no_usage_error_is_boxed_or_in_the_words_of_a_library(
    wps: Run, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    error, hint = refused(wps, command, "--no-such-option")
    assert error == "unknown option '--no-such-option'"
    assert hint.endswith(f"see wps {command} --help")


@pytest.mark.parametrize("argument", ["\x1b[31mred\x07", "a\u202eb", "c\x9bd", "line\nbreak"])
@pytest.mark.parametrize(
    "args",
    [
        ["challenges"], ["show"], ["challenges", "--format"], ["challenges", "--fields"], ["challenges", "--limit"],
        ["meetings", "--since"], ["records", "--kind"], ["records", "--theme"], ["records", "--meeting"],
        ["recommendations", "--addressee"], ["staffing", "--against"], ["meetings", "--country"],
        ["meetings", "--data"], [],
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_an_error_echoes_holds_no_instruction(wps: Run, args: list[str], argument: str) -> None:
    outcome = wps(*args, argument)
    assert outcome.status in {2, 66}
    assert outcome.stdout == ""
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", outcome.stderr)
    assert len(outcome.stderr.splitlines()) == 2


def test_an_unknown_option_may_hold_an_escape_too(wps: Run) -> None:
    assert refused(wps, "challenges", "--\x1b[31m")[0] == r"unknown option '--\x1b[31m'"


def test_arguments_that_are_no_text_are_echoed_as_escapes() -> None:
    for args in (["challenges"], ["show"], ["meetings", "--data"], [], ["challenges", "--fields"]):
        outcome = installed(*args, b"a\xff")  # type: ignore[arg-type]
        assert outcome.status in {2, 66}
        assert r"\udcff" in outcome.stderr


@pytest.mark.parametrize("command", [*LISTS, *PAGES])
def test_help_tells_each_option_and_an_example(wps: Run, command: str) -> None:
    outcome = wps(command, "--help")
    assert (outcome.status, outcome.stderr) == (0, "")
    assert outcome == wps(command, "-h")
    assert f"Example: wps {command}" in outcome.stdout
    shown = [name for param in GROUP.commands[command].params for name in param.opts if name.startswith("--")]
    assert [name for name in shown if name not in outcome.stdout] == []
    assert outcome.stdout.isascii(), "a terminal of any encoding shows it"


def test_bare_wps_is_short_help_and_no_error(wps: Run) -> None:
    outcome = wps()
    assert (outcome.status, outcome.stderr) == (0, "")
    assert outcome.stdout == wps().stdout
    examples = [line.split("  ")[1].strip() for line in outcome.stdout.splitlines() if line.startswith("  wps ")]
    assert len(examples) == 2
    assert wps("challenges", "MINUSMA").status == 0
    assert wps("search", "gender parity").status == 0


def test_version_tells_the_program_and_the_data(wps: Run) -> None:
    outcome = wps("--version")
    assert outcome == Outcome(0, outcome.stdout, "")
    assert re.fullmatch(r"wps \d+\.\d+\.\d+, data of \d{4}-\d\d-\d\d\n", outcome.stdout)
