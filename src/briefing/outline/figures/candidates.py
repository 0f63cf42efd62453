"""Quantities that are figures: those that state something, and are part of no name, date, order or idiom."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.outline.figures.comparisons import FOR_ONE
from briefing.outline.figures.units import COUNTED, LASTS, NOT_BEFORE, NOT_COUNTED, NOT_FIGURES, PLACES, SESSION
from briefing.outline.model import Measure
from briefing.text.lexicon import pattern
from briefing.text.numerals import factor_of
from briefing.text.quantities import kind_of
from briefing.text.quantity_patterns import ARABIC, JOINT, unit_pattern
from briefing.text.tokens import read_tokens

if TYPE_CHECKING:
    from briefing.text.quantities import Quantity
    from briefing.text.source import Source, Span

_DIGITS = "一二三四五六七八九"
_HAN = frozenset(f"{_DIGITS}十百千两零〇")
_LAST = re.compile(
    r"(?:(?<![学职])[从由]|轮候|等候|等待|排队|车程|用时|约为?|大约|为|达|需要?|只要|[^主重需首摘纪概]要|等了?|放|缩短[了至到为]?|压[缩减]?[至到]?|延长[了至到]?|增[加至到]{1,2}|续期|用了?|仅|长达|不到|耗时|历时|为期|提前了?|推迟了?|时间|时长|周期)$"
)
_PAID = re.compile(r"(?:补贴?|奖励?|赔|[挣赚花付交收])(?=$)")
_ROUND = re.compile(rf"[{_DIGITS}两]{{1,2}}[千百](?:[{_DIGITS}两]百?)?")
_STOP = re.compile(r"[，。；、！]|$")
# What a number of years is measured after, 连续6年 and 连续补贴6年, and what measures it after it, 6年时间; 五年来 is a time.
_YEARS_AFTER = re.compile(rf"(?:{pattern('measured', 'years_after')}|连续[\u4e00-\u9fff]{{2}})$")
_YEARS_BEFORE = re.compile(pattern("measured", "years_before"))
_SCORED = re.compile(rf"{pattern('measured', 'scored')}$")
# The first end of a range of times or ages: 未来|5至|10年.
_FIRST_END = re.compile(rf"\d[\d.]{{0,8}}(?:年|岁|分)?(?:、|{JOINT})$")
# The second end of a range has a dash before it: 5-6天; 2023-24 and 021-63 are no ranges.
_RANGE_END = re.compile(
    rf"(?<![\d.,A-Za-z/-])(?!19\d\d|20\d\d)[1-9]\d{{0,5}}(?:\.\d{{1,4}})?[万亿]?(?:{unit_pattern()})?-$"
)
_NO_SPAN = re.compile("[底初末前后来间里之级度代生]|以[来前后]")
_TO = re.compile(r"[至到为达]$")
_LONGEST_YEARS, _LONGEST_MONTH, _FULL_MARKS, _MOST_YEARS = 3, 31, 100, 50
# A class of ages is no measure: 60岁以上老人, 18至35岁青年.
_CLASS_OF_AGES = re.compile(
    "(?:周?岁)?(?:以[上下前后]|[前后]|及以|或以|[至到~-]|儿童|老人|老年|青年|少年|人群|人口|组|群|年龄)"
)
# 年营收8万元以上的41家: the bound tells which ones are counted.
_CLASS_COUNTED = re.compile(
    rf"(?<=以[上下内外])的(?:{pattern('measured', 'members')}|达)?[约近超]?[\d一二三四五六七八九十两]"
)
# 投资超亿元|项目160个, 4家|产值过亿元|企业: the bound tells which ones are counted, and so does no amount of its own.
_COUNTED_CLASS = re.compile(
    rf"(?:以上)?的?(?P<noun>[\u4e00-\u9fff]{{2,8}}?)(?:{pattern('measured', 'members', 'copulas')})?[约近超]?(?:\d+|[一二三四五六七八九十]+|两)余?[个家户项]"
)
_CLASS_AFTER_COUNT = re.compile(r"[\d一二三四五六七八九十两]余?[个家户项][\u4e00-\u9fff]{0,5}$")
_CLASS_NOUN = re.compile(rf"(?:以上)?的?{pattern('counted', 'classes')}")
# 每4年检讨|1次 tells how often.
_CYCLE = re.compile(r"每[\d一二两三四五六七八九十]{1,3}(?:年|个月|个?星期|周|天|日|小时)[\u4e00-\u9fff]{0,6}$")
# 每十万人|拥有1.2万人, 每9个|居民里就有1个.
_ROUND_BASES = frozenset(Decimal(10) ** power for power in range(1, 9))
_OUT_OF = re.compile(r"[\u4e00-\u9fff]{0,6}?，?(?:就|便|即)有")
_RATIO_OF = re.compile(r"比|结构")
_NEAR = 14
_OF_NOUNS = frozenset("nbaj")
# 3个多月, 一个半小时
_WITHIN = re.compile("(?<=[个個])[多半]")
_ALONE = frozenset("百千万")
_NO_PAIR = frozenset("期线届级层楼路课章节页号区环")
# The rest of a number: of one below zero, of 1'208 as the Swiss group it, of 三、四家, of 1,|208 on two lines.
_PART = re.compile(
    r"零下$|(?:^|[^\u4e00-\u9fff]|[为是至到达])负$|\d(?:['’]|[，．.]\n)$|[\u4e00-\u9fff，][一二三四五六七八九]、$"
)
_LOOK = 4
_SLASH = re.compile(r"[/／][A-Za-z\u4e00-\u9fff]")
_BROKEN = re.compile(r"[百千万亿兆]零?$")


# 第104条或|105条: a number of an order goes on; 第一名和12枚奖牌 has another unit.
_ORDER = re.compile(
    rf"第[\d{_DIGITS}十百零]{{1,6}}(?P<unit>[\u4e00-\u9fff]{{0,2}}?)(?:之[\d{_DIGITS}]{{1,2}})?[、或及和与至到~-]$"
)
# 台86线, 县道竹133线, 沿河路2段, 启明十三路: roads.
_ROADS = {"线": re.compile("(?:[台县省国]道?|道[^\\W了共])$"), "段": re.compile("[路街道]$")}
# 于4/18, 4/19及4/25日, 6/3（六), 在8/31下午: days, where thirds and quarters may stand elsewhere.
_DAY_BEFORE = re.compile(
    r"(?:[于自至到从起]|(?:[今昨明本]日|周[一二三四五六日]|星期[一二三四五六日])（)(?:\d{1,2}/\d{1,2}[、及和与至到~-])*$"
)
_DAY_AFTER = re.compile(r"(?:[、及和与至到~-]\d{1,2}/\d{1,2})*(?:日|[上下]午|[早晚]上|晚间|[（(][一二三四五六日][）)])")
_MONTHS, _DAYS = 12, 31
# 3个月前, 两天以后: when something was; 满6个月后 and 隔约5个月后 tell how long.
_POINT = re.compile("[之以]?[前后](?!续)")
# 他强调了投资的作用，“落实项目1300个”: words, and no name.
_IS_SAID = re.compile(rf"{pattern('speech', 'says')}[^，。；：“”]{{0,16}}[，：]$")
# 截至112年, 自98年5月: years of a calendar.
_CALENDAR = re.compile("(?:截至|[自从由到至])$")
_MONTH_FOLLOWS = re.compile(r"\d{1,2}月")
_LONG = 3

_SERIES = re.compile(
    rf"(?:[ ]?[、和及与至到~～—–－-][ ]?{ARABIC}){{1,6}}(?P<magnitude>[万亿兆]{{0,2}})(?P<unit>{unit_pattern()})(?![A-Za-z0-9])"
)


def read_measure(
    source: Source, quantity: Quantity, borrowed: tuple[str, str, int] | None
) -> tuple[Decimal, str | None, Measure]:
    """Value and unit as printed, and both in plain terms; a number of a series has the unit of its last."""
    if quantity.value is None or quantity.normal is None:
        raise ValueError(quantity)
    if borrowed is not None:
        magnitude, name, at = borrowed
        printed = source.text[at + len(magnitude) : at + len(magnitude) + len(name)]
        plain = (quantity.value * factor_of(magnitude)).normalize() + 0
        return quantity.value, source.text[at : at + len(magnitude)] + printed, Measure(value=plain, unit=printed)
    if quantity.form in {"tenths", "fraction"}:
        unit = "成" if quantity.form == "tenths" else None
        return quantity.value, unit, Measure(value=quantity.normal, unit=None)
    printed = _WITHIN.sub("", source.text[quantity.unit_start : quantity.unit_end]) or quantity.unit
    at = quantity.magnitude_start
    unit = source.text[at : at + len(quantity.magnitude)] + printed
    return quantity.value, unit or None, Measure(value=quantity.normal, unit=printed or None)


def find_shared_unit(source: Source, quantity: Quantity, line: Span) -> tuple[str, str, int] | None:
    """Magnitude, unit and the place of the unit that a number has from the last one of its series: 8、9和10亿元, 3至4%."""
    bare = quantity.form == "number" and not quantity.unit and not quantity.magnitude and quantity.number[0].isdigit()
    if not bare or quantity.value is None:
        return None
    if quantity.numeral == line.start or source.folded[quantity.numeral - 1] in "。；\n":
        return None
    series = _SERIES.match(source.folded, quantity.number_end, line.end)
    if series and kind_of(series["unit"]) in {"calendar", "noun"}:
        return None
    return (series["magnitude"] or "", series["unit"], series.start("magnitude")) if series else None


def states_quantity(source: Source, quantity: Quantity, *, borrows: bool = False) -> bool:
    """True if the quantity is a figure: it has a unit or magnitude, and is part of no name, date, order or idiom."""
    folded, start, end = source.folded, quantity.start, quantity.end
    # 每十万人, 每9个居民里就有1个, 一公斤30元: another number is reckoned by this one.
    is_round = quantity.normal in _ROUND_BASES or _OUT_OF.match(folded, end)
    is_base = FOR_ONE.match(folded, start) or (is_round and folded.startswith("每", quantity.numeral - 1))
    is_rest = _PART.search(folded, max(0, quantity.numeral - _LOOK), quantity.numeral)
    if quantity.is_vague or quantity.form == "spelt" or is_rest or _SLASH.match(folded, end) or is_base:
        return False
    if quantity.is_share:
        is_other = NOT_FIGURES.match(folded, start) or _is_day(folded, quantity)
        # 比例20:1 and 8.7:41.2 are no times of the day.
        is_ratio = "." in quantity.number or _RATIO_OF.search(folded, max(0, start - _NEAR), start)
        return not is_other and (quantity.form != "ratio" or bool(is_ratio))
    # 一个棚补六千，: a round number without a unit is money where somebody gets or gives it.
    is_money = _ROUND.fullmatch(quantity.number) and _PAID.search(folded, max(0, start - 4), start)
    is_stated = quantity.unit or quantity.magnitude or borrows or (is_money and _STOP.match(folded, end))
    if not is_stated or _is_ordered(folded, quantity):
        return False
    if _counts(folded, quantity):
        return not _in_name(source, start, end)
    if not _measures(folded, quantity) or _is_named(folded, quantity):
        return False
    following = folded[end : end + 1]
    # Neighbours stand without a mark: 1569户4320人.
    joined = following.isascii() and following.isalnum() and not (following.isdigit() and quantity.unit)
    return not joined and not _in_name(source, start, end)


def _measures(folded: str, quantity: Quantity) -> bool:
    """True if the unit measures or counts, and is no date, age group or order, nor an idiom's one Chinese digit."""
    number = quantity.number
    is_more = len(number) > 1 or quantity.magnitude or quantity.tail or quantity.high or quantity.form == "half"
    # A number of years that came so far is how long something lasts: 只有两年时间.
    if not (number[0].isdigit() or is_more or quantity.start < quantity.numeral or quantity.unit in {"倍", "年"}):
        return False
    if quantity.form == "pair" and (not quantity.unit or quantity.unit[-1] in _NO_PAIR):
        return False
    if quantity.kind == "noun" and not (quantity.number[0].isdigit() and PLACES.match(folded, quantity.unit_start)):
        return False
    if quantity.unit == "次" and _CYCLE.search(folded, max(0, quantity.start - _NEAR), quantity.start):
        return False
    # 180日 and 用了五日 are no dates.
    is_long = quantity.unit == "日" and (quantity.value or 0) > _LONGEST_MONTH
    lasts = quantity.unit == "日" and _precedes_span(folded[max(0, quantity.start - _NEAR) : quantity.start])
    is_date = quantity.kind == "calendar" and not (is_long or lasts)
    is_class = quantity.qualifiers and (_CLASS_COUNTED.match(folded, quantity.end) or _is_class(folded, quantity))
    return not is_date and not is_class and _measures_time(folded, quantity)


