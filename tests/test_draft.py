"""`wps draft`: a letter of whatever shape becomes a block that only a person need finish; the guide's example does."""

import json
import os
import re
import shlex
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import draft as measured
from tests.conftest import ROOT, SHIPPED, Outcome, Run, installed
from tests.made_letters import made_letter
from wps_cli.check.letters import Letter, read
from wps_cli.check.numbers import ENGLISH
from wps_cli.dataset.model import KINDS, Figure, Meeting, Mission, Paragraph, Record, Staffing
from wps_cli.dataset.model import Letter as ModelLetter
from wps_cli.text import joined_lines

TEXT = SHIPPED.read_text(encoding="utf-8")
MISSIONS = TEXT[: TEXT.index("[glossary]")] + "[glossary]\n"
"""The shipped missions, and no meeting."""
GUIDE = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
MADE = ROOT / "tests" / "data" / "made-letter.txt"
OURS = re.compile(r":\d+: (?:summary|what) is empty; ")
"""What `wps check` says of what only a person can write."""
HEAD = """**Security Council**

Distr.: General
25 May 2031

Original: English

**Letter dated 20 May 2031 from the Permanent Representative of Ghana addressed to the Secretary-General**

Ghana, as Co-Chair of the Informal Expert Group, hereby shares a note of the meeting held on 4 May 2031 (see annex).

*(Signed)* A. **Example**
Ambassador

**Annex to the letter**

**Summary of the meeting on Mali, 4 May 2031**

"""


def _meeting(outcome: Outcome) -> dict[str, Any]:
    assert (outcome.status, outcome.stderr) == (0, "")
    found: dict[str, Any] = tomllib.loads(outcome.stdout)["meetings"][0]
    return found


@pytest.fixture
def drafted(wps: Run) -> Callable[..., dict[str, Any]]:
    """The block drafted from a letter with that annex; MINUSMA alone is represented, unless the text says otherwise."""

    def draft(annex: str, opening: str = "The members met with MINUSMA.", head: str = HEAD) -> dict[str, Any]:
        return _meeting(wps("draft", "-", "--id", "x", stdin=f"{head}{opening}\n\n{annex}\n".encode()))

    return draft


def _rows(meeting: dict[str, Any], table: str = "records") -> list[dict[str, Any]]:
    """The rows below the opening paragraph."""
    return [row for paragraph in meeting["paragraphs"][2:] for row in paragraph.get(table, ())]


def _shares(meeting: dict[str, Any]) -> list[tuple[str, float, str]]:
    """Category, number and bound of each staffing row."""
    return [(row["category"], row["percent"], row["bound"]) for row in _rows(meeting, "staffing")]


def _read(annex: str) -> list[tuple[str | None, str]]:
    """The annex's paragraphs, each with its label or topic."""
    letter: Letter = read("x", HEAD + annex)
    return [(one.label or one.topic, one.text) for one in letter.paragraphs if one.part == "annex"]


# The promise, for letters of any shape.


@given(st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_draft_lacks_only_what_a_person_must_write(wps: Run, tmp_path: Path, chance: Random) -> None:
    made = made_letter(chance)
    (tmp_path / "letter.txt").write_bytes(made.text.encode())
    (tmp_path / "data.toml").write_text(MISSIONS.replace("version", "meetings = []\nversion", 1), encoding="utf-8")
    outcome = wps("draft", str(tmp_path / "letter.txt"), "--id", "made-1", "--data", str(tmp_path / "data.toml"))
    meeting = _meeting(outcome)
    ours = [
        (one.get("part", "annex"), one.get("label"), one.get("topic"), joined_lines(one["text"].lstrip()))
        for one in meeting["paragraphs"]
    ]
    assert ours == [(one.part, one.label, one.topic, one.text) for one in made.paragraphs]
    assert meeting["title"] == made.title
    assert meeting["co_chairs"] == made.co_chairs
    assert meeting["letter"]["signatories"] == made.signatories
    assert meeting["missions"] == made.codes
    found = wps("check", "-", "--sources", str(tmp_path), stdin=(MISSIONS + outcome.stdout).encode())
    complaints = [line for line in found.stdout.splitlines() if "is printed in no letter" not in line]
    assert [line for line in complaints if not OURS.search(line)] == []
    assert "no row quotes" not in re.sub("no row quotes: [^\n]*:\n", "", found.stderr)


@pytest.mark.parametrize("seed", range(3))
def test_a_draft_fits_behind_the_shipped_data(wps: Run, tmp_path: Path, seed: int) -> None:
    made = made_letter(Random(seed))  # noqa: S311 (chance, not secrets)
    (tmp_path / "letter.txt").write_bytes(made.text.encode())
    block = wps("draft", str(tmp_path / "letter.txt"), "--id", "made-1").stdout
    found = wps("check", "-", stdin=(TEXT + block).encode())
    assert [line for line in found.stdout.splitlines() if not OURS.search(line)] == []


def test_what_is_drafted_is_shown_in_the_letters_words_until_it_has_summaries(wps: Run, tmp_path: Path) -> None:
    path = tmp_path / "data.toml"
    path.write_text(TEXT + wps("draft", str(MADE), "--id", "mali-2031").stdout, encoding="utf-8")
    page = wps("brief", "Mali", "--since", "2031", "--data", str(path)).stdout
    assert "  - “The Senior Women's Protection Adviser noted challenges, including a lack of trained staff" in page
    assert "  - (a) “Encourage donors to fund the hotline in all regions”\n" in page
    assert not re.search(r"- *(?:\([a-z]\))?\n", page)
    number = json.loads(wps("figures", "Mali", "--since", "2031", "--json", "--data", str(path)).stdout)[0]
    assert (number["value"], number["what"]) == (2, "")
    shown = wps("show", number["id"], "--data", str(path)).stdout.partition("\n")[0]
    assert shown.startswith(f"{number['id']}: 2 of the eight regions: “In June 2030, the Government set up")
    listed = wps("recommendations", "Mali", "--since", "2031", "--data", str(path), "--format", "markdown").stdout
    assert "“Encourage donors to fund the hotline in all regions”" in listed
    seen = wps("recommendations", "Mali", "--since", "2031", "--data", str(path), columns=80).stdout
    plain = re.sub(r"\x1b\[[\d;]*m", "", seen)
    assert "- (a) no summary yet\n    “Encourage donors to fund the hotline in all regions”" in plain


def test_a_draft_touches_no_file_and_says_where_it_guesses(wps: Run, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_bytes(MADE.read_bytes())
    before = {path: path.stat().st_mtime_ns for path in (letter, SHIPPED)}
    outcome = wps("draft", str(letter), "--id", "mali-2031")
    assert {path: path.stat().st_mtime_ns for path in (*tmp_path.iterdir(), SHIPPED)} == before
    notes = re.findall("^# (?!---)(.*)", outcome.stdout, re.MULTILINE)
    assert notes == [
        "drafted by wps: delete each comment when you have looked", notes[1], 'kind: the letter says "challenges"',
        'kind: guessed from "only two of the"',
        'kind: the letter says "committed themselves to"', "cut here?",
    ]  # fmt: skip
    assert notes[1].startswith("kind, countries, missions and participants are guesses")
    assert (
        max(map(len, re.findall(r'^text = """\n(.*?)"""', outcome.stdout, re.DOTALL | re.MULTILINE)[3].split("\n")))
        <= 116
    )


# The command line and what it is given.


def _refused(outcome: Outcome, status: int, *told: str) -> None:
    assert (outcome.status, outcome.stdout) == (status, "")
    assert outcome.stderr == "".join(f"{line}\n" for line in told)


def test_without_an_id_one_is_proposed(wps: Run, tmp_path: Path) -> None:
    missing = "wps: error: missing --id: the ids of the rows begin with it, and it never changes"
    _refused(wps("draft", str(MADE)), 2, missing, "hint: try --id mali-2031")
    thematic = MADE.read_text(encoding="utf-8").replace("on Mali, 4 May", "on women's protection, 4 May")
    (tmp_path / "x.txt").write_text(thematic, encoding="utf-8")
    _refused(wps("draft", str(tmp_path / "x.txt")), 2, missing, "hint: try --id summary-of-the-meeting-on-wome-2031")


@pytest.mark.parametrize(
    ("id", "told"),
    [
        ("mali-2017", "wps: error: --id 'mali-2017' is taken"),
        ("mali/2031", "wps: error: --id 'mali/2031' may have letters, digits, - and . alone"),
    ],
)
def test_an_id_that_will_not_do_is_refused(wps: Run, id: str, told: str) -> None:
    _refused(wps("draft", str(MADE), "--id", id), 2, told, "hint: try --id mali-2031")


def test_the_proposed_id_is_free(wps: Run, tmp_path: Path) -> None:
    (tmp_path / "data.toml").write_text(TEXT.replace('"mali-2017"', '"mali-2031"', 1), encoding="utf-8")
    outcome = wps("draft", str(MADE), "--data", str(tmp_path / "data.toml"))
    assert outcome.stderr.endswith("hint: try --id mali-2031-2\n")


PDF = "hint: a PDF's text is made with: pdftotext -layout FILE.pdf"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "a line that begins with “Letter dated” was looked for"),
        ("Annex\n\nLetter dated 4 May", "a heading “Annex” below its title was looked for"),
        (HEAD.replace("Annex to", "To"), "a heading “Annex” below its title was looked for"),
    ],
)
def test_what_is_no_letter_is_refused_with_what_was_looked_for(wps: Run, tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "x.txt"
    path.write_text(text, encoding="utf-8")
    error = f"wps: error: {path} is not a letter of the Group's form: {told}"
    _refused(wps("draft", str(path), "--id", "x"), 65, error, PDF)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (("20 May 2031", "today"), "a day like 4 May 2017 was looked for in the title of the letter"),
        (("4 May 2031", "31 June 2031"), r"day (31 must be in|is out of) range .*"),  # in the words of Python's version
    ],
)
def test_a_letter_without_its_days_is_refused(wps: Run, days: tuple[str, str], told: str) -> None:
    text = HEAD.replace("25 May 2031\n", "").replace(*days)
    outcome = wps("draft", "-", "--id", "x", stdin=text.encode())
    assert (outcome.status, outcome.stdout) == (65, "")
    assert re.fullmatch(f"wps: error: {told}\n{re.escape(PDF)}\n", outcome.stderr)


