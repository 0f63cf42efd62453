"""PDF → extract: the lines of its pages as a person reads them, joined into the paragraphs that they were before they were paginated."""

from __future__ import annotations

import re
from ctypes import byref, c_int, create_string_buffer
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as pdfium

from briefing.errors import SourceError
from briefing.readers.extract import Extract, ExtractBuilder
from briefing.readers.pdf.furniture import find_furniture, find_notes
from briefing.readers.pdf.glyphs import read_glyphs, weigh_text_layer
from briefing.readers.pdf.headings import find_headings
from briefing.readers.pdf.page_layout import find_page_lines
from briefing.readers.pdf.paragraphs import join_paragraphs
from briefing.readers.pdf.ruled_tables import Ruling, find_ruling
from briefing.readers.pdf.scan_noise import find_noise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.readers.pdf.paragraphs import Line, Paragraph

_PAGES = 600
_CHARACTERS = 5_000_000
# A page of a scan has a stamp or a page number at most.
_SCAN_PER_PAGE = 20
_FORMAT_ERROR = "请用 PDF 软件打开它，另存一份后重试"
_CALLS = re.compile("[⁰¹²³⁴-⁹]+")
_FROM_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NOTE_NUMBER = re.compile(r"[\[\u3014［]?(\d{1,3}|[⁰¹²³⁴-⁹]+)")
# A picture so large under the text is the scan of a page; so small a one on a page without text is a logo.
_WHOLE, _PART = 0.8, 0.1
_NAMED = 3
_QUOTED = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """The lines of a page in reading order, what of its words is left out, and whether it is the picture of a page."""

    number: int
    lines: tuple[Line, ...]
    askew: str
    outside: str
    is_vertical: bool
    is_scan: bool
    has_picture: bool


def extract(content: bytes, name: str) -> Extract:
    """The text of a PDF with its notices; a `SourceError` for one that is encrypted, damaged, too long, a scan or garbled."""
    with open_pdf(content, name) as document:
        pages = list(_pages(document))
    lines = [line for page in pages for line in page.lines]
    if sum(len(line.text) for line in lines) < _SCAN_PER_PAGE * len(pages):
        raise SourceError(
            f"{name} 里几乎没有文字，像是扫描件", hint="请用文字识别（OCR）软件转成文字，核对后另存为 .docx 或 .txt"
        )
    builder = ExtractBuilder()
    furniture = find_furniture(lines)
    body = [line for line in lines if line not in furniture]
    notes = find_notes(body)
    called, cleared = _without_calls([line for line in body if line not in notes], notes)
    paragraphs = list(join_paragraphs(called))
    trust = weigh_text_layer(paragraphs, name)
    scans = [page.number for page in pages if page.is_scan]
    noise = list(find_noise(paragraphs, scans))
    unread = frozenset(noise)
    paragraphs = [paragraph for paragraph in paragraphs if paragraph not in unread]
    _write(builder, paragraphs, list(join_paragraphs([line for line in body if line in notes])))
    if scans:
        share = f"（约 {trust.broken:.1%} 的字符不成文字）" if trust.is_doubtful else ""
        builder.notice("scanned-text", f"{_places(scans)}是扫描图片，文字是识别出来的{share}，会有错字，请对照原件")
    elif trust.is_doubtful:
        builder.notice("garbled-text", f"约 {trust.broken:.1%} 的字符不成文字，像是字体没有带字符编码，请对照原件")
    if noise:
        told = f"{_places([one.page for one in noise])}的扫描图片里有 {len(noise)} 处短行认不成词"
        builder.notice("scanned-noise", f"{told}，没有读入，如“{noise[0].text[:_QUOTED]}”，请对照原件")
    _tell_left_out(builder, pages, [line for line in lines if line in furniture], cleared)
    return builder.build()


