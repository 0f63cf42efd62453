"""Mainland marks for a 楷体 that has none: AR PL UKai, the free one that is complete, centres every mark as Taiwan does.

The Traditional editions, whose marks are centred in either face, get the same elements, so that one layout serves all.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

# What a style sheet sets in 楷体: the officials' second headings, and what stands over and under the cover's title.
_PLACES = ("main//h3", "header/p[@class='kicker']", "header/dl")
_CENTRED = re.compile(r"([，。、；：！？]+)")


def _split(text: str) -> tuple[str, list[Element]]:
    """The words before the first mark, and an element for each mark that carries the words after it."""
    first, *rest = _CENTRED.split(text)
    marks = []
    for mark, words in zip(rest[::2], rest[1::2], strict=True):
        element = Element("span", {"class": "mark"})
        element.text, element.tail = mark, words
        marks.append(element)
    return first, marks


def set_apart(root: Element) -> None:
    """Puts the marks of what is set in 楷体 into spans of class `mark`, for another face."""
    for element in [one for place in _PLACES for found in root.findall(f".//{place}") for one in found.iter()]:
        for child in list(element):
            if child.tail:
                child.tail, marks = _split(child.tail)
                place = list(element).index(child) + 1
                element[place:place] = marks
        if element.text:
            element.text, marks = _split(element.text)
            element[0:0] = marks
