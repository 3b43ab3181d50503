"""Made-up letters of the Group's form, in every shape that letters come in; no real people, no real meetings."""

import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from random import Random
from typing import NamedTuple

STATES = ["Ghana", "Norway", "the United Kingdom of Great Britain and Northern Ireland", "Côte d'Ivoire", "Uruguay"]
MISSIONS = [
    ("United Nations Mission in South Sudan", "UNMISS", "South Sudan"),
    ("United Nations Multidimensional Integrated Stabilization Mission in Mali", "MINUSMA", "Mali"),
    ("United Nations Assistance Mission in Ruritania", "UNAMRU", "Ruritania"),
    ("United Nations Interim Security Force for Zenda", "UNISFZ", "Zenda"),
]
"""Two that the shipped data has, and two new ones in countries new to it."""
SPEAKERS = [
    "The members", "Members", "The Senior Women's Protection Adviser from {code}", "Briefers", "Participants",
    "The representative of the Office of the Special Representative on Sexual Violence in Conflict",
    "The Mission’s leadership", "The Force Commander", "They", "She",
]  # fmt: skip
NUMBERS = [
    "more than 400", "less than 7", "at least 12", "about 30", "up to 6", "14 of 62", "two-thirds of the", "some 2,700",
    "nearly 50", "fewer than ten", "twenty-one", "between 8 and 9", "approximately 1.5 million", "no fewer than 3",
]  # fmt: skip
SHARES = [
    "27", "less than 7", "at least 3.5", "about 12", "between 8 and 9", "more than 40", "21 to 23", "from 3 to 5",
    "slightly over 40", "just under 10",
]  # fmt: skip
CHAIRING = [
    "{names}, which co-chair {group}, have the honour to share {note}.",
    "{names} (Co-Chairs) submit {note}.",
    "{names}, who are co-chairing {group}, are pleased to transmit {note}.",
    "{names}, as Co-Chairs of {group}, have the honour to share {note}.",
    "As Co-Chairs of {group}, {names} wish to transmit to you {note}.",
    "On behalf of the Co-Chairs, {names}, we enclose {note}.",
    "{names}, in their capacity as Co-Chairs of {group}, submit {note}.",
    "We have the honour to forward {note}. {names} co-chaired that meeting.",
]
OURSELVES = "In our capacity as Co-Chairs of {group}, we have the honour to transmit {note}."
"""Who they are is told by their signatures alone."""
SENTENCES = [
    "{who} noted the strong commitment of the leaders of {code} to the agenda, but asked whether advisers were heard.",
    "{who} stressed that women had been absent from the talks and that {number} delegates had left in protest.",
    "{who} welcomed the new plan, expressed support for the advisers and called for short- and long-term aid.",
    "While progress had been made in the capital, the regions of {country} remained without services.",
    "The challenges to capacity-building in {country} included the fighting, a lack of judges and the cost of {code}.",
    "Opportunities included: (a) the action plan for 2030–2032; (b) working with the police; and (c) monitoring.",
    "In June 2031, a communiqué was signed by an armed group, a coalition from the north.",
    "{who} said that {number} cases had been tried between 2029 and 2030, notwithstanding the insecurity.",
    "Only $1 million of the US$20 million budget had been received by March, and progress had been slow.",
    "Women made up {share} per cent of the police personnel of {code} and {share} per cent of its military observers.",
    "The share of women stood at two-thirds of the candidates, {share} per cent more than in 2027.",
    "It was said that troop-contributing countries, as well as donors, had promised {number} posts; none was filled.",
    "{who} recalled resolution 2242 (2015), “a cornerstone” of the agenda, and Council members agreed.",
    "As to the mission itself, women were {share} per cent of staff. Among heads of section the share lay at {share}%.",
    "Women held {share} per cent of posts at the D-1 level in {code} at most, and 12 per cent of its units at least.",
    "Women accounted for {share}% of civil servants (see S/2031/17, para. 4).",
    "The share of women among the military observers of {code} had risen from 3 per cent in 2029 to {share} per cent.",
    "Of {number} police officers in {country}, {share} per cent were women, and {share}% of its troops were women too.",
    "The Co-operation Council’s ad hoc gender-based violence sub-group met on 3 May and on 7 May.",
    "Women were {share} per cent of troops. They were {share} per cent of its police but at most 4% of clerks.",
    "Three of the nine members of the council in {country} and two of its seven judges were women.",
    "Cases had been seen in March and November 2030; yet the courts had not met.",
    'The plan to train 40 mediators had begun, yet the cost, "$2 a day", was not met; donors were asked for help.',
]  # fmt: skip
ASKS = [
    "Encourage donors to fund the action plan", "{code} should appoint a gender adviser by 30 June 2032",
    "Call upon the Government of {country} to adopt the law on gender-based violence and the one on shelters",
    "That the Security Council should hear {number} women at its next meeting. They should also be heard in private",
    "Retain the language on women’s rights, including on protection advisers",
]  # fmt: skip
TOPICS = ["Elections", "Adequate resources for the mandate", "Women's protection advisers and gender advisers"]
CATEGORIES = [
    "International staff",
    "National staff",
    "Military personnel",
    "Police units",
    "United Nations volunteers",
]
ITEMS = [
    "{share} per cent of individual police officers in all missions",
    "{code}: {share} per cent of international staff and {share} per cent of national staff",
    "{code}: exactly half of its observers and {share} per cent of its troops, two posts being vacant",
    "A support team: 15 per cent of civilian observers at most",
    "{share} per cent of that of {code}, depending on the rotation",
    "Not more than 12 per cent of police officers in posts at the D-1 level and above",
]
FOOTERS = ["2/5", "31-12345\n\n2/5", "2/5                              31-12345", "31-12345 (E)    170631\n*3112345*"]
LEVELS = [["(a)", "(b)", "(c)", "(d)"], ["(i)", "(ii)", "(iii)", "(iv)"], ["a.", "b.", "c."]]
_WHOLE = re.compile(r"[.:;?!]$|[;,] (?:and|or)$")