def test_the_day_of_the_meeting_may_be_printed_in_its_letter_alone(wps: Run) -> None:
    text = HEAD.replace("on Mali, 4 May 2031", "on Mali")
    assert str(_meeting(wps("draft", "-", "--id", "x", stdin=text.encode()))["date"]) == "2031-05-04"


def test_files_that_cannot_be_read_or_are_no_text_are_told(wps: Run, tmp_path: Path) -> None:
    hint = "hint: name the file with the letter's text; - reads stdin"
    missing = tmp_path / "none.txt"
    _refused(wps("draft", str(missing)), 66, f"wps: error: cannot read {missing}: no such file or directory", hint)
    _refused(wps("draft", str(tmp_path)), 66, f"wps: error: cannot read {tmp_path}: is a directory", hint)
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.4\n\xe2\xe3")
    assert wps("draft", str(tmp_path / "x.pdf")).status == 65
    (tmp_path / "x.txt").write_text(HEAD + "word " * 60_000, encoding="utf-8")
    told = f"wps: error: {tmp_path / 'x.txt'} is larger than 256 kB; is it the letter's text?"
    _refused(wps("draft", str(tmp_path / "x.txt")), 65, told, PDF)


def test_a_pipe_is_read_to_its_end_and_a_device_is_not_read_without_end(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    command = f"cat {shlex.quote(str(MADE))} > {shlex.quote(str(pipe))} & "
    done = installed("draft", "/dev/zero", "--id", "x")
    assert (done.status, done.stdout) == (65, "")
    assert os.system(command) == 0  # noqa: S605 (writes in the background, as a shell's `<(...)` does)
    assert 'file = "pipe"' in installed("draft", str(pipe), "--id", "x").stdout


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "{} is not a file; put the letter's text there"),
        (b"", "{} is not a file; put the letter's text there"),
        (b"word " * 60_000, "{} is larger than 256 kB; is it the letter's text?"),
        (b"\xe9", "{}:1: not UTF-8 text; save the file as UTF-8"),
        (
            b"word",
            "{} is not a letter of the Group's form: a line that begins with “Letter dated” was",
        ),
    ],
)
def test_the_proof_tells_what_a_letters_file_is_instead(
    wps: Run, tmp_path: Path, content: bytes | None, told: str
) -> None:
    block = wps("draft", str(MADE), "--id", "mali-2031").stdout
    path = tmp_path / "made-letter.txt"
    if content == b"":
        path.mkdir()
    elif content:
        path.write_bytes(content)
    found = wps("check", "-", "--sources", str(tmp_path), stdin=(MISSIONS + block).encode())
    assert found.status == 1
    assert f": {told.format(path)}" in found.stdout


def test_stdin_cannot_be_the_letter_and_the_data(wps: Run) -> None:
    told = ("wps: error: - names both the letter and the data file", "hint: name one of the two by its path")
    _refused(wps("draft", "-", "--data", "-"), 2, *told)


def test_the_data_file_that_is_named_is_the_one_whose_missions_count(wps: Run, tmp_path: Path) -> None:
    without = re.sub(r'\[\[missions\]\]\ncode = "MINUSMA".*?\n\n', "", MISSIONS, flags=re.DOTALL)
    (tmp_path / "data.toml").write_text(without.replace("version", "meetings = []\nversion", 1), encoding="utf-8")
    block = tomllib.loads(wps("draft", str(MADE), "--id", "x", "--data", str(tmp_path / "data.toml")).stdout)
    assert [one["code"] for one in block["missions"]] == ["MINUSMA"]
    assert "missions" not in tomllib.loads(wps("draft", str(MADE), "--id", "x").stdout)


def test_stdin_is_a_letter_and_its_file_is_named_for_the_meeting(wps: Run) -> None:
    outcome = wps("draft", "-", "--id", "mali-2031", stdin=MADE.read_bytes())
    assert _meeting(outcome)["letter"]["file"] == "mali-2031.txt"
    named = wps("draft", str(MADE), "--id", "mali-2031").stdout
    assert outcome.stdout == named.replace("made-letter.txt", "mali-2031.txt")


