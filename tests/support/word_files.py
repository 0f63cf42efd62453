"""Word files taken apart for tests, with lxml alone: nothing here knows how the writer works."""

from __future__ import annotations

import io
import subprocess
import zipfile
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from briefing.document.model import Run, Table, Tiles
from running import HANGS
from samples import sample_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefing.document.model import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def part(content: bytes, name: str) -> etree._Element:
    """The root of one part of the file."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return etree.fromstring(file.read(name))


def values(root: etree._Element, tag: str, attribute: str = "val") -> list[str]:
    """An attribute of every element of that name, in order."""
    return [element.get(f"{W}{attribute}") for element in root.iter(f"{W}{tag}") if element.get(f"{W}{attribute}")]


def words(root: etree._Element) -> str:
    """The text that a reader sees, without tabs and breaks."""
    return "".join(element.text or "" for element in root.iter(f"{W}t"))


def style_of(paragraph: etree._Element) -> str | None:
    """The id of a paragraph's style."""
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return None if found is None else found.get(f"{W}val")


def paragraphs(root: etree._Element, *styles: str) -> list[etree._Element]:
    """The paragraphs in one of the styles, in order."""
    return [element for element in root.iter(f"{W}p") if style_of(element) in styles]


def bookmarked(root: etree._Element) -> dict[str, str]:
    """The words between the two ends of every bookmark, by its name."""
    open_, found = dict[str, str](), dict[str, str]()
    for element in root.iter():
        if element.tag == f"{W}bookmarkStart":
            open_[element.get(f"{W}id")] = element.get(f"{W}name")
            found[element.get(f"{W}name")] = ""
        elif element.tag == f"{W}bookmarkEnd":
            open_.pop(element.get(f"{W}id"), None)
        elif element.tag == f"{W}t":
            for name in open_.values():
                found[name] += element.text or ""
    return found


def runs_of(value: object) -> Iterator[Run]:
    """Every run in a part of a document, in reading order."""
    if isinstance(value, Run):
        yield value
    elif isinstance(value, tuple):
        for member in value:
            yield from runs_of(member)
    elif is_dataclass(value):
        for field in fields(value):
            yield from runs_of(getattr(value, field.name))


def text_of(value: object) -> str:
    """The words of a part of a document, in reading order."""
    return "".join(run.text for run in runs_of(value))


def tables_of(document: Document) -> list[Table]:
    """The tables that are no charts."""
    return [block for block in document.blocks if isinstance(block, Table) and not block.bars]


def tiles_of(number: tuple[str, str, str], count: int) -> Tiles:
    """So many tiles of one number in three parts."""
    tile = next(block for block in sample_document().blocks if isinstance(block, Tiles)).tiles[0]
    before, numeral, unit = number
    figure = replace(tile.figure, before=before, numeral=numeral, unit=unit, text="".join(number))
    return Tiles(tiles=(replace(tile, figure=figure),) * count)


def in_body(document: Document) -> tuple[object, ...]:
    """The blocks as the body says them: a chart's words are in its own part, but for its caption."""
    return tuple(block.caption if isinstance(block, Table) and block.bars else block for block in document.blocks)


def contents_of(document: Document) -> str:
    """The text of the contents: their heading and the headings that they list."""
    headings = [block for block in document.blocks if type(block).__name__ == "Heading"]
    return text_of(document.furniture.contents) + "".join(text_of(heading.line) for heading in headings)


def convert(target: str, folder: Path, *files: Path) -> None:
    """Has LibreOffice turn the files into another format, in the folder."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", target, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=HANGS)
