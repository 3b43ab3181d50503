"""`wps check --sources`: the paragraphs, names and days of the data are those of the letters, all of them."""

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import CHECKED, COMMAND, DATA, ROOT, SHIPPED, Outcome, Run, installed
from tests.mistakes import TEXT, Mistake, planted

LETTERS = DATA / "letters"
"""What the sound file records, as text: emphasis, an escape, a page break within a sentence."""
PROVED = (
    "wps: note: rows proved against their paragraphs: 19 of 19; "
    "paragraphs against the letters: 10 of 10 (letters read: 2 of 2)\n"
)

FIRST = TEXT[TEXT.index("[[meetings.paragraphs]]\npart") : TEXT.index("[[meetings.paragraphs]]\ntext")]
"""The sound file's first paragraph, with its row."""
INTRODUCING = '[[meetings.paragraphs]]\ntext = """\nRecommendations included:"""\n\n'


def _misprint(key: str, printed: str, typed: str, at: str = "", file: str = "aland-2019.txt") -> Mistake:
    """Words that the letter prints otherwise."""
    told = f"{key} {typed!r} is not printed in {file}; the nearest is {printed!r}"
    return Mistake(f"{key} {typed}", f'{key} = "{printed}"', f'{key} = "{typed}"', at or f"{key} = ", told)


MISTAKES = [
    Mistake(
        "a paragraph with other words",
        "Recommendations included:",
        "Recommendations include:",
        'text = """',
        "text is not the letter's; character 24 is ':' where the letter has 'd': “Recommendations included:”",
    ),
    Mistake(
        "a paragraph that the data lacks",
        INTRODUCING,
        "",
        "[[meetings.paragraphs]]",
        "the letter's next paragraph is missing: “Recommendations included:”; copy it in behind this one",
    ),
    Mistake(
        "the first paragraph of the letter, which the data lacks",
        FIRST,
        "",
        "[[meetings]]",
        "the letter's next paragraph is missing: “Cland and Dland, as Co-Chairs of the Group, hereby share a ...”; "
        "copy it in behind this one",
    ),
    Mistake(
        "a paragraph that the letter lacks",
        INTRODUCING,
        f'[[meetings.paragraphs]]\npart = "letter"\ntext = "Nobody wrote this."\n\n{INTRODUCING}',
        '[[meetings.paragraphs]]\npart = "letter"',
        "the letter has no such paragraph: “Nobody wrote this.”; delete it or mend it",
    ),
    Mistake(
        "the other part of the document",
        '[[meetings.paragraphs]]\ntopic = "Joint plans"',
        '[[meetings.paragraphs]]\npart = "letter"\ntopic = "Joint plans"',
        "part = ",
        "part is letter where the letter has annex",
    ),
    Mistake(
        "another label",
        'label = "(b)"',
        'label = "(c)"',
        "label = ",
        "label is (c) where the letter has (b)",
    ),
    Mistake(
        "a label where the letter prints none",
        INTRODUCING,
        INTRODUCING.replace("text", 'label = "(c)"\ntext', 1),
        "label = ",
        "label is (c) where the letter has none",
    ),
    Mistake(
        "no label where the letter prints one",
        'label = "(b)"\n',
        "",
        "[[meetings.paragraphs]]",
        "label is missing where the letter has (b)",
    ),
    Mistake(
        "another topic",
        'topic = "Joint plans"',
        'topic = "Joint plan"',
        "topic = ",
        "topic is Joint plan where the letter has Joint plans",
    ),
    _misprint("title", "Summary of the meeting on Aland, 4 May 2019", "Sammary of the meeting on Aland, 4 May 2019"),
    _misprint("organ", "Test Council", "Rest Council"),
    _misprint(
        "title",
        "Letter dated 18 July 2019 addressed to the Secretary-General",
        "Letter doted 18 July 2019 addressed to the Secretary-General",
    ),
    _misprint("language", "English", "Anglosh"),
    Mistake(
        "a language that is like nothing printed",
        'language = "English"',
        'language = "Français"',
        "language = ",
        "language 'Français' is not printed in aland-2019.txt; copy it from there",
    ),
    _misprint("who", "members", "mambers", '  { who = "mambers"'),
    _misprint("name", "Ada First", "Ada Forst", '  { name = "Ada Forst"'),
    _misprint("title", "Ambassador", "Ambassadur", '  { name = "Ada First"'),
    _misprint(
        "office",
        "Permanent Representative of Cland",
        "Permanent Representative of Eland",
        "signatories = ",
        "two-2018.txt",
    ),
    *(
        Mistake(
            f"another {key}",
            f"{key} = {was}",
            f"{key} = {day}",
            f"{key} = ",
            f"{key} {typed!r} is not printed in aland-2019.txt; the nearest is {printed!r}",
        )
        for key, was, day, typed, printed in [
            ("date", "2019-05-04", "2019-05-05", "5 May 2019", "4 May 2019"),
            ("date", "2019-07-18", "2019-06-18", "18 June 2019", "18 July 2019"),
            ("distributed", "2019-07-21", "2019-07-22", "22 July 2019", "21 July 2019"),
        ]
    ),
    Mistake(
        "a symbol where the letter prints none",
        'file = "aland-2019.txt"',
        'symbol = "Test-Council"\nfile = "aland-2019.txt"',
        "symbol = ",
        "symbol 'Test-Council' is not printed in aland-2019.txt; the nearest is 'Test Council'",
    ),
    Mistake(
        "a State where the letter prints none",
        'office = "Permanent Representative of Cland"',
        'office = "Permanent Representative of Cland", state = "Adverse"',
        "signatories = ",
        "state 'Adverse' is not printed in two-2018.txt; the nearest is 'advisers'",
    ),
    Mistake(
        "one co-chair too many",
        'co_chairs = ["Cland", "Dland"]',
        'co_chairs = ["Cland", "Dland", "Norland"]',
        "co_chairs = ",
        "co_chairs 'Norland' is not printed in aland-2019.txt; the nearest is 'Cland'",
    ),
    Mistake(
        "a co-chair that is left out",
        'co_chairs = ["Cland", "Dland"]',
        'co_chairs = ["Cland"]',
        "co_chairs = ",
        "co_chairs are Cland, Dland in aland-2019.txt; add who is missing",
    ),
    Mistake(
        "a signatory who is left out",
        '  { name = "Bea Second", title = "Ambassador" },\n',
        "",
        "signatories = [",
        "signatories are Ada First, Bea Second in aland-2019.txt; add who is missing",
    ),
    Mistake(
        "a mission's code that no letter prints",
        "[glossary]",
        '[[missions]]\ncode = "GAMMA"\nname = "Test Mission in Aland"\ncountries = []\n\n[glossary]',
        'code = "GAMMA"',
        "code GAMMA is printed in no letter; copy it from there",
    ),
    Mistake(
        "a mission's name that no letter prints",
        'name = "Test Mission in Aland"',
        'name = "Test Office in Aland"',
        "name = ",
        "name Test Office in Aland is printed in no letter; copy it from there",
    ),
]


