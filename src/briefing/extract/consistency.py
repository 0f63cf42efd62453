"""Oddities of a source that its reader should know of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.chinese.script import misconverted
from briefing.diagnostics import Diagnostic
from briefing.source import span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.outline import Outline

_ASCII_MARK = re.compile(r"(?<=[\u4e00-\u9fff])[,:;?!](?=[\u4e00-\u9fff“])")
# What a phrase is whole without: 生态保护 is no 生态保护法 cut short.
_SUFFIXES = frozenset("法案会人员者区局部厅院所网号级型性化度率量额力业家长书年条例")
_RELATIVE = re.compile(r"今年|去年|明年|目前|当前")


def _ascii_marks(outline: Outline) -> Iterator[Diagnostic]:
    found = list(_ASCII_MARK.finditer(outline.source.text))
    if found:
        yield Diagnostic(
            code="ascii-punctuation", span=span(*found[0].span()), message=f"中文之间有 {len(found)} 处半角标点"
        )


def _mixed_forms(outline: Outline) -> Iterator[Diagnostic]:
    """Each character that is printed where no Traditional standard has it, once."""
    text = outline.source.text
    for place in {text[offset]: span(offset, offset + 1) for offset in reversed(misconverted(outline.source))}.values():
        around = text[max(0, place.start - 1) : place.end + 1]
        yield Diagnostic(code="mixed-script", span=place, message=f"“{around}”的“{outline.source[place]}”字形混用")


def _cut_short(outline: Outline) -> Iterator[Diagnostic]:
    """A title's last words that stand again with the last character missing (开发目 for 开发目录)."""
    source = outline.source
    for policy in outline.policies:
        if not policy.words.spans:
            continue
        tail = source.fold(policy.words.span).strip("《》“”")[-4:]
        if tail[-1:] in _SUFFIXES:
            continue
        for match in re.finditer(re.escape(tail[:3]) + r"(?=[，。；：\n])", source.folded):
            yield Diagnostic(
                code="likely-typo",
                span=span(*match.span()),
                message=f"“{source[span(*match.span())]}”疑脱一字，比照“{tail}”",
            )


def _wrong_counts(outline: Outline) -> Iterator[Diagnostic]:
    for one in outline.enumerations:
        if one.declared is not None and one.kind != "list" and one.declared != len(one.items):
            place = one.lead.span if one.lead and one.lead.spans else None
            yield Diagnostic(
                code="declared-count", span=place, message=f"说有 {one.declared} 项，读出 {len(one.items)} 项"
            )


def _uncounted(outline: Outline) -> Iterator[Diagnostic]:
    for figure in outline.figures:
        if figure.indicator is None and figure.words.spans:
            yield Diagnostic(
                code="no-indicator", span=figure.words.span, message=f"没读出“{figure.words.text}”计的是什么"
            )


def _undated(outline: Outline) -> Iterator[Diagnostic]:
    match = _RELATIVE.search(outline.source.folded)
    if match and outline.published is None:
        yield Diagnostic(
            code="relative-date", span=span(*match.span()), message=f"有“{match[0]}”一类的说法，而原文没有刊发日期"
        )


def find_oddities(outline: Outline) -> tuple[Diagnostic, ...]:
    """Every oddity, by kind and then by place."""
    checks = (_ascii_marks, _mixed_forms, _cut_short, _wrong_counts, _uncounted, _undated)
    return tuple(oddity for check in checks for oddity in check(outline))
