"""Word files made of raw markup for tests of the reader: what Word writes and python-docx cannot."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from briefing.readers.docx.source import extract

if TYPE_CHECKING:
    from briefing.readers.extract import Extract

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}/relationships" xmlns:m="{_OFFICE}/math" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def run(text: str, look: str = "") -> str:
    """A run of words, with what its properties say."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def raised(text: str, how: str = "superscript") -> str:
    """A run that is set above or below the line."""
    return run(text, f'<w:vertAlign w:val="{how}"/>')


def paragraph(inside: str, settings: str = "") -> str:
    """A paragraph of runs, or of plain words."""
    runs = inside if inside.startswith("<") else run(inside)
    return f"<w:p><w:pPr>{settings}</w:pPr>{runs}</w:p>"


def listed(level: int = 0, number: int = 1) -> str:
    """Properties that put a paragraph into a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def styled(style: str) -> str:
    """Properties that give a paragraph its style."""
    return f'<w:pStyle w:val="{style}"/>'


def level(depth: int, kind: str, pattern: str, more: str = "", *, start: int = 1) -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def lists(levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """The part that defines one abstract list and the lists that count in it."""
    return f'<w:numbering {SPACES}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{nums}</w:numbering>'


def styles(*made: str) -> str:
    """The part that defines styles."""
    return f"<w:styles {SPACES}>{''.join(made)}</w:styles>"


def style(id_: str, name: str, inside: str = "", based_on: str = "") -> str:
    """A paragraph style."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name}"/>{base}{inside}</w:style>'


def cell(text: str, settings: str = "") -> str:
    """A cell; its paragraphs are parted by bars."""
    return f"<w:tc><w:tcPr>{settings}</w:tcPr>{''.join(map(paragraph, text.split('|')))}</w:tc>"


def table(*rows: tuple[str, ...]) -> str:
    """A table of cells, or of plain words."""
    made = ("".join(one if one.startswith("<") else cell(one) for one in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in made)}</w:tbl>"


def word_file(body: str, **parts: str | bytes) -> bytes:
    """A Word file; each further part is called after its kind, `aFChunk_html` after kind and suffix."""
    buffer = io.BytesIO()
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/relationships/{kind.split("_")[0]}" Target="{_file(kind)}"/>'
        for number, kind in enumerate(parts, 1)
    )
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        main = f'<Relationship Id="m" Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/>'
        file.writestr("_rels/.rels", f'<Relationships xmlns="{_PACKAGE}/relationships">{main}</Relationships>')
        file.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
        )
        file.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        for kind, content in parts.items():
            file.writestr(f"word/{_file(kind)}", content)
    return buffer.getvalue()


def _file(kind: str) -> str:
    name, _, suffix = kind.partition("_")
    return f"{name}.{suffix or 'xml'}"


def read(body: str, **parts: str | bytes) -> Extract:
    """The extract that the reader takes out of such a file."""
    return extract(word_file(body, **parts), "稿.docx")


def lines(body: str, **parts: str | bytes) -> list[str]:
    """The lines that the reader takes out of such a file."""
    return read(body, **parts).text.split("\n")


def kinds(extracted: Extract) -> list[tuple[str, str]]:
    """The kind of each marked line, with its words."""
    return [(mark.kind, extracted.text[mark.span.start : mark.span.end]) for mark in extracted.marks]


def told(extracted: Extract) -> list[str]:
    """The messages of the notices."""
    return [notice.message for notice in extracted.notices]
