"""How cost grows with the file: `python -m benchmarks.growth` prints time and memory of each command by shape and size.

The shapes are those that once cost their square: many of one thing, or one thing of great length. The exponent is that
of the time beyond a tiny file's, from the second size to the last: 1 where twice the file takes twice as long. Where a
limit refuses a file, `meetings` and `check` alone are told. `python -m benchmarks.growth SHAPE...` tries these alone.
"""

import json
import math
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

WPS = str(Path(sys.executable).with_name("wps"))
SIZES = (0.005, 0.1, 0.3, 1.0)
"""Megabytes; the first is so small that it costs the start alone."""
SECONDS, MEMORY, EXPONENT = 10, 1000, 1.2
"""What a run may take at the last size: seconds of the processor, MB; and how it may grow."""
NOTABLE = 0.3
"""Seconds below which growth is not measured: it would be that of the noise."""
REFUSED = 65
LONGEST = 20_000
"""Characters that a text may have."""


class Raw(str):
    """TOML as it is."""

    __slots__ = ()


def _value(value: object) -> str:
    return value if isinstance(value, Raw) else json.dumps(value, ensure_ascii=False)


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


class Shape(NamedTuple):
    """A start, then as many pieces as make the size, then an end."""

    start: str
    piece: Callable[[int], str]
    end: str = ""

    def __call__(self, size: int) -> str:
        """The file of about so many characters."""
        parts, length = [self.start], len(self.start)
        while length < size:
            parts.append(self.piece(len(parts) - 1))
            length += len(parts[-1])
        return "".join([*parts, self.end])


def _lettered(piece: Callable[[int], str]) -> Callable[[int], str]:
    """The same with a new letter for every five hundred pieces."""
    return lambda number: (meeting(number) if number and number % 500 == 0 else "") + piece(number)


def _long(words: str) -> Callable[[int], str]:
    """A paragraph that repeats the words to the longest text, with a record that quotes it."""
    text = (words * LONGEST)[: LONGEST - 10].strip()
    return lambda number: paragraph(text) + record(f"r{number}", text)


def _said(**more: Callable[[int], object]) -> Callable[[int], str]:
    """A record with further keys, each made for its number."""
    return lambda number: record(f"r{number}", "said", **{key: value(number) for key, value in more.items()})


def _item(number: int, label: str, lead: str) -> str:
    """An item with a record; the first of a letter is a paragraph of its own."""
    labelled = {"label": label} if number % 500 else {}
    return paragraph(f"word {number}", **labelled) + record(f"r{number}", "word", lead=lead)


def _many_missions(size: int) -> str:
    number = size // 300
    rows = "".join(record(f"r{one}", "said", missions=[f"M{one}"]) for one in range(number))
    return HEAD + "".join(map(mission, range(number))) + meeting(0, range(number)) + paragraph("It was said") + rows


def _many_categories(size: int) -> str:
    number = size // 270
    rows = "".join(staff(f"s{one}", one, f"category {one}", 1 + one % 99) for one in range(number))
    text = " ".join(f"{one} per" for one in range(1, 100))
    return HEAD + "".join(map(mission, range(number))) + meeting(0, range(number)) + paragraph(text) + rows


