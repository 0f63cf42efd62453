"""Source → labelled lines: what each line of the text is, before anything is read out of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Literal

from briefing.outline.front_lines import cut_title, heads_speech, read_front
from briefing.outline.labels import TURNS, labelled_in, opens_with_label
from briefing.outline.page_lines import (
    is_caption,
    is_date_line,
    is_furniture,
    is_imprint,
    leads_elsewhere,
    opens_disclaimer,
    within_tags,
)
from briefing.outline.speaker_heads import name_heads, name_lone_speakers
from briefing.outline.turns import (
    ANSWER_LABEL,
    ANSWER_OPENS,
    CALLS_ON,
    CAST,
    QUESTION_LABEL,
    SPEAKER_LABEL,
    give_to_host,
    is_host_s,
    join_questions,
    name_askers,
    name_headings,
    name_hosts,
    name_initials,
    name_speakers,
)
from briefing.text.lexicon import pattern
from briefing.text.source import span, strip_span

if TYPE_CHECKING:
    from briefing.text.source import Mark, Source, Span

LineKind = Literal[
    "title",  # the document's own title
    "subtitle",  # ――2026年1月27日在…会议上
    "series",  # the column or series that the text appeared in
    "imprint",  # outlet, date, author, byline: about the text, not of it
    "heading",  # of a section, with a level
    "question",  # put to the speaker; in a transcript the line may name its asker
    "host",  # whoever leads a meeting opens it, gives the word, or closes it
    "answer",  # of a transcript: opens with 答： or a speaker's name
    "text",  # any other running text
    "caption",  # under a photo
    "furniture",  # of the page: 下载, 打印, 责任编辑
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line (行) of the source without the white space around it.

    `number` counts the lines that are not blank, from 1: what packs call 第8段. `level` is 1 to 3 for a heading,
    else 0. `label` is the place of what opens a line and is no part of what it says, mark included: a name in a transcript
    (記者問：), 編者按：. `item` is true of an item of a list whose bullet the text does not print.
    """

    kind: LineKind
    span: Span
    number: int
    level: int = 0
    label: Span | None = None
    item: bool = False


_NUMBERED_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]{1,3}[章节部]|#{1,6} )"
)
_FIRST_LEVEL = re.compile(r"[一二三四五六七八九十]{1,3}、|第.{1,3}[章部]")
_FORM_OF_NUMBER = re.compile(r"(?P<plain>[一二三四五六七八九十]{1,3}、)|(?P<bracketed>（[一二三四五六七八九十]{1,3}）)")
# 新增企业318家 states something, and 三件大事 announces it; | 甲 | 3家 | is a table's row.
_STATES = re.compile(rf"(?!\|)[^\n]*?\d[\d.,，]*[万亿千百余多]{{0,2}}{pattern('headings', 'unit')}")
_LIST_ITEM = re.compile(rf"(?:\*\*)?{pattern('headings', 'bullet')}")
_BULLETED = re.compile(rf"(?P<bullet>{pattern('headings', 'bullet')})[ 　]*")
# A line with one bar, before or behind its words.
_BARRED = re.compile(r"(?:[|｜][ 　]*)?(?P<words>[^|｜\n]+?)(?:[ 　]*[|｜])?")
# What opens a paragraph and is about the text: 编者按：, （記者某某南瀛報導）, 【本報訊】, 正文：.
_NOTE_LABEL = re.compile(
    r"【?(?:编者?按|编者的话)(?:】[：:]?|[：:])|[（【](?:本[报刊台]讯|(?:本[报刊台])?记者[^（）【】。]{2,20}|[^（）【】。，]{2,14}(?:讯|电|报导|报道))[）】]"
    rf"|{pattern('labels', 'content')}："
)
# What opens a line of a kind and is no part of what it says.
_LABELS: dict[LineKind, re.Pattern[str]] = {"question": QUESTION_LABEL, "answer": ANSWER_LABEL, "text": _NOTE_LABEL}
_STOP = frozenset("。！？…；：”）")
_ENDS_WITH_TERM = re.compile(r"[^：，“”说道问]“[^“”。！？，；]{1,8}”$")
# “让工程师愿意在这里买房”: words that somebody says end as a sentence does.
_QUOTED_HEADING = re.compile(r"“[^“”。！？；]{6,24}”")
# 【疑涉超标水样 水务局：即刻停供并扩大抽查】 heads what follows, however long it is.
_BRACKETED_HEADING = re.compile(r"【[^【】。]{8,60}】")
# 从“能办”到“好办” has words enough, once its marks are out of the way.
_NO_MARKS = str.maketrans("", "", "“”‘’")
# A member of a series that has lines of its own.
_MEMBER_END = re.compile(r"；(?:以及|及|和|或)?$")
# 东海卫视记者问：“水价会涨吗？”何进答，不会。 tells of both.
_IS_ANSWERED = re.compile(r"“[^“”]+？”(?=[^\s”])")
# So far down a page's remains push its headline.
_CROWN_LINES = 12
# So many lines may stand below a text and be no part of it.
_MOST_BELOW = 20
# Labels of a form that stand below a few words on the person: 受访者：, 采访者：.
_OF_A_FORM = frozenset({"guest", "guest_office", "host", "place", "topic"})
# What a list above a conversation tells of it: 时间：2026-03-12.
_OF_AN_INTERVIEW = frozenset({"outlet", "published", "date", "guest", "place", "topic"})
_TEXT = TURNS | {"text", "heading"}


