"""PDF → passages: the paragraphs of its pages, and its bookmarks, properties, annotations, alternatives and attachments."""

from __future__ import annotations

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
# Such passages stand between those of a paragraph that goes on over the page.
_APART = ("running", "note")
_COLUMNS = 8
_ENDS = ("。", "！", "？", "”", "」", "：", "；", "）", ")")
_CONTENTS = frozenset({"目录", "目錄", "目次"})
_SMALL = 0.86
_LONGEST = 1_000_000
_DEEPEST = 100
_NO_TEXT = 2


def read_passages(content: bytes, name: str) -> tuple[str | None, list[Passage]]:
    """The language stated by, and the passages of, a PDF; a `SourceError` for one that is encrypted, damaged or too long."""
    with open_pdf(content, name) as document:
        # A page is laid open once: that is a third of the time.
        pages = [document[number] for number in range(len(document))]
        passages = _tagged(pages) or list(_pages(list(lines_of(document))))
        passages += _unseen(document, pages, content)
        # Older builds of PDFium do not tell the language.
        ask = getattr(pdfium, "FPDFCatalog_GetLanguage", None)
        language = (_text_of(ask, document) or None) if ask else None
    return language, passages


def extract(content: bytes, name: str) -> dict[str, Any]:
    """The result of `read_passages` as plain JSON values."""
    return answer(*read_passages(content, name))


def _tagged(pages: Sequence[Any]) -> list[Passage] | None:
    """The passages of a PDF whose every page is tagged, else None; what goes on over pages is one passage again."""
    found: list[Passage] = []
    for number, page in enumerate(pages):
        textpage = page.get_textpage()
        passages = tagged_passages(page, textpage, _page(number))
        if passages is None and textpage.count_chars():
            return None
        passages, is_contents = passages or [], False
        for at, one in enumerate(passages):
            if one.part == "heading":
                is_contents = one.text in _CONTENTS
            elif is_contents and one.part == "body":
                passages[at] = replace(one, text=_ROW_NUMBER.sub("", one.text), part="contents")

        # A table repeats its first row, of any width, at the head of the page.
        starts = [
            at + 1 for at, (one, cell) in enumerate(pairwise(found)) if one.part != "cell" and cell.part == "cell"
        ]
        heads = {tuple(one.text for one in found[at : at + width]) for at in starts for width in range(2, _COLUMNS + 1)}
        repeated = max(
            (len(head) for head in heads if tuple(one.text for one in passages[: len(head)]) == head), default=0
        )
        passages[:repeated] = [replace(one, part="running") for one in passages[:repeated]]

        last = next((at for at in range(len(found) - 1, -1, -1) if found[at].part not in _APART), None)
        first = next((at for at, one in enumerate(passages) if one.part not in _APART), None)
        if last is not None and first is not None and found[last].part == passages[first].part == "body":
            before = found[last].text
            if not before.endswith(_ENDS):
                found[last] = replace(found[last], text=before + passages.pop(first).text)
        found += passages
    return found


def _pages(lines: list[Line]) -> Iterator[Passage]:
    titles = [at for at, line in enumerate(lines) if line.text.split(" ")[0] in _CONTENTS]
    contents = tuple(line for at in titles for line in _rows_under(lines, at)) if titles else ()
    running = _running(lines)
    notes = _notes([line for line in lines if line not in running])
    apart = running | notes | set(contents)
    for line in contents:
        yield Passage(text=_ROW.sub("", line.text), place=_page(line.page), part="contents")
    yield from _paragraphs([line for line in lines if line not in apart], "body")
    yield from _paragraphs([line for line in lines if line in notes.difference(contents)], "note")
    for line in lines:
        if line in running and line not in contents:
            yield Passage(text=line.text, place=_page(line.page), part="running")


