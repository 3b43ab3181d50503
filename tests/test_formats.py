"""The six formats: what each holds, and that they hold the same."""

import csv
import datetime
import io
import json
import re
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from tests.commands import LISTS, PAGES, call
from tests.conftest import HOSTILE, SEVERAL, Outcome, Run, installed
from wps_cli.render import LIST_FORMATS, MACHINE_FORMATS, PAGE_FORMATS, screen  # noqa: F401 (screen, so that it can be taken away)
from wps_cli.render.plain import cell_text, json_document
from wps_cli.text import has_unsafe, visible

Table = list[list[str]]
"""A heading and rows, as cells of text."""


def cell(value: Any) -> str:
    """A JSON value as the other formats are to show it."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case list():
            return "; ".join(map(cell, value))
        case dict():
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        case _:
            return str(value)


def flat(key: str, value: Any) -> Any:
    """What stands in one cell for a list of objects or pairs."""
    match key:
        case "participants":
            return [one["who"] for one in value]
        case "signatories":
            return [one["name"] for one in value]
        case "matches":
            return value and [f"{start}-{end}" for start, end in value]
        case _:
            return value


def flattened(one: dict[str, Any]) -> dict[str, Any]:
    """An object as a line of CSV or TSV: the keys of what it holds take part in its own."""
    columns: dict[str, Any] = {}
    for key, value in one.items():
        parts = value if isinstance(value, dict) else {"": value}
        columns |= {f"{key}_{part}".rstrip("_"): flat(part or key, inner) for part, inner in parts.items()}
    return columns


def from_objects(objects: list[dict[str, Any]]) -> Table:
    lines = list(map(flattened, objects))
    return [list(lines[0]), *([cell(value) for value in one.values()] for one in lines)]


def for_people(objects: list[dict[str, Any]], keys: list[str]) -> Table:
    """The cells of a table with these columns, heading aside."""
    return [[cell(flat(key, one[key])) for key in keys] for one in objects]


def from_csv(text: str) -> Table:
    rows = list(csv.reader(io.StringIO(text)))
    return [[re.sub(r"^'(?=[=+@-].)", "", value) for value in row] for row in rows]


def from_tsv(text: str) -> Table:
    return [[re.sub(r"^'(?=[=+@-].)", "", value) for value in line.split("\t")] for line in text.splitlines()]


def from_markdown(text: str) -> Table:
    rows = [re.split(r" (?<!\\)\| ", line.removeprefix("| ").removesuffix(" |")) for line in text.splitlines()]
    del rows[1]
    return [[re.sub(r"\\([^a-z0-9\s])", r"\1", value.strip("`")) for value in row] for row in rows]


def from_plain(text: str) -> Table:
    """What stands between runs of spaces: a pipe's table has no borders, hence no empty cells."""
    return [re.split(r" {2,}", line.strip()) for line in text.splitlines()]


def pieces(table: Table) -> Table:
    return [[piece for value in row for piece in re.split(r" {2,}", value) if piece] for row in table]


READERS: dict[str, Callable[[str], Table]] = {
    "json": lambda text: from_objects(json.loads(text)),
    "jsonl": lambda text: from_objects([json.loads(line) for line in text.splitlines()]),
    "csv": from_csv,
    "tsv": from_tsv,
    "markdown": from_markdown,
    "table": from_plain,
}


def test_every_command_has_a_reader_for_every_format() -> None:
    assert set(READERS) == {*LIST_FORMATS, *PAGE_FORMATS}
    assert {"meetings", "missions", "challenges", "recommendations", "records", "staffing", "figures"} <= set(LISTS)
    assert {"search", "timeline"} <= set(LISTS)
    assert {"show", "brief", "read"} <= set(PAGES)


@pytest.mark.parametrize("command", LISTS)
def test_all_formats_of_a_list_agree_cell_for_cell(wps: Run, command: str) -> None:
    def read(format: str, *options: str) -> Table:
        outcome = wps(*call(command), "--format", format, *options)
        assert (outcome.status, outcome.stderr) == (0, "")
        return READERS[format](outcome.stdout)

    everything = read("json")
    assert len(everything) > 1
    assert all(read(format) == everything for format in MACHINE_FORMATS)
    assert read("table") == pieces(read("markdown"))

    objects = json.loads(wps(*call(command), "--json").stdout)
    keys = list(reversed(objects[0]))
    fields = ("--fields", ",".join(keys))
    chosen = from_objects([{key: one[key] for key in keys} for one in objects])
    assert all(read(format, *fields) == chosen for format in MACHINE_FORMATS)
    assert read("markdown", *fields)[1:] == for_people(objects, keys)
    assert read("table", *fields)[1:] == pieces(for_people(objects, keys))


