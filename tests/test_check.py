"""`wps check`: each mistake that a curator may make in the shipped file, on its line and in its words."""

import re
from collections.abc import Callable
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
        '"WPS" = ["women and peace and security"]',
        '"WPS" = "women and peace and security"',
        '"WPS" = ',
        'WPS is "women and peace and security"; write a list in square brackets, each item text in quotes',
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
        "id mali-2017/conference-share stands twice; give each its own",
    ),
    Mistake(
        "the id of a meeting that stands twice",
        'id = "wpa-2016"',
        'id = "mali-2017"',
        'id = "mali-2017"',
        "id mali-2017 stands twice; give each its own",
    ),
    Mistake(
        "a mission that stands twice",
        'code = "UNOCI"',
        'code = "UNOCI"\nname = "Other"\ncountries = []\n\n[[missions]]\ncode = "UNOCI"',
        'code = "UNOCI"',
        "code UNOCI stands twice; give each its own",
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
        "every mission beside one",
        'missions = ["UNOCI", "MINUSMA"]',
        'missions = ["all", "MINUSMA"]',
        "missions = ",
        'missions names "all" beside others; write ["all"] or the codes',
    ),
    Mistake(
        "a row to see that is none",
        'see_also = ["wpa-2016/platform-communique"]',
        'see_also = ["wpa-2016/platform-comunique"]',
        "see_also = ",
        "see_also names wpa-2016/platform-comunique, which is no row; did you mean wpa-2016/platform-communique?",
    ),
    Mistake(
        "a row to see near none",
        'see_also = ["wpa-2016/platform-communique"]',
        'see_also = ["?"]',
        "see_also = ",
        "see_also names ?, which is no row; name the id of a row",
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
        "an event that is no EDTF date",
        'when = "2012/2013"',
        'when = "2012-2013"',
        "when = ",
        "when 2012-2013 is no EDTF date; write 2014, 2016-06, 2016-06-30, 2012/2013 or 2017-03?",
    ),
    Mistake(
        "an event in words",
        'when = "2017-03?"',
        'when = "March 2017"',
        "when = ",
        "when March 2017 is no EDTF date; write 2014, 2016-06, 2016-06-30, 2012/2013 or 2017-03?",
    ),
    Mistake(
        "an event on a day that is none",
        'when = "2017-05-22?"',
        'when = "2017-02-29?"',
        "when = ",
        "when 2017-02-29? is no EDTF date; write 2014, 2016-06, 2016-06-30, 2012/2013 or 2017-03?",
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
        "a glossary entry that leads nowhere",
        '"WPS" = ["women and peace and security"]',
        '"WPS" = ["women and war and security"]',
        '"WPS" = ',
        "WPS leads nowhere: no letter says women and war and security; use its words",
    ),
    Mistake(
        "a glossary entry with nothing",
        '"WPS" = ["women and peace and security"]',
        '"WPS" = []',
        '"WPS" = ',
        "WPS leads nowhere; name what the letters call it",
    ),
    Mistake(
        "a blank in a glossary key",
        '"WPS" = ',
        '"WPS " = ',
        '"WPS " = ',
        "glossary key WPS  begins or ends with a blank; delete it",
    ),
    Mistake(
        "curly quotes in a glossary key",
        '"protection advisor" = ',
        '"women’s advisor" = ',
        '"women’s advisor" = ',
        "glossary key women’s advisor has curly quotes; type straight ones in our own words",
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
        "this mission and category stand twice; delete one of the two",
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
        "not valid TOML: something stands after the value; put text in quotes, write days as 2017-05-04",
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
