"""Lines read out of a Word file, breaks inside them, and the tally of what is left out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from briefing.readers.extract import ExtractBuilder
from briefing.readers.layout import tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.readers.extract import Extract
    from briefing.text.source import MarkKind

# Told once each, with how many there are.
_LEFT_OUT = {
    "comment": "有 {} 条批注没有读入",
    "picture": "有 {} 幅图片，图里的文字没有读入",
    "chart": "有 {} 个图表没有读入",
    "diagram": "有 {} 个 SmartArt 图形没有读入",
    "object": "有 {} 个嵌入的对象没有读入",
    "formula": "有 {} 个公式没有读入",
    "prompt": "有 {} 处没有填写的提示文字没有读入",
    "call": "有 {} 处上标的注号没有读入",
    "symbol": "有 {} 个符号字体的符号没有读入",
    "chunk": "有 {} 段嵌入的文件没有读入",
    "hidden": "有 {} 处隐藏的文字没有读入",
    "struck": "有 {} 处划掉的文字没有读入",
    "contents": "目录没有读入",
    "outside": "页眉页脚没有读入：{}",
}
_TOLD = {
    "break": ("joined", "有 {} 处换行在句子中间，已连成一句"),
    "paragraph": ("joined", "有 {} 处段落标记已删除或隐藏，前后两段已连成一段"),
    "box": ("text-boxes", "有 {} 个文本框，框里的字读在所在的段落之后，先后请对照原件"),
    "revision": ("revisions", "文中有 {} 处修订，按全部接受后的样子读"),
}
_LONGEST_HEADING = 60
_NO_HEADING = re.compile(r"[。；，、;,]$")
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十\d]{1,3}[章节条部]|\d{1,2}(?:\.\d{1,2}){0,3}[ 　.、]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLine:
    """A line with what the file's structure says of it; a row has the words of its cells and their places in the grid."""

    text: str
    kind: MarkKind | None = None
    level: int = 0
    cells: tuple[str, ...] = ()
    grid: tuple[tuple[int, int, int], ...] = ()
    table: int = 0


@dataclass(slots=True, kw_only=True)
class Tally:
    """Tally of what was left out or joined: how often, and at which line first."""

    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)
    details: dict[str, str] = field(default_factory=dict)
    line: int = 0

    def add(self, what: str, times: int = 1, detail: str = "") -> None:
        """Count something that was met at the line that is being read."""
        if times:
            self.counts[what] += times
            self.first.setdefault(what, self.line)
            self.details.setdefault(what, detail)


def settle_headings(lines: Sequence[WordLine]) -> list[WordLine]:
    """The lines with only those headings left that are convincing.

    None is where most of the text, or a third of a level, is set as one and reads as text; nor is a first line without a number, which is
    the title of a document that has no other.
    """
    titled = any(line.kind == "title" for line in lines)
    headings = [line for line in lines if line.kind == "heading"]
    whole = sum(len(line.text) for line in lines)
    too_many = sum(len(line.text) for line in headings) * 2 > whole
    wrong = Counter(line.level for line in headings if not _may_head(line.text))
    every = Counter(line.level for line in headings)
    settled: list[WordLine] = []
    for index, line in enumerate(lines):
        doubtful = too_many or wrong[line.level] * 3 > every[line.level] or not _may_head(line.text)
        opens = index == 0 and not titled and not _NUMBERED.match(line.text)
        kept = line.kind != "heading" or not (doubtful or opens)
        settled.append(line if kept else replace(line, kind=None, level=0))
    # The lines with the first title alone; a later one heads nothing that is known.
    first = next((index for index, line in enumerate(settled) if line.kind == "title"), None)
    return [
        replace(line, kind=None) if line.kind == "title" and (index != first or not _may_head(line.text)) else line
        for index, line in enumerate(settled)
    ]


