"""Styles as data, and their markup in the order that the schema wants (ECMA-376 Part 1 §17.3.1.26, §17.3.2.28)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from briefing.writers.docx.xml import w

if TYPE_CHECKING:
    from briefing.writers.docx.look import Identity, Ink, Use
    from briefing.writers.docx.xml import Element

Align = Literal["left", "right", "both", "center"]
Tab = tuple[Literal["left", "right"], int]
Rule = tuple[Literal["top", "left", "bottom", "right", "between"], int, "Ink", int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """The look of characters; `size` in points. None takes the value of the style underneath."""

    face: Use | None = None
    size: float | None = None
    ink: Ink | None = None
    bold: bool | None = None
    underline: bool = False
    raised: bool = False
    spaced: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The layout of a paragraph; lengths in twentieths of a point.

    `leading` is the least distance of its lines in points: a multiple of the font's own would differ by half between
    宋体 and Noto. `rules` are side, width in eighths of a point, colour and gap in points. `grid` False takes the
    paragraph off the document's line grid.
    """

    keep_next: bool = False
    keep_lines: bool = False
    page_break: bool = False
    list_number: int | None = None
    rules: tuple[Rule, ...] = ()
    shade: Ink | None = None
    tabs: tuple[Tab, ...] = ()
    grid: bool | None = None
    before: int | None = None
    after: int | None = None
    leading: float | None = None
    left: int | None = None
    right: int | None = None
    hanging: int | None = None
    first_characters: float | None = None
    align: Align | None = None
    outline: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """One style; `name` is Word's own for a built-in style, and empty for ours, which the templates name."""

    id: str
    name: str = ""
    based_on: str | None = "Normal"
    following: str | None = None
    setting: Setting | None = None
    look: Type = field(default_factory=Type)


def _flag(tag: str, *, value: bool | None) -> Element | None:
    if value is None:
        return None
    return w(tag) if value else w(tag, val="0")


def _measure(tag: str, **values: str | int | None) -> Element | None:
    given = {name: value for name, value in values.items() if value is not None}
    return w(tag, **given) if given else None


def type_markup(identity: Identity, look: Type) -> Element:
    """The `w:rPr` of a style."""
    half_points = None if look.size is None else round(look.size * 2)
    return w(
        "rPr",
        identity.fonts(look.face) if look.face else None,
        _flag("b", value=look.bold),
        _flag("bCs", value=look.bold),
        identity.colour(look.ink) if look.ink else None,
        _measure("spacing", val=look.spaced),
        _measure("sz", val=half_points),
        _measure("szCs", val=half_points),
        w("u", val="single") if look.underline else None,
        w("vertAlign", val="superscript") if look.raised else None,
    )


def setting_markup(identity: Identity, setting: Setting) -> Element:
    """The `w:pPr` of a style."""
    number = setting.list_number
    line = None if setting.leading is None else round(setting.leading * 20)
    return w(
        "pPr",
        w("keepNext") if setting.keep_next else None,
        w("keepLines") if setting.keep_lines else None,
        w("pageBreakBefore") if setting.page_break else None,
        None if number is None else w("numPr", w("numId", val=number)),
        w("pBdr", *(identity.rule(*rule) for rule in setting.rules)) if setting.rules else None,
        identity.shading(setting.shade) if setting.shade else None,
        w("tabs", *(w("tab", val=kind, pos=place) for kind, place in setting.tabs)) if setting.tabs else None,
        _flag("snapToGrid", value=setting.grid),
        _measure("spacing", before=setting.before, after=setting.after, line=line, lineRule=line and "atLeast"),
        _indent(identity, setting),
        _measure("jc", val=setting.align),
        _measure("outlineLvl", val=setting.outline),
    )


def _indent(identity: Identity, setting: Setting) -> Element | None:
    first = setting.first_characters
    if first is None:
        return _measure("ind", left=setting.left, right=setting.right, hanging=setting.hanging)
    # Word reads the hundredths of characters, others the length.
    length = round(first * identity.character.sizes.body * 20)
    return w("ind", firstLineChars=round(first * 100), firstLine=length)
