"""The page for one mission or country that one takes into the room."""

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import Any

from msgspec.structs import replace

from wps_cli.dataset.model import KINDS, ROW_KINDS, Dataset, Meeting
from wps_cli.queries import rows as queries
from wps_cli.queries.names import Place
from wps_cli.queries.rows import Filters, Row
from wps_cli.queries.staffing import PARITY
from wps_cli.render.report import Item, Items, Page, Passage, Section
from wps_cli.views import citations
from wps_cli.views import lists as views
from wps_cli.views import staffing as staffing_views

USUAL_KINDS = tuple(kind for kind in ROW_KINDS if kind != "observation")
"""What a briefing holds unless told otherwise."""
_NOBODY = "No addressee named"


class _Briefing:
    """The rows of one place, with the meetings that they rest on numbered as sources."""

    def __init__(self, dataset: Dataset, filters: Filters, kinds: Collection[str], *, quotes: bool) -> None:
        self.meetings = queries.meetings(dataset, filters)
        found = queries.rows(dataset, kinds, filters)
        known = {meeting.id for meeting in self.meetings}
        self.meetings += [row.meeting for row in _first_of_each_meeting(found) if row.meeting.id not in known]
        self.own = [row for row in found if not row.for_all]
        self.for_all = [row for row in found if row.for_all]
        self._quotes = quotes
        self._related = queries.related(dataset)

    def of_kind(self, kind: str) -> list[Row]:
        """The place's own rows of that kind."""
        return [row for row in self.own if row.entry.kind == kind]

    def reference(self, row: Row) -> str:
        """The number of the source and the place in it: `[1, para. 5]`."""
        return f"[{self._number(row.meeting)}, {citations.place(row)}]"

    def related(self, row: Row) -> list[Row]:
        """The rows of other meetings on the same thing."""
        return self._related.get(row.entry.id, [])

    def item(self, row: Row, prefix: str = "") -> Item:
        """One line: what is said, its source, whether the kind is inferred, what it relates to."""
        mark = "; inferred]" if getattr(row.entry, "inferred", False) else "]"
        aside = [self.reference(row).replace("]", mark)]
        aside += [f"see also {self.reference(one)}" for one in self.related(row)]
        return Item(prefix + views.headline(row), " ".join(aside), views.sentence(row) if self._quotes else "")

    def sources(self) -> list[str]:
        """The numbered sources: each meeting and where its note stands."""
        return [f"[{self._number(one)}] {one.title}. {citations.meeting_citation(one)}" for one in self.meetings]

    def _number(self, meeting: Meeting) -> int:
        held = [one.id for one in self.meetings]
        if meeting.id not in held:
            self.meetings.append(meeting)
            held.append(meeting.id)
        return held.index(meeting.id) + 1


def brief(dataset: Dataset, place: Place, filters: Filters, kinds: Collection[str], *, quotes: bool) -> Page:
    """The briefing page; sections without content are left out, and a place on which nothing is recorded says so."""
    filters = replace(filters, place=place)
    made = _Briefing(dataset, filters, kinds, quotes=quotes)
    events = queries.timeline(dataset, filters)
    sections = [Section("Rests on", (_meetings(made.meetings),))]
    if not made.own:
        sections.append(Section("Nothing recorded", (Passage(_nothing(place, made.meetings)),)))
    staffing = made.of_kind("staffing")
    if staffing:
        report = staffing_views.staffing(staffing, PARITY)
        sections.append(Section("Women among the staff", (report,)))
    for kind in KINDS:
        found = made.of_kind(kind)
        if found and kind == "recommendation":
            sections.append(Section("Recommendations", tuple(_by_addressee(made, found))))
        elif found:
            sections.append(Section(views.NOUNS[kind].capitalize(), (Items(tuple(map(made.item, found))),)))
    figures = made.of_kind("figure")
    if figures:
        sections.append(Section("Figures", (Items(tuple(map(made.item, figures))),)))
    if made.for_all:
        ordered = sorted(made.for_all, key=lambda row: ROW_KINDS.index(row.entry.kind))
        lines = tuple(made.item(row, f"{row.entry.kind}: ") for row in ordered)
        sections.append(Section("Said of every mission represented", (Items(lines),)))
    dated = [(event.when, event.row) for event in events if event.row]
    dates = [Item(f"{when}: {views.headline(row)}", made.reference(row)) for when, row in dated]
    if dates and len(kinds) > 1:
        sections.append(Section("Dates", (Items(tuple(dates)),)))
    notes = _left_out(dataset, filters, kinds) + tuple(
        Passage(line) for line in views.marks([*made.own, *made.for_all])
    )
    sections.append(Section("Sources", (Items(tuple(map(Item, made.sources()))), *notes)))
    return Page(_title(place), tuple(sections), _object(made, place, events))


