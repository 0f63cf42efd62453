"""The theme: fonts, sizes and colours of all formats, from one file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.audience import CHARACTERS
from briefing.document import Script
from briefing.errors import ConfigurationError
from briefing.settings import parse_settings

if TYPE_CHECKING:
    from briefing.overlay import Overlay
    from briefing.settings import Settings

THEME_FILE = "theme.toml"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_FONT = re.compile(r"[\w \-.]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """The faces of one script: lists for pages, in order of preference, and one name each for Word."""

    serif: tuple[str, ...]
    sans: tuple[str, ...]
    word_body: str
    word_heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Type sizes in points."""

    body: int
    small: int
    heading1: int
    heading2: int
    title: int
    numeral: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of one character, as #rrggbb."""

    accent: str
    deep: str
    tint: str
    ink: str
    quiet: str
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What all formats look like."""

    fonts: dict[Script, Fonts]
    latin_body: str
    latin_heading: str
    sizes: Sizes
    palettes: dict[str, Palette]


def _family(settings: Settings, name: str) -> str:
    # A font's name goes into a style sheet as it stands; one with a quote or a brace could write its own rules.
    if not _FONT.fullmatch(name):
        raise ConfigurationError(f"{settings.file} 的 {settings.path} 有不能用的字体名：{name}", hint="字体名只能有文字、空格和连字符")
    return name


def _fonts(settings: Settings) -> Fonts:
    settings.refuse_unknown(("serif", "sans", "word_body", "word_heading"))
    return Fonts(
        serif=tuple(_family(settings, name) for name in settings.texts("serif")),
        sans=tuple(_family(settings, name) for name in settings.texts("sans")),
        word_body=_family(settings, settings.text("word_body")),
        word_heading=_family(settings, settings.text("word_heading")),
    )


def _colour(settings: Settings, key: str) -> str:
    value = settings.text(key)
    if not _COLOUR.fullmatch(value):
        raise ConfigurationError(f"{settings.file} 的 {settings.path}.{key} 不是颜色：{value}", hint="请写成 #rrggbb，例如 #123c69")
    return value


def _palette(settings: Settings) -> Palette:
    keys = Palette.__dataclass_fields__
    settings.refuse_unknown(keys)
    return Palette(**{key: _colour(settings, key) for key in keys})


def _sizes(settings: Settings) -> Sizes:
    keys = Sizes.__dataclass_fields__
    settings.refuse_unknown(keys)
    return Sizes(**{key: settings.whole_number(key, 11, least=6, most=96) for key in keys})


def load_theme(overlay: Overlay) -> Theme:
    """The theme in use; a `ConfigurationError` names the key that is wrong."""
    settings = parse_settings(overlay.read(THEME_FILE), THEME_FILE)
    settings.refuse_unknown(("fonts", "latin", "sizes", "characters"))
    fonts, characters, latin = settings.within("fonts"), settings.within("characters"), settings.within("latin")
    return Theme(
        fonts={script: _fonts(fonts.within(script.value)) for script in Script},
        latin_body=_family(latin, latin.text("body")),
        latin_heading=_family(latin, latin.text("heading")),
        sizes=_sizes(settings.within("sizes")),
        palettes={name: _palette(characters.within(name)) for name in CHARACTERS},
    )
