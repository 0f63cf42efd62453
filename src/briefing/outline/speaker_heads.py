"""Heads of turns that name who asks and which office answers: 何守田議員, 水務局局長, in a council's record and at a conference.

What stands between the one and the other is a question, however long: its preamble, its numbers and its numbered parts are
the asker's, and no points of who answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from briefing.outline.labels import TURNS
from briefing.text.lexicon import pattern
from briefing.text.name_forms import ANY_SURNAME, SURNAME
from briefing.text.source import span, strip_span
from briefing.text.tokens import is_common_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.outline.lines import Line
    from briefing.text.source import Source, Span

_HAN = r"[\u4e00-\u9fff]"
_TITLE = pattern("turns", "member")
# 何守田議員, in the records of Taiwan 何委員守田, and in Macau's papers 議員何守田：.
_MEMBER = rf"(?!{pattern('turns', 'no_member')})(?:{ANY_SURNAME}{_HAN}{{1,3}}{_TITLE}|{ANY_SURNAME}{SURNAME}?{_TITLE}{_HAN}{{2}}|{_TITLE}{ANY_SURNAME}{_HAN}{{1,2}}(?=：))"
_OFFICE = rf"(?:{_HAN}|、){{0,22}}{pattern('turns', 'office')}(?:[ 　]?{ANY_SURNAME}{_HAN}{{1,2}})?"
# 林部長牧野: Taiwan's records set the post within the name.
_WITHIN_NAME = rf"{ANY_SURNAME}{pattern('turns', 'office')}{_HAN}{{1,2}}"
_POST_WITHIN = re.compile(_WITHIN_NAME)
_WHO = rf"(?:(?P<question>{_MEMBER}){pattern('turns', 'puts')}?|(?P<answer>{_WITHIN_NAME}(?=：)|{_OFFICE}){pattern('turns', 'replies')}?)(?:（[^（）：]{{1,12}}）)?"
_HEAD = re.compile(rf"[【\[#* ]{{0,6}}(?:\d{{1,2}}[、.．] ?)?{_WHO}[】\]* ]{{0,4}}(?:[：:]|$)")
# ……做到了。何守田議員：主席，…
_WITHIN = re.compile(rf"(?<=[。？！”）]){_WHO}：")
_OFFICE_ALONE = re.compile(rf"(?:{_HAN}|、){{0,22}}{pattern('turns', 'office')}")
_PRESIDES = re.compile(rf"{pattern('turns', 'presiding')}：(?=.)|主[ 　]+席：(?=.)")
_ASKS = re.compile(rf"？|{pattern('turns', 'asks')}")
# 何守田： on a line of its own, and 我请何处长说一下大约的数字。 by whoever leads to the next.
_NAME_ALONE = re.compile(rf"[【\[#* ]{{0,6}}(?P<name>{ANY_SURNAME}{_HAN}{{1,3}})[】\]* ]{{0,4}}：")
_LAST_NAME = re.compile(rf"{pattern('turns', 'office')}[ 　]?(?P<name>{ANY_SURNAME}{_HAN}{{1,2}})[】\]* ]{{0,4}}：$")
_INVITES = re.compile(
    rf"[^，。！？]{{0,8}}请[^，。！？]{{1,12}}?{pattern('turns', 'invited_to', 'told_to')}[^。！？]{{0,14}}[。！]?"
)
_FEWEST_ASKED, _LONGEST_QUESTION = 2, 12
_MAY_HEAD = frozenset({"title", "subtitle", "series", "heading", "text", "imprint"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """The speaker's part from a line on, and the place that says so."""

    kind: Literal["question", "answer"]
    label: Span


def is_office(folded: str) -> bool:
    """True if the words are an office and name nobody: 水務局局長."""
    return _OFFICE_ALONE.fullmatch(folded) is not None


def has_post_within(folded: str) -> bool:
    """True if a post stands between somebody's surname and given name: 林部長牧野."""
    return _POST_WITHIN.fullmatch(folded) is not None


def is_member_s(source: Source, line: Line) -> bool:
    """True if the line goes on with a question, or a member's name opens it: what it quotes is part of what is asked."""
    if line.kind != "question":
        return False
    return line.label is None or bool((match := _HEAD.match(source.fold(line.label))) and match["question"])