class Paragraph(NamedTuple):
    """One paragraph as the letter prints it."""

    text: str
    part: str = "annex"
    label: str | None = None
    """The full path."""
    topic: str | None = None
    is_bullet: bool = False
    is_run_in: bool = False
    """Its topic begins it, without a bullet."""
    has_dash: bool = False
    """A dash is behind its topic, not a full stop."""
    heading: str = ""
    """Printed above it."""


class MadeLetter(NamedTuple):
    """A letter, and what it prints."""

    text: str
    paragraphs: list[Paragraph]
    co_chairs: list[str]
    signatories: list[dict[str, str]]
    title: str
    codes: list[str]
    """Of the missions represented, in the order printed."""


def made_letter(chance: Random) -> MadeLetter:
    """A letter of any shape: as Markdown, as `pdftotext` gives it or as `pdftotext -layout` does."""
    missions, states = chance.sample(MISSIONS, chance.randint(1, 3)), chance.sample(STATES, chance.randint(1, 3))
    style = chance.choice(["markdown", "plain", "layout"])
    signed = [
        _signatory(f"{letter}. Example", state, chance.random() < 0.5)
        for letter, state in zip("ABC", states, strict=False)
    ]
    title = chance.choice(
        ["Summary of the meeting on {}, 4 May 2031", "Note on the meeting on {}, held on 4 and 5 May 2031"]
    )
    title = title.format(missions[0][2])
    chairing = chance.choice([*CHAIRING, OURSELVES] if all("state" in one for one in signed) else CHAIRING)
    paragraphs = [*_covering(chairing, states), *_annex(chance, missions)]
    if style != "markdown":
        # A PDF's text has lost the bold type: a topic is the first sentence of its item, if no dash shows it and it is
        # long, or the only one of its list.
        is_dashed = chance.random() < 0.3
        short = [one for one in paragraphs if one.topic and not one.is_run_in and len(one.topic.split()) < 6]
        kept = paragraphs if is_dashed else short if len(short) > 1 else []
        paragraphs = [
            one._replace(has_dash=is_dashed)
            if one in kept and not one.is_run_in
            else one._replace(topic=None, is_bullet=not one.is_run_in, text=f"{one.topic}. {one.text}")
            if one.topic
            else one
            for one in paragraphs
        ]
    text = _Printer(chance, style).letter(paragraphs, states, signed, title)
    text = "\ufeff" * chance.randint(0, 1) + (text.replace("\n", "\r\n") if chance.random() < 0.3 else text)
    bare = [state.removeprefix("the ") for state in states]
    return MadeLetter(text, paragraphs, bare, signed, title, [code for _, code, _ in missions])


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def _signatory(name: str, state: str, has_office: bool) -> dict[str, str]:
    office = f"Permanent Representative of {state} to the United Nations"
    more = {"office": office, "state": state.removeprefix("the ")} if has_office else {}
    return {"name": name, "title": "Ambassador"} | more


