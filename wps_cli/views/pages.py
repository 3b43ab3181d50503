"""One row, one meeting or one letter whole, as a page."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wps_cli.dataset.model import Dataset, Meeting, Paragraph, Signatory, numbered
from wps_cli.queries import rows as queries
from wps_cli.queries.rows import Filters, Row
from wps_cli.render.report import Facts, Item, Items, Marked, Page, Passage, Section
from wps_cli.views import citations, lists, wording

_ABBREVIATED, _KEPT = 14, 5
"""Words beyond which a quote is shown by its ends, and how many of each end."""


def show(dataset: Dataset, found: Row | Meeting) -> Page:
    """The page of a row or of a meeting."""
    return _meeting_page(dataset, found) if isinstance(found, Meeting) else _row_page(dataset, found)


def _facts(heading: str, pairs: Mapping[str, Any]) -> Section:
    """The pairs that say something."""
    return Section(heading, (Facts(tuple((label, str(value)) for label, value in pairs.items() if value)),))


def _cited(found: Row | Meeting) -> Section:
    return Section("Citation", (Passage(citations.citation(found)),))


def _row_page(dataset: Dataset, row: Row) -> Page:
    beside = queries.rows(dataset, filters=Filters(meeting=row.meeting.id))
    at = next(place for place, one in enumerate(beside) if one.entry.id == row.entry.id)
    before, after = beside[:at][-1:], beside[at + 1 :][:1]
    related = queries.related(dataset).get(row.entry.id, [])
    held = queries.by_id(dataset)
    printed = _printed(row.paragraph)
    start, end = (place + len(printed) - len(row.paragraph.text) for place in wording.span(row))
    sections = (
        Section("Quotation", (Passage(wording.sentence(row), quoted=True),)),
        *_listed("Qualified by", [held[id] for id in row.qualified_by]),
        *_listed("Qualifies", [held[id] for id in row.get("qualifies") or () if id in held]),
        Section("Its paragraph", (Passage(Marked(printed, ((start, end),)), quoted=True),)),
        _facts("About", {
            "Kind": wording.stated_kind(row), "Label": row.paragraph.label, "Said by": row.get("speaker"),
            "Addressed to": row.get("addressee"), "Topic": row.paragraph.topic, "Missions": wording.holds_for(row),
            "Countries": "; ".join(row.countries), "When": row.get("when"),
            "Themes": "; ".join(row.get("themes") or ()), "Meeting": f"{row.meeting.id}: {row.meeting.title}",
        }),
        _cited(row),
        *_listed("See also", related),
        *_listed("Beside it in the letter", [*before, *after]),
    )  # fmt: skip
    data = lists.as_object(row) | {
        "text": row.paragraph.text,
        "previous": before[0].entry.id if before else None,
        "next": after[0].entry.id if after else None,
        "related": [one.entry.id for one in related],
    }
    return Page(f"{row.entry.id}: {wording.headline(row)}", sections, data)


def _listed(heading: str, rows: Sequence[Row]) -> Iterator[Section]:
    """The rows by headline and id under that heading, if there are any."""
    if rows:
        yield Section(heading, (Items(tuple(Item(wording.headline(row), row.entry.id) for row in rows)),))


def _printed(paragraph: Paragraph) -> str:
    return f"{paragraph.mark} {paragraph.text}".lstrip()


def _meeting_page(dataset: Dataset, meeting: Meeting) -> Page:
    (summary,) = queries.meeting_summaries(dataset, [meeting])
    sections = (
        _facts("Meeting", {
            "Date": meeting.date, "Kind": meeting.kind, "Countries": "; ".join(meeting.countries),
            "Missions": "; ".join(meeting.missions), "Co-chairs": "; ".join(meeting.co_chairs),
        }),
        Section(
            "Participants", (Items(tuple(Item(one.who, "; ".join(one.missions)) for one in meeting.participants)),)
        ),
        _letter(meeting),
        _facts("Recorded", {name.replace("_", ", ").capitalize(): number for name, number in summary.counts.items()}),
        _cited(meeting),
    )  # fmt: skip
    data: dict[str, Any] = {column.key: column.get(summary) for column in lists.MEETING}
    return Page(f"{meeting.id}: {meeting.title}", sections, data)


def _letter(meeting: Meeting) -> Section:
    letter = meeting.letter
    return _facts("Letter", {
        "Document of": letter.organ, "Symbol": letter.symbol, "Title": letter.title,
        "Dated": citations.day(letter.date), "Distributed": citations.day(letter.distributed),
        "Original": letter.language, "Signed": "; ".join(map(_signed, letter.signatories)),
    })  # fmt: skip


def _signed(one: Signatory) -> str:
    state = one.state if one.state and one.state not in (one.office or "") else ""
    return ", ".join(filter(None, (one.name, one.title, one.office, state)))


def read(dataset: Dataset, meeting: Meeting) -> Page:
    """The letter paragraph by paragraph, each with the ids of its rows beside what they quote."""
    rows: list[list[Row]] = [[] for _ in meeting.paragraphs]
    for row in queries.rows(dataset, filters=Filters(meeting=meeting.id)):
        rows[row.place].append(row)
    parts: dict[str, list[Passage | Items]] = {"letter": [], "annex": []}
    for paragraph, own in zip(meeting.paragraphs, rows, strict=True):
        parts[paragraph.part].append(Passage(_printed(paragraph)))
        parts[paragraph.part] += [Items(tuple(map(_beside, own)))] if own else []
    sections = (
        _letter(meeting),
        Section("Covering letter", tuple(parts["letter"])),
        Section(f"Annex: {meeting.title}", tuple(parts["annex"])),
        _cited(meeting),
    )
    data: dict[str, Any] = {
        "meeting": meeting.id, "date": meeting.date, "title": meeting.title, "citation": citations.citation(meeting),
        "paragraphs": [
            {
                "part": paragraph.part, "paragraph": number, "label": paragraph.label, "topic": paragraph.topic,
                "text": paragraph.text,
                "rows": [{"id": row.entry.id, "kind": row.entry.kind, "span": wording.span(row)} for row in own],
            }
            for (number, paragraph), own in zip(numbered(meeting), rows, strict=True)
        ],
    }  # fmt: skip
    return Page(f"{meeting.id}: {meeting.letter.title}", tuple(section for section in sections if section.blocks), data)


def _beside(row: Row) -> Item:
    """A row by its id, its kind and its quote, a long one by both ends."""
    words = row.entry.quote.split()
    quote = row.entry.quote if len(words) <= _ABBREVIATED else f"{' '.join(words[:_KEPT])} … {' '.join(words[-_KEPT:])}"
    return Item(row.entry.id, f"{wording.stated_kind(row)}: “{quote}”")
