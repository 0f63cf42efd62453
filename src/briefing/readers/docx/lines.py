"""What is read out of a Word file, line by line, and what is left out of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from briefing.readers.extract import ExtractBuilder

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
    "contents": "目录没有读入",
    "outside": "页眉页脚没有读入：{}",
}
_TOLD = {
    "break": ("joined", "有 {} 处换行在句子中间，已连成一句"),
    "paragraph": ("joined", "有 {} 处段落标记已删除或隐藏，前后两段已连成一段"),
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
    """What was left out or joined, how often, and at which line first."""

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
    return _settle_title(settled)


def _may_head(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and not _NO_HEADING.search(text)


def _settle_title(lines: list[WordLine]) -> list[WordLine]:
    """The lines with the first title alone; a later one heads nothing that is known."""
    first = next((index for index, line in enumerate(lines) if line.kind == "title"), None)
    return [
        replace(line, kind=None) if line.kind == "title" and (index != first or not _may_head(line.text)) else line
        for index, line in enumerate(lines)
    ]


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
