"""The values of the page's template: folders with every word ready to print."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, get_args

from briefing.config.section_kinds import SECTION_KINDS
from briefing.document.model import Pages
from briefing.document.wording import Wording
from briefing.packs.cache import key_of
from briefing.publish.site.search import words_by_card
from briefing.text.language import Script
from briefing.writers import WRITERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefing.config.template_set import TemplateSet
    from briefing.packs.contents import Contents
    from briefing.packs.contents_changes import EditionChanges
    from briefing.publish.site.inventory import EditionEntry, FolderEntry

ASSETS = "site-assets"
_MEGABYTE = 1_000_000
# So many figures say what a source is about.
_KEY_FIGURES = 4
# So many sources stand in the page itself; with hundreds, a telephone would lay out a hundred thousand elements first.
_DRAWN = 6
# A file system takes 255 bytes, and the temporary name beside a file is some 20 longer than the file's.
_LONGEST_STEM = 200
# The office hands out the PDF, mends the Word file and posts the page.
_FORMATS = sorted(WRITERS, key=lambda name: ("pdf", "docx").index(name) if name in ("pdf", "docx") else 9)


def picture_name(edition: EditionEntry) -> str | None:
    """The file name of the edition's picture, made of its content, so that a browser may keep it."""
    return f"{key_of([edition.thumbnail.picture])[:20]}.webp" if edition.thumbnail else None


def card_id(folder_entry: FolderEntry, edition: EditionEntry) -> str:
    """The card's anchor within the page."""
    return f"{folder_entry.folder.name}.{edition.audience.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """The page as it fills its template: the words to use, the names to save files under, the latest changes by card.

    What the office has approved, and what it is in doubt of, it tells nobody else: a `public` page says nothing of it.
    """

    wording: Wording
    names: Mapping[str, str]
    changes: Mapping[str, EditionChanges]
    public: bool

    def _rows(self, folder: str, edition: EditionEntry) -> list[dict[str, Any]]:
        """The edition's files, by script and then by format; the one pages alone stand in rows of their own after the packs."""
        rows = []
        for part in get_args(Pages):
            for script in Script:
                own = {
                    entry["format"]: name
                    for name, entry in edition.files.items()
                    if entry["script"] == script and entry.get("part", "all") == part
                }
                files = []
                for name in (own[one] for one in _FORMATS if one in own):
                    entry, size = edition.files[name], edition.files[name]["size"]
                    told = {
                        "href": f"{folder}/{name}",
                        "saved_as": self.names[f"{folder}/{name}"],
                        "size": f"{size / _MEGABYTE:.1f} MB"
                        if size >= _MEGABYTE
                        else f"{max(1, round(size / 1000))} KB",
                        "pages": edition.pages.get(name, 0),
                    }
                    files.append({key: entry[key] for key in ("format", "script", "sha256")} | told)
                if files:
                    rows.append({"script": str(script), "part": part, "files": files})
        return rows

    def _card(self, folder_entry: FolderEntry, edition: EditionEntry) -> dict[str, Any]:
        audience, contents, picture, wording = edition.audience, edition.contents, edition.thumbnail, self.wording
        # The summary tells how many figures, the headings of the body, how many pages; not what the file promises.
        own = replace(wording, script=Script(contents.language)) if contents.language in set(Script) else wording
        told = {
            own.text(f"sections.{section.key}.heading", audience.file)
            for section in audience.sections_of("body")
            if not SECTION_KINDS[section.kind].apparatus
        }
        headings = "、".join(heading for heading in contents.headings if heading in told)
        figures = len({fact.text for fact in contents.facts if fact.kind == "figures"})
        pages = next((edition.pages[name] for name in sorted(edition.pages) if "part" not in edition.files[name]), 0)
        counts = "，".join([f"{figures} 个数据"] * bool(figures) + [f"{pages} 页"] * bool(pages))
        changes = self.changes.get(card_id(folder_entry, edition))
        return {
            "id": card_id(folder_entry, edition),
            "audience": audience.name,
            "name": wording.text("name", audience.file),
            "title": wording.text("title", audience.file),
            "summary": "；".join(filter(None, (headings, counts))),
            "character": audience.character,
            "public": audience.public,
            "language": contents.language,
            "headings": contents.headings,
            "figures": contents.figures[:_KEY_FIGURES],
            "total": len(contents.facts),
            "picture": {"href": f"{ASSETS}/{picture_name(edition)}", "width": picture.width, "height": picture.height}
            if picture
            else None,
            "rows": self._rows(folder_entry.folder.name, edition),
            "unapproved": [] if self.public else folder_entry.unapproved(edition),
            "changes": changes.listed if changes else None,
            "differs": sum(entry.get("differs") or 0 for entry in edition.files.values()),
        }

    def source(self, folder_entry: FolderEntry) -> dict[str, Any]:
        """A source as the page names it: by words that one of the editions on the page prints, never by the manifest's."""
        manifest, shown = folder_entry.manifest, [edition.contents for edition in folder_entry.editions]
        place = next((contents.place for contents in shown if contents.place), "")
        titled: Contents = next((contents for contents in shown if contents.title), shown[0])
        stem = folder_entry.folder.name
        return {
            "anchor": stem,
            # The source's page and data are called like its folder, unless a suffix would make that too long.
            "file": stem if len(stem.encode()) <= _LONGEST_STEM else key_of([stem.encode()])[:20],
            "about": [titled.title or stem, place, stem],
            "index": words_by_card(folder_entry),
            "title": titled.title or stem,
            "language": titled.language,
            "place": place,
            "published": manifest.get("published") or "",
            "inferred": bool(manifest.get("inferred")),
            "status": manifest.get("status") or "",
            "doubts": [] if self.public else folder_entry.doubts,
            "name": manifest["source"]["name"],
            "cards": [self._card(folder_entry, edition) for edition in folder_entry.editions],
        }


