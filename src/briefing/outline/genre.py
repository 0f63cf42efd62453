"""The genre of a text, by what its outline holds: who asks and answers, who is quoted, who signed it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from briefing.text import lexicon
from briefing.text.folding import fold
from briefing.text.source import span

if TYPE_CHECKING:
    from briefing.outline.model import Outline

GenreKind = Literal[
    "interview", "transcript", "press_conference", "written_answers", "speech", "report", "article", "feature", "news"
]
NAMES: dict[GenreKind, str] = {
    "interview": "访谈",
    "transcript": "实录",
    "press_conference": "发布会",
    "written_answers": "书面答复",
    "speech": "讲话",
    "report": "工作报告",
    "article": "署名文章",
    "feature": "通讯",
    "news": "消息",
}
_TITLED = {
    kind: re.compile(lexicon.pattern("genres", table))
    for kind, table in (
        ("report", "report"),
        ("speech", "speech"),
        ("press_conference", "conference"),
        ("transcript", "transcript"),
        ("written_answers", "written"),
        ("interview", "interview"),
        ("news", "happened"),
    )
}
# 新知新觉：…, …（人民时评）: a column of opinion stands before or behind the headline.
_OPINION = re.compile(
    rf"^[^：]{{0,6}}{lexicon.pattern('genres', 'opinion')}[^：]{{0,2}}：|（[^（）]*{lexicon.pattern('genres', 'opinion')}[^（）]*）$"
)
_SPOKEN = re.compile(lexicon.pattern("genres", "spoken"))
_GREETS = re.compile(lexicon.pattern("genres", "greets"))
# 政府工作报告（摘要）, not 网志像一份工作报告一样 nor 政府工作报告里的民生.
_IS_REPORT = re.compile(rf"{lexicon.pattern('genres', 'report')}(?:全文|摘要|摘登)?(?=$|[\s（(—―－:：\d])")
_REPORTS = re.compile(lexicon.pattern("genres", "reports"))
_ANNOUNCES = re.compile(lexicon.pattern("genres", "announced"))
# 修路新闻发布会, 修路新闻发布会（第三场）实录 and 临川市举行修路新闻发布会: the title of a conference's own text.
_OF_CONFERENCE = re.compile(
    rf"{lexicon.pattern('genres', 'conference')}(?:答问|答记者问|文字|现场|图文)*(?:实录|摘要|全文|逐字稿|纪录|内容)?(?=$|[\s（(—―－|｜:：])"
)
_HELD = r"(?:举行|召开|举办)"
# 今天举行新闻发布会, 新闻发布会今天在临川举行; “发布会” in marks is a way of speaking.
_HOLDS = re.compile(
    rf"{_HELD}[^。；]{{0,40}}{lexicon.pattern('genres', 'conference')}(?!”)|{lexicon.pattern('genres', 'conference')}(?!”)[^。；]{{0,16}}{_HELD}"
)
# ――访临溪县县长何进: below or in a headline.
_VISITS = re.compile(r"[-—―－─][ 　]?访(?![谈问])")
_RECEIVED = re.compile(rf"接受[^。；]{{0,16}}{lexicon.pattern('people', 'meets')}")
# 临川市召开修路会 沈知远讲话: who does what, clause by clause.
_TELLS_OF_SPEECH = re.compile(r"[ 　][\u4e00-\u9fff]{2,4}(?:讲话|致辞|致词)$")
_AUTHORED = re.compile(lexicon.pattern("genres", "authored"))
_MEMBER = re.compile(lexicon.pattern("turns", "member"))
_WIRE = re.compile(rf"日{lexicon.pattern('imprint', 'wire')}|讯[】）　 ]")
_REPORTER = re.compile("记者|通讯员")
# Characters of the opening and of the end that may tell who wrote it.
_OPENING, _END, _LEAD = 300, 160, 40
# Of 66 published texts that were read, 34 of the 37 at least so sure were told rightly, of the less sure 17 of 23.
LEAST = 0.7
_FEWEST_QUESTIONS, _LIVELY, _SHORT = 2, 3, 1500


@dataclass(frozen=True, slots=True, kw_only=True)
class Genre:
    """Kind of a text with its sureness, 0 to 1; under `LEAST` it is better not said."""

    kind: GenreKind
    sure: float


def tell_genre(outline: Outline) -> Genre | None:
    """The genre that the outline shows; None where nothing does."""
    title = outline.source.fold(outline.title.span) if outline.title and outline.title.spans else ""
    # Questions that nobody answers are those of an announcement.
    answered = (one for one in outline.questions if one.answer and outline.source.fold(one.answer).strip("” \n"))
    put = sum(_is_put(outline, question.words.span.start) for question in answered)
    if put >= _FEWEST_QUESTIONS or any(_MEMBER.search(fold(question.asker or "")) for question in outline.questions):
        return _of_turns(outline, title)
    start = outline.title.span.end if title and outline.title else 0
    folded = outline.source.folded
    opening, end = folded[start : start + _OPENING], folded[-_END:]
    # 网志像一份工作报告 is a headline as well.
    if _IS_REPORT.search(title) and (len(outline.sections) > 1 or _REPORTS.search(opening)):
        return Genre(kind="report", sure=0.95)
    first = opening[: _OPENING // 2].partition("。")[0]
    held = any(_HOLDS.search(clause) and "将" not in clause for clause in re.split("[，；\n]", f"{title}\n{first}"))
    if held and outline.speakers and _GREETS.search(opening):
        return Genre(kind="press_conference", sure=0.9)
    if _GREETS.search(opening) or (
        _TITLED["speech"].search(title[-_LIVELY * 2 :]) and not _TELLS_OF_SPEECH.search(title)
    ):
        return Genre(kind="speech", sure=0.85)
    # A conference that only a later sentence tells of is not what the text reports.
    if held or (_OF_CONFERENCE.search(title) and "将" not in title):
        return Genre(kind="press_conference", sure=0.8 if outline.speakers else 0.7)
    return _of_prose(outline, title, opening, end)


def _is_put(outline: Outline, start: int) -> bool:
    """True if a question stands at the start of its line or after a mark, as one that is asked does: 记者：, 一家报纸问，."""
    before = outline.source.folded[:start].rstrip(" 　")
    return not before or before[-1] in "\n：】]—―*#，“>"


def _of_turns(outline: Outline, title: str) -> Genre:
    """The genre of a text of questions and answers."""
    start = outline.questions[0].words.span.start
    opening = title + outline.source.fold(span(max(0, start - _OPENING), start))
    members = any(_MEMBER.search(fold(question.asker or "")) for question in outline.questions)
    # 答问会答问全文: the members ask aloud.
    spoken = _SPOKEN.search(opening)
    if not spoken and (members or _TITLED["written_answers"].search(opening)):
        return Genre(kind="written_answers", sure=0.9)
    # 县长何进答记者问 under the picture of one who 接受了本报专访 is no conference.
    received = _RECEIVED.search(opening) and not _OF_CONFERENCE.search(title)
    if _TITLED["press_conference"].search(opening) and not received:
        return Genre(kind="press_conference", sure=0.9)
    if _TITLED["transcript"].search(title) or _SPOKEN.search(opening):
        return Genre(kind="transcript", sure=0.9)
    return Genre(kind="interview", sure=0.9)


def _of_prose(outline: Outline, title: str, opening: str, end: str) -> Genre | None:
    """The genre of a text in which nobody asks, or hardly anybody."""
    announced = _ANNOUNCES.search(title)
    visited = _TITLED["interview"].search(title) or (outline.speakers and _VISITS.search(title + opening[:_LEAD]))
    if outline.questions and visited and not announced:
        return Genre(kind="interview", sure=0.75)
    signed = any(speaker.evidence == "byline" for speaker in outline.speakers)
    # 作者：夏禾 is what a site also calls its reporters.
    authored = _AUTHORED.search(opening + end) and not _REPORTER.search(opening)
    if signed or authored or _OPINION.search(title):
        return Genre(kind="article", sure=0.9)
    voices = {quote.speaker or quote.role for quote in outline.quotes} - {None}
    wire = _WIRE.search(opening[: _OPENING // 3])
    if len(voices) >= _LIVELY and len(outline.source.text) > _SHORT:
        return Genre(kind="feature", sure=0.8)
    if wire or announced or _TITLED["news"].search(title):
        return Genre(kind="news", sure=0.75)
    if voices or _REPORTER.search(end + opening):
        return Genre(kind="feature", sure=0.6)
    return Genre(kind="article", sure=0.5) if not outline.quotes and not outline.place else None
