"""Speed patches for WeasyPrint 70: work that it repeats is done once, slow work is done fast. Bytes stay the same.

Nothing here changes a page: a test holds that the files are the same to the byte without it.
"""

from __future__ import annotations

import re
import sys
from copy import copy
from functools import cache, wraps
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable

# WeasyPrint's own style sheet gives six pseudo-elements to every element of a page. Here list items have markers, notes
# have calls and markers, and nothing else has any.
_OF_NOTES = ("footnote-call", "footnote-marker")
_PARAGRAPHS = re.compile("[\n\r\u2029]")
_SIDES = ("left", "right", "top", "bottom")
_BOUNDED = tuple(f"{bound}{axis}" for axis in ("width", "height") for bound in ("", "min_", "max_"))
_LENGTHS = (*(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES), *_BOUNDED)
_IN_FLOW = frozenset({"static", "relative"})
_SETTLED = tuple(f"border_{side}_width" for side in _SIDES)
# A document has some hundred sets of lengths.
_MOST_KNOWN = 4096
# Properties that depend on each other, or on more than the rules and the parent.
_INVOLVED = frozenset({"position", "float", "display", "page"})
_LINES, _FEWER_LINES = 4, 1.6
# What a font is chosen by besides its families, and what asks for more than that when it is not so.
_OF_FONTS = ("font_style", "font_stretch", "font_weight", "font_size", "direction", "lang")
_PLAIN = (
    ("text_decoration_line", "none"),
    ("font_language_override", "normal"),
    ("font_kerning", "auto"),
    ("font_variant_ligatures", "normal"),
    ("font_variant_position", "normal"),
    ("font_variant_caps", "normal"),
    ("font_variant_numeric", "normal"),
    ("font_variant_alternates", "normal"),
    ("font_variant_east_asian", "normal"),
    ("font_feature_settings", "normal"),
    ("font_variation_settings", "normal"),
)


@cache
def _plain_stylesheet() -> Any:
    """WeasyPrint's style sheet for HTML, with pseudo-elements for list items and footnotes alone."""
    from weasyprint.html import UA_STYLESHEET

    sheet, matcher = copy(UA_STYLESHEET), copy(UA_STYLESHEET.matcher)
    names, classes = matcher.lower_local_name_selectors, matcher.class_selectors
    bare: dict[str | None, list[Any]] = {}
    for entry in matcher.other_selectors:
        bare.setdefault(entry[3], []).append(entry)
    notes = [entry for pseudo in _OF_NOTES for entry in bare.get(pseudo, [])]
    matcher.lower_local_name_selectors = names | {"li": [*names.get("li", []), *bare.get("marker", [])]}
    matcher.class_selectors = classes | {"footnote": [*classes.get("footnote", []), *notes]}
    matcher.other_selectors = bare.get(None, [])
    sheet.matcher = matcher
    return sheet


def _element(parsed: Any) -> Element:
    """The element of libxml2 as the standard library's."""
    element = Element(parsed.tag, dict(parsed.attrib))
    element.text, element.tail = parsed.text, parsed.tail
    element.extend(map(_element, parsed))
    return element


@cache
def _page_class() -> type[Any]:
    import cssselect2
    from weasyprint import HTML

    class Page(HTML):  # type: ignore[misc]  # WeasyPrint has no types
        # Its own parser, in Python, takes thirty times as long as libxml2.
        def __init__(self, html: str, fetcher: Any) -> None:
            root = _element(
                etree.fromstring(
                    html.encode(), etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
                )
            )
            self.base_url, self.url_fetcher, self.media_type = None, fetcher, "print"
            self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
            self.etree_element = self.wrapper_element.etree_element

        def _ua_stylesheets(self, forms: object = None) -> list[Any]:  # noqa: ARG002  # WeasyPrint's name for it
            return [_plain_stylesheet()]

    return Page


def page_of(html: str, fetcher: Any) -> Any:
    """The page as WeasyPrint takes it; addresses go to the fetcher."""
    return _page_class()(html, fetcher)


def _replace(original: Callable[..., Any], better: Callable[..., Any]) -> None:
    """Puts a function in the place of one of WeasyPrint's, in every module that imported it by name."""
    for name, module in list(sys.modules.items()):
        if name.startswith("weasyprint.") and getattr(module, original.__name__, None) is original:
            setattr(module, original.__name__, better)


def _quick_check_math() -> None:
    """Sees at once that a keyword, a number or a length is no calculation."""
    from weasyprint.css import functions
    from weasyprint.css.properties import Dimension

    original = functions.check_math
    plain = frozenset({str, int, float, type(None), Dimension})

    def check_math(token: Any) -> Any:
        kind = type(token)
        if kind in plain:
            return False
        return any(map(check_math, token)) if kind is tuple else original(token)

    _replace(original, check_math)


