"""Sentences that cannot be printed for what they say: by their own words they are of the talk, of others, or need a neighbour."""

from __future__ import annotations

import re

from briefing.edition.openings import skip_opening
from briefing.text.bearing import count_kinds
from briefing.text.lexicon import pattern
from briefing.text.tokens import read_tokens

# 记者专访了区长；对区长进行了专访；本报推出系列访谈: that a reporter met the speaker.
_MEETS = re.compile(
    r"记者[^，。]{0,8}(?:专访|采访|访谈|对话|走进|面对面)(?!时)|记者[^。]{0,30}(?:专访|采访|访谈|对话)了|推出[^。]{0,24}(?:系列(?:访谈|报道|专访)|栏目|专栏)"
    r"|对[^，。]{2,30}进行了?(?:独家)?(?:专访|采访|访谈)(?:[，。]|$)"
)
# 大家上午好；谢谢您的提问；这个问题很好；向大家拜年: manners, and no point.
_MANNERS = re.compile(
    r"^[^。！]{0,12}(?:(?:很|非常|十分)(?:高兴|荣幸)|大家(?:[上中下]午|[早晚]上)?好|多谢|谢谢|感谢)[^。！，]{0,16}[。！]?$"
    r"|^[^，。]{0,6}问题[^，。]{0,4}(?:很好|非常好|点子上)[。！]?$"
    rf"|(?:[向给](?:大家|各位|全体)|致以)[^，。！]{{0,14}}{pattern('speech', 'wishes')}"
    rf"|表示[^，。！；：]{{0,10}}{pattern('speech', 'thanks')}[。！]?$"
    # 各位网友大家好，我是…; 请各位记者提问前举手示意.
    r"|^[^，。！]{0,12}(?:各位|大家|网友|朋友)[^，。！]{0,6}好[，。！]|请[^，。]{0,8}(?:提问|举手)[^。]{0,14}(?:示意|通报|举手)"
    # 区长出席滨江论坛, and no more.
    r"|^[^，。；：]{2,24}(?:出席|主持)[^，。；：\d]{2,30}[。]?$"
)
# 感谢大家的关心，…; 我感到十分高兴，…; 大家辛苦了，…: manners too, in a sentence that counts nothing.
_THANKS = re.compile(
    r"(?:^|[，“！])[^，。！“]{0,6}(?:感谢|谢谢)(?:大家|各位|全体|朋友|网友|媒体|在座)|大家辛苦"
    r"|(?:^|[，“])(?:今天)?(?:我|本人)[^，。]{0,4}(?:很|非常|十分|万分|无比|倍)感?(?:高兴|荣幸|激动)"
)
# 出席发布会的还有…; 34家媒体记者齐聚: who is there.
_PRESENT = re.compile(
    r"等(?:[^，。；]{0,6}[亦也都均])?(?:出席|参加|到场|与会)[^，。；]{0,14}[。]?$"
    r"|(?:出席|参加|做客)[^，。；]{0,16}(?:会|谈|节目|活动|论坛)的[^，。；]{0,8}(?:有|是|包括)"
    rf"|\d[余多]?家[^，。；]{{0,12}}媒体[^，。；]{{0,8}}{pattern('speech', 'gathers')}"
)
# 就《意见》有关问题，市发展改革委负责同志回答了记者提问; 发布会上，新闻发言人方竹作了介绍: what follows is what was said.
_ANSWERED = re.compile(
    r"(?:回答了?(?:本[报刊台网])?记者(?:的)?提问|答记者问|接受了?[^，。]{0,12}(?:专访|采访|访问|访谈)|[^，。]{2,24}(?:[作做]了|进行了?)(?:介绍|解读|说明|回应|通报|分享)"
    r"|(?:发布会|吹风会)[^。]{0,90}介绍(?:有关|相关)?情况)[。！]?$"
)
# 表一载列了用地面积; 详载于附件一; 现综合答复如下: what points at another place of the paper, and says nothing itself.
_SHEET = rf"{pattern('clauses', 'sheets')}[一二三四五六七八九十\dA-Z]{{0,3}}"
_POINTS_ELSEWHERE = re.compile(
    rf"^(?:（[^（）]{{1,3}}）)?{_SHEET}[^，。；：]{{0,3}}(?:载列|列出|列明|列示)|{pattern('clauses', 'stands_in')}{_SHEET}[。：]?$"
    r"|(?:[答回][复覆应]|报告|说明|汇报|介绍|通报)如下[。：]?$|我代表[^，。；：]{2,30}(?:作|报告)[^，。；：]{0,8}(?:报告|工作)[，。]"
)
# 记者会持续2个小时; 回答18家媒体的提问; 他指着生产线告诉记者: how the talk went.
_COURSE_OF_TALK = re.compile(
    rf"^[^，。；：]{{0,10}}{pattern('speech', 'occasions')}[^，。；：]{{0,4}}(?:持续|历时|于)|(?:回答|解答|答复)[^，。；]{{0,24}}(?:提问|问题)[。]?$"
    rf"|(?<!接受)[答提]问[。]?$|告诉[^，。；：“”]{0, 4}记者[。]?$|[地禁着]{pattern('speech', 'says_out')}道?[。]?$"
)
# [《岚江日报》](https://…), **[2]**: what is written for a program is no print.
_MARKUP = re.compile(r"\]（http|\*\*|https?://|&[a-z]{2,8};|^[A-Za-z0-9&=/._%-]{6,}）")
# 区长感谢街坊, 代表们一致认为报告务实: manners and praise, which are no news whatever else they tell.
_PRAISE = re.compile(rf"^[^，。；：]{{0,10}}(?:恭喜|感谢|祝贺|祝愿|勉励|期勉|期许)|{pattern('speech', 'praise')}")
# 八十岁的老人, 家住河西的小林: one person told by age or address; who is in post or of a body is told by it.
_PRIVATE = re.compile(
    r"(?:[^，。；：]{0,12}，)?([^，。；：]{0,12}?)(?:\d{1,3}多?岁(?:的(?!人口|老年)|高龄的)|家住|现年\d|(?:一[名位]|有[名位])[^，。；：的]{0,6}(?:病人|患者|村民|老人|学生|同学|家长))"
)
_IN_POST = re.compile(
    rf"{pattern('people', 'officials')}|{pattern('people', 'chiefs')}|{pattern('people', 'heads')}|支书|党员"
)
# 80岁的老局长: an office within so many characters of the age.
_AROUND_SUBJECT = 10
# 第一个是位置好，第二个是人才多.
_FIRST, _OTHERS = re.compile(r"[，；：](?:第一个?[是，、]|一是)"), re.compile(r"[，；。：](?:第?二个?[是，、])")
# 今天要跟大家报告两件事情, where nothing is reported yet.
_ABOUT_TO_SAY = re.compile(
    r"(?:^[^，。]{0,10}[跟向和给](?:大家|各位)[^，。]{0,8}|借(?:此|这个|今天的?)机会[^。；]{0,60}|就[^。；]{2,16}(?:话题|问题|情况)，?[^，。；]{0,6})(?:报告|汇报|介绍|说明|通报|分享)"
    # 节目今日邀请商会会长做客, and of what is said nothing.
    r"|邀请[^。；]{2,60}(?:出席|做客|探讨)"
)
# 区商务局局长宁致远介绍: that somebody speaks, with nothing of what.
_REPORTS = re.compile(rf"[^，。；：“”\d]{{2,30}}(?:{pattern('speech', 'says_out')}|介绍|告诉记者)[。：，]?$")
# 因此，他们建议撤销…: what others think, and no point of the speaker's.
_OF_OTHERS = re.compile(
    rf"(?:[^，。；：]{{0,8}}，)?(?:不过|但|然而)?[也亦另]?有?{pattern('speech', 'others')}(?:[^，。；：“”的]{{0,8}}?){pattern('speech', 'opines')}"
)
_TIME = rf"(?:[^，。；：]{{0,8}}[年月日天来]|{pattern('times', 'alone')})"
# 在此基础上，…; 该项目…; 投资者则…; 对于有关支出亦表示认同: who reads the sentence alone does not know of what it is.
_LEANS = re.compile(
    rf"(?:{pattern('clauses', 'leans')}|[^，。；：]{{1,8}}则|[^，。；：]{{1,8}}，换(?:句话|言之)|对于?[^，。；：]{{2,40}}表示)"
)
# 目前，该企业…; …望远镜，过去一年，这家制造商…: one that the sentence itself does not name.
_THIS_ONE = re.compile(rf"(?:^|，){_TIME}，(?:该(?![省市州区县旗])|[这那]家)|，[这那]家")
# 这就告诉我们，…: 这 is nobody who speaks, as 这位负责人 is.
_THIS = re.compile(r"[这那](?![位名个])")
# 拨打这条热线: which one was said before.
_POINTS_BACK = re.compile(r"(?:^|[，。；])([^，。；“]{0,12}(?<!应))[这该][条项个些份次批类种一][^，。；“年天月]")
# 水库安全这一难题: verbs and adjectives that the dictionary has as nouns, too.
_USED_AS_NOUN = frozenset({"vn", "an"})
# 该负责人说，目前…: what is said needs no more than that somebody said it.
_SAYS = re.compile(rf"[^，。；：]{{0,16}}{pattern('speech', 'says')}[^，。；：]{{0,2}}[，：]")
# 他表示，全市…: who reads the sentence alone does not know who that is.
_PRONOUNS = frozenset("他她")
# 强调要巩固成果: who says so was said by the member of the series before it.
_SAYS_BARE = re.compile(r"(?:并|还|又|同时)?(?:强调|指出|要求|提出|明确|认为)(?!的)")
# 以前是通道；|现在是枢纽: what was so once says the contrary of what is so, where it stands alone.
_ONCE = re.compile(rf"[^，。；：]{{0,4}}{pattern('clauses', 'once')}")
_NOW = re.compile(rf"[^，。；：]{{0,4}}{pattern('clauses', 'now')}")
# 2025年，达到94545亿元: what has come to so much is said by the member of the series before it.
_REACHES = re.compile(rf"(?:[^，。；：]{{2,12}}，)?{pattern('clauses', 'reaches')}[约近超了]*\d")
_OWN_SIDE = re.compile(pattern("speech", "own_side"))
# 议员关心停车场进度，市长表示，…: somebody answers.
_ANSWERS = re.compile(rf"[，；][^，。；：]{{2,20}}{pattern('speech', 'says')}[^，。；：]{{0,2}}[，：]")
# What an editor says before a talk ends in announcing it.
_ANNOUNCES = re.compile(r"推出[^。]{0,24}系列(?:访谈|报道|专访)")


