"""Source → labelled lines: what each line of the text is, before anything is read out of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from briefing.source import Source, Span

LineKind = Literal[
    "title",  # the document's own title
    "subtitle",  # ――2026年1月27日在…会议上
    "series",  # the column or series that the text appeared in
    "imprint",  # outlet, date, author, byline: about the text, not of it
    "heading",  # of a section, with a level
    "question",  # put to the speaker; in a transcript the line may name its asker
    "answer",  # of a transcript: opens with 答： or a speaker's name
    "text",  # any other running text
    "caption",  # under a photo
    "furniture",  # of the page: 下载, 打印, 责任编辑
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line (行) of the source without the white space around it.

    `number` counts the lines that are not blank, from 1: what packs call 第8段. `level` is 1 to 3 for a heading,
    else 0. `label` is the place of a name that opens a transcript's line (記者問：), mark included.
    """

    kind: LineKind
    span: Span
    number: int
    level: int = 0
    label: Span | None = None


def label_lines(source: Source) -> tuple[Line, ...]:
    """Every line of the source that is not blank, labelled, in order."""
    raise NotImplementedError
