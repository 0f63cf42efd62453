"""The text of a template, a sidecar or an outline, which may be any kind of file and of any size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.errors import ConfigurationError
from briefing.files import open_file
from briefing.refusals import reason_of

if TYPE_CHECKING:
    from pathlib import Path

# The longest of our own templates has 40 kB.
LARGEST = 2_000_000


def load_text(path: Path, told: str, largest: int = LARGEST) -> str:
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
