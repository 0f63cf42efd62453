"""`briefing check` and `briefing trace` as an office uses them: on packs as built, edited, renamed and hostile."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner

from briefing.build.pipeline import Job, Order, build_sources
from briefing.build.workers import open_pool
from briefing.cli import briefing
from briefing.config.template_set import load_template_set
from briefing.config.templates import Overlay
from briefing.errors import BriefingError, SourceError
from briefing.packs.cache import Cache
from briefing.text.language import Script

SEED = Path(__file__).parents[2] / "seeds" / "huangpu-interview.txt"
FORMATS = ("html", "pdf", "docx")


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interview's packs in one script, with the source where a checkout has it."""
    root = tmp_path_factory.mktemp("office")
    order = Order(audiences=("investor", "officials"), formats=FORMATS, scripts=(Script.HANS,), date=None)
    job = Job(template_set=load_template_set(Overlay()), order=order, out=root / "out", cache=Cache(folder=None))
    with open_pool(2) as workers:
        results = [result for _, result in build_sources(job, [SEED], workers, lambda: None)]
    assert not any(isinstance(result, BriefingError) for result in results)
    return root / "out" / SEED.stem


def check(*arguments: str | Path) -> tuple[int, str]:
    """The exit code and what was printed; what the user could mend is raised, as it is for `main`."""
    result = CliRunner().invoke(briefing, ["check", *map(str, arguments)], standalone_mode=False)
    if isinstance(result.exception, BriefingError):
        return result.exception.exit_code, f"{result.exception.message}\n{result.exception.hint}"
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def found_in(path: Path, *arguments: str | Path) -> list[dict[str, Any]]:
    _, output = check(path, "--format", "json", *arguments)
    findings: list[dict[str, Any]] = json.loads(output)["files"][0]["findings"]
    return findings


def edited(packs: Path, name: str, was: str, becomes: str) -> Path:
    """A copy of a Word pack in which somebody has typed something else."""
    document = docx.Document(str(packs / name))
    runs = [run for paragraph in document.element.body.iter("{*}p") for run in paragraph.iter("{*}t")]
    changed = next(run for run in runs if was in (run.text or ""))
    changed.text = (changed.text or "").replace(was, becomes, 1)
    path = packs / f"{Path(name).stem}.edited-1.docx"
    document.save(str(path))
    return path


@pytest.mark.parametrize(
    "name", [f"{audience}.zh-Hans.{kind}" for audience in ("investor", "officials") for kind in FORMATS]
)
def test_a_pack_as_built_has_no_findings(packs: Path, name: str) -> None:
    assert check(packs / name) == (0, f"{packs / name}：没有发现不符\n")


def test_a_changed_digit_in_a_word_file_is_told_with_its_sentence(packs: Path) -> None:
    path = edited(packs, "investor.zh-Hans.docx", "721", "731")

    (finding,) = found_in(path)

    assert (finding["code"], finding["words"], finding["expected"]) == ("number", "731家", "721家")
    assert "持牌金融機構" in finding["sentences"][0]
    assert check(path)[0] == 1


def test_a_renamed_edited_file_is_recognised_by_its_words(packs: Path, tmp_path: Path) -> None:
    path = tmp_path / "最终版3.docx"
    edited(packs, "investor.zh-Hans.docx", "192", "129").rename(path)

    (finding,) = found_in(path, "--ledger", packs / "ledger.json")

    assert finding["words"].startswith("129")


def test_a_pasted_text_is_checked_against_the_source_alone(tmp_path: Path) -> None:
    path = tmp_path / "邮件.txt"
    path.write_text("黄浦区集聚了721家持牌金融机构，规划总面积192平方公里。\n", encoding="utf-8")

    findings = found_in(path, "--source", SEED)

    (finding,) = findings
    assert finding["code"] in ("unit", "number")
    assert finding["words"].startswith("192")


def test_without_ledger_or_source_nothing_is_guessed(tmp_path: Path) -> None:
    path = tmp_path / "邮件.txt"
    path.write_text("集聚了721家机构。", encoding="utf-8")

    code, output = check(path)

    assert code == 2
    assert "--source" in output


def smuggle(packs: Path, target: Path, place: str) -> Path:
    """An investor pack with a sentence of the officials' in a place where no reader looks."""
    words = "以扎实做好巡视整改“后半篇文章”为动力，积极把握科技回归都市中心城区的趋势"
    with zipfile.ZipFile(packs / "investor.zh-Hans.docx") as package:
        members = {name: package.read(name) for name in package.namelist()}
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = members["word/document.xml"].decode()
    inside = {
        "deleted": f'<w:p><w:del w:id="9" w:author="a"><w:r><w:delText>{words}</w:delText></w:r></w:del></w:p>',
        "hidden": f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{words}</w:t></w:r></w:p>",
        "text": f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>",
        "bookmark": f'<w:bookmarkStart w:id="99" w:name="{words}"/><w:bookmarkEnd w:id="99"/>',
    }
    if place in inside:
        body = body.replace("<w:body>", f"<w:body>{inside[place]}", 1)
        members["word/document.xml"] = body.encode()
    elif place == "comment":
        members["word/comments.xml"] = (
            f'<w:comments xmlns:w="{w}"><w:comment w:id="1"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:comment></w:comments>'
        ).encode()
    elif place == "property":
        members["docProps/core.xml"] = members["docProps/core.xml"].replace(
            b"</cp:coreProperties>", f"<dc:description>{words}</dc:description></cp:coreProperties>".encode()
        )
    else:
        members["customXml/item1.xml"] = f"<a>{words}</a>".encode()
    path = target / "investor.zh-Hans.docx"
    with zipfile.ZipFile(path, "w") as package:
        for name, content in members.items():
            package.writestr(name, content)
    return path


