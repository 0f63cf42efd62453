#!/usr/bin/env bash
# uvicorn 0.54.0: connections that say nothing are kept for ever, and `limit_concurrency` counts them: a few lock everybody out.
#
# Guess before trying: `timeout_keep_alive` ("close keep-alive connections if no new data is received within this timeout")
# ends a connection that never sends a byte, and `limit_concurrency` counts requests under way.
# Seen: the time-out is armed only once a response has been sent on the connection, so that one which never asks has none; one
# that asks letter by letter stops the time-out with each. `limit_concurrency` counts connections: as many silent ones as the
# limit, and every other request is answered 503 until they go. An application cannot see them (there is no ASGI scope yet).
# Remedy: a subclass of the protocol with a time-out for the request's head (src/briefing/desk/patience.py).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check uvicorn==0.54.0 h11==0.16.0
"$folder/venv/bin/python" - <<'PYTHON'
import asyncio
import socket

import uvicorn

LIMIT, IDLE = 10, 1


async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"ok"})


async def ask(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    status = (await reader.readline()).decode().split()[1]
    writer.close()
    return status


async def main():
    config = uvicorn.Config(
        app, port=0, lifespan="off", limit_concurrency=LIMIT, timeout_keep_alive=IDLE, log_level="critical"
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    before = await ask(port)
    silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(LIMIT)]
    await asyncio.sleep(8 * IDLE)
    during = await ask(port)
    for one in silent:
        one.close()
    await asyncio.sleep(1)
    after = await ask(port)
    server.should_exit = True
    await task
    print(uvicorn.__version__, "before:", before, "with", LIMIT, "silent connections, 8 s old:", during, "after:", after)
    assert (before, during, after) == ("200", "503", "200"), "uvicorn has changed"


asyncio.run(main())
PYTHON
echo "as described"
