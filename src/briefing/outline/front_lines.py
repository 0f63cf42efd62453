"""The lines before a text, one by one: its headline, column, notes, date lines and bylines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import dropwhile
from typing import TYPE_CHECKING

from briefing.outline.labels import HEADLINE_NAME, OF_THE_PAGE, first_label, is_labelled_row, opens_with_label
from briefing.outline.page_lines import (
    DATELINE,
    HAN,
    HEADLINE_LABEL,
    MEDIUM,
    NAMED_IN_DATELINE,
    PAGE_NAMED,
    is_caption,
    is_date_line,
    is_furniture,
    is_imprint,
)
from briefing.outline.places.divisions import load_divisions
from briefing.outline.turns import NAME_AND_POST, SPEAKER_LABEL, opens_turn
from briefing.text.dates import DATE_TIME
from briefing.text.lexicon import pattern, words
from briefing.text.name_forms import ANY_SURNAME
from briefing.text.source import span, strip_span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeAlias

    from briefing.outline.lines import LineKind
    from briefing.text.source import Mark, Source, Span

    # A line, or a part of one: 标题 2026-03-12 来源：某报 is two.
    Piece: TypeAlias = tuple[LineKind, Span]


# 沈知远 临溪县医院院长, below 嘉宾：何进 临溪县卫健局局长.
_NAME_AND_POST = re.compile(NAME_AND_POST)
# 何 进 临溪县县长 over another like it: who takes part.
_CAST = re.compile(
    rf"(?:{NAME_AND_POST}|{ANY_SURNAME}[ 　]?{HAN}{{1,2}}[ 　]{{1,3}}[\u4e00-\u9fff（）]{{2,26}}{pattern('people', 'posts')})(?:兼{HAN}{{2,8}})?"
)
_OF_PEOPLE = frozenset({"guest", "host", "author"})
# 岚江区人民政府文件, 岚江县政府　函
_RED_HEAD = re.compile(rf"{HAN}{{4,28}}(?:文件|[ 　]+{pattern('imprint', 'official')})")
# 000123: the number of the copy, which a secret document opens with.
_COPY_NUMBER = re.compile(r"\d{6}")
_SERIES_WORDS = pattern("imprint", "column")
_SERIES = re.compile(
    rf"(?!【(?:本[报刊台])?[^】]{{0,4}}记者)[“【][^“”]{{0,30}}{_SERIES_WORDS}[”】]|"
    rf"[“【].{{2,40}}[”】].{{0,4}}{pattern('imprint', 'series')}.{{0,8}}"
)
_OF_GUEST = re.compile(rf"[-—―－─]{{1,3}}[ 　]?(?:访(?!谈)|对话|{pattern('people', 'meets')})")
_SUBTITLE = re.compile(r"(?!- )[―—－-]{1,2}.{6,60}|\d{4}年\d{1,2}月\d{1,2}日.{0,4}在.{6,50}(?:会议|大会)上")
# 【县域经济观察】: a column in brackets.
_BRACKETED = re.compile(r"【[^【】]{2,16}】|\[[^\[\]]{2,16}\]|《[^《》]{2,12}》")
# 岚江区政府新闻办公室: who issues a text, above its headline.
_BODY = re.compile(rf"{HAN}{{2,20}}{pattern('imprint', 'body')}")
# 岚江稻香十里（美丽乡村）: a headline with the name of its column.
_WITH_COLUMN = re.compile(r"[^（）。！？]{4,40}（[^（）。，\d]{2,20}）")
_COLUMN = re.compile(r"（[^（）]{4,20}）\Z")
# 结构更优 动力更强 活力更足: three phrases of one length, over the headline that names its place.
_PARALLEL = re.compile(r"\S{3,8}(?:[ 　]+\S{3,8}){2,}")
_FORM = re.compile(rf"[【“（]?{pattern('imprint', 'form')}[】”）]?")
_NOTE = re.compile(rf"[【（]?{pattern('imprint', 'note')}[】）]?[：:]?")
_NOTE_OPENS = re.compile(rf"[【（]{pattern('imprint', 'note')}[】）]|{pattern('imprint', 'note')}[：: 　]")
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]{1,3}[章节部])"
)
_BULLET = re.compile(pattern("headings", "bullet"))
# （老码头的清晨）, 县长何进在工地。（岚江社 夏禾摄）: under a picture above the headline, or above a text that has none.
_ABOVE_HEADLINE = re.compile(r"（[^（）]*）|[^。]{4,60}。（[^（）]{1,14}(?:提供|供图|摄影?|翻摄)）")
_HEADLINE_NAME = re.compile(rf"(?:#{{1,6}} |- |(?:title：|{HEADLINE_NAME}|{pattern('labels', 'elsewhere')}：)[ 　]?)")
_NAMED_HEADLINE = re.compile(rf"{HEADLINE_NAME}[ 　]?(?=\S)")
# 原标题：… is the headline where no other stands.
_ONLY_HEADLINE = re.compile(rf"{pattern('labels', 'elsewhere')}：[ 　]?(?=\S)")
_LEADING_DATE = re.compile(rf"[\[【（]?{DATE_TIME}[\]】）]?[ 　]*(?:[ 　]|[|｜│]|(?=【))[ 　]*")
# 2026年3月12日　展望新一年――县长访谈录, below the headline.
_DATED_SERIES = re.compile(rf"{_LEADING_DATE.pattern}[^。！？]{{4,40}}{pattern('imprint', 'series')}")
_DATED_ASIDE = re.compile(r"(?<=\S)[ 　]*（(?P<date>[^（）]{8,40})）\Z")
# 县长话富民 | 方竹：把荒山变成茶山 2026-03-12: the headline goes on to the day.
_SPOKEN = re.compile(rf"[|｜│]?[ 　]*{HAN}{{2,20}}：")
_LEADS_ON = frozenset("的和与及在为")
_LONGEST_HEADLINE, _SHORTEST_HEADLINE = 70, 2
_LONG_HEADLINE = 8
# 产业园, 要闻 | 访谈
_RUBRIC = re.compile(rf"{HAN}{{2,4}}(?:[ 　]*[|｜·][ 　]*{HAN}{{2,4}})?")
# How many lines may stand before the text, and how many of a note before the headline.
_FRONT_LINES, _NOTE_LINES = 24, 3
_LONGEST_MATTER, _LONGEST_VALUE = 80, 40
_GOES_ON = frozenset({"title", "imprint", "caption", "furniture"})


def is_form_name(folded: str) -> bool:
    """True for what is the name of a form or a column and no headline: 访谈记录, 新闻稿."""
    return bool(_FORM.fullmatch(folded))


def goes_on(folded: str) -> bool:
    """True if a headline must go on in the next line: 渠还是要修的, 关于印发."""
    return folded[-1] in _LEADS_ON or ("关于" in folded and folded.endswith(words("imprint", "official_opens")))


def _is_headline(folded: str) -> bool:
    """True if the line could be the document's title: short, with no end of a sentence, and nobody's turn."""
    return (
        _SHORTEST_HEADLINE <= len(folded) <= _LONGEST_HEADLINE
        and folded[-1] not in "。；，、："
        and not folded.endswith("。”")
        and bool(re.search(HAN, folded))
        and not opens_turn(folded)
        and not any(form.match(folded) for form in (_NUMBERED, _BULLET, DATELINE))
    )


def _kind(folded: str, *, titled: bool) -> LineKind | None:
    """The kind of a line before the text by its own words, or None where the text begins."""
    if is_date_line(folded, front=titled):
        return "imprint"
    if is_furniture(folded) or (not titled and _COPY_NUMBER.fullmatch(folded)):
        return "furniture"
    if _SERIES.fullmatch(folded) or (titled and _DATED_SERIES.fullmatch(folded)):
        return "series"
    if titled and (_SUBTITLE.fullmatch(folded) or _OF_GUEST.match(folded)):
        return "subtitle"
    if is_imprint(folded, front=True) or (not titled and _RED_HEAD.fullmatch(folded)):
        return "imprint"
    under_picture = _ABOVE_HEADLINE.fullmatch(folded) or (
        (folded.endswith("摄") or "。" in folded) and is_caption(folded)
    )
    headline: LineKind = "caption" if under_picture else "title"
    return headline if not titled and _is_headline(folded) else None


def cut_title(source: Source, place: Span) -> list[Piece]:
    """The title with the day before it and the date line after it as parts of their own: 标题 2026-03-12 来源：某报."""
    pieces: list[Piece] = []
    name = _HEADLINE_NAME.match(source.folded, place.start, place.end)
    start, end = name.end() if name else place.start, place.end
    if name and source.text[start] == '"' == source.text[end - 1] and end - start > _SHORTEST_HEADLINE:
        start, end = start + 1, end - 1
    day = NAMED_IN_DATELINE.match(source.folded, start, end) or _LEADING_DATE.match(source.folded, start, end)
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
    marked: Span | None = None  # the line above, where the file marks it as the headline

    def add(self, place: Span, kind: LineKind) -> None:
        """Take the line up as of a kind, a title in its parts."""
        folded = self.source.fold(place)
        pieces: list[Piece] = cut_title(self.source, place) if kind == "title" else [(kind, place)]
        column = _COLUMN.search(folded) if kind == "title" and self.lines and self.lines[-1][-1:] else None
        if column and self.lines[-1][-1][0] == "subtitle":
            # 引题 over 稻香十里（走进县城看发展）: the headline's own column.
            pieces[-1:] = [
                ("title", span(place.start, place.start + column.start())),
                ("series", span(place.start + column.start(), place.end)),
            ]
        day = _LEADING_DATE.match(folded) if kind == "series" else None
        if day:
            pieces = [
                ("imprint", strip_span(self.source, span(place.start, place.start + day.end()))),
                (kind, span(place.start + day.end(), place.end)),
            ]
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
        named = (
            _NAMED_HEADLINE.match(folded)
            or (not self.titled and _ONLY_HEADLINE.match(folded))
            or (HEADLINE_LABEL.fullmatch(before) and folded[-1] not in "。；，")
        )
        # The headline stands there again, whole or broken over two lines.
        again, long = folded.lstrip("# "), len(folded.lstrip("# ")) >= _LONG_HEADLINE
        repeated = again in self.titles or (
            long and any(one.startswith(again) or one.endswith(again) for one in self.titles)
        )
        if named or repeated:
            return "title"
        if self.sent and (folded[-1] in "，、" or before[-1] in "，、"):
            return "furniture"
        # One more person stands below 嘉宾：…, as that line does.
        last = self.source.fold(self.lines[-1][-1][1]) if self.lines and self.lines[-1] else ""
        listed = opens_with_label(last) == "guest" or _NAME_AND_POST.fullmatch(last)
        if kind is None and listed and _NAME_AND_POST.fullmatch(folded):
            return "imprint"
        if not self.titled:
            return self._before_headline(index, folded, kind)
        return self._below_headline(index, folded) if kind is None else kind

    def _before_headline(self, index: int, folded: str, kind: LineKind | None) -> LineKind | None:
        if NAMED_IN_DATELINE.match(folded):
            return "title"
        place, after = self.places[index], self.places[index + 1 : index + 6]
        beside = [*map(self.source.fold, [*self.places[max(0, index - 1) : index], *after[:1]])]
        if kind == "title" and _CAST.fullmatch(folded) and any(map(_CAST.fullmatch, beside)):
            return "imprint"
        note = bool(_NOTE.fullmatch(folded))
        opens = not note and bool(_NOTE_OPENS.match(folded))
        if note or (kind != "title" and (self.noted or opens)):
            # A headline stands among the next lines.
            kinds = [_kind(self.source.fold(one), titled=False) for one in after[: _NOTE_LINES + 1]]
            leads = "title" in kinds
            self.noted = self.noted or leads
            # 【编者按】… tells of a series and is none.
            told = "text" if opens or kind is None else kind
            return ("imprint" if note else told) if leads else None if note else kind
        following = self.source.fold(after[0]).lstrip("（【") if after else ""
        is_medium = MEDIUM.fullmatch(folded) and any(
            is_date_line(one, front=True) or PAGE_NAMED.fullmatch(one) for one in beside if one != folded
        )
        if kind == "title" and (is_medium or re.match(rf"{re.escape(folded)}(?:记者|{HAN}{{2,8}}\d)", following)):
            # 海通社 over （海通社记者…）, 岚江时报 over a day: the medium.
            return "imprint"
        # 引题: it ends in ——, or the headline below it alone names its column.
        below = self.source.fold(after[0]) if after else ""
        leads_on = folded.endswith("——") or (_WITH_COLUMN.fullmatch(below) and "（" not in folded)
        phrases = folded.split() if _PARALLEL.fullmatch(folded) else []
        named = len(set(map(len, phrases))) == 1 and load_divisions().opens(below)
        leads_on = leads_on or (named and not any(map(load_divisions().opens, phrases)))
        if kind == "title" and leads_on and _kind(below, titled=False) == "title":
            return "subtitle"
        # The last line over ――访某某 is the headline; what stands above it names the column.
        guest = next((at for at, one in enumerate(after) if _OF_GUEST.match(self.source.fold(one))), 0)
        over_headline = guest and all(_kind(self.source.fold(one), titled=False) == "title" for one in after[:guest])
        return "series" if kind == "title" and (over_headline or _is_rubric(self.source, place, after)) else kind

    def _below_headline(self, index: int, folded: str) -> LineKind | None:
        """The kind of a line like a headline between one and a date line or byline.

        It is the rest of a headline that is not whole (渠还是要修的 / “大工程”), a second one, or what posted it.
        """
        after = self.places[index + 1 : index + 2]
        follows = bool(after) and _kind(self.source.fold(after[0]), titled=True) == "imprint"
        follows = follows or folded.endswith(words("imprint", "official"))
        before = self.lines[-1] if self.lines else []
        headline = before[-1][1] if before and before[-1][0] == "title" else self.marked
        if not follows or not headline or not _is_headline(folded):
            return None
        if goes_on(self.source.fold(headline)):
            return "title"
        if folded.endswith(words("imprint", "official")):
            return None
        return "subtitle" if len(folded) >= _LONG_HEADLINE else "imprint"


def read_front(source: Source, places: Sequence[Span], marks: Mapping[int, Mark]) -> list[list[Piece]]:
    """The kinds of the lines before the text, each line in its parts; a line that the file marks has none here."""
    lines: list[list[Piece]] = []
    for place in places[: _matter(source, places, marks)]:
        folded = source.fold(place)
        about: LineKind = "imprint" if first_label(folded) == 0 else "furniture"
        named = re.match(r"(?:title|标题|题目)：", folded)
        lines.append(cut_title(source, place) if named else [(about, place)])
    titles = {source.fold(place) for pieces in lines for kind, place in pieces if kind == "title"}
    titled = bool(titles) or any(mark.kind == "title" for mark in marks.values())
    front = _Front(source=source, places=places, titled=titled, titles=titles, lines=lines)
    for index in range(len(lines), min(len(places), len(lines) + _FRONT_LINES)):
        mark = marks.get(places[index].start)
        if mark is None:
            kind = front.kind(index)
            following = (marks.get(place.start) for place in places[index + 1 : index + 3])
            if kind is None and _RUBRIC.fullmatch(source.fold(places[index])):
                # 产业园 above the headline
                kind = "series" if any(one and one.kind == "title" for one in following) else None
            if kind is None:
                break
            front.add(places[index], kind)
            front.marked = None
        elif mark.kind == "heading" and front.marked and _SUBTITLE.fullmatch(source.fold(places[index])):
            front.add(places[index], "subtitle")
            front.marked = None
        elif mark.kind == "row" and is_labelled_row(source.fold(places[index])):
            lines.append([("imprint", places[index])])
        elif mark.kind in _GOES_ON:
            lines.append([])
            front.marked = places[index] if mark.kind == "title" else None
        else:
            break
    return lines


def heads_speech(source: Source, places: Sequence[Span], index: int) -> bool:
    """True if the line is a label alone over a sentence: 主持人： there is who says it, not who leads the meeting."""
    following = places[index + 1 : index + 2]
    folded = source.fold(places[index])
    return (
        _is_label_alone(folded)
        and opens_with_label(folded) in _OF_PEOPLE
        and not any(_is_value(source.fold(one)) for one in following)
    )


def _is_label_alone(folded: str) -> bool:
    return folded[-1:] in {"：", "】"} and opens_with_label(folded) not in {None, "content", *OF_THE_PAGE}


def _is_value(folded: str) -> bool:
    return len(folded) <= _LONGEST_VALUE and not set("。！？；：") & set(folded)
