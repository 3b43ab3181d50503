"""`wps check --sources`: quotations are their letter's words, and sentences left out are noted."""

import os
import re
import tomllib
from datetime import date
from operator import itemgetter
from pathlib import Path

import pytest

from tests.conftest import ROOT, SHIPPED, Outcome, Run

TEXT = SHIPPED.read_text(encoding="utf-8")
HEAD = TEXT[: TEXT.index("[glossary]")]
MEETING = TEXT[TEXT.index("[[meetings]]") : TEXT.index("[[meetings.records]]")].replace(
    'file = "letter-2017-07-18-mali.txt"', 'file = "letter.txt"'
)


def _printed(value: object) -> list[str]:
    """The texts and days that a letter prints of itself."""
    if isinstance(value, date):
        return [f"{value.day} {value:%B %Y}"]
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value] if isinstance(value, str) else [text for child in children for text in _printed(child)]


_ABOUT = tomllib.loads(HEAD + MEETING)
LETTERHEAD = ".\n\n".join(_printed([_ABOUT["missions"], _ABOUT["meetings"][0]]))
LETTER = rf"""**Security Council**

{LETTERHEAD}.

We would be glad if this were circulated.

**Annex to the letter dated 18 July 2017**

**Note.** Challenges included a lack of basic

human rights, weak institutions and impu-

nity. Only \$1 million\* had been received.
Briefers noted **progress**.

- **Advisers.** They helped with capacity-

building of partners, as the Côte d'Ivoire did.
- (i) Welcome the gains;

The Co-Chairs closed the meeting.
"""
WHOLE = [
    "Challenges included a lack of basic human rights, weak institutions and impu-nity.",
    "Only $1 million* had been received.",
    "Briefers noted progress.",
    "They helped with capacity-building of partners, as the Côte d'Ivoire did.",
    "(i) Welcome the gains;",
    "The Co-Chairs closed the meeting.",
    "Note.",
    "Advisers.",
]
PARAGRAPHS = [1, 1, 1, 2, 3, 4, 1, 2]
"""Of each of them."""


def _row(number: int, quote: str, more: str = "", paragraph: int = 1) -> str:
    return (
        f'[[meetings.records]]\nid = "mali-2017/{number}"\nkind = "observation"\n'
        f'summary = "Our words {number}"\nquote = "{quote}"\nparagraph = {paragraph}\n{more}\n'
    )


def _check(wps: Run, folder: Path, *rows: str, letter: str = LETTER) -> Outcome:
    (folder / "letter.txt").write_text(letter, encoding="utf-8")
    (folder / "data.toml").write_text(HEAD + MEETING + "".join(rows), encoding="utf-8")
    return wps("check", str(folder / "data.toml"), "--sources", str(folder))


def _whole(without: str = "") -> list[str]:
    """Rows that quote the whole annex, in its order, but for that sentence."""
    quotes = sorted(zip(PARAGRAPHS, WHOLE, strict=True), key=itemgetter(0))
    return [_row(at, quote, paragraph=number) for at, (number, quote) in enumerate(quotes) if quote != without]


def test_page_breaks_escapes_and_marks_alone_are_passed_over(wps: Run, tmp_path: Path) -> None:
    assert _check(wps, tmp_path, *_whole()) == Outcome(0, "", "")


@pytest.mark.parametrize(
    ("quote", "says"),
    [
        (
            "a lack of basic humane rights",
            "character 22 is 'e' where the letter has ' ': 'a lack of basic human rights,'",
        ),
        ("Only 1 million", "character 6 is '1' where the letter has '$': 'Only $1 million*'"),
        ("Brifers noted progress", "character 4 is 'f' where the letter has 'e': 'Briefers noted progress.'"),
        ("as the Cote d'Ivoire did", "character 9 is 'o' where the letter has 'ô': \"as the Côte d'Ivoire did.\""),
        (
            "capacity building of partners",
            "character 9 is ' ' where the letter has '-': 'capacity-building of partners,'",
        ),
        (
            "Briefers noted progress. They helped",
            "character 25 is ' ' where the letter has the end: 'Briefers noted progress.'",
        ),
        ("They, too, Welcome the gains", "character 1 is 'T' where the letter has '(': '(i) Welcome the gains;'"),
        ("xyz", "character 1 is 'x' where the letter has 'S': 'Security'"),
    ],
)
def test_a_wrong_character_is_told_beside_the_nearest_passage(quote: str, says: str, wps: Run, tmp_path: Path) -> None:
    outcome = _check(wps, tmp_path, _row(0, quote))
    line = (tmp_path / "data.toml").read_text(encoding="utf-8").splitlines().index(f'quote = "{quote}"') + 1
    assert outcome.status == 1
    assert outcome.stdout == f"{tmp_path / 'data.toml'}:{line}: quote is not in letter.txt; {says}\n"


