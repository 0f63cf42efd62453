"""A desk on an office's server: people log in, each does what the role allows, and nobody approves what he changed last."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from briefing.desk import entrance, guard, sessions
from briefing.desk.access import Access
from briefing.desk.app import make_app, version_of
from briefing.desk.folder import require_root
from briefing.desk.sessions import Doorkeeper
from briefing.desk.users import Users, remove_user, set_user
from desking import PASSWORD, STEM, TEXT, address, at, certificate, csrf_of, empty, select, version_in

assert certificate  # a fixture

ORIGIN = "https://desk.example"
PROXY = "10.0.0.1"
PEOPLE = {"编者甲": ("编辑",), "审者乙": ("审定",), "两者丙": ("编辑", "审定")}


@pytest.fixture(scope="module")
def _office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, Path]]:
    """One desk for all tests, since its workers take a while to get ready; each test has the folder emptied."""
    root = tmp_path_factory.mktemp("office")
    users = root / "users.toml"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("briefing.desk.users._hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        set_user(users, "编者甲", PASSWORD, ("编辑",))
        access = Access(host="10.0.0.2", users=users, proxies=(PROXY,), origins=(ORIGIN,))
        app = make_app(require_root(root), access=access, cookie="__Host-desk", jobs=1)
        with TestClient(app, base_url=ORIGIN, follow_redirects=False, client=(PROXY, 1)) as client:
            yield client, root


@pytest.fixture
def desk(_office: tuple[TestClient, Path]) -> TestClient:
    client, root = _office
    client.cookies.clear()
    empty(root)
    for name, roles in PEOPLE.items():
        set_user(root / "users.toml", name, PASSWORD, roles)
    state = client.app.state
    state.desk.doorkeeper.__init__(Users(root / "users.toml"))
    return client


@pytest.fixture
def root(_office: tuple[TestClient, Path]) -> Path:
    return _office[1]


def log_in(client: TestClient, name: str, password: str = PASSWORD, **headers: str) -> object:
    client.cookies.clear()
    fields = {"name": name, "password": password, "next": address()}
    return client.post("/login", data=fields, headers={"Origin": ORIGIN, **headers})


def post(client: TestClient, path: str, fields: dict[str, object], **options: object) -> object:
    return client.post(path, data=fields, headers={"Origin": ORIGIN, "X-CSRF": csrf_of(client)}, **options)


def decide(client: TestClient) -> object:
    return post(client, address("/decide"), {"version": "any", "kind": "place", "value_at": at("云溪区")})


def ticked(client: TestClient) -> str:
    page = client.get(address("/approve")).text
    return next(one.get("value") for one in select(page, "input[type=checkbox]"))


def approve(client: TestClient) -> str:
    return post(client, address("/approve"), {"editions[]": [ticked(client)]}).text


def review(root: Path) -> str:
    file = root / "seeds" / f"{STEM}.review.toml"
    return file.read_text(encoding="utf-8") if file.is_file() else ""


# Logging in


def test_who_has_not_logged_in_is_sent_to_the_log_in_and_from_there_back(desk: TestClient) -> None:
    sent = desk.get(address(), headers={"Accept": "text/html"})
    part = desk.get(address("/row"), headers={"HX-Request": "true"})
    asked = desk.get(sent.headers["location"])

    answer = log_in(desk, "编者甲")

    assert (sent.status_code, part.status_code, part.headers["hx-redirect"]) == (303, 401, "/login")
    assert select(asked.text, "input[name=next]")[0].get("value") == unquote(address())
    assert (answer.status_code, answer.headers["location"]) == (303, address())
    assert "编者甲（编辑）" in desk.get("/").text


OTHER = "井上的桂花 2026"


def change_password(client: TestClient, old: str, new: str, again: str | None = None) -> object:
    return post(client, "/account", {"old": old, "new": new, "again": new if again is None else again})


def test_who_changes_his_password_stays_in_and_his_other_browsers_do_not(desk: TestClient) -> None:
    log_in(desk, "编者甲")
    elsewhere = dict(desk.cookies)
    log_in(desk, "编者甲")

    answer = change_password(desk, PASSWORD, OTHER)

    assert "密码改好了" in desk.get(answer.headers["location"]).text
    desk.cookies.clear()
    desk.cookies.update(elsewhere)
    assert desk.get("/").status_code == 401
    assert log_in(desk, "编者甲", PASSWORD).status_code == 403
    assert log_in(desk, "编者甲", OTHER).status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "again", "told"),
    [
        ("不是这个密码吧", OTHER, None, "现在的密码不对"),
        (PASSWORD, "太短", None, "密码太短或太长"),
        (PASSWORD, OTHER, OTHER[1:], "两遍新密码不一样"),
    ],
)
def test_a_password_is_not_changed_where_something_is_wrong(
    desk: TestClient, old: str, new: str, again: str | None, told: str
) -> None:
    log_in(desk, "编者甲")

    answer = change_password(desk, old, new, again)

    assert told in answer.text
    assert log_in(desk, "编者甲", PASSWORD).status_code == 303


def test_guesses_at_the_old_password_are_slowed(desk: TestClient, root: Path) -> None:
    log_in(desk, "编者甲")

    answers = [change_password(desk, f"猜的密码第{number}个", OTHER).text for number in range(5)]

    assert "试的次数太多" in answers[-1]
    assert OTHER not in (root / "users.toml").read_text(encoding="utf-8")


def test_the_cookie_is_out_of_reach_of_scripts_and_of_plain_lines_and_ends(desk: TestClient) -> None:
    cookie = log_in(desk, "编者甲").headers["set-cookie"]

    assert cookie.startswith("__Host-desk=")
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/", "Max-Age=28800"} <= set(cookie.split("; "))


@pytest.mark.parametrize(
    ("name", "password"), [("编者甲", "不对的密码一二三"), ("无此人", PASSWORD), ("", ""), ("编者甲", "")]
)
def test_a_wrong_name_and_a_wrong_password_are_told_alike(desk: TestClient, name: str, password: str) -> None:
    answer = log_in(desk, name, password)

    assert answer.status_code == 403
    assert "用户名或密码不对" in answer.text
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("following", ["//evil.example", "/\\evil.example", "https://evil.example", "/a b", ""])
def test_nobody_is_sent_elsewhere_after_the_log_in(desk: TestClient, following: str) -> None:
    fields = {"name": "编者甲", "password": PASSWORD, "next": following}

    answer = desk.post("/login", data=fields, headers={"Origin": ORIGIN})

    assert answer.headers["location"] == "/"


def test_guesses_are_slowed_also_where_they_come_through_the_proxy(desk: TestClient) -> None:
    here, there = {"X-Forwarded-For": "10.0.0.7"}, {"X-Forwarded-For": "10.0.0.8"}
    guesses = [log_in(desk, "无此人", "猜一个密码试试", **here).status_code for _ in range(4)]

    slowed = log_in(desk, "编者甲", PASSWORD, **here)
    another = log_in(desk, "编者甲", PASSWORD, **there)

    assert guesses == [403, 403, 403, 429]
    assert slowed.status_code == 429
    assert int(slowed.headers["retry-after"]) > 0
    assert another.status_code == 303


def test_who_logs_out_has_no_session_and_no_cookie(desk: TestClient) -> None:
    log_in(desk, "编者甲")
    cookie = desk.cookies["__Host-desk"]

    answer = post(desk, "/logout", {})
    desk.cookies.set("__Host-desk", cookie)

    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert desk.get("/").status_code == 401


def test_a_log_out_wants_the_page_s_token(desk: TestClient) -> None:
    log_in(desk, "编者甲")

    assert desk.post("/logout", headers={"Origin": ORIGIN}).status_code == 403
    assert desk.get("/").status_code == 200


def test_a_user_taken_out_and_a_changed_password_end_open_sessions(desk: TestClient, root: Path) -> None:
    log_in(desk, "编者甲")
    before = desk.get("/").status_code
    set_user(root / "users.toml", "编者甲", f"{PASSWORD} 换了", ())
    changed = desk.get("/").status_code
    log_in(desk, "两者丙")

    remove_user(root / "users.toml", "两者丙")

    assert (before, changed, desk.get("/").status_code) == (200, 401, 401)


def test_sessions_end_when_they_are_left_and_after_a_week_and_are_renewed_in_between(
    root: Path, desk: TestClient
) -> None:
    assert desk
    users = Users(root / "users.toml")
    time_of_day = [0.0]
    doorkeeper = Doorkeeper(users, lambda: time_of_day[0])
    user = users.find("编者甲")
    assert user is not None
    key, left = doorkeeper.admit(user, "10.0.0.7"), doorkeeper.admit(user, "10.0.0.7")

    renewed = []
    while (session := doorkeeper.session(key)) is not None:
        renewed.append(doorkeeper.is_to_be_renewed(session))
        time_of_day[0] += 3600

    assert time_of_day[0] == sessions.LONGEST_SECONDS
    assert doorkeeper.session(left) is None
    assert renewed[:3] == [False, True, True]


def test_the_cookie_is_given_more_time_while_the_desk_is_used(desk: TestClient) -> None:
    log_in(desk, "编者甲")
    at_once = desk.get("/").headers
    doorkeeper = desk.app.state.desk.doorkeeper
    session = doorkeeper.session(desk.cookies["__Host-desk"])
    session.given -= 3600

    later, again = desk.get("/").headers, desk.get("/").headers

    assert "set-cookie" not in at_once
    assert later["set-cookie"].startswith(f"__Host-desk={desk.cookies['__Host-desk']};")
    assert "Max-Age=28800" in later["set-cookie"]
    assert "set-cookie" not in again


def test_who_has_left_is_told_no_more(desk: TestClient) -> None:
    log_in(desk, "编者甲")
    state = desk.app.state.desk
    key = desk.cookies["__Host-desk"]
    session = state.doorkeeper.session(key)

    async def hear() -> list[str]:
        heard = []
        async for news in state.news.listen((), lambda: state.doorkeeper.is_open(session)):
            heard.append(news["event"])
            if len(heard) == 2:
                state.doorkeeper.leave(key)
            state.news.tell("changed", stem="", by="")
        return heard

    assert asyncio.run(asyncio.wait_for(hear(), 60)) == ["hello", "changed"]


def test_a_page_is_told_at_once_which_decisions_there_are(desk: TestClient) -> None:
    """One recorded while it was on its way would be told to nobody."""
    log_in(desk, "编者甲")
    state, version = desk.app.state.desk, {"version": "1"}

    async def hear() -> str:
        async for news in state.news.listen(hello=lambda: version):
            return str(news["data"])
        return ""

    assert json.loads(asyncio.run(asyncio.wait_for(hear(), 60))) == version


def test_a_review_file_that_cannot_be_read_does_not_end_the_news(tmp_path: Path) -> None:
    path = tmp_path / f"{STEM}.txt"
    path.with_suffix(".review.toml").write_text("schema = ", encoding="utf-8")

    assert version_of(path) == {}


def test_sessions_take_bounded_memory(root: Path, desk: TestClient) -> None:
    assert desk
    users = Users(root / "users.toml")
    doorkeeper, user = Doorkeeper(users), users.find("编者甲")
    assert user is not None

    for _ in range(2100):
        doorkeeper.admit(user, "10.0.0.7")

    assert len(doorkeeper._sessions) == 2000  # noqa: SLF001 - the bound is the point


def test_no_printed_address_and_no_name_as_typed_lead_in(desk: TestClient) -> None:
    token = desk.app.state.desk.doorkeeper.token()
    entered = desk.get(f"/enter?token={token}").status_code
    log_in(desk, "编者甲")

    named, linked = (post(desk, path, {"name": "别人"}) for path in ("/name", "/link"))

    assert entered == 403
    assert (named.status_code, linked.status_code) == (422, 422)
    assert "编者甲" in desk.get("/").text


# Where requests come from


@pytest.mark.parametrize(
    ("client_at", "headers", "status"),
    [
        (PROXY, {"X-Forwarded-Proto": "https"}, 401),
        (PROXY, {"X-Forwarded-Proto": "http"}, 403),
        (PROXY, {}, 403),
        ("10.0.0.9", {"X-Forwarded-Proto": "https"}, 403),
    ],
)
def test_what_is_forwarded_is_believed_of_the_named_proxy_alone(
    desk: TestClient, client_at: str, headers: dict[str, str], status: int
) -> None:
    plain = TestClient(desk.app, base_url="http://desk.example", client=(client_at, 1), follow_redirects=False)

    assert plain.get("/", headers=headers).status_code == status


def test_health_is_told_to_anybody_and_nothing_else_is(desk: TestClient) -> None:
    plain = TestClient(desk.app, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 1))

    assert plain.get("/health").text == "ok"
    assert plain.get("/login").status_code == 403


@pytest.mark.parametrize("origin", ["http://desk.example", "https://evil.example", "https://desk.example:444", "null"])
def test_a_log_in_that_another_page_sends_is_refused(desk: TestClient, origin: str) -> None:
    answer = log_in(desk, "编者甲", Origin=origin)

    assert answer.status_code == 403
    assert "登录" not in answer.text


def test_a_stranger_may_send_little(desk: TestClient) -> None:
    answer = desk.post("/login", data={"name": "甲", "password": "字" * 20_000}, headers={"Origin": ORIGIN})

    assert answer.status_code == 413


def test_a_request_that_does_not_end_is_ended(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "SLOWEST_REQUEST", 0.05)
    headers = {"host": "desk.example", "origin": ORIGIN, "x-forwarded-proto": "https", "content-length": "100"}
    headers["content-type"] = "application/x-www-form-urlencoded"
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/login",
        "scheme": "http",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": (PROXY, 1),
    }
    pieces, answers = [{"type": "http.request", "body": b"name=", "more_body": True}], []

    async def receive() -> dict[str, object]:
        return pieces.pop() if pieces else await asyncio.Event().wait() or {}

    async def send(message: dict[str, object]) -> None:
        answers.append(message.get("status"))

    asyncio.run(desk.app(scope, receive, send))

    assert answers[0] == 408


def test_passwords_are_compared_a_few_at_a_time_and_the_others_asked_to_come_again(desk: TestClient) -> None:
    desk.app.state.log_ins._waiting = entrance._MOST_WAITING  # noqa: SLF001 - as if so many waited

    answer = log_in(desk, "编者甲")

    desk.app.state.log_ins._waiting = 0  # noqa: SLF001
    assert answer.status_code == 429


# Roles


def test_an_editor_decides_and_does_not_approve(desk: TestClient, root: Path) -> None:
    log_in(desk, "编者甲")
    decided = decide(desk)

    said = approve(desk)

    assert decided.json()["id"] == "d1"
    assert 'by = "编者甲"' in review(root)
    assert "这一步要有“审定”的权限" in said
    assert "approval" not in review(root)


@pytest.mark.parametrize("part", ["/decide", "/undo", "/facts", "/replace", "/delete", "/word", "/word/allow"])
def test_an_approver_changes_nothing(desk: TestClient, root: Path, part: str) -> None:
    log_in(desk, "审者乙")
    before = {path: path.read_bytes() for path in (root / "seeds").iterdir()}

    answer = post(desk, address(part), {"kind": "place", "value_at": at("云溪区"), "version": "any"})

    assert answer.status_code == 403
    assert {path: path.read_bytes() for path in (root / "seeds").iterdir()} == before


def test_who_may_only_approve_is_shown_no_form_for_an_edited_word_file(desk: TestClient) -> None:
    def forms(name: str) -> list[str | None]:
        log_in(desk, name)
        return [one.get("action") for one in select(desk.get(address("/word")).text, "main form")]

    shown = forms("编者甲"), forms("审者乙")

    assert shown == ([address("/word")], [])


def test_only_who_may_approve_takes_an_approval_back(desk: TestClient, root: Path) -> None:
    log_in(desk, "审者乙")
    edition = ticked(desk)
    post(desk, address("/approve"), {"editions[]": [edition]})
    fields = {"edition": edition.rpartition("|")[0]}

    log_in(desk, "编者甲")
    refused = post(desk, address("/withdraw"), fields).status_code
    log_in(desk, "两者丙")
    taken = post(desk, address("/withdraw"), fields).status_code

    assert (refused, taken) == (403, 303)
    assert review(root).count("withdrawn = true") == 1


def test_whatever_may_be_posted_is_for_editors_unless_it_is_said_to_be_for_others(desk: TestClient) -> None:
    log_in(desk, "审者乙")
    posted = {one.path for one in desk.app.routes if "POST" in one.methods}
    others = {
        "/login",
        "/logout",
        "/account",
        "/verify",
        "/name",
        "/link",
        *(f"/texts/{{stem}}/{part}" for part in ("build", "approve", "withdraw", "release")),
    }

    answers = {path: post(desk, path.replace("{stem}", STEM), {}).status_code for path in posted - others}

    assert len(answers) > 8
    assert {path for path, status in answers.items() if status != 403} == set()


@pytest.mark.parametrize("change", ["decision", "facts", "text"])
def test_nobody_approves_what_he_changed_last(desk: TestClient, root: Path, change: str) -> None:
    log_in(desk, "两者丙")
    if change == "decision":
        decide(desk)
    elif change == "facts":
        version = version_in(desk.get(address("/facts")).text)
        post(desk, address("/facts"), {"version": version, "place": "云溪区"})
    else:
        post(desk, address("/replace"), {}, files={"file": ("新.txt", TEXT.encode(), "text/plain")})
    page = desk.get(address("/approve")).text
    own = approve(desk)
    log_in(desk, "审者乙")

    approve(desk)

    # Told before he tries.
    (button,) = (one for one in select(page, "button") if one.text == "审定勾选的")
    assert (button.get("disabled"), "最后一处是你自己改的，请另一位" in page) == ("disabled", True)
    assert "最后一处是你自己改的" in own
    assert review(root).count("[[approval]]") == 1
    assert 'by = "审者乙"' in review(root)


def test_what_somebody_else_changed_since_may_be_approved(desk: TestClient, root: Path) -> None:
    log_in(desk, "两者丙")
    decide(desk)
    log_in(desk, "编者甲")
    decide(desk)
    log_in(desk, "两者丙")

    approve(desk)

    assert "[[approval]]" in review(root)


def test_an_office_may_allow_people_to_approve_their_own(desk: TestClient, root: Path) -> None:
    (root / "briefing.toml").write_text("approve_own = true\n", encoding="utf-8")
    log_in(desk, "两者丙")
    decide(desk)

    approve(desk)

    assert "[[approval]]" in review(root)


def test_a_new_text_is_its_editor_s_change(desk: TestClient, root: Path) -> None:
    log_in(desk, "两者丙")

    post(desk, "/texts", {}, files={"file": ("河谷新篇.txt", TEXT.encode(), "text/plain")})

    assert '"河谷新篇"' in (root / ".desk-edits.json").read_text(encoding="utf-8")


# The process


def test_a_desk_with_a_certificate_answers_through_tls_and_ends_in_order(
    tmp_path: Path, certificate: tuple[Path, Path]
) -> None:
    set_user(tmp_path / "users.toml", "编者甲", PASSWORD, ("编辑",))
    command = [sys.executable, "-m", "briefing", "desk", "--folder", tmp_path, "--listen", "127.0.0.1:0", "--jobs", "1"]
    command += ["--users", tmp_path / "users.toml", "--tls-cert", certificate[0], "--tls-key", certificate[1]]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        where = urlsplit(re.findall(r"https://\S+", server.stdout.readline())[0])
        context = ssl.create_default_context(cafile=str(certificate[0]))
        with (
            socket.create_connection((where.hostname, where.port), timeout=600) as plain,
            context.wrap_socket(plain, server_hostname="localhost") as line,
        ):
            line.sendall(f"GET /login HTTP/1.1\r\nHost: {where.netloc}\r\nConnection: close\r\n\r\n".encode())
            said = b"".join(iter(lambda: line.recv(65536), b"")).decode()
        server.send_signal(signal.SIGINT)
        assert server.wait(600) == 0

    assert said.startswith("HTTP/1.1 200")
    assert "登录校对台" in said


SERVER = """
import asyncio, sys, uvicorn
from briefing.desk import patience
from briefing.desk.guard import send_in_pieces
patience.SILENT_SECONDS, patience.STALLED_SECONDS, patience.MOST_CONNECTIONS = 1.0, 1.0, 12

