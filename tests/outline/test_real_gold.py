"""Gold of published texts is kept as offsets and comes back whole, for the text that was annotated and no other."""

from __future__ import annotations

import hashlib
import importlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
real_gold = importlib.import_module("real_gold")
SOURCES = ROOT / "tests/real/SOURCES.tsv"

TEXT = (
    "# 松塢區今年動工三所學校\r\n\r\n"
    "松塢區長田書禾五月八日說，今年全區用於學校的預算為4.2億元，新增學位約1,800個。"
    "「孩子走路就能上學。」田書禾說。區長又說，首先，補足師資；其次，擴建校舍。\r\n"
)
GOLD: dict[str, Any] = {
    "file": "invented.txt",
    "document": {
        "title": ["松塢區今年動工三所學校"],
        "place": ["松塢區", None],
        "published": ["2031-05-08"],
        "outlet": [None],
        "speakers": [{"name": "田書禾", "role": "松塢區長"}],
        "optional_speakers": ["田書禾", "不在文中的人"],
    },
    "figures": [
        {
            "text": "4.2億元",
            "span": [42, 47],
            "numeral": [42, 46],
            "indicator": ["用於學校的預算", "全區學校的預算", None],
            "indicator_spans": [[[34, 41]], [[32, 34], [36, 41]]],
            "period": ["今年", None],
        },
    ],
    "quotes": [{"span": [61, 70], "speaker": ["田書禾", "區長", None]}],
    "enumerations": [{"kind": "priorities", "items": ["首先", "補足師資", "其次", "擴建校舍"]}],
}


def test_the_gold_of_a_text_comes_back_from_its_offsets() -> None:
    packed = json.loads(json.dumps(real_gold.pack(TEXT, GOLD)))

    unpacked = real_gold.unpack(TEXT, packed)

    # A name that the text does not print is left out; nothing else is.
    document = GOLD["document"] | {"optional_speakers": ["田書禾"]}
    assert unpacked == GOLD | {"document": document}


def test_offsets_hold_no_word_of_the_text() -> None:
    packed = json.dumps(real_gold.pack(TEXT, GOLD), ensure_ascii=False)

    assert not re.search(r"[\u4e00-\u9fff]", packed)


def test_pieces_of_an_answer_stand_nearest_to_their_number() -> None:
    text = "去年開工9宗，去年完工12宗，比去年計劃多。"
    figure = {"text": "12宗", "span": [11, 14], "numeral": [11, 13], "indicator": [], "indicator_spans": []}
    gold = GOLD | {
        "document": {},
        "figures": [figure | {"period": ["去年", "去完工"]}],
        "quotes": [],
        "enumerations": [],
    }

    packed = real_gold.pack(text, gold)

    assert packed["figures"][0]["period"] == [[[7, 9]], [[7, 8], [9, 11]]]


def test_an_answer_that_the_text_does_not_print_is_refused() -> None:
    gold = GOLD | {"quotes": [{"span": [61, 70], "speaker": ["鹿鳴"]}]}

    with pytest.raises(ValueError, match="not in the text: 鹿鳴"):
        real_gold.pack(TEXT, gold)


def test_offsets_of_another_text_are_refused() -> None:
    packed = real_gold.pack(TEXT, GOLD)

    with pytest.raises(ValueError, match="another SHA-256"):
        real_gold.unpack(TEXT.replace("\r\n", "\n"), packed)


