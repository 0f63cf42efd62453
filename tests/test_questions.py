"""Questions, by the ways in which transcripts and interviews print them."""

from __future__ import annotations

import pytest

from briefing.extract.questions import find_questions
from briefing.lines import label_lines
from builders import source_of

ASKED = {
    "问：水价会涨吗？\n答：不会。": [("水价会涨吗？", None)],
    "[东海日报记者]：水价会涨吗？谢谢。\n[汪漫]：不会。": [("水价会涨吗？", "东海日报记者")],
    "【东海报记者 何进】：水价会涨吗？\n汪漫：不会。": [("水价会涨吗？", "东海报记者 何进")],
    "中央东海广播电视总台记者：谢谢主持人。请问水价会涨吗？何时涨？\n汪漫：不会。": [
        ("请问水价会涨吗？何时涨？", "中央东海广播电视总台记者")
    ],
    "《海報》記者：水價會漲嗎？\n部長王○○：不會。": [("水價會漲嗎？", "《海報》記者")],
    "記者（海通社）：水價會漲嗎？\n部長王○○：不會。": [("水價會漲嗎？", "記者（海通社）")],
    "媒體問：水價會漲嗎？\n部長王○○：不會。": [("水價會漲嗎？", None)],
    "疑问1：为什么要涨价？\n因为成本高。\n疑问2：何时涨？\n明年。": [("为什么要涨价？", None), ("何时涨？", None)],
    "Q1：水價會漲嗎？\nA1：不會。": [("水價會漲嗎？", None)],
    "### 记者：水价会涨吗？\n**何进：**不会。": [("水价会涨吗？", None)],
    "记者：您好，水价政策刚刚公布。\n今年会涨吗？\n何进：不会。": [("您好，水价政策刚刚公布。\n今年会涨吗？", None)],
    "主持人：各位媒体朋友大家好，下面请汪局长发言。\n汪漫：大家好。": [],
    "主持人：请您先介绍一下今年的水价。\n汪漫：好。": [("请您先介绍一下今年的水价。", None)],
    "记者：请介绍一下背景。谢谢。\n汪漫：好。": [("请介绍一下背景。", None)],
    "何进告诉记者：“水价不会涨。”\n他答记者问时说：“放心。”": [],
}


@pytest.mark.parametrize(("text", "asked"), ASKED.items())
def test_what_is_asked_is_read_with_its_asker(text: str, asked: list[tuple[str, str | None]]) -> None:
    source = source_of("水价答问实录\n水务部今天介绍了情况。\n" + text)

    questions = find_questions(source, label_lines(source))

    assert [(question.words.text, question.asker) for question in questions] == asked
