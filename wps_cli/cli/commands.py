"""The commands: each puts its question to the data and gives the view of the answer, in a few lines."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer

from wps_cli import __version__, streams
from wps_cli.cli import options as opt
from wps_cli.cli.answering import Answer, as_list, as_page
from wps_cli.cli.program import Command, Program
from wps_cli.dataset.loading import data_path, load, version_of_data
from wps_cli.dataset.model import KINDS, ROW_KINDS, Dataset
from wps_cli.errors import ExitStatus
from wps_cli.queries import names
from wps_cli.queries import rows as queries
from wps_cli.queries.names import ALL
from wps_cli.queries.rows import Filters
from wps_cli.render.report import Page, Report
from wps_cli.views import lists, wording

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


def _command(help: str, example: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a command with its help, which stays where Python drops docstrings (-OO)."""
    return app.command(cls=Command, help=help, epilog=f"Example: wps {example}")


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


@_command("List the meetings.", "meetings --country Mali")
@as_list(lists.MEETING, "place", "mission", "since", "until")
def meetings(
    dataset: Dataset,
    asked: Filters,
    country: Annotated[
        str | None, typer.Option("--country", metavar="COUNTRY", help="Only on this country, or with its mission.")
    ] = None,
) -> Answer:
    where = None if country is None else names.find_place(dataset, country)
    found = queries.meeting_summaries(dataset, queries.meetings(dataset, asked, where))
    return Answer(found, lambda some: lists.meetings(some, dataset), lambda: wording.nothing("meeting", asked, dataset))


@_command("List the missions, with how much is recorded on each.", "missions")
@as_list(lists.MISSION)
def missions(dataset: Dataset, _: Filters) -> Answer:
    found = queries.mission_summaries(dataset)
    return Answer(found, lists.missions, lambda: "This file holds no mission.")


def _rows(dataset: Dataset, kinds: Sequence[str], asked: Filters) -> Answer:
    def view(rows: Sequence[queries.Row]) -> Report:
        return lists.records(rows, kinds, queries.qualifying(dataset, rows), of_one_place=asked.place is not None)

    noun = kinds[0] if len(kinds) == 1 else "statement"
    return Answer(queries.rows(dataset, kinds, asked), view, lambda: wording.nothing(noun, asked, dataset))


@_command("Show the challenges reported for a mission.", "challenges UNMISS --json")
@as_list(lists.RECORD, "place", "mission", "meeting", "theme", "speaker", "since", "until")
def challenges(dataset: Dataset, asked: Filters) -> Answer:
    return _rows(dataset, ("challenge",), asked)


@_command("Show the recommendations, with label and addressee.", "recommendations MINUSMA --addressee council")
@as_list(lists.RECORD, "place", "mission", "addressee", "meeting", "theme", "since", "until")
def recommendations(dataset: Dataset, asked: Filters) -> Answer:
    return _rows(dataset, ("recommendation",), asked)


def _record_kinds(given: Sequence[str] | None) -> tuple[str, ...]:
    return names.kinds(given, (ALL, *ROW_KINDS), default=KINDS)


@_command("Show rows of any kind.", "records Somalia --kind opportunity --theme justice")
@as_list(
    lambda own: lists.row_columns(_record_kinds(own["kind"])),
    "place", "mission", "theme", "speaker", "addressee", "meeting", "since", "until",
)  # fmt: skip
def records(dataset: Dataset, asked: Filters, kind: opt.Kinds = None) -> Answer:
    return _rows(dataset, _record_kinds(kind), asked)


