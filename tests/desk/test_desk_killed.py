"""A desk that is killed while people decide: what it said was recorded is there, whole, and the next desk goes on."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
import tomllib
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest

from desking import STEM, TEXT

BY_HAND = """# 手写的话
schema = "briefing/review/1"
source = { name = "云溪访谈.txt", sha256 = "" }

[[decision]] # 后面的话
id = "d1"
kind = "from.later"
value = "别的程序记的"
"""


class Browser:
    """What a browser keeps, and asks with."""

    def __init__(self, address: str) -> None:
        where = urlsplit(address)
        self.origin = f"{where.scheme}://{where.netloc}"
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        page = self.opener.open(address, timeout=600).read().decode()
        self.csrf = re.findall(r'data-csrf="([^"]+)"', page)[0]

    def decide(self, number: int) -> bool:
        """True if the desk says that it is recorded; a desk that is gone says nothing."""
        fields = {"kind": "place", "value_text": f"第{number}区", "value_at": "", "version": "any"}
        headers = {"Origin": self.origin, "X-CSRF": self.csrf}
        request = urllib.request.Request(  # noqa: S310 - the address that the desk printed
            f"{self.origin}/texts/{quote(STEM)}/decide", urlencode(fields).encode(), headers
        )
        try:
            return b'"id"' in self.opener.open(request, timeout=600).read()
        except (OSError, HTTPException):
            return False


@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.4])
def test_a_killed_desk_loses_at_most_the_decision_under_way(tmp_path: Path, seconds: float) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / f"{STEM}.txt").write_text(TEXT, encoding="utf-8")
    review = tmp_path / "seeds" / f"{STEM}.review.toml"
    review.write_text(BY_HAND, encoding="utf-8")
    command = [sys.executable, "-m", "briefing", "desk", "--folder", tmp_path, "--port", "0", "--jobs", "1"]
    recorded: list[int] = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}
    ) as desk:
        assert desk.stdout is not None
        browser = Browser(re.findall(r"http://\S+", desk.stdout.readline())[0])

        def press() -> None:
            for number in range(1000):
                if not browser.decide(number):
                    return
                recorded.append(number)

        presses = threading.Thread(target=press)
        presses.start()
        while len(recorded) < 3:
            assert presses.is_alive()
            time.sleep(0.01)
        time.sleep(seconds)
        desk.kill()
        presses.join(600)

    text = review.read_text(encoding="utf-8")
    kept = [one["value"]["editor"] for one in tomllib.loads(text)["decision"][1:]]
    assert text.startswith(BY_HAND)
    assert kept == [f"第{number}区" for number in range(len(kept))]
    assert len(recorded) <= len(kept) <= len(recorded) + 1
