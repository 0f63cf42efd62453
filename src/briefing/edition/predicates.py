"""The source's words between what a figure counts and the figure: 比“十三五”末增长, 高于全国; or before both: 新增|2家|上市企业.

So is the word that limits it from further off, 预计全年接待游客. A bare 1.7个百分点 under 规上工业增加值 would say something else than 高于全国1.7个百分点, so figures that compare are
printed with these words or not on their own.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.edition.openings import skip_opening
from briefing.text.folding import fold
from briefing.text.lexicon import pattern, word_set
from briefing.text.quantities import find_quantities, kind_of
from briefing.text.source import find_unpaired, span
from briefing.text.tokens import read_tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefing.config.section_kinds import NameKind
    from briefing.outline.model import Figure, Outline, Point, Words
    from briefing.text.source import Source, Span

# What is granted by: names that say what somebody may count on.
INSTRUMENTS: tuple[NameKind, ...] = ("policies", "programmes")
_JOINTS = frozenset("，、；。：,;: ")
_SETS_UP = re.compile(rf"[^新已]{{2}}{pattern('statements', 'sets_up')}[^的]{{2,}}$")
# A tab parts the cells of a table.
_BREAKS = frozenset("，；。？！\n\t")
# A word that limits a figure stands no further before it.
_FAR = 60
# How sure the speaker is may be said before what is counted, 预计全年接待游客; how many there are may not, 至少政策宣介.
_LIMIT = re.compile(pattern("qualifiers", "apart", "about", "about_as", "floor", "cap"))
# 扩大到目前的18.6万亩: the time is printed by itself.
_TIME_OF_ITS_OWN = re.compile(r"(?:(?:19|20)\d{2}年[底末]?|目前|现在|如今|[今去上]年)的$")
# How sure it is that a figure will be so; what is 已 so is no forecast.
_FORECAST = re.compile(pattern("qualifiers", "forecast", "planned"))
_SO_ALREADY = re.compile("已|实际")
# 力争到2030年，人均产值达到14万元，: a goal with its year holds for the clauses after it.
_GOAL = re.compile(
    rf"(?:{pattern('qualifiers', 'forecast', 'planned')}|争取|确保)(?=[到至在经用再][^，。；：]{{0,9}}[年末底]?[，、])"
)
# 到2030年，到“十五五”末: by when a plan is to be done.
_BY_YEAR = re.compile(r"(?:^|[，；。：])(?:力争)?到(?:20\d\d年|“?十[四五六]五”?末|本世纪)")
# What leads to a value that another is compared with.
_BASE = re.compile(r"(?<![占对同环相之])[比较][^，。；：\d]{1,10}的$")
# What a value that was grown from stands between: 从3.68万亿元增长到, 由1560家增至, 从1万2,000户下修, 原补助5,500元提升至.
_FROM = re.compile(r"[从由原][^，。；]{0,12}$")
_GROWN = re.compile(
    r"(?:左右|以上)?[^，。；\d]{0,6}(?:[增升提扩降减压缩跌](?:加|长|高|升|大|展|低|少|减|缩|短)?|发展|上升|跃升|成长|下降|回落|[上下][修调])(?:到|至|为|$|[，。；、\d])"
)
# 相当于约10个月政府开支 says how much something else is.
_EQUALS = re.compile(r"(?:相当于|相等于|折合|约合)约?$")
# 新增|2家|上市企业: without the verb the two would be all that there are.
_HOLDS = word_set("measured", "holds")
# 只适用于5所|研发中心进行的研发项目: what is counted is told of something else.
_ATTRIBUTE = re.compile(r"[^，。；：、？！\d]{0,6}?的(?=[^，。；：、？！])")
_COVERS = re.compile(pattern("measured", "covers"))
# 成功率高|达95%: half of 高达.
_HIGH = re.compile("[高多低]达")
_ADDED = tuple(word_set("changes", "added"))
_CLAUSE_MARKS = "，。；：？！、“”（）\t"
# What is said of whatever was named before counts nothing that a reader of the figure alone could name.
_LEANING = re.compile(
    r"(?:再|又|有|预计|其中|当中|其余|余下|剩余|这|那|该|此|上述|其|参加|参与|出席|占|为|由|较)|.*(?:当中|其中|方面|年内|月内|以来|期间|年底)$"
)
_BARE = word_set("measured", "bare")
# 楼龄达30年或以上的楼宇 are not all 楼宇; words longer than these are told by the sentence alone.
_DURATION = re.compile(pattern("measured", "durations"))
_NARROWING = re.compile(r"[^，。；：？！、\n]{1,20}的$")
_BOUNDED = re.compile(r"以[上下内]的$")
# 电力、物流和人工加起来超过60%: of what, only the sentence says.
_SUMS = re.compile(r"[加合](?:起来|在一起)|合计|总?共")
# What makes a figure the attribute of the noun after it: 楼龄达30年或以上的楼宇.
_NAMES = re.compile(r"(?:或?以[上下])?的")
_MILESTONE = re.compile(r"新?的?大?(?:台阶|大关|关口|门槛)")
_NEAR = 16
_EXTENT = re.compile(rf"{pattern('measured', 'extents')}$")
# 累计接待|游客: a clause of so many characters goes whole before what is counted.
_SHORT_CLAUSE = 8
_ITEM = re.compile(r"、[^，。；：？！\n]{2,}$")
# 先后突破4万亿元和5万亿元: only the last is where it stands.
_PASSED = re.compile(r"(?:先后|连续|接连|相继)[^，。；：\d]{0,6}(?:\d[^，。；：、和]{0,9}、)*$")
# 较全国增幅高11.1个百分点: than what stands before what is counted.
_BESIDE_OTHERS = re.compile(r"的$|^[高低多少快慢大小]出?$")
_AND_MORE = re.compile(r"[、和及]\d")
# 由6.1年的高位回落至5.1年: what the value before was.
_LEVEL = re.compile(r"的[高低][位点谷]")
_RESPECTIVELY = "分别"
_SERIES = frozenset("、和及与")
# What these count is a share or a rate already, and says all there is to say.
_SHARES = ("率", "比", "比重", "占比", "比例", "份额", "贡献", "覆盖", "强度", "水平", "达标", "涨幅", "增幅", "增速")


def is_of_money(figure: Figure) -> bool:
    """True for money, growth and shares, which stand before counts."""
    return kind_of(fold(figure.normal.unit or "")) in {"money", "share"}


def compares(figure: Figure) -> bool:
    """True if the figure is of a change, against something, or in a unit that only means something beside another."""
    is_fraction = figure.unit is None and 0 < figure.value < 1
    return bool(figure.change or figure.baseline or kind_of(fold(figure.unit or "")) == "share" or is_fraction)


def _start_after(marks: str, source: Source, offset: int) -> int:
    """Start of what stands between the last of the marks and an offset, within its line."""
    # Without the line's start, a mark that is rare is looked for through all of the text, for each of its figures.
    line = source.line_start(offset)
    return max(line, 1 + max(source.folded.rfind(mark, line, offset) for mark in marks))


def _hedge(figure: Figure, source: Source) -> Span | None:
    """The place of the word that limits the figure from further off: 预计全年接待游客1.2亿人次."""
    if not figure.qualifier or not figure.words.spans or fold(figure.qualifier) in source.fold(figure.words.span):
        return None
    end = figure.words.span.start
    start = source.folded.rfind(fold(figure.qualifier), max(0, end - _FAR), end)
    return span(start, start + len(figure.qualifier)) if start >= 0 and not _is_of_other(source, start, end) else None


def _forecast(figure: Figure, source: Source) -> Span | None:
    """The place of the word by which the figure's clause, or the goal before it, says that it is not so yet: 规模有望|突破60亿元."""
    if not figure.words.spans:
        return None
    end = figure.words.span.start
    start = max(_start_after("，；。：？！", source, end), end - _FAR)
    found = _last(_FORECAST, source, start, end) or _last(_GOAL, source, _start_after("；。：？！", source, end), start)
    if found is None or _SO_ALREADY.search(source.folded, found.end, end) or _is_of_other(source, found.end, end):
        return None
    return found