@pytest.mark.parametrize(
    "text", ["(a) x\n", "The members noted it.\n\n", "Women were 12 per cent of staff, ", "A/", "a, "]
)
def test_what_no_letter_is_costs_little_and_is_refused(wps: Run, text: str) -> None:
    outcome = wps("draft", "-", "--id", "x", stdin=(HEAD + text * (200_000 // len(text))).encode())
    assert outcome.status == 65
    assert "more or longer paragraphs than a letter" in outcome.stderr


# What is read of the lines.


@pytest.mark.parametrize(
    ("claim", "printed", "paragraphs"),
    [
        ("a hyphen stays", "They asked for capacity-\nbuilding.", ["They asked for capacity-building."]),
        ("a page's end within a word", "It meant capacity-\n\n2/5\n\nbuilding.", ["It meant capacity-building."]),
        (
            "a word that the letter has whole is whole",
            "The implementation went on. They welcomed the imple-\nmentation.",
            ["The implementation went on. They welcomed the implementation."],
        ),
        ("a soft hyphen goes", "They welcomed the imple\u00ad\nmentation.", ["They welcomed the implementation."]),
        ("a hyphen that hangs", "They gave short-\nand long-term aid.", ["They gave short- and long-term aid."]),
        ("signs that cannot be seen", "They\u200b\u200e met\x07.", ["They met."]),
        ("accents are one character", "The communique\u0301 was signed.", ["The communiqué was signed."]),
        (
            "labels within a sentence",
            "Plans included:\n(a) the first one; (b) the second one;\n(c) the third; and\n(d) more.",
            ["Plans included: (a) the first one; (b) the second one; (c) the third; and (d) more."],
        ),
        (
            "a short word at a line's start is no label",
            "They had no plan until years later, when it came in\n\nmay. Then they met. He came in\n2016. It was so.",
            ["They had no plan until years later, when it came in may. Then they met. He came in 2016. It was so."],
        ),
        (
            "footnotes",
            "The agreement1 was signed; the plan,2 too.\n\n1 See S/2018/1.\n2 Ibid.\n\n2/5\n\nIt held.",
            ["The agreement was signed; the plan, too.", "It held."],
        ),
        ("a number that is no footnote", "12 women met.\n\n1 man met.", ["12 women met.", "1 man met."]),
        ("headings", "They met.\n\n**Main points**\n\nMain points raised\n\nIt held.", ["They met.", "It held."]),
        (
            "speech below a heading",
            "They met.\n\nMain points\n\n“We came”, she said.",
            ["They met.", "“We came”, she said."],
        ),
        (
            "the foot and head of an older page",
            "They met with the\n\n        /...\n        S/2031/17\n        English\n        Page 4\n\nadvisers.",
            ["They met with the advisers."],
        ),
        ("a last line without a full stop", "They met.\n\nIt held", ["They met.", "It held"]),
        (
            "a word behind a list",
            "They met:\n\n- one;\n- two; and\n\nIt held.",
            ["They met:", "one;", "two; and", "It held."],
        ),
        ("dashes", "They met – all\n– and it held.", ["They met – all – and it held."]),
    ],
)
def test_lines_are_put_together_again(claim: str, printed: str, paragraphs: list[str]) -> None:
    assert [text for _, text in _read(printed)] == paragraphs, claim


def test_labels_go_three_levels_deep_and_back() -> None:
    asked = "They asked:\n\n(a) One:\n(i) Two:\na. Three;\nb. Four;\n(ii) Five;\n\n(b) Six;\n\n(c) Seven.\n\n"
    printed = f"{asked}Then:\n\n(a) Eight."
    labels = ["(a)", "(a)(i)", "(a)(i)a.", "(a)(i)b.", "(a)(ii)", "(b)", "(c)", None, "(a)"]
    assert [label for label, _ in _read(printed)] == [None, *labels]


def test_lists_in_which_h_is_followed_by_i_and_lists_of_lists() -> None:
    letters = "".join(f"({letter}) Item.\n" for letter in "abcdefghij")
    assert [label for label, _ in _read(f"They asked:\n{letters}")][1:] == [f"({letter})" for letter in "abcdefghij"]
    again = "They asked:\n(a) One:\n(i) Two;\n(ii) Three;\n(b) Four:\n(i) Five."
    assert [label for label, _ in _read(again)][1:] == ["(a)", "(a)(i)", "(a)(ii)", "(b)", "(b)(i)"]


def test_a_topic_may_go_over_lines() -> None:
    assert _read("They said:\n\n- **Elections and\n  quotas.** They came.") == [
        (None, "They said:"),
        ("Elections and quotas", "They came."),
    ]


@pytest.mark.parametrize(
    ("printed", "topic", "text"),
    [
        ("**Elections**. They came.", "Elections", "They came."),
        ("*Elections.* They came.", "Elections", "They came."),
        ("- *Elections.* They came.", "Elections", "They came."),
        ("- **Elections** They came.", "Elections", "They came."),
        ("- Elections in Mali – They came.", "Elections in Mali", "They came."),
        ("* _Elections_ — They came.", "Elections", "They came."),
        ("- *Mokorotlo* singers came.", None, "Mokorotlo singers came."),
        ("- _Mokorotlo_ singers came.", None, "Mokorotlo singers came."),
        ("*Mokorotlo* singers came.", None, "Mokorotlo singers came."),
        ("Women – Ministers too – came.", None, "Women – Ministers too – came."),
    ],
)
def test_a_topic_is_what_begins_a_paragraph_apart(printed: str, topic: str | None, text: str) -> None:
    assert _read(f"They said:\n\n{printed}")[1:] == [(topic or None, text)]


@pytest.mark.parametrize(
    ("printed", "topics"),
    [
        (
            "• Sanctions. One member asked.\n\n• The transition in the Mission. It ended.\n\n• All agreed.",
            ["Sanctions", "The transition in the Mission", None],
        ),
        ("• Sanctions: One member asked.\n\n— Women: They came.", ["Sanctions", "Women"]),
        ("• Sanctions. One member asked.\n\n• It was so. It ended.", [None, None]),
        ("• Sanctions. One member asked.\n\n• It ended.", [None, None]),
        ("• Sanctions. One member asked.\n\nThey left.\n\n• Women. They came.", [None, None, None]),
        ("• Sanctions of all sorts at last. One asked.\n\n• Women. They came.", [None, None]),
        ("Sanctions. One member asked.\n\nWomen. They came.", [None, None]),
    ],
)
def test_two_bullets_of_a_list_that_begin_with_a_few_words_have_topics(printed: str, topics: list[str | None]) -> None:
    assert [topic for topic, _ in _read(f"They said:\n\n{printed}")][1:] == topics


def test_a_heading_is_not_a_topic() -> None:
    assert _read("They met.\n\nRecruitment and deployment\n\nIt was slow.") == [
        (None, "They met."),
        (None, "It was slow."),
    ]


def test_an_item_without_a_full_stop_ends_before_the_paragraph_below_it() -> None:
    long = f"They {'really ' * 40}asked for it."
    item = "Remove from national selection any requirement that the Council itself did not make so far"
    assert [text for _, text in _read(f"{long}\n\n•\t{item}\n\nAs regards others, it was so.")] == [
        long, item, "As regards others, it was so.",
    ]  # fmt: skip


def test_the_numbers_of_numbered_paragraphs_go_and_those_of_items_stay() -> None:
    numbered = "1. They met.\n\nA. Asks\n\n2. They asked:\n\n(a) One;\n\n(b) Two.\n\n3. They left."
    texts = [(None, "They met."), (None, "They asked:"), ("(a)", "One;"), ("(b)", "Two."), (None, "They left.")]
    assert _read(numbered) == texts
    items = "They asked:\n\n1. The Council should:\n\n(a) Ask;\n\n(b) Act.\n\n2. All should act."
    assert [label for label, _ in _read(items)] == [None, "1.", "1.(a)", "1.(b)", "2."]


@pytest.mark.parametrize(
    ("sentence", "chairs"),
    [
        (
            "As Co-Chairs of the Informal Expert Group on Women, Peace and Security, Ghana and Peru wish to",
            "Ghana, Peru",
        ),
        ("Ghana, Peru and Bosnia and Herzegovina, as Co-Chairs, share", "Ghana, Peru, Bosnia and Herzegovina"),
        ("On behalf of the Co-Chairs, Côte d'Ivoire and the Republic of Korea, we", "Côte d'Ivoire, Republic of Korea"),
        ("It was held on 4 May. Peru and the United Kingdom co-chaired the meeting", "Peru, United Kingdom"),
        ("The meeting was co-chaired by the Permanent Representatives of Ghana and Peru, and we", "Ghana, Peru"),
        ("In our capacity as Co-Chairs of the Group, we have the honour to", "Norway"),
        (
            "Fiji and Morocco, which co-chair the Informal Expert Group on Women and Peace and Security,",
            "Fiji, Morocco",
        ),
        ("Ghana and Peru, which are co-chairing the Group this year,", "Ghana, Peru"),
        ("The Permanent Representatives of Ghana and Peru, who serve as Co-Chairs,", "Ghana, Peru"),
        ("Ghana and the Gambia (Co-Chairs)", "Ghana, Gambia"),
        ("On behalf of the Group, which Ghana and Peru co-chair, we", "Ghana, Peru"),
    ],
)
def test_co_chairs_are_found_however_they_are_named(sentence: str, chairs: str) -> None:
    office = "Ambassador\nPermanent Representative of Norway"
    head = HEAD.replace("Ghana, as Co-Chair of the Informal Expert Group, hereby", f"{sentence} hereby")
    assert read("x", head.replace("Ambassador", office) + "They met.").co_chairs == chairs.split(", ")


@pytest.mark.parametrize(
    ("heading", "title", "day"),
    [
        ("**Note on the meeting on Mali**\n\n**5 May 2031**", "Note on the meeting on Mali", "2031-05-05"),
        ("**Women's voices (6 and 7 May 2031): summary**", "Women's voices (6 and 7 May 2031): summary", "2031-05-06"),
        (
            "Informal Expert Group on Women:\nsummary of the meeting on Mali, held\non 4 May 2031",
            "Informal Expert Group on Women: summary of the meeting on Mali, held on 4 May 2031",
            "2031-05-04",
        ),
    ],
)
def test_the_title_and_day_of_the_note_are_found_however_they_are_set(
    wps: Run, heading: str, title: str, day: str
) -> None:
    text = HEAD.replace("**Summary of the meeting on Mali, 4 May 2031**", heading) + "They met with MINUSMA.\n"
    meeting = _meeting(wps("draft", "-", "--id", "x", stdin=text.encode()))
    assert (meeting["title"], str(meeting["date"])) == (title, day)


def test_text_in_columns_is_read_by_its_indents() -> None:
    lines = [
        "          The members of the Group met for the first time and spoke of the north and the centre. They",
        "     left early.",
        "          The briefers stayed.",
        "          They said:",
        "          (a)   That it was so. That is a second sentence of this item, which goes on to the next line, and",
        "                ends here.",
        "          The Co-Chairs thanked them.",
    ]
    assert _read("\n".join(lines)) == [
        (
            None,
            "The members of the Group met for the first time and spoke of the north and the centre. They left early.",
        ),
        (None, "The briefers stayed."),
        (None, "They said:"),
        (
            "(a)",
            "That it was so. That is a second sentence of this item, which goes on to the next line, and ends here.",
        ),
        (None, "The Co-Chairs thanked them."),
    ]


# What is made of the sentences.

ADVISER = "Senior Women's Protection Adviser"


@pytest.mark.parametrize(
    ("sentence", "quotes"),
    [
        # Whole.
        ("The Mission had opened two offices.", ["The Mission had opened two offices."]),
        ("They played distinct, yet complementary, roles.", ["They played distinct, yet complementary, roles."]),
        ("The text was to be finalized and signed.", ["The text was to be finalized and signed."]),
        *(
            (whole, [whole])
            for whole in (
                "They welcomed the new national action plan of Mali and improved coordination among all donors.",
                "The text had been read in all the provinces of the north and signed.",
            )
        ),
        ("He met Ms. A. Example. She left.", ["He met Ms. A. Example.", "She left."]),
        (
            "The cost and the lack of staff hampered the work because roads were bad and women were afraid.",
            ["The cost and the lack of staff hampered the work because roads were bad and women were afraid."],
        ),
        # Contrasts.
        (
            "The members noted progress in the north, but asked for more.",
            ["The members noted progress in the north", "asked for more"],
        ),
        (
            "While progress had been made in the capital, the north had been left out.",
            ["progress had been made in the capital", "the north had been left out"],
        ),
        (
            "He explained that, while the law was new, the courts were not.",
            ["the law was new", "the courts were not"],
        ),
        (
            "The Government had signed the plan, notwithstanding the delays.",
            ["The Government had signed the plan", "notwithstanding the delays"],
        ),
        # Clauses and predicates.
        (
            "Impunity remained a concern and the stigma led to underreporting.",
            ["Impunity remained a concern", "the stigma led to underreporting"],
        ),
        (
            "She noted that six of the delegates were women and that a law was being drafted.",
            ["She noted that six of the delegates were women", "a law was being drafted"],
        ),
        (
            "The Mission had trained forty women as mediators and was opening an office in Gao.",
            ["The Mission had trained forty women as mediators", "was opening an office in Gao"],
        ),
        (
            "Members welcomed the briefings, expressed support for the advisers and asked for more of them.",
            ["Members welcomed the briefings", "expressed support for the advisers", "asked for more of them"],
        ),
        ("It had been done; others had to follow.", ["It had been done", "others had to follow"]),
        # Lists.
        (
            "Priorities included: (a) a plan; (b) a law, and more; and (c) money.",
            ["a plan", "a law, and more", "money"],
        ),
        (
            "The mission had a plan with two pillars: (i) prevention; and (ii) protection.",
            ["The mission had a plan with two pillars", "prevention", "protection"],
        ),
        (
            "The challenges included the heat, a lack of judges, compounded by delays, weak courts and the distance.",
            ["the heat", "a lack of judges, compounded by delays", "weak courts", "the distance"],
        ),
        (
            "Opportunities had arisen from work on monitoring, analysis and reporting and a plan, as well as new laws.",
            ["work on monitoring, analysis and reporting", "a plan", "new laws"],
        ),
        (
            "He named three obstacles to their work: threats on social media, the closure of banks and the heat.",
            ["threats on social media", "the closure of banks", "the heat"],
        ),
        (
            "It was made clear that some had left; that others stayed; and that all were tired.",
            ["some had left", "others stayed", "all were tired"],
        ),
        (
            "A law obliged all to ask, and the police in Gao applied it.",
            ["A law obliged all to ask", "the police in Gao applied it"],
        ),
        (
            "Despite the verdict in May, witnesses were afraid.",
            ["Despite the verdict in May", "witnesses were afraid"],
        ),
        (
            "Women walked the market every day, and reports of violence had grown.",
            ["Women walked the market every day", "reports of violence had grown"],
        ),
        (
            "Members were told that two women had been killed since January and that several had withdrawn.",
            ["Members were told that two women had been killed since January", "several had withdrawn"],
        ),
        (
            "The Fund had received money, and earmarking for gender came to little.",
            ["The Fund had received money", "earmarking for gender came to little"],
        ),
        (
            "The truce, although never signed and all but over, had held.",
            ["The truce, although never signed and all but over, had held."],
        ),
        (
            "It was noted that parity had been achieved at the lower level, but that none of the chiefs was a woman.",
            ["It was noted that parity had been achieved at the lower level", "none of the chiefs was a woman"],
        ),
        (
            "Difficulties encountered there included the lack of investigators, the fear of reprisals and the rain.",
            ["the lack of investigators", "the fear of reprisals", "the rain"],
        ),
        (
            "It was said that no midwives came, and that UNFPA expected more deaths.",
            ["It was said that no midwives came", "UNFPA expected more deaths"],
        ),
        ("The plan held, but the average broke down.", ["The plan held", "the average broke down"]),
        (
            "One speaker, who ran a large workshop in Gao, said that it had been shut.",
            ["One speaker, who ran a large workshop in Gao, said that it had been shut."],
        ),
        (
            "The Head had found it good but observed that none came.",
            ["The Head had found it good", "observed that none came"],
        ),
        (
            "A plan was agreed, the Mission having asked for it.",
            ["A plan was agreed", "the Mission having asked for it"],
        ),
        (
            "The truce, although never formally signed, had held since May.",
            ["The truce, although never formally signed, had held since May."],
        ),
        ("Between 2028 and 2031, it had given $3 million.", ["Between 2028 and 2031, it had given $3 million."]),
        (
            "They met the Head of MINUSMA; the Envoy; and others.",
            ["They met the Head of MINUSMA; the Envoy; and others."],
        ),
        ("“We are few, but we were here”, she said.", ["“We are few, but we were here”, she said."]),
        # What is too long to be a sentence.
        (f"It was so, but {'very ' * 700}late.", [f"It was so, but {'very ' * 700}late."]),
    ],
)
def test_a_sentence_is_cut_where_its_words_show_a_joint(
    drafted: Callable[..., dict[str, Any]], sentence: str, quotes: list[str]
) -> None:
    assert [row["quote"] for row in _rows(drafted(sentence))] == quotes


def test_the_lead_is_what_the_quote_cannot_do_without(drafted: Callable[..., dict[str, Any]]) -> None:
    text = (
        "The members also noted the progress made, but asked for more and called for a law on shelters. "
        "The briefers noted the need for judges in Gao and stressed that many had left. "
        "While women had won, few had been named. Challenges included the heat and the dust. "
        "It had been said that women were few and that men were many."
    )
    assert [row.get("lead") for row in _rows(drafted(text))] == [
        None,
        "The members also noted the progress made, but",
        "The members also noted the progress made, but asked for more and",
        None,
        "The briefers",
        "While",
        "While women had won,",
        "Challenges included",
        "Challenges included",
        None,
        "It had been said that women were few and that",
    ]


def test_speakers_run_through_their_paragraph_and_their_lists(drafted: Callable[..., dict[str, Any]]) -> None:
    text = (
        f"The {ADVISER} from MINUSMA noted gains. The Government had helped. The {ADVISER} added details.\n\n"
        "Members asked for news. They welcomed it. Participants agreed. The law was new.\n\n"
        "In response to questions, the briefers added the following points:\n\n"
        "- **Laws.** The law was new.\n- **Money.** UN-Women, as the secretariat of the Group, presented a plan."
    )
    full = f"{ADVISER} from MINUSMA"
    assert [row.get("speaker") for row in _rows(drafted(text))] == [
        full, full, full, "members", "members", "Participants", None, "briefers", "UN-Women",
    ]  # fmt: skip
    turns = "Members asked for news; the Force Commander replied that it was late, but it could wait."
    assert [row["speaker"] for row in _rows(drafted(turns))] == ["members", "Force Commander", "Force Commander"]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("According to the Force Commander, it was late.", "Force Commander"),
        ("The law, the representative of UN-Women cautioned, was new.", "representative of UN-Women"),
        ("The law was new, the Force Commander added.", "Force Commander"),
        ("The state of things, as the Head of MINUSMA portrayed it, was bad.", "Head of MINUSMA"),
        ("The Force Commander briefly described the state of things.", "Force Commander"),
        ("It was bad, a thing which the Force Commander described.", None),
        ("There were plans, in which the Minister asked for more.", None),
    ],
)
def test_who_speaks_may_stand_anywhere_in_the_sentence(
    drafted: Callable[..., dict[str, Any]], sentence: str, speaker: str | None
) -> None:
    assert {row.get("speaker") for row in _rows(drafted(sentence))} == {speaker}


def test_the_adviser_is_the_one_named_in_full_before_and_a_co_chair_may_speak(
    drafted: Callable[..., dict[str, Any]],
) -> None:
    text = (
        "The Gender Adviser noted gains. Roads were bad. The Adviser asked for more.\n\nGhana, speaking first, agreed."
    )
    assert [row.get("speaker") for row in _rows(drafted(text))] == [*["Gender Adviser"] * 3, "Ghana"]
    assert "speaker" not in _rows(drafted("Chad agreed."))[0]
    assert {"who": "Ghana"} not in drafted(text)["participants"]
    two = "The Deputy Special Representative of the Fund noted gains. The Special Representative of the Fund agreed."
    names = ["Deputy Special Representative of the Fund", "Special Representative of the Fund"]
    assert [row["speaker"] for row in _rows(drafted(two))] == names
    turns = "The Gender Adviser noted gains; the Adviser warned that roads were bad."
    assert [row["speaker"] for row in _rows(drafted(turns))] == ["Gender Adviser"] * 2


def test_what_nobody_in_particular_said_has_no_speaker(drafted: Callable[..., dict[str, Any]]) -> None:
    text = "Members asked for news. It was pointed out that roads were bad. They had left."
    assert [row.get("speaker") for row in _rows(drafted(text))] == ["members", None, None]


def test_who_speaks_for_a_mission_speaks_of_it(drafted: Callable[..., dict[str, Any]]) -> None:
    opening = (
        "They were briefed by the Deputy Head of the United Nations Mission in South Sudan (UNMISS) and the "
        "adviser of the United Nations Force for Zenda (UNFZ)."
    )
    meeting = drafted("The Deputy Head noted gains. He had 12 hopes.\n\nThe Envoy noted more.", opening=opening)
    assert [row["missions"] for row in _rows(meeting)] == [["UNMISS"], ["UNMISS"], []]
    assert [row["missions"] for row in _rows(meeting, "figures")] == [["UNMISS"]]


def test_a_pronoun_is_who_spoke_before(drafted: Callable[..., dict[str, Any]]) -> None:
    text = "The Force Commander warned of rain. By her account, it was late. He asked for more."
    assert [row.get("speaker") for row in _rows(drafted(text))] == ["Force Commander"] * 3


@pytest.mark.parametrize(
    ("sentence", "kind", "inferred"),
    [
        ("Challenges included the heat.", "challenge", None),
        ("Among the obstacles were the heat and the dust.", "challenge", True),
        ("Difficulties included the heat.", "challenge", True),
        ("Impunity prevailed.", "challenge", True),
        ("Successes included the law.", "achievement", None),
        ("The law was adopted.", "achievement", True),
        ("Parties committed themselves to peace.", "commitment", None),
        ("There were opportunities and challenges.", "observation", None),
        ("The law was long.", "observation", None),
    ],
)
def test_the_kind_is_the_letters_word_or_a_reading(
    drafted: Callable[..., dict[str, Any]], sentence: str, kind: str, inferred: bool | None
) -> None:
    row = _rows(drafted(sentence))[0]
    assert (row["kind"], row.get("inferred")) == (kind, inferred)


def test_a_kind_is_told_with_its_word_and_a_cut_where_it_is_doubtful(wps: Run) -> None:
    text = f"{HEAD}They met with MINUSMA.\n\nImpunity prevailed. Challenges included the heat. All was well.\n"
    outcome = wps("draft", "-", "--id", "x", stdin=text.encode())
    told = ['# kind: guessed from "Impunity"', '# kind: the letter says "Challenges"']
    assert re.findall("# kind: .*", outcome.stdout) == told
    joints = (
        "Impunity was great and women were afraid. They noted it and asked for more news. They came, but left early."
    )
    cut = wps("draft", "-", "--id", "x", stdin=f"{HEAD}They met with MINUSMA.\n\n{joints}\n".encode())
    quotes = re.findall('# cut here[?].*?quote = "(.*?)"', cut.stdout, re.DOTALL)
    assert quotes == ["women were afraid", "asked for more news"]


@pytest.mark.parametrize(
    ("sentence", "when"),
    [
        ("It came in 2015.", "2015"),
        ("In June 2030, it came.", "2030-06"),
        ("In March, it came.", "2031-03?"),
        ("In October, it came.", "2030-10?"),
        ("In October, it will come.", "2031-10?"),
        ("On 4 May, it came.", "2031-05-04"),
        ("A meeting was to be held on 22 May.", "2031-05-22?"),
        ("They met from 7 to 11 November 2030.", "2030-11-07/2030-11-11"),
        ("It fell between 2015 and 2016.", "2015/2016"),
        ("In 2012 and 2013, it rose.", "2012/2013"),
        ("It was seen from 7 to 11 March and never again.", "2031-03-07?/2031-03-11?"),
        ("It came in March and on 4 May.", None),
        ("Resolution 2242 (2015) was cited, and many may come.", None),
    ],
)
def test_dates_are_read_as_printed(drafted: Callable[..., dict[str, Any]], sentence: str, when: str | None) -> None:
    assert _rows(drafted(sentence))[0].get("when") == when


@pytest.mark.parametrize(
    ("asked", "addressees"),
    [
        ("(a) Encourage donors to give more.", ["donors"]),
        ("(a) For the donors: to give more.", ["donors"]),
        (
            "(a) That MINUSMA should train women. Considering the need, the Mission should hurry.",
            ["MINUSMA", "Mission"],
        ),
        ("(a) That talks with the Malian authorities should go on.", [None]),
        ("(a) Where the Government will not, the Council should act.", ["Council"]),
        (
            "(a) Countries should send women, and the Mission should house them. To hurry, Donors should pay.",
            ["Countries", "Donors"],
        ),
        ("(a) The Security Council should:\n(i) Ask;\n(ii) Urge donors to give.", ["Security Council"] * 2),
        (
            "(a) Police contributors and all countries are encouraged to send women.",
            ["Police contributors and all countries"],
        ),
    ],
)
def test_a_recommendation_is_addressed_to_who_is_to_act(
    drafted: Callable[..., dict[str, Any]], asked: str, addressees: list[str | None]
) -> None:
    rows = _rows(drafted(f"Recommendations by the participants included:\n\n{asked}"))
    assert [row.get("addressee") for row in rows] == addressees
    assert {row["kind"] for row in rows} == {"recommendation"}
    assert {row["speaker"] for row in rows} == {"participants"}


def test_what_introduces_the_recommendations_may_name_who_is_to_act(drafted: Callable[..., dict[str, Any]]) -> None:
    rows = _rows(
        drafted("The briefers, in their wisdom, recommended that the Council:\n\n(a) Ask;\n\n(b) Urge donors to give.")
    )
    assert [(row["addressee"], row["speaker"]) for row in rows] == [("Council", "briefers")] * 2


def test_the_request_to_circulate_the_letter_is_of_no_mission(wps: Run) -> None:
    head = HEAD.replace("(see annex).\n", "(see annex).\n\nWe ask that it be circulated as a document.\n")
    meeting = _meeting(wps("draft", "-", "--id", "x", stdin=f"{head}MINUSMA briefed them.\n".encode()))
    rows = [row for paragraph in meeting["paragraphs"] for row in paragraph["records"]]
    assert [row.get("missions") for row in rows] == [None, [], None]


@pytest.mark.parametrize("heading", ["Recommendations", "Proposed follow-up", "Suggestions"])
@pytest.mark.parametrize("intro", ["The Group made these points:\n\n", ""])
def test_recommendations_may_stand_as_bullets_under_their_heading(
    drafted: Callable[..., dict[str, Any]], intro: str, heading: str
) -> None:
    meeting = drafted(f"**{heading}**\n\n{intro}- MINUSMA should act; it must hurry.\n\nThey left.")
    assert [(row["kind"], row["quote"]) for row in _rows(meeting)] == [
        ("recommendation", "MINUSMA should act; it must hurry"),
        ("observation", "They left."),
    ]


def test_only_a_nested_recommendation_takes_the_words_that_introduce_its_list(
    drafted: Callable[..., dict[str, Any]],
) -> None:
    asked = drafted(
        "Recommendations were:\n\n(a) The Council should:\n(i) Ask. It should hurry;\n\n(b) MINUSMA should act."
    )
    assert [row.get("lead") for row in _rows(asked)] == ["The Council should:", None, None]
    listed = drafted("Priorities for 2032 included:\n\n(a) The law;\n\n(b) The police.")
    assert [(row["lead"], row["kind"]) for row in _rows(listed)] == [("Priorities for 2032 included:", "priority")] * 2


def test_bare_bullets_are_led_and_called_as_the_words_above_them_say(drafted: Callable[..., dict[str, Any]]) -> None:
    rows = _rows(drafted("The challenges included:\n\n- The heat;\n\n- The dust. It was new."))
    assert [(row["kind"], row.get("inferred"), row.get("lead")) for row in rows] == [
        ("challenge", None, "The challenges included:"),
        ("challenge", None, "The challenges included:"),
        ("observation", None, None),
    ]


def test_the_lead_of_a_list_within_a_list_runs_from_the_outermost_words(drafted: Callable[..., dict[str, Any]]) -> None:
    asked = "Recommendations were:\n\n(a) The Council should:\n\n(i) Ask the Mission to:\n\na. Hurry;\n\nb. Stay;"
    assert [row["lead"] for row in _rows(drafted(asked))] == ["The Council should: Ask the Mission to:"] * 2


# Numbers.


def test_shares_of_women_are_staffing_and_all_else_figures(drafted: Callable[..., dict[str, Any]]) -> None:
    meeting = drafted(
        "Women made up 27 per cent of civilian staff, less than 7 per cent of the police personnel and about 2.5% of "
        "the military observers. Women were 30 per cent of the candidates. Men were 9 per cent of staff. "
        "Only $1 million of the $20 million was there. Between 8 and 9 per cent of women police officers left. "
        "14 of 62 posts and one-year plans were lost. Over 400 women candidates had come. A total of 12. "
        "Women had 90 of some 1,200 council seats. One member left."
    )
    keys = ("category", "percent", "bound", "lead", "quote")
    assert [tuple(row[key] for key in keys) for row in _rows(meeting, "staffing")] == [
        ("civilian staff", 27, "=", "Women made up", "27 per cent of civilian staff"),
        ("police personnel", 7, "<", "Women made up", "less than 7 per cent of the police personnel"),
        ("military observers", 2.5, "~", "Women made up", "about 2.5% of the military observers"),
    ]
    assert [(row["value"], row["unit"], row["bound"]) for row in _rows(meeting, "figures")] == [
        (30, "per cent", "="), (9, "per cent", "="), (1, "$ million", "="), (20, "$ million", "="),
        (8, "per cent", ">="), (9, "per cent", "<="), (14, "of 62 posts", "="), (1, "year", "="),
        (400, "women candidates", ">"), (90, "of some 1,200 council seats", "="),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lead", "quote", "percent", "behind"),
    [
        ("Women were few: the figure for", "military observers had stagnated at 9 per cent", 9, "."),
        ("Women's representation in the", "military observers stood at less than 12 per cent", 12, " in 2030."),
        ("The share of women among", "military observers rose to 12.5%", 12.5, ", he said."),
        ("There were 311", "military observers, of whom 18.6 per cent were women", 18.6, ", and few stayed."),
        ("Of the 300", "military observers, about 9 per cent were women", 9, ", up from 8 per cent in 2030."),
        ("", "Fifteen per cent of the Mission's military observers were women", 15, " and 3 per cent were Malian."),
        ("Women made up", "at least 9% of all military observers", 9, ", and that was new."),
    ],
)
def test_shares_are_staffing_however_they_are_printed(
    drafted: Callable[..., dict[str, Any]], lead: str, quote: str, percent: float, behind: str
) -> None:
    rows = _rows(drafted(f"{lead} {quote}{behind}".strip()), "staffing")
    keys = ("category", "percent", "lead", "quote")
    assert [tuple(row.get(key) for key in keys) for row in rows] == [
        ("military observers", percent, lead or None, quote)
    ]


def test_what_is_no_number_or_no_share_of_women_is_no_staffing(drafted: Callable[..., dict[str, Any]]) -> None:
    text = (
        "It came at one or both meetings. One third of the police and two quarters of all were women. Half were women."
    )
    text += " In the police, women reported 12 per cent more cases."
    text += " The share of women among police officers rose from 9 per cent in 2030 to 12 per cent."
    meeting = drafted(text)
    assert _rows(meeting, "staffing") == []
    assert [row["value"] for row in _rows(meeting, "figures")] == [12, 9, 12]


def test_a_list_of_shares_is_staffing_too(drafted: Callable[..., dict[str, Any]]) -> None:
    meeting = drafted(
        "The share of women stood at:\n\n- Police units: less than 7 per cent;\n- Clerks: 8 per cent\n- Troops: 9%."
    )
    staffing = [(row["category"], row["percent"], row["bound"], row["quote"]) for row in _rows(meeting, "staffing")]
    assert staffing == [
        ("Police units", 7, "<", "Police units: less than 7 per cent"),
        ("Troops", 9, "=", "Troops: 9%"),
    ]
    assert [(row["value"], row["quote"]) for row in _rows(meeting, "figures")] == [(8, "Clerks: 8 per cent")]
    assert _rows(meeting) == []


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("Women made up between 16 and 19 per cent of police.", [("police", 16, ">="), ("police", 19, "<=")]),
        ("Women made up from 3 to 5% of troops.", [("troops", 3, ">="), ("troops", 5, "<=")]),
        ("The share of women among troops rose from 3 to 5 per cent.", []),
        ("Women were just under 30 per cent of staff.", [("staff", 30, "<")]),
        ("Women were 9% of staff and, at times, 5% of troops.", [("staff", 9, "="), ("troops", 5, "=")]),
        ("Among police officers, their share did not exceed 9 per cent. Women left.", []),
        ("Women were few. Among police officers, their share did not exceed 9%.", [("police officers", 9, "<=")]),
        (
            "Women were 9% of troops. They were 33 per cent of civilian staff but at most 11 per cent of monitors.",
            [("troops", 9, "="), ("civilian staff", 33, "="), ("monitors", 11, "<=")],
        ),
        ("Women were 9% of troops. MINUSMA had filled 70 per cent of its police posts.", [("troops", 9, "=")]),
        ("Some 12 per cent of women police officers had left.", []),
    ],
)
def test_shares_have_their_bounds_and_go_on_from_the_sentence_before(
    drafted: Callable[..., dict[str, Any]], text: str, shares: list[tuple[str, float, str]]
) -> None:
    assert _shares(drafted(text)) == shares


