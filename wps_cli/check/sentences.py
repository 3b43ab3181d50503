"""What a letter's sentence holds: its parts, and of each the kind, the date, the unit of a number, who speaks or acts.

The rules know words, not grammar. They cut where words show a joint, and else leave the sentence whole.
"""

import re
from datetime import date
from typing import NamedTuple

from wps_cli.check.numbers import MONTH, MONTHS

_AUX = r"(?:was|were|is|are|had|has|have|would|could|should|must|might|may|will|can|did)\b"
# What those do who speak at a meeting.
SAID = (
    "(?:noted|highlighted|reported|stressed|emphasi[sz]ed|underlined|underscored|welcomed|said|stated|recalled|explained|"
    "added|pointed out|reaffirmed|confirmed|attributed|raised|expressed|asked|called|urged|mentioned|observed|thanked|"
    "indicated|acknowledged|replied|spoke|announced|committed|promised|undertook|regretted|commended|requested|agreed|"
    "recommended|encouraged|warned|advocated|described|presented|shared|suggested|ended|concluded|reiterated|listed|"
    r"complained|made clear|advised|informed|outlined|praised|proposed|pledged|responded|voiced|were worried)\b"
)
# A verb in the past tense, but not what ends like one and goes before a noun.
_PAST = (
    rf"(?:{SAID}|(?:began|brought|built|came|drew|fell|felt|found|gave|grew|heard|held|kept|led|left|lost|met|paid|put|"
    r"rose|sent|set|sought|spent|stood|took|went|won|became)\b|(?!(?:displaced|related|armed|unfilled|indeed|need)\b|"
    r"(?:integrated|limited|increased|improved|continued|targeted|dedicated|detailed|sustained|combined|based|renewed|"
    r"enhanced|reduced|qualified|affected|coordinated|tasked)\b(?! (?:to|with|the|an?|its|work)\b))[a-z]{3,}ed\b)"
)
_VERB = re.compile(rf"\b(?:{_AUX}|{_PAST})")
_FINITE = re.compile(rf"\b(?:{_AUX}|{SAID}|remained\b)")
# Where the parts of a sentence may join, by what the joint shows.
_JOINT = re.compile(
    r"(?P<contrast>, (?:but also|but|yet|while|whereas|although|meaning that|with it being \w+ that)(?: that)? )"
    r"(?=\w+ \w)"
    r"|(?P<opening>\bthat,? (?:while|although) )"
    r"|(?P<aside>, )(?=(?:despite|notwithstanding|including by|an? (?:\w+ ){1,4}that|expressing|advocating|stressing|"
    r"noting|adding|emphasizing|calling|urging|welcoming) )"
    r"|(?P<end>; (?:and |but |while |or )?)"
    rf"|(?:(?P<verb>,? and )(?=(?:also )?{_VERB.pattern})|(?P<listed>, )(?={_PAST}.* and {_PAST}))"
    r"(?=(?:[^\s,;]+ ){3})"
    r"|(?P<clause>,? and(?: that|,)? )(?=(?:the|an?|its|their|these|no|some|many|most|few|\d[\d,.]*|[A-Z][\w’'-]*) "
    rf"(?:(?!(?:and|or|that|which|who)\b)[^,;:]){{2,90}}?{_VERB.pattern}|"
    rf"(?:(?!and\b|or\b)\w+ ){{1,8}}?{_AUX}|in [A-Z]\w+,)"
    r"|(?P<closing>, )"
)
# The words with which a letter calls a statement so, and those that only hint at it.
_KINDS = {
    "challenge": (
        "challenge|obstacle|impediment|constraint|barrier",
        r"concerns?\b|lack|limited|impunity|dismal|worried|weak|severe|low\b|yet to",
    ),
    "opportunity": ("opportunit", "$^"),
    "achievement": (r"achieve|success(?:es)?\b", "gains|trained|established|adopted|prepared"),
    "priority": ("priorit", "the need|the importance|stressed"),
    "commitment": (r"committed (?:\w+ )?to\b|pledged", "undertook|promised|signed"),
}
_LISTED = re.compile(
    r"\b(?:includ(?:ed|ing)|such as|namely|(?:had )?arisen from|(?:were|was)(?= (?:the|an?|that|to) ))"
    r"(?: the following)?[,:]* "
)
# What follows the number of a share, with what it is a share of.
SHARE = r"(?: per cent|%) of (?:the |its |their |all )?([^,;:.]+?)(?=[,;:]|\.(?:\s|$)| and (?:[a-z]+ ){0,3}\d|$)"
# Words for those who speak and act.
_WHO = re.compile(
    "[Aa]dviser|[Rr]epresentative|[Mm]ember|[Pp]articipant|[Bb]riefer|Co-Chair|leader|component|Director|Head|Command|"
    "Coordinator|Envoy|Minist|speaker|delegation|expert|official|secretariat|Group|UN-Women|Entity|Secretary|Council|"
    "Government|Mission|[A-Z]{4,}|donors|countries|States|team|partners|authorities|parties|Union|agencies"
)
_SPEAKS = re.compile(
    rf"(?:[^.;:]*?, )??(?:[Tt]he |[Ss]ome )?([^,;:]+?)(?:, as [^,]+,)?(?: also| further| then| again)* {SAID}"
    r"|.*\b(?:by|from) (?:the )?([^,;:]+?)(?: included| were)?:$"
)
_ACTS = re.compile(
    r"(?:Encourage|Urge|Call upon|Call on|Request|Ask|Invite) (?:the )?(.+?) to\b"
    r"|(?:That |.*, )?(?:[Tt]he )?([^,;:]+?)(?: (?:should|are encouraged|is encouraged|will)\b|:$)"
)
FULL_TITLE = r"[A-Z][\w’'-]* [A-Z]|representative"  # what shows that a speaker is named in full, or speaks for others
LONGEST = 3000  # characters beyond which no sentence goes


