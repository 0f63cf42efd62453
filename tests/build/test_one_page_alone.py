"""The one page as a file of its own: built on request, known to manifest, ledger, check, site, release and verify."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefing.cli import briefing

SEED = Path(__file__).parents[2] / "seeds" / "huangpu-interview.txt"
ALONE = "investor.zh-Hans.one.html"


def run(*arguments: str) -> str:
    result = CliRunner().invoke(briefing, [*arguments])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The investors' pack and its one page alone, the second build after the first."""
    folder = tmp_path_factory.mktemp("office") / "out"
    for pages in ("all", "one"):
        run("build", str(SEED), "-a", "investor", "-s", "hans", "-f", "html", "-o", str(folder), "--pages", pages)
    return folder


def test_the_page_is_a_file_beside_the_pack_and_both_are_in_the_manifest(out: Path) -> None:
    folder = out / SEED.stem
    files = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    ledger = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))["entries"]

    assert (folder / ALONE).is_file()
    assert files[ALONE]["part"] == "one"
    assert "part" not in files["investor.zh-Hans.html"]
    assert {entry["file"] for entry in ledger} == {"investor.zh-Hans.html", ALONE}
    assert {entry["block"] for entry in ledger if entry["file"] == ALONE} >= {"one-page", "glance", "spine"}


def test_the_page_is_checked_by_its_own_entries(out: Path, tmp_path: Path) -> None:
    folder = out / SEED.stem
    changed = tmp_path / "renamed.html"
    changed.write_text((folder / ALONE).read_text(encoding="utf-8").replace("721", "722"), encoding="utf-8")

    assert "没有发现不符" in run("check", str(folder / ALONE))
    found = CliRunner().invoke(briefing, ["check", str(changed), "--ledger", str(folder / "ledger.json")])
    assert found.exit_code == 1
    assert "722" in found.output


def test_the_download_page_offers_both(out: Path) -> None:
    page = (out / "index.html").read_text(encoding="utf-8")

    assert f"{SEED.stem}/{ALONE}" in page
    assert "简体一页纸" in page
    assert f"{SEED.stem}/investor.zh-Hans.html" in page


def test_a_release_calls_the_page_by_its_name_and_verify_knows_it(out: Path) -> None:
    run("release", str(SEED), "-o", str(out))
    name = "黄浦区_投资者简报_一页纸_简体.html"
    released = out / "release" / "public" / name

    assert released.read_bytes() == (out / SEED.stem / ALONE).read_bytes()
    assert name in run("verify", str(released), "--manifest", str(out / "release" / "manifest.json"))