@pytest.mark.parametrize(
    "mistake",
    [pytest.param(one, id=one.claim) for one in MISTAKES],
)
def test_what_differs_from_the_letter_is_told_once_on_its_line(mistake: Mistake, wps: Run, tmp_path: Path) -> None:
    path = tmp_path / "meetings.toml"
    told = planted(mistake, path)
    checked = wps("check", str(path), "--sources", str(LETTERS))
    assert (checked.status, checked.stdout) == (1, f"{told}\n")
    assert checked.stderr.endswith(" (letters read: 2 of 2)\n")


def test_the_sound_file_is_what_its_letters_say(wps: Run) -> None:
    assert wps("check", str(CHECKED), "--sources", str(LETTERS)) == Outcome(0, "", PROVED)


def _with_letter(wps: Run, folder: Path, old: str, new: str) -> Outcome:
    """The sound file against its letters, one of which is edited."""
    shutil.copytree(LETTERS, folder, dirs_exist_ok=True)
    path = folder / "aland-2019.txt"
    letter = path.read_text(encoding="utf-8")
    assert old in letter
    path.write_text(letter.replace(old, new, 1), encoding="utf-8")
    return wps("check", str(CHECKED), "--sources", str(folder))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("low representation", "low\n\nrepresentation"),
        ("low representation", "low **representation**"),
        ("low representation", "low \n\f\nrepresentation"),
        ("next resolution,", "next\n\n19-12345\n\nresolution,"),
        ("- (i) Maintain", "(i) Maintain"),
        ("\\$20", "$20"),
        ("Ada **First**", "Ada First"),
    ],
)
def test_page_breaks_escapes_and_marks_alone_are_passed_over(wps: Run, tmp_path: Path, old: str, new: str) -> None:
    assert _with_letter(wps, tmp_path, old, new) == Outcome(0, "", PROVED)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Encourage partners", "Encourage Partners", "character 11 is 'p' where the letter has 'P'"),
        ("police officers.", "police officers.\n\n(c) Ask donors.", "next paragraph is missing: “Ask donors.”"),
        ("\n(b) Encourage", "\nA word more.\n\n(b) Encourage", "next paragraph is missing: “A word more.”"),
        (
            "police officers.",
            "police officers.\n\n(c) Ask donors.\n\n(d) Ask all.",
            "next 2 paragraphs are missing: “Ask donors.” and on; copy them in behind this one",
        ),
        ("Recommendations included:\n", "", "no such paragraph: “Recommendations included:”"),
        (
            "\n*(Signed)* Bea",
            "\n*(Signed)* Nobody\n\n*(Signed)* Bea",
            "signatories are Ada First, Nobody, Bea Second in aland-2019.txt; add who",
        ),
    ],
)
def test_what_the_letter_has_beyond_the_data_is_told(wps: Run, tmp_path: Path, old: str, new: str, told: str) -> None:
    checked = _with_letter(wps, tmp_path, old, new)
    assert checked.status == 1
    assert told in checked.stdout


