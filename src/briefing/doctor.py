"""What this machine lacks, and how to get it."""

from __future__ import annotations

import ctypes.util
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.document import Script
from briefing.errors import EnvironmentLacksError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.theme import Theme

# Libraries that WeasyPrint loads by name, with the Debian package of each. Without the last, a PDF takes up to
# 14 s instead of half a second, so it counts as missing.
_LIBRARIES = (
    ("pango-1.0", "libpango-1.0-0"),
    ("pangoft2-1.0", "libpangoft2-1.0-0"),
    ("harfbuzz", "libharfbuzz0b"),
    ("harfbuzz-subset", "libharfbuzz-subset0"),
)
_FONTS_PACKAGE = "fonts-noto-cjk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is missing, and what to do about it."""

    message: str
    hint: str


def _missing_libraries() -> Iterator[Finding]:
    for library, package in _LIBRARIES:
        if ctypes.util.find_library(library) is None:
            yield Finding(message=f"缺少系统库 {library}，做不了 PDF", hint=f"Debian 上执行：apt-get install {package}")


def _installed_families() -> frozenset[str] | None:
    """The families that fontconfig knows, or None where there is no fc-list to ask."""
    command = shutil.which("fc-list")
    if command is None:
        return None
    listed = subprocess.run([command, ":", "family"], capture_output=True, text=True, check=False, timeout=30)  # noqa: S603
    return frozenset(name.strip() for line in listed.stdout.splitlines() for name in line.split(","))


def _missing_fonts(theme: Theme, scripts: Iterable[Script]) -> Iterator[Finding]:
    installed = _installed_families()
    if installed is None:
        yield Finding(message="缺少 fontconfig，查不了字体", hint="Debian 上执行：apt-get install fontconfig")
        return
    for script in scripts:
        for family in (theme.fonts[script].serif, theme.fonts[script].sans):
            if installed.isdisjoint(family):
                yield Finding(
                    message=f"缺少 {script} 的字体：{family[0]}",
                    hint=f"Debian 上执行：apt-get install {_FONTS_PACKAGE}",
                )


def examine(theme: Theme, scripts: Iterable[Script] = tuple(Script)) -> tuple[Finding, ...]:
    """Everything that making PDFs in the scripts needs and this machine lacks."""
    return (*_missing_libraries(), *_missing_fonts(theme, scripts))


def require(formats: Iterable[str], scripts: Iterable[Script], theme: Theme) -> None:
    """An `EnvironmentLacksError` that names the first thing missing, if PDFs are asked for."""
    findings = examine(theme, scripts) if "pdf" in formats else ()
    if findings:
        raise EnvironmentLacksError(findings[0].message, hint=f"{findings[0].hint}；briefing doctor 列出全部")