def test_shares_in_bullets_are_staffing_below_a_paragraph_with_a_topic(
    drafted: Callable[..., dict[str, Any]],
) -> None:
    bullets = "- Police: slightly over 40 per cent\n\n- Troops: 21 to 23 per cent"
    bullets = bullets.replace("23 per cent", "23 per cent, with the rotation")
    found = _shares(drafted(f"**Staff**. The shares of women were:\n\n{bullets}"))
    assert found == [("Police", 40, ">"), ("Troops", 21, ">="), ("Troops", 23, "<=")]


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        # A mission's own people are told by what introduces their share, or by the share before it.
        (
            "As to the Mission, women were 25% of staff. Among heads of section the share lay between 30 and 35%.",
            [("staff", 25, "="), ("heads of section", 30, ">="), ("heads of section", 35, "<=")],
        ),
        ("Women in the Mission made up 9 per cent of section chiefs.", [("section chiefs", 9, "=")]),
        ("**Staffing**\n\nThe shares of women were:\n\n- Drivers: 9 per cent", [("Drivers", 9, "=")]),
        ("Women in MINUSMA were 9 per cent of section chiefs.", [("section chiefs", 9, "=")]),
        ("Women were 9% of international police officers.", [("international police officers", 9, "=")]),
        ("Women made up 9 per cent of section chiefs in the Ministry.", []),
        ("Women were 9 per cent of the national police and of candidates.", []),
        ("Women were 9% of staff. They were 5 per cent of civil servants.", [("staff", 9, "=")]),
        ("Women accounted for 41 per cent of the leadership of MINUSMA.", [("leadership of MINUSMA", 41, "=")]),
        # Those who never are.
        ("Women were 17 per cent of the Malian police and 3 per cent of the Mali border troops.", []),
        ("Women in the Mission's area were 9 per cent of members of parliament and 8 per cent of candidates.", []),
        ("Women were 9 per cent of staff. Their share was 12 per cent of voters.", [("staff", 9, "=")]),
        ("Women were 9 per cent of participants from MINUSMA.", []),
        # Bounds that are behind, and grades.
        ("Women were 15 per cent of civilian observers at most.", [("civilian observers", 15, "<=")]),
        ("Women made up 15 per cent of troops at least, and so it was.", [("troops", 15, ">=")]),
        (
            "Women held not more than 12 per cent of police posts at the D-1 level and above.",
            [("police posts at the D-1 level and above", 12, "<=")],
        ),
        ("Women made up exactly half of international staff.", []),
    ],
)
def test_whose_share_is_a_missions_own_is_told_by_the_words_around_it(
    drafted: Callable[..., dict[str, Any]], text: str, shares: list[tuple[str, float, str]]
) -> None:
    assert _shares(drafted(text)) == shares


