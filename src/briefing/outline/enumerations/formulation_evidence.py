"""Evidence that a series of words is a key formulation, and its sureness."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from statistics import mode
from typing import TYPE_CHECKING

from briefing.text.lexicon import pattern
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.text.source import Span
    from briefing.text.tokens import Tokens

HAN = r"[\u4e00-\u9fff]"
_RANK = re.compile(pattern("formulations", "ranks"))
_MEMBER = re.compile(rf"(?=[^\n]*{HAN})[^，。；：！？\n]+")
FEWEST, MOST_MEMBERS, _LONGEST_MEMBER = 3, 12, 26
# What each piece of evidence adds to the log-odds that the words are a set of the text's own making.
WEIGHTS = {
    "any": -1.5,
    "counted": 2.0,
    "named": 1.5,
    "noun": 1.0,
    "called": 0.7,
    "quoted": 1.0,
    "framed": 1.0,
    "alike": 1.0,
    "nearly alike": 0.4,
    "unlike": -0.8,
    "pair": -0.7,
    "several": 0.3,
    "edge": 0.5,
    "taken up": 3.0,
    "doubtful edge": -0.6,
    "places": -3.0,
    # “党支部＋合作社＋农户”: who takes part in a scheme, of which readers held one in seven for a set.
    "added": -1.0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LineText:
    """The folded text, its words, and the line that is read."""

    folded: str
    tokens: Tokens
    line: Span

    def words(self, place: Span) -> str:
        """The folded characters at a place."""
        return self.folded[place.start : place.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordSet:
    """A candidate: `members` as printed, the `name` that counts them with its number and noun, and what speaks for it."""

    members: tuple[Span, ...]
    evidence: tuple[str, ...]
    name: Span | None = None
    number: int | None = None
    noun: Span | None = None

    @property
    def sure(self) -> float:
        """Between 0 and 1: how sure it is that the text makes a set of these words."""
        return 1 / (1 + math.exp(-sum(WEIGHTS[one] for one in ("any", *self.evidence))))

    @property
    def place(self) -> Span:
        """From the first member to the last."""
        return span(self.members[0].start, self.members[-1].end)


def likeness(text: LineText, members: Sequence[Span]) -> str:
    """`alike` for words of one length, or with one first or last character; `nearly alike` for lengths but for one character or member."""
    printed = [text.words(member) for member in members]
    sizes = [len(one) for one in printed]
    if len(set(sizes)) == 1 or len({one[0] for one in printed}) == 1 or len({one[-1] for one in printed}) == 1:
        return "alike"
    mostly = len(sizes) > FEWEST and sizes.count(mode(sizes)) >= len(sizes) - 1
    nearly = mostly or (len(sizes) >= FEWEST and max(sizes) - min(sizes) == 1)
    return "nearly alike" if nearly else "unlike"


def weigh(text: LineText, members: Sequence[Span], *evidence: str) -> tuple[str, ...]:
    """All that speaks for and against the members as a set."""
    size = "pair" if len(members) < FEWEST else "several"
    # Names of places or people, and ranks of government (市、镇、村), are listed and not made up.
    tags = [text.tokens.tag(one.start)[:2] for one in members if text.tokens.end(one.start) == one.end]
    ranks = all(_RANK.fullmatch(text.words(one)) for one in members)
    named = bool(tags) and sum(tag in {"ns", "nr", "nt"} for tag in tags) * 2 > len(members)
    return (*evidence, likeness(text, members), size, *(("places",) if ranks or named else ()))


def are_members(text: LineText, members: Sequence[Span]) -> bool:
    """True if every one could be a member: not empty, not too long, and all of them different."""
    printed = [text.words(member) for member in members]
    sound = all(_MEMBER.fullmatch(one) and len(one) <= _LONGEST_MEMBER for one in printed)
    return sound and len(set(printed)) == len(printed) and 1 < len(printed) <= MOST_MEMBERS