@pytest.mark.parametrize("layout", ["mill+news", "mill/news", "mill+news/repo"])
@pytest.mark.parametrize(
    ("file", "content", "where", "text"),
    [
        ("a.md", TEXT, "whole", TEXT),
        ("a.md", TEXT, "lines 1-2", "# 松塢區今年動工三所學校\r\n\r\n"),
        ("a.md", TEXT, "chars 2-13", "松塢區今年動工三所學校"),
        ("數據/a.csv", 'id,body\r\n1,無\r\n2,"校舍,\n師資"\r\n', "row 2 body", "校舍,\n師資"),
        ("a.json", '{"date": "2031-05-08", "title": "動工", "id": 7}', "json title date", "動工\n\n2031-05-08"),
        (
            "a.json",
            '{"says": [{"text": "今\uf98e校舍已 \\n建成。\\n\\n第二段"}]}',
            "json says/0/text | unwrapped",
            "今年校舍已建成。\n\n第二段",
        ),
        ("a.php", "<?php ?>\n  <p class='a'>\n  校舍<b>建成</b><br>\n  </p>\n", "lines 2-4 | untagged", "校舍建成\n"),
    ],
)
def test_a_text_is_rebuilt_from_the_folder_of_its_repository(
    tmp_path: Path, layout: str, file: str, content: str, where: str, text: str
) -> None:
    path = tmp_path / layout / file
    path.parent.mkdir(parents=True)
    path.write_bytes(content.encode("utf-8"))

    assert real_gold.rebuild(source(file, where, text), tmp_path) == text


def test_a_text_is_rebuilt_from_a_bare_repository_at_its_commit(tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    for content in ("舊稿", "新稿"):
        (work / "稿.txt").write_text(content, encoding="utf-8")
        git(work, "init", "-q")
        git(work, "add", ".")
        git(work, "commit", "-q", "-m", content)
    git(tmp_path, "clone", "-q", "--bare", "work", "mill+news")
    commit = git(work, "rev-parse", "HEAD~1").strip()

    assert real_gold.rebuild(source("稿.txt", "whole", "舊稿", commit), tmp_path) == "舊稿"


def test_unpacked_are_the_texts_that_are_there_and_which_of_them_are_held_out(tmp_path: Path) -> None:
    kept, out = tmp_path / "kept", tmp_path / "out"
    kept.mkdir()
    (tmp_path / "here.txt").write_bytes(TEXT.encode("utf-8"))
    for name in ("here", "gone"):
        (kept / f"{name}.json").write_text(json.dumps(real_gold.pack(TEXT, GOLD)), encoding="utf-8")
    (kept / "SPLIT.tsv").write_text("name\tpart\nhere\ttest\n", encoding="utf-8")

    real_gold.unpack_folder(kept, tmp_path, out)

    assert sorted(path.name for path in out.iterdir()) == ["SPLIT.tsv", "here.gold2.json"]


def test_a_changed_or_missing_file_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "mill+news").mkdir()
    (tmp_path / "mill+news/a.md").write_text("改過", encoding="utf-8")

    with pytest.raises(ValueError, match="another SHA-256"):
        real_gold.rebuild(source("a.md", "whole", "原文"), tmp_path)
    with pytest.raises(ValueError, match="no such part"):
        real_gold.rebuild(source("a.md", "page 3", "原文"), tmp_path)
    with pytest.raises(ValueError, match=r"no b\.md of mill/news"):
        real_gold.rebuild(source("b.md", "whole", "原文"), tmp_path)


def test_every_text_of_the_project_has_its_source_and_its_offsets() -> None:
    sources = real_gold.read_sources(SOURCES)

    offsets = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in SOURCES.parent.glob("*.json")}

    assert {entry.name: entry.sha256 for entry in sources} == {name: kept["sha256"] for name, kept in offsets.items()}


def test_what_is_held_out_is_told_of_texts_that_are_kept() -> None:
    names = {entry.name for entry in real_gold.read_sources(SOURCES)}

    rows = (SOURCES.parent / "SPLIT.tsv").read_text(encoding="utf-8").splitlines()
    parts = dict(row.split("\t") for row in rows[1:])

    assert parts.keys() <= names
    assert set(parts.values()) == {"train", "test"}


def source(path: str, where: str, text: str, commit: str = "HEAD") -> Any:
    """A row of SOURCES.tsv for a file of the repository mill/news."""
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return real_gold.Source(
        name="x", repository="mill/news", commit=commit, path=path, where=where, chars=str(len(text)), sha256=digest
    )


def git(folder: Path, *arguments: str) -> str:
    """Run git as somebody who has a name, and give what it prints."""
    done = subprocess.run(
        ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout
