"""A new meeting's block, drafted from its letter: every paragraph, and below each the rows that it may hold.

The rules only propose: a comment tells where they guess, and what only a person can write stays empty.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from textwrap import fill
from typing import Any

from wps_cli.check import sentences as words
from wps_cli.check.letters import Letter, read
from wps_cli.check.numbers import halves, printed, quantities
from wps_cli.dataset.loading import STDIN, Source
from wps_cli.dataset.model import LARGEST_NUMBER, Dataset, Mission, Paragraph, introducing, placed_entries
from wps_cli.errors import DataInvalidError, DataMissingError, UsageError
from wps_cli.text import fold, lower_first

# A mission named in full: `United Nations Mission in X (UNMX)`.
_MISSION = re.compile(
    r"((?:African Union[-–])?United Nations (?:[A-Z][\w’'-]* |and ){0,9}(?:Mission|Operation|Force|Office)"
    r"(?: (?:[A-Z][\w’'-]*|in|for|of|the|and|to)){1,12}) \(([A-Z][A-Z-]{2,})\)"
)
_STAFF = re.compile("(?i)staff|personnel|(?<!national )police|militar|volunteer|officer|troop|contingent|observer|unit")
_TABLE_ROW = re.compile(r"([^:]{3,80}): [^:]{0,40}?\d[\d.]* ?(?:per cent|%)[.;]?")  # `Police units: 7 per cent`
# Words that tell little in an id.
_LITTLE = frozenset("that with were their from which been have would this these they should could women".split())
_WIDTH = 116  # characters to which a paragraph's text is wrapped


def draft(path: str, id: str | None, dataset: Dataset) -> str:
    """The block for the letter in that file; UsageError where its id is missing or will not do.

    DataMissingError where the file cannot be read, DataInvalidError where it is not a letter of the Group's.
    """
    try:
        given = Source(path)
        drafted = _Draft(read(given.name, given.text), dataset)
    except DataMissingError as error:
        raise DataMissingError(*error.messages, hint="name the file with the letter's text; - reads stdin") from None
    except ValueError as error:
        raise DataInvalidError(str(error), hint="a PDF's text is made with: pdftotext -layout FILE.pdf") from None
    taken = {one.id for one in dataset.meetings}
    if id is None or id in taken or not re.fullmatch(r"[A-Za-z0-9.-]+", id):
        name = re.sub(r"[^a-z0-9]+", "-", fold((drafted.countries or [drafted.title])[0])[:30]).strip("-")
        every = (f"{name}-{drafted.date.year}{more}" for more in ("", *(f"-{count}" for count in range(2, 999))))
        wrong = f"--id {id!r} {'is taken' if id in taken else 'may have letters, digits, - and . alone'}"
        told = "missing --id: the ids of the rows begin with it, and it never changes" if id is None else wrong
        raise UsageError(told, hint=f"try --id {next(one for one in every if one not in taken)}")
    return drafted.block(id, f"{id}.txt" if path == STDIN else Path(path).name)


class _Draft:
    """A letter with what was found out about its meeting, and the paragraph at hand with what its rows share."""

    def __init__(self, letter: Letter, dataset: Dataset) -> None:
        self.letter, self.text, self.id = letter, letter.text, ""
        self.annex = [one.text for one in letter.paragraphs if one.part == "annex"] or [""]
        self.title = next((one for one in letter.headings[1:] if words.day(one)), letter.headings[-1])
        day, sent = words.day(self.title, *(one.text for one in letter.paragraphs)), words.day(letter.head[-1])
        if day is None or sent is None:
            raise ValueError(f"a day like 4 May 2017 was looked for in the title of the {'note' if sent else 'letter'}")
        self.date, self.sent = day, sent
        self.new = [
            Mission(code=code, name=name, countries=(re.split(r" (?:in|for|of) (?:the )?", name)[-1],))
            for name, code in dict.fromkeys(_MISSION.findall("\n".join(self.annex)))
            if all(code != one.code for one in dataset.missions)
        ]
        missions = [*dataset.missions, *self.new]
        codes = _named(missions, self.annex[0]) or _named(missions, "\n".join(self.annex))
        self.missions = [one for code in codes for one in missions if one.code == code]
        subject = re.search(r"\bon (?:the situation in )?(?:the )?([A-Z][^,]*?)(?:,| held|$)", self.title)
        self.countries = re.split(r" and (?:the )?", subject[1]) if subject else []
        self.ids = Counter(one.id for meeting in dataset.meetings for _, one in placed_entries(meeting))
        self.shares, self.voices = set[tuple[str, str]](), dict[str, str | None]()
        self.section, self.number, self.parent = "", 0, list[Paragraph]()

    def block(self, id: str, file: str) -> str:
        """The tables of the meeting, and before them those of its new missions."""
        self.id, letter, head = id, self.letter, self.letter.head[:-1]
        paragraphs = [self._paragraph(place) for place in range(len(letter.paragraphs))]
        distributed = next((day for one in head if (day := words.day(one))), None)
        tables = [
            _table("[[missions]]", "move this block up to the other missions",
                   code=one.code, name=one.name, countries=[*one.countries])
            for one in self.new
        ]  # fmt: skip
        tables.append(_table(
            "[[meetings]]", "drafted by wps: delete each comment when you have looked",
            "kind, countries, missions and participants are guesses",
            id=id, date=self.date, title=self.title, kind="country" if self.countries else "thematic",
            countries=self.countries or [country for one in self.missions for country in one.countries],
            missions=[one.code for one in self.missions], co_chairs=[*letter.co_chairs],
            participants=self._participants(),
        ))  # fmt: skip
        tables.append(_table(
            "[meetings.letter]", "" if distributed else "distributed: no such day was found",
            *(f"no paragraph holds this footnote: {note}" for note in letter.notes),
            organ=next((one for one in head if re.match("Security Council|General Assembly", one)), ""),
            title=letter.head[-1], date=self.sent, distributed=distributed or self.sent,
            language=next((one.partition(": ")[2] for one in head if one.startswith("Original: ")), ""),
            signatories=letter.signatories, file=file,
            symbol=next((one for one in head if re.fullmatch(r"[A-Z]+/\S+", one)), None),
        ))  # fmt: skip
        return "".join([*tables, *paragraphs])

    def _participants(self) -> list[dict[str, Any]]:
        """Those whom the opening says to have briefed, the members, and who else is said to have spoken."""
        told = re.search(r"(?:briefings? (?:from|by)|briefed by|discussion with) (.+?)\.(?: [A-Z]|$)", self.annex[0])
        who = re.split(r"(?:,|,? and) (?=the (?!United|African)|senior |representatives)", told[1]) if told else []
        who += re.findall(r"\b[Mm]embers\b", self.text)[:1]
        spoken = [one for one in self.voices.values() if one and re.search(words.FULL_TITLE, one)]
        who += [one for one in dict.fromkeys(spoken) if not any(one in other for other in who)]
        names = {re.sub("^(?:the|an?) ", "", one): re.findall(r"\b[A-Z]{4,}\b", one) for one in who}
        on = {name: [one.code for one in self.missions if one.code in codes] for name, codes in names.items()}
        return [{"who": name} | ({"missions": codes} if codes else {}) for name, codes in on.items()]

    def _paragraph(self, place: int) -> str:
        """The paragraph's table, and those of what each of its sentences states: records and shares, then figures."""
        one = self.paragraph = self.letter.paragraphs[place]
        is_annex, is_apart = one.part == "annex", one.is_item or one.is_bullet
        # What introduces it, the nearest first, and the words of that and of the heading above.
        self.above = above = ([*introducing(self.letter.paragraphs, place)][1:] or self.parent) if is_apart else []
        self.parent = self.parent if is_apart else [one]
        self.section, self.number = one.heading or self.section, self.number + (is_annex and not one.is_item)
        self.said = " ".join([self.section, *(other.text for other in above)]) if above else ""
        # The sentence with a colon that introduces it.
        is_led = above and above[0].text.endswith(":") and not one.topic
        self.intro = words.sentences(above[0].text)[-1] if is_led else ""
        self.is_asked = one.topic is None and re.search("recommend", self.said, re.IGNORECASE) is not None
        parts = words.sentences(one.text)
        on = _named(self.missions, parts[0] if is_apart else one.text)
        self.on = on if len(on) == 1 else []
        # All that introduces it, from the outermost on; of a recommendation not the first: its kind says that.
        led = [*takewhile(lambda other: other.text.endswith(":") and (other.is_item or not self.is_asked), above)]
        whole = [words.sentences(led[-1].text)[-1], *(other.text for other in led[-2::-1])] if led else []
        first_lead = "" if one.topic else " ".join(whole)
        records, numbers = list[str](), list[str]()
        for at, (sentence, (speaker, note)) in enumerate(zip(parts, self._voiced(parts), strict=True)):
            found = [words.Piece(words.bare(sentence))] if self.is_asked else words.pieces(sentence)
            lead = "" if at else first_lead
            found = [each._replace(quote=each.quote.rstrip(";:,"), lead=each.lead or lead) for each in found]
            # What introduces a list is told by its items, a row of a table by its number.
            if not sentence.endswith(":") and not _TABLE_ROW.fullmatch(sentence):
                records += (self._record(piece, speaker, note) for piece in found)
            if is_annex and len(sentence) <= words.LONGEST:
                numbers += self._numbers(sentence, found)
        numbers.sort(key=lambda row: row.startswith("[[meetings.paragraphs.figures"))
        where = f"annex, paragraph {self.number} {one.label or ''}".rstrip() if is_annex else "covering letter"
        part = None if is_annex else one.part
        table = _table("[[meetings.paragraphs]]", part=part, label=one.label, topic=one.topic, text=one.text)
        return "".join([f"# --- {where} ---\n", table, *records, *numbers])

    def _voiced(self, parts: Sequence[str]) -> list[tuple[str | None, str]]:
        """Who says each sentence: whom it names, or the one whom the paragraph names first and alone; with a note."""
        said: list[str] = []
        for sentence in parts:
            who = words.speaker(sentence)
            if self.paragraph.part == "letter":
                chairs = re.match(r"(?:On behalf of )?(.+?), as Co-Chairs? ", sentence)
                who = chairs[1] if chairs else ""
            if who in ("They", "She", "He"):
                who = next(filter(None, reversed(said)), "")
            if who and f" {lower_first(who)}" in self.text:
                who = lower_first(who)
            said.append(next((one for one in dict.fromkeys(said) if who and one.startswith(who)), who))
        named = dict.fromkeys(filter(None, said))
        inherited = next(filter(None, (self.voices.get(other.text) for other in self.above)), None)
        only = said[0] if len(named) == 1 else None if named else inherited
        if self.paragraph.part == "annex":
            self.voices |= {one: one for one in named} | {self.paragraph.text: said[-1] or only}
        return [(one or only or None, "speaker carried over" if only and not one else "") for one in said]

    def _record(self, piece: words.Piece, speaker: str | None, note: str) -> str:
        one, (quote, lead, listed_in, is_cut) = self.paragraph, piece
        kind, inferred, why = words.kind(quote, listed_in or (self.intro if self.intro in lead or one.label else ""))
        if self.is_asked:
            kind, inferred, why = "recommendation", None, ""
        date, doubt = words.when(quote, self.date) if one.part == "annex" else (None, "")
        addressee = words.addressee(*(other.text for other in self.above if other.is_item), quote)
        label = ".".join(re.findall(r"\w+", one.label or ""))
        return _table(
            "[[meetings.paragraphs.records]]", why, "cut here?" if is_cut else "", note, doubt,
            id=self._id(quote, f"{label}-" if label else ""), kind=kind, inferred=inferred, summary="",
            addressee=addressee if self.is_asked else None, lead=lead or None, quote=quote, speaker=speaker,
            missions=self._codes(f"{speaker} {lead} {quote}"), themes=[], when=date,
        )  # fmt: skip

    def _numbers(self, sentence: str, found: Sequence[words.Piece]) -> Iterator[str]:
        """A staffing row for each share of women among a mission's personnel, a figure for every other quantity."""
        row = _TABLE_ROW.fullmatch(sentence)
        are_women = re.search("wom[ae]n|female", f"{self.said} {sentence}", re.IGNORECASE)
        begun = len(sentence)
        for number in quantities(sentence):
            before, after = sentence[max(0, number.start - 40) : number.start], sentence[number.end : number.end + 200]
            share = re.match(words.SHARE, after)
            category = share[1] if share else row[1] if row else ""
            on = _named(self.missions, category) or _named(self.missions, sentence) or self.on
            on = [one.code for one in self.missions] if len(self.missions) == 1 else on
            value = int(number.values[0]) if number.values[0] % 1 == 0 else number.values[0]
            is_share = are_women and _STAFF.search(category) and len(on) == 1 and value <= 100
            if is_share and (on[0], category) not in self.shares and number not in halves(sentence):
                self.shares.add((on[0], category))
                stated = f"{number.words} " if number.words and before.lower().endswith(f"{number.words} ") else ""
                start = number.start - len(stated)
                begun = min(begun, start)
                quote = sentence[start : number.end + share.end()] if share else words.bare(sentence)
                lead = sentence[:begun].rstrip() if share else ""
                yield _table(
                    "[[meetings.paragraphs.staffing]]", id=self._id(category, "staff-"), mission=on[0],
                    category=category, percent=value, bound=_bound(quote, lead, value), lead=lead or None, quote=quote,
                )  # fmt: skip
            elif value <= LARGEST_NUMBER and (unit := words.unit(sentence, number.start, number.end)):
                at = [(sentence.find(each.quote), each) for each in found]
                holding = (each for start, each in at if start <= number.start < number.end <= start + len(each.quote))
                quote, lead, *_ = next(holding, words.Piece(words.bare(sentence)))
                yield _table(
                    "[[meetings.paragraphs.figures]]", id=self._id(unit, "figure-"), value=value, unit=unit, what="",
                    bound=_bound(quote, lead, value), lead=lead or None, quote=quote,
                    missions=self._codes(f"{lead} {quote}"),
                )  # fmt: skip

    def _codes(self, text: str) -> list[str] | None:
        """The missions of a row, where several are represented: those that its words name, else its paragraph's one."""
        return None if len(self.missions) == 1 else _named(self.missions, text) or [*self.on]

    def _id(self, text: str, sort: str = "") -> str:
        said = re.split(rf"\b{words.SAID}(?!\W*$)", text[:500], maxsplit=1)[-1]
        telling = [one for one in re.findall(r"[a-z]{4,}", fold(said)) if one not in _LITTLE]
        name = f"{self.id}/{sort}{'-'.join(telling[:2]) or 'row'}"
        self.ids[name] += 1
        return name if self.ids[name] == 1 else self._id(text, f"{sort}{self.ids[name]}-")


