"""Shared by readers of laid-out files: spaces and line ends that a layout put in."""

from __future__ import annotations

import re

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
