"""What of a text is most like given words, and the first character in which the two differ."""

import unicodedata

_SHOWN = 30  # characters of context on each side of a difference
# Characters by which the passage is found, and in which a difference is: more would cost their square.
_LAID, _COMPARED = 500, 2000
_UNSEEN = {"": "the end", " ": "a space", "\n": "a line break (U+000A)"}


def nearest(words: str, text: str) -> str:
    """The passage of a line of the text that is most like the words, and about as long; whole words at both ends."""
    from rapidfuzz import fuzz

    found = fuzz.partial_ratio_alignment(words[:_LAID], text[: 50 * _COMPARED])
    if found is None or not text:
        return ""
    middle = (found.dest_start + found.dest_end) // 2
    first, last = text.rfind("\n", 0, middle) + 1, text.find("\n", middle) % (len(text) + 1)
    start = max(first, found.dest_start + text[found.dest_start :].startswith(" "))
    end = min(last, start + len(words))
    while first < start < last and text[start - 1 : start + 1].isalnum():
        start -= 1
    while start < end < last and text[end - 1 : end + 1].isalnum():
        end += 1
    return text[start:end]


def difference(ours: str, theirs: str) -> str:
    """`'a' where the letter has 'o', in “...”`: the first character that differs, an invisible one by its name."""
    from rapidfuzz.distance import Indel

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
    if char.isalnum() or (char.isascii() and char.isprintable()):
        return repr(char)
    return f"{unicodedata.name(char, 'an unnamed character').lower()} (U+{ord(char):04X})"
