"""Text as people type it and as a terminal may show it: folding and visible escapes."""

import re
from functools import cache

# What stands for letters and signs that Unicode does not take apart, or for the commonest, so that it is not loaded.
_ACCENTED = dict(zip("áàâäãçéèêëíìîïñóòôöõúùûü", "aaaaaceeeeiiiinooooouuuu", strict=True))
_STROKES = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
_APOSTROPHES = dict.fromkeys("\u2018\u2019\u201b\u02bc\u02b9\u00b4", "'")
_PLAIN = _ACCENTED | _STROKES | _APOSTROPHES | {"\u00ad": ""}  # and the soft hyphen, which letters may have
# What a terminal obeys or nobody sees: controls, bidirectional and format characters, line separators, blank letters,
# joiners, variation selectors, tags, and what is no character at all.
_UNSAFE = (
    r"[\x00-\x1f\x7f-\x9f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800"
    r"\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def fold(text: str) -> str:
    """The text without case, accents and invisible signs, with plain dashes and apostrophes: `cote d'ivoire`."""
    lowered = text.lower()
    return lowered if text.isascii() else re.sub(r"[^\x00-\x7f]", lambda match: _folded(match[0]), lowered)


@cache
def _folded(char: str) -> str:
    if char in _PLAIN:
        return _PLAIN[char]
    if has_unsafe(char):
        return char if char.isspace() else ""
    import unicodedata

    if unicodedata.category(char) == "Pd":
        return "-"
    return "".join(part for part in unicodedata.normalize("NFKD", char.casefold()) if not unicodedata.combining(part))


def fold_name(text: str) -> str:
    """A folded name in which hyphens, apostrophes and runs of spaces are one space, without the dots of `T.C.C.`."""
    return " ".join(re.sub(r"(?<=\b\w)\.", "", fold(text)).replace("-", " ").replace("'", " ").split())


def joined_lines(text: str) -> str:
    """The text on one line: a break is a space, or nothing behind a hyphen and behind a dash between digits."""
    closed = r"(?<=[-\u2010\u2011])\s*\n\s*|(?<=\d[\u2012\u2013])\s*\n\s*(?=\d)"
    return re.sub(r"\s*\n\s*", " ", re.sub(closed, "", text.strip())) if "\n" in text else text


def lower_first(text: str) -> str:
    """The text as it goes on within a sentence."""
    return text[:1].lower() + text[1:]


def has_unsafe(text: str) -> bool:
    """Whether a character stands in the text that a terminal obeys or nobody sees."""
    return not (text.isascii() and text.isprintable()) and re.search(_UNSAFE, text) is not None


def visible(text: str) -> str:
    r"""The text with every such character as a visible escape: ESC is `\x1b`."""
    return re.sub(_UNSAFE, lambda one: one[0].encode("unicode_escape").decode(), text) if has_unsafe(text) else text


def json_escaped(text: str) -> str:
    r"""JSON text with every such character of its strings as `\uXXXX`, one beyond U+FFFF as two of them."""

    def escape(found: re.Match[str]) -> str:
        return "\\u" + found[0].encode("utf-16-be", "surrogatepass").hex(" ", 2).replace(" ", "\\u")

    return re.sub(rf"(?!\n){_UNSAFE}", escape, text) if has_unsafe(text.replace("\n", "")) else text
