"""What a figure counts: the noun after it, the subject before it, or what was named before."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.outline.figures.bounds import ASPECT, INDICATOR_CUT, LEADING, NO_SUBJECT
from briefing.outline.figures.nouns import counted_noun, tied_noun
from briefing.outline.figures.periods import COURSE, REACHED
from briefing.outline.figures.series import kth_of_series
from briefing.outline.figures.verbs import VERBS
from briefing.outline.model import quote_source
from briefing.text.folding import fold
from briefing.text.quantities import kind_of
from briefing.text.segments import clause_at
from briefing.text.source import span

if TYPE_CHECKING:
    from briefing.outline.model import Figure, Words
    from briefing.text.quantities import Quantity
    from briefing.text.source import Source, Span

_MEASURE = re.compile(
    r"总?(?:数|数量|人数|户数|家数|规模|面积|比例|比重|占比|金额|价格|售价|成本|上限|下限|门槛|投资门槛|需求|总额|时间|寿命|增速|产值|产量|收入|余额)|平均.{2,4}|.{1,3}率"
)
# 净增118家、总数达1406家: of what, the figure before says.
_SUM = re.compile(r"总(?:数|量|额|规模|户数|人数|面积)")
# What stands for what the last figure was of: 如今，这个数字变成了860万元.
# 低空经济去年产值90亿元
_OWNER = re.compile(r"(?P<who>[\u4e00-\u9fff]{2,8}(?:经济|产业|行业|业|园区|基地|市场))(?:[今去前]年|目前|\d{4}年)")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,3}[省市县区州镇乡村]")
_SAME = re.compile(r"(?:这一?个?|该|上述)(?:数字|数据|比例|比重|占比|指标|数)")
_PARTED = re.compile(r"[。；]")
# Units in which one thing may be counted by turns: households and people, places that give to each.
_KINDS = (
    re.compile(r".*元(?:/人)?|元|块|角|毛钱|块钱|人民币"),
    re.compile(r"人|多?人|名|位|户|口|家|个人|人次|户次"),
    re.compile(r"平方.+|公顷|亩"),
    re.compile(r"[章节条页字]"),
)
_REACHES = re.compile(r"[至到~～—-]|[、，]?(?:达到?|为|突破|超过?|增至|升至|降至|增加到|提高到|提升到)+")
_SHORTEST, _LONGEST = 2, 14
# 落地本市的有82个: those of which a clause tells something, which is a subject as it stands.
_DESCRIBED = re.compile(r"(?:其中|当中|[今去]年)*(?P<what>[^，。；、“”]{2,14})的(?:就|只|还|共|约|也)?有")
_MARKED = re.compile(r"“[^“”]*”")
_DIGIT = re.compile(r"\d")
_GRANT = re.compile(
    r"(?:给予|提供|发放|享受|予以|可?获得?|申领|给[\u4e00-\u9fff]{1,4}?)(?:[\u4e00-\u9fff]{0,3}的)?"
    r"(?P<grant>[\u4e00-\u9fff]{0,6}(?:补助|奖励|补贴|资助|津贴|贴息|贷款|担保|扶持|奖金|补偿|分红)(?:资金)?)$"
)
# A clause that names what the next one gives the numbers of.
_TOPIC = re.compile(
    # “…津贴”上路一年半，; 从拿地到开工的时间，
    r"(?P<quoted>“[^“”]{2,16}”)[^，。；]{0,8}|(?P<grown>[\u4e00-\u9fff]{2,10}?)(?:连续[一二三四五六七八九十两\d]{1,2}[年月季]|持续|稳步|实现|保持){1,3}(?:正?增长|回升|上升|增加|下降|回落)|(?P<risen>[\u4e00-\u9fff]{2,10}?)(?:从无到有|从小到大|由小变大|由弱到强|一路走高|逆势上扬|节节攀升|蓬勃发展)|"
    # 10月登场的禾原稻浪艺术季，去年吸引32万人次
    r"(?:[^，。；的]{1,14}的)?(?P<held>[\u4e00-\u9fff]{2,14}(?:艺术节|文化节|旅游节|音乐节|美食节|[艺消文旅音]..?季|博览会|交易会|论坛|峰会|大赛|锦标赛|马拉松))|(?P<measured>[^，。；\d]{2,18}(?:时间|周期|时限|成本|费用|价格))|"
    # 县府负债，上任时是142亿; 信用社放“菌棒贷”，一户最多十万
    r"(?P<bare>(?!提高|增加|扩大|降低|减少|完成|实现|保障|稳定|没有)[\u4e00-\u9fff]{2,8}(?:负债|债务|人口|产值|产量|收入|[率额]))|[^，。；“”]{0,8}[放发推设办叫](?P<offered>“[^“”]{2,16}”)|"
    r"(?P<topic>从[^，。；]{2,8}到[^，。；]{2,8})|(?:在)?(?P<about>[\u4e00-\u9fff]{2,12})方面|"
    r"[^，。；]*?(?:发放|推出|设立|启动|实施|出台|宣布|提拨|拨付|收取|征收|兴建|新建)(?P<object>[^，。；的]{3,20})"
)


def _subject_before(source: Source, start: int, clause: Span) -> Span | None:
    """The nominal subject: the words before the figure without the verb that reaches it and the one that opens it."""
    text = source.folded[clause.start : start]
    stem = VERBS.sub("", text)
    # What grows from one value to another stands before both: 供水能力由8900亿立方米提高到9100亿立方米.
    course = COURSE.search(source.folded, clause.start, start + 1)
    before = course.start() - clause.start if course else 0
    stem = VERBS.sub("", text[:before]) if before > 1 else stem
    described = _DESCRIBED.fullmatch(text)
    begin, end = described.span("what") if described else _nominal(stem)
    begin, end = clause.start + begin, clause.start + end
    # 前30分钟免费、新能源车2小时: what stands before the comma has a number of its own.
    comma = source.folded.rfind("、", begin, end)
    begin = comma + 1 if comma >= 0 and _DIGIT.search(source.folded, begin, comma) else begin
    opening = LEADING.match(source.folded, begin, end)
    begin = opening.end() if opening else begin
    return span(begin, end) if end - begin > 1 else None


def _nominal(stem: str) -> tuple[int, int]:
    """Where the noun phrase of a clause's beginning stands: after its last verb, or before its first (投资今年安排)."""
    # “高效办成一件事”办理11万件: a name in marks is whole.
    names = [name.span() for name in _MARKED.finditer(stem)]
    cuts = [cut for cut in INDICATOR_CUT.finditer(stem) if not any(start < cut.start() < end for start, end in names)]
    if not cuts:
        return 0, len(stem)
    if len(stem) - cuts[-1].end() > 1:
        return cuts[-1].end(), len(stem)
    between = sum(after.start() - before.end() for before, after in pairwise(cuts))
    return (0, len(VERBS.sub("", stem[: cuts[0].start()]))) if between <= 1 else (len(stem), len(stem))


