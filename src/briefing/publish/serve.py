"""The download page on a local server, made anew when a source or a template changes."""

from __future__ import annotations

import contextlib
import io
import ipaddress
import os
import threading
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.config.jinja import make_environment, render_template
from briefing.config.templates import Overlay
from briefing.errors import UsageError
from briefing.files import output_errors, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.errors import BriefingError

Stamps = dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """Files by name, whether they are there yet or not, and folders with all that is in them."""

    files: tuple[Path, ...]
    folders: tuple[Path, ...]

    def stamps(self) -> Stamps:
        """The size and the time of every file that is there."""
        return dict(_stamp(path) for path in (*self.files, *_inside(self.folders)) if path.is_file())


def _inside(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for where, inner, names in os.walk(folder):
            # Editors keep their unfinished copies in hidden files.
            inner[:] = [name for name in inner if not name.startswith(".")]
            yield from (
                Path(where, name) for name in names if not name.startswith((".", "~")) and not name.endswith("~")
            )


def _stamp(path: Path) -> tuple[str, tuple[int, int]]:
    try:
        status = path.stat()
    except OSError:
        # It went between being listed and being looked at.
        return str(path), (0, 0)
    return str(path), (status.st_mtime_ns, status.st_size)


EVENTS = "/.briefing/events"
# An event stream is told this often that nothing happened, which is how it notices that the browser has gone.
_PULSE_SECONDS = 5.0
# A person with a few pages open has a dozen connections.
_MOST_THREADS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A failure of a build: `where` is the source's name and a mark, or empty."""

    where: str
    message: str
    hint: str

    @classmethod
    def of(cls, error: BriefingError, name: str = "") -> Problem:
        """The error of a source, or of everything."""
        return cls(where=f"{name}：" if name else "", message=error.message, hint=error.hint)


class Bulletin:
    """The result of the last build; its number grows with each, and who waits is woken."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._number = 0
        self._problems: tuple[Problem, ...] = ()
        self._closed = False

    @property
    def latest(self) -> tuple[int, tuple[Problem, ...]]:
        """The number of the last build, and what went wrong in it."""
        with self._changed:
            return self._number, self._problems

    @property
    def closed(self) -> bool:
        """True if the server is about to end."""
        return self._closed

    def post(self, problems: tuple[Problem, ...]) -> None:
        """Tells that a build has ended, well or not."""
        with self._changed:
            self._number += 1
            self._problems = problems
            self._changed.notify_all()

    def close(self) -> None:
        """Lets everyone go who waits."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def wait_beyond(self, number: int, seconds: float) -> int:
        """The number of the last build, as soon as it is not `number`, or after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._number != number, seconds)
            return self._number


class _Pages:
    """The script that the server adds to pages: never the files' own text, and from our templates, since the user's may be broken."""

    def __init__(self) -> None:
        self._environment = make_environment(Overlay())

    def addition(self, number: int, problems: tuple[Problem, ...]) -> bytes:
        script = render_template(self._environment, "site/reload.js", {})
        notice = render_template(self._environment, "site/problem.html.j2", {"problems": problems}) if problems else ""
        return f'{notice}<script data-build="{number}">{script}</script>'.encode()

    def waiting(self) -> bytes:
        return render_template(self._environment, "site/waiting.html.j2", {}).encode()


def _host_allowed(header: str, own: str) -> bool:
    """True if a request names this machine as a person does: another name would be a web page's, made to point here."""
    name = header.rsplit(":", 1)[0] if not header.endswith("]") else header
    name = name.strip("[]").lower()
    if name in ("localhost", own.lower()):
        return True
    with contextlib.suppress(ValueError):
        ipaddress.ip_address(name)
        return True
    return False


class Handler(SimpleHTTPRequestHandler):
    """GET and HEAD of the files in one folder; nothing hidden, nothing outside, no lists of files."""

    server_version = "briefing"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    # Who opens a connection and says nothing is let go after so many seconds.
    timeout = 30
    extensions_map = {  # noqa: RUF012 - the base class has it for each instance
        **SimpleHTTPRequestHandler.extensions_map,
        ".html": "text/html; charset=utf-8",
        ".json": "application/json; charset=utf-8",
        ".webp": "image/webp",
        ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }

    def __init__(self, *args: Any, bulletin: Bulletin, host: str, **options: Any) -> None:
        self._bulletin = bulletin
        self._host = host
        super().__init__(*args, **options)

    def send_head(self) -> io.BytesIO | Any:
        """The answer's head; the body to send, or None where the head says it all."""
        if not _host_allowed(self.headers.get("Host", ""), self._host):
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return None
        if self.path.partition("?")[0] == EVENTS:
            self._send_events()
            return None
        path = self._file()
        if path is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return self._send_page(path) if path.suffix == ".html" else super().send_head()

    def _file(self) -> Path | None:
        """The file asked for, if it is one that may be given; `index.html` also where it is yet to be made."""
        root = Path(self.directory).resolve()
        path = Path(self.translate_path(self.path))
        try:
            resolved = path.resolve()
            found = resolved.is_file()
        except (OSError, ValueError, RuntimeError):  # a name that no file can have, links that lead in a circle
            return None
        if resolved == root:
            return root / "index.html"
        hidden = not resolved.is_relative_to(root) or any(
            part.startswith(".") for part in resolved.relative_to(root).parts
        )
        return None if hidden or not found else resolved

    def _send_page(self, path: Path) -> io.BytesIO:
        # Asked before the file is read, so that a page can be older than its number says, never newer.
        latest = self._bulletin.latest
        pages = _Pages()
        content = path.read_bytes() if path.is_file() else pages.waiting()
        head, end, rest = content.rpartition(b"</body>")
        body = head + pages.addition(*latest) + end + rest if end else content
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def _send_events(self) -> None:
        """Tells of each build until the browser goes or the server ends."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        with contextlib.suppress(OSError):
            for line in self._news():
                self.wfile.write(line)
                self.wfile.flush()

    def _news(self) -> Iterator[bytes]:
        number, _ = self._bulletin.latest
        yield f"event: build\ndata: {number}\n\n".encode()
        while not self._bulletin.closed:
            latest = self._bulletin.wait_beyond(number, _PULSE_SECONDS)
            yield f"event: build\ndata: {latest}\n\n".encode() if latest != number else b": \n\n"
            number = latest

    def end_headers(self) -> None:
        """Ends the head; what is served here may be another file in a second."""
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
        """Says nothing: the terminal is for what the builds say."""


class Server(ThreadingHTTPServer):
    """The server; a thread for each request, none of which keeps the process alive."""

    daemon_threads = True
    block_on_close = False

    def verify_request(self, _request: Any, _client_address: Any) -> bool:
        """True if there is a thread left for it."""
        return threading.active_count() < _MOST_THREADS

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Passes over browsers that hung up; anything else keeps its traceback."""
        import sys

        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


@contextlib.contextmanager
def serving(out: Path, host: str, port: int, bulletin: Bulletin) -> Iterator[str]:
    """Serves the folder as long as the block lasts; yields the address. Port 0 takes any that is free."""
    with output_errors(out):
        out.mkdir(parents=True, exist_ok=True)
    handler = partial(Handler, directory=str(out.resolve()), bulletin=bulletin, host=host)
    try:
        server = Server((host, port), handler)
    except OSError as error:
        raise UsageError(
            f"用不了 {host}:{port}：{reason_of(error)}", hint="请用 --port 换一个端口（0 是任选一个），或改正 --host"
        ) from None
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield f"http://{host}:{server.server_address[1]}/"
    finally:
        bulletin.close()
        server.shutdown()
        server.server_close()
