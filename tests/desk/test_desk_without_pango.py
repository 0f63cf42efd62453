"""The desk on a machine without Pango, as most of Windows: it runs, makes web pages and Word files, and says what PDFs lack."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from desking import STEM, TEXT
from running import HANGS, ROOT

# Every process of the desk loads this first, those that it forks its workers from as well.
HIDDEN = """
import cffi, ctypes
def hidden(name):
    return isinstance(name, str) and ("pango" in name or "harfbuzz" in name)
load, dlopen = ctypes.CDLL.__init__, cffi.FFI.dlopen
def init(self, name, *rest, **options):
    if hidden(name):
        raise OSError(f"no {name}")
    load(self, name, *rest, **options)
def opened(self, name, flags=0):
    if hidden(name):
        raise OSError(f"no {name}")
    return dlopen(self, name, flags)
ctypes.CDLL.__init__, cffi.FFI.dlopen = init, opened
"""
PROGRAM = """
import json, re, sys, time
from pathlib import Path
from starlette.testclient import TestClient
from briefing.desk.app import make_app
from briefing.desk.folder import require_root

if __name__ == "__main__":
    root, where = require_root(Path(sys.argv[1])), "/texts/" + sys.argv[2]
    with TestClient(make_app(root, jobs=1), base_url="http://127.0.0.1:8000") as client:
        client.get("/enter?token=" + client.app.state.desk.doorkeeper.token())
        csrf = re.search('data-csrf="([^"]+)"', client.get("/").text)[1]
        look = client.get(where + "/preview?audience=investor").text
        client.post(where + "/build", headers={"Origin": "http://127.0.0.1:8000", "X-CSRF": csrf})
        while not all(one["over"] for one in client.app.state.desk.builds.told()):
            time.sleep(0.2)
        said = [one["said"] for one in client.app.state.desk.builds.told()]
        print(json.dumps({"look": look, "said": said, "page": client.get(where + "/approve").text}))
"""


def test_a_desk_without_pango_makes_web_pages_and_word_and_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(HIDDEN, encoding="utf-8")
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    office = tmp_path / "office"
    (office / "seeds").mkdir(parents=True)
    (office / "seeds" / f"{STEM}.txt").write_text(TEXT, encoding="utf-8")

    ran = subprocess.run(
        [sys.executable, program, office, STEM],
        env=os.environ | {"PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT / "src")))},
        capture_output=True,
        text=True,
        check=False,
        timeout=HANGS,
    )

    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout.splitlines()[-1])
    made = {path.suffix for path in (office / "out" / STEM).glob("*.zh-Hans.*")}
    assert "20亿元" in told["look"]
    assert "缺少系统库 pango-1.0" in told["said"][0]
    assert "这台机器做不了 PDF，网页和 Word 照做" in told["page"]
    assert made == {".html", ".docx"}
