"""The styles of a Word file: what each paragraph and stretch of text is called and looks like, from `data/word_styles.toml.j2`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.config.jinja import environment_of, render_template
from briefing.config.templates import Overlay
from briefing.document.room import LONG_SCALE, TILE_SCALE, page_text
from briefing.kept import parse_toml
from briefing.writers.docx.style_markup import Setting, Style, Type

if TYPE_CHECKING:
    from briefing.config.theme import Character
    from briefing.writers.docx.page import Page

_DATA = Overlay(folders=(Path(__file__).parents[2] / "data",))
_BASES = {"paragraph": "Normal", "character": "DefaultParagraphFont"}


def _given(table: dict[str, Any]) -> dict[str, Any]:
    """The entries that are not "", lists as tuples."""
    return {key: _tuple(value) for key, value in table.items() if value != ""}


def _tuple(value: Any) -> Any:
    return tuple(map(_tuple, value)) if isinstance(value, list) else value


def _style(id_: str, table: dict[str, Any], base: str) -> Style:
    return Style(
        id=id_,
        name=table.get("name", ""),
        based_on=table.get("based_on", base) or None,
        following=table.get("following"),
        setting=Setting(**_given(table["setting"])) if "setting" in table else None,
        look=Type(**_given(table.get("look", {}))),
    )


def read_styles(character: Character, page: Page) -> dict[str, tuple[Style, ...]]:
    """Every `paragraph` style, the base of all first, and every `character` style."""
    numeral = character.sizes.numeral * TILE_SCALE
    context = {
        "sizes": character.sizes,
        "formal": character.indent > 0,
        "indent": character.indent,
        "measure": page.measure,
        "spread": page.spread,
        "text": page_text(character),
        "numeral": numeral,
        "long_numeral": numeral * LONG_SCALE,
    }
    tables = parse_toml(render_template(environment_of(_DATA, ""), "word_styles.toml.j2", context))
    return {
        kind: tuple(_style(id_, table, _BASES[kind]) for id_, table in styles.items())
        for kind, styles in tables.items()
    }
