"""A letter read, be it Markdown or what `pdftotext` makes, `-layout` or not: its head, signatories and paragraphs."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby
from statistics import quantiles

from msgspec import Struct
from msgspec.structs import replace

from wps_cli.check.sentences import VERB, chairs
from wps_cli.dataset.model import Paragraph, Part
from wps_cli.text import has_unsafe, joined_lines

LARGEST = 256 * 1024  # characters above which a letter is refused: the longest of the Group's has some 20,000
# Paragraphs, and characters of one, above which the text is no letter or its paragraphs are not apart.
_MOST, _LONGEST = 1000, 10_000
_TALLEST = 8  # lines beyond which no title or heading goes
_SIGNS = "•‣●▪◦\uf0b7"  # bullets that nothing else can be; a hyphen or dash may also be one
_SIGN, _LEVEL = f"[-*+–—{_SIGNS}]", r"\([a-z0-9]{1,5}\)|(?:[a-z]|[ivx]{2,4}|\d{1,2})\."
_BULLET, _LABEL, _MARK = (re.compile(rf"\s*({mark})[ \t]+(?=\S)") for mark in (_SIGN, _LEVEL, f"{_SIGN}|{_LEVEL}"))
_HEADING = re.compile(r"\s*(?:#+ .*|\*\*[^*]+\*\*|Informal Expert Group on Women[\w, ]+Security)\s*")
_OPENING = re.compile(r"\(Signed\)|(?:Letter dated|LETTER DATED) |(?:Annex|ANNEX)\b|(?:Summary|Note)\b.* meeting ")
# What begins a paragraph that goes on: words in bold or italics with a full stop; in a bullet mere bold, or a dash.
_TOPIC = re.compile(
    rf"\s*(?:{_SIGN}[ \t]+)?(\*\*?|_)([^*_]+?)(?:[.:]\1|\1(?:[.:]| [–—]))[ \t]*(?=\S)"
    rf"|\s*{_SIGN}[ \t]+(?:\*\*([^*]+)\*\*[ \t]*(?=\S)|([A-Z][^.,:;–—*]{{2,60}}) [–—] (?=[A-Z]))"
)
_SHORT = re.compile(rf"(?![^.:]*{VERB.pattern})([A-Z][\w’'-]*(?: [\w’'-]+){{0,4}})(?:\.|:(?!.*per cent)) (?=[A-Z])")
# A title that is whole: it ends with the one to whom the letter is addressed.
_TITLE = re.compile(r"(?i)(?:Annex to the )?letter dated .*(?:Secretary-General|Security Council|General Assembly)")
_MARKS = re.compile(r"\\([^\w\s])|\*+|(?<!\w)_|_(?!\w)|^#+ ")  # Markdown's escapes but for their character, and marks
# What fills a line at the top or foot of a page: page and job numbers, symbols, days of printing, rules.
_FOOT = r"(?:\d{1,3}(?:/\d{1,3})?|[A-Z]+/\S*\d\S*|\d\d-\d{5}|\([A-Z]\)|\d{6}|\*\d{6,8}\*|[-_]{3,}|Please recycle)"
_FURNITURE = re.compile(rf"^[ \t]*(?:{_FOOT}(?:[ \t]+{_FOOT})*|/\.\.\.|English\s+Page \d+)[ \t]*$", re.MULTILINE)
# A bullet or label on a line of its own, as PDFs give it.
_ALONE = re.compile(rf"^([ \t]*(?:[{_SIGNS}]|\([a-z]{{1,5}}\)))[ \t]*\n\s*(?=\S)", re.MULTILINE)
# The mark of a footnote: `1` close behind a word, raised behind a number too, the others behind anything.
_RAISED, _OTHER = "[⁰¹²³⁴-⁹]{1,2}", r"\[\^\w{1,9}\]|\\?\[\d{1,2}\\?\]|<sup>\d{1,2}</sup>"
_NOTE = rf"(?:\d{{1,2}}|{_RAISED}|{_OTHER})"
_MARKED = re.compile(
    rf"(?:(?<=[^\W\d_]{{3}})|(?<=[^\W\d_][.,;:”’)])){_NOTE}(?![\w%:]|[.,]\d)|(?<=[\d)]){_RAISED}|(?<=\S) ?(?:{_OTHER})"
)
# What parts the names of States, of which some have an `and` of their own.
_AND = re.compile(", (?:and )?| and (?!Northern Ireland|Herzegovina|Tobago|Barbuda|Nevis|Pr[ií]ncipe|the Grenadines)")
_ROMAN = " i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx "


class Printed(Paragraph, frozen=True, kw_only=True):
    """A paragraph as the letter prints it, in its place."""

    heading: str = ""  # what is printed as a heading above it
    is_bullet: bool = False  # it has a bullet, be it with a label or topic


class Letter(Struct, frozen=True):
    """What was read of a letter."""

    head: list[str]  # the lines above the covering letter: organ, distribution, language, symbol; last the title
    signed: list[list[str]]  # of each signatory the lines printed: the name, then what stands below it
    headings: list[str]  # of the annex, the first of them its own
    paragraphs: list[Printed]
    notes: list[str]  # the footnotes, whose marks the paragraphs leave out

    @property
    def text(self) -> str:
        """Everything that was read, one paragraph or line a line."""
        whole = (f"{one.label or ''} {one.topic or ''} {one.text}" for one in self.paragraphs)
        return "\n".join([*self.head, *(line for lines in self.signed for line in lines), *self.headings, *whole])

    @property
    def signatories(self) -> list[dict[str, str]]:
        """Name and title of each, and where printed the office below it and the State that this names."""
        found = []
        for name, title, *office in ((*lines, "")[: max(2, len(lines))] for lines in self.signed):
            state = re.search(r"Permanent [RM]\w+ of (?:the )?(.+?)(?: to the United|$)", " ".join((title, *office)))
            more = {"office": " ".join(office), "state": state[1] if state else ""}
            found.append({"name": name, "title": title} | {key: value for key, value in more.items() if value})
        return found

    @property
    def co_chairs(self) -> list[str]:
        """The States that the letter names as co-chairs, or those of its signatories where these say that they are."""
        covering = "\n".join(one.text for one in self.paragraphs if one.part == "letter")
        told = chairs(covering if "o-chair" in covering.lower() else self.text)
        named = [re.sub(r"^(?:[Tt]he )?(?:Permanent \w+ of (?:the )?)?", "", name) for name in _AND.split(told) if name]
        return named or [one["state"] for one in self.signatories if "state" in one and "Co-Chair" in covering]


def read(name: str, source: str) -> Letter:
    """The letter of that text; ValueError where it is not one of the Group's, saying what was looked for."""
    if len(source) > LARGEST:
        raise ValueError(f"{name} is larger than {LARGEST // 1024} kB; is it the letter's text?")
    text, notes = _without_notes(source)
    blocks = _blocks(text)
    marked = [_one_line(block) for block in blocks]
    plain = [_plain(one) for one in marked]
    title = next((at for at, one in enumerate(plain) if one.lower().startswith("letter dated ")), None)
    annex = next((at for at, one in enumerate(plain) if re.match(r"(?:Annex|ANNEX)\b", one)), None)
    if annex is None or title is None or title > annex:
        sought = "a line that begins with “Letter dated”" if title is None else "a heading “Annex” below its title"
        raise ValueError(f"{name} is not a letter of the Group's form: {sought} was looked for")
    body = next((at for at in range(annex + 1, len(plain)) if not _is_heading(marked[at])), len(plain))
    head = [part for block in blocks[:title] for line in block for part in re.split(r"\s{3,}", _plain(line))]
    head += re.findall(r"(?m)(?:^|\s)([A-Z]+/\S{1,30}\d)[ \t]*$", re.split("(?i)letter dated ", source)[0])
    signed = next((at for at in range(title, annex) if "(Signed)" in plain[at]), annex)
    names = "\n".join(_plain(line) for block in blocks[signed:annex] for line in block)
    names = re.sub(r"Permanent [RM][^(]*?United\s+Nations", lambda found: " ".join(found[0].split()), names)
    paragraphs = [*_paragraphs("letter", marked[title + 1 : signed]), *_paragraphs("annex", marked[body:])]
    if len(paragraphs) > _MOST or any(len(one.text) > _LONGEST for one in paragraphs):
        raise ValueError(f"{name} has more or longer paragraphs than a letter; is there an empty line between two?")
    signing = [one.strip() for one in names.split("(Signed)")[1:]]
    lines = [[*map(str.strip, one.split("\n") if "\n" in one else one.split(", ", 1))] for one in signing]
    head = [*dict.fromkeys(part.strip() for part in head if part.strip()), plain[title]]
    return Letter(head, lines, plain[annex:body], paragraphs, notes)


