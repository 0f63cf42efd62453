"""Contents of the output folder: each source's editions, described from their own files and kept in the cache."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefing.config.review import Review, has_review, review_path
from briefing.config.review_loader import load_review
from briefing.document.ledger import read_entries
from briefing.errors import ConfigurationError
from briefing.files import output_errors, read_json
from briefing.outline.doubts import find_thin, read_doubts
from briefing.outline.load import SEEDS
from briefing.packs import fingerprint
from briefing.packs.approvals import digest_of_entries, find_state
from briefing.packs.cache import key_of
from briefing.packs.contents import Contents, dump, pick_file, read_contents
from briefing.packs.folder import MANIFEST, SCHEMA, read_manifest
from briefing.text.source import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence
    from pathlib import Path

    from briefing.config.audience import Audience
    from briefing.document.ledger import Entry
    from briefing.outline.doubts import Doubt
    from briefing.packs.cache import Cache

_RECORD = "record.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thumbnail:
    """A first page's picture, and its size in pixels."""

    picture: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionEntry:
    """One source's edition for one audience: its files as the manifest lists them, its contents, its looks.

    `pages` counts those of its PDFs, by file name. `digests` are of its words by script, as an approval holds them; `thin` tells
    of sections of a few words.
    """

    audience: Audience
    files: dict[str, dict[str, Any]]
    contents: Contents
    pages: dict[str, int]
    thumbnail: Thumbnail | None
    digests: dict[str, str] = field(default_factory=dict)
    thin: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderEntry:
    """One source's folder of packs: its manifest and its editions, in the order of the audiences.

    `review` is what people decided of the source, as far as its text is found.
    """

    folder: Path
    manifest: dict[str, Any]
    editions: tuple[EditionEntry, ...]
    review: Review = field(default_factory=Review)

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """The doubts that a person should look at before signing, for the office's own page."""
        thin = (
            Diagnostic(code="section-thin", message=message) for edition in self.editions for message in edition.thin
        )
        return read_doubts(_read_outline(self.folder), thin)

    def unapproved(self, edition: EditionEntry) -> list[str]:
        """The scripts in which nobody approved an edition as it is."""
        if not self.review.approvals and self.manifest.get("status") == "approved":
            return []
        states = {
            script: find_state(self.review, edition.audience.name, script, sha256)
            for script, sha256 in edition.digests.items()
        }
        return [script for script, state in states.items() if state.state != "approved"]


def _read_outline(folder: Path) -> dict[str, Any]:
    try:
        outline = read_json(folder / "outline.json")
    except (OSError, ValueError):
        return {}
    return outline if isinstance(outline, dict) else {}


def _describe(
    folder: Path, files: Mapping[str, Any], audience: str, entries: Mapping[str, list[Entry]]
) -> dict[str, bytes]:
    """The edition's record and picture, as the cache keeps them; `entries` are its ledger by script."""
    from briefing.publish.site.thumbnails import count_pages, draw_first_page

    script = files[pick_file(files, audience) or ""]["script"]
    contents = read_contents(entries[script], _read_outline(folder), script)
    papers = sorted(one for one in files if one.endswith(".pdf") and files[one].get("audience") == audience)
    contents_of = {name: (folder / name).read_bytes() for name in papers if (folder / name).is_file()}
    pages = {name: count_pages(content) for name, content in contents_of.items()}
    leaf = draw_first_page(next(iter(contents_of.values()))) if contents_of else None
    record = {
        "contents": contents.to_json(),
        "pages": pages,
        "size": [leaf.width, leaf.height] if leaf else None,
        "digests": {key: digest_of_entries(found) for key, found in sorted(entries.items())},
        "thin": [one.message for one in find_thin({audience: entries[script]})],
    }
    return {_RECORD: dump(record)} | ({"picture": leaf.picture} if leaf else {})


