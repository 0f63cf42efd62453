"""Which files changed: by size and time of each, which works on file shares too, where no system tells of changes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Stamps = dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """Files by name, whether they are there yet or not, and folders with all that is in them."""

    files: tuple[Path, ...]
    folders: tuple[Path, ...]

    def stamps(self) -> Stamps:
        """The size and the time of every file that is there."""
        return dict(_stamp(path) for path in (*self.files, *_inside(self.folders)) if path.is_file())


def _inside(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for where, inner, names in os.walk(folder):
            # Editors keep their unfinished copies in hidden files.
            inner[:] = [name for name in inner if not name.startswith(".")]
            yield from (
                Path(where, name) for name in names if not name.startswith((".", "~")) and not name.endswith("~")
            )


def _stamp(path: Path) -> tuple[str, tuple[int, int]]:
    try:
        status = path.stat()
    except OSError:
        # It went between being listed and being looked at.
        return str(path), (0, 0)
    return str(path), (status.st_mtime_ns, status.st_size)
