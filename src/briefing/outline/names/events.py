"""Events: fairs, forums, festivals and contests by name, quoted or not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.outline.names.edges import is_free, trim_left
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.text.source import Source, Span

_SUFFIX = (
    "大会|论坛|峰会|博览会|展览会|交易会|洽谈会|推介会|招聘会|研讨会|音乐会|运动会|世博会|进博会|服博会|广交会|消博会|链博会|[亚全世]运会|残运会|奥运会|冬奥会|园博会|沙龙活动|沙龙|"
    "科技节|艺术节|开园节|采摘节|开渔节|开镰节|冰雪节|民俗节|文旅节|旅游文化节|(?<=[桃樱梅菊荷兰茶梨])花节|文化节|购物节|旅游节|电影节|电视节|音乐节|美食节|消费节|啤酒节|戏剧节|读书节|体育节|动漫节|山货节|丰收节|灯会|庙会|大赛|锦标赛|联赛|公开赛|邀请赛|挑战赛|"
    "马拉松|双年展|车展|(?<![今明去每本当同近数几来全多前后二三四五六七八九十])年会|嘉年华|活动周|博览周|(?:消费|艺术|文化|旅游|音乐|演出|电影|戏剧|展演)季|盛典"
)
_HAN = r"[\u4e00-\u9fff]"
_QUOTED = re.compile(
    rf"“(?P<inside>[^“”\r\n，。；]{{2,24}}?(?:{_SUFFIX}))”|“[^“”\r\n，。；]{{2,24}}”[\u4e00-\u9fff]{{0,8}}?(?:{_SUFFIX})(?!事)"
)
_HELD = re.compile(r"(?:举办|承办|办好|推出)(?:了|的|首届)?“(?P<inside>[^“”\r\n，。；]{2,20}节)”")
_PLAIN = re.compile(
    rf"(?:第[一二三四五六七八九十百\d]{{1,4}}届)?[A-Za-z\d]{{0,10}}{_HAN}{{2,22}}?(?:{_SUFFIX})(?![址堂精委上场期议事])"
)
# A festival of any name, where the words before it say that it is held: 首届杉坪开蜜节.
_FEAST = r"(?<![季环细情关时章过春调礼枝末脱])节(?![目约能省水点奏假日气育余制拍律令操庆前后期])"
_FESTIVAL = re.compile(
    rf"(?P<nth>第[一二三四五六七八九十百\d]{{1,4}}届{_HAN}{{2,10}}?(?:{_FEAST}|[^预决竞比初复半总]赛(?![事道场区制程季马车跑])))|"
    rf"(?:首届|举办了?|举行了?|承办了?|登场的|一年一度的)(?P<name>{_HAN}{{2,10}}?{_FEAST})"
)
# Meetings of bodies, and words for any event at all.
_GENERIC = re.compile(
    r".*(?:代表大会|常务会|职工大会|党员大会|干部大会|动员大会|表彰大会|股东大会|联合国大会|全体大会|人民大会|工作大会|总结大会|新闻发布会|全会)|.*(?:收听|收看|观看|出席).*|"
    r"(?:第.{1,3}届)?(?:系列|各类|各种|大型|小型|重大|重要|国际|国内|全国|全省|全市|全区|专题|高端|高峰|主题|行业|产业|学术|体育|品牌|线上|线下|专业|特色|群众|这次|上述|相关|"
    r"一场|多场|首场|数场|场|次|届|年度|多个|一系列|赛事|活动|展会|高规格|盛大|开幕|闭幕|分|主|平行|圆桌|和|大学生|职业|技能|专场|现场|校园|春季|秋季|冬季|夏季|商品|农产品|招商|文化|全民|提交|科技|创新|经贸|会议|不落幕)*"
    rf"(?:{_SUFFIX})"
)
_WITHIN_BODY = re.compile(r".*(?:人民|党员|职工|会员|常务|股东|动员|表彰|誓师)$")


def _quoted(source: Source, place: Span) -> Iterator[Span]:
    for match in _QUOTED.finditer(source.folded, place.start, place.end):
        yield span(*match.span("inside" if match["inside"] else 0))
    for match in _HELD.finditer(source.folded, place.start, place.end):
        yield span(*match.span("inside"))


def _plain(source: Source, place: Span) -> Iterator[Span]:
    for match in _PLAIN.finditer(source.folded, place.start, place.end):
        found = span(*match.span())
        ordinal = re.match(r"第.{1,4}届", match[0])
        yield found if ordinal else trim_left(source.folded, found)


def _festivals(source: Source, place: Span) -> Iterator[Span]:
    for match in _FESTIVAL.finditer(source.folded, place.start, place.end):
        yield span(*match.span(match.lastgroup or 0))


def _is_proper(name: str) -> bool:
    """Whether the name tells one event from others of its kind."""
    return len(name) > 3 and "的" not in name and not _GENERIC.fullmatch(name)


def find_events(source: Source, places: Sequence[Span]) -> list[Span]:
    """The places of the events' names; a name that is wholly quoted stands without its marks."""
    quoted = [one for place in places for one in _quoted(source, place)]
    plain = [one for place in places for one in _plain(source, place) if is_free(one, quoted)]
    known = sorted((*quoted, *plain))
    festivals = [one for place in places for one in _festivals(source, place) if is_free(one, known)]
    return sorted(one for one in (*known, *festivals) if _is_proper(source.fold(one).strip("“”")))
