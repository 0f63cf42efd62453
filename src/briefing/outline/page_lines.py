"""Lines of a page and about a text, each by its own words: furniture, captions, bylines, date lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.outline.labels import OF_THE_PAGE, first_label, is_labelled_row, opens_with_label
from briefing.text.dates import DATE, DATE_TIME, TIME
from briefing.text.lexicon import pattern
from briefing.text.name_forms import ANY_SURNAME
from briefing.text.source import span, strip_span

if TYPE_CHECKING:
    from briefing.text.source import Source, Span


HAN = r"[\u4e00-\u9fff]"
_NO_SENTENCE = r"[^。！？；]"
# Addresses, file names, values of a form, tags and embed codes: 'a.jpg', 'width=560&src=…', '<figure>'. Full-width marks are the fold's.
_FILE = r"[^\s。，；<>]+\.(?i:jpe?g|png|gif|webp|bmp|svg|mp[34]|docx?|pdf|xlsx?|pptx?|zip)\b[^\s\u4e00-\u9fff]*"
_ADDRESS = r"(?:https?：//|www\.)[^\s\u4e00-\u9fff。，]+"
_VALUE = r"[A-Za-z_][\w.-]*=[^\s\u4e00-\u9fff。，]+"
_TOKEN = re.compile(rf"{_FILE}|{_ADDRESS}|{_VALUE}")
# javascript:void(0), {"code":0}
_CODE = re.compile(r"(?=.*(?:[{}]|javascript：))[^\u3400-\u9fff]+")
_TAG = re.compile(r"</?[A-Za-z!][^<>]*>|!\[[^\]]*\][^\s]*|\{\{[^{}]*\}\}|\[/?[A-Za-z]+(?:[ =][^\]]*)?\]")
_OPENING_TAGS = re.compile(r"(?:<[a-z][a-z0-9]*(?: [^<>]*)?>\s*)+")
_CLOSING_TAGS = re.compile(r"(?:</[a-z][a-z0-9]*>)+\Z")
_PAGE_NUMBER = re.compile(
    r"[-—–·•]+[ ]?\d{1,3}[ ]?[-—–·•]+|第[ ]?\d{1,3}[ ]?页(?:[ ，/]*共[ ]?\d{1,3}[ ]?页)?|\d{1,3}[ ]?/[ ]?\d{1,3}"
)
_READING_TIME = re.compile(
    r"[^\w]*(?:本文|全文)(?:一?共|约|计|大约)*[ ]?\d+[ ]?字.{0,30}|[^\w]*(?:预计|建议)?阅读(?:时间|时长|约|需|本文|全文).{0,12}分钟.{0,8}"
)
_SENT = re.compile(
    rf"{_NO_SENTENCE}{{0,60}}{DATE}[ 　]*印(?:发|制)?|（此件[^（）]{{2,10}}）|[（]?共印[ ]?\d+[ ]?份[）]?。?"
)
# 机密★启用前, 秘密★1年　特急
_SECRECY = re.compile(rf"(?:{pattern('furniture', 'secrecy')}[ 　]*(?:★.{{0,8}})?[ 　]*){{1,2}}")
_WHOLE = re.compile(rf"[-·•*\s]*{pattern('furniture', 'whole')}[-·•*\s]*|\W*|（口述[：:][^（）。]{{4,40}}）")
_OPENING = re.compile(rf"{pattern('furniture', 'opening')}.{{0,40}}")
_PAGE_LABEL = re.compile(
    rf"(?:【[^】]{{2,4}}】[ 　]*){{0,3}}[（(【]?{pattern('furniture', 'labelled')}[ 　]{{0,2}}[：:]{_NO_SENTENCE}{{0,40}}"
)
_INVITATION = re.compile(
    rf"[^\w“《【]*(?:请|欢迎|立即|马上|长按|快来|现在)?(?:加入)?(?:成为.{{0,10}}(?:会员|订户)|{pattern('furniture', 'invitation')}).{{0,120}}"
)
# 打印 关闭, 字体： 放大 缩小: several words of the page.
_BUTTON = re.compile(rf"{pattern('furniture', 'whole')}|{pattern('furniture', 'button')}")
# （原题为《…》）, （本文来自某某新闻）
_ASIDE = re.compile(rf"[（【(]{pattern('furniture', 'aside')}[^（）]{{0,80}}[）】)]")
# 某某供稿 摄影/方竹 编辑/江一鸣: who did what, twice at least.
_CREDIT_OF = rf"(?:{pattern('imprint', 'credit')}[/／：:|│｜][ 　]?[^\s/／：:|│｜。！？]{{2,12}}|{HAN}{{2,20}}供稿)"
_CREDITS = re.compile(rf"{HAN}{{2,20}}(?:出品|供稿)|{_CREDIT_OF}(?:[ 　、，]+{_CREDIT_OF})+")
_ELSEWHERE = re.compile(rf"{pattern('labels', 'elsewhere')}[ 　]?[：:为].{{0,80}}")
# 更多新闻：…, and such words alone over the headlines of other texts.
_TEASER = re.compile(rf"[^\w“《]*{pattern('furniture', 'more')}[】）]?(?:[：:].{{0,60}})?")
_DISCLAIMER = re.compile(rf"\W*{pattern('furniture', 'disclaimer')}[：:]?")
_RIGHTS = re.compile(rf".{{0,40}}{pattern('furniture', 'rights')}.{{0,40}}")
_SIGNED = re.compile(rf"（(?:本[报刊])?{pattern('imprint', 'signers')}[ 　：:][^（）。]{{2,60}}）")
_WHERE = r"[您你]?[现当目前所在的]{0,5}位置"
_NAVIGATION = re.compile(rf"{HAN}{{2,6}}(?:[ 　]*[|｜][ 　]*{HAN}{{2,6}}){{2,}}")
# 首页 热点 财经 国内: the same parted by blanks.
_BAR = re.compile(rf"(?:网站)?首页(?:[ 　]+{HAN}{{2,6}}){{3,}}")
_CRUMBS = re.compile(
    rf"(?:{_WHERE}|首页)[ 　]?(?:[：:>»\u203a＞｜|/]|[-—]+>).{{0,80}}|{HAN}{{2,8}}[ 　]*(?:(?:[>»\u203a＞][ 　]*)+[^>»\u203a＞。\s][^>»\u203a＞。]{{0,39}}){{2,}}"
)
_CREDIT = pattern("imprint", "photo")
_CAPTION_FORMS = (
    rf"[^。]{{0,60}}[。 ]{{0,2}}.{{0,24}}{_CREDIT}(?:）)?。?",
    r"[^。]{4,60}。?[ 　]?(?:摄影|图片?|供图|摄)[：:／/][ ]?[\u4e00-\u9fff·、 ]{2,12}",
    r"[^。]{4,60}。?（[^（）]{1,14}(?:提供|供图|摄影?|翻摄)）",
    r"(?:资料)?图(?:为|①|②|③|一|二)[：:]?.{2,80}",
    r"（资料图.{0,10}）",
    r"[▲△▼▽].{2,90}",
    # 图书馆新馆外观。照片来源：馆方; 资料来源：统计处2026年数字。
    rf"(?:[^。]{{4,60}}。)?{pattern('imprint', 'picture_source')}：[^。]{{2,60}}。?",
)
_CAPTION = re.compile("|".join(_CAPTION_FORMS))
_NAME = rf"{HAN}{{2,4}}"
_COMPANIONS = rf"(?:[ 　、/／]{pattern('imprint', 'companion')}?[ 　]?{_NAME})*"
_MEDIUM = rf"(?:《[^》]{{2,16}}》|{pattern('imprint', 'own')}|{HAN}{{2,10}}?{pattern('imprint', 'medium')})"
_REPORTER = rf"{pattern('imprint', 'rank')}?{pattern('imprint', 'reporter')}(?!{pattern('imprint', 'not_byline')})"
_REPORT = rf"(?:[／/][^，。]{{0,14}}{pattern('imprint', 'report')})?"
_BYLINE_FORMS = (
    rf"{_MEDIUM}?{_REPORTER}[ 　]?{_NAME}{_COMPANIONS}{_REPORT}(?:[ 　]+{DATE_TIME})?",
    r"【(?:本[报刊台])?[^】]{0,8}记者[ 　]?[^】。]{2,24}】",
    # 本报记者  方  竹《岚江日报》（2026年03月12日第 02 版）
    rf"(?:{_MEDIUM}?{_REPORTER}[\s{HAN[1:-1]}、·]{{2,40}})?《[^》]{{2,16}}》[ 　]?（?{DATE}[ 　]*(?:第[ ]?[A-Z]?\d{{1,3}}[ ]?版)?.{{0,12}}）?",
    rf"{HAN}{{2,8}}[／/](?:特约|综合)?记者{HAN}{{2,4}}{pattern('imprint', 'report')}?",
    r"记者[：:][ 　]?[\u4e00-\u9fff·、 　]{2,24}",
    rf"(?:本[刊报台])?{pattern('imprint', 'credit')}(?:[/／]|[ 　]?[│|｜])[^，。]{{2,40}}",
    r"[【（](?:文|撰文|采写|作者)[：:／/][ 　]?[^】）。]{2,24}[】）]",
)
# □本报记者 方竹
_BYLINE = re.compile(rf"(?:[□■●○◎◆▲][ 　]?)?(?:{'|'.join(_BYLINE_FORMS)})")
_TITLES = pattern("imprint", "post")
_OFFICE = pattern("imprint", "head")
# 岚江商报·稻香网 方竹: a medium and a name, without the word for a reporter.
_MEDIUM_AND_NAME = re.compile(
    rf"{_MEDIUM}(?:[·・/／|｜]{_MEDIUM})?[ 　]+{ANY_SURNAME}{HAN}{{1,2}}(?:[ 　、]{ANY_SURNAME}{HAN}{{1,2}})*"
)
# 对话临溪县县长方竹 is a headline.
_POST_AND_NAME = re.compile(
    rf"(?!{pattern('people', 'meets')}|访){HAN}{{2,20}}{_OFFICE}(?!{pattern('imprint', 'talks')}) ?(?:{pattern('surnames', 'compound')}?{HAN}{{2,3}}|{HAN}{{1,2}} {HAN}{{1,2}})|"
    rf"(?!{pattern('people', 'meets')}|访)[\u4e00-\u9fff、]{{3,30}}{_TITLES}[ 　]{_NAME}(?:、[\u4e00-\u9fff]{{3,24}}[ 　]{_NAME})*"
)
MEDIUM = re.compile(_MEDIUM)
# 某报记者 方竹 《 岚江日报 》（ 2026年03月12日   第 05 版）: what a paper's page prints below the headline.
_IN_PAPER = re.compile(
    rf"{_NO_SENTENCE}{{0,60}}《[^《》]{{2,18}}》[ 　]*（[ 　]*{DATE}[ 　]*(?:{HAN}{{0,3}}[ 　]*\d{{1,3}}[ 　]*版)?[ 　]*）"
)
# A3 地方新闻, 报章 | A05 | 港闻, 第A01版：要闻: the page of a newspaper and its name.
PAGE_NAMED = re.compile(
    rf"(?:{HAN}{{2,4}}[ 　]*[|｜·][ 　]*)?(?:版次：?[ 　]?)?(?:[A-Z]\d{{1,3}}版?|第?[A-Z]?\d{{1,3}}版)(?:[ 　：|｜·]+{HAN}{{2,6}}){{0,5}}"
)
# 海通社记者 on a line of its own
_MEDIUM_ALONE = re.compile(rf"{_MEDIUM}(?:{_REPORTER})")
_NUMBER_OF_DOCUMENT = re.compile(rf"{HAN}{{2,14}}[\u3014（\[【]\d{{4}}[\u3015）\]】]第?\d{{1,4}}号")
# （本文刊于2026年3月12日《岚江日报》第3版）
_REPRINT = re.compile(
    rf"[（【]?(?:本文|此文|原文|文章|该文)?(?:原载|原刊|刊载|刊登|发表|刊|载)于?(?=[^。]*(?:《|{DATE})){_NO_SENTENCE}{{4,60}}[）】]?。?"
)
# 海通社岚江3月12日电 on a line of its own, also with the headline: 题：渠要修通.
_WIRE_OPENS = rf"[（【]?{HAN}{{2,12}}(?:\d{{1,2}}月)?\d{{1,2}}日{pattern('imprint', 'wire')}"
_WIRE = re.compile(rf"{_WIRE_OPENS}[）】]?(?:[ 　]*题：.{{4,60}})?")
NAMED_IN_DATELINE = re.compile(rf"{_WIRE_OPENS}[）】]?[ 　]*题：[ 　]*(?=.{{4,60}}$)", re.MULTILINE)
# 海通社岚江3月12日电（记者 方竹）渠何时修通？: a report opens so, and no headline does.
DATELINE = re.compile(rf"{_WIRE_OPENS}(?:[ 　]*[（【][^（）【】]{{2,24}}[）】]|[）】])?(?![ 　]*题：)[ 　]*")
# 当前报章为 第3008号, 星期三
_ISSUE = re.compile(
    rf"(?:星期|周)[一二三四五六日天]|{HAN}{{0,8}}[ 　]?(?:总第?|第)[ ]?\d{{2,6}}[ ]?[号期](?:[ 　].{{0,12}}|（总第?\d{{1,6}}期）)?"
)
# 岚江网3月12日
_CLOCK = re.compile(
    rf"[^\d\s]{{2,4}}时间\d{{1,2}}时\d{{1,2}}分|（\d{{1,2}}月\d{{1,2}}日）|{_MEDIUM}[ 　]?\d{{1,2}}月\d{{1,2}}日"
)
_DATED = re.compile(DATE_TIME)
_TIMED = re.compile(rf"{DATE}{TIME}")
# 文／方竹, 採訪、撰文：方竹: who did what, beside the day in one line.
_CREDITED = re.compile(
    rf"{pattern('imprint', 'credit')}(?:[ 　]?[、/／][ 　]?{pattern('imprint', 'credit')})*[ 　]?[/／：|│｜丨・·•][ 　]?"
    rf"{HAN}{{2,12}}(?:、{HAN}{{2,4}}(?![/／：|│｜丨]))*[、，]?|(?<=[ 　]){pattern('imprint', 'credit')}$"
)
_UPDATED = re.compile(r"（[^（）]{0,24}更新）")
_BETWEEN = re.compile(r"[\s\[\]【】（）()|｜│/／·•，,：:—_-]+")
_CHANNEL = rf"(?:[-—·|｜]?{HAN}{{2,6}}频道)?"
_PAGES = r"(?:第[ ]?[A-Z]?\d{1,3}版.{0,12}|\d{1,3}版|[A-Z]\d{1,3}版?|第\d{1,4}期)"
_ABOUT = re.compile(
    rf"(?:(?:《[^》]{{2,16}}》|[\u4e00-\u9fffA-Za-z]{{1,12}}?{pattern('imprint', 'medium')}){_CHANNEL}(?:{_REPORTER})?"
    rf"|{_BYLINE.pattern}|{_PAGES}|{_NAME}|(?:{_MEDIUM}|{_MEDIUM}?{_REPORTER}{HAN}{{2,8}})(?:(?:\d{{1,2}}月)?\d{{1,2}}日)?{pattern('imprint', 'wire')}"
    rf"|{pattern('imprint', 'latin')}"
    # 见习记者 parted from the name, 岚江报道
    rf"|{_REPORTER}|{HAN}{{2,6}}{pattern('imprint', 'report')}"
    # 岚江县政府, and 岚江县委办公室编 of a bulletin.
    rf"|{HAN}{{2,20}}{pattern('imprint', 'body')}(?:编印?|主办|印发?)?)"
)
_LONGEST_DATE_LINE = 90
_LONGEST_NAME = 14
_LONGEST_CAPTION, _LONGEST_POST = 100, 30
# 活动标题 on a line of its own, over the headline.
HEADLINE_LABEL = re.compile(rf"{HAN}{{0,3}}{pattern('labels', 'headline')}：?")
_FURNITURE = (
    _WHOLE,
    _CODE,
    _PAGE_NUMBER,
    _READING_TIME,
    _SENT,
    _OPENING,
    _PAGE_LABEL,
    _INVITATION,
    _RIGHTS,
    _SIGNED,
    _SECRECY,
    _CRUMBS,
    _NAVIGATION,
    _BAR,
    _ASIDE,
    _CREDITS,
    _ELSEWHERE,
    HEADLINE_LABEL,
    _TEASER,
    _DISCLAIMER,
)


def is_furniture(folded: str) -> bool:
    """True for what belongs to the page: 下载, 责任编辑：…, an address, a file's name, an invitation to subscribe."""
    if any(form.fullmatch(folded) for form in _FURNITURE):
        return True
    label = opens_with_label(folded)
    is_of_page = label in OF_THE_PAGE and (folded[-1] != "。" or label == "document")
    return is_of_page or _is_made_of_tokens(folded)


