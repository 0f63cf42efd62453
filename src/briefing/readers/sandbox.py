"""Runs a reader of a complex format in a process of its own, so that a hostile file costs a bounded time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from briefing.errors import SourceError

_SECONDS = 60
_SPLIT = "它可能有成千上万页，或做得不寻常；请把正文另存为 .txt 后重试"


def extract_confined(module: str, content: bytes, name: str) -> dict[str, Any]:
    """The result of the module's `extract` for a file, as plain JSON values.

    A `SourceError` where it refuses the file, dies, or takes too long.
    """
    # -P: a file called json.py in the folder where the user stands must not be imported.
    command = [sys.executable, "-P", "-m", "briefing.readers.sandboxed", module, name]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 - our own module
    except subprocess.TimeoutExpired:
        raise SourceError(f"{name} 读了 {_SECONDS} 秒还没读完，不再读了", hint=_SPLIT) from None
    if done.returncode:
        raise SourceError(f"读 {name} 超出了时间或内存的限度，没有读完", hint=_SPLIT)
    answer: dict[str, Any] = json.loads(done.stdout)
    if "message" in answer:
        raise SourceError(answer["message"], hint=answer["hint"])
    return answer
