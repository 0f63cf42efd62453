"""Results that are the same in every run, kept in the user's cache folder: code of expressions, values of our TOML files.

One file holds all of one version of CPython's. It is data alone, JSON and numbers, and what it holds is looked up by the hash of
what it was made of.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import json
import sys
import tomllib
from array import array
from typing import TYPE_CHECKING, Any, TypeAlias

from briefing.files import cache_folder, read_own, write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# All expressions and files of ours take 2 MB; beyond this, what no run of today asked for goes.
_MOST = 4_000_000
_LARGEST = 4 * _MOST
_DIGEST = 32
_SIZE = 4

Entry: TypeAlias = "tuple[Any, Sequence[int]]"


def name_of(kind: str, made_of: str) -> str:
    """The name under which the result of a text is kept."""
    return hashlib.blake2b(f"{kind} {made_of}".encode(errors="surrogatepass"), digest_size=16).hexdigest()


class KeptResults:
    """Entries by name, a JSON value and numbers each: those of earlier runs, and those of this one."""

    def __init__(self) -> None:
        self._kept: dict[str, Entry] | None = None
        self._asked: set[str] = set()
        self._new: dict[str, Entry] = {}
        atexit.register(self.write)

    def get(self, name: str) -> Entry | None:
        """The entry, if there is one."""
        if self._kept is None:
            self._kept = _read()
        self._asked.add(name)
        return self._new.get(name) or self._kept.get(name)

    def put(self, name: str, value: Any, numbers: Sequence[int] = ()) -> None:
        """Have the entry written when this process ends, or calls `write` before it hands its work to others."""
        self._new[name] = (value, numbers)

    def write(self) -> None:
        """Write what is new beside what others wrote meanwhile; a folder that cannot be written keeps nothing."""
        if not self._new:
            return
        entries = _read() | self._new
        index, numbers = _packed(entries)
        if len(index) + len(numbers) > _MOST:
            index, numbers = _packed({name: entry for name, entry in entries.items() if name in self._asked})
        rest = len(index).to_bytes(_SIZE, "big") + index + numbers
        with contextlib.suppress(OSError, RuntimeError):
            path = _path()
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, hashlib.sha256(rest).digest() + rest)
        self._new = {}


def _path() -> Path:
    """The file of this CPython; a `RuntimeError` where the user has no folder."""
    version = f"1 {sys.implementation.cache_tag} {sys.version} {sys.byteorder} {array('I').itemsize}"
    return cache_folder() / f"kept-{hashlib.sha256(version.encode()).hexdigest()[:16]}"


def _read() -> dict[str, Entry]:
    """The entries of the file; none where it is not there, another user's, or not as it was written."""
    try:
        content = read_own(_path(), _LARGEST)
        if hashlib.sha256(memoryview(content)[_DIGEST:]).digest() != content[:_DIGEST]:
            return {}
    except (OSError, RuntimeError):
        return {}
    start = _DIGEST + _SIZE + int.from_bytes(content[_DIGEST : _DIGEST + _SIZE], "big")
    # A view is cut 1,000 times and not copied.
    numbers = memoryview(content)[start:].cast("I")
    index = json.loads(content[_DIGEST + _SIZE : start])
    return {name: (value, numbers[first:end]) for name, (value, first, end) in index.items()}


def _packed(entries: dict[str, Entry]) -> tuple[bytes, bytes]:
    """The values with the places of their numbers, as JSON, and all numbers one after the other."""
    index: dict[str, Any] = {}
    together = array("I")
    for name, (value, numbers) in sorted(entries.items()):
        index[name] = (value, len(together), len(together) + len(numbers))
        together.extend(numbers)
    return json.dumps(index, ensure_ascii=False).encode(), together.tobytes()


RESULTS = KeptResults()


def parse_toml(text: str) -> dict[str, Any]:
    """The tables of a TOML text that is the same in every run: tomllib takes 0.5 s for a million characters, JSON a tenth.

    Raises what `tomllib.loads` raises. The caller must not change the tables of a text that is parsed twice.
    """
    name = name_of("toml", text)
    if entry := RESULTS.get(name):
        tables: dict[str, Any] = entry[0]
        return tables
    tables = tomllib.loads(text)
    # Dates are no JSON.
    with contextlib.suppress(TypeError, ValueError):
        json.dumps(tables)
        RESULTS.put(name, tables)
    return tables
