"""Turns of a transcript whose names stand on lines of their own: whose words a pack prints, and who is named before them."""

from __future__ import annotations

import pytest

from briefing.document.model import Bullets
from composing import document_of, index_of, said
from one_pages import part_called

TALK = """# 2026-03-12 岚江日报专访

### {asker}：
岚江区去年新修水渠60公里，政府投入资金5亿元。请问今年还修吗？

### 顾以宁：
今年岚江区再修水渠96公里，投入资金8亿元，惠及农田20万亩。

### {asker}：
企业去年得到补贴3000万元，今年还有补贴吗？

### {answerer}：
今年区财政安排企业补贴6000万元，支持企业300家。
"""


def gist_of(text: str) -> list[str]:
    (gist,) = part_called(document_of(text, "officials"), "gist")
    assert isinstance(gist, Bullets)
    return [said(line) for line in gist.lines]


@pytest.mark.parametrize("asker", ["采访者", "叶思宁", "Ben Ito", "近藤弥子"])
def test_what_is_asked_under_a_name_is_no_guest_s_news(asker: str) -> None:
    gist = gist_of(TALK.format(asker=asker, answerer="顾以宁"))

    assert gist == [
        "今年岚江区再修水渠96公里，投入资金8亿元，惠及农田20万亩",
        "今年区财政安排企业补贴6000万元，支持企业300家",
    ]


def test_of_several_guests_each_is_named_before_what_he_says() -> None:
    gist = gist_of(TALK.format(asker="采访者", answerer="方竹"))

    assert gist == [
        "顾以宁：今年岚江区再修水渠96公里，投入资金8亿元，惠及农田20万亩",
        "方竹：今年区财政安排企业补贴6000万元，支持企业300家",
    ]


@pytest.mark.parametrize("lead", ["主要做法", "方案", "工作任务"])
def test_what_announces_words_of_a_guest_is_nobody(lead: str) -> None:
    text = (
        TALK.format(asker="采访者", answerer="顾以宁")
        + f"\n{lead}：\n今年新建泵站50座。\n\n{lead}：\n明年新建泵站30座。\n"
    )
    index = index_of(text)

    turns = [index.turns.of(point) for point in index.placed if "泵站" in point.words.text]
    assert [(index.outline.source[turn.voice], turn.asks) for turn in turns if turn.voice] == [("顾以宁", False)] * 2