def _without_notes(source: str) -> tuple[str, list[str]]:
    """The text without what pages add and without footnotes, which begin with a mark that a word bears; and these."""
    text = "\n".join(unicodedata.normalize("NFC", source.replace("\f", "\n\n")).splitlines())
    text = "".join(one for one in text if one in "\n\t" or not has_unsafe(one))
    text = _ALONE.sub(r"\1 ", _FURNITURE.sub("", text))
    borne = {_bare(mark) for mark in _MARKED.findall(text)}
    kept, notes = list[str](), list[str]()
    for part in re.split(r"\n\s*\n|\n(?=[ \t]*(?:\[\^|<sup>))", text):
        begun = re.match(rf"\s*({_NOTE}):?[ \t]+\S", part)
        if begun and _bare(begun[1]) in borne:
            notes += [" ".join(note.split()) for note in re.split(rf"\n(?=\s*{_NOTE})", part.strip())]
        else:
            kept.append(part)
    marks = {_bare(note.split()[0]) for note in notes}
    return _MARKED.sub(lambda mark: "" if _bare(mark[0]) in marks else mark[0], "\n\n".join(kept)), notes


def _bare(mark: str) -> str:
    """What the mark of a footnote says, however it is set."""
    return re.sub(r"</?sup>|\W", "", unicodedata.normalize("NFKC", mark))