def _is_heading(folded: str) -> bool:
    if _BRACKETED_HEADING.fullmatch(folded):
        return True
    if _MEMBER_END.search(folded) or _LIST_ITEM.match(folded):
        return False
    if _NUMBERED_HEADING.match(folded):
        is_statement = folded[-1] == "。" and _STATES.match(folded) is not None
        # 一、修路；二、架桥。 is a list.
        one = "。" not in folded[:-1] and "；" not in folded
        return len(folded) <= 40 and one and folded[-1] != "？" and not is_statement
    return (
        len(folded) <= 34
        and not _STATES.match(folded)
        and (folded[-1] not in _STOP or bool(_ENDS_WITH_TERM.search(folded) or _QUOTED_HEADING.fullmatch(folded)))
        and "。" not in folded
        and bool(re.search(r"[\u4e00-\u9fff]{4}", folded.translate(_NO_MARKS)))
    )


def _kind(folded: str, *, opening: bool = False) -> tuple[LineKind, int]:
    """Kind and level of a line past the front, by its own words; `opening` where nobody has spoken yet."""
    if is_furniture(folded) or CALLS_ON.fullmatch(folded):
        return "furniture", 0
    form = CAST.fullmatch(folded) or (opening and opens_with_label(folded) in _OF_A_FORM)
    asks = QUESTION_LABEL.match(folded)
    if asks and not form and not _IS_ANSWERED.match(folded, asks.end()):
        return ("host" if is_host_s(folded) else "question"), 0
    if is_caption(folded):
        return "caption", 0
    if form or is_imprint(folded, front=False):
        return "imprint", 0
    if _is_heading(folded):
        signs = len(folded) - len(folded.lstrip("#"))
        by_words = 1 if _FIRST_LEVEL.match(folded) else 2
        return "heading", min(3, max(1, signs - 1)) if signs else by_words
    return ("answer" if ANSWER_OPENS.match(folded) else "text"), 0


def find_lines(source: Source) -> list[Span]:
    """The places of the lines that are not blank, without the white space around it."""
    places = (
        strip_span(source, span(match.start(), match.end()))
        for match in re.finditer(r"[^\r\n\v\f\x85\u2028\u2029]+", source.text)
    )
    return [place for place in places if place.start < place.end]


