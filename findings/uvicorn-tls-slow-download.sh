#!/usr/bin/env bash
# uvicorn 0.54.0 over TLS: a response that a client takes slowly is cut short some 35 s after it was handed over.
#
# Guess before trying: a whole response handed to `send` in one piece reaches a client that goes on reading, however slow its
# line is; `timeout_keep_alive` (5 s) begins when the response has gone out.
# Seen: the time-out begins when the response was put into the transport's buffer. After 5 s uvicorn closes the transport. On a
# plain line asyncio sends the rest first, however long that takes; over TLS it gives the rest and the closing handshake
# `ssl_shutdown_timeout` together (30 s, not settable through uvicorn), then drops the connection: the client has a part of the
# file. Behind a proxy the proxy reads fast, and nothing is seen of it.
# `get_write_buffer_size()` of the TLS transport says 0 all the while: what is encrypted lies in the transport below it.
# Remedy: send the body in pieces of 64 kB, so that uvicorn waits for the line before each (src/briefing/desk/guard.py).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check uvicorn==0.54.0 h11==0.16.0
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \
    -keyout "$folder/key.pem" -out "$folder/cert.pem" 2>/dev/null
cd "$folder"
venv/bin/python - <<'PYTHON'
import asyncio
import socket
import ssl
import sys
import threading
import time

import uvicorn

SIZE, SECONDS = 20_000_000, 60


async def app(scope, receive, send):
    length = [(b"content-length", str(SIZE).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": length})
    await send({"type": "http.response.body", "body": bytes(SIZE)})


def serve(**options):
    server = uvicorn.Server(uvicorn.Config(app, port=0, lifespan="off", log_level="critical", **options))
    threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True).start()
    while not server.started:
        time.sleep(0.01)
    return server.servers[0].sockets[0].getsockname()[1]


def take(port, context, taken):
    """Reads at a steady pace that takes a minute for the whole."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
    line.connect(("127.0.0.1", port))
    line = context.wrap_socket(line) if context else line
    line.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    start, count = time.monotonic(), 0
    try:
        while count < SIZE:
            piece = line.recv(65536)
            if not piece:
                break
            count += len(piece)
            time.sleep(max(0, start + SECONDS * count / SIZE - time.monotonic()))
    except OSError:
        pass
    taken.append((count, time.monotonic() - start))


context = ssl.create_default_context()
context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
plain, tls = [], []
clients = [
    threading.Thread(target=take, args=(serve(), None, plain)),
    threading.Thread(target=take, args=(serve(ssl_certfile="cert.pem", ssl_keyfile="key.pem"), context, tls)),
]
for one in clients:
    one.start()
for one in clients:
    one.join()
for name, ((count, seconds),) in (("plain", plain), ("TLS", tls)):
    print(uvicorn.__version__, sys.version.split()[0], f"{name}: {count / SIZE:.0%} of {SIZE // 1_000_000} MB in {seconds:.0f} s")
assert plain[0][0] >= SIZE > tls[0][0], "uvicorn or asyncio has changed"
PYTHON
echo "as described"
