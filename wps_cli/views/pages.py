"""One row or one meeting whole, as a page."""

from collections.abc import Mapping
from typing import Any

from wps_cli.dataset.model import Dataset, Meeting, Record
from wps_cli.queries import rows as queries
from wps_cli.queries.rows import Row
from wps_cli.render.report import Facts, Item, Items, Page, Passage, Section
from wps_cli.views import citations
from wps_cli.views import lists as views
from wps_cli.views.lists import NOUNS


def show(dataset: Dataset, found: Row | Meeting) -> Page:
    """The page of a row or of a meeting."""
    return _meeting_page(found) if isinstance(found, Meeting) else _row_page(dataset, found)


def _facts(pairs: Mapping[str, Any]) -> Facts:
    """The pairs that say something."""
    return Facts(tuple((label, str(value)) for label, value in pairs.items() if value))


def _row_page(dataset: Dataset, row: Row) -> Page:
    entry = row.entry
    before, after = _neighbours(dataset, row)
    related = queries.related(dataset).get(entry.id, [])
    record = entry if isinstance(entry, Record) else None
    sections = [
        Section("Quotation", (Passage(views.sentence(row), quoted=True),)),
        Section(
            "About",
            (
                _facts(
                    {
                        "Kind": views.stated_kind(row),
                        "Label": record and record.label,
                        "Said by": record and record.speaker,
                        "Addressed to": record and record.addressee,
                        "Topic": record and record.topic,
                        "Missions": views.holds_for(row),
                        "Countries": "; ".join(row.countries),
                        "When": record and record.when,
                        "Themes": record and "; ".join(record.themes),
                        "Meeting": f"{row.meeting.id}: {row.meeting.title}",
                    }
                ),
            ),
        ),
        Section("Citation", (Passage(citations.citation(row)),)),
        Section("Footnote", (Passage(citations.footnote(citations.citation(row))),)),
    ]
    if related:
        sections.append(Section("See also", (_items(related),)))
    sections.append(Section("Beside it in the letter", (_items([one for one in (before, after) if one]),)))
    data = views.as_object(row) | {
        "previous": before and before.entry.id,
        "next": after and after.entry.id,
        "related": [one.entry.id for one in related],
        "footnote": citations.footnote(citations.citation(row)),
    }
    title = f"{entry.id}: {views.headline(row)}"
    return Page(title, tuple(sections), data)


def _items(rows: list[Row]) -> Items:
    return Items(tuple(Item(views.headline(row), row.entry.id) for row in rows))


def _neighbours(dataset: Dataset, row: Row) -> tuple[Row | None, Row | None]:
    """The rows before and after it in the letter: by paragraph, in one paragraph as the file has them."""
    filters = queries.Filters(meeting=row.meeting.id)
    ordered = sorted(queries.rows(dataset, filters=filters), key=lambda one: one.entry.paragraph or 0)
    at = next(place for place, one in enumerate(ordered) if one.entry.id == row.entry.id)
    return ordered[at - 1] if at else None, ordered[at + 1] if at + 1 < len(ordered) else None


def _meeting_page(meeting: Meeting) -> Page:
    letter = meeting.letter
    counted = {NOUNS[kind].capitalize(): number for kind, number in queries.counts(meeting).items()}
    sections = (
        Section(
            "Meeting",
            (
                _facts(
                    {
                        "Date": meeting.date,
                        "Kind": meeting.kind,
                        "Countries": "; ".join(meeting.countries),
                        "Missions": "; ".join(meeting.missions),
                        "Co-chairs": "; ".join(meeting.co_chairs),
                    }
                ),
            ),
        ),
        Section(
            "Participants", (Items(tuple(Item(one.who, "; ".join(one.missions)) for one in meeting.participants)),)
        ),
        Section(
            "Letter",
            (
                Passage(letter.title),
                _facts(
                    {
                        "Symbol": letter.symbol,
                        "Dated": letter.date,
                        "Distributed": letter.distributed,
                        "Original": letter.language,
                        "Signed": "; ".join(
                            ", ".join(filter(None, (one.name, one.title, one.office))) for one in letter.signatories
                        ),
                    }
                ),
            ),
        ),
        Section("Recorded", (_facts(counted),)),
        Section("Citation", (Passage(citations.meeting_citation(meeting)),)),
        Section("Footnote", (Passage(citations.footnote(citations.meeting_citation(meeting))),)),
    )
    data = views.meeting_object(meeting) | {"footnote": citations.footnote(citations.meeting_citation(meeting))}
    return Page(f"{meeting.id}: {meeting.title}", sections, data)
