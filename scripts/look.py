"""Lays every page of the packs in out/ on contact sheets in out/look/, for a person to look at: PDF, Word and web page."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from sheets import lay_out, pages_of

OUT = Path(__file__).resolve().parent.parent / "out"
LOOK = OUT / "look"
RESOLUTION = 60
COLUMNS = 6
WIDTHS = (390, 1280)


def _name(path: Path) -> str:
    return f"{path.parent.name}.{path.name}"


def _look_at_pdfs(paths: list[Path], folder: Path) -> None:
    for path in paths:
        lay_out(pages_of(path, folder, RESOLUTION), COLUMNS, LOOK / f"{_name(path)}.png")
        for page in folder.glob("*.png"):
            page.unlink()


def _look_at_word(paths: list[Path], folder: Path) -> None:
    """Word files as LibreOffice shows them; one run of it for all, with a profile of its own."""
    copies = folder / "word"
    copies.mkdir()
    for path in paths:
        shutil.copy(path, copies / _name(path))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", copies, *copies.glob("*.docx")]
    subprocess.run(command, check=True, capture_output=True)
    for pdf in sorted(copies.glob("*.pdf")):
        pictures = pages_of(pdf, folder, RESOLUTION)
        lay_out(pictures, COLUMNS, LOOK / f"{pdf.stem}.docx.png")


def _look_at_pages(paths: list[Path]) -> None:
    with sync_playwright() as playwright:
        # Chromium's own sandbox does not run as root; the pages are ours.
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for width in WIDTHS:
            window = browser.new_page(viewport={"width": width, "height": 900})
            for path in paths:
                window.goto(path.as_uri())
                window.screenshot(path=LOOK / f"{_name(path)}.{width}.png", full_page=True)
        browser.close()


def main() -> None:
    """Makes the sheets anew."""
    found = {kind: sorted(OUT.glob(f"*/*.{kind}")) for kind in ("pdf", "docx", "html")}
    if not any(found.values()):
        raise SystemExit("out/ 里没有材料，请先执行 make build")
    LOOK.mkdir(exist_ok=True)
    for old in LOOK.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        _look_at_pdfs(found["pdf"], Path(folder))
        if found["docx"]:
            _look_at_word(found["docx"], Path(folder))
    _look_at_pages(found["html"])
    print(f"一览图：{LOOK}（{len(list(LOOK.glob('*.png')))} 张）")


if __name__ == "__main__":
    main()