def _blocks(text: str) -> list[list[str]]:
    """The lines of each paragraph, item, title and heading.

    A soft hyphen is put where a line's end parts a word, and a joiner where a hyphen hangs: `short- and long`. A word
    is parted where the letter has it without the hyphen too, and nowhere with it: `capacity-building` is not.
    """
    words = set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.lower()))

    def told(found: re.Match[str]) -> str:
        before, gap, after = found.groups()
        if after in ("and", "or", "to") and text[found.end() : found.end() + 1].isspace():
            return f"{before}-\u2060{gap}{after}"
        is_one = f"{before}{after}".lower() in words and f"{before}-{after}".lower() not in words
        return f"{before}\u00ad{gap}{after}" if is_one else found[0]

    lines = re.sub(r"(?<![^\W\d_])([^\W\d_]+)-([ \t]*\n\s*)([^\W\d_]+)", told, text).split("\n")
    long = [line.rstrip() for line in lines if len(line) > 40 and not _HEADING.fullmatch(line)]
    full = [len(line) for line in long if not _is_whole(line)]
    is_flat = max(map(len, long), default=0) >= 200  # paragraphs are a line each
    # What three lines in four do not exceed.
    width = quantiles(full, n=4)[2] if len(full) > 7 and not is_flat else 100
    margin = min(map(_indent, long), default=0)
    found, is_apart = list[list[str]](), True
    for line in lines:
        is_behind = is_flat and is_apart and line[:1].isupper() and found and _BULLET.match(found[-1][0])
        if line.strip() and found and not (is_behind or _begins(line, found[-1], width, margin, is_apart=is_apart)):
            found[-1].append(line)
        elif line.strip():
            found.append([line])
        is_apart = not line.strip()
    return found


def _begins(line: str, block: Sequence[str], width: float, margin: int, *, is_apart: bool) -> bool:
    """Whether the line begins a block, be it below an empty line or not; else it goes on with the sentence above."""
    above, last = "\n".join(block[:_TALLEST]), block[-1].rstrip()
    first = line.strip(' *“"' if is_apart else " *") or "*"
    if re.match("(?i)Letter dated|Annex to the letter", above.strip(" *")):
        return is_apart or _TITLE.fullmatch(_one_line(block[:_TALLEST]).strip("*")) is not None
    if _HEADING.fullmatch(above) or _HEADING.fullmatch(line) or _OPENING.match(first):
        return True
    mark, is_indented = _MARK.match(line), line[0] == " " or last[0] == " "
    # What is written to the end of each line leaves no room for the next word.
    room = width - len(last) - len(f" {first.split()[0]}")
    if mark:
        return is_apart or mark[1] in (*_SIGNS, "1.") or _is_whole(last) or block[0].lstrip().startswith(mark[1])
    if first[0].islower():
        return False
    # Where the words of the line above begin, behind its label.
    column = found.end() if (found := _MARK.match(last)) else _indent(last)
    is_item = re.match(rf"(?!\s*\d){_MARK.pattern}", block[0]) is not None  # a number may be a paragraph's
    is_below = is_item and is_indented and _indent(line) < column - 1
    if not _is_whole(last):
        # A heading or a bare item leaves room, or ends with its day; all else goes on.
        is_dated = (is_apart or room >= 0) and re.search(r"\d [A-Z][a-z]+ \d{4}$", last) is not None
        is_new = room > width / 8 or is_dated or (is_apart and (is_below or first[1:3] == ". "))
        return is_new and first[0].isupper() and last[-1] not in "-\u2011\u00ad\u2060,"
    if is_apart or not is_indented:
        return is_apart or room >= 0
    return is_below or _indent(line) > column + 1 or (not block[1:] and _indent(line) == _indent(block[0]) > margin)


