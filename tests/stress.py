"""The long run: any command line over any data file, thousands of times, within a limit of time and memory.

`python -m tests.stress --cases 20000 --seed 1`; a fault is shown with the case that has it, made as small as can be.
Every hundredth case takes a file made from the model and holds that every command shows all of it.
"""

import argparse
import io
import json
import os
import random
import re
import resource
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import FrameType
from unittest import mock

from hypothesis import HealthCheck, Phase, example, given, seed, settings
from hypothesis import strategies as st

from tests.commands import GROUP
from tests.conftest import ROOT, SHIPPED, Outcome
from tests.made import Made
from wps_cli.render import LIST_FORMATS

MEMORY = 500 * 2**20
"""Bytes that a run may need."""
SECONDS = 10
"""What a case may take."""
DATA = [SHIPPED, ROOT / "tests" / "data" / "several.toml", ROOT / "tests" / "data" / "hostile.toml"]
CONTROL = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u034f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    r"\U000e0000-\U000e007f]"
)
"""What no reader of text may meet; line feeds end its lines."""
COLOUR = re.compile(r"\x1b\[[0-9;]*m")

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=30)
"""Lone surrogates and NUL among it."""
HOSTILE = (
    "[sic]", "[/b]", "[bold", ":warning:", "\\", "\x1b[31m", "\x1b]52;c;eA==\x07", "\x9b31m", "\u202e", "\u2028",
    "a\tb", "a\nb", "\r", "\0", "\x7f", "\ufeff", "=1+1", "-", "--", "''", '"', "“", "’", "\ud800", "\udcff", "%s",
    "🏳️‍🌈", "e\u0301", "ﬃ", "İ", "ß", "\u3000", "a" * 5000, "women " * 400, "(" * 300, "*", "$(id)", "`id`", "../..",
)  # fmt: skip
FITTING = {
    "words": ("women", "gender parity", "how many women", '"Security Council"', "CRSV", "qouta", "mali -x", "a"),
    **dict.fromkeys(
        ("mission", "missions", "place", "places", "one_place"),
        ("MINUSMA", "Mali", "HOST", "ALPHA", "beta", "cote d'ivoire", "UNSOM", "M0", "south sudan"),
    ),
    "country": ("Mali", "Aland", "Hostland [/i]", "Somalia"),
    **dict.fromkeys(("of_meeting", "meeting"), ("mali-2017", "h-2020", "ab-2019", "m0")),
    **dict.fromkeys(
        ("id", "ids"),
        ("mali-2017", "wpa-2016", "mali-2017/few-women", "h-2020", "h-2020/control", "ab-2019", "beta", "m0/f0"),
    ),
    **dict.fromkeys(("kind", "also_kind"), ("challenge", "recommendation", "observation", "all", "figure")),
    "within": ("all", "challenge", "staffing", "figure"),
    "theme": ("parity", "justice"),
    "addressee": ("Security Council", "council"),
    "since": ("2016", "2017-05", "0001"),
    "until": ("9999", "2017-05-04"),
    "against": ("40", "33.3", "0", "100"),
    "cited_as": ("text", "csl-json"),
    "shell": ("bash", "zsh", "fish"),
    "command": ("brief", "search"),
    "format": LIST_FORMATS,
    "fields": ("id", "id,citation", "summary,id,kind", "code"),
    "speaker": ("adviser", "council"),
    "limit": ("0", "1", "999999999"),
}
"""What each parameter takes in one of the data files or another."""
WORDS = st.one_of(st.sampled_from(HOSTILE), ANY_TEXT, st.integers().map(str))


@st.composite
def command_lines(draw: st.DrawFn) -> list[str]:
    """Mostly a command with options that it knows and values of every sort; now and then anything at all."""
    if draw(st.integers(0, 19)) == 0:
        return draw(st.lists(WORDS, max_size=4))
    name = draw(st.sampled_from(sorted(GROUP.commands)))
    line = [name]
    for param in GROUP.commands[name].params:
        if param.name in ("help", "data", "sources", "file") or not (param.required or draw(st.integers(0, 5)) == 0):
            continue
        is_fitting = param.name in FITTING and draw(st.integers(0, 9)) > 0
        value = draw(st.sampled_from(FITTING[param.name]) if is_fitting else WORDS)
        if param.param_type_name == "argument":
            line.append(value)
        elif param.is_flag:
            line.append(param.opts[0])
        else:
            line += [param.opts[0], value] if draw(st.booleans()) else [f"{param.opts[0]}={value}"]
    return line