def _whose(source: Source, place: Span, start: int) -> Span | None:
    """What a measure that says little alone is of: 輪候公屋的|平均時間, 「…計劃」的|投資門檻."""
    owner = _OWNER.fullmatch(source.folded, start, place.start)
    if owner and _MEASURE.fullmatch(source.fold(place)):
        return span(*owner.span("who"))
    if source.folded[place.start - 1] != "的":
        return None
    if source.folded[place.start - 2] != "”" and not _MEASURE.fullmatch(source.fold(place)):
        return None
    begin, end = _nominal(source.folded[start : place.start - 1])
    found = span(start + begin, start + end)
    return found if _SHORTEST <= found.end - found.start <= _LONGEST else None


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


def is_reached(source: Source, quantity: Quantity, clause: Span, last: Figure | None) -> bool:
    """Whether the figure is the one that the figure before it grew or fell to: 由860亿元增加到1320亿元."""
    if last is None or last.words.span.end <= clause.start:
        return False
    between = source.folded[last.words.span.end : quantity.outer]
    began = COURSE.search(source.folded, clause.start, last.words.span.start + 1)
    return bool(began and REACHED.fullmatch(between))


def _past_noun(last: Figure, start: int) -> int:
    """Where the words of a figure begin, past the figure before it and the noun that that one counts."""
    noun = last.indicator.span if last.indicator and last.indicator.spans else last.words.span
    return noun.end if last.words.span.end <= noun.start and noun.end <= start else last.words.span.end


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