def _covering(chairing: str, states: Sequence[str]) -> list[Paragraph]:
    names, group = _listed(states), "the Informal Expert Group on Women and Peace and Security"
    note = "a summary note of the meeting held on 4 May 2031 (see annex)"
    told = re.sub(r"(^|\. )t", r"\1T", chairing.format(names=names, group=group, note=note))
    more = "We would be grateful if the letter and its annex could be circulated as a document."
    return [Paragraph(told, "letter"), Paragraph(more, "letter")]


def _annex(chance: Random, missions: Sequence[tuple[str, str, str]]) -> Iterator[Paragraph]:
    def filled(text: str) -> str:
        _, code, country = chance.choice(missions)
        who = chance.choice(SPEAKERS).format(code=code)
        for slot, values in (("{number}", NUMBERS), ("{share}", SHARES)):
            while slot in text:
                text = text.replace(slot, chance.choice(values), 1)
        return text.format(who=who, code=code, country=country)

    def sentences(least: int, most: int) -> str:
        return " ".join(filled(one) for one in chance.sample(SENTENCES, chance.randint(least, most)))

    named = _listed([f"the {name} ({code})" for name, code, _ in missions])
    yield Paragraph(
        f"On 4 May, the Informal Expert Group met. The members received a briefing from the heads of {named}."
    )
    yield Paragraph(sentences(4, 7))
    for _ in range(chance.randint(0, 3)):
        heading, topic = chance.choice([("Main points raised", None), ("", "Elections"), ("", None), ("", None)])
        yield Paragraph(sentences(1, 5), heading=heading, topic=topic, is_run_in=topic is not None)
    if chance.random() < 0.4:
        yield Paragraph("In response to questions, the briefers added the following points:")
        for topic in chance.sample(TOPICS, chance.randint(1, 3)):
            yield Paragraph(sentences(1, 3), topic=topic)
    yield from _shares(chance, filled)
    yield Paragraph(chance.choice(["Recommendations by the participants included:", "The Group recommended that:"]))
    yield from _asks(chance, filled, "", 0)
    yield Paragraph("The Co-Chairs thanked the briefers and committed themselves to meeting again in 2032.")


def _shares(chance: Random, filled: Callable[[str], str]) -> Iterator[Paragraph]:
    if chance.random() < 0.4:
        yield Paragraph("The share of women in the mission stood at:", heading=chance.choice(["", "Staffing"]))
        for category in chance.sample(CATEGORIES, chance.randint(2, 4)):
            yield Paragraph(f"{category}: {chance.choice(SHARES)} per cent" + chance.choice(["", ";"]), is_bullet=True)
    if chance.random() < 0.4:
        yield Paragraph("Women accounted for the following shares:")
        for item in chance.sample(ITEMS, chance.randint(2, 4)):
            yield Paragraph(filled(item) + ";", is_bullet=True)