def is_announcement(folded: str) -> bool:
    """True if a sentence announces the talk, and what stands before it introduces it: 本报推出系列访谈."""
    return _ANNOUNCES.search(folded) is not None


def is_of_talk(folded: str, *, counts: bool) -> bool:
    """True if a sentence is about the talk and not of it: 近日，本报记者专访了…; 感谢您的提问; one that `counts` something may be of it."""
    announces = not counts and any(one.search(folded) for one in (_ANSWERED, _ABOUT_TO_SAY, _THANKS))
    always = (_MEETS, _MANNERS, _PRESENT, _POINTS_ELSEWHERE, _COURSE_OF_TALK)
    return bool(announces or any(one.search(folded) for one in always) or _REPORTS.match(folded))


def is_opinion_of_others(folded: str) -> bool:
    """True if a sentence only relates what others think: 他们建议…, 有意见认为…, with no answer to it."""
    others = _OF_OTHERS.match(folded)
    return others is not None and not any(one.search(folded, others.end()) for one in (_OWN_SIDE, _ANSWERS))


def asks_somebody(folded: str) -> bool:
    """True if words ask whoever hears them: 您还满意吗？, 请问如何实现？, but not 怎么办？干出来。."""
    return folded.endswith("？") and re.search("[您你]|请问", folded) is not None


