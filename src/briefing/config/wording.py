"""The templates' own words, in the script of the document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefing.config.toml import parse_settings
from briefing.config.topics import TOPIC_FILE
from briefing.document.model import Emphasis, FromTemplate, Run, Script
from briefing.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefing.config.templates import Overlay

WORDING_FILE = "wording.toml"
# A region's own wording first, then what it shares.
_FORMS = {Script.HANS: ("hans",), Script.TW: ("tw", "hant"), Script.HK: ("hk", "hant")}
_GAP = re.compile(r"\{([a-z_]+)\}")

# For each file, each key's wording by form: {"wording.toml": {"cover.outlet": {"hans": "来源", …}}}.
Entries = dict[str, dict[str, dict[str, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What the templates say in one script; every run made here names its file and key."""

    entries: Entries
    script: Script

    def text(self, key: str, file: str = WORDING_FILE) -> str:
        """The wording under a key, with its gaps; a `ConfigurationError` where the file has none."""
        forms = self.entries.get(file, {}).get(key, {})
        for form in _FORMS[self.script]:
            if form in forms:
                return forms[form]
        raise ConfigurationError(
            f"{file} 的 {key} 缺少{'简体（hans）' if self.script is Script.HANS else '繁体（hant）'}说法",
            hint="请写成 { hans = “…”, hant = “…” }，用半角引号",
        )

    def relative(self, word: str) -> str:
        """A relative date (今年) as the script writes it."""
        return self.text(f"relative.{word}")

    def has(self, key: str, file: str = WORDING_FILE) -> bool:
        """Whether the file has wording under the key."""
        return key in self.entries.get(file, {})

    def run(
        self,
        key: str,
        *,
        file: str = WORDING_FILE,
        values: Mapping[str, str] | None = None,
        emphasis: Emphasis | None = None,
        link: str | None = None,
    ) -> Run:
        """A run of the wording under a key, its `{gaps}` filled in."""
        text = _GAP.sub(lambda gap: (values or {}).get(gap[1], gap[0]), self.text(key, file))
        return Run(text=text, origin=FromTemplate(file=file, key=key), emphasis=emphasis, link=link)


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
    return {file: dict(_flatten(parse_settings(overlay.read(file), file).table)) for file in files}
