"""Labelled lines: what a form, a portal's head or a front says about its text."""

from __future__ import annotations

import pytest

from briefing.outline.labels import labelled
from briefing.outline.lines import label_lines
from builders import source_of

FRONTS = {
    "来源：岚江日报 发布时间：2025-09-16": [("outlet", "岚江日报"), ("published", "2025-09-16")],
    "2025-09-16 08:12　稿　源：岚江在线": [("outlet", "岚江在线")],
    "嘉宾：岚江区商务局局长 方竹\n时间：2025-09-16": [("guest", "岚江区商务局局长 方竹"), ("date", "2025-09-16")],
    "访谈对象：方竹\n对象身份：岚江区区长": [("guest", "方竹"), ("guest_office", "岚江区区长")],
    "受访人：\n方竹\n职务：\n岚江区区长": [("guest", "方竹"), ("guest_office", "岚江区区长")],
    "地　点：岚江区政府三楼\n采访人：江一鸣": [("place", "岚江区政府三楼"), ("host", "江一鸣")],
    "嘉宾：大家好，今年我们有三件事要说。": [],
    "主持人：请方区长先说。": [],
}


@pytest.mark.parametrize(("front", "values"), FRONTS.items())
def test_a_label_says_what_follows_it(front: str, values: list[tuple[str, str]]) -> None:
    source = source_of(f"区长访谈录\n{front}\n全区生产总值达到628亿元，同比增长7.2%。\n")

    found = labelled(source, label_lines(source))

    assert [(one.kind, source[one.value]) for one in found] == values
