"""Nouns and as many numbers joined alike: each number is of its own noun, or of none that is told."""

from __future__ import annotations

import pytest

from briefing.outline.parse import parse
from builders import source_of


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("东乡、西乡、北乡粮食产量为2万吨、3万吨、5万吨。", ["东乡粮食产量", "西乡粮食产量", "北乡粮食产量"]),
        ("茶叶、药材和蔬菜面积为7万亩、4万亩和9万亩。", ["茶叶面积", "药材面积", "蔬菜面积"]),
        ("油菜、花生单产达150公斤、240公斤。", ["油菜单产", "花生单产"]),
        # 学生 alone is a head, but no measure: whose the first number is, is not proven.
        ("小学、初中、高中学生有900名、700名、500名。", [None, None, "高中学生"]),
        ("老、中年职工人数分别为120人和340人。", [None, "中年职工人数"]),
        ("茶叶和药材产值为7亿元。", ["茶叶和药材产值"]),
    ],
)
def test_each_joined_number_is_of_its_own_noun(sentence: str, labels: list[str | None]) -> None:
    figures = parse(source_of(f"云溪区的一年\n\n{sentence}\n")).figures

    assert [one.indicator and one.indicator.text for one in figures] == labels