def _two_layers(size: int) -> str:
    """Half of the rows qualify the other half's first hundred."""
    ids = [f"m0/r{one}" for one in range(size // 2500)]
    first = "".join(record(f"r{one}", "said") for one in range(len(ids)))
    return SAID + first + "".join(record(f"q{one}", "said", qualifies=ids[:100]) for one in range(len(ids)))


SAID = START + paragraph("It was said")
ONE = SAID + record("one", "said")
QUOTED = SAID.removeprefix(HEAD) + record("r0", "said")
SHARE = paragraph("7 per") + staff("s", 0, "police", 7)
SHAPES: Mapping[str, Any] = {
    "ordinary rows": Shape(START, _lettered(_long("They said that women were few. "))),
    "short rows": Shape(START, _lettered(lambda n: paragraph(f"{n} women sat") + record(f"r{n}", "women sat"))),
    "equal words": Shape(START, _long("women ")),
    "two words in turn": Shape(START, _long("women peace ")),
    "a word of 20,000 letters": Shape(START, _long("women")),
    "numbers": Shape(START, _long("7 per cent, ")),
    "sentences": Shape(START, lambda n: paragraph("They said no. " * 1400) + record(f"r{n}", "said no.")),
    "wide characters": Shape(START, _long("例 ")),
    "one long cell": Shape(START + _long("women ")(0), lambda n: record(f"s{n}", "women")),
    "missions": _many_missions,
    "missions by categories": _many_categories,
    "categories": Shape(START + paragraph("7 per"), lambda n: staff(f"s{n}", 0, f"category {n}", 7)),
    "meetings": Shape(HEAD + mission(0), meeting),
    "meetings with shares": Shape(HEAD + mission(0), lambda n: meeting(n) + SHARE.replace("m0/s", f"m0/s{n}")),
    "rows that qualify one": Shape(ONE, _said(qualifies=lambda _: ["m0/one"])),
    "rows that qualify a hundred": _two_layers,
    "meetings tied to one": Shape(
        ONE, lambda n: meeting(n + 1) + paragraph("It was said") + record(f"r{n}", "said", see_also=["m0/one"])
    ),
    "items of one paragraph": Shape(
        START + paragraph("They said:"), _lettered(lambda n: _item(n, "(a)", "They said:"))
    ),
    "items that extend each other": Shape(
        START + paragraph("They said:"), _lettered(lambda n: _item(n, "(a)" * (1 + n % 3), "no such words"))
    ),
    "more paragraphs than a letter has": Shape(START, lambda n: paragraph(f"word {n}")),
    "unknown keys": Shape(SAID, lambda n: f"k{n} = 1\n"),
    "unknown keys in all rows": Shape(SAID, _said(sumary=lambda _: "x")),
    "unknown rows": Shape(SAID, _said(see_also=lambda n: [f"m0/s{n}"], qualifies=lambda n: [f"m0/t{n}"])),
    "unknown missions": Shape(SAID, _said(missions=lambda n: [f"N{n}"])),
    "unknown countries": Shape(SAID, _said(countries=lambda n: [f"Nowhere {n}"])),
    "themes used once": Shape(SAID, _said(themes=lambda n: [f"theme-{n // 2}-{'abc'[n % 3]}"])),
    "wrong quotes": Shape(
        START, lambda n: paragraph("They said no. " * 700) + record(f"r{n}", "They said yes. " * 650 + "x")
    ),
    "rows of one long paragraph": Shape(START + _long("women ")(0), lambda n: record(f"s{n}", "women", lead="women")),
    "short forms": Shape(HEAD + "[glossary]\nsaid = [\n", lambda n: f'"w{n}",\n', "]\n" + QUOTED),
    "glossary": Shape(HEAD + "[glossary]\n", lambda n: f'"said {n}" = ["w{n}"]\n', QUOTED),
    "participants": Shape(
        HEAD + mission(0) + "[[meetings]]\nparticipants = [\n", lambda n: f'{{ who = "member {n}" }},\n',
        "]\n" + meeting(0).removeprefix("[[meetings]]\n").replace("participants = []\n", ""),
    ),
    "headers 900 deep": Shape("", lambda n: f"[b{n}.{'.'.join('a' * 900)}]\n"),
    "keys 900 deep": Shape("", lambda n: f"b{n}.{'.'.join('a' * 900)} = 1\n"),
    "lists 90 deep": Shape("", lambda n: f"b{n} = {'[' * 90}{']' * 90}\n"),
    "lists that are not closed": Shape("", lambda n: f"b{n} = [\n"),
    "texts that are not closed": Shape("", lambda n: f'b{n} = """\n'),
    "lines that are not TOML": Shape("", lambda n: f"some words {n}\n"),
    "keys used twice": Shape(SAID, lambda n: f"text = 'text {n}'\n"),
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
        child = subprocess.Popen(line, env=env, stdout=subprocess.DEVNULL, stderr=err, preexec_fn=limited)  # noqa: PLW1509 (no threads)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = 0
        err.seek(0)
        told = err.readline().decode().partition("data.toml:")[2].strip()
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status), told)


def main() -> int:
    """Print a line for each shape and command; the status says whether each kept its limits."""
    failed, worst = 0, []
    with tempfile.TemporaryDirectory() as name:
        print(
            f"{'shape: command':52}"
            + "".join(f"{size:>9} MB" for size in SIZES[1:])
            + f"{'MB used':>9}{'exponent':>10}"
        )
        for shape in sys.argv[1:] or SHAPES:
            costs: dict[str, list[Cost]] = {command: [] for command in COMMANDS}
            for size in SIZES:
                data = _written(Path(name), SHAPES[shape](int(size * 1e6)))
                is_refused = run(COMMANDS["meetings"], data, on_terminal=False).status == REFUSED
                for command, line in COMMANDS.items():
                    if not is_refused or command in ("meetings", "check"):
                        costs[command].append(run(line, data, on_terminal="terminal" in command))
            failed += sum(not _kept(shape, command, found) for command, found in costs.items())
            slowest = max((found for found in costs.items() if found[1]), key=lambda found: found[1][-1].cpu)
            memory = max(found[-1].memory for found in costs.values() if found)
            greatest = max(_exponent(found) for found in costs.values() if len(found) == len(SIZES))
            refused = f"; refused: {costs['meetings'][-1].told}" if is_refused else ""
            worst.append(
                f"{shape:36}{slowest[1][-1].cpu:8.2f} s {memory:6.0f} MB{greatest:9.2f}   {slowest[0]}{refused}"
            )
    print(f"\n{'shape, at 1 MB':36}{'slowest':>10}{'most':>10}{'exponent':>9}   slowest command", *worst, sep="\n")
    print("all kept" if not failed else f"{failed} beyond the limits")
    return int(failed > 0)


def _exponent(costs: Sequence[Cost]) -> float:
    """How time grows from the last size but one to the last; 1 where too little is spent to tell."""
    before, last = (cost.cpu - costs[0].cpu for cost in costs[-2:])
    return math.log(last / before) / math.log(SIZES[-1] / SIZES[-2]) if last > NOTABLE and before > 0 else 1.0


def _written(folder: Path, text: str) -> Path:
    """The data file, and beside it the letter that all its meetings name; together as much again."""
    letter = LETTER + "They said no. " * (len(text) // 14 // (text.count("[[meetings]]") or 1))
    (folder / "letter.txt").write_text(letter, encoding="utf-8")
    (folder / "data.toml").write_text(text, encoding="utf-8")
    return folder / "data.toml"


def _kept(shape: str, command: str, costs: list[Cost]) -> bool:
    """Whether the command kept its limits on that shape; its line is printed where it was run at every size."""
    last = costs[-1] if costs else Cost(0.0, 0.0, 0, "")
    if len(costs) < len(SIZES):
        return last.cpu <= SECONDS
    exponent = _exponent(costs)
    is_kept = (
        last.cpu <= SECONDS and last.memory <= MEMORY and last.status in (0, 1, 2, REFUSED) and exponent <= EXPONENT
    )
    figures = "".join(f"{cost.cpu:10.2f} s" for cost in costs[1:])
    told = last.told if last.status == REFUSED else ""
    line = f"{f'{shape}: {command}':52}{figures}{last.memory:9.0f}{exponent:10.2f} {'' if is_kept else '!'} {told[:80]}"
    print(line.rstrip(), flush=True)
    return is_kept


if __name__ == "__main__":
    sys.exit(main())