def _is_of_other(source: Source, start: int, end: int) -> bool:
    """True if what is planned before the first offset is not how much there is at the second: 计划把|3公顷用地改作住宅."""
    return "把" in source.folded[start:end]


def _last(expression: re.Pattern[str], source: Source, start: int, end: int) -> Span | None:
    """The last place where the expression matches between the offsets."""
    found = [*expression.finditer(source.folded, start, end)]
    return span(*found[-1].span()) if found else None


def has_own_unit(figure: Figure) -> bool:
    """True if the unit is printed with the number, and not with the last of its series alone (8、9和10亿元)."""
    return not figure.normal.unit or figure.normal.unit in figure.words.text


def _is_aside(figure: Figure, source: Source) -> bool:
    """True if the figure is none that somebody counted.

    It says of something else which it is (产值超10亿元的企业), how much that is in other terms (相当于约10个月政府开支), what it is compared
    with (比上任时的263亿元减少), what it was before (从0.94万家增加到), or what was passed on the way (迈上1500亿元新台阶,
    先后突破4万亿元和5万亿元).
    """
    if not figure.words.spans:
        return False
    place, counted = figure.words.span, _label_of(figure)
    named = counted is not None and bool(counted.spans) and counted.span.end <= place.start
    names = named and _NAMES.match(source.folded, place.end)
    before, after = (
        source.folded[max(0, place.start - _NEAR) : place.start],
        source.folded[place.end : place.end + _NEAR],
    )
    passed = _MILESTONE.match(after)
    grown = _FROM.search(before) and _GROWN.match(after)
    more = _AND_MORE.match(after) and _PASSED.search(source.folded, source.line_start(place.start), place.start)
    return bool(names or passed or more or grown or _EQUALS.search(before) or _BASE.search(before))


