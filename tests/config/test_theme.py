"""The theme: what it holds, and what it refuses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from briefing.config.templates import BUILT_IN, Overlay
from briefing.config.theme import THEME_FILE, load_theme
from briefing.errors import ConfigurationError
from briefing.text.language import Script


def overlay_with(folder: Path, old: str, new: str) -> Overlay:
    """The built-in templates with one place of the theme changed."""
    text = (BUILT_IN / THEME_FILE).read_text(encoding="utf-8")
    assert old in text
    (folder / THEME_FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    return Overlay.over(folder)


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("character", ["investor", "talent", "officials"])
def test_words_stand_out_from_every_ground_they_are_set_on(character: str) -> None:
    look = load_theme(Overlay()).characters[character]
    light, dark = look.colours, look.dark

    pairs = [(words, ground) for words in (light.ink, light.quiet, light.accent) for ground in ("#ffffff", light.tint)]
    pairs += [(words, ground) for words in (dark.ink, dark.quiet, dark.accent) for ground in (dark.paper, dark.tint)]
    pairs += [(light.cover_ink, light.cover), (light.cover_quiet, light.cover)]

    assert {pair: contrast(*pair) for pair in pairs if contrast(*pair) < 4.5} == {}


def test_every_script_has_a_face_for_every_role() -> None:
    theme = load_theme(Overlay())

    roles = {
        role for look in theme.characters.values() for role in (look.faces.body, look.faces.title, look.faces.quotation)
    }

    assert all(theme.face(script, role).css for script in Script for role in roles)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('ink = "#1a2433"', 'ink = "navy"', "characters.investor.colours.ink"),
        ("title = 40", "title = 4000", "characters.investor.sizes.title"),
        ('word = "宋体"', 'word = "宋体; color: red"', "fonts.zh-Hans.serif.word"),
        ('css = ["Noto Serif CJK SC"', 'css = ["A\\" } body { color: red"', "fonts.zh-Hans.serif.css"),
        ('faces = { body = "sans"', 'faces = { body = "comic"', "characters.investor.faces.body"),
        ("indent = 0", "indnt = 0", "characters.investor.indnt"),
    ],
)
def test_what_is_wrong_is_named_by_file_and_key(tmp_path: Path, old: str, new: str, key: str) -> None:
    overlay = overlay_with(tmp_path, old, new)

    with pytest.raises(ConfigurationError) as caught:
        load_theme(overlay)

    assert THEME_FILE in caught.value.message
    assert key in caught.value.message
    assert caught.value.exit_code == 4


def test_a_character_left_out_is_named(tmp_path: Path) -> None:
    shutil.copy(BUILT_IN / THEME_FILE, tmp_path / THEME_FILE)
    text = (tmp_path / THEME_FILE).read_text(encoding="utf-8")
    (tmp_path / THEME_FILE).write_text(text[: text.index("# 人才：")], encoding="utf-8")

    with pytest.raises(ConfigurationError, match=r"characters\.talent"):
        load_theme(Overlay.over(tmp_path))
