"""Help pages: Chinese takes two columns, and no line begins with a mark."""

from __future__ import annotations

import pytest

from briefing.cli.chinese_help import columns, in_chinese, wrap


def test_a_line_is_as_wide_as_a_terminal_shows_it() -> None:
    lines = wrap("把一篇访谈做成三种材料：Word、PDF 和网页，简体和台、港繁体。", 20)

    assert lines == ["把一篇访谈做成三种材", "料：Word、PDF 和网页，", "简体和台、港繁体。"]


def test_words_stay_whole_and_marks_stay_with_what_they_close() -> None:
    assert wrap("数据编号（如f2）", 10) == ["数据编号", "（如f2）"]
    assert wrap("一二三四五。", 10) == ["一二三四五。"]


@pytest.mark.parametrize(
    ("said", "chinese"),
    [
        ("写到哪里  [default: out]", "写到哪里（默认 out）"),
        ("几个进程  [1<=x<=256]", "几个进程（1 到 256）"),
        ("端口  [default: 8000; 0<=x<=65535]", "端口（默认 8000，0 到 65535）"),
        ("要装 briefing[cluster]", "要装 briefing[cluster]"),
    ],
)
def test_what_click_adds_is_said_in_chinese(said: str, chinese: str) -> None:
    assert in_chinese(said) == chinese


def test_a_western_letter_takes_half_of_a_chinese_one() -> None:
    assert columns("--out 文件夹") == 12
