"""What a finished file is checked against: its ledger's entries and outline, found by the file's hash or name, or a source."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefing.document import Script
from briefing.errors import ConfigurationError, SourceError, UsageError
from briefing.files import LARGEST_JSON, read_bytes
from briefing.gather import gather, outline_text, text_of_outline
from briefing.ledger import parse_ledger
from briefing.package import read_manifest
from briefing.reading import read
from briefing.refusals import reason_of
from briefing.serial import from_json

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.finished import Finished
    from briefing.ledger import Entry
    from briefing.outline import Outline
    from briefing.sidecar import Sidecar

_LEDGER = "ledger.json"
_EDITED = re.compile(r"\.edited-\d+(?=\.\w+$)")
_EDITION = re.compile(r"(?P<audience>[\w-]+)\.(?P<script>zh-Han[st](?:-TW|-HK)?)(?:\.edited-\d+)?\.\w+$")
# An edition is recognised by its words when it shares at least this part of the file's.
_ALIKE = 0.5
_GRAM = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One source with what is known of the file's edition; `entries` are None where no ledger speaks of the file."""

    outline: Outline
    sidecar: Sidecar | None = None
    entries: tuple[Entry, ...] | None = None
    audience: str | None = None
    script: Script | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """A folder's ledger by file, with the outline that it goes by and the folder's manifest."""

    outline: Outline
    entries: dict[str, tuple[Entry, ...]]
    manifest: dict[str, Any]


def _read_ledger(path: Path) -> dict[str, list[Entry]]:
    try:
        return parse_ledger(read_bytes(path, LARGEST_JSON))
    except FileNotFoundError:
        raise SourceError(f"没有出处账 {path}", hint="请用 --ledger 指明出处账，或用 --source 指明原文") from None
    except OSError as error:
        raise SourceError(f"读不了出处账 {path}：{reason_of(error)}", hint="请检查文件名和权限") from None
    except ValueError:
        raise ConfigurationError(
            f"{path} 不是出处账（ledger.json）", hint="请给制作材料时写出的 ledger.json，或用 --source 指明原文"
        ) from None


def read_records(ledger: Path, source: Path | None = None) -> Records:
    """The ledger at a path, and the outline beside it over its source.

    The source is the one given, else looked for beside the outline, in `seeds/`, and in the `seeds/` beside `out/`.
    """
    entries = _read_ledger(ledger)
    outline = _outline(ledger.with_name("outline.json"), source)
    return Records(
        outline=outline,
        entries={file: tuple(found) for file, found in entries.items()},
        manifest=read_manifest(ledger.parent),
    )


def _outline(path: Path, source: Path | None) -> Outline:
    if source is not None and not path.is_file():
        return gather(source).outline
    text = outline_text(path)
    origin = source if source is not None else text_of_outline(path, text, path.parent.parent.parent / "seeds")
    return from_json(text, read(origin))


def _ledger_of(path: Path) -> Path | None:
    ledger = path.parent / _LEDGER
    return ledger if ledger.is_file() else None


def find_records(path: Path, ledger: Path | None, source: Path | None) -> Records | None:
    """The records for a file: those named, else those in its folder; None where there are none but a source was named."""
    found = ledger or _ledger_of(path)
    if found is not None:
        return read_records(found, source)
    if source is None:
        raise UsageError(
            f"文件夹 {path.parent} 里没有出处账，不知道该对照什么",
            hint="请用 --ledger 指明 ledger.json，或用 --source 指明原文",
        )
    return None


def refer(finished: Finished, records: Records, audience: str | None) -> Reference:
    """The part of the records that a file goes by: by its hash, its name, or, renamed and edited, by its words."""
    name = _recognise(finished, records)
    entry = records.manifest.get("files", {}).get(name or "", {})
    stated = _EDITION.search(name or finished.name)
    script = entry.get("script") or (stated["script"] if stated else None)
    return Reference(
        outline=records.outline,
        entries=records.entries.get(name) if name else None,
        audience=audience or entry.get("audience") or (stated["audience"] if stated else None),
        script=Script(script) if script in set(Script) else None,
    )


def _recognise(finished: Finished, records: Records) -> str | None:
    by_hash = (name for name, one in records.manifest.get("files", {}).items() if one.get("sha256") == finished.sha256)
    name = next(by_hash, None) or _EDITED.sub("", finished.name)
    return name if name in records.entries else _most_alike(finished, records)


def _grams(text: str) -> set[str]:
    form = re.sub(r"\s+", "", text)
    return {form[at : at + _GRAM] for at in range(len(form) - _GRAM + 1)}


def _most_alike(finished: Finished, records: Records) -> str | None:
    said = _grams("".join(one.text for one in finished.passages if one.channel == "text"))
    shares = Counter(
        {
            name: len(said & _grams("".join(entry["text"] for entry in entries)))
            for name, entries in records.entries.items()
        }
    )
    # Editions in one script share much: the one that covers most of the file, of two alike the one with less besides.
    best = sorted(shares.items(), key=lambda pair: (-pair[1], len(records.entries[pair[0]]), pair[0]))
    if not best or not said or best[0][1] < _ALIKE * len(said):
        return None
    return best[0][0]


def refer_to_source(source: Path, audience: str | None, finished: Finished) -> Reference:
    """A reference without a ledger: the source read anew."""
    reading = gather(source)
    stated = _EDITION.search(finished.name)
    return Reference(
        outline=reading.outline,
        sidecar=reading.sidecar,
        audience=audience or (stated["audience"] if stated else None),
        script=Script(stated["script"]) if stated and stated["script"] in set(Script) else None,
    )
