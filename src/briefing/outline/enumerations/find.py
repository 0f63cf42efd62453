"""一是…二是… (列舉): markers in sequence, their heads, and the sentence that announces them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise, takewhile
from statistics import median_low
from typing import TYPE_CHECKING

from briefing.outline.enumerations.leads import find_lead, read_lead
from briefing.outline.enumerations.runs import find_runs
from briefing.outline.model import Enumeration, Item, quote_source
from briefing.text.lexicon import pattern
from briefing.text.source import span, strip_span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.outline.enumerations.markers import Marker
    from briefing.outline.lines import Line
    from briefing.outline.model import Words
    from briefing.text.source import Source, Span

# What a work report calls the part that says what will be done this year.
_PRIORITY_WORK = re.compile(r"重点工作|重点任务|主要任务|工作重点|工作安排|主要工作")
_READ = frozenset({"text", "answer", "heading"})
_HEAD_END = re.compile(r"[，。；：！？…\r\n]")
# 在目标上，坚持标准不降: the frame alone says nothing, so the head goes on to the next clause.
_FRAME = re.compile(
    r"(?:在|从|对|就|围绕|针对|关于|对于)[^，。；：\r\n]{1,16}(?:上|方面|来看|来说|来讲|而言|下|中|层面|角度|问题)，"
)
_SAID = re.compile(r"[^，。：；“”、]{2,12}(?:表示|指出|强调|提到|(?<!来)说)，(?=[^。！？；\r\n]{4})")
_KEYWORDS = "关键词"
_COPULA = re.compile(r"[就则]?是(?![否不什谁哪非])(?=[^，。；：！？\r\n]{2})")
_OPENER = re.compile(rf"{pattern('lists', 'openers')}，(?=[^。！？；\r\n]{{4}})")
_CLOSING = re.compile(pattern("lists", "closing"))
_LETTER = re.compile(r"[\u4e00-\u9fffA-Za-z\d]")
_NUMERAL = re.compile(r"[一二三四五六七八九十]")
_QUOTED = re.compile(r"“(?P<inside>[^“”]+)”|‘(?P<single>[^‘’]+)’")
# A heading that tells what to do or hold to is a member of a list; 工作回顾 names a part of the document.
_DOING = re.compile(pattern("lists", "doing"))
# A member's words beyond this are not looked through for the end of a quotation.
_LONGEST, _LONGEST_TITLE = 1500, 40
_PAGE = re.compile(pattern("lists", "of_the_page"))
_SHORTEST_REPEATED, _MOST_PULL_QUOTES = 6, 12
_STOP = re.compile(r"[。！？；]")
_QUOTATION_MARK = re.compile("[“”]")
_SENTENCE_STOP = re.compile(r"[。！？](?=[^”’）]|$)")


def _head(source: Source, start: int, end: int) -> Words:
    """The member's first phrase, without quotation marks that enclose the whole of it."""
    folded = source.folded
    while start < end and folded[start] in "，、：*“ \t　" and not _QUOTED.match(folded, start, end):
        start += 1
    # 最后，局长说，…: who says so is no part of it.
    said = _SAID.match(folded, start, end) or _OPENER.match(folded, start, end)
    start = said.end() if said else start
    # 最后一点，则是迎客; 第三，是护园.
    copula = _COPULA.match(folded, start, end)
    start = copula.end() if copula else start
    # The head goes on behind its frame, or behind a quotation that opens it (“快，还要更快”的服务).
    opening = _FRAME.match(folded, start, end) or _QUOTED.match(folded, start, end)
    stop = _HEAD_END.search(folded, opening.end() if opening else start, end)
    place = strip_span(source, span(start, stop.start() if stop else end))
    # **1.修路**： is a whole head in Markdown.
    place = span(place.start, place.start + len(source.fold(place).rstrip("、* ")))
    quoted = _QUOTED.fullmatch(source.fold(place))
    return quote_source(source, span(place.start + 1, place.end - 1) if quoted else place)


def _run_end(source: Source, run: Sequence[Marker], lines: Sequence[Line]) -> int:
    """The end of the last member: with its line where members stand in lines, else as its sisters end."""
    folded, last = source.folded, run[-1]
    end = lines[last.line].span.end
    if last.opens:
        # It has as many lines as those before it mostly have.
        spread = median_low(after.line - before.line for before, after in pairwise(run)) - 1
        following = lines[last.line + 1 : last.line + 1 + max(spread, 0)]
        for line in takewhile(lambda line: line.kind in {"text", "answer"}, following):
            end = line.span.end
    elif all(len(_SENTENCE_STOP.findall(folded[one.start : after.start])) <= 1 for one, after in pairwise(run)):
        match = _SENTENCE_STOP.search(folded, last.end, min(end, last.end + _LONGEST))
        end = match.end() if match else end
    # A list within quotation marks ends with them.
    depth = 0
    for match in _QUOTATION_MARK.finditer(folded, last.start, min(end, last.start + _LONGEST)):
        depth += 1 if match[0] == "“" else -1
        if depth < 0:
            return match.start()
    return end


