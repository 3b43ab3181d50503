"""`wps check`: each mistake is told once, on its line; what is severe stops every answer, what is likely is a note."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CHECKED, SEVERAL, SHIPPED, Outcome, Run
from tests.mistakes import LANGUAGE, MISTAKES, NOTES, SUMMARY, SYNTAX, TEXT, Mistake, edited, line_of, planted

UNPROVED = "paragraphs against the letters: none (--sources DIR)"


def _cases(mistakes: Sequence[Mistake]) -> list[Any]:
    """Each mistake as a case under its claim; those that are not told so yet must fail until they are."""
    return [pytest.param(one, id=one.claim) for one in mistakes]


def _checked(wps: Run, path: Path, text: str) -> Outcome:
    path.write_bytes(text.encode())
    return wps("check", str(path))


def _proved(outcome: Outcome) -> bool:
    """Whether stderr has nothing but what was proved."""
    return (
        re.fullmatch(r"wps: note: rows proved against their paragraphs: (\d+) of \1; .*: none .*\n", outcome.stderr)
        is not None
    )


@pytest.mark.parametrize("mistake", _cases(MISTAKES))
def test_each_mistake_is_told_once_on_its_line_and_a_severe_one_stops_every_answer(
    mistake: Mistake, wps: Run, tmp_path: Path
) -> None:
    path = tmp_path / "meetings.toml"
    told = planted(mistake, path)
    checked = wps("check", str(path))
    assert (checked.status, checked.stdout) == (1, f"{told}\n")
    assert re.search(r"wps: note: rows proved against their paragraphs: \d+ of \d+; .*: none .*\n\Z", checked.stderr)
    for command in (["records", "--kind", "all"], ["brief", "Aland", "--all"]):
        answered = wps(*command, "--data", str(path))
        if mistake.severe:
            hint = f"hint: `wps check {path}` lists these and lesser problems\n"
            assert answered == Outcome(65, "", f"wps: error: {told}\n{hint}")
        else:
            assert (answered.status, answered.stderr) == (0, "")


@pytest.mark.parametrize(
    "claim", ["a number in quotes", "yes in quotes for true", "a percentage that the quote does not print"]
)
def test_what_is_told_as_a_fault_is_not_told_again_as_a_note(claim: str, wps: Run, tmp_path: Path) -> None:
    planted(next(one for one in MISTAKES if one.claim == claim), tmp_path / "meetings.toml")
    assert wps("check", str(tmp_path / "meetings.toml")).stderr.count("\n") == 1


@pytest.mark.parametrize("mistake", _cases(SYNTAX))
def test_a_file_that_is_not_toml_is_told_with_its_line_and_never_read(
    mistake: Mistake, wps: Run, tmp_path: Path
) -> None:
    path = tmp_path / "meetings.toml"
    told = planted(mistake, path)
    assert wps("check", str(path)) == Outcome(1, f"{told}\n", "")
    assert wps("meetings", "--data", str(path)) == Outcome(65, "", f"wps: error: {told}\n")


@pytest.mark.parametrize("slip", _cases(NOTES))
def test_what_is_only_likely_a_slip_is_a_note(slip: Mistake, wps: Run, tmp_path: Path) -> None:
    path = tmp_path / "meetings.toml"
    told = planted(slip, path)
    noted = wps("check", str(path))
    assert noted == Outcome(0, "", noted.stderr)
    first, proved = noted.stderr.splitlines()
    assert first == f"wps: note: {told}"
    assert proved.endswith(UNPROVED)


@pytest.mark.parametrize("path", [CHECKED, SEVERAL, SHIPPED], ids=lambda path: path.stem)
def test_a_sound_file_is_told_to_be_proved_and_nothing_else(path: Path, wps: Run) -> None:
    checked = wps("check", str(path))
    assert (checked.status, checked.stdout) == (0, "")
    assert _proved(checked), checked.stderr


def test_all_mistakes_are_told_at_once_in_the_order_of_the_lines(wps: Run, tmp_path: Path) -> None:
    path = tmp_path / "meetings.toml"
    text = edited(
        (SUMMARY, SUMMARY.replace("summary", "sumary")), ("percent = 19", "percent = 119"), ('["security"]', '["A B"]')
    )
    lines = [line_of(text, len(text), start) for start in ("sumary = ", 'themes = ["A B"]', "percent = 119")]
    assert _checked(wps, path, text).stdout.splitlines() == [
        f"{path}:{lines[0]}: unknown key sumary; did you mean summary?",
        f"{path}:{lines[1]}: themes A B is not one word; write lower-case words joined by hyphens",
        f"{path}:{lines[2]}: percent is 119; write a number without quotes, 0 to 100",
    ]


def test_a_syntax_error_is_told_alone(wps: Run, tmp_path: Path) -> None:
    path = tmp_path / "meetings.toml"
    text = edited((SUMMARY, SUMMARY.replace("summary", "sumary")), ("percent = 19", "percent 19"))
    assert _checked(wps, path, text) == Outcome(
        1,
        f"{path}:{line_of(text, 0, 'percent 19')}: not valid TOML: there is no = after the key; write key = value\n",
        "",
    )


@pytest.mark.parametrize("start", ["\ufeff", ""])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_are_right_with_any_line_ending_and_a_byte_order_mark(
    start: str, end: str, wps: Run, tmp_path: Path
) -> None:
    path = tmp_path / "meetings.toml"
    text = edited(("percent = 19", "percent = 119"))
    outcome = _checked(wps, path, start + text.replace("\n", end))
    assert outcome.stdout == (
        f"{path}:{line_of(text, 0, 'percent = 119')}: percent is 119; write a number without quotes, 0 to 100\n"
    )


HARD_TO_COUNT = r'''# A comment with a "quote, a [bracket and """three quotes
version = 2020-01-01 # and behind a value: [
missions = [ # a list in the middle of which stand
  # a comment, with ]
  { code = "A", name = """
a name [
over "several" lines \""" ]
""", countries = ["]", '[', "\"]"] },
]

