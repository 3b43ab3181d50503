"""A command line that is wrong: plain lines of ours, and the nearest right values."""

import re
from pathlib import Path

import pytest
import typer

from tests.commands import GROUP, LISTS, call, takes
from tests.conftest import SEVERAL, Outcome, Run, installed
from wps_cli.cli.parameters import PARAMETERS
from wps_cli.render import LIST_FORMATS


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


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("list", "wps meetings, wps missions or wps records"),
        ("FIND x", "wps search WORDS"),
        ("version", "wps --version"),
        ("mali", "wps brief mali"),
        ("south sudan", "wps brief south sudan"),
        ("South Sudan Mali", "wps brief South Sudan"),
        ("ivory coast --json", "wps brief ivory coast"),
    ],
)
def test_what_was_meant_by_another_tools_command_or_the_name_of_a_place_is_told(
    wps: Run, typed: str, meant: str
) -> None:
    first, *more = typed.split()
    error, hint = refused(wps, first, *more)
    assert error == f"unknown command {first!r}"
    assert hint == f"did you mean {meant}? see wps --help"


def test_a_data_file_that_cannot_be_read_hides_no_hint(wps: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WPS_DATA", "/nowhere")
    assert refused(wps, "chalenges")[1] == "did you mean challenges? see wps --help"


def test_an_unknown_option_names_the_nearest(wps: Run) -> None:
    error, hint = refused(wps, "challenges", "--limt", "3")
    assert error == "unknown option '--limt'"
    assert hint.startswith("did you mean --limit")
    assert hint.endswith("? see wps challenges --help")
    assert refused(wps, "--verson") == ("unknown option '--verson'", "did you mean --version? see wps --help")


@pytest.mark.parametrize(
    ("typed", "option", "hint"),
    [
        (["challenges", "-json"], "-json", "did you mean --json? see wps challenges --help"),
        (["search", "-women"], "-women", "see wps search --help"),
        (["challenges", "--kind", "all"], "--kind", "see wps challenges --help"),
        (["challenges", "--version"], "--version", "see wps challenges --help"),
    ],
)
def test_a_dash_too_few_and_an_option_in_another_place_are_understood(
    wps: Run, typed: list[str], option: str, hint: str
) -> None:
    assert refused(wps, *typed) == (f"unknown option {option!r}", hint)


def test_what_stands_behind_two_dashes_is_no_option(wps: Run) -> None:
    assert wps("search", "--json", "--", "-women") == wps("search", "--json", "women")
    assert wps("search", "--", "-json").status == 1


@pytest.mark.parametrize("option", ["-n", "-q", "-o", "-x", "--z"])
def test_nothing_is_guessed_from_one_letter(wps: Run, option: str) -> None:
    assert refused(wps, "challenges", option) == (f"unknown option {option!r}", "see wps challenges --help")


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
    assert error == "unknown option '--json'"
    assert hint == "options stand after the command; see wps --help"


def test_an_unknown_mission_names_the_nearest_codes_and_their_countries(wps: Run) -> None:
    error, hint = refused(wps, "challenges", "MINUSMO")
    assert error == "no mission or country in this file is called 'MINUSMO'"
    assert "MINUSMA (Mali)" in hint
    assert "MINUSCA (Central African Republic)" in hint
    for command in (["meetings", "--mission"], ["staffing"], ["search", "women", "--mission"], ["brief"], ["timeline"]):
        assert refused(wps, *command, "MINUSMO") == (error, hint)


@pytest.mark.parametrize("command", ["show", "cite"])
@pytest.mark.parametrize("id", ["x", "zz", "/"])
def test_no_id_is_guessed_from_fewer_than_three_letters(wps: Run, command: str, id: str) -> None:
    assert refused(wps, command, id)[1].startswith("valid: ")


def test_a_name_is_guessed_from_the_beginning_of_any_of_its_words_and_not_from_their_middle(wps: Run) -> None:
    assert refused(wps, "show", "share-of")[1] == "did you mean mali-2017/low-share-of-women?"
    assert refused(wps, "brief", "Mali", "--kind", "all")[1].startswith("valid: ")


@pytest.mark.parametrize("option", ["--speaker", "--theme", "--addressee", "--meeting"])
def test_a_hint_lists_no_more_names_than_one_reads(wps: Run, option: str) -> None:
    assert len(refused(wps, "records", option, "zzz")[1]) < 300


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
        (["read", "mali-2071"], "unknown meeting 'mali-2071'", "mali-2017"),
        (["records", "--speaker", "breefers"], "unknown speaker 'breefers'", "briefers"),
        (["meetings", "--format", "jsn"], "unknown format 'jsn'", "json"),
    ],
)
def test_an_unknown_value_names_its_nearest(wps: Run, args: list[str], error: str, nearest: str) -> None:
    said, hint = refused(wps, *args)
    assert said == error
    assert re.fullmatch(r"did you mean .*\?", hint)
    assert nearest in hint


