"""Hashes of all that goes into a pack besides its source: the program, the templates, the libraries and the fonts."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from briefing import __version__
from briefing.files import LARGEST_TEXT
from briefing.packs.cache import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.config.templates import Overlay

_PACKAGE = Path(__file__).parent.parent
_NOT_IN_PACKS = ("site", "check", "desk")
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts")
_FONT_SUFFIXES = (".otf", ".ttf", ".ttc", ".woff", ".woff2")


@cache
def program() -> str:
    """The hash of the program's own code, lexicon, data and weights."""
    files = [
        *_PACKAGE.rglob("*.py"),
        *_PACKAGE.glob("lexicon/*.toml"),
        *_PACKAGE.glob("data/*.*"),
    ]
    return key_of(path.read_bytes() for path in sorted(files))


def _font_files() -> Iterator[str]:
    """Every installed font by name, size and time: to read a hundred megabytes for a hash would take longer than a build."""
    home = Path.home()
    for folder in (*_FONT_FOLDERS, str(home / ".fonts"), str(home / ".local/share/fonts")):
        for where, _, names in os.walk(folder):
            for path in (os.path.join(where, name) for name in names if name.lower().endswith(_FONT_SUFFIXES)):  # noqa: PTH118 - thousands of files
                status = os.stat(path)  # noqa: PTH116 - likewise
                yield f"{path}\0{status.st_size}\0{status.st_mtime_ns}"


@cache
def surroundings() -> str:
    """The program's own code, Python, the libraries by version, the fonts by file."""
    # Every installed distribution is known by its folder's name, which holds its version.
    libraries = [
        name
        for folder in filter(os.path.isdir, sys.path)
        for name in sorted(os.listdir(folder))  # noqa: PTH208 - names alone
        if name.endswith(".dist-info")
    ]
    return key_of([__version__, sys.version, program(), *libraries, *sorted(_font_files())])


def _files(overlay: Overlay) -> Iterator[tuple[PurePath, Path]]:
    """Every file of the overlay's folders, by its path below the folder."""
    for folder in overlay.folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield path.relative_to(folder), path


def _content(path: Path) -> str | bytes:
    status = path.stat()
    # What is too large to be read as a template is refused when it is.
    return path.read_bytes() if status.st_size <= LARGEST_TEXT else f"{status.st_size} {status.st_mtime_ns}"


def templates(overlay: Overlay, audiences: Iterable[str]) -> dict[str, str]:
    """For each audience, every template that a pack of it may print or be formed by: all but the other audiences' files."""
    files = [(name, _content(path)) for name, path in _files(overlay) if name.parts[0] not in _NOT_IN_PACKS]

    def key(audience: str) -> str:
        own = (one for one in files if one[0].parts[0] != "audiences" or one[0].stem == audience)
        return key_of(part for name, content in own for part in (name.as_posix(), content))

    return {audience: key(audience) for audience in audiences}


def site_templates(overlay: Overlay) -> str:
    """Every template that a download page is made with, the office's own among them."""
    return key_of(part for name, path in _files(overlay) for part in (name.as_posix(), _content(path)))
