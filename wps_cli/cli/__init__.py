"""The commands: each loads, queries, makes a view and prints it, in a few lines."""

import os
from collections.abc import Sequence
from typing import Annotated

import typer

from wps_cli import queries, streams, views
from wps_cli.cli import completion
from wps_cli.cli import options as opt
from wps_cli.cli.options import Output
from wps_cli.cli.program import Program
from wps_cli.errors import ExitStatus
from wps_cli.loading import data_path, load
from wps_cli.model import Dataset
from wps_cli.queries import Filters

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


def _filters(
    dataset: Dataset,
    mission: str | None = None,
    meeting: str | None = None,
    since: str | None = None,
    until: str | None = None,
    theme: str | None = None,
    addressee: str | None = None,
) -> Filters:
    """The filters that the options ask for, each checked against what the data holds."""
    if meeting is not None:
        queries.one_of("meeting", meeting, (one.id for one in dataset.meetings))
    if theme is not None:
        queries.one_of("theme", theme, queries.themes(dataset))
    if addressee is not None:
        queries.one_of(
            "addressee", addressee, queries.addressees(dataset), fits=lambda name: queries.names(name, addressee)
        )
    return Filters(
        queries.find_place(dataset, mission) if mission is not None else None,
        meeting,
        opt.day(since, "--since"),
        opt.day(until, "--until"),
        theme,
        addressee,
    )


@app.command(epilog="Example: wps meetings --country Mali")
def meetings(
    mission: opt.MissionOption = None,
    country: opt.Country = None,
    since: opt.Since = None,
    until: opt.Until = None,
    data: opt.Data = None,
    format: opt.FormatName = None,
    json: opt.Json = False,
    fields: opt.Fields = None,
    limit: opt.Limit = None,
) -> None:
    """List the meetings."""
    output = Output.of(format, json, fields, limit)
    dataset = load(data)
    filters = _filters(dataset, mission, since=since, until=until)
    found = queries.meetings(dataset, filters, queries.find_country(dataset, country) if country else None)
    output.list(views.meetings(output.cap(found)))


@app.command(epilog="Example: wps missions")
def missions(
    data: opt.Data = None,
    format: opt.FormatName = None,
    json: opt.Json = False,
    fields: opt.Fields = None,
    limit: opt.Limit = None,
) -> None:
    """List the missions, with how much is recorded on each."""
    output = Output.of(format, json, fields, limit)
    output.list(views.missions(output.cap(queries.mission_summaries(load(data)))))


@app.command(epilog="Example: wps challenges UNMISS --json")
def challenges(
    mission: opt.Mission = None,
    meeting: opt.Meeting = None,
    since: opt.Since = None,
    until: opt.Until = None,
    data: opt.Data = None,
    format: opt.FormatName = None,
    json: opt.Json = False,
    fields: opt.Fields = None,
    limit: opt.Limit = None,
) -> None:
    """Show the challenges reported for a mission."""
    output = Output.of(format, json, fields, limit)
    dataset = load(data)
    kinds = ("challenge",)
    found = queries.rows(dataset, kinds, _filters(dataset, mission, meeting, since, until))
    output.list(views.records(output.cap(found), kinds))


@app.command(epilog='Example: wps recommendations MINUSMA --addressee "Security Council"')
def recommendations(
    mission: opt.Mission = None,
    addressee: opt.Addressee = None,
    meeting: opt.Meeting = None,
    since: opt.Since = None,
    until: opt.Until = None,
    data: opt.Data = None,
    format: opt.FormatName = None,
    json: opt.Json = False,
    fields: opt.Fields = None,
    limit: opt.Limit = None,
) -> None:
    """Show the recommendations, with label and addressee."""
    output = Output.of(format, json, fields, limit)
    dataset = load(data)
    kinds = ("recommendation",)
    found = queries.rows(dataset, kinds, _filters(dataset, mission, meeting, since, until, addressee=addressee))
    output.list(views.records(output.cap(found), kinds))


@app.command(epilog="Example: wps records Somalia --kind opportunity --theme justice")
def records(
    mission: opt.Mission = None,
    kind: opt.Kinds = None,
    theme: opt.Theme = None,
    meeting: opt.Meeting = None,
    since: opt.Since = None,
    until: opt.Until = None,
    data: opt.Data = None,
    format: opt.FormatName = None,
    json: opt.Json = False,
    fields: opt.Fields = None,
    limit: opt.Limit = None,
) -> None:
    """Show records of any kind."""
    output = Output.of(format, json, fields, limit)
    kinds = queries.record_kinds(kind or ())
    dataset = load(data)
    found = queries.rows(dataset, kinds, _filters(dataset, mission, meeting, since, until, theme))
    output.list(views.records(output.cap(found), kinds))


@app.command(epilog="Example: wps staffing MINUSMA --against 40")
def staffing(
    mission: opt.Missions = None,
    against: Annotated[
        str | None, typer.Option("--against", metavar="PERCENT", help="The target, instead of parity (50).")
    ] = None,
    meeting: opt.Meeting = None,
    since: opt.Since = None,
    until: opt.Until = None,
    data: opt.Data = None,
    format: opt.FormatName = None,
    json: opt.Json = False,
    fields: opt.Fields = None,
    limit: opt.Limit = None,
) -> None:
    """Compare women's share of the staff by category, mission and meeting, with the gap to parity."""
    from wps_cli import comparison, staffing_views

    output = Output.of(format, json, fields, limit)
    target = comparison.PARITY if against is None else opt.percent(against)
    dataset = load(data)
    filters = _filters(dataset, None, meeting, since, until)
    places = [queries.find_place(dataset, name) for name in mission or ()]
    held = queries.staffing(dataset, filters, places)
    for name, place in zip(mission or (), places, strict=False):
        if not any(map(place.holds, held)):
            streams.note(f"no staffing figures for {name}")
    found = output.cap(held)
    output.list(staffing_views.staffing(found, comparison.compare_staffing(found, target), target))