def test_with_nothing_near_the_right_values_are_listed(wps: Run) -> None:
    assert refused(wps, "records", "--kind", "zzz")[1].startswith("valid: all, challenge, opportunity, ")
    assert refused(wps, "brief", "Mali", "--kind", "zzz")[1].startswith("valid: challenge, opportunity, ")
    assert refused(wps, "meetings", "--format", "zz")[1] == f"valid: {', '.join(LIST_FORMATS)}"
    assert "`wps missions` lists them all" in refused(wps, "challenges", "zzzzzz")[1]


def _fields(wps: Run, command: str) -> list[str]:
    """The fields of a list, as the command itself tells them."""
    error, hint = refused(wps, *call(command), "--fields", "-")
    assert error == "unknown field '-'"
    return hint.removeprefix("valid: ").split(", ")


@pytest.mark.parametrize("command", LISTS)
def test_an_unknown_field_names_the_nearest_and_the_valid_ones(wps: Run, command: str) -> None:
    valid = _fields(wps, command)
    longest = max(valid, key=len)
    error, hint = refused(wps, *call(command), "--fields", longest[:-2] + longest[-1])
    assert error == f"unknown field {longest[:-2] + longest[-1]!r}"
    assert hint.startswith(f"did you mean {longest}")
    assert hint.endswith(f"? valid: {', '.join(valid)}")


@pytest.mark.parametrize("command", LISTS)
def test_a_field_named_twice_is_refused(wps: Run, command: str) -> None:
    name = _fields(wps, command)[0]
    assert refused(wps, *call(command), "--fields", f"{name},{name.upper()}")[0] == f"field '{name}' is named twice"


@pytest.mark.parametrize("fields", ["id,", ",id", "id;kind", "id kind"])
def test_fields_are_names_between_commas(wps: Run, fields: str) -> None:
    assert refused(wps, "challenges", "--fields", fields)[0].startswith("unknown field ")


@pytest.mark.parametrize("limit", ["1_000", "３", "+3", "-0", "-1", "1.0", "1e3", " 3", "three", "0x3"])
@pytest.mark.parametrize("command", LISTS)
def test_a_limit_is_a_plain_whole_number(wps: Run, command: str, limit: str) -> None:
    error, hint = refused(wps, *call(command), f"--limit={limit}")
    assert error == f"invalid value for '--limit': {limit!r} is not a whole number, 0 or more"
    assert hint == f"see wps {command} --help"


@pytest.mark.parametrize("option", ["--since", "--until"])
@pytest.mark.parametrize("date", ["17", "2017-13", "2017-02-30", "2017-1-1", "２０１７", "2017-01-01T00", "0000"])
def test_a_date_is_a_year_month_or_day(wps: Run, option: str, date: str) -> None:
    told = f"invalid value for '{option}': {date!r} is not a year, month or day such as 2017, 2017-05 or 2017-05-04"
    assert refused(wps, "meetings", f"{option}={date}") == (told, "see wps meetings --help")


