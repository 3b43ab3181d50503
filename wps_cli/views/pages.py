"""One row, one meeting or one letter whole, as a page."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wps_cli.dataset.model import Dataset, Meeting, Record, Signatory, numbered
from wps_cli.queries import rows as queries
from wps_cli.queries.rows import Row
from wps_cli.render.report import Facts, Item, Items, Marked, Page, Passage, Section
from wps_cli.views import citations, lists, wording

_ABBREVIATED, _KEPT = 14, 5
"""Words beyond which a quote is shown by its ends, and how many of each end."""


def show(dataset: Dataset, found: Row | Meeting) -> Page:
    """The page of a row or of a meeting."""
    return _meeting_page(dataset, found) if isinstance(found, Meeting) else _row_page(dataset, found)


def _facts(pairs: Mapping[str, Any]) -> Facts:
    """The pairs that say something."""
    return Facts(tuple((label, str(value)) for label, value in pairs.items() if value))


def _row_page(dataset: Dataset, row: Row) -> Page:
    entry = row.entry
    before, after = _neighbours(dataset, row)
    related = queries.related(dataset).get(entry.id, [])
    qualifying = queries.by_id(dataset, row.qualified_by)
    qualified = queries.by_id(dataset, getattr(entry, "qualifies", ()))
    record = entry if isinstance(entry, Record) else None
    sections = [
        Section("Quotation", (Passage(wording.sentence(row), quoted=True),)),
        *_listed("Qualified by", qualifying),
        *_listed("Qualifies", qualified),
        Section("Its paragraph", (Passage(_marked_paragraph(row), quoted=True),)),
        Section(
            "About",
            (
                _facts(
                    {
                        "Kind": wording.stated_kind(row),
                        "Label": row.paragraph.label,
                        "Said by": record and record.speaker,
                        "Addressed to": record and record.addressee,
                        "Topic": row.paragraph.topic,
                        "Missions": wording.holds_for(row),
                        "Countries": "; ".join(row.countries),
                        "When": getattr(entry, "when", None),
                        "Themes": record and "; ".join(record.themes),
                        "Meeting": f"{row.meeting.id}: {row.meeting.title}",
                    }
                ),
            ),
        ),
        Section("Citation", (Passage(citations.citation(row)),)),
        *_listed("See also", related),
        *_listed("Beside it in the letter", [one for one in (before, after) if one]),
    ]
    data = lists.as_object(row) | {
        "text": row.paragraph.text,
        "previous": before and before.entry.id,
        "next": after and after.entry.id,
        "related": [one.entry.id for one in related],
    }
    return Page(f"{entry.id}: {wording.headline(row)}", tuple(sections), data)


def _listed(heading: str, rows: Sequence[Row]) -> Iterable[Section]:
    """The rows by headline and id under that heading, if there are any."""
    if rows:
        yield Section(heading, (Items(tuple(Item(wording.headline(row), row.entry.id) for row in rows)),))


def _marked_paragraph(row: Row) -> Marked:
    """The paragraph as printed, with the quote marked."""
    printed = _printed(row)
    offset = len(printed) - len(row.paragraph.text)
    start, end = wording.span(row)
    return Marked(printed, ((start + offset, end + offset),))


def _printed(row: Row) -> str:
    return f"{row.paragraph.mark} {row.paragraph.text}".lstrip()


def _neighbours(dataset: Dataset, row: Row) -> tuple[Row | None, Row | None]:
    """The rows before and after it in the letter."""
    ordered = queries.rows(dataset, filters=queries.Filters(meeting=row.meeting.id))
    at = next(place for place, one in enumerate(ordered) if one.entry.id == row.entry.id)
    return ordered[at - 1] if at else None, ordered[at + 1] if at + 1 < len(ordered) else None


def _meeting_page(dataset: Dataset, meeting: Meeting) -> Page:
    (summary,) = queries.meeting_summaries(dataset, [meeting])
    counted = {name.replace("_", ", ").capitalize(): number for name, number in summary.counts.items()}
    about = _facts(
        {
            "Date": meeting.date,
            "Kind": meeting.kind,
            "Countries": "; ".join(meeting.countries),
            "Missions": "; ".join(meeting.missions),
            "Co-chairs": "; ".join(meeting.co_chairs),
        }
    )
    sections = (
        Section("Meeting", (about,)),
        Section(
            "Participants", (Items(tuple(Item(one.who, "; ".join(one.missions)) for one in meeting.participants)),)
        ),
        Section("Letter", (_letter(meeting),)),
        Section("Recorded", (_facts(counted),)),
        Section("Citation", (Passage(citations.meeting_citation(meeting)),)),
    )
    data: dict[str, Any] = {column.key: column.get(summary) for column in lists.MEETING}
    return Page(f"{meeting.id}: {meeting.title}", sections, data)


def _letter(meeting: Meeting) -> Facts:
    letter = meeting.letter
    return _facts(
        {
            "Document of": letter.organ,
            "Symbol": letter.symbol,
            "Title": letter.title,
            "Dated": citations.day(letter.date),
            "Distributed": citations.day(letter.distributed),
            "Original": letter.language,
            "Signed": "; ".join(map(_signed, letter.signatories)),
        }
    )


def _signed(one: Signatory) -> str:
    state = one.state if one.state and one.state not in (one.office or "") else ""
    return ", ".join(filter(None, (one.name, one.title, one.office, state)))


def read(dataset: Dataset, meeting: Meeting) -> Page:
    """The letter paragraph by paragraph, each with the ids of its rows beside what they quote."""
    rows: dict[int, list[Row]] = {}
    for row in queries.rows(dataset, filters=queries.Filters(meeting=meeting.id)):
        rows.setdefault(row.place, []).append(row)
    parts: dict[str, list[Passage | Items]] = {"letter": [], "annex": []}
    for place, paragraph in enumerate(meeting.paragraphs):
        parts[paragraph.part].append(Passage(f"{paragraph.mark} {paragraph.text}".lstrip()))
        if place in rows:
            parts[paragraph.part].append(Items(tuple(map(_beside, rows[place]))))
    sections = (
        Section("Letter", (_letter(meeting),)),
        Section("Covering letter", tuple(parts["letter"])),
        Section(f"Annex: {meeting.title}", tuple(parts["annex"])),
        Section("Citation", (Passage(citations.meeting_citation(meeting)),)),
    )
    data: dict[str, Any] = {
        "meeting": meeting.id,
        "date": meeting.date,
        "title": meeting.title,
        "citation": citations.meeting_citation(meeting),
        "paragraphs": [
            {
                "part": paragraph.part, "paragraph": number, "label": paragraph.label, "topic": paragraph.topic,
                "text": paragraph.text,
                "rows": [_spanned(row) for row in rows.get(place, ())],
            }
            for place, (number, paragraph) in enumerate(numbered(meeting))
        ],
    }  # fmt: skip
    return Page(f"{meeting.id}: {meeting.letter.title}", tuple(section for section in sections if section.blocks), data)


def _spanned(row: Row) -> dict[str, Any]:
    return {"id": row.entry.id, "kind": row.entry.kind, "span": wording.span(row)}


def _beside(row: Row) -> Item:
    """A row by its id, its kind and its quote, a long one by both ends."""
    words = row.entry.quote.split()
    quote = row.entry.quote if len(words) <= _ABBREVIATED else f"{' '.join(words[:_KEPT])} … {' '.join(words[-_KEPT:])}"
    return Item(row.entry.id, f"{wording.stated_kind(row)}: “{quote}”")