def _may_head(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and not _NO_HEADING.search(text)


def build_extract(lines: Sequence[WordLine], tally: Tally) -> Extract:
    """The extract of the lines, with a notice for each kind of thing that was left out or joined."""
    builder = ExtractBuilder()
    places = [
        builder.row(line.cells, line.grid, line.table)
        if line.cells
        else builder.line(line.text, line.kind, level=min(line.level, 3))
        for line in lines
    ]
    for what, count in tally.counts.items():
        code, message = _TOLD.get(what) or ("left-out", _LEFT_OUT[what])
        at = min(tally.first[what], len(places) - 1)
        builder.notice(code, message.format(tally.details[what] or count), places[at] if places else None)
    return builder.build()


# What a line ends with that says all it has to say.
_ENDS = re.compile(r"[。！？!?；;：:…”’」』）)】》]$")
# What opens a line of its own: a turn (记者：), a number of a list, a bullet, 【…】.
_OPENS = re.compile(
    r"[^，。；：？！,;:?!\d]{1,16}[：:]|[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[）)]|第[一二三四五六七八九十\d]{1,3}[章节条部]"
    r"|\d{1,2}[、．]|\d{1,2}\.(?!\d)|[①-⑳㊀-㊉●■◆▪○◎※▲►□◇•·*]|[—―–-]{1,2}[^\d—―–-]|【|附件"
)
_NUMBER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、．.]|[①-⑳])[ 　]*"
)
# What goes on with a sentence: a mark, a number that is no date.
_GOES_ON = re.compile(r"\d(?!\d{0,3}年)")
_MARK_FIRST, _COMMA_LAST = re.compile(r"[，。；、！？）》”’％%]"), re.compile(r"[，、,—]$")
_STOP, _COMMA = re.compile(r"[。！？；]"), re.compile(r"[，；,]")
# A line as long as this was broken for its length; a heading is shorter.
_LONG, _LONGEST_TAIL = 28, 200
_WORD = re.compile(r"[A-Za-z0-9]")


def _goes_on(before: str, after: str, *, ends: bool) -> bool:
    """True if the second line goes on with the sentence of the first; `ends` where a later line ends that sentence."""
    if _OPENS.match(after) or (_ENDS.search(before) and before[-1] not in "）)”’》】"):
        return False
    if _COMMA_LAST.search(before) or _MARK_FIRST.match(after):
        return True
    last = _STOP.split(before)[-1]
    if not last or (last != before and before[-1] in "）)”’》】"):
        return False
    bare = _NUMBER.sub("", last, count=1)
    is_sentence = last != before or bool(_COMMA.search(bare)) or len(bare) > _LONG
    # 总投资12|亿元，涉及5个园区。
    if ends and (is_sentence or before[-1].isdigit()):
        return True
    return bool(_GOES_ON.match(after)) and bare == last


def join(before: str, after: str) -> str:
    """The two lines as one: words of Latin letters and numbers stay apart."""
    return before + _gap(before, after) + after


def _gap(before: str, after: str) -> str:
    return " " if _WORD.match(before[-1:]) and _WORD.match(after[:1]) else ""


def split_breaks(text: str, *, whole: bool = False) -> tuple[list[str], int]:
    """The lines of a paragraph, and how many breaks in mid-sentence were joined; `whole` joins all (a title)."""
    read = list(filter(None, map(tidy, text.split("\n"))))
    ends = [False] * (len(read) + 1)
    for index in range(len(read) - 1, -1, -1):
        goes_on = ends[index + 1] and not _OPENS.match(read[index + 1])
        ends[index] = _STOP.search(read[index]) is not None or goes_on
    lines: list[list[str]] = []
    joined, tail = 0, ""
    for index, line in enumerate(read):
        if lines and (whole or _goes_on(tail, line, ends=ends[index])):
            lines[-1].append(_gap(tail, line) + line)
            # The whole line again for each of its breaks would take the square of the time.
            tail = (tail + line)[-_LONGEST_TAIL:]
            joined += 1
        else:
            lines.append([line])
            tail = line[-_LONGEST_TAIL:]
    return ["".join(parts) for parts in lines], joined