def test_a_folder_without_the_letters_proves_no_paragraph(wps: Run, tmp_path: Path) -> None:
    told = "paragraphs against the letters: 0 of 10 (letters read: 0 of 2)\n"
    assert wps("check", str(CHECKED), "--sources", str(tmp_path)).stderr.endswith(told)


def test_a_paragraph_that_differs_is_told_alone_and_neither_it_nor_its_rows_are_proved(
    wps: Run, tmp_path: Path
) -> None:
    checked = _with_letter(wps, tmp_path, "weak institutions", "wéak institutions")
    assert checked.stdout.count("\n") == 1
    assert checked.stderr.endswith(" 15 of 19; paragraphs against the letters: 9 of 10 (letters read: 2 of 2)\n")
    text = TEXT.replace("Béland had a joint plan, and Eland", "Beland had a joint plan, and Eland")
    (tmp_path / "data.toml").write_text(text, encoding="utf-8")
    told = wps("check", str(tmp_path / "data.toml"), "--sources", str(LETTERS)).stdout
    assert (told.count("\n"), "'e' where the letter has 'é'" in told) == (1, True)


def test_paragraphs_that_are_swapped_are_out_of_order(wps: Run, tmp_path: Path) -> None:
    one, two = (TEXT[TEXT.index(f'[[meetings.paragraphs]]\ntopic = "{topic}') :] for topic in ("Adequate", "Joint"))
    text = TEXT.removesuffix(one) + two.rstrip() + "\n\n" + one.removesuffix(two)
    (tmp_path / "data.toml").write_text(text, encoding="utf-8")
    told = wps("check", str(tmp_path / "data.toml"), "--sources", str(LETTERS)).stdout
    assert told.count("\n") == 1
    assert re.search("the letter has this paragraph elsewhere: “.*”; move it there\n", told)


def _cannot_read(wps: Run, folder: Path, why: str) -> bool:
    checked = wps("check", str(CHECKED), "--sources", str(folder))
    line = TEXT[: TEXT.index('file = "aland-2019.txt"')].count("\n") + 1
    told = f"{CHECKED}:{line}: {why}\n"
    return (checked.status, checked.stdout) == (1, told)


