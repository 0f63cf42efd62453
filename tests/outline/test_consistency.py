"""Oddities of a source: each kind fires where it should, and says so in one Chinese sentence."""

from __future__ import annotations

import pytest

from briefing.outline.parse import parse
from builders import source_of

HEAD = "青川市政府工作报告\n青川市市长 何进\n"
ODD = {
    "contradiction": "2025年，全市地区生产总值达到4215亿元。\n2025年，全市地区生产总值达到4512亿元。\n",
    "ascii-punctuation": "我们要坚持创新,推动发展。\n",
    "relative-date": "今年，我们要再接再厉。\n",
    "likely-typo": "我们印发《优质产业投资开发目录》。\n各地落实产业投资开发目，抓紧推进。\n",
}


def codes_of(text: str) -> list[str]:
    return [diagnostic.code for diagnostic in parse(source_of(HEAD + text)).diagnostics]


@pytest.mark.parametrize(("code", "text"), ODD.items())
def test_an_oddity_is_told(code: str, text: str) -> None:
    assert code in codes_of(text)


def test_the_same_value_twice_is_no_contradiction() -> None:
    text = "2025年，全市地区生产总值达到4215亿元。\n2025年，全市地区生产总值达到4215亿元。\n"

    assert "contradiction" not in codes_of(text)


def test_changes_against_different_times_are_no_contradiction() -> None:
    text = "三季度，全市地区生产总值同比增长6.2%。\n环比来看，三季度，全市地区生产总值增长1.4%。\n"

    assert "contradiction" not in codes_of(text)
    assert "contradiction" in codes_of(text.replace("环比", "同比"))


def test_plain_text_is_wholly_placed() -> None:
    assert "unplaced" not in codes_of("一、过去一年\n全市创新能力增强。\n二、下一步\n继续努力。\n")
