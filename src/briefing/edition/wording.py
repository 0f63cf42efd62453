"""Sentences that cannot be printed for what they say: by their own words they are of the talk, of others, or need a neighbour."""

from __future__ import annotations

import re

from briefing.edition.openings import skip_opening
from briefing.text.lexicon import pattern
from briefing.text.tokens import read_tokens

# 记者专访了区长；对区长进行了专访；本报推出系列访谈: that a reporter met the speaker.
_MEETS = re.compile(
    r"记者[^，。]{0,8}(?:专访|采访|访谈|对话|走进|面对面)|记者[^。]{0,30}(?:专访|采访|访谈|对话)了|推出[^。]{0,24}系列(?:访谈|报道|专访)"
    r"|对[^，。]{2,30}进行了?(?:独家)?(?:专访|采访|访谈)[。]?$"
)
# 大家上午好；谢谢您的提问；这个问题很好；向大家拜年: manners, and no point.
_MANNERS = re.compile(
    r"^[^。！]{0,12}(?:大家(?:[上下]午|[早晚]上)?好|多谢|谢谢|感谢)[^。！，]{0,16}[。！]?$"
    r"|^[^，。]{0,6}问题[^，。]{0,4}(?:很好|非常好|点子上)[。！]?$"
    rf"|(?:[向给](?:大家|各位|全体)|致以)[^，。！]{{0,14}}{pattern('speech', 'wishes')}"
)
# 就《意见》有关问题，市发展改革委负责同志回答了记者提问; 发布会上，新闻发言人方竹作了介绍: what follows is what was said.
_ANSWERED = re.compile(
    r"(?:回答了?(?:本[报刊台网])?记者(?:的)?提问|答记者问|接受了?[^，。]{0,12}(?:专访|采访)|[^，。]{2,12}[作做]了(?:介绍|解读|说明|回应)"
    r"|(?:发布会|吹风会)[^。]{0,90}介绍(?:有关|相关)?情况)[。！]?$"
)
# [《岚江日报》](https://…), **[2]**: what is written for a program is no print.
_MARKUP = re.compile(r"\]（http|\*\*|https?://|&[a-z]{2,8};|^[A-Za-z0-9&=/._%-]{6,}）")
# 今天要跟大家报告两件事情, where nothing is reported yet.
_ABOUT_TO_SAY = re.compile(r"^[^，。]{0,10}[跟向和给](?:大家|各位)[^，。]{0,8}(?:报告|汇报|介绍|说明|通报|分享)")
# 因此，他们建议撤销…: what others think, and no point of the speaker's.
_OF_OTHERS = re.compile(
    rf"(?:[^，。；：]{{0,8}}，)?[也亦另]?有?{pattern('speech', 'others')}(?:[^，。；：“”的]{{0,8}}?){pattern('speech', 'opines')}"
)
# 在此基础上，…; 该项目…; 投资者则…: who reads the sentence alone does not know of what it is.
_LEANS = re.compile(rf"(?:{pattern('clauses', 'leans')}|[^，。；：]{{1,8}}则)")
# 拨打这条热线: which one was said before.
_POINTS_BACK = re.compile(r"(?:^|[，。；])([^，。；“]{0,12}(?<!应))[这该][条项个些份次批类种一][^，。；“年天月]")
# 水库安全这一难题: verbs and adjectives that the dictionary has as nouns, too.
_USED_AS_NOUN = frozenset({"vn", "an"})
# 该负责人说，目前…: what is said needs no more than that somebody said it.
_SAYS = re.compile(rf"[^，。；：]{{0,16}}{pattern('speech', 'says')}[^，。；：]{{0,2}}[，：]")
# 他表示，全市…: who reads the sentence alone does not know who that is.
_PRONOUNS = frozenset("他她")
# 2025年，达到94545亿元: what has come to so much is said by the member of the series before it.
_REACHES = re.compile(rf"(?:[^，。；：]{{2,12}}，)?{pattern('clauses', 'reaches')}[约近超了]*\d")
_OWN_SIDE = re.compile(pattern("speech", "own_side"))
# What an editor says before a talk ends in announcing it.
_ANNOUNCES = re.compile(r"推出[^。]{0,24}系列(?:访谈|报道|专访)")


def is_announcement(folded: str) -> bool:
    """True if a sentence announces the talk, and what stands before it introduces it: 本报推出系列访谈."""
    return _ANNOUNCES.search(folded) is not None


def is_of_talk(folded: str, *, counts: bool) -> bool:
    """True if a sentence is about the talk and not of it: 近日，本报记者专访了…; 感谢您的提问; one that `counts` something may be of it."""
    announces = not counts and (_ANSWERED.search(folded) or _ABOUT_TO_SAY.search(folded))
    return bool(_MEETS.search(folded) or _MANNERS.search(folded) or announces)


def is_opinion_of_others(folded: str) -> bool:
    """True if a sentence only relates what others think: 他们建议…, 有意见认为…, with no answer to it."""
    return _OF_OTHERS.match(folded) is not None and not _OWN_SIDE.search(folded)


def holds_markup(folded: str) -> bool:
    """True if a sentence holds what a page was written with: links, stars, entities."""
    return _MARKUP.search(folded) is not None


def opens_with_pronoun(folded: str) -> bool:
    """True if a sentence opens with who says it, and that is a pronoun: 他表示，全市…."""
    return folded[skip_opening(folded, 0, len(folded)) :][:1] in _PRONOUNS and names_speaker(folded)


def names_speaker(folded: str) -> bool:
    """True if a sentence opens with who says it: 该负责人介绍，全市…."""
    return _SAYS.match(folded) is not None


def needs_neighbour(folded: str) -> bool:
    """True if a sentence is only understood with what stands before it, or behind it (完善了政策实施机制——)."""
    said = folded[skip_opening(folded, 0, len(folded)) :]
    leans = _LEANS.match(said) and (said[0] in _PRONOUNS or not names_speaker(folded))
    return bool(leans or _REACHES.match(said) or _points_back(said)) or said.endswith("——")


def _points_back(said: str) -> bool:
    """True if a clause points at what was said before: 拨打这条热线, but not 金融科技这一赛道, where a noun says what is meant."""
    for found in _POINTS_BACK.finditer(said):
        last = next((tag for end, tag in read_tokens(found[1]).at.values() if end == len(found[1])), "")
        if last[:1] != "n" and last not in _USED_AS_NOUN:
            return True
    return False
