"""Imports point one way, and the command answers before it has loaded what it does not need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
# What takes long to import, and is needed only to write a pack or to read a page, a Word file or a PDF.
HEAVY = {"weasyprint", "docx", "jinja2", "lxml", "pypdfium2", "opencc", "fontTools", "xlsxwriter"}


def modules_after(code: str) -> set[str]:
    script = f"{code}\nimport sys; print(*(name for name in sys.modules if '.' not in name))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split("\n")[-2].split())


def test_every_layer_imports_only_from_those_below_it() -> None:
    command = Path(sys.executable).parent / "lint-imports"

    done = subprocess.run([command, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


def test_help_loads_nothing_heavy() -> None:
    asked = "import sys; from briefing.cli import briefing; briefing(['build', '--help'], standalone_mode=False)"

    assert not modules_after(asked) & HEAVY


def test_reading_plain_text_loads_no_reader_of_another_kind() -> None:
    read = "from pathlib import Path; from briefing.readers import read; read(Path('seeds/huangpu-interview.txt'))"

    assert not modules_after(read) & (HEAVY - {"opencc"})


def test_every_test_is_in_the_folder_of_a_room() -> None:
    """Or among those of all rooms, of the project, or what they share; no two modules have one name."""
    rooms = {path.parent.name for path in (ROOT / "src" / "briefing").glob("*/__init__.py")}
    modules = [path for path in (ROOT / "tests").rglob("*.py") if path.name != "conftest.py"]

    assert {path.parent.name for path in modules} <= rooms | {"whole", "project", "support"}
    assert len({path.name for path in modules}) == len(modules)
