"""What of a text is most like given words, and the first character in which the two differ."""

import unicodedata
from functools import lru_cache
from operator import itemgetter

from wps_cli.text import has_unsafe

_SHOWN = 30  # characters of context on each side of a difference
# Characters by which the passage is found, and in which a difference is: more would cost their square.
_LAID, _COMPARED = 500, 2000
_LIKE = 62  # hundredths of two texts that are alike, from which on one may be meant for the other
_UNSEEN = {"": "the end", " ": "a space", "\n": "a line break"}


@lru_cache(1000)  # one mistake often stands in many rows
def nearest(words: str, text: str) -> str:
    """The whole words of a line of the text that are most like those given; empty where none are much like them."""
    from rapidfuzz import fuzz, process

    found = fuzz.partial_ratio_alignment(words[:_LAID], text[: 50 * _COMPARED])
    if found is None:
        return ""
    first = text.rfind("\n", 0, (found.dest_start + found.dest_end) // 2) + 1
    line = text[first:].partition("\n")[0].split(" ")
    begun, many = text.count(" ", first, found.dest_start), words.count(" ") + 1
    ends = ((at, at + size) for at in range(max(0, begun - 2), begun + 3) for size in (many, many + 1, many - 1))
    passages = [" ".join(line[at:end]).rstrip(" ,;") for at, end in ends]
    compared = itemgetter(slice(_COMPARED))
    likest = process.extractOne(words, passages, scorer=fuzz.ratio, processor=compared, score_cutoff=_LIKE)
    return likest[0] if likest else ""


def nearest_told(words: str, text: str) -> str:
    """What stands in the text instead of the words, or where to look."""
    near = nearest(words, text).rstrip(".")
    return f"the nearest is {near!r}" if near else "copy it from there"


def difference(ours: str, theirs: str) -> str:
    """`'a' where the letter has 'o', in “...”`: the first character that differs, an invisible one by its name."""
    from rapidfuzz.distance import Indel

    if not theirs:
        return "nothing there is like it; copy it from the letter"
    # The passage may begin a little before the words: what it has more at its start is no difference.
    changes = [one for one in Indel.opcodes(ours[:_COMPARED], theirs[:_COMPARED]) if one.tag != "equal"]
    change = next((one for one in changes if one.src_start), changes[0] if changes else None)
    at, there = (change.src_start, change.dest_start) if change else (len(ours), len(theirs))
    around = theirs[max(0, there - _SHOWN) : there + _SHOWN].strip()
    mine, printed = named(ours[at : at + 1]), named(theirs[there : there + 1])
    return f"character {at + 1} is {mine} where the letter has {printed}: “{around}”"


def named(char: str) -> str:
    """The character in quotes; in words where it cannot be seen or told from a plain one."""
    if char in _UNSEEN:
        return _UNSEEN[char]
    if (char.isalnum() or "!" <= char <= "~") and not has_unsafe(char):
        return repr(char)
    return f"the {unicodedata.name(char, 'unnamed character').lower()} (U+{ord(char):04X})"
