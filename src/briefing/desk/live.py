"""The download page as the folder holds it, in a frame without the desk's origin; with `--watch` it is made anew by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from briefing.desk.files import attachment
from briefing.desk.web import desk_of, page, session_of
from briefing.files import read_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

_LARGEST = 200_000_000
# What a browser shows in the frame; everything else is saved.
_SHOWN = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".webp": "image/webp",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}


async def packs_page(request: Request) -> Response:
    """The download page with what is being made."""
    context = {"key": session_of(request).live, "watched": request.app.state.watched}
    return page(request, "packs.html.j2", context)


async def live_file(request: Request) -> Response:
    """One file of the output folder; the frame has no cookie, so its address is the key."""
    desk, path = desk_of(request), request.path_params["path"]
    if not desk.doorkeeper.is_live(request.path_params["key"]):
        return Response(status_code=403)
    file = await run_in_threadpool(find_file, desk.folder.out, path)
    if file is None:
        waiting = desk.environment.get_template("waiting.html.j2").render() if path == "index.html" else ""
        return Response(waiting, 200 if waiting else 404, media_type=_SHOWN[".html"], headers=_headers(request))
    content = await run_in_threadpool(read_bytes, file, _LARGEST)
    answer = (
        Response(content, media_type=_SHOWN[file.suffix]) if file.suffix in _SHOWN else attachment(content, file.name)
    )
    answer.headers.update(_headers(request))
    return answer


def _headers(request: Request) -> dict[str, str]:
    here = f"{request.url.scheme}://{request.headers['host']}/live/{request.path_params['key']}/"
    policy = (
        f"sandbox allow-scripts allow-downloads allow-popups; default-src 'none'; script-src 'unsafe-inline' {here}; "
        f"style-src 'unsafe-inline' {here}; img-src data: {here}; font-src data:; form-action 'none'; base-uri 'none'; "
        f"frame-ancestors 'self'"
    )
    return {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "no-referrer",
        # The frame has no origin, so to it everything of the desk is a stranger's.
        "Cross-Origin-Resource-Policy": "cross-origin",
    }


def find_file(out: Path, name: str) -> Path | None:
    """The file that may be given: in the folder, no link out of it, nothing hidden; lists of files are none."""
    root = out.resolve()
    try:
        path = (root / name).resolve()
        found = path.is_file()
    except (OSError, ValueError, RuntimeError):  # a name that no file can have, links that lead in a circle
        return None
    if not found or not path.is_relative_to(root):
        return None
    return None if any(part.startswith(".") for part in path.relative_to(root).parts) else path