def _is_alike(source: Source, quantity: Quantity, last: Figure) -> bool:
    """Whether the figure may be of what the last one counted.

    It is a share or a change of it, or in a unit of the same kind, or what it reaches: 资产总额增长116.2%、达到23.2万亿元.
    """
    unit, before = quantity.measure_word, last.normal.unit
    if quantity.is_share or kind_of(unit) == "share":
        return True
    if not unit:  # 花了三百八十万 is money
        return before is None or kind_of(fold(before)) == "share" or _kind_of(fold(before)) == 0
    reached = _REACHES.fullmatch(source.folded, _past_noun(last, quantity.outer), quantity.outer)
    return bool(reached) or (before is not None and _kind_of(unit) == _kind_of(fold(before)))


def _named_before(
    source: Source, quantity: Quantity, clause: Span, last: Figure | None, place: Span | None
) -> Words | None:
    """What a figure without a subject counts: what 的 ties to it, what the clause before names, or what the last figure does."""
    named = tied_noun(source, quantity, clause) or _topic(source, clause, last) or _granted(source, clause)
    if named:
        return quote_source(source, named)
    parted = last and _PARTED.search(source.folded, last.words.span.end, quantity.outer)
    if last and not parted and _is_alike(source, quantity, last):
        return last.indicator
    return quote_source(source, place) if place and ASPECT.fullmatch(source.fold(place)) else None


def find_indicator(source: Source, quantity: Quantity, clause: Span, last: Figure | None) -> Words | None:
    """What the figure counts; None where neither its clause nor the one before names it."""
    shared = kth_of_series(source, quantity.outer, clause)
    counted = None if shared else counted_noun(source, quantity, clause)
    if shared or counted:
        return quote_source(source, *shared, *([counted] if counted else []))
    if last is not None and is_reached(source, quantity, clause, last):
        return last.indicator
    return _subject_of(source, quantity, clause, last)


def _subject_of(source: Source, quantity: Quantity, clause: Span, last: Figure | None) -> Words | None:
    """What stands before the figure, with what it is of."""
    start = _subject_start(source, quantity.outer, clause, last)
    place = _subject_before(source, quantity.outer, span(start, clause.end))
    if place is None or NO_SUBJECT.match(source.fold(place)):
        return _named_before(source, quantity, clause, last, place)
    if last and (_SAME.match(source.fold(place)) or _is_elsewhere(source, quantity, place, last)):
        return last.indicator
    if last and last.indicator and _SUM.fullmatch(source.fold(place)) and _beside(source, last, place):
        return quote_source(source, *last.indicator.spans, place)
    whose = _whose(source, place, start)
    return quote_source(source, *([whose] if whose else []), place)


def _is_elsewhere(source: Source, quantity: Quantity, place: Span, last: Figure) -> bool:
    """Whether a place alone stands before a number of what the number before counted: 东山镇引进项目17个，西河镇9个."""
    parted = _PARTED.search(source.folded, last.words.span.end, quantity.outer)
    same = bool(quantity.measure_word) and quantity.unit == fold(last.unit or "")
    return bool(same and not parted and last.indicator and _PLACE.fullmatch(source.fold(place)))


def _beside(source: Source, last: Figure, place: Span) -> bool:
    """Whether a noun stands in the clause right after a figure: 净增118家、总数…."""
    between = source.folded[last.words.span.end : place.start]
    return last.words.span.end <= place.start and between.strip("、，") == ""
