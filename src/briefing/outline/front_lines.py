"""The lines around a text: its headline, date lines, bylines, captions and the furniture of its page, line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING

from briefing.outline.labels import OF_THE_PAGE, first_label, is_labelled_row, opens_with_label
from briefing.outline.turns import NAME_AND_POST, SPEAKER_LABEL, opens_turn
from briefing.text.dates import DATE, DATE_TIME, TIME
from briefing.text.lexicon import pattern
from briefing.text.source import span, strip_span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeAlias

    from briefing.outline.lines import LineKind
    from briefing.text.source import Mark, Source, Span

    # A line, or a part of one: 标题 2026-03-12 来源：某报 is two.
    Piece: TypeAlias = tuple[LineKind, Span]

_HAN = r"[\u4e00-\u9fff]"
_NO_SENTENCE = r"[^。！？；]"

# Addresses, file names, values of a form, tags and embed codes: 'a.jpg', 'width=560&src=…', '<figure>'. Full-width marks are the fold's.
_FILE = r"[^\s。，；<>]+\.(?i:jpe?g|png|gif|webp|bmp|svg|mp[34]|docx?|pdf|xlsx?|pptx?|zip)\b[^\s\u4e00-\u9fff]*"
_ADDRESS = r"(?:https?：//|www\.)[^\s\u4e00-\u9fff。，]+"
_VALUE = r"[A-Za-z_][\w.-]*=[^\s\u4e00-\u9fff。，]+"
_TOKEN = re.compile(rf"{_FILE}|{_ADDRESS}|{_VALUE}")
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
_WHOLE = re.compile(rf"[-·•*\s]*{pattern('furniture', 'whole')}|\W*|（口述[：:][^（）。]{{4,40}}）")
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
_CREDIT_OF = rf"(?:{pattern('imprint', 'credit')}[/／：:|│｜][ 　]?[^\s/／：:|│｜。！？]{{2,12}}|{_HAN}{{2,20}}供稿)"
_CREDITS = re.compile(rf"{_HAN}{{2,20}}(?:出品|供稿)|{_CREDIT_OF}(?:[ 　、，]+{_CREDIT_OF})+")
_ELSEWHERE = re.compile(rf"{pattern('labels', 'elsewhere')}[ 　]?[：:为].{{0,80}}")
# 更多新闻：…, and such words alone over the headlines of other texts.
_TEASER = re.compile(rf"[^\w“《]*{pattern('furniture', 'more')}[】）]?(?:[：:].{{0,60}})?")
_DISCLAIMER = re.compile(rf"\W*{pattern('furniture', 'disclaimer')}[：:]?")
_RIGHTS = re.compile(rf".{{0,40}}{pattern('furniture', 'rights')}.{{0,40}}")
_SIGNED = re.compile(r"（(?:本[报刊])?(?:记者|通讯员|实习生|见习记者)[ 　：:][^（）。]{2,40}）")
_WHERE = r"[您你]?[现当目前所在的]{0,5}位置"
_NAVIGATION = re.compile(rf"{_HAN}{{2,6}}(?:[ 　]*[|｜][ 　]*{_HAN}{{2,6}}){{2,}}")
_CRUMBS = re.compile(
    rf"(?:{_WHERE}|首页)[ 　]?(?:[：:>»\u203a＞｜|/]|[-—]+>).{{0,80}}|{_HAN}{{2,8}}[ 　]*(?:(?:[>»\u203a＞][ 　]*)+[^>»\u203a＞。\s][^>»\u203a＞。]{{0,39}}){{2,}}"
)

_CREDIT = pattern("imprint", "photo")
_CAPTION_FORMS = (
    rf"[^。]{{0,60}}[。 ]{{0,2}}.{{0,24}}{_CREDIT}(?:）)?。?",
    r"[^。]{4,60}。?[ 　]?(?:摄影|图片?|供图|摄)[：:／/][ ]?[\u4e00-\u9fff·、 ]{2,12}",
    r"[^。]{4,60}。?（[^（）]{1,14}(?:提供|供图|摄影?|翻摄)）",
    r"(?:资料)?图(?:为|①|②|③|一|二)[：:]?.{2,80}",
    r"（资料图.{0,10}）",
    r"[▲△▼▽].{2,90}",
)
_CAPTION = re.compile("|".join(_CAPTION_FORMS))

_NAME = rf"{_HAN}{{2,4}}"
_COMPANIONS = rf"(?:[ 　、/／]{pattern('imprint', 'companion')}?[ 　]?{_NAME})*"
_MEDIUM = rf"(?:《[^》]{{2,16}}》|{pattern('imprint', 'own')}|{_HAN}{{2,10}}?{pattern('imprint', 'medium')})"
_REPORTER = rf"{pattern('imprint', 'rank')}?{pattern('imprint', 'reporter')}(?!{pattern('imprint', 'not_byline')})"
_REPORT = rf"(?:[／/][^，。]{{0,14}}{pattern('imprint', 'report')})?"
_BYLINE_FORMS = (
    rf"{_MEDIUM}?{_REPORTER}[ 　]?{_NAME}{_COMPANIONS}{_REPORT}(?:[ 　]+{DATE_TIME})?",
    r"【(?:本[报刊台])?[^】]{0,8}记者[ 　]?[^】。]{2,24}】",
    # 本报记者  方  竹《岚江日报》（2026年03月12日第 02 版）
    rf"(?:{_MEDIUM}?{_REPORTER}[\s{_HAN[1:-1]}、·]{{2,40}})?《[^》]{{2,16}}》[ 　]?（?{DATE}[ 　]*(?:第[ ]?[A-Z]?\d{{1,3}}[ ]?版)?.{{0,12}}）?",
    rf"{_HAN}{{2,8}}[／/](?:特约|综合)?记者{_HAN}{{2,4}}{pattern('imprint', 'report')}?",
    r"记者[：:][ 　]?[\u4e00-\u9fff·、 　]{2,24}",
    rf"(?:本[刊报台])?{pattern('imprint', 'credit')}(?:[/／]|[ 　]?[│|｜])[^，。]{{2,40}}",
    r"[【（](?:文|撰文|采写|作者)[：:／/][ 　]?[^】）。]{2,24}[】）]",
)
_BYLINE = re.compile("|".join(_BYLINE_FORMS))
_TITLES = pattern("imprint", "post")
_OFFICE = pattern("imprint", "head")
# 对话临溪县县长方竹 is a headline.
_POST_AND_NAME = re.compile(
    rf"(?!(?:专访|对话|访谈|采访|访)){_HAN}{{2,20}}{_OFFICE} ?(?:{pattern('surnames', 'compound')}?{_HAN}{{2,3}}|{_HAN}{{1,2}} {_HAN}{{1,2}})|"
    rf"(?!(?:专访|对话|访谈|采访|访))[\u4e00-\u9fff、]{{3,30}}{_TITLES}[ 　]{_NAME}(?:、[\u4e00-\u9fff]{{3,24}}[ 　]{_NAME})*"
)
# 沈知远 临溪县医院院长, below 嘉宾：何进 临溪县卫健局局长.
_NAME_AND_POST = re.compile(NAME_AND_POST)
_NUMBER_OF_DOCUMENT = re.compile(rf"{_HAN}{{2,14}}[\u3014（\[【]\d{{4}}[\u3015）\]】]第?\d{{1,4}}号")
_RED_HEAD = re.compile(rf"{_HAN}{{4,28}}文件")
# 000123: the number of the copy, which a secret document opens with.
_COPY_NUMBER = re.compile(r"\d{6}")
# （本文刊于2026年3月12日《岚江日报》第3版）
_REPRINT = re.compile(
    rf"[（【]?(?:本文|此文|原文|文章|该文)?(?:原载|原刊|刊载|刊登|发表|刊|载)于?(?=[^。]*(?:《|{DATE})){_NO_SENTENCE}{{4,60}}[）】]?。?"
)
# 海通社岚江3月12日电 on a line of its own, also with the headline: 题：渠要修通.
_WIRE = re.compile(
    rf"[（【]?{_HAN}{{2,12}}(?:\d{{1,2}}月)?\d{{1,2}}日{pattern('imprint', 'wire')}[）】]?(?:[ 　]*题：.{{4,60}})?"
)
_CLOCK = re.compile(r"[^\d\s]{2,4}时间\d{1,2}时\d{1,2}分|（\d{1,2}月\d{1,2}日）")

_DATED = re.compile(DATE_TIME)
_TIMED = re.compile(rf"{DATE}{TIME}")
_UPDATED = re.compile(r"（[^（）]{0,24}更新）")
_BETWEEN = re.compile(r"[\s\[\]【】（）()|｜│/／·•，,：:—_-]+")
_CHANNEL = rf"(?:[-—·|｜]?{_HAN}{{2,6}}频道)?"
_PAGES = r"(?:第[ ]?[A-Z]?\d{1,3}版.{0,12}|\d{1,3}版|[A-Z]\d{1,3}版?|第\d{1,4}期)"
_ABOUT = re.compile(
    rf"(?:(?:《[^》]{{2,16}}》|[\u4e00-\u9fffA-Za-z]{{1,12}}?{pattern('imprint', 'medium')}){_CHANNEL}(?:{_REPORTER})?"
    rf"|{_BYLINE.pattern}|{_PAGES}|{_NAME})"
)
_LONGEST_DATE_LINE = 90
_LONGEST_NAME = 14
_LONGEST_CAPTION, _LONGEST_POST = 100, 30

_SERIES_WORDS = pattern("imprint", "column")
_SERIES = re.compile(
    rf"(?!【(?:本[报刊台])?[^】]{{0,4}}记者)[“【][^“”]{{0,30}}{_SERIES_WORDS}[”】]|"
    rf"[“【].{{2,40}}[”】].{{0,4}}{pattern('imprint', 'series')}.{{0,8}}"
)
_SUBTITLE = re.compile(r"(?!- )[―—－-]{1,2}.{6,60}|\d{4}年\d{1,2}月\d{1,2}日.{0,4}在.{6,50}(?:会议|大会)上")
# 【县域经济观察】: a column in brackets.
_BRACKETED = re.compile(r"【[^【】]{2,16}】|\[[^\[\]]{2,16}\]|《[^《》]{2,12}》")
# 岚江区政府新闻办公室: who issues a text, above its headline.
_BODY = re.compile(rf"{_HAN}{{2,20}}{pattern('imprint', 'body')}")
# 岚江稻香十里（美丽乡村）: a headline with the name of its column.
_WITH_COLUMN = re.compile(r"[^（）。！？]{4,40}（[^（）。，\d]{2,20}）")
_FORM = re.compile(rf"[【“（]?{pattern('imprint', 'form')}[】”）]?")
_NOTE = re.compile(rf"[【（]?{pattern('imprint', 'note')}[】）]?[：:]?")
_NOTE_OPENS = re.compile(rf"[【（]{pattern('imprint', 'note')}[】）]|{pattern('imprint', 'note')}[：: 　]")
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]{1,3}[章节部])"
)
_BULLET = re.compile(pattern("headings", "bullet"))
# （老码头的清晨）, 县长何进在工地。（岚江社 夏禾摄）: under a picture above the headline, or above a text that has none.
_ABOVE_HEADLINE = re.compile(r"（[^（）]*）|[^。]{4,60}。（[^（）]{1,14}(?:提供|供图|摄影?|翻摄)）")
_HEADLINE_NAME = re.compile(r"(?:#{1,6} |- |(?:title|标题|题目|新闻标题)：[ 　]?)")
# 活动标题 on a line of its own, over the headline.
_HEADLINE_LABEL = re.compile(rf"{_HAN}{{0,3}}{pattern('labels', 'headline')}：?")
_NAMED_HEADLINE = re.compile(r"(?:标题|新闻标题)：[ 　]?(?=\S)")
_LEADING_DATE = re.compile(rf"[\[【（]?{DATE_TIME}[\]】）]?[ 　]*(?:[ 　]|[|｜│])[ 　]*")
_DATED_ASIDE = re.compile(r"(?<=\S)[ 　]*（(?P<date>[^（）]{8,40})）\Z")
# 县长话富民 | 方竹：把荒山变成茶山 2026-03-12: the headline goes on to the day.
_SPOKEN = re.compile(rf"[|｜│]?[ 　]*{_HAN}{{2,20}}：")
_LEADS_ON = frozenset("的和与及在为")
_LONGEST_HEADLINE, _SHORTEST_HEADLINE = 70, 2
_LONG_HEADLINE = 8
# 产业园, 要闻 | 访谈
_RUBRIC = re.compile(rf"{_HAN}{{2,4}}(?:[ 　]*[|｜·][ 　]*{_HAN}{{2,4}})?")
# How many lines may stand before the text, and how many of a note before the headline.
_FRONT_LINES, _NOTE_LINES = 24, 3
_LONGEST_MATTER, _LONGEST_VALUE = 80, 40
_GOES_ON = frozenset({"title", "imprint", "caption", "furniture"})


_FURNITURE = (
    _WHOLE,
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
    _ASIDE,
    _CREDITS,
    _ELSEWHERE,
    _HEADLINE_LABEL,
    _TEASER,
    _DISCLAIMER,
)


def is_furniture(folded: str) -> bool:
    """True for what belongs to the page: 下载, 责任编辑：…, an address, a file's name, an invitation to subscribe."""
    return (
        any(form.fullmatch(folded) for form in _FURNITURE)
        or (opens_with_label(folded) in OF_THE_PAGE and (folded[-1] != "。" or opens_with_label(folded) == "document"))
        or _is_made_of_tokens(folded)
    )


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


