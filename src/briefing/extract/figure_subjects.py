"""What a figure counts: the noun after it, or the subject before it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.chinese.folding import fold
from briefing.extract.clauses import clause_at
from briefing.extract.figure_numerals import ARABIC, FIGURE
from briefing.extract.figure_series import kth_of_series
from briefing.extract.figure_words import (
    ASPECT,
    COURSE,
    INDICATOR_CUT,
    LEADING,
    NO_SUBJECT,
    NOT_NOUN,
    NOT_SHARED,
    NOUN_CUT,
    NOUN_END,
    REACHED,
    SHORT_NOUN,
    UNITS,
    VERBS,
)
from briefing.outline import quote_source
from briefing.source import span

if TYPE_CHECKING:
    from briefing.outline import Figure, Words
    from briefing.source import Source, Span

_SAME_UNIT = re.compile(
    rf"{ARABIC}[万亿兆]{{0,2}}(?:{UNITS})?(?:[、和至到~～—–－-][ ]?[约近超]?{ARABIC}[万亿兆]{{0,2}}(?P<unit>{UNITS})){{1,6}}"
)
_MEASURE = re.compile(
    r"总?(?:数|数量|人数|户数|家数|规模|面积|比例|比重|占比|金额|价格|售价|成本|上限|下限|门槛|投资门槛|需求|总额|时间|寿命|增速|产值|产量|收入|余额)|平均.{2,4}|.{1,3}率"
)
# 净增118家、总数达1406家: of what, the figure before says.
_SUM = re.compile(r"总(?:数|量|额|规模|户数|人数|面积)")
# What stands for what the last figure was of: 如今，这个数字变成了860万元.
_SAME = re.compile(r"(?:这一?个?|该|上述)(?:数字|数据|比例|比重|占比|指标|数)")
_AREAS = frozenset({"平方米", "平方公里", "公顷", "亩"})
_TIMES = re.compile(r"个?工作日|天|日|周|个?月|年|个?小时|分钟")
_COMPARING = frozenset({"%", "‰", "倍", "个百分点", "百分点", "个基点", "基点"})
_PARTED = re.compile(r"[。；]")
# Units in which one thing may be counted by turns: households and people, places that give to each.
_KINDS = (
    re.compile(r".*元(?:/人)?|元|块|角|毛钱|人民币"),
    re.compile(r"人|多?人|名|位|户|口|家|个人|人次|户次"),
    re.compile(r"平方.+|公顷|亩"),
    re.compile(r"[章节条页字]"),
)
_REACHES = re.compile(r"[、，]?(?:达到?|为|有|突破|超过?|增至|升至|降至|增加到|提高到|提升到)+")
_OWN_MEASURE = re.compile(r"(?:产值|营业收入|营收|经济总量|利润|估值|市值)$")
_SHORTEST, _LONGEST = 2, 14
# What stands between a figure and the noun that it counts: 15万个属创科职位, 出资5亿元设立资金池.
_LEADING_VERB = re.compile(r"是(?=[\u4e00-\u9fff]{2,8}[，。；])|属(?!地|于|性)|设立|成立|组建")
# 1亿元改建卫生所; 改造资金 is money itself.
_SPENDING = re.compile(
    r"(?:设立|成立|组建|用于|用来|改造|改建|改善|扩建|新建|修建|兴建|修缮|翻修|重建|建设|支持|扶持|推动|推进|打造|购置|购买|采购|收购|升级|整治)"
    r"(?!资金|基金|补助|补贴|资助|贷款|费|债券|经费|预算|项目|工程|投资)(?:了|的)?"
)
# What may stand between a figure and its noun: 2.5万套（间）城市危旧房, 5100套叫“工程师之家”的公寓, 40个吸引力强、带动面广的场景.
_ASIDES = (
    re.compile(r"（[\u4e00-\u9fff]{1,2}）(?=[\u4e00-\u9fff])"),
    re.compile(r"(?:名?叫做?|名为|称为|取名为?)“[^“”，。；]{1,16}”的"),
    re.compile(
        r"[^，。；、的\d]{2,8}[强广高大优好快足](?:、[^，。；、的\d]{2,8}[强广高大优好快足])*的(?=[\u4e00-\u9fff]{2})"
    ),
)
# 286家会员企业中，有171家
_TRAILS = re.compile(r"(?:[、和及与]+|(?<=[\u4e00-\u9fff]{2})(?<![集高初其空水当])[中里])$")
_SHORT_NOUNS = frozenset("省市县区乡镇村校")
_PHYSICAL = re.compile(r"千瓦时?|兆瓦|GW|MW|P|吨|公斤|公里|千米|米|厘米|毫米|亩|公顷|平方米|平方公里|立方米|升|克|度")
_GRANT = re.compile(
    r"(?:给予|提供|发放|享受|予以|可?获得?|申领)(?:[\u4e00-\u9fff]{0,3}的)?"
    r"(?P<grant>[\u4e00-\u9fff]{0,6}(?:补助|奖励|补贴|资助|津贴|贴息|贷款|担保|扶持|奖金|补偿)(?:资金)?)$"
)
# A clause that names what the next one gives the numbers of.
_TOPIC = re.compile(
    # “…津贴”上路一年半，; 从拿地到开工的时间，
    r"(?P<quoted>“[^“”]{2,16}”)[^，。；]{0,8}|(?P<grown>[\u4e00-\u9fff]{2,10}?)(?:连续[一二三四五六七八九十两\d]{1,2}[年月季]|持续|稳步|实现|保持){1,3}(?:正?增长|回升|上升|增加|下降|回落)|(?P<risen>[\u4e00-\u9fff]{2,10}?)(?:从无到有|从小到大|由小变大|由弱到强|一路走高|逆势上扬|节节攀升|蓬勃发展)|"
    # 10月登场的禾原稻浪艺术季，去年吸引32万人次
    r"(?:[^，。；的]{1,14}的)?(?P<held>[\u4e00-\u9fff]{2,14}(?:艺术节|文化节|旅游节|音乐节|美食节|[艺消文旅音]..?季|博览会|交易会|论坛|峰会|大赛|锦标赛|马拉松))|(?P<measured>[^，。；\d]{2,18}(?:时间|周期|时限|成本|费用|价格))|"
    r"(?P<topic>从[^，。；]{2,8}到[^，。；]{2,8})|(?:在)?(?P<about>[\u4e00-\u9fff]{2,12})方面|"
    r"[^，。；]*?(?:发放|推出|设立|启动|实施|出台|宣布|提拨|拨付|收取|征收|兴建|新建)(?P<object>[^，。；的]{3,20})"
)


def _series_end(source: Source, match: re.Match[str]) -> int:
    """Where the series of numbers of one unit ends that a figure opens (3至5个, 3000元、1500元), else the figure's own end."""
    end = match.end("number")
    series = _SAME_UNIT.match(source.folded, match.start("number"))
    if series is None or series.end() <= match.end() or match["unit"] not in {None, series["unit"]}:
        return match.end()
    return series.end() if end else match.end()