class Piece(NamedTuple):
    """A stretch of a sentence that may be a row's quote."""

    quote: str
    lead: str = ""
    listed_in: str = ""  # what introduces the list of which it is an item
    is_guess: bool = False  # cut where the joint may be none


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph."""
    return re.split(r"(?:(?<=[.?!])|(?<=[.?!][\"”’)]))(?<!\b[A-Z]\.)(?<!M[rs]\.)(?<!No\.) (?=[\"“(]?[A-Z0-9])", text)


def bare(item: str) -> str:
    """An item without what joins it to the next, a sentence without its full stop."""
    return re.sub(r"[;,:.\s]+$", "", re.sub(r"[;,]? (?:and|or)$", "", item.rstrip(" ;,")))


def pieces(sentence: str) -> list[Piece]:
    """The sentence in parts, in its order; whole where nothing shows a joint, or where nobody wrote so much as one."""
    if len(sentence) > LONGEST or len(re.findall(SHARE, sentence)) > 1:
        return [Piece(sentence)]
    intro, *parts = re.split(r"(?<= )\((?:[a-z]{1,4}|\d)\) ", sentence)
    if len(parts) > 1 and sentence.startswith(("(a) ", "(i) ", "(1) "), len(intro)):
        items = [Piece(bare(part), intro.rstrip(), intro.rstrip()) for part in parts]
        return [Piece(bare(intro)), *items] if re.search(rf"\b{_AUX}", intro) else items
    names = "|".join(stated for stated, _ in _KINDS.values())
    for found in _LISTED.finditer(sentence):
        intro = sentence[: found.end()].rstrip()
        if re.search(rf"\b(?:{names})", intro, re.IGNORECASE) and ";" not in intro:
            return [Piece(item, intro, intro) for item in _items(sentence[found.end() :])]
    first, *others = re.split(r"; (?:and |or )?", sentence)
    head = re.match(r".*?(?:: | that )", first)
    if others and head and (head[0].endswith(": ") or all(one.startswith("that ") for one in others)):
        listed = [first[head.end() :], *(one.removeprefix("that ") for one in others)]
        return [Piece(bare(item), head[0].rstrip(), head[0]) for item in listed]
    return _clauses(sentence)


def _items(listed: str) -> list[str]:
    """The items of a list in a sentence: parted at commas, the last at its `and`; not within a phrase."""
    parts = re.split(r", | (?=as well as )", listed)
    are_short = all(len(part.split()) < 5 for part in parts)
    goes_on = (
        r"(?:[io]n|by|with|for|from|at|of|to|under|which|who|that|where|including|such|despite|as(?! well)|\w+ed) "
    )
    goes_on += "" if are_short else r"|(?!and |or )\w+(?: \w+)? (?:and|or) (?!the |an? |its |their )"
    items = parts[:1]
    for part in parts[1:]:
        if re.match(goes_on, part) or items[-1].endswith(" and"):
            items[-1] += f", {part}"
        else:
            items.append(part)
    last = next((at for at, item in enumerate(items) if item.startswith("as well as ")), len(items)) - 1
    ahead = "" if are_short else "(?=(?:an?|the|its|their|other) )"
    if joined := re.match(f"(?!and )(.*) and {ahead}(.*)", items[last]):
        items[last : last + 1] = joined.groups()
    return [bare(re.sub(r"^(?:and|or|as well as) ", "", item)) for item in items]


def _clauses(sentence: str) -> list[Piece]:
    """The parts of a sentence that contrasts, adds or strings clauses; each is led by what it cannot do without."""
    opened = re.match(r"(?:While|Although|Whereas) ", sentence)
    start, lead, sort = (opened.end(), opened[0].strip(), "opening") if opened else (0, "", "")
    first = _VERB.search(sentence)
    subject = sentence[: first.start()].rstrip() if first and not opened else ""
    found: list[Piece] = []
    for joint in _JOINT.finditer(sentence, start):
        left, through = sentence[start : joint.start()], sentence[: joint.end()].rstrip()
        if not _parts(joint, left, sentence[joint.end() :], is_open=sort == "opening"):
            continue
        if joint.lastgroup != "opening":
            found.append(Piece(left, lead, "", sort in ("verb", "listed", "clause")))
        start, sort = joint.end(), str(joint.lastgroup)
        if sort in ("verb", "listed"):
            lead = subject or through
        elif sort == "end" or (sort == "clause" and " that " not in joint[0]):
            lead = ""
        else:
            lead, subject = through, ""
    rest = Piece(bare(sentence[start:]), lead, "", sort in ("verb", "listed", "clause"))
    return [*found, rest] if found else [Piece(sentence)]


def _parts(joint: re.Match[str], left: str, right: str, *, is_open: bool) -> bool:
    """Whether the joint parts two statements: what is left of it has a verb, and some words behind that."""
    if joint.lastgroup == "closing":
        return is_open and _FINITE.search(left) is not None and _VERB.search(right) is not None
    verbs = list(_VERB.finditer(left))
    since = len(left[verbs[-1].end() :].split()) if verbs else -1
    match joint.lastgroup:
        case "contrast":
            return since >= 0 and _VERB.search(right) is not None
        case "verb" | "listed":
            return since > (0 if re.match(SAID, right) else 3)
        case "clause":
            within = r"\b(?:because|since|if|when|where|which|who|whose|until|unless)\b[^,]*$"
            is_within = re.search(within, left) and not joint[0].startswith(",")
            return _FINITE.search(re.split(r"\b(?:that|whether) ", left)[-1]) is not None and not is_within
        case _:
            return since >= 0


def kind(quote: str, listed_in: str) -> tuple[str, bool | None, str]:
    """The kind of statement, whether it is only our reading, and why; `listed_in` introduces it."""
    for place, text in ((0, listed_in), (0, quote), (1, quote)):
        stems = {name: rf"\b(?:{both[place]})\w*" for name, both in _KINDS.items()}
        said = [(name, found[0]) for name, stem in stems.items() if (found := re.search(stem, text, re.IGNORECASE))]
        if said and (place or len(said) == 1):
            name, word = said[0]
            is_own = re.match("challeng|opportunit|achiev|success|priorit|commit|pledge", word, re.IGNORECASE)
            why = f'kind: {"guessed from" if place else "the letter says"} "{word}"'
            return name, None if is_own and not place else True, why
    return "observation", None, ""


def speaker(sentence: str) -> str:
    """Who says the sentence, without the article: whom it names as speaking, or `They`; empty where it names nobody."""
    found = _SPEAKS.match(sentence[:400])
    who = found[found.lastindex or 0] if found else ""
    return who if who in ("They", "She", "He") or (_WHO.search(who) and not _VERB.search(who)) else ""


def addressee(*texts: str) -> str | None:
    """Who is to act, by the first of the texts that says so."""
    acting = (found[found.lastindex or 0] for text in texts if (found := _ACTS.match(text[:400])))
    return next((who for who in acting if _WHO.search(who) and " with " not in who), None)


def day(*texts: str) -> date | None:
    """The first day that the texts print in full."""
    days = (found for text in texts for found in re.findall(rf"(\d{{1,2}}) ({MONTH}) (\d{{4}})", text))
    return next((date(int(year), MONTHS.index(month) + 1, int(number)) for number, month, year in days), None)


def when(quote: str, meeting: date) -> tuple[str | None, str]:
    """The one date that the words give an event, and what is uncertain about it."""
    span = re.search(rf"\b(\d\d?) to (\d\d?) ({MONTH}) (\d{{4}})", quote)
    years = re.search(r"\b(?i:between|in) ((?:19|20)\d\d) and ((?:19|20)\d\d)\b", quote)
    full = rf"(?i:\b(?:(\d\d?)|in|by)) ({MONTH})\b(?: (\d{{4}}))?"
    days = re.findall(rf"{full}|\b(?i:in|for|of|by) ((?:19|20)\d\d)\b(?! \()", quote)
    if span:
        days = [(number, span[3], span[4], "") for number in span.groups()[:2]]
    elif years:
        days = [("", "", "", year) for year in years.groups()]
    elif len(days) != 1:
        return None, "when: there are several dates" if days else ""
    ends = []
    for number, month, year, alone in days:
        end = alone or f"{year or meeting.year}-{MONTHS.index(month) + 1:02}" + (f"-{int(number):02}" if number else "")
        ends.append(end if alone or year or end == meeting.isoformat() else f"{end}?")
    return "/".join(ends), "when: the year is a guess" if "?" in ends[0] else ""


def unit(text: str, start: int, end: int) -> str:
    """What the number there counts, as printed: currency and scale, else up to three words; empty where none say it."""
    sign = re.search(r"(?:US)?[$€£] ?$", text[max(0, start - 5) : start])
    scale = re.search("hundred|thousand|million|billion", text[start:end])
    word = r"(?!(?:and|or|in|into|of|on|to|by|for|at|than|who|that|which|from|with|as|the|since)\b)[\w’'-]+"
    many = rf"(?=[^\W\d]){word}(?: {word}){{0,2}}"
    what = rf" ?(per cent|%)|-([^\W\d]\w*)| (of (?:the |its )?(?:\d[\d.,]* )?{many}|{many})"
    noun = re.match(rf"(?: (?:and|to) \d[\d.,]*)?(?:{what})", text[end : end + 200])
    words = _VERB.split(noun[noun.lastindex or 0])[0].strip() if noun and not sign else ""
    return " ".join(filter(None, (sign[0].strip() if sign else "", scale[0] if scale else "", words)))