@_command("Compare women's share of personnel by category, mission and time.", "staffing MINUSMA --against 40")
@as_list(lambda own: lists.staffing_columns(opt.percent(own["against"])), "meeting", "since", "until")
def staffing(
    dataset: Dataset,
    asked: Filters,
    places: Annotated[
        list[str] | None,
        typer.Argument(metavar="[MISSION]...", show_default=False, help="Acronyms, names, countries or other names."),
    ] = None,
    mission: Annotated[
        list[str] | None, typer.Option("--mission", metavar="MISSION", help="The same; may be repeated.")
    ] = None,
    against: Annotated[
        str | None, typer.Option("--against", metavar="PERCENT", help="The target, instead of parity (50).")
    ] = None,
) -> Answer:
    from wps_cli.views.staffing import staffing as view

    found_places = names.find_places(dataset, places or (), mission or ())
    held = queries.staffing(dataset, asked, found_places)
    without = [one.name for one in found_places if not any(queries.concerns(row, one) for row in held)]
    for name in without if held else ():
        streams.note(f"no share of women is recorded for {name}")
    of = names.listed([one.name for one in found_places])
    return Answer(
        held,
        lambda rows: view(rows, opt.percent(against), without),
        lambda: wording.nothing("share of women", asked, dataset, of),
    )


@_command("Show every number that is not a share of personnel.", "figures Mali")
@as_list(lists.FIGURE, "place", "mission", "meeting", "since", "until")
def figures(dataset: Dataset, asked: Filters) -> Answer:
    found = queries.rows(dataset, ("figure",), asked)
    return Answer(found, lists.figures, lambda: wording.nothing("figure", asked, dataset))


@_command("Find statements by their words, the best match first.", "search gender parity --mission MINUSMA")
@as_list(
    lambda own: lists.hit_columns(names.searched_kinds(own["within"])),
    "mission", "meeting", "addressee", "since", "until",
)  # fmt: skip
def search(
    dataset: Dataset,
    asked: Filters,
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS", help="In any order; misspelt ones are found too.", show_default=False),
    ],
    within: Annotated[
        list[str] | None,
        typer.Option("--in", metavar="KIND", help="Search this kind, not recommendations; or all. May be repeated."),
    ] = None,
) -> Answer:
    from wps_cli.search.index import Corpus
    from wps_cli.search.ranking import Query, search

    kinds = names.searched_kinds(within)
    query = Query.of(" ".join(words), dataset)
    corpus = Corpus(queries.rows(dataset))
    answer = search(query, corpus, lambda row: asked.admit_all(row) and row.entry.kind in kinds)
    if answer.is_partial:
        streams.note("no row has all these words; the nearest are shown")
    if not answer.hits and not within:
        elsewhere = search(query, corpus, asked.admit_all).hits
        if elsewhere:
            others = wording.plural(len(elsewhere), "row of another kind matches", "rows of other kinds match")
            streams.note(f"no recommendation matches, but {others}: add --in all")
    return Answer(
        answer.hits,
        lambda hits: lists.hits(hits, queries.qualifying(dataset, [hit.row for hit in hits])),
        lambda: "Nothing found.",
        if_empty=ExitStatus.NOTHING,
    )


@_command("Show one row or one meeting whole, with its paragraph and citation.", "show mali-2017/follow-up")
@as_page()
def show(
    dataset: Dataset,
    _: Filters,
    id: Annotated[
        str, typer.Argument(metavar="ID", help="Of a row or a meeting; its unique end will do.", show_default=False)
    ],
) -> Page:
    from wps_cli.views import pages

    return pages.show(dataset, queries.find(dataset, id))


@_command("Read the letter itself, paragraph by paragraph, each with its rows.", "read mali-2017")
@as_page()
def read(
    dataset: Dataset,
    _: Filters,
    meeting: Annotated[str, typer.Argument(metavar="MEETING", help="The id of the meeting.", show_default=False)],
) -> Page:
    from wps_cli.views import pages

    wanted = names.one_of("meeting", meeting, names.meetings(dataset))
    return pages.read(dataset, next(one for one in dataset.meetings if one.id == wanted))


