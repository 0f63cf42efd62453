"""The download page: every pack in the output folder by source, reader, script and format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefing.compose.wording import Wording
from briefing.document import Script
from briefing.package import output_errors, read_manifest, write_whole
from briefing.templating import make_environment, render_template
from briefing.writers import WRITERS

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.audience import Audience
    from briefing.workshop import Workshop

_SCRIPT_NAMES = {Script.HANS: "简体", Script.TW: "繁体（台湾）", Script.HK: "繁体（香港）"}
_FORMAT_NAMES = {"html": "网页", "pdf": "PDF", "docx": "Word"}
_MEGABYTE = 1_000_000
_STATUS_NAMES = {"draft": "草稿", "approved": "已审定"}


def _size(octets: int) -> str:
    return f"{octets / _MEGABYTE:.1f} MB" if octets >= _MEGABYTE else f"{max(1, round(octets / 1000))} KB"


def _files(manifest: dict[str, Any], folder: str, audience: str, script: Script) -> list[dict[str, str]]:
    """The audience's files in a script, in the order of the formats."""
    found = {
        entry["format"]: {"href": f"{folder}/{name}", "size": _size(entry["size"])}
        for name, entry in manifest["files"].items()
        if entry.get("audience") == audience and entry.get("script") == script
    }
    return [{"label": _FORMAT_NAMES[name], **found[name]} for name in WRITERS if name in found]


def _card(manifest: dict[str, Any], folder: str, audience: Audience, wording: Wording) -> dict[str, Any] | None:
    rows = [
        {"label": _SCRIPT_NAMES[script], "language": str(script), "files": files}
        for script in Script
        if (files := _files(manifest, folder, audience.name, script))
    ]
    if not rows:
        return None
    return {
        "name": wording.text("name", audience.file),
        "title": wording.text("title", audience.file),
        "summary": wording.text("summary", audience.file),
        "character": audience.character,
        "public": audience.public,
        "rows": rows,
    }


def _published(manifest: dict[str, Any]) -> str:
    date = manifest.get("published")
    if not date:
        return "原文未载"
    return f"{date}（推定）" if manifest.get("inferred") else str(date)


def _source(manifest: dict[str, Any], folder: str, workshop: Workshop, wording: Wording) -> dict[str, Any]:
    cards = [card for audience in workshop.audiences if (card := _card(manifest, folder, audience, wording))]
    return {
        "anchor": folder,
        "title": manifest.get("title") or folder,
        "place": manifest.get("place") or "",
        "published": _published(manifest),
        "status": _STATUS_NAMES.get(manifest.get("status") or "", ""),
        "name": manifest["source"]["name"],
        "language": "zh-Hans" if manifest["source"].get("writing") == "Hans" else "zh-Hant",
        "cards": cards,
    }


def write_site(out: Path, workshop: Workshop) -> Path:
    """Writes `index.html` over all packs in the output folder; returns its path."""
    wording = Wording(entries=workshop.entries, script=Script.HANS)
    with output_errors(out):
        folders = sorted(path for path in out.iterdir() if path.is_dir())
    manifests = ((folder.name, read_manifest(folder)) for folder in folders)
    sources = [_source(manifest, name, workshop, wording) for name, manifest in manifests if manifest.get("source")]
    environment = make_environment(workshop.overlay)
    page = render_template(environment, "site/index.html.j2", {"sources": [one for one in sources if one["cards"]]})
    with output_errors(out):
        write_whole(out / "index.html", page.encode())
    return out / "index.html"