def is_form_name(folded: str) -> bool:
    """True for what is the name of a form or a column and no headline: 访谈记录, 新闻稿."""
    return bool(_FORM.fullmatch(folded))


def goes_on(folded: str) -> bool:
    """True if a headline must go on in the next line: 渠还是要修的."""
    return folded[-1] in _LEADS_ON


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
    before = _UPDATED.sub("", folded[: first_label(folded)])
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
        *((_POST_AND_NAME,) if front or len(folded) <= _LONGEST_POST else ()),
    )
    return (
        any(form.fullmatch(folded) for form in forms)
        or opens_with_label(folded, front=front) not in {None, *OF_THE_PAGE}
        or is_date_line(folded, front=front)
        or (front and is_labelled_row(folded))
    )


def _is_headline(folded: str) -> bool:
    """True if the line could be the document's title: short, with no end of a sentence, and nobody's turn."""
    return (
        _SHORTEST_HEADLINE <= len(folded) <= _LONGEST_HEADLINE
        and folded[-1] not in "。；，、："
        and not folded.endswith("。”")
        and bool(re.search(_HAN, folded))
        and not opens_turn(folded)
        and not _NUMBERED.match(folded)
        and not _BULLET.match(folded)
    )


def _kind(folded: str, *, titled: bool) -> LineKind | None:
    """The kind of a line before the text by its own words, or None where the text begins."""
    if is_date_line(folded, front=titled):
        return "imprint"
    if is_furniture(folded) or (not titled and _COPY_NUMBER.fullmatch(folded)):
        return "furniture"
    if _SERIES.fullmatch(folded):
        return "series"
    if titled and _SUBTITLE.fullmatch(folded):
        return "subtitle"
    if is_imprint(folded, front=True) or (not titled and _RED_HEAD.fullmatch(folded)):
        return "imprint"
    under_picture = _ABOVE_HEADLINE.fullmatch(folded) or (folded.endswith("摄") and is_caption(folded))
    headline: LineKind = "caption" if under_picture else "title"
    return headline if not titled and _is_headline(folded) else None


