"""Pages as pictures, and pictures laid side by side: what `make look` and `make compare` stand on."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

GAP = 12
GROUND = "#8a8f96"


def pages_of(pdf: Path, folder: Path, resolution: int) -> list[Path]:
    """A picture of each page of a PDF, in order."""
    stem = folder / pdf.stem
    subprocess.run(["pdftoppm", "-r", str(resolution), "-png", pdf, stem], check=True)
    return sorted(folder.glob(f"{pdf.stem}-*.png"))


def lay_out(pictures: Sequence[Path], columns: int, sheet: Path) -> None:
    """Writes the pictures as one, row by row; each keeps its size."""
    opened = [Image.open(picture).convert("RGB") for picture in pictures]
    rows = [opened[start : start + columns] for start in range(0, len(opened), columns)]
    heights = [max(picture.height for picture in row) for row in rows]
    width = max(sum(picture.width + GAP for picture in row) for row in rows) + GAP
    ground = Image.new("RGB", (width, sum(heights) + GAP * (len(rows) + 1)), GROUND)
    top = GAP
    for row, height in zip(rows, heights, strict=True):
        left = GAP
        for picture in row:
            ground.paste(picture, (left, top))
            left += picture.width + GAP
        top += height + GAP
    ground.save(sheet, optimize=True)