def _bound(quote: str, lead: str, value: float) -> str:
    return next((one.bound for one in printed(quote, lead) if value in one.values), "=")


def _named(missions: Sequence[Mission], text: str) -> list[str]:
    """The codes of the missions whose code or country the text prints, in that order."""
    names = {one.code: "|".join(map(re.escape, (one.code, *one.countries))) for one in missions}
    found = {code: at.start() for code, one in names.items() if (at := re.search(rf"(?<!\w)(?:{one})(?!\w)", text))}
    return sorted(found, key=found.__getitem__)


def _table(header: str, *notes: str, text: str | None = None, **keys: Any) -> str:
    """The table: what to look at, each key that has a value, a text over several lines, and an empty line."""
    lines = [header, *(f"# {note}" for note in notes if note)]
    lines += [f"{key} = {_toml(value)}" for key, value in keys.items() if value is not None]
    if text is not None:
        # No line ends where a break would not be read as a space again.
        kept = re.sub(r"(?<=[-\u2010\u2011\s]) | (?=\s)|(?<=\d[\u2012\u2013]) (?=\d)", "\0", _toml(text)[1:-1])
        wrapped = fill(kept, _WIDTH, break_long_words=False, break_on_hyphens=False).replace("\0", " ")
        lines.append(f'text = """\n{wrapped}"""')
    return "\n".join([*lines, "", ""])


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        rows = "".join(f"\n  {_toml(one)}," for one in value if isinstance(one, dict))
        return f"[{rows}\n]" if rows else f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value).lower()
