"""A one page that nothing fits on is not printed as a heading alone."""

from __future__ import annotations

from briefing.document.model import OnePage
from composing import document_of

LONG = "岚川市的交流\n2031-03-08\n" + "".join(
    f"面对{number}项任务，岚川市与来访的客人一起走进学校、工厂和田间，听取各方的意见，看过渠道、仓库与作坊之后，大家认为两地在文化、科技、教育和产业上都有许多可以一起做的事，往后还要常来常往，把今天说到的事情一件一件办好，让两地的乡亲都得到实在的好处。\n"
    for number in range(2, 7)
)


def test_a_page_that_would_hold_its_heading_alone_is_left_out() -> None:
    document = document_of(LONG, "officials")

    assert all(block.parts for block in document.blocks if isinstance(block, OnePage))
