"""Makes this checkout the `briefing` of its virtual environment, without a build tool."""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# A worker process imports its parent's main module, and without the guard would start a build of its own.
# Through sh, since the path in a #! line may be neither long nor hold a space, and a folder's name may be both.
COMMAND = """#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
if __name__ == "__main__":
    from briefing.cli import main

    main()
"""


def main() -> None:
    """Puts `src` on the environment's path and the command into its `bin`."""
    (Path(sysconfig.get_path("purelib")) / "briefing-checkout.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    command = Path(sysconfig.get_path("scripts")) / "briefing"
    command.write_text(COMMAND.format(python=sys.executable), encoding="utf-8")
    command.chmod(0o755)


if __name__ == "__main__":
    main()
