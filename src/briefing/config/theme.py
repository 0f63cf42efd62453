"""The theme: fonts, sizes and colours of every format, from `theme.toml`."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING

from briefing.config.audience import CHARACTERS
from briefing.config.templates import Overlay
from briefing.config.toml import Settings, parse_settings
from briefing.errors import ConfigurationError
from briefing.text.language import Script

if TYPE_CHECKING:
    from collections.abc import Mapping

THEME_FILE = "theme.toml"
ROLES = ("serif", "sans", "fangsong", "kai")
_COLOUR = "#[0-9a-fA-F]{6}"
# A font's name goes into CSS and XML as it stands, so nothing that could end a string there is let in.
_FONT = r"[\w][\w .()-]{0,60}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One typeface of a script: `css` are the families to try in order, `word` and `latin` what Word is told."""

    css: tuple[str, ...]
    word: str
    latin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Faces:
    """The face (`serif`, `sans`, `fangsong`, `kai`) of each use."""

    body: str
    heading: str
    subheading: str
    title: str
    numeral: str
    quotation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Type sizes in points. `keyword` is the spine's heads, `unit` what follows a tile's numeral."""

    title: float
    headline: float
    section: float
    subsection: float
    lead: float
    body: float
    table: float
    note: float
    numeral: float
    unit: float
    quotation: float
    keyword: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """Page margins in millimetres, on A4."""

    top: float
    right: float
    bottom: float
    left: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """Colours as `#rrggbb`. Words are set in `ink`, `quiet` and `accent`; `signal` only ever draws, never writes."""

    ink: str
    quiet: str
    accent: str
    signal: str
    tint: str
    rule: str
    cover: str
    cover_ink: str
    cover_quiet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dark:
    """The colours of a dark screen."""

    ink: str
    quiet: str
    accent: str
    paper: str
    tint: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Character:
    """The look of one kind of edition; `line_height` is in multiples of the size, `indent` a paragraph's, in ems."""

    line_height: float
    indent: float
    faces: Faces
    sizes: Sizes
    margins: Margins
    colours: Colours
    dark: Dark

    @property
    def is_formal(self) -> bool:
        """True if the edition keeps to GB/T 9704-2012: its paragraphs are indented, its pages numbered on the outside."""
        return self.indent > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """All that `theme.toml` says."""

    fonts: Mapping[Script, Mapping[str, Face]]
    characters: Mapping[str, Character]

    def face(self, script: Script, role: str) -> Face:
        """The face of a role in a script."""
        return self.fonts[script][role]


def _colour(settings: Settings, key: str) -> str:
    return settings.matching(key, _COLOUR, "颜色，写成 #rrggbb")


def _face(settings: Settings) -> Face:
    settings.refuse_unknown(("css", "word", "latin"))
    word = settings.matching("word", _FONT, "字体名")
    families = settings.texts("css")
    for number, family in enumerate(families, 1):
        Settings(file=settings.file, table={"css": family}, path=settings.path).matching(
            "css", _FONT, f"字体名（第 {number} 个）"
        )
    if not families:
        raise ConfigurationError(f"{settings.file} 的 {settings.path}.css 是空的", hint="请至少写一种字体")
    return Face(css=families, word=word, latin=settings.matching("latin", _FONT, "字体名"))


def _character(settings: Settings) -> Character:
    settings.refuse_unknown([field.name for field in fields(Character)])
    role, roles = "|".join(ROLES), f"{'、'.join(ROLES)}之一"
    return Character(
        line_height=settings.number("line_height", least=1, most=3),
        indent=settings.number("indent", least=0, most=4),
        faces=settings.within("faces").record(Faces, lambda faces, key: faces.matching(key, role, roles)),
        sizes=settings.within("sizes").record(Sizes, lambda sizes, key: sizes.number(key, least=5, most=120)),
        margins=settings.within("margins").record(Margins, lambda margins, key: margins.number(key, least=5, most=80)),
        colours=settings.within("colours").record(Colours, _colour),
        dark=settings.within("dark").record(Dark, _colour),
    )


@cache
def usual_theme() -> Theme:
    """The built-in theme."""
    return load_theme(Overlay())


def load_theme(overlay: Overlay) -> Theme:
    """The theme of the overlay; a `ConfigurationError` names the key that is wrong."""
    settings = parse_settings(overlay.read(THEME_FILE), THEME_FILE, of_template=True)
    settings.refuse_unknown(("fonts", "characters"))
    fonts, characters = settings.within("fonts"), settings.within("characters")
    fonts.refuse_unknown(tuple(Script))
    characters.refuse_unknown(CHARACTERS)
    tables = {script: fonts.within(script) for script in Script}
    for table in tables.values():
        table.refuse_unknown(ROLES)
    return Theme(
        fonts={script: {role: _face(table.within(role)) for role in ROLES} for script, table in tables.items()},
        characters={name: _character(characters.within(name)) for name in CHARACTERS},
    )
