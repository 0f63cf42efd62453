"""The desk in Chromium, as an office uses it: with a mouse, with keys alone, on a telephone."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect, sync_playwright

from page_checkers import find_checker
from test_desk import STEM, TEXT

AXE = find_checker("axe-core/axe.min.js")
VNU = find_checker("vnu-jar/build/dist/vnu.jar")
WIDTHS = (390, 900, 1280)
# Reading, composing and building share two cores with whatever else runs.
PATIENCE = 300_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # Chromium's own sandbox does not run as root, as which CI runs; the pages are ours.
        started = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def _office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def address(_office: Path) -> Iterator[str]:
    """One desk for all tests, since it takes a while to get ready."""
    command = [sys.executable, "-m", "briefing", "desk", "--folder", _office, "--port", "0", "--jobs", "2"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, text=True, env=environment, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        yield re.findall(r"http://\S+", server.stdout.readline())[0]
        server.send_signal(signal.SIGINT)
        said = server.communicate(timeout=600)[0]
    assert (server.returncode, said.splitlines()[-1]) == (0, "已停止")


@pytest.fixture(scope="module")
def let_in(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """The one browser that the address lets in, with a name."""
    context = browser.new_context(viewport={"width": 1360, "height": 860})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(address)
    page.get_by_label("你的名字").fill("校对员甲")
    page.get_by_role("button", name="记下").click()
    page.locator("#who-said").get_by_text("已记下", exact=True).wait_for(state="attached")
    page.close()
    yield context
    context.close()


@pytest.fixture
def office(_office: Path, address: str) -> Path:
    """The desk's folder with one text."""
    assert address
    # The desk watches `seeds/` itself, which has to stay.
    for path in (*(_office / "seeds").iterdir(), *(_office / "out").iterdir()):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    (_office / "seeds" / f"{STEM}.txt").write_text(TEXT, encoding="utf-8")
    return _office


@pytest.fixture
def page(let_in: BrowserContext, address: str, office: Path) -> Iterator[Page]:
    assert office
    page = let_in.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(address.partition("/enter")[0])
    yield page
    page.close()
    assert faults == []


def here(page: Page, part: str = "") -> str:
    return f"{page.url.split('/texts')[0].rstrip('/')}/texts/{quote(STEM)}{part}"


def look(page: Page) -> FrameLocator:
    page.goto(here(page))
    frame = page.frame_locator("#preview")
    frame.locator(".tiles li").first.wait_for()
    return frame


def select(page: Page, words: str) -> None:
    """Select words of the text with the mouse's own event at the end."""
    page.evaluate(
        """(words) => {
          const line = [...document.querySelectorAll("#text .tx")].find((one) => one.textContent.includes(words));
          line.scrollIntoView({ block: "center" });
          const range = new Range(), start = line.textContent.indexOf(words);
          range.setStart(line.firstChild, start);
          range.setEnd(line.firstChild, start + words.length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          line.dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
        }""",
        words,
    )


def say(page: Page, words: str, what: str) -> None:
    """Select words and say what they are; wait until it is recorded."""
    select(page, words)
    page.get_by_role("dialog", name="这几个字是什么").get_by_role("button", name=what, exact=True).click()


def recorded(page: Page) -> None:
    page.locator("#toast").get_by_text("已记下").wait_for()
    page.locator("#toast").evaluate("box => { box.hidden = true; }")


def decisions(office: Path) -> list[tuple[str, str]]:
    review = tomllib.loads((office / "seeds" / f"{STEM}.review.toml").read_text(encoding="utf-8"))
    return [(one["kind"], one.get("by", "")) for one in review["decision"]]


def test_a_file_that_is_handed_in_is_opened_and_listed(page: Page, office: Path, tmp_path: Path) -> None:
    file = tmp_path / "河谷新篇.txt"
    file.write_text(TEXT, encoding="utf-8")

    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name="交进来").first.click()
    page.wait_for_url("**/texts/**")
    page.go_back()

    page.get_by_role("link", name="云溪区区长林知远").nth(1).wait_for()
    assert (office / "seeds" / "河谷新篇.txt").is_file()


def test_a_tile_lights_its_words_and_words_light_what_is_printed_of_them(page: Page) -> None:
    frame = look(page)

    frame.locator(".tiles li", has_text="58").locator(".numeral").click()
    lit = page.evaluate("() => [...CSS.highlights.get('lit')].map(String)")
    page.keyboard.press("Escape")
    page.locator("#text .tx", has_text="年产值突破").click(position={"x": 5, "y": 10})

    assert lit == ["58家"]
    frame.locator(".lit").first.wait_for()