def test_an_item_is_about_the_mission_that_it_names(drafted: Callable[..., dict[str, Any]]) -> None:
    items = (
        "- 33 per cent of police officers in all missions;\n\n"
        "- UNMISS: 44 per cent of international staff and 39 per cent of national staff;\n\n"
        "- Between 25 and 28 per cent of that of UNFZ, with the rotation;\n\n"
        "- A support team: under 3 per cent of troops"
    )
    meeting = drafted(f"Women accounted for the following shares:\n\n{items}", opening=TWO)
    assert [(row["mission"], row["category"], row["percent"], row["bound"]) for row in _rows(meeting, "staffing")] == [
        ("UNMISS", "international staff", 44, "="),
        ("UNMISS", "national staff", 39, "="),
        ("UNFZ", "that of UNFZ", 25, ">="),
        ("UNFZ", "that of UNFZ", 28, "<="),
    ]
    figures = [(row["value"], row["bound"], row["missions"]) for row in _rows(meeting, "figures")]
    assert figures == [(33, "=", []), (3, "<", [])]


def test_an_item_is_about_the_mission_that_the_words_above_it_name(drafted: Callable[..., dict[str, Any]]) -> None:
    meeting = drafted("UNMISS was late. Women were:\n\n- 9 per cent of troops;\n\n- 5 per cent of staff.", opening=TWO)
    assert [(row["mission"], row["percent"]) for row in _rows(meeting, "staffing")] == [("UNMISS", 9), ("UNMISS", 5)]


