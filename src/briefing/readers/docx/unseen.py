"""What travels in a Word file unseen: words in its definitions, its attributes and the files that are embedded in it."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

from briefing.errors import SourceError
from briefing.readers.docx.source import open_package, read_part
from briefing.readers.passages import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.readers.passages import Channel

_TOTAL = 300_000_000
_MEMBERS = 5000
_LONGEST = 2_000_000


def refuse_bomb(package: zipfile.ZipFile, name: str) -> None:
    """A `SourceError` for a package that is too large when it is unpacked."""
    entries = package.infolist()
    if len(entries) > _MEMBERS or sum(entry.file_size for entry in entries) > _TOTAL:
        raise SourceError(f"{name} 解开后太大", hint="请确认给对了文件；正文可以另存为 .txt 后重试")


def says(text: str | None) -> bool:
    """Whether there are Han characters in a text, written out or as a URL writes them."""
    return bool(text and re.search(r"[\u4e00-\u9fff]|%E[4-9]", text))


def texts_in(root: Any, place: str, channel: Channel) -> Iterator[Passage]:
    """Every text in a part."""
    for element in root.iter():
        for text in (element.text, element.tail):
            if isinstance(text, str) and text.strip():
                yield Passage(text=text, place=place, channel=channel)


def attributes_in(root: Any, part: str) -> Iterator[Passage]:
    """Every attribute of a part that says something."""
    for element in root.iter():
        for value in getattr(element, "attrib", {}).values():
            if says(value):
                yield Passage(text=value, place=f"部件 {part}", channel="custom-xml")


def words_of_attachment(package: zipfile.ZipFile, part: str, name: str) -> list[Passage]:
    """The words in an embedded file, as far as they are text, or text in a zip."""
    content = read_part(package, part, name)[:_LONGEST]
    place = f"附件 {part}"
    found = [Passage(text=part, place=place, channel="attachment")] if says(part) else []
    if zipfile.is_zipfile(BytesIO(content)):
        with open_package(content, name) as inner:
            refuse_bomb(inner, name)
            members = [inner.read(one)[:_LONGEST] for one in inner.namelist() if one.endswith((".xml", ".txt"))]
    else:
        members = [content]
    texts = [re.sub(r"<[^>]*>", "", one.decode(kind, errors="ignore")) for one in members for kind in _encodings(one)]
    return found + [Passage(text=text, place=place, channel="attachment") for text in texts if says(text)]


def _encodings(content: bytes) -> tuple[str, ...]:
    """How words may be written in a file that does not say so; XML does, and is read as UTF-8 unless it is not."""
    return ("utf-8",) if content.startswith(b"<?xml") else ("utf-8", "utf-16-le")