@pytest.mark.parametrize("percent", ["101", "-1", "1e1", "nan", "５", "٥", "1_0", "half"])
def test_a_target_is_a_percentage(wps: Run, percent: str) -> None:
    told = f"invalid value for '--against': {percent!r} is not a number from 0 to 100"
    assert refused(wps, "staffing", f"--against={percent}") == (told, "see wps staffing --help")


def _options(*, repeatable: bool) -> list[tuple[str, str]]:
    """Every command with each of its options that takes a value."""
    return [
        (name, param.opts[0])
        for name, command in GROUP.commands.items()
        for param in command.params
        if param.param_type_name == "option"
        and not param.is_flag
        and (repeatable or not isinstance(PARAMETERS[param.name][0], list))
    ]


@pytest.mark.parametrize(("command", "option"), _options(repeatable=True))
def test_an_empty_option_is_refused(wps: Run, command: str, option: str) -> None:
    for empty in ("", "  "):
        error, hint = refused(wps, *call(command), option, empty)
        assert re.fullmatch(rf"invalid value for '{option}'(?: / '-f')?: it is empty", error)
        assert hint == f"see wps {command} --help"


@pytest.mark.parametrize(("command", "option"), _options(repeatable=False))
def test_an_option_that_takes_one_value_is_refused_twice(wps: Run, command: str, option: str) -> None:
    known = {"--limit": "1", "--since": "2017", "--until": "2017", "--against": "40"}
    value = ("text" if command == "cite" else "json") if option == "--format" else known.get(option, "a")
    for typed in ([option, value, option, value], [f"{option}={value}", f"{option}={value}"]):
        error, hint = refused(wps, *call(command), *typed)
        assert re.fullmatch(rf"invalid value for '{option}'(?: / '-f')?: it is given twice", error)
        assert hint == f"see wps {command} --help"


@pytest.mark.parametrize(
    "args",
    [
        ["challenges", ""], ["staffing", "Mali", " "], ["brief", ""], ["show", ""], ["read", " "], ["cite", ""],
        ["search", ""], ["search", "women", ""], ["check", ""], ["help", ""],
    ],
    ids=" ".join,
)  # fmt: skip
def test_an_empty_argument_is_refused(wps: Run, args: list[str]) -> None:
    assert refused(wps, *args)[0].endswith(" is empty")