def _is_class(folded: str, quantity: Quantity) -> bool:
    """True if a bound on money describes nouns that another number counts: 投资超亿元|项目160个."""
    if quantity.kind != "money":
        return False
    before = folded[max(0, quantity.outer - _NEAR) : quantity.outer]
    if _CLASS_AFTER_COUNT.search(before) and _CLASS_NOUN.match(folded, quantity.end):
        return True
    counted = _COUNTED_CLASS.match(folded, quantity.end)
    if counted is None:
        return False
    # 投资超3亿元|新建学校5所 is money for something.
    tokens = read_tokens(counted["noun"])
    return all(tokens.tag(at)[:1] in _OF_NOUNS or tokens.tag(at) == "vn" for at in tokens.at)


def _is_named(folded: str, quantity: Quantity) -> bool:
    """True if the number is one of an order, a date or a name, or the rest of a longer one."""
    begin, number = quantity.numeral, quantity.number
    # The line before, which may end in a digit, says nothing of this one.
    before = folded[max(0, begin - 4) : begin].rpartition("\n")[2]
    if not _RANGE_END.search(folded, max(0, begin - _NEAR), begin) and NOT_BEFORE.search(before):
        return True
    # Fifty 十 in a row are no number, nor are the last ten of them.
    if before[-1:] in _HAN and number[0] in _HAN:
        return True
    # 近万家 and 连续16个季度 are no names.
    name = NOT_FIGURES.match(folded, begin)
    known = quantity.unit == "个季度" or (quantity.start < begin and quantity.unit and number in _ALONE)
    # A number of years that measures is none either: 最长不超过三年; 三年规划 does not measure.
    # 百年未有 counts no years.
    is_years = quantity.unit == "年" and name is not None and name.end() == quantity.unit_end
    known = known or (is_years and number not in _ALONE)
    return bool(_BROKEN.search(before) or (name and not known))


