"""The lines of a letter's text, put together again to paragraphs, whatever pages and line ends did to them.

The text is Markdown, or what `pdftotext` makes of a PDF, with `-layout` or without.
"""

import re
import unicodedata
from collections.abc import Sequence
from statistics import quantiles

from wps_cli.text import has_unsafe, joined_lines

_SIGNS = "•‣●▪◦\uf0b7"
"""Bullets that nothing else can be; a hyphen or dash may also be one."""
BULLET = re.compile(rf"\s*([-*+–{_SIGNS}])[ \t]+(?=\S)")
LABEL = re.compile(r"\s*(\([a-z0-9]{1,5}\)|(?:[a-z]|[ivx]{2,4}|\d{1,2})\.)[ \t]+(?=\S)")
HEADING = re.compile(r"\s*(?:#+ .*|\*\*[^*]+\*\*)\s*")
_FOOT = r"(?:\d{1,3}(?:/\d{1,3})?|[A-Z]+/\S*\d\S*|\d\d-\d{5}|\([A-Z]\)|\d{6}|\*\d{6,8}\*|[-_]{3,}|Please recycle)"
_FURNITURE = re.compile(rf"^[ \t]*{_FOOT}(?:[ \t]+{_FOOT})*[ \t]*$", re.MULTILINE)
"""What fills a line at the top or foot of a page: page and job numbers, symbols, days of printing, rules."""
_ALONE = re.compile(rf"^([ \t]*(?:[{_SIGNS}]|\([a-z]{{1,5}}\)))[ \t]*\n\s*(?=\S)", re.MULTILINE)
"""A bullet or label on a line of its own, as PDFs give it."""
_NOTE = r"(\d{1,2}|[⁰¹²³⁴-⁹]{1,2}|\[\^\w{1,9}\])"
"""The mark of a footnote."""
_MARKED = re.compile(rf"(?:(?<=[^\W\d_]{{3}})|(?<=[^\W\d_][.,;:”’)])){_NOTE}(?![\w%:]|[.,]\d)")
"""The same close behind a word."""
_TITLE = re.compile(r"(?:Letter|Annex to the letter) dated .*(?:Secretary-General|Security Council|General Assembly)")
"""A title that is whole: it ends with the one to whom the letter is addressed."""
_TALLEST = 8
"""Lines beyond which no title or heading goes."""


def blocks(source: str) -> tuple[list[list[str]], list[str]]:
    """The lines of each paragraph, item, title and heading, and the footnotes, whose marks are taken out."""
    text, notes = _without_notes(_without_furniture(source))
    lines = _with_hyphens_told(text).split("\n")
    long = [line.rstrip() for line in lines if len(line) > 40 and not HEADING.fullmatch(line)]
    full = [len(line) for line in long if not is_whole(line)]
    # What three lines in four do not exceed; a text whose paragraphs are a line each counts as 100 wide.
    width = quantiles(full, n=4)[2] if len(full) > 7 and max(map(len, long)) < 200 else 100
    margin = min(map(_indent, long), default=0)
    found: list[list[str]] = []
    is_apart = True
    for line in lines:
        if line.strip() and found and not _begins(line, found[-1], width, margin, is_apart=is_apart):
            found[-1].append(line)
        elif line.strip():
            found.append([line])
        is_apart = not line.strip()
    return found, notes


def one_line(block: Sequence[str]) -> str:
    """The lines as one, without the hyphens that only a line's end has."""
    return re.sub(r"[ \t\u00a0]+", " ", re.sub("\u00ad ?|\u2060", "", joined_lines("\n".join(block)))).strip()


def is_whole(text: str) -> bool:
    """Whether the text ends as a sentence or an item of a list does."""
    return re.search(r"(?:(?<!para)(?<!No)[.:;?!]|; (?:and|or))[\"”’)\]*]*$", text[-20:].rstrip()) is not None


def _without_furniture(source: str) -> str:
    text = "\n".join(unicodedata.normalize("NFC", source.replace("\f", "\n\n")).splitlines())
    if not text.replace("\n", "").isprintable():
        text = "".join(one for one in text if one in "\n\t" or not has_unsafe(one))
    return _ALONE.sub(r"\1 ", _FURNITURE.sub("", text))