@pytest.mark.parametrize("command", LISTS)
def test_a_list_caps_its_rows_and_says_so_on_stderr(wps: Run, command: str) -> None:
    everything = json.loads(wps(*call(command), "--json").stdout)
    capped = wps(*call(command), "--json", "--limit", "1")
    assert json.loads(capped.stdout) == everything[:1]
    assert capped.stderr == f"wps: note: 1 of {len(everything)} rows shown (--limit 1)\n"
    assert wps(*call(command), "--json", "--limit", str(len(everything))).stderr == ""


@pytest.mark.parametrize("command", LISTS)
def test_no_rows_are_an_empty_array_and_a_header_row(wps: Run, command: str) -> None:
    none = [*call(command), "--limit", "0"]
    keys = flattened(json.loads(wps(*call(command), "--json").stdout)[0])
    assert wps(*none, "--json").stdout == "[]\n"
    assert wps(*none, "--format", "jsonl").stdout == ""
    assert wps(*none, "--format", "csv").stdout == ",".join(f'"{key}"' for key in keys) + "\n"
    assert wps(*none, "--format", "tsv").stdout == "\t".join(keys) + "\n"


@pytest.mark.parametrize("command", [*LISTS, *PAGES])
def test_json_is_the_same_as_format_json_and_contradicts_any_other(wps: Run, command: str) -> None:
    both = wps(*call(command), "--json", "--format", "json")
    assert both == wps(*call(command), "--json") == wps(*call(command), "-f", "json")
    assert both.status == 0
    refused = wps(*call(command), "--json", "--format", "markdown")
    assert refused == Outcome(2, "", "wps: error: --json contradicts --format markdown\nhint: give one of the two\n")


@pytest.mark.parametrize("command", PAGES)
@pytest.mark.parametrize("format", [one for one in LIST_FORMATS if one not in PAGE_FORMATS])
def test_a_page_refuses_the_formats_that_cannot_hold_one(wps: Run, command: str, format: str) -> None:
    refused = wps(*call(command), "--format", format)
    hint = "did you mean json?" if format == "jsonl" else f"valid: {', '.join(PAGE_FORMATS)}"
    assert refused == Outcome(2, "", f"wps: error: unknown format {format!r}\nhint: {hint}\n")


@pytest.mark.parametrize("command", PAGES)
def test_a_page_is_one_json_object_or_a_titled_text(wps: Run, command: str) -> None:
    assert isinstance(json.loads(wps(*call(command), "--json").stdout), dict)
    title = wps(*call(command)).stdout.splitlines()[0]
    assert re.sub(r"\\", "", wps(*call(command), "-f", "markdown").stdout).startswith(f"# {title}\n")


@pytest.mark.parametrize("command", [*LISTS, *PAGES])
def test_lines_end_with_a_line_feed_alone(wps: Run, command: str) -> None:
    for format in ("csv", "tsv") if command in LISTS else ("table", "markdown"):
        text = wps(*call(command), "--format", format).stdout
        assert "\r" not in text
        assert text.endswith("\n")


@pytest.mark.parametrize("command", LISTS)
def test_csv_quotes_text_lists_and_dates_and_leaves_numbers_booleans_and_null_bare(wps: Run, command: str) -> None:
    heading, *lines = wps(*call(command), "--format", "csv").stdout.splitlines()
    objects = [flattened(one) for one in json.loads(wps(*call(command), "--json").stdout)]
    keys = heading.strip('"').split('","')
    assert keys == list(objects[0])
    for line, one in zip(lines, objects, strict=True):
        cells = re.findall(r'("(?:[^"]|"")*"|[^",]*)(?:,|$)', line)[: len(keys)]
        for key, written in zip(keys, cells, strict=True):
            assert written.startswith('"') != (one[key] is None or isinstance(one[key], bool | int | float)), key


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_separator_splits_a_cell_of_csv(wps: Run, separator: str) -> None:
    text = wps("records", "--fields", "missions,themes,quote", "--format", "csv").stdout
    rows = list(csv.reader(io.StringIO(text.replace('","', f'"{separator}"')), delimiter=separator))
    assert {len(row) for row in rows} == {3}
    assert any("; " in row[1] for row in rows)


