"""Files that a stranger may have written: their bytes, their hash, the JSON in them, and files made beside them."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import socket
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn

from briefing.errors import ConfigurationError, OutputError, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import AbstractContextManager
    from io import BufferedReader

# An outline and a ledger of half a million characters have some tens of millions of bytes.
LARGEST_JSON = 200_000_000
# The longest of our own templates has 40 kB.
LARGEST_TEXT = 2_000_000
# No folder and nothing outside one, nothing hidden, nothing that moves a cursor.
_PLAIN_NAME = re.compile(r"[^\x00-\x1f\x7f/.][^\x00-\x1f\x7f/]*")
_LONGEST_NAME = 255
_ROOT = 0
# `.NAME.PROCESS.part`: what a process is writing, until it takes the name.
UNFINISHED = re.compile(r"\.([^/]+)\.(\d{1,10})\.part$")
# Windows has neither pipes in folders nor descriptors that children inherit, but turns line ends unless told not to.
_READ = sum(getattr(os, name, 0) for name in ("O_RDONLY", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))
# The system's own words are English, or whatever its locale is.
_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "系统不允许",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EISDIR: "那里是文件夹",
    errno.EEXIST: "已经有同名的文件",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "超出了磁盘配额",
    errno.EROFS: "那里只能读，不能写",
    errno.ENAMETOOLONG: "名字太长",
    errno.ELOOP: "是链接，或链接绕成了圈",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "同时打开的文件太多",
    errno.ENFILE: "同时打开的文件太多",
    errno.EBUSY: "正被占用",
    errno.ENOTEMPTY: "那里的文件夹不是空的",
    errno.EXDEV: "不在同一个磁盘上",
    errno.EADDRINUSE: "已被占用",
    errno.EADDRNOTAVAIL: "不是这台机器的地址",
    errno.ETIMEDOUT: "等了很久没有回音",
}


def reason_of(error: OSError) -> str:
    """The reason, in Chinese."""
    # Its numbers are of another row, and differ from system to system.
    if isinstance(error, socket.gaierror):
        return "认不出这个地址"
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


def is_plain_name(value: object) -> bool:
    """True if it is a name that a file may have within its own folder."""
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


def cache_folder() -> Path:
    """`briefing` in the user's cache folder (XDG Base Directory Specification); a `RuntimeError` where he has none."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "briefing"


def is_own(file: BinaryIO) -> bool:
    """True if the open file is this user's or the administrator's: nobody else can have put it there."""
    # Windows knows no numbers of users; there a user's cache is his alone.
    number_of_user = getattr(os, "geteuid", None)
    return number_of_user is None or os.fstat(file.fileno()).st_uid in (number_of_user(), _ROOT)


def read_own(path: Path, largest: int) -> bytes:
    """The content of a file of this user's; an `OSError` where it is another's, no ordinary file, or larger than `largest`."""
    with open_file(path) as file:
        if not is_own(file):
            raise OSError(errno.EPERM, "是别人的文件", str(path))
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


def load_text(path: Path, told: str, largest: int = LARGEST_TEXT) -> str:
    """The UTF-8 text of a file; a `ConfigurationError` opens with `told`, a `FileNotFoundError` where there is none."""
    try:
        with open_file(path) as file:
            content = file.read(largest + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise ConfigurationError(f"{told} 读不了：{reason_of(error)}", hint="请检查文件是否存在、能否读取") from None
    if len(content) > largest:
        raise ConfigurationError(f"{told} 太大", hint=f"这种文件不应超过 {largest // 1_000_000} MB，请确认给对了文件")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise ConfigurationError(f"{told} 不是 UTF-8 文本", hint="请另存为 UTF-8 后重试") from None


def require_file(path: Path) -> None:
    """A `SourceError` where the path is no ordinary file."""
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise _unopened(path, error) from None
    if stat.S_ISDIR(status.st_mode):
        raise SourceError(f"{path} 是文件夹，不是访谈", hint="请写明文件夹里的文件")
    if not stat.S_ISREG(status.st_mode):
        raise SourceError(f"{path} 不是普通文件", hint="请给一个存好的文件")


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


def _refuse_size(path: Path, size: int, largest: int) -> None:
    if size > largest:
        at_least = f"{size / 1_000_000:.0f} MB" if size > largest + 1 else f"超过 {largest // 1_000_000} MB"
        raise SourceError(
            f"{path.name} 太大：{at_least}", hint=f"这种文件不应超过 {largest // 1_000_000} MB，请确认给对了文件"
        )


def create(path: Path) -> BinaryIO:
    """A new file, to be written; what stands there under that name goes, and no link is followed."""
    path.unlink(missing_ok=True)
    return path.open("xb")


def write_whole(path: Path, content: bytes) -> None:
    """Write the file so that a reader sees the old content or the new, never a part."""
    write_together({path: content})


def write_together(contents: Mapping[Path, bytes]) -> None:
    """Write the files, in order, once all of their content is on the disk: a full disk leaves every one as it was."""
    staged = [(path.with_name(f".{path.name}.{os.getpid()}.part"), path) for path in contents]
    try:
        for (temporary, path), content in zip(staged, contents.values(), strict=True):
            if path.exists() and not path.is_file() and not path.is_dir():
                # As root a rename would put the file in the place of /dev/null.
                raise OSError(errno.EINVAL, "不是普通文件", str(path))
            with create(temporary) as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        for temporary, path in staged:
            temporary.replace(path)
    finally:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)


def held(path: Path, seconds: float | None = None) -> AbstractContextManager[object]:
    """The lock file, made where there is none, held until the block ends; no link is followed.

    Whoever else wants it waits, so many `seconds` at most: then a `TimeoutError`, which `output_errors` tells.
    """
    from filelock import FileLock

    # Whoever may write the folder may take the lock, as far as the user's umask lets him.
    return FileLock(path, timeout=-1 if seconds is None else seconds, mode=0o666)


@contextlib.contextmanager
def as_file(name: str, content: bytes) -> Iterator[Path]:
    """The content as a file of that name, in a folder of its own that goes when the block ends."""
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        yield path


def make_folder(path: Path) -> None:
    """The folder, made where there is none; an `OSError` for a link, which may lead anywhere."""
    if path.is_symlink():
        raise OSError(errno.EINVAL, "是通到别处的链接", str(path))
    path.mkdir(parents=True, exist_ok=True)


@contextlib.contextmanager
def output_errors(
    path: Path, *, told: str | None = None, hint: str = "请检查文件夹的权限和磁盘空间，或用 --out 换一个文件夹"
) -> Iterator[None]:
    """Turn what the file system refuses below the path into an `OutputError` that names the file, or says `told` instead.

    A lock that another process still holds (`held`) is told as what it is.
    """
    try:
        yield
    except OSError as error:
        # The lock's own error has no number; a file share that does not answer has ETIMEDOUT.
        if isinstance(error, TimeoutError) and error.errno is None:
            raise OutputError(f"{told or path.name} 正有别人在写", hint="请稍等再试") from None
        # Of a temporary file nobody knows anything; what could not be written is the file that it was for.
        where = told or UNFINISHED.sub(r"\1", str(error.filename or path))
        raise OutputError(f"写不了 {where}：{reason_of(error)}", hint=hint) from None