def _is_ordered(folded: str, quantity: Quantity) -> bool:
    """True if the number goes on an order (第4条或5条), or is a road's (台86线, 中山路2段)."""
    before = folded[max(0, quantity.numeral - _NEAR) : quantity.numeral]
    order, road = _ORDER.search(before), _ROADS.get(quantity.unit)
    if order and (not order["unit"] or order["unit"] == quantity.unit):
        return True
    return bool(road and road.search(before)) or (quantity.unit == "路" and not quantity.number[0].isdigit())


def _is_day(folded: str, quantity: Quantity) -> bool:
    """True if a number with / is a day of a month: 于4/18, 4/19及4/25日."""
    month, _, day = quantity.number.partition("/")
    if not (day.isdigit() and int(month) <= _MONTHS and int(day) <= _DAYS):
        return False
    if int(month) >= int(day):
        return True
    before = folded[max(0, quantity.start - 2 * _NEAR) : quantity.start]
    return bool(_DAY_BEFORE.search(before) or _DAY_AFTER.match(folded, quantity.end))


def _measures_time(folded: str, quantity: Quantity) -> bool:  # noqa: PLR0911 - one case for each unit, flat
    """True if a number of years or an age measures something; True for what is of another unit."""
    first = _FIRST_END.search(folded, max(0, quantity.numeral - _NEAR), quantity.numeral)
    start = first.start() if first else quantity.outer
    before = folded[max(0, start - _NEAR) : start]
    if quantity.form == "half":
        lasts = _precedes_span(before) or _TO.search(before)
        return bool(lasts) and not _NO_SPAN.match(folded, quantity.end)
    match quantity.unit:
        case "个季度":
            return bool(_YEARS_AFTER.search(before))
        case "岁":
            return not first and not _CLASS_OF_AGES.match(folded, quantity.unit_end)
        case "分" | "点":
            is_score = (quantity.normal or 0) > _FULL_MARKS or _SCORED.search(folded, start - _NEAR, quantity.numeral)
            return "." in quantity.number or (quantity.unit == "分" and bool(is_score))
        case "年":
            return "." in quantity.number or _is_span(folded, quantity, before)
        case "个月" | "天" | "周" | "个星期" | "小时" | "分钟":
            is_limited = quantity.start < quantity.numeral or before.endswith(("满", "隔"))
            return is_limited or _precedes_span(before) or not _POINT.match(folded, quantity.end)
        case _:
            return True