async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send_in_pieces(send, {"type": "http.response.body", "body": b"x" * int(scope["path"][1:] or 1)})

async def main():
    config = uvicorn.Config(app, port=0, http=patience.PatientProtocol, lifespan="off", limit_concurrency=12, log_level="error")
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    print(server.servers[0].sockets[0].getsockname()[1], flush=True)
    await task
asyncio.run(main())
"""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A server of a dozen places, with the desk's patience of a second."""
    with subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield int(server.stdout.readline())
        server.terminate()


def ask(port: int, size: int = 1) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=600) as line:
        line.sendall(f"GET /{size} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
        return b"".join(iter(lambda: line.recv(65536), b""))


def is_hung_up_on(line: socket.socket) -> bool:
    line.settimeout(60)
    try:
        while line.recv(1 << 20):
            pass
    except TimeoutError:
        return False
    except OSError:
        return True
    return True


def test_silent_connections_block_nobody_and_are_ended(port: int) -> None:
    with contextlib.ExitStack() as open_lines:
        silent = [
            open_lines.enter_context(socket.create_connection(("127.0.0.1", port), timeout=60)) for _ in range(40)
        ]

        said = ask(port)
        ended = [is_hung_up_on(line) for line in silent]

    assert said.startswith(b"HTTP/1.1 200")
    assert ended == [True] * 40


def test_a_request_that_comes_letter_by_letter_is_ended(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        sent = 0
        try:
            while sent < 600:
                line.sendall(b"G" if not sent else b"E")
                sent += 1
                time.sleep(0.1)
        except OSError:
            pass

    assert sent < 600


def test_who_does_not_take_his_answer_is_hung_up_on_and_who_takes_it_slowly_is_not(port: int) -> None:
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.connect(("127.0.0.1", port))
        line.sendall(b"GET /30000000 HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(4)
        taken, ended = 0, False
        line.settimeout(60)
        try:
            while piece := line.recv(1 << 20):
                taken += len(piece)
        except OSError:
            ended = True

    assert ended or taken < 30_000_000
    assert len(ask(port, 30_000_000)) > 30_000_000


@pytest.mark.parametrize(("size", "count"), [(0, 1), (1, 1), (65_536, 1), (65_537, 2), (1_000_000, 16)])
def test_a_long_answer_is_given_in_pieces_so_that_it_waits_for_who_takes_it(size: int, count: int) -> None:
    whole, given = bytes(range(256)) * (size // 256) + b"x" * (size % 256), []

    async def send(message: dict[str, object]) -> None:
        given.append((message["body"], message.get("more_body", False)))

    asyncio.run(guard.send_in_pieces(send, {"type": "http.response.body", "body": whole}))

    assert b"".join(body for body, _ in given) == whole
    assert [more for _, more in given] == [True] * (count - 1) + [False]
