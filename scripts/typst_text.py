"""A document as Typst text: the same words at the same sizes, set the way Typst sets them of its own accord."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from briefing.document.model import (
    Annex,
    Asks,
    Bullets,
    Details,
    Heading,
    OnePage,
    Paragraph,
    Quotation,
    Spine,
    Table,
    Tiles,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.config.theme import Character, Theme
    from briefing.document.model import Block, Document, Line, Note, PageBlock, Tile

Notes = dict[int, "Note"]


def _text(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def _line(line: Line, notes: Notes) -> str:
    """The runs of a line as markup."""
    parts = []
    for run in line:
        parts.append(f"#strong({_text(run.text)})" if run.emphasis == "strong" else f"#{_text(run.text)}")
        if run.note:
            parts.append(f"#footnote[{_line(notes[run.note].line, {})}]")
    return "".join(parts)


def _lines(lines: Iterable[Line], notes: Notes) -> str:
    return " \\ ".join(_line(line, notes) for line in lines)


def _tile(tile: Tile) -> str:
    number = f"#text(size: numeral, {_text(tile.figure.before + tile.figure.numeral)})#{_text(tile.figure.unit)}"
    return f"[{number} \\ {_lines((tile.indicator, tile.period, tile.source), {})}]"


def _table(block: Table, notes: Notes) -> str:
    header = "".join(f"[{_line(cell, notes)}], " for cell in block.header)
    cells = "".join(f"[{_lines(cell, notes)}], " for row in block.rows for cell in row)
    widths = ", ".join(f"{width}fr" for width in block.widths)
    return f"#text(size: small)[#table(columns: ({widths},), stroke: (x: none), table.header({header}), {cells})]"


def _list(mark: str, lines: Iterable[Line], notes: Notes) -> str:
    return "\n".join(f"{mark} {_line(line, notes)}" for line in lines)


def _one_page(page: OnePage, notes: Notes) -> str:
    parts = (
        f"{_line(part.label, notes)}\n\n" + "\n\n".join(_block(block, notes) for block in part.blocks)
        for part in page.parts
    )
    return "\n\n".join([_block(page.heading, notes), _line(page.said, notes), *parts, "#pagebreak()"])


def _block(block: Block | PageBlock, notes: Notes) -> str:  # noqa: PLR0911  # one return for each kind of block
    match block:
        case Heading(level=level, line=line):
            return f"{'=' * level} {_line(line, notes)}"
        case Paragraph(line=line):
            return _line(line, notes)
        case Bullets(lines=lines):
            return _list("-", lines, notes)
        case Spine(groups=groups):
            return "\n\n".join(f"{_line(one.label, notes)}\n{_list('+', one.heads, notes)}" for one in groups)
        case Tiles(tiles=tiles):
            cells = ", ".join(map(_tile, tiles))
            return f"#grid(columns: 4 * (1fr,), gutter: 12pt, {cells})"
        case Table():
            return _table(block, notes)
        case Quotation(line=line, speaker=speaker, source=source):
            return f"#quote(block: true)[{_line(line, notes)} \\ {_line((*speaker, *source), notes)}]"
        case Asks(items=items):
            return "\n\n".join(f"{_line(one.head, notes)}\n{_list('-', one.measures, notes)}" for one in items)
        case Details(entries=entries) | Annex(entries=entries):
            rows = ((one.label, (one.line,) if hasattr(one, "line") else one.lines) for one in entries)
            return "\n".join(f"/ {_line(label, {})}: {_lines(lines, {})}" for label, lines in rows)


def _settings(look: Character, document: Document, theme: Theme) -> str:
    margins, sizes = look.margins, look.sizes
    families = theme.fonts[document.script][look.faces.body].css[:1]
    region = document.script.value.removeprefix("zh-Hant-").removeprefix("zh-")
    language = "" if region == "Hans" else f', region: "{region}"'
    return f"""
#set page("a4", margin: (top: {margins.top}mm, right: {margins.right}mm, bottom: {margins.bottom}mm,
  left: {margins.left}mm), numbering: "1")
#set text(font: {_text(families[0])}, size: {sizes.body}pt, lang: "zh"{language})
#set par(justify: true, leading: {(look.line_height - 1) * sizes.body}pt, first-line-indent: (amount: {look.indent}em, all: true))
#let numeral = {sizes.numeral}pt
#let small = {sizes.table}pt
"""


def typst_text(document: Document, theme: Theme) -> str:
    """The document in Typst's markup, from the first section on."""
    notes = {note.number: note for note in document.notes}
    blocks = "\n\n".join(
        _one_page(block, notes) if isinstance(block, OnePage) else _block(block, notes) for block in document.blocks
    )
    return f"{_settings(theme.characters[document.character], document, theme)}\n{blocks}\n"
