"""The commands: each puts its question to the data and gives the view of the answer, in a few lines."""

import os
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer

from wps_cli import __version__, streams
from wps_cli.cli import options as opt
from wps_cli.cli import pager
from wps_cli.cli.answering import PAGE, Answer, Columns, answering, with_parameters
from wps_cli.cli.program import Command, Program
from wps_cli.dataset.loading import data_path, load, version_of_data
from wps_cli.dataset.model import KINDS, ROW_KINDS, Dataset
from wps_cli.errors import ExitStatus, UsageError
from wps_cli.queries import names
from wps_cli.queries import rows as queries
from wps_cli.queries.names import ALL
from wps_cli.queries.rows import Filters
from wps_cli.render.report import Page, Report
from wps_cli.views import hits, lists

app = typer.Typer(
    cls=Program,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

SHORT_HELP = """\
wps looks up what the Informal Expert Group on Women and Peace and Security heard, word for word.

  wps brief MINUSMA           the page to take into the room
  wps search gender parity    the recommendations that speak of it

All commands: wps --help
"""


def _command(
    help: str, example: str, parameters: str, columns: Columns | None = None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a command under its name with these parameters; with columns it answers by a list, or a `PAGE`.

    The help is no docstring, as Python may drop those (-OO).
    """
    add = app.command(cls=Command, help=help, epilog=f"Example: wps {example}")
    if columns is None:
        return lambda command: add(with_parameters(command, command.__name__, parameters))
    return lambda command: add(answering(command, columns, parameters))


def _version(wanted: bool) -> None:
    if wanted:
        streams.write(f"wps {__version__}, {version_of_data()}\n", machine=False)
        raise typer.Exit


@app.callback(
    invoke_without_command=True,
    help="Look up the meetings of the Informal Expert Group on Women and Peace and Security.\n\n"
    "Exact wording, exact numbers and a citation for each, offline. Options stand after the command.",
)
def wps(
    ctx: typer.Context,
    _: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the program's and the data's version."),
    ] = False,
) -> None:
    if ctx.invoked_subcommand is None:
        streams.write(SHORT_HELP, machine=False)


@_command("List the meetings.", "meetings --country Mali", "place mission country since until", lists.MEETING)
def meetings(dataset: Dataset, asked: Filters, country: str | None) -> Answer:
    where = None if country is None else names.find_place(dataset, country)
    found = queries.meeting_summaries(dataset, queries.meetings(dataset, asked, where))
    return Answer(found, lambda some: lists.meetings(some, dataset), "meeting")


@_command("List the missions, with what is recorded on each.", "missions", "", lists.MISSION)
def missions(dataset: Dataset, _: Filters) -> Answer:
    return Answer(queries.mission_summaries(dataset), lists.missions, nothing="This file holds no mission.")


def _rows(dataset: Dataset, kinds: Sequence[str], asked: Filters) -> Answer:
    def view(rows: Sequence[queries.Row]) -> Report:
        return lists.records(rows, kinds, queries.qualifying(dataset, rows), of_one_place=asked.place is not None)

    noun = kinds[0] if len(kinds) == 1 else "statement"
    return Answer(queries.rows(dataset, kinds, asked), view, noun)


_NARROWED = "place mission meeting theme speaker since until"


@_command("Show the challenges reported for a mission.", "challenges UNMISS --json", _NARROWED, lists.RECORD)
def challenges(dataset: Dataset, asked: Filters) -> Answer:
    return _rows(dataset, ("challenge",), asked)


@_command(
    "Show the recommendations, with label and addressee.",
    "recommendations MINUSMA --addressee council",
    "place mission addressee meeting theme since until",
    lists.RECORD,
)
def recommendations(dataset: Dataset, asked: Filters) -> Answer:
    return _rows(dataset, ("recommendation",), asked)


def _record_kinds(given: Sequence[str] | None) -> tuple[str, ...]:
    return names.kinds(given, (ALL, *ROW_KINDS), default=KINDS)


@_command(
    "Show rows of any kind.",
    "records Somalia --kind opportunity --theme justice",
    f"kind addressee {_NARROWED}",
    lambda own: lists.row_columns(_record_kinds(own["kind"])),
)
def records(dataset: Dataset, asked: Filters, kind: Sequence[str] | None) -> Answer:
    return _rows(dataset, _record_kinds(kind), asked)


@_command(
    "Compare women's share of personnel, over time too.",
    "staffing MINUSMA --against 40",
    "places missions against meeting since until",
    lambda own: lists.staffing_columns(opt.percent(own["against"])),
)
def staffing(
    dataset: Dataset,
    asked: Filters,
    places: Sequence[str] | None,
    missions: Sequence[str] | None,
    against: str | None,
) -> Answer:
    from wps_cli.views.staffing import staffing as view

    wanted = names.find_places(dataset, places or (), missions or ())
    held = queries.staffing(dataset, asked, wanted)
    without = [one.name for one in wanted if not any(queries.concerns(row, one) for row in held)]
    for name in without if held else ():
        streams.note(f"no share of women is recorded for {name}")
    of = names.listed([one.name for one in wanted])
    return Answer(held, lambda rows: view(rows, opt.percent(against), without), "share of women", of)


@_command(
    "Show every number that is not a share of personnel.",
    "figures Mali",
    "place mission meeting since until",
    lists.FIGURE,
)
def figures(dataset: Dataset, asked: Filters) -> Answer:
    found = queries.rows(dataset, ("figure",), asked)
    return Answer(found, lists.figures, "figure")


@_command(
    "Find statements by their words, the best match first.",
    "search gender parity --mission MINUSMA",
    "words within mission meeting addressee since until",
    lambda own: hits.hit_columns(names.searched_kinds(own["within"])),
)
def search(dataset: Dataset, asked: Filters, words: Sequence[str], within: Sequence[str] | None) -> Answer:
    from wps_cli.search.index import Corpus
    from wps_cli.search.ranking import Query, search
    from wps_cli.search.thesaurus import Thesaurus

    kinds, text = names.searched_kinds(within), " ".join(words)
    query, corpus = Query.of(text, dataset, Thesaurus(dataset)), Corpus(queries.rows(dataset))
    everywhere = search(query, corpus, asked.admit_all)
    found = [hit for hit in everywhere.hits if hit.row.entry.kind in kinds]
    if not {"AND", "OR", "NOT"}.isdisjoint(words):
        streams.note("AND, OR and NOT are taken for words: rows are ranked by how many of the words they have")
    if found and not any(hit.has_all for hit in found):
        streams.note(f"no {'row' if len(kinds) > 1 else kinds[0]} has all these words; the nearest are shown")
    told = hits.besides(
        text,
        found,
        everywhere,
        kinds if within is None else ROW_KINDS,
        corpus.vocabulary if everywhere.unknown else (),
        dataset,
    )
    return Answer(
        found,
        lambda some: hits.hits(some, queries.qualifying(dataset, [hit.row for hit in some])),
        nothing=told.nothing,
        if_empty=ExitStatus.NOTHING,
        beside=told.beside,
        notes=told.notes,
    )


@_command("Show one row or one meeting whole.", "show mali-2017/follow-up", "id", PAGE)
def show(dataset: Dataset, _: Filters, id: str) -> Page:
    from wps_cli.views import pages

    return pages.show(dataset, queries.find(dataset, id))


@_command("Read the letter itself, paragraph by paragraph.", "read mali-2017", "of_meeting", PAGE)
def read(dataset: Dataset, _: Filters, of_meeting: str) -> Page:
    from wps_cli.views import pages

    wanted = names.one_of("meeting", of_meeting, names.meetings(dataset))
    return pages.read(dataset, next(one for one in dataset.meetings if one.id == wanted))


@_command(
    "Prepare the page to take into the room.",
    "brief MINUSMA --format markdown > minusma.md",
    "one_place also_kind whole quotes since until",
    PAGE,
)
def brief(
    dataset: Dataset,
    asked: Filters,
    one_place: Sequence[str],
    also_kind: Sequence[str] | None,
    *,
    whole: bool,
    quotes: bool,
) -> Page:
    from wps_cli.views import briefing

    more = names.kinds(also_kind, ROW_KINDS, default=briefing.USUAL_KINDS)
    place = names.find_place(dataset, " ".join(one_place))
    return briefing.brief(dataset, place, asked, more, whole=whole, quotes=quotes)


@_command("Show the dated events in order.", "timeline Mali --since 2016", "place mission since until", lists.EVENT)
def timeline(dataset: Dataset, asked: Filters) -> Answer:
    found = queries.timeline(dataset, asked)
    return Answer(found, lists.timeline, "dated event")


@_command("Print citations, one a line.", "cite mali-2017/follow-up wpa-2016 --format csl-json", "ids cited_as data")
def cite(ids: Sequence[str], cited_as: str | None, data: str | None) -> None:
    from wps_cli.views import citations

    asked = names.one_of("format", "text" if cited_as is None else cited_as, ("text", "csl-json"))
    dataset = load(data)
    found = [queries.find(dataset, id) for id in ids]
    pager.write(citations.cited(found, as_csl=asked == "csl-json"), machine=asked != "text")


@_command("Report every problem of the data file.", "check --sources letters/", "file sources data")
def check(file: str | None, sources: str | None, data: str | None) -> None:
    from wps_cli.check.proof import check

    problems, notes, proved = check(data_path(data if file is None else file), sources)
    for note in filter(None, (*notes, proved)):
        streams.note(note)
    if problems:
        pager.write("".join(f"{problem}\n" for problem in problems), machine=False)
        raise typer.Exit(ExitStatus.NOTHING)


@_command(
    "Draft the block of a new meeting from its letter's text.",
    "draft tests/data/made-letter.txt --id mali-2031 > mali-2031.toml",
    "letter id=new_id data",
)
def draft(letter: str, id: str | None, data: str | None) -> None:
    from wps_cli.check.draft import draft

    if letter == data_path(data) == "-":
        raise UsageError("- names both the letter and the data file", hint="name one of the two by its path")
    pager.write(draft(letter, id, load(data)), machine=True)


@_command("Print the JSON Schema of the data file, for editors.", "schema > data/meetings.schema.json", "data")
def schema(data: str | None) -> None:
    from wps_cli.dataset.schema import json_schema

    pager.write(json_schema(load(data)), machine=True)


@_command("Print the script that teaches a shell to complete wps.", "completion bash", "shell")
def completion(shell: str | None) -> None:
    from wps_cli.cli.completion import SHELLS
    from wps_cli.package import packaged

    name = (shell or os.environ.get("SHELL") or "(none)").rpartition("/")[2].lower()
    if name not in SHELLS:
        raise UsageError(f"unknown shell {name!r}", hint=f"valid: {', '.join(SHELLS)}")
    streams.write(packaged("cli", f"completion.{name}").decode(), machine=True)


@_command("Show the help of a command.", "help brief", "command")
def help(command: str | None) -> None:
    group: Any = typer.main.get_command(app)
    group.main(args=[*([] if command is None else [command]), "--help"], prog_name="wps")


def only_what_is_asked(arguments: Sequence[str]) -> typer.Typer:
    """The app with the one command that the arguments name; with all of them where help needs them.

    Typer builds every command with all its options at each start: the others would cost as much as reading the data.
    """
    asked = [one for one in app.registered_commands if one.callback and [one.callback.__name__] == list(arguments[:1])]
    if asked and arguments[0] != "help":
        app.registered_commands = asked
    return app
