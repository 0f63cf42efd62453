"""The local server: one folder, for this machine, and nothing besides."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from briefing.errors import UsageError
from briefing.publish.serve import Bulletin, Problem, Watched, serving

PAGE = "<!DOCTYPE html><html><body><p>材料</p></body></html>"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    (folder / "访谈").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    (folder / "访谈" / ".lock").write_text("", encoding="utf-8")
    (folder / "访谈" / "ledger.json").write_text("{}", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    return folder


@pytest.fixture
def bulletin() -> Bulletin:
    return Bulletin()


@pytest.fixture
def address(out: Path, bulletin: Bulletin) -> Iterator[str]:
    with serving(out, "127.0.0.1", 0, bulletin) as where:
        yield where


def ask(address: str, path: str, method: str = "GET", **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=5)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    said = answer.status, answer.read().decode()
    connection.close()
    return said


@pytest.mark.parametrize("path", ["/", "/index.html", "/?q=%E9%87%91", "/%E8%AE%BF%E8%B0%88/ledger.json"])
def test_files_of_the_folder_are_given(address: str, path: str) -> None:
    assert ask(address, path)[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "//etc/passwd",
        "/link.txt",
        "/%E8%AE%BF%E8%B0%88/",
        "/%E8%AE%BF%E8%B0%88/.lock",
        "/nothing.html",
    ],
)
def test_nothing_outside_nothing_hidden_and_no_lists_are_given(address: str, path: str) -> None:
    status, said = ask(address, path)

    assert status == 404
    assert "secret" not in said.replace("secret.txt", "")


@pytest.mark.parametrize(
    ("host", "status"), [("localhost:8000", 200), ("[::1]:8000", 200), ("evil.example", 421), ("", 421)]
)
def test_a_name_that_is_not_this_machines_is_refused(address: str, host: str, status: int) -> None:
    assert ask(address, "/", Host=host)[0] == status


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_written(address: str, method: str) -> None:
    assert ask(address, "/index.html", method)[0] == 501


def test_the_reloading_script_is_in_what_is_served_and_not_in_the_file(address: str, out: Path) -> None:
    _, said = ask(address, "/")

    assert "EventSource" in said
    assert (out / "index.html").read_text(encoding="utf-8") == PAGE


def test_problems_are_shown_as_text(address: str, bulletin: Bulletin) -> None:
    bulletin.post((Problem(where="", message="<script>alert(1)</script>", hint="请改正"),))

    _, said = ask(address, "/")

    assert "&lt;script&gt;alert(1)" in said
    assert "<script>alert(1)" not in said


def test_a_folder_without_packs_is_waited_for(tmp_path: Path) -> None:
    with serving(tmp_path / "new", "127.0.0.1", 0, Bulletin()) as where:
        assert "还没有做成过材料" in ask(where, "/")[1]


def test_a_port_that_is_taken_is_said_to_be(address: str, out: Path) -> None:
    port = int(urlsplit(address).port or 0)

    with pytest.raises(UsageError, match="用不了"), serving(out, "127.0.0.1", port, Bulletin()):
        pass


def test_a_change_is_seen_in_files_named_and_in_folders_but_not_in_hidden_ones(tmp_path: Path) -> None:
    folder, sidecar = tmp_path / "templates", tmp_path / "访谈.toml"
    folder.mkdir()
    watched = Watched(files=(sidecar,), folders=(folder,))
    stamps = [watched.stamps()]

    for path in (sidecar, folder / "theme.toml", folder / ".theme.toml.swp"):
        path.write_text("x", encoding="utf-8")
        stamps.append(watched.stamps())

    assert [one != other for one, other in pairwise(stamps)] == [True, True, False]
