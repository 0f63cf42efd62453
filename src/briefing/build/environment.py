"""Programs and fonts that this machine lacks, and how to get them."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.errors import EnvironmentLacksError
from briefing.text.language import Script

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.config.theme import Theme

_SHARED_LIBRARY_FORMS = ("lib{}.so.0", "lib{}.0.dylib", "lib{}.dylib", "lib{}-0.dll")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is missing, and what to do about it; both in Simplified Chinese without a final mark."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """A library that WeasyPrint loads by name: what it does for us, and Debian's package of it."""

    name: str
    use: str
    package: str


# Without the last one WeasyPrint only warns, but a Chinese PDF takes up to 14 s instead of half a second.
LIBRARIES = (
    Library(name="pango-1.0", use="排版 PDF", package="libpango-1.0-0"),
    Library(name="pangoft2-1.0", use="排版 PDF", package="libpangoft2-1.0-0"),
    Library(name="harfbuzz", use="排版 PDF", package="libharfbuzz0b"),
    Library(name="harfbuzz-subset", use="把字体嵌进 PDF", package="libharfbuzz-subset0"),
)
_FONTS_PACKAGE = "fonts-noto-cjk"


def _install(package: str) -> str:
    return f"Debian 上以管理员身份执行：apt-get install {package}；别的系统请安装同名的软件"


def _loads(name: str) -> bool:
    for form in _SHARED_LIBRARY_FORMS:
        try:
            ctypes.CDLL(form.format(name))
        except OSError:
            continue
        return True
    return False


def missing_libraries(libraries: Iterable[Library] = LIBRARIES) -> Iterator[Finding]:
    """A finding for each library that does not load, under none of the names that WeasyPrint tries."""
    for library in libraries:
        if not _loads(library.name):
            yield Finding(message=f"缺少系统库 {library.name}，不能{library.use}", hint=_install(library.package))


def _installed_families() -> frozenset[str] | None:
    """The families that fontconfig knows, or None where there is no fc-list to ask."""
    command = shutil.which("fc-list")
    if command is None:
        return None
    listed = subprocess.run([command, ":", "family"], capture_output=True, check=False, timeout=60)  # noqa: S603 - a fixed command
    return frozenset(
        name.strip() for line in listed.stdout.decode(errors="replace").splitlines() for name in line.split(",")
    )


def missing_fonts(theme: Theme, scripts: Iterable[Script]) -> Iterator[Finding]:
    """A finding for each face of the scripts of which no family is installed, the same families but once."""
    installed = _installed_families()
    if installed is None:
        yield Finding(message="缺少 fontconfig，查不了字体", hint=_install("fontconfig"))
        return
    wanted = {face.css: script for script in scripts for face in theme.fonts[script].values()}
    for families, script in wanted.items():
        if installed.isdisjoint(families):
            yield Finding(
                message=f"缺少 {script} 的字体：{'、'.join(families)}，一种也没有", hint=_install(_FONTS_PACKAGE)
            )


def examine(theme: Theme, scripts: Iterable[Script] = tuple(Script)) -> tuple[Finding, ...]:
    """Everything that making PDFs in the scripts needs and this machine lacks."""
    return (*missing_libraries(), *missing_fonts(theme, scripts))


def require(formats: Iterable[str], scripts: Iterable[Script], theme: Theme) -> None:
    """An `EnvironmentLacksError` that names the first thing missing, if PDFs are asked for."""
    findings = examine(theme, scripts) if "pdf" in formats else ()
    if findings:
        raise EnvironmentLacksError(findings[0].message, hint=f"{findings[0].hint}；briefing doctor 列出全部")
