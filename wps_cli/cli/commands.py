"""The commands: each puts its question to the data and gives the view of the answer, in a few lines."""

import os
from collections.abc import Sequence
from functools import partial
from typing import Any

from typer.core import TyperOption

from wps_cli import __version__, streams
from wps_cli.cli.parameters import SHELLS
from wps_cli.cli.program import PAGE, Answer, Program, command
from wps_cli.dataset.loading import STDIN, data_path, load, version_of_data
from wps_cli.dataset.model import KINDS, Dataset, Meeting, json_schema
from wps_cli.errors import ExitStatus, UsageError
from wps_cli.queries import rows as queries
from wps_cli.queries.rows import PARITY, Filters
from wps_cli.render.report import Page
from wps_cli.views import lists, wording

Several = Sequence[str] | None
_TELLS = "Print the program's and the data's version."
_SEARCHED = ("recommendation",)  # what `search` looks through unless told


def _meetings(dataset: Dataset, asked: Filters, country: str | None) -> Answer:
    where = None if country is None else queries.find_place(dataset, country)
    found = queries.meeting_tallies(dataset, queries.meetings(dataset, asked, where))
    nothing = wording.nothing("meeting", asked, dataset, country or "")
    return Answer(found, lambda some: lists.meetings(some, dataset), nothing)


def _records(dataset: Dataset, asked: Filters, kind: Several) -> Answer:
    kinds, place = queries.kinds(kind or KINDS), asked.place.code if asked.place else ""
    found, noun = queries.rows(dataset, kinds, asked), kinds[0] if len(kinds) == 1 else "statement"
    return Answer(found, lambda rows: lists.records(rows, kinds, place), wording.nothing(noun, asked, dataset))


def _staffing(dataset: Dataset, asked: Filters, places: Several, missions: Several, against: float | None) -> Answer:
    from wps_cli.views.staffing import staffing

    target = PARITY if against is None else against
    wanted = [queries.find_place(dataset, one) for one in missions or ()] or queries.find_places(dataset, places or ())
    held = [row for row in queries.rows(dataset, ("staffing",), asked) if not wanted or any(map(row.concerns, wanted))]
    without = [one.code for one in wanted if not any(row.concerns(one) for row in held)]
    for name in without if held else ():
        streams.note(f"no share of women is recorded for {name}")
    nothing = wording.nothing("share of women", asked, dataset, " and ".join(one.code for one in wanted))
    return Answer(held, lambda rows: staffing(rows, target), nothing)


def _search(dataset: Dataset, asked: Filters, words: Sequence[str], within: Several) -> Answer:
    from wps_cli.search.index import Corpus
    from wps_cli.search.ranking import Query, search
    from wps_cli.search.words import LISTS

    kinds, text = queries.kinds(within or _SEARCHED), " ".join(words)
    query, corpus = Query.of(text, dataset), Corpus(queries.rows(dataset))
    everywhere = search(query, corpus, asked.admit)
    found = [hit for hit in everywhere.hits if hit.row.entry.kind in kinds]
    if found and not any(hit.has_all for hit in found):
        streams.note(f"no {'row' if len(kinds) > 1 else kinds[0]} has all these words; the nearest are shown")
    unheard = [*set(corpus.vocabulary) - LISTS["stop"]] if everywhere.unknown else ()
    nothing, beside, notes = lists.besides(text, wording.asked_for(asked), everywhere, kinds, unheard, dataset)
    return Answer(found, lists.hits, nothing, ExitStatus.NOTHING, beside, notes)


def _show(dataset: Dataset, _: Filters, id: str) -> Page:
    from wps_cli.views import pages

    return pages.show(dataset, queries.find(dataset, id))


def _read(dataset: Dataset, _: Filters, of_meeting: str) -> Page:
    from wps_cli.views import pages

    held = {meeting.id: meeting for meeting in dataset.meetings}
    return pages.read(dataset, held[queries.one_of("meeting", of_meeting, held)])


def _brief(dataset: Dataset, asked: Filters, one_place: Several, also_kind: Several, whole: bool, quotes: bool) -> Page:
    from wps_cli.views import pages

    place = queries.find_place(dataset, " ".join(one_place or ()))
    return pages.brief(dataset, place, asked, also_kind or (), whole=whole, quotes=quotes)


def _cite(ids: Sequence[str], cited_as: str | None, data: str | None) -> None:
    dataset, as_csl = load(data), cited_as == "csl-json"
    found = [queries.find(dataset, id) for id in ids]
    for id, one in zip(ids, found, strict=True):
        whole = one.id if isinstance(one, Meeting) else one.entry.id
        if id.lower() != whole.lower():
            streams.note(f"{id} is {whole}")
    streams.write(wording.cited(found, as_csl=as_csl), machine=as_csl)


def _check(file: str | None, sources: str | None, data: str | None) -> ExitStatus:
    from wps_cli.check.proof import check

    problems, notes, proved = check(data_path(data if file is None else file), sources)
    for note in filter(None, (*notes, proved)):
        streams.note(note)
    if problems:
        streams.write("".join(f"{problem}\n" for problem in problems), machine=False)
    return ExitStatus.NOTHING if problems else ExitStatus.ANSWERED


def _draft(letter: str, new_id: str | None, data: str | None) -> None:
    from wps_cli.check.draft import draft

    if letter == data_path(data) == STDIN:
        raise UsageError("- names both the letter and the data file", hint="name one of the two by its path")
    streams.write(draft(letter, new_id, load(data)), machine=True)


def _completion(shell: str | None) -> None:
    from pkgutil import get_data

    name = shell or queries.one_of("shell", (os.environ.get("SHELL") or "(none)").rpartition("/")[2], SHELLS)
    streams.write((get_data("wps_cli.cli", f"completion.{name}") or b"").decode(), machine=True)


def _version(context: Any, _parameter: Any, wanted: bool) -> None:
    if wanted:
        streams.write(f"wps {__version__}, {version_of_data()}\n", machine=False)
        context.exit()


_NARROWED = "place mission meeting theme speaker since until"
# What gives the answer, the help, an example (its first word is the command's name), the parameters; then, where
# the answer is printed for it, its columns or PAGE.
_COMMANDS: tuple[tuple[Any, ...], ...] = (
    (_meetings, "List the meetings.", "meetings --country Mali", "place mission country since until", lists.MEETING),
    (lambda data, _: Answer(queries.mission_tallies(data), lists.missions, "This file holds no mission."),
     "List the missions, with what is recorded on each.", "missions", "", lists.MISSION),
    (partial(_records, kind=["challenge"]), "Show the challenges reported for a mission.", "challenges UNMISS --json",
     _NARROWED, lists.RECORD),
    (partial(_records, kind=["recommendation"]), "Show the recommendations, with label and addressee.",
     "recommendations MINUSMA --addressee council", "place mission addressee meeting theme since until", lists.RECORD),
    (_records, "Show rows of any kind.", "records Somalia --kind opportunity --theme justice",
     f"kind addressee {_NARROWED}", lambda own: lists.row_columns(queries.kinds(own["kind"] or KINDS))),
    (_staffing, "Compare women's share of personnel, over time too.", "staffing MINUSMA --against 40",
     "places missions against meeting since until",
     lambda own: lists.row_columns(("staffing",), PARITY if own["against"] is None else own["against"])),
    (partial(_records, kind=["figure"]), "Show every number that is not a share of personnel.", "figures Mali",
     "place mission meeting since until", lists.FIGURE),
    (_search, "Find statements by their words, the best match first.", "search gender parity --mission MINUSMA",
     "words within mission meeting addressee since until",
     lambda own: lists.hit_columns(queries.kinds(own["within"] or _SEARCHED))),
    (_show, "Show one row or one meeting whole.", "show mali-2017/follow-up", "id", PAGE),
    (_read, "Read the letter itself, paragraph by paragraph.", "read mali-2017", "of_meeting", PAGE),
    (_brief, "Prepare the page to take into the room.", "brief MINUSMA --format markdown > minusma.md",
     "one_place also_kind whole quotes since until", PAGE),
    (lambda data, asked: Answer(
        queries.timeline(data, asked), lists.timeline, wording.nothing("dated event", asked, data)),
     "Show the dated events in order.", "timeline Mali --since 2016", "place mission since until", lists.EVENT),
    (_cite, "Print citations, one a line.", "cite mali-2017/follow-up wpa-2016 --format csl-json", "ids cited_as data"),
    (_check, "Report every problem of the data file.", "check --sources letters/", "file sources data"),
    (_draft, "Draft the block of a new meeting from its letter's text.",
     "draft tests/data/made-letter.txt --id mali-2031 > mali-2031.toml", "letter new_id data"),
    (lambda data: streams.write(json_schema(load(data)), machine=True),
     "Print the JSON Schema of the data file, for editors.", "schema > data/meetings.schema.json", "data"),
    (_completion, "Print the script that teaches a shell to complete wps.", "completion bash", "shell"),
    (lambda command: app.run([*filter(None, [command]), "--help"]), "Show the help of a command.",
     "help brief", "command"),
)  # fmt: skip

app: Program = Program(
    commands=[command(*row) for row in _COMMANDS],
    params=[TyperOption(param_decls=["--version", "-V"], is_flag=True, is_eager=True, callback=_version, help=_TELLS)],
    help="Look up the meetings of the Informal Expert Group on Women and Peace and Security.\n\n"
    "Exact wording, exact numbers and a citation for each, offline. Options stand after the command.\n\n"
    "Begin with `wps brief MINUSMA` or `wps search gender parity`.",
    epilog="Exit status: 0 answered, 1 nothing found or problems, 2 wrong usage, 65/66 data, 74 not written.",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    rich_markup_mode=None,
)
