"""The last editor of a text: what the review file says, and what is changed beside it (the text, its facts, its Word files)."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING

from briefing.config.review import review_path
from briefing.config.review_loader import load_review
from briefing.desk.files import HINT
from briefing.files import held, output_errors, read_json, write_whole

if TYPE_CHECKING:
    from pathlib import Path

_NAME = ".desk-edits.json"
# It was looked at and left; that changes nothing that prints.
_NO_EDIT = frozenset({"seen"})


def note_edit(root: Path, stem: str, by: str, at: datetime.datetime) -> None:
    """Remember who changed the text beside its review file."""
    path = root / _NAME
    with output_errors(path, told="改动记录", hint=HINT), held(path.with_name(f"{_NAME}.lock"), 10.0):
        noted = _noted(root) | {stem: {"by": by, "at": at.isoformat()}}
        write_whole(path, json.dumps(noted, ensure_ascii=False, indent=1).encode())


def last_editors(root: Path, path: Path) -> frozenset[str]:
    """The name of who changed the text last, two where it was in the same second; none where nobody is known to have."""
    decided = [one for one in load_review(review_path(path)).decisions if one.at and one.kind not in _NO_EDIT]
    # Order counts in a review file, and two decisions of one second have one time.
    edits = [(one.at.timestamp(), one.by) for one in decided[-1:] if one.at]
    if noted := _noted(root).get(path.stem):
        edits.append((datetime.datetime.fromisoformat(noted["at"]).timestamp(), noted["by"]))
    latest = max((moment for moment, _ in edits), default=0.0)
    return frozenset(by for moment, by in edits if moment == latest)


def _noted(root: Path) -> dict[str, dict[str, str]]:
    try:
        noted: dict[str, dict[str, str]] = read_json(root / _NAME)
    except (OSError, ValueError):
        return {}
    return noted
