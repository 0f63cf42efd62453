"""The templates' own words, in the script of the document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.config.wording import WORDING_FILE
from briefing.document.model import FromTemplate, Run
from briefing.errors import ConfigurationError
from briefing.text.language import Script

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.config.wording import Entries
    from briefing.document.model import Emphasis

# A region's own wording first, then what it shares.
_FORMS = {Script.HANS: ("hans",), Script.TW: ("tw", "hant"), Script.HK: ("hk", "hant")}
_GAP = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words of the templates in one script; every run made here names its file and key."""

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
        """True if the file has wording under the key."""
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
