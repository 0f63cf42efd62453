"""PDF → text: the lines as PDFium finds them, joined into the paragraphs that they were before they were paginated."""

from __future__ import annotations

import re
from ctypes import byref
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as pdfium

from briefing.errors import SourceError
from briefing.reading.extract import Extract
from briefing.reading.layout import HAN, tidy
from briefing.reading.paragraphs import Line, join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGES = 600
_CHARACTERS = 5_000_000
# A page of a scan has a stamp or a page number at most.
_SCAN_PER_PAGE = 20
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd\ufffe\U000f0000-\U0010ffff]")
_CHINESE = re.compile(f"[{HAN}]")
_UNMAPPED_SHARE = 0.1
# How large type is whose line is so high.
_EM_OF_HEIGHT = 0.8
_SAMPLE = 9
_FORMAT_ERROR = "请用 PDF 软件打开它，另存一份后重试"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Glyph:
    """One character of a page; `made` tells a space or line end that PDFium put in from one that is in the file."""

    index: int
    character: str
    made: bool


def extract(content: bytes, name: str) -> Extract:
    """The text of a PDF; a `SourceError` for one that is encrypted, damaged, too long, or a scan."""
    with open_pdf(content, name) as document:
        count = len(document)
        lines = list(lines_of(document))
    text = "\n".join(join_lines(lines))
    _refuse_unreadable(text, name, count)
    return Extract(text=text)


def open_pdf(content: bytes, name: str) -> Any:
    """The PDF, to be closed; a `SourceError` for one that is encrypted, damaged or too long."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise _not_open(name, error.err_code) from None
    if len(document) > _PAGES:
        count = len(document)
        document.close()
        raise SourceError(f"{name} 有 {count} 页，太长", hint=f"一篇访谈不应超过 {_PAGES} 页，请只给有正文的几页")
    return document


def _not_open(name: str, code: int | None) -> SourceError:
    if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return SourceError(f"{name} 加了密码，读不了", hint="请去掉打开密码，另存后重试")
    return SourceError(f"{name} 打不开：文件损坏或不完整，或者不是 PDF", hint=_FORMAT_ERROR)


def _refuse_unreadable(text: str, name: str, pages: int) -> None:
    visible = re.sub(r"\s", "", text)
    if len(visible) < _SCAN_PER_PAGE * pages:
        raise SourceError(
            f"{name} 里几乎没有文字，像是扫描件", hint="请用文字识别（OCR）软件转成文字，核对后另存为 .docx 或 .txt"
        )
    if len(_PRIVATE.findall(visible)) > _UNMAPPED_SHARE * len(visible):
        raise SourceError(
            f"{name} 的文字取不出来：字体没有带字符编码", hint="请找原来的 Word 文件，或从网页复制文字另存为 .txt"
        )


def lines_of(document: Any) -> Iterator[Line]:
    """The lines of all pages; a page that cannot be read makes the file a damaged one, since text would be missing."""
    total = 0
    for number in range(len(document)):
        page = document[number]
        textpage = page.get_textpage()
        glyphs = _glyphs(textpage)
        total += len(glyphs)
        if total > _CHARACTERS:
            raise SourceError("PDF 里的文字太多", hint="请只给有正文的几页")
        yield from _lines_of_page(textpage, glyphs, number)
        textpage.close()
        page.close()


def _glyphs(textpage: Any) -> list[_Glyph]:
    return [
        _Glyph(
            index=index,
            character=chr(pdfium.FPDFText_GetUnicode(textpage, index)),
            made=pdfium.FPDFText_IsGenerated(textpage, index) == 1,
        )
        for index in range(textpage.count_chars())
    ]


def _lines_of_page(textpage: Any, glyphs: list[_Glyph], page: int) -> Iterator[Line]:
    row: list[_Glyph] = []
    for glyph in [*glyphs, _Glyph(index=len(glyphs), character="\n", made=True)]:
        if glyph.character not in "\r\n":
            row.append(glyph)
            continue
        inked = [one for one in row if not one.character.isspace()]
        if inked:
            yield _line(textpage, row, inked, page)
        row = []


def _line(textpage: Any, row: list[_Glyph], inked: list[_Glyph], page: int) -> Line:
    first, last = _box(textpage, inked[0].index), _box(textpage, inked[-1].index)
    return Line(
        page=page,
        text=tidy("".join(_spaced(textpage, row))),
        left=min(first.left, last.left),
        right=max(first.right, last.right),
        bottom=min(first.bottom, last.bottom),
        em=_em(textpage, inked),
    )


def _em(textpage: Any, inked: list[_Glyph]) -> float:
    """The size of the type: as wide as most Chinese characters, or for a line without them, as its letters are high."""
    chinese = [one for one in inked if "\u4e00" <= one.character <= "\u9fff"][:_SAMPLE]
    if chinese:
        boxes = [_box(textpage, one.index) for one in chinese]
        return max(1.0, float(median(box.right - box.left for box in boxes)))
    box = _box(textpage, inked[0].index)
    return max(1.0, float(box.top - box.bottom) * _EM_OF_HEIGHT)


def _spaced(textpage: Any, row: list[_Glyph]) -> Iterator[str]:
    """The row's characters, without the spaces that PDFium takes stretched Chinese lines to have."""
    for index, glyph in enumerate(row):
        around = row[index - 1 : index + 2] if index else []
        if not (glyph.made and len(around) == 3 and _is_stretch(textpage, around[0], around[2])):  # noqa: PLR2004 - one on each side
            yield glyph.character


def _is_stretch(textpage: Any, before: _Glyph, after: _Glyph) -> bool:
    """Whether the gap is no space: under half a character beside Chinese, as justification and a change of script leave it."""
    one, other = _box(textpage, before.index), _box(textpage, after.index)
    widest = 0.5 if _CHINESE.search(before.character + after.character) else 0.12
    return bool(other.left - one.right < widest * (one.top - one.bottom))


def _box(textpage: Any, index: int) -> Any:
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(textpage, index, byref(box))
    return box
