"""What of a Word file comes from template files: the drawing on the cover, the theme, the styles' names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.config.templates import Overlay
from briefing.config.theme import load_theme
from briefing.errors import ConfigurationError
from briefing.text.language import Script
from briefing.writers.docx.drawing import HEIGHT, WIDTH, read_drawing
from briefing.writers.docx.write import render_docx
from samples import sample_document
from word_files import W, part

if TYPE_CHECKING:
    from pathlib import Path

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 190">{}</svg>'


def _overlay(folder: Path, name: str, text: str) -> Overlay:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return Overlay.over(folder)


def test_a_drawing_stands_at_the_foot_of_the_page_in_its_groups_colours(tmp_path: Path) -> None:
    inside = '<g fill="#ffffff"><rect x="10" y="20" width="4" height="170" fill-opacity=".5"/></g>'
    overlay = _overlay(tmp_path, "html/investor.svg", SVG.format(inside))

    (bar,) = read_drawing(overlay, "html/investor.svg", load_theme(overlay).characters["investor"])

    top = HEIGHT - 170
    assert bar.outline == ((10, top), (14, top), (14, HEIGHT), (10, HEIGHT))
    assert (bar.fill, bar.opacity, bar.stroke) == ("FFFFFF", 0.5, "")


def test_nothing_of_a_drawing_reaches_beyond_the_page(tmp_path: Path) -> None:
    rings = '<circle cx="158" cy="189" r="88" fill="none" stroke="#123456"/><circle cx="158" cy="189" r="88"/>'
    overlay = _overlay(tmp_path, "html/talent.svg", SVG.format(rings))

    shapes = read_drawing(overlay, "html/talent.svg", load_theme(overlay).characters["talent"])

    points = [point for shape in shapes for point in shape.outline]
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points)
    assert max(x for x, _ in shapes[0].outline) == WIDTH


@pytest.mark.parametrize("text", ["<svg", SVG.format('<rect x="一"/>'), '<svg viewBox="0 0"/>'])
def test_a_broken_drawing_is_named(tmp_path: Path, text: str) -> None:
    overlay = _overlay(tmp_path, "html/investor.svg", text)

    with pytest.raises(ConfigurationError, match=r"html/investor\.svg 不是可用的 SVG"):
        render_docx(sample_document(), load_theme(overlay), overlay)


def test_a_broken_word_theme_is_named(tmp_path: Path) -> None:
    overlay = _overlay(tmp_path, "word/theme.xml", "<a:theme>")

    with pytest.raises(ConfigurationError, match=r"word/theme\.xml 不是正确的 XML"):
        render_docx(sample_document(), load_theme(overlay), overlay)


@pytest.mark.parametrize(
    ("template", "told"),
    [("<w:settings>", "word/settings.xml.j2 不是正确的 XML"), ("{{ missing }}", "word/settings.xml.j2 第 1 行有误（“")],
)
def test_a_broken_template_of_a_part_is_named(tmp_path: Path, template: str, told: str) -> None:
    overlay = _overlay(tmp_path, "word/settings.xml.j2", template)

    with pytest.raises(ConfigurationError) as refused:
        render_docx(sample_document(), load_theme(overlay), overlay)

    assert told in refused.value.message


def test_a_style_without_a_name_is_named(tmp_path: Path) -> None:
    overlay = _overlay(tmp_path, "word/styles.toml", 'Lead = { hans = "导语" }')

    with pytest.raises(ConfigurationError, match=r"Lead\.hant"):
        render_docx(sample_document(), load_theme(overlay), overlay)


def test_a_style_can_be_renamed_alone(tmp_path: Path) -> None:
    overlay = _overlay(tmp_path, "word/styles.toml", 'Lead = { hans = "开头", hant = "開頭" }')

    styles = part(render_docx(sample_document(), load_theme(overlay), overlay), "word/styles.xml")

    names = {style.get(f"{W}styleId"): style.find(f"{W}name").get(f"{W}val") for style in styles.iter(f"{W}style")}
    assert (names["Lead"], names["Remark"]) == ("开头", "编者说明")


def test_a_name_for_no_style_is_refused(tmp_path: Path) -> None:
    overlay = _overlay(tmp_path, "word/styles.toml", 'Laed = { hans = "导语", hant = "導語" }')

    with pytest.raises(ConfigurationError, match="Laed"):
        render_docx(sample_document(), load_theme(overlay), overlay)


@pytest.mark.parametrize("script", Script)
def test_words_own_menus_offer_the_themes_colours_and_fonts(script: Script) -> None:
    theme = load_theme(Overlay())

    content = render_docx(sample_document(script), theme, Overlay())

    own, look = part(content, "word/theme/theme1.xml"), theme.characters["investor"]
    accent = own.find(f".//{A}accent1/{A}srgbClr").get("val")
    assert f"#{accent.lower()}" == look.colours.accent
    assert own.find(f".//{A}minorFont/{A}ea").get("typeface") == theme.face(script, look.faces.body).word
    assert own.find(f".//{A}majorFont/{A}ea").get("typeface") == theme.face(script, look.faces.heading).word
    fonts = [one.get(f"{W}name") for one in part(content, "word/fontTable.xml")]
    assert len(fonts) == len(set(fonts))
