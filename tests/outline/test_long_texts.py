"""Texts that nobody wrote: reading one of twice the length takes twice the steps, whatever it is made of."""

from __future__ import annotations

import sys
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from briefing.outline.figures.choosing import time_candidates
from briefing.outline.parse import parse
from builders import source_of

if TYPE_CHECKING:
    from collections.abc import Callable

_SIZE = 4_000
_NUMERALS = "一二三四五六七八九十"
_TEXTS: dict[str, Callable[[int], str]] = {
    "numbered lines": lambda number: f"{_NUMERALS[number % 10]}是加快发展。\n",
    "numbered headings": lambda number: f"（{_NUMERALS[number % 10]}）加快企业发展\n",
    "numbers alone": lambda number: f"{_NUMERALS[number % 10]}是",
    "questions": lambda _: "问：企业好吗？\n答：好。\n",
    "sections": lambda number: f"{_NUMERALS[number % 10]}、企业的发展\n企业有{number}家。\n",
    "figures": lambda number: f"企业有{number}家，",
    "shares": lambda _: "增长50%、",
    "series": lambda number: f"公路、铁路分别完成{number}亿元、4亿元，同比增长5%、6%，",
    "quotations": lambda number: f"李明说：“企业{number}好。”\n",
    "terms": lambda _: "“企业”",
    "speakers": lambda number: f"记者：好吗？\n李{chr(0x4E00 + number)}明：区委书记李{chr(0x4E00 + number)}明很好。\n",
    "names": lambda number: f"打造“企业{number}”品牌，出台《企业{number}办法》。\n",
}


def _text(part: Callable[[int], str], size: int) -> str:
    parts, length = [], 0
    for number in count(1):
        parts.append(part(number))
        length += len(parts[-1])
        if length >= size:
            return "".join(parts)
    raise AssertionError


def _steps(text: str) -> int:
    """How many lines of Python are run to read the text."""
    source, steps, before = source_of(text), 0, sys.gettrace()

    def step(_frame: object, _event: str, _: object) -> Any:
        nonlocal steps
        steps += 1
        return step

    sys.settrace(step)
    try:
        parse(source)
    finally:
        sys.settrace(before)
    return steps


@pytest.mark.parametrize("name", _TEXTS)
def test_twice_the_text_takes_twice_the_steps(name: str) -> None:
    once, twice = (_steps(_text(_TEXTS[name], size)) for size in (_SIZE, 2 * _SIZE))

    assert twice < 2.3 * once


def test_a_line_is_looked_through_for_times_once_for_all_its_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    find = time_candidates.find_times
    monkeypatch.setattr(time_candidates, "find_times", lambda *place: looked.append(1) or find(*place))

    outline = parse(source_of(_text(_TEXTS["figures"], _SIZE)))

    assert len(outline.figures) > 400
    assert len(looked) == 1
