"""One change in a Word file: words replaced where they stand, whatever runs they are cut into; nothing else is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from briefing.errors import UsageError
from briefing.packs.zips import write_zip
from briefing.readers.docx.package import open_package, parse_part, read_part
from briefing.readers.docx.unseen import refuse_bomb

if TYPE_CHECKING:
    from collections.abc import Iterator

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_CALLED = "这个 Word"


def _texts(paragraph: etree._Element) -> list[etree._Element]:
    """The paragraph's own pieces of text, those of text boxes within it left out."""
    return [one for one in paragraph.iter(f"{_W}t") if next(one.iterancestors(f"{_W}p")) is paragraph]


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _paragraphs(root: etree._Element, sentence: str) -> Iterator[etree._Element]:
    """The paragraphs that hold a sentence, or all."""
    for paragraph in root.iter(f"{_W}p"):
        if _squeeze(sentence) in _squeeze("".join(one.text or "" for one in _texts(paragraph))):
            yield paragraph


def _places(root: etree._Element, words: str, sentence: str) -> Iterator[tuple[list[etree._Element], int]]:
    """The paragraphs' pieces that hold the words, with the offset of each occurrence; in the sentence where it is given."""
    for paragraph in _paragraphs(root, sentence):
        pieces = _texts(paragraph)
        text = "".join(one.text or "" for one in pieces)
        start = text.find(words)
        while start >= 0:
            yield pieces, start
            start = text.find(words, start + len(words))


def _replace(pieces: list[etree._Element], start: int, length: int, instead: str) -> None:
    """Put the new words in the first piece that the old ones touch, and take the old ones out of all."""
    at, end = 0, start + length
    for piece in pieces:
        text = piece.text or ""
        first, last = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if first < last:
            piece.text = text[:first] + instead + text[last:]
            piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            instead = ""


def replace_words(content: bytes, words: str, instead: str, sentence: str, number: int | None = None) -> bytes:
    """The Word file with the words replaced; a `UsageError` where they are not there once and only once.

    With a `number` those in so many-th of the paragraphs that hold the sentence.
    """
    members, roots = _open(content)
    found = [(name, *place) for name, root in roots.items() for place in _places(root, words, sentence)]
    if number is not None and number < len(found):
        found = found[number : number + 1]
    name, pieces, start = _only(found, words)
    _replace(pieces, start, len(words), instead)
    return _written(members, roots, name)


def remove_paragraph(content: bytes, words: str, number: int) -> bytes:
    """The Word file without a paragraph: of those that hold the words, so many-th; the last one of a cell is emptied."""
    members, roots = _open(content)
    found = [(name, one) for name, root in roots.items() for one in _paragraphs(root, words)]
    name, paragraph = _only(found[number : number + 1], words)
    parent = paragraph.getparent()
    if parent is not None and len(parent.findall(f"{_W}p")) > 1 and paragraph.find(f"{_W}pPr/{_W}sectPr") is None:
        parent.remove(paragraph)
    else:
        for piece in _texts(paragraph):
            piece.text = ""
    return _written(members, roots, name)


def _open(content: bytes) -> tuple[dict[str, bytes], dict[str, etree._Element]]:
    with open_package(content, _CALLED) as package:
        refuse_bomb(package, _CALLED)
        members = {part: read_part(package, part, _CALLED) for part in package.namelist()}
        return members, {part: parse_part(members[part], _CALLED) for part in _PARTS if part in members}


def _only(found: list[Any], words: str) -> Any:
    if len(found) != 1:
        many = "不止一处" if found else "在文件里找不到"
        raise UsageError(f"“{words}”{many}，不知道该改哪里", hint="请在 Word 里改好再交回来")
    return found[0]


def _written(members: dict[str, bytes], roots: dict[str, etree._Element], name: str) -> bytes:
    members[name] = etree.tostring(roots[name], xml_declaration=True, encoding="UTF-8", standalone=True)
    return write_zip(members)