def _label_of(figure: Figure) -> Words | None:
    """The figure's indicator, however sure: its place tells which words are between it and the number."""
    return figure.indicator or figure.left_out.indicator


def narrowing(figure: Figure, source: Source) -> Span | None:
    """The words before what the figure counts that say of which it is counted: 楼龄达30年或以上的|楼宇, 营收超百亿元的|企业."""
    if figure.indicator is None or not figure.indicator.spans:
        return None
    end = figure.indicator.spans[0].start
    start = _start_after("，。；：？！、", source, end)
    # 拥有14.2公里的|绿道: the number itself, and what stands before it, narrows nothing.
    start = max(start, figure.words.span.end) if figure.words.spans and figure.words.span.end <= end else start
    if not _NARROWING.fullmatch(source.folded, start, end):
        return None
    sizes = (one for one in find_quantities(source.folded, start, end - 1) if one.kind not in {"time", "calendar"})
    bounded = _BOUNDED.search(source.folded, start, end) or any(one.end == end - 1 for one in sizes)
    return span(start, end) if bounded else None


def limits(source: Source, predicate: Span) -> bool:
    """True if the predicate says how many there are and belongs with the number: 至少提供1次政策宣介."""
    return bool(_LIMIT.fullmatch(source.folded, predicate.start, predicate.end))


def _says_less(source: Source, named: Sequence[Span], number: Span | None) -> bool:
    """True if the words by which a figure is called are a part of what the source says it is of.

    延长|4所|研发中心的营运期 counts what something else is of, 课程|覆盖|30个|行业 what somebody reaches, and of 城乡居民收入|分别增长4%、7% each
    number is of one of two.
    """
    start, end = named[0].start, named[-1].end
    behind = number is not None and start >= number.end
    before = number.start if number and behind else start
    covers = _COVERS.search(source.folded, _start_after(_CLAUSE_MARKS, source, before), before if behind else end)
    shared = source.folded.startswith(_RESPECTIVELY, end) and source.folded[start - 1] not in _SERIES
    return bool(
        covers or shared or (behind and _ATTRIBUTE.match(source.folded, end)) or _HIGH.match(source.folded, end - 1)
    )


def stands_alone(figure: Figure, predicate: Span | None, source: Source) -> bool:
    """True if the figure over its indicator says what its sentence says."""
    counted = fold(figure.indicator.text) if figure.indicator else ""
    is_duration = kind_of(fold(figure.unit or "")) in {"time", "calendar"}
    label = _label_of(figure)
    named = label.spans if label else ()
    whole = "".join(map(source.fold, named))
    # 规模有望突破60亿元: what is printed must hold the word that makes it a forecast.
    word, printed = _forecast(figure, source), (*named, *([predicate] if predicate else []))
    number = figure.words.span if figure.words.spans else None
    is_behind = number is not None and bool(named) and named[0].start >= number.end
    says_less = (
        # 增加值增速 · 30个月; 大型商圈建立党组织 · 22个.
        is_duration and not _DURATION.search(counted),
        _SETS_UP.search(counted) is not None,
        _is_aside(figure, source),
        # 产值 of which industry, 其中 of what: only the words before say.
        bool(named) and (whole in _BARE or _LEANING.match(whole) is not None),
        number is not None and is_behind and _ends_item(source, _verb_before(source, number.start)),
        word is not None and not any(word in place for place in printed),
        named and _says_less(source, named, number),
        # 回赠计划”的水平、延长|研发中心: half of a quotation.
        any(any(find_unpaired(source.folded, place)) for place in printed),
    )
    if not has_own_unit(figure) or any(says_less):
        return False
    if predicate is not None and (limits(source, predicate) or _BESIDE_OTHERS.search(source.fold(predicate))):
        return False
    if predicate is not None and compares(figure) and _SUMS.fullmatch(source.fold(predicate)):
        return False
    if predicate is not None or (not compares(figure) and _hedge(figure, source) is None):
        return True
    if figure.indicator is None or not figure.indicator.spans:
        return figure.indicator is not None
    return figure.change is None and source.fold(figure.indicator.spans[-1]).endswith(_SHARES)