def test_a_letter_that_cannot_be_read_is_told_where_it_is_named(wps: Run, tmp_path: Path) -> None:
    shutil.copytree(LETTERS, tmp_path, dirs_exist_ok=True)
    letter = tmp_path / "aland-2019.txt"
    letter.write_bytes(b"\xff")
    assert _cannot_read(wps, tmp_path, f"{letter}:1: not UTF-8 text; save the file as UTF-8")
    letter.write_text("Dear Sir", encoding="utf-8")
    sought = "a line that begins with “Letter dated” was looked for"
    assert _cannot_read(wps, tmp_path, f"{letter} is not a letter of the Group's form: {sought}")
    with letter.open("wb") as file:
        file.truncate(256 * 1024 + 1)
    assert _cannot_read(wps, tmp_path, f"{letter} is larger than 256 kB; is it the letter's text?")
    letter.unlink()
    assert _cannot_read(wps, tmp_path, f"{letter} is not a file; put the letter's text there")
    letter.mkdir()
    assert _cannot_read(wps, tmp_path, f"{letter} is not a file; put the letter's text there")


def test_a_letters_file_is_a_name_and_not_a_path(wps: Run, tmp_path: Path) -> None:
    path = tmp_path / "data.toml"
    path.write_text(TEXT.replace('"aland-2019.txt"', '"letters/aland-2019.txt"'), encoding="utf-8")
    outcome = wps("check", str(path), "--sources", str(DATA))
    assert "file letters/aland-2019.txt is a path; write the name of the letter's text alone\n" in outcome.stdout


def test_a_folder_of_letters_that_cannot_be_read_is_66(tmp_path: Path, restrained: tuple[str, ...]) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0)
    reasons = {tmp_path / "none": "no such file or directory", CHECKED: "not a directory", locked: "permission denied"}
    for folder, why in reasons.items():
        assert installed("check", "--sources", str(folder), program=(*restrained, COMMAND)) == Outcome(
            66,
            "",
            f"wps: error: cannot read the letters in {folder}: {why}\nhint: name the folder that holds the letters\n",
        )


def test_a_mistake_in_the_shape_of_the_file_does_not_hide_the_proof(wps: Run, tmp_path: Path) -> None:
    path = tmp_path / "data.toml"
    path.write_text(
        TEXT.replace('themes = ["security"]', 'themes = "x"', 1).replace("included:", "include:")
        + "\n[[meetings]]\nletter = 1\n[[meetings]]\nletter.file = 2\n",
        encoding="utf-8",
    )
    outcome = wps("check", str(path), "--sources", str(LETTERS))
    assert outcome.status == 1
    assert "themes is" in outcome.stdout
    assert outcome.stdout.count("text is not the letter's") == 1


@pytest.fixture
def letters() -> str:
    """The folder of the real letters."""
    folder = Path(os.environ.get("WPS_SOURCES") or ROOT.parent / "shared" / "sources")
    if not folder.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("the letters must be there in CI; name their folder in WPS_SOURCES")
        pytest.skip("the letters are not here; WPS_SOURCES names their folder")
    return str(folder)


def test_every_paragraph_of_the_shipped_file_is_its_letters(wps: Run, letters: str) -> None:
    checked = wps("check", "--sources", letters)
    assert (checked.status, checked.stdout) == (0, "")
    counts = [(str(count), str(count)) for count in (156, 34, 2)]
    assert re.findall(r"(\d+) of (\d+)", checked.stderr) == counts
    assert checked.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("only $1 million in", "only \\\\$1 million in", "text is not the letter's; character "),
        ('label = "(a)(ii)"', 'label = "(a)(i)"', "label is (a)(i) where the letter has (a)(ii)"),
        ("Matthew Rycroft", "Matthew Ryecroft", "name 'Matthew Ryecroft' is not printed in letter-2017-07-18-mali.txt"),
        ("distributed = 2016-12-27", "distributed = 2016-12-28", "distributed '28 December 2016' is not printed in"),
        ('co_chairs = ["Spain", ', "co_chairs = [", "in letter-2016-12-22-protection-advisers.txt; add who is missing"),
        ("Nations Mission in South", "Nations Office in South", "is printed in no letter; copy it from there"),
    ],
)
def test_a_slip_in_the_shipped_file_is_told(
    wps: Run, letters: str, tmp_path: Path, right: str, wrong: str, told: str
) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert right in text
    path = tmp_path / "meetings.toml"
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    outcome = wps("check", str(path), "--sources", letters)
    assert outcome.status == 1
    assert told in outcome.stdout
