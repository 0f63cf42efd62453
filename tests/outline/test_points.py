"""Where one sentence ends and the next begins."""

from __future__ import annotations

import pytest

from briefing.outline.parse import parse
from builders import source_of


@pytest.mark.parametrize(
    ("text", "points"),
    [
        # The words before the first number lead to every member.
        ("用水必须做到一、不断供；二、不涨价；三、不停检。", ["用水必须做到一、不断供；二、不涨价；三、不停检。"]),
        ("全区产值4亿元；税收2亿元。", ["全区产值4亿元；", "税收2亿元。"]),
        ("一、修路12公里；二、架桥3座。", ["一、修路12公里；", "二、架桥3座。"]),
        # Nor do words within the first member that look like a number lead to the others.
        ("一、收费统一、公开；二、坐席到位。", ["一、收费统一、公开；", "二、坐席到位。"]),
        ("第一、修路；二、架桥。", ["第一、修路；", "二、架桥。"]),
        ("（一）修路（一）期；（二）架桥。", ["（一）修路（一）期；", "（二）架桥。"]),
    ],
)
def test_members_are_sentences_unless_they_need_the_words_before_the_first(text: str, points: list[str]) -> None:
    outline = parse(source_of(f"澄沙市谈用水\n2024-03-01\n市长沈知远说，今年很忙。{text}"))

    assert [one.words.text for one in outline.points][-len(points) :] == points


def test_a_numbered_list_in_one_line_is_no_heading() -> None:
    outline = parse(source_of("澄沙市谈用水\n2024-03-01\n一、收费公开；二、坐席到位。\n今年很忙。"))

    assert [one.words.text for one in outline.points] == ["一、收费公开；", "二、坐席到位。", "今年很忙。"]


def test_a_text_of_nothing_has_no_points() -> None:
    assert parse(source_of("")).points == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "她说：“老人常讲‘要下雨了！’，我们想用实干换来晴天。”",
        "他只问一句“好不好？”，就记了下来。",
        "他喊了一声“开工！”。",
    ],
)
def test_a_stop_within_marks_ends_no_sentence_that_goes_on(sentence: str) -> None:
    outline = parse(source_of(f"云溪区的一年\n\n{sentence}大家都很高兴。\n"))

    assert [point.words.text for point in outline.points] == [sentence, "大家都很高兴。"]


def test_a_table_that_was_pasted_as_one_line_is_no_sentence_and_is_told() -> None:
    table = "甲区(公顷)乙区(公顷)总计(公顷)住房21 10 31(18.5%)道路12 6 18(9.0%)绿地14 11 25(13.4%)总计 47 27 74(100%)"
    address = "详见[说明](https://example.org/1/22/333/4444/5555/6666/7777/8888/9999/1010/1111/1212)的附件。"
    outline = parse(source_of(f"修路答问\n2026-03-12\n云塘县修路12公里。\n{table}\n{address}\n"))

    assert not any("公顷" in point.words.text for point in outline.points)
    assert any("附件" in point.words.text for point in outline.points)
    assert [figure.words.text for figure in outline.figures] == ["12公里"]
    assert [one.code for one in outline.diagnostics].count("flattened-table") == 1