def _left_out(dataset: Dataset, filters: Filters, kinds: Collection[str]) -> tuple[Passage, ...]:
    """How many observations the page leaves out, unless they were asked for."""
    number = 0 if "observation" in kinds else len(queries.rows(dataset, ("observation",), filters))
    if not number:
        return ()
    return (Passage(f"{views.plural(number, 'observation')} left out: see them with --kind observation"),)


def _title(place: Place) -> str:
    return f"{place.name}: {place.mission.name}" if place.mission else place.name


def _meetings(meetings: Sequence[Meeting]) -> Items:
    return Items(tuple(Item(f"{one.id}, {one.date}: {one.title}") for one in meetings))


def _nothing(place: Place, meetings: Sequence[Meeting]) -> str:
    if not meetings:
        return f"No meeting in the time asked for has anything on {place.name}."
    concerned = f"{views.plural(len(meetings), 'meeting')} concerned {place.name}"
    return f"{concerned}, but no statement of these kinds is on it alone."


def _first_of_each_meeting(rows: Iterable[Row]) -> list[Row]:
    return list({row.meeting.id: row for row in rows}.values())


def _by_addressee(made: _Briefing, rows: Sequence[Row]) -> Iterable[Items]:
    """The recommendations under those who are to act, in the order of the letter."""
    for addressee, group in groupby(_ordered_by_addressee(rows), _addressee):
        yield Items(tuple(map(made.item, group)), f"To: {addressee}" if addressee else _NOBODY)


def _addressee(row: Row) -> str:
    return getattr(row.entry, "addressee", None) or ""


def _ordered_by_addressee(rows: Sequence[Row]) -> list[Row]:
    order = list(dict.fromkeys(filter(None, map(_addressee, rows))))
    return sorted(rows, key=lambda row: order.index(_addressee(row)) if _addressee(row) else len(order))


def _object(made: _Briefing, place: Place, events: Sequence[queries.Event]) -> dict[str, Any]:
    """The same page for machines, in the same order; empty where the page leaves a section out."""

    def rows(found: Iterable[Row]) -> list[dict[str, Any]]:
        return [
            views.as_object(row)
            | {"reference": made.reference(row), "related": [one.entry.id for one in made.related(row)]}
            for row in found
        ]

    sections = {views.PLURALS[kind]: rows(made.of_kind(kind)) for kind in ("staffing", *KINDS, "figure")}
    sections["recommendations"] = rows(_ordered_by_addressee(made.of_kind("recommendation")))
    return {
        "mission": place.mission and place.mission.code,
        "name": place.mission and place.mission.name,
        "country": place.country,
        "meetings": [meeting.id for meeting in made.meetings],
        **sections,
        "for_all": rows(made.for_all),
        "timeline": [{column.key: column.get(event) for column in views.EVENT} for event in events],
        "sources": [
            {"number": number, "meeting": one.id, "citation": citations.meeting_citation(one)}
            for number, one in enumerate(made.meetings, start=1)
        ],
    }