def cut_title(source: Source, place: Span) -> list[Piece]:
    """The title with the day before it and the date line after it as parts of their own: 标题 2026-03-12 来源：某报."""
    pieces: list[Piece] = []
    name = _HEADLINE_NAME.match(source.folded, place.start, place.end)
    start, end = name.end() if name else place.start, place.end
    if name and source.text[start] == '"' == source.text[end - 1] and end - start > _SHORTEST_HEADLINE:
        start, end = start + 1, end - 1
    day = _LEADING_DATE.match(source.folded, start, end)
    if day and _is_headline(source.fold(span(day.end(), end))):
        pieces.append(("imprint", strip_span(source, span(start, day.end()))))
        start = day.end()
    tail = _tail(source.folded, start, end)
    pieces.append(("title", strip_span(source, span(start, tail))))
    return pieces if tail == end else [*pieces, ("imprint", strip_span(source, span(tail, end)))]


def _tail(folded: str, start: int, end: int) -> int:
    """The start of the date line that ends a title, parted from it by white space or in brackets; else the title's end."""
    for match in re.compile(r"(?<=\S)[ 　\t]+(?=\S)").finditer(folded, start, end):
        rest = folded[match.end() : end]
        if _SPOKEN.match(rest) and opens_with_label(rest) is None:
            continue
        if is_date_line(rest, front=True) or opens_with_label(rest) in {"outlet", "published"}:
            return match.start()
    # 方竹：把荒山变成茶山（2026年3月12日 岚江网）
    aside = _DATED_ASIDE.search(folded, start, end)
    return aside.start() if aside and is_date_line(aside["date"], front=True) else end


