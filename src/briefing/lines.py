"""Source → labelled lines: what each line of the text is, before anything is read out of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from briefing.source import span, strip_span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.source import Mark, Source, Span

LineKind = Literal[
    "title",  # the document's own title
    "subtitle",  # ――2026年1月27日在…会议上
    "series",  # the column or series that the text appeared in
    "imprint",  # outlet, date, author, byline: about the text, not of it
    "heading",  # of a section, with a level
    "question",  # put to the speaker; in a transcript the line may name its asker
    "host",  # whoever leads a meeting opens it, gives the word, or closes it
    "answer",  # of a transcript: opens with 答： or a speaker's name
    "text",  # any other running text
    "caption",  # under a photo
    "furniture",  # of the page: 下载, 打印, 责任编辑
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line (行) of the source without the white space around it.

    `number` counts the lines that are not blank, from 1: what packs call 第8段. `level` is 1 to 3 for a heading,
    else 0. `label` is the place of what opens a line and is no part of what it says, mark included: a name in a transcript
    (記者問：), 編者按：. `item` is true of an item of a list whose bullet the text does not print.
    """

    kind: LineKind
    span: Span
    number: int
    level: int = 0
    label: Span | None = None
    item: bool = False


_FURNITURE = re.compile(
    r"[-·•*\s]*(?:完|（完）|（口述[：:][^（）。]{4,40}）|下载|打印|全屏|收藏|举报|反馈|投诉|看更多|延伸阅读|【字号：|加大|还原|减小|】|评论|关注|点赞|转发|相关(?:链接|阅读|新闻|报道)[：:]?|分享.{0,8}|分享到.*|返回顶部|扫一扫.*|(?:友善)?列印.{0,4}|"
    r"上一篇.*|下一篇.*|字号.*|浏览次数.*|点击.{0,6}|责任编辑.*|（责编.*|（(?:本[报刊])?(?:记者|通讯员|实习生|见习记者)[ 　：:][^（）。]{2,40}）|（?责任?编辑?[：:].*|编辑：.*|.*版权所有.*|Share|Print|\W*)"
)
_CAPTION = re.compile(
    r"[^。]{0,60}[。 ]{0,2}.{0,24}(?:供图|摄影?|／摄|资料图片?)(?:）)?。?|[^。]{4,60}。?[ 　]?(?:摄影|图片?|供图|摄)[：:／/][ ]?[\u4e00-\u9fff·、 ]{2,12}|[^。]{4,60}。?（[^（）]{1,14}(?:提供|供图|摄影?|翻摄)）|图(?:为|①|②|③|一|二)[：:]?.{2,80}|（资料图.{0,10}）|[▲△▼▽].{2,90}"
)
_DAY = r"\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?(?:（星期[一二三四五六日天]）)?"
_IMPRINT = re.compile(
    r"(?:来源|时间|地点|出席(?:人员|嘉宾)?|列席(?:人员)?|参会人员|与会嘉宾|作者|发布时间|发布日期|日期|文号|编辑部|文|本报记者|发稿时间)[：:].*|（?来源：.*|"
    r"【(?:本[报刊台])?[^】]{0,4}记者[ 　]?[^】。]{2,24}】|"
    r"[\u4e00-\u9fff]{2,8}[／/](?:特约|综合)?记者[\u4e00-\u9fff]{2,4}(?:专访|报导|报道)?|"
    r"记者[：:][ 　]?[\u4e00-\u9fff·、 　]{2,24}|"
    r"(?:本[刊报台])?(?:文|撰文|采访|记者|编辑)(?:[/／]|[ 　]?[│|｜])[^，。]{2,40}|"
    r"(?:《[^》]{2,16}》|本[刊报台]|[\u4e00-\u9fff]{2,10}(?:日报|晚报|早报|时报|周刊|周报|网|社|电视台))?(?:首席|见习|特约|融媒体?)?"
    r"(?:记者|通讯员|撰稿人?)(?!提问|追问|手记|观察|调查|述评|来信)[ 　]?[\u4e00-\u9fff]{2,4}(?:[ 　、](?:通讯员|实习生|摄影)?[ 　]?[\u4e00-\u9fff]{2,4})*"
    rf"(?:[／/][^，。]{{0,14}}(?:报导|报道|专访))?(?:[ 　]+{_DAY})?|"
    r"[^\d\s]{2,4}时间\d{1,2}时\d{1,2}分|"
    rf"{_DAY}(?: 来源：.*)?"
)
_SERIES = re.compile(
    r"(?!【(?:本[报刊台])?[^】]{0,4}记者)[“【][^“”]{0,30}(?:访谈|专访|对话|系列报道|书记谈|县长谈|市长谈)[”】]|[“【].{2,40}[”】].{0,4}(?:系列|专栏|特刊|栏目|系列访谈|系列报道|访谈录).{0,8}"
)
_SUBTITLE = re.compile(r"[―—－-]{1,2}.{6,60}|\d{4}年\d{1,2}月\d{1,2}日.{0,4}在.{6,50}(?:会议|大会)上")
_BYLINE = re.compile(
    r"[\u4e00-\u9fff]{2,20}(?:省长|市长|主席|区长|县长|部长|州长|司长|书记) ?[\u4e00-\u9fff]{1,2} ?[\u4e00-\u9fff]{1,2}|"
    r"[\u4e00-\u9fff、]{3,30}(?:长|主席|主任|书记|经理|总裁|发言人|院士|教授|专员|巡视员|委员)[ 　][\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{3,24}[ 　][\u4e00-\u9fff]{2,4})*"
)
_NUMBERED_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]{1,3}[章节部]|#{1,6} )"
)
# 答记者问 and 告诉记者 are no reporter's label.
_ASKER = (
    r"(?:(?![各答对向告应诉位])[\w《》“”·、 　]){0,24}(?:记者|媒体|网友|网民|听众|观众|主持人?|采访者)"
    r"(?:[问提追]?问?|[ 　·][\u4e00-\u9fff]{2,4}|(?:(?<=记者)|(?<=主持人))(?!手记|观察|调查|述评|来信|按|注|从|在|了)(?![\u4e00-\u9fff]{0,3}(?:说|表|示|指|称|时|后|道|言|调|绍|告|会))[\u4e00-\u9fff]{2,4}(?=[】\]：:]))"
)
_QUESTION_LABEL = re.compile(
    r"(?:#{1,6} |> |\*\*|\d{1,2}[.、．] ?|[一二三四五六七八九十]{1,3}、){0,2}(?:[【\[]?"
    rf"(?:(?:问|提问|追问|疑问|问题|Q)[\d一二三四五六七八九十]{{0,2}}|{_ASKER}|本[报刊社台网]问?|《[^》]{{2,16}}》(?:记者)?问?|[\u4e00-\u9fff]{{2,8}}(?:日报|晚报|早报|时报|商报|周刊|电视台|通讯社|新闻网|融媒))(?:（[^）：]{{1,24}}）)?[】\]]?(?:\*\*)?[：:]"
    r"|[—―]{2}(?=[^\n]*？$)"
    # 【江城日报】请介绍一下…: the paper alone, without a colon.
    r"|【[^】]{1,16}(?:[日晚早时商]报|报社|电视台|广播|网|新闻|通讯社|频道|融媒|周刊|客户端)】(?=[^\n]*(?:？|请|如何|怎[么样]|哪[些里]|什么|吗|呢)))"
)
# What a speaker's name opens a paragraph of a transcript with; 首先： and 例如： are no names.
_SPEAKER_LABEL = re.compile(
    r"(?!首先|其次|再次|最后|第[一二三四五六]|[一二三四五六]是|总的|总体|比如|例如|具体|主要|同时|另外|此外|目标|关于|一方面|另一方面)"
    r"[【\[]?(?:\*\*)?(?:[\u4e00-\u9fff○·]{2,16}[ 　])?[\u4e00-\u9fff○·]{2,14}[】\]]?(?:\*\*)?[：:]"
)
# 主持人：某某省委宣传部处长 某某 tells who leads the meeting, and 记者：谢谢您。 asks nothing.
_CAST = re.compile(r"主持人?[：:][^。！？]{4,40}(?:长|任|员|席|人|记)[ 　]?[\u4e00-\u9fff]{2,4}")
_THANKS = re.compile(r"[^：:]{0,24}[：:]\s*(?:好的?[，。])?(?:谢谢|感谢|多谢|辛苦)[^？。]{0,24}[。！]?")
# A host who does not ask opens or closes the meeting.
_HOST_TALKS = re.compile(
    r"[^：]{0,24}主持人?[^：]{0,8}：(?:(?=[^\n]{0,16}(?:各位|女士|大家(?:上午|下午|早上|晚上)?好))|(?![^\n]*？|[^\n]{0,200}请[^。]{0,12}(?:介绍|谈谈|谈一谈|请问|讲讲|分享|解读|说说))"
    # In an interview a host's short remark is as good as a question: 业界希望加快审批。
    r"(?=[^\n]{41}|[^\n]*(?:下面|现在|有请|接下来|时间关系|最后一个|提问环节|请[^。]{0,8}(?:回答|发布|发言|作|做)|到此|结束|欢迎|大家好|各位|再见|感谢|谢谢|多谢)))"
)
_HOST_ALONE = re.compile(r"[^：]{0,24}主持人?[^：]{0,8}：")
_ANSWER_LABEL = re.compile(r"(?:答[复覆]?|A\d{0,2}|【?[\u4e00-\u9fff○·]{2,16}】?)[：:]")
# What opens a paragraph and is about the text: 编者按：, （記者某某南瀛報導）, 【本報訊】.
_NOTE_LABEL = re.compile(
    r"【?(?:编者?按|编者的话)(?:】[：:]?|[：:])|[（【](?:本[报刊台]讯|(?:本[报刊台])?记者[^（）【】。]{2,20}|[^（）【】。，]{2,14}(?:讯|电|报导|报道))[）】]"
)
_STOP = frozenset("。！？…；：”）")
_ENDS_WITH_TERM = re.compile(r"[^：，“”说道问]“[^“”。！？，；]{1,8}”$")
# “让工程师愿意在这里买房”: words that somebody says end as a sentence does.
_QUOTED_HEADING = re.compile(r"“[^“”。！？；]{6,24}”")
# 从“能办”到“好办” has words enough, once its marks are out of the way.
_NO_MARKS = str.maketrans("", "", "“”‘’")
# A member of a series that has lines of its own.
_MEMBER_END = re.compile(r"；(?:以及|及|和|或)?$")
_LONGEST_QUESTION = 12
_TURNS = frozenset({"question", "host", "answer"})
# What may stand before the text; a line of text ends the front.
_FRONT_MARKS = frozenset({"title", "imprint", "caption", "furniture"})


