"""The mistakes that a curator may make in a sound file, each with its line and what is said of it: one table."""

import re
from pathlib import Path
from typing import NamedTuple

from tests.conftest import CHECKED

TEXT = CHECKED.read_text(encoding="utf-8")


class Mistake(NamedTuple):
    """One edit of the sound file, the statement that is then faulty and what is said of it."""

    claim: str
    old: str
    """Text of the sound file; only its first place is edited."""
    new: str
    at: str
    """How the faulty line begins: the last such line at or above the end of the edit, or the first below it."""
    says: str
    severe: bool = False
    """No command answers from such a file."""
    schema: bool = False
    """The JSON Schema rejects it, too."""


# Parts of the sound file that the edits are made in.
SUMMARY = 'summary = "The Group gave its third meeting to Aland"'
FIGHTING = 'quote = "the ongoing fighting"'
COURT = 'lead = "although"\nquote = "a new court had opened in the capital in March"'
POLICE = 'percent = 7\nbound = "<"'
NATIONAL = 'category = "national civilian staff"\npercent = 19\nbound = "="'
BUDGET = "[[meetings.paragraphs.figures]]" + TEXT.split("[[meetings.paragraphs.figures]]")[2].split("[[meetings")[0]
LANGUAGE = 'lead = "Ensure that, in its next resolution, the Council will:"\nquote = "Maintain the strong language'
KINDS = "achievement, challenge, commitment, observation, opportunity, priority, recommendation"
EDTF = "is not an EDTF date; write 2014, 2016-06, 2016-06-30, 2012/2013 or 2017-03?"
ORDER = "the days of meeting, letter and distribution are out of order:"
UNPRINTED = "neither the paragraph nor the meeting's date prints"
YEAR = "or write ? behind a year that is not printed"
EMPTY = "is empty; write it, or delete the line if it is optional"
NUMBER = "write a number without quotes, -1,000,000,000,000,000 to 1,000,000,000,000,000"


def _summary(claim: str, words: str, says: str, *, schema: bool = False) -> Mistake:
    """A mistake in our own words."""
    return Mistake(claim, SUMMARY, f'summary = "{words}"', "summary = ", f"summary {says}", schema=schema)


