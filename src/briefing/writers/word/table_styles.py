"""The table styles of a Word file: grounds and rules; what stands in the cells has paragraph styles of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.writers.word.xml import w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.writers.word.identity import Identity
    from briefing.writers.word.xml import Element


def _margins(vertical: int, horizontal: int) -> Element:
    sides = (("top", vertical), ("left", horizontal), ("bottom", vertical), ("right", horizontal))
    return w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in sides))


def _table_style(id_: str, name: str, borders: Element | None, margins: Element, *conditions: Element) -> Element:
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val="TableNormal"),
        w("uiPriority", val=59),
        w("qFormat"),
        w("tblPr", w("tblInd", w=0, type="dxa"), borders, margins),
        *conditions,
        type="table",
        customStyle=1,
        styleId=id_,
    )


def _normal() -> Element:
    return w(
        "style",
        w("name", val="Normal Table"),
        w("uiPriority", val=99),
        w("semiHidden"),
        w("unhideWhenUsed"),
        w("tblPr", w("tblInd", w=0, type="dxa"), _margins(0, 108)),
        type="table",
        default=1,
        styleId="TableNormal",
    )


def table_styles(identity: Identity, names: dict[str, str]) -> Iterator[Element]:
    """Every table style, the base of all first."""
    rule = identity.rule
    first_row = w(
        "tblStylePr",
        w("tcPr", w("tcBorders", rule("bottom", 8, "accent")), identity.shading("tint"), w("vAlign", val="bottom")),
        type="firstRow",
    )
    first_column = w("tblStylePr", w("tcPr", identity.shading("tint")), type="firstCol")
    rows = w("tblBorders", rule("bottom", 8, "accent"), rule("insideH", 4, "rule"))
    light = w("tblBorders", rule("top", 4, "rule"), rule("bottom", 4, "rule"), rule("insideH", 4, "rule"))
    cards = w(
        "tblBorders",
        rule("bottom", 8, "accent"),
        rule("insideH", 4, "rule"),
        rule("insideV", 4, "rule"),
    )
    beside = w("tblBorders", rule("left", 36, "accent"), rule("insideV", 36, "accent"))
    ground = w("tcPr", identity.shading("tint"))
    yield _normal()
    yield _table_style("BriefingTable", names["BriefingTable"], rows, _margins(50, 100), first_row)
    yield _table_style("BriefingTiles", names["BriefingTiles"], cards, _margins(40, 140))
    yield _table_style("BriefingSpine", names["BriefingSpine"], beside, _margins(120, 200), ground)
    yield _table_style("BriefingDetails", names["BriefingDetails"], light, _margins(50, 100), first_column)
