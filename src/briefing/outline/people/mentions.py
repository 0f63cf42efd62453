"""The places where a text speaks of a person, in its order, and who of them acts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from briefing.outline.people.post_starts import WINDOW
from briefing.text import lexicon
from briefing.text.segments import behind_last

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.outline.people.names import NameReader
    from briefing.text.source import Span


_OF_KIN = re.compile(rf"的?{lexicon.pattern('people', 'kin')}")
# Who stands after these is spoken to, and who stands before these is not the one who acts.
_ADDRESSED = re.compile(rf"{lexicon.pattern('people', 'addresses', 'seeks')}[了着过到]{{0,2}}$")
# 对正在采茶的|村民何进说道
_ADDRESSED_AS = re.compile(r"(?<![面针应])[对向](?![的着])[^，。；：！？“”]{1,16}的$")
# 何守田被领导叫去谈话 tells of what is done to him.
_NOT_ACTING = re.compile(r"的|等|们的|、|被[\u4e00-\u9fff]{0,8}[叫找约喊召]")
CLAUSE_MARKS = "，。；：！？“”\n"
# So many mentions before a place are looked at.
_EARLIER = 40
MentionKind = Literal["name", "pronoun", "unnamed", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where the text speaks of a person; `start` is where the post before the name begins.

    `unnamed` speaks and is called by what the text calls him (区水务局有关负责人), with no name where that tells nobody
    (一名干部); `other` is somebody who does not speak there.
    """

    kind: MentionKind
    name: str
    role: str | None
    start: int
    place: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """All mentions of a text, in its order."""

    mentions: tuple[Mention, ...]
    starts: tuple[int, ...]
    reader: NameReader

    def between(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions whose names stand in a range."""
        return self.mentions[bisect_left(self.starts, start) : bisect_right(self.starts, end - 1)]

    def backwards(self, offset: int, since: int = 0) -> Iterator[Mention]:
        """The mentions before a place, the last first, and not before another; not all of them, since they are far by then."""
        index = bisect_left(self.starts, offset)
        found = (self.mentions[at] for at in range(index - 1, max(-1, index - 1 - _EARLIER), -1))
        return (mention for mention in found if mention.place.start >= since)

    def earlier(self, offset: int, since: int = 0) -> Iterator[Mention]:
        """The persons named before a place, the last first."""
        return (mention for mention in self.backwards(offset, since) if mention.kind == "name")

    def is_addressed(self, mention: Mention) -> bool:
        """True if the person is spoken to, or is named only to tell of somebody or something else: 老张的妻子."""
        return self.is_spoken_to(mention) or bool(_NOT_ACTING.match(self.reader.folded, mention.place.end))

    def is_subject(self, mention: Mention) -> bool:
        """True if the person acts: he opens a clause, or no verb before him in it makes him its object (为纪念林牧野而建)."""
        if self.is_addressed(mention):
            return False
        folded, tokens = self.reader.folded, self.reader.tokens
        since = max(0, mention.start - WINDOW)
        start = behind_last(folded, CLAUSE_MARKS, since, mention.start)
        words = [at for at in range(start, mention.place.start) if tokens.begins(at)]
        # 据林牧野介绍 tells of him as of one who speaks.
        led = [at for at in words if tokens.tag(at)[:1] == "p" and folded[at] != "据"]
        return not led and not any(tokens.tag(at)[:1] == "v" for at in words if at < mention.start)

    def is_spoken_to(self, mention: Mention) -> bool:
        """True if the person is only spoken to, or bears somebody's name only as kin: 问李强, 老张的妻子."""
        folded = self.reader.folded
        before = folded[max(0, mention.start - WINDOW) : mention.start]
        addressed = _ADDRESSED.search(before[-4:]) or _ADDRESSED_AS.search(before)
        return bool(addressed or _OF_KIN.match(folded, mention.place.end))