VALUES = (
    "1", "-1", "0", "1.5", "1e400", "nan", "-inf", "true", "false", '""', "''", "[]", "{}", "[[]]", "[{}]", "[1, 'a']",
    "2020-01-01", "2020-02-30", "0001-01-01", "10:00:00", "2020-01-01T00:00:00Z", "0x10", "0b2", "1_000", "_", "",
    "9" * 400, "9" * 5000, "'" + "x" * 20000 + "'", '"\\u0000"', '"\\ud800"', '"\\u001b[31m"', '"[/b] [sic] \\\\"',
    '"\\u202e\\u2028\\u009b"', '"a\\nb"', '"""', "'''", '"""a\nb"""', "'''\n]'''", '"' + '\\"' * 3000, '"a\\"',
    "[" * 60 + "]" * 60, "[" * 400 + "]" * 400, "{a=" * 60 + "1" + "}" * 60, "{a=" * 900 + "1" + "}" * 900, "[[", "#",
    '["all"]', '["MINUSMA", "MINUSMA"]', '["?"]', '"challenge"', '"="', '"2017"', "[''] # x", "{ who = 'a' }", "\x00",
)  # fmt: skip
LINES = (
    "[meetings]", "[[meetings]]", "[[missions]]", "[missions]", "[glossary]", "[[glossary]]",
    "[[meetings.paragraphs]]", "[meetings.paragraphs]", "[[meetings.paragraphs.records]]", "[[meetings.records]]",
    "[[meetings.paragraphs.staffing]]", "[[meetings.paragraphs.figures]]", "[meetings.letter]", "[[meetings.letter]]",
    "[[meetings.letter.signatories]]", "[a.b.c]", "[[a.b]]", "[" + "a." * 300 + "a]", "a." * 300 + "a = 1", "a.b = 1",
    "letter.title.y = 2", '"" = 1', '"\\u001b" = 1', "'[/b]' = ['x']", "meetings = 1", "missions = []", "x = [", "]",
    "records = [{}]", "staffing = [{ id = 'x', percent = true }]", "paragraph = 1.0", "inferred = 1", "= 1", "\ufeff",
    "id = 'a'", "quote = ''", "lead = ''", "when = '//'", "when = '?'", "percent = 100", "value = 0", "[]", "[[]]", "a",
    "\u2028", "\x0b", "é = 1",
)  # fmt: skip


TEXTS = [path.read_text(encoding="utf-8") for path in DATA]
NUMBERS = st.integers(0, 2**32 - 1)


def data_file(number: int) -> bytes:
    """The data file of that number: one that was sound before bytes, lines, values and encodings changed."""
    chance = random.Random(number)  # noqa: S311 (the same file for the same number)
    text = chance.choice((*TEXTS, Made(chance.randrange(1000)).text))
    lines = text.split("\n")
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3))):
        _change_lines(lines, chance, chance.choice(CHANGES))
    text = chance.choice(("\n",) * 6 + ("\r\n", "\r")).join(lines)
    raw = text.encode(chance.choice(("utf-8",) * 9 + ("utf-8-sig", "utf-16", "latin-1")), "replace")
    for _ in range(chance.choice((0, 0, 0, 1, 5))):
        at = chance.randrange(len(raw) + 1)
        raw = raw[:at] + bytes([chance.randrange(256)]) + raw[at + chance.randrange(2) :]
    return raw[: chance.randrange(len(raw) + 1)] if chance.randrange(30) == 0 else raw


CHANGES = ("drop", "repeat", "swap", "value", "value", "key", "insert", "text", "splice", "quoted", "quoted", "quoted")