def _items(source: Source, run: Sequence[Marker], lines: Sequence[Line]) -> tuple[Item, ...]:
    """The members; where all heads are the same, they go on to the next phrase: 这五年，产业更强 and 这五年，乡村更美."""
    ends = [*(marker.start for marker in run[1:]), _run_end(source, run, lines)]
    items = []
    for ordinal, (marker, end) in enumerate(zip(run, ends, strict=True), 1):
        place = strip_span(source, span(marker.start, max(end, marker.end)))
        head = _head(source, marker.end, max(place.end, marker.end))
        words = source.text[marker.start : marker.end].strip(" \t　，,、：:")
        items.append(Item(ordinal=ordinal, marker=words, head=head, span=place))
    if len({source.fold(item.head.span) for item in items}) > 1:
        return tuple(items)
    longer = []
    for item in items:
        end = item.span.end if item.span else item.head.span.end
        stop = _HEAD_END.search(source.folded, item.head.span.end + 1, end)
        place = strip_span(source, span(item.head.span.start, stop.start() if stop else end))
        longer.append(replace(item, head=quote_source(source, place)))
    return tuple(longer)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A source's lines: `read` may hold enumerations, `where` are their indices, `urgent` those of headings of priorities."""

    source: Source
    lines: Sequence[Line]
    where: Sequence[int]
    read: Sequence[Line]
    urgent: frozenset[int]


def _is_no_list(
    text: _Text, run: Sequence[Marker], items: Sequence[Item], lead: Span | None, declared: int | None
) -> bool:
    """True if the run numbers questions or the document's sections, or stands on the page beside the text."""
    source, first = text.source, text.where[run[0].line]
    # Most members are one question, or open a line with one (1．何时通车？); 第三，只修桥。谁来修路？ asks nobody.
    asked = 0
    for marker, item in zip(run, items, strict=True):
        place = item.span or item.head.span
        stop = _STOP.search(source.folded, marker.end, place.end)
        opens = stop is not None and stop[0] == "？" and marker.opens and not marker.is_prose
        whole = stop is not None and not source.folded[stop.end() : place.end].strip("”’ ")
        asked += opens or (source.fold(place).endswith("？") and (whole or not marker.is_prose))
    if asked * 2 > len(items):
        return True

    # Lines of their own that name a topic each are sections, unless a lead counts them.
    own = [text.read[marker.line] for marker in run if marker.opens]
    said = [source.fold(line.span) for line in own if line.kind != "heading"]
    titled = len(own) == len(run) and all(len(one) <= _LONGEST_TITLE and one[-1] not in "。；！：，" for one in said)
    doing = sum(bool(_DOING.match(source.fold(item.head.span))) for item in items)
    if titled and doing * 2 < len(items) and run[0].style.startswith(("一、", "（一）")) and declared != len(items):
        return True

    # Notes, front matter (tags:), and bullets that are sentences which the text prints again (pull quotes).
    over = [lead] if lead else []
    over += [line.span for line in text.lines[max(0, first - 1) : first]]
    labels = (source.fold(place).strip("*# 　") for place in over)
    if any(label.endswith("：") and (label[:-1].isascii() or _PAGE.fullmatch(label[:-1])) for label in labels):
        return True
    quotes = run[0].ordinal is None and len(items) <= _MOST_PULL_QUOTES
    heads = [source.fold(item.head.span) for item in items] if quotes else []
    return bool(heads) and all(len(head) >= _SHORTEST_REPEATED and source.folded.count(head) > 1 for head in heads)


def _enumeration(text: _Text, run: Sequence[Marker]) -> Enumeration | None:
    """The run as the outline has it; none where it is no list of the text's own."""
    source, first = text.source, text.where[run[0].line]
    items = _items(source, run, text.read)
    heads = [item.head.text for item in items]
    # Nothing that could be a member stands behind a mark of 第一、第二、 or 一是一.
    if any(not _LETTER.search(head) or _NUMERAL.fullmatch(head) for head in heads):
        return None
    lead = find_lead(source, text.lines, first, run[0].start, len(items))
    said = read_lead(source, lead, len(items))
    # 用好两种资源，把门打开。一方面…，另一方面…: sides are of what a lead's last clause counts, and of nothing before.
    if run[0].style == "方面" and lead and said.noun and "，" in source.folded[said.noun.end : lead.end]:
        said = replace(said, noun=None, declared=None)
    # 三大面向：第一…第二…第三…另外，…: what comes on top of the announced members is none of them.
    # 最后，敬祝大家健康: nor is how a speech ends.
    ends = run[-1].ordinal == 0 and len(run) > 2
    if ends and (said.declared == len(run) - 1 or _CLOSING.match(source.fold(items[-1].head.span))):
        return _enumeration(text, run[:-1])
    if _is_no_list(text, run, items, lead, said.declared):
        return None
    kind = "keywords" if _KEYWORDS in run[0].style else said.kind
    # What stands before unnumbered members announces them only where it counts them or ends in a colon.
    if lead and run[0].style == "同" and said.declared is None and source.folded[lead.end - 1] != "：":
        lead = None
    return Enumeration(
        id="",
        kind="priorities" if first in text.urgent else kind,
        lead=quote_source(source, lead) if lead else None,
        noun=source[said.noun] if said.noun else None,
        declared=said.declared,
        items=items,
    )


def find_enumerations(source: Source, lines: Sequence[Line]) -> tuple[Enumeration, ...]:
    """The enumerations in the order of their first markers; those within another's member stand after it."""
    # The headings that stand under one of 2026年重点工作 or the like.
    urgent: set[int] = set()
    above: list[Line] = []
    for index, line in enumerate(lines):
        if line.kind != "heading":
            continue
        while above and above[-1].level >= line.level:
            above.pop()
        if above and _PRIORITY_WORK.search(source.fold(above[-1].span)):
            urgent.add(index)
        above.append(line)
    where = [index for index, line in enumerate(lines) if line.kind in _READ]
    read = [lines[index] for index in where]
    text = _Text(source=source, lines=lines, where=where, read=read, urgent=frozenset(urgent))
    passed = list(accumulate(line.kind in {"heading", "question"} for line in lines))
    runs = find_runs(source, read, [passed[index] for index in where])
    found = (one for run in runs if (one := _enumeration(text, run)))
    return tuple(replace(one, id=f"e{number}") for number, one in enumerate(found, 1))
