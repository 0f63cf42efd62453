"""Words that make a number a figure, folded: measure words, what limits it, and what numbers are none."""

from __future__ import annotations

import re

from briefing.text.lexicon import pattern

# What limits a figure from further off: how sure the speaker is, anywhere in its clause, or a bound on what follows.
FORECAST = re.compile(pattern("qualifiers", "forecast"))
APART = re.compile(pattern("qualifiers", "apart"))
_ONE = "[二两三四五六七八九十]"
_MANY = "[一二三四五六七八九十]"
_TENS = "十[一二三四]五"
# A single Chinese numeral counts what has such a measure word; 个 may count an author's own points as well, so that the noun must tell.
COUNTED = re.compile(
    rf"{_ONE}(?:{pattern('counted', 'measures')}|个(?:[\u4e00-\u9fff]{{0,6}}?{pattern('counted', 'nouns')})(?![长委里])(?=[，。；、的\u4e00-\u9fff])|"
    r"条(?=[\u4e00-\u9fff]{0,4}(?:[产水干航专支烘][^，。；]?线)))|"
    r"(?<=变[成为])[二两三四五六七八九十][个家条座所](?=[，。；])"
)
# 37区, 122园: nouns that count themselves after Arabic digits.
PLACES = re.compile(pattern("counted", "places"))
NOT_COUNTED = re.compile(r"(?:第|这|那|上|前|各|每|任何|“|头|十|百|千|万|初|[另其]中|一|哪)$")
# 人大二次会议: the number of a session.
SESSION = re.compile("(?<=[大协会届])[二三四五六七八九十]次(?=会议|全会|全体(?:（?扩大）?)?会议)")
LASTS = re.compile(
    "[二两三四五六七八九十](?:个月|天|小时|年|个工作日|分钟|周)(?![内前后来间里之级期底初末度一二三四五六七八九十])"
)
# What a numeral is not a figure after: an order, a date, a name.
NOT_BEFORE = re.compile(
    r"\d[时点]$|唯一?$|几$|[第A-Za-z0-9.+\-/_%=]$|星期$|(?<!每)周$|初$|(?<![超目提])前$|十[一二三四]五$|[+×]$|(?<=[\d十])届$"
)
_MOTTO = r"(?:[一二两三四五六七八九十]{1,3}|\d{1,2})"
_AMOUNT = r"\d+(?:\.\d+)?[万亿]?"
NOT_FIGURES = re.compile(
    "|".join(
        (
            rf"(?<=[个道])[百千万]{{1,2}}亿?元?(?={pattern('measured', 'steps')})",
            r"\d{1,2}个方面|\d{1,2}届(?=[\d一二三四五六七八九十]{1,2}次)|\d+万?吨级|\d{1,2}个(?=季度)|\d{1,3}分钟[\u4e00-\u9fff]{0,8}[圈]|\d{1,3}路(?=公交|巴士|车|、|和)",
            rf"\d+米(?={pattern('counted', 'reach')})|24 ?小时[\u4e00-\u9fff]{{0,4}}{pattern('counted', 'all_day')}",
            rf"[百千万]亿元?(?={pattern('counted', 'classes', 'large')})",
            rf"{_MANY}{{1,3}}[月日周]|\d{{4}}年|\d{{1,2}}月|\d{{1,2}}日|\d{{1,2}}[:：]\d{{2}}|\d+[+×xX]|\d{{1,4}}[GDKB](?![A-Za-z])",
            rf"(?:{_TENS}|{_MANY}+年)(?:规划|时期|期间)?|{_MANY}大|{_MANY}(?:个|组|项|大)?(?:方面|关键词|是|要|来(?![万个块人年家元]))",
            # 十六字方针, 二十个字: the characters of a motto; a text has hundreds.
            rf"{_MOTTO}个?大?字(?!以[上下内]|[数左])",
            rf"{pattern('counted', 'idioms')}|[十百千万亿]+级",
            rf"{_AMOUNT}(?:[美港欧日]元|元|人|吨|平方米|亩)以[上下](?=的有|的占|的达)",
            rf"{_AMOUNT}[美港欧]?元以上(?={pattern('counted', 'classes', 'floor')})",
        )
    )
)
