"""People's decisions about one source (审校): what a decision, an approval and a review file hold."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

SUFFIX = ".review.toml"
# A whole paragraph may be a quotation; a name, a reason or an editor's text is shorter.
LONGEST_WORDS, LONGEST_TEXT, LONGEST_NAME = 2_000, 500, 80
# Contexts are of 20 characters; those written by hand may be a little longer.
LONGEST_CONTEXT = 60
INPUTS = ("source", "decisions", "sidecar", "templates", "program", "word")
# The kinds of decisions that are about the whole text, and so about no words of it.
WITHOUT_ABOUT = frozenset({"title", "place", "outlet", "published", "speaker", "set.add", "set.drop", "undo"})
# What turns the reading order, breaks a line or cannot be seen has no place in words that are printed.
_HOSTILE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")

LineValue = Literal["title", "imprint", "heading", "text", "item", "note", "caption", "furniture"]
SetKind = Literal["keywords", "priorities"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Words of the source with what stands around them; `paragraph` (第8段 is 8) is a hint and no proof."""

    words: str
    before: str = ""
    after: str = ""
    paragraph: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Words of the source: one place, or several that are joined (金融业 + 增加值)."""

    anchors: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorText:
    """An editor's own words, which are printed as 编者补充."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """The decision that there is none: `value = "none"`."""


Wording = Chosen | EditorText | Nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A speaker as decided: the name, and the post if any."""

    name: Chosen | EditorText
    role: Chosen | EditorText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The speakers as decided, in order; none where nobody speaks."""

    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineKindValue:
    """The kind of a line, and of a heading its level, 1 to 3."""

    kind: LineValue
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SetValue:
    """A set of keywords or priorities by the heads of its members, in order; `noun` is what they are called (关键词)."""

    kind: SetKind
    heads: tuple[Anchor, ...]
    noun: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """A place in an audience's edition for something.

    `section` is the key of the section, `none` for nowhere, None for a tile. `before` is the sentence that follows.
    """

    audience: str
    section: str | None = None
    before: Anchor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A sentence of the office's own that an audience's edition prints in a section, marked as 编者补充.

    It comes after the sentence that the decision is about, or `before` it, where that is in the section, else last.
    """

    audience: str
    section: str
    text: str
    before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """The part of a sentence that an audience's edition prints: `words`, with …… for the rest, or None for the whole sentence."""

    audience: str
    words: Anchor | None = None


Value = Wording | People | LineKindValue | SetValue | Placement | Addition | Extent | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision; `about` are the words that it is about, `value` what is decided.

    `value` is by kind: `Wording` for facts of the cover, labels, times, askers and speakers of quotations, else the class that
    names itself; a `str` is the reason of `check.allow` or the id that `undo` takes back. `doubt` is the code of a `seen` doubt.
    """

    kind: str
    id: str = ""
    at: datetime.datetime | None = None
    by: str = ""
    about: Anchor | None = None
    value: Value | None = None
    doubt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Somebody's approval of one edition in one script; `sha256` is of its words and origins (`approvals.digest_of`).

    One that is `withdrawn` takes back the approval before it. `inputs` are hashes of what it was made from: source, decisions,
    sidecar, templates, program, and `word`, the Word file that the office edited, if there was one.
    """

    at: datetime.datetime
    by: str
    audience: str
    script: str
    sha256: str
    inputs: dict[str, str] = field(default_factory=dict)
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A review file as read. `version` is the hash of the file, empty where there is none.

    `decisions` are those of known kinds in the order of the file, the undone among them; `unknown` are kinds that this program
    does not know, each with the id.
    """

    file: str = ""
    version: str = ""
    source_name: str = ""
    source_sha256: str = ""
    decisions: tuple[Decision, ...] = ()
    approvals: tuple[Approval, ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()

    def approval_of(self, audience: str, script: str) -> Approval | None:
        """The last approval of an edition in a script; None where there is none, or it was withdrawn."""
        mine = [one for one in self.approvals if (one.audience, one.script) == (audience, script)]
        return mine[-1] if mine and not mine[-1].withdrawn else None

    @property
    def standing(self) -> tuple[Decision, ...]:
        """The decisions that nobody has taken back, in order; an undone `undo` takes nothing back."""
        undone: set[str] = set()
        for decision in reversed(self.decisions):
            if decision.kind == "undo" and decision.id not in undone:
                undone.add(str(decision.value))
        return tuple(one for one in self.decisions if one.kind != "undo" and one.id not in undone)


def is_clean(text: str) -> bool:
    """True if the text holds nothing that cannot be seen, turns the reading order or breaks a line."""
    return _HOSTILE.search(text) is None


def review_path(source: Path) -> Path:
    """The path of the decisions about a source: `访谈.review.toml` beside `访谈.txt`."""
    return source.with_name(f"{source.stem}{SUFFIX}")


def has_review(source: Path) -> bool:
    """True if somebody decided anything about the source; a name too long for such a file has none."""
    return os.path.lexists(review_path(source))