@pytest.mark.parametrize("place", ["text", "deleted", "hidden", "bookmark", "comment", "property", "custom-xml"])
def test_what_investors_must_not_see_is_found_wherever_it_hides(packs: Path, tmp_path: Path, place: str) -> None:
    path = smuggle(packs, tmp_path, place)

    findings = found_in(path, "--ledger", packs / "ledger.json", "--audience", "investor")

    assert "leak" in {finding["code"] for finding in findings}


def test_the_same_words_are_no_leak_in_the_officials_pack(packs: Path) -> None:
    assert found_in(packs / "officials.zh-Hans.docx") == []


def test_a_comment_and_an_attribute_of_a_web_page_are_searched(packs: Path, tmp_path: Path) -> None:
    page = (packs / "investor.zh-Hans.html").read_text(encoding="utf-8")
    path = tmp_path / "investor.zh-Hans.html"
    path.write_text(page.replace("<main", "<!-- 市委巡视整改 --><main title='巡视整改后半篇文章'", 1), encoding="utf-8")

    findings = found_in(path, "--ledger", packs / "ledger.json")

    assert {finding["place"] for finding in findings} == {"网页注释", "<main title>"}


def test_an_exception_lets_its_finding_stand_and_says_why(packs: Path, tmp_path: Path) -> None:
    path = edited(packs, "investor.zh-Hans.docx", "721", "731")
    allow = tmp_path / "allow.toml"
    allow.write_text('[[allow]]\ncode = "number"\nwords = "731家"\nreason = "区里已核实"\ndate = 2026-05-20\n')

    code, output = check(path, "--allow", allow)

    assert code == 0
    assert "另有 1 处已列为例外" in output


@pytest.mark.parametrize("missing", ["reason", "date"])
def test_an_exception_without_reason_or_date_is_refused(packs: Path, tmp_path: Path, missing: str) -> None:
    lines = {"code": 'code = "number"', "words": 'words = "1"', "reason": 'reason = "a"', "date": "date = 2026-05-20"}
    allow = tmp_path / "allow.toml"
    allow.write_text("[[allow]]\n" + "\n".join(line for key, line in lines.items() if key != missing))

    code, output = check(packs / "investor.zh-Hans.docx", "--allow", allow)

    assert code == 4
    assert missing in output


def test_the_page_shows_findings_first_and_escapes_them(packs: Path) -> None:
    path = edited(packs, "investor.zh-Hans.docx", "721家", "<script>731家")

    code, page = check(path, "--format", "html")

    assert code == 1
    assert "<script>731" not in page
    assert page.index("1 处不符") < page.index("<h3>对照</h3>")


def test_github_gets_one_line_for_each_finding(packs: Path) -> None:
    path = edited(packs, "investor.zh-Hans.docx", "721", "731")

    _, output = check(path, "--format", "github")

    assert output.startswith("::error file=")
    assert output.count("\n") == 1


def test_sarif_names_the_rule_and_the_file(packs: Path) -> None:
    path = edited(packs, "investor.zh-Hans.docx", "721", "731")

    log = json.loads(check(path, "--format", "sarif")[1])

    (result,) = log["runs"][0]["results"]
    assert result["ruleId"] in {rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]}


def _bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"<a>" + b"0" * 400_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.docx", b"PK\x03\x04 not a zip", "损坏"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "旧版"),
        ("a.pdf", b"%PDF-1.7\n%cut", "损坏"),
        ("a.txt", b"", "空"),
        ("a.docx", _bomb(), "太大"),
    ],
)
def test_a_hostile_or_broken_file_is_refused_clearly(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    code, output = check(path, "--source", SEED)

    assert code == 3
    assert words in output


def test_an_entity_in_a_word_file_is_never_resolved(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')

    code, output = check(path, "--source", SEED)

    assert code == 3
    assert "实体" in output


def test_a_number_is_traced_to_every_sentence_that_states_it(packs: Path) -> None:
    result = CliRunner().invoke(briefing, ["trace", str(packs / "investor.zh-Hans.pdf"), "721"], standalone_mode=False)

    assert "721家持牌金融機構" in result.output
    assert "印成：721家" in result.output


def test_a_folder_is_told_which_edition_shows_what(packs: Path) -> None:
    (packs / "investor.zh-Hans.edited-1.docx").unlink(missing_ok=True)

    code, output = check(packs)

    assert code == 0
    assert "f2 “721家”：印在投资者、干部" in output


@pytest.mark.parametrize("command", [("check",), ("trace", "f1")])
def test_packs_whose_source_is_elsewhere_ask_for_it(packs: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    for name in ("ledger.json", "investor.zh-Hans.html"):
        (tmp_path / name).write_bytes((packs / name).read_bytes())
    outline = json.loads((packs / "outline.json").read_bytes())
    outline["source"]["name"] = "搬走了.txt"
    (tmp_path / "outline.json").write_text(json.dumps(outline), encoding="utf-8")

    name, *rest = command
    result = CliRunner().invoke(briefing, [name, str(tmp_path / "investor.zh-Hans.html"), *rest], standalone_mode=False)

    assert isinstance(result.exception, SourceError)
    assert "的原文 搬走了.txt" in result.exception.message
    assert "请用 --source 指明原文" in result.exception.hint
