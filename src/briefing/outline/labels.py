"""Labelled lines (来源：…, 访谈对象：…): what the lines about the text say of it, by the label before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

from briefing.text import lexicon
from briefing.text.name_forms import ANY_SURNAME
from briefing.text.source import span, strip_span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.outline.lines import Line
    from briefing.text.source import Source, Span

LabelKind = Literal[
    "outlet",  # 来源, 稿源
    "published",  # 发布时间, 最后更新
    "date",  # when the conversation was held: 时间, 采访时间
    "guest",  # 嘉宾, 受访人, 访谈对象; several at a press conference
    "guest_office",  # 对象身份, 职务
    "host",  # 主持人, 采访人, 记录人
    "author",  # 作者, 记者, 撰文
    "place",  # 地点
    "topic",  # 主题
    "contact",  # 地址, 电话: of a letter's head
    "content",  # 访谈内容: opens what was said, and has no value
    "document",  # 主题词, 抄送: of an official document's making
    "page",  # 浏览次数, 字号, 责任编辑
]
KINDS: tuple[LabelKind, ...] = (
    "outlet",
    "published",
    "date",
    "guest",
    "guest_office",
    "host",
    "author",
    "place",
    "topic",
    "contact",
    "content",
    "document",
    "page",
)


def _group(kind: str) -> str:
    """The pattern of a kind's words, which a form also sets wide: 主　题."""
    words = sorted(lexicon.words("labels", kind), key=len, reverse=True)
    return f"(?P<{kind}>{'|'.join(map('[ 　]{0,4}'.join, words))})"