def _is_attribute(match: re.Match[str]) -> bool:
    """Whether the number belongs to the noun after it: 14个750千伏电网工程, not 1569户4320人."""
    if match["unit"] is None:
        return bool(match["number"]) and not match["magnitude"]
    return bool(_PHYSICAL.fullmatch(match["unit"]))


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
    numbers = FIGURE.finditer(source.folded, place.start, place.end)
    following = next(
        (one for one in numbers if one["unit"] or one["magnitude"] or source.folded[one.start()].isdigit()), None
    )
    if following and not (following.start() == place.start and _is_attribute(following)):
        cut = source.folded.rfind("、", place.start, following.start())
        words = source.folded[place.start : cut if cut > 0 else following.start()]
        # 203个断面水质优良率达100%, 14项改革和314项任务
        place = span(place.start, place.start + len(VERBS.sub("", words).rstrip("和及与") if cut < 0 else words))
    place = span(place.start, place.start + len(_TRAILS.sub("", source.fold(place))))
    return place if place.end - place.start > 1 or source.fold(place) in _SHORT_NOUNS else None


def _subject_before(source: Source, start: int, clause: Span) -> Span | None:
    """The nominal subject: the words before the figure without the verb that reaches it and the one that opens it."""
    text = source.folded[clause.start : start]
    stem = VERBS.sub("", text)
    # What grows from one value to another stands before both: 供水能力由8900亿立方米提高到9100亿立方米.
    course = COURSE.search(source.folded, clause.start, start + 1)
    before = course.start() - clause.start if course else 0
    stem = VERBS.sub("", text[:before]) if before > 1 else stem
    begin, end = _nominal(stem)
    begin, end = clause.start + begin, clause.start + end
    opening = LEADING.match(source.folded, begin, end)
    begin = opening.end() if opening else begin
    return span(begin, end) if end - begin > 1 else None


