"""What a file is checked against: the source named, the ledger beside it, or a source that lay anywhere when it was built."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import opencc
import pytest
from click.testing import CliRunner

from briefing.cli import briefing
from briefing.errors import BriefingError

TEXT = """溪桥区区长韩立秋：让青藤谷的企业安心生长
2024年5月6日
溪桥区区长韩立秋介绍，全区已引进金融机构45家，建成产业园区6个，去年实现营业收入120亿元。
溪桥区出台《溪桥区青年人才公寓管理办法》，为来溪桥就业的人才提供公寓800套，每月租金不超过600元。
溪桥区坚持把营商环境放在首位，投资项目审批时间压缩到3天。
巡视整改方面，溪桥区扎实做好巡视整改后半篇文章，12个问题已全部完成整改并公开了整改结果。
"""


def _run(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(briefing, list(map(str, arguments)), standalone_mode=False)
    if isinstance(result.exception, BriefingError):
        return result.exception.exit_code, result.exception.message
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def _report(path: Path, *arguments: str | Path) -> dict[str, Any]:
    _, output = _run("check", path, "--format", "json", *arguments)
    report: dict[str, Any] = json.loads(output)["files"][0]
    return report


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a source of its own and the packs built from it."""
    root = tmp_path_factory.mktemp("office")
    (root / "papers").mkdir()
    (root / "papers" / "xiqiao.txt").write_text(TEXT, encoding="utf-8")
    code, _ = _run(
        "build", root / "papers" / "xiqiao.txt", "--out", root / "out", "--audience", "investor", "--audience", "officials",
        "--format", "html", "--script", "hans",
    )  # fmt: skip
    assert code == 0
    return root


def test_packs_of_a_source_that_lies_anywhere_are_checked_and_traced_from_anywhere(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pack = office / "out" / "xiqiao" / "officials.zh-Hans.html"

    assert _run("check", pack) == (0, f"{pack}：没有发现不符\n")
    assert "45家" in _run("trace", pack, "45家")[1]


def test_of_two_sources_of_one_name_the_one_of_the_right_hash_is_taken(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(office, tmp_path / "office")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "xiqiao.txt").write_text("另一篇同名的访谈，谈的是别的事情。\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert _run("check", tmp_path / "office" / "out" / "xiqiao" / "officials.zh-Hans.html")[0] == 0


def test_a_source_named_on_the_command_line_wins_over_the_folders_ledger(office: Path, tmp_path: Path) -> None:
    corrected = tmp_path / "xiqiao.txt"
    corrected.write_text(TEXT.replace("金融机构45家", "金融机构54家"), encoding="utf-8")

    findings = _report(office / "out" / "xiqiao" / "officials.zh-Hans.html", "--source", corrected)["findings"]

    assert {(one["code"], one["words"]) for one in findings} >= {("number", "45家")}
    assert _report(office / "out" / "xiqiao" / "officials.zh-Hans.html")["findings"] == []


@pytest.mark.parametrize("against", ["--ledger", "--source"])
def test_a_converted_copy_is_known_by_its_words_and_searched_for_leaks(
    office: Path, tmp_path: Path, against: str
) -> None:
    page = (office / "out" / "xiqiao" / "investor.zh-Hans.html").read_text(encoding="utf-8")
    secret = TEXT.splitlines()[5]
    copy = tmp_path / "繁体版.html"
    copy.write_text(opencc.OpenCC("s2t").convert(page.replace("</main>", f"<p>{secret}</p></main>")), encoding="utf-8")
    given = {"--ledger": office / "out" / "xiqiao" / "ledger.json", "--source": office / "papers" / "xiqiao.txt"}

    report = _report(copy, against, given[against])

    assert report["audience"] == "investor"
    assert "leak" in {one["code"] for one in report["findings"]}


def test_a_finding_tells_the_section_the_files_sentence_and_the_sources(office: Path, tmp_path: Path) -> None:
    page = (office / "out" / "xiqiao" / "officials.zh-Hans.html").read_text(encoding="utf-8")
    copy = tmp_path / "officials.zh-Hans.html"
    copy.write_text(page.replace("审批时间压缩到", "审批时间未压缩到"), encoding="utf-8")

    code, output = _run("check", copy, "--ledger", office / "out" / "xiqiao" / "ledger.json")

    assert code == 1
    assert "【否定】" in output
    assert "一节，" in output
    assert "文件：溪桥区坚持把营商环境放在首位，投资项目审批时间未压缩到3天" in output
    assert "原文：溪桥区坚持把营商环境放在首位，投资项目审批时间压缩到3天" in output