def _level(folded: str) -> int:
    if re.match(r"[一二三四五六七八九十]{1,3}、|第.{1,3}[章部]", folded):
        return 1
    if folded.startswith("#"):
        return min(3, max(1, len(folded) - len(folded.lstrip("#")) - 1))
    return 2


def _is_heading(folded: str) -> bool:
    if _MEMBER_END.search(folded):
        return False
    if _NUMBERED_HEADING.match(folded):
        return len(folded) <= 40 and "。" not in folded[:-1] and folded[-1] != "？"
    return (
        len(folded) <= 34
        and (folded[-1] not in _STOP or bool(_ENDS_WITH_TERM.search(folded) or _QUOTED_HEADING.fullmatch(folded)))
        and "。" not in folded
        and bool(re.search(r"[\u4e00-\u9fff]{4}", folded.translate(_NO_MARKS)))
    )


def _kind(folded: str) -> tuple[LineKind, int]:
    """What a line past the title is, by its own words, and its level."""
    if _FURNITURE.fullmatch(folded):
        return "furniture", 0
    if _QUESTION_LABEL.match(folded) and not _CAST.fullmatch(folded):
        return ("host" if _HOST_TALKS.match(folded) or _THANKS.fullmatch(folded) else "question"), 0
    if len(folded) <= 100 and _CAPTION.fullmatch(folded):
        return "caption", 0
    if any(one.fullmatch(folded) for one in (_CAST, _IMPRINT)) or (len(folded) <= 30 and _BYLINE.fullmatch(folded)):
        return "imprint", 0
    if _is_heading(folded):
        return "heading", _level(folded)
    return ("answer" if re.match(r"答[复覆]?[：:]", folded) else "text"), 0


