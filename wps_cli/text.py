"""Text as people type it and as a terminal may show it: folding and visible escapes."""

import re
import unicodedata

_APOSTROPHES = {ord(mark): "'" for mark in "\u2018\u2019\u201b\u02bc\u02b9\u00b4`"}
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control and bidirectional characters, line separators, and what is no character at all."""


def fold(text: str) -> str:
    """The text without case, accents and apostrophe style, so that "Côte d’Ivoire" equals "cote d'ivoire"."""
    if text.isascii():
        return text.lower().replace("`", "'")
    decomposed = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def fold_name(text: str) -> str:
    """A folded name in which hyphens and runs of blanks are one blank."""
    return " ".join(fold(text).replace("-", " ").split())


def has_unsafe(text: str) -> bool:
    """Whether a control or bidirectional character stands in the text."""
    return _UNSAFE.search(text) is not None


def visible(text: str) -> str:
    r"""The text with every control or bidirectional character as a visible escape: ESC is `\x1b`."""
    return _UNSAFE.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def json_escaped(text: str) -> str:
    r"""JSON text with every control or bidirectional character of its strings as `\uXXXX`."""
    return _UNSAFE.sub(lambda match: match[0] if match[0] == "\n" else f"\\u{ord(match[0]):04x}", text)
