"""The templates' own words, by file, key and form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefing.config.toml import parse_settings
from briefing.config.topics import TOPIC_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefing.config.templates import Overlay

WORDING_FILE = "wording.toml"

# For each file, each key's wording by form: {"wording.toml": {"cover.outlet": {"hans": "来源", …}}}.
Entries = dict[str, dict[str, dict[str, str]]]


def _flatten(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every `{hans = …, hant = …}` in the table with its dotted key; sections go by their own key."""
    for key, value in table.items():
        if isinstance(value, dict) and value and all(isinstance(form, str) for form in value.values()):
            yield f"{prefix}{key}", value
        elif isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{key}.")
        elif key == "sections" and isinstance(value, list):
            for section in value:
                yield from _flatten(section, f"{prefix}sections.{section.get('key')}.")


def load_entries(overlay: Overlay, audience_files: tuple[str, ...]) -> Entries:
    """All wording of the common file, the topic file and the audience files."""
    files = (WORDING_FILE, TOPIC_FILE, *audience_files)
    return {file: dict(_flatten(parse_settings(overlay.read(file), file, of_template=True).table)) for file in files}
