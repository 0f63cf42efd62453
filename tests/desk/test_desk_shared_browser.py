"""A desk on a server in Chromium: logging in, and two people on one text."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from briefing.desk.users import set_user
from chromium import browser
from desk_pages import AXE, PATIENCE, VNU, WIDTHS, recorded, select
from desking import PASSWORD, STEM, TEXT, certificate

assert browser  # fixtures of other modules
assert certificate

PEOPLE = {"编者甲": ("编辑",), "编者乙": ("编辑", "审定"), "审定丙": ("审定",)}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("office")
    (root / "seeds").mkdir()
    for name, roles in PEOPLE.items():
        set_user(root / "users.toml", name, PASSWORD, roles)
    return root


@pytest.fixture(scope="module")
def address(office: Path, certificate: tuple[Path, Path]) -> Iterator[str]:
    command = [sys.executable, "-m", "briefing", "desk", "--folder", office, "--listen", "127.0.0.1:0", "--jobs", "2"]
    command += ["--users", office / "users.toml", "--tls-cert", certificate[0], "--tls-key", certificate[1]]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, text=True, env=environment, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        yield re.findall(r"https://\S+", server.stdout.readline())[0]
        server.send_signal(signal.SIGINT)
        assert server.wait(600) == 0


@pytest.fixture
def open_page(browser: Browser, address: str, office: Path) -> Iterator[Callable[[str], Page]]:
    """Opens a browser of its own for a person, who has logged in and looks at the text."""
    for path in (office / "seeds").iterdir():
        path.unlink()
    (office / "seeds" / f"{STEM}.txt").write_text(TEXT, encoding="utf-8")
    with ExitStack() as stack:

        def log_in(name: str) -> Page:
            context = browser.new_context(ignore_https_errors=True, viewport={"width": 1360, "height": 860})
            stack.callback(context.close)
            context.set_default_timeout(PATIENCE)
            page = context.new_page()
            page.goto(f"{address}texts/{quote(STEM)}")
            page.get_by_label("用户名").fill(name)
            page.get_by_label("密码").fill(PASSWORD)
            page.get_by_role("button", name="登录").click()
            page.frame_locator("#preview").locator(".tiles li").first.wait_for()
            return page

        yield log_in


def place_menu(page: Page, words: str) -> None:
    """Select words, so that the menu asks what they are."""
    select(page, words)
    page.get_by_role("dialog", name="这几个字是什么").wait_for()


def take_as_place(page: Page) -> None:
    page.get_by_role("button", name="这是地名", exact=True).click()


def review(office: Path) -> str:
    return (office / "seeds" / f"{STEM}.review.toml").read_text(encoding="utf-8")


def test_who_decides_while_another_chooses_is_shown_to_him_before_he_saves(
    open_page: Callable[[str], Page], office: Path
) -> None:
    first, second = open_page("编者甲"), open_page("编者乙")
    place_menu(second, "河谷")
    place_menu(first, "云溪区")

    take_as_place(first)
    recorded(first)
    # The second page is told at once, and shows the new state while the menu is still open.
    second.locator("#toast").get_by_text("编者甲：已记下 地区：“云溪区”").wait_for()
    second.locator("#doubts[data-count='1']").wait_for()
    take_as_place(second)
    asked = second.get_by_role("dialog", name="刚才有别人改过这一篇")
    asked.get_by_text("编者甲：地区：“云溪区”").wait_for()
    before = review(office)
    asked.get_by_role("button").first.click()
    # Else it is still being written while the next test empties the folder.
    recorded(second)

    assert before.count("[[decision]]") == 1
    assert 'by = "编者甲"' in before


def test_who_begins_after_the_other_s_change_saves_at_once(open_page: Callable[[str], Page], office: Path) -> None:
    first, second = open_page("编者甲"), open_page("编者乙")
    place_menu(first, "云溪区")
    take_as_place(first)
    second.locator("#doubts[data-count='1']").wait_for()

    place_menu(second, "河谷")
    take_as_place(second)
    recorded(second)

    assert [name in review(office) for name in PEOPLE] == [True, True, False]


def test_who_leaves_is_asked_to_log_in_again(open_page: Callable[[str], Page]) -> None:
    page = open_page("编者甲")

    page.get_by_role("button", name="退出").click()

    page.get_by_role("heading", name="登录校对台").wait_for()
    page.go_back()
    expect(page.get_by_label("密码")).to_be_visible()


def test_who_only_approves_is_offered_no_change_that_would_be_refused(open_page: Callable[[str], Page]) -> None:
    page = open_page("审定丙")

    select(page, "云溪区")
    page.locator("#toast").get_by_text("要有“编辑”权限的人来改").wait_for()
    expect(page.locator("#word-menu")).to_be_hidden()
    expect(page.locator("#doubts .do").first).to_be_hidden()
    page.get_by_role("link", name="记录").click()
    expect(page.get_by_text("要有“编辑”权限的人来做")).to_be_visible()
    expect(page.get_by_role("button", name="换上")).to_have_count(0)
    page.get_by_role("link", name="补充信息").click()

    expect(page.get_by_role("button", name="保存")).to_be_disabled()


def test_an_edition_is_approved_by_another_released_and_withdrawn_which_its_row_tells(
    open_page: Callable[[str], Page], office: Path
) -> None:
    first, second = open_page("编者乙"), open_page("审定丙")
    place_menu(first, "云溪区")
    take_as_place(first)
    recorded(first)
    first.get_by_role("link", name="审定与发布").click()
    # Told before he tries.
    first.get_by_text("最后一处是你自己改的").wait_for()
    expect(first.get_by_role("button", name="审定勾选的")).to_be_disabled()
    second.once("dialog", lambda dialog: dialog.accept())
    second.get_by_role("link", name="审定与发布").click()
    second.get_by_label("投资者 · 简体").check()
    second.get_by_role("button", name="审定勾选的").click()
    second.locator(".editions .state.approved").wait_for()
    second.get_by_role("button", name="制作全部文件").click()
    second.get_by_role("link", name="全部下载").wait_for()
    second.get_by_role("button", name="发布", exact=True).click()
    second.get_by_text("发布了 3 个文件").wait_for()

    second.get_by_role("button", name="撤回审定").click()
    second.get_by_text("撤回了审定。").wait_for()

    row = second.get_by_role("row", name="投资者 · 简体")
    expect(row).to_contain_text("撤回了审定，上次发布的里还有这一版")
    expect(row.get_by_role("checkbox")).to_be_enabled()
    assert review(office).count("[[approval]]") == 2


def let_expire(page: Page) -> None:
    """End the browser's session behind the page's back, as a night does."""
    page.context.clear_cookies()


def log_in_beside(page: Page, name: str) -> None:
    """Log in on another tab of the same browser."""
    beside = page.context.new_page()
    beside.goto(page.url.partition("/texts")[0] + "/login")
    beside.get_by_label("用户名").fill(name)
    beside.get_by_label("密码").fill(PASSWORD)
    beside.get_by_role("button", name="登录").click()
    beside.get_by_role("heading", name="在手的访谈").wait_for()
    beside.close()


def test_a_form_that_was_filled_while_the_log_in_expired_is_kept_and_saved_after_another(
    open_page: Callable[[str], Page], office: Path
) -> None:
    page = open_page("编者甲")
    page.get_by_role("link", name="补充信息").click()
    page.get_by_label("电话").fill("000-7654321")
    let_expire(page)

    page.get_by_role("button", name="保存").click()
    page.get_by_role("alert").get_by_text("填的还在这一页里").wait_for()
    page.get_by_role("button", name="保存").click()
    page.get_by_role("alert").get_by_text("填的还在这一页里").wait_for()
    kept = page.get_by_label("电话").input_value()
    log_in_beside(page, "编者甲")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("已保存").wait_for()

    assert kept == "000-7654321"
    assert 'telephone = "000-7654321"' in (office / "seeds" / f"{STEM}.toml").read_text(encoding="utf-8")


def test_what_one_person_filled_is_not_saved_in_the_name_of_another(
    open_page: Callable[[str], Page], office: Path
) -> None:
    page = open_page("编者甲")
    page.get_by_role("link", name="补充信息").click()
    page.get_by_label("电话").fill("000-7654321")
    let_expire(page)
    log_in_beside(page, "编者乙")

    for _ in range(2):
        page.get_by_role("button", name="保存").click()
        page.get_by_role("alert").wait_for()

    expect(page.get_by_role("alert")).to_contain_text("请用原来的名字")
    assert not (office / "seeds" / f"{STEM}.toml").exists()


def test_a_decision_that_was_not_recorded_is_recorded_after_the_log_in(
    open_page: Callable[[str], Page], office: Path
) -> None:
    page = open_page("编者甲")
    place_menu(page, "云溪区")
    let_expire(page)

    take_as_place(page)
    page.locator("#toast").get_by_text("没有记下").wait_for()
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="去登录").click()
    opened.value.close()
    log_in_beside(page, "编者甲")
    page.get_by_role("button", name="再记一次").click()
    recorded(page)

    assert 'by = "编者甲"' in review(office)


def change_password(page: Page, old: str, new: str) -> None:
    for label, words in (("现在的密码", old), ("新密码（", new), ("再打一遍", new)):
        page.get_by_label(label).fill(words)
    page.get_by_role("button", name="改密码").click()


@pytest.mark.parametrize("width", WIDTHS)
def test_who_has_logged_in_changes_his_own_password(
    open_page: Callable[[str], Page], width: int, tmp_path: Path
) -> None:
    page = open_page("编者甲")
    page.set_viewport_size({"width": width, "height": 800})
    page.get_by_role("link", name="改密码").click()
    page.get_by_role("heading", name="改密码").wait_for()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("async () => (await axe.run()).violations.map(rule => rule.id)")
    (tmp_path / "account.html").write_text(page.request.get(page.url).text(), encoding="utf-8")

    change_password(page, "不是这个密码吧", PASSWORD)
    page.get_by_role("alert").get_by_text("现在的密码不对").wait_for()
    change_password(page, PASSWORD, PASSWORD)
    page.get_by_role("status").get_by_text("密码改好了").wait_for()

    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    command = ["java", "-Xss8m", "-jar", VNU, "--errors-only", "--format", "json", tmp_path / "account.html"]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    assert json.loads(said)["messages"] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_everybody_can_log_in(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(ignore_https_errors=True, viewport={"width": width, "height": 800})
    page.goto(address)
    page.keyboard.type("无此人")
    page.keyboard.press("Tab")
    page.keyboard.type("猜一个密码试试")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    page.evaluate(AXE.read_text(encoding="utf-8"))

    found = page.evaluate("async () => (await axe.run()).violations.map(rule => rule.id)")

    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_the_log_in_is_valid_html(browser: Browser, address: str, tmp_path: Path) -> None:
    page = browser.new_page(ignore_https_errors=True)
    file = tmp_path / "login.html"
    file.write_text(page.request.get(f"{address}login").text(), encoding="utf-8")
    page.close()

    command = ["java", "-Xss8m", "-jar", VNU, "--errors-only", "--format", "json", file]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr

    assert json.loads(said)["messages"] == []
