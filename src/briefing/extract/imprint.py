"""Title, series, outlet, place and date of publication, as printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.outline import quote_source
from briefing.source import span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.lines import Line, LineKind
    from briefing.outline import Words
    from briefing.source import Source

_OUTLET = re.compile(
    r"[\u4e00-\u9fff]{2,8}(?:(?<![电管路水河渔官联务气光铁])网(?![络格点红民友约购站线箱店吧贷具课文剧速]|上(?!海))|日报|晚报|早报|时报|新闻社|通讯社|电视台)(?:[\u4e00-\u9fff]{2,4}频道)?|新华社|中新社|(?<=《)[^》]{2,16}(?=》(?:首席|特约)?记者)"
)
_SOURCE = re.compile(r"来源：\s*([\u4e00-\u9fffA-Za-z]{2,16})")
# A place's name holds none of the words that stand before one (“1月27日在青海省…”, “我市”, “专访…”); a district's has two
# characters at least (“对话区长” names none).
_PLACE = re.compile(
    r"(?:中共|走进)?((?:(?![日年月在为由是的和与及对向于本全各我该等了到将会共话访谈者记])[\u4e00-\u9fff]){2,5}?(?:经济技术|高新技术产业|高新技术)开发区(?=党?工委|管委会)|(?:(?![日年月在为由是的和与及对向于本全各我该等了到将会共话访谈者记席迎副])[\u4e00-\u9fff]){1,6}?"
    r"(?:新区|[省市县州旗]|(?<=[\u4e00-\u9fff]{2})区))"
    r"(?=副?[省市区县州旗]?(?:委|长(?![\d约近达]))|副?书记|人民政府|政府|第|党?工委|管委会)|(香港|澳门|台湾)"
)
# A title may open with its place, or come to it after a colon or a dash: 南陵省“稳就业”新闻发布会, ……：远溪市乡村振兴调查. A bureau's name opens
# with its place as well: 镜州市行政审批局局长. 城市, 全省 and 示范县 are no names.
_TITLE_PLACE = re.compile(
    r"(?:^|[：—│|｜])((?:(?![日年月在为由是的和与及对向于本全各我该等了到将会共话访谈者记])[\u4e00-\u9fff]){1,4}?(?<![城都超股楼夜门上省市大中小范强困数])[省市县])"
    r"(?![场民值容域城级区长委力情里内外中])(?=.)"
)
_DATE = re.compile(r"(?:19|20)\d{2}(?:年\d{1,2}月\d{1,2}日|-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2})")
_NOT_OUTLET = re.compile(r"接受|了|的|即日起|在|[他她我用]|[去今]年")
_SHORTEST = 3


def first_of(source: Source, lines: Sequence[Line], kind: LineKind) -> Words | None:
    """The first line of a kind."""
    return next((quote_source(source, line.span) for line in lines if line.kind == kind), None)


def find_outlet(source: Source, lines: Sequence[Line]) -> Words | None:
    """Where the text appeared: what 来源： names, else the fullest name of a news outlet in the opening."""
    for line in lines:
        match = _SOURCE.search(source.fold(line.span)) if line.kind in {"imprint", "furniture"} else None
        if match:
            start = line.span.start + match.start(1)
            return quote_source(source, span(start, line.span.start + match.end(1)))
    found = []
    for line in [line for line in lines if line.kind in {"imprint", "text"}][:6]:
        for match in _OUTLET.finditer(source.folded, line.span.start, line.span.end):
            inner = list(_NOT_OUTLET.finditer(match.group()))
            start = match.start() + (inner[-1].end() if inner else 0)
            found += [span(start, match.end())] if match.end() - start >= _SHORTEST else []
    longest = max(found, key=lambda place: place.end - place.start, default=None)
    return quote_source(source, longest) if longest else None


def find_place(source: Source, lines: Sequence[Line]) -> Words | None:
    """The district or region whose office the title, the imprint or the opening names first, else what the title opens with."""
    title = next((line.span for line in lines if line.kind == "title"), None)
    opening = _TITLE_PLACE.search(source.fold(title)) if title else None
    found = _placed(source, lines)
    if found is None and title and opening:
        return quote_source(source, span(title.start + opening.start(1), title.start + opening.end(1)))
    return found


def _placed(source: Source, lines: Sequence[Line]) -> Words | None:
    for line in [line for line in lines if line.kind in {"title", "subtitle", "imprint", "text"}][:12]:
        match = _PLACE.search(source.folded, line.span.start, line.span.end)
        if match:
            group = 1 if match[1] else 2
            return quote_source(source, span(*match.span(group)))
    return None


def find_published(source: Source, lines: Sequence[Line]) -> Words | None:
    """The date that the imprint prints, else the one that the title opens with."""
    for line in lines:
        match = _DATE.search(source.folded, line.span.start, line.span.end) if line.kind == "imprint" else None
        if match:
            return quote_source(source, span(*match.span()))
    title = next((line.span for line in lines if line.kind == "title"), span(0, 0))
    dated = _DATE.match(source.folded, title.start, title.end)
    return quote_source(source, span(*dated.span())) if dated else None
