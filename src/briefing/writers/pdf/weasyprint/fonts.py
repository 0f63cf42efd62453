"""Smaller fonts in the PDF, for WeasyPrint 70.

WeasyPrint keeps the place of every glyph that it drops, since it names glyphs by number. A Chinese font has 65,535, and
the empty places alone weigh some 110 kB a face. A CID-keyed font whose glyph numbers are its CIDs (all of Noto CJK)
needs no places kept: its charset says which CID each glyph that stays has, and PDF looks glyphs up by CID. Nor is the
file of such a font needed, of which WeasyPrint would hold a copy for each face: 20 MB and more.
"""

from __future__ import annotations

import io
import struct
from functools import cache, partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection

_DROPPED = (b"BASE", b"DSIG", b"GPOS", b"GSUB", b"VORG", b"vhea", b"vmtx")


def _subset(font: Any, glyphs: Collection[int]) -> bytes:
    """The font with those glyphs alone, closed up; empty where HarfBuzz cannot."""
    from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset
    from weasyprint.text.fonts import get_hb_object_data

    wanted = ffi.gc(harfbuzz_subset.hb_subset_input_create_or_fail(), harfbuzz_subset.hb_subset_input_destroy)
    members = ffi.new(f"hb_codepoint_t[{len(glyphs)}]", sorted(glyphs))
    harfbuzz.hb_set_add_sorted_array(harfbuzz_subset.hb_subset_input_glyph_set(wanted), members, len(glyphs))
    tags = sorted(harfbuzz.hb_tag_from_string(name, -1) for name in _DROPPED)
    dropped = harfbuzz_subset.hb_subset_input_set(wanted, harfbuzz_subset.HB_SUBSET_SETS_DROP_TABLE_TAG)
    harfbuzz.hb_set_add_sorted_array(dropped, ffi.new(f"hb_codepoint_t[{len(tags)}]", tags), len(tags))
    flags = harfbuzz_subset.HB_SUBSET_FLAGS_DESUBROUTINIZE | harfbuzz_subset.HB_SUBSET_FLAGS_NO_HINTING
    harfbuzz_subset.hb_subset_input_set_flags(wanted, flags)
    face = ffi.gc(harfbuzz_subset.hb_subset_or_fail(font.hb_face, wanted), harfbuzz.hb_face_destroy)
    return get_hb_object_data(face) or b""


def _keeps_numbers(content: bytes, glyphs: Collection[int]) -> bool:
    """True if the font is CID-keyed and its CIDs are the glyph numbers that it had."""
    from fontTools.ttLib import TTFont

    if content[:4] != b"OTTO":
        return False
    top = TTFont(io.BytesIO(content), lazy=True)["CFF "].cff[0]
    # HarfBuzz adds alternates of its own accord, so there may be more CIDs than glyphs that were asked for.
    return hasattr(top, "ROS") and {0, *glyphs} <= {0, *(int(name[3:]) for name in top.charset[1:])}


class WhenAsked:
    """An attribute that may be set to a call without arguments, and is then what that gives when first asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __set__(self, one: Any, value: Any) -> None:
        one.__dict__[self._name] = value

    def __get__(self, one: Any, owner: type) -> Any:
        value = one.__dict__[self._name]
        if callable(value):
            value = one.__dict__[self._name] = value()
        return value


@cache
def install() -> None:
    """Makes WeasyPrint write fonts so, once for the process; other fonts are written as before."""
    from weasyprint.pdf import fonts
    from weasyprint.pdf.fonts import Font

    read_whole = fonts.get_hb_object_data
    fonts.get_hb_object_data = lambda face: partial(read_whole, face)
    Font.file_content = WhenAsked("file_content")
    original = Font.subset

    def subset(self: Any, to_unicode: dict[int, str], hinting: object) -> None:
        # Neither a variable nor a TrueType font is CID-keyed, so trying would be in vain.
        whole = self.missing or not {"fvar", "glyf"}.isdisjoint(self.tables)
        content = b"" if whole else _subset(self, to_unicode)
        if to_unicode and content and _keeps_numbers(content, to_unicode):
            self.file_content = content
        else:
            original(self, to_unicode, hinting)

    Font.subset = subset


def _table(font: bytes, tag: bytes) -> bytes:
    """One table of an OpenType font."""
    for entry in range(12, 12 + 16 * int.from_bytes(font[4:6], "big"), 16):
        if font[entry : entry + 4] == tag:
            start, length = struct.unpack(">II", font[entry + 8 : entry + 16])
            return font[start : start + length]
    return b""


def unwrap(pdf: Any) -> None:
    """Takes the bare CFF out of every OpenType font of the PDF: in a wrapped one, readers take CIDs for glyph numbers."""
    for stream in pdf.objects:
        if getattr(stream, "extra", {}).get("Subtype") == "/OpenType":
            stream.stream = [_table(stream.stream[0], b"CFF ")]
            stream.extra["Subtype"] = "/CIDFontType0C"
