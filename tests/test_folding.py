"""The folded view keeps every offset."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing.chinese.folding import fold


def test_folding_makes_one_text_of_two_scripts_and_two_kinds_of_marks() -> None:
    folded = fold("黃浦區「專精特新」企業數量63家,累計超80家﹔著力打造")

    assert folded == "黄浦区“专精特新”企业数量63家，累计超80家；着力打造"


def test_marks_inside_numbers_stay() -> None:
    folded = fold("7,000億元,10:30開始,1.5倍")

    assert folded == "7,000亿元，10:30开始，1.5倍"


@given(st.text())
def test_folding_keeps_the_length_of_any_text(text: str) -> None:
    assert len(fold(text)) == len(text)
