"""Folders of packs as a build leaves them, without a build."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

Entry = dict[str, Any]


def source_run(text: str, start: int, fact: str | None = None, block: str = "glance") -> Entry:
    """A run of source text that stands at `start`."""
    origin = {"kind": "source", "spans": [[start, start + len(text)]]} | ({"fact": fact} if fact else {})
    return {"block": block, "text": text, "origin": origin}


def heading_run(text: str, key: str = "glance") -> Entry:
    """A section's heading."""
    origin = {"kind": "template", "file": "audiences/investor.toml", "key": f"sections.{key}.heading"}
    return {"block": key, "text": text, "origin": origin}


def figure(number: int, indicator: tuple[int, int], unit: str = "家", **more: Any) -> dict[str, Any]:
    """A figure of the outline that counts what stands at `indicator`."""
    return {"id": f"f{number}", "indicator": {"spans": [indicator]}, "normal": {"unit": unit}, **more}


def put_folder(
    out: Path,
    stem: str,
    editions: dict[str, list[Entry]],
    *,
    figures: tuple[dict[str, Any], ...] = (),
    title: tuple[int, int] | None = None,
    published: str | None = None,
) -> Path:
    """Writes a source's folder that has each audience's edition as a Simplified page; returns it."""
    folder = out / stem
    folder.mkdir(parents=True, exist_ok=True)
    outline = {"title": {"span": title} if title else None, "figures": list(figures)}
    ledger = [
        {"file": f"{audience}.zh-Hans.html", **entry} for audience, entries in editions.items() for entry in entries
    ]
    contents = {
        "outline.json": json.dumps(outline),
        "ledger.json": json.dumps({"entries": ledger}),
        **{f"{audience}.zh-Hans.html": f"<p>{audience} {len(entries)}</p>" for audience, entries in editions.items()},
    }
    files = {}
    for name, content in contents.items():
        (folder / name).write_text(content, encoding="utf-8")
        octets = content.encode()
        files[name] = {"sha256": hashlib.sha256(octets).hexdigest(), "size": len(octets), "format": name[-4:]}
        if name.endswith(".html"):
            files[name] |= {"audience": name.partition(".")[0], "script": "zh-Hans"}
    manifest = {
        "schema": "briefing/manifest/1",
        "source": {"name": f"{stem}.txt", "sha256": "0", "chars": 1, "writing": "Hans"},
        "title": "原文的标题",
        "published": published,
        "files": files,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder
