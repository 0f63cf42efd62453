"""Files that a browser is given to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import Response

from briefing.files import output_errors

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

HINT = "请检查文件夹的权限和磁盘空间，再试一次"
FILE_KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "application/octet-stream",
}


def writing(path: Path) -> AbstractContextManager[None]:
    """A block that writes the file: what the system refuses is told by the file's name, without the command line's options."""
    return output_errors(path, told=path.name, hint=HINT)


def attachment(content: bytes, name: str, kind: str = "application/octet-stream") -> Response:
    """A file to be saved and never shown within the desk's own origin."""
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(content, media_type=kind, headers={"Content-Disposition": disposition})
