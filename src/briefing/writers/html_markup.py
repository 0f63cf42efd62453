"""Filters and tests of the page templates, which turn parts of a document into markup."""

from __future__ import annotations

import re
from base64 import b64encode
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup, escape

from briefing.document.model import FigureRun, FromEditor, FromSidecar, FromSource, plain
from briefing.document.room import MIDDLING_HEAD, SHORT_HEAD, are_snug, columns
from briefing.text.folding import fold
from briefing.text.language import Script
from briefing.text.quantity_patterns import unit_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import jinja2

    from briefing.config.pictures import Picture
    from briefing.config.theme import Character
    from briefing.document.model import Block, Line, Run, Tile

# A numeral with what it joins (3+3+X, 5G+), what limits it (超80, 第17) and its unit: 12|条 would be two lines; and the
# place that a note leads to, 原文 8.2.
_UNBROKEN = re.compile(
    rf"(?:原文 )?[第超近逾约]?(?:[0-9]+(?:[.,][0-9]+)*(?:{unit_pattern()})|"
    r"(?:[0-9]+[A-Za-z]*(?:[.,+/-][0-9A-Za-z]+)*|[A-Za-z]+[0-9]+)[%+]?"
    rf"(?:[余多]?(?:{unit_pattern()}|[万亿千百]{{1,2}}(?:{unit_pattern()}|[\u4e00-\u9fff])?|[\u4e00-\u9fff]))?)"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_OUTSIDE = re.compile(r"(?:https?://|mailto:|tel:)[^\s\"'<>]+", re.IGNORECASE)
_COUNTERS = {"{page}": Markup("counter(page)"), "{pages}": Markup("counter(pages)")}
_LOCALES = {Script.HANS: "zh_CN", Script.TW: "zh_TW", Script.HK: "zh_HK"}


def unbroken(text: str) -> Markup:
    """The text with every numeral and its unit kept on one line."""
    parts, end = [], 0
    for match in _UNBROKEN.finditer(fold(text)):
        if len(match.group()) == 1:
            continue
        kept = escape(text[match.start() : match.end()])
        parts += [escape(text[end : match.start()]), Markup('<span class="n">{}</span>').format(kept)]
        end = match.end()
    return Markup("").join([*parts, escape(text[end:])])


def href(run: Run) -> str | None:
    """The run's link: an anchor of the page, a web, mail or telephone address; None for anything else."""
    if not run.link:
        return None
    if _OUTSIDE.fullmatch(run.link):
        return run.link
    return f"#{run.link}" if ":" not in run.link else None


def fact(run: Run) -> str | None:
    """The outline's id of what the run states."""
    return run.origin.fact if isinstance(run.origin, FromSource | FromEditor) else None


def places(run: Run) -> str:
    """Offsets of the run in the source: `923-927 930-933`; empty for what it does not hold."""
    spans = run.origin.spans if isinstance(run.origin, FromSource) else ()
    return " ".join(f"{place.start}-{place.end}" for place in spans)


def kind_of_origin(run: Run) -> str:
    """The run's origin: `source`, `template`, `sidecar` with its key (`sidecar:contact.office`), or `editor`."""
    match run.origin:
        case FromSidecar(key=key):
            return f"sidecar:{key}"
        case origin:
            return type(origin).__name__.removeprefix("From").lower()


def is_figure(run: object) -> bool:
    """True if the run is a stated number."""
    return isinstance(run, FigureRun)


def kind(block: Block) -> str:
    """The name of the macro that prints the block."""
    return type(block).__name__


def breadth(heads: Sequence[Line]) -> str:
    """True if heads are `short` enough to stand side by side, two where three have no room or leave one over, or `long`."""
    longest = max((len(plain(head)) for head in heads), default=0)
    if longest > MIDDLING_HEAD:
        return "long"
    return "short by-2" if longest > SHORT_HEAD or len(heads) in {2, 4} else "short"


def arrangement(tiles: Sequence[Tile], look: Character) -> str:
    """Layout of the tiles, as classes: `by-3` columns, `snug` with smaller numerals, `led` by a first one two columns wide.

    A first tile that is wide keeps the last row full, so that all tiles stand in the same columns.
    """
    count, snug = columns(tiles, look), are_snug(tiles, look)
    led = count > 1 and len(tiles) > count and len(tiles) % count == count - 1
    return " ".join(["by-" + str(count), *(["snug"] if snug else []), *(["led"] if led else [])])


# Whatever is no letter, no digit, and none of the marks that mean nothing to CSS or HTML.
_CSS_MARK = re.compile(r"(?![^\W_])[^ ，。：；、（）《》“”「」·︱]")


def css_string(text: str) -> Markup:
    """The text as a CSS string; every mark that means anything to CSS or HTML is escaped."""
    escaped = _CSS_MARK.sub(lambda mark: f"\\{ord(mark[0]):x} ", _CONTROL.sub("", text))
    return Markup(f'"{escaped}"')  # noqa: S704  # letters, digits and a few Chinese marks, the rest by hexadecimal digits


def page_label(text: str) -> Markup:
    """A `content` value for 第 {page} 页，共 {pages} 页, the gaps filled by counters."""
    parts = re.split(r"(\{pages?\})", text)
    return Markup(" ").join(_COUNTERS.get(part) or css_string(part) for part in parts if part)


def css_families(families: Iterable[str], generic: str = "serif") -> Markup:
    """A `font-family` value; the theme lets in names alone that need no escape."""
    names = ", ".join(f'"{family}"' for family in families)
    return Markup(f"{names}, {generic}")  # noqa: S704  # checked in the theme


def css_number(value: float) -> str:
    """A number with no more than four places."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def data_uri(svg: str) -> Markup:
    """A drawing as a `url()` that needs no file."""
    drawing = quote(svg.strip(), safe="/:=,;+*!@&")
    return Markup('url("data:image/svg+xml,{}")').format(drawing.replace("&", "%26"))


def picture_uri(picture: Picture) -> str:
    """A picture as an address that needs no file."""
    kind = {"png": "image/png", "svg": "image/svg+xml"}[picture.kind]
    return f"data:{kind};base64,{b64encode(picture.content).decode()}"


def locale(script: Script) -> str:
    """The script as Open Graph names it."""
    return _LOCALES[script]


FILTERS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        plain, unbroken, href, fact, places, kind_of_origin, kind, breadth, arrangement, css_string, css_families, css_number, page_label, data_uri, picture_uri, locale,
    )
}  # fmt: skip


def equip(environment: jinja2.Environment) -> jinja2.Environment:
    """The environment with these filters and tests."""
    environment.filters.update(FILTERS)
    environment.tests["figure"] = is_figure
    return environment
