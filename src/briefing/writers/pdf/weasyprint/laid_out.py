"""One layout for the three scripts of an edition: the pages are laid out in one, and take the others' characters.

The three scripts print the same number of characters, each as wide as its counterpart, and lines may break at the same
places. Where that is so (every condition is verified, box by box), a second script needs no second layout: each text box
gets the other characters, lines are justified anew, and the pages are drawn. Where anything differs, `UnlikeError` is raised,
and the caller lays the page out by itself. Both ways give the same bytes: tests/writers/test_laid_out.py.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from briefing.writers.pdf.weasyprint import justify
from briefing.writers.pdf.weasyprint.same_pages import GAP, UnlikeError, Words, letters, pair_pages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefing.config.theme import Face

# The first bits of a PangoLogAttr: a line may break, a line must break.
_BREAKS = 0b11
# What the height of a line depends on.
_OF_STRUTS = ("font_family", "font_size", "font_weight", "font_style", "font_stretch", "line_height", "lang")


def _walk(box: Any) -> Iterator[Any]:
    """The box and all boxes in it, those out of the flow included."""
    pending = [box]
    while pending:
        box = pending.pop()
        # A placeholder stands for an absolutely positioned box.
        box = box.__dict__.get("_box", box)
        yield box
        pending += list(box.all_children())[::-1]


def _is_text(box: Any) -> bool:
    from weasyprint.formatting_structure.boxes import TextBox

    return isinstance(box, TextBox)


@cache
def install() -> None:
    """Makes WeasyPrint note where in its text each piece of a text box begins, once for the process."""
    from weasyprint.layout import inline

    original = inline.split_text_box

    def split_text_box(context: Any, box: Any, available_width: Any, skip: int, **rest: Any) -> Any:
        found = original(context, box, available_width, skip, **rest)
        if skip and found[0] is not None:
            found[0].skipped = box.__dict__.get("skipped", 0) + skip
        return found

    inline.split_text_box = split_text_box


class LaidOut:
    """A page laid out in one script, to be drawn in this one and, where that is possible, in others."""

    def __init__(self, page: Any, fonts: Mapping[str, Face], font_config: Any, options: dict[str, Any]) -> None:
        from weasyprint import DEFAULT_OPTIONS
        from weasyprint.css.counters import CounterStyle
        from weasyprint.document import Document
        from weasyprint.formatting_structure.build import build_formatting_structure
        from weasyprint.layout import layout_document
        from weasyprint.pdf import VARIANTS

        self._page, self._fonts, self._font_config = page, fonts, font_config
        self._options = DEFAULT_OPTIONS | VARIANTS[options["pdf_variant"]][1] | options
        counter_style = CounterStyle()
        self._profiles: dict[str, Any] = {}
        context = Document._build_layout_context(  # noqa: SLF001  # `HTML.render`, in its parts
            page, font_config, counter_style, self._profiles, self._options
        )
        root = build_formatting_structure(
            page.etree_element,
            context.style_for,
            context.get_image_from_uri,
            page.base_url,
            context.target_collector,
            counter_style,
            context.footnotes,
        )
        self._note_texts([root, *context.footnotes])
        self._pages = list(layout_document(page, root, context))
        self._boxes = list(dict.fromkeys(box for one in self._pages for box in _walk(one)))
        self._state = [box.__dict__.copy() for box in self._boxes]
        # Measured now: drawing spreads the glyphs.
        self._room = {id(box): _room(box.pango_layout) for box in self._boxes if _is_text(box)}

    def _note_texts(self, roots: Sequence[Any]) -> None:
        """Notes of every text box which element's words it begins at, and of every line which texts meet in it."""
        from weasyprint.formatting_structure.boxes import LineBox

        self._texts: list[Any] = []
        self._meetings: list[tuple[Any, Any]] = []
        counts: dict[Any, int] = {}
        for root in roots:
            for box in _walk(root):
                if _is_text(box) and "::" not in box.element_tag:
                    if letters(box.text):
                        box.whole, box.piece = box.text, counts.get(box.element, 0)
                        counts[box.element] = box.piece + 1
                        self._texts.append(box)
                elif isinstance(box, LineBox):
                    self._meetings += _meetings(box)

    def document(self) -> Any:
        """The laid-out page as WeasyPrint's document, justified and ready to be drawn once."""
        return self._finished(self._page)

    def in_script(self, page: Any, fonts: Mapping[str, Face]) -> Any:
        """The document with another page's characters; raises `UnlikeError` if that page would be laid out otherwise."""
        words = pair_pages(self._page.etree_element, page.etree_element, self._fonts, fonts)
        for box, state in zip(self._boxes, self._state, strict=True):
            box.__dict__.clear()
            box.__dict__.update(state)
        swap = _Swap(words, self._fonts, fonts)
        swap.verify_breaks(self._texts, self._meetings)
        swap.learn(self._boxes)
        swap.verify_struts(self._boxes)
        for box in self._boxes:
            if _is_text(box):
                swap.set_text(box, self._room[id(box)])
            swap.set_element(box)
        return self._finished(page)

    def _finished(self, page: Any) -> Any:
        from weasyprint.document import Document, Page
        from weasyprint.html import get_html_metadata
        from weasyprint.pdf.metadata import DocumentMetadata

        for box in self._boxes:
            justify.justify(box)
        document = Document(
            [Page(one) for one in self._pages],
            DocumentMetadata(**get_html_metadata(page)),
            page.url_fetcher,
            self._font_config,
            dict(self._profiles),
            self._options["output_intent"],
        )
        document._html = page  # noqa: SLF001  # as `HTML.render` leaves it
        return document