def _label(source: Source, place: Span, kind: LineKind) -> Span | None:
    label = {"question": _QUESTION_LABEL, "answer": _ANSWER_LABEL, "text": _NOTE_LABEL}.get(kind)
    match = label.match(source.fold(place)) if label else None
    return span(place.start, place.start + match.end()) if match else None


def find_lines(source: Source) -> list[Span]:
    """Where each line that is not blank stands, without the white space around it."""
    places = (
        strip_span(source, span(match.start(), match.end()))
        for match in re.finditer(r"[^\r\n\v\f\x85\u2028\u2029]+", source.text)
    )
    return [place for place in places if place.start < place.end]


def _front(folded: str, *, titled: bool) -> LineKind | None:
    """What a line before the text is, or None where the text begins."""
    if _FURNITURE.fullmatch(folded):
        return "furniture"
    if _SERIES.fullmatch(folded):
        return "series"
    if titled and _SUBTITLE.fullmatch(folded):
        return "subtitle"
    if _IMPRINT.fullmatch(folded) or _BYLINE.fullmatch(folded):
        return "imprint"
    if not titled and len(folded) <= 70 and folded[-1] not in "。；":
        return "title"
    return None


def _name_speakers(source: Source, lines: list[Line]) -> Iterator[Line]:
    """The lines with those of a transcript that open with a speaker's name as answers.

    A name that answers right after a question or the host does so wherever it opens a paragraph.
    """
    labels = [_SPEAKER_LABEL.match(source.fold(line.span)) if line.kind == "text" else None for line in lines]
    known = {
        label.group()
        for before, label in zip(lines, labels[1:], strict=False)
        if label and before.kind in {"question", "host"}
    }
    for line, label in zip(lines, labels, strict=True):
        if label and label.group() in known:
            yield replace(line, kind="answer", label=span(line.span.start, line.span.start + label.end()))
        else:
            yield line


