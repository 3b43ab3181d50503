"""The page for one mission or country that one takes into the room."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from msgspec.structs import replace

from wps_cli.dataset.model import ROW_KINDS, Dataset, Meeting
from wps_cli.queries import rows as queries
from wps_cli.queries.names import Place
from wps_cli.queries.rows import Event, Filters, Row
from wps_cli.queries.staffing import PARITY
from wps_cli.render.report import Item, Items, Page, Passage, Section
from wps_cli.views import citations, lists, wording
from wps_cli.views.staffing import staffing
from wps_cli.views.wording import NOUNS, plural

USUAL_KINDS = ("staffing", "recommendation", "challenge")
"""What a briefing holds unless told otherwise."""
ORDER = (*USUAL_KINDS, *(kind for kind in ROW_KINDS if kind not in USUAL_KINDS))
"""The kinds in the order in which a briefing takes them up."""
KEYS = NOUNS | {"staffing": "staffing"}
"""The keys under which the object for machines holds the rows of a kind."""
_NOBODY = "No addressee named"


class _Briefing:
    """The rows of one place, with the meetings that they rest on numbered as sources."""

    def __init__(self, dataset: Dataset, filters: Filters, kinds: Collection[str], *, quotes: bool) -> None:
        of_place = replace(filters, since="", until="")
        ever = queries.rows(dataset, filters=of_place)
        self.rows = [row for row in ever if filters.admit_meeting(row.meeting)]
        shown = [row for row in self.rows if row.entry.kind in kinds]
        self.own = [row for row in shown if not row.is_general]
        self.general = [row for row in shown if row.is_general]
        self.left_out = queries.counts(row for row in self.rows if row.entry.kind not in kinds)
        self.qualifying = queries.qualifying(dataset, shown)
        self.related = queries.related(dataset)
        self.meetings = [one for one in queries.meetings(dataset, of_place) if filters.admit_meeting(one)]
        self._quotes = quotes
        # A source has its number from all that the data holds on the place, whatever is asked for.
        tied = (row.meeting for thread in self._threads(ever) for row in thread)
        held = (*queries.meetings(dataset, of_place), *(row.meeting for row in ever), *tied)
        self._sources = list({one.id: one for one in held}.values())
        self._numbers = {one.id: number for number, one in enumerate(self._sources, start=1)}
        self._cited = {one.id for one in self.meetings}

    def number(self, row: Row) -> int:
        """The number of the row's meeting as a source."""
        self._cited.add(row.meeting.id)
        return self._numbers[row.meeting.id]

    def met(self, meeting: Meeting) -> Item:
        """A meeting with its number as a source and those who chaired it."""
        chairs = f"; co-chairs: {', '.join(meeting.co_chairs)}" if meeting.co_chairs else ""
        return Item(f"[{self._numbers[meeting.id]}] {meeting.title}{chairs}")

    def reference(self, row: Row) -> str:
        """The number of the source and the place in it: `[1, 5th paragraph]`, `[1, (a)(iv)]`."""
        return f"[{self.number(row)}, {citations.short_place(row)}]"

    def heading(self, row: Row) -> str:
        """The source, whether the kind is inferred, and who said so there."""
        speaker = getattr(row.entry, "speaker", None)
        reference = self.reference(row).replace("]", "; inferred]") if wording.is_inferred(row) else self.reference(row)
        told = f"{reference} {speaker}" if speaker else reference
        return f"{wording.GENERAL}: {told}" if row.is_general else told

    def item(self, row: Row, prefix: str = "") -> Item:
        """One entry: what is said, and what qualifies it; its source is said above."""
        below = tuple(
            f"But: {wording.headline(one)}" + (f" {self.reference(one)}" if one.number != row.number else "")
            for one in self.qualifying.get(row.entry.id, ())
        )
        return Item(
            prefix + wording.headline(row), quotation=wording.sentence(row) if self._quotes else "", below=below
        )

    def groups(self, kind: str) -> tuple[Items, ...]:
        """The rows of that kind under their sources: stated, then inferred, then of no mission in particular."""
        apart = [
            [row for row in self.own if not wording.is_inferred(row)],
            [row for row in self.own if wording.is_inferred(row)],
            self.general,
        ]
        return tuple(
            Items(tuple(map(self.item, group)), heading)
            for rows in apart
            for heading, group in groupby((row for row in rows if row.entry.kind == kind), self.heading)
        )

    def then_and_now(self) -> list[list[Row]]:
        """Rows of different meetings on the same thing, the earliest first."""
        return self._threads(self.rows)

    def _threads(self, rows: Sequence[Row]) -> list[list[Row]]:
        threads: list[list[Row]] = []
        seen: set[str] = set()
        for start in rows:
            thread, left = [], [start] if start.entry.id in self.related else []
            while left:
                row = left.pop()
                if row.entry.id not in seen:
                    seen.add(row.entry.id)
                    thread.append(row)
                    left += self.related[row.entry.id]
            if thread:
                threads.append(sorted(thread, key=lambda row: (row.meeting.date, row.place)))
        return threads

    def sources(self) -> list[tuple[int, Meeting]]:
        """The numbered sources to which the page refers."""
        return [(self._numbers[one.id], one) for one in self._sources if one.id in self._cited]