@pytest.mark.parametrize("key", ["lead", "topic", "speaker"])
def test_other_words_of_the_letter_are_proved_too(key: str, wps: Run, tmp_path: Path) -> None:
    outcome = _check(wps, tmp_path, _row(0, "weak institutions", f'{key} = "Brieferz"'))
    assert f"{key} is not in letter.txt; character 8 is 'z' where the letter has 's': 'Briefers'\n" in outcome.stdout


def test_of_passages_that_begin_alike_the_nearest_is_shown(wps: Run, tmp_path: Path) -> None:
    letter = "The members of the Group noted delays.\n\nThe members of the Group noted the gains made.\n"
    outcome = _check(wps, tmp_path, _row(0, "The members of the Group noted gains made"), letter=letter)
    assert outcome.stdout.endswith(
        "character 32 is 'g' where the letter has 't': 'The members of the Group noted the gains made.'\n"
    )


def test_a_missing_letter_is_told_where_it_is_named(wps: Run, tmp_path: Path) -> None:
    _check(wps, tmp_path, _row(0, "weak institutions"))
    (tmp_path / "letter.txt").unlink()
    outcome = wps("check", str(tmp_path / "data.toml"), "--sources", str(tmp_path))
    text = (tmp_path / "data.toml").read_text(encoding="utf-8")
    line = text.splitlines().index('file = "letter.txt"') + 1
    assert outcome == Outcome(
        1,
        f"{tmp_path / 'data.toml'}:{line}: cannot read the letter letter.txt in {tmp_path}: "
        "No such file or directory; put it there\n",
        "",
    )


def test_a_letter_that_is_not_utf_8_is_told(wps: Run, tmp_path: Path) -> None:
    _check(wps, tmp_path, _row(0, "weak institutions"))
    (tmp_path / "letter.txt").write_bytes(b"\xff")
    outcome = wps("check", str(tmp_path / "data.toml"), "--sources", str(tmp_path))
    assert outcome.stdout.endswith("it is not UTF-8 text; save it as UTF-8\n")


def test_a_letters_file_is_a_name_and_no_path(wps: Run, tmp_path: Path) -> None:
    _check(wps, tmp_path, _row(0, "weak institutions"))
    path = tmp_path / "data.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"letter.txt"', '"../letter.txt"'), encoding="utf-8")
    outcome = wps("check", str(path), "--sources", str(tmp_path))
    assert outcome.stdout.endswith("that is a path; write the name alone\n")


def test_a_folder_that_is_none_is_a_wrong_command_line(wps: Run, tmp_path: Path) -> None:
    assert wps("check", "--sources", str(tmp_path / "none")) == Outcome(
        2,
        "",
        f"wps: error: --sources {tmp_path / 'none'} is no folder\nhint: name the folder that holds the letters\n",
    )


def test_a_sentence_that_no_row_quotes_is_noted_without_changing_the_status(wps: Run, tmp_path: Path) -> None:
    for quote in WHOLE[:6]:
        assert _check(wps, tmp_path, *_whole(without=quote)) == Outcome(
            0, "", f"wps: note: letter.txt: no row quotes: {quote}\n"
        )


def test_a_sentence_quoted_in_parts_is_not_noted_until_a_part_is_left_out(wps: Run, tmp_path: Path) -> None:
    parts = [
        _row(90, "a lack of basic human rights", 'lead = "Challenges included"'),
        _row(91, "weak institutions", 'lead = "Challenges included"'),
        _row(92, "impu-nity", 'lead = "Challenges included"'),
    ]
    assert _check(wps, tmp_path, *parts, *_whole(without=WHOLE[0])).stderr == ""
    assert (
        _check(wps, tmp_path, *parts[:2], *_whole(without=WHOLE[0])).stderr
        == f"wps: note: letter.txt: no row quotes: {WHOLE[0]}\n"
    )


def test_the_covering_letter_is_not_asked_for(wps: Run, tmp_path: Path) -> None:
    assert "glad" not in _check(wps, tmp_path, _row(0, "weak institutions")).stderr


def test_a_mistake_in_the_shape_of_the_file_does_not_hide_the_proof(wps: Run, tmp_path: Path) -> None:
    rows = (_row(0, "weak institution", 'themes = "x"'), "[[meetings]]\nletter = 1\n[[meetings]]\nletter.file = 2\n")
    outcome = _check(wps, tmp_path, *rows)
    assert outcome.status == 1
    assert "themes is" in outcome.stdout
    assert _check(wps, tmp_path, _row(0, "weak institutionz")).stdout.count("quote is not in letter.txt") == 1


@pytest.fixture
def letters() -> str:
    """The folder of the real letters."""
    folder = Path(os.environ.get("WPS_SOURCES") or ROOT.parent / "shared" / "sources")
    if not folder.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("the letters must be there in CI; name their folder in WPS_SOURCES")
        pytest.skip("the letters are not here; WPS_SOURCES names their folder")
    return str(folder)