def _running(lines: list[Line]) -> frozenset[Line]:
    """Page furniture, the numbers of lists that stand alone, and the header rows that a table repeats at the head of a page."""
    highest: dict[int, Line] = {}
    for line in lines:
        if line.page not in highest or line.bottom > highest[line.page].bottom:
            highest[line.page] = line
    # The highest lines of several pages stand at one height and begin with one word; three pages may begin with a bullet.
    keys = {line: (round(line.bottom), line.text.split(" ")[0]) for line in highest.values()}
    counted = Counter(keys.values())
    running = (
        find_furniture(lines)
        | frozenset(line for line in lines if _LIST_NUMBER.fullmatch(line.text))
        | frozenset(line for line, key in keys.items() if counted[key] >= _RUNNING and any(map(str.isalnum, key[1])))
    )
    headers, seen, page = set(), set(), -1
    for line in lines:
        if line not in running:
            if line.page != page and line.text in seen and " " in line.text:
                headers.add(line)
            seen.add(line.text)
            page = line.page
    return running | headers


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


def _unseen(document: Any, pages: Sequence[Any], content: bytes) -> Iterator[Passage]:
    for key, value in document.get_metadata_dict(skip_empty=True).items():
        yield from _passage(value, f"文档属性 {key}", "property")
    for found in _XMP.findall(content):
        yield from _passage(_TAG.sub(" ", found.decode("utf-8", errors="replace")), "文档元数据", "property")
    for bookmark in document.get_toc():
        yield from _passage(bookmark.get_title(), "书签", "bookmark")
    for number in range(document.count_attachments()):
        attachment = document.get_attachment(number)
        name = attachment.get_name()
        yield from _passage(name, "附件名", "attachment")
        try:
            data = bytes(attachment.get_data())[:_LONGEST]
        except pypdfium2.PdfiumError:
            continue
        yield from _passage(data.decode("utf-8", errors="replace"), f"附件 {name}", "attachment")
    for number, page in enumerate(pages):
        yield from _unseen_of_page(page, _page(number))


def _unseen_of_page(page: Any, place: str) -> Iterator[Passage]:
    """The annotations of a page, and the words that stand for its pictures in the structure."""
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        if annotation := pdfium.FPDFPage_GetAnnot(page, index):
            for key in (b"Contents", b"T", b"Subj"):
                text = _text_of(pdfium.FPDFAnnot_GetStringValue, annotation, key)
                yield from _passage(text, f"{place}的批注", "comment")
            pdfium.FPDFPage_CloseAnnot(annotation)

    if not (tree := pdfium.FPDF_StructTree_GetForPage(page)):
        return
    pending = [
        (pdfium.FPDF_StructTree_GetChildAtIndex(tree, index), 0)
        for index in range(pdfium.FPDF_StructTree_CountChildren(tree))
    ]
    while pending:
        element, depth = pending.pop()
        if not element:
            continue
        for ask in (pdfium.FPDF_StructElement_GetAltText, pdfium.FPDF_StructElement_GetActualText):
            yield from _passage(_text_of(ask, element), f"{place}的替代文字", "alternative")
        if depth < _DEEPEST:
            pending += [
                (pdfium.FPDF_StructElement_GetChildAtIndex(element, index), depth + 1)
                for index in range(pdfium.FPDF_StructElement_CountChildren(element))
            ]
    pdfium.FPDF_StructTree_Close(tree)


def _text_of(ask: Any, *about: Any) -> str:
    """The text that a function of PDFium writes as UTF-16, asked for its length in bytes first."""
    length = ask(*about, None, 0)
    # Most elements of a page's structure have none: a mark of its end alone.
    if length <= _NO_TEXT:
        return ""
    buffer = (pdfium.FPDF_WCHAR * ((length + 1) // 2))()
    ask(*about, buffer, length)
    return bytes(buffer).decode("utf-16-le", errors="replace").rstrip("\0")


def _passage(text: str, place: str, channel: Channel) -> Iterator[Passage]:
    if text.strip():
        yield Passage(text=text, place=place, channel=channel)
