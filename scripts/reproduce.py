"""Builds and releases every seed twice under different conditions and compares every file, byte for byte.

The second time everything is different that should not matter: the folders of program, sources, home and output, the
age of the files, the date, the time zone, the locale, the seed of Python's hashes, the number of processes, and the
permissions that new files get.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ("src", "templates", "pyproject.toml", "requirements.lock")
_SHOWN = 40
_YEAR_2001 = 1_000_000_000
# Python reads this module before any other, in every process. It moves what asks for the time of day, and leaves the
# counters by which programs wait; libfaketime does the same for every program, and would have to be installed.
CLOCK = """
import datetime, time

_SHIFT = 400 * 24 * 3600
_time, _localtime, _gmtime = time.time, time.localtime, time.gmtime
time.time = lambda: _time() + _SHIFT
time.time_ns = lambda: int(time.time() * 1e9)
time.localtime = lambda seconds=None: _localtime(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: _gmtime(time.time() if seconds is None else seconds)


class _Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)


class _LaterDate(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())


datetime.datetime, datetime.date = _Later, _LaterDate
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """One run: where it happens, and in what surroundings."""

    folder: str
    environment: dict[str, str]
    jobs: int
    umask: int
    later: bool


FIRST = Conditions(
    folder="a",
    environment={"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"},
    jobs=1,
    umask=0o022,
    later=False,
)
SECOND = Conditions(
    folder="另一处/with a space/and a much longer path than the first one had",
    environment={"TZ": "Pacific/Chatham", "LC_ALL": "POSIX", "PYTHONHASHSEED": "4242", "PYTHONUTF8": "1"},
    jobs=3,
    umask=0o077,
    later=True,
)


def _copy(origin: Path, folder: Path) -> None:
    """Copies the program and the sources from one folder to another."""
    folder.mkdir(parents=True)
    for name in (*PROGRAM, "seeds"):
        source, target = origin / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)


def _lay_out(conditions: Conditions, snapshot: Path, folder: Path) -> None:
    """Copies the snapshot into the folder; the second copy looks old, and the clock there is ahead."""
    _copy(snapshot, folder)
    (folder / "clock").mkdir()
    if conditions.later:
        (folder / "clock" / "sitecustomize.py").write_text(CLOCK, encoding="utf-8")
        for path in folder.rglob("*"):
            os.utime(path, (_YEAR_2001, _YEAR_2001))


def _environment(conditions: Conditions, folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "SOURCE_DATE_EPOCH") if name in os.environ}
    home = folder / "home"
    home.mkdir()
    path = f"{folder / 'clock'}{os.pathsep}{folder / 'src'}"
    return kept | conditions.environment | {"HOME": str(home), "PYTHONPATH": path}


def _run(conditions: Conditions, snapshot: Path, base: Path) -> Path:
    """Builds and releases under the conditions; returns the output folder."""
    folder = base / conditions.folder
    _lay_out(conditions, snapshot, folder)
    environment = _environment(conditions, folder)
    for arguments in (["build"], ["release", "--site", "out/public-site"]):
        done = subprocess.run(
            [sys.executable, "-m", "briefing", *arguments, "--jobs", str(conditions.jobs)],
            cwd=folder,
            env=environment,
            umask=conditions.umask,
            capture_output=True,
            check=False,
        )
        if done.returncode:
            sys.exit(done.stderr.decode(errors="replace"))
    return folder / "out"


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(".lock")
    }


def _members(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except zipfile.BadZipFile:
        return {}


def _first_difference(name: str, one: bytes, other: bytes) -> str:
    """The first difference of two files; in an archive, the member that differs."""
    members, others = _members(one), _members(other)
    for member, content in members.items():
        if content != others.get(member, content):
            return _first_difference(f"{name} 里的 {member}", content, others[member])
    pairs = enumerate(zip(one, other, strict=False))
    at = next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))
    start = max(0, at - _SHOWN // 2)
    shown = f"  {one[start : at + _SHOWN]!r}\n  {other[start : at + _SHOWN]!r}"
    return f"{name}：第 {at} 字节起不同\n{shown}"


def compare(one: Path, other: Path) -> list[str]:
    """The differences between the folders, by file."""
    left, right = _files(one), _files(other)
    missing = [f"{name}：只有一边有" for name in sorted(left.keys() ^ right.keys())]
    differing = [name for name in left if name in right and left[name] != right[name]]
    return missing + [_first_difference(name, left[name], right[name]) for name in differing]


def main() -> None:
    """Ends with 1 where a file differs."""
    with tempfile.TemporaryDirectory(prefix="briefing-reproduce-") as folder:
        base = Path(folder)
        # Both runs start from one copy, whatever somebody saves in the meantime.
        _copy(ROOT, base / "snapshot")
        one, other = (_run(conditions, base / "snapshot", base) for conditions in (FIRST, SECOND))
        differences, count = compare(one, other), len(_files(one))
    for line in differences:
        print(line)
    print(f"{count} 个文件，{f'{len(differences)} 个不同' if differences else '每一个字节都相同'}")
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
