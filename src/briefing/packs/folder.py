"""A source's folder of packs: every file whole or not at all, and nothing overwritten that somebody edited."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from briefing.files import (
    UNFINISHED,
    hash_of,
    held,
    is_plain_name,
    make_folder,
    output_errors,
    read_json,
    write_together,
    write_whole,
)
from briefing.text.language import Script

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

SCHEMA = "briefing/manifest/1"
MANIFEST = "manifest.json"
_LOCK = ".lock"
_LARGEST_MANIFEST = 50_000_000
_ABOUT = ("title", "place", "published", "status")

Manifest = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file that somebody had edited, and the name that it now has beside the new one."""

    name: str
    kept_as: str


def digest(content: bytes) -> str:
    """The SHA-256 of the content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """The folder's manifest, or an empty one where there is none that can be read."""
    try:
        manifest = read_json(folder / MANIFEST, _LARGEST_MANIFEST)
    except (OSError, ValueError):
        return {}
    return manifest if _is_manifest(manifest) else {}


def _is_manifest(value: Any) -> bool:
    """True if a build may have written it: every file is one of its own folder, every entry says what it must."""
    if not isinstance(value, dict) or not isinstance(value.get("source"), dict):
        return False
    files, source = value.get("files"), value["source"]
    about = (source.get("name"), source.get("sha256"), *(value.get(key) or "" for key in _ABOUT))
    return (
        isinstance(files, dict)
        and all(isinstance(one, str) for one in about)
        and all(is_plain_name(name) and _is_file_entry(entry) for name, entry in files.items())
    )


def _is_file_entry(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("sha256"), str):
        return False
    pack = "audience" in value
    return not pack or (
        all(isinstance(value.get(key), str) for key in ("audience", "format"))
        and value.get("script") in tuple(Script)
        and isinstance(value.get("size"), int)
    )


def is_edited(folder: Path, name: str, manifest: Manifest) -> bool:
    """True if the file is there and is not what a build wrote."""
    path, entry = folder / name, manifest.get("files", {}).get(name)
    # Where a build was cut short, the file may still be the one that was about to be replaced.
    known = (entry.get("sha256"), entry.get("replaces")) if isinstance(entry, dict) else ()
    return path.is_file() and hash_of(path) not in known


def clear_unfinished(folder: Path) -> None:
    """Delete what a build that was killed left half written in the folder; that of one still at work stays."""
    for path in folder.glob(".*.part"):
        match = UNFINISHED.search(path.name)
        if match and not _is_running(int(match[2])):
            path.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    """True if a process of this machine has the number; one elsewhere cannot be told from one that was killed."""
    if os.name == "nt":  # there it would end the process
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # somebody else's
        return True
    return process != os.getpid()


def _manifest_text(manifest: Manifest) -> bytes:
    return (json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _set_aside(folder: Path, names: Iterable[str], old: Manifest) -> list[Kept]:
    """Give those of the files that somebody edited a name of their own, and tell which they were."""
    kept = []
    for name in [name for name in names if is_edited(folder, name, old)]:
        stem, dot, extension = name.rpartition(".")
        free = (f"{stem}.edited-{number}{dot}{extension}" for number in count(1))
        kept_as = next(one for one in free if not (folder / one).exists())
        (folder / name).rename(folder / kept_as)
        kept.append(Kept(name=name, kept_as=kept_as))
    return kept


def staying(folder: Path, source: Mapping[str, Any]) -> Manifest:
    """The entries of the folder's packs that came from the same source text and are still there."""
    manifest = read_manifest(folder)
    if not manifest or manifest["source"]["sha256"] != source["sha256"]:
        return {}
    return {name: entry for name, entry in manifest["files"].items() if (folder / name).is_file()}


def publish(folder: Path, files: Mapping[str, bytes], manifest: Manifest) -> tuple[Kept, ...]:
    """Writes the files and the manifest, which lists every file that is to stay; returns what was set aside.

    A file of the old manifest that the new one does not list goes, unless somebody edited it. A folder that is a link is
    refused with an `OutputError`: it may lead anywhere.
    """
    with output_errors(folder):
        make_folder(folder)
        with held(folder / _LOCK):  # two builds of one source must not mix their files
            clear_unfinished(folder)
            old = read_manifest(folder)
            kept = _set_aside(folder, files, old)
            gone = [
                name for name in old.get("files", {}) if name not in manifest["files"] and (folder / name).is_file()
            ]
            kept += _set_aside(folder, gone, old)
            # Nothing is written that is there: on a file share a fresh time alone would send every file round again.
            new = {
                path: one
                for path, one in ((folder / name, one) for name, one in files.items())
                if not (path.is_file() and path.stat().st_size == len(one) and path.read_bytes() == one)
            }
            # A pack stands beside its ledger at any time: what says of the packs what they are comes first.
            first = {path: one for path, one in new.items() if path.suffix == ".json"}
            # With the hashes of what is about to be replaced, a build cut short is no edit.
            replacing = {
                name: entry | ({"replaces": hash_of(folder / name)} if (folder / name).is_file() else {})
                for name, entry in manifest["files"].items()
            }
            write_together({folder / MANIFEST: _manifest_text(manifest | {"files": replacing}), **first, **new})
            for name in gone:
                (folder / name).unlink(missing_ok=True)
            write_whole(folder / MANIFEST, _manifest_text(manifest))
    return tuple(kept)