def _nominal(stem: str) -> tuple[int, int]:
    """Where the noun phrase of a clause's beginning stands: after its last verb, or before its first (投资今年安排)."""
    cuts = list(INDICATOR_CUT.finditer(stem))
    if not cuts:
        return 0, len(stem)
    if len(stem) - cuts[-1].end() > 1:
        return cuts[-1].end(), len(stem)
    between = sum(after.start() - before.end() for before, after in pairwise(cuts))
    return (0, len(VERBS.sub("", stem[: cuts[0].start()]))) if between <= 1 else (len(stem), len(stem))


def _whose(source: Source, place: Span, start: int) -> Span | None:
    """What a measure that says little alone is of: 輪候公屋的|平均時間, 「…計劃」的|投資門檻."""
    if source.folded[place.start - 1] != "的":
        return None
    if source.folded[place.start - 2] != "”" and not _MEASURE.fullmatch(source.fold(place)):
        return None
    begin, end = _nominal(source.folded[start : place.start - 1])
    found = span(start + begin, start + end)
    return found if _SHORTEST <= found.end - found.start <= _LONGEST else None


def _is_money(match: re.Match[str]) -> bool:
    return bool(match["unit"]) and match["unit"].endswith("元")


def _clause_before(source: Source, clause: Span) -> Span | None:
    """The clause that a comma parts from this one."""
    if clause.start < 1 or source.folded[clause.start - 1] != "，":
        return None
    return clause_at(source, clause.start - 2, span(0, clause.start - 1))


def _topic(source: Source, clause: Span, last: Figure | None) -> Span | None:
    """What the clause before, which states no figure, is about: 发放消费券，每人400元; 从签约到投产，由45天…."""
    before = _clause_before(source, clause)
    if before is None or (last is not None and last.words.span.end > before.start):
        return None
    match = _TOPIC.fullmatch(source.folded, before.start, before.end)
    return span(*match.span(match.lastgroup or 0)) if match else None


def is_reached(source: Source, match: re.Match[str], clause: Span, last: Figure | None) -> bool:
    """Whether the figure is the one that the figure before it grew or fell to: 由860亿元增加到1320亿元."""
    if last is None or last.words.span.end <= clause.start:
        return False
    between = source.folded[last.words.span.end : match.start()]
    began = COURSE.search(source.folded, clause.start, last.words.span.start + 1)
    return bool(began and REACHED.fullmatch(between))


def _past_noun(last: Figure, start: int) -> int:
    """Where the words of a figure begin, past the figure before it and the noun that that one counts."""
    noun = last.indicator.span if last.indicator and last.indicator.spans else last.words.span
    return noun.end if last.words.span.end <= noun.start and noun.end <= start else last.words.span.end


def _counted(source: Source, match: re.Match[str], clause: Span) -> Span | None:
    """The noun after the figure: what it counts, or what 的 ties it to."""
    share = match["number"] is None or match["unit"] == "%"
    end = _series_end(source, match) if match["number"] else match.end()
    # What 的 ties to a share, a sum or a series is what it is of: 90%以上的行政村, 50亿元的基金.
    is_lot = match["unit"] in _AREAS and source.folded[match.start() - 1] in "把将对"
    of = (share or is_lot or _is_money(match) or end > match.end()) and source.folded.startswith("的", end)
    # 产值超10亿元的企业: the sum is of what stands right before it.
    of = of and not _OWN_MEASURE.search(source.folded, clause.start, match.start())
    if match["unit"] and match["unit"].endswith("人") and source.folded.startswith("口", end):
        return span(end - 1, end + 1)
    plain = not share or (bool(match["tenths"] or match["fraction"]) and not NOT_SHARED.match(source.folded, end))
    counts = plain and match["unit"] not in {"个百分点", "倍"}
    found = _noun_after(source, end + of, clause, is_money=_is_money(match)) if of or counts else None
    if found is None or of:
        return found
    noun = source.fold(found)
    # 20天办完: a time counts nothing but itself; 三年过渡期 is one.
    is_time = _TIMES.fullmatch(match["unit"] or "") and not noun.endswith(("期", "假", "热线", "专线"))
    return None if is_time else found