def _marked(mark: Mark, folded: str, *, opening: bool) -> tuple[LineKind, int]:
    """The kind of a line as the file's structure gives it; running text may still be a turn of a conversation."""
    match mark.kind:
        case "heading":
            # ### 记者： opens a turn, however a file sets it.
            turn = _kind(folded)
            is_name = len(folded) <= 9 and SPEAKER_LABEL.fullmatch(folded)
            return turn if turn[0] in TURNS or is_name else ("heading", mark.level)
        case "text" | "item" | "row" | "note":
            if opening and mark.kind in {"text", "item"} and opens_with_label(folded) in _OF_AN_INTERVIEW:
                return "imprint", 0
            kind, level = _kind(folded)
            return (kind, level) if kind in TURNS and mark.kind in {"text", "item"} else ("text", 0)
        case None:
            return _kind(folded, opening=opening)
        case _:
            return mark.kind, 0


def _unmarked(source: Source, place: Span, folded: str, *, opening: bool) -> tuple[LineKind, int]:
    """The kind of a line that stands in no file's structure, unless in tags: <figcaption>园区一角</figcaption>."""
    is_captioned = source.text.startswith("<figcaption", place.start)
    return ("caption", 0) if is_captioned else _kind(folded, opening=opening)


def _itemise(source: Source, lines: list[Line]) -> list[Line]:
    """The lines with numbered sentences one below the other as text: they are a list's items, and each heads nothing."""
    forms = [_FORM_OF_NUMBER.match(source.fold(line.span)) for line in lines]
    around = [None, *forms, None]
    near = [{form.lastgroup for form in beside if form} for beside in zip(around[:-2], around[2:], strict=True)]
    return [
        replace(line, kind="text", level=0)
        if line.kind == "heading" and form and form.lastgroup in beside and source.fold(line.span)[-1] == "。"
        else line
        for line, form, beside in zip(lines, forms, near, strict=True)
    ]


def _leave_other_texts(source: Source, lines: list[Line]) -> list[Line]:
    """The lines with what stands below the text as furniture.

    Headlines of other texts below 相关阅读, if no sentence stands there, and what a platform says below 特别声明.
    """
    tail = {at: source.fold(lines[at].span) for at in range(max(1, len(lines) - 2 * _MOST_BELOW), len(lines))}
    end = next((at for at in tail if at >= len(lines) - _MOST_BELOW and opens_disclaimer(tail[at])), len(lines))
    near = range(end - 1, max(0, end - _MOST_BELOW - 1), -1)
    head = next((at for at in near if leads_elsewhere(tail[at])), end)
    if any(tail[at].endswith("。") for at in range(head + 1, end)):
        head = end
    return [*lines[:head], *(replace(line, kind="furniture", level=0, label=None) for line in lines[head:])]


def _crown(source: Source, lines: list[Line]) -> list[Line]:
    """The lines of a text whose front holds no headline, with one of the headings as the title.

    It is the first that a date line follows, or the only one of the first level, if a file opens with lower ones and comes
    to it at once: ### 局负责同志, # 就办法答记者问.
    """
    if any(line.kind == "title" for line in lines):
        return lines
    for line, after in pairwise(lines[: _CROWN_LINES + 1]):
        if line.kind == "heading" and after.kind == "imprint":
            labels = {one.kind for one in labelled_in(source, after.span)}
            if labels & {"published", "outlet"} or is_date_line(source.fold(after.span), front=True):
                return [replace(one, kind="title", level=0) if one is line else one for one in lines]
    first = [line for line in lines if line.kind == "heading" and line.level == 1]
    opening = list(takewhile(lambda line: line.kind == "heading", lines))
    if len(first) != 1 or first[0] not in opening[1:] or _NUMBERED_HEADING.match(source.fold(first[0].span)):
        return lines
    return [replace(line, kind="title", level=0) if line is first[0] else line for line in lines]