def test_tsv_quotes_nothing_and_escapes_what_would_split_a_cell(wps: Run) -> None:
    data = SEVERAL.read_text(encoding="utf-8").replace(
        'summary = "First challenge"', r'summary = "a \"b\" \\t c\td\ne \\ f"'
    )
    text = wps("challenges", "--data", "-", "-f", "tsv", "--fields", "summary,id", stdin=data.encode()).stdout
    assert text.splitlines()[-1] == r'a "b" \\t c\td\ne \\ f' + "\ta-2018/one"
    assert [len(line.split("\t")) for line in text.splitlines()] == [2] * 10


def test_counts_letters_and_lists_of_objects_have_columns_of_their_own(wps: Run) -> None:
    data = ("--data", str(SEVERAL))
    heading, line, *_ = from_csv(wps("meetings", *data, "--fields", "counts,participants,letter", "-f", "csv").stdout)
    shown = dict(zip(heading, line, strict=True))
    assert list(shown)[:3] == ["counts_challenge", "counts_challenge_inferred", "counts_opportunity"]
    assert list(shown)[-3:] == ["letter_language", "letter_signatories", "letter_file"]
    assert shown["counts_challenge"] == "3"
    assert shown["counts_challenge_inferred"] == "2"
    assert shown["letter_organ"] == "Test Council"
    assert shown["letter_signatories"] == "A Signatory; Another Signatory"
    assert shown["participants"].startswith("members; Deputy Special Representative")
    hits = wps("search", "plan", "--in", "all", *data, "--fields", "matches", "-f", "tsv").stdout.splitlines()
    assert hits[0] == "matches"
    assert all(re.fullmatch(r"\d+-\d+(; \d+-\d+)*", one) for one in hits[1:])


@pytest.mark.parametrize(("alias", "format"), [("md", "markdown"), ("ndjson", "jsonl"), ("MD", "markdown")])
def test_formats_go_by_their_other_names(wps: Run, alias: str, format: str) -> None:
    assert wps("challenges", "-f", alias) == wps("challenges", "--format", format)


def test_keys_are_snake_case_dates_iso_and_percentages_numbers(wps: Run) -> None:
    for command in LISTS:
        for one in json.loads(wps(*call(command), "--json").stdout):
            assert all(re.fullmatch("[a-z_]+", key) for key in one), command
            if "date" in one:
                datetime.date.fromisoformat(one["date"])
    shares = json.loads(wps("staffing", "--json").stdout)
    assert all(
        isinstance(one["percent"], int | float) and one["bound"] in {"=", "<", ">", "<=", ">=", "~"} for one in shares
    )


def test_fields_pick_and_order_the_columns(wps: Run) -> None:
    outcome = wps("challenges", "--data", str(SEVERAL), "--fields", " summary , id", "--limit", "1", "--format", "csv")
    assert outcome.stdout == '"summary","id"\n"Fighting went on in most of Deland","deland-2020/fighting"\n'


def test_lists_are_joined_by_semicolons(wps: Run) -> None:
    outcome = wps("meetings", "BETA", "--data", str(SEVERAL), "--fields", "missions", "--format", "csv")
    assert outcome.stdout == '"missions"\n"ALPHA; BETA; GAMMA"\n'


@pytest.mark.parametrize("format", ["csv", "tsv"])
def test_an_apostrophe_stands_before_what_a_spreadsheet_would_run(wps: Run, format: str) -> None:
    rows = wps("challenges", "--data", str(HOSTILE), "--fields", "quote", "--format", format).stdout.splitlines()
    starts = [row.lstrip('"')[:2] for row in rows[1:]]
    assert starts[:4] == ["'=", "'+", "'-", "'@"]
    bounds = wps("staffing", "--data", str(HOSTILE), "--fields", "bound,gap", "--format", format).stdout
    assert bounds.splitlines()[1:] == [{"csv": '"=",-20', "tsv": "=\t-20"}[format]]


