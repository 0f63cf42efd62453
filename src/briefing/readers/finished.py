"""Finished file → its passages: one table of readers, by what the content is and not by what the file is called."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from briefing.errors import SourceError
from briefing.files import load_bytes
from briefing.readers.encodings import decode
from briefing.readers.passages import FactMark, FinishedFile, Passage
from briefing.readers.sandbox import extract_confined

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Literal

    Format = Literal["docx", "pdf", "html", "text"]

_LARGEST = 60_000_000
# A pack prints a source, of half a million characters at most, twice over; what travels unseen is far more.
_MOST_SEEN, _MOST_IN_ALL, _MOST_PASSAGES = 2_000_000, 10_000_000, 300_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_HEAD = 1024
_MARKUP = ("<!doctype html", "<html", "<?xml")


def recognise(content: bytes, name: str) -> Format:
    """The kind of file that the content is; everything that is nothing else is text."""
    if content.startswith((b"PK\x03\x04", _OLE)):
        return "docx"
    if b"%PDF-" in content[:_PDF_HEAD]:
        return "pdf"
    opening = content[:_PDF_HEAD].decode("utf-8", errors="replace").lstrip("\ufeff \t\r\n").lower()
    if opening.startswith(_MARKUP) or name.lower().endswith((".html", ".htm")):
        return "html"
    return "text"


def read_finished(path: Path) -> FinishedFile:
    """The file read back; a `SourceError` for one that is missing, encrypted, damaged, too large or hostile.

    What is not plain text is read in a process of its own, for a bounded time and in bounded memory.
    """
    content = load_bytes(path, _LARGEST)
    kind = recognise(content, path.name)
    if kind == "text":
        answer = _plain(content, path.name)
    else:
        answer = extract_confined(f"briefing.readers.{kind}.finished", content, path.name)
    passages = answer["passages"]
    seen = sum(len(one["text"]) for one in passages if one.get("channel", "text") == "text")
    whole = sum(len(one["text"]) for one in passages)
    if seen > _MOST_SEEN or whole > _MOST_IN_ALL or len(passages) > _MOST_PASSAGES:
        raise SourceError(
            f"{path.name} 太长：{len(passages)} 段，{whole // 10_000} 万字", hint="请确认给对了文件，或分成几个文件"
        )
    return _finished(path.name, kind, content, answer["language"], map(_passage, passages))


def read_own(content: bytes, name: str) -> FinishedFile:
    """A file that this program has just made, read back in this process."""
    from importlib import import_module

    kind = recognise(content, name)
    if kind == "text":
        return _finished(name, kind, content, None, map(_passage, _plain(content, name)["passages"]))
    language, passages = import_module(f"briefing.readers.{kind}.finished").read_passages(content, name)
    return _finished(name, kind, content, language, passages)


def _plain(content: bytes, name: str) -> dict[str, Any]:
    text, _ = decode(content, name)
    if not text.strip():
        raise SourceError(f"{name} 是空的", hint="请确认给对了文件")
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    passages = [{"text": words, "place": f"第{number}段"} for number, words in enumerate(paragraphs, 1)]
    return {"language": None, "passages": passages}


def _passage(one: dict[str, Any]) -> Passage:
    return Passage(**one | {"marks": tuple(FactMark(**mark) for mark in one.get("marks", ()))})


def _finished(
    name: str, kind: Format, content: bytes, language: str | None, passages: Iterable[Passage]
) -> FinishedFile:
    return FinishedFile(
        name=name,
        format=kind,
        sha256=hashlib.sha256(content).hexdigest(),
        language=language,
        passages=tuple(passages),
    )
