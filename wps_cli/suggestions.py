"""The names that a misspelt one was most likely meant for."""

from collections.abc import Iterable

from wps_cli.text import fold_name

_TELLING = 3
"""Letters from which on a beginning tells what was meant."""
_MOST = 3
"""How many suggestions a person reads before a list of names stops helping."""


def nearest(word: str, names: Iterable[str]) -> list[str]:
    """The names that begin so, then those within a third of the word's length in edits (a swap counts once)."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    typed = fold_name(word)[:100]
    listed = list(names)
    begun = [name for name in listed if len(typed) >= _TELLING and fold_name(name).startswith(typed)]
    found = process.extract(
        typed,
        listed,
        scorer=OSA.distance,
        processor=fold_name,
        limit=_MOST,
        score_cutoff=max(1, len(typed) // 3),
    )
    return list(dict.fromkeys([*begun, *(name for name, _, _ in found)]))[:_MOST]
