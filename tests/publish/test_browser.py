"""The download page in Chromium, as staff use it."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from briefing.config.template_set import load_template_set
from briefing.config.templates import Overlay
from briefing.publish.site import write_site
from briefing.publish.site.search import fold_for_search
from chromium import browser
from page_checkers import find_checker
from shelves import figure, put_folder, source_run

assert browser  # a fixture

ROOT = Path(__file__).parents[2]
AXE = find_checker("axe-core/axe.min.js")
INTERVIEW = ROOT / "seeds" / "huangpu-interview.txt"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    command = [sys.executable, "-m", "briefing", "build", INTERVIEW, "--out", out]
    for choice in (["-f", "pdf", "-f", "html", "-s", "hans"], ["-f", "html", "-f", "docx", "-s", "tw"]):
        subprocess.run([*command, *choice], check=True, capture_output=True)
    return out


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """The page from a web server, as an office's network gives it."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture
def page(browser: Browser, folder: Path) -> Iterator[Page]:
    """The page from disk, as from a file share."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.goto((folder / "index.html").as_uri())
    yield opened
    context.close()


def card(page: Page, reader: str) -> Any:
    return page.locator(f'.card[data-reader="{reader}"]')


def barriers(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(
        """async () => (await axe.run()).violations.flatMap(rule =>
            rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 160)} ${node.failureSummary}`))"""
    )
    return found


@pytest.mark.parametrize(
    ("name", "extension", "saved_as"),
    [
        ("简体", "pdf", "黄浦区_投资者简报_简体.pdf"),
        ("台湾繁体", "docx", "黃浦區_投資者簡報_繁體臺灣.docx"),
    ],
)
def test_an_investors_file_is_three_actions_away_whole_and_named_as_it_is_released(
    browser: Browser, address: str, name: str, extension: str, saved_as: str
) -> None:
    page = browser.new_page()
    page.goto(address)

    page.get_by_role("radio", name="投资者").check(force=True)
    page.get_by_role("radio", name=name, exact=True).check(force=True)
    with page.expect_download() as event:
        page.get_by_role("link", name=re.compile(f"投资者简报.*{name}.*(?:PDF|Word)")).click()

    assert event.value.suggested_filename == saved_as
    content = Path(event.value.path()).read_bytes()
    hashes = card(page, "investor").locator(f'.hashes [data-format="{extension}"]')
    stated = hashes.locator("code").text_content()
    assert hashlib.sha256(content).hexdigest() == stated
    page.close()


@pytest.mark.parametrize("query", ["金融机构", "金融機構", "持牌 金融機構", "７２１家", "「中央科創區」"])
def test_words_are_found_in_either_script_and_width(page: Page, query: str) -> None:
    page.get_by_role("searchbox").fill(query)

    expect(card(page, "investor")).to_be_visible()
    assert "份材料" in page.locator("#count").inner_text()


def test_the_script_folds_as_the_index_is_folded(page: Page) -> None:
    page.get_by_role("searchbox").fill("金融")
    expect(card(page, "investor").locator(".hits mark").first).to_be_visible()
    words = [chr(code) for code in (*range(0x21, 0x30), *range(0x3001, 0x3020), *range(0xFF01, 0xFF20), 0x2474, 0x3392)]

    folded = page.evaluate("words => words.map(briefingSite.fold)", words)

    assert folded == [fold_for_search(word) for word in words]


def test_what_was_found_is_shown_as_the_pack_prints_it(page: Page) -> None:
    page.get_by_role("searchbox").fill("金融機構")

    expect(card(page, "investor").locator(".hits mark").first).to_have_text("金融机构")


def test_what_is_nowhere_is_said_to_be_nowhere(page: Page) -> None:
    page.get_by_role("searchbox").fill("琉璃瓦作坊")

    expect(page.locator(".card:visible")).to_have_count(0)
    expect(page.locator("#count")).to_contain_text("没有符合的材料")
    page.get_by_role("button", name="清除").click()
    expect(page.locator(".card:visible")).to_have_count(3)


def test_the_choices_stand_in_the_address_and_survive_a_reload(page: Page) -> None:
    page.get_by_role("radio", name="人才").check(force=True)
    page.get_by_role("radio", name="台湾繁体").check(force=True)
    page.get_by_role("radio", name="网页").check(force=True)
    page.get_by_role("searchbox").fill("公寓")

    page.reload()

    assert "reader=talent" in page.url
    expect(page.get_by_role("radio", name="台湾繁体")).to_be_checked()
    expect(page.get_by_role("searchbox")).to_have_value("公寓")
    expect(page.locator(".card:visible")).to_have_count(1)
    links = page.locator(".files a:visible")
    expect(links).to_have_count(1)
    assert links.get_attribute("href") == "huangpu-interview/talent.zh-Hant-TW.html"


def test_a_hash_is_copied(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address)
    own = card(page, "talent")

    own.locator("summary").filter(has_text="校验值").click()
    button = own.locator(".copy").first
    button.click()

    expect(button).to_contain_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == own.locator(".hashes code").first.text_content()
    context.close()


def test_everything_is_there_without_scripts(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    packs = json.loads((folder / "huangpu-interview" / "manifest.json").read_bytes())["files"]

    linked = [link.get_attribute("href") for link in page.locator(".files a").all()]

    assert sorted(linked) == sorted(f"huangpu-interview/{name}" for name in packs if not name.endswith(".json"))
    expect(page.locator("#find")).to_be_hidden()
    assert page.locator(".hashes code").count() == len(linked)
    context.close()


def test_a_closed_note_does_not_end_its_line(browser: Browser, folder: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((folder / INTERVIEW.stem / "officials.zh-Hans.html").as_uri())

    drops = page.evaluate(
        """() => {
        const follower = node => {
            do { node = node.nextSibling; } while (node && !node.textContent.trim());
            return node;
        };
        return [...document.querySelectorAll(".p details.note")].filter(follower).map(note => {
            const next = document.createRange();
            next.selectNode(follower(note));
            return next.getClientRects()[0].top - note.querySelector("summary").getBoundingClientRect().top;
        });
        }"""
    )

    assert drops
    assert min(drops) < 16
    page.close()


def test_the_keyboard_reaches_search_filters_and_files(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("721")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    reached = []
    for _ in range(6):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.id"))

    assert page.url.endswith("q=721&reader=investor")
    # The filters, the button that takes them back, the source's own page, and then its files.
    assert reached.index("reset") < reached.index("huangpu-interview/investor.zh-Hans.pdf")


@pytest.mark.parametrize(
    ("width", "scheme"), [(320, "light"), (768, "light"), (1920, "light"), (390, "dark"), (1280, "dark")]
)
def test_the_page_has_no_barrier_at_any_width_and_asks_for_nothing_outside(
    browser: Browser, folder: Path, width: int, scheme: Any
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folder / "index.html").as_uri())
    page.get_by_role("searchbox").fill("金融")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")

    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [one for one in asked if not one.startswith(folder.as_uri())] == []
    page.close()


def test_each_edition_shows_its_first_page(page: Page) -> None:
    pictures = page.locator(".opening img")

    expect(pictures).to_have_count(3)
    assert page.evaluate(
        "[...document.querySelectorAll('.opening img')].every(one => one.complete && one.naturalWidth > 200)"
    )


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page over forty sources, of which the first few alone are drawn in it."""
    out = tmp_path_factory.mktemp("many")
    for number in range(40):
        place = source_run("持牌金融機構" if number == 37 else "孵化载体", 20)
        runs = [source_run(f"{number + 500}家", 30, "f1"), place]
        readers = {"investor": runs} | ({"talent": runs} if number % 2 else {})
        put_folder(out, f"访谈 {number:02}", readers, figures=(figure(1, (20, 26)),))
    return write_site(out, load_template_set(Overlay())).parent


@pytest.fixture
def long_page(browser: Browser, many: Path) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.goto((many / "index.html").as_uri())
    yield opened
    context.close()


def test_a_card_that_was_not_drawn_is_found_and_drawn_from_disk(long_page: Page) -> None:
    expect(long_page.locator(".source")).to_have_count(40)
    assert long_page.locator(".card").count() < 30

    long_page.get_by_role("searchbox").fill("金融机构")

    expect(long_page.locator("#count")).to_have_text("2 份材料，出自 1 篇原文")
    expect(long_page.locator(".card:visible")).to_have_count(2)
    expect(long_page.locator(".card:visible .hits mark").first).to_have_text("金融機構")
    assert long_page.locator(".card:visible .files a").first.get_attribute("href") == (
        "%E8%AE%BF%E8%B0%88%2037/investor.zh-Hans.html"
    )


def test_filters_hold_for_cards_that_are_drawn_later(long_page: Page) -> None:
    long_page.get_by_role("radio", name="人才").check(force=True)

    expect(long_page.locator("#count")).to_have_text("20 份材料，出自 20 篇原文")
    long_page.locator("#find").evaluate("one => scrollTo(0, document.body.scrollHeight)")
    last = long_page.locator(".source").last
    expect(last.locator(".card:visible")).to_have_count(1)
    expect(last.locator(".card:visible")).to_have_attribute("data-reader", "talent")


def test_an_address_of_a_card_leads_to_it_before_it_is_drawn(browser: Browser, many: Path) -> None:
    page = browser.new_page()

    page.goto((many / "index.html").as_uri() + "#访谈 33.talent")

    expect(page.locator('[id="访谈 33.talent"]')).to_be_in_viewport()
    page.close()


def test_without_the_assets_the_page_says_what_is_missing(browser: Browser, many: Path, tmp_path: Path) -> None:
    shutil.copytree(many, tmp_path / "copy")
    (tmp_path / "copy" / "site-assets" / "search.js").unlink()
    page = browser.new_page()
    page.goto((tmp_path / "copy" / "index.html").as_uri())

    page.get_by_role("searchbox").fill("金融")

    expect(page.locator("#count")).to_contain_text("请把 site-assets 文件夹和这一页放在一起")
    page.close()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1920, "dark")])
def test_a_long_page_and_a_sources_own_page_have_no_barrier(
    browser: Browser, many: Path, width: int, scheme: Any
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    for name in ("index.html", "site-assets/sources/访谈 37.html"):
        page.goto((many / name).as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")

        assert barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_every_source_is_reached_without_scripts(browser: Browser, many: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((many / "index.html").as_uri())

    page.locator(".source").last.get_by_role("heading").get_by_role("link").click()

    href = page.locator(".files a").first.evaluate("one => one.href")
    assert Path(unquote(urlsplit(href).path)).is_file()
    page.get_by_role("link", name="全部材料").click()
    assert page.url == (many / "index.html").as_uri()
    context.close()
