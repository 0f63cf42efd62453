"""Decisions about a short text of our own, and what becomes of it."""

from __future__ import annotations

import hashlib

from briefing.config.review import Anchor, Chosen, Decision, Review
from briefing.outline.anchors import AnchorFinder
from briefing.outline.decisions import Decided, apply_decisions, mark_lines
from briefing.outline.model import Figure, Outline
from briefing.outline.parse import parse
from briefing.text.source import Source, span
from builders import source_of

TEXT = """云溪区区长方晓：让工厂留下来

2026年5月6日

记者：工厂为什么愿意留下？

方晓：去年全区新增工厂318家，同比增长6.5%。我们印发了《云溪区稳企九条》，最高补贴40万元。今年抓两件事：一是降低成本，二是改造厂房。“厂房不漏雨，老板才睡得着。”方晓说，今年新建人才公寓260套。

区里还办了招工会，来了318人。
"""


def source() -> Source:
    return source_of(TEXT, name="云溪.txt")


def anchor(words: str, *, nth: int = 0, text: str = TEXT) -> Anchor:
    """The anchor of the words at their first mention, or a later one."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return AnchorFinder(source_of(text)).anchor_at(span(start, start + len(words)))


def chosen(words: str) -> Chosen:
    return Chosen(anchors=(anchor(words),))


def review_of(*decisions: Decision) -> Review:
    """A review file with the decisions, numbered as they come."""
    numbered = tuple(
        Decision(kind=one.kind, id=f"d{number}", about=one.about, value=one.value, doubt=one.doubt)
        for number, one in enumerate(decisions, 1)
    )
    return Review(file="云溪.review.toml", version=hashlib.sha256(b"").hexdigest(), decisions=numbered)


def decide(*decisions: Decision, text: str = TEXT) -> Decided:
    """The outline of the text with the decisions in it."""
    review = review_of(*decisions)
    marked, notices = mark_lines(source_of(text, name="云溪.txt"), review)
    decided = apply_decisions(parse(marked), review)
    told = (*decided.outline.diagnostics, *notices)
    return Decided(
        outline=Outline(**{**_fields(decided.outline), "diagnostics": told}),
        cover=decided.cover,
        locked=decided.locked,
        choices=decided.choices,
    )


def _fields(outline: Outline) -> dict[str, object]:
    return {name: getattr(outline, name) for name in outline.__dataclass_fields__}


def figure_of(outline: Outline, words: str) -> Figure:
    """The figure whose words begin so."""
    return next(one for one in outline.figures if one.words.text.startswith(words))


def codes(outline: Outline) -> list[str]:
    """The notices that tell of decisions."""
    return [one.code for one in outline.diagnostics if one.code.startswith(("decision", "review"))]