def _without_notes(text: str) -> tuple[str, list[str]]:
    """The text without footnotes and their marks, and the footnotes: what begins with a mark that a word bears."""
    borne = set(_MARKED.findall(text))
    kept: list[str] = []
    notes: list[str] = []
    for part in re.split(r"\n\s*\n", text):
        begun = re.match(rf"\s*{_NOTE}:?[ \t]+\S", part)
        if begun and begun[1] in borne:
            notes += [" ".join(note.split()) for note in re.split(r"\n(?=\s*(?:[\d⁰¹²³⁴-⁹]|\[\^))", part.strip())]
        else:
            kept.append(part)
    marks = {re.split(r"[:\s]", note)[0] for note in notes}
    return _MARKED.sub(lambda mark: "" if mark[1] in marks else mark[0], "\n\n".join(kept)), notes


def _with_hyphens_told(text: str) -> str:
    """The text with a soft hyphen where a line's end parts a word, and a joiner where one hangs: `short- and long`.

    A word is parted where the letter has it without the hyphen too, and nowhere with it: `capacity-building` is not.
    """
    words = set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.lower()))

    def told(found: re.Match[str]) -> str:
        before, gap, after = found.groups()
        if after in ("and", "or", "to") and text[found.end() : found.end() + 1].isspace():
            return f"{before}-\u2060{gap}{after}"
        is_one = f"{before}{after}".lower() in words and f"{before}-{after}".lower() not in words
        return f"{before}\u00ad{gap}{after}" if is_one else found[0]

    return re.sub(r"(?<![^\W\d_])([^\W\d_]+)-([ \t]*\n\s*)([^\W\d_]+)", told, text)


def _begins(line: str, block: Sequence[str], width: float, margin: int, *, is_apart: bool) -> bool:
    """Whether the line begins a block, be it below an empty line or not; else it goes on with the sentence above."""
    above, first, last = "\n".join(block[:_TALLEST]), line.strip(" *") or "*", block[-1].rstrip()
    if re.match("Letter dated|Annex to the letter", above.strip(" *")):
        return is_apart or _TITLE.fullmatch(one_line(block[:_TALLEST]).strip("*")) is not None
    if HEADING.fullmatch(above) or HEADING.fullmatch(line) or re.match(r"\(Signed\)|Letter dated |Annex\b", first):
        return True
    mark, is_item, is_indented = _mark(line), _mark(block[0]) is not None, line[0] == " " or last[0] == " "
    if is_item and len(block[0]) > 40 and block[1:]:
        width = max(len(block[0]) - 3, *map(len, block[1:-1][-_TALLEST:]), 0)
    # What is written to the end of each line leaves no room for the next word.
    room = width - len(last) - len(f" {first.split()[0]}")
    # Where the words of the line above begin, behind its label.
    column = found.end() if (found := _mark(last)) else _indent(last)
    is_set_off = is_apart or room >= 0 or margin < _indent(line) != column
    if mark and (is_indented or mark[1] in ("(a)", "(i)")) and not is_set_off:
        # A list within a sentence, of which a line happens to begin with a label.
        return False
    if mark:
        return is_apart or is_whole(last) or mark[1] in _SIGNS or block[0].lstrip().startswith(mark[1])
    is_below = is_item and is_indented and _indent(line) < column - 1
    if not is_whole(last):
        # A heading or a bare item leaves room, or ends with its day; all else goes on.
        is_dated = (is_apart or room >= 0) and re.search(r"\d [A-Z][a-z]+ \d{4}$", last) is not None
        is_new = room > width / 8 or is_dated or (is_apart and is_below)
        return is_new and first[0].isupper() and last[-1] not in "-\u2011\u00ad\u2060,"
    if is_apart or not is_indented:
        return not first[0].islower() and (is_apart or room >= 0)
    is_like_the_first = not block[1:] and _indent(line) == _indent(block[0]) > margin
    return _indent(line) > column + 1 or is_below or is_like_the_first


def _mark(line: str) -> re.Match[str] | None:
    return BULLET.match(line) or LABEL.match(line)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
