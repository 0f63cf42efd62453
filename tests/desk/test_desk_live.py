"""The download page at the desk: the files of the output folder and nothing besides, made anew when something changes."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from starlette.testclient import TestClient

from briefing.config.template_set import load_template_set
from briefing.config.templates import Overlay
from briefing.desk import builds as building
from briefing.desk.app import _make, make_app
from briefing.desk.builds import Builds, in_words, without_name
from briefing.desk.folder import DeskFolder, require_root
from briefing.desk.live import find_file
from briefing.desk.news import News
from briefing.errors import ConfigurationError

ORIGIN = "http://127.0.0.1:8000"


@pytest.fixture
def folder(tmp_path: Path) -> DeskFolder:
    folder = require_root(tmp_path)
    (folder.out / "访谈").mkdir()
    (folder.out / "index.html").write_text("<p>材料</p>", encoding="utf-8")
    (folder.out / "访谈" / ".lock").write_text("", encoding="utf-8")
    (folder.out / "访谈" / "简报.pdf").write_bytes(b"%PDF-")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (folder.out / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder.out / "circle").symlink_to(folder.out / "circle")
    return folder


@pytest.fixture
def client(folder: DeskFolder) -> Iterator[TestClient]:
    # Without its life span it has no workers, which are not wanted here.
    client = TestClient(make_app(folder, jobs=1), base_url=ORIGIN)
    client.get(f"/enter?token={client.app.state.desk.doorkeeper.token()}")
    return client


def key_of(client: TestClient) -> str:
    return client.get("/packs").text.partition('src="/live/')[2].partition("/")[0]


@pytest.mark.parametrize("name", ["index.html", "访谈/简报.pdf", "访谈/../index.html"])
def test_files_of_the_folder_are_given(folder: DeskFolder, name: str) -> None:
    assert find_file(folder.out, name) is not None


@pytest.mark.parametrize(
    "name",
    [
        *("", "访谈", "访谈/.lock", "../secret.txt", "访谈/../../secret.txt", "/etc/passwd", "link.txt", "circle"),
        *("nothing.html", "a\0b", "a" * 5000, "a/" * 3000),
    ],
)
def test_nothing_outside_nothing_hidden_and_no_lists_are_given(folder: DeskFolder, name: str) -> None:
    assert find_file(folder.out, name) is None


def test_the_page_is_a_stranger_to_the_desk(client: TestClient) -> None:
    answer = client.get(f"/live/{key_of(client)}/index.html")

    policy = answer.headers["content-security-policy"]
    assert answer.text == "<p>材料</p>"
    assert policy.startswith("sandbox allow-scripts ")
    assert "allow-same-origin" not in policy
    assert "connect-src" not in policy
    assert "default-src 'none'" in policy


def test_packs_are_saved_and_not_shown(client: TestClient) -> None:
    answer = client.get(f"/live/{key_of(client)}/访谈/简报.pdf")

    assert answer.content == b"%PDF-"
    assert answer.headers["content-disposition"].startswith("attachment")


def test_the_frame_needs_no_cookie_and_a_stranger_has_no_key(client: TestClient) -> None:
    address = f"/live/{key_of(client)}/index.html"
    client.cookies.clear()

    answers = [client.get(one).status_code for one in (address, "/live/guess/index.html", "/packs")]

    assert answers == [200, 403, 403]


def test_a_folder_without_packs_is_waited_for(client: TestClient, folder: DeskFolder) -> None:
    (folder.out / "index.html").unlink()

    assert "还没有做好的材料" in client.get(f"/live/{key_of(client)}/index.html").text


def run_builds(folder: DeskFolder, work: Callable[[Builds], None], *, until: int) -> list[str]:
    """What is told of builds that take no time, each once `work` has begun."""

    async def run() -> list[str]:
        news = News()
        builds = Builds(folder, news)
        told = []
        work(builds)
        while len(told) < until:
            await asyncio.sleep(0.01)
            told = [one["said"] for one in builds.told() if one["over"]]
        return told

    return asyncio.run(asyncio.wait_for(run(), 60))


def test_a_change_while_packs_are_made_has_them_made_once_more(
    folder: DeskFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, may_end = [], threading.Event()

    def build(
        _folder: object, path: Path, template_set: object, _advance: object
    ) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
        made.append((path.stem, template_set))
        may_end.wait(60)
        return (), ()

    monkeypatch.setattr(building, "build_text", build)
    path = folder.seeds / "云溪访谈.txt"

    async def run() -> None:
        builds = Builds(folder, News())
        builds.begin(path, "one")
        while not made:  # noqa: ASYNC110 - another thread sets it
            await asyncio.sleep(0.01)
        builds.begin(path, "a second press")
        for template_set in ("two", "three"):
            builds.begin(path, template_set, again=True)
        may_end.set()
        while len(made) < 2 or not builds.told()[0]["over"]:  # noqa: ASYNC110
            await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(run(), 60))

    assert made == [("云溪访谈", "one"), ("云溪访谈", "three")]


@pytest.mark.parametrize(("names", "begun"), [({""}, ["甲", "乙"]), ({"乙"}, ["乙"]), ({"丙"}, []), (set(), [])])
def test_what_changed_is_made_and_a_template_means_everything(
    folder: DeskFolder, names: set[str | None], begun: list[str]
) -> None:
    for name in ("甲", "乙"):
        (folder.seeds / f"{name}.txt").write_text("正文", encoding="utf-8")
    stems: list[str] = []
    texts = SimpleNamespace(template_set=lambda: None)
    builds = SimpleNamespace(begin=lambda path, _template_set, again: stems.append(path.stem) if again else None)

    _make(SimpleNamespace(texts=texts, builds=builds, folder=folder), names)

    assert sorted(stems) == sorted(begun)


def test_what_was_said_of_broken_templates_is_taken_back_when_they_can_be_read(folder: DeskFolder) -> None:
    def work(builds: Builds) -> None:
        builds.refuse(ConfigurationError("html/page.html.j2 第 1 行有误", hint="请改正"))
        builds.begin(folder.seeds / "不在.txt", load_template_set(Overlay()))

    (said,) = run_builds(folder, work, until=1)

    assert "html/page.html.j2" not in said


def test_what_is_said_of_a_build_names_editions_as_the_page_does(tmp_path: Path) -> None:
    message = "访谈.txt 的 officials.zh-Hans.pdf 没有通过核对：第2页“云溪”"

    said = without_name(message, tmp_path / "访谈.txt")

    assert in_words(said, load_template_set(Overlay())) == "干部 · 简体的 PDF 没有通过核对：第2页“云溪”"
    assert without_name("访谈.txt 里可供“人才”一版选用的话只有 1 句", tmp_path / "访谈.txt").startswith("可供“人才”")


def test_a_broken_template_is_told_and_the_last_packs_stay(folder: DeskFolder) -> None:
    def refuse() -> None:
        raise ConfigurationError("html/page.html.j2 第 1 行有误", hint="请改正")

    def work(builds: Builds) -> None:
        desk = SimpleNamespace(texts=SimpleNamespace(template_set=refuse), builds=builds, folder=folder)
        _make(desk, {""})

    assert run_builds(folder, work, until=1) == ["html/page.html.j2 第 1 行有误。请改正"]
    assert (folder.out / "index.html").is_file()