def _tied(source: Source, match: re.Match[str], clause: Span) -> Span | None:
    """The noun that 的 ties to a measure of which nothing before tells what it is of: 这里214平方公里的土地上."""
    if match["number"] is None or not source.folded.startswith("的", match.end()):
        return None
    found = _noun_after(source, match.end() + 1, clause, is_money=False)
    if found is None or _OWN_MEASURE.search(source.folded, clause.start, match.start()):
        return None
    words = source.fold(found)
    return span(found.start, found.end - (len(words) > _SHORTEST and words[-1] in "上里内中"))


def _subject_start(source: Source, start: int, clause: Span, last: Figure | None) -> int:
    """Where the words begin that may be a figure's subject: past the figure before it in its clause."""
    if last is None or not clause.start < last.words.span.end <= start:
        return clause.start
    begin = _past_noun(last, start)
    return begin + len(source.folded[begin:start]) - len(source.folded[begin:start].lstrip("、，和"))


def _granted(source: Source, clause: Span) -> Span | None:
    """What the clause before grants: 按设备额的12%给予补助，最高500万元."""
    before = _clause_before(source, clause)
    match = _GRANT.search(source.folded, before.start, before.end) if before else None
    return span(*match.span("grant")) if match else None


def _kind_of(unit: str | None) -> int | str | None:
    return next((number for number, kind in enumerate(_KINDS) if unit and kind.fullmatch(unit)), unit)


def _is_alike(source: Source, match: re.Match[str], last: Figure) -> bool:
    """Whether the figure may be of what the last one counted.

    It is a share or a change of it, or in a unit of the same kind, or what it reaches: 资产总额增长116.2%、达到23.2万亿元.
    """
    unit, before = match["unit"], last.normal.unit
    if match["number"] is None or unit is None or unit in _COMPARING or before is None:
        return True
    reached = _REACHES.fullmatch(source.folded, _past_noun(last, match.start()), match.start())
    return bool(reached) or _kind_of(unit) == _kind_of(fold(before))


def _named_before(
    source: Source, match: re.Match[str], clause: Span, last: Figure | None, place: Span | None
) -> Words | None:
    """What a figure without a subject of its own counts: what the clause before names, or what the last figure does."""
    start = match.start()
    topic = _topic(source, clause, last) or _granted(source, clause)
    if topic:
        return quote_source(source, topic)
    if last and not _PARTED.search(source.folded, last.words.span.end, start) and _is_alike(source, match, last):
        return last.indicator
    return quote_source(source, place) if place and ASPECT.fullmatch(source.fold(place)) else None


def find_indicator(source: Source, match: re.Match[str], clause: Span, last: Figure | None) -> Words | None:
    """What the figure counts; None where neither its clause nor the one before names it."""
    shared = kth_of_series(source, match.start(), clause)
    if shared:
        return quote_source(source, *shared)
    counted = _counted(source, match, clause)
    if counted:
        return quote_source(source, counted)
    if last is not None and is_reached(source, match, clause, last):
        return last.indicator
    start = _subject_start(source, match.start(), clause, last)
    place = _subject_before(source, match.start(), span(start, clause.end))
    if last and place and _SAME.match(source.fold(place)):
        return last.indicator
    if place is None or NO_SUBJECT.match(source.fold(place)):
        tied = _tied(source, match, clause)
        if tied:
            return quote_source(source, tied)
        return _named_before(source, match, clause, last, place)
    if last and last.indicator and _SUM.fullmatch(source.fold(place)) and _beside(source, last, place):
        return quote_source(source, *last.indicator.spans, place)
    whose = _whose(source, place, start)
    return quote_source(source, *([whose] if whose else []), place)


def _beside(source: Source, last: Figure, place: Span) -> bool:
    """Whether a noun stands in the clause right after a figure: 净增118家、总数…."""
    between = source.folded[last.words.span.end : place.start]
    return last.words.span.end <= place.start and between.strip("、，") == ""