def _matter(source: Source, places: Sequence[Span], marks: Mapping[int, Mark]) -> int:
    """The number of lines of the front matter (--- title: … ---) that a text opens with."""
    if not places or source[places[0]] != "---" or places[0].start in marks:
        return 0
    ends = (index for index, place in enumerate(places[1:_LONGEST_MATTER], 1) if source[place] == "---")
    # A file that is cut off may hold nothing else.
    end = next(ends, len(places))
    keys = [source[place] for place in places[1:end]]
    return min(end + 1, len(places)) if keys and all(re.match(r"[\w-]+\s*:|-\s|\[|\]", key) for key in keys) else 0


def _in_matter(source: Source, place: Span) -> list[Piece]:
    folded = source.fold(place)
    if re.match(r"(?:title|标题|题目)：", folded):
        return cut_title(source, place)
    return [("imprint" if first_label(folded) == 0 else "furniture", place)]


def _is_rubric(source: Source, place: Span, after: Sequence[Span]) -> bool:
    """True if a line names a column or a form, and the headline follows: 产业园, 访谈记录."""
    folded = source.fold(place)
    form = bool(_FORM.fullmatch(folded) or _BRACKETED.fullmatch(folded))
    body = bool(_BODY.fullmatch(folded))
    below = list(dropwhile(_RUBRIC.fullmatch, map(source.fold, after)))
    if not (form or body or _RUBRIC.fullmatch(folded)) or not below:
        return False
    if _kind(below[0], titled=False) != "title" or (len(below[0]) <= len(folded) and not body):
        return False
    third = _kind(below[1], titled=True) if len(below) > 1 else None
    return third in {"subtitle", "imprint", "furniture"} or (form and len(below[0]) >= _LONG_HEADLINE)


