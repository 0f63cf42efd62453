"""Files that a stranger may have written: their bytes, their hash, the JSON in them, and files made beside them."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import stat
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from io import BufferedReader
    from pathlib import Path

# An outline and a ledger of half a million characters have some tens of millions of bytes.
LARGEST_JSON = 200_000_000


# No folder and nothing outside one, nothing hidden, nothing that moves a cursor.
_PLAIN_NAME = re.compile(r"[^\x00-\x1f\x7f/.][^\x00-\x1f\x7f/]*")
_LONGEST_NAME = 255
# Windows has neither pipes in folders nor descriptors that children inherit, but turns line ends unless told not to.
_READ = sum(getattr(os, name, 0) for name in ("O_RDONLY", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))


def is_plain_name(value: object) -> bool:
    """Whether it is a name that a file may have within its own folder."""
    if not isinstance(value, str) or not _PLAIN_NAME.fullmatch(value):
        return False
    return len(value.encode(errors="replace")) <= _LONGEST_NAME


def open_file(path: Path) -> BufferedReader:
    """The file, to be read; an `OSError` for what is no ordinary file, which could hold up its reader for ever."""
    try:
        # A FIFO without a writer would hold up an ordinary open; this one comes back at once.
        descriptor = os.open(path, _READ)
    except ValueError:
        raise OSError(errno.EINVAL, "文件名不能用", str(path)) from None
    file = os.fdopen(descriptor, "rb")
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "不是普通文件", str(path))
    return file


def read_bytes(path: Path, largest: int) -> bytes:
    """The file's content; an `OSError` where it is no ordinary file or has more than `largest` bytes."""
    with open_file(path) as file:
        content = file.read(largest + 1)
    if len(content) > largest:
        raise OSError(errno.EFBIG, "太大", str(path))
    return content


def hash_of(path: Path) -> str:
    """The SHA-256 of the file's content, in hexadecimal, however large it is."""
    with open_file(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refuse_number(number: str) -> NoReturn:
    raise ValueError(number)


def parse_json(content: bytes | str) -> Any:
    r"""The value; a `ValueError` for what is no JSON, is nested too deep, or holds NaN or half a character (\ud800)."""
    text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
    try:
        value = json.loads(text, parse_constant=_refuse_number)
        # Only an escape can hold half a character, and none of our own files has any.
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode()
    except RecursionError as error:
        raise ValueError(*error.args) from None
    return value


def read_json(path: Path, largest: int = LARGEST_JSON) -> Any:
    """The value in a file; an `OSError` where it cannot be read, a `ValueError` where it holds no JSON."""
    return parse_json(read_bytes(path, largest))


def create(path: Path) -> BinaryIO:
    """A new file, to be written; what stands there under that name goes, and no link is followed."""
    path.unlink(missing_ok=True)
    return path.open("xb")


def held(path: Path) -> AbstractContextManager[object]:
    """The lock file, made where there is none, held until the block ends; whoever else wants it waits. No link is followed."""
    from filelock import FileLock

    # Whoever may write the folder may take the lock, as far as the user's umask lets him.
    return FileLock(path, mode=0o666)


def make_folder(path: Path) -> None:
    """The folder, made where there is none; an `OSError` for a link, which may lead anywhere."""
    if path.is_symlink():
        raise OSError(errno.EINVAL, "是通到别处的链接", str(path))
    path.mkdir(parents=True, exist_ok=True)