def _quick_percentages() -> None:
    """Settles lengths once for all boxes that have the same in pixels, as nearly all have: they are part of nothing."""
    from weasyprint.css.properties import Dimension
    from weasyprint.layout import percent

    original, settled = percent.resolve_percentages, (*_LENGTHS, *_SETTLED)
    lengths_of = itemgetter("box_sizing", *settled)
    known: dict[Any, dict[str, Any]] = {}

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        style = box.style
        lengths = lengths_of(style)
        if lengths in known:
            box.__dict__.update(known[lengths])
            return
        original(box, containing_block)
        fixed = all(
            one == "auto" or (type(one) is Dimension and one.unit == "px") for one in lengths[1 : len(_LENGTHS) + 1]
        )
        # A table whose borders collapse has borders of its own.
        if fixed and style["border_collapse"] != "collapse":
            if len(known) >= _MOST_KNOWN:
                known.clear()
            known[lengths] = {name: getattr(box, name) for name in settled}

    _replace(original, resolve_percentages)


def _quick_styles() -> None:
    """Sees at once that no rule says anything of a property, so that it is inherited or initial."""
    from weasyprint.css import ComputedStyle
    from weasyprint.css.computed_values import COMPUTER_FUNCTIONS, PHYSICAL_FUNCTIONS
    from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

    original = ComputedStyle.__missing__
    involved = _INVOLVED | {key for key in INITIAL_VALUES if key.startswith("text_decoration_")}
    logical = {key: function(block="ttb", inline="ltr") for key, function in PHYSICAL_FUNCTIONS.items()}

    @wraps(original)
    def missing(self: Any, key: str) -> Any:
        cascaded, parent = self.cascaded, self.parent_style
        if parent is None or key in cascaded or key in involved:
            return original(self, key)
        if key in logical and (logical[key] in cascaded or self["direction"] != "ltr"):
            return original(self, key)
        if key in INHERITED or key.startswith("__"):
            value = parent[key]
        else:
            value = INITIAL_VALUES[key]
            if key in INITIAL_NOT_COMPUTED and key in COMPUTER_FUNCTIONS:
                value = COMPUTER_FUNCTIONS[key](self, key, value)
        self[key] = value
        return value

    ComputedStyle.__missing__ = missing


def _quick_flow() -> None:
    """Sees at once that a box is neither floated nor positioned."""
    from weasyprint.formatting_structure.boxes import Box

    original = Box.is_in_normal_flow

    def is_in_normal_flow(self: Any) -> bool:
        style = self.style
        return (style["float"] == "none" and style["position"] in _IN_FLOW) or bool(original(self))

    Box.is_in_normal_flow = is_in_normal_flow


def _share_page_styles() -> None:
    """Works the styles of a page and its margins out once for all pages that the same rules hold for."""
    from weasyprint.css import StyleFor

    original = StyleFor.set_computed_styles

    def set_computed_styles(self: Any, element: Any, parent: Any, *, pseudo_type: Any = None, **rest: Any) -> None:
        if isinstance(element, Element):
            original(self, element, parent, pseudo_type=pseudo_type, **rest)
            return
        styles, place = self.get_computed_styles(), (element, pseudo_type)
        rules = self.get_cascaded_styles().get(place, {})
        # The values are those of the style sheets, which live as long as the document.
        stated = tuple((name, id(value)) for name, (value, _) in rules.items())
        key = (pseudo_type, id(styles[parent, None]), stated)
        shared = self.__dict__.setdefault("shared_by_pages", {})
        if key not in shared:
            original(self, element, parent, pseudo_type=pseudo_type, **rest)
            shared[key] = styles[place]
        styles[place] = shared[key]

    StyleFor.set_computed_styles = set_computed_styles


def _keep_layouts() -> None:
    """Keeps the glyphs of a line from its layout to its drawing, where WeasyPrint would shape the text again."""
    from weasyprint.text.ffi import pango
    from weasyprint.text.line_break import Layout

    set_text, reactivate = Layout.set_text, Layout.reactivate

    def set_text_once(self: Any, text: str, justify: bool = False) -> None:  # noqa: FBT001, FBT002  # WeasyPrint's
        # Drawing asks for this mode, and Pango would lay the text out anew.
        pango.pango_layout_set_single_paragraph_mode(self.layout, _PARAGRAPHS.search(text) is None)
        set_text(self, text, justify)

    def reactivate_spaced(self: Any, style: Any) -> None:
        if self.justification_spacing:
            reactivate(self, style)

    Layout.set_text = set_text_once
    Layout.reactivate = reactivate_spaced
    Layout.deactivate = lambda self: None  # noqa: ARG005  # WeasyPrint's


