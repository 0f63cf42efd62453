"""PDF → passages: the paragraphs of its pages, and its bookmarks, properties, annotations, alternatives and attachments."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from dataclasses import replace
from itertools import accumulate, pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as pdfium

from briefing.readers.passages import Passage, answer
from briefing.readers.pdf.furniture import find_furniture
from briefing.readers.pdf.paragraphs import join_paragraphs
from briefing.readers.pdf.source import lines_of, open_pdf
from briefing.readers.pdf.tags import tagged_passages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.readers.passages import Channel, Part
    from briefing.readers.pdf.paragraphs import Line

_XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_NOTE = re.compile(r"\d{1,3}\s+\S")
_LIST_NUMBER = re.compile(r"\d{1,2}[.．、]")
_ROW_NUMBER = re.compile(r"\s*\d{1,3}$")
_ROW = re.compile(r"(?:^|\s)\d{1,3}$")
# A running head stands at least on so many pages.
_RUNNING = 3
_COLUMNS = 8
_ENDS = ("。", "！", "？", "”", "」", "：", "；", "）", ")")
_CONTENTS = frozenset({"目录", "目錄", "目次"})
_SMALL = 0.86
_LONGEST = 1_000_000
_DEEPEST = 100


def read_passages(content: bytes, name: str) -> tuple[str | None, list[Passage]]:
    """The language stated by, and the passages of, a PDF; a `SourceError` for one that is encrypted, damaged or too long."""
    with open_pdf(content, name) as document:
        # A page is laid open once: that is a third of the time.
        pages = [document[number] for number in range(len(document))]
        passages = _tagged(pages) or list(_pages(list(lines_of(document))))
        passages += _unseen(document, pages, content)
        language = _language(document)
    return language, passages


def extract(content: bytes, name: str) -> dict[str, Any]:
    """The result of `read_passages` as plain JSON values."""
    return answer(*read_passages(content, name))


def _tagged(pages: Sequence[Any]) -> list[Passage] | None:
    """The passages of a PDF whose every page is tagged, else None."""
    found: list[Passage] = []
    for number, page in enumerate(pages):
        textpage = page.get_textpage()
        passages = tagged_passages(page, textpage, _page(number))
        if passages is None and textpage.count_chars():
            return None
        _go_on(found, list(_without_repeats(list(_with_contents(passages or [])), found)))
    return found


def _go_on(found: list[Passage], page: list[Passage]) -> None:
    """Adds a page; a paragraph that goes on from the page before becomes one passage again."""
    last = next((at for at in range(len(found) - 1, -1, -1) if found[at].part not in ("running", "note")), None)
    first = next((at for at, one in enumerate(page) if one.part not in ("running", "note")), None)
    if last is not None and first is not None and found[last].part == page[first].part == "body":
        before, after = found[last].text, page[first].text
        if not before.endswith(_ENDS):
            found[last] = replace(found[last], text=before + after)
            page.pop(first)
    found += page


def _without_repeats(page: list[Passage], before: list[Passage]) -> Iterator[Passage]:
    """The page with the header row that a table repeats at its head told as furniture."""
    # A table's first row may have any width.
    starts = [at + 1 for at, (one, cell) in enumerate(pairwise(before)) if one.part != "cell" and cell.part == "cell"]
    heads = {tuple(one.text for one in before[at : at + width]) for at in starts for width in range(2, _COLUMNS + 1)}
    repeated = max((len(head) for head in heads if tuple(one.text for one in page[: len(head)]) == head), default=0)
    yield from (replace(one, part="running") if number < repeated else one for number, one in enumerate(page))


def _with_contents(passages: list[Passage]) -> Iterator[Passage]:
    """The passages of a page, those under the title of the contents told as such and without their page numbers."""
    inside = False
    for one in passages:
        if one.part == "heading":
            inside = one.text in _CONTENTS
        yield (
            replace(one, text=_ROW_NUMBER.sub("", one.text), part="contents") if inside and one.part == "body" else one
        )


def _pages(lines: list[Line]) -> Iterator[Passage]:
    # The rows of a table of contents.
    titles = [at for at, line in enumerate(lines) if line.text.split(" ")[0] in _CONTENTS]
    contents = tuple(line for at in titles for line in _rows_under(lines, at)) if titles else ()
    # The highest lines of pages that stand at one height and begin with one word on several pages.
    highest: dict[int, Line] = {}
    for line in lines:
        if line.page not in highest or line.bottom > highest[line.page].bottom:
            highest[line.page] = line
    keys = {line: (round(line.bottom), line.text.split(" ")[0]) for line in highest.values()}
    counted = Counter(keys.values())
    # Three pages may begin with a bullet.
    running = (
        find_furniture(lines)
        | frozenset(line for line in lines if _LIST_NUMBER.fullmatch(line.text))
        | frozenset(line for line, key in keys.items() if counted[key] >= _RUNNING and any(map(str.isalnum, key[1])))
    )
    running |= _repeated_headers([line for line in lines if line not in running])
    notes = _notes([line for line in lines if line not in running])
    apart = running | notes | set(contents)
    for line in contents:
        yield Passage(text=_ROW.sub("", line.text), place=_page(line.page), part="contents")
    yield from _paragraphs([line for line in lines if line not in apart], "body")
    yield from _paragraphs([line for line in lines if line in notes.difference(contents)], "note")
    yield from (
        Passage(text=line.text, place=_page(line.page), part="running")
        for line in lines
        if line in running.difference(contents)
    )


def _rows_under(lines: list[Line], title: int) -> Iterator[Line]:
    """The rows under the title of a table of contents, up to the first of them that is printed again, as a heading."""
    # An office suite may print the contents without the numbers, which it has yet to count. A heading may have two lines.
    words, ends = "".join(line.text for line in lines), list(accumulate(len(line.text) for line in lines))
    rows: set[str] = set()
    for at in range(title + 1, len(lines)):
        line, row = lines[at], _ROW.sub("", lines[at].text)
        elsewhere = words.find(row, ends[at]) >= 0 or words.find(row, 0, ends[title]) >= 0
        if line.page != lines[title].page or row in rows or not (row != line.text or elsewhere):
            return
        rows.add(row)
        yield line


def _repeated_headers(lines: list[Line]) -> frozenset[Line]:
    """The rows of headers that a table repeats at the head of a page."""
    found, seen, page = set(), set(), -1
    for line in lines:
        if line.page != page and line.text in seen and " " in line.text:
            found.add(line)
        seen.add(line.text)
        page = line.page
    return frozenset(found)


def _paragraphs(lines: Sequence[Line], part: Part) -> Iterator[Passage]:
    for paragraph in join_paragraphs(lines):
        if paragraph.is_row:
            cells = (Passage(text=cell, place=_page(paragraph.page), part="cell") for cell in paragraph.cells if cell)
            yield from cells
            continue
        yield Passage(text=paragraph.text, place=_page(paragraph.page), part=part)


def _page(number: int) -> str:
    return f"第{number + 1}页"


def _notes(lines: list[Line]) -> frozenset[Line]:
    """The lines at the feet of pages that are set smaller than the text and begin with a number."""
    usual = median(line.em for line in lines) if lines else 0
    found: set[Line] = set()
    for page in {line.page for line in lines}:
        foot = sorted((line for line in lines if line.page == page), key=lambda line: line.bottom)
        small: list[Line] = []
        for line in foot:
            if line.em > _SMALL * usual:
                break
            small.append(line)
        # What stands above the first note is set small for another reason: a page that is filled to the full.
        first = max((number for number, line in enumerate(small) if _NOTE.match(line.text)), default=-1)
        found.update(small[: first + 1])
    return frozenset(found)


def _language(document: Any) -> str | None:
    length = pdfium.FPDFCatalog_GetLanguage(document, None, 0) if hasattr(pdfium, "FPDFCatalog_GetLanguage") else 0
    if not length:
        return None
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFCatalog_GetLanguage(document, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), length)
    return buffer.raw.decode("utf-16-le").rstrip("\0") or None


def _unseen(document: Any, pages: Sequence[Any], content: bytes) -> Iterator[Passage]:
    for key, value in document.get_metadata_dict(skip_empty=True).items():
        yield from _passage(value, f"文档属性 {key}", "property")
    for found in _XMP.findall(content):
        yield from _passage(_TAG.sub(" ", found.decode("utf-8", errors="replace")), "文档元数据", "property")
    for bookmark in document.get_toc():
        yield from _passage(bookmark.get_title(), "书签", "bookmark")
    yield from _attachments(document)
    for number, page in enumerate(pages):
        yield from _annotations(page, number)
        yield from _alternatives(page, number)


def _attachments(document: Any) -> Iterator[Passage]:
    for number in range(document.count_attachments()):
        attachment = document.get_attachment(number)
        name = attachment.get_name()
        yield from _passage(name, "附件名", "attachment")
        try:
            data = bytes(attachment.get_data())[:_LONGEST]
        except pypdfium2.PdfiumError:
            continue
        yield from _passage(data.decode("utf-8", errors="replace"), f"附件 {name}", "attachment")


def _annotations(page: Any, number: int) -> Iterator[Passage]:
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        for key in (b"Contents", b"T", b"Subj"):
            yield from _passage(
                _text_of(pdfium.FPDFAnnot_GetStringValue, annotation, key), f"{_page(number)}的批注", "comment"
            )
        pdfium.FPDFPage_CloseAnnot(annotation)


def _alternatives(page: Any, number: int) -> Iterator[Passage]:
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    children = pdfium.FPDF_StructTree_CountChildren(tree)
    pending = [(pdfium.FPDF_StructTree_GetChildAtIndex(tree, index), 0) for index in range(children)]
    while pending:
        element, depth = pending.pop()
        if not element:
            continue
        for ask in (pdfium.FPDF_StructElement_GetAltText, pdfium.FPDF_StructElement_GetActualText):
            yield from _passage(_text_of(ask, element), f"{_page(number)}的替代文字", "alternative")
        if depth < _DEEPEST:
            count = pdfium.FPDF_StructElement_CountChildren(element)
            pending += [
                (pdfium.FPDF_StructElement_GetChildAtIndex(element, index), depth + 1) for index in range(count)
            ]
    pdfium.FPDF_StructTree_Close(tree)


def _text_of(ask: Any, *about: Any) -> str:
    """The text that a function of PDFium writes as UTF-16, asked for its length first."""
    length = ask(*about, None, 0)
    buffer = ctypes.create_string_buffer(length)
    ask(*about, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)) if len(about) > 1 else buffer, length)
    return buffer.raw.decode("utf-16-le", errors="replace").rstrip("\0")


def _passage(text: str, place: str, channel: Channel) -> Iterator[Passage]:
    if text.strip():
        yield Passage(text=text, place=place, channel=channel)
