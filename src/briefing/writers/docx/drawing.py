"""The cover's drawing, the same as the page's: rectangles and circles of an SVG as shapes that Word draws itself."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin
from typing import TYPE_CHECKING

from lxml import etree

from briefing.config.jinja import make_environment, render_template
from briefing.errors import ConfigurationError
from briefing.writers.docx.xml import MC, WP, WPG, WPS, A

if TYPE_CHECKING:
    from briefing.config.templates import Overlay
    from briefing.config.theme import Character
    from briefing.writers.docx.xml import Element

# A4 in millimetres, and a little more, where rounding would leave a white hair along the edges.
WIDTH, HEIGHT = 210.5, 297.5
_SVG = "http://www.w3.org/2000/svg"
_EMU = 36000
_CORNERS = 96
_INHERITED = ("fill", "stroke", "fill-opacity", "stroke-opacity")

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """An outline in millimetres with its colours, hexadecimal or empty for none; `breadth` is the stroke's."""

    outline: tuple[Point, ...]
    fill: str = ""
    stroke: str = ""
    breadth: float = 0
    opacity: float = 1

    def on_page(self) -> Shape:
        """The part of it that lies on the page: LibreOffice squeezes a group that reaches beyond its frame."""
        points = tuple(map(_clamp, self.outline))
        if not self.fill:
            # A stroke ends where it meets the page's edge.
            moved = (number for number, point in enumerate(self.outline) if points[number] != point)
            points = points[: next(moved, len(points)) + 1]
        return Shape(outline=points, fill=self.fill, stroke=self.stroke, breadth=self.breadth, opacity=self.opacity)


def _clamp(point: Point) -> Point:
    return min(max(point[0], 0), WIDTH), min(max(point[1], 0), HEIGHT)


def cover_ground(colour: str) -> Shape:
    """The whole page in one colour."""
    return Shape(outline=((0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)), fill=colour)


def read_drawing(overlay: Overlay, name: str, character: Character) -> tuple[Shape, ...]:
    """The rectangles and circles of a drawing that stands at the foot of the page; nothing else of it is read."""
    svg = render_template(make_environment(overlay), name, {"look": character})
    try:
        root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
        drop = HEIGHT - float(root.get("viewBox", "0 0 210 297").split()[3])
        shapes = [_shape(element, drop) for element in root.iter(f"{{{_SVG}}}rect", f"{{{_SVG}}}circle")]
    except (etree.XMLSyntaxError, ValueError, IndexError) as error:
        raise ConfigurationError(
            f"模板 {name} 不是可用的 SVG：{error}", hint="请改正图形，或删去自己的这个文件"
        ) from None
    return tuple(shape.on_page() for shape in shapes)


def _number(element: Element, key: str) -> float:
    return float(element.get(key, "0"))


def _outline(element: Element) -> tuple[Point, ...]:
    if element.tag == f"{{{_SVG}}}rect":
        left, top, width, height = (_number(element, key) for key in ("x", "y", "width", "height"))
        return (left, top), (left + width, top), (left + width, top + height), (left, top + height)
    x, y, radius = (_number(element, key) for key in ("cx", "cy", "r"))
    # From the left over the top, so that a ring which the page's foot cuts off is drawn in one stroke.
    turns = (pi + 2 * pi * corner / _CORNERS for corner in range(_CORNERS + 1))
    return tuple((x + radius * cos(turn), y + radius * sin(turn)) for turn in turns)


def _colour(value: str | None) -> str:
    return value.lstrip("#").upper() if value and value != "none" else ""


def _shape(element: Element, drop: float) -> Shape:
    above = [*reversed([*element.iterancestors()]), element]
    style = {key: one.get(key) for one in above for key in _INHERITED if one.get(key)}
    fill, stroke = _colour(style.get("fill", "#000000")), _colour(style.get("stroke"))
    return Shape(
        outline=tuple((x, y + drop) for x, y in _outline(element)),
        fill=fill,
        stroke=stroke,
        breadth=_number(element, "stroke-width"),
        opacity=float(style.get("fill-opacity" if fill else "stroke-opacity", "1")),
    )


def draw(shapes: tuple[Shape, ...]) -> Element:
    """The shapes as one decorative group over the whole page, behind the text."""
    across, down = round(WIDTH * _EMU), round(HEIGHT * _EMU)
    drawn = "".join(_markup(number, shape) for number, shape in enumerate(shapes, 2) if shape.outline)
    return etree.fromstring(
        f"""<wp:anchor xmlns:wp="{WP}" xmlns:a="{A}" xmlns:wps="{WPS}" xmlns:wpg="{WPG}" distT="0" distB="0" distL="0"
 distR="0" simplePos="0" relativeHeight="1" behindDoc="1" locked="1" layoutInCell="1" allowOverlap="1">
<wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionV>
<wp:extent cx="{across}" cy="{down}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="1" name="Ground" descr=""><a:extLst><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}"
><adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst></wp:docPr>
<wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="{WPG}"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/>
<a:ext cx="{across}" cy="{down}"/><a:chOff x="0" y="0"/><a:chExt cx="{across}" cy="{down}"/></a:xfrm></wpg:grpSpPr>
{drawn}</wpg:wgp></a:graphicData></a:graphic></wp:anchor>""",
        etree.XMLParser(remove_blank_text=True),
    )


def for_those_who_can(drawing: Element) -> Element:
    """The drawing as Word itself writes one: a program that knows no groups of shapes shows nothing instead."""
    alternatives = etree.Element(f"{{{MC}}}AlternateContent", nsmap={"mc": MC})
    etree.SubElement(alternatives, f"{{{MC}}}Choice", {"Requires": "wpg"}, nsmap={"wpg": WPG}).append(drawing)
    return alternatives


def _markup(number: int, shape: Shape) -> str:
    points = [(round(x * _EMU), round(y * _EMU)) for x, y in shape.outline]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    width, height = max(x for x, _ in points) - left, max(y for _, y in points) - top
    (first_x, first_y), *rest = [(x - left, y - top) for x, y in points]
    lines = "".join(f'<a:lnTo><a:pt x="{x}" y="{y}"/></a:lnTo>' for x, y in rest)
    end = "<a:close/>" if shape.fill else ""
    fill = _solid(shape.fill, shape.opacity) if shape.fill else "<a:noFill/>"
    stroke = (
        f' w="{round(shape.breadth * _EMU)}">{_solid(shape.stroke, shape.opacity)}' if shape.stroke else "><a:noFill/>"
    )
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name="Ground {number}"/><wps:cNvSpPr/><wps:spPr>'
        f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{width}" h="{height}"><a:moveTo><a:pt x="{first_x}" y="{first_y}"/></a:moveTo>{lines}{end}</a:path>'
        f"</a:pathLst></a:custGeom>{fill}<a:ln{stroke}</a:ln></wps:spPr><wps:bodyPr/></wps:wsp>"
    )


def _solid(colour: str, opacity: float) -> str:
    alpha = f'<a:alpha val="{round(opacity * 100000)}"/>' if opacity < 1 else ""
    return f'<a:solidFill><a:srgbClr val="{colour}">{alpha}</a:srgbClr></a:solidFill>'