def test_one_category_has_one_share(drafted: Callable[..., dict[str, Any]]) -> None:
    meeting = drafted(
        "Women were 7 per cent of police personnel. In 2030, women had been 6 per cent of police personnel."
    )
    assert [row["percent"] for row in _rows(meeting, "staffing")] == [7]
    assert [row["value"] for row in _rows(meeting, "figures")] == [6]


def test_a_country_is_no_category(drafted: Callable[..., dict[str, Any]]) -> None:
    meeting = drafted("Of the 6 police officers in Mali, from 3 to 5 per cent were women.")
    assert not _rows(meeting, "staffing")
    assert [row["value"] for row in _rows(meeting, "figures")] == [6, 3, 5]
    there = drafted("Women made up 5 per cent of the military personnel in Mali. One in ten left.")
    assert [row["category"] for row in _rows(there, "staffing")] == ["military personnel in Mali"]
    assert not _rows(there, "figures")


def test_a_share_has_the_time_that_its_lead_tells(drafted: Callable[..., dict[str, Any]]) -> None:
    meeting = drafted("As at 31 March 2031, women made up 5 per cent of police personnel.")
    assert [row["when"] for row in _rows(meeting, "staffing")] == ["2031-03-31"]


# Missions.

TWO = "They met with the United Nations Mission in South Sudan (UNMISS) and the United Nations Force for Zenda (UNFZ)."