def _change_lines(lines: list[str], chance: random.Random, change: str) -> None:
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    keyed = [place for place, line in enumerate(lines) if " = " in line] or [at]
    match change:
        case "drop":
            del lines[at : at + chance.choice((1, 1, 1, 5))]
            lines.append("")
        case "repeat":
            lines[other:other] = lines[at : at + chance.choice((1, 3, 12))]
        case "swap":
            lines[at], lines[other] = lines[other], lines[at]
        case "value" | "key":
            place = chance.choice(keyed)
            key, _, value = lines[place].partition(" = ")
            theirs = lines[chance.choice(keyed)].partition(" = ")[0]
            lines[place] = f"{key} = {chance.choice(VALUES)}" if change == "value" else f"{theirs} = {value}"
        case "quoted":
            place = chance.choice([place for place in keyed if lines[place].endswith('"')] or keyed)
            piece = chance.choice(HOSTILE).encode("utf-8", "replace").decode()
            written = json.dumps(piece, ensure_ascii=False).replace("\x7f", "\\u007f")
            lines[place] = f"{lines[place].partition(' = ')[0]} = {written}"
        case "insert":
            lines.insert(at, chance.choice(LINES))
        case "text":
            piece = chance.choice(HOSTILE)
            place = chance.randrange(len(lines[at]) + 1)
            lines[at] = lines[at][:place] + piece + lines[at][place:]
        case _:
            lines[at] = lines[at][: len(lines[at]) // 2] + lines[other][len(lines[other]) // 2 :]


class _Stream(io.TextIOWrapper):
    """A text stream in memory, a terminal where told so."""

    terminal = False

    def isatty(self) -> bool:
        return self.terminal


def run(args: Sequence[str], data: bytes = b"", columns: int | None = None) -> Outcome:
    """The command in this process, without pytest and with the commands built once."""
    out, err, given_in = (_Stream(io.BytesIO(part), encoding="utf-8", newline="") for part in (b"", b"", data))
    out.terminal = columns is not None
    environment = {"HOME": "/nowhere", "TERM": "xterm", "COLUMNS": str(columns or 80), "WPS_PAGER": "cat"}
    with ExitStack() as stack:
        for name, stream in (("stdin", given_in), ("stdout", out), ("stderr", err)):
            stack.enter_context(mock.patch.object(sys, name, stream))
        stack.enter_context(mock.patch.dict(os.environ, environment))
        status: int | str | None = None
        try:
            GROUP.run(list(args))
        except SystemExit as ending:
            status = ending.code
        out.flush()
        err.flush()
    texts = [stream.buffer.getvalue().decode() for stream in (out, err) if isinstance(stream.buffer, io.BytesIO)]
    return Outcome(int(status or 0), *texts)


def faults(args: Sequence[str], outcome: Outcome, columns: int | None = None) -> list[str]:
    """What is wrong with how the run ended; nothing where all is as documented."""
    status, out, err = outcome
    name, found = args[0] if args else "", []
    if status not in (0, 1, 2, 65, 66):
        found.append(f"status {status}")
    if status == 1 and name not in ("search", "check"):
        found.append(f"status 1 of {name}")
    if "a bug in wps" in err or "Traceback" in err:
        found.append("a bug")
    if status in (2, 65, 66) and (out or not re.search("^wps: error: ", err, re.MULTILINE)):
        found.append("stdout is not empty or no error is told")
    if CONTROL.search(err):
        found.append("a control character on stderr")
    shown = out.replace("\t", "") if "tsv" in " ".join(args) else COLOUR.sub("", out) if columns else out
    if CONTROL.search(shown):
        found.append("a control character on stdout")
    if status == 0 and name not in ("check", "schema") and "--json" in args and "--help" not in args:
        json.loads(out)
    return found


def holds(args: Sequence[str], number: int | None, columns: int | None) -> int:
    """The claim: any such run ends as documented. A data file of that number goes to stdin; gives the status."""
    line = list(args) if number is None or not args else [*args[:1], "--data=-", *args[1:]]
    outcome = run(line, b"" if number is None else data_file(number), columns)
    assert faults(line, outcome, columns) == [], f"{line!r}\n{outcome.stderr[:2000]}"
    return outcome.status


WIDTHS = st.sampled_from([None, None, 20, 33, 40, 61, 80, 132, 400])


class _TooLongError(BaseException):
    """A case took more than its time; no handler for errors may catch it."""


def _too_long(_: int, frame: FrameType | None) -> None:
    raise _TooLongError(f"more than {SECONDS} seconds at {frame}")


def main() -> None:
    """Run so many cases from that seed; ends with an error at the first fault."""
    from tests.shown import lost  # which runs what is here

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    asked = parser.parse_args()
    print(f"{asked.cases} cases from --seed {asked.seed}", flush=True)  # noqa: T201 (its report)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    used = pages * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
    signal.signal(signal.SIGALRM, _too_long)
    statuses: dict[int | str, int] = {}
    begun, slowest = time.monotonic(), (0.0, "")

    @seed(asked.seed)
    @settings(
        max_examples=asked.cases, deadline=None, database=None, phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(command_lines(), st.none() | NUMBERS, WIDTHS)
    @example(["check"], 0, None)
    def case(args: list[str], number: int | None, columns: int | None) -> None:
        nonlocal slowest
        signal.alarm(SECONDS)
        start = time.monotonic()
        status: int | str = holds(args, number, columns)
        took = time.monotonic() - start
        if number is not None and number % 100 == 0:
            found = lost(number)
            status = "shown whole"
            assert found == [], f"file {number} of tests/made.py: {found[:3]}"
        signal.alarm(0)
        slowest = max(slowest, (took, f"{args} over file {number} at {columns} columns"))
        statuses[status] = statuses.get(status, 0) + 1

    case()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    took = time.monotonic() - begun
    counts = ", ".join(f"{status}: {number}" for status, number in sorted(statuses.items(), key=str))
    print(f"no fault in {sum(statuses.values())} cases ({counts}), {took:.0f} s, peak {peak} MB")  # noqa: T201 (its report)
    print(f"slowest: {slowest[0]:.2f} s, {slowest[1][:200]}")  # noqa: T201 (its report)


if __name__ == "__main__":
    main()
