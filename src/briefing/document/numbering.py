"""Numbers before headings, as GB/T 9704-2012 §7.3.3 has them: 一、 and within a section （一）."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.document.model import Heading
from briefing.text.numerals import write_chinese

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.document.model import Block
    from briefing.document.wording import Wording

_KEYS = {1: "numbering.section", 2: "numbering.subsection"}
# A heading that brings its own number: 一、, （二）, 第三章, 4. or 5、.
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十]+[、)）]|第[一二三四五六七八九十]+[章节節部条條]|[0-9]+[.、．]")


def number_headings(blocks: Iterable[Block], wording: Wording) -> tuple[Block, ...]:
    """The blocks, their headings counted by level; a heading that the source has numbered keeps its own number alone."""
    counts = {1: 0, 2: 0}
    numbered: list[Block] = []
    for block in blocks:
        if not isinstance(block, Heading) or _NUMBERED.match("".join(run.text for run in block.line)):
            numbered.append(block)
            continue
        counts[block.level] += 1
        if block.level == 1:
            counts[2] = 0
        run = wording.run(_KEYS[block.level], values={"number": write_chinese(counts[block.level])})
        numbered.append(replace(block, number=(run,)))
    return tuple(numbered)
