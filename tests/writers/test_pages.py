"""The finished pages under other people's rules: valid HTML, no barrier for anyone, and room on the smallest telephone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from chromium import browser
from page_checkers import find_checker

assert browser  # a fixture

ROOT = Path(__file__).parents[2]
PACKS = [
    f"{audience}.{script}.html"
    for audience in ("investor", "talent", "officials")
    for script in ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")
]
PAGES = ["index.html", *(f"huangpu-interview/{pack}" for pack in PACKS)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    command = [sys.executable, "-m", "briefing", "build", "--out", out, ROOT / "seeds" / "huangpu-interview.txt"]
    subprocess.run([*command, "--format", "html"], check=True, capture_output=True)
    return out


@pytest.fixture(scope="module")
def complaints(folder: Path) -> dict[str, list[str]]:
    """What the Nu checker says of each page."""
    jar = find_checker("vnu-jar/build/dist/vnu.jar")
    command = ["java", "-Xss8m", "-jar", jar, "--errors-only", "--format", "json", *(folder / page for page in PAGES)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    found: dict[str, list[str]] = {page: [] for page in PAGES}
    for message in json.loads(said)["messages"]:
        page = next(page for page in PAGES if message["url"].endswith(page))
        found[page].append(f"{message.get('lastLine')}: {message['message']} «{message.get('extract', '')}»")
    return found


def opened(browser: Browser, path: Path, *, width: int, scheme: Any = "light", reach: list[str] | None = None) -> Page:
    """The page in a window of that width; addresses that it asks for beside its own are added to `reach`."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    asked = [] if reach is None else reach
    page.on("request", lambda request: None if request.url == path.as_uri() else asked.append(request.url))
    page.goto(path.as_uri())
    return page


def barriers(page: Page) -> list[str]:
    """What axe-core finds, with the element that it is about."""
    page.evaluate(find_checker("axe-core/axe.min.js").read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(
        """async () => (await axe.run()).violations.flatMap(rule =>
            rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 160)} ${node.failureSummary}`))"""
    )
    return found


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_valid_html(complaints: dict[str, list[str]], page: str) -> None:
    assert complaints[page] == []


def assert_no_barrier(browser: Browser, path: Path, *, width: int, scheme: Any = "light") -> None:
    page = opened(browser, path, width=width, scheme=scheme)

    assert barriers(page) == []
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_barrier(browser: Browser, folder: Path, name: str, width: int) -> None:
    assert_no_barrier(browser, folder / name, width=width)


@pytest.mark.parametrize("name", [name for name in PAGES if "Hant" not in name])
def test_a_page_has_no_barrier_in_the_dark(browser: Browser, folder: Path, name: str) -> None:
    assert_no_barrier(browser, folder / name, width=390, scheme="dark")


# What reaches past the window's edge, but for what scrolls within its own box.
OVERHANG = """() => [...document.body.querySelectorAll('*')].filter(element => {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.right <= innerWidth + 1) return false;
    for (let up = element; up; up = up.parentElement)
        if (getComputedStyle(up).position === 'absolute' || getComputedStyle(up).overflowX !== 'visible') return false;
    return true;
}).map(element => element.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_wide_as_its_window_and_asks_for_nothing_but_itself(
    browser: Browser, folder: Path, name: str
) -> None:
    reach: list[str] = []
    page = opened(browser, folder / name, width=320, reach=reach)

    for width in (320, 768, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(OVERHANG) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    # The download page's style, script and pictures stand in a folder beside it.
    beside = (folder / "site-assets").as_uri() if name == "index.html" else "data:"
    assert [address for address in reach if not address.startswith(("data:", beside))] == []
    page.close()


def test_a_figure_is_copied_with_what_it_counts_and_where_it_stands(browser: Browser, folder: Path) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto((folder / next(name for name in PAGES if "investor" in name and "Hans" in name)).as_uri())

    page.locator(".tiles .copy").first.click()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert "持牌金融机构 · 721家" in copied
    assert "原文 12.1" in copied
    assert page.locator(".tiles .copy").first.inner_text() == "已复制"
    context.close()