def _is_record(members: Mapping[str, bytes]) -> bool:
    """True if a piece of the cache is an edition's record."""
    try:
        record = json.loads(members[_RECORD])
        Contents.from_json(record["contents"])
        kept = isinstance(record["pages"], dict) and isinstance(record["digests"], dict)
        return kept and isinstance(record["thin"], list) and (record["size"] is None or len(record["size"]) == 2)  # noqa: PLR2004 - width and height
    except (ValueError, KeyError, TypeError, RecursionError):
        return False


def _records(
    folder: Path, manifest: Mapping[str, Any], audiences: Sequence[str], cache: Cache
) -> dict[str, dict[str, bytes]]:
    """Each audience's record, from the cache or made; the ledger, which is large, is read once and only if need be."""
    files = manifest["files"]
    keys = {}
    for audience in audiences:
        # All that the edition's record is made from: its files, and the outline and ledger beside them.
        used = {name: entry["sha256"] for name, entry in files.items() if entry.get("audience") in (audience, None)}
        keys[audience] = key_of(["site", fingerprint.surroundings(), audience, json.dumps(used, sort_keys=True)])
    kept = {audience: members for audience, key in keys.items() if (members := cache.get(key)) and _is_record(members)}
    missing = [audience for audience in audiences if audience not in kept]
    # One of an edition's files for each script: those of other formats say the same.
    names = {
        audience: {entry["script"]: name for name, entry in sorted(files.items()) if entry.get("audience") == audience}
        for audience in missing
    }
    wanted = {name for one in names.values() for name in one.values()}
    ledger = dict(read_entries(folder / "ledger.json", wanted)) if missing else {}
    for audience in missing:
        entries = {script: ledger.get(name, []) for script, name in names[audience].items()}
        kept[audience] = _describe(folder, files, audience, entries)
        cache.put(keys[audience], kept[audience])
    return kept


def _review_of(folder: Path, manifest: Mapping[str, Any]) -> Review:
    """The decisions about the folder's source, where the build found it or in `seeds/`; none where the file is not sound."""
    name = manifest["source"]["name"]
    sources = [folder.parent.parent / "seeds" / name, SEEDS / name]
    if origin := manifest.get("origin"):
        sources.insert(0, folder / str(origin))
    found = next(filter(has_review, sources), None)
    try:
        return load_review(review_path(found)) if found else Review()
    except ConfigurationError:
        return Review()


def read_output_folder(
    out: Path, audiences: tuple[Audience, ...], cache: Cache, only: Container[str] | None = None
) -> Iterator[FolderEntry]:
    """Every source's folder in the output folder that has an edition for one of the audiences, by name.

    `only` are the packs to be counted, by their paths below the output folder; all where it is None.
    """
    with output_errors(out):
        folders = sorted(path.parent for path in out.glob(f"*/{MANIFEST}"))
    for folder in folders:
        manifest = read_manifest(folder)
        if manifest.get("schema") != SCHEMA or not manifest.get("source"):
            continue
        if only is not None:
            named = {
                name: entry
                for name, entry in manifest["files"].items()
                if "audience" not in entry or f"{folder.name}/{name}" in only
            }
            manifest = manifest | {"files": named}
        present = [audience for audience in audiences if pick_file(manifest["files"], audience.name)]
        with output_errors(folder):
            records = _records(folder, manifest, [audience.name for audience in present], cache)
        editions = []
        for audience in present:
            members, files = records[audience.name], manifest["files"].items()
            record = json.loads(members[_RECORD])
            picture, (width, height) = members.get("picture"), record["size"] or (0, 0)
            one = EditionEntry(
                audience=audience,
                files={name: entry for name, entry in files if entry.get("audience") == audience.name},
                contents=Contents.from_json(record["contents"]),
                pages=record["pages"],
                thumbnail=Thumbnail(picture=picture, width=width, height=height) if picture else None,
                digests=record["digests"],
                thin=tuple(record["thin"]),
            )
            editions.append(one)
        if editions:
            review = _review_of(folder, manifest)
            yield FolderEntry(folder=folder, manifest=manifest, editions=tuple(editions), review=review)
