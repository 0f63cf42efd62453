"""The table styles of a Word file: grounds and rules; what stands in the cells has paragraph styles of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.writers.docx.xml import w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.writers.docx.look import Identity
    from briefing.writers.docx.xml import Element


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


def _cards(identity: Identity) -> tuple[Element, ...]:
    """Tiles as cards on a ground with white between, or, where there is no ground, between rules."""
    rule, gap = identity.rule, identity.gap
    if not identity.has_tint:
        lines = (rule(side, 6, "rule") for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
        return (w("tblBorders", *lines),)
    borders = w("tblBorders", rule("top", 18, "accent"), gap("insideH", 48), gap("insideV", 48))
    return borders, w("tcPr", identity.shading("tint"))


def table_styles(identity: Identity, names: dict[str, str]) -> Iterator[Element]:
    """Every table style, the base of all first."""
    rule = identity.rule
    first_row = w(
        "tblStylePr",
        w("tcPr", w("tcBorders", rule("bottom", 12, "accent")), w("vAlign", val="bottom")),
        type="firstRow",
    )
    first_column = w("tblStylePr", w("tcPr", identity.shading("tint")), type="firstCol")
    rows = w("tblBorders", rule("bottom", 8, "accent"), rule("insideH", 4, "rule"))
    light = w("tblBorders", rule("top", 4, "rule"), rule("bottom", 4, "rule"), rule("insideH", 4, "rule"))
    cards, *card_ground = _cards(identity)
    # The spine is on the cover's ground, each enumeration beside a strip of the signal colour.
    spine = w("tblBorders", rule("left", 36, "signal"), rule("insideV", 36, "signal"))
    spine_ground = w("tcPr", identity.shading("cover"))
    yield w(
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
    yield _table_style("BriefingTable", names["BriefingTable"], rows, _margins(50, 100), first_row)
    empty = w(
        "tblStylePr",
        w("tcPr", w("shd", val="clear", color="auto", fill="FFFFFF", themeFill="background1")),
        type="seCell",
    )
    yield _table_style("BriefingTiles", names["BriefingTiles"], cards, _margins(40, 140), *card_ground, empty)
    yield _table_style("BriefingSpine", names["BriefingSpine"], spine, _margins(120, 200), spine_ground)
    yield _table_style("BriefingDetails", names["BriefingDetails"], light, _margins(50, 100), first_column)
