"""`wps check`: each mistake that a curator may make in the shipped file, on its line and in its words."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import SHIPPED, Outcome, Run

TEXT = SHIPPED.read_text(encoding="utf-8")


class Mistake(NamedTuple):
    """One edit of the shipped file, the statement that is then faulty and what is said of it."""

    claim: str
    old: str
    """Text of the shipped file; only its first place is edited."""
    new: str
    at: str
    """How the faulty line begins: the last such line at or above the end of the edit, or the first below it."""
    says: str


# Blocks of the shipped file that the edits are made in, by the line that each begins with.
RECORD = 'id = "mali-2017/conference-share"\n'
RECOMMENDATION = 'id = "mali-2017/b-national-averages"\nkind = "recommendation"\nlabel = "(b)"'
POLICE = 'category = "police personnel"\npercent = 7\nbound = "<"'
NATIONAL = 'category = "national civilian staff"\npercent = 19\nbound = "="'
SUMMARY = 'summary = "Women were more than 30 per cent of those at Mali\'s national harmony conference"'
COUNT = 'id = "mali-2017/figure-candidates"\nvalue = 400'
THIRD_MEETING = (
    'quote = "On 4 May, the Informal Expert Group on Women and Peace and Security held its third meeting,'
    ' on women and peace and security in Mali."'
)
KINDS = "achievement, challenge, commitment, observation, opportunity, priority, recommendation"


def _summary(words: str) -> str:
    return f'summary = "{words}"'


def _summary_mistake(claim: str, words: str, says: str) -> Mistake:
    new = _summary(words)
    return Mistake(claim, SUMMARY, new, "summary = ", f"summary {says}")


MISTAKES = [
    # Keys.
    Mistake(
        "a misspelt key names the nearest, and is not told as missing too",
        SUMMARY,
        SUMMARY.replace("summary", "sumary"),
        "sumary = ",
        "unknown key sumary; did you mean summary?",
    ),
    Mistake(
        "an unknown key near none names them all",
        "version = 20",
        "zzzzzzzzzz = 1\nversion = 20",
        "zzzzzzzzzz",
        "unknown key zzzzzzzzzz; the keys here are version, missions, glossary, meetings",
    ),
    Mistake(
        "a misspelt header of a block is told where the block begins",
        '[[meetings.staffing]]\nid = "mali-2017/staff-international"',
        '[[meetings.stafing]]\nid = "mali-2017/staff-international"',
        "[[meetings.stafing]]",
        "unknown key stafing; did you mean staffing?",
    ),
    Mistake(
        "a misspelt key in an inline table",
        '{ who = "members" },',
        '{ whom = "members" },',
        "participants = [",
        "unknown key whom; did you mean who?",
    ),
    Mistake(
        "a misspelt key in a nested table",
        "distributed = 2017",
        "distribution = 2017",
        "distribution = ",
        "unknown key distribution; did you mean distributed?",
    ),
    Mistake(
        "a missing key is told at its block's header",
        SUMMARY + "\n",
        "",
        "[[meetings.records]]",
        "missing key summary; add it: our own headline",
    ),
    Mistake(
        "a key missing from a nested table is told at that table's header",
        'language = "English"\nsignatories = [\n  { name = "Olof',
        'signatories = [\n  { name = "Olof',
        "[meetings.letter]",
        "missing key language; add it: the original language",
    ),
    Mistake(
        "a key missing from an inline table is told where the list begins",
        '{ name = "Olof Skoog", title = "Ambassador" },',
        '{ name = "Olof Skoog" },',
        "signatories = [",
        "missing key title; add it: as printed below the name, such as Ambassador",
    ),
    Mistake(
        "missions missing where several are represented",
        'speaker = "women\'s protection advisers"\nmissions = ["all"]\n',
        'speaker = "women\'s protection advisers"\n',
        "[[meetings.records]]",
        'missing key missions; several are represented: name codes, ["all"], or [] for none',
    ),
    # Types.
    Mistake(
        "a number in quotes",
        "percent = 19",
        'percent = "19"',
        "percent = ",
        'percent is "19"; write a number without quotes, 0 to 100',
    ),
    Mistake(
        "a day in quotes",
        "date = 2017-05-04",
        'date = "2017-05-04"',
        "date = ",
        'date is "2017-05-04"; write a day such as 2017-05-04, without quotes',
    ),
    Mistake(
        "a day with a time",
        "date = 2017-05-04",
        "date = 2017-05-04T10:00:00",
        "date = ",
        "date is 2017-05-04 10:00:00; write a day such as 2017-05-04, without quotes",
    ),
    Mistake(
        "text where a list belongs",
        'countries = ["Mali"]\nmissions = ["MINUSMA"]\nco_chairs',
        'countries = "Mali"\nmissions = ["MINUSMA"]\nco_chairs',
        "countries = ",
        'countries is "Mali"; write a list in square brackets, each item text in quotes',
    ),
    Mistake(
        "a number in a list of text",
        'themes = ["advisers", "leadership"]'
        if 'themes = ["advisers", "leadership"]' in TEXT
        else 'themes = ["council"]',
        'themes = ["council", 7]',
        "themes = ",
        "item 2 of themes is 7; write text in quotes",
    ),
    Mistake(
        "yes in quotes for true",
        RECORD + 'kind = "achievement"\ninferred = true',
        RECORD + 'kind = "achievement"\ninferred = "yes"',
        "inferred = ",
        'inferred is "yes"; write true or false, without quotes',
    ),
    Mistake(
        "a paragraph in words",
        "paragraph = 5\n\n[[meetings.staffing]]",
        'paragraph = "five"\n\n[[meetings.staffing]]',
        "paragraph = ",
        'paragraph is "five"; write a whole number without quotes, 1 to 9,999',
    ),
    Mistake(
        "a paragraph before the first",
        "paragraph = 5\n\n[[meetings.staffing]]",
        "paragraph = 0\n\n[[meetings.staffing]]",
        "paragraph = ",
        "paragraph is 0; write a whole number without quotes, 1 to 9,999",
    ),
    Mistake(
        "one table where a list of them belongs",
        '  { who = "members" },\n',
        '  "members",\n',
        "participants = [",
        'item 1 of participants is "members"; write a table with the keys who, missions',
    ),
    Mistake(
        "text where the glossary's list belongs",
        '"women and peace and security" = ["1325", "WPS", "UNSCR 1325"]',
        '"women and peace and security" = "WPS"',
        '"women and peace and security" = ',
        'women and peace and security is "WPS"; write a list in square brackets, each item text in quotes',
    ),
    Mistake(
        "text where a table belongs",
        TEXT[TEXT.index("version = ") : TEXT.index("[[meetings]]")],
        re.sub(
            r"\[glossary\].*", "", TEXT[TEXT.index("version = ") : TEXT.index("[[meetings]]")], flags=re.DOTALL
        ).replace("version", 'glossary = "WPS"\nversion', 1),
        'glossary = "WPS"',
        'glossary is "WPS"; write a table',
    ),
    Mistake(
        "a quote that is a number",
        'quote = "19 per cent',
        'quote = 19 # "19 per cent',
        "quote = 19",
        "quote is 19; write text in quotes",
    ),
    Mistake(
        "an unknown kind",
        RECORD + 'kind = "achievement"',
        RECORD + 'kind = "success"',
        "kind = ",
        f'kind is "success"; write one of {KINDS}',
    ),
    Mistake(
        "an unknown kind of a recommendation is told once",
        RECOMMENDATION,
        RECOMMENDATION.replace('"recommendation"', '"recomendation"'),
        "kind = ",
        f'kind is "recomendation"; write one of {KINDS}',
    ),
    Mistake(
        "an unknown kind of meeting",
        'kind = "country"',
        'kind = "special"',
        "kind = ",
        'kind is "special"; write one of country, thematic',
    ),
    Mistake(
        "an unknown bound",
        POLICE,
        POLICE.replace('"<"', '"~"'),
        "bound = ",
        'bound is "~"; write one of <, <=, =, >, >=',
    ),
    # Names.
    Mistake(
        "an id that stands twice",
        'id = "mali-2017/ombudsman"',
        'id = "mali-2017/conference-share"',
        'id = "mali-2017/conference-share"',
        "id mali-2017/conference-share is used twice; give each its own",
    ),
    Mistake(
        "the id of a meeting that stands twice",
        'id = "wpa-2016"',
        'id = "mali-2017"',
        'id = "mali-2017"',
        "id mali-2017 is used twice; give each its own",
    ),
    Mistake(
        "a mission that stands twice",
        'code = "UNOCI"',
        'code = "UNOCI"\nname = "Other"\ncountries = []\n\n[[missions]]\ncode = "UNOCI"',
        'code = "UNOCI"',
        "code UNOCI is used twice; give each its own",
    ),
    Mistake(
        "an id with a blank",
        'id = "mali-2017/conference-share"',
        'id = "mali-2017/conference share"',
        "id = ",
        "id mali-2017/conference share may have letters, digits, - . and / alone; replace the others",
    ),
    Mistake(
        "an id with an accented letter",
        'id = "mali-2017/conference-share"',
        'id = "mali-2017/conférence"',
        "id = ",
        "id mali-2017/conférence may have letters, digits, - . and / alone; replace the others",
    ),
    Mistake(
        "an id that names an unknown meeting",
        'id = "mali-2017/conference-share"',
        'id = "mali-2071/conference-share"',
        "id = ",
        "id mali-2071/conference-share names no meeting or another one; write mali-2017/conference-share",
    ),
    Mistake(
        "an unknown mission of a meeting",
        'missions = ["MINUSMA"]\nco_chairs',
        'missions = ["MINUSMO"]\nco_chairs',
        "missions = ",
        "unknown mission MINUSMO; did you mean MINUSMA?",
    ),
    Mistake(
        "an unknown mission of those who took part",
        '(MINUSMA)", missions = ["MINUSMA"] },',
        '(MINUSMA)", missions = ["QQQ"] },',
        "participants = [",
        "unknown mission QQQ; add it under [[missions]]",
    ),
    Mistake(
        "an unknown mission of a staffing row",
        'mission = "MINUSMA"\n' + POLICE,
        'mission = "MINUSCAA"\n' + POLICE,
        "mission = ",
        "unknown mission MINUSCAA; did you mean MINUSCA?",
    ),
    Mistake(
        "a row to see that is none",
        'see_also = ["wpa-2016/platform-communique"]',
        'see_also = ["wpa-2016/platform-comunique"]',
        "see_also = ",
        "see_also names wpa-2016/platform-comunique, which is not a row; did you mean wpa-2016/platform-communique?",
    ),
    Mistake(
        "a row to see near none",
        'see_also = ["wpa-2016/platform-communique"]',
        'see_also = ["?"]',
        "see_also = ",
        "see_also names ?, which is not a row; name the id of a row",
    ),
    Mistake(
        "a row to see of the same meeting",
        'see_also = ["wpa-2016/platform-communique"]',
        'see_also = ["mali-2017/ombudsman"]',
        "see_also = ",
        "see_also names mali-2017/ombudsman of the same meeting; name rows of other meetings",
    ),
    # Numbers.
    Mistake(
        "a percentage above 100",
        "percent = 19",
        "percent = 119",
        "percent = ",
        "percent is 119; write a number without quotes, 0 to 100",
    ),
    Mistake(
        "a percentage below 0",
        "percent = 19",
        "percent = -1",
        "percent = ",
        "percent is -1; write a number without quotes, 0 to 100",
    ),
    Mistake(
        "a percentage that is no number",
        "percent = 19",
        "percent = nan",
        "percent = ",
        "percent is nan; write a number without quotes, 0 to 100",
    ),
    Mistake(
        "a plain bound where the quote says less than",
        POLICE,
        POLICE.replace('"<"', '"="'),
        "bound = ",
        'bound = contradicts the quote, which says less than; write "<"',
    ),
    Mistake(
        "a bound where the quote prints a plain number",
        NATIONAL,
        NATIONAL.replace('"="', '">"'),
        "bound = ",
        'bound > contradicts the quote, which prints a plain number; write "="',
    ),
    Mistake(
        "the other bound than the quote's",
        POLICE,
        POLICE.replace('"<"', '">="'),
        "bound = ",
        'bound >= contradicts the quote, which says less than; write "<"',
    ),
    Mistake(
        "a percentage that the quote does not print",
        "percent = 19",
        "percent = 91",
        "percent = ",
        "the quote does not print 91; mend the number or the quote",
    ),
    Mistake(
        "a figure that the quote does not print",
        COUNT,
        COUNT.replace("400", "40"),
        "value = ",
        "the quote does not print 40; mend the number or the quote",
    ),
    Mistake(
        "a figure that the quote prints as another word",
        "value = 37",
        "value = 30",
        "value = ",
        "the quote does not print 30; mend the number or the quote",
    ),
    # Days.
    Mistake(
        "a meeting after its letter",
        "date = 2017-05-04\n",
        "date = 2017-12-04\n",
        "date = ",
        "the day of the meeting, 2017-12-04, is out of order; "
        "first the meeting, then the letter, then its distribution: mend it",
    ),
    Mistake(
        "a letter before its meeting",
        "date = 2017-07-18",
        "date = 2016-07-18",
        "date = ",
        "the day of the letter, 2016-07-18, is out of order; "
        "first the meeting, then the letter, then its distribution: mend it",
    ),
    Mistake(
        "a letter distributed before it was written",
        "distributed = 2017-07-21",
        "distributed = 2017-07-11",
        "distributed = ",
        "the day of the distribution, 2017-07-11, is out of order; "
        "first the meeting, then the letter, then its distribution: mend it",
    ),
    Mistake(
        "a day that is none",
        "distributed = 2017-07-21",
        "distributed = 2017-06-31",
        "distributed = ",
        "not valid TOML: there is no such day; write one such as 2017-05-04",
    ),
    Mistake(
        "an event that is not an EDTF date",
        'when = "2012/2013"',
        'when = "2012-2013"',
        "when = ",
        "when 2012-2013 is not an EDTF date; write 2014, 2016-06, 2016-06-30, 2012/2013 or 2017-03?",
    ),
    Mistake(
        "an event in words",
        'when = "2017-03?"',
        'when = "March 2017"',
        "when = ",
        "when March 2017 is not an EDTF date; write 2014, 2016-06, 2016-06-30, 2012/2013 or 2017-03?",
    ),
    Mistake(
        "an event on a day that is none",
        'when = "2017-05-22?"',
        'when = "2017-02-29?"',
        "when = ",
        "when 2017-02-29? is not an EDTF date; write 2014, 2016-06, 2016-06-30, 2012/2013 or 2017-03?",
    ),
    Mistake(
        "an event that ends before it begins",
        'when = "2012/2013"',
        'when = "2013/2012"',
        "when = ",
        "when 2013/2012 ends before it begins; swap the two",
    ),
    Mistake(
        "an event in a year that is printed nowhere",
        'when = "2012/2013"',
        'when = "2012/2014"',
        "when = ",
        "neither quote, lead nor the meeting's date gives the year 2014; end it with ?",
    ),
    # Labels and order.
    Mistake(
        "a label out of order",
        'label = "(a)(ii)"',
        'label = "(d)"',
        "label = ",
        "label (d) is out of order; put the row where the letter has it",
    ),
    Mistake(
        "a label that returns after another",
        RECOMMENDATION,
        RECOMMENDATION.replace("(b)", "(a)(i)"),
        "label = ",
        "label (a)(i) returns after another label; put the row where the letter has it",
    ),
    Mistake(
        "a label that is not as printed",
        'label = "(a)(ii)"',
        'label = "a.ii"',
        "label = ",
        "label a.ii is not as letters print it; write (a) or (a)(iv)",
    ),
    Mistake(
        "a label on what is no recommendation",
        RECORD,
        RECORD + 'label = "(a)"\n',
        "label = ",
        "label belongs to recommendations alone; delete it or mend the kind",
    ),
    Mistake(
        "a paragraph out of order",
        "paragraph = 2\n",
        "paragraph = 12\n",
        "paragraph = ",
        "paragraph 12 is out of order; keep the rows in the order of the letter",
    ),
    # Words.
    _summary_mistake("a summary too long", "Long " * 18 + "x", "has 91 characters; say it in 90"),
    _summary_mistake(
        "a summary that repeats the quote",
        "women had accounted for more than 30 per cent of the participants",
        "repeats the quote; say it in our own words",
    ),
    _summary_mistake("an empty summary", "", "is empty; write it or delete the line"),
    _summary_mistake("a blank at the end", "Women took part ", "begins or ends with a blank; delete it"),
    _summary_mistake("two blanks", "Women  took part", "has two blanks in a row; leave one"),
    _summary_mistake(
        "curly quotes in our own words",
        "Women’s part",
        "has curly quotes; type straight ones in our own words",
    ),
    _summary_mistake(
        "a letter and its accent apart",
        "A communique\u0301 was signed",
        "has an accent as a character of its own; type the accented letter (NFC)",
    ),
    _summary_mistake(
        "a control character",
        r"Women \u0007 took part",
        "has the control or bidirectional character U+0007; delete it",
    ),
    _summary_mistake(
        "a bidirectional character",
        "Women \u202e took part",
        "has the control or bidirectional character U+202E; delete it",
    ),
    _summary_mistake(
        "a start like a formula",
        "=SUM(A1:A9)",
        "begins like a spreadsheet formula; begin with another character",
    ),
    _summary_mistake(
        "an invisible character",
        "Wo\u200bmen took part",
        "has an invisible character; type the words anew",
    ),
    _summary_mistake(
        "a no-break space",
        "Women took\u00a0part",
        "has a no-break space; type a plain one in our own words",
    ),
    Mistake(
        "text over several lines",
        SUMMARY,
        'summary = """\nWomen took\npart"""',
        'summary = """',
        "summary goes on over several lines; write it on one",
    ),
    Mistake(
        "a text not ended over several lines",
        SUMMARY,
        'summary = """\nWomen took part"\n',
        'summary = """',
        "not valid TOML: the text has no closing quotation marks; end it with those that it begins with",
    ),
    Mistake(
        "a theme of two words",
        'themes = ["council"]',
        'themes = ["Security Council"]',
        "themes = ",
        "themes item Security Council is not one word; write lower-case words joined by hyphens",
    ),
    Mistake(
        "a mission that was not represented",
        'mission = "MINUSMA"',
        'mission = "UNMISS"',
        "mission = ",
        "mission names UNMISS, which the meeting's missions do not; mend one of them",
    ),
    Mistake(
        "a glossary entry that leads nowhere",
        '"women and peace and security" = ',
        '"women and war and security" = ',
        '"women and war and security" = ',
        "women and war and security leads nowhere: no letter says it; use a letter's words",
    ),
    Mistake(
        "a glossary entry with nothing",
        '"women and peace and security" = ["1325", "WPS", "UNSCR 1325"]',
        '"women and peace and security" = []',
        '"women and peace and security" = ',
        "women and peace and security stands for nothing; name what people type for it",
    ),
    Mistake(
        "a blank in a glossary key",
        '"Informal Expert Group" = ',
        '"Informal Expert Group " = ',
        '"Informal Expert Group " = ',
        "glossary key Informal Expert Group  begins or ends with a blank; delete it",
    ),
    Mistake(
        "curly quotes in a glossary key",
        '"women\'s protection advisers" = ',
        '"women’s protection advisers" = ',
        '"women’s protection advisers" = ',
        "glossary key women’s protection advisers has curly quotes; type straight ones in our own words",
    ),
    # Rows.
    Mistake(
        "an inferred observation",
        'kind = "observation"',
        'kind = "observation"\ninferred = true',
        "inferred = ",
        "an observation is never inferred; delete the line",
    ),
    Mistake(
        "a record that says what another of its kind says",
        THIRD_MEETING,
        'quote = "We would be grateful if the present letter and its annex could be circulated'
        ' as a document of the Security Council."',
        "quote = ",
        "another observation has this lead and quote; merge the two or quote less",
    ),
    Mistake(
        "a staffing row that says what another says",
        'bound = "="\nlead = "They noted, however, the low representation of women in MINUSMA:"\n'
        'quote = "19 per cent of national civilian staff"\nparagraph = 5\n',
        'bound = "="\nlead = "They noted, however, the low representation of women in MINUSMA:"\n'
        'quote = "19 per cent of national civilian staff"\nparagraph = 5\n'
        '\n[[meetings.staffing]]\nid = "mali-2017/again"\nmission = "MINUSMA"\ncategory = "national civilian staff"\n'
        'percent = 19\nbound = "="\nlead = "They noted, however, the low representation of women in MINUSMA:"\n'
        'quote = "19 per cent of national civilian staff"\nparagraph = 5\n',
        "quote = ",
        "another staffing row has this lead and quote; merge the two or quote less",
    ),
    Mistake(
        "a category of a mission that stands twice",
        'category = "national civilian staff"',
        'category = "international civilian staff"',
        "category = ",
        "this mission and category are used twice; delete one of the two",
    ),
    # Syntax.
    Mistake(
        "a text without its closing quotation mark",
        RECORD,
        RECORD.replace('"\n', "\n"),
        "id = ",
        "not valid TOML: the text has no closing quotation mark; end it with one",
    ),
    Mistake(
        "a list without its end",
        'themes = ["council"]\n',
        'themes = ["council"\n',
        "themes = ",
        "not valid TOML: a comma or the closing ] is missing; write it",
    ),
    Mistake(
        "a table without its end",
        '{ who = "members" },',
        '{ who = "members",',
        "participants = [",
        "not valid TOML: a key is missing, or the bracket that closes the list or table before; write it",
    ),
    Mistake(
        "a key without =",
        "percent = 19",
        "percent 19",
        "percent 19",
        "not valid TOML: there is no = after the key; write key = value",
    ),
    Mistake(
        "text without quotation marks",
        SUMMARY,
        "summary = Women took part",
        "summary = ",
        "not valid TOML: the value is no TOML; write text in straight quotes, numbers and days without",
    ),
    Mistake(
        "a key that stands twice in its block",
        "percent = 19",
        "percent = 19\npercent = 19",
        "percent = ",
        "not valid TOML: the key stands twice in its block; delete one of the two",
    ),
    Mistake(
        "a header without its brackets",
        "[[meetings.staffing]]",
        "[[meetings.staffing]",
        "[[meetings.staffing]",
        "not valid TOML: the closing brackets of the header are missing; write them",
    ),
    Mistake(
        "a single block where another stands already",
        "[glossary]",
        "[glossary]\n[glossary]",
        "[glossary]",
        "not valid TOML: the header stands twice; delete one, or write [[ ]] for one more block",
    ),
    Mistake(
        "more behind a value",
        "percent = 19",
        "percent = 19 per cent",
        "percent = ",
        "not valid TOML: something stands after the value; put text in quotes, write days as 2017-05-04, "
        'and \\" for a quotation mark within text',
    ),
    Mistake(
        "a backslash",
        SUMMARY,
        r'summary = "Only \$1 million"',
        "summary = ",
        "not valid TOML: a backslash stands in the text; write two, or delete it",
    ),
]


