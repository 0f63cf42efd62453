"""Numbers in what is not laid beside the source: alternative texts, a window's title, blanks that an office filled in Word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.check.flat_text import flat_form
from briefing.check.numbers import states_amount
from briefing.check.quantities import quantities_in
from briefing.text.lexicon import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.check.comparison import Comparison
    from briefing.check.findings import Finding

_MESSAGES = dict.fromkeys(
    ("alternative", "property"), "读屏软件会念、窗口标题会显示的话里，有原文没有的数"
) | dict.fromkeys(("prompt", "filled"), "Word 的空里填的数原文没有，也不像电话、地址、期号、份数")
# LibreOffice 7.4 and m120 are of programs, which write no Chinese.
_HAN = re.compile(r"[\u4e00-\u9fff]")


def find_spoken(comparison: Comparison) -> Iterator[Finding]:
    """A finding for each such text that states a number, with its unit, that the source states nowhere."""
    known = {one.measure for one in comparison.authority.quantities}
    for index, passage in enumerate(comparison.finished.passages):
        if passage.channel not in _MESSAGES or not _HAN.search(passage.text):
            continue
        text = flat_form(passage.text)
        stated = [one for one in quantities_in(text) if one.unit and not one.is_time and states_amount(text, one)]
        if passage.channel == "filled":
            stated = [one for one in stated if one.unit not in word_set("office", "units")]
        if any(one.measure not in known for one in stated):
            message = _MESSAGES[passage.channel]
            yield comparison.claim("number", message, index, (0, len(passage.text)), expected=None)


def list_filled(comparison: Comparison) -> Iterator[Finding]:
    """The words that an office wrote into the blanks of a Word file, as a person is told of them."""
    for index, passage in enumerate(comparison.finished.passages):
        if passage.channel == "filled":
            place = (0, len(passage.text))
            yield comparison.claim("editor", "单位在 Word 的空里填的", index, place, expected=None)
