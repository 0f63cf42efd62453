"""Gold file → the outline that the program gives for its text, as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from briefing.outline.codec import to_json
from briefing.outline.parse import parse
from builders import source_of

if TYPE_CHECKING:
    from gold_files import GoldFile


def outline_of(file: GoldFile) -> dict[str, Any]:
    """The outline of the file's text, without any sidecar."""
    found: dict[str, Any] = json.loads(to_json(parse(source_of(file.text(), name=file.source.name))))
    return found