def _without_signs(source: Source, places: list[Span]) -> list[Span]:
    """The places without the bar of a table that is gone (何进答：|), and without the bullets that set off turns (● 记者：)."""
    bare = [
        strip_span(source, span(*match.span("words")))
        if (match := _BARRED.fullmatch(source.folded, place.start, place.end))
        else place
        for place in places
    ]
    listed = [_BULLETED.match(source.folded, place.start, place.end) for place in bare]
    asking = {match["bullet"] for match in listed if match and QUESTION_LABEL.match(source.folded, match.end())}
    return [
        span(match.end(), place.end)
        if match and match["bullet"] in asking and SPEAKER_LABEL.match(source.folded, match.end(), place.end)
        else place
        for place, match in zip(bare, listed, strict=True)
    ]


def _read_marks(source: Source) -> dict[int, Mark]:
    """The marks that the file itself sets, by where their lines begin.

    A heading that stands time and again with a colon (### Fish Yu：) says who speaks, and is text.
    """
    said = Counter(source[mark.words or mark.span] for mark in source.marks if mark.kind == "heading")
    names = {words for words, count in said.items() if count > 1 and words.endswith(("：", ":"))}
    return {
        mark.span.start: replace(mark, kind="text", level=0) if source[mark.words or mark.span] in names else mark
        for mark in source.marks
    }


# Each edition of a source asks again, and so do its doubts.
@lru_cache(maxsize=4)
def label_lines(source: Source) -> tuple[Line, ...]:
    """Every line of the source that is not blank, labelled, in order.

    A title with its date line behind it is two lines of one number.
    """
    lines: list[Line] = []
    marks = _read_marks(source)
    marked = [(place, marks.get(place.start)) for place in find_lines(source)]
    # The signs around the words (## , - ) are no part of a line.
    places = _without_signs(source, [(mark and mark.words) or place for place, mark in marked])
    given = {place.start: mark for place, (_, mark) in zip(places, marked, strict=True) if mark and mark.kind}
    front = read_front(source, places, given)
    for number, (place, (_, mark)) in enumerate(zip(places, marked, strict=True), 1):
        read = front[number - 1] if number <= len(front) else []
        opening = number <= _CROWN_LINES and not any(line.kind in TURNS for line in lines)
        opening = opening and not heads_speech(source, places, number - 1)
        if read or (mark and mark.kind == "title"):
            pieces = [(*piece, 0) for piece in read or cut_title(source, place)]
        else:
            words = place if mark else within_tags(source, place)
            folded = source.fold(words)
            kind, level = (
                _marked(mark, folded, opening=opening) if mark else _unmarked(source, place, folded, opening=opening)
            )
            pieces = [(kind, words, level)]
        for kind, part, level in pieces:
            pattern_of_label = _LABELS.get(kind)
            label = pattern_of_label.match(source.fold(part)) if pattern_of_label else None
            lines.append(
                Line(
                    kind=kind,
                    span=part,
                    number=number,
                    level=level,
                    label=span(part.start, part.start + label.end()) if label else None,
                    item=mark is not None and mark.kind == "item" and kind == "text",
                )
            )
    lines = name_heads(source, _itemise(source, _leave_other_texts(source, lines)))
    lines = _crown(source, lines)
    # Headings right above the title are its subtitles (引题): ### 局负责同志, # 就办法答记者问.
    title = next((index for index, line in enumerate(lines) if line.kind == "title"), 0)
    if all(line.kind in {"heading", "furniture", "imprint"} for line in lines[:title]):
        lines[:title] = [
            replace(line, kind="subtitle", level=0) if line.kind == "heading" else line for line in lines[:title]
        ]
    # The body that signs above the last day is imprint: 临溪市政府 / 2026年3月12日.
    last = max((index for index, line in enumerate(lines) if line.kind in _TEXT), default=0)
    if 0 < last < len(lines) - 1 and lines[last].kind == "heading" and lines[last + 1].kind == "imprint":
        lines[last] = replace(lines[last], kind="imprint", level=0)
    lines = name_hosts(source, name_headings(source, lines))
    lines = name_lone_speakers(source, give_to_host(source, lines))
    return tuple(name_speakers(source, join_questions(name_askers(source, name_initials(source, lines)))))
