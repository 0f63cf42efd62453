"""The shared parts of the desk's tests: a short text of our own, the addresses of its pages, and what stands on them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import lxml.html
import pytest
from cssselect2 import ElementWrapper

if TYPE_CHECKING:
    from starlette.testclient import TestClient

STEM = "云溪访谈"
TEXT = """云溪区区长林知远：把河谷办成工坊之城

《河谷日报》2026年3月4日

近年来，云溪区集聚了412家科技企业，其中规模以上制造企业96家。

记者：今年云溪区在招商上有什么打算？

林知远：我们设立了20亿元的河谷产业基金，重点支持机器人和生物医药。“来了就能开工，是我们对企业的承诺。”林知远说。

去年全区新增专精特新企业37家，比上年增长18%。

在人才方面，云溪区建成人才公寓3200套，为青年人才提供每月1500元的租房补贴。

云溪科创园已投入使用，入驻企业58家，年产值突破60亿元。
"""
PASSWORD = "河边三棵柳树 1987"  # noqa: S105 - opens nothing


def select(page: str, selector: str) -> list[lxml.html.HtmlElement]:
    root = ElementWrapper.from_html_root(lxml.html.document_fromstring(page))
    return [one.etree_element for one in root.query_all(selector)]


def csrf_of(client: TestClient) -> str:
    return re.search(r'data-csrf="([^"]+)"', client.get("/").text)[1]


def address(part: str = "") -> str:
    return f"/texts/{quote(STEM)}{part}"


def at(words: str, start: int = 0) -> str:
    place = TEXT.index(words, start)
    return f"{place}-{place + len(words)}"


def empty(root: Path) -> None:
    """Leave nothing in a desk's folder but the text."""
    for path in sorted(root.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    for name in ("seeds", "out"):
        (root / name).mkdir()
    (root / "seeds" / f"{STEM}.txt").write_text(TEXT, encoding="utf-8")


def fail(*_: object) -> None:
    """A worker's work that meets what nobody foresaw."""
    raise ZeroDivisionError


def version_in(page: str) -> str:
    """The version of the text that a page's form was made for."""
    return re.search(r'name="version" value="([^"]*)"', page)[1]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("tls")
    certificate, key = folder / "cert.pem", folder / "key.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
    ]
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    subprocess.run([*command, *subject, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    return certificate, key