def _leads_to_headline(source: Source, after: Sequence[Span]) -> bool:
    """True if a headline stands among the next lines of a note, which ends its sentences."""
    note = takewhile(lambda place: _kind(source.fold(place), titled=False) != "title", after[: _NOTE_LINES + 1])
    passed = list(note)
    return len(passed) <= _NOTE_LINES and len(passed) < len(after)


@dataclass(slots=True, kw_only=True)
class _Front:
    """Reads the lines before the text one by one; what it has read so far decides what the next may be."""

    source: Source
    places: Sequence[Span]
    titled: bool
    titles: set[str]
    lines: list[list[Piece]]
    sent: bool = False  # 抄送：… goes on over its lines
    noted: bool = False  # a note stands before the headline

    def add(self, place: Span, kind: LineKind) -> None:
        """Take the line up as of a kind, a title in its parts."""
        folded = self.source.fold(place)
        pieces: list[Piece] = cut_title(self.source, place) if kind == "title" else [(kind, place)]
        if kind == "title" and _NAMED_HEADLINE.match(folded):
            # 标题：… says what the headline is; what stood for it was the page's own name.
            self.lines[:] = [
                [("series" if name == "title" else name, part) for name, part in line] for line in self.lines
            ]
        self.titles |= {self.source.fold(part) for name, part in pieces if name == "title"}
        self.titled = self.titled or kind == "title"
        self.sent = kind == "furniture" and (self.sent or opens_with_label(folded) == "document")
        self.lines.append(pieces)

    def kind(self, index: int) -> LineKind | None:  # noqa: PLR0911 - one return for each kind of line, in order
        """The kind of the line at the index, or None where the text begins."""
        folded = self.source.fold(self.places[index])
        before = self.source.fold(self.places[index - 1]) if index else ""
        kind = _kind(folded, titled=self.titled)
        if kind in {None, "title"} and _is_label_alone(before) and _is_value(folded):
            return "imprint"
        if heads_speech(self.source, self.places, index):
            return None
        after = map(self.source.fold, self.places[index + 1 : index + 2])
        if kind == "subtitle" and folded[-1] == "？" and any(map(SPEAKER_LABEL.match, after)):
            # ――谁来养护？ over 何进：… asks.
            return None
        named = _NAMED_HEADLINE.match(folded) or (_HEADLINE_LABEL.fullmatch(before) and folded[-1] not in "。；，")
        if named or self._repeats_title(folded.lstrip("# ")):
            return "title"
        if self.sent and (folded[-1] in "，、" or before[-1] in "，、"):
            return "furniture"
        if kind is None and self._goes_on_with_guests(folded):
            return "imprint"
        if not self.titled:
            return self._before_headline(index, folded, kind)
        if kind is None and self._is_second_line(index, folded):
            return self._second_line(folded)
        return kind

    def _second_line(self, folded: str) -> LineKind:
        """The kind of a line right below the headline: the rest of one that is not whole (渠还是要修的 / “大工程”), or what posted it."""
        if goes_on(self.source.fold(self.lines[-1][-1][1])):
            return "title"
        return "subtitle" if len(folded) >= _LONG_HEADLINE else "imprint"

    def _repeats_title(self, folded: str) -> bool:
        """True if the headline stands there again, whole or broken over two lines."""
        return folded in self.titles or (
            len(folded) >= _LONG_HEADLINE
            and any(title.startswith(folded) or title.endswith(folded) for title in self.titles)
        )

    def _before_headline(self, index: int, folded: str, kind: LineKind | None) -> LineKind | None:
        place, after = self.places[index], self.places[index + 1 : index + 6]
        note = bool(_NOTE.fullmatch(folded))
        opens = not note and bool(_NOTE_OPENS.match(folded))
        if note or (kind != "title" and (self.noted or opens)):
            leads = _leads_to_headline(self.source, after)
            self.noted = self.noted or leads
            # 【编者按】… tells of a series and is none.
            told = "text" if opens or kind is None else kind
            return ("imprint" if note else told) if leads else None if note else kind
        following = self.source.fold(after[0]).lstrip("（【") if after else ""
        if kind == "title" and re.match(rf"{re.escape(folded)}(?:记者|{_HAN}{{2,8}}\d)", following):
            # 海通社 over （海通社记者…）: the medium.
            return "imprint"
        if kind == "title" and self._is_kicker(folded, after):
            return "subtitle"
        return "series" if kind == "title" and _is_rubric(self.source, place, after) else kind

    def _is_kicker(self, folded: str, after: Sequence[Span]) -> bool:
        """True if a line leads to the headline below it (引题): it ends in ——, or that one alone names its column."""
        following = self.source.fold(after[0]) if after else ""
        leads = folded.endswith("——") or bool(_WITH_COLUMN.fullmatch(following) and "（" not in folded)
        return leads and _kind(following, titled=False) == "title"

    def _goes_on_with_guests(self, folded: str) -> bool:
        """True if the line names one more person below 嘉宾：…, as that line does."""
        last = self.source.fold(self.lines[-1][-1][1]) if self.lines and self.lines[-1] else ""
        return bool(_NAME_AND_POST.fullmatch(folded)) and (
            opens_with_label(last) == "guest" or bool(_NAME_AND_POST.fullmatch(last))
        )

    def _is_second_line(self, index: int, folded: str) -> bool:
        """True if a headline goes on over a second line: a line like one between it and a date line or byline."""
        after = self.places[index + 1 : index + 2]
        follows = bool(after) and _kind(self.source.fold(after[0]), titled=True) == "imprint"
        before = self.lines[-1] if self.lines else []
        return follows and bool(before) and before[-1][0] == "title" and _is_headline(folded)