_GROUPS = "|".join(map(_group, KINDS))
# 访谈对象（优先）：
# …, 【嘉宾】 alone on its line, 【访谈时间】2026-03-12, 【访谈对象】方竹: 【嘉宾】 before words opens a turn.
_MARK = (
    r"(?:(?:（[^（）：]{1,6}）)?[】\]）]?[ 　]{0,4}[：:]|[】\]](?=[ 　]*(?:\n|\Z|\d{4}[-年/.]))|"
    r"(?<=时间|地点|身份|职务|来源|日期|对象|内容)】)"
)
_LABEL = re.compile(rf"(?<![\u4e00-\u9fffA-Za-z_])[【\[（]?[ 　]?(?:{_GROUPS}){_MARK}")
_NEXT_LABEL = re.compile(rf"[【\[（]?(?:{_GROUPS}){_MARK}")
_OTHER_LABEL = re.compile(r"(?<![ 　])[ 　]{2,}+[\u4e00-\u9fff]{2,6}：")
# A table's row: label and value are cells.
_CELL = re.compile(rf"(?:(?<=\t)|(?<![^\n]))(?:{_GROUPS})[：:]?(?=\t)")
_HEADLINE = "|".join(map("[ 　]{0,4}".join, lexicon.words("labels", "headline")))
# 标　　题：: the headline is named.
HEADLINE_NAME = rf"(?:{_HEADLINE})[ 　]{{0,4}}[：:]"
_HEADLINE_CELL = re.compile(rf"(?:{_HEADLINE})[：:]?\t")
# Labels of lines that no reader needs.
OF_THE_PAGE = frozenset({"document", "page"})
_ABOUT = frozenset({"imprint", "furniture"})
TURNS = frozenset({"question", "host", "answer"})
_ANYWHERE = frozenset({"outlet", "published", "date", "place", "author", "document", "page"})
_ATTENDING = re.compile(lexicon.pattern("labels", "attending"))
_SPEECH = re.compile(lexicon.pattern("labels", "speech"))
_WRITER = re.compile(rf"{ANY_SURNAME}[\u4e00-\u9fff]{{1,2}}")
_LONGEST_VALUE = 40
_LONGEST_LINE = 90
_SENTENCE_MARKS = frozenset("。！？")
# A reporter's and a host's labels open turns as well: only names make them an imprint.
_PEOPLE = frozenset({"host", "author"})
_NAME = r"[\u4e00-\u9fff·]{2,4}"
_NAMED = re.compile(rf"(?:[^，。]{{2,40}}[ 　])?{_NAME}(?:[、 　/／]{{1,3}}{_NAME})*(?:[ 　].*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A label of a line: `value` is what follows the label (its place is empty where nothing does)."""

    kind: LabelKind
    label: Span
    value: Span


def labelled_in(source: Source, place: Span) -> tuple[Labelled, ...]:
    """The labelled values of one line, in order: 时间：… 来源：… holds two."""
    form = _CELL if "\t" in source.fold(place) else _LABEL
    found = list(form.finditer(source.folded, place.start, place.end))
    if found and form is _LABEL:
        # 来源：岚江日报作者：方竹: once a line has a label, the next needs nothing before it.
        found = [found[0], *_NEXT_LABEL.finditer(source.folded, found[0].end(), place.end)]
    ends = [*(match.start() for match in found[1:]), place.end][: len(found)]
    # 职务：临溪县县长　　联系电话：…: a label that we do not know ends a value, too.
    others = (_OTHER_LABEL.search(source.folded, match.end(), place.end) for match in found)
    ends = [min(end, other.start()) if other else end for other, end in zip(others, ends, strict=True)]
    return tuple(
        Labelled(kind=kind, label=span(*match.span()), value=strip_span(source, span(match.end(), until)))
        for match, until in zip(found, ends, strict=True)
        for kind in KINDS
        if kind == match.lastgroup
    )


def first_label(folded: str) -> int | None:
    """The start of the first label of a line."""
    match = _LABEL.search(folded)
    return match.start() if match else None


def is_labelled_row(folded: str) -> bool:
    """True for a row of a form, whose first cell is a label: 采访人⇥方竹, 标题⇥把荒山变成茶山."""
    return bool(_CELL.match(folded) or _HEADLINE_CELL.match(folded))


def opens_with_label(folded: str, *, front: bool = True) -> LabelKind | None:
    """The kind of the label that a line about the text opens with; None for 嘉宾：大家好。, which is somebody's turn.

    In the middle of a text (`front` is false) 嘉宾：, 主题： and 记者： open what is said, as 正文： does everywhere.
    """
    match = _LABEL.match(folded)
    if match is None:
        return None
    kind = next(kind for kind in KINDS if kind == match.lastgroup)
    value = folded[match.end() :].strip(" 　")
    if kind == "content" and value:
        return None
    if len(value) > _LONGEST_LINE or _SENTENCE_MARKS & set(value[:-1]) or value[-1:] == "？":
        return None
    if not front and kind not in _ANYWHERE and not _ATTENDING.match(folded):
        return None
    if kind == "guest" and _SPEECH.search(value):
        return None
    named = kind not in _PEOPLE or not value or _NAMED.fullmatch(value)
    return kind if named else None


def labelled(source: Source, lines: Sequence[Line]) -> tuple[Labelled, ...]:
    """Every labelled value of the lines about the text, in order; a label alone on its line has the next line's words."""
    found: list[Labelled] = []
    for line, following in zip_longest(lines, lines[1:]):
        if line.kind in _ABOUT or (line.kind == "text" and "\t" in source.fold(line.span)):
            values = labelled_in(source, line.span)
            alone = values and values[-1].value.start == values[-1].value.end and values[-1].kind != "content"
            # What may be said below a label is short, no sentence, no label itself.
            said = source.fold(following.span) if alone and following and following.kind not in TURNS else ""
            # 来源： over a name of two or three characters is empty: the next line is a byline.
            byline = alone and values[-1].kind == "outlet" and _WRITER.fullmatch(said)
            if following and said and len(said) <= _LONGEST_VALUE and not (byline or set("。！？；：") & set(said)):
                values = (*values[:-1], replace(values[-1], value=following.span))
            found += values
    return tuple(found)
