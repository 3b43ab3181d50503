"""Other wordings of a query: short forms of the glossary, other names of missions, hints to the letters' own words."""

from collections.abc import Iterator, Sequence

from wps_cli.dataset.model import Dataset
from wps_cli.search.words import has_any, hints, listed, meaningful, root, spaced, stem, tokens
from wps_cli.text import fold

SHORT_FORM, HINT = 0.9, 0.85  # what a short form of the data and a hint count for against the word typed
Wording = tuple[frozenset[str], str, float]
"""Another wording: the words of the query that it stands for, itself, what it counts for against them."""


class Thesaurus:
    """Under each wording of the letters what people type for it, with what that counts for."""

    def __init__(self, dataset: Dataset) -> None:
        self._short_forms = dataset.glossary | {mission.code: mission.also for mission in dataset.missions}

    def wordings(self, typed: Sequence[str]) -> Iterator[Wording]:
        """The other side of each entry of which one side stands whole in the query, stop words included."""
        stems = tuple(map(stem, typed))
        roots = set(map(root, meaningful(" ".join(typed))))
        entries: list[tuple[str, Sequence[str], float]]
        entries = [(*entry, SHORT_FORM) for entry in self._short_forms.items()]
        entries += [(*entry, HINT) for entry in hints(roots).items()]
        for wording, shorts, worth in entries:
            for one, others in ((wording, shorts), *((short, (wording,)) for short in shorts)):
                folded = fold(one)
                needed = tuple(map(stem, tokens(folded))) if has_any(roots, folded) else ()
                for start in range(len(stems) - len(needed) + 1) if needed else ():
                    if needed == stems[start : start + len(needed)]:
                        found = filter(None, (" ".join(tokens(fold(other))) for other in others))
                        yield from ((frozenset(typed[start : start + len(needed)]), other, worth) for other in found)

    def typed(self) -> list[str]:
        """Every single word that people type for something."""
        entries = (*self._short_forms.values(), *hints().values())
        return sorted({fold(short) for shorts in entries for short in shorts if short.isalpha()})


def elsewhere(typed: Sequence[str]) -> set[str]:
    """The words of the query that make up the name of a country."""
    asked = f" {' '.join(typed)} "
    names = (spaced(fold(name)) for name in listed("countries"))
    return {word for name in names if f" {name} " in asked for word in name.split()}
