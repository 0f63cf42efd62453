"""Shared by readers of laid-out files: the printed words of a row of cells, and spaces that a layout put in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

HAN = r"\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\u3000-\u303f“”‘’—…"
# A line end inside a paragraph of HTML is a space to a browser, but nobody means one between two Chinese characters.
_BREAK_BETWEEN_HAN = re.compile(rf"(?<=[{HAN}])[ \t]*[\r\n]\s*(?=[{HAN}])")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\x00-\x08\x0b-\x1f\x7f]")
_SPACES = re.compile(r"[ \t\r\n\u00a0]+")


def tidy(text: str) -> str:
    """One line of words: invisible characters gone, white space as a reader sees it."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip(" \u3000")


def unbreak(text: str) -> str:
    """The text without the line ends that a file's layout put between two Chinese characters."""
    return _BREAK_BETWEEN_HAN.sub("", text)


def lines_of_row(cells: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table's row: one line, its cells parted by tabs; or, where a cell holds several paragraphs, each of them.

    The second kind is a table that only lays out a page, as the older web pages of Chinese offices do.
    """
    filled = [[line for line in cell if line] for cell in cells]
    if any(len(cell) > 1 for cell in filled):
        yield from (line for cell in filled for line in cell)
    elif any(filled):
        yield "\t".join(line for cell in filled for line in cell)
