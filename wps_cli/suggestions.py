"""The names that a misspelt one was most likely meant for."""

import re
from collections.abc import Callable, Iterable
from itertools import count

from wps_cli.text import fold_name

_TELLING = 3  # letters from which on a name tells what was meant
_MOST = 3  # how many suggestions a person reads before a list of names stops helping
_GUESSES = 100  # unknown names of one list whose nearest is looked up: all would cost the square of the file


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
