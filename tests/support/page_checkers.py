"""The checkers of finished pages (axe-core, the Nu checker), which npm installs as `browser/package.json` says."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parents[1] / "browser"


def find_checker(path: str, *, start: Path = FOLDER) -> Path:
    """A checker's file as Node itself finds packages: in the nearest `node_modules` that has it, from `browser/` up.

    The place where `make test` installs it where there is none.
    """
    folders = [folder / "node_modules" for folder in (start, *start.parents)]
    return next((folder / path for folder in folders if (folder / path).is_file()), folders[0] / path)
