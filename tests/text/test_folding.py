"""The folded view keeps every offset."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.characters import find_look_alikes, unify
from briefing.text.folding import fold


def test_folding_makes_one_text_of_two_scripts_and_two_kinds_of_marks() -> None:
    folded = fold("黃浦區「專精特新」企業數量63家,累計超80家﹔著力打造")

    assert folded == "黄浦区“专精特新”企业数量63家，累计超80家；着力打造"


def test_marks_inside_numbers_stay() -> None:
    folded = fold("7,000億元,10:30開始,1.5倍")

    assert folded == "7,000亿元，10:30开始，1.5倍"


@pytest.mark.parametrize(
    ("words", "folded"),
    [
        ("１，２０８亿元", "1,208亿元"),
        ("１２，３４５，６７８个", "12,345,678个"),
        ("总值1，208亿元", "总值1,208亿元"),
        ("８，９月", "8，9月"),
        ("２，３号", "2，3号"),
        ("到２０２５，３００家", "到2025，300家"),
        ("１００，２００，３０家", "100，200，30家"),
        ("增长７．４％", "增长7.4%"),
    ],
)
def test_a_comma_of_chinese_typing_groups_digits_by_threes_alone(words: str, folded: str) -> None:
    assert fold(words) == folded


def test_radicals_and_compatibility_ideographs_are_the_characters_that_they_look_like() -> None:
    assert fold("⻩⼈⺠⻓，⼾⼝，⻋⾞，車更") == "黄人民长，户口，车车，车更"


def test_every_radical_that_stands_for_a_character_is_unified_one_for_one() -> None:
    radicals = "".join(map(chr, [*range(0x2E81, 0x2E9A), *range(0x2E9B, 0x2EF4), *range(0x2F00, 0x2FD6)]))

    unified = unify(radicals)

    assert len(unified) == len(radicals)
    assert find_look_alikes(unified) == []


@given(st.text())
def test_folding_keeps_the_length_of_any_text(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_numerals_of_cheques_are_folded_where_they_are_numerals() -> None:
    assert fold("壹佰贰拾万元，伍佰元，貳拾五人") == "一百二十万元，五百元，二十五人"
    assert fold("队伍万人，大陆，收拾，歌手伍佰，贰万") == "队伍万人，大陆，收拾，歌手伍佰，贰万"


def test_folding_numerals_of_cheques_is_linear() -> None:
    start = time.process_time()

    fold("壹" * 200_000 + "，拾")

    assert time.process_time() - start < 5
