"""Who changed a text last: what the review file says, and what is changed beside it (the text, its facts, its Word files)."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING

from briefing.config.review import load_review, review_path
from briefing.files import held, read_json, write_whole
from briefing.packs.folder import output_errors

if TYPE_CHECKING:
    from pathlib import Path

_NAME = ".desk-edits.json"
# It was read and left, or is about a file that came back; neither changes what prints.
_NO_EDIT = frozenset({"seen"})


def note_edit(root: Path, stem: str, by: str, at: datetime.datetime) -> None:
    """Remember who changed the text beside its review file."""
    path = root / _NAME
    with output_errors(path), held(path.with_name(f"{_NAME}.lock"), 10.0):
        noted = _noted(root) | {stem: {"by": by, "at": at.isoformat()}}
        write_whole(path, json.dumps(noted, ensure_ascii=False, indent=1).encode())


def last_editor(root: Path, path: Path) -> str:
    """The name of who changed the text last, empty where nobody is known to have."""
    edits = [
        (one.at, one.by) for one in load_review(review_path(path)).decisions if one.at and one.kind not in _NO_EDIT
    ]
    noted = _noted(root).get(path.stem)
    if noted:
        edits.append((datetime.datetime.fromisoformat(noted["at"]), noted["by"]))
    return max(edits, key=lambda edit: edit[0].timestamp(), default=(None, ""))[1]


def _noted(root: Path) -> dict[str, dict[str, str]]:
    try:
        noted: dict[str, dict[str, str]] = read_json(root / _NAME)
    except (OSError, ValueError):
        return {}
    return noted
