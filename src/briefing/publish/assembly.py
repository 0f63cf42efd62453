"""Packs → the whole release as files in memory: one part for everybody, one for the office, and what verifies each."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefing import __version__
from briefing.config.review import SUFFIX
from briefing.packs.changes import SCHEMA, compare_releases, visible_to
from briefing.packs.facts import find_facts
from briefing.packs.file_names import audience_title
from briefing.packs.folder import digest
from briefing.publish.notes import LANGUAGES, write_notes
from briefing.publish.outputs import OFFICE, PUBLIC, make_outputs
from briefing.publish.provenance import font_hashes, template_hashes, tools, write_bom

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefing.config.audience import Audience
    from briefing.config.template_set import TemplateSet
    from briefing.packs.changes import Release, ReleaseChanges
    from briefing.packs.released import SourceFolder
    from briefing.publish.outputs import Output

SUMS = "SHA256SUMS"
_BOM = "bom.cdx.json"
# A release of twenty texts has some 500 packs; those of the last few releases are known.
_MOST_SUPERSEDED = 2_000
# By these a pack of an earlier release is known.
_KEPT = ("sha256", "public", "kind", "alias", "pack", "source", "audience", "language", "format", "part")
_SOURCE_KEYS = ("title", "place", "published", "inferred", "status")


def _describe(
    folders: Iterable[SourceFolder], outputs: Iterable[Output], template_set: TemplateSet, chosen: tuple[Audience, ...]
) -> Release:
    """The manifest of a part of the release: what the chosen audiences get, and what it was made with."""
    names = {audience.name for audience in chosen}
    others = {audience.name for audience in template_set.audiences if audience.name not in names}
    return {
        "schema": SCHEMA,
        "version": __version__,
        "public": all(audience.public for audience in chosen),
        "sources": [
            {
                "stem": folder.stem,
                "name": folder.manifest["source"]["name"],
                "sha256": folder.manifest["source"]["sha256"],
                "outline_sha256": digest(folder.outline),
                "inputs": folder.inputs,
                **{key: folder.manifest.get(key) for key in _SOURCE_KEYS},
                "facts": list(find_facts(folder, names)),
            }
            for folder in folders
        ],
        "audiences": [
            {
                "name": audience.name,
                "title": audience_title(template_set, audience),
                "public": audience.public,
                "sha256": digest(template_set.overlay.read(audience.file).encode()),
            }
            for audience in chosen
        ],
        "templates": template_hashes(template_set.overlay, without_audiences=others),
        "fonts": font_hashes(template_set.theme),
        "tools": tools(),
        "outputs": [output.entry for output in outputs],
    }


def _sums(files: Mapping[str, bytes]) -> bytes:
    """One line a file, as `sha256sum -c` reads them."""
    return "".join(f"{digest(content)}  {name}\n" for name, content in sorted(files.items())).encode()


def _paper_entries(papers: Mapping[str, bytes], *, public: bool) -> list[dict[str, Any]]:
    return [
        {"file": name, "public": public, "kind": "paper", "sha256": digest(content), "size": len(content)}
        for name, content in papers.items()
    ]


def _papers(release: Release, changes: ReleaseChanges | None, *, public: bool) -> dict[str, bytes]:
    """The bill of materials, the notes, and last the manifest, which lists them all."""
    papers = {_BOM: write_bom(release["fonts"])}
    papers |= {f"RELEASE-NOTES.{language}.md": write_notes(release, changes, language) for language in LANGUAGES}
    outputs = [*release["outputs"], *_paper_entries(papers, public=public)]
    manifest = json.dumps(release | {"outputs": outputs}, ensure_ascii=False, indent=1, sort_keys=True)
    return papers | {"manifest.json": f"{manifest}\n".encode()}


def _superseded(release: Release, replaced: Release | None, *, public: bool) -> Release:
    """The release with the packs of earlier ones that it takes the place of, by their hashes, so that a copy is known for what it is."""
    known = {one["sha256"] for one in release["outputs"]}
    found: dict[str, dict[str, Any]] = {}
    packs = (one for one in (replaced or {}).get("outputs", []) if one["kind"] == "pack")
    earlier = (
        {key: one[key] for key in _KEPT if key in one} | {"file": one["file"].rpartition("/")[2]} for one in packs
    )
    for one in [*earlier, *(replaced or {}).get("superseded", [])]:
        if one["sha256"] not in known and (one["public"] or not public):
            found.setdefault(one["sha256"], one)
    listed = list(found.values())[:_MOST_SUPERSEDED]
    return release | {"superseded": listed} if listed else release


def make_release(
    folders: tuple[SourceFolder, ...],
    template_set: TemplateSet,
    previous: Release | None,
    replaced: Release | None = None,
) -> dict[str, bytes]:
    """Every file of the release by its path.

    `public/` may be published as it stands; what lies beside it, and `office/`, is the office's own. Where `previous` is
    the manifest of a public part, the office's notes too tell of the public editions alone. `replaced` is the manifest of the
    release whose place this one takes.
    """
    outputs = make_outputs(folders, template_set)
    with_packs = tuple(
        folder for folder in folders if any(template_set.audience(pack.audience).public for pack in folder.packs)
    )
    open_to_all = tuple(audience for audience in template_set.audiences if audience.public)
    shown = _describe(with_packs, [output for output in outputs if output.public], template_set, open_to_all)
    # The public part is complete in itself: paths are those below its own folder.
    for entry in shown["outputs"]:
        entry["file"] = entry["file"].removeprefix(f"{PUBLIC}/")
        entry.pop("approved", None)
    # What the office decided, approved or left open is nobody's business outside, nor that it keeps a file of it.
    for source in shown["sources"]:
        source["inputs"] = {name: sha256 for name, sha256 in source["inputs"].items() if not name.endswith(SUFFIX)}
    shown = _superseded(shown, replaced, public=True)
    release = _superseded(_describe(folders, outputs, template_set, template_set.audiences), replaced, public=False)
    in_public = (
        compare_releases(visible_to(previous, {one["name"] for one in shown["audiences"]}), shown) if previous else None
    )
    part = {output.file.removeprefix(f"{PUBLIC}/"): output.content for output in outputs if output.public}
    papers = _papers(shown, in_public, public=True)
    papers[SUMS] = _sums(part | papers)
    part |= papers
    release["outputs"] += _paper_entries({f"{PUBLIC}/{name}": content for name, content in papers.items()}, public=True)
    files = {output.file: output.content for output in outputs if output.file.startswith(f"{OFFICE}/")}
    files |= {f"{PUBLIC}/{name}": content for name, content in part.items()}
    changes = compare_releases(previous, release) if previous else None
    if in_public and previous and previous.get("public"):
        changes = replace(in_public, public_only=True)
    files |= _papers(release, changes, public=False)
    return files | {SUMS: _sums(files)}
