"""Takes the pictures of docs/desk.md: the desk in Chromium, over an invented text."""

from __future__ import annotations

import importlib
import io
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import docx
from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
# The text of the desk's own tests.
sys.path.insert(0, str(ROOT / "tests" / "support"))
PICTURES = ROOT / "docs" / "desk"
_SELECT = """(words) => {
  const line = [...document.querySelectorAll("#text .tx")].find((one) => one.textContent.includes(words));
  const range = new Range(), start = line.textContent.indexOf(words);
  range.setStart(line.firstChild, start);
  range.setEnd(line.firstChild, start + words.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  line.dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
}"""


def _take(page: Page, name: str) -> None:
    """Save what the page shows, in few colours: pages of text need no more."""
    page.wait_for_timeout(600)
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.convert("RGB").quantize(96, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)


def _walk(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("你的名字").fill("周校对")
    page.get_by_role("button", name="记下").click()
    page.locator(".texts .state").wait_for()
    _take(page, "list")
    page.locator(".texts .title").click()
    frame = page.frame_locator("#preview")
    frame.locator(".tiles li").first.scroll_into_view_if_needed()
    frame.locator(".tiles .numeral").first.click()
    _take(page, "look")
    page.keyboard.press("Escape")
    page.evaluate(_SELECT, "河谷日报")
    _take(page, "menu")
    page.get_by_role("link", name="审定与发布").click()
    page.get_by_label("投资者 · 简体").check()
    page.get_by_role("button", name="审定勾选的").click()
    page.locator(".editions .state.approved").wait_for()
    page.get_by_role("button", name="制作全部文件").click()
    page.get_by_role("link", name="全部下载").wait_for()
    _take(page, "approve")
    _hand_back(page)


def _hand_back(page: Page) -> None:
    """Edit the investors' Word file and hand it back."""
    with page.expect_download() as download:
        page.get_by_role("row", name="投资者 · 简体").get_by_role("link", name="Word", exact=True).click()
    word = Path(tempfile.gettempdir(), "改好的.docx")
    download.value.save_as(word)
    _edit(word)
    page.get_by_role("link", name="Word 回稿").click()
    page.locator("#file").set_input_files(word)
    page.get_by_role("button", name="核对").click()
    page.locator(".fault").first.wait_for()
    page.locator("#file-1").scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, document.querySelector('#file-1').getBoundingClientRect().top - 20)")
    _take(page, "word")


def _edit(word: Path) -> None:
    """Do what an office does to its Word file: a label in other words, a sentence of its own."""
    document = docx.Document(str(word))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    label = next(one for cell in cells for one in cell.paragraphs if one.text == "入驻企业")
    label.runs[0].text = "入驻单位"
    sentence = [one for one in document.paragraphs if one.text.startswith("云溪科创园")][-1]
    sentence.insert_paragraph_before("园区下月还办一场路演。", style=sentence.style)
    document.save(str(word))


def main() -> None:
    """Start a desk over an invented text, walk through it, and write the pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="briefing-") as office:
        seeds = Path(office, "seeds")
        seeds.mkdir()
        (seeds / "云溪访谈.txt").write_text(importlib.import_module("desking").TEXT, encoding="utf-8")
        command = [sys.executable, "-u", "-m", "briefing", "desk", "--folder", office, "--port", "0"]
        with subprocess.Popen(command, text=True, stdout=subprocess.PIPE) as desk, sync_playwright() as playwright:
            assert desk.stdout is not None  # noqa: S101 - asked for above
            address = re.findall(r"http://\S+", desk.stdout.readline())[0]
            chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = chromium.new_page(viewport={"width": 1280, "height": 800})
            page.set_default_timeout(300_000)
            _walk(page, address)
            chromium.close()
            desk.send_signal(signal.SIGINT)


if __name__ == "__main__":
    main()
