"""A tagged PDF's page → its passages: the structure says which words make up a paragraph, a cell or a note (ISO 32000-1 §14.7)."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

from briefing.readers.passages import Passage
from briefing.text.characters import join_pairs

if TYPE_CHECKING:
    from briefing.readers.passages import Part

_INLINE = frozenset(
    {"Span", "NonStruct", "Link", "Quote", "Reference", "Annot", "Em", "Strong", "Code", "Private", "BibEntry"}
)
_PARTS: dict[str, Part] = {"TD": "cell", "TH": "cell", "Note": "note", "TOC": "contents", "TOCI": "contents"}
_DEEPEST = 100
# How deep in the tree of a page the area of its notes stands.
_FOOT = 1
_WHOLE = 0.5
_SMALL = 0.8
_RUNNING_HEADS = 80


@dataclass(slots=True)
class _Block:
    """One paragraph of the page's structure, and the numbers of the marked contents that it is made of."""

    part: Part
    contents: list[int]


def tagged_passages(page: Any, textpage: Any, place: str) -> list[Passage] | None:
    """The passages of a page; None where its words are not tagged for the most part."""
    blocks: list[_Block] = []
    if tree := pdfium.FPDF_StructTree_GetForPage(page):
        for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            element = pdfium.FPDF_StructTree_GetChildAtIndex(tree, index)
            if element:
                _walk(element, _Block(part="body", contents=[]), blocks, 0)
        pdfium.FPDF_StructTree_Close(tree)
    words, sizes, loose = _words(textpage)
    for block in blocks:
        # Takes out the numbers of notes: digits alone, set smaller than the words that they stand after.
        largest = max((sizes.get(number, 0.0) for number in block.contents), default=0.0)
        for number in block.contents:
            if sizes.get(number, 0.0) < _SMALL * largest and words.get(number, "").strip("\u2060 ").isdecimal():
                words[number] = ""
    known = {number for block in blocks for number in block.contents}
    tagged = sum(len(text) for number, text in words.items() if number in known)
    # A page may hold little besides its running heads.
    untagged = max(0, sum(map(len, loose)) - _RUNNING_HEADS)
    if tagged < _WHOLE * (sum(map(len, words.values())) + untagged) or not tagged:
        return None
    found = [
        Passage(text=text, place=place, part=block.part)
        for block in blocks
        if (text := "".join(words.get(number, "") for number in block.contents).strip())
    ]
    found += [Passage(text=text, place=place, part="running") for text in loose if text.strip()]
    strays = (text for number, text in words.items() if number not in known)
    return found + [Passage(text=text, place=place) for text in strays if text.strip()]


@cache
def _bare(name: str, answer: Any, *given: Any) -> Any:
    """A function of PDFium that takes and gives plain numbers for its handles: wrapped ones take four times as long."""
    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(answer, *given)(address)


def _words(textpage: Any) -> tuple[dict[int, str], dict[int, float], list[str]]:
    """The words of each marked content by number, with their size, and those of none (page furniture), a line each."""
    handle, number_at = ctypes.c_void_p, (ctypes.c_void_p, ctypes.c_int)
    unicode, added = (
        _bare(name, ctypes.c_uint, *number_at) for name in ("FPDFText_GetUnicode", "FPDFText_IsGenerated")
    )
    holder = _bare("FPDFText_GetTextObject", handle, *number_at)
    content = _bare("FPDFPageObj_GetMarkedContentID", ctypes.c_int, handle)
    sized = _bare("FPDFTextObj_GetFontSize", ctypes.c_int, handle, handle)
    page, size = ctypes.cast(textpage.raw, handle).value, ctypes.c_float()
    words: dict[int, list[str]] = {}
    sizes: dict[int, float] = {}
    loose: list[list[str]] = [[]]
    contents: dict[int, int] = {}
    for index in range(textpage.count_chars()):
        character = chr(unicode(page, index))
        # PDFium adds white space alone.
        if character in " \r\n" and added(page, index) == 1:
            loose += [[]] if character in "\r\n" else []
            continue
        written = holder(page, index) or 0
        if written not in contents:
            contents[written] = content(written)
        number = contents[written]
        if number >= 0 and number not in words and sized(written, ctypes.addressof(size)):
            sizes[number] = size.value
        (words.setdefault(number, []) if number >= 0 else loose[-1]).append(character)
    # PDFium gives a character beyond U+FFFF as two.
    joined = {number: join_pairs("".join(text)) for number, text in words.items()}
    return joined, sizes, [join_pairs("".join(text)) for text in loose]


def _kind(element: Any) -> str:
    length = pdfium.FPDF_StructElement_GetType(element, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 2))
    pdfium.FPDF_StructElement_GetType(element, buffer, length)
    return buffer.raw.decode("utf-16-le", errors="replace").split("\0")[0]


def _walk(element: Any, block: _Block, found: list[_Block], depth: int) -> None:
    if depth > _DEEPEST:
        return
    kind = _kind(element)
    if kind not in _INLINE:
        part = _PARTS.get(kind, "heading" if kind[:1] == "H" and kind[1:].isdecimal() else block.part)
        block = _Block(part=part if part != "body" else block.part, contents=[])
        found.append(block)
    for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
        number = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)
        if number >= 0:
            if block is not found[-1]:
                # Words after an inner block go on where the outer one broke off.
                block = _Block(part=block.part, contents=[])
                found.append(block)
            block.contents.append(number)
            continue
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, index)
        if child and depth == _FOOT and kind == "NonStruct" and _kind(child) == "Span":
            # WeasyPrint's notes at the foot of a page: each a span beside the text's own parts.
            block = _Block(part="note", contents=[])
            found.append(block)
        if child:
            _walk(child, block, found, depth + 1)