def _meetings(line: Any) -> Iterator[tuple[Any, Any]]:
    """The text boxes of a line that follow each other with nothing between."""
    last = None
    for box in _inline(line):
        if last is not None and box is not None:
            yield last, box
        last = box


def _inline(box: Any) -> Iterator[Any]:
    """The text boxes of a line, and None for whatever else stands in it."""
    from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox

    for child in box.children:
        if isinstance(child, TextBox):
            yield child
        elif isinstance(child, InlineBox | LineBox):
            yield from _inline(child)
        else:
            yield None


def _room(layout: Any) -> tuple[int, ...]:
    """The room that a laid-out text takes: its width, height and baseline, and the width of each glyph that is drawn."""
    from weasyprint.text.ffi import ffi, pango

    line, extents = layout.get_first_line()[0], ffi.new("PangoRectangle *")
    pango.pango_layout_line_get_extents(line, ffi.NULL, extents)
    found = [extents.width, extents.height, pango.pango_layout_get_baseline(layout.layout)]
    stride, run = ffi.sizeof("PangoGlyphInfo"), line.runs[0]
    while run != ffi.NULL:
        glyphs, run = run.data.glyphs, run.next
        # A glyph is its number, its width, its two offsets and an attribute, an int each.
        infos = memoryview(ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * stride)).cast("B").cast("i")
        found += filter(None, infos[1 :: stride // 4].tolist())
    return tuple(found)


@lru_cache(maxsize=4096)
def _breaks(text: str, language: str) -> bytes:
    """True if a line may break before each letter of a text."""
    from weasyprint.text.ffi import ffi
    from weasyprint.text.line_break import get_log_attrs

    attributes = memoryview(ffi.buffer(get_log_attrs(text, language))).cast("B").cast("I")
    gaps = {at for found in GAP.finditer(text) for at in range(*found.span())}
    return bytes(attribute & _BREAKS for at, attribute in enumerate(attributes) if at not in gaps)


class _Swap:
    """The change of laid-out boxes from one script to another."""

    def __init__(self, words: Words, before: Mapping[str, Face], after: Mapping[str, Face]) -> None:
        self._words = words
        self._families = [(before[role].css, after[role].css) for role in before]
        self._families.sort(key=lambda pair: -len(pair[0]))
        self._styles: dict[int, tuple[Any, Any]] = {}

    def verify_breaks(self, texts: Sequence[Any], meetings: Sequence[tuple[Any, Any]]) -> None:
        """Raises `UnlikeError` unless lines may break at the same places of both scripts."""
        from weasyprint.text.line_break import can_break_text

        whole, (old, new) = {}, self._words.languages
        for box in texts:
            after = whole[id(box)] = self._words.piece(box.element, box.piece).slice(0, box.text, opens=True)
            before = box.text
            if after != before and _breaks(before, old)[1:] != _breaks(after, new)[1:]:
                raise UnlikeError(f"breaks of {before!r}")
        for left, right in meetings:
            if id(left) in whole and id(right) in whole and left.text and right.text:
                before, after = left.text[-1] + right.text[0], whole[id(left)][-1] + whole[id(right)][0]
                if before != after and can_break_text(before, old) != can_break_text(after, new):
                    raise UnlikeError(f"break in {before!r}")

    def learn(self, boxes: Sequence[Any]) -> None:
        """Takes in what margins print of the page: the strings that elements set."""
        for box in boxes:
            for _, text in () if box.string_set in (None, "none") else box.string_set:
                self._words.learn(text, self._words.found(box.element, text))

    def verify_struts(self, boxes: Sequence[Any]) -> None:
        """Raises `UnlikeError` unless lines are as high in both scripts."""
        from weasyprint.text.line_break import strut

        seen = set()
        for box in boxes:
            style = box.style
            key = tuple(str(style[name]) for name in _OF_STRUTS)
            if key not in seen:
                seen.add(key)
                if strut(style) != strut(self.style(box)):
                    raise UnlikeError(f"height of {style['font_family']}")

    def style(self, box: Any) -> Any:
        """The box's style with the other script's fonts and language."""
        if id(box.style) not in self._styles:
            style = box.style
            changed = style.copy()
            changed["font_family"] = self._family(tuple(style["font_family"]))
            old, new = self._words.languages
            changed["lang"] = new if style["lang"] == old else style["lang"]
            self._styles[id(box.style)] = box.style, changed
        return self._styles[id(box.style)][1]

    def _family(self, families: tuple[str, ...]) -> tuple[str, ...]:
        for before, after in self._families:
            if families[: len(before)] == before:
                return (*after, *families[len(before) :])
        return families

    def set_text(self, box: Any, room: tuple[int, ...]) -> None:
        """Gives a text box the other script's characters; raises `UnlikeError` unless they take the same room."""
        from weasyprint.text.line_break import Layout

        drawn = box.pango_layout.text
        if not drawn:
            return
        after, style = self._drawn(box, drawn), self.style(box)
        layout = Layout(style, box.justification_spacing, box.pango_layout.max_width)
        layout.set_text(after)
        if _room(layout) != room:
            raise UnlikeError(f"room of {drawn!r}")
        box.text, box.pango_layout, box.style = after, layout, style

    def _drawn(self, box: Any, drawn: str) -> str:
        whole = box.__dict__.get("whole")
        if whole is None:
            return self._words.generated(drawn)
        skipped = len(whole.encode()[: box.__dict__.get("skipped", 0)].decode())
        if not whole.startswith(drawn, skipped):
            raise UnlikeError(f"text {drawn!r}")
        piece = self._words.piece(box.element, box.piece)
        return piece.slice(len(letters(whole[:skipped])), drawn, opens=not skipped)

    def set_element(self, box: Any) -> None:
        """Lets the box be of the other page's element, and its bookmark say the other page's words."""
        if box.bookmark_label:
            box.bookmark_label = self._words.found(box.element, box.bookmark_label)
        box.element = self._words.elements.get(box.element, box.element)