[glossary]
'a.b' = ["""a name"""]
"c d" = ['''  # the triple-quoted literal of the text comes below
HARD_TO_COUNT += """'''a
name''']

[[meetings]]
id = "m"
title = ''''quoted' ]''''
date = 2020-01-01
kind = "country"
missions = ["A"]
co_chairs = []
participants = []
letter.organ = "o"
letter.title = "t"
letter.date = 2020-01-02
letter . "distributed" = 2020-01-03
letter.language = "English"
letter.file = "f"
letter.signatories = [
  { name = "n" },
]

  [[meetings.paragraphs]]
  text = "q [[meetings.paragraphs]]"

  [[meetings.paragraphs.records]]
  id = "m/1"
  kind = "observation"
  summary = "s"
  quote = 2.5

[[meetings.paragraphs.records]]
"""


def test_lines_are_right_among_comments_nested_tables_and_texts_over_lines(wps: Run, tmp_path: Path) -> None:
    path = tmp_path / "hard.toml"
    told = [
        line.removeprefix(f"{path}:").split(": ", 1) for line in _checked(wps, path, HARD_TO_COUNT).stdout.splitlines()
    ]
    begins = {
        "name has a line break": '  { code = "A", name = """',
        "a.b leads nowhere: no letter says it": "'a.b' = ",
        "short form has a line break": '"c d" = ',
        "c d leads nowhere: no letter says it": '"c d" = ',
        "missing key title": "  { name = ",
        "quote is 2.5": "  quote = 2.5",
        "missing key id": "[[meetings.paragraphs.records]]",
        "missing key kind": "[[meetings.paragraphs.records]]",
        "missing key summary": "[[meetings.paragraphs.records]]",
        "missing key quote": "[[meetings.paragraphs.records]]",
    }
    assert {says.split(";")[0]: int(line) for line, says in told} == {
        words: line_of(HARD_TO_COUNT, 0, start) for words, start in begins.items()
    }
    assert len(told) == len(begins)
    assert [int(line) for line, _ in told] == sorted(int(line) for line, _ in told)


def test_a_key_missing_from_a_dotted_table_is_told_where_the_table_begins(wps: Run, tmp_path: Path) -> None:
    text = HARD_TO_COUNT.replace('letter.file = "f"\n', "")
    outcome = _checked(wps, tmp_path / "hard.toml", text)
    assert f":{line_of(text, 0, 'letter.organ')}: missing key file;" in outcome.stdout


STRANGE = ["[]", "{}", "1979-05-27T07:32:00Z", "07:32:00", "nan", "-inf", "true", '""', "[[], [1]]", '{ a = "b" }']


@pytest.mark.parametrize("value", STRANGE)
def test_a_value_of_any_sort_in_every_key_is_told_and_never_a_bug(value: str, wps: Run, tmp_path: Path) -> None:
    path = tmp_path / "strange.toml"
    text = re.sub(r'^(\w+) = (?!"""|\[\n).+$', rf"\1 = {value}", TEXT, flags=re.MULTILINE)
    checked = _checked(wps, path, text)
    assert (checked.status, "a bug" in checked.stderr) == (1, False)
    assert wps("meetings", "--data", str(path)).status == 65


def _small(paragraph: str) -> str:
    """The sound file's missions and first meeting with this paragraph alone."""
    head = TEXT[: TEXT.index("[glossary]")]
    return head + TEXT[TEXT.index("[[meetings]]") : TEXT.index("[[meetings.paragraphs]]")] + paragraph


def _figure(value: float, bound: str, quote: str, lead: str = "") -> str:
    words = f'lead = "{lead}"\nquote = "{quote}"' if lead else f'quote = "{quote}"'
    row = f'id = "aland-2019/one"\nvalue = {value}\nunit = "then"\nwhat = "w"\nbound = "{bound}"\n{words}\n'
    text = f"It was {lead} {quote} then".replace("  ", " ")
    return _small(f'[[meetings.paragraphs]]\ntext = "{text}"\n[[meetings.paragraphs.figures]]\n{row}')


@pytest.mark.parametrize(
    ("value", "bound", "quote"),
    [
        (37, "=", "Thirty-seven per cent of survivors"),
        (20, "~", "about twenty women"),
        (29, "~", "approximately 29 per cent"),
        (1, "=", "la Plateforme's one-year plan"),
        (1, "<=", "only up to US$ 1 million"),
        (1000000, "=", "$1 million"),
        (200, "=", "two hundred women"),
        (1500, "=", "1,500 women"),
        (2.5, ">", "more than 2.5 per cent"),
        (30, "<=", "no more than 30 per cent"),
        (30, ">=", "30 per cent or more"),
        (30, "<=", "30 or fewer"),
        (30, "~", "30 per cent or so"),
        (6, "=", "over six months"),
        (400, ">", "over 400 women"),
        (30, "<", "30 women of whom fewer than 30 served"),
    ],
)
def test_a_number_may_be_printed_in_digits_or_words_with_its_bound(
    value: float, bound: str, quote: str, wps: Run, tmp_path: Path
) -> None:
    assert _checked(wps, tmp_path / "figure.toml", _figure(value, bound, quote)).stdout == ""


@pytest.mark.parametrize(("value", "quote"), [(5, "twenty-five"), (20, "twenty-five"), (40, "400"), (2, "2.5")])
def test_part_of_a_number_is_not_the_number(value: int, quote: str, wps: Run, tmp_path: Path) -> None:
    outcome = _checked(wps, tmp_path / "figure.toml", _figure(value, "=", quote))
    assert f"the quote does not print {value}; mend the number" in outcome.stdout


def test_words_at_the_end_of_the_lead_state_the_bound(wps: Run, tmp_path: Path) -> None:
    outcome = _checked(wps, tmp_path / "figure.toml", _figure(7, "=", "7", "less than"))
    assert outcome.stdout.endswith('bound = contradicts the quote, which says less than; write "<"\n')


LISTED = """
[[meetings.paragraphs]]
text = "Challenges named by the briefers included:"

[[meetings.paragraphs]]
text = "Roads that were closed;"

[[meetings.paragraphs]]
text = "Courts that were weak. All agreed."

[[meetings.paragraphs.records]]
id = "aland-2019/courts"
kind = "challenge"
summary = "Aland had poor judges"
lead = "Challenges named by the briefers included:"
quote = "Courts that were weak."

[[meetings.paragraphs]]
text = "Recommendations were:"

[[meetings.paragraphs]]
label = "(a)"
text = "The Security Council should:"

[[meetings.paragraphs]]
label = "(a)(i)"
text = "Request ALPHA to:"

[[meetings.paragraphs]]
label = "(a)(i)a."
text = "Report on attacks."

[[meetings.paragraphs.records]]
id = "aland-2019/report"
kind = "recommendation"
summary = "ALPHA to be asked for news of fighting"
addressee = "Security Council"
lead = "The Security Council should: Request ALPHA to:"
quote = "Report on attacks"
"""


def test_what_ends_with_a_colon_leads_the_bare_bullets_below_it_and_a_lead_runs_through_the_texts_above(
    wps: Run, tmp_path: Path
) -> None:
    checked = _checked(wps, tmp_path / "leads.toml", _small(LISTED))
    assert (checked.status, checked.stdout) == (0, "")
    assert "has no word for" not in checked.stderr
    unled = re.sub('lead = "Challenges.*\n', "", LISTED)
    assert "has no word for challenge" in _checked(wps, tmp_path / "leads.toml", _small(unled)).stderr
    turned = LISTED.replace("should: Request ALPHA to:", "Request ALPHA to: should:")
    assert "lead is not in what introduces" in _checked(wps, tmp_path / "leads.toml", _small(turned)).stdout


def _share(percent: float, bound: str, quote: str) -> str:
    words = f'mission = "ALPHA"\ncategory = "police"\nid = "aland-2019/one"\nquote = "{quote}"\nbound = "{bound}"'
    row = f"[[meetings.paragraphs.staffing]]\npercent = {percent}\n{words}\n"
    return _small(f'[[meetings.paragraphs]]\ntext = "Women were {quote}."\n{row}')


@pytest.mark.parametrize("bound", ["=", ">=", "<=", "~"])
@pytest.mark.parametrize(
    ("percent", "quote"),
    [
        (8, "8 or 9 per cent of police"),
        (14, "14 of 62 police"),
        (62, "14 of the 62 police"),
    ],
)
def test_a_share_told_by_two_numbers_is_two_figures_whatever_its_bound(
    percent: int, bound: str, quote: str, wps: Run, tmp_path: Path
) -> None:
    told = _checked(wps, tmp_path / "share.toml", _share(percent, bound, quote)).stdout
    assert told.count("\n") == 1
    assert told.endswith(": the quote prints two numbers for one; record them as two figures\n")
    for value in re.findall(r"\d+", quote):
        figure = _figure(int(value), "=", quote).replace('unit = "then"', 'unit = "police"')
        assert _checked(wps, tmp_path / "share.toml", figure).status == 0


@pytest.mark.parametrize("quote", ["between 8 and 9 per cent of police", "8 to 9% of police", "from 8 to 9% of police"])
def test_the_two_ends_of_a_range_are_two_shares_with_their_bounds(quote: str, wps: Run, tmp_path: Path) -> None:
    for percent, right in ((8, ">="), (9, "<=")):
        for bound in ("=", ">=", "<=", "~"):
            told = _checked(wps, tmp_path / "share.toml", _share(percent, bound, quote)).stdout
            assert (f'write "{right}"' in told) == (bound != right)
            assert told.count("\n") == (bound != right)


def test_a_year_is_no_end_of_a_range(wps: Run, tmp_path: Path) -> None:
    quote = "calls went from 1,130 in 2030 to 2,415 in 2031"
    for value in (1130, 2415):
        figure = _figure(value, "=", quote).replace('unit = "then"', 'unit = "calls"')
        assert _checked(wps, tmp_path / "figure.toml", figure).stdout == ""


@pytest.mark.parametrize("fraction", ["two-thirds", "half", "a quarter"])
def test_a_fraction_is_left_to_a_record(fraction: str, wps: Run, tmp_path: Path) -> None:
    told = _checked(wps, tmp_path / "share.toml", _share(50, "=", f"{fraction} of the police")).stdout
    assert told.endswith(
        ": the quote does not print 50; mend the number or the quote, or leave a fraction to a record\n"
    )


def test_a_percentage_behind_its_category_is_not_taken_for_the_number_before_it(wps: Run, tmp_path: Path) -> None:
    assert _checked(wps, tmp_path / "share.toml", _share(23, "=", "14 of 62 police, or 23 per cent")).stdout == ""


def test_each_of_two_equal_numbers_needs_its_row(wps: Run, tmp_path: Path) -> None:
    text = _figure(30, "=", "30 per cent of men").replace("men then", "men and 30 per cent of women then")
    noted = _checked(wps, tmp_path / "figure.toml", text).stderr
    assert noted.count("no staffing or figure row holds 30") == 1
    assert "and 30 per cent of women then" in noted


def test_who_speaks_by_a_full_title_is_among_the_participants(wps: Run, tmp_path: Path) -> None:
    text = edited(("The Mission's leadership noted", "The Force Commander noted")).replace(
        'speaker = "Mission\'s leadership"', 'speaker = "Force Commander"'
    )
    text = text.replace("quote = \"The Mission's leadership noted", 'quote = "The Force Commander noted').replace(
        "lead = \"The Mission's leadership noted", 'lead = "The Force Commander noted'
    )
    told = "speaker Force Commander is among no participants; add them\n"
    assert told in _checked(wps, tmp_path / "who.toml", text).stderr
    named = text.replace('who = "members"', 'who = "Force Commanders and members"')
    assert told not in _checked(wps, tmp_path / "who.toml", named).stderr


def test_a_misspelt_country_of_the_meeting_is_not_its_own_remedy(wps: Run, tmp_path: Path) -> None:
    told = _checked(wps, tmp_path / "country.toml", edited(('countries = ["Aland"]\nm', 'countries = ["Alandd"]\nm')))
    assert "country Alandd is printed nowhere; did you mean Aland?\n" in told.stdout


def test_ids_need_not_begin_with_their_meetings_where_none_does(wps: Run, tmp_path: Path) -> None:
    row = 'text = "q"\n[[meetings.paragraphs.records]]\nid = "x"\nkind = "observation"\nsummary = "s"\nquote = "q"\n'
    assert _checked(wps, tmp_path / "ids.toml", _small(f"[[meetings.paragraphs]]\n{row}")).status == 0


def test_a_lead_may_come_from_the_items_above_or_from_the_paragraph_that_they_belong_to(
    wps: Run, tmp_path: Path
) -> None:
    path = tmp_path / "leads.toml"
    for lead in ("Recommendations included:", "Ensure that, in its next resolution, the Council will:"):
        text = edited((LANGUAGE, LANGUAGE.replace("Ensure that, in its next resolution, the Council will:", lead)))
        assert _checked(wps, path, text).stdout == ""


def test_a_paragraph_may_be_wrapped_anywhere_but_in_a_word(wps: Run, tmp_path: Path) -> None:
    text = edited(
        ("Challenges included the", "Challenges  \n\n  included\nthe"),
        ("Mission's leadership noted", "Mission's\nleadership noted"),
    )
    assert _checked(wps, tmp_path / "wrapped.toml", text).stdout == ""


def test_a_dash_reads_stdin(wps: Run) -> None:
    assert wps("check", "-", stdin=TEXT.encode()) == Outcome(
        0, "", f"wps: note: rows proved against their paragraphs: 19 of 19; {UNPROVED}\n"
    )
    assert wps("check", "-", stdin=b"x").stdout == (
        "<stdin>:1: not valid TOML: there is no = after the key; write key = value\n"
    )


def test_an_empty_file_lacks_what_every_file_has(wps: Run) -> None:
    said = [line.split(";")[0] for line in wps("check", "-").stdout.splitlines()]
    assert said == [f"<stdin>:1: missing key {key}" for key in ("meetings", "missions", "version")]


def test_a_missing_file_is_66(wps: Run, tmp_path: Path) -> None:
    outcome = wps("check", str(tmp_path / "none.toml"))
    assert (outcome.status, outcome.stdout) == (66, "")
    assert outcome.stderr.startswith(
        f"wps: error: cannot read {tmp_path / 'none.toml'}: no such file or directory\nhint: "
    )


def test_no_escape_of_the_data_reaches_the_terminal(wps: Run) -> None:
    outcome = wps("check", "-", stdin=b'"\\u001b[31m\\u202e" = 1\n')
    assert "unknown key \\x1b[31m\\u202e; the keys here are" in outcome.stdout
    assert "\x1b" not in outcome.stdout + outcome.stderr
