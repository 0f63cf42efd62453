"""Files that a browser is given to keep."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import Response

FILE_KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "application/octet-stream",
}


def attachment(content: bytes, name: str, kind: str = "application/octet-stream") -> Response:
    """A file to be saved and never shown within the desk's own origin."""
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(content, media_type=kind, headers={"Content-Disposition": disposition})
