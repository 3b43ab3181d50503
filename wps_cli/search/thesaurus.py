"""Other wordings of a query: short forms of the glossary, other names of missions, hints to the letters' own words."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from wps_cli.dataset.model import Dataset
from wps_cli.search.words import own, root, stem, tokens
from wps_cli.text import fold

SHORT_FORM, HINT = 0.9, 0.85
"""What a short form of the data and a hint of the thesaurus count for against the word typed."""


class Thesaurus:
    """Under each wording of the letters what people type for it, with what that counts for."""

    def __init__(self, dataset: Dataset) -> None:
        names = {mission.code: mission.also for mission in dataset.missions}
        self._entries = [(wording, shorts, SHORT_FORM) for wording, shorts in (dataset.glossary | names).items()]
        self._entries += [(wording, tuple(shorts), HINT) for wording, shorts in own()["hints"].items()]

    def wordings(self, typed: Sequence[str]) -> Iterator[tuple[frozenset[str], str, float]]:
        """The other side of each entry whose one side the query has: for which of its words, what it counts for.

        A form of several words must stand whole in the query, stop words included.
        """
        stems = tuple(map(stem, typed))
        for wording, shorts, worth in self._with(stems):
            for one, other in [(short, wording) for short in shorts] + [(wording, short) for short in shorts]:
                needed = tuple(map(stem, tokens(fold(one))))
                for start in range(len(stems) - len(needed) + 1) if needed else ():
                    if needed == stems[start : start + len(needed)] and (found := tokens(fold(other))):
                        yield frozenset(typed[start : start + len(needed)]), " ".join(found), worth

    def _with(self, stems: Sequence[str]) -> Iterator[tuple[str, Sequence[str], float]]:
        """The entries that hold one of the stems, found in all of them laid end to end."""
        text = fold("\n".join("\t".join((wording, *shorts)) for wording, shorts, _ in self._entries))
        ends = [match.start() for match in re.finditer("\n", text)]
        found: set[int] = set()
        for one in filter(None, map(root, set(stems))):
            at = text.find(one)
            while at >= 0:
                entry = bisect_right(ends, at)
                found.add(entry)
                at = text.find(one, ends[entry]) if entry < len(ends) else -1
        return (self._entries[entry] for entry in sorted(found))

    def typed(self) -> list[str]:
        """Every single word that people type for something."""
        return sorted({fold(short) for _, shorts, _ in self._entries for short in shorts if short.isalpha()})


def elsewhere(typed: Sequence[str]) -> set[str]:
    """The words of the query that make up the name of a country."""
    asked = f" {' '.join(typed)} "
    names = (" ".join(tokens(fold(name))) for name in own()["countries"])
    return {word for name in names if f" {name} " in asked for word in name.split()}
