"""A letter's sentence, cut where words show a joint, and of each part the kind, date, unit, and who speaks or acts."""

import re
from datetime import date

from wps_cli.check.numbers import ENGLISH, MONTH, MONTHS, Number

_AUX = r"(?:was|were|is|are|had|has|have|would|could|should|must|might|may|will|can|did)\b"
SAID = rf"(?:{ENGLISH['said']})\b"
# A verb in the past tense, but not what ends like one and goes before a noun.
_PAST = rf"(?:{SAID}|(?:{ENGLISH['past']})\b|(?!(?:{ENGLISH['adjectives']})\b)[a-z]{{3,}}ed\b)"
VERB = re.compile(rf"\b(?:{_AUX}|{_PAST})")
_FINITE = re.compile(rf"\b(?:{_AUX}|{SAID}|remained\b)")
# Where the parts of a sentence may join, by what the joint shows.
_JOINT = re.compile(
    r"(?P<more>, (?:(?:but also|but|yet|meaning that|with it being \w+ that)(?: that)? "
    rf"(?=.*?{VERB.pattern})|(?:{ENGLISH['although']})(?: that)? (?!(?:\w+ly |never )?\w+ed\b)(?=[^,]*?{VERB.pattern})|"
    rf"(?=(?:{ENGLISH['despite']}|{ENGLISH['adding']}) |(?:the|its|their) [^,;:]{{2,60}} having )))"
    r"|(?P<ahead>\bthat,? (?:while|although) |^(?:While|Although|Whereas) )|(?P<end>; (?:and |but |yet |or |while )?"
    rf"(?=(?:(?!, wh)[^;])*?{VERB.pattern}))|(?P<verb>(?:,? (?:and|but) (?=(?:(?:also|often|\w+ly) )?{VERB.pattern})"
    rf"|, (?={_PAST}.* and {_PAST}))(?=(?:[^\s,;]+ ){{3}}))"
    rf"|(?P<clause>,? and(?: that|,)? )(?=(?:(?<=, and )[a-z]+|{ENGLISH['determiners']}|\d[\d,.]*|[A-Z][\w’'-]*) "
    rf"(?:(?!\b(?:and|or|that|which|who)\b)[^,;:]){{0,90}}?{VERB.pattern}|"
    rf"(?:(?!and\b|or\b)\w+ ){{1,8}}?{_AUX}|in [A-Z]\w+,)|(?P<closing>, )"
)
_WITHIN = re.compile(r"\b(?:between|because|since|if|when|where|which|who|whose|until|unless)\b[^,]*$")
_KINDS: dict[str, list[str]] = ENGLISH["kinds"]
# What introduces a list of statements of one kind.
_STATED = "|".join(stated for stated, _ in _KINDS.values())
_LIST = re.compile(
    rf"(?i:.*?\b(?:{_STATED})(?:.*?\b(?:includ(?:ed|ing)|such as|namely|(?:had )?arisen from)|[^,;]*?\b(?:were|was)"
    rf"(?= (?:the|an?|that|to) ))(?: the following)?[,:]* |.*?\b(?:two|three|four|several) (?:{_STATED})[^,;:.]*: )"
)
# What a share is of, whose number and sign are a NUL here: behind it, ahead of it, or in a row of a table.
_OF = r"(?:(?:the )?[A-Z][\w-]*['’]s |the |its |their |all )?"
_AHEAD = rf"\b(?i:\d+|of|among|in|for) {_OF}"
_SHARE = re.compile(
    rf"\0 (?:of|among|in) {_OF}([^\d,;:.](?:(?! {_AUX})[^,;:.])*?)(?: (?:were|are|was|is) (?:women|female)\b"
    r"| at (?:most|least)(?=[,;:.)]|$)|(?=[,;:]|\.(?:\s|$)| (?:and|but)(?:,| (?:[a-z]+ ){0,3}\d)|$))"
    rf"|{_AHEAD}([^\d,;:.]{{3,80}}?),? (?:the|their|women['’]s) (?:share|proportion|percentage)\b[^,;:.]*(?<! from) \0"
    rf"|{_AHEAD}((?:(?!\d|(?:of|among|in|for|at|to|it|they|{VERB.pattern})\b)[\w’'-]+ ?){{1,5}}?)"
    r"(?:, (?:including |of wh(?:om|ich) )?\0(?: were| are)? (?:women|female)\b|"
    rf" {VERB.pattern}[^,;:.]*(?<! from) \0(?! of ))"
    r"|^([^:]{3,80}): [^:]{0,40}\0(?=[.;]?$|, )"
)
# What introduces a list is told by its items, a row of a table such as `Police units: 7 per cent` by its number.
TOLD_ELSEWHERE = re.compile(r".*:|[^:]{3,80}: [^:]{0,40}?\d[\d.]*(?: per cent|%)[.;]?")
WHO = re.compile(ENGLISH["actors"])
# Who is said to speak: no clause or phrase about them.
_SAYER = r"(?:as )?(?:(?i:the|some) )?((?!(?:in|of|for|to|by|from|with|which|who|that)\b)(?:(?!wh(?:ich|o)\b)[^,;:])+?)"
_SPEAKS = [*map(re.compile, (
    r"(?:.*, )?(?:[Aa]ccording to|In the (?:view|words) of|[BbIi][yn](?= (?:her|his|their) )) (?:the )?([^,;:]+),",
    rf"(?:[^.;:]*?, )??{_SAYER}(?:, (?:as|in|speaking) [^,]+,)?(?: \w+ly| also| further| then| again)* {SAID}",
    rf".*, {_SAYER} {SAID}(?: it)?(?:,[^,]*)?\.?$",
    r".*\b(?:by|from) (?:the )?([^,;:]+?)(?: included| were)?:$",
))]  # fmt: skip
_ACTS = re.compile(
    r"(?:Encourage|Urge|Call upon|Call on|Request|Ask|Invite) (?:the )?(.+?) to\b|(?:For|To) (?:the )?([^:]+?):"
    r"|(?:That |.*, (?!and ))?(?:[Tt]he )?([^,;:]+?)(?:,[^;:]*,)?(?: (?:should|are encouraged|is encouraged|will)\b|:$)"
)
_NAMES = r"(?:[Tt]he )?[A-Z][\w’'-]*(?:(?:,|,? and)?(?: of| the| d['’])*(?:(?<=['’])| )[A-Z][\w’'-]*){0,20}"
_CHAIRS = re.compile(
    rf"({_NAMES})(?:(?: \(|(?:,? (?:acting )?in their capacity|,)(?: as| the)* )Co-Chairs?\b|,? co-chaired\b"
    r"|,? (?:which|who)(?: [a-z]+){0,3} [Cc]o-[Cc]hair)"
    rf"|which ({_NAMES}) (?:jointly )?co-chair"
    rf"|[Cc]o-(?:[Cc]hairs?\b(?: of [^,;.(\n]*)?(?:, | \()|chaired by )({_NAMES})"
)
FULL_TITLE = r"[A-Z][\w’'-]* [A-Z]|representative"  # what shows that a speaker is named in full, or speaks for others
LONGEST = 3000  # characters beyond which no sentence goes
Piece = tuple[str, str, bool]  # what may be a row's quote, its lead, and whether where it begins may be no joint


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph."""
    return re.split(r"(?:(?<=[.?!])|(?<=[.?!][\"”’)]))(?<!\b[A-Z]\.)(?<!M[rs]\.)(?<!No\.) (?=[\"“(]?[A-Z0-9])", text)


def bare(item: str) -> str:
    """An item without what joins it to the next, a sentence without its full stop."""
    return re.sub(r"[;,:.\s]+$", "", re.sub(r"[;,]? (?:and|or)$", "", item.rstrip(" ;,")))


def asked(sentence: str) -> list[Piece]:
    """A recommendation as the one part that it is, led by those whom it is for if it begins with them."""
    lead = re.findall("^(?:(?:For|To) [^:;.]{3,150}:(?= ))?", sentence)[0]
    return [(bare(sentence.removeprefix(lead).lstrip()), lead, False)]


def pieces(sentence: str) -> list[Piece]:
    """The sentence in parts, in its order; whole if it shows no joint, has two shares or is too long for one."""
    if len(sentence) > LONGEST or len(re.findall("(?: per cent|%) (?:of|among|in) ", sentence)) > 1:
        return [(sentence, "", False)]
    intro, *parts = re.split(r"(?<= )\((?:[a-z]{1,4}|\d)\) ", sentence)
    if len(parts) > 1 and sentence.startswith(("(a) ", "(i) ", "(1) "), len(intro)):
        items = [(bare(part), intro.rstrip(), False) for part in parts]
        return [(bare(intro), "", False), *items] if re.search(rf"\b{_AUX}", intro) else items
    if found := _LIST.match(sentence):
        # Items are parted at commas, the last at its `and`; not within a phrase.
        listed, *added = re.split(",? as well as ", sentence[found.end() :])
        goes_on = r"(?:[io]n|by|with|for|from|at|of|to|under|which|who|that|where|including|such|despite|as|\w+ed) "
        goes_on += r"|(?!and |or )\w+(?: \w+)? (?:and|or) (?!the |an? |its |their )"
        parts = re.split(f", (?!{goes_on})", listed)
        if joined := re.match("(?!and )(.*) and (?=(?:an?|the|its|their|other) )(.*)", parts[-1]):
            parts[-1:] = joined.groups()
        return [(bare(re.sub("^(?:and|or) ", "", part)), found[0].rstrip(), False) for part in (*parts, *added)]
    first, *others = re.split("; (?:and |or )?", sentence)
    head = re.match(".*?(?:: | that )", first)
    if others and head and (head[0].endswith(": ") or all(one.startswith("that ") for one in others)):
        named = [first[head.end() :], *(one.removeprefix("that ") for one in others)]
        return [(bare(item), head[0].rstrip(), False) for item in named]
    despite = re.match(rf"(?i:{ENGLISH['despite']}) .*?(?=, [^,;]*{VERB.pattern})", sentence)
    rest = bare(sentence[despite.end() + 2 :]) if despite else sentence
    return [*([(despite[0], "", False)] if despite else ()), *_clauses(rest)]


def _clauses(sentence: str) -> list[Piece]:
    """The parts of a sentence that contrasts, adds or strings clauses; each is led by what it cannot do without."""
    subject = VERB.split(sentence)[0].rstrip()
    start, lead, sort, is_cut, found = 0, "", None, False, list[Piece]()
    for joint in _JOINT.finditer(sentence):
        is_quoted = len(re.findall('["“”]', sentence[: joint.start()])) % 2
        if is_quoted or (joint.lastgroup == "closing" and sort != "ahead"):
            continue
        left, through, shown = sentence[start : joint.start()], sentence[: joint.end()].rstrip(), joint.lastgroup
        # Two statements are parted if what is left has a verb, and some words behind its last.
        parts = VERB.split(left)
        since = len(parts[-1].split()) if parts[1:] else -1
        is_within = _WITHIN.search(left) is not None and not re.search(", and| that ", joint[0])
        if shown == "verb":
            is_parted = since > (0 if re.match(SAID, sentence[joint.end() :]) else 3) and not is_within
        elif shown == "clause":
            verb = _FINITE if joint[0] == " and " else VERB  # behind a bare `and` a list may end
            is_parted = verb.search(re.split(r"\b(?:that|whether) ", left)[-1]) is not None and not is_within
        else:
            is_parted = since >= 0 or not joint.start()
        if is_parted:
            if shown != "ahead":
                found.append((left, lead, is_cut))
            start, sort, is_cut = joint.end(), shown, shown in ("verb", "clause")
            subject = subject if sort == "verb" else ""
            is_whole = sort == "end" or (sort == "clause" and " that " not in joint[0])
            lead = "" if is_whole else subject or through
    return [*found, (bare(sentence[start:]), lead, is_cut)] if found else [(sentence, "", False)]


def kind(quote: str, lead: str) -> tuple[str, str]:
    """The kind of statement, by what introduces its list or by itself, and which word says so or only hints at it."""
    listed_in = lead if lead.endswith(":") or _LIST.match(f"{lead} the ") else ""
    for text, place in ((listed_in, 0), (quote, 0), (quote, 1)):
        said = {name: at[0] for name, both in _KINDS.items() if (at := re.search(rf"(?i)\b(?:{both[place]})\w*", text))}
        if said and (place or len(said) == 1):
            name, word = next(iter(said.items()))
            is_hint = place or re.match("(?i)difficult|obstacle|impediment|constraint|barrier", word)
            return name, f'{"guessed from" if is_hint else "the letter says"} "{word}"'
    return "observation", ""


def share(sentence: str, number: Number) -> tuple[str, str, str]:
    """Of what the number is a share, the words that say so, and those before them; else all empty."""
    sign = next((one for one in (" per cent", "%") if sentence.startswith(one, number.end)), "")
    stated = f"{number.words} " if number.words else ""
    start, end = number.start - len(stated) * sentence[: number.start].lower().endswith(stated), number.end + len(sign)
    skipped = max(0, start - 200)
    if not sign or not (found := _SHARE.search(f"{sentence[skipped:start]}\0{sentence[end : end + 200]}")):
        return "", "", ""
    begun = min(start, skipped + found.start(found.lastindex or 0))
    until = end + found.end() - (start - skipped + 1)
    return found[found.lastindex or 0], sentence[begun:until], sentence[:begun].rstrip()


def speaker(sentence: str, before: str = "", known: list[str] | None = None) -> str | None:
    """Who says the sentence, without the article; a pronoun is who spoke before; empty if untold, None if nobody."""
    for found in filter(None, (one.match(sentence[:400]) for one in _SPEAKS)):
        who = before if re.match("(?i)(?:they|s?he|her|his|their)\\b", found[1]) else found[1]
        if who in (known or ()) or (WHO.search(who) and not VERB.search(who)):
            return who
    return None if re.search(rf"(?i)\bit was (?:\w+ )?{SAID}", sentence) else ""


def chairs(text: str) -> str:
    """Who are said to be co-chairs, as printed; else empty."""
    return next((one[one.lastindex or 0] for one in _CHAIRS.finditer(re.sub(",? Peace and Security", "", text))), "")


def addressee(*texts: str) -> str | None:
    """Who is to act, by the first of the texts that says so."""
    acting = (found[found.lastindex or 0] for text in texts if (found := _ACTS.match(text[:400])))
    return next((who for who in acting if WHO.search(who) and " with " not in who), None)


def day(*texts: str) -> date | None:
    """The first day that the texts print in full."""
    found = re.search(rf"(?i)(\d\d?)(?:(?: and | to |[-–])\d\d?)? ({MONTH}) (\d{{4}})", "\n".join(texts))
    return date(int(found[3]), MONTHS.index(found[2].capitalize()) + 1, int(found[1])) if found else None


def when(quote: str, meeting: date) -> str | None:
    """The one date or span that the words give an event; a year that they leave out is guessed from the meeting's."""
    spelt = re.sub(rf"\b(\d\d?) (to|and) (\d\d? ((?:{MONTH})(?: \d{{4}})?))", r"\1 \4 \2 \3", quote)
    day = rf"(?:(?:(\d\d?) )?({MONTH})\b(?: (\d{{4}}))?|((?:19|20)\d\d)\b(?! \())"
    found = re.findall(rf"\b(?:(?i:in|for|of|by|between) |(?=\d)(?!\d{{4}})){day}(?: (?:to|and) {day})?", spelt)
    ends, is_ahead = [], re.search(rf"\b(?:{ENGLISH['ahead']})\b", quote)
    for number, month, year, alone in (found[0][:4], found[0][4:]) if len(found) == 1 else ():
        if month or alone:
            at = MONTHS.index(month) + 1 if month else 0
            # A month that was still to come is one of the year before, unless the words look ahead.
            guess = meeting.year - (at > meeting.month and not is_ahead)
            end = f"{year or guess}-{at:02}" if month else alone
            end += f"-{int(number):02}" if number else ""
            ends.append(end if alone or year or end == meeting.isoformat() else f"{end}?")
    return "/".join(ends if ends == sorted(ends) else ()) or None


def unit(text: str, number: Number) -> str:
    """What the number there counts, as printed: currency and scale, else up to three words; empty where none say it."""
    sign = re.search(r"(?:US)?[$€£] ?$", text[max(0, number.start - 5) : number.start])
    scale = re.search("hundred|thousand|million|billion", text[number.start : number.end])
    word = r"(?!(?:and|or|in|into|within|of|on|to|by|for|at|than|who|that|which|from|with|as|the|since)\b)[\w’'-]+"
    many = rf"(?=[^\W\d]){word}(?: {word}){{0,2}}"
    what = rf" ?(per cent|%)|-(year|month|week|day|hour)| (of (?:the |its |[a-z]+ (?=\d))?(?:\d[\d.,]* )?{many}|{many})"
    noun = re.match(what, text[number.end : number.end + 200])
    words = VERB.split(noun[noun.lastindex or 0])[0].strip() if noun and not sign else ""
    return " ".join(filter(None, (sign[0].strip() if sign else "", scale[0] if scale else "", words)))