def _between(source: Source, start: int, end: int) -> Span | None:
    start = max(start, source.folded.rfind(_RESPECTIVELY, start, end) + len(_RESPECTIVELY))
    while start < end and source.folded[start] in _JOINTS:
        start += 1
    own_time = _TIME_OF_ITS_OWN.search(source.folded, start, end)
    end = own_time.start() if own_time else end
    level = _LEVEL.match(source.folded, start, end)
    start = level.end() if level else start
    crosses = any(character in _BREAKS for character in source.folded[start:end])
    return None if start >= end or crosses else span(start, end)


def _ends_in_verb(source: Source, start: int, end: int) -> int:
    """Start of the verbs that the words between the offsets end in, `end` without one that says more than how many there are."""
    clause = source.folded[start:end].removesuffix("了")
    tokens, begin = read_tokens(clause), len(clause)
    for at in sorted(tokens.at, reverse=True):
        if tokens.tag(at)[:1] != "v" or tokens.end(at) != begin or clause[at:begin] in _HOLDS:
            break
        begin = at
    return start + begin if begin < len(clause) else end


def _verb_before(source: Source, number: int) -> Span | None:
    """The verbs whose object a number opens: 新增|2家上市企业, 减少|了6万吨排放; None for one that says only how many there are."""
    start = max(_start_after(_CLAUSE_MARKS, source, number), number - _FAR)
    begin = _ends_in_verb(source, start, number)
    # 年产|2000吨|肥料生产线: a measure of what follows, and no verb to the segmenter.
    extent = _EXTENT.search(source.folded, start, number)
    begin = extent.start() if begin == number and extent else begin
    # 其中东湖签约|18个|项目: of which part it is must be said.
    is_of_part = source.folded.startswith("其中", start) and number - start <= _SHORT_CLAUSE
    begin = start if is_of_part and begin < number else begin
    return span(begin, number - (source.folded[number - 1] == "了")) if begin < number else None


def _ends_item(source: Source, verb: Span | None) -> bool:
    """True if the verb before a number ends the last item of a list, and is of no object: 河道治理、草原修复|2家|实验室."""
    return verb is not None and _ITEM.search(source.folded, max(0, verb.start - _NEAR), verb.start) is not None


def _said_of(figure: Figure, label: Words, source: Source, place: Words | None) -> Span | None:
    """The words before what an amount counts, where it is their object: 新增|上市企业2家, 年可接待|游客30万人次.

    The clause from its beginning, but for the place that all of the text is of, where that is short and without another
    number; else its verbs.
    """
    if compares(figure) or source.folded[label.span.end : figure.words.span.start].strip():
        return None
    end = label.spans[0].start
    clause = max(_start_after(_CLAUSE_MARKS, source, end), end - _FAR)
    start = skip_opening(source.folded, clause, end + 1)
    own = fold(place.text) if place else ""
    start += len(own) if source.folded.startswith(own, start) else 0
    verbs = _ends_in_verb(source, start, end)
    # 其中，|东湖|签约项目18个: of which part it is must be said.
    part = source.folded.startswith("其中", start) or source.folded.startswith("其中，", clause - len("其中，"))
    if verbs >= end and not (part and start < end <= start + _SHORT_CLAUSE):
        return None
    # 为老人、|病人等解决|困难300件: what follows an item of a series is no clause.
    is_whole = end - start <= _SHORT_CLAUSE and source.folded[clause - 1] != "、"
    if is_whole and not any(map(str.isdecimal, source.folded[start:end])):
        return span(start, end)
    return span(verbs, end) if end - verbs > 1 else None


