"""How cost grows with the file: `python -m benchmarks.growth` prints time and memory of each command by shape and size.

The shapes are those that once cost their square: many of one thing, or one thing of great length. The exponent is that
of the time beyond start-up from the second size to the last: 1 where twice the file takes twice as long.
`python -m benchmarks.growth SHAPE...` tries these shapes alone.
"""

import json
import math
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

WPS = str(Path(sys.executable).with_name("wps"))
SIZES = (0.1, 0.3, 1.0)
"""Megabytes."""
SECONDS, MEMORY, EXPONENT = 10, 1000, 1.2
"""What a run may take at the last size: seconds of the processor, MB; and how it may grow."""
LONGEST = 20_000
"""Characters that a text may have."""


def _value(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if not isinstance(value, Raw) else value


class Raw(str):
    """TOML as it is."""

    __slots__ = ()


def _block(header: str, **keys: object) -> str:
    return f"[[{header}]]\n" + "".join(f"{key} = {_value(value)}\n" for key, value in keys.items())


def mission(number: int) -> str:
    """A mission of that number, in a country of its own."""
    return _block("missions", code=f"M{number}", name=f"Mission number {number}", countries=[f"Country {number}"])


def meeting(number: int, missions: Iterable[int] = (0,), **more: object) -> str:
    """A meeting of that number."""
    day = Raw(f"{2000 + number // 336}-{1 + number // 28 % 12:02}-{1 + number % 28:02}")
    letter = (
        f'{{ organ = "Security Council", title = "Letter {number}", date = {day}, distributed = {day}, '
        f'language = "English", signatories = [], file = "letter.txt" }}'
    )
    keys: dict[str, object] = {
        "title": f"Meeting {number}",
        "kind": "thematic",
        "missions": [f"M{one}" for one in missions],
    }
    keys |= {"co_chairs": ["Spain"], "participants": [], **more}
    return _block("meetings", id=f"m{number}", date=day, **keys, letter=Raw(letter))


def paragraph(text: str, **more: object) -> str:
    """A paragraph with that text."""
    return _block("meetings.paragraphs", text=text, **more)


def record(id: str, quote: str, **more: object) -> str:
    """A challenge with that quote."""
    keys: dict[str, object] = {"kind": "challenge", "summary": "Our own words for it", "quote": quote, **more}
    return _block("meetings.paragraphs.records", id=f"m0/{id}", **keys)


def staff(id: str, mission: int, category: str, percent: int) -> str:
    """A share of women."""
    keys = {"mission": f"M{mission}", "category": category, "percent": percent, "bound": "=", "quote": f"{percent} per"}
    return _block("meetings.paragraphs.staffing", id=f"m0/{id}", **keys)


HEAD = "version = 2020-01-01\n"
START = HEAD + mission(0) + meeting(0)


def _filled(start: str, piece: Callable[[int], str], size: int, end: str = "") -> str:
    """The start, then as many pieces as make the size."""
    parts, length, number = [start], len(start), 0
    while length < size:
        parts.append(piece(number))
        length += len(parts[-1])
        number += 1
    return "".join(parts) + end


def _lettered(piece: Callable[[int], str]) -> Callable[[int], str]:
    """The same with a new letter for every five hundred pieces."""
    return lambda number: ("" if number % 500 or not number else meeting(number)) + piece(number)


def _long(words: str) -> Callable[[int], str]:
    text = (words * LONGEST)[: LONGEST - 10]
    return lambda number: paragraph(text) + record(f"r{number}", text)


def _many_missions(size: int) -> str:
    number = size // 300
    rows = "".join(record(f"r{one}", "said", missions=[f"M{one}"]) for one in range(number))
    return HEAD + "".join(map(mission, range(number))) + meeting(0, range(number)) + paragraph("It was said") + rows


def _many_categories(size: int) -> str:
    number = size // 270
    rows = "".join(staff(f"s{one}", one, f"category {one}", 1 + one % 99) for one in range(number))
    text = " ".join(f"{one} per" for one in range(1, 100))
    return HEAD + "".join(map(mission, range(number))) + meeting(0, range(number)) + paragraph(text) + rows


def _tied(size: int) -> str:
    return _filled(
        START + paragraph("It was said") + record("r0", "said"),
        lambda number: meeting(number + 1) + paragraph("It was said") + record(
            f"s{number}", "said", see_also=["m0/r0"], missions=[]
        ),
        size,
    )  # fmt: skip


def _two_layers(size: int) -> str:
    """Half of the rows point to all of the other half's first hundred."""
    ids = [f"m0/r{one}" for one in range(size // 2500)]
    first = "".join(record(f"r{one}", "said") for one in range(len(ids)))
    rest = "".join(record(f"q{one}", "said", qualifies=ids[:100]) for one in range(size // 2500))
    return START + paragraph("It was said") + first + rest


def _rows(**more: object) -> Callable[[int], str]:
    return lambda number: record(f"r{number}", "said", **more)


SAID = START + paragraph("It was said")
SHAPES: Mapping[str, Callable[[int], str]] = {
    "ordinary rows": lambda size: _filled(
        START, _lettered(lambda n: paragraph(f"They said in {n} words that women were few") + record(f"r{n}", "women were few")), size
    ),
    "equal words": lambda size: _filled(START, _long("women "), size),
    "two words in turn": lambda size: _filled(START, _long("women peace "), size),
    "words without a space": lambda size: _filled(START, _long("women"), size),
    "numbers": lambda size: _filled(START, _long("7 per cent, "), size),
    "sentences": lambda size: _filled(START, lambda n: paragraph("They said no. " * 1400) + record(f"r{n}", "said no."), size),
    "wide characters": lambda size: _filled(START, _long("例 "), size),
    "one long cell": lambda size: _filled(START + paragraph("women " * 3300) + record("long", "women " * 3299 + "women"), lambda n: record(f"r{n}", "women"), size),
    "missions": _many_missions,
    "missions by categories": _many_categories,
    "categories": lambda size: _filled(START + paragraph("7 per"), lambda n: staff(f"s{n}", 0, f"category {n}", 7), size),
    "meetings": lambda size: _filled(HEAD + mission(0), meeting, size),
    "meetings with shares": lambda size: _filled(HEAD + mission(0), lambda n: meeting(n) + paragraph("7 per") + staff(f"s{n}", 0, "police", 7), size),
    "rows tied to one": _tied,
    "rows tied to a hundred": _two_layers,
    "items of one paragraph": lambda size: _filled(START + paragraph("They said:"), _lettered(lambda n: paragraph(f"word {n}", **({"label": "(a)"} if n % 500 else {})) + record(f"r{n}", "word", lead="They said:")), size),
    "items that extend each other": lambda size: _filled(START + paragraph("They said:"), _lettered(lambda n: paragraph(f"word {n}", **({"label": "(a)" * (1 + n % 3)} if n % 500 else {})) + record(f"r{n}", "word", lead="no such words")), size),
    "more paragraphs than a letter has": lambda size: _filled(START, lambda n: paragraph(f"word {n}"), size),
    "unknown keys": lambda size: _filled(SAID, lambda n: f"k{n} = 1\n", size),
    "unknown keys in all rows": lambda size: _filled(SAID, _rows(sumary="x"), size),
    "unknown rows": lambda size: _filled(SAID, lambda n: record(f"r{n}", "said", see_also=[f"m0/s{n}"], qualifies=[f"m0/t{n}"]), size),
    "unknown missions": lambda size: _filled(SAID, lambda n: record(f"r{n}", "said", missions=[f"N{n}"]), size),
    "unknown countries": lambda size: _filled(SAID, lambda n: record(f"r{n}", "said", countries=[f"Nowhere {n}"]), size),
    "themes used once": lambda size: _filled(SAID, lambda n: record(f"r{n}", "said", themes=[f"theme-{n // 2}-{'abc'[n % 3]}"]), size),
    "wrong quotes": lambda size: _filled(START, lambda n: paragraph("They said no. " * 700) + record(f"r{n}", "They said yes. " * 650 + "x"), size),
    "rows of one quote": lambda size: _filled(START + paragraph("women " * 3000 + "were few"), _rows(lead="women women"), size),
    "an entry of many short forms": lambda size: _filled(HEAD + '[glossary]\nwomen = [\n', lambda n: f'"w{n}",\n', size, "]\n" + SAID.removeprefix(HEAD) + record("r0", "said")),
    "glossary": lambda size: _filled(HEAD + "[glossary]\n", lambda n: f'"said {n}" = ["w{n}"]\n', size, SAID.removeprefix(HEAD) + record("r0", "said")),
    "participants": lambda size: _filled(HEAD + mission(0) + "[[meetings]]\nparticipants = [\n", lambda n: f'{{ who = "member {n}" }},\n', size, "]\n" + meeting(0).split("\n", 1)[1].replace("participants = []\n", "")),
    "headers 900 deep": lambda size: _filled("", lambda n: f"[b{n}.{'.'.join('a' * 900)}]\n", size),
    "keys 900 deep": lambda size: _filled("", lambda n: f"b{n}.{'.'.join('a' * 900)} = 1\n", size),
    "lists 90 deep": lambda size: _filled("", lambda n: f"b{n} = {'[' * 90}{']' * 90}\n", size),
    "lists that are not closed": lambda size: _filled("", lambda n: f"b{n} = [\n", size),
    "texts that are not closed": lambda size: _filled("", lambda n: f'b{n} = """\n', size),
    "lines that are not TOML": lambda size: _filled("", lambda n: f"some words {n}\n", size),
    "keys used twice": lambda size: _filled(SAID, lambda n: f"text = 'text {n}'\n", size),
}  # fmt: skip
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "meetings": ("meetings", "--json"),
    "missions": ("missions",),
    "challenges": ("challenges", "M0", "--json"),
    "records": ("records", "--kind", "all"),
    "records, csv": ("records", "--kind", "all", "--format", "csv"),
    "records, markdown": ("records", "--kind", "all", "--format", "markdown"),
    "records, terminal": ("records", "--kind", "all"),
    "records, narrow fields": ("records", "--kind", "all", "--fields", "id,quote,speaker,paragraph"),
    "staffing": ("staffing",),
    "staffing, terminal": ("staffing",),
    "staffing, json": ("staffing", "--json"),
    "figures": ("figures",),
    "timeline": ("timeline",),
    "search": ("search", "women", "peace", "--in", "all", "--json"),
    "search, misspelt": ("search", "womne", "--in", "all"),
    "search, terminal": ("search", "women", "said", "--in", "all"),
    "show": ("show", "m0"),
    "show a row": ("show", "m0/r0"),
    "read": ("read", "m0"),
    "brief": ("brief", "M0", "--all", "--json"),
    "brief, terminal": ("brief", "M0", "--all", "--quotes"),
    "cite": ("cite", "m0"),
    "schema": ("schema",),
    "check": ("check",),
    "check --sources": ("check", "--sources"),
}
LETTER = "Security Council\n\nLetter dated 1 January 2020\n\nWe write.\n\n(Signed) A\n\nAnnex\n\nSummary\n\n"


class Cost(NamedTuple):
    """What a run took and how it ended."""

    cpu: float
    memory: float
    status: int
    told: str


def run(command: tuple[str, ...], data: Path, *, on_terminal: bool) -> Cost:
    """Run the command over the file, laid out for a screen where told so; it is ended after five times its time."""
    env = {**os.environ, "COLUMNS": "100"} | ({"FORCE_COLOR": "1"} if on_terminal else {})
    more = [str(data.parent)] if "--sources" in command else []
    line = [WPS, *command, *more, "--data", str(data)]
    limits = [(resource.RLIMIT_CPU, 5 * SECONDS), (resource.RLIMIT_AS, 4 * MEMORY * 10**6)]

    def limited() -> None:
        for limit, most in limits:
            resource.setrlimit(limit, (most, most))

    with tempfile.TemporaryFile() as err:
        child = subprocess.Popen(line, env=env, stdout=subprocess.DEVNULL, stderr=err, preexec_fn=limited)  # noqa: PLW1509
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = 0
        err.seek(0)
        told = err.readline().decode()
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status), told)


def main() -> int:
    """Print a line for each shape and command; the status says whether each kept its limits."""
    shapes = sys.argv[1:] or list(SHAPES)
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = folder / "data.toml"
        print(f"{'shape: command':52}" + "".join(f"{size:>9} MB" for size in SIZES) + f"{'MB used':>9}{'exponent':>10}")
        for shape in shapes:
            worst: dict[str, list[Cost]] = {}
            for size in SIZES:
                text = SHAPES[shape](int(size * 1e6))
                data.write_text(text, encoding="utf-8")
                letter = LETTER + "They said no. " * (len(text) // 14 // (text.count("[[meetings]]") or 1))
                (folder / "letter.txt").write_text(letter, encoding="utf-8")
                for command, line in COMMANDS.items():
                    worst.setdefault(command, []).append(run(line, data, on_terminal="terminal" in command))
            start = min(cost.cpu for costs in worst.values() for cost in costs)
            for command, costs in worst.items():
                failed += not _kept(shape, command, costs, start)
    print("all kept" if not failed else f"{failed} beyond the limits")
    return int(failed > 0)


def _kept(shape: str, command: str, costs: list[Cost], start: float) -> bool:
    """Whether the command kept its limits on that shape; its line is printed."""
    before, last = (max(cost.cpu - start, 0.02) for cost in costs[-2:])
    exponent = math.log(last / before) / math.log(SIZES[-1] / SIZES[-2])
    ended = costs[-1].status
    is_kept = (
        costs[-1].cpu <= SECONDS and costs[-1].memory <= MEMORY and ended in (0, 1, 2, 65)
        and (exponent <= EXPONENT or last < 0.3)
    )  # fmt: skip
    figures = "".join(f"{cost.cpu:10.2f} s" for cost in costs)
    told = (
        ""
        if ended in (0, 1)
        else f"  {ended}: {costs[-1].told.partition('data.toml')[2].strip() or costs[-1].told.strip()}"
    )
    print(
        f"{f'{shape}: {command}':52}{figures}{costs[-1].memory:9.0f}{exponent:10.2f}{'' if is_kept else ' !'}{told[:90]}",
        flush=True,
    )
    return is_kept


if __name__ == "__main__":
    sys.exit(main())