def _quick_first_lines() -> None:
    """Shapes one line and a half for each line of Chinese, where WeasyPrint shapes four: it asks for the rest if need be."""
    from weasyprint.text.line_break import split_first_line

    code = split_first_line.__code__
    # `ratio = 4`, the only four in it: characters of half an em, twice over. Where it is not found, lines are shaped as before.
    numbers = [one for one in code.co_consts if type(one) is int and one == _LINES]
    if len(numbers) == 1:
        constants = tuple(_FEWER_LINES if type(one) is int and one == _LINES else one for one in code.co_consts)
        split_first_line.__code__ = code.replace(co_consts=constants)


def _no_widths_below_floats() -> None:
    """Works out the least width of a line only where there is a float beside it."""
    from weasyprint.layout import inline

    original = inline.inline_min_content_width

    def inline_min_content_width(context: Any, box: Any, *rest: Any, **named: Any) -> Any:
        top = box.position_y
        if named.get("first_line") and all(
            one.position_y < top and one.position_y + one.margin_height() <= top for one in context.excluded_shapes
        ):
            return 0
        return original(context, box, *rest, **named)

    # In this module alone, where the width says only beside which floats the line has room.
    inline.inline_min_content_width = inline_min_content_width


def _share_fonts() -> None:
    """Makes Pango's context and description of a font once for all texts that are set alike."""
    from weasyprint.text.constants import PANGO_DIRECTION
    from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p
    from weasyprint.text.fonts import get_font_description
    from weasyprint.text.line_break import Layout

    original = Layout.setup

    def make(style: Any) -> tuple[Any, Any, Any]:
        context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
        pango.pango_context_set_round_glyph_positions(context, False)  # noqa: FBT003  # a C function
        pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
        language = pango.pango_language_from_string(unicode_to_char_p(style["lang"])[0])
        pango.pango_context_set_language(context, language)
        return context, get_font_description(style), language

    def setup(self: Any, style: Any) -> None:
        if not style["lang"] or any(style[name] != plain for name, plain in _PLAIN):
            original(self, style)
            return
        shared = style.font_config.__dict__.setdefault("shared_fonts", {})
        key = (tuple(style["font_family"]), *(style[name] for name in _OF_FONTS))
        if key not in shared:
            shared[key] = make(style)
        context, description, self.language = shared[key]
        self.style, self.first_line_direction = style, 0
        self.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(self.layout, False)  # noqa: FBT003  # as above
        pango.pango_layout_set_font_description(self.layout, description)
        self.ascent = self.underline_position = self.strikethrough_position = None

    Layout.setup = setup


def _keep_struts() -> None:
    """Keeps the height and baseline of a style's lines with the style, where WeasyPrint writes its fonts down for each box."""
    from weasyprint.text.line_break import strut

    @wraps(strut)
    def kept(style: Any) -> tuple[float, float]:
        known: tuple[float, float] | None = style.__dict__.get("strut")
        if known is None:
            known = style.strut = strut(style)
        return known

    _replace(strut, kept)


def _list_pages_once() -> None:
    """Keeps the references of a file's pages: pydyf lists them all for each tag that stands on one."""
    from pydyf import PDF

    listed = PDF.page_references.fget

    @wraps(listed)
    def page_references(self: Any) -> tuple[bytes, ...]:
        pages: tuple[bytes, ...] = self.__dict__.get("listed_pages", ())
        if len(pages) != self.pages["Count"]:
            pages = self.listed_pages = listed(self)
        return pages

    PDF.page_references = property(page_references)


@cache
def install() -> None:
    """Makes WeasyPrint work so, once for the process."""
    _quick_check_math()
    _quick_percentages()
    _quick_styles()
    _quick_flow()
    _share_page_styles()
    _keep_layouts()
    _quick_first_lines()
    _no_widths_below_floats()
    _share_fonts()
    _keep_struts()
    _list_pages_once()


def settle(pdf: Any) -> None:
    """Writes every object of the PDF down, so that what is compressed is so once.

    pydyf serialises each twice, for the file and for the hash that identifies it (ISO 32000-1 §14.4).
    """
    from pydyf import Object

    class Settled(Object):  # type: ignore[misc]  # nor has pydyf
        data = b""
        compressible = True

    def settled(one: Any) -> Any:
        other = Settled()
        other.number, other.generation, other.free = one.number, one.generation, one.free
        other.data, other.compressible = b"" if one.free == "f" else one.data, one.compressible
        return other

    pdf.objects[:] = map(settled, pdf.objects)