def test_a_mission_that_is_new_has_a_block_of_its_own(wps: Run) -> None:
    outcome = wps("draft", "-", "--id", "x", stdin=f"{HEAD}{TWO}\n".encode())
    assert tomllib.loads(outcome.stdout)["missions"] == [
        {"code": "UNFZ", "name": "United Nations Force for Zenda", "countries": ["Zenda"]}
    ]
    assert _meeting(outcome)["missions"] == ["UNMISS", "UNFZ"]


def test_where_several_are_represented_each_row_has_its_missions(drafted: Callable[..., dict[str, Any]]) -> None:
    text = (
        "UNMISS had trained women. It was late.\n\nIn Zenda, roads were bad. In South Sudan, 12 women had left.\n\n"
        "All advisers had met.\n\nThey said:\n\n- It was so in the end. Zenda was far."
    )
    meeting = drafted(text, opening=TWO)
    missions = [["UNMISS"], ["UNMISS"], ["UNFZ"], ["UNMISS"], [], [], ["UNFZ"]]
    assert [row["missions"] for row in _rows(meeting)] == missions
    assert [row["missions"] for row in _rows(meeting, "figures")] == [["UNMISS"]]
    shares = drafted("Women were 7 per cent of police in UNMISS. Posts were 8 per cent of police.", opening=TWO)
    assert [(row["mission"], row["percent"]) for row in _rows(shares, "staffing")] == [("UNMISS", 7)]


def test_who_took_part_is_guessed_from_the_opening_and_from_who_spoke(drafted: Callable[..., dict[str, Any]]) -> None:
    opening = (
        "The members received a briefing from the Head of MINUSMA and the Force Commander, senior officers and others."
    )
    meeting = drafted("The Executive Director of UN-Women noted gains. The briefers agreed.", opening=opening)
    assert meeting["participants"] == [
        {"who": "Head of MINUSMA", "missions": ["MINUSMA"]},
        {"who": "Force Commander"},
        {"who": "senior officers and others"},
        {"who": "members"},
        {"who": "Executive Director of UN-Women"},
    ]
    opening = (
        "The speakers at the meeting were the Head of the United Nations Office for West Africa and the Sahel, its "
        "adviser and the Envoy, accompanied by the Resident and Humanitarian Coordinator, joined by colleagues of hers."
    )
    items = "- The Head of MINUSMA, on 4 May;\n\n- The Envoy.\n\nThey left."
    second = drafted(items, opening="The Group met.\n\nThe following briefed it:")
    listed = drafted(items, opening="The Group heard:")
    assert second["participants"] == listed["participants"]
    assert [one["who"] for one in listed["participants"]] == ["Head of MINUSMA, on 4 May", "Envoy"]
    assert [one["who"] for one in drafted("They left.", opening=opening)["participants"]] == [
        "Head of the United Nations Office for West Africa and the Sahel", "adviser", "Envoy",
        "Resident and Humanitarian Coordinator", "colleagues of hers",
    ]  # fmt: skip


def test_the_head_of_the_letter_is_read(drafted: Callable[..., dict[str, Any]]) -> None:
    head = HEAD.replace("**Security Council**", "United Nations          S/2031/17\n\n**General Assembly**")
    letter = drafted(
        "It was so.", head=head.replace("Ambassador", "Permanent Representative of the Gambia to the United\nNations")
    )["letter"]
    assert (letter["organ"], letter["symbol"], letter["language"]) == ("General Assembly", "S/2031/17", "English")
    assert letter["signatories"] == [
        {
            "name": "A. Example",
            "title": "Permanent Representative of the Gambia to the United Nations",
            "state": "Gambia",
        }
    ]
    one_line = drafted("It was so.", head=HEAD.replace("\nAmbassador", ", Ambassador"))["letter"]
    assert one_line["signatories"] == [{"name": "A. Example", "title": "Ambassador"}]
    bare = drafted("It was so.", head=HEAD.replace("25 May 2031\n", "").replace("Ambassador\n", ""))["letter"]
    assert (str(bare["distributed"]), bare["signatories"]) == ("2031-05-20", [{"name": "A. Example", "title": ""}])


def test_a_footnote_is_told_beside_the_letter(wps: Run) -> None:
    text = f"{HEAD}They met[^1] and left.\n\n[^1]: See S/2031/1.\n"
    outcome = wps("draft", "-", "--id", "x", stdin=text.encode())
    assert "# no paragraph holds this footnote: [^1]: See S/2031/1.\n" in outcome.stdout
    assert _meeting(outcome)["paragraphs"][1]["text"].strip() == "They met and left."


@pytest.mark.parametrize("mark", ["[^1]", "\u00b9", "<sup>1</sup>", "[1]", "\\[1\\]"])
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_the_marks_of_footnotes_go_however_they_are_set(wps: Run, mark: str, gap: str) -> None:
    if gap == "\n" and mark[:2] not in ("[^", "<s"):
        gap = "\n\n"  # other notes cannot be told from a line that goes on
    text = f"{HEAD}They met in UNMISS (2030){mark} and left.{mark.replace('1', '2').replace('¹', '²')}{gap}"
    text += f"{mark} See S/2031/1.\n{mark.replace('1', '2').replace('¹', '²')}: Ibid.\n\nIt was 10 m\u00b3 [3] wide.\n"
    meeting = _meeting(wps("draft", "-", "--id", "x", stdin=text.encode()))
    texts = [joined_lines(one["text"].lstrip()) for one in meeting["paragraphs"][1:]]
    assert texts == ["They met in UNMISS (2030) and left.", "It was 10 m\u00b3 [3] wide."]


