"""The download page: every pack in the output folder by source and reader, to be found, compared and downloaded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.files import make_folder, output_errors, read_json, write_whole
from briefing.packs.cache import Cache
from briefing.packs.contents import Contents, dump
from briefing.packs.contents_changes import EditionChanges, compare
from briefing.packs.folder import MANIFEST, clear_unfinished, digest
from briefing.publish.site.assets import make_pages
from briefing.publish.site.inventory import read_output_folder
from briefing.publish.site.page import ASSETS, card_id, picture_name
from briefing.publish.site.saved_names import names_to_save

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping
    from pathlib import Path
    from typing import Any

    from briefing.config.template_set import TemplateSet
    from briefing.packs.released import Pack
    from briefing.publish.site.inventory import FolderEntry

SCHEMA = "briefing/site/1"
CONTENTS = "contents.json"
PAGE = "index.html"
_SOURCES = "sources"
_NO_CACHE = Cache(folder=None)


def write_site(  # noqa: PLR0913 - each is a choice of its own, most are left to their defaults
    out: Path,
    template_set: TemplateSet,
    *,
    public_only: bool = False,
    target: Path | None = None,
    previous: Path | None = None,
    cache: Cache = _NO_CACHE,
    only: Container[str] | None = None,
    words: Mapping[str, Pack] | None = None,
) -> Path:
    """Writes `index.html` and its pictures over all packs in the output folder; returns its path.

    With a `target` the site goes there, with copies of the packs that it shows and no other file of theirs: so a
    `public_only` site is a folder that may be put on the web. `previous` is the `site-assets/contents.json` of an
    earlier site with which to compare; it is this folder's own where none is given. `only` are the packs to show, by their paths
    below the output folder; `words` are the Word files that the office edited, by the paths of those whose place they take.
    """
    audiences = tuple(one for one in template_set.audiences if one.public or not public_only)
    office = words or {}
    folder_entries = tuple(
        _with_words(folder_entry, office) for folder_entry in read_output_folder(out, audiences, cache, only)
    )
    folder = target or out
    before = _read_contents(previous or folder / ASSETS / CONTENTS)
    changes, kept = {}, {}
    for folder_entry in folder_entries:
        for edition in folder_entry.editions:
            card = card_id(folder_entry, edition)
            # What changed last is told until something else does.
            known, told = before.get(card, (edition.contents, None))
            if latest := compare(known, edition.contents) if known != edition.contents else told:
                changes[card] = latest
            kept[card] = {"contents": edition.contents.to_json(), "changes": latest.to_json() if latest else None}
    names = names_to_save(folder_entries, template_set, cache)
    pages = make_pages(folder_entries, template_set, names, changes, cache, public_only=public_only)
    with output_errors(folder):
        clear_unfinished(folder)
        clear_unfinished(folder / ASSETS)
        if target:
            _copy_packs(folder_entries, target, office)
        pictures = {
            str(picture_name(edition)): edition.thumbnail.picture
            for folder_entry in folder_entries
            for edition in folder_entry.editions
            if edition.thumbnail
        }
        _write_assets(pictures | pages.assets, folder / ASSETS)
        # For the next writing to compare with.
        _write(folder / ASSETS / CONTENTS, dump({"schema": SCHEMA, "editions": kept}))
        _write(folder / PAGE, pages.page)
    return folder / PAGE


def _read_contents(path: Path) -> dict[str, tuple[Contents, EditionChanges | None]]:
    """Editions and changes as an earlier site told them; nothing where there was none that can be read."""
    try:
        content = read_json(path)
        if content["schema"] != SCHEMA:
            return {}
        return {
            card: (
                Contents.from_json(one["contents"]),
                EditionChanges.from_json(one["changes"]) if one["changes"] else None,
            )
            for card, one in dict(content["editions"]).items()
        }
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _write(path: Path, content: bytes) -> None:
    if not path.is_file() or path.read_bytes() != content:
        write_whole(path, content)


def _write_assets(assets: dict[str, bytes], folder: Path) -> None:
    """The pictures, the sources' pages and what the pages load; those of editions that are gone go too."""
    for path in (folder, folder / _SOURCES):
        make_folder(path)
    for name, content in assets.items():
        _write(folder / name, content)
    for path in (*folder.glob("*.webp"), *folder.glob(f"{_SOURCES}/*.html"), *folder.glob(f"{_SOURCES}/*.js")):
        if path.relative_to(folder).as_posix() not in assets:
            path.unlink()


def _with_words(folder_entry: FolderEntry, words: Mapping[str, Pack]) -> FolderEntry:
    """The folder with what is to be told of the Word files that take the place of others."""

    def entry(name: str, known: dict[str, Any]) -> dict[str, Any]:
        pack = words.get(f"{folder_entry.folder.name}/{name}")
        if pack is None:
            return known
        return known | {"sha256": digest(pack.content), "size": len(pack.content), "differs": pack.differs}

    if not words:
        return folder_entry
    editions = tuple(
        replace(one, files={name: entry(name, known) for name, known in one.files.items()})
        for one in folder_entry.editions
    )
    return replace(folder_entry, editions=editions)


def _copy_packs(folder_entries: Iterable[FolderEntry], target: Path, words: Mapping[str, Pack]) -> None:
    """The packs that the site shows and a manifest of them alone, for `briefing verify` and nobody's curiosity."""
    from briefing.errors import OutputError

    for folder_entry in folder_entries:
        folder = target / folder_entry.folder.name
        make_folder(folder)
        files = {name: entry for edition in folder_entry.editions for name, entry in edition.files.items()}
        for name, entry in files.items():
            pack = words.get(f"{folder_entry.folder.name}/{name}")
            content = pack.content if pack else (folder_entry.folder / name).read_bytes()
            if digest(content) != entry["sha256"]:
                raise OutputError(f"{folder_entry.folder / name} 有人改过，不能发布", hint="请先重新 briefing build")
            _write(folder / name, content)
        # The title as the editions print it: the manifest's own is the source's, of which they may withhold words.
        title = next((one.contents.title for one in folder_entry.editions if one.contents.title), None)
        public = {key: value for key, value in folder_entry.manifest.items() if key != "names"}
        _write(folder / MANIFEST, dump(public | {"files": files, "title": title}))
