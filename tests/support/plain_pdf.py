"""PDFs as WeasyPrint makes them for anybody: in a process of its own, since ours is patched once a pack has been written."""

from __future__ import annotations

import subprocess
import sys

_WRITE = "import sys, weasyprint; sys.stdout.buffer.write(weasyprint.HTML(string=sys.stdin.read()).write_pdf())"


def write_plain_pdf(html: str) -> bytes:
    """The page as PDF."""
    command = [sys.executable, "-W", "ignore", "-c", _WRITE]
    return subprocess.run(command, input=html.encode(), capture_output=True, check=True).stdout
