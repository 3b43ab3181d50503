"""What a misspelt name was most likely meant for, what of a text is most like given words, and where the two differ."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import count

from wps_cli.text import fold_name, has_unsafe

_TELLING = 3  # letters from which on a name tells what was meant
_MOST = 3  # how many suggestions a person reads before a list of names stops helping
_GUESSES = 100  # unknown names of one list whose nearest is looked up: all would cost the square of the file
_SHOWN = 30  # characters of context on each side of a difference
# Characters by which the passage is found, and in which a difference is: more would cost their square.
_LAID, _COMPARED = 500, 2000
_LIKE = 62  # hundredths of two texts that are alike, from which on one may be meant for the other
_UNSEEN = {"": "the end", " ": "a space", "\n": "a line break"}


def nearest(word: str, names: Iterable[str]) -> list[str]:
    """The names in which a word begins so, then those within a third of its length in edits (a swap counts once)."""
    typed = fold_name(word)[:100]
    if len(typed.lstrip("- ")) < _TELLING:
        return []
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    listed, edits = list(names), max(1, len(typed) // 3)
    begun = [name for name in listed if re.search(rf"\b{re.escape(typed)}", fold_name(name))]
    near = process.extract(typed, listed, scorer=OSA.distance, processor=fold_name, limit=_MOST, score_cutoff=edits)
    return list(dict.fromkeys([*begun, *(name for name, _, _ in near)]))[:_MOST]


def did_you_mean(word: str, names: Iterable[str], otherwise: str = "", *, most: int = _MOST) -> str:
    """`did you mean UNMISS or UNMIS?`, or the other words where no name is near."""
    near = nearest(word, names)[:most]
    return f"did you mean {' or '.join(near)}?" if near else otherwise


def guesser(names: Iterable[str], otherwise: str) -> Callable[[str], str]:
    """The same for many words against one list: the nearest name for the first hundred of them."""
    listed, asked = list(names), count()
    return lambda word: did_you_mean(word, listed, otherwise, most=1) if next(asked) < _GUESSES else otherwise


@lru_cache(1000)  # one mistake often stands in many rows
def nearest_passage(words: str, text: str) -> str:
    """The whole words of a line of the text that are most like those given; empty where none are much like them."""
    from rapidfuzz import fuzz, process

    found = fuzz.partial_ratio_alignment(words[:_LAID], text[: 50 * _COMPARED])
    start, end = (found.dest_start, found.dest_end) if found else (0, 0)
    first = text.rfind("\n", 0, (start + end) // 2) + 1
    line = text[first:].partition("\n")[0].split(" ")
    begun, many = text.count(" ", first, start), words.count(" ") + 1
    ends = ((at, at + size) for at in range(max(0, begun - 2), begun + 3) for size in (many, many + 1, many - 1))
    likely = [" ".join(line[at:stop]).rstrip(" ,;") for at, stop in ends]
    near = process.extractOne(words, likely, scorer=fuzz.ratio, processor=lambda it: it[:_COMPARED], score_cutoff=_LIKE)
    return near[0] if near else ""


def nearest_told(words: str, text: str) -> str:
    """What stands in the text instead of the words, or where to look."""
    near = nearest_passage(words, text).rstrip(".")
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
    import unicodedata

    return f"the {unicodedata.name(char, 'control character').lower()} (U+{ord(char):04X})"
