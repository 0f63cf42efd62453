"""Who tells a sentence: whom it opens with and lets speak, with the post that the text prints of him."""

from __future__ import annotations

import pytest

from briefing.outline.lines import label_lines
from briefing.outline.parse import parse
from briefing.outline.people.tellers import find_tellers
from builders import source_of


def tellers_in(text: str) -> list[str]:
    """Each sentence's teller: what the sentence calls him, and in brackets his post and name."""
    source = source_of(f"临溪县修水渠\n2026-03-12\n{text}\n")
    outline = parse(source)
    sentences = [point.words.span for point in outline.points]
    found = find_tellers(source, label_lines(source), sentences, outline.speakers)
    return [f"{source[one.words]}（{one.role}{one.name}）" for one in found.values()]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("临溪县水务局局长林牧野表示，今年新修水渠30公里。", ["临溪县水务局局长林牧野（临溪县水务局局长林牧野）"]),
        ("据县水务局总工程师丁向南介绍，渠深2米。", ["县水务局总工程师丁向南（县水务局总工程师丁向南）"]),
        (
            "县水务局局长林牧野来到渠首。林牧野指出，渠要加深。他还说，明年完工。",
            ["林牧野（县水务局局长林牧野）", "他（县水务局局长林牧野）"],
        ),
        ("渠首有人看护。县长何守田来了。他说，要爱护水渠。", ["他（县长何守田）"]),
        ("林牧野局长说，渠要加深。他表示，明年完工。", ["林牧野局长（局长林牧野）", "他（局长林牧野）"]),
        (
            "副县长、县水务局局长林牧野介绍，渠深2米。林牧野说，渠要加深。",
            ["副县长、县水务局局长林牧野（副县长、县水务局局长林牧野）", "林牧野（副县长、县水务局局长林牧野）"],
        ),
        ("在昨天的推进会上，县长何守田要求，渠要加深。", ["县长何守田（县长何守田）"]),
        ("县水务局局长路遥知来了。对此，路遥知说，渠要加深。", ["路遥知（县水务局局长路遥知）"]),
        ("局長陳志強今日指出，工程明年展開。他認為，三年可成。", ["局長陳志強（局長陳志強）", "他（局長陳志強）"]),
    ],
)
def test_who_opens_a_sentence_and_speaks_tells_it(text: str, told: list[str]) -> None:
    assert tellers_in(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "县长何守田、局长林牧野都来了。他说，要爱护水渠。",  # one of two
        "县长何守田去看一位老人。他说，水来了。",  # the old man may speak
        "县长何守田到渠首检查。工人老周正在干活。他说，水来了。",
        "何守田说，水来了。",  # nobody knows what he is
        "县长何守田来到渠首，看了水位。",  # says nothing
        "县长何守田的父亲说，水来了。",
        "有人对县长何守田说，水来了。",
        "有村民表示，县长何守田来过。",
    ],
)
def test_nobody_tells_a_sentence_that_does_not_prove_it(text: str) -> None:
    assert tellers_in(text) == []