def _paragraphs(part: Part, marked: Sequence[str]) -> list[Printed]:
    """The paragraphs, headings, labels and topics apart from their text; where all are numbered, without numbers."""
    found, path, heading, number = list[Printed](), list[str](), "", 0
    for at, line in enumerate(marked):
        own = re.match(rf"{number + 1}\\?\. +", line) if number or not found else None
        whole, number = (line[own.end() :], number + 1) if own else (line, number)
        bullet = _BULLET.match(whole)
        block = whole[bullet.end() :] if bullet else whole
        text, topic = _plain(block), _TOPIC.match(whole) if found else None
        label = None if topic else _LABEL.match(text)
        above = _above(path, label[1], text, is_new=bool(found) and not found[-1].is_item) if label else None
        # A heading has something below it; a number makes it more likely a row of a table.
        if _HEADING.fullmatch(whole) or (_is_heading(whole) and not re.search(r"\d", whole) and marked[at + 1 :]):
            heading = text
            continue
        if label and above is None and found and not bullet and (label[1][0] == "(" or not _is_whole(found[-1].text)):
            # Of a sentence that goes on: the break before it was a line's or a page's.
            found[-1] = replace(found[-1], text=f"{found[-1].text} {text}")
            continue
        name = _plain(topic[topic.lastindex or 0]) if topic else None
        if label and above is not None:
            path, text = [*above, label[1]], text[label.end() :]
        elif name:
            text = text[len(name) :].lstrip(".: –—")
        labels, is_bullet = None if above is None else "".join(path), bullet is not None
        found.append(Printed(part=part, label=labels, topic=name, text=text, heading=heading, is_bullet=is_bullet))
        heading = ""
    # A PDF has lost the bold type of topics: two of a list's bare bullets begin with a few words and a full stop.
    for _, listed in groupby(range(len(found)), lambda at: found[at].is_bullet and not found[at].is_item):
        begun = [(at, topic) for at in listed if found[at].is_bullet and (topic := _SHORT.match(found[at].text))]
        for at, short in begun if begun[1:] else ():
            found[at] = replace(found[at], topic=short[1], text=found[at].text[short.end() :])
    return found


def _above(path: list[str], label: str, text: str, *, is_new: bool) -> list[str] | None:
    """The labels above this one; None where it neither begins a list (`is_new`: below no item) nor goes on with one."""
    bare = label.strip("().")
    for depth, other in enumerate(path):
        was = other.strip("().")
        follows = f" {was} {bare} " in _ROMAN or (len(was) == len(bare) == 1 and ord(bare) == ord(was) + 1)
        if follows and other.replace(was, "") == label.replace(bare, ""):  # `(b)` behind `(a)`, `(iv)` behind `(iii)`
            return path[:depth]
    second = {"a": "b", "i": "ii", "1": "2"}.get(bare)
    # A list whose second label is in the same paragraph is one within a sentence.
    if second is None or f" {label.replace(bare, second)} " in text or len(path) == 3:
        return None
    return [] if is_new else path[: path.index(label)] if label in path else path


def _plain(line: str) -> str:
    return _MARKS.sub(r"\1", line.strip())


def _one_line(block: Sequence[str]) -> str:
    """The lines as one, without the hyphens that only a line's end has."""
    return re.sub(r"[ \t\u00a0]+", " ", re.sub("\u00ad ?|\u2060", "", joined_lines("\n".join(block)))).strip()


def _is_whole(text: str) -> bool:
    """Whether the text ends as a sentence or an item of a list does."""
    return re.search(r"(?:(?<!para)(?<!No)[.:;?!]|; (?:and|or))[\"”’)\]*]*$", text[-20:].rstrip()) is not None


def _is_heading(marked: str) -> bool:
    """Whether a paragraph is a heading: bold, or short and without a full stop."""
    return _HEADING.fullmatch(marked) is not None or not (marked[200:] or _is_whole(marked) or _MARK.match(marked))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
