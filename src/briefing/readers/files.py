"""A path → its bytes, with a clear word for every path that is no ordinary file of a bearable size."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from briefing.errors import SourceError
from briefing.files import open_file
from briefing.refusals import reason_of

if TYPE_CHECKING:
    from pathlib import Path


def require_file(path: Path) -> None:
    """A `SourceError` where the path is no ordinary file."""
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise _unopened(path, error) from None
    _refuse_kind(path, status)


def load_bytes(path: Path, largest: int) -> bytes:
    """The file's content; a `SourceError` where there is none, or more than `largest` bytes."""
    try:
        with open_file(path) as file:
            _refuse_size(path, os.fstat(file.fileno()).st_size, largest)
            content = file.read(largest + 1)
    except OSError as error:
        raise _unopened(path, error) from None
    _refuse_size(path, len(content), largest)
    return content


def _unopened(path: Path, error: OSError | ValueError) -> SourceError:
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return SourceError(f"没有文件 {path}", hint="请检查文件名和所在的文件夹")
        case PermissionError():
            return SourceError(f"没有权限读 {path}", hint="请检查文件的权限")
        case OSError():
            return SourceError(f"读不了 {path}：{reason_of(error)}", hint="请检查文件名、权限和磁盘")
        case _:
            return SourceError(f"文件名不能用：{str(path)!r}", hint="请检查文件名")


def _refuse_kind(path: Path, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise SourceError(f"{path} 是文件夹，不是访谈", hint="请写明文件夹里的文件")
    if not stat.S_ISREG(status.st_mode):
        raise SourceError(f"{path} 不是普通文件", hint="请给一个存好的文件")


def _refuse_size(path: Path, size: int, largest: int) -> None:
    if size > largest:
        at_least = f"{size / 1_000_000:.0f} MB" if size > largest + 1 else f"超过 {largest // 1_000_000} MB"
        raise SourceError(
            f"{path.name} 太大：{at_least}", hint=f"这种文件不应超过 {largest // 1_000_000} MB，请确认给对了文件"
        )