def is_praise(folded: str) -> bool:
    """True if a sentence praises, thanks or congratulates: 区长感谢街坊; 对工作给予充分肯定."""
    return _PRAISE.search(folded) is not None


def is_of_private_person(folded: str) -> bool:
    """True if the subject of a sentence is somebody told by age, address or illness, and by no post or body."""
    found = _PRIVATE.match(folded)
    if found is None or _IN_POST.search(folded[: found.end() + _AROUND_SUBJECT]):
        return False
    # 对|16岁的学生免费开放, 吸引|28岁的博士: after a preposition or a verb it is no subject.
    return not any(tag[:1] in "vp" for _, tag in read_tokens(found[1]).at.values())


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
    told = names_speaker(folded) and said[0] not in _PRONOUNS and not _THIS.match(said)
    one = _THIS_ONE.search(said)
    leans = (_LEANS.match(said) and not told) or (one and "firm" not in count_kinds(said[: one.start()]))
    return bool(leans or _REACHES.match(said) or _points_back(said)) or said.endswith("——") or said[0] in "，、"


def lacks_speaker(folded: str) -> bool:
    """True if a member of a series opens with a verb of saying, and who says it was named before: 强调要巩固成果."""
    return _SAYS_BARE.match(folded) is not None


def is_half_of_contrast(folded: str, after: str) -> bool:
    """True if a sentence says what was so, or what is so besides, and the next one what is: 以前是通道；|现在是枢纽."""
    after = after[skip_opening(after, 0, len(after)) :]
    if folded.endswith("；") and re.match(r"但|而(?![且今立])|然而|不过|却", after):
        return True
    return _ONCE.match(folded) is not None and (folded.endswith("；") or _NOW.match(after) is not None)


def breaks_off(folded: str) -> bool:
    """True if a sentence goes on to the first member of a list, whose others stand in the next: 有两个特点，第一个是位置好."""
    return _FIRST.search(folded) is not None and not _OTHERS.search(folded)


def _points_back(said: str) -> bool:
    """True if a clause points at what was said before: 拨打这条热线, but not 金融科技这一赛道, where a noun says what is meant."""
    for found in _POINTS_BACK.finditer(said):
        last = next((tag for end, tag in read_tokens(found[1]).at.values() if end == len(found[1])), "")
        if last[:1] != "n" and last not in _USED_AS_NOUN:
            return True
    return False
