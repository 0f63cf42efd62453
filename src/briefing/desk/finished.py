"""The finished packs of one text as its folder holds them, read once for a page: what each says, and which are released."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from briefing.desk.texts import stamps_of
from briefing.document.ledger import parse_ledger
from briefing.errors import BriefingError
from briefing.files import LARGEST_JSON, read_bytes, read_json
from briefing.packs.approvals import digest_of_entries
from briefing.packs.folder import Manifest, digest, is_edited, read_manifest
from briefing.publish.clean_word import clean_word
from briefing.publish.office_word import LARGEST, kept_words
from briefing.text.language import Script

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from briefing.desk.state import EditionRow
    from briefing.desk.texts import Stamps

FORMATS = {"pdf": "PDF", "docx": "Word", "html": "网页"}


@dataclass(frozen=True, kw_only=True)
class Packs:
    """The packs in a text's output folder; manifest and ledger are read when they are first asked for, and once."""

    folder: Path

    @cached_property
    def manifest(self) -> Manifest:
        """The folder's manifest, empty where nothing is made."""
        return read_manifest(self.folder)

    @cached_property
    def files(self) -> dict[str, dict[str, Any]]:
        """The manifest's entries of the packs that are there, by file name."""
        listed = sorted(self.manifest.get("files", {}).items())
        return {name: entry for name, entry in listed if "audience" in entry and (self.folder / name).is_file()}

    @cached_property
    def words(self) -> dict[tuple[str, str], set[str]]:
        """The digests of what the packs say, by audience and script; none where the ledger cannot be read."""
        words: dict[tuple[str, str], set[str]] = defaultdict(set)
        try:
            ledger = parse_ledger(read_bytes(self.folder / "ledger.json", LARGEST_JSON))
            for name, entry in self.manifest.get("files", {}).items():
                if "audience" in entry:
                    words[entry["audience"], entry["script"]].add(digest_of_entries(ledger.get(name, ())))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}
        return dict(words)

    def of_edition(self, slot: tuple[str, str]) -> list[dict[str, Any]]:
        """The files of an edition for people: name, format, and whether somebody edited it."""
        found = {
            entry["format"]: name for name, entry in self.files.items() if (entry["audience"], entry["script"]) == slot
        }
        return [
            {"name": found[key], "called": called, "edited": is_edited(self.folder, found[key], self.manifest)}
            for key, called in FORMATS.items()
            if key in found
        ]

    def say(self, slot: tuple[str, str], sha256: str) -> bool:
        """True if the files of an edition hold the words of that digest."""
        return sha256 in self.words.get(slot, ())


def released_editions(out: Path, source: Path, packs: Packs, rows: Iterable[EditionRow]) -> frozenset[tuple[str, str]]:
    """Those editions, as audience and script, that are in the last release as they would be released now.

    That is with the same words, and with the office's own Word file where it handed one in.
    """
    built, stem = packs.manifest.get("files", {}), packs.folder.name
    try:
        outputs = read_json(out / "release" / "manifest.json")["outputs"]
        released = {one["sha256"] for one in outputs}
        words = {one["pack"]: one for one in outputs if one.get("format") == "docx" and "pack" in one}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return frozenset()
    kept = kept_words(source)

    def is_released(slot: tuple[str, str]) -> bool:
        mine = {name: one for name, one in built.items() if (one.get("audience"), one.get("script")) == slot}
        left = {name for name, one in mine.items() if one["sha256"] not in released}
        edited = kept.get((slot[0], Script(slot[1])))
        own = f"{slot[0]}.{slot[1]}.docx"
        told = words.get(f"{stem}/{own}", {})
        if edited and own in mine:
            both = (edited, packs.folder / own)
            if told.get("sha256") != _sha256_outside(*both, stamps_of(both)):
                return False
            left.discard(own)
        elif "differs" in told:
            return False
        # In the place of the program's own Word file stands, beside the other formats, one without blanks.
        return bool(mine) and all(len(left) < len(mine) and f"{stem}/{name}" in words for name in left)

    slots = [(row.audience, str(row.script)) for row in rows if packs.say((row.audience, str(row.script)), row.sha256)]
    return frozenset(filter(is_released, slots))


@lru_cache(maxsize=256)
def _sha256_outside(edited: Path, built: Path, stamps: Stamps) -> str:  # noqa: ARG001 - the files are read again once they change
    """The hash that an office's Word file has once it is cleaned for a release; empty where it cannot be."""
    try:
        return digest(clean_word(read_bytes(edited, LARGEST), edited.name, read_bytes(built, LARGEST)).content)
    except (OSError, BriefingError):
        return ""
