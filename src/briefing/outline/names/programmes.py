"""Programmes: products, brands, platforms and campaigns by the quoted names that the text gives them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.outline.names.edges import is_free, trim_left
from briefing.outline.places.divisions import is_division
from briefing.text.lexicon import pattern
from briefing.text.source import span
from briefing.text.tokens import read_tokens

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from briefing.text.source import Source, Span

_TERM = re.compile(r"“(?P<name>[^“”\r\n，。；：！？、（）+《》]{2,16})”")
_GROUP = re.compile(r"“[^“”\r\n]{1,24}”(?:[、和与及]?“[^“”\r\n]{1,24}”)*")
_GAP = r"(?:(?![和与及、为在了的将被成多])[\u4e00-\u9fffA-Za-z])"
_COUNT = r"(?:等)?(?:[一二三四五六七八九十两\d]{1,2}[大项个类])?"
_SURE_AFTER = re.compile(rf"{_COUNT}{_GAP}{{0,7}}?{pattern('programmes', 'nouns')}(?![员家者性])")
_WEAK_AFTER = re.compile(rf"{_COUNT}{_GAP}{{0,2}}?{pattern('programmes', 'weak_nouns')}(?![员家者性])")
_SYSTEM = re.compile(r"[\u4e00-\u9fff]{0,4}?(?:工作|治理)体系")
_SERIES = re.compile(rf"(?:大型)?(?!系列[\u4e00-\u9fff]{{0,4}}活动){pattern('programmes', 'series')}")
_YEARS = re.compile(r"[\u4e00-\u9fff]{4,18}?[三五两]年(?:攻坚)?行动(?:计划)?(?!方案)")
# 三年行动 alone is no name.
_CAMPAIGN = 8
# What comes before it says that it is brought in.
_BEFORE = re.compile(rf"{pattern('programmes', 'opens', 'brings_in')}{pattern('programmes', 'new', 'local')}{{0,3}}$")
_BRINGS = re.compile(
    rf"(?:{pattern('programmes', 'opens', 'called')}|平台[—：]|平台——|品牌——|改[造建]?成|[取起]名为?){pattern('programmes', 'new')}{{0,2}}$"
)
# “云岭”系列白酒 is what a firm sells.
_GOODS = re.compile(rf"“(?P<name>[^“”\r\n]{{2,16}})”(?:系列|牌)?[^，。；“”]{{0,4}}{pattern('programmes', 'goods')}")
_CALLED_SO = re.compile(rf"{pattern('programmes', 'called')}$")
# 区长走进“问政客厅”时说: a broadcast.
_BROADCAST = re.compile(rf"{pattern('programmes', 'goes_on_air')}$")
# What is fought is no programme: 消灭“空壳村”项目实施方案.
_FOUGHT = re.compile(rf"{pattern('programmes', 'fights')}了?$")
# “民心”|工程: an everyday word is no name without its noun; “护苗” is.
_LONGEST_WORD = 4
_NOUN = re.compile(pattern("programmes", "nouns"))
# What is said of a thing that people use: “镜快办”上线, “镜快办”注册用户.
_USED = re.compile(rf"(?:已经?|正式|全面)?{pattern('programmes', 'used')}|(?:的)?{pattern('programmes', 'users')}")
# A name that itself says what it names.
_SELF = re.compile(rf"(?:.{{1,10}}{pattern('programmes', 'ends')}|[^一二三四五六七八九十]{{2,4}}云)$")
# A name of such a thing, where the words before it bring it in: 实施“江雁计划”.
_HELD = re.compile(r"(?:实施|开展|推行|搞起?|办起?|组织|启动|推出|试着搞)(?:了|的|起)?$")
# 深入实施“智改数转”，: four characters that are no clause's subject.
_CALLED = re.compile(r"(?!.*[的是了不有人])[\u4e00-\u9fff]{4,8}")
_PLANNED = re.compile(rf"(?!.*在行动)[^｜|]{{1,10}}{pattern('programmes', 'plans')}$")
# A fund of its own name; 政府引导基金 is a kind.
_NAMED = len("基金") + 1
_FUND = re.compile(
    rf"(?<![\d支])(?![只支][^，。]{{2}})[\u4e00-\u9fff]{{2,18}}基金(?!{pattern('programmes', 'not_after_fund')})"
)
_FUND_KINDS = re.compile(
    rf"(?:.?好|.*(?:质疑|担心|关注|批评|认为).*|.*[受由向经]|{pattern('programmes', 'before_fund')})?级?{pattern('programmes', 'kinds_of_fund')}*基金|国家.*"
)
# 推出小型貸款計劃: Hong Kong calls its programmes so, and the mainland what it intends.
_LAUNCHED = re.compile(
    r"(?:推出|推行|优化)了?(?P<name>(?![^计]*[及和与各其]|相关|新的?)[\u4e00-\u9fff]{4,10}?计划)(?![^，。；、的]*书)"
)
# Ideas, titles and abbreviations that everybody uses; and figures of speech.
_COMMON = re.compile(
    rf"{pattern('programmes', 'tasks')}.*|.*{pattern('programmes', 'spoken')}.*|{pattern('programmes', 'common')}|.*{pattern('programmes', 'ideas')}|"
    r"[一二两三四五六七八九十]个.*|[一二三四五六七八九十]+|[A-Za-z0-9\-.]+|\d+.*|绿水青山.*|一.[一多].|.位一体"
)
_FIGURE = re.compile(
    rf".*{pattern('programmes', 'figures_of_speech')}|[快慢强弱大小高低好坏新旧有无多少质量]|.*[一二三四五六七八九十]流"
)


def _quoted(source: Source, place: Span, goods: Collection[str]) -> Iterator[Span]:
    """The quoted terms that the words around them, or around the terms beside them, make programmes; names of `goods` are none."""
    folded = source.folded
    for group in _GROUP.finditer(folded, place.start, place.end):
        before = folded[max(place.start, group.start() - 14) : group.start()]
        after = folded[group.end() : min(place.end, group.end() + 16)]
        terms = [span(*term.span()) for term in _TERM.finditer(folded, *group.span())]
        # 有个叫“绿洲”的, 推出“绿洲”平台, “绿洲”上线: the words around the group tell that it names programmes.
        called = before.endswith("叫") and after.startswith("的")
        sure = called or _BRINGS.search(before) or _SURE_AFTER.match(after) or _USED.match(after)
        told = sure or (_WEAK_AFTER.match(after) and _BEFORE.search(before))
        brought = told and not _SERIES.match(after) and not _FOUGHT.search(before)
        carried_out = (_BEFORE.search(before) or after[:2] == "实施") and not _SERIES.match(after)
        held = _HELD.search(before) and after[:1] in {"，", "。", "；", "、", ""}
        system = _SYSTEM.match(after)
        called_so = _CALLED_SO.search(before)
        for term in terms:
            name = source.fold(term)[1:-1]
            if system and len(terms) == 1 and not _FIGURE.fullmatch(name):
                yield span(term.start, term.end + system.end())
            elif _COMMON.fullmatch(name) or _FIGURE.fullmatch(name) or _BROADCAST.search(before):
                continue
            elif is_division(name) or name in goods:
                continue  # 有个叫“余姚”的小城
            elif brought and len(name) <= _LONGEST_WORD and read_tokens(name).end(0) == len(name):
                # An everyday word is whole with its noun, and none without: 日本叫做“新书”.
                noun = _NOUN.match(folded, term.end, place.end)
                if noun or not called_so:
                    yield span(term.start, noun.end() if noun else term.end)
            elif (
                brought
                or _SELF.match(name)
                or (held and _CALLED.fullmatch(name))
                or (carried_out and _PLANNED.match(name))
            ):
                yield term


def find_programmes(source: Source, places: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """The places of the programmes' names, with their marks; what is taken as another kind of name is passed over.

    Without marks there are funds by name, and campaigns that are known by their years (…三年行动).
    """
    held = {source.fold(place).strip("“”") for place in taken}
    folded = source.folded
    goods = {match["name"] for match in _GOODS.finditer(folded)}
    found = [one for place in places for one in _quoted(source, place, goods)]
    for place in places:
        funds = (trim_left(folded, span(*match.span())) for match in _FUND.finditer(folded, place.start, place.end))
        # 抓|基金招商: a name has two characters before what it names.
        found += (
            fund for fund in funds if fund.end - fund.start > _NAMED and not _FUND_KINDS.fullmatch(source.fold(fund))
        )
        launched = (span(*match.span("name")) for match in _LAUNCHED.finditer(folded, place.start, place.end))
        found += (one for one in launched if source[one].endswith("劃"))
        years = (trim_left(folded, span(*match.span())) for match in _YEARS.finditer(folded, place.start, place.end))
        found += (
            one for one in years if folded[one.start - 1 : one.start] != "《" and one.end - one.start >= _CAMPAIGN
        )
    fresh = (one for one in found if source.fold(one).strip("“”") not in held)
    others = sorted(taken)
    return sorted(one for one in fresh if is_free(one, others))
