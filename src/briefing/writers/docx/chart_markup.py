"""DrawingML of a bar chart (ECMA-376 Part 1 §21.2), in the theme's colours and fonts.

The bars start at nothing and carry the source's numbers; the axis itself is not printed, since its steps would be
numbers that nobody stated.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, fsum
from typing import TYPE_CHECKING

from lxml import etree

from briefing.writers.docx.parts import make_part
from briefing.writers.docx.workbook import SHEET
from briefing.writers.docx.xml import WP, A, C, R, element, legal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.config.templates import Overlay
    from briefing.writers.docx.bars import Bar
    from briefing.writers.docx.xml import Element

# No other drawing of the file has a number as high.
_NUMBERS = 1000
# A twip in the units of drawings.
_EMU = 635
# Shares of the chart's width: the names, then the longest bar, as long as its number leaves room, then the right edge.
_NAMES, _EDGE = 0.38, 0.02
# In ems: a line's height, what parts two bars, and a digit's width, about.
_LEADING, _BETWEEN, _DIGIT = 1.5, 0.9, 0.62


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartLook:
    """The look of charts: their width in twips, the size of their words in points, the language of their words."""

    measure: int
    points: float
    region: str

    def size(self, bars: Sequence[Bar]) -> tuple[int, int]:
        """Width and height in the units of drawings; there is room for the longest name in lines of its own."""
        across = self.measure / 20 * (_NAMES - 2 * _EDGE) // self.points
        lines = max(ceil(len(bar.name) / across) for bar in bars)
        down = len(bars) * (lines * _LEADING + _BETWEEN) * self.points
        return self.measure * _EMU, round(down * 20 * _EMU)

    def longest(self, bars: Sequence[Bar]) -> float:
        """The share of the width that the bars' own area takes, so that the longest number still stands beside its bar."""
        room = max(fsum(_DIGIT if one.isascii() else 1 for one in bar.label) for bar in bars) + 1
        return 1 - _NAMES - _EDGE - room * self.points * 20 / self.measure


def chart_space(name: str, bars: Sequence[Bar], look: ChartLook, overlay: Overlay) -> Element:
    """The root of a chart's part: one bar for each number, the first at the top; `name` is what the numbers are."""
    shown = [
        {"number": number, "name": legal(bar.name), "value": bar.value, "code": legal(bar.code)}
        for number, bar in enumerate(bars)
    ]
    return make_part(
        overlay,
        "chart",
        name=legal(name),
        bars=shown,
        sheet=SHEET,
        region=look.region,
        size=round(look.points * 100),
        names_share=_NAMES,
        bars_share=round(look.longest(bars), 4),
    )


def name_workbook(root: Element, relationship: str) -> None:
    """Says where the chart's workbook is; a program asks before it reads it anew."""
    data = element(C, "externalData", element(C, "autoUpdate", val=0))
    data.set(f"{{{R}}}id", relationship)
    root.append(data)


def chart_drawing(number: int, relationship: str, size: tuple[int, int]) -> Element:
    """The drawing in the line that shows a chart's part."""
    return etree.fromstring(
        f"""<wp:inline xmlns:wp="{WP}" xmlns:a="{A}" xmlns:r="{R}" distT="0" distB="0" distL="0" distR="0">
<wp:extent cx="{size[0]}" cy="{size[1]}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>
<wp:docPr id="{_NUMBERS + number}" name="Chart {number}"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="{C}"><c:chart xmlns:c="{C}" r:id="{relationship}"/></a:graphicData></a:graphic></wp:inline>""",
        etree.XMLParser(remove_blank_text=True),
    )