def read_front(source: Source, places: Sequence[Span], marks: Mapping[int, Mark]) -> list[list[Piece]]:
    """The kinds of the lines before the text, each line in its parts; a line that the file marks has none here."""
    lines = [_in_matter(source, place) for place in places[: _matter(source, places, marks)]]
    titles = {source.fold(place) for pieces in lines for kind, place in pieces if kind == "title"}
    titled = bool(titles) or any(mark.kind == "title" for mark in marks.values())
    front = _Front(source=source, places=places, titled=titled, titles=titles, lines=lines)
    for index in range(len(lines), min(len(places), len(lines) + _FRONT_LINES)):
        mark = marks.get(places[index].start)
        if mark is None:
            kind = front.kind(index)
            if kind is None:
                break
            front.add(places[index], kind)
        elif mark.kind in _GOES_ON:
            lines.append([])
        else:
            break
    return lines


def heads_speech(source: Source, places: Sequence[Span], index: int) -> bool:
    """True if the line is a label alone over a sentence: 主持人： there is who says it, not who leads the meeting."""
    following = places[index + 1 : index + 2]
    return _is_label_alone(source.fold(places[index])) and not any(_is_value(source.fold(one)) for one in following)


def _is_label_alone(folded: str) -> bool:
    return folded[-1:] == "：" and opens_with_label(folded) not in {None, "content", *OF_THE_PAGE}


def _is_value(folded: str) -> bool:
    return len(folded) <= _LONGEST_VALUE and not set("。！？；：") & set(folded)
