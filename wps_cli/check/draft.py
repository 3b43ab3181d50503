"""A new meeting's block, proposed from its letter: paragraphs, the rows of each, comments on guessed kinds and cuts."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, takewhile
from pathlib import Path
from textwrap import fill
from typing import Any

from wps_cli.check import sentences as words
from wps_cli.check.letters import Letter, read
from wps_cli.check.numbers import ENGLISH, MONTH, halves, quantities
from wps_cli.dataset.loading import STDIN, Source
from wps_cli.dataset.model import LARGEST_NUMBER, Dataset, Mission, introducing, placed_entries
from wps_cli.errors import DataInvalidError, DataMissingError, UsageError
from wps_cli.text import fold, lower_first

# A mission named in full: `United Nations Mission in X (UNMX)`.
_MISSION = r"(United Nations (?=[^(]*(?:Mission|Operation|Force|Office))[A-Z](?:(?!United)[^(,;.\n])+) \(([A-Z-]{3,})\)"
# What leads up to those who took part, and what parts one of them from the next.
_BRIEFED = re.compile(
    r"(?:rief\w+ (?:\w+ ){0,2}(?:from|by)|discussion with|attended by|[Ss]peakers\b[^.:]* were:?|"
    r"[Tt]aking part were|took part were) (.+?)\.(?: [A-Z]|$)"
)
_APART = re.compile(
    rf"(?:[,;]|[,;]? and)(?:(?: accompanied| joined)? by)? (?=(?:the (?!United|African)|its |an? )(?:(?!and [a-z])"
    rf"[\w’'-]+ ){{0,3}}?(?:{words.WHO.pattern})|senior |representatives|colleagues)"
)


def draft(path: str, id: str | None, dataset: Dataset) -> str:
    """The block for the letter in that file; an id that is missing or will not do is refused with one that will."""
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
        self.letter, self.text, self.id, self.chairs = letter, letter.text, "", letter.co_chairs
        self.annex = [one.text for one in letter.paragraphs if one.part == "annex"] or [""]
        # The note's heading is the first that is about a meeting, rather one with a day; else the last of all.
        titles = [letter.headings[-1], *letter.headings[1:]]
        self.title = max(titles, key=lambda one: 2 * ("meeting" in one.lower()) + bool(words.day(one)))
        day, sent = words.day(*titles[1:], *(one.text for one in letter.paragraphs)), words.day(letter.head[-1])
        if day is None or sent is None:
            raise ValueError(f"a day like 4 May 2017 was looked for in the title of the {'note' if sent else 'letter'}")
        self.date, self.sent = day, sent
        known, annex = {one.code: one for one in dataset.missions}, "\n".join(self.annex)
        for name, code in re.findall(_MISSION, annex):
            countries = re.split(r" (?:in|for|of) (?:the )?", name)[1:][-1:]
            known.setdefault(code, Mission(code=code, name=name, countries=(*countries,)))
        self.missions = [known[one] for one in _named(known.values(), self.annex[0]) or _named(known.values(), annex)]
        self.new = [one for one in self.missions if one not in dataset.missions]
        subject = re.search(rf"\b[io]n (?:the )?(?!Women|{MONTH})([A-Z][^,:(]*?)(?:[,:]| held| \(|$)", self.title)
        self.countries = re.split(r" and (?:the )?", subject[1]) if subject else []
        # Those whom the opening says to have briefed, or who are listed below it.
        at = next((at for at, text in enumerate(self.annex[:3], 1) if text.endswith(":")), 1)
        below = takewhile(lambda one: one.is_item or one.is_bullet, letter.paragraphs[at - len(self.annex) :])
        told = _BRIEFED.search(self.annex[0])
        self.briefers = _APART.split(told[1]) if told else [words.bare(one.text) for one in below]
        self.ids, self.shares = Counter[str](), dict[tuple[str, str], tuple[int, int, str]]()
        self.uses = Counter(re.findall("[a-z]+", fold(self.text)))
        used = {getattr(row, "themes", ()) for one in dataset.meetings for _, row in placed_entries(one)}
        self.themes = {one: ENGLISH["themes"].get(one, re.escape(one)) for one in sorted({*chain(*used)})}
        self.voices = dict[str, list[str | None]]()  # of each paragraph, by its text, who says each of its sentences
        self.section, self.number, self.are_women, self.are_own = "", 0, False, False
        self.places = {*self.countries, *(place for one in self.missions for place in one.countries)} - {""}
        self.others = "|".join((ENGLISH["no_staff"], *(rf"{re.escape(one)}\w* \w" for one in sorted(self.places))))

    def block(self, id: str, file: str) -> str:
        """The tables of the meeting, and before them those of its new missions."""
        self.id, letter, head = id, self.letter, self.letter.head[:-1]
        paragraphs = [self._paragraph(place) for place in range(len(letter.paragraphs))]
        who = self.briefers + re.findall(r"\b[Mm]embers\b", self.text)[:1]
        spoken = [one for text in self.annex for one in self.voices.get(text, ()) if one]
        who += [one for one in spoken if re.search(words.FULL_TITLE, one) and not any(one in other for other in who)]
        names = dict.fromkeys(re.sub("^(?:[Tt]he|an?|[Ii]ts|[—–-]) ", "", one) for one in who if one not in self.chairs)
        codes = [one.code for one in self.missions]
        distributed = next((day for one in head if (day := words.day(one))), None)
        return "".join([
            *(_table("[[missions]]", "move this block up to the other missions",
                     code=one.code, name=one.name, countries=[*one.countries]) for one in self.new),
            _table(
                "[[meetings]]", "drafted by wps: delete each comment when you have looked",
                "kind, countries, missions and participants are guesses, and speakers where the sentence names none",
                id=id, date=self.date, title=self.title, kind="country" if self.countries else "thematic",
                countries=self.countries or [country for one in self.missions for country in one.countries],
                missions=codes, co_chairs=[*self.chairs],
                participants=[{"who": one, "missions": [*filter(one.count, codes)] or None} for one in names],
            ),
            _table(
                "[meetings.letter]", "" if distributed else "distributed: no such day was found",
                *(f"no paragraph holds this footnote: {note}" for note in letter.notes),
                organ=next((one for one in head if re.match("(?i)Security Council|General Assembly", one)), ""),
                title=letter.head[-1], date=self.sent, distributed=distributed or self.sent,
                language=next((one.partition(": ")[2] for one in head if one.startswith("Original: ")), ""),
                signatories=letter.signatories, file=file,
                symbol=next((one for one in head if re.fullmatch(r"[A-Z]+/\S+", one)), None),
            ),
            *paragraphs,
        ])  # fmt: skip

    def _paragraph(self, place: int) -> str:
        """The paragraph's table, and those of what each of its sentences states: records, below them numbers."""
        one = self.paragraph = self.letter.paragraphs[place]
        is_annex, is_apart = one.part == "annex", one.label is not None or one.is_bullet
        # What introduces it, the nearest first, and the words of that and of the heading above.
        self.above = above = [*introducing(self.letter.paragraphs, place)][1:] if is_apart else []
        self.section, self.number = one.heading or self.section, self.number + (is_annex and not one.is_item)
        self.said = " ".join([self.section, *(other.text for other in above)]) if is_apart else ""
        self.is_asked = one.topic is None and re.search("(?i)recommend|propos|suggest", self.said) is not None
        parts = words.sentences(one.text)
        on = _named(self.missions, parts[0] if is_apart else one.text)
        on = on or _named(self.missions, above[0].text) if above else on
        self.on = [self.missions[0].code] if len(self.missions) == 1 else on if len(on) == 1 else []
        # All that introduces it, from the outermost on; of a recommendation not the first: its kind says that.
        led = takewhile(lambda other: other.text.endswith(":") and (other.is_item or not self.is_asked), above)
        lead = "" if one.topic else words.sentences(" ".join(other.text for other in [*led][::-1]))[-1]
        where = f"# --- annex, paragraph {self.number} ---\n" if is_annex and not one.is_item else ""
        part = None if is_annex else one.part
        rows = [_table(f"{where}[[meetings.paragraphs]]", part=part, label=one.label, topic=one.topic, text=one.text)]
        for sentence, speaker in zip(parts, self._voiced(parts), strict=True):
            found = words.asked(sentence) if self.is_asked else words.pieces(sentence)
            found = [(quote.rstrip(";:,"), its_lead or lead, is_cut) for quote, its_lead, is_cut in found]
            lead = ""
            if not words.TOLD_ELSEWHERE.fullmatch(sentence):
                # A clause that stands for itself may name its own.
                own = ("" if its_lead else words.speaker(quote) or "" for quote, its_lead, _ in found[1:])
                who = accumulate(own, lambda was, named: was if named in was else named, initial=speaker or "")
                rows += (self._record(*piece, name or None) for piece, name in zip(found, who, strict=True))
            if is_annex and len(sentence) <= words.LONGEST:
                rows += self._numbers(sentence, found, speaker)
        return "".join(rows)

    def _voiced(self, parts: Sequence[str]) -> list[str | None]:
        """Who says each sentence: whom it names, or the one whom the paragraph names first and alone."""
        said: list[str | None] = []
        for sentence in parts:
            chairs = self.paragraph.part == "letter" and "co-chaired" not in sentence and words.chairs(sentence)
            told = words.speaker(sentence, next(filter(None, reversed(said)), ""), self.chairs)
            who = chairs or (None if told == "" and said[-1:] == [None] else told)  # what nobody said goes on
            # `The Adviser` is the one named in full before.
            end = who in ENGLISH["short_names"].split("|")
            who = next((it for it in said[::-1] if who and it and who in (it[: len(who)], end * it[-len(who) :])), who)
            said.append(lower_first(who) if who and f" {lower_first(who)}" in self.text else who)
        named = set(filter(None, said))
        above = (self.voices[other.text][-1] for other in self.above)
        only = said[0] if len(named) == 1 else None if named else next(filter(None, above), None)
        self.voices[self.paragraph.text] = voices = [one or (None if one is None else only) or None for one in said]
        return voices

    def _record(self, quote: str, lead: str, is_cut: bool, speaker: str | None) -> str:
        kind, told = ("recommendation", "") if self.is_asked else words.kind(quote, lead)
        above = (one.text if one.is_item else one.text.partition(" that ")[2] for one in self.above)  # `asked that X:`
        addressee = words.addressee(lead, *above, quote)
        label = ".".join(re.findall(r"\w+", self.paragraph.label or ""))
        said = re.sub("peace and security|in their capacity", "", fold(f"{lead} {quote}".replace(str(speaker), "")))
        likely = [one for one, telling in self.themes.items() if re.search(rf"(?<!\w)(?:{telling})", said)]
        row = _table(
            "[[meetings.paragraphs.records]]", f"kind: {told}" if told else "", "cut here?" if is_cut else "",
            id=self._id(quote, f"{label}-" if label else ""), kind=kind, inferred=told.startswith("guessed") or None,
            summary="", addressee=addressee if self.is_asked else None, lead=lead or None, quote=quote, speaker=speaker,
            **self._of(f"{speaker} {lead} {quote}", speaker), themes=[],
            when=words.when(quote, self.date) if self.paragraph.part == "annex" else None,
        )  # fmt: skip
        return row.replace("\nthemes = []", f"\nthemes = []  # perhaps {_toml(likely)}") if likely else row

    def _numbers(self, sentence: str, found: Sequence[words.Piece], who: str | None) -> Iterator[str]:
        """A staffing row for each share of women among a mission's personnel, a figure for every other quantity."""
        parted, here, first_lead, until = halves(sentence), _named(self.missions, sentence) or self.on, "", 0
        # A sentence that goes on from women's shares, with `they` or a row of shares, is about women too.
        goes_on = re.search(r"(?i)\b(?:they|their|share|proportion)\b|(?:per cent|%) .*(?:per cent|%)", sentence)
        told = f"{self.said} {sentence}"
        self.are_women = bool(re.search("(?i)wom[ae]n|female", told) or (self.are_women and goes_on))
        self.are_own = bool(re.search(f"(?i){ENGLISH['introduces_staff']}", told) or (self.are_own and goes_on))
        places = [(at := sentence.find(it), at + len(it), it, lead) for it, lead, _ in (*found, (sentence, "", False))]
        for number in quantities(sentence):
            value = number.values[0]
            staff, quote, lead = words.share(sentence, number)
            on = _named(self.missions, staff) or here
            is_own = self.are_own or re.search("|".join((ENGLISH["staff"], *on)), staff, re.IGNORECASE)
            # A share of `women police officers` or of the `Kosovo police` tells something else.
            is_share = staff and self.are_women and is_own and not re.search(self.others, staff)
            is_share = is_share and staff not in self.places and len(on) == 1 and value <= 100 and number not in parted
            once = (len(self.voices), number.start, sentence)  # such people have one share, or the two ends of a range
            if is_share and self.shares.setdefault((on[0], staff), once) == once:
                # Shares in a row have one lead; what is ahead of its number has its own.
                first_lead, self.are_own = first_lead or lead, True
                lead = lead if quote.startswith(staff) else first_lead
                yield _table(
                    "[[meetings.paragraphs.staffing]]", id=self._id(staff, "staff-"), mission=on[0], category=staff,
                    percent=value, bound=number.bound, lead=lead or None, quote=quote, when=words.when(lead, self.date),
                )  # fmt: skip
            elif number.start >= until and value <= LARGEST_NUMBER and (unit := words.unit(sentence, number)):
                until = sentence.find(unit, number.end) + len(unit) if unit.startswith("of ") else 0  # of 62 posts
                at, _, quote, lead = next(one for one in places if one[0] <= number.start < number.end <= one[1])
                yield _table(
                    "[[meetings.paragraphs.figures]]", id=self._id(f"{quote[number.end - at :]} {quote}", "figure-"),
                    value=value, unit=unit, what="", bound=number.bound, lead=lead or None, quote=quote,
                    **self._of(f"{lead} {quote}", who),
                )  # fmt: skip

    def _of(self, text: str, speaker: str | None) -> dict[str, Any]:
        """The missions of a row, unless one alone is represented; of none of them, the one country of the meeting."""
        title = next((one for one in self.briefers if speaker and speaker in one), "")
        own = [one.code for one in self.missions if one.code in title]
        on = _named(self.missions, text) or (own if len(own) == 1 else self.on)
        is_annex = self.paragraph.part == "annex"
        on = on if is_annex or not re.search("circulat|issued as", text) else []  # that is asked of no mission
        of = self.countries if is_annex and not on and self.missions and len(self.countries) == 1 else None
        return {"missions": None if on and len(self.missions) == 1 else on, "countries": of}

    def _id(self, text: str, sort: str = "") -> str:
        said = text[:500] if sort == "figure-" else re.split(rf"\b{words.SAID}(?!\W*$)", text[:500], maxsplit=1)[-1]
        telling = [one for one in re.findall("[a-z]{4,}", fold(said)) if one not in ENGLISH["tell_little"].split("|")]
        rare = [one for one in telling if self.uses[one] < 4]  # what a letter says often tells little
        name = f"{self.id}/{sort}{'-'.join((rare if rare[1:] else telling)[:2]) or 'row'}"
        self.ids[name] += 1
        return name if self.ids[name] == 1 else f"{name}-{self.ids[name]}"


def _named(missions: Iterable[Mission], text: str) -> list[str]:
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
        wrapped = fill(kept, 116, break_long_words=False, break_on_hyphens=False).replace("\0", " ")
        lines.append(f'text = """\n{wrapped}"""')
    return "\n".join([*lines, "", ""])


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items() if one is not None) + " }"
    if isinstance(value, list):
        rows = "".join(f"\n  {_toml(one)}," for one in value if isinstance(one, dict))
        return f"[{rows}\n]" if rows else f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value).lower().removesuffix(".0")
