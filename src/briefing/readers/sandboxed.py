"""The process that reads one hostile file: `python -m briefing.readers.sandboxed MODULE NAME <FILE`, answers in JSON."""

from __future__ import annotations

import contextlib
import json
import sys
from importlib import import_module
from typing import Any

from briefing.errors import SourceError

_MEMORY = 1_500_000_000
_CPU_SECONDS = 30


def _confine() -> None:
    # What a system does not know (Windows none of them, macOS no limit on addresses), it does not limit; the parent's clock
    # still runs.
    try:
        import resource
    except ModuleNotFoundError:
        return
    for limit, value in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (value, value))


def _answer(module: str, name: str, content: bytes) -> dict[str, Any]:
    extract = import_module(module).extract
    try:
        found = extract(content, name)
        return found if isinstance(found, dict) else dict(found.to_table())
    except SourceError as error:
        return {"message": error.message, "hint": error.hint}
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a damaged file may break a library anywhere, and each in its own way
        return {"message": f"{name} 打不开：文件损坏或不完整", "hint": "请用原来的软件打开它，另存一份后重试"}


def main() -> None:
    """Reads a file from the standard input and writes its text, or why there is none, to the standard output."""
    module, name = sys.argv[1:]
    content = sys.stdin.buffer.read()
    _confine()
    answer = _answer(module, name, content)
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main()