def _line(text: str, edited: int, start: str) -> int:
    """The number of the last line that begins so at or above the place, else of the first below it."""
    found = [match.start() for match in re.finditer(rf"^{re.escape(start)}", text, re.MULTILINE)]
    above = [place for place in found if place < edited]
    return text.count("\n", 0, above[-1] if above else found[0]) + 1


def _checked(wps: Run, path: Path, text: str) -> Outcome:
    path.write_bytes(text.encode())
    return wps("check", str(path))


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake.claim for mistake in MISTAKES])
def test_each_mistake_is_told_once_on_its_line(mistake: Mistake, wps: Run, tmp_path: Path) -> None:
    path = tmp_path / "meetings.toml"
    assert mistake.old in TEXT, "the shipped file has changed; edit another place of it"
    text = TEXT.replace(mistake.old, mistake.new, 1)
    line = _line(text, TEXT.index(mistake.old) + len(mistake.new), mistake.at)
    assert _checked(wps, path, text) == Outcome(1, f"{path}:{line}: {mistake.says}\n", "")


def test_the_shipped_file_is_clean(wps: Run) -> None:
    assert wps("check") == Outcome(0, "", "")


def _edited(*edits: tuple[str, str]) -> str:
    text = TEXT
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def test_all_mistakes_are_told_at_once_in_the_order_of_the_lines(wps: Run, tmp_path: Path) -> None:
    path = tmp_path / "meetings.toml"
    text = _edited(
        (SUMMARY, SUMMARY.replace("summary", "sumary")), ("percent = 19", "percent = 119"), ('["council"]', '["A B"]')
    )
    lines = [_line(text, len(text), start) for start in ('themes = ["A B"]', "sumary = ", "percent = 119")]
    assert _checked(wps, path, text).stdout.splitlines() == [
        f"{path}:{lines[0]}: themes item A B is not one word; write lower-case words joined by hyphens",
        f"{path}:{lines[1]}: unknown key sumary; did you mean summary?",
        f"{path}:{lines[2]}: percent is 119; write a number without quotes, 0 to 100",
    ]


