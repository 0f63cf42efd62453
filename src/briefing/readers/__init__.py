"""Path → Source: one table of readers by the file's suffix."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.errors import SourceError
from briefing.files import load_bytes, require_file
from briefing.readers.encodings import decode
from briefing.readers.extract import Extract, from_table
from briefing.readers.kinds import refuse_disguised, refuse_kind
from briefing.readers.plain import read_plain
from briefing.readers.sandbox import extract_confined
from briefing.text.characters import blank_private, find_look_alikes, find_no_text, find_private, unify
from briefing.text.source import Diagnostic, Source, span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefing.text.source import Span

_HAN = re.compile(r"[\u2e80-\u2fd5\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HAN_SHARE = 0.2
# Addresses, the file names of pictures, and tags.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s\u3000-\uffef)\]]+|[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9.-]{1,80}|\]\([^()\n]{0,1000}\)"
    r"|</?[A-Za-z][^<>\n]{0,1000}>"
)
# The longest interview that we know has some 40,000 characters; so many more, of whatever kind, are read in half a minute.
_LONGEST = 500_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads one kind of file: bytes and the file's name → its extract, and its encoding or the kind of file."""

    read: Callable[[bytes, str], tuple[Extract, str]]
    largest: int


def _reader_of(kind: str, *, encoding: str, largest: int) -> Reader:
    """A reader that runs `briefing.readers.<kind>.source` in a process of its own."""
    return Reader(
        read=lambda content, name: (
            from_table(extract_confined(f"briefing.readers.{kind}.source", content, name)),
            encoding,
        ),
        largest=largest,
    )


def _read_text(content: bytes, name: str) -> tuple[Extract, str]:
    text, encoding = decode(content, name)
    # What is too long to be read is refused below, and costs no more time.
    return (Extract(text=text) if len(text) > _LONGEST else read_plain(text, name)), encoding


_TEXT = Reader(read=_read_text, largest=20_000_000)
_MARKDOWN = _reader_of("markdown", encoding="markdown", largest=20_000_000)
_PAGE = _reader_of("html", encoding="html", largest=20_000_000)

READERS: dict[str, Reader] = {
    ".txt": _TEXT,
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".html": _PAGE,
    ".htm": _PAGE,
    ".mht": _PAGE,
    ".mhtml": _PAGE,
    ".docx": _reader_of("docx", encoding="docx", largest=50_000_000),
    ".pdf": _reader_of("pdf", encoding="pdf", largest=50_000_000),
}


def find_reader(path: Path) -> Reader:
    """The reader of a file by its suffix; a `SourceError` says of other kinds how they become readable."""
    suffix = path.suffix.lower()
    refuse_kind(path)
    if suffix not in READERS:
        raise SourceError(f"{path.name} 这种文件读不了", hint=f"能读的文件：{'、'.join(READERS)}")
    return READERS[suffix]


def _refuse_unusable(extract: Extract, name: str) -> None:
    text = extract.text
    visible = re.sub(r"[\s\u200b\ufeff]", "", text)
    if not visible:
        raise SourceError(f"{name} 里只有空白，没有文字", hint="请确认文件存好了、给对了")
    if (place := find_no_text(text)) is not None:
        raise SourceError(f"{name} 第 {place + 1} 字不是文字（U+{ord(text[place]):04X}）", hint="请删去这个字符后重试")
    if len(text) > _LONGEST:
        raise SourceError(
            f"{name} 太长：{len(text) // 10_000} 万字", hint=f"一篇访谈不应超过 {_LONGEST // 10_000} 万字，请分成几篇"
        )
    # The text without what is no part of what it says: its furniture, foreign captions, addresses, tags.
    start, kept = 0, []
    for mark in extract.marks:
        words = text[mark.span.start : mark.span.end]
        if mark.kind == "furniture" or (mark.kind == "caption" and not _HAN.search(words)):
            kept.append(text[start : mark.span.start])
            start = mark.span.end
    prose = re.sub(r"[\s\u200b\ufeff]", "", _ADDRESS.sub("", "".join([*kept, text[start:]])))
    han = len(_HAN.findall(prose))
    if not han or han < _HAN_SHARE * len(prose) or len(_KANA.findall(prose)) > han / 2:
        raise SourceError(f"{name} 不是中文文本", hint="请给中文访谈；如果打开是乱码，请另存为 UTF-8 后重试")


def read(path: Path) -> Source:
    """The text in a file; a `SourceError` where it cannot be used, saying why and what to do."""
    require_file(path)
    reader = find_reader(path)
    content = load_bytes(path, reader.largest)
    if not content:
        raise SourceError(f"{path.name} 是空的", hint="请确认文件存好了、给对了")
    refuse_disguised(path, content)
    extract, encoding = reader.read(content, path.name)
    _refuse_unusable(extract, path.name)
    extract = _without_private(extract)
    look_alikes = []
    if places := find_look_alikes(extract.text):
        first = extract.text[places[0]]
        message = f"有 {len(places)} 个字存成了部首或兼容字形（如“{first}”），都按通用的字（“{unify(first)}”）读、印"
        look_alikes = [Diagnostic(code="radicals", message=message, span=span(places[0], places[0] + 1))]
    return Source(
        name=path.name,
        text=extract.text,
        sha256=hashlib.sha256(content).hexdigest(),
        encoding=encoding,
        marks=extract.marks,
        pages=extract.pages,
        notices=(*extract.notices, *look_alikes),
    )


def _without_private(extract: Extract) -> Extract:
    """The extract with a space for each private-use character, so that every offset stays, and one notice of them."""
    places = find_private(extract.text)
    if not places:
        return extract
    text, first = blank_private(extract.text), places[0]
    marks = ((mark, _trimmed(text, mark.span), mark.words and _trimmed(text, mark.words)) for mark in extract.marks)
    message = f"有 {len(places)} 个造字或专用字体的符号（如 U+{ord(extract.text[first]):04X}），别的电脑印不出，空着没有印，请对照原件"
    told = Diagnostic(code="private-characters", message=message, span=span(first, first + 1))
    kept = tuple(replace(mark, span=place, words=words) for mark, place, words in marks if place.start < place.end)
    return replace(extract, text=text, marks=kept, notices=(*extract.notices, told))


def _trimmed(text: str, place: Span) -> Span:
    """The place without blanks at its ends: a line begins where its words do."""
    words = text[place.start : place.end]
    start = place.start + len(words) - len(words.lstrip(" "))
    return span(start, max(start, place.start + len(words.rstrip(" "))))