def brief(
    dataset: Dataset, place: Place, filters: Filters, more: Collection[str], *, whole: bool, quotes: bool
) -> Page:
    """The briefing page: the usual kinds and those asked for besides; with `whole` every kind, and the dates."""
    kinds = [kind for kind in ORDER if whole or kind in (*USUAL_KINDS, *more)]
    filters = replace(filters, place=place)
    made = _Briefing(dataset, filters, kinds, quotes=quotes)
    events = [event for event in queries.timeline(dataset, filters) if whole and event.row]
    threads = made.then_and_now()
    sections = [
        Section("", (Items(tuple(map(made.met, made.meetings))),)),
        *([] if made.own else [Section("", (Passage(_nothing(made, place)),))]),
        *(_of_kind(made, kind) for kind in kinds),
        Section("Then and now", tuple(group for rows in threads for group in _thread(made, rows))),
        Section("Dates", (Items(tuple(_dated(made, event) for event in events)),)),
    ]
    cited = tuple(Item(f"[{number}] {citations.meeting_citation(one)}") for number, one in made.sources())
    left_out = _left_out(made.left_out, place)
    sections.append(Section("Sources", (Items(cited), *([Passage(left_out)] if left_out else ()))))
    title = f"{place.name}: {place.mission.name}" if place.mission else place.name
    return Page(title, tuple(one for one in sections if _has_content(one)), _object(made, place, events, threads))


def _has_content(section: Section) -> bool:
    return any(not isinstance(block, Items) or block.items for block in section.blocks)


def _of_kind(made: _Briefing, kind: str) -> Section:
    """The place's rows of that kind under their heading."""
    found = [row for row in made.own if row.entry.kind == kind]
    if kind == "staffing" and found:
        return Section("Women's share of personnel", (staffing(found, PARITY),))
    addressed = tuple(_by_addressee(made, found)) if kind == "recommendation" else made.groups(kind)
    legend = " (“inferred” is our reading, not the letter's own word)" if any(map(wording.is_inferred, found)) else ""
    return Section(NOUNS[kind].capitalize() + legend, addressed)


def _by_addressee(made: _Briefing, rows: Sequence[Row]) -> Iterator[Items]:
    """The recommendations under those who are to act, in the order of the letter, each with its label."""
    for (to, number), group in groupby(_ordered(rows), lambda row: (_addressee(row), made.number(row))):
        items = tuple(made.item(row, f"{row.paragraph.label} " if row.paragraph.label else "") for row in group)
        yield Items(items, f"To {to} [{number}]" if to else f"{_NOBODY} [{number}]")


def _addressee(row: Row) -> str:
    return getattr(row.entry, "addressee", None) or ""


def _ordered(rows: Sequence[Row]) -> list[Row]:
    order = {name: place for place, name in enumerate(dict.fromkeys(map(_addressee, rows)))}
    return sorted(rows, key=lambda row: (not _addressee(row), order[_addressee(row)]))


def _thread(made: _Briefing, rows: Sequence[Row]) -> Iterator[Items]:
    """Rows of different meetings on the same thing under their sources, the first of them `Then`."""
    for place, (reference, group) in enumerate(groupby(rows, made.reference)):
        listed = list(group)
        heading = f"{'Now' if place else 'Then'}, {listed[0].meeting.date.year} {reference}"
        yield Items(tuple(Item(wording.headline(row)) for row in listed), heading)


def _dated(made: _Briefing, event: Event) -> Item:
    return Item(f"{event.when}: {wording.headline(event.row)}", made.reference(event.row)) if event.row else Item("")


def _left_out(counts: dict[str, int], place: Place) -> str:
    """How many rows of which kinds the page leaves out."""
    told = []
    for kind in ORDER:
        inferred = counts.get(f"{kind}_inferred", 0)
        number = counts[kind] + inferred
        if number:
            told.append(plural(number, kind, NOUNS[kind]) + (f" ({inferred} inferred)" if inferred else ""))
    return f"Left out: {', '.join(told)}. wps brief {place.name} --all shows them." if told else ""


def _nothing(made: _Briefing, place: Place) -> str:
    if not made.meetings:
        return f"No meeting in this file and time concerned {place.name}."
    concerned = f"{plural(len(made.meetings), 'meeting')} concerned {place.name}"
    return f"{concerned}, but no statement of these kinds is on it alone."


def _object(made: _Briefing, place: Place, events: Sequence[Event], threads: Sequence[Sequence[Row]]) -> dict[str, Any]:
    """The same page for machines; empty where the page leaves a section out."""

    def rows(found: Iterable[Row]) -> list[dict[str, Any]]:
        return [
            lists.as_object(row)
            | {
                "reference": made.reference(row),
                "related": [one.entry.id for one in made.related.get(row.entry.id, ())],
            }
            for row in found
        ]

    sections = {KEYS[kind]: rows(row for row in made.own if row.entry.kind == kind) for kind in ORDER}
    return {
        "mission": place.mission and place.mission.code,
        "name": place.mission and place.mission.name,
        "countries": place.countries,
        "meetings": [meeting.id for meeting in made.meetings],
        **sections,
        "recommendations": rows(_ordered([row for row in made.own if row.entry.kind == "recommendation"])),
        "general": rows(made.general),
        "then_and_now": [[row.entry.id for row in thread] for thread in threads],
        "timeline": [{column.key: column.get(event) for column in lists.EVENT} for event in events],
        "left_out": made.left_out,
        "sources": [
            {"number": number, "meeting": one.id, "citation": citations.meeting_citation(one)}
            for number, one in made.sources()
        ],
    }