def page_context(
    folder_entries: Sequence[FolderEntry],
    template_set: TemplateSet,
    names: Mapping[str, str],
    changes: dict[str, EditionChanges],
    *,
    public_only: bool,
) -> dict[str, Any]:
    """Everything that the template prints; the names are those to save the files under."""
    wording = Wording(entries=template_set.entries, script=Script.HANS)
    shown = _Page(wording=wording, names=names, changes=changes, public=public_only)
    sources = [shown.source(folder_entry) for folder_entry in folder_entries]
    # The newest first; by name within a date, since Python's sort keeps the order of what is equal.
    sources.sort(key=lambda source: source["published"], reverse=True)
    files = [file for source in sources for card in source["cards"] for row in card["rows"] for file in row["files"]]
    # The files of each card, by which the page filters before it has drawn the card; like sets are listed once.
    sets: dict[tuple[str, ...], int] = {}
    listed: list[dict[str, Any]] = []
    for source in sources:
        cards = {}
        for card in source["cards"]:
            own = dict.fromkeys(f"{file['script']}/{file['format']}" for row in card["rows"] for file in row["files"])
            cards[card["audience"]] = sets.setdefault(tuple(own), len(sets))
        listed.append({"file": source["file"], "cards": cards})
    readers = {card["audience"]: card for source in sources for card in source["cards"]}
    return {
        "sources": sources,
        "readers": [readers[one.name] for one in template_set.audiences if one.name in readers],
        "scripts": [str(script) for script in Script if any(file["script"] == script for file in files)],
        "formats": [name for name in _FORMATS if any(file["format"] == name for file in files)],
        "places": sorted({source["place"] for source in sources if source["place"]}),
        "characters": {
            card["character"]: template_set.theme.characters[card["character"]] for card in readers.values()
        },
        "holdings": {"sets": list(sets), "sources": listed},
        "drawn": _DRAWN,
    }
