"""Completion: the script that a shell loads, and what it is offered when it asks `wps --complete SHELL LINE`."""

import os
import re
import shlex
import signal
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from wps_cli import streams
from wps_cli.dataset.loading import load_if_file
from wps_cli.queries.rows import rows
from wps_cli.text import fold, fold_name, has_unsafe, visible

# The parameters that hold a file, or a folder: the shell itself completes them.
PATHS = {"data": ":", "file": ":", "letter": ":", "sources": ":-/"}
UNSAFE = r"[^\w .,/&()'’\u0300-\u036f–-]"  # what a shell or a terminal could take for more than a letter of a name


def _things(ctx: Any, key: str, words: Sequence[str], before: list[str]) -> Iterable[Sequence[str]]:
    """What the parameter may hold, each thing as a word of help and all its names; no field that is typed `before`."""
    if key == "fields":
        columns = ctx.command.columns
        keys = [one.key for one in (columns(ctx.params) if callable(columns) else columns)]
        return [("", one) for one in keys if one not in before] if {*before} <= {*keys} else []
    if words or "data" not in ctx.params:
        return [("", one) for one in words]
    path = ctx.params["data"] and str(Path(os.path.expandvars(ctx.params["data"])).expanduser())
    data: Any = load_if_file(path)
    held: Any = rows(data)
    countries = tuple(("", name) for one in (*data.missions, *data.meetings, *held) for name in one.countries)
    missions = ((", ".join(one.countries), one.code, *one.countries, *one.also, one.name) for one in data.missions)
    meetings = tuple((one.title, one.id) for one in data.meetings)
    named = {
        **dict.fromkeys(("place", "places", "one_place", "mission", "missions"), (*missions, *countries)),
        **dict.fromkeys(("id", "ids"), (*meetings, *((row.entry.quote, row.entry.id) for row in held))),
        "country": countries,
        **dict.fromkeys(("meeting", "of_meeting"), meetings),
        "theme": [("", theme) for row in held for theme in getattr(row.entry, "themes", ())],
        **{who: [("", getattr(row.entry, who, None) or "") for row in held] for who in ("speaker", "addressee")},
    }
    return named.get(key, ())


def _going_on(typed: str, things: Iterable[Sequence[str]]) -> dict[str, str]:
    """Each thing by the first of its names that goes on from what is typed, in any case and accents, with its help."""
    offers, size, encoding = dict[str, str](), len(typed), sys.stdout.encoding
    for about, *called in things:
        begun = (one for one in called if fold(one[:size]) == fold(typed) and (typed or one[:1].isalnum()))
        shown = ((one, one.encode(encoding, "replace").decode(encoding)) for one in begun if not has_unsafe(one))
        if name := next((one for one, told in shown if not re.search(UNSAFE, told)), ""):
            offers.setdefault(name, visible(about) if about != name else "")
    return offers


def _offers(app: Any, words: list[str], typed: str) -> dict[str, str]:
    """What may follow these words in place of the one that is typed so far, each with its help."""
    commands = [(one.help, name) for name, one in app.commands.items()]
    if not words:
        return _going_on(typed, [*commands, ("", "--version"), ("", "--help")])
    command = app.commands[words[0]]
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    valued = {name: one for one in command.params if one not in arguments and not one.is_flag for name in one.opts}
    option, equals, value = typed.partition("=")
    if not equals or option not in valued:
        option, value = words[-1], typed
    ctx = command.make_context(words[0], words[1:], resilient_parsing=True, **app.context_settings)
    asked = valued.get(option)
    if asked is None and typed[:1] != "-":
        asked = next((one for one in arguments if one.nargs < 0 or not ctx.params[one.name]), None)
    if asked is None:
        return _going_on(typed or "-", [(one.help or "", one.value) for one in command.shell_complete(ctx, "-")])
    key = asked.name
    if key in PATHS:
        return {PATHS[key]: ""}
    *before, value = value.split(",") if key == "fields" else [value]
    things = list(commands if key == "command" else _things(ctx, key, asked.words, before))
    run = ctx.params[key] or () if key in ("place", "places", "one_place") else ()
    if key == "places":  # where one ends another begins
        names = {fold_name(name) for _, *called in things for name in called}
        while ends := [size for size in range(1, len(run) + 1) if fold_name(" ".join(run[:size])) in names]:
            run = run[ends[-1] :]
    said, lead = "".join(f"{word} " for word in run), typed.removesuffix(value)
    found = _going_on(said + value, things)
    return {lead + (name[len(said) :].split()[0] if said else name): about for name, about in found.items()}


def _lines(shell: str, offers: dict[str, str], typed: str, quote: str, replaced: str) -> Iterable[str]:
    """The offers as the shell takes them: with help; for bash as the text that replaces the last part of a word."""
    size, begins = len(typed), {name[: len(typed)] for name in offers}
    if len(begins) > 1 or (shell == "fish" and typed.lower() not in map(str.lower, begins)):
        # Else bash and zsh would cut what is typed to the letters that all offers share, and fish would offer none.
        ends = [(name[size:].lower() if typed.islower() else name[size:], about) for name, about in offers.items()]
        offers = {typed + end: about for end, about in ends}
    if shell != "bash":
        return [f"{name}{':' if shell == 'zsh' else chr(9)}{about}" for name, about in offers.items()]
    rests = [name[size - len(re.sub(r"\\(.)", r"\1", replaced)) :] for name in offers]
    if quote:
        return [rest.replace(quote, rf"{quote}\{quote}{quote}") for rest in rests]
    return [re.sub(r"[^\w./,=-]", r"\\\g<0>", rest) for rest in rests]


def answer(arguments: Sequence[str], app: Any) -> None:
    """Print what the shell may offer at the end of the line; nothing where anything is amiss or takes long."""
    with suppress(Exception):
        signal.alarm(2)  # seconds: no file is worth a longer wait at a prompt
        shell, line, *replaced = arguments
        for quote in ("", "'", '"'):
            with suppress(ValueError):
                *words, typed = shlex.split(f"{line}\0{quote}")
                break
        typed = typed.removesuffix("\0")
        is_redirected = not quote and re.search(r"[<>][>&|]?\s*[^\s<>]*$", line)
        offers = {":": ""} if is_redirected else _offers(app, words[1:], typed)
        lines = offers if offers.keys() <= {*PATHS.values()} else _lines(shell, offers, typed, quote, "".join(replaced))
        streams.write("".join(f"{one}\n" for one in lines), machine=False)
