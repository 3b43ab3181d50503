"""The commands: each puts its question to the data of a request and gives the view of the answer, in a few lines."""

import os
from collections.abc import Sequence
from typing import Annotated

import typer

from wps_cli import streams
from wps_cli.cli import completion
from wps_cli.cli import options as opt
from wps_cli.cli.answering import Answer, as_list, as_page, filters
from wps_cli.cli.program import Program
from wps_cli.dataset.loading import data_path, load
from wps_cli.dataset.model import KINDS, ROW_KINDS, Dataset
from wps_cli.errors import ExitStatus
from wps_cli.queries import names
from wps_cli.queries import rows as queries
from wps_cli.queries.rows import Filters
from wps_cli.render.report import Page, Report
from wps_cli.views import lists as views
from wps_cli.views import wording

app = typer.Typer(
    cls=Program,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

SHORT_HELP = """\
wps looks up what the Informal Expert Group on Women and Peace and Security heard, word for word.

  wps challenges MINUSMA        the challenges reported for a mission
  wps search "gender parity"    the recommendations that speak of it

All commands: wps --help
"""


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        streams.write(f"wps {version('wps-ieg')}, data of {load(None).version}\n", machine=False)
        raise typer.Exit


@app.callback(invoke_without_command=True)
def wps(
    ctx: typer.Context,
    _: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the program's and the data's version."),
    ] = False,
) -> None:
    """Look up the meetings of the Informal Expert Group on Women and Peace and Security.

    Exact wording, exact numbers and a citation for each, offline. Options stand after the command.
    """
    if ctx.invoked_subcommand is None:
        streams.write(SHORT_HELP, machine=False)


@app.command(epilog="Example: wps meetings --country Mali")
@as_list(views.MEETING)
def meetings(
    dataset: Dataset,
    mission: opt.MissionOption = None,
    country: opt.Country = None,
    since: opt.Since = None,
    until: opt.Until = None,
) -> Answer:
    """List the meetings."""
    where = names.find_place(dataset, country) if country else None
    found = queries.meetings(dataset, filters(dataset, mission, since=since, until=until), where)
    return Answer(queries.meeting_summaries(dataset, found), views.meetings)


@app.command(epilog="Example: wps missions")
@as_list(views.MISSION)
def missions(dataset: Dataset) -> Answer:
    """List the missions, with how much is recorded on each."""
    return Answer(queries.mission_summaries(dataset), views.missions)


def _records(dataset: Dataset, kinds: Sequence[str], asked: Filters) -> Answer:
    of_one_place = asked.place is not None

    def view(rows: Sequence[queries.Row]) -> Report:
        return views.records(rows, kinds, queries.qualifying(dataset, rows), of_one_place=of_one_place)

    return Answer(queries.rows(dataset, kinds, asked), view)


@app.command(epilog="Example: wps challenges UNMISS --json")
@as_list(views.RECORD)
def challenges(
    dataset: Dataset,
    mission: opt.Mission = None,
    meeting: opt.Meeting = None,
    since: opt.Since = None,
    until: opt.Until = None,
) -> Answer:
    """Show the challenges reported for a mission."""
    return _records(dataset, ("challenge",), filters(dataset, mission, meeting, since, until))


@app.command(epilog='Example: wps recommendations MINUSMA --addressee "Security Council"')
@as_list(views.RECORD)
def recommendations(
    dataset: Dataset,
    mission: opt.Mission = None,
    addressee: opt.Addressee = None,
    meeting: opt.Meeting = None,
    since: opt.Since = None,
    until: opt.Until = None,
) -> Answer:
    """Show the recommendations, with label and addressee."""
    asked = filters(dataset, mission, meeting, since, until, addressee=addressee)
    return _records(dataset, ("recommendation",), asked)


@app.command(epilog="Example: wps records Somalia --kind opportunity --theme justice")
@as_list(views.RECORD)
def records(
    dataset: Dataset,
    mission: opt.Mission = None,
    kind: opt.Kinds = None,
    theme: opt.Theme = None,
    meeting: opt.Meeting = None,
    since: opt.Since = None,
    until: opt.Until = None,
) -> Answer:
    """Show records of any kind."""
    kinds = names.kinds(kind, KINDS, default=KINDS)
    return _records(dataset, kinds, filters(dataset, mission, meeting, since, until, theme))


@app.command(epilog="Example: wps staffing MINUSMA --against 40")
@as_list(lambda own: views.staffing_columns(opt.percent(own["against"])))
def staffing(
    dataset: Dataset,
    mission: opt.Missions = None,
    against: Annotated[
        str | None, typer.Option("--against", metavar="PERCENT", help="The target, instead of parity (50).")
    ] = None,
    meeting: opt.Meeting = None,
    since: opt.Since = None,
    until: opt.Until = None,
) -> Answer:
    """Compare women's share of the staff by category, mission and meeting, with the gap to parity."""
    from wps_cli.views import staffing as staffing_views

    target = opt.percent(against)
    places = [names.find_place(dataset, name) for name in mission or ()]
    held = queries.staffing(dataset, filters(dataset, None, meeting, since, until), places)
    without = [place.name for place in places if not any(place.is_among(row.missions, row.countries) for row in held)]
    for name in without if held else ():
        streams.note(f"no share of women is recorded for {name}")
    return Answer(held, lambda rows: staffing_views.staffing(rows, target, without))


@app.command(epilog="Example: wps figures Mali")
@as_list(views.FIGURE)
def figures(
    dataset: Dataset,
    mission: opt.Mission = None,
    meeting: opt.Meeting = None,
    since: opt.Since = None,
    until: opt.Until = None,
) -> Answer:
    """Show every number that is not staffing."""
    return Answer(queries.rows(dataset, ("figure",), filters(dataset, mission, meeting, since, until)), views.figures)