def leads_elsewhere(folded: str) -> bool:
    """True for a line over the headlines of other texts: 相关阅读, 更多文章."""
    return bool(_TEASER.fullmatch(folded))


def opens_disclaimer(folded: str) -> bool:
    """True for a line over what a platform says of itself below a text: 特别声明."""
    return bool(_DISCLAIMER.fullmatch(folded))


def _is_made_of_tokens(folded: str) -> bool:
    """True for a line of nothing but addresses, file names, values and tags, or of the words of buttons (打印 关闭)."""
    bare = _TAG.sub(" ", folded)
    parts = re.split(r"[\s，、]+", bare.strip())
    if parts == [""] or all(map(_TOKEN.fullmatch, parts)):
        return True
    words = [part for part in re.split(r"[ 　|｜：:\[\]【】]+", folded) if part]
    return len(words) > 1 and all(map(_BUTTON.fullmatch, words))


def within_tags(source: Source, place: Span) -> Span:
    """The words of a line that stands in HTML tags (<figcaption>…</figcaption>), or the line where it is nothing but tags."""
    opens = _OPENING_TAGS.match(source.text, place.start, place.end)
    start = opens.end() if opens else place.start
    closes = _CLOSING_TAGS.search(source.text, start, place.end)
    words = strip_span(source, span(start, closes.start() if closes else place.end))
    return words if words.start < words.end else place