MISTAKES = [
    # Keys.
    Mistake(
        "a misspelt key names the nearest, and is not told as missing too",
        SUMMARY,
        SUMMARY.replace("summary", "sumary"),
        "sumary = ",
        "unknown key sumary; did you mean summary?",
        severe=True,
        schema=True,
    ),
    Mistake(
        "an unknown key near none names them all",
        "version = 20",
        "zzzzzzzzzz = 1\nversion = 20",
        "zzzzzzzzzz",
        "unknown key zzzzzzzzzz; the keys here are version, missions, glossary, meetings",
        severe=True,
        schema=True,
    ),
    Mistake(
        "a misspelt header of a block is told where the block begins",
        '[[meetings.paragraphs.staffing]]\nid = "aland-2019/police"',
        '[[meetings.paragraphs.stafing]]\nid = "aland-2019/police"',
        "[[meetings.paragraphs.stafing]]",
        "unknown key stafing; did you mean staffing?",
        severe=True,
        schema=True,
    ),
    Mistake(
        "a misspelt key in an inline table",
        '{ who = "members" },',
        '{ whom = "members" },',
        "  { whom",
        "unknown key whom; did you mean who?",
        severe=True,
        schema=True,
    ),
    Mistake(
        "a misspelt key in a nested table",
        "distributed = 2019",
        "distribution = 2019",
        "distribution = ",
        "unknown key distribution; did you mean distributed?",
        severe=True,
        schema=True,
    ),
    Mistake(
        "what a row has from its paragraph is not typed again",
        SUMMARY,
        f"{SUMMARY}\nparagraph = 1",
        "paragraph = ",
        "unknown key paragraph; the keys here are id, kind, inferred, summary, addressee, lead, quote, speaker, "
        "missions, countries, themes, when, qualifies, see_also",
        severe=True,
        schema=True,
    ),
    Mistake(
        "a missing key is told at its block's header",
        f"{SUMMARY}\n",
        "",
        "[[meetings.paragraphs.records]]",
        "missing key summary; add it: our own headline",
        severe=True,
        schema=True,
    ),
    Mistake(
        "a key missing from a nested table is told at that table's header",
        'organ = "Test Council"\n',
        "",
        "[meetings.letter]",
        "missing key organ; add it: the organ of which it is a document, as printed at its head",
        severe=True,
        schema=True,
    ),
    Mistake(
        "a key missing from an inline table is told where that begins",
        '{ name = "Ada First", title = "Ambassador" },',
        '{ name = "Ada First" },',
        '  { name = "Ada First" },',
        "missing key title; add it: as printed below the name, such as Ambassador",
        severe=True,
        schema=True,
    ),
    Mistake(
        "missions missing where several are represented",
        'missions = ["ALPHA", "BETA"]\n\n',
        "\n",
        "[[meetings.paragraphs.records]]",
        "missing key missions; several are represented: name codes, or [] for no mission in particular",
        severe=True,
    ),
    # Types.
    Mistake(
        "a number in quotes",
        "percent = 19",
        'percent = "19"',
        "percent = ",
        'percent is "19"; write a number without quotes, 0 to 100',
        severe=True,
        schema=True,
    ),
    Mistake(
        "a long text is told by its beginning",
        "percent = 19",
        f'percent = "{"x" * 100}"',
        "percent = ",
        f'percent is "{"x" * 56}...; write a number without quotes, 0 to 100',
        severe=True,
        schema=True,
    ),
    Mistake(
        "a day in quotes",
        "date = 2019-05-04",
        'date = "2019-05-04"',
        "date = ",
        'date is "2019-05-04"; write a day such as 2017-05-04, without quotes',
        severe=True,
    ),
    Mistake(
        "a day with a time",
        "date = 2019-05-04",
        "date = 2019-05-04T10:00:00",
        "date = ",
        "date is 2019-05-04 10:00:00; write a day such as 2017-05-04, without quotes",
        severe=True,
        schema=True,
    ),
    Mistake(
        "text where a list belongs",
        'countries = ["Aland"]\nmissions',
        'countries = "Aland"\nmissions',
        "countries = ",
        'countries is "Aland"; write a list in square brackets, each item text in quotes',
        severe=True,
        schema=True,
    ),
    Mistake(
        "a number in a list of text",
        'themes = ["justice", "security"]',
        'themes = ["justice", 7]',
        "themes = ",
        "item 2 of themes is 7; write text in quotes",
        severe=True,
        schema=True,
    ),
    Mistake(
        "yes in quotes for true",
        "inferred = true",
        'inferred = "yes"',
        "inferred = ",
        'inferred is "yes"; write true or false, without quotes',
        severe=True,
        schema=True,
    ),
    Mistake(
        "one table where a list of them belongs",
        '  { who = "members" },\n',
        '  "members",\n',
        '  "members",',
        'item 1 of participants is "members"; write a table with the keys who, missions',
        severe=True,
        schema=True,
    ),
    Mistake(
        "text where the glossary's list belongs",
        '"women\'s rights" = ["WR"]',
        '"women\'s rights" = "WR"',
        '"women\'s rights" = ',
        'women\'s rights is "WR"; write a list in square brackets, each item text in quotes',
        severe=True,
        schema=True,
    ),
    Mistake(
        "a list where a table belongs",
        '[glossary]\n"protection advisers" = ["WPA"]\n"women\'s rights" = ["WR"]\n',
        "[[glossary]]\n",
        "[[glossary]]",
        "glossary is a list; write a table",
        severe=True,
        schema=True,
    ),
    Mistake(
        "a quote that is a number",
        FIGHTING,
        "quote = 19",
        "quote = 19",
        "quote is 19; write text in quotes",
        severe=True,
        schema=True,
    ),
    Mistake(
        "an unknown kind",
        'kind = "achievement"',
        'kind = "success"',
        "kind = ",
        f'kind is "success"; write one of {KINDS}',
        severe=True,
        schema=True,
    ),
    Mistake(
        "an unknown kind of a recommendation is told once",
        'kind = "recommendation"',
        'kind = "recomendation"',
        "kind = ",
        f'kind is "recomendation"; write one of {KINDS}',
        severe=True,
        schema=True,
    ),
    Mistake(
        "an unknown kind of meeting",
        'kind = "country"',
        'kind = "special"',
        "kind = ",
        'kind is "special"; write one of country, thematic',
        severe=True,
        schema=True,
    ),
    Mistake(
        "an unknown part of the letter",
        'part = "letter"',
        'part = "cover"',
        "part = ",
        'part is "cover"; write one of annex, letter',
        severe=True,
        schema=True,
    ),
    Mistake(
        "an unknown bound",
        POLICE,
        POLICE.replace('"<"', '"approximately"'),
        "bound = ",
        'bound is "approximately"; write one of <, <=, =, >, >=, ~',
        severe=True,
        schema=True,
    ),
    # Names.
    Mistake(
        "an id that is used twice",
        'id = "aland-2019/court"',
        'id = "aland-2019/fighting"',
        'id = "aland-2019/fighting"',
        "id aland-2019/fighting is used already; give each its own: the first is on line 70",
        severe=True,
    ),
    Mistake(
        "the id of a meeting that is used twice",
        'id = "two-2018"',
        'id = "aland-2019"',
        'id = "aland-2019"',
        "id aland-2019 is used already; give each its own: the first is on line 21",
        severe=True,
    ),
    Mistake(
        "a mission that is used twice",
        "\n[glossary]",
        '\n[[missions]]\ncode = "BETA"\nname = "Other"\ncountries = []\n\n[glossary]',
        'code = "BETA"',
        "code BETA is used already; give each its own: the first is on line 12",
        severe=True,
    ),
    Mistake(
        "a key that looks like a place for a number",
        "version = 20",
        '"{line}" = 1\nversion = 20',
        '"{line}" = ',
        "unknown key {line}; the keys here are version, missions, glossary, meetings",
        severe=True,
        schema=True,
    ),
    Mistake(
        "an unknown mission of a meeting",
        'missions = ["ALPHA"]\nco_chairs',
        'missions = ["ALPHO"]\nco_chairs',
        "missions = ",
        "unknown mission ALPHO; did you mean ALPHA?",
        severe=True,
    ),
    Mistake(
        "an unknown mission of those who took part",
        '{ who = "Mission\'s leadership", missions = ["ALPHA"] },',
        '{ who = "Mission\'s leadership", missions = ["QQQ"] },',
        '  { who = "Mission\'s leadership"',
        "unknown mission QQQ; add it under [[missions]]",
        severe=True,
    ),
    Mistake(
        "an unknown mission of a staffing row",
        'mission = "ALPHA"',
        'mission = "ALPHAA"',
        "mission = ",
        "unknown mission ALPHAA; did you mean ALPHA?",
        severe=True,
    ),
    Mistake(
        "an unknown mission of a record",
        'missions = ["BETA"]',
        'missions = ["BETTA"]',
        "missions = ",
        "unknown mission BETTA; did you mean BETA?",
        severe=True,
    ),
    Mistake(
        "a row said of all missions",
        'missions = ["BETA"]',
        'missions = ["all"]',
        "missions = ",
        "unknown mission all; add it under [[missions]]",
        severe=True,
    ),
    Mistake(
        "an id with a space",
        'id = "aland-2019/third-meeting"',
        'id = "aland-2019/third meeting"',
        "id = ",
        "id aland-2019/third meeting may have letters, digits, - . and / alone; replace the others",
        schema=True,
    ),
    Mistake(
        "an id with an accented letter",
        'id = "aland-2019/third-meeting"',
        'id = "aland-2019/réunion"',
        "id = ",
        "id aland-2019/réunion may have letters, digits, - . and / alone; replace the others",
        schema=True,
    ),
    Mistake(
        "an id that names an unknown meeting",
        'id = "aland-2019/third-meeting"',
        'id = "aland-2091/third-meeting"',
        "id = ",
        "id aland-2091/third-meeting names no meeting or another one; write aland-2019/third-meeting",
    ),
    Mistake(
        "a meeting's id that its rows' do not begin with",
        'id = "aland-2019"',
        'id = "aland-2091"',
        "id = ",
        "id aland-2091 is unlike its rows', which begin with aland-2019/; mend it or theirs",
    ),
    Mistake(
        "a country that no letter prints",
        'countries = ["Eland"]',
        'countries = ["Alland"]',
        "countries = ",
        "country Alland is printed nowhere; did you mean Aland?",
    ),
    Mistake(
        "a country near none",
        'countries = ["Eland"]',
        'countries = ["Qqqqqq"]',
        "countries = ",
        "country Qqqqqq is printed nowhere; copy the name from the letter",
    ),
    Mistake(
        "a mission that was not represented at the meeting of a staffing row",
        'mission = "ALPHA"',
        'mission = "BETA"',
        "mission = ",
        "mission names BETA, which the meeting's missions do not; mend one of them",
    ),
    Mistake(
        "a mission that was not represented at the meeting of a record",
        'themes = ["security"]',
        'themes = ["security"]\nmissions = ["BETA"]',
        "missions = ",
        "missions names BETA, which the meeting's missions do not; mend one of them",
    ),
    Mistake(
        "a row to see that is none",
        'see_also = ["two-2018/plan"]',
        'see_also = ["two-2018/plans"]',
        "see_also = ",
        "see_also names two-2018/plans, which is not a row; did you mean two-2018/plan?",
    ),
    Mistake(
        "a row to see near none",
        'see_also = ["two-2018/plan"]',
        'see_also = ["?"]',
        "see_also = ",
        "see_also names ?, which is not a row; name the id of a row",
    ),
    Mistake(
        "a row to see of the same meeting",
        'see_also = ["two-2018/plan"]',
        'see_also = ["aland-2019/court"]',
        "see_also = ",
        "see_also names aland-2019/court; name rows of other meetings alone",
    ),
    Mistake(
        "a row that qualifies what is not a row",
        'qualifies = ["aland-2019/institutions"]',
        'qualifies = ["aland-2019/institution"]',
        "qualifies = ",
        "qualifies names aland-2019/institution, which is not a row; did you mean aland-2019/institutions?",
    ),
    Mistake(
        "a row that qualifies a row of another meeting",
        'qualifies = ["aland-2019/institutions"]',
        'qualifies = ["two-2018/funds"]',
        "qualifies = ",
        "qualifies names two-2018/funds; name other rows of the same meeting alone",
    ),
    Mistake(
        "a row that qualifies itself",
        'qualifies = ["aland-2019/institutions"]',
        'qualifies = ["aland-2019/court"]',
        "qualifies = ",
        "qualifies names aland-2019/court; name other rows of the same meeting alone",
    ),
    # Numbers.
    Mistake(
        "a percentage above 100",
        "percent = 19",
        "percent = 119",
        "percent = ",
        "percent is 119; write a number without quotes, 0 to 100",
        severe=True,
        schema=True,
    ),
    Mistake(
        "a percentage below 0",
        "percent = 19",
        "percent = -1",
        "percent = ",
        "percent is -1; write a number without quotes, 0 to 100",
        severe=True,
        schema=True,
    ),
    Mistake(
        "a percentage that is no number",
        "percent = 19",
        "percent = nan",
        "percent = ",
        "percent is nan; write a number without quotes, 0 to 100",
        severe=True,
    ),
    Mistake(
        "a figure that is no number",
        "value = 400",
        "value = nan",
        "value = ",
        f"value is nan; {NUMBER}",
        severe=True,
    ),
    Mistake(
        "an infinite figure",
        "value = 400",
        "value = -inf",
        "value = ",
        f"value is -inf; {NUMBER}",
        severe=True,
        schema=True,
    ),
    Mistake(
        "a huge figure",
        "value = 400",
        f"value = 1{'0' * 16}",
        "value = ",
        f"value is 1{'0' * 16}; {NUMBER}",
        severe=True,
        schema=True,
    ),
    Mistake(
        "a number too long to show is told without it",
        "value = 400",
        f"value = 0x{'f' * 6000}",
        "value = ",
        f"value is a number too long to show; {NUMBER}",
        severe=True,
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
        NATIONAL.replace('"="', '"~"'),
        "bound = ",
        'bound ~ contradicts the quote, which prints a plain number; write "="',
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
        "the quote does not print 91; mend the number or the quote, or leave a fraction to a record",
    ),
    Mistake(
        "the percentage of another category",
        "percent = 27",
        "percent = 19",
        "percent = ",
        "before international civilian staff the quote prints 27; mend the number",
    ),
    Mistake(
        "a figure that the quote does not print",
        "value = 400",
        "value = 40",
        "value = ",
        "the quote does not print 40; mend the number or the quote, or leave a fraction to a record",
    ),
    # Days.
    Mistake(
        "a meeting after its letter",
        "date = 2019-05-04\n",
        "date = 2019-12-04\n",
        "[meetings.letter]",
        f"{ORDER} 2019-12-04, 2019-07-18, 2019-07-21; mend the wrong one",
    ),
    Mistake(
        "a letter before its meeting",
        "date = 2019-07-18",
        "date = 2018-07-18",
        "[meetings.letter]",
        f"{ORDER} 2019-05-04, 2018-07-18, 2019-07-21; mend the wrong one",
    ),
    Mistake(
        "a letter distributed before it was written",
        "distributed = 2019-07-21",
        "distributed = 2019-07-11",
        "[meetings.letter]",
        f"{ORDER} 2019-05-04, 2019-07-18, 2019-07-11; mend the wrong one",
    ),
    Mistake(
        "an event that is not an EDTF date",
        'when = "2012/2013"',
        'when = "2012-2013"',
        "when = ",
        f"when 2012-2013 {EDTF}",
        schema=True,
    ),
    Mistake(
        "an event in words",
        'when = "2019-03?"',
        'when = "March 2019"',
        "when = ",
        f"when March 2019 {EDTF}",
        schema=True,
    ),
    Mistake(
        "an event on a day that is none",
        'when = "2019-03?"',
        'when = "2019-02-29?"',
        "when = ",
        f"when 2019-02-29? {EDTF}",
    ),
    Mistake(
        "an event that ends before it begins",
        'when = "2012/2013"',
        'when = "2013/2012"',
        "when = ",
        f"when 2013/2012 {EDTF}",
    ),
    Mistake(
        "an event in a year that is printed nowhere",
        'when = "2012/2013"',
        'when = "2012/2014"',
        "when = ",
        f"{UNPRINTED} 2014; mend when 2012/2014, {YEAR}",
    ),
    Mistake(
        "an event in a month that is not printed",
        'when = "2019-03?"',
        'when = "2019-02?"',
        "when = ",
        f"{UNPRINTED} February; mend when 2019-02?, {YEAR}",
    ),
    Mistake(
        "an event on a day that is not printed",
        'when = "2019-05-04"',
        'when = "2019-05-14"',
        "when = ",
        f"{UNPRINTED} 14; mend when 2019-05-14, {YEAR}",
    ),
    # Paragraphs, labels and topics.
    Mistake(
        "a label that is not as printed",
        'label = "(b)"',
        'label = "b)"',
        "label = ",
        "label b) is not as letters print it; write (a), (a)(iv) or (a)(ii)a.",
        schema=True,
    ),
    Mistake(
        "a label that is not as printed above a lead",
        'label = "(a)(i)"',
        'label = "a.i"',
        "label = ",
        "label a.i is not as letters print it; write (a), (a)(iv) or (a)(ii)a.",
        schema=True,
    ),
    Mistake(
        "an item before any paragraph to which it could belong",
        '[[meetings.paragraphs]]\npart = "letter"\n',
        '[[meetings.paragraphs]]\nlabel = "(a)"\ntext = "Co-Chairs:"\n\n[[meetings.paragraphs]]\npart = "letter"\n',
        '[[meetings.paragraphs]]\nlabel = "(a)"',
        "no paragraph stands above to which this item could belong; put it there",
    ),
    Mistake(
        "an empty paragraph",
        '[[meetings.paragraphs]]\nlabel = "(b)"',
        '[[meetings.paragraphs]]\ntext = ""\n\n[[meetings.paragraphs]]\nlabel = "(b)"',
        "text = ",
        f"text {EMPTY}",
        schema=True,
    ),
    # Quotes and leads.
    Mistake(
        "a quote that its paragraph does not print",
        FIGHTING,
        'quote = "the ongoing fightng"',
        "quote = ",
        "quote is not in its paragraph; character 18 is 'n' where the letter has 'i': “the ongoing fighting”",
    ),
    Mistake(
        "a quote with an invisible character",
        FIGHTING,
        'quote = "the on\u00adgoing fighting and weak institutions"',
        "quote = ",
        "quote is not in its paragraph; character 7 is the soft hyphen (U+00AD) where the letter has 'g': "
        "“the ongoing fighting and weak instit”",
    ),
    Mistake(
        "a quote that goes on beyond its paragraph",
        'quote = "Eland had none"',
        'quote = "Eland had none. Not one"',
        "quote = ",
        "quote is not in its paragraph; character 16 is a space where the letter has the end: “Eland had none.”",
    ),
    Mistake(
        "a quote with a character too many",
        FIGHTING,
        'quote = "the ongoing fightings"',
        "quote = ",
        "quote is not in its paragraph; character 21 is 's' where the letter has the end: “the ongoing fighting”",
    ),
    Mistake(
        "a quote with a word too many",
        COURT,
        COURT.replace("court had opened", "court had been opened"),
        "quote = ",
        "quote is not in its paragraph; character 17 is 'b' where the letter has 'o': "
        "“a new court had opened in the capital in March”",
    ),
    Mistake(
        "a quote that begins with a label",
        'text = """\nRecommendations included:"""\n',
        'text = """\nRecommendations included (a) help:"""\n\n[[meetings.paragraphs.records]]\nid = "aland-2019/help"\n'
        'kind = "recommendation"\nsummary = "Give a hand"\nquote = "(a) help"\n',
        "quote = ",
        "quote begins with a label or topic; leave it out",
    ),
    Mistake(
        "a quote that ends with the mark behind it",
        'quote = "the ongoing fighting"',
        'quote = "the ongoing fighting and weak institutions,"',
        "quote = ",
        "quote ends with ','; leave it out",
    ),
    Mistake(
        "a quote that is cut inside a word",
        FIGHTING,
        'quote = "the ongoing fight"',
        "quote = ",
        "quote is cut inside a word; take in the whole word",
    ),
    Mistake(
        "a lead that nothing above the quote prints",
        'lead = "Challenges included"',
        'lead = "Challenges incluted"',
        "lead = ",
        "lead is not in what introduces the quote; character 17 is 't' where the letter has 'd': “Challenges included”",
    ),
    Mistake(
        "a lead that is cut inside a word",
        'lead = "Challenges included"',
        'lead = "Challenges include"',
        "lead = ",
        "lead is cut inside a word; take in the whole word",
    ),
    Mistake(
        "a lead that is the quote",
        'lead = "Challenges included"',
        'lead = "the ongoing fighting"',
        "lead = ",
        "lead goes on into the quote or stands behind it; end it where the quote begins",
    ),
    Mistake(
        "a lead that goes on into the quote",
        'lead = "Challenges included"',
        'lead = "Challenges included the ongoing"',
        "lead = ",
        "lead goes on into the quote or stands behind it; end it where the quote begins",
    ),
    Mistake(
        "a lead from another item of the same level",
        LANGUAGE,
        LANGUAGE.replace("Ensure that, in its next resolution, the Council will:", "Encourage partners to train"),
        "lead = ",
        "lead is not in what introduces the quote; nothing there is like it; copy it from the letter",
    ),
    Mistake(
        "a quote that begins with its item's label",
        'quote = "Maintain the strong',
        'quote = "(i) Maintain the strong',
        "quote = ",
        "quote begins with a label or topic; leave it out",
    ),
    Mistake(
        "a quote that begins with its item's topic",
        'quote = "Funds were',
        'quote = "Adequate funds. Funds were',
        "quote = ",
        "quote begins with a label or topic; leave it out",
    ),
    Mistake(
        "a part of a sentence that ends with its full stop",
        'quote = "Eland had none"',
        'quote = "Eland had none."',
        "quote = ",
        "quote ends with '.'; leave it out",
    ),
    Mistake(
        "a lead with the label of an item",
        'lead = "Ensure that, in',
        'lead = "(a) Ensure that, in',
        "lead = ",
        "lead is not in what introduces the quote; "
        "character 1 is '(' where the letter has 'E': “Ensure that, in its next resol”",
    ),
    Mistake(
        "a quote that is like nothing in its paragraph",
        FIGHTING,
        'quote = "xyzzy qqqq"',
        "quote = ",
        "quote is not in its paragraph; nothing there is like it; copy it from the letter",
    ),
    # What is printed.
    Mistake(
        "a speaker who is printed nowhere",
        'speaker = "Mission\'s leadership"',
        'speaker = "Mission\'s leaders"',
        "speaker = ",
        "speaker Mission's leaders is not printed in the letter; the nearest is \"Mission's leadership\"",
    ),
    Mistake(
        "an addressee whom only another item names",
        'addressee = "the Council"',
        'addressee = "partners"',
        "addressee = ",
        "addressee partners is not printed in its paragraph; copy it from there",
    ),
    Mistake(
        "a category that is not as printed",
        'category = "police personnel"',
        'category = "police personel"',
        "category = ",
        "category police personel is not printed in its paragraph; the nearest is 'police personnel'",
    ),
    Mistake(
        "a unit of which one word is not printed",
        'unit = "$ million"',
        'unit = "$ billion"',
        "unit = ",
        "unit $ billion is not printed in its paragraph; the nearest is '$20 million'",
    ),
    # Words.
    _summary(
        "a summary too long",
        "Long " * 18 + "x",
        "has 91 characters; say it in 90",
        schema=True,
    ),
    _summary(
        "a summary that repeats the quote",
        "The members held the Group's third meeting",
        "is not ours yet; say in our own words what the quote says",
    ),
    _summary(
        "a summary that is not written yet",
        "TODO",
        "is not ours yet; say in our own words what the quote says",
    ),
    _summary(
        "an empty summary",
        "",
        EMPTY,
        schema=True,
    ),
    _summary("a space at the end", "The Group met ", "begins or ends with a space; delete it"),
    *(
        _summary(
            f"{named} in our own words", words, f"has {told}; type plain spaces, straight quotes and accented letters"
        )
        for named, words, told in (
            ("two spaces", "The Group  met", "two spaces"),
            ("a curly apostrophe", "The Chairs’ note", "the right single quotation mark (U+2019)"),
            ("an accent apart from its letter", "A communique\u0301 was signed", "the combining acute accent (U+0301)"),
            ("a no-break space", "The Group\u00a0met", "the no-break space (U+00A0)"),
            ("a soft hyphen", "The Gro\u00adup met", "the soft hyphen (U+00AD)"),
        )
    ),
    Mistake(
        "a record that says what another of its kind says",
        '[[meetings.paragraphs.records]]\nid = "aland-2019/institutions"',
        '[[meetings.paragraphs.records]]\nid = "aland-2019/again"\nkind = "challenge"\nsummary = "Aland saw no peace"\n'
        'lead = "Challenges included"\nquote = "the ongoing fighting"\n\n'
        '[[meetings.paragraphs.records]]\nid = "aland-2019/institutions"',
        "quote = ",
        "another challenge row says this; delete one of the two",
    ),
    Mistake(
        "a category of a mission that is used twice",
        'category = "national civilian staff"',
        'category = "international civilian staff"',
        'quote = "19 per cent',
        "another staffing row says this; delete one of the two",
    ),
    _summary(
        "a control character",
        r"The Group \u0007 met",
        "has the control character (U+0007); delete it",
    ),
    _summary(
        "a bidirectional character",
        "The Group \u202e met",
        "has the right-to-left override (U+202E); delete it",
    ),
    _summary(
        "an invisible character",
        "The Gro\u200bup met",
        "has the zero width space (U+200B); delete it",
    ),
    *(
        _summary(f"U+{ord(char):04X}", f"The Gro{char}up met", f"has the {name} (U+{ord(char):04X}); delete it")
        for char, name in {
            "\u206a": "inhibit symmetric swapping",
            "\ufff9": "interlinear annotation anchor",
            "\u3164": "hangul filler",
            "\U000e0041": "tag latin capital letter a",
        }.items()
    ),
    Mistake(
        "text over several lines",
        SUMMARY,
        'summary = """\nThe Group\nmet"""',
        'summary = """',
        "summary has a line break; delete it",
    ),
    Mistake(
        "a theme of two words",
        'themes = ["justice", "security"]',
        'themes = ["Security Council"]',
        "themes = ",
        "themes Security Council is not one word; write lower-case words joined by hyphens",
    ),
    Mistake(
        "a glossary entry that leads nowhere",
        '"women\'s rights" = ',
        '"men\'s rights" = ',
        '"men\'s rights" = ',
        "men's rights leads nowhere: no letter says it; use a letter's words",
    ),
    Mistake(
        "an empty short form",
        '"women\'s rights" = ["WR"]',
        '"women\'s rights" = [""]',
        '"women\'s rights" = ',
        f"short form {EMPTY}",
    ),
    Mistake(
        "a space in a glossary key",
        '"protection advisers" = ',
        '"protection advisers " = ',
        '"protection advisers " = ',
        "glossary entry begins or ends with a space; delete it",
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
        "an addressee of what is no recommendation",
        FIGHTING,
        f'addressee = "partners"\n{FIGHTING}',
        "addressee = ",
        "addressee belongs to recommendations alone; delete it or mend the kind",
    ),
]

