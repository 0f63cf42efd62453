"""Verbs of reaching and changing around figures, folded."""

from __future__ import annotations

import re

# Growing and shrinking, by verbs that say nothing else.
GROWS = "延长|扩展|拓展|拉长|拉高|推高|放宽|放大|加码|攀升|飙升|跃升|上浮|追加|涨|(?:发展|壮大|恢复|回复)(?=[到至])"
SHRINKS = "缩小|压降|下滑|滑落|下浮|(?<![高低电血气水油液施])压|砍"
CHANGE_UP = re.compile(
    f"(?:{GROWS}|增收|升(?=[到至了])|提(?=[到至])|扩|多(?=了)|(?<=[年期月])多|升幅|涨幅|加幅|增长|增加|增至|(?<!新)增|提高|"
    "(?<![造合化])提升|上升|成长|加快|翻|上涨|扩大|增幅|提高到|提升至|增长到|升至|上调|扩大到|扩至|"
    rf"(?<![最新])高)[了出到至为约近超]*(?:每[\u4e00-\u9fff]{{1,4}})?[ ]?$"
)
CHANGE_DOWN = re.compile(
    f"(?:{SHRINKS}|跌幅|减幅|下降|降低|减少|降至|降|收窄|减至|减|缩短|压减|压缩|精简|减省|下调|回落|缩减|降幅|"
    rf"跌|(?<![最至不缺])[低少])[了到至为约近超]*(?:每[\u4e00-\u9fff]{{1,4}})?[ ]?$"
)
