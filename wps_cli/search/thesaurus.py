"""Other wordings: the field's short forms from the data, and hints from everyday words to the letters' own."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import tomli

from wps_cli.package import packaged
from wps_cli.search.words import root, stem, tokens
from wps_cli.text import fold

SHORT_FORM, HINT = 0.9, 0.85
"""What a short form of the glossary and a hint of the thesaurus count for against the word typed."""


class Thesaurus:
    """Both lists: under the letters' wording what people type for it; and countries that are no letter's subject."""

    def __init__(
        self, glossary: Mapping[str, Sequence[str]], hints: Mapping[str, Sequence[str]], countries: Sequence[str]
    ) -> None:
        self._entries = [(wording, shorts, SHORT_FORM) for wording, shorts in glossary.items()]
        self._entries += [(wording, shorts, HINT) for wording, shorts in hints.items()]
        self._countries = countries

    @classmethod
    def of(cls, glossary: Mapping[str, Sequence[str]]) -> "Thesaurus":
        """The glossary of the data with the hints of the package."""
        own = tomli.loads(packaged("search", "thesaurus.toml").decode())
        return cls(glossary, own["hints"], own["countries"])

    def wordings(self, typed: Sequence[str], words: Sequence[str]) -> Iterator[tuple[frozenset[int], str, float]]:
        """The other side of each entry whose one side the query has: for which of its words, what it counts for.

        A form of several words must stand whole in the query, stop words included.
        """
        stems = tuple(map(stem, typed))
        place = {word: number for number, word in enumerate(words)}
        for wording, shorts, worth in self._with(stems):
            for one, other in [(short, wording) for short in shorts] + [(wording, short) for short in shorts]:
                needed = tuple(map(stem, tokens(fold(one))))
                for start in range(len(stems) - len(needed) + 1) if needed else ():
                    if needed == stems[start : start + len(needed)]:
                        span = frozenset(place[word] for word in typed[start : start + len(needed)] if word in place)
                        if span and (found := tokens(fold(other))):
                            yield span, " ".join(found), worth

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

    @cached_property
    def typed(self) -> list[str]:
        """Every single word that people type for something."""
        return sorted({fold(short) for _, shorts, _ in self._entries for short in shorts if short.isalpha()})

    def meant_by(self, word: str) -> list[tuple[str, float]]:
        """The letters' wordings for which people type that word."""
        return [
            (" ".join(tokens(fold(wording))), worth)
            for wording, shorts, worth in self._entries
            if word in map(fold, shorts)
        ]

    def countries_in(self, typed: Sequence[str]) -> set[str]:
        """The words of the query that make up the name of such a country."""
        asked = f" {' '.join(typed)} "
        names = (" ".join(tokens(fold(name))) for name in self._countries)
        return {word for name in names if f" {name} " in asked for word in name.split()}
