"""Path → Source: one table of readers by the file's suffix."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from briefing.errors import SourceError
from briefing.reading.text import decode
from briefing.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_LARGEST = 20_000_000
_HAN_SHARE = 0.2

# Bytes → text and the name of what it was in.
READERS: dict[str, Callable[[bytes, str], tuple[str, str]]] = {".txt": decode, ".md": decode, ".markdown": decode}


def _bytes_of(path: Path) -> bytes:
    if path.is_dir():
        raise SourceError(f"{path} 是文件夹，不是访谈", hint="请写明文件夹里的文件")
    if not path.exists():
        raise SourceError(f"没有文件 {path}", hint="请检查文件名和所在的文件夹")
    if not path.is_file():
        raise SourceError(f"{path} 不是普通文件", hint="请给一个存好的文本文件")
    if path.stat().st_size > _LARGEST:
        raise SourceError(
            f"{path.name} 太大：{path.stat().st_size / 1e6:.0f} MB",
            hint=f"一篇访谈不应超过 {_LARGEST // 10**6} MB，请确认给对了文件",
        )
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"读不了 {path}：{error.strerror}", hint="请检查文件的权限") from None


def _refuse_unusable(text: str, name: str) -> None:
    visible = re.sub(r"\s", "", text)
    if not visible:
        raise SourceError(f"{name} 是空的", hint="请确认文件存好了、给对了")
    han = len(re.findall(r"[\u3400-\u9fff\uf900-\ufaff]", visible))
    if han < _HAN_SHARE * len(visible):
        raise SourceError(f"{name} 不是中文文本", hint="请给中文访谈；如果打开是乱码，请另存为 UTF-8 后重试")


def read(path: Path) -> Source:
    """The text in a file; a `SourceError` where it cannot be used, saying why and what to do."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise SourceError(f"{path.name} 这种文件读不了", hint=f"能读的文件：{'、'.join(READERS)}")
    content = _bytes_of(path)
    text, encoding = reader(content, path.name)
    _refuse_unusable(text, path.name)
    return Source(name=path.name, text=text, sha256=hashlib.sha256(content).hexdigest(), encoding=encoding)
