"""Compares the outlines and packs with the digests in tests/golden/digests.txt and names each file that differs.

--write takes the differences over. --into FOLDER writes the files, PDFs included; --against FOLDER compares with the files
that another version of the program wrote there on this machine, and says where each first differs.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent / name) for name in ("tests/support", "src", "scripts")]


def main() -> None:
    """Ends with 1 where a file differs from what was kept and was not to be written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="keep the digests of today")
    parser.add_argument("--into", type=Path, help="write all files into this folder")
    parser.add_argument("--against", type=Path, help="compare with the files in this folder")
    options = parser.parse_args()
    # These lie with the tests and scripts, which are no packages: they are found only after the lines above.
    golden = importlib.import_module("golden_files")
    whole = bool(options.into or options.against)
    files = dict(golden.make_outlines()) | dict(golden.make_packs(("html", "docx", "pdf") if whole else golden.STABLE))
    made = {name: golden.digest(content) for name, content in files.items() if not name.endswith(".pdf")}
    if options.into:
        golden.write_all(files, options.into)
    lines = _differences(golden, files, options.against) if options.against else []
    lines += [f"{name} 与上次不同" for name in golden.differing(golden.kept_digests(), made)]
    if options.write:
        golden.write_digests(made)
    print("\n".join([*lines, f"{len(files)} 个文件，{len(lines)} 个不同{'，已记下' if options.write else ''}"]))
    sys.exit(1 if lines and not options.write else 0)


def _differences(golden: object, files: dict[str, bytes], against: Path) -> list[str]:
    with tempfile.TemporaryDirectory(prefix="briefing-golden-") as folder:
        golden.write_all(files, Path(folder))
        found: list[str] = importlib.import_module("reproduce").compare(against, Path(folder))
        return found


if __name__ == "__main__":
    main()