@_command("Prepare the page to take into the room.", "brief MINUSMA --format markdown > minusma.md")
@as_page("since", "until")
def brief(
    dataset: Dataset,
    asked: Filters,
    mission: Annotated[
        list[str], typer.Argument(metavar="MISSION", help="Acronym, name, country or other name.", show_default=False)
    ],
    kind: Annotated[
        list[str] | None, typer.Option("--kind", metavar="KIND", help="This kind of row, too; may be repeated.")
    ] = None,
    whole: Annotated[bool, typer.Option("--all", help="Every kind of row, and the dates.")] = False,
    quotes: Annotated[bool, typer.Option("--quotes", help="With the words of the letters.")] = False,
) -> Page:
    from wps_cli.views import briefing

    more = names.kinds(kind, ROW_KINDS, default=briefing.USUAL_KINDS)
    place = names.find_place(dataset, " ".join(mission))
    return briefing.brief(dataset, place, asked, more, whole=whole, quotes=quotes)


@_command("Show the dated events in order, meetings and letters among them.", "timeline Mali --since 2016")
@as_list(lists.EVENT, "place", "mission", "since", "until")
def timeline(dataset: Dataset, asked: Filters) -> Answer:
    found = queries.timeline(dataset, asked)
    return Answer(found, lists.timeline, lambda: wording.nothing("dated event", asked, dataset))


@_command("Print citations, one a line.", "cite mali-2017/follow-up wpa-2016 --format csl-json > sources.json")
def cite(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Of rows or meetings.", show_default=False)],
    format: Annotated[
        str | None, typer.Option("--format", "-f", metavar="FORMAT", help="text, or csl-json for reference managers.")
    ] = None,
    data: opt.Data = None,
) -> None:
    from wps_cli.views import citations

    asked = names.one_of("format", format or "text", ("text", "csl-json"))
    dataset = load(data)
    found = [queries.find(dataset, id) for id in ids]
    streams.write(citations.cited(found, as_csl=asked == "csl-json"), machine=asked != "text")


@_command("Report every problem of the data file, each with its line and remedy.", "check --sources letters/")
def check(
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help="The data file, before --data.", show_default=False)
    ] = None,
    sources: Annotated[
        str | None,
        typer.Option("--sources", metavar="DIR", help="Prove every paragraph against the letters in this folder."),
    ] = None,
    data: opt.Data = None,
) -> None:
    from wps_cli.check.problems import check

    found = check(data_path(data if file is None else file), sources)
    for note in (*found.notes, found.proved):
        if note:
            streams.note(note)
    if found.problems:
        streams.write("".join(f"{problem}\n" for problem in found.problems), machine=False)
        raise typer.Exit(ExitStatus.NOTHING)


@_command(
    "Draft the block of a new meeting from its letter's text.",
    "draft tests/data/made-letter.txt --id mali-2031 > mali-2031.toml",
)
def draft(
    letter: Annotated[
        str, typer.Argument(metavar="LETTER", help="The letter's text; - reads stdin.", show_default=False)
    ],
    id: Annotated[str | None, typer.Option("--id", metavar="ID", help="The new meeting's id: mali-2018.")] = None,
    data: opt.Data = None,
) -> None:
    from wps_cli.check.draft import draft
    from wps_cli.errors import UsageError

    if letter == data_path(data) == "-":
        raise UsageError("- names both the letter and the data file", hint="name one of the two by its path")
    streams.write(draft(letter, id, load(data)), machine=True)


@_command("Print the JSON Schema of the data file, for editors.", "schema > data/meetings.schema.json")
def schema(data: opt.Data = None) -> None:
    from wps_cli.dataset.schema import json_schema

    streams.write(json_schema(load(data)), machine=True)


@_command("Show the help of a command.", "help brief")
def help(
    ctx: typer.Context,
    command: Annotated[str | None, typer.Argument(metavar="[COMMAND]", show_default=False)] = None,
) -> None:
    parent: Any = ctx.parent
    line = [] if command is None else [command]
    parent.command.main(args=[*line, "--help"], prog_name="wps")


def only_what_is_asked(arguments: Sequence[str]) -> typer.Typer:
    """The app with the one command that the arguments name; with all of them where help needs them.

    Typer builds every command with all its options at each start: the others would cost as much as reading the data.
    """
    asked = [one for one in app.registered_commands if one.callback and [one.callback.__name__] == list(arguments[:1])]
    if asked and arguments[0] != "help":
        app.registered_commands = asked
    return app
