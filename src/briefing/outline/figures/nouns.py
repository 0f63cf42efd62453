"""The noun after a figure, which it counts, or which 的 ties to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.outline.figures.bounds import NOT_NOUN, NOT_SHARED, NOUN_CUT, NOUN_END, SHORT_NOUN
from briefing.outline.figures.verbs import VERBS
from briefing.text.quantities import ARABIC, find_quantities, unit_pattern
from briefing.text.source import span

if TYPE_CHECKING:
    from briefing.text.quantities import Quantity
    from briefing.text.source import Source, Span

_SAME_UNIT = re.compile(
    rf"{ARABIC}[万亿兆]{{0,2}}(?:{unit_pattern()})?(?:[、和至到~～—–－-][ ]?[约近超]?{ARABIC}[万亿兆]{{0,2}}(?P<unit>{unit_pattern()})){{1,6}}"
)
_AREAS = frozenset({"平方米", "平方公里", "公顷", "亩"})
_TIMES = re.compile(r"个?工作日|天|日|周|个?月|年|个?小时|分钟")
_OWN_MEASURE = re.compile(r"(?:产值|营业收入|营收|经济总量|利润|估值|市值)$")
# 18.6万亩梨园总产量达41万吨: the measure is the next figure's.
_NEXT_MEASURE = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})[年总]?(?:产量|产值|产能|担保贷款|贷款|授信|销量|销售额|收入|营收|库容|蓄水量|发电量)$"
)
# What stands between a figure and the noun that it counts: 15万个属创科职位, 出资5亿元设立资金池.
_LEADING_VERB = re.compile(r"是(?=[\u4e00-\u9fff]{2,8}[，。；])|属(?!地|于|性)|设立|成立|组建")
# 1亿元改建卫生所; 改造资金 is money itself.
_SPENDING = re.compile(
    r"(?:在[\u4e00-\u9fff]{2,6}?)?(?:设立|成立|组建|用于|用来|改造|改建|改善|扩建|新建|修建|兴建|修缮|翻修|重建|建设|支持|扶持|推动|推进|打造|购置|购买|采购|收购|升级|整治)"
    r"(?!资金|基金|补助|补贴|资助|贷款|费|债券|经费|预算|项目|工程|投资)(?:了|的)?"
)
# What may stand between a figure and its noun: 2.5万套（间）城市危旧房, 5100套叫“工程师之家”的公寓, 40个吸引力强、带动面广的场景.
_ASIDES = (
    re.compile(r"（[\u4e00-\u9fff]{1,2}）(?=[\u4e00-\u9fff])"),
    re.compile(r"(?:名?叫做?|名为|称为|取名为?)“[^“”，。；]{1,16}”的"),
    re.compile(
        r"[^，。；、的\d]{2,8}[强广高大优好快足旺](?:、[^，。；、的\d]{2,8}[强广高大优好快足旺])*的(?=[\u4e00-\u9fff]{2})"
    ),
)
# 286家会员企业中，有171家
_TRAILS = re.compile(r"(?:[、和及与]+|(?<=[\u4e00-\u9fff]{2})(?<![集高初其空水当])[中里])$")
_SHORT_NOUNS = frozenset("省市县区乡镇村校车")
_PHYSICAL = re.compile(r"千瓦时?|兆瓦|GW|MW|P|吨|公斤|公里|千米|米|厘米|毫米|亩|公顷|平方米|平方公里|立方米|升|克|度")
_SHORTEST = 2
# 三百户申请: what so many do.
_ACTS = frozenset({"申请", "报名"})
# 三年行动 is a name.
_NAMED = frozenset({"年", "岁"})
_WHO = frozenset("户人名家位")


def _series_end(source: Source, quantity: Quantity) -> int:
    """Where the series of numbers of one unit ends that a figure opens (3至5个, 3000元、1500元), else the figure's own end."""
    series = _SAME_UNIT.match(source.folded, quantity.numeral)
    other = series is None or quantity.unit not in {"", series["unit"]}
    return quantity.end if other or series is None else max(series.end(), quantity.end)


def _is_attribute(quantity: Quantity) -> bool:
    """Whether the number belongs to the noun after it: 14个750千伏电网工程, not 1569户4320人."""
    if not quantity.measure_word:
        return not quantity.is_share and not quantity.magnitude
    return bool(_PHYSICAL.fullmatch(quantity.unit))


