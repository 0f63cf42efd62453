"""DrawingML of a bar chart (ECMA-376 Part 1 §21.2), in the theme's colours and fonts.

The bars start at nothing and carry the source's numbers; the axis itself is not printed, since its steps would be
numbers that nobody stated.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from lxml import etree

from briefing.writers.docx.workbook import SHEET
from briefing.writers.docx.xml import WP, A, C, R, element, legal

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    """How charts look: their width in twips, the size of their words in points, the language of their words."""

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
        """What share of the width the bars' own area takes, so that the longest number still stands beside its bar."""
        room = max(sum(_DIGIT if one.isascii() else 1 for one in bar.label) for bar in bars) + 1
        return 1 - _NAMES - _EDGE - room * self.points * 20 / self.measure


def _c(tag: str, *children: Element | None, **attributes: str | float) -> Element:
    return element(C, tag, *children, **attributes)


def _texts(look: ChartLook, ink: str, *, number: bool = False) -> Element:
    """The text properties of words in a chart, in the theme's Latin and Chinese fonts; a number keeps its unit."""
    body = '<a:bodyPr wrap="none"/>' if number else "<a:bodyPr/>"
    return etree.fromstring(
        f"""<c:txPr xmlns:c="{C}" xmlns:a="{A}">{body}<a:lstStyle/><a:p><a:pPr>
<a:defRPr lang="{look.region}" sz="{round(look.points * 100)}" b="{int(number)}"><a:solidFill><a:schemeClr val="{ink}"/></a:solidFill>
<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:pPr>
<a:endParaRPr lang="{look.region}"/></a:p></c:txPr>""",
        etree.XMLParser(remove_blank_text=True),
    )


def _fill(ink: str | None) -> Element:
    fill = element(A, "noFill") if ink is None else element(A, "solidFill", element(A, "schemeClr", val=ink))
    return _c("spPr", fill, element(A, "ln", element(A, "noFill")))


def _written(tag: str, words: str) -> Element:
    made = _c(tag)
    made.text = legal(words)
    return made


def _cache(kind: str, reference: str, points: Sequence[tuple[str, str | None]], code: str | None = None) -> Element:
    """The cells that a chart shows, with what they held when the file was written."""
    held = (
        _c("pt", _written("v", words), idx=number, **({"formatCode": own} if own and own != code else {}))
        for number, (words, own) in enumerate(points)
    )
    format_code = _written("formatCode", code) if code else None
    cache = _c(f"{kind}Cache", format_code, _c("ptCount", val=len(points)), *held)
    return _c(f"{kind}Ref", _written("f", f"{SHEET}!{reference}"), cache)


def _flags() -> list[Element]:
    shown = {"LegendKey": 0, "Val": 1, "CatName": 0, "SerName": 0, "Percent": 0, "BubbleSize": 0}
    return [_c(f"show{name}", val=flag) for name, flag in shown.items()]


def _label(code: str, look: ChartLook) -> list[Element]:
    """What makes a number stand after its bar in a format."""
    shown = _c("numFmt", formatCode=code, sourceLinked=0)
    return [shown, _fill(None), _texts(look, "accent1", number=True), _c("dLblPos", val="outEnd"), *_flags()]


def _series(name: str, bars: Sequence[Bar], look: ChartLook) -> Element:
    code, last = bars[0].code, len(bars) + 1
    apart = (
        _c("dLbl", _c("idx", val=number), *_label(bar.code, look))
        for number, bar in enumerate(bars)
        if bar.code != code
    )
    return _c(
        "ser",
        _c("idx", val=0),
        _c("order", val=0),
        _c("tx", _cache("str", "$B$1", [(name, None)])),
        _fill("accent1"),
        _c("invertIfNegative", val=0),
        _c("dLbls", *apart, *_label(code, look)),
        _c("cat", _cache("str", f"$A$2:$A${last}", [(bar.name, None) for bar in bars])),
        _c("val", _cache("num", f"$B$2:$B${last}", [(str(bar.value), bar.code) for bar in bars], code)),
    )


def _axis(kind: str, look: ChartLook) -> Element:
    """The axis of names, in the order of the rows from the top, or that of numbers, which is not shown."""
    names = kind == "cat"
    own, other = (1, 2) if names else (2, 1)
    line = element(A, "ln", element(A, "solidFill", element(A, "schemeClr", val="accent4")), w=9525)
    ends = (
        [_c("auto", val=0), _c("lblAlgn", val="ctr"), _c("lblOffset", val=100), _c("noMultiLvlLbl", val=1)]
        if names
        else [_c("crossBetween", val="between")]
    )
    return _c(
        f"{kind}Ax",
        _c("axId", val=own),
        _c("scaling", _c("orientation", val="maxMin" if names else "minMax"), None if names else _c("min", val=0)),
        _c("delete", val=0 if names else 1),
        _c("axPos", val="l" if names else "t"),
        _c("numFmt", formatCode="General", sourceLinked=0),
        _c("majorTickMark", val="none"),
        _c("minorTickMark", val="none"),
        _c("tickLblPos", val="nextTo"),
        _c("spPr", line) if names else None,
        _texts(look, "tx1") if names else None,
        _c("crossAx", val=other),
        _c("crosses", val="autoZero"),
        *ends,
    )


def _layout(share: float) -> Element:
    edges = [_c(f"{side}Mode", val="edge") for side in "xy"]
    place = {"x": _NAMES, "y": 0.0, "w": round(share, 4), "h": 1.0}
    return _c(
        "layout",
        _c("manualLayout", _c("layoutTarget", val="inner"), *edges, *(_c(side, val=at) for side, at in place.items())),
    )


def chart_space(name: str, bars: Sequence[Bar], look: ChartLook) -> Element:
    """The root of a chart's part: one bar for each number, the first at the top; `name` is what the numbers are."""
    drawn = _c(
        "barChart",
        _c("barDir", val="bar"),
        _c("grouping", val="clustered"),
        _c("varyColors", val=0),
        _series(name, bars, look),
        _c("gapWidth", val=80),
        _c("axId", val=1),
        _c("axId", val=2),
    )
    area = _c("plotArea", _layout(look.longest(bars)), drawn, _axis("cat", look), _axis("val", look), _fill(None))
    chart = _c("chart", _c("autoTitleDeleted", val=1), area, _c("plotVisOnly", val=1), _c("dispBlanksAs", val="gap"))
    head = (_c("date1904", val=0), _c("lang", val=look.region), _c("roundedCorners", val=0))
    root = etree.Element(f"{{{C}}}chartSpace", nsmap={"c": C, "a": A, "r": R})
    root.extend([*head, chart, _fill(None), _texts(look, "tx1")])
    return root


def name_workbook(root: Element, relationship: str) -> None:
    """Says where the chart's workbook is; a program asks before it reads it anew."""
    data = _c("externalData", _c("autoUpdate", val=0))
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
