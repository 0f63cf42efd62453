"""Numbers in what a file says and hardly shows: alternative texts, a window's title, descriptions for search engines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.check.flat_text import flat_form
from briefing.check.numbers import states_amount
from briefing.check.quantities import quantities_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.check.comparison import Comparison
    from briefing.check.findings import Finding

_SPOKEN = frozenset({"alternative", "property"})
# LibreOffice 7.4 and m120 are of programs, which write no Chinese.
_HAN = re.compile(r"[\u4e00-\u9fff]")


def find_spoken(comparison: Comparison) -> Iterator[Finding]:
    """A finding for each such text that states a number, with its unit, that the source states nowhere."""
    known = {one.measure for one in comparison.authority.quantities}
    for index, passage in enumerate(comparison.finished.passages):
        if passage.channel not in _SPOKEN or not _HAN.search(passage.text):
            continue
        text = flat_form(passage.text)
        stated = (one for one in quantities_in(text) if one.unit and not one.is_time and states_amount(text, one))
        if any(one.measure not in known for one in stated):
            message = "读屏软件会念、窗口标题会显示的话里，有原文没有的数"
            yield comparison.claim("number", message, index, (0, len(passage.text)), expected=None)