def _is_counted(source: Source, number: Quantity) -> bool:
    """Whether a number within a noun is one of its own: 一次性补助, 三年行动 and 三校 are nouns."""
    ordinal = source.folded[number.start - 1] == "第"
    if ordinal or source.folded.startswith("一次性", number.start) or number.is_vague:
        return False
    arabic = source.folded[number.start].isdigit()
    return (
        bool(
            (number.measure_word and number.kind not in {"noun", "calendar"} and number.unit not in _NAMED)
            or number.magnitude
        )
        or arabic
    )


def _noun_after(source: Source, end: int, clause: Span, *, is_money: bool) -> Span | None:
    """The counted noun right after the figure, up to where the next figure's noun begins."""
    aside = next((one for words in _ASIDES if (one := words.match(source.folded, end))), None)
    end = aside.end() if aside else end
    leading = (_SPENDING if is_money else _LEADING_VERB).match(source.folded, end)
    match = NOUN_END.match(source.folded, leading.end() if leading else end, clause.end)
    short = SHORT_NOUN.match(source.folded, end, clause.end)
    if short and not is_money:
        return span(*short.span())
    if not match or NOT_NOUN.match(match["noun"]):
        return None
    verb = NOUN_CUT.search(source.folded, match.start("noun") + 1, match.end("noun"))
    place = span(match.start("noun"), verb.start() if verb else match.end("noun"))
    numbers = find_quantities(source.folded, place.start, place.end)
    following = next((one for one in numbers if _is_counted(source, one)), None)
    if following and not (following.start == place.start and _is_attribute(following)):
        cut = source.folded.rfind("、", place.start, following.start)
        words = source.folded[place.start : cut if cut > 0 else following.start]
        # 203个断面水质优良率达100%, 14项改革和314项任务
        noun = VERBS.sub("", words).rstrip("和及与") if cut < 0 else words
        place = span(place.start, place.start + len(_NEXT_MEASURE.sub("", noun)))
    place = span(place.start, place.start + len(_TRAILS.sub("", source.fold(place))))
    return place if place.end - place.start > 1 or source.fold(place) in _SHORT_NOUNS else None


def _is_money(quantity: Quantity) -> bool:
    return quantity.unit.endswith(("元", "钱"))


def counted_noun(source: Source, quantity: Quantity, clause: Span) -> Span | None:
    """The noun after the figure: what it counts, or what 的 ties it to."""
    share = quantity.is_share or quantity.unit == "%"
    end = quantity.end if quantity.is_share else _series_end(source, quantity)
    # What 的 ties to a share, a sum or a series is what it is of: 90%以上的行政村, 50亿元的基金.
    is_lot = quantity.unit in _AREAS and source.folded[quantity.start - 1] in "把将对"
    of = (share or is_lot or _is_money(quantity) or end > quantity.end) and source.folded.startswith("的", end)
    # 产值超10亿元的企业: the sum is of what stands right before it.
    of = of and not _OWN_MEASURE.search(source.folded, clause.start, quantity.start)
    if quantity.unit.endswith("人") and source.folded.startswith("口", end):
        return span(end - 1, end + 1)
    plain = not share or (quantity.form in {"tenths", "fraction"} and not NOT_SHARED.match(source.folded, end))
    counts = plain and quantity.unit not in {"个百分点", "倍"}
    found = _noun_after(source, end + of, clause, is_money=_is_money(quantity)) if of or counts else None
    if found is None or of:
        return found
    noun = source.fold(found)
    # 20天办完: a time counts nothing but itself; 三年过渡期 is one.
    is_time = _TIMES.fullmatch(quantity.measure_word) and not noun.endswith(("期", "假", "热线", "专线"))
    acts = noun in _ACTS and quantity.unit[-1:] in _WHO
    return None if is_time or acts else found


def tied_noun(source: Source, quantity: Quantity, clause: Span) -> Span | None:
    """The noun that 的 ties to a measure of which nothing before tells what it is of: 这里214平方公里的土地上."""
    if quantity.is_share or not source.folded.startswith("的", quantity.end):
        return None
    found = _noun_after(source, quantity.end + 1, clause, is_money=False)
    if found is None or _OWN_MEASURE.search(source.folded, clause.start, quantity.start):
        return None
    words = source.fold(found)
    return span(found.start, found.end - (len(words) > _SHORTEST and words[-1] in "上里内中"))