def _is_span(folded: str, quantity: Quantity, before: str) -> bool:
    """True if a number of years is how long something lasts: 连续6年, 超过两年, 6年时间."""
    if len(quantity.number) > _LONGEST_YEARS or quantity.high or _NO_SPAN.match(folded, quantity.end):
        return False
    if _MONTH_FOLLOWS.match(folded, quantity.end) or (len(quantity.number) == _LONG and _CALENDAR.search(before)):
        return False
    limited = quantity.start < quantity.numeral and not folded.startswith("近", quantity.start)
    measured = _YEARS_BEFORE.match(folded, quantity.end) and not before.endswith(("近", "未来"))
    # 用95年标准 and 用25年的数据 tell of which year they are.
    is_year = (
        folded.startswith("的", quantity.end) or quantity.number.startswith("0") or (quantity.value or 0) > _MOST_YEARS
    )
    lasts = _YEARS_AFTER.search(before) and not (before.endswith("用") and is_year)
    return bool(limited or measured or _TO.search(before) or lasts)


def _precedes_span(before: str) -> bool:
    return bool(_LAST.search(before) or _YEARS_AFTER.search(before))


def _counts(folded: str, quantity: Quantity) -> bool:
    """True if a single Chinese numeral counts things or says how long something lasts (两所学校, 缩短三个月), not a list's members."""
    start, end = quantity.numeral, quantity.end
    plain = not (quantity.magnitude or quantity.high) and quantity.number_end == quantity.unit_start
    if quantity.number not in "两二三四五六七八九十" or not quantity.unit or not plain:
        return False
    if NOT_COUNTED.search(folded, max(0, start - 3), start) or SESSION.match(folded, start):
        return False
    return bool(
        COUNTED.match(folded, start)
        or (LASTS.match(folded, start) and _precedes_span(folded[max(0, start - 6) : start]))
    ) and folded[end : end + 1] not in {"”", "："}


def _in_name(source: Source, start: int, end: int) -> bool:
    """True if the numeral stands in a short quoted name or a title, and not in what somebody says."""
    left = max(source.folded.rfind(mark, max(0, start - 24), start) for mark in "“《")
    if left >= 0 and _IS_SAID.search(source.folded, max(0, left - 24), left):
        return False
    close = min((at for mark in "”》" if (at := source.folded.find(mark, end, end + 24)) >= 0), default=-1)
    inside = source.folded[left + 1 : close] if left >= 0 and close >= 0 else ""
    return bool(inside) and not any(mark in inside for mark in "，。；”》") and len(inside) <= 30
