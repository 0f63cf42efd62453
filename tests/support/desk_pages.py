"""The shared parts of the tests of the desk in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from page_checkers import find_checker

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = find_checker("axe-core/axe.min.js")
VNU = find_checker("vnu-jar/build/dist/vnu.jar")
WIDTHS = (390, 900, 1280)
# Reading, composing and building share two cores with whatever else runs.
PATIENCE = 300_000


def select(page: Page, words: str) -> None:
    """Select words of the text with the mouse: pressed before them, let go behind them."""
    ends = page.evaluate(
        """(words) => {
          const line = [...document.querySelectorAll("#text .tx")].find((one) => one.textContent.includes(words));
          line.scrollIntoView({ block: "center" });
          const range = new Range(), start = line.textContent.indexOf(words);
          range.setStart(line.firstChild, start);
          range.setEnd(line.firstChild, start + words.length);
          const boxes = [...range.getClientRects()], [first, last] = [boxes[0], boxes.at(-1)];
          return [[first.left + 1, first.top + first.height / 2], [last.right - 1, last.top + last.height / 2]];
        }""",
        words,
    )
    page.mouse.move(*ends[0])
    page.mouse.down()
    page.mouse.move(*ends[1], steps=4)
    page.mouse.up()


def recorded(page: Page) -> None:
    page.locator("#toast").get_by_text("已记下").wait_for()
    page.locator("#toast").evaluate("box => { box.hidden = true; }")
