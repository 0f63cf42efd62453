"""Comparisons of a figure: its rate, its baseline, and the figure that it grew or fell from, folded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.outline.model import quote_source
from briefing.text.lexicon import pattern
from briefing.text.segments import sentence_start
from briefing.text.source import span

if TYPE_CHECKING:
    from briefing.outline.model import Figure, Words
    from briefing.text.quantities import Quantity
    from briefing.text.source import Source, Span

_DIGIT, _TENS = "一二三四五六七八九", "十百千万"
_PER = pattern("units", "per")
_OFTEN = "每[年月日天]"
# Of what, and how often: 每万人, 每百名学生, 年均.
RATE = re.compile(
    rf"每[{_TENS}]+(?:人口?|{pattern('units', 'counted_per')}[\u4e00-\u9fff]{{1,4}}?(?=[拥有配设建占均达为需]|$))|(?:每{_PER})?{_OFTEN}|[年月日人户亩村]均|每人|每户|每村(?:平均)?|平均每.{{1,2}}"
)
# What money is of: 每平方米每月|15元, 每个托位每年|补1200元, 每度|0.52元, 每招一人|奖500元, 一次性|奖5万元.
_PRICE = re.compile(
    rf"(?:{_OFTEN})?每(?:\d[\d.]{{0,5}}|[{_DIGIT}两{_TENS}]{{1,4}})?"
    rf"(?:{pattern('units', 'counted_per')}[\u4e00-\u9fff]{{0,7}}?(?={_OFTEN}|{pattern('measured', 'paid')}|{pattern('qualifiers', 'cap', 'floor')}|$)|半天|{_PER})(?:每{_PER})?"
    rf"|每[\u4e00-\u9fff]{{1,3}}[一1](?:人|户|{pattern('units', 'counted_per')})|{_OFTEN}|[年月日人户亩村]均|一次性"
)
# 1坪|6万, 一公斤|30元, 一年|还补1000元: for one of a unit.
FOR_ONE = re.compile(
    rf"(?<![\d.第{_DIGIT}{_TENS}])(?P<one>[1一]{_PER})(?:[约近达要卖]|[还再另也]?{pattern('measured', 'paid')})?(?=\d[\d.,]{{0,8}}(?:万|[百千亿]?[多余]?元))"
)
_LONGEST_BASE = 12
# For how long it is paid: 每月补800元，|连补两年; 最高5万元，|贴息三年.
_PAID = re.compile(pattern("measured", "paid"))
_TERM = re.compile(
    rf"(?:的?[\u4e00-\u9fff]{{1,6}})?，(?P<term>[\u4e00-\u9fff]{{0,2}}?(?:{pattern('measured', 'terms', 'paid')}|{pattern('qualifiers', 'cap', 'floor')})+(?:\d{{1,2}}|[{_DIGIT}两十半]{{1,3}})(?:年|个月|天|周|个?学年|个?学期)[\u4e00-\u9fff]{{0,2}})(?=[，。；！？]|$)"
)
# 比例 and 同比 compare with nothing that is named.
BASELINE = re.compile(
    "(?<![同环占对相之])比(?!例|重|率|如|值|赛|利|作|喻|肩)(?P<w>[^，。；比]{1,14}?(?:末|底)?)(?=(?:再|又|大幅|小幅)?[净调]?(?:增|提|"
    "下|上升|降|减|多|少|高|低|翻))|"
    r"(?<!不)(?:高于|低于|高出|低出|快于|好于|优于)(?P<y>[^，。；\d并且而]{1,10}?)(?<!的)(?=[\d一二三四五六七八九十约近超]|$)|"
    r"较(?!为|大|小|快|好|强|多|少|高|低)(?P<x>[^，。；较]{1,12}?)(?=(?:大幅|小幅)?净?增|(?:大幅|小幅)?提|(?:大幅|小幅)?下|(?:大幅|小幅)?(?:上升|降|减|多|少|高|低))"
)
COMPARED = re.compile(r"(?:与|同(?!时)|跟|和)(?P<with>[^，。；与同跟和]{2,10}?)(?<![占同环之])相?比(?![率重例值])")
# 2020年底的, 二〇二〇至二一年度的
_DATED = rf"(?:19|20)\d{{2}}年[底末]?的?|[一二][〇○零{_DIGIT}]{{3}}(?:至[〇○零{_DIGIT}十]{{2,4}})?年度?的"
_EARLIER = rf"\d{{2,3}}年的?|(?:[今去]年)?[年月][初底末]的?(?:每公?[斤吨亩头箱])?|[{_DIGIT}十\d]{{1,2}}年前的|每名?[^，。；\d]{{1,4}}"
# From one value to another: what grows so stands before.
COURSE = re.compile(rf"(?:由|从|自)(?=(?:{_DATED}|{_EARLIER}|{pattern('changes', 'points')})?[\d{_DIGIT}十百千两半])")
REACHED = re.compile(
    rf"(?:、|，|左右|以上|的[高低][位点谷])?{pattern('changes', 'adverbs')}?{pattern('changes', 'verbs')}?"
    rf"[至到为成](?:{_DATED}|{pattern('changes', 'points')})?"
)
_OWN = frozenset({"的", "的约", "的近", "的超"})


def _last_stated(pattern: re.Pattern[str], source: Source, start: int, end: int) -> Words | None:
    """The last match of a pattern between two places: its named part, where it has one."""
    found = list(pattern.finditer(source.folded, start, end))
    return quote_source(source, span(*found[-1].span(found[-1].lastgroup or 0))) if found else None


def find_rate(source: Source, quantity: Quantity, clause: Span, indicator: Words | None) -> Words | None:
    """The base of a figure, and how often and how long it is paid: 每人每月|连补两年; without the base where the label has it."""
    is_money = quantity.kind == "money" or quantity.form == "discount"
    before = FOR_ONE.finditer(source.folded, max(clause.start, quantity.start - _LONGEST_BASE), clause.end)
    of_one = next((match for match in before if match.end() == quantity.start), None)
    rate = _last_stated(_PRICE if is_money else RATE, source, clause.start, quantity.start)
    # 每招|一人|补1200元 is of each that is hired.
    if of_one and (rate is None or rate.span.end < of_one.end("one")):
        rate = quote_source(source, span(*of_one.span("one")))
    parts = list(rate.spans) if rate else []
    if rate and "、" in source.folded[clause.start : rate.span.start]:
        # 包片管、|每日|巡、及时报等6项职责: it stands in one item of the list that is counted.
        rest = source.folded[rate.span.end : quantity.start]
        parts = [] if "、" in rest and "等" in rest else parts
    if indicator and any(part in place for part in parts for place in indicator.spans):
        parts = []
    if quantity.kind in {"money", "share"} or quantity.is_share:
        term = _TERM.match(source.folded, quantity.end)
        # 15万元，分五年兑现 is paid whatever it is called.
        if term and (term["term"].startswith("分") or _PAID.search(source.folded, clause.start, term.end())):
            parts.append(span(*term.span("term")))
    return quote_source(source, *parts) if parts else None


def find_baseline(source: Source, start: int, clause: Span, line: Span) -> Words | None:
    """The baseline of the figure, in its clause or by 与…相比 at the sentence's beginning."""
    return _last_stated(BASELINE, source, clause.start, start) or _last_stated(
        COMPARED, source, sentence_start(source, start, line), start
    )


def has_own_time(source: Source, figure: Figure) -> bool:
    """True if the figure's time is its alone, as that of 2020年的860亿元 is."""
    period = figure.period
    return bool(period and period.spans and source.folded[period.span.end : figure.words.span.start] in _OWN)


def is_reached(source: Source, quantity: Quantity, clause: Span, last: Figure | None) -> bool:
    """True if the figure is the one that the figure before it grew or fell to: 由860亿元增加到1320亿元."""
    if last is None or last.words.span.end <= clause.start:
        return False
    return ends_course(source.folded, clause.start, last.words.span, quantity.outer)


def begins_course(folded: str, quantity: Quantity) -> bool:
    """True if the figure is what another grew or fell from, and no time of its own is named: 由|900公斤|降到100公斤."""
    return folded[quantity.start - 1] in "由从自" and REACHED.match(folded, quantity.end) is not None


def ends_course(folded: str, clause: int, last: Span, start: int) -> bool:
    """True if a number that begins there is what another of the clause, which begins at `clause`, grew or fell to."""
    began = COURSE.search(folded, clause, last.start + 1)
    return bool(began and REACHED.fullmatch(folded, last.end, start))