@app.command(epilog="Example: wps figures Mali")
def figures(
    mission: opt.Mission = None,
    meeting: opt.Meeting = None,
    since: opt.Since = None,
    until: opt.Until = None,
    data: opt.Data = None,
    format: opt.FormatName = None,
    json: opt.Json = False,
    fields: opt.Fields = None,
    limit: opt.Limit = None,
) -> None:
    """Show every number that is not staffing."""
    output = Output.of(format, json, fields, limit)
    dataset = load(data)
    found = queries.rows(dataset, ("figure",), _filters(dataset, mission, meeting, since, until))
    output.list(views.figures(output.cap(found)))


@app.command(epilog='Example: wps search "gender parity" --mission MINUSMA')
def search(
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
    data: opt.Data = None,
    format: opt.FormatName = None,
    json: opt.Json = False,
    fields: opt.Fields = None,
    limit: opt.Limit = None,
) -> None:
    """Find recommendations by their words, the best match first."""
    from wps_cli.corpus import Corpus
    from wps_cli.search import Query, search

    output = Output.of(format, json, fields, limit)
    kinds = queries.searched_kinds(within or ())
    dataset = load(data)
    asked = Query.of(query, dataset)
    filters = _filters(dataset, mission, meeting, since, until, addressee=addressee)
    corpus = Corpus(queries.rows(dataset))
    answer = search(asked, corpus, lambda row: filters.admit_all(row) and row.entry.kind in kinds)
    if answer.is_partial:
        streams.note("no row has all these words; the nearest are shown")
    if not answer.hits and not within:
        elsewhere = search(asked, corpus, filters.admit_all).hits
        if elsewhere:
            others = views.plural(len(elsewhere), "row of another kind matches", "rows of other kinds match")
            streams.note(f"no recommendation matches, but {others}: add --in all")
    output.list(views.hits(output.cap(answer.hits), kinds))
    if not answer.hits:
        raise typer.Exit(ExitStatus.NOTHING)


@app.command(epilog="Example: wps show mali-2017")
def show(
    id: Annotated[
        str,
        typer.Argument(metavar="ID", help="Of a row or a meeting.", autocompletion=completion.ids, show_default=False),
    ],
    data: opt.Data = None,
    format: opt.FormatName = None,
    json: opt.Json = False,
) -> None:
    """Show one row or one meeting whole, with its citation and what stands around it."""
    from wps_cli import pages

    output = Output.of(format, json)
    dataset = load(data)
    output.page(pages.show(dataset, queries.find(dataset, id)))


@app.command(epilog="Example: wps brief MINUSMA --format markdown > minusma.md")
def brief(
    mission: Annotated[
        str,
        typer.Argument(
            metavar="MISSION", help=opt.MISSION_HELP, autocompletion=completion.missions, show_default=False
        ),
    ],
    kind: opt.RowKinds = None,
    quotes: Annotated[bool, typer.Option("--quotes", help="With the words of the letters.")] = False,
    since: opt.Since = None,
    until: opt.Until = None,
    data: opt.Data = None,
    format: opt.FormatName = None,
    json: opt.Json = False,
) -> None:
    """Prepare the briefing page for a mission: what was said, staffing, dates, each line with its source."""
    from wps_cli import briefing

    output = Output.of(format, json)
    kinds = queries.briefing_kinds(kind or ())
    dataset = load(data)
    output.page(briefing.brief(dataset, _filters(dataset, mission, since=since, until=until), kinds, quotes=quotes))


@app.command(epilog="Example: wps timeline Mali --since 2016")
def timeline(
    mission: opt.Mission = None,
    since: opt.Since = None,
    until: opt.Until = None,
    data: opt.Data = None,
    format: opt.FormatName = None,
    json: opt.Json = False,
    fields: opt.Fields = None,
    limit: opt.Limit = None,
) -> None:
    """Show the dated events in order, meetings and letters among them."""
    output = Output.of(format, json, fields, limit)
    dataset = load(data)
    found = queries.timeline(dataset, _filters(dataset, mission, since=since, until=until))
    output.list(views.timeline(output.cap(found)))


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
    from wps_cli import checking

    problems, notes = checking.check(data_path(file or data), sources)
    for note in notes:
        streams.note(note)
    if problems:
        streams.write("".join(f"{problem}\n" for problem in problems), machine=False)
        raise typer.Exit(ExitStatus.NOTHING)


@app.command(epilog="Example: wps schema > data/meetings.schema.json")
def schema() -> None:
    """Print the JSON Schema of the data file, for editors."""
    from wps_cli.schema import json_schema

    streams.write(json_schema(), machine=True)


def only_what_is_asked(arguments: Sequence[str]) -> typer.Typer:
    """The app with the one command that the arguments name; with all of them where help or completion needs them.

    Typer builds every command with all its options at each start: the others would cost as much as reading the data.
    """
    asked = [one for one in app.registered_commands if one.callback and [one.callback.__name__] == list(arguments[:1])]
    if asked and "_WPS_COMPLETE" not in os.environ:
        app.registered_commands = asked
    return app
