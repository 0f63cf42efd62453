"""Finished work kept by what went into it: the same inputs are not worked on twice.

Each piece is one file named by the hash of its inputs, written whole or not at all, so that several builds may share the
folder. A piece that does not read back is no piece.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.files import cache_folder, is_own, open_file, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_LIMIT = 512 * 1024 * 1024
_SUFFIX = ".piece"
# Zip members carry a date; a fixed one keeps a piece the same however often it is made.
_DATE = (1980, 1, 1, 0, 0, 0)


def key_of(parts: Iterable[bytes | str]) -> str:
    """One key for all parts, in their order; where one part ends and the next begins counts too."""
    total = hashlib.sha256()
    for part in parts:
        total.update(hashlib.sha256(part.encode() if isinstance(part, str) else part).digest())
    return total.hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cache:
    """Pieces in a folder, at most `limit` octets; without a folder it keeps nothing."""

    folder: Path | None
    limit: int = _LIMIT

    @classmethod
    def of_user(cls) -> Cache:
        """The pieces in the user's own folder."""
        return cls(folder=cache_folder())

    def _path(self, key: str) -> Path | None:
        return self.folder / key[:2] / f"{key}{_SUFFIX}" if self.folder else None

    def get(self, key: str) -> dict[str, bytes] | None:
        """The members of the piece, or None; using it makes it young."""
        path = self._path(key)
        if path is None:
            return None
        try:
            with open_file(path) as file, zipfile.ZipFile(file) as archive:
                infos = archive.infolist()
                # As `put` wrote them, and not another user.
                stored = all(one.compress_type == zipfile.ZIP_STORED for one in infos)
                if not is_own(file) or not stored or sum(one.file_size for one in infos) > self.limit:
                    return None
                members = {one.filename: archive.read(one) for one in infos}
                os.utime(file.fileno())
                return members
        except (OSError, zipfile.BadZipFile, EOFError, RuntimeError, ValueError):
            return None

    @property
    def is_empty(self) -> bool:
        """True if there is nothing that any key would find."""
        with contextlib.suppress(OSError):
            return self.folder is None or not any(self.folder.glob(f"??/*{_SUFFIX}"))
        return True

    def put(self, key: str, members: Mapping[str, bytes]) -> None:
        """Keeps the members under the key; a folder that cannot be written keeps nothing, and the build goes on."""
        path = self._path(key)
        if path is None:
            return
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            packed = io.BytesIO()
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
                for name, content in members.items():
                    archive.writestr(zipfile.ZipInfo(name, _DATE), content)
            write_whole(path, packed.getvalue())

    def prune(self) -> None:
        """Drops the oldest pieces until the rest is within the limit."""
        if self.folder is None:
            return
        pieces = []
        for path in self.folder.glob(f"??/*{_SUFFIX}"):
            with contextlib.suppress(OSError):
                status = path.lstat()
                pieces.append((status.st_mtime_ns, status.st_size, path))
        total = 0
        for _, size, path in sorted(pieces, reverse=True):
            total += size
            if total > self.limit:
                with contextlib.suppress(OSError):
                    path.unlink()