def is_caption(folded: str) -> bool:
    """True for a line under a picture."""
    return len(folded) <= _LONGEST_CAPTION and bool(_CAPTION.fullmatch(folded))


def is_date_line(folded: str, *, front: bool) -> bool:
    """True for a line that tells when and where a text appeared: a day, with labels, a medium, a byline or a page beside it.

    In the middle of a text nothing but labels may stand beside the day, or a medium where the day has its hour.
    """
    if len(folded) > _LONGEST_DATE_LINE or any(mark in folded for mark in "。！？；"):
        return False
    credited = _CREDITED.sub("|", folded) if front else folded
    before = _UPDATED.sub("", credited[: first_label(credited)])
    if not _DATED.search(before):
        return False
    around = [part for part in _BETWEEN.split(_DATED.sub("|", before)) if part]
    length, timed = sum(map(len, around)), bool(_TIMED.search(before))
    known = (front or timed) and length <= 2 * _LONGEST_NAME and all(map(_ABOUT.fullmatch, around))
    return not around or known or (front and timed and length <= _LONGEST_NAME)


def is_imprint(folded: str, *, front: bool) -> bool:
    """True for a line about the text: a byline, a date line, a labelled value, the number of a document."""
    forms = (
        _BYLINE,
        _NUMBER_OF_DOCUMENT,
        _CLOCK,
        _WIRE,
        _REPRINT,
        *((_MEDIUM_AND_NAME, _MEDIUM_ALONE, _ISSUE, PAGE_NAMED, _IN_PAPER) if front else ()),
        *((_POST_AND_NAME,) if front or len(folded) <= _LONGEST_POST else ()),
    )
    return (
        any(form.fullmatch(folded) for form in forms)
        or opens_with_label(folded, front=front) not in {None, *OF_THE_PAGE}
        or is_date_line(folded, front=front)
        or (front and is_labelled_row(folded))
    )