SYNTAX = [
    Mistake(
        "a day that is none",
        "distributed = 2019-07-21",
        "distributed = 2019-06-31",
        "distributed = ",
        "not valid TOML: there is no such day; write one such as 2017-05-04",
    ),
    Mistake(
        "a text not ended over several lines",
        'summary = "Eland had not agreed on a plan"',
        'summary = """\nEland had no plan"\n',
        'summary = """',
        "not valid TOML: the text has no closing quotation mark; write it",
    ),
    Mistake(
        "a text without its closing quotation mark",
        SUMMARY,
        SUMMARY.removesuffix('"'),
        "summary = ",
        "not valid TOML: the text has no closing quotation mark; write it",
    ),
    Mistake(
        "a list without its end",
        'themes = ["security"]\n',
        'themes = ["security"\n',
        "themes = ",
        "not valid TOML: a comma or the closing bracket is missing; write it",
    ),
    Mistake(
        "a table without its end",
        '{ who = "members" },',
        '{ who = "members",',
        '  { who = "members",',
        "not valid TOML: a comma or the closing bracket is missing; write it",
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
        "summary = The Group met",
        "summary = ",
        "not valid TOML: the value is not TOML; write text in straight quotes, numbers and days without",
    ),
    Mistake(
        "a key that stands twice in its block",
        "percent = 19",
        "percent = 19\npercent = 19",
        "percent = ",
        "not valid TOML: the key percent is used twice in its block; "
        "is a header such as [[meetings.paragraphs.staffing]] missing above it?",
    ),
    Mistake(
        "a header without its brackets",
        "[[meetings.paragraphs.staffing]]",
        "[[meetings.paragraphs.staffing]",
        "[[meetings.paragraphs.staffing]",
        "not valid TOML: the header has other brackets behind its name than before it; write as many",
    ),
    Mistake(
        "a single block where another stands already",
        "[glossary]",
        "[glossary]\n[glossary]",
        "[glossary]",
        "not valid TOML: the header is used twice; delete one, or write [[ ]] for one more block",
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

NOTES = [
    Mistake(
        "a sentence that no row quotes",
        "the capital in March.",
        "the capital in March. Roads were closed.",
        'text = """',
        "no row quotes: Roads were closed.",
    ),
    Mistake(
        "a part of a sentence that no row quotes",
        'quote = "weak institutions"',
        'quote = "weak"',
        'text = """',
        "no row quotes: Challenges included the ongoing fighting and weak institutions, although a new court had "
        "opened in the capital in March.",
    ),
    Mistake(
        "a quantity that no row holds",
        BUDGET,
        "",
        'text = """',
        "no staffing or figure row holds 20: ..., with a budget of $20 million, was late....",
    ),
    Mistake(
        "a kind for which the paragraph has no word",
        'kind = "achievement"\ninferred = true',
        'kind = "achievement"',
        "kind = ",
        "the paragraph has no word for achievement; if that is your reading, write inferred = true",
    ),
    Mistake(
        "a group used once that is near a common one",
        'category = "national civilian staff"',
        'category = "national civilian staff"\ngroup = "securty"',
        "group = ",
        "group securty is used once; did you mean security?",
    ),
    Mistake(
        "a mission that no participant came from",
        ', missions = ["ALPHA"] },',
        " },",
        "missions = ",
        "no participant came from ALPHA; name who did",
    ),
    Mistake(
        "a theme used once that is near a common one",
        'themes = ["justice", "security"]',
        'themes = ["justice", "securty"]',
        "themes = ",
        "theme securty is used once; did you mean security?",
    ),
]


def line_of(text: str, edited: int, start: str) -> int:
    """The number of the last line that begins so at or above the place, else of the first below it."""
    found = [match.start() for match in re.finditer(rf"^{re.escape(start)}", text, re.MULTILINE)]
    above = [place for place in found if place < edited]
    return text.count("\n", 0, above[-1] if above else found[0]) + 1


def edited(*edits: tuple[str, str]) -> str:
    text = TEXT
    for old, new in edits:
        assert old in text, f"the sound file has no {old}"
        text = text.replace(old, new, 1)
    return text


def planted(mistake: Mistake, path: Path) -> str:
    """Plant the mistake in a copy of the sound file at that path; gives the line that is told of it."""
    text = edited((mistake.old, mistake.new))
    path.write_text(text, encoding="utf-8")
    return f"{path}:{line_of(text, TEXT.index(mistake.old) + len(mistake.new), mistake.at)}: {mistake.says}"