def correct(page: Page, frame: FrameLocator) -> None:
    """Correct the place, the speaker, a label, a tile, a set and a name."""
    say(page, "云溪区", "这是地名")
    recorded(page)
    say(page, "林知远", "这是受访人")
    page.get_by_label("职务").fill("云溪区区长")
    page.get_by_role("button", name="受访人就是这一位").click()
    recorded(page)
    frame.locator(".tiles li", has_text="58").locator(".numeral").click()
    page.get_by_role("dialog").get_by_role("button", name="改它数的是什么").click()
    select(page, "入驻企业")
    page.get_by_role("button", name="就这些").click()
    recorded(page)
    frame.locator(".tiles li", has_text="37").locator(".numeral").click()
    page.get_by_role("button", name="不作重点数字").click()
    recorded(page)
    expect(frame.locator(".tiles li", has_text="37")).to_have_count(0)
    say(page, "机器人", "关键词组")
    select(page, "生物医药")
    page.get_by_role("button", name="就这些").click()
    recorded(page)
    say(page, "林知远", "人名不转换")
    recorded(page)


def release(page: Page) -> None:
    """Fill the contact, approve one edition, build and release."""
    page.get_by_role("link", name="补充信息").click()
    page.get_by_label("电话").fill("000-1234567")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("已保存").wait_for()
    page.get_by_role("link", name="审定与发布").click()
    page.get_by_label("投资者 · 简体").check()
    page.get_by_role("button", name="审定勾选的").click()
    page.locator(".editions .state.approved").wait_for()
    page.get_by_role("button", name="制作全部文件").click()
    page.get_by_role("link", name="全部下载").wait_for()
    page.get_by_role("button", name="发布", exact=True).click()
    page.get_by_text("发布了 3 个文件").wait_for()


def test_an_office_takes_a_text_from_its_corrections_to_the_release(page: Page, office: Path) -> None:
    correct(page, look(page))

    release(page)

    kinds = ["place", "speaker", "figure.label", "tile.drop", "set.add", "name.lock"]
    assert decisions(office) == [(kind, "校对员甲") for kind in kinds]
    released = json.loads((office / "out" / "release" / "manifest.json").read_text(encoding="utf-8"))
    assert released["sources"][0]["place"] == "云溪区"


def test_keys_alone_walk_the_list_choose_words_and_record(page: Page, office: Path) -> None:
    look(page)

    page.keyboard.press("j")
    page.keyboard.press("x")
    recorded(page)
    page.get_by_role("button", name="在第1段里选字").focus()
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="这是地名").focus()
    page.keyboard.press("Enter")
    recorded(page)

    assert [kind for kind, _ in decisions(office)] == ["seen", "place"]


def test_a_change_by_somebody_else_shows_without_reloading(page: Page, office: Path) -> None:
    frame = look(page)

    (office / "seeds" / f"{STEM}.toml").write_text('place = "别处镇"\n', encoding="utf-8")

    frame.locator("h1", has_text="别处镇").wait_for()


def test_the_download_page_shows_what_is_made_and_gives_files(page: Page, office: Path) -> None:
    (office / "out" / "访谈").mkdir()
    (office / "out" / "访谈" / "简报.pdf").write_bytes(b"%PDF-")
    shown = '<p>材料</p><a href="访谈/简报.pdf" download>简报</a><script>document.querySelector("p").append(origin)</script>'
    (office / "out" / "index.html").write_text(shown, encoding="utf-8")
    page.get_by_role("link", name="下载页").click()
    frame = page.frame_locator("#live")

    with page.expect_download() as event:
        frame.get_by_role("link", name="简报").click()

    # A page without an origin reads nothing of the desk.
    expect(frame.locator("p")).to_have_text("材料null")
    assert Path(event.value.path()).read_bytes() == b"%PDF-"


def pages_of(page: Page) -> list[str]:
    page.goto(here(page))
    return [
        *(page.url.split("/texts")[0] + part for part in ("/", "/packs")),
        *(here(page, part) for part in ("", "/facts", "/approve", "/history", "/paper")),
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_can_be_used_by_everybody(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})

    found = []
    for where in pages_of(page):
        page.goto(where)
        page.wait_for_load_state("load")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found += page.evaluate(
            """async () => (await axe.run(document, { iframes: false })).violations.flatMap(rule =>
                 rule.nodes.map(node => `${location.pathname} ${rule.id}: ${node.html.slice(0, 120)}`))"""
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= width, where

    assert found == []


def test_the_pages_are_valid_html(page: Page, tmp_path: Path) -> None:
    files = []
    for number, where in enumerate(pages_of(page)):
        file = tmp_path / f"{number}.html"
        file.write_text(page.request.get(where).text(), encoding="utf-8")
        files.append(file)

    command = ["java", "-Xss8m", "-jar", VNU, "--errors-only", "--format", "json", *files]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr

    assert [one["message"] for one in json.loads(said)["messages"]] == []
