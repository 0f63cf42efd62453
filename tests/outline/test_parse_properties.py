"""What holds of every outline, whatever the text: parsing never raises, and whatever it gives quotes its source."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.outline.codec import to_json
from briefing.outline.model import Outline
from briefing.outline.parse import parse
from builders import source_of

INTERVIEW = (Path(__file__).parents[2] / "seeds" / "huangpu-interview.txt").read_text(encoding="utf-8")
PIECES = st.sampled_from(
    ["一是", "二是", "“", "”", "「", "」", "《", "》", "。", "，", "；", "：", "？", "\n", "问：", "记者：", "（一）", "1.", " ", "　",
     "3.5%", "1,860亿元", "分别", "增长", "由", "提高到", "市长何进", "说", "表示", "兆", "𠮷", "\x00", "\r\n", "○○", "近80", "3至5个"]
)  # fmt: skip
LIMITED = settings(
    max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], database=None
)
SLOWEST = 5.0


def outline_of_text(text: str) -> Outline:
    return parse(source_of(text))


@st.composite
def mutations(draw: st.DrawFn) -> str:
    """A stretch of the interview with pieces of it moved, lost or put in."""
    start = draw(st.integers(0, len(INTERVIEW) - 1))
    text = INTERVIEW[start : start + draw(st.integers(50, 900))]
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + draw(PIECES) + text[place + draw(st.integers(0, 4)) :]
    return text


def assert_quotes_its_source(outline: Outline) -> None:
    source = outline.source
    for figure in outline.figures:
        span = figure.words.span
        assert source[span] == figure.words.text
        assert 0 <= span.start < span.end <= len(source.text)
    words = [*(one.words for one in outline.points), *(one.words for one in outline.questions)]
    words += [*(one.words for one in outline.quotes), *(one.words for one in outline.policies)]
    for one in words:
        assert source[one.span] == one.text
    for diagnostic in outline.diagnostics:
        assert diagnostic.span is None or 0 <= diagnostic.span.start <= diagnostic.span.end <= len(source.text)


@LIMITED
@given(st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=200)))
def test_any_text_has_an_outline_that_quotes_it(text: str) -> None:
    assert_quotes_its_source(outline_of_text("甲" + text))


@LIMITED
@given(mutations())
def test_a_spoilt_interview_has_an_outline_that_quotes_it(text: str) -> None:
    assert_quotes_its_source(outline_of_text("甲" + text))


@LIMITED
@given(mutations())
def test_the_same_text_has_the_same_outline(text: str) -> None:
    assert to_json(outline_of_text("甲" + text)) == to_json(outline_of_text("甲" + text))


@LIMITED
@given(mutations())
def test_a_figure_holds_its_numeral(text: str) -> None:
    numerals = set("0123456789０１２３４５６７８９〇零一二三四五六七八九十百千万萬亿億兆两兩半几幾数數多倍")

    assert all(numerals & set(figure.words.text) for figure in outline_of_text("甲" + text).figures)


@pytest.mark.parametrize(
    "piece", ["一", "「", "一是", " ", "1", "“说", "、", "，", "市长", "记者", "（", "\n", "増a："]
)
def test_a_long_run_of_anything_is_read_in_time(piece: str) -> None:
    text = "甲。\n" + piece * (20_000 // len(piece))
    started = time.perf_counter()

    outline_of_text(text)

    assert time.perf_counter() - started < SLOWEST
