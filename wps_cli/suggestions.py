"""The names that a misspelt one was most likely meant for."""

from collections.abc import Iterable

from wps_cli.text import fold_name

_MOST = 3
"""How many suggestions a person reads before a list of names stops helping."""


def nearest(word: str, names: Iterable[str]) -> list[str]:
    """The names within a third of the word's length in edits (a swap counts once), nearest first."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    typed = fold_name(word)[:100]
    found = process.extract(
        typed,
        list(names),
        scorer=OSA.distance,
        processor=fold_name,
        limit=_MOST,
        score_cutoff=max(1, len(typed) // 3),
    )
    return [name for name, _, _ in found]
