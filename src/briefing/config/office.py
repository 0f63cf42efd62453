"""An office's settings for its whole folder (`briefing.toml`, beside `seeds/` and `out/`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.config.toml import parse_settings
from briefing.files import load_text

if TYPE_CHECKING:
    from pathlib import Path

NAME = "briefing.toml"
_KEYS = ("require_approval", "approve_own")


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The settings of one office's folder.

    `require_approval` leaves editions that nobody approved out of every release; `approve_own` lets people approve, at a desk on
    a server, what they themselves changed last.
    """

    require_approval: bool = False
    approve_own: bool = False


def load_office(folder: Path) -> Office:
    """The settings in a folder, the usual ones where there is no file; a `ConfigurationError` names a wrong key."""
    try:
        settings = parse_settings(load_text(folder / NAME, NAME), NAME)
    except FileNotFoundError:
        return Office()
    settings.refuse_unknown(_KEYS)
    return Office(**{key: settings.flag(key, default=False) for key in _KEYS})
