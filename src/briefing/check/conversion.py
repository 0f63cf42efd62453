"""What another converter makes of words: its choice of words is a fault of script and not of facts."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import opencc

from briefing.check.flat_text import compare_form

if TYPE_CHECKING:
    from briefing.check.comparison import Comparison
    from briefing.check.edits import Edit

# Those that exchange words (窗口 for 視窗), and those whose characters the fold does not bring together.
_CONFIGURATIONS = ("s2twp", "tw2sp", "s2t", "t2s", "s2hk", "s2hkp", "hk2s", "tw2t", "hk2t")
_AROUND = 6
_HAN = re.compile(r"[\u3400-\u9fff]")
_LONGEST = 12


@cache
def _converter(configuration: str) -> opencc.OpenCC | None:
    try:
        return opencc.OpenCC(configuration)
    except (OSError, ValueError, RuntimeError):
        return None


@cache
def _conversions(words: str) -> frozenset[str]:
    """The words as each converter writes them, in the form for comparison."""
    made = (converter.convert(words) for name in _CONFIGURATIONS if (converter := _converter(name)) is not None)
    return frozenset(compare_form(one) for one in made)


def is_conversion(comparison: Comparison, edit: Edit) -> bool:
    """Whether a converter would turn what the source says at an edit into what the file says there."""
    (start, end), (first, last) = edit.file, edit.model
    if not edit.joined or start == end or first == last or max(end - start, last - first) > _LONGEST:
        return False
    authority = comparison.authority.strip
    if not _HAN.search(comparison.strip.text[start:end]):
        return False
    before = _shared(comparison, start, first, -1)
    after = _shared(comparison, end, last, 1)
    said = comparison.strip.text[start - before : end + after]
    return any(
        said in _conversions(words)
        for words in (authority.raw[first - before : last + after], authority.text[first - before : last + after])
    )


def _shared(comparison: Comparison, at: int, place: int, step: int) -> int:
    """How many characters beside an edit are the same in both, a few at most."""
    file, model = comparison.strip.text, comparison.authority.strip.text
    count = 0
    while count < _AROUND:
        one, other = at + step * count - (step < 0), place + step * count - (step < 0)
        if not (0 <= one < len(file) and 0 <= other < len(model)) or file[one] != model[other]:
            break
        count += 1
    return count
