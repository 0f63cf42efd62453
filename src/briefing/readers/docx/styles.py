"""The styles of a Word file, as far as they change what is read: hidden, raised, numbered, headings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = _W + "val"
_OFF = ("0", "false", "off")
# Word lets no chain of styles be longer than eleven.
_LONGEST_CHAIN = 40
# So many half-points up or down make a superscript or subscript by hand.
_RAISED = 4
Rise = Literal["superscript", "subscript", ""]
_HEADING = re.compile(r"(?:heading|标题|標題) ?([1-9])")
_TITLE = frozenset({"title", "标题", "標題"})
_CONTENTS = re.compile(r"(?:toc|目录|目錄)(?: ?\d| 标题| heading|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """One style: its own settings, without those of the styles that it is based on."""

    id: str
    name: str
    based_on: str = ""
    numbering: Any = None
    outline: int | None = None
    hidden: bool | None = None
    rise: Rise | None = None


@dataclass(slots=True, kw_only=True)
class Styles:
    """The styles of one file by id, and that of paragraphs which name none."""

    by_id: Mapping[str, Style] = field(default_factory=dict)
    usual: str = ""
    _chains: dict[str, tuple[Style, ...]] = field(default_factory=dict)

    def chain(self, style: str) -> tuple[Style, ...]:
        """The style and those that it is based on, the nearest first; a chain that comes back to itself ends."""
        if style not in self._chains:
            found: dict[str, Style] = {}
            at = self.by_id.get(style)
            while at is not None and at.id not in found and len(found) < _LONGEST_CHAIN:
                found[at.id] = at
                at = self.by_id.get(at.based_on)
            self._chains[style] = tuple(found.values())
        return self._chains[style]

    def of_paragraph(self, paragraph: Any) -> str:
        """The id of the paragraph's style."""
        return _value(paragraph, f"{_W}pPr/{_W}pStyle") or self.usual

    def is_contents(self, paragraph: Any) -> bool:
        """True if the paragraph is set as an entry of a table of contents."""
        style = self.of_paragraph(paragraph)
        one = self.by_id.get(style)
        return style.upper().startswith("TOC") or bool(one and _CONTENTS.match(one.name))

    def is_title(self, paragraph: Any) -> bool:
        """True if the paragraph is set in Word's own title style."""
        return any(one.name in _TITLE for one in self.chain(self.of_paragraph(paragraph))[:2])

    def is_centred(self, paragraph: Any) -> bool:
        """True if the paragraph itself stands in the middle of the page."""
        return _value(paragraph, f"{_W}pPr/{_W}jc") == "center"

    def outline_level(self, paragraph: Any) -> int | None:
        """The paragraph's level in Word's outline, from 1; None for body text."""
        own = _value(paragraph, f"{_W}pPr/{_W}outlineLvl")
        if own:
            return _outline(own)
        for one in self.chain(self.of_paragraph(paragraph)):
            if one.outline is not None:
                return one.outline or None
            if named := _HEADING.fullmatch(one.name):
                return int(named[1])
        return None

    def is_hidden(self, run: Any, paragraph_style: str) -> bool:
        """True if nobody sees the run: it says so, or its styles do (a second style turns the first's setting over)."""
        own = run.find(f"{_W}rPr/{_W}vanish")
        if own is not None:
            return own.get(_VAL, "true") not in _OFF
        return self._hides(_value(run, f"{_W}rPr/{_W}rStyle")) != self._hides(paragraph_style)

    def _hides(self, style: str) -> bool:
        return next((one.hidden for one in self.chain(style) if one.hidden is not None), False)

    def rise(self, run: Any, paragraph_style: str) -> Rise:
        """True if the run is raised or lowered, by itself or by its style."""
        own = run.find(f"{_W}rPr")
        said = _rise(own) if own is not None else None
        if said is not None:
            return said
        chain = (*self.chain(_value(run, f"{_W}rPr/{_W}rStyle")), *self.chain(paragraph_style))
        return next((one.rise for one in chain if one.rise is not None), "")


def _value(element: Any, path: str) -> str:
    found = element.find(path)
    return str(found.get(_VAL, "")) if found is not None else ""


def _outline(text: str) -> int | None:
    return int(text) + 1 if re.fullmatch(r"[0-8]", text) else None


def _rise(properties: Any) -> Rise | None:
    align = properties.find(_W + "vertAlign")
    if align is not None:
        value = align.get(_VAL, "")
        return value if value in ("superscript", "subscript") else ""
    position = _value(properties, _W + "position").removesuffix("pt")
    if not re.fullmatch(r"-?\d{1,4}", position):
        return None
    return "superscript" if int(position) >= _RAISED else "subscript" if int(position) <= -_RAISED else None


def _style(element: Any) -> Style:
    look, hidden = element.find(f"{_W}rPr"), element.find(f"{_W}rPr/{_W}vanish")
    outline = _value(element, f"{_W}pPr/{_W}outlineLvl")
    return Style(
        id=str(element.get(_W + "styleId", "")),
        name=_value(element, f"{_W}name").casefold(),
        based_on=_value(element, f"{_W}basedOn"),
        numbering=element.find(f"{_W}pPr/{_W}numPr"),
        outline=(_outline(outline) or 0) if outline else None,
        hidden=None if hidden is None else hidden.get(_VAL, "true") not in _OFF,
        rise=None if look is None else _rise(look),
    )


def _each(styles: Any) -> Iterator[Any]:
    return styles.iterfind(f"{_W}style") if styles is not None else iter(())


def read_styles(styles: Any) -> Styles:
    """The styles that `styles.xml` defines; it may be None."""
    usual = (
        str(one.get(_W + "styleId", ""))
        for one in _each(styles)
        if one.get(_W + "type") == "paragraph" and one.get(_W + "default", "0") not in _OFF
    )
    return Styles(by_id={one.id: one for one in map(_style, _each(styles))}, usual=next(usual, ""))