@pytest.mark.parametrize("command", [name for name in LISTS if name in takes("since")])
def test_a_range_that_ends_before_it_begins_is_refused(wps: Run, command: str) -> None:
    for since, until in (("2018", "2016"), ("2017-05-04", "2017-05-03"), ("2017-06", "2017-05-31")):
        assert refused(wps, *call(command), "--since", since, "--until", until) == (
            f"--since {since} is later than --until {until}", "swap the two",
        )  # fmt: skip
    for since, until in (("2017", "2017-05-04"), ("2017-05-04", "2017"), ("2017-05", "2017-05")):
        assert wps(*call(command), "--since", since, "--until", until).status in (0, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        ["--fields", "nope"], ["--limit", "x"], ["--since", "x"], ["--format", "x"], ["--kind", "x"],
        ["--json", "--format", "csv"], ["Mali", "--mission", "Mali"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_options_are_checked_before_anything_is_read(wps: Run, wrong: list[str]) -> None:
    refused(wps, "records", *wrong, "--data", "/nowhere")


@pytest.mark.parametrize("wrong", [["--kind", "nope"], ["--kind", "all"], ["-f", "csv"], ["--format", "nope"]])
def test_those_of_a_page_are_too(wps: Run, wrong: list[str]) -> None:
    refused(wps, "brief", "Mali", *wrong, "--data", "/nowhere")


def test_what_is_missing_or_too_much_is_named(wps: Run) -> None:
    assert refused(wps, "show") == ("missing argument 'ID'", "see wps show --help")
    assert refused(wps, "search") == ("missing argument 'WORDS'", "see wps search --help")
    assert refused(wps, "read") == ("missing argument 'MEETING'", "see wps read --help")
    assert refused(wps, "brief") == ("missing argument 'MISSION'", "see wps brief --help")
    assert refused(wps, "meetings", "--limit") == ("option '--limit' requires an argument", "see wps meetings --help")
    assert refused(wps, "meetings", "--json=yes") == (
        "option '--json' does not take a value", "see wps meetings --help",
    )  # fmt: skip
    many = re.compile(r"got unexpected extra arguments?(?:\(s\))? (.*)")  # from version to version
    assert many.sub(r"\1", refused(wps, "missions", "Mali")[0]) == "(Mali)"
    assert many.sub(r"\1", refused(wps, "show", "a", "b", "c")[0]) == "(b c)"


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
        ["recommendations", "--addressee"], ["records", "--speaker"], ["staffing", "--against"],
        ["meetings", "--country"], ["meetings", "--data"], ["read"], ["cite"], ["help"], ["missions"], [],
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


@pytest.mark.parametrize("command", GROUP.commands)
def test_help_tells_each_option_and_an_example(wps: Run, command: str) -> None:
    outcome = wps(command, "--help")
    assert (outcome.status, outcome.stderr) == (0, "")
    assert outcome == wps(command, "-h") == wps("help", command)
    assert f"Example: wps {command}" in outcome.stdout
    shown = [name for param in GROUP.commands[command].params for name in param.opts if name.startswith("--")]
    assert [name for name in shown if name not in outcome.stdout] == []
    assert outcome.stdout.isascii(), "a terminal of any encoding shows it"


def test_help_alone_is_that_of_the_program_and_of_an_unknown_command_an_error(wps: Run) -> None:
    assert wps("help") == wps("--help")
    assert refused(wps, "help", "breef") == ("unknown command 'breef'", "did you mean brief? see wps --help")


@pytest.mark.parametrize("columns", [80, 60, 40, 20])
def test_no_description_of_a_command_is_cut_off(wps: Run, columns: int) -> None:
    commands = wps("--help", columns=columns).stdout.partition("Commands:")[2]
    for name, command in GROUP.commands.items():
        assert f"{name} {command.help}" in " ".join(commands.split())


def test_help_ends_with_the_exit_statuses(wps: Run) -> None:
    told = wps("--help", columns=100).stdout.splitlines()[-1]
    assert told.split(": ")[0].strip() == "Exit status"
    assert re.findall(r"\d+", told) == ["0", "1", "2", "65", "66", "74"]


@pytest.mark.parametrize(
    "line",
    [
        "--help",
        "brief --help",
        "schema",
    ],
)
def test_help_and_schema_keep_their_descriptions_where_python_drops_docstrings(line: str) -> None:
    assert installed(*line.split(), env={"PYTHONOPTIMIZE": "2"}) == installed(*line.split())


def test_bare_wps_is_the_help_and_no_error(wps: Run) -> None:
    outcome = wps()
    assert (outcome.status, outcome.stderr) == (0, "")
    assert outcome == wps("--help")
    examples = re.findall("`(wps .*?)`", outcome.stdout)
    assert examples == ["wps brief MINUSMA", "wps search gender parity"]
    for example in examples:
        assert wps(*example.split()[1:]).status == 0


def test_version_tells_the_program_and_the_data(wps: Run) -> None:
    outcome = wps("--version")
    assert outcome == wps("-V") == Outcome(0, outcome.stdout, "")
    assert re.fullmatch(r"wps \d+\.\d+\.\d+, data of \d{4}-\d\d-\d\d\n", outcome.stdout)


def test_version_is_told_whatever_the_state_of_the_data(
    wps: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = wps("--version").stdout.partition(",")[0]
    broken = tmp_path / "broken.toml"
    broken.write_text("x")
    for path, told in [
        (SEVERAL, "data of 2020-01-01"),
        (broken, f"data not read: {broken}:1: not valid TOML"),
        (tmp_path, f"data not read from {tmp_path}"),
        (tmp_path / "none", f"data not read from {tmp_path / 'none'}"),
        ("-", "data not read from -"),
    ]:
        monkeypatch.setenv("WPS_DATA", str(path))
        outcome = wps("--version")
        assert (outcome.status, outcome.stderr) == (0, "")
        assert outcome.stdout.startswith(f"{program}, {told}")