def name_heads(source: Source, lines: list[Line]) -> list[Line]:
    """The lines with who asks and which office answers as heads of turns, and all that an asker says as the question.

    They are where a member's turn that asks is followed by an office's; elsewhere 何守田代表： may be who answers.
    """
    parted: list[Line] = []
    for line in lines:
        # Somebody else may speak within a line.
        within = _WITHIN.finditer(source.folded, line.span.start, line.span.end) if line.kind == "text" else ()
        cuts = [line.span.start, *(match.start() for match in within), line.span.end]
        places = [strip_span(source, span(start, end)) for start, end in pairwise(cuts)]
        parted += [replace(line, span=place) for place in places] if len(places) > 1 else [line]
    heads = [_head(source, line) for line in parted]
    # 何守田： answers as well after 局長何守田：.
    named = {match["name"] for head in heads if head and (match := _LAST_NAME.search(source.fold(head.label)))}
    heads = [head or _head_of(source, line, named) for line, head in zip(parted, heads, strict=True)]
    opened = [(index, head) for index, head in enumerate(heads) if head]
    # The asker's turn must put a question, in its first line or one below it.
    answered = (
        first.kind == "question"
        and second.kind == "answer"
        and any(_ASKS.search(source.fold(line.span)) for line in parted[start:end])
        for (start, first), (end, second) in pairwise(opened)
    )
    return list(_turns(source, parted, heads)) if any(answered) else lines


def _turns(source: Source, lines: Iterable[Line], heads: Iterable[_Head | None]) -> Iterator[Line]:
    asking = alone = False
    for line, head in zip(lines, heads, strict=True):
        # 主席：各位議員 right below a head is how who speaks opens.
        presides = not (head or alone) and _PRESIDES.match(source.fold(line.span))
        alone = head is not None and head.label == line.span
        if presides:
            asking = False
            yield replace(line, kind="host", level=0, label=None)
            continue
        asking = head.kind == "question" if head else asking and line.kind not in TURNS
        if head:
            yield replace(line, kind=head.kind, level=0, label=head.label)
        elif asking and line.kind != "furniture":
            yield replace(line, kind="question", level=0, label=None)
        else:
            yield line


def _head_of(source: Source, line: Line, named: set[str]) -> _Head | None:
    """The head of a line that opens with the bare name of somebody who answered with his office before."""
    label = _NAME_ALONE.match(source.fold(line.span)) if line.kind == "text" and named else None
    if label is None or label["name"] not in named:
        return None
    return _Head(kind="answer", label=span(line.span.start, line.span.start + label.end()))


def _head(source: Source, line: Line) -> _Head | None:
    if line.kind not in _MAY_HEAD:
        return None
    match = _HEAD.match(source.fold(line.span))
    if match is None:
        return None
    label = span(line.span.start, line.span.start + match.end())
    return _Head(kind="question" if match["question"] else "answer", label=label)


def name_lone_speakers(source: Source, lines: list[Line]) -> list[Line]:
    """The lines with names that stand alone as heads of answers (何守田：), where askers' labels (媒體：) stand so as well.

    Who does no more than give the word to the next is the host.
    """
    heads = [
        _NAME_ALONE.fullmatch(source.fold(line.span)) if line.kind in {"heading", "text"} else None for line in lines
    ]
    # 方案：, which stands among what 何守田 says, heads what follows; 方竹： answers, wherever he has answered a question.
    replies = {head["name"] for before, head in zip(lines, heads[1:], strict=False) if head and before.kind in TURNS}
    names = [head is not None and (head["name"] in replies or not is_common_word(head["name"])) for head in heads]
    asks = [index for index, line in enumerate(lines) if line.kind == "question" and line.label == line.span]
    answered = [index for index in asks if any(names[index + 1 : index + 2 + _LONGEST_QUESTION])]
    if len(answered) < _FEWEST_ASKED:
        return lines
    given = [
        replace(line, kind="answer", level=0, label=line.span) if name else line
        for line, name in zip(lines, names, strict=True)
    ]
    for index in range(1, len(lines) - 1):
        alone = names[index - 1] and names[index + 1] and not names[index]
        if alone and _INVITES.fullmatch(source.fold(lines[index].span)):
            given[index] = replace(lines[index], kind="host", level=0)
    return given
