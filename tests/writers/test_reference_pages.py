"""Pages of the sample paper held against reference pictures: what no rule measures, an eye has seen once.

`pytest --update-golden` draws them anew; look at the difference before committing it. The comparison forgives what
another version of a font or of a rasteriser changes at the edge of strokes, and nothing that moves.
"""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops, ImageFilter

from briefing.config.templates import Overlay
from briefing.config.theme import load_theme
from briefing.text.language import Script
from briefing.writers.pdf.write import write_pdf
from samples import sample_pack

if TYPE_CHECKING:
    from collections.abc import Iterator

GOLDEN = Path(__file__).parents[1] / "golden" / "pages"
RESOLUTION = 48
PAGES = 3
CASES = [
    (character, script, page)
    for character in ("investor", "talent", "officials")
    for script in (Script.HANS, Script.TW)
    for page in range(1, PAGES + 1)
]
# Pages are compared square by square, 8 mm wide, by their mean shade out of 255. Another rasteriser (Cairo) draws these
# pages up to 15 shades apart; a line that moves by 1.6 mm changes some square by 17 and more, a missing heading too.
SQUARE = 16
SHADES = 15


@cache
def drawn(character: str, script: Script, folder: Path) -> list[Image.Image]:
    """The first pages of the sample."""
    stem = folder / f"{character}.{script}"
    pdf = folder / f"{stem.name}.pdf"
    pdf.write_bytes(write_pdf(sample_pack(script, character), load_theme(Overlay()), Overlay()))
    subprocess.run(["pdftoppm", "-r", str(RESOLUTION), "-l", str(PAGES), "-png", pdf, stem], check=True)
    return [Image.open(page).convert("RGB") for page in sorted(folder.glob(f"{stem.name}-*.png"))]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    yield tmp_path_factory.mktemp("pages")
    drawn.cache_clear()


def apart(one: Image.Image, other: Image.Image) -> float:
    """By how many shades the squares that differ most do; pages of two sizes are as far apart as can be."""
    if one.size != other.size:
        return 255
    shape = (one.width // SQUARE, one.height // SQUARE)
    squares = [page.convert("L").resize(shape, Image.Resampling.BOX) for page in (one, other)]
    _, most = ImageChops.difference(*squares).getextrema()
    return float(most)


@pytest.mark.parametrize(("character", "script", "page"), CASES)
def test_a_page_looks_as_it_did_when_somebody_looked(
    character: str, script: Script, page: int, folder: Path, request: pytest.FixtureRequest
) -> None:
    golden = GOLDEN / f"{character}.{script}-{page}.png"
    picture = drawn(character, script, folder)[page - 1]

    if request.config.getoption("--update-golden"):
        GOLDEN.mkdir(parents=True, exist_ok=True)
        picture.quantize(32).save(golden, optimize=True)
    assert apart(picture, Image.open(golden).convert("RGB")) <= SHADES


def test_the_comparison_forgives_noise_and_sees_what_moves(folder: Path) -> None:
    page = drawn("investor", Script.HANS, folder)[1]
    softer = page.filter(ImageFilter.GaussianBlur(0.6))
    moved = ImageChops.offset(page, 0, 3)
    wordless = page.copy()
    wordless.paste("white", (30, 60, 90, 80))

    assert apart(page, softer) <= SHADES
    assert apart(page, moved) > SHADES
    assert apart(page, wordless) > SHADES


def test_the_reference_pictures_are_few_and_small() -> None:
    sizes = [picture.stat().st_size for picture in GOLDEN.glob("*.png")]

    assert len(sizes) == len(CASES)
    assert sum(sizes) < 1_500_000
