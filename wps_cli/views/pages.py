"""One row, one meeting or one letter whole, as a page."""

from collections.abc import Mapping, Sequence
from typing import Any

from wps_cli.dataset.model import Dataset, Letter, Meeting, numbered
from wps_cli.queries import rows as queries
from wps_cli.queries.rows import Filters, Row
from wps_cli.render.report import Block, Item, Items, Marked, Page, Passage
from wps_cli.views import lists, wording
from wps_cli.views.wording import citation

_ABBREVIATED, _KEPT = 14, 5  # words beyond which a quote is shown by its ends, and how many of each end


def show(dataset: Dataset, found: Row | Meeting) -> Page:
    """The page of a row or of a meeting."""
    if isinstance(found, Meeting):
        return _meeting_page(dataset, found)
    row = found
    beside = queries.rows(dataset, filters=Filters(meeting=row.meeting.id))
    at = next(place for place, one in enumerate(beside) if one.entry.id == row.entry.id)
    before, after = beside[:at][-1:], beside[at + 1 :][:1]
    related = queries.related(dataset).get(row.entry.id, [])
    held = queries.by_id(dataset)
    printed = f"{row.paragraph.mark} {row.paragraph.text}".lstrip()
    start, end = (place + len(printed) - len(row.paragraph.text) for place in wording.span(row))
    sections: dict[str, Sequence[Block]] = {
        "Quotation": [Passage(wording.sentence(row), quoted=True)],
        "Qualified by": _listed([held[id] for id in row.qualified_by]),
        "Qualifies": _listed([held[id] for id in row.get("qualifies") or () if id in held]),
        "Its paragraph": [Passage(Marked(printed, ((start, end),)), quoted=True)],
        "About": _facts({
            "Kind": wording.stated_kind(row), "Label": row.paragraph.label, "Said by": row.get("speaker"),
            "Addressed to": row.get("addressee"), "Topic": row.paragraph.topic, "Missions": wording.holds_for(row),
            "Countries": "; ".join(row.countries), "When": row.get("when"),
            "Themes": "; ".join(row.get("themes") or ()), "Meeting": f"{row.meeting.id}: {row.meeting.title}",
        }),
        "Citation": [Passage(citation(row))],
        "See also": _listed(related),
        "Beside it in the letter": _listed([*before, *after]),
    }  # fmt: skip
    data = lists.as_object(row) | {
        "text": row.paragraph.text, "previous": before[0].entry.id if before else None,
        "next": after[0].entry.id if after else None, "related": [one.entry.id for one in related],
    }  # fmt: skip
    return Page(f"{row.entry.id}: {wording.headline(row)}", sections, data)


def _facts(pairs: Mapping[str, Any]) -> Sequence[Block]:
    """The pairs that say something."""
    return [{label: str(value) for label, value in pairs.items() if value}]


def _listed(rows: Sequence[Row]) -> Sequence[Block]:
    """The rows by headline and id, if there are any."""
    return [Items(tuple(Item(wording.headline(row), row.entry.id) for row in rows))] if rows else []


def _meeting_page(dataset: Dataset, meeting: Meeting) -> Page:
    (summary,) = queries.meeting_summaries(dataset, [meeting])
    sections: dict[str, Sequence[Block]] = {
        "Meeting": _facts({
            "Date": meeting.date, "Kind": meeting.kind, "Countries": "; ".join(meeting.countries),
            "Missions": "; ".join(meeting.missions), "Co-chairs": "; ".join(meeting.co_chairs),
        }),
        "Participants": [Items(tuple(Item(one.who, "; ".join(one.missions)) for one in meeting.participants))],
        "Letter": _letter(meeting.letter),
        "Recorded": _facts({kind.replace("_", ", ").capitalize(): number for kind, number in summary.counts.items()}),
        "Citation": [Passage(citation(meeting))],
    }  # fmt: skip
    data: dict[str, Any] = {column.key: column.get(summary) for column in lists.MEETING}
    return Page(f"{meeting.id}: {meeting.title}", sections, data)


def _letter(letter: Letter) -> Sequence[Block]:
    signed = []
    for one in letter.signatories:
        state = one.state if one.state and one.state not in (one.office or "") else ""
        signed.append(", ".join(filter(None, (one.name, one.title, one.office, state))))
    return _facts({
        "Document of": letter.organ, "Symbol": letter.symbol, "Title": letter.title,
        "Dated": wording.day(letter.date), "Distributed": wording.day(letter.distributed),
        "Original": letter.language, "Signed": "; ".join(signed),
    })  # fmt: skip


def read(dataset: Dataset, meeting: Meeting) -> Page:
    """The letter paragraph by paragraph, each with the ids and kinds of its rows, a long quote by both ends."""
    rows: list[list[Row]] = [[] for _ in meeting.paragraphs]
    for row in queries.rows(dataset, filters=Filters(meeting=meeting.id)):
        rows[row.place].append(row)

    def item(row: Row) -> Item:
        quote, words = row.entry.quote, row.entry.quote.split()
        if len(words) > _ABBREVIATED:
            quote = f"{' '.join(words[:_KEPT])} … {' '.join(words[-_KEPT:])}"
        return Item(row.entry.id, f"{wording.stated_kind(row)}: “{quote}”")

    parts: dict[str, list[Block]] = {"letter": [], "annex": []}
    told = []
    for (number, paragraph), own in zip(numbered(meeting), rows, strict=True):
        parts[paragraph.part].append(Passage(f"{paragraph.mark} {paragraph.text}".lstrip()))
        parts[paragraph.part] += [Items(tuple(map(item, own)))] if own else []
        told.append({
            "part": paragraph.part, "paragraph": number, "label": paragraph.label, "topic": paragraph.topic,
            "text": paragraph.text,
            "rows": [{"id": row.entry.id, "kind": row.entry.kind, "span": wording.span(row)} for row in own],
        })  # fmt: skip
    sections: dict[str, Sequence[Block]] = {
        "Letter": _letter(meeting.letter), "Covering letter": parts["letter"],
        f"Annex: {meeting.title}": parts["annex"], "Citation": [Passage(citation(meeting))],
    }  # fmt: skip
    data: dict[str, Any] = {
        "meeting": meeting.id, "date": meeting.date, "title": meeting.title, "citation": citation(meeting),
        "paragraphs": told,
    }  # fmt: skip
    return Page(f"{meeting.id}: {meeting.letter.title}", sections, data)
