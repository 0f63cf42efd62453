"""Questions put to the speaker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.outline.model import Question, quote_source
from briefing.outline.page_lines import DATELINE
from briefing.outline.points import sentences
from briefing.outline.turns import gives_word
from briefing.text.lexicon import pattern
from briefing.text.name_forms import ANY_SURNAME
from briefing.text.source import span, strip_span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.outline.lines import Line
    from briefing.text.source import Source, Span

_LABEL_MARKS = "—―#【】[]*>：:︰﹕ 　"
_PREAMBLE = re.compile(r"(?:立足|面对|面向|作为|依托|凭借|随着)[^，。？]*，(?=[^，？]*(?:如何|怎样|怎么|什么|哪些))")
_PLAIN = rf"(?:{pattern('turns', 'unnamed')}|{pattern('turns', 'question')})?{pattern('turns', 'question')}?"
_PLAIN_LABEL = re.compile(_PLAIN)
_NUMBERED = re.compile(
    rf"(?:[一二三四五六七八九十]{{1,3}}、)?{pattern('turns', 'question')}[\d一二三四五六七八九十]{{0,2}}|[一二三四五六七八九十]{{1,2}}问"
)
# 1.问：
_ITEM = re.compile(r"\d{1,2}[.、．] ?|[一二三四五六七八九十]{1,3}、")
# 何进：渠修通了？ in a talk of two whom nothing tells apart.
_BY_NAME = re.compile(rf"(?P<name>{ANY_SURNAME}[\u4e00-\u9fff]{{1,2}})：")
# A paper that asks by its own name: 本报问, 《海报》.
_PAPER = re.compile(r"《(?P<title>[^《》]+)》问?|(?P<paper>本[报刊社台网])问?")
# 网友“晚风”问 names 网友“晚风”, 何守田議員質詢 the member.
_CALLED = re.compile(rf"(?<=..)(?:{pattern('turns', 'puts')}|{pattern('turns', 'concerns')})$")
_VIEWED = re.compile(
    rf"{pattern('turns', 'viewer')}(?:.+[”’\u4e00-\u9fff]问|{pattern('turns', 'concerns')})$|.+{pattern('turns', 'member')}{pattern('turns', 'puts')}$"
)
# What one says before or after the question itself.
_THANKS = re.compile(r"(?:谢谢|感谢|多谢)[^。？！]{0,12}[。！]?\s*")
_REQUEST = re.compile(
    r"(?:[想也还就]{0,2}|麻烦)请[^。？！]{2,30}(?:谈|介绍|回应|回答|说说|解读|分享)[^。？！]{0,8}。?\s*"
)
_GREETING = re.compile(
    r"\s*(?:(?:谢谢|感谢|多谢)[^。？！，]{0,12}[。！，]|我是[^。？！，]{2,20}记者[^。？！，]{0,6}[。！，])*\s*"
)
# Whose question a host or a reporter passes on: 网友“某某”问：, 还有位家长连着问：“.
_ONE = r"(?:还有|下面|再?来看|接下来)?(?:[一这]|另一?)?[位名个]?"
_VIEWER = rf"(?P<kind>{pattern('turns', 'relayed')})(?:“(?P<name>[^“”]{{1,16}})”)?"
_ALIAS = r"“(?P<alias>[^“”]{1,16})”(?=[^，：]{0,8}(?:[问说]|留言))"
_RELAYED = re.compile(rf"{_ONE}(?:{_VIEWER}|{_ALIAS})[^，。：？！“”]{{0,12}}(?:：|(?<=[问说])，)(?P<open>“)?")
# Who asks in running text: 会上，东海卫视记者问，水价会涨吗？
_MEDIUM = rf"(?:来自)?(?P<medium>《[^《》]{{2,16}}》|[\u4e00-\u9fff]{{1,10}}?{pattern('imprint', 'medium')})的?"
_SOMEBODY = r"[\u4e00-\u9fff]{0,6}?(?<![答对向告诉])"
_ASKS = r"(?:再次?|又|首先|接着|随后)?(?:提问|追问|发问|问)道?(?:：|，)"
_TOLD = re.compile(rf"(?:[^，。：？！“”]{{1,10}}，)?(?:{_MEDIUM}|{_SOMEBODY})记者{_ASKS}(?P<open>“)?")
# Who answers, and that he does so: 连思齐坦言，.
_ANSWERS = re.compile(
    rf"(?s:.{{0,11}}){pattern('turns', 'tells')}|[^，。：？！“”]{{1,10}}?{pattern('turns', 'answers')}[^，。：？！“”]{{0,4}}[，：“]"
)

# “水价会涨吗？”这是提给何进的第一个问题。
_IS_ASKED = re.compile("[这那]是[^，。；]{0,24}(?:提问|问题)[。，]")

_STOP = re.compile("[。！？]")
_FEWEST_LINES = 2
_ANSWERED = re.compile("？(?:”)?对此")
# 种什么？有人说种玉米: what the speaker asks himself.
_SOME = re.compile(r"(?:有的?人|有的|大家|老百姓|村民们?|我)")


def _put_in(source: Source, line: Line, *, conversed: bool) -> list[Span]:
    """The questions of a line of running text that the interviewer puts: what asks at its end, or right before the answer.

    Neighbours are one question, without a clause before it that only sets the scene (立足…优势，).
    """
    asked: list[Span] = []
    for sentence in sentences(source, line.span):
        if not source.fold(sentence).rstrip("”’").endswith("？"):
            continue
        if asked and asked[-1].end >= sentence.start - 1:
            asked[-1] = span(asked[-1].start, sentence.end)
            continue
        opens = sentence.start == line.span.start
        dated = DATELINE.match(source.folded, sentence.start, sentence.end) if opens else None
        start = dated.end() if dated else sentence.start
        preamble = _PREAMBLE.match(source.folded, start, sentence.end)
        asked.append(strip_span(source, span(preamble.end() if preamble else start, sentence.end)))

    put = []
    for question in asked:
        rest = source.fold(span(question.end, line.span.end))
        ends = not rest.strip() or any(words.fullmatch(rest) for words in (_THANKS, _REQUEST))
        answered = "对此" in rest[:8] or _ANSWERS.match(rest) or _IS_ASKED.match(rest)
        # Where nobody converses, a question that ends a line is put only where no sentence stands before it.
        opens = not _STOP.search(source.folded, line.span.start, question.start)
        if (ends or answered) and not _SOME.match(rest) and (conversed or question.end < line.span.end or opens):
            put.append(question)
    return put


def _is_conversation(source: Source, lines: Sequence[Line]) -> bool:
    """True if who asks is labelled, at least two lines are questions, or a line answers one: 渠怎么修？对此，何进表示，….

    Elsewhere the author ends a paragraph with one of his own.
    """
    whole = 0
    for line in lines:
        folded = source.fold(line.span) if line.kind == "text" else ""
        if line.kind == "question" or _ANSWERED.search(folded):
            return True
        whole += folded.endswith("？") and not _STOP.search(folded[:-1])
    return whole >= _FEWEST_LINES


def _asker(source: Source, line: Line) -> str | None:
    if line.label is None:
        return None
    label, folded = (words.strip(_LABEL_MARKS) for words in (source[line.label], source.fold(line.label)))
    own = _PAPER.fullmatch(folded)
    if own:
        return label[slice(*own.span(own.lastgroup or 0))]
    called = _CALLED.search(folded) if _VIEWED.match(folded) else None
    label, folded = (words[: called.start()] for words in (label, folded)) if called else (label, folded)
    number = _ITEM.match(folded)
    label, folded = (words[number.end() :] for words in (label, folded)) if number else (label, folded)
    return label if label and not _PLAIN_LABEL.fullmatch(folded) and not _NUMBERED.fullmatch(folded) else None


def _told(source: Source, asked: Span, opening: re.Pattern[str], asker: str | None = None) -> tuple[Span, str | None]:
    """The question alone, with whom its opening names: the medium that asks it (东海卫视记者问，), or for whom it is passed on."""
    name = _BY_NAME.match(source.folded, asked.start, asked.end)
    # 高铁：何时开通？ is said once, and no name.
    if name and source.folded.count(name.group()) > 1:
        return strip_span(source, span(name.end(), asked.end)), source.text[slice(*name.span("name"))]
    match = opening.match(source.folded, asked.start, asked.end)
    if match is None or match.end() >= asked.end:
        return asked, asker
    end = asked.end - 1 if match["open"] and source.folded[asked.end - 1] == "”" else asked.end
    groups = (group for group in ("name", "alias", "kind", "medium") if match.groupdict().get(group))
    named = next((source.text[slice(*match.span(group))] for group in groups), "")
    return span(match.end(), end), (named.strip("《》") if opening is _TOLD else named) or None


def _longer(source: Source, question: tuple[Span, str | None], line: Line) -> tuple[Span, str | None]:
    """A question that goes on with a line, or begins with it below a label that stands alone."""
    end = _without_thanks(source, line.span.start, line.span.end)
    asked, asker = question
    start = asked.start if asked.start < asked.end else line.span.start
    return strip_span(source, span(start, max(end, asked.end))), asker


def _without_thanks(source: Source, start: int, end: int) -> int:
    """The end of the last sentence that is no thanks, and does not ask once more for what was asked (想请…谈一谈)."""
    last = max(source.folded.rfind(mark, start, end - 1) for mark in "？。")
    if last < 0:
        return end
    asks = source.folded[last] == "？" and _REQUEST.fullmatch(source.folded, last + 1, end)
    return last + 1 if asks or _THANKS.fullmatch(source.folded, last + 1, end) else end


def find_questions(source: Source, lines: Sequence[Line]) -> tuple[Question, ...]:
    """The questions in order, each answered by the text up to the next."""
    found: list[tuple[Span, str | None]] = []
    ends: list[int] = []
    opened = False
    conversed = _is_conversation(source, lines)
    for line in lines:
        # A host whose label has a line of its own asks nothing, but ends the answer before.
        if line.kind in {"question", "host"} and line.label:
            # The question stands behind the label, without the thanks around it.
            start = line.label.end
            end = _without_thanks(source, start, line.span.end)
            greeting = _GREETING.match(source.folded, start, end)
            put = strip_span(source, span(greeting.end() if greeting else start, end))
            put = put if put.start < put.end else strip_span(source, span(start, end))
            found.append(_told(source, put, _RELAYED, _asker(source, line)))
            ends.append(line.span.start)
        elif line.kind == "host" and gives_word(source.fold(line.span)):
            # Whoever speaks next does not answer what was asked before.
            found.append((span(line.span.start, line.span.start), None))
            ends.append(line.span.start)
        elif line.kind == "question" and found:
            found[-1] = _longer(source, found[-1], line)
        elif line.kind == "text":
            asked = _put_in(source, line, conversed=conversed)
            if asked and opened and found and asked[-1].end == _without_thanks(source, line.span.start, line.span.end):
                # A question of two paragraphs, or one whose label has a line of its own.
                found[-1] = _longer(source, found[-1], line)
                asked.pop()
            found.extend(_told(source, one, _TOLD) for one in asked)
            ends.extend(one.start for one in asked)
        opened = line.kind == "question" and source.folded[line.span.end - 1] != "？"
    text = [line for line in lines if line.kind not in {"furniture", "imprint"}]
    end = text[-1].span.end if text else 0
    ends = [*ends[1:], end]
    return tuple(
        Question(words=quote_source(source, asked), asker=asker, answer=span(asked.end, max(asked.end, until)))
        for (asked, asker), until in zip(found, ends, strict=False)
        if asked.start < asked.end
    )
