"""What is read whole, as a page: one row, one meeting, one letter, and the briefing that one takes into the room."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any

from msgspec.structs import astuple, replace

from wps_cli.dataset.model import LABEL_PART, ROW_KINDS, Dataset, Meeting, Mission, numbered
from wps_cli.queries import rows as queries
from wps_cli.queries.rows import PARITY, Filters, Row
from wps_cli.render.plain import cell_text
from wps_cli.render.report import Block, Column, Item, Items, Marked, Page
from wps_cli.text import lower_first
from wps_cli.views import lists, wording
from wps_cli.views.staffing import staffing
from wps_cli.views.wording import NOUNS, citation

USUAL_KINDS = ("staffing", "recommendation", "challenge")  # what a briefing holds unless told otherwise
ORDER = (*USUAL_KINDS, *(kind for kind in ROW_KINDS if kind not in USUAL_KINDS))


def show(dataset: Dataset, row: Row | Meeting) -> Page:
    """The page of a row or of a meeting."""
    if isinstance(row, Meeting):
        return _meeting_page(dataset, row)
    of_meeting = {one.entry.id: one for one in queries.rows(dataset, filters=Filters(meeting=row.meeting.id))}
    ids = [None, *of_meeting, None]
    beside = {"previous": ids[ids.index(row.entry.id) - 1], "next": ids[ids.index(row.entry.id) + 1]}
    mark, (start, end) = f"{row.paragraph.mark} ".lstrip(), wording.span(row)
    about = "stated_kind label speaker addressee topic holds_for countries when themes meeting"
    sections: dict[str, Sequence[Block]] = {
        "Quotation": [Marked(wording.sentence(row), ())],
        "Qualified by": _listed(row.qualified_by.values()),
        "Qualifies": _listed(one for one in of_meeting.values() if row.entry.id in one.qualified_by),
        "Its paragraph": [Marked(mark + row.paragraph.text, ((len(mark) + start, len(mark) + end),))],
        "About": [_facts(row, lists.columns(about))],
        "Citation": [citation(row)],
        "See also": _listed(row.related.values()),
        "Beside it in the letter": _listed(of_meeting[id] for id in beside.values() if id),
    }
    data = lists.as_object(row) | {"text": row.paragraph.text, **beside, "related": list(row.related)}
    return Page(f"{row.entry.id}: {wording.headline(row)}", sections, data)


def _facts(one: Any, columns: Iterable[Column]) -> dict[str, str]:
    """What is said under each of these keys, if anything is."""
    held = ((column.label, column.get(one)) for column in columns)
    return {label: cell_text(value) for label, value in held if value}


def _items(items: Iterable[Item]) -> list[Block]:
    return [Items(held)] if (held := tuple(items)) else []


def _listed(rows: Iterable[Row]) -> list[Block]:
    return _items(Item(wording.headline(row), row.entry.id) for row in rows)


def _meeting_page(dataset: Dataset, meeting: Meeting) -> Page:
    (tally,) = queries.meeting_tallies(dataset, [meeting])
    recorded = {kind.replace("_", ", ").capitalize(): str(held) for kind, held in tally.counts.items() if held}
    unsaid = ("; ".join(code for code in one.missions if code not in one.who) for one in meeting.participants)
    sections: dict[str, Sequence[Block]] = {
        "Meeting": [_facts(tally, lists.columns("date kind countries missions co_chairs", "of."))],
        "Participants": _items(map(Item, (one.who for one in meeting.participants), unsaid)),
        "Letter": [_letter(meeting)],
        "Recorded": [recorded],
        "Citation": [citation(meeting)],
    }
    data: dict[str, Any] = {column.key: column.get(tally) for column in lists.MEETING}
    return Page(f"{meeting.id}: {meeting.title}", sections, data)


def _letter(meeting: Meeting) -> dict[str, str]:
    signed = (", ".join(filter(None, astuple(one))) for one in meeting.letter.signatories)
    about = lists.columns("organ symbol title date distributed language", "letter.")
    return _facts(meeting, about) | {"Signed": "; ".join(signed)}


def read(dataset: Dataset, meeting: Meeting) -> Page:
    """The letter paragraph by paragraph, each with the ids and kinds of its rows."""
    found = queries.rows(dataset, filters=Filters(meeting=meeting.id))
    rows = {place: list(some) for place, some in groupby(found, attrgetter("position"))}
    parts: dict[str, list[Block]] = {"letter": [], "annex": []}
    told = []
    for place, (number, paragraph) in enumerate(numbered(meeting)):
        own = rows.get(place, [])
        deep = len(re.findall(LABEL_PART, paragraph.label or "")) - 1
        parts[paragraph.part].append("  " * deep + f"{paragraph.mark} {paragraph.text}".lstrip())
        parts[paragraph.part] += _items(Item(row.entry.id, wording.stated_kind(row)) for row in own)
        told.append({
            "part": paragraph.part, "paragraph": number, "label": paragraph.label, "topic": paragraph.topic,
            "text": paragraph.text,
            "rows": [{"id": row.entry.id, "kind": row.entry.kind, "span": wording.span(row)} for row in own],
        })  # fmt: skip
    sections: dict[str, Sequence[Block]] = {
        "Letter": [_letter(meeting)], "Covering letter": parts["letter"],
        f"Annex: {meeting.title}": parts["annex"], "Citation": [citation(meeting)],
    }  # fmt: skip
    about: dict[str, Any] = {
        "meeting": meeting.id, "date": meeting.date, "title": meeting.title, "citation": citation(meeting),
    }  # fmt: skip
    return Page(f"{meeting.id}: {meeting.letter.title}", sections, about | {"paragraphs": told})


class _Briefing:
    """The rows of one place, with the meetings that they rest on numbered as sources."""

    def __init__(self, dataset: Dataset, filters: Filters, kinds: Collection[str], *, whole: bool) -> None:
        of_place = replace(filters, since="", until="")
        ever, met = queries.rows(dataset, filters=of_place), queries.meetings(dataset, of_place)
        self.meetings = [one for one in met if filters.admit_meeting(one)]
        rows = [row for row in ever if filters.admit(row)]
        self.shown = [row for row in rows if row.entry.kind in kinds]
        self.of_kind = {kind: [row for row in self.shown if row.entry.kind == kind] for kind in ORDER}
        self.left_out = [row for row in rows if row.entry.kind not in kinds]
        self.threads = list(_threads(rows, filters))
        dated = queries.timeline(dataset, filters) if whole else []
        self.events = [row for row in dated if row.entry.quote and filters.admit_meeting(row.meeting)]
        # A source has its number from all that the data holds on the place, whatever is asked for.
        tied = (row.meeting for thread in _threads(ever, of_place) for row in thread)
        sources = list({one.id: one for one in (*met, *(row.meeting for row in ever), *tied)}.values())
        self.numbers = {one.id: number for number, one in enumerate(sources, start=1)}
        told = (*self.shown, *(row for thread in self.threads for row in thread), *self.events)
        cited = {one.id for one in (*self.meetings, *(row.meeting for row in told))}
        self.sources = [(self.numbers[one.id], one) for one in sources if one.id in cited]

    def reference(self, row: Row, *, marked: bool = False) -> str:
        """The number of the source and the place in it: `[1, (a)(iv)]`; if so, marked where the kind is inferred."""
        mark = "; inferred" if marked and row.is_inferred else ""
        return f"[{self.numbers[row.meeting.id]}, {wording.where(row, 'mark')}{mark}]"

    def item(self, row: Row, text: str, *, is_told: bool = False, **more: Any) -> Item:
        """The row in these words, with what qualifies it beneath, unless the page tells that elsewhere."""
        others = [] if is_told else row.qualified_by.values()
        places = {one: "" if one.number == row.number else f" {self.reference(one)}" for one in others}
        below = (f"But: {'(inferred) ' * one.is_inferred}{wording.headline(one)}{at}" for one, at in places.items())
        return Item(text, below=tuple(below), **more)


def _threads(rows: Iterable[Row], filters: Filters) -> Iterator[list[Row]]:
    """Rows of different meetings of the time asked for on the same thing, the earliest first."""
    seen = set[str]()
    for start in rows:
        thread, left = list[Row](), [start]
        while left:
            row = left.pop()
            if row.entry.id not in seen:
                seen.add(row.entry.id)
                thread.append(row)
                left += (one for one in row.related.values() if filters.admit_meeting(one.meeting))
        if len({row.meeting.id for row in thread}) > 1:
            yield sorted(thread, key=lambda row: (row.meeting.date, row.position))


def brief(data: Dataset, place: Mission, filters: Filters, more: Collection[str], *, whole: bool, quotes: bool) -> Page:
    """The briefing page: the usual kinds and those asked for besides; with `whole` every kind, and the dates."""
    kinds = [kind for kind in ORDER if whole or kind in (*USUAL_KINDS, *more)]
    made = _Briefing(data, replace(filters, place=place), kinds, whole=whole)
    title = ": ".join(filter(None, (place.code, place.name)))
    if not (made.meetings or made.shown or made.left_out):
        none = wording.nothing("meeting", filters, data, place.code)
        return Page(title, {"": [none]}, _object(made, place))
    met = ((f"[{made.numbers[one.id]}] {one.title}", ", ".join(one.co_chairs)) for one in made.meetings)
    above = _items(Item("; co-chairs: ".join(filter(None, one))) for one in met)
    if absent := [kind for kind in kinds if all(row.is_general for row in made.of_kind[kind])]:
        listed = ", ".join("share of women" if kind == "staffing" else kind for kind in absent)
        none = " or ".join(listed.rsplit(", ", 1))
        above.append(f"No {none} is recorded{wording.asked_for(filters, f'{place.code} in particular')}.")
    counts = wording.counted(made.left_out, "row")
    left_out = f"Left out: {counts}; --all shows them." if made.left_out else "Nothing is left out."
    threads, told = [], set(made.shown)
    for rows in made.threads:
        for reference, (row, *later) in groupby(rows, partial(made.reference, marked=True)):
            when = "Now" if row.meeting is rows[-1].meeting else "Then"
            items = tuple(made.item(one, wording.headline(one), is_told=one in told) for one in (row, *later))
            threads.append(Items(items, f"{when}, {row.meeting.date.year} {reference}"))
    dated = (
        made.item(row, f"{row.get('when')}: {wording.headline(row)}", aside=made.reference(row, marked=True))
        for row in made.events
    )
    legend = f" ({wording.NO_YEAR})" if any("?" in row.get("when") for row in made.events) else ""
    sources = (Item(f"[{number}] {citation(one)}") for number, one in made.sources)
    sections: dict[str, Sequence[Block]] = {
        "": above, **dict(_of_kind(made, kind, quotes=quotes) for kind in kinds),
        "Then and now": threads, f"Dates{legend}": _items(dated),
        f"Sources: {lower_first(wording.covered(data)).rstrip('.')}": [*_items(sources), left_out],
    }  # fmt: skip
    return Page(title, sections, _object(made, place))


def _of_kind(made: _Briefing, kind: str, *, quotes: bool) -> tuple[str, Sequence[Block]]:
    """A heading, and the rows of that kind under what they share: stated, then inferred, then of no mission."""
    found = made.of_kind[kind]
    if kind == "staffing":
        told = "Women's share of personnel (against parity, 50 %, our yardstick, which ┃ marks)"
        but = _items(made.item(row, wording.headline(row)) for row in found if row.qualified_by)
        return told, [staffing(found, PARITY), *but] if found else []
    is_addressed = kind == "recommendation"
    groups: dict[str, list[Item]] = {}
    for row in sorted(found, key=lambda row: (row.is_general, not row.get("addressee"), row.is_inferred)):
        told = f"{made.reference(row, marked=True)} {row.get('speaker') or ''}".rstrip()
        if is_addressed:  # who is to act; where it stands each label tells
            whom = f"To {row.get('addressee')}" if row.get("addressee") else "No addressee named"
            told = f"{whom} [{made.numbers[row.meeting.id]}{'; inferred' * row.is_inferred}]"
        told = f"Said of no mission in particular: {told}" if row.is_general else told
        quotation = wording.sentence(row) if quotes and row.get("summary") != "" else ""
        item = made.item(row, wording.headline(row, labelled=is_addressed), quotation=quotation)
        groups.setdefault(told, []).append(item)
    legend = f" ({wording.LEGEND})" if any(row.is_inferred for row in found) else ""
    return NOUNS[kind].capitalize() + legend, [Items(tuple(items), told) for told, items in groups.items()]


def _object(made: _Briefing, place: Mission) -> dict[str, Any]:
    """The same page for machines; empty where the page leaves a section out."""
    rows: list[tuple[Row, dict[str, Any]]] = [
        (row, lists.as_object(row) | {"reference": made.reference(row), "related": list(row.related)})
        for row in made.shown
    ]
    own = {kind: [told for row, told in rows if row.entry.kind == kind and not row.is_general] for kind in ORDER}
    return {
        "mission": place.code if place.name else None, "name": place.name or None, "countries": place.countries,
        "meetings": [one.id for one in made.meetings], "staffing": own.pop("staffing"),
        **{NOUNS[kind]: told for kind, told in own.items()},
        "general": [told for row, told in rows if row.is_general],
        "then_and_now": [[row.entry.id for row in thread] for thread in made.threads],
        "timeline": [{column.key: column.get(event) for column in lists.EVENT} for event in made.events],
        "left_out": queries.counts(made.left_out),
        "sources": [{"number": number, "meeting": one.id, "citation": citation(one)} for number, one in made.sources],
    }  # fmt: skip
