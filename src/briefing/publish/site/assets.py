"""The download page and the files beside it: its style and script, each source's cards, and what a search needs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefing.packs import fingerprint
from briefing.packs.cache import key_of
from briefing.packs.folder import digest
from briefing.publish.site.page import page_context
from briefing.publish.site.search import search_index

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefing.config.template_set import TemplateSet
    from briefing.packs.cache import Cache
    from briefing.packs.contents_changes import EditionChanges
    from briefing.publish.site.inventory import FolderEntry

_VERSION = 12
_PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The download page, and what it loads or leads to, by name within the assets."""

    page: bytes
    assets: dict[str, bytes]


def _call(function: str, *values: object) -> bytes:
    """A script that hands values to the page: from a disk a browser loads scripts, but fetches nothing."""
    given = (json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c") for value in values)
    return f"briefingSite.{function}({','.join(given)});\n".encode()


def _version(content: bytes) -> str:
    """The query behind a file's address, so that no browser shows an old one that it kept beside a new page."""
    return digest(content)[:_VERSION]


def make_pages(  # noqa: PLR0913 - all that a page is made of
    folder_entries: Sequence[FolderEntry],
    template_set: TemplateSet,
    names: Mapping[str, str],
    changes: dict[str, EditionChanges],
    cache: Cache,
    *,
    public_only: bool,
) -> Pages:
    """Everything that a browser is given but for the pictures and the packs; from the cache where it says the same."""
    context = page_context(folder_entries, template_set, names, changes, public_only=public_only) | {
        "public_only": public_only,
        "here": False,
    }
    told = json.dumps(context, ensure_ascii=False, default=repr)
    key = key_of(["pages", fingerprint.surroundings(), fingerprint.site_templates(template_set.overlay), told])
    if (kept := cache.get(key)) and _PAGE in kept:
        return Pages(page=kept.pop(_PAGE), assets=kept)
    pages = draw_pages(template_set, context)
    cache.put(key, {_PAGE: pages.page, **pages.assets})
    return pages


def draw_pages(template_set: TemplateSet, context: dict[str, Any]) -> Pages:
    """The pages that say what the context holds."""
    # Here, since most builds change nothing on the pages.
    from markupsafe import Markup

    from briefing.config.jinja import make_environment, render_template

    environment = make_environment(template_set.overlay)
    # Chinese as characters: as \u escapes it would be twice as long, and nobody could look into it for a word.
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    style = render_template(environment, "site/style.css.j2", context)
    assets = {"site.css": style.encode(), "site.js": template_set.overlay.read("site/site.js").encode()}
    assets["search.js"] = _call("search", search_index(context["sources"]))
    context["versions"] = {name: _version(content) for name, content in assets.items()}
    for source, edition in zip(context["sources"], context["holdings"]["sources"], strict=True):
        drawn = render_template(environment, "site/cards.html.j2", {"source": source})
        source["drawn"] = Markup(drawn)  # noqa: S704 - our own template has escaped what it prints
        # A source's own page, which needs no script, and its cards and words for the script of the page of all.
        file = f"sources/{source['file']}"
        alone = render_template(environment, "site/source.html.j2", {**context, "source": source, "here": True})
        assets[f"{file}.html"] = alone.encode()
        data = {"html": source["drawn"], **source["index"]}
        assets[f"{file}.js"] = _call("source", source["file"], data)
        edition["version"] = _version(assets[f"{file}.js"])
    page = render_template(environment, "site/index.html.j2", context)
    return Pages(page=page.encode(), assets=assets)