def test_the_title_of_a_note_stands_apart_from_the_name_of_the_group_above_it(wps: Run) -> None:
    indent, title = " " * 7, "Summary of the meeting on Mali, 4 May 2031"
    wrapped = f"{indent}Informal Expert Group on Women and Peace and Security\n{indent}{title}\n\n"
    lines = "".join(f"{'A line of some sixty characters, such as columns have, and on':66}\n" for _ in range(12))
    text = f"{HEAD.replace('**', '').partition('Summary of')[0]}{wrapped}The members met.\n\n{lines}so on.\n"
    meeting = _meeting(wps("draft", "-", "--id", "x", stdin=text.encode()))
    assert meeting["title"] == title
    apart = text.replace(wrapped, wrapped.replace("Security\n", "Security\n\n"))
    assert _meeting(wps("draft", "-", "--id", "x", stdin=apart.encode()))["title"] == title


def test_ids_tell_what_a_row_says_and_are_unique(drafted: Callable[..., dict[str, Any]]) -> None:
    text = "Members noted the strong commitment of all. Members noted the strong commitment of some. So it is."
    assert [row["id"] for row in _rows(drafted(text))] == ["x/strong-commitment", "x/strong-commitment-2", "x/row"]
    often = "Police trained. Police trained. Police trained. Police trained donkeys wisely."
    assert [row["id"] for row in _rows(drafted(often))][-1] == "x/donkeys-wisely"
    counted = _rows(drafted("Members noted 12 per cent of the judges. Four patrols had left the camp."), "figures")
    assert [row["id"] for row in counted] == ["x/figure-judges-members", "x/figure-patrols-left"]


def test_themes_of_the_file_that_a_rows_words_tell_are_proposed_beside_the_empty_ones(wps: Run, tmp_path: Path) -> None:
    text = f"{HEAD}They met.\n\nThe adviser said that services for children had failed. It was late.\n".encode()
    told = re.findall("^themes = .*", wps("draft", "-", "--id", "x", stdin=text).stdout, re.MULTILINE)
    assert told[-2:] == ['themes = []  # perhaps ["children", "services"]', "themes = []"]
    odd = tmp_path / "odd.toml"
    odd.write_text(TEXT.replace('themes = ["justice"]', 'themes = ["("]'), encoding="utf-8")
    outcome = wps("draft", "-", "--id", "x", "--data", str(odd), stdin=text.replace(b"children", b"(children)"))
    assert 'themes = []  # perhaps ["(", "children", "services"]' in outcome.stdout.splitlines()


def test_the_themes_that_words_tell_are_those_of_the_codebook_in_its_order() -> None:
    explained = re.findall(r"^\| `([a-z-]+)` \| .* \| `[^`]+` \|$", GUIDE.partition("\n## Themes\n")[2], re.MULTILINE)
    assert [one for one in explained if one in ENGLISH["themes"]] == [*ENGLISH["themes"]]


def test_of_a_meeting_on_one_country_a_row_of_no_mission_is_of_that(drafted: Callable[..., dict[str, Any]]) -> None:
    rows = _rows(drafted("All advisers had met.\n\nUNMISS had trained women.", opening=f"{TWO} It was in Mali."))
    assert [(row["missions"], row.get("countries")) for row in rows] == [([], ["Mali"]), (["UNMISS"], None)]


# The letters themselves, and the guide.

SOURCES = Path(os.environ.get("WPS_SOURCES") or ROOT.parent / "shared" / "sources")
needs_letters = pytest.mark.skipif(
    not SOURCES.is_dir(), reason="the letters are not here; WPS_SOURCES names their folder"
)


@pytest.mark.parametrize("name", ["mali-2017", "wpa-2016", "congo", "iraq", "south-sudan-abyei", "central-africa"])
def test_a_draft_comes_near_to_what_a_curator_wrote(name: str) -> None:
    cases = {case: (wanted, path) for case, wanted, path in measured.cases()}
    if name not in cases:
        pytest.skip("the letters are not here; WPS_SOURCES names their folder")
    wanted, path = cases[name]
    got = measured.drafted(path)
    quotes, ours = ([row["quote"] for row in measured.rows(one, "records")] for one in (wanted, got))
    assert sum(any(quote in one for one in ours) for quote in quotes) >= 0.95 * len(quotes)
    assert sum(quote in ours for quote in quotes) >= 0.8 * len(quotes)
    assert re.fullmatch(r"(\d+) of \1", measured.found(wanted, got, "staffing", "category", "percent", "bound"))
    if "letter" in wanted:
        facts, staffing, figures = (
            measured.head(wanted, got),
            measured.found(wanted, got, "staffing", "mission", "category", "percent", "bound", "quote"),
            measured.found(wanted, got, "figures", "value", "unit", "bound"),
        )
        for count in (facts, staffing, figures):
            assert re.fullmatch(r"(\d+) of \1", count), (facts, staffing, figures)


@pytest.mark.parametrize("told", sorted(measured.MADE.glob("*.toml")), ids=lambda path: path.stem)
def test_the_made_up_letters_are_read_whole(told: Path) -> None:
    made = tomllib.loads(told.read_text(encoding="utf-8"))
    got = measured.drafted(told.with_suffix(".txt"))
    assert (len(got["paragraphs"]), got["missions"]) == (made["paragraphs"], made["missions"])


def _blocks(start: str) -> list[str]:
    found = re.findall(r"^ *```toml\n(.*?)^ *```", GUIDE, re.DOTALL | re.MULTILINE)
    return [re.sub("^  ", "", block, flags=re.MULTILINE) for block in found if block.lstrip().startswith(start)]


def _run_guide(folder: Path, data: str) -> tuple[str, str]:
    """Run the commands of the guide in the folder: what the data file then holds, and the command that checks it."""
    for name in ("data", "letters"):
        (folder / name).mkdir()
    path = folder / "data" / "meetings.toml"
    path.write_text(data, encoding="utf-8")
    shutil.copy(MADE, folder / "letters")
    commands = re.findall(r"```console\n\$ (wps .*)\n```", GUIDE)
    drafting = shlex.split(commands[0])
    assert drafting[-2:] == [">>", "data/meetings.toml"]
    done = installed(*drafting[1:-2], cwd=folder)
    assert (done.status, done.stderr) == (0, "")
    path.write_text(data + done.stdout, encoding="utf-8")
    return path.read_text(encoding="utf-8"), commands[1]


def test_the_guides_example_goes_from_draft_to_a_clean_block(tmp_path: Path) -> None:
    mali = re.search(r'\[\[missions\]\]\ncode = "MINUSMA".*?\n\n', TEXT, re.DOTALL)
    assert mali
    data = f"version = 2031-06-01\n\n{mali[0]}[glossary]\n\n"
    drafted, check = _run_guide(tmp_path, data)
    assert _blocks("[[meetings.paragraphs.records]]")[0] in drafted
    found = installed(*shlex.split(check)[1:], cwd=tmp_path)
    assert found.status == 1
    assert all(OURS.search(line) for line in found.stdout.splitlines())
    (tmp_path / "data" / "meetings.toml").write_text(data + _blocks("[[meetings]]")[0], encoding="utf-8")
    done = installed(*shlex.split(check)[1:], cwd=tmp_path)
    assert (done.status, done.stdout) == (0, "")
    assert "no row" not in done.stderr


@needs_letters
def test_the_guides_block_fits_behind_the_shipped_data(wps: Run, tmp_path: Path) -> None:
    for path in (*SOURCES.iterdir(), MADE):
        shutil.copy(path, tmp_path)
    found = wps("check", "-", "--sources", str(tmp_path), stdin=f"{TEXT}\n{_blocks('[[meetings]]')[0]}".encode())
    assert (found.status, found.stdout) == (0, "")


def test_the_guides_letter_is_the_made_up_one() -> None:
    shown = re.findall(r"^> ?(.*)$", GUIDE, re.MULTILINE)
    annex = MADE.read_text(encoding="utf-8").partition("4 May 2031**\n\n")[2]
    assert " ".join(shown).split() == annex.split()


def test_the_codebook_explains_every_theme_kind_and_key() -> None:
    themes = GUIDE.partition("\n## Themes\n")[2]
    explained = dict(re.findall(r"^\| `([a-z-]+)` \| .* \| `([^`]+)` \|$", themes, re.MULTILINE))
    rows = {row["id"]: row for meeting in tomllib.loads(TEXT)["meetings"] for row in measured.rows(meeting, "records")}
    assert {theme for row in rows.values() for theme in row["themes"]} == explained.keys()
    assert all(theme in rows[example]["themes"] for theme, example in explained.items())
    keys = {
        key
        for table in re.findall(r"^\| ((?:`[a-z_]+`(?:, )?)+) \|", GUIDE, re.MULTILINE)
        for key in re.findall(r"[a-z_]+", table)
    }
    for table in (Mission, Meeting, ModelLetter, Paragraph, Record, Staffing, Figure):
        assert set(table.__struct_fields__) - {"letter", "paragraphs", "records", "staffing", "figures"} <= keys, table
    assert set(KINDS) <= keys
