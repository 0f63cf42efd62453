"""A web page → the text of its article: headline, date line and the lines as a browser shows them, one block a line.

Weighed against trafilatura 2.3 on 22 saved pages of 20 Chinese sites, the article as Chromium shows it taken by eye:
headlines 22 against 15, dates 22 against 20, sentences of the article taken 100 % against 90 %, sentences taken that are
not of it 2 % against 24 % (16 % where it favours precision). The rules were made on these pages; 38 others were looked
through afterwards. trafilatura also parts a sentence at every bold word, and prints no numbers of lists.
"""

from __future__ import annotations

import codecs
import email
import email.policy
import html
import re

from lxml import etree

from briefing.errors import SourceError
from briefing.readers.encodings import decode
from briefing.readers.extract import Extract
from briefing.readers.html.article import find_article
from briefing.readers.html.lines import read_lines
from briefing.readers.html.metadata import read_metadata
from briefing.readers.html.page import compose, find_headline
from briefing.readers.html.styles import read_styles

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})|<\?xml[^>]{0,80}?encoding\s*=\s*[\"']([\w-]{2,20})",
    re.IGNORECASE,
)
_HEAD = 4096
# What pages call GB2312 or Big5 is full of characters from the larger sets.
_LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
_ARCHIVE = re.compile(
    rb"(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){0,12}content-type:\s*multipart/related", re.IGNORECASE
)
# In XML an empty element closes itself; to an HTML parser it would swallow the rest of the page.
_SELF_CLOSED = re.compile(
    r"<(script|style|title|iframe|textarea|div|span|p|a|td|li|ul|i|b|em|strong)\b([^<>]{0,500})/>", re.IGNORECASE
)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)


def extract(content: bytes, name: str) -> Extract:
    """The article's text, marks and notices.

    A `SourceError` where the page is in no encoding that can be read, is only a frame around other files, or nests too deep.
    """
    page = _decode_page(_unpack(content, name), name)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    root = etree.fromstring(page.encode(errors="replace"), parser)
    if root is None:
        return Extract(text="")
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise SourceError(
            f"{name} 里的标签套得太深，读不完整", hint="请在浏览器里打开它，把正文复制到 .txt 或 .docx 后重试"
        )
    shown = read_lines(root, read_styles(root))
    if not shown.lines:
        frames = [frame.get("src", "") for frame in root.iter("frame", "iframe")]
        if frames:
            raise SourceError(
                f"{name} 只是一个框架，文字在别的网页里（{frames[0][:60] or '没有写明地址'}）",
                hint="请在浏览器里打开框架中的网页，另存后重试",
            )
        return Extract(text="")
    metadata = read_metadata(root)
    headline = find_headline(shown.lines, metadata)
    article = find_article(shown.lines, lambda line: line is headline)
    return compose(article, headline, metadata, shown)


def _unpack(content: bytes, name: str) -> bytes:
    """The page inside a saved archive (.mht, .mhtml), as UTF-8; any other content as it is."""
    if not _ARCHIVE.match(content[:_HEAD].lstrip()):
        return content
    message = email.message_from_bytes(content.lstrip(), policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            found = payload if isinstance(payload, bytes) else b""
            declared = part.get_content_charset()
            text = _text_in(declared, found) if declared else None
            return found if text is None else codecs.BOM_UTF8 + text.encode()
    raise SourceError(f"{name} 里没有网页", hint="请在浏览器里打开它，另存为“网页，仅 HTML”后重试")


def _text_in(encoding: str, content: bytes) -> str | None:
    try:
        return content.decode(_LARGER.get(encoding, encoding))
    except (UnicodeDecodeError, LookupError):
        return None


def _decode_page(content: bytes, name: str) -> str:
    """The page as text, in the encoding that it declares where that works, else in the one that it turns out to be in."""
    has_mark = content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    declared = () if has_mark else _DECLARED.finditer(content[:_HEAD])
    texts = (_text_in((match[1] or match[2]).decode().lower(), content) for match in declared)
    text = next((text for text in texts if text is not None), None)
    if text is None:
        text, _ = decode(content, name)
    if text.lstrip("\ufeff \r\n").startswith("<?xml"):
        text = _CDATA.sub(lambda match: html.escape(match[1]), _SELF_CLOSED.sub(r"<\1\2></\1>", text))
        text = re.sub(r"^[\s\ufeff]*<\?xml[^>]*\?>", "", text)
    return text