def test_a_syntax_error_is_told_alone(wps: Run, tmp_path: Path) -> None:
    path = tmp_path / "meetings.toml"
    text = _edited((SUMMARY, SUMMARY.replace("summary", "sumary")), ("percent = 19", "percent 19"))
    outcome = _checked(wps, path, text)
    assert outcome.status == 1
    assert outcome.stdout.splitlines() == [
        f"{path}:{_line(text, 0, 'percent 19')}: not valid TOML: there is no = after the key; write key = value"
    ]


@pytest.mark.parametrize("start", ["\ufeff", ""])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_are_right_with_any_line_ending_and_a_byte_order_mark(
    start: str, end: str, wps: Run, tmp_path: Path
) -> None:
    path = tmp_path / "meetings.toml"
    text = _edited(("percent = 19", "percent = 119"))
    outcome = _checked(wps, path, start + text.replace("\n", end))
    assert outcome.stdout == (
        f"{path}:{_line(text, 0, 'percent = 119')}: percent is 119; write a number without quotes, 0 to 100\n"
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
letter.title = "t"
letter.date = 2020-01-02
letter . "distributed" = 2020-01-03
letter.language = "English"
letter.file = "f"
letter.signatories = [
  { name = "n" },
]

  [[meetings.records]]
  id = "m/1"
  kind = "observation"
  summary = "s"
  quote = "q"
  paragraph = 2.5

[[meetings.records]]
"""


def test_lines_are_right_among_comments_nested_tables_and_texts_over_lines(wps: Run, tmp_path: Path) -> None:
    path = tmp_path / "hard.toml"
    outcome = _checked(wps, path, HARD_TO_COUNT)
    numbers = [int(line.removeprefix(f"{path}:").split(":")[0]) for line in outcome.stdout.splitlines()]
    said = {
        line.split(": ", 1)[1].split(";")[0]: n for n, line in zip(numbers, outcome.stdout.splitlines(), strict=True)
    }
    begins = {
        "name goes on over several lines": "missions = [ #",
        "a.b leads nowhere: no letter says it": "'a.b' = ",
        "c d goes on over several lines": '"c d" = ',
        "c d leads nowhere: no letter says it": '"c d" = ',
        "missing key title": "letter.signatories",
        "paragraph is 2.5": "  paragraph = 2.5",
        "missing key id": "[[meetings.records]]",
        "missing key kind": "[[meetings.records]]",
        "missing key summary": "[[meetings.records]]",
        "missing key quote": "[[meetings.records]]",
    }
    assert said == {words: _line(HARD_TO_COUNT, 0, start) for words, start in begins.items()}
    assert numbers == sorted(numbers)


def test_a_key_missing_from_a_dotted_table_is_told_where_the_table_begins(wps: Run, tmp_path: Path) -> None:
    text = HARD_TO_COUNT.replace('letter.file = "f"\n', "")
    outcome = _checked(wps, tmp_path / "hard.toml", text)
    assert f":{_line(text, 0, 'letter.title')}: missing key file;" in outcome.stdout


def test_a_mistake_in_a_file_that_wants_everything_never_ends_in_a_bug(wps: Run, tmp_path: Path) -> None:
    strange = ["[]", "{}", "1979-05-27T07:32:00Z", "07:32:00", "nan", "-inf", "true", '""', "[[], [1]]", '{ a = "b" }']
    keys = set(re.findall(r"^(\w+) = ", TEXT, re.MULTILINE))
    text = re.sub(r"^\[glossary\]\n.*?(?=\n\[\[meetings)", "", TEXT, count=1, flags=re.MULTILINE | re.DOTALL)
    path = tmp_path / "strange.toml"
    for value in strange:
        # Every key of the first meeting's first row of each array, and of the letter and the meeting, at once.
        first = text[: text.index("[[meetings.records]]", text.index("[[meetings.records]]") + 9)]
        broken = re.sub(rf"^({'|'.join(keys)}) = [^\[\n]+$", rf"\1 = {value}", first, flags=re.MULTILINE)
        assert _checked(wps, path, broken).status == 1
        assert wps("meetings", "--data", str(path)).status == 65


def test_a_number_too_long_to_show_is_told_without_it(wps: Run, tmp_path: Path) -> None:
    text = _edited(("value = 400", f"value = 0x{'f' * 6000}"))
    outcome = _checked(wps, tmp_path / "long.toml", text)
    assert "value is a number too long to show; write a number without quotes, -1,000" in outcome.stdout


def test_long_text_is_told_by_its_beginning(wps: Run, tmp_path: Path) -> None:
    text = _edited(("percent = 19", f'percent = "{"x" * 100}"'))
    assert f'percent is "{"x" * 56}...; write' in _checked(wps, tmp_path / "long.toml", text).stdout


@pytest.mark.parametrize(
    ("value", "bound", "quote"),
    [
        (37, "=", "Thirty-seven per cent of survivors"),
        (20, "=", "about twenty women"),
        (1, "=", "la Plateforme's one-year plan"),
        (1, "<=", "only up to US$ 1 million"),
        (1000000, "=", "$1 million"),
        (200, "=", "two hundred women"),
        (1500, "=", "1,500 women"),
        (2.5, ">", "more than 2.5 per cent"),
        (30, "<=", "no more than 30 per cent"),
        (30, ">=", "30 per cent or more"),
        (30, "<=", "30 or fewer"),
        (6, "=", "over six months"),
        (400, ">", "over 400 women"),
        (30, "<", "30 women of whom fewer than 30 served"),
    ],
)
def test_a_number_may_be_printed_in_digits_or_words_with_its_bound(
    value: float, bound: str, quote: str, wps: Run, tmp_path: Path
) -> None:
    row = f'id = "mali-2017/one"\nvalue = {value}\nunit = "u"\nwhat = "w"\nbound = "{bound}"\nquote = "{quote}"\n'
    assert _checked(wps, tmp_path / "figure.toml", _small(figures=row)) == Outcome(0, "", "")


@pytest.mark.parametrize(("value", "quote"), [(5, "twenty-five"), (20, "twenty-five"), (40, "400"), (2, "2.5")])
def test_part_of_a_number_is_not_the_number(value: int, quote: str, wps: Run, tmp_path: Path) -> None:
    row = f'id = "mali-2017/one"\nvalue = {value}\nunit = "u"\nwhat = "w"\nbound = "="\nquote = "{quote}"\n'
    outcome = _checked(wps, tmp_path / "figure.toml", _small(figures=row))
    assert outcome.stdout.endswith(f"the quote does not print {value}; mend the number or the quote\n")


def test_words_at_the_end_of_the_lead_state_the_bound(wps: Run, tmp_path: Path) -> None:
    row = 'id = "mali-2017/one"\nvalue = 7\nunit = "u"\nwhat = "w"\nbound = "="\nlead = "less than"\nquote = "7"\n'
    outcome = _checked(wps, tmp_path / "figure.toml", _small(figures=row))
    assert outcome.stdout.endswith('bound = contradicts the quote, which says less than; write "<"\n')


def _small(**rows: str) -> str:
    """The shipped file's missions and first meeting with these rows alone."""
    meeting = TEXT[TEXT.index("[[meetings]]") : TEXT.index("[[meetings.records]]")]
    head = TEXT[: TEXT.index("[glossary]")]
    return head + meeting + "".join(f"[[meetings.{name}]]\n{row}" for name, row in rows.items())


def test_labels_that_rise_with_roman_numbers_are_in_order(wps: Run, tmp_path: Path) -> None:
    labels = ["(a)", "(a)(iii)", "(a)(iv)", "(a)(v)", "(a)(ix)", "(a)(x)", "(b)", "(b)", "(c)(i)"]
    rows = [
        f'id = "r{n}"\nkind = "recommendation"\nsummary = "s"\nquote = "q{n}"\nlabel = "{label}"\n'
        for n, label in enumerate(labels)
    ]
    text = _small(records="\n[[meetings.records]]\n".join(rows))
    assert _checked(wps, tmp_path / "labels.toml", text) == Outcome(0, "", "")


def test_ids_need_not_begin_with_their_meetings_where_none_does(wps: Run, tmp_path: Path) -> None:
    row = 'id = "x"\nkind = "observation"\nsummary = "s"\nquote = "q"\n'
    assert _checked(wps, tmp_path / "ids.toml", _small(records=row)).status == 0


def test_the_file_named_beats_the_option_which_beats_the_variable(
    wps: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("file", "option", "variable"):
        (tmp_path / name).write_text(name)
    monkeypatch.setenv("WPS_DATA", str(tmp_path / "variable"))
    option = ("--data", str(tmp_path / "option"))
    assert wps("check", str(tmp_path / "file"), *option).stdout.startswith(f"{tmp_path / 'file'}:1: ")
    assert wps("check", *option).stdout.startswith(f"{tmp_path / 'option'}:1: ")
    assert wps("check").stdout.startswith(f"{tmp_path / 'variable'}:1: ")


def test_a_dash_reads_stdin(wps: Run) -> None:
    assert wps("check", "-", stdin=TEXT.encode()) == Outcome(0, "", "")
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