def open_pdf(content: bytes, name: str) -> Any:
    """The PDF, to be closed; a `SourceError` for one that is encrypted, damaged or too long."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise SourceError(f"{name} 加了密码，读不了", hint="请去掉打开密码，另存后重试") from None
        raise SourceError(f"{name} 打不开：文件损坏或不完整，或者不是 PDF", hint=_FORMAT_ERROR) from None
    if len(document) > _PAGES:
        count = len(document)
        document.close()
        raise SourceError(f"{name} 有 {count} 页，太长", hint=f"一篇访谈不应超过 {_PAGES} 页，请只给有正文的几页")
    return document


def lines_of(document: Any) -> Iterator[Line]:
    """The lines of all pages; a page that cannot be read makes the file a damaged one, since text would be missing."""
    return (line for page in _pages(document) for line in page.lines)


def _pages(document: Any) -> Iterator[_Page]:
    total = 0
    gutters: set[float] = set()
    for number in range(len(document)):
        page = document[number]
        textpage = page.get_textpage()
        total += textpage.count_chars()
        if total > _CHARACTERS:
            raise SourceError("PDF 里的文字太多", hint="请只给有正文的几页")
        read = read_glyphs(page, textpage)
        ruling = Ruling() if read.is_turned or not read.glyphs else find_ruling(page)
        # The share of the page that pictures cover.
        left, bottom, right, top = page.get_cropbox()
        covered = 0.0
        for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
            x, y, end, height = picture.get_bounds()
            covered += max(0.0, min(end, right) - max(x, left)) * max(0.0, min(height, top) - max(y, bottom))
        pictured = float(covered / max(1.0, (right - left) * (top - bottom)))
        yield _Page(
            number=number,
            lines=tuple(find_page_lines(read, number, ruling, gutters, partial(_font, textpage))),
            askew=read.askew,
            outside=read.outside,
            is_vertical=read.is_vertical,
            is_scan=bool(read.glyphs) and pictured > _WHOLE,
            has_picture=not read.glyphs and pictured > _PART,
        )
        textpage.close()
        page.close()


def _font(textpage: Any, index: int) -> str:
    flags, name = c_int(), create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(textpage, index, name, 128, byref(flags))
    return name.value.decode(errors="replace")


def _without_calls(body: Sequence[Line], notes: frozenset[Line]) -> tuple[list[Line], list[int]]:
    """The lines without the raised numbers that call a note of their page, and the pages of those."""
    numbers = {
        (line.page, found[1].translate(_FROM_SUPERSCRIPT)) for line in notes if (found := _NOTE_NUMBER.match(line.text))
    }
    kept: list[Line] = []
    cleared: list[int] = []
    for line in body:
        calls = {
            call for call in _CALLS.findall(line.text) if (line.page, call.translate(_FROM_SUPERSCRIPT)) in numbers
        }
        text = _CALLS.sub(lambda call, calls=calls: "" if call[0] in calls else call[0], line.text)  # type: ignore[misc]  # bound in the loop
        if text == line.text:
            kept.append(line)
        elif text:
            cleared.append(line.page)
            kept.append(replace(line, text=text, cells=()))
    return kept, cleared


def _write(builder: ExtractBuilder, paragraphs: Sequence[Paragraph], notes: Sequence[Paragraph]) -> None:
    """Adds the paragraphs, the notes of a page after the paragraph that its foot cuts, and tells of hyphens."""
    headings = find_headings(paragraphs)
    pending = list(notes)
    hyphens: list[str] = []
    place = None
    for paragraph in paragraphs:
        while pending and pending[0].page < paragraph.page:
            builder.line(pending.pop(0).text, "note")
        builder.page(paragraph.page + 1)
        if paragraph.is_row:
            builder.line(paragraph.text, "row")
        elif paragraph in headings:
            level = headings[paragraph]
            builder.line(paragraph.text, "heading" if level else "title", level=level)
        else:
            at = builder.line(paragraph.text)
            place = place or (at if paragraph.hyphens else None)
        hyphens += paragraph.hyphens
    for note in pending:
        builder.line(note.text, "note")
    if hyphens:
        shown = "、".join(f"“{word}”" for word in dict.fromkeys(hyphens[:_NAMED]))
        builder.notice("joined-hyphens", f"行末有连字符，接成了{shown}（共 {len(hyphens)} 处），请对照原件", place)


def _tell_left_out(
    builder: ExtractBuilder, pages: Sequence[_Page], furniture: Sequence[Line], cleared: Sequence[int]
) -> None:
    if pictures := [page.number for page in pages if page.has_picture]:
        builder.notice(
            "picture-page", f"{_places(pictures)}只有图片，没有文字，没有读入；如有正文，请先做文字识别（OCR）"
        )
    if vertical := [page.number for page in pages if page.is_vertical]:
        builder.notice("vertical-text", f"{_places(vertical)}是竖排文字，按从右到左读入，请对照原件")
    for code, what, words in (
        ("askew-text", "转了方向的文字", [(page.number, page.askew) for page in pages if page.askew]),
        ("outside-text", "页面以外的文字", [(page.number, page.outside) for page in pages if page.outside]),
    ):
        if words:
            quoted = words[0][1][:_QUOTED]
            builder.notice(code, f"{_places([number for number, _ in words])}有{what}没有读入，如“{quoted}”")
    if furniture:
        shown = "、".join(f"“{words}”" for words in dict.fromkeys(line.text[:_QUOTED] for line in furniture[:_NAMED]))
        builder.notice(
            "page-furniture", f"{_places([line.page for line in furniture])}的页眉、页脚和页码没有读入，如{shown}"
        )
    if cleared:
        builder.notice("note-calls", f"{_places(cleared)}正文里的脚注号没有读入，脚注放在段落之后")


def _places(numbers: Sequence[int]) -> str:
    """The pages in words: 第1、3–5页."""
    spans: list[list[int]] = []
    for number in sorted(set(numbers)):
        if spans and spans[-1][-1] == number - 1:
            spans[-1][-1] = number
        else:
            spans.append([number, number])
    return "第" + "、".join(f"{a + 1}" if a == b else f"{a + 1}–{b + 1}" for a, b in spans) + "页"
