"""The scripts that documents are printed in, by their language tags."""

from __future__ import annotations

from enum import StrEnum


class Script(StrEnum):
    """A script with its region; the value is the BCP 47 language tag."""

    HANS = "zh-Hans"
    TW = "zh-Hant-TW"
    HK = "zh-Hant-HK"


# What people call them.
SCRIPT_NAMES = {Script.HANS: "简体", Script.TW: "台湾繁体", Script.HK: "香港繁体"}