def test_every_quotation_of_the_shipped_file_is_its_letters(wps: Run, letters: str) -> None:
    assert wps("check", "--sources", letters) == Outcome(0, "", "")


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        (
            "paragraph = 4",
            "paragraph = 5",
            "paragraph is 5, but letter-2017-07-18-mali.txt has the quote in paragraph 4",
        ),
        (
            "paragraph = 4\n",
            "",
            "missing key paragraph; letter-2017-07-18-mali.txt has the quote in paragraph 4",
        ),
        ('"(a)(ii)"', '"(a)(i)"', "label says (a)(i), but letter-2017-07-18-mali.txt prints (a)(ii)"),
        ('quote = "Maintain', 'quote = "(a) Maintain', "quote is not in letter-2017-07-18-mali.txt"),
        ('label = "(b)"\n', "", "label is missing, but letter-2017-07-18-mali.txt prints (b)"),
        ('= "troop-contrib', '= "Troop-contrib', "character 1 is 'T' where the letter has 't': 'troop-contributing"),
        ("Nations Mission in South", "Nations Office in South", "Office in South Sudan stands in no letter; copy it"),
        (
            'quote = "The members received a briefing',
            'lead = "The Co-Chairs expressed thanks"\nquote = "The members received a briefing',
            "lead stands behind the quote in letter-2017-07-18-mali.txt; copy the words that introduce it",
        ),
        ("Olof Skoog", "Olaf Skoog", "signatories says 'Olaf Skoog', which letter-2017-07-18-mali.txt does not print"),
        ("= 2017-07-21", "= 2017-07-22", "distributed says '22 July 2017', which letter-2017-07-18-mali.txt does not"),
        ('co_chairs = ["Sweden"', 'co_chairs = ["Norway"', "co_chairs says 'Norway', which letter-2017-07-18-mali.txt"),
        ('category = "police personnel"', 'category = "police women"', "category is not in letter-2017-07-18-mali.txt"),
    ],
)
def test_paragraphs_names_and_days_are_proved_too(
    wps: Run, letters: str, tmp_path: Path, right: str, wrong: str, told: str
) -> None:
    assert right in TEXT
    path = tmp_path / "meetings.toml"
    path.write_text(TEXT.replace(right, wrong, 1), encoding="utf-8")
    outcome = wps("check", str(path), "--sources", letters)
    assert outcome.status == 1
    assert told in outcome.stdout
    assert len({line.split(":")[1] for line in outcome.stdout.splitlines()}) == 1


def test_a_row_deleted_from_the_shipped_file_is_noted(wps: Run, letters: str, tmp_path: Path) -> None:
    before, _, row = TEXT.partition('[[meetings.records]]\nid = "mali-2017/third-meeting"')
    path = tmp_path / "meetings.toml"
    path.write_text(before + row[row.index("[[meetings.records]]") :], encoding="utf-8")
    outcome = wps("check", str(path), "--sources", letters)
    assert (outcome.status, outcome.stdout) == (0, "")
    assert outcome.stderr.startswith(
        "wps: note: letter-2017-07-18-mali.txt: no row quotes: On 4 May, the Informal Expert Group"
    )
    assert outcome.stderr.count("\n") == 1


def test_the_guides_worked_example_is_clean_and_leaves_nothing_out(wps: Run, letters: str, tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    letter = re.search(r"^(> The Senior.*?)\n\n\*\*1", guide, re.DOTALL | re.MULTILINE)
    assert letter
    steps = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)
    for path in Path(letters).iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    name = "letter-2018-07-02-mali.txt"
    head = next(step for step in steps if step.startswith("[[meetings]]"))
    about = ".\n\n".join(_printed(tomllib.loads(head)["meetings"][0]))
    body = re.sub(r"^> ?", "", letter[1], flags=re.MULTILINE)
    (tmp_path / name).write_text(f"{about}.\n\n**Annex to the letter**\n\n{body}", encoding="utf-8")
    path = tmp_path / "meetings.toml"
    path.write_text("\n".join([TEXT, *(step for step in steps if step.startswith("[[meetings"))]), encoding="utf-8")
    assert wps("check", str(path), "--sources", str(tmp_path)) == Outcome(0, "", "")
    assert wps("show", "mali-2018/hotline", "--data", str(path)).status == 0


def test_a_quote_may_begin_with_its_label_and_stand_under_two(wps: Run, tmp_path: Path) -> None:
    letter = LETTER.replace("- (i) Welcome the gains;", "\n(a) Ask donors:\n\n(i) Give more;\n\n(ii) Give more;")
    record = _row(0, "Give more", 'label = "(a)(ii)"\naddressee = "donors"', 3).replace("observation", "recommendation")
    labelled = _row(1, "(a) Ask donors:", 'label = "(a)"\naddressee = "donors"', 3).replace(
        "observation", "recommendation"
    )
    for rows in (record, labelled, record.replace("(a)(ii)", "(a)(i)")):
        assert _check(wps, tmp_path, rows, letter=letter).stdout == ""
    assert "label says (a)(iv), but letter.txt prints (a)(i)" in (
        _check(wps, tmp_path, record.replace("(a)(ii)", "(a)(iv)"), letter=letter).stdout
    )
