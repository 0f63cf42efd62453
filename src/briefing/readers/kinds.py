"""Kinds of file that are not read: refused by name, with the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP, _PDF, _RTF = b"PK\x03\x04", b"%pdf-", b"{\\rtf"
_PAGES, _MAIL = (b"<html", b"<!doctype html", b"<?xml", b"<head", b"<meta"), (b"mime-version:", b"from:")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_TO_WORD = "请用 Word 或 WPS 打开它，另存为 .docx 后重试"
# By suffix: what the file is called, and what to do.
_REFUSED = {
    ".doc": ("旧版 Word 文件（.doc）", _TO_WORD),
    ".dot": ("旧版 Word 模板（.dot）", _TO_WORD),
    ".wps": ("WPS 文字文件（.wps）", "请用 WPS 打开它，另存为 .docx 后重试"),
    ".wpt": ("WPS 文字模板（.wpt）", "请用 WPS 打开它，另存为 .docx 后重试"),
    ".rtf": ("RTF 文件（.rtf）", _TO_WORD),
    ".odt": ("OpenDocument 文件（.odt）", "请用 LibreOffice 或 Word 打开它，另存为 .docx 后重试"),
    ".docm": ("带宏的 Word 文件（.docm）", _TO_WORD),
    ".dotx": ("Word 模板（.dotx）", _TO_WORD),
    ".pages": ("Pages 文稿（.pages）", "请在 Pages 里导出为 .docx 后重试"),
    ".ofd": ("OFD 版式文件（.ofd）", "请用 OFD 阅读器另存为 .pdf 或 .docx；扫描件请先做文字识别（OCR）"),
    ".caj": ("CAJ 文件（.caj）", "请用 CAJViewer 另存为 .pdf；扫描件请先做文字识别（OCR）"),
    ".epub": ("电子书（.epub）", "请把这一篇另存为 .docx 或 .txt 后重试"),
}
_SCANS = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".gif", ".heic", ".webp"})
_SCANNED = "请先做文字识别（OCR），存为 .docx 或 .txt，对照原件改好后重试"
_TEXTS = frozenset({".txt", ".md", ".markdown", ".html", ".htm"})


def _spaced(kind: str) -> str:
    return f" {kind}" if kind[0].isascii() else kind


def refuse_kind(path: Path) -> None:
    """A `SourceError` for a kind of file that is known by its suffix and not read."""
    suffix = path.suffix.lower()
    if suffix in _REFUSED:
        kind, hint = _REFUSED[suffix]
        raise SourceError(f"{path.name} 是{_spaced(kind)}，读不了", hint=hint)
    if suffix in _SCANS:
        raise SourceError(f"{path.name} 是图片，里面的文字读不了", hint=_SCANNED)


def refuse_disguised(path: Path, content: bytes) -> None:
    """A `SourceError` for a file whose content is of another kind than its name says: an old Word file called .docx."""
    head = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    suffix = path.suffix.lower()
    is_word, is_pdf = suffix == ".docx", suffix == ".pdf"
    for is_so, kind, hint in (
        # The reader of Word files tells one with a password from an old one.
        (content.startswith(_OLE) and not is_word, "旧版 Office 文件（如 .doc、.wps）", _TO_WORD),
        (head.startswith(_RTF), "RTF 文件", _TO_WORD),
        (head.startswith(_PDF) and not is_pdf, "PDF 文件", "请把文件名的后缀改为 .pdf 后重试"),
        (
            content.startswith(_ZIP) and suffix in (*_TEXTS, ".pdf"),
            "Word 一类的压缩文件",
            "如果它是 Word 文件，请把后缀改为 .docx 后重试；压缩包请先解开",
        ),
        (content.startswith(_PICTURES) and not is_pdf, "图片", _SCANNED),
        # Office systems export pages, or pages packed as mail is, and call them Word files.
        (is_word and head.startswith(_PAGES), "网页（或旧式 XML）", _TO_WORD),
        (is_word and head.startswith(_MAIL), "网页存档（.mht）", "请把文件名的后缀改为 .mht 后重试"),
    ):
        if is_so:
            raise SourceError(f"{path.name} 其实是{_spaced(kind)}，读不了", hint=hint)
