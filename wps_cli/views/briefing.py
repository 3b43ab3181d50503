"""The page for one mission or country that one takes into the room."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from msgspec.structs import replace

from wps_cli.dataset.model import ROW_KINDS, Dataset
from wps_cli.queries import rows as queries
from wps_cli.queries.rows import PARITY, Filters, Place, Row
from wps_cli.render.report import Item, Items, Page, Passage, Section
from wps_cli.views import citations, lists, wording
from wps_cli.views.staffing import staffing
from wps_cli.views.wording import NOUNS, plural

USUAL_KINDS = ("staffing", "recommendation", "challenge")  # what a briefing holds unless told otherwise
ORDER = (*USUAL_KINDS, *(kind for kind in ROW_KINDS if kind not in USUAL_KINDS))


class _Briefing:
    """The rows of one place, with the meetings that they rest on numbered as sources."""

    def __init__(self, dataset: Dataset, filters: Filters, kinds: Collection[str], *, whole: bool) -> None:
        of_place = replace(filters, since="", until="")
        ever, met = queries.rows(dataset, filters=of_place), queries.meetings(dataset, of_place)
        self.meetings = [one for one in met if filters.admit_meeting(one)]
        self.rows = [row for row in ever if filters.admit_meeting(row.meeting)]
        self.shown = [row for row in self.rows if row.entry.kind in kinds]
        self.has_own = not all(row.is_general for row in self.shown)
        self.left_out = [row for row in self.rows if row.entry.kind not in kinds]
        self.qualifying = queries.qualifying(dataset, self.shown)
        self.related = queries.related(dataset)
        self.threads = list(self._threads(self.rows, filters))
        dated = queries.timeline(dataset, filters) if whole else []
        self.events = [one for one in dated if one.row and filters.admit_meeting(one.meeting)]
        # A source has its number from all that the data holds on the place, whatever is asked for.
        tied = (row.meeting for thread in self._threads(ever, of_place) for row in thread)
        sources = list({one.id: one for one in (*met, *(row.meeting for row in ever), *tied)}.values())
        self.numbers = {one.id: number for number, one in enumerate(sources, start=1)}
        told = (*self.shown, *(row for thread in self.threads for row in thread), *(one.row for one in self.events))
        cited = {one.id for one in (*self.meetings, *(row.meeting for row in told if row))}
        self.sources = [(self.numbers[one.id], one) for one in sources if one.id in cited]

    def _threads(self, rows: Iterable[Row], filters: Filters) -> Iterator[list[Row]]:
        """Rows of different meetings of the time asked for on the same thing, the earliest first."""
        seen: set[str] = set()
        for start in rows:
            thread, left = list[Row](), [start]
            while left:
                row = left.pop()
                if row.entry.id not in seen:
                    seen.add(row.entry.id)
                    thread.append(row)
                    left += (one for one in self.related.get(row.entry.id, ()) if filters.admit_meeting(one.meeting))
            if len({row.meeting.id for row in thread}) > 1:
                yield sorted(thread, key=lambda row: (row.meeting.date, row.place))

    def of_kind(self, kind: str) -> list[Row]:
        """The rows of that kind in the order of the letter; recommendations by addressee, those without one last."""
        found = [row for row in self.shown if row.entry.kind == kind]
        if kind != "recommendation":
            return found
        order = {name: place for place, name in enumerate(dict.fromkeys(row.get("addressee") for row in found))}
        return sorted(found, key=lambda row: (not row.get("addressee"), order[row.get("addressee")]))

    def reference(self, row: Row, mark: str = "") -> str:
        """The number of the source and the place in it: `[1, 5th paragraph]`, `[1, (a)(iv)]`."""
        return f"[{self.numbers[row.meeting.id]}, {citations.short_place(row)}{mark}]"

    def heading(self, row: Row) -> str:
        """Of a recommendation who is to act; else the source, whether the kind is inferred, and who said so there."""
        if row.entry.kind == "recommendation":
            addressee = row.get("addressee")
            told = f"{f'To {addressee}' if addressee else 'No addressee named'} [{self.numbers[row.meeting.id]}]"
        else:
            mark, speaker = "; inferred" if row.is_inferred else "", row.get("speaker")
            told = f"{self.reference(row, mark)} {speaker}" if speaker else self.reference(row, mark)
        return wording.headed(row, told, ":")


def brief(
    dataset: Dataset, place: Place, filters: Filters, more: Collection[str], *, whole: bool, quotes: bool
) -> Page:
    """The briefing page: the usual kinds and those asked for besides; with `whole` every kind, and the dates."""
    kinds = [kind for kind in ORDER if whole or kind in (*USUAL_KINDS, *more)]
    made = _Briefing(dataset, replace(filters, place=place), kinds, whole=whole)
    met = ((f"[{made.numbers[one.id]}] {one.title}", ", ".join(one.co_chairs)) for one in made.meetings)
    dated = ((f"{one.when}: {wording.headline(one.row)}", made.reference(one.row)) for one in made.events if one.row)
    cited = (f"[{number}] {citations.citation(one)}" for number, one in made.sources)
    sections = (
        Section("", (Items(tuple(Item("; co-chairs: ".join(filter(None, one))) for one in met)),)),
        Section("", () if made.has_own else (Passage(_nothing(made, place)),)),
        *(_of_kind(made, kind, quotes=quotes) for kind in kinds),
        Section("Then and now", tuple(group for rows in made.threads for group in _thread(made, rows))),
        Section("Dates", (Items(tuple(Item(*one) for one in dated)),)),
        Section("Sources", (Items(tuple(map(Item, cited))), *_left_out(made, place))),
    )
    title = f"{place.name}: {place.mission.name}" if place.mission else place.name
    said = (one for one in sections if any(not isinstance(block, Items) or block.items for block in one.blocks))
    return Page(title, tuple(said), _object(made, place))


def _of_kind(made: _Briefing, kind: str, *, quotes: bool) -> Section:
    """The rows of that kind under what they share: stated, then inferred, then of no mission in particular."""
    found = made.of_kind(kind)
    if kind == "staffing" and found:
        return Section("Women's share of personnel", (staffing(found, PARITY),))

    is_addressed = kind == "recommendation"

    def item(row: Row) -> Item:
        below = (
            f"But: {wording.headline(one)}" + (f" {made.reference(one)}" if one.number != row.number else "")
            for one in made.qualifying.get(row.entry.id, ())
        )
        text = wording.labelled(row) if is_addressed else wording.headline(row)
        return Item(text, quotation=wording.sentence(row) if quotes else "", below=tuple(below))

    ordered = sorted(found, key=lambda row: 2 if row.is_general else row.is_inferred and not is_addressed)
    blocks = tuple(Items(tuple(map(item, group)), heading) for heading, group in groupby(ordered, made.heading))
    is_marked = any(row.is_inferred for row in found)
    legend = " (“inferred” is our reading, not the letter's own word)" if is_marked else ""
    return Section(NOUNS[kind].capitalize() + legend, blocks)


def _thread(made: _Briefing, rows: Sequence[Row]) -> Iterator[Items]:
    """Rows of different meetings on the same thing under their sources, `Now` those of the newest meeting."""

    def heading(row: Row) -> str:
        is_newest = row.meeting.id == rows[-1].meeting.id
        return f"{'Now' if is_newest else 'Then'}, {row.meeting.date.year} {made.reference(row)}"

    for told, group in groupby(rows, heading):
        yield Items(tuple(Item(wording.headline(row)) for row in group), told)


def _left_out(made: _Briefing, place: Place) -> Iterator[Passage]:
    marks = {kind: [row.is_inferred for row in made.left_out if row.entry.kind == kind] for kind in ORDER}
    told = [wording.apart(plural(len(of), kind, NOUNS[kind]), sum(of)) for kind, of in marks.items() if of]
    if told:
        yield Passage(f"Left out: {', '.join(told)}. wps brief {place.name} --all shows them.")


def _nothing(made: _Briefing, place: Place) -> str:
    """What there is on the place where the page has no row that is on it alone."""
    named = {row.meeting.id for row in made.rows}
    if not made.meetings and not named:
        return f"No meeting in this file and time concerned {place.name}."
    number, verb = (len(made.meetings), "concerned") if made.meetings else (len(named), "spoke of")
    return f"{plural(number, 'meeting')} {verb} {place.name}, but no statement of these kinds is on it alone."


def _object(made: _Briefing, place: Place) -> dict[str, Any]:
    """The same page for machines; empty where the page leaves a section out."""

    def as_object(row: Row) -> dict[str, Any]:
        related = [one.entry.id for one in made.related.get(row.entry.id, ())]
        return lists.as_object(row) | {"reference": made.reference(row), "related": related}

    own = {kind: [as_object(row) for row in made.of_kind(kind) if not row.is_general] for kind in ORDER}
    return {
        "mission": place.mission and place.mission.code,
        "name": place.mission and place.mission.name,
        "countries": place.countries,
        "meetings": [meeting.id for meeting in made.meetings],
        "staffing": own.pop("staffing"),
        **{NOUNS[kind]: rows for kind, rows in own.items()},
        "general": [as_object(row) for row in made.shown if row.is_general],
        "then_and_now": [[row.entry.id for row in thread] for thread in made.threads],
        "timeline": [{column.key: column.get(event) for column in lists.EVENT} for event in made.events],
        "left_out": queries.counts(made.left_out),
        "sources": [
            {"number": number, "meeting": one.id, "citation": citations.citation(one)} for number, one in made.sources
        ],
    }