def _asks(chance: Random, filled: Callable[[str], str], path: str, level: int) -> Iterator[Paragraph]:
    labels = LEVELS[level][: chance.randint(2, len(LEVELS[level]))]
    for label in labels:
        if level < 2 and chance.random() < 0.3:
            yield Paragraph("The Security Council should, in its next resolution:", label=path + label)
            yield from _asks(chance, filled, path + label, level + 1)
        else:
            end = "." if label == labels[-1] else chance.choice([";", "; and"])
            yield Paragraph(filled(chance.choice(ASKS)) + end, label=path + label)


class _Printer:
    """Prints a letter in one style, with its page breaks, footers and footnote."""

    def __init__(self, chance: Random, style: str) -> None:
        self.chance, self.style, self.width = chance, style, chance.randint(84, 100) + 10 * (style == "layout")
        self.is_wrapped = style != "markdown" or chance.random() < 0.3
        self.has_note = self.note_left = chance.random() < 0.3
        self.is_capital, self.number = chance.random() < 0.2, 1 if chance.random() < 0.2 else 0
        self.is_tight = style != "markdown" and chance.random() < 0.5

    def letter(
        self, paragraphs: Sequence[Paragraph], states: Sequence[str], signed: Sequence[dict[str, str]], title: str
    ) -> str:
        sent = f"etter dated 18 May 2031 from the Permanent Representatives of {_listed(states)} to the United Nations "
        sent += self.chance.choice(
            ["addressed to the Secretary-General", "addressed to the President of the Security Council"]
        )
        sent = sent.upper() if self.is_capital else sent
        head = ["Security Council", "Distr.: General", "21 May 2031", "Original: English"]
        names = [self.signature(one) for one in signed]
        covering = [self.paragraph(one) for one in paragraphs if one.part == "letter"]
        annex = [self.paragraph(one) for one in paragraphs if one.part == "annex"]
        group = "Informal Expert Group on Women and Peace and Security"
        if self.style == "markdown":
            above = f"**{head[0]}**\n\n{head[1]}  \n{head[2]}\n\n{head[3]}\n\n---\n"
            parts = [
                above,
                f"**L{sent}**",
                *covering,
                *names,
                "**ANNEX**" if self.is_capital else f"**Annex to the l{sent}**",
                f"**{group}**",
                f"**{title}**",
                *annex,
            ]
            notes = [] if self.note_left or not self.has_note else ["[^1]: See resolution 2242 (2015)."]
            return "\n\n".join([*parts, *notes, "---\n"])
        margin = " " * 10 * (self.style == "layout")
        above = "\n".join([f"{margin}United Nations", "", "S/2031/17", "", *(margin + line for line in head)])
        titles = [
            "\n".join(margin + line for line in textwrap.wrap(one, 70))
            for one in (f"L{sent}", "ANNEX" if self.is_capital else f"Annex to the l{sent}")
        ]
        blank = "\n" if self.is_tight else "\n\n"
        first = "\n\n".join([above, titles[0] + blank + self.joined(covering), *names])
        headings = blank.join([titles[1], margin + group, margin + title, self.joined(annex)])
        return f"{first}\n\n1/5\n\f\nS/2031/17\n\n{headings}\n\n5/5\n"

    def joined(self, printed: Sequence[str]) -> str:
        """The paragraphs; without empty lines where that leaves no doubt, as in a PDF's text."""
        text = printed[0]
        for before, one in pairwise(printed):
            last = before.rstrip().split("\n")[-1]
            is_plain = (
                self.is_tight and _WHOLE.search(last) and (self.style == "layout" or len(last) < 0.6 * self.width)
            )
            text += ("\n" if is_plain and not one.startswith("\n") else "\n\n") + one
        return text

    def signature(self, one: dict[str, str]) -> str:
        if self.style == "markdown":
            office = f"\n\n{one['office']}" if "office" in one else ""
            return f"*(Signed)* {one['name'].replace('Example', '**Example**')}  \n{one['title']}{office}"
        lines = [f"(Signed) {one['name']}", one["title"], *textwrap.wrap(one.get("office", ""), 60)]
        return "\n".join(" " * 40 * (self.style == "layout") + line for line in lines)

    def paragraph(self, one: Paragraph) -> str:
        number, is_bullet = "", one.is_bullet or (one.topic is not None and not one.is_run_in)
        if self.number and one.part == "annex" and not one.label and not is_bullet:
            number, self.number = f"{self.number}. ", self.number + 1
        depth = len(re.findall(r"\(\w+\)|\w\.", one.label or ""))
        label = re.findall(r"\(\w+\)|\w\.", one.label)[-1] if one.label else ""
        if self.style == "markdown":
            text = one.text.replace("$", r"\$")
            if one.topic:
                text = self.chance.choice(["**{}.** ", "*{}.* ", "**{}**. ", "**{}** – "]).format(one.topic) + text
            mark = "- " if is_bullet or depth > 1 else number
            heading = f"**{one.heading}**\n\n" if one.heading else ""
            return heading + self.broken(f"{mark}{label} ".lstrip() + text if mark or label else text, "", "")
        text = f"{number}{one.topic}{' –' if one.has_dash else '.'} {one.text}" if one.topic else number + one.text
        mark = label or ("•" if is_bullet else "")
        heading = f"\n{'' if self.style == 'plain' else ' ' * 10}{one.heading}\n\n" if one.heading else ""
        if self.style == "plain":
            gap = self.chance.choice([" ", "\n\n"]) if label.startswith("(") or mark == "•" else " "
            return heading + self.broken(f"{mark}{gap}{text}" if mark else text, "", "")
        indent = " " * (10 + 6 * max(depth, 1))
        start = f"{indent}{mark:<6}" if mark else indent
        return heading + self.broken(text, start, " " * len(start) if mark else " " * 10)

    def broken(self, text: str, start: str, hanging: str) -> str:
        """The text in lines, with a footnote's mark, and a page's end within it."""
        begun, _, rest = text.rpartition("\n")
        if self.is_wrapped:
            lines = textwrap.wrap(
                rest, self.width, initial_indent=start, subsequent_indent=hanging, break_long_words=False,
                break_on_hyphens=self.chance.random() < 0.5,
            )  # fmt: skip
            places = [at for at in range(1, len(lines)) if self.may_break(lines[at - 1], lines[at].strip())]
        else:
            lines = [rest]
            ends = [found.end() for found in re.finditer(r"(?<=\w)-(?=[a-z])|(?<=\w) (?=[a-z])", rest)]
            if ends and self.chance.random() < 0.3:
                at = self.chance.choice(ends)
                lines = [rest[:at].rstrip(" "), rest[at:]]
            places = [1] if lines[1:] else []
        if places and (not self.is_wrapped or self.chance.random() < 0.3):
            at = self.chance.choice(places)
            lines[at - 1], note = self.noted(lines[at - 1])
            margin = " " * 10 * (self.style == "layout")
            foot = self.chance.choice(["", *FOOTERS]) if self.style != "markdown" else self.chance.choice(["", "2/5"])
            lines[at:at] = ["", *([f"{margin}{note}", ""] if note else []), *([foot, ""] if foot else [])]
        return (f"{begun}\n" if begun else "") + "\n".join(lines)

    def may_break(self, above: str, below: str) -> bool:
        return (
            not _WHOLE.search(above) and not below.startswith("(") and (below[0].islower() or not above[-1].isdigit())
        )

    def noted(self, line: str) -> tuple[str, str]:
        """The line with a footnote's mark behind a word, and the footnote."""
        words = list(re.finditer(r"(?<= )[a-z]{4,}(?= )", line))
        if not self.note_left or not words:
            return line, ""
        self.note_left = False
        at = self.chance.choice(words).end()
        is_markdown = self.style == "markdown"
        return (
            f"{line[:at]}{'[^1]' if is_markdown else '1'}{line[at:]}",
            "" if is_markdown else "1 See resolution 2242 (2015).",
        )