@app.command(epilog='Example: wps search "gender parity" --mission MINUSMA')
@as_list(lambda own: views.hit_columns(names.searched_kinds(own["within"])))
def search(
    dataset: Dataset,
    query: Annotated[
        str,
        typer.Argument(metavar="QUERY", help="Words, in any order; misspelt ones are found too.", show_default=False),
    ],
    within: Annotated[
        list[str] | None,
        typer.Option(
            "--in",
            metavar="KIND",
            help="Search this kind, or all; may be repeated.",
            autocompletion=completion.row_kinds,
        ),
    ] = None,
    mission: opt.MissionOption = None,
    meeting: opt.Meeting = None,
    addressee: opt.Addressee = None,
    since: opt.Since = None,
    until: opt.Until = None,
) -> Answer:
    """Find recommendations by their words, the best match first."""
    from wps_cli.search.index import Corpus
    from wps_cli.search.ranking import Query, search

    kinds = names.searched_kinds(within)
    asked = Query.of(query, dataset)
    wanted = filters(dataset, mission, meeting, since, until, addressee=addressee)
    corpus = Corpus(queries.rows(dataset))
    answer = search(asked, corpus, lambda row: wanted.admit_all(row) and row.entry.kind in kinds)
    if answer.is_partial:
        streams.note("no row has all these words; the nearest are shown")
    if not answer.hits and not within:
        elsewhere = search(asked, corpus, wanted.admit_all).hits
        if elsewhere:
            others = wording.plural(len(elsewhere), "row of another kind matches", "rows of other kinds match")
            streams.note(f"no recommendation matches, but {others}: add --in all")
    return Answer(
        answer.hits,
        lambda hits: views.hits(hits, queries.qualifying(dataset, [hit.row for hit in hits])),
        if_empty=ExitStatus.NOTHING,
    )


@app.command(epilog="Example: wps show mali-2017")
@as_page
def show(
    dataset: Dataset,
    id: Annotated[
        str,
        typer.Argument(metavar="ID", help="Of a row or a meeting.", autocompletion=completion.ids, show_default=False),
    ],
) -> Page:
    """Show one row or one meeting whole, with its citation and what stands around it."""
    from wps_cli.views import pages

    return pages.show(dataset, queries.find(dataset, id))


@app.command(epilog="Example: wps read mali-2017")
@as_page
def read(
    dataset: Dataset,
    meeting: Annotated[
        str,
        typer.Argument(metavar="MEETING", help="Its id.", autocompletion=completion.meetings, show_default=False),
    ],
) -> Page:
    """Read the letter itself, paragraph by paragraph, each with the ids of its rows."""
    from wps_cli.views import pages

    wanted = names.one_of("meeting", meeting, names.meetings(dataset))
    return pages.read(dataset, next(one for one in dataset.meetings if one.id == wanted))


@app.command(epilog="Example: wps brief MINUSMA --format markdown > minusma.md")
@as_page
def brief(
    dataset: Dataset,
    mission: Annotated[
        str,
        typer.Argument(
            metavar="MISSION", help=opt.MISSION_HELP, autocompletion=completion.missions, show_default=False
        ),
    ],
    kind: opt.RowKinds = None,
    whole: Annotated[bool, typer.Option("--all", help="With every kind of row, and the dates.")] = False,
    quotes: Annotated[bool, typer.Option("--quotes", help="With the words of the letters.")] = False,
    since: opt.Since = None,
    until: opt.Until = None,
) -> Page:
    """Prepare the briefing page for a mission: what was said, staffing, dates, each line with its source."""
    from wps_cli.views import briefing

    more = names.kinds(kind, ROW_KINDS, default=briefing.USUAL_KINDS)
    place = names.find_place(dataset, mission)
    asked = filters(dataset, since=since, until=until)
    return briefing.brief(dataset, place, asked, more, whole=whole, quotes=quotes)


@app.command(epilog="Example: wps timeline Mali --since 2016")
@as_list(views.EVENT)
def timeline(
    dataset: Dataset,
    mission: opt.Mission = None,
    since: opt.Since = None,
    until: opt.Until = None,
) -> Answer:
    """Show the dated events in order, meetings and letters among them."""
    found = queries.timeline(dataset, filters(dataset, mission, since=since, until=until))
    return Answer(found, views.timeline)


@app.command(epilog="Example: wps check data/meetings.toml --sources letters/")
def check(
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help="The data file, before --data.", show_default=False)
    ] = None,
    sources: Annotated[
        str | None,
        typer.Option("--sources", metavar="DIR", help="Prove every quote against the letters in this folder."),
    ] = None,
    data: opt.Data = None,
) -> None:
    """Report every problem of the data file, each with its line and what to do."""
    from wps_cli.check.problems import check

    found = check(data_path(data if file is None else file), sources)
    for note in found.notes:
        streams.note(note)
    if found.proved:
        streams.note(found.proved)
    if found.problems:
        streams.write("".join(f"{problem}\n" for problem in found.problems), machine=False)
        raise typer.Exit(ExitStatus.NOTHING)


@app.command(epilog="Example: wps schema > data/meetings.schema.json")
def schema() -> None:
    """Print the JSON Schema of the data file, for editors."""
    from wps_cli.dataset.schema import json_schema

    streams.write(json_schema(), machine=True)


def only_what_is_asked(arguments: Sequence[str]) -> typer.Typer:
    """The app with the one command that the arguments name; with all of them where help or completion needs them.

    Typer builds every command with all its options at each start: the others would cost as much as reading the data.
    """
    asked = [one for one in app.registered_commands if one.callback and [one.callback.__name__] == list(arguments[:1])]
    if asked and "_WPS_COMPLETE" not in os.environ:
        app.registered_commands = asked
    return app