def _shared_by_series(outline: Outline, found: Mapping[str, Span]) -> dict[str, Span]:
    """The predicates, that of an amount given also to those of its series behind it: 新增|一般债券2.3亿元、专项债券6.4亿元.

    Not where another unit tells that the next may be none (新谋划项目630个、总投资1280亿元), but for what was added.
    """
    source, shared = outline.source, dict(found)
    placed = sorted((one for one in outline.figures if one.words.spans), key=lambda one: one.words.span)
    for before, figure in pairwise(placed):
        label, said = _label_of(figure), shared.get(before.id)
        # A label that an editor wrote has no place.
        if said is None or figure.id in found or not (label and label.spans) or compares(before) or compares(figure):
            continue
        between = source.folded[before.words.span.end : label.span.start]
        joined = bool(between) and set(between) <= _SERIES and not limits(source, said)
        alike = kind_of(fold(figure.normal.unit or "")) == kind_of(fold(before.normal.unit or ""))
        if joined and (alike or source.fold(said).endswith(_ADDED)):
            shared[figure.id] = said
    return shared


def is_aimed_at(figure: Figure, said: Span | None, source: Source, point: Point | None) -> bool:
    """True if the sentence says before the figure that it is a plan's, and `said`, the words printed with it, do not.

    力争到2030年，产值达到90亿元，新建基地|12个.
    """
    if point is None or not point.words.spans or not figure.words.spans:
        return False
    start, end = point.words.span.start, figure.words.span.start
    if said is not None and _FORECAST.search(source.fold(said)):
        return False
    by_year = _BY_YEAR.search(source.folded, start, end)
    aim = _last(_FORECAST, source, start, end) or (span(*by_year.span()) if by_year else None)
    return aim is not None and not _SO_ALREADY.search(source.folded, aim.end, end)


def find_predicates(outline: Outline) -> dict[str, Span]:
    """The words by the figure's id, for figures that compare and have such words in their clause."""
    found: dict[str, Span] = {}
    source, previous_end, shared = outline.source, 0, None
    placed = (figure for figure in outline.figures if figure.words.spans)
    for figure in sorted(placed, key=lambda one: one.words.span):
        between = source.folded[previous_end : figure.words.span.start]
        # The second number of a series is under the words before the first: 分别增长9.5%、10.7%.
        follows = bool(between) and set(between) <= _SERIES
        shared = shared if follows else None
        label, forecast = _label_of(figure), _forecast(figure, source)
        in_label = label is not None and forecast is not None and any(forecast in place for place in label.spans)
        hedge = _hedge(figure, source) or (None if in_label or compares(figure) else forecast)
        if label and label.spans and label.span.start >= figure.words.span.end:
            start = figure.words.span.start
            verb = _verb_before(source, start)
            said = hedge or (None if _ends_item(source, verb) else verb)
            # 预计|创造30亿元产值及|800个岗位: the words from the forecast on hold no other figure.
            if said and forecast and previous_end <= forecast.start and start - forecast.start <= _NEAR:
                holds = any(character.isdecimal() for character in source.folded[forecast.start : start])
                said = said if holds else span(forecast.start, start)
            if said:
                found[figure.id] = said
        elif label and label.spans and not hedge and (said := _said_of(figure, label, source, outline.place)):
            found[figure.id] = said
        elif (hedge or compares(figure)) and label and label.spans:
            start = max(label.spans[-1].end, previous_end)
            shared = shared or _between(source, start, figure.words.span.start)
            words = hedge if hedge and (shared is None or hedge not in shared or not compares(figure)) else shared
            if words:
                found[figure.id] = words
        previous_end = figure.words.span.end
    return _shared_by_series(outline, found)


def find_companions(outline: Outline, predicates: Mapping[str, Span]) -> dict[str, Figure]:
    """By the id of an amount, the change that its sentence states of it right after it: 312.6亿元，同比增长8.4%."""
    source, found = outline.source, {}
    placed = sorted((one for one in outline.figures if one.words.spans), key=lambda one: one.words.span)
    for amount, change in pairwise(placed):
        predicate = predicates.get(change.id)
        if compares(amount) or not (change.change or change.baseline):
            continue
        if predicate is None or amount.point != change.point:
            continue
        between = span(amount.words.span.end, change.words.span.start)
        alike = amount.indicator and change.indicator and amount.indicator.spans == change.indicator.spans
        if alike and predicate in between and source.folded[between.start : predicate.start] == "，":
            found[amount.id] = change
    return found
