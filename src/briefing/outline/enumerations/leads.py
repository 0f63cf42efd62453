"""The sentence that announces an enumeration, and what it says of it: how many, of what, and whether they are priorities."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.text.source import span, strip_span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.outline.lines import Line
    from briefing.outline.model import EnumerationKind
    from briefing.text.source import Source, Span

_N = "一二两三四五六七八九十"
# The noun ends where the lead's predicate goes on: 四个方面|持续发力.
_NOUN_END = r"(?=[，。：；！？、”（―—\d]|$|重点|持续|发力|着力|着手|入手|推进|加以|展开|协同|同时|集中|上?下功夫|上(?:发力|用力|做文章|求突破)|如下|以下|来|谈|作出|作了|做|进行|走|抓$|抓[，。：])"
_COUNT = re.compile(
    rf"(?!(?<=[下进])一步)(?P<n>[{_N}]{{1,3}}|\d{{1,2}})(?:(?P<side>个?大?方面)的?|大|个|组|项|点|条|件|种|类|步|把|张|本|句|对|道|手|字)"
    rf"“?(?P<noun>(?:重点(?!发力|推进|突破|用力|抓|做))?(?:(?!圆满|全部|已|顺利|得到|取得)[\u4e00-\u9fff]){{0,8}}?){_NOUN_END}"
)
_NAMES_MORE = re.compile(rf"[{_N}]{{1,3}}[^{_N}]{{1,2}}[{_N}][\u4e00-\u9fff]{{2}}")
_HAVE = re.compile(r"有(?P<n>[二三四五六])[。：，]?$")
# A number that the members do not bear out is still an announcement where it counts such things.
ANNOUNCED = re.compile(
    r"关键词|方面|任务|重点|举措|措施|工作|问题|意见|特点|要求|建议|原则|亮点|方向|目标|内容|优势|抓手|体会|行动|工程|面向"
)
_PRIORITIES = re.compile(
    r"方面.{0,6}(?:发力|着力|用力|推进|突破|下功夫)|重点(?:发力|抓|做|推进|任务|工作|突出|聚焦|落实)|工作重点|主要任务|着力做好"
    r"|(?:抓好|做好|抓实|突出|聚焦|推进|完成|落实)[^，。]{0,16}(?:工作|任务|重点|环节)|办好“?[二三四五六七八九十]件大事"
)
# A lead farther back than this announces something else; and a line may be the whole text.
_FAR = 600
_SENTENCE = re.compile(r"[^。！？；…]*(?:[。！？；]|…+)[”’）]*|[^。！？；…]+\Z")
_MEMBER = re.compile(rf"[{_N}](?:是|要)|第[{_N}]|首先|其[次{_N}]|（[{_N}]{{1,2}}）|[{_N}]、|\d{{1,2}}[.、]")
_READ = frozenset({"text", "answer", "heading", "question"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """A lead of an enumeration; `noun` is the place where it names what is counted."""

    kind: EnumerationKind
    declared: int | None
    noun: Span | None


def value_of(numeral: str) -> int:
    """The number that a short Chinese or Arabic numeral says."""
    if numeral.isdigit() and numeral.isascii():
        return int(numeral)
    digits = "一二三四五六七八九"
    tens, ten, units = numeral.replace("两", "二").rpartition("十")
    return (digits.find(tens) + 1 or 1) * 10 * bool(ten) + digits.find(units[-1:]) * bool(units) + bool(units)


def _sentences(source: Source, start: int, end: int) -> list[Span]:
    found = (strip_span(source, span(*match.span())) for match in _SENTENCE.finditer(source.folded, start, end))
    return [one for one in found if one.end > one.start]


def find_lead(source: Source, lines: Sequence[Line], index: int, start: int, size: int) -> Span | None:
    """The sentence that announces what begins at `start` in the line of that index, without a comma at its end."""
    line = lines[index]
    here = _sentences(source, max(line.label.end if line.label else line.span.start, start - _FAR), start)
    if not here:
        # The nearest line above; captions are passed over, the document's front announces nothing.
        nearest = reversed(lines[max(0, index - 8) : index])
        above = next((one for one in nearest if one.kind not in {"caption", "furniture"}), None)
        if above and above.kind in _READ:
            begin = above.label.end if above.label else above.span.start
            here = _sentences(source, max(begin, above.span.end - _FAR), above.span.end)
    open_sentence = here and here[-1].end >= start - 1 and source.folded[here[-1].end - 1] not in "。！？；”"
    if not here:
        return None
    place = here[-1]
    # Of the last three sentences the nearest that counts as many as there are members, else the last.
    for candidate in [] if open_sentence else reversed(here[-3:]):
        folded = source.fold(candidate)
        counts = (match for match in _COUNT.finditer(folded) if value_of(match["n"]) == size)
        # “十项工程” two sentences back is a name, not an announcement.
        if any(candidate == here[-1] or folded[match.start() - 1 : match.start()] != "“" for match in counts):
            place = candidate
            break
        # What stands before the member that this is part of announces that member's sisters.
        if _MEMBER.match(folded):
            break
    cut = len(source.fold(place).rstrip("，、 "))
    return span(place.start, place.start + cut)


def read_lead(source: Source, lead: Span | None, size: int) -> Announcement:
    """The lead as it announces an enumeration with so many members."""
    if lead is None:
        return Announcement(kind="list", declared=None, noun=None)
    folded = source.fold(lead)
    # “三大一实干” is a name: no noun begins with a numeral and more (四个一 has none).
    found = (*_COUNT.finditer(folded), *_HAVE.finditer(folded))
    counts = [match for match in found if not _NAMES_MORE.match(match[0])]
    chosen = next((match for match in reversed(counts) if value_of(match["n"]) == size), None)
    if chosen is None:
        # 是一项系统工程: one is no number of members.
        announced = (match for match in reversed(counts) if ANNOUNCED.search(match[0]) and value_of(match["n"]) > 1)
        chosen = next(announced, None)
    # 方面 is the noun itself where nothing follows it.
    noun = None
    if chosen and chosen.groupdict().get("noun"):
        noun = span(lead.start + chosen.start("noun"), lead.start + chosen.end("noun"))
    elif chosen and chosen.groupdict().get("side"):
        noun = span(lead.start + chosen.end("side") - 2, lead.start + chosen.end("side"))
    kind: EnumerationKind = "priorities" if _PRIORITIES.search(folded) else "list"
    if noun and "关键词" in source.fold(noun):
        kind = "keywords"
    return Announcement(kind=kind, declared=value_of(chosen["n"]) if chosen else None, noun=noun)
