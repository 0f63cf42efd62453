"""A release put in its folder: the whole of it or nothing, and nothing lost that somebody put there."""

from __future__ import annotations

import itertools
import os
import shutil
from typing import TYPE_CHECKING

from briefing.files import hash_of, held, output_errors, read_bytes
from briefing.publish.assembly import SUMS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FOLDER = "release"
_LARGEST_SUMS = 50_000_000


def _is_ours(folder: Path) -> bool:
    """True if the folder holds nothing but what a release wrote, unedited."""
    try:
        lines = read_bytes(folder / SUMS, _LARGEST_SUMS).decode().splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    listed = {name: total for total, _, name in (line.partition("  ") for line in lines)}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name != SUMS and listed.get(name) != hash_of(path):
            return False
    return True


def place_release(out: Path, files: Mapping[str, bytes]) -> tuple[Path, Path | None]:
    """The folder that now holds the release, and where one was kept that somebody had edited or added to."""
    target, staged = out / FOLDER, out / f".{FOLDER}.{os.getpid()}.part"
    with output_errors(target), held(out / f".{FOLDER}.lock"):
        # Made here and not found: what is there under that name may be a link.
        staged.mkdir()
        try:
            for name, content in files.items():
                path = staged / name
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
            kept = None
            if target.exists() and not _is_ours(target):
                names = (out / f"{FOLDER}.edited-{number}" for number in itertools.count(1))
                kept = next(name for name in names if not name.exists())
            aside = kept or out / f".{FOLDER}.{os.getpid()}.old"
            replaces = target.exists()
            if replaces:
                target.rename(aside)
            try:
                staged.rename(target)
            except OSError:
                if replaces:
                    aside.rename(target)
                raise
            if kept is None:
                shutil.rmtree(aside, ignore_errors=True)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    return target, kept