def _give_to_host(source: Source, lines: list[Line]) -> list[Line]:
    """The lines with those that follow 主持人： on a line of its own as the host's, where they ask nothing."""
    given = list(lines)
    for index, line in enumerate(lines):
        if line.kind != "question" or not _HOST_ALONE.fullmatch(source.fold(line.span)):
            continue
        end = index + 1
        while end < len(lines) and lines[end].kind == "text" and source.fold(lines[end].span)[-1] != "：":
            end += 1
        if _HOST_TALKS.match("".join(source.fold(one.span) for one in lines[index:end])):
            given[index:end] = (replace(one, kind="host") for one in lines[index:end])
    return given


def _join_questions(lines: list[Line]) -> list[Line]:
    """The lines with those that stand between 问题： and 答复：, each a line of its own, as the question they make."""
    joined = list(lines)
    asked: int | None = None
    for index, line in enumerate(lines):
        alone = line.label is not None and line.label.end == line.span.end
        if line.kind == "question":
            asked = index if alone else None
        elif line.kind == "answer" and asked is not None and alone:
            parts = range(asked + 1, index)
            for part in parts if len(parts) <= _LONGEST_QUESTION else ():
                joined[part] = replace(lines[part], kind="question", level=0, label=None)
            asked = None
    return joined


def _marked(mark: Mark, folded: str) -> tuple[LineKind, int]:
    """What a line is whose kind the file's structure gives; running text may still be a turn of a conversation."""
    match mark.kind:
        case "heading":
            # ### 记者： opens a turn, however a file sets it.
            turn = _kind(folded)
            is_name = len(folded) <= 9 and _SPEAKER_LABEL.fullmatch(folded)
            return turn if turn[0] in _TURNS or is_name else ("heading", mark.level)
        case "text" | "item" | "row" | "note":
            kind, level = _kind(folded)
            return (kind, level) if kind in _TURNS and mark.kind in {"text", "item"} else ("text", 0)
        case None:
            return _kind(folded)
        case _:
            return mark.kind, 0


def label_lines(source: Source) -> tuple[Line, ...]:
    """Every line of the source that is not blank, labelled, in order."""
    lines: list[Line] = []
    marks = {mark.span.start: mark for mark in source.marks}
    in_front, titled = True, any(mark.kind == "title" for mark in source.marks)
    for number, place in enumerate(find_lines(source), 1):
        mark = marks.get(place.start)
        place = (mark.words if mark else None) or place  # noqa: PLW2901 - the signs around the words are no part of the line
        given = mark.kind if mark else None
        folded = source.fold(place)
        front = _front(folded, titled=titled) if in_front and given is None else None
        in_front = front is not None or (in_front and given in _FRONT_MARKS)
        kind, level = _marked(mark, folded) if mark and given else (front, 0) if front else _kind(folded)
        titled = titled or kind == "title"
        label = _label(source, place, kind)
        lines.append(
            Line(
                kind=kind, span=place, number=number, level=level, label=label, item=given == "item" and kind == "text"
            )
        )
    return tuple(_name_speakers(source, _join_questions(_give_to_host(source, lines))))
