"""The patterns of numbers, units and qualifiers in folded text, made of the words of `lexicon/units.toml` and `lexicon/qualifiers.toml`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from briefing.expressions import compile_kept
from briefing.text import lexicon

if TYPE_CHECKING:
    import re

Kind = Literal["money", "share", "physical", "time", "calendar", "count", "noun", ""]

BEFORE = ("about", "about_as", "floor", "cap", "emphasis")
AFTER = ("after_about", "after_floor", "after_cap")
KINDS: tuple[Kind, ...] = ("money", "share", "physical", "time", "calendar", "count", "noun")
# What joins the ends of a range, and what may be written between a number and its unit.
JOINT = r"[ ]?(?:至|到|[~～—–－-]{1,2})[ ]?"
_GAP = r"[ \u00a0\u2002-\u200a\u202f]?"
_DIGIT = "一二三四五六七八九"
_HAN = f"{_DIGIT}十百千两"
# Hong Kong groups thousands by a space.
ARABIC = r"(?:\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}){1,5}(?:\.\d{1,8})?(?![\d.])|\d[\d,]{0,20}(?:\.\d{1,8})?)"
# 廿五, 一百卅.
_CHINESE = rf"(?:(?:[{_HAN}]{{1,3}}[百千])?[廿卅][{_DIGIT}]?|[{_HAN}](?:[零〇]?[{_HAN}]){{0,11}})"
# 1百零1, 3千5百; 2百50.
_MIXED = r"\d(?:[百千]零?\d){1,2}(?:\d{1,2}|[十百](?:\d(?!\d))?)?(?![\d.,])"
# 二〇二三; never worth more than its digits.
_SPELT = rf"[{_DIGIT}〇○零]{{2,8}}(?![{_HAN}万亿兆])"
# 七八百, 三十四五; 五一 and 三五 are no two numbers that follow each other.
_PAIR = rf"(?:[{_HAN}]{{0,3}}[十百千])?(?:一、?[二两]|两三|二三|三四|四五|五六|六七|七八|八九)[十百千]?(?![{_HAN}月])"
_CLAUSE_END = r"(?=[，。；、！？：”）\n]|$)"


@cache
def unit_pattern() -> str:
    """A pattern of every unit, with what it is per: 元/平方米·月, 元/亩/年."""
    per = lexicon.pattern("units", "per")
    # 350ha, not 350 hazards; pylon 16L144 is none of 16 litres.
    return rf"(?:{lexicon.pattern('units', *KINDS)}(?:[/／]{per}(?:[·•/／]{per})?)?(?!(?<=[A-Za-z])[A-Za-z0-9]))"


@cache
def grammar() -> re.Pattern[str]:
    """The pattern of one quantity; `find_quantities` reads its named parts."""
    unit = unit_pattern()
    before = rf"(?P<before>(?:{lexicon.pattern('qualifiers', *BEFORE)}{_GAP}){{0,2}})"
    after = rf"(?:{_GAP}(?P<after>{lexicon.pattern('qualifiers', *AFTER)}))?"
    within = r"(?:个(?P<within>[多半])(?=小时|月|星期|工作日|世纪|昼夜|百分点))?"
    half = r"(?:(?<=[年天个倍亩斤里])(?P<half>半)(?![年天个径程导日月夜小价数辈子]))?"
    dime = rf"(?:(?<=块)(?P<dime>[{_DIGIT}]|\d)(?:[毛角]钱?)?{_CLAUSE_END})?"
    measured = rf"(?:{_GAP}{within}(?P<unit>{unit}))?{half}{dime}"
    return compile_kept(rf"{before}(?:{_shares()}|(?:{_inexact()}|{_whole()}){measured}){after}")


def _unit(word: str) -> str:
    """The pattern of one guarded unit of shares."""
    tables = (lexicon.load("units")[name]["guarded"] for name in ("share", "part"))
    return next(lexicon.guard(one) for table in tables for one in table if one["word"] == word)


def _shares() -> str:
    """Numbers that hold their unit: 百分之十二点五, 三分之二, 三成五, 八五折, 8.7:41.2, 1/6."""
    rest = rf"(?:[ ]?(?P<rest>半|[{_DIGIT}](?=[，。；、的提增上升下降跌减到至调曾受认未没不会来居市学反赞支愿同表选想]|$)|\d(?![\d.])))?"
    return (
        rf"百分之(?P<percent>{ARABIC}|[零〇{_HAN}]{{1,6}}(?:点[零〇{_DIGIT}]{{1,4}})?)"
        rf"|(?P<fraction>[{_HAN}万]{{1,4}}|\d{{1,4}})(?:[分份]之(?P<part>{ARABIC}|[{_HAN}]{{1,6}})|{_unit('分一')})"
        rf"|(?P<moiety>{_unit('一半')})"
        rf"|(?P<tenths>[{_DIGIT}两]|(?<![\d.,])\d)[ ]?(?P<ten>{_unit('成')}){rest}(?P<tenths_more>多(?![少样种数元]))?"
        rf"|(?P<discount>[{_DIGIT}]{{1,2}}|(?<![\d.,])\d(?:\.\d)?){_unit('折')}"
        rf"|(?P<ratio>{ARABIC}(?:[:：∶]{ARABIC}){{1,3}}(?!\d))"
        rf"|(?<![\d/.A-Za-z])(?P<over>\d{{1,2}}/\d{{1,3}})(?![\d/.A-Za-z月日号年])"
    )


def _inexact() -> str:
    """Numbers of no value, or of two: 数十, 七八百; digits said one by one, 二〇二三; half of a measure."""
    return (
        rf"(?P<vague>{lexicon.pattern('qualifiers', 'vague')}[十百千万亿几]{{0,4}})[多余]?"
        rf"|(?P<pair>{_PAIR})(?P<pair_magnitude>[万亿]?)(?P<pair_more>[多几]?)"
        rf"|(?P<spelt>{_SPELT})"
        rf"|(?P<semi>半)(?={_GAP}(?:个(?:小时|月|工作日|百分点|学期)|年(?![以之级])|天|小时|公里|亩|斤))"
    )


def _whole() -> str:
    """Any other number: $1500, -19℃, +5.1%, 2 兆 7,000 多亿, 一万零十二, 十几, 九万二."""
    more = lexicon.pattern("qualifiers", "inside")
    share = lexicon.pattern("units", "money", "share", "physical")
    # 十九‧九一亿元, as Taiwan's press sets it.
    decimal = rf"[{_HAN}零〇○]{{1,4}}[点‧·][零〇○{_DIGIT}]{{1,3}}(?={_GAP}(?:[万亿倍]|{share}|个(?:百分点|小时)))"
    part = rf"(?:\d[\d,]{{0,9}}(?:\.\d{{1,4}})?|[{_HAN}]{{1,8}})"
    # A greater part stands before the number. 三万一户 has none: it is 3 万 for each.
    low = rf"\d|(?<=零)[{_HAN}]|[{_HAN}]{{1,4}}[十百千万]|十|[{_DIGIT}两][十百千万]"
    high = rf"(?:(?P<high>(?:{part}{_GAP}[万亿兆]{_GAP}零?){{1,2}})(?={low}))?"
    counted = rf"(?={_GAP}[多余几]?{_GAP}{unit_pattern()})"
    magnitude = rf"(?:{_GAP}(?P<magnitude>[十百千]?(?:[万亿]|兆(?![瓦赫帕焦字比伏])){{1,2}}|[千百](?![瓦米克伏分姓]){counted}|(?:million|billion|trillion)\b))?"
    tail = rf"(?:(?<=[万亿])(?P<tail>[{_DIGIT}]|\d)(?=(?:元|块钱?)?{_CLAUSE_END}))?"
    currency = r"(?:(?P<currency>HK\$|US\$|NT\$|[$£€¥￥])[ ]?)?"
    sign = rf"(?:(?<![0-9A-Za-z%.])(?P<sign>[-+\u2212])(?=\d[\d.]{{0,8}}{_GAP}(?:%|‰|℃|度|个百分点)))?"
    # 超万亿元, 突破万列: the magnitude alone, after a bound.
    number = rf"(?P<number>{_MIXED}|{ARABIC}|{decimal}|{_CHINESE}|(?<=[超破近逾过达])[万亿])"
    return rf"{sign}{currency}{high}{number}(?:{_GAP}(?P<more>{more}))?{magnitude}{tail}(?P<more2>{more})?"