@pytest.mark.parametrize("format", ["table", "markdown", "csv", "tsv"])
@pytest.mark.parametrize("columns", [None, 120, 40])
def test_no_control_or_bidirectional_character_leaves_the_data(wps: Run, format: str, columns: int | None) -> None:
    for command in ("challenges", "meetings", "missions"):
        text = wps(command, "--data", str(HOSTILE), "--format", format, columns=columns).stdout
        shown = re.sub(r"\x1b\[[0-9;]*m", "", text) if columns and format == "table" else text
        shown = shown.replace("\t", "") if format == "tsv" else shown
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", shown)
    for escape in (r"\x1b[31m", r"\x07", r"\u202e", r"\n", r"\x9b", r"\u2028"):
        assert escape in wps("challenges", "--data", str(HOSTILE), "--format", "csv").stdout


def test_json_escapes_what_a_terminal_would_obey_and_keeps_letters(wps: Run) -> None:
    for format in ("json", "jsonl"):
        text = wps("challenges", "--data", str(HOSTILE), "--format", format).stdout
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]", text)
        assert all(escape in text for escape in (r"\u001b[31m", r"\u202e", r"\u009b", r"\u2028", r"\n", "Côte"))
    quotes = [one["quote"] for one in json.loads(wps("challenges", "--data", str(HOSTILE), "--json").stdout)]
    assert "a \x1b[31mred\x1b[0m, bell \x07, turn \u202e, line\nbreak, CSI \x9b, line separator \u2028" in quotes


@pytest.mark.parametrize("columns", [None, 120, 40])
def test_rich_markup_in_data_is_text(wps: Run, columns: int | None) -> None:
    markup = "[sic] [/b] [bold]not bold[/bold] :warning: [link=x]y[/link]"
    text = wps("challenges", "--data", str(HOSTILE), columns=columns).stdout
    assert markup in re.sub(r"\x1b\[[0-9;]*m", "", text).replace("\n", " ") or columns == 40
    assert "[/b]" in text
    assert ":warning:" in text
    page = wps("show", "h-2020/markup", "--data", str(HOSTILE), columns=120).stdout
    assert "[sic] [/b]" in page
    assert ":warning:" in page


def test_markdown_shows_the_text_as_it_is(wps: Run) -> None:
    text = wps("challenges", "--data", str(HOSTILE), "--format", "markdown").stdout
    assert r"\[sic\] \[/b\]" in text
    assert r"a \| pipe, \*stars\*, \<tag\>, \`code\`" in text


def test_a_nested_value_is_compact_json_in_a_cell() -> None:
    assert cell_text({"a": [1, None], "é": datetime.date(2020, 1, 2)}) == '{"a":[1,null],"é":"2020-01-02"}'


def test_json_text_escapes_what_json_itself_lets_pass() -> None:
    assert json_document({"a": "\x7f\u2066é\u200b\U000e0041"}) == (
        '{\n  "a": "\\u007f\\u2066é\\u200b\\udb40\\udc41"\n}\n'
    )


def test_whatever_nobody_sees_is_told_but_for_the_soft_hyphen_which_letters_may_have() -> None:
    printed = {"\u00ad", *map(chr, (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2))}
    for char in set(map(chr, range(0x10000))) - printed:
        if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") or char in "\u115f\u1160\u3164\uffa0":
            assert has_unsafe(char), hex(ord(char))
        elif char.isalnum():
            assert visible(char) == char


@pytest.mark.parametrize(
    "environment",
    [
        {"NO_COLOR": "1"},
        {"FORCE_COLOR": "1"},
        {"COLUMNS": "20"},
        {"TERM": "dumb"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=lambda environment: "-".join(f"{name}={value}" for name, value in environment.items()),
)
def test_json_is_the_same_bytes_in_every_environment(wps: Run, environment: dict[str, str]) -> None:
    assert installed("missions", "--json", env=environment) == wps("missions", "--json")


def test_machine_formats_never_pass_through_rich(wps: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("wps_cli.render.screen.shown")
    monkeypatch.setenv("FORCE_COLOR", "1")
    for format in (*MACHINE_FORMATS, "markdown"):
        outcome = wps("challenges", "--format", format, columns=80)
        assert outcome.status == 0
        assert "\x1b" not in outcome.stdout
