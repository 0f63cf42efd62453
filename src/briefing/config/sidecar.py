"""The sidecar: what an office knows of a source that the source does not print (`seeds/<stem>.toml`)."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Literal

from briefing.config.pictures import Picture, load_picture
from briefing.config.toml import Settings, parse_settings
from briefing.errors import ConfigurationError
from briefing.files import load_text

if TYPE_CHECKING:
    from pathlib import Path

Status = Literal["draft", "approved"]
CONTACT_KEYS = ("office", "person", "telephone", "email", "address", "website", "hours")
BULLETIN_KEYS = ("name", "number", "issuer", "date", "secrecy", "copies", "to", "cc")
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Erratum:
    """A known error of the source: `words` stay as printed, a note says what they should be."""

    words: str
    correct: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page that the sources section names."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingInstead:
    """A heading of the source, and the words that packs print as the heading in its place."""

    words: str
    instead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """The office's mark: files beside the sidecar, what is read to who cannot see it, and the pictures once loaded.

    `word` is a PNG for Word files, which an SVG cannot be put into.
    """

    file: str
    alt: str
    word: str = ""
    picture: Picture | None = None
    word_picture: Picture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    """An office's knowledge of a source that is not printed in it; everything is optional.

    `published` is ISO 8601, a year or a month being enough; `inferred` says that nobody printed it. `contact` holds
    what is filled in of `CONTACT_KEYS`, `bulletin` of `BULLETIN_KEYS`. `locked` names keep their characters in every script. Figures older than
    `stale_after` months are warned of.
    """

    file: str = ""
    published: str | None = None
    inferred: bool = False
    place: str | None = None
    credit: str | None = None
    status: Status | None = None
    contact: dict[str, str] = field(default_factory=dict)
    contact_given: bool = False
    bulletin: dict[str, str] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    errata: tuple[Erratum, ...] = ()
    locked: tuple[str, ...] = ()
    stale_after: int | None = None
    headings: tuple[HeadingInstead, ...] = ()
    logo: Logo | None = None


def _published(settings: Settings) -> str | None:
    value = settings.table.get("published")
    if value is None:
        return None
    text = value.isoformat() if isinstance(value, datetime.date) else str(value)
    if isinstance(value, bool) or not _DATE.fullmatch(text):
        raise ConfigurationError(
            f"{settings.file} 的 published 有误：{text}", hint="请写年份或日期，例如 2024、2024-05 或 2024-05-20"
        )
    return text


def _months(settings: Settings) -> int | None:
    value = settings.table.get("stale_after")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ConfigurationError(f"{settings.file} 的 stale_after 有误：{value}", hint="请写几个月算过时，例如 18")
    return value


def _status(settings: Settings) -> Status | None:
    match settings.optional_text("status"):
        case "":
            return None
        case "draft":
            return "draft"
        case "approved":
            return "approved"
        case other:
            raise ConfigurationError(
                f"{settings.file} 的 status 有误：{other}", hint="可用的值：draft（草稿）、approved（已审定）"
            )


def _filled_in(settings: Settings, keys: tuple[str, ...]) -> dict[str, str]:
    settings.refuse_unknown(keys)
    given = {key: _number_or_day(settings.table.get(key)) or settings.optional_text(key) for key in keys}
    return {key: text for key, text in given.items() if text}


def _number_or_day(value: object) -> str | None:
    """The words for a number or a day written without quotation marks: `copies = 120`, `date = 2026-05-21`."""
    if isinstance(value, datetime.date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _bulletin(settings: Settings) -> dict[str, str]:
    """The entries of the office's masthead; a `ConfigurationError` where it has no name to stand at its head."""
    given = _filled_in(settings, BULLETIN_KEYS)
    if given and "name" not in given:
        raise ConfigurationError(
            f"{settings.file} 的 bulletin 没有 name", hint='请写出报头的名称，例如 name = "青屏信息"'
        )
    return given


def _link(settings: Settings) -> Link:
    link = settings.record(Link)
    if not re.match(r"https?://", link.url):
        raise ConfigurationError(
            f"{settings.file} 的 {settings.path}.url 不是网址：{link.url}", hint="请写以 https:// 开头的完整网址"
        )
    return link


_KEYS = {field.name for field in fields(Sidecar)} - {"file", "contact_given"}


def parse_sidecar(text: str, file: str) -> Sidecar:
    """The sidecar that a TOML text holds; a `ConfigurationError` names the file and the key that is wrong."""
    settings = parse_settings(text, file)
    settings.refuse_unknown(_KEYS)
    logo = settings.within("logo")
    logo.refuse_unknown(("file", "alt", "word"))
    return Sidecar(
        file=file,
        published=_published(settings),
        inferred=settings.flag("inferred", default=False),
        place=settings.optional_text("place") or None,
        credit=settings.optional_text("credit") or None,
        status=_status(settings),
        contact=_filled_in(settings.within("contact"), CONTACT_KEYS),
        contact_given="contact" in settings.table,
        bulletin=_bulletin(settings.within("bulletin")),
        links=tuple(map(_link, settings.each("links"))),
        errata=tuple(one.record(Erratum) for one in settings.each("errata")),
        locked=settings.texts("locked"),
        stale_after=_months(settings),
        headings=tuple(one.record(HeadingInstead) for one in settings.each("headings")),
        logo=Logo(file=logo.text("file"), alt=logo.text("alt"), word=logo.optional_text("word"))
        if logo.table
        else None,
    )


def load_sidecar(path: Path) -> Sidecar:
    """The sidecar in a file with the pictures beside it, or an empty one where there is no file."""
    sidecar = _read_sidecar(path)
    logo = sidecar.logo
    if logo is None:
        return sidecar
    picture = load_picture(path.parent, logo.file, f"{path.name} 的 logo.file ")
    in_word = load_picture(path.parent, logo.word, f"{path.name} 的 logo.word ") if logo.word else picture
    if logo.word and in_word.kind != "png":
        raise ConfigurationError(
            f"{path.name} 的 logo.word 不是 PNG：{logo.word}", hint="请另存为 PNG，Word 文件里用它"
        )
    word_picture = in_word if in_word.kind == "png" else None
    return replace(sidecar, logo=replace(logo, picture=picture, word_picture=word_picture))


def logo_files(path: Path) -> tuple[Path, ...]:
    """The files beside the sidecar that its packs are made of, whether they can be used or not."""
    try:
        logo = _read_sidecar(path).logo
    except ConfigurationError:
        return ()
    names = (logo.file, logo.word) if logo else ()
    return tuple(path.parent / name for name in names if name and name == (path.parent / name).name)


def _read_sidecar(path: Path) -> Sidecar:
    try:
        return parse_sidecar(load_text(path, path.name), path.name)
    except FileNotFoundError:
        return Sidecar()
