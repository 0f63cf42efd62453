#!/usr/bin/env bash
# CPython 3.10 to 3.13: a KeyboardInterrupt that a program handles still ends `python -m` by SIGINT, if it came in a string's exec.
#
# Guess before trying: a program that catches KeyboardInterrupt and calls sys.exit(130) ends with 130, however it was started.
# Seen: where the interrupt passes through exec() of a string, as it does whenever Ctrl-C falls into the making of a dataclass
# or named tuple during imports, the interpreter remembers it as unhandled; `python -m module` then ends itself by the signal
# (status -2 to the parent) after the handler has run and sys.exit was called. The same file run as `python file.py` ends
# with 130, and a shell shows 130 for both, so that only a parent which looks at the status tells them apart.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/interrupted.py" <<'PYTHON'
import sys

try:
    exec("raise KeyboardInterrupt")
except KeyboardInterrupt:
    print("handled")
sys.exit(130)
PYTHON
cd "$folder"
python3 - <<'PYTHON'
import subprocess
import sys

def status(*arguments: str) -> int:
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True)
    assert done.stdout == "handled\n"
    return done.returncode

seen = status("-m", "interrupted"), status("interrupted.py")
print(sys.version.split()[0], "-m:", seen[0], "file:", seen[1])
assert seen == (-2, 130), "CPython has changed"
PYTHON
echo "as described"
