"""The finished PDFs under validators of other people: PDF/UA-1, PDF/A-3a, and what a reader aloud would stumble over."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from briefing.config.templates import Overlay
from briefing.config.theme import load_theme
from briefing.document.ledger import ledger_entries
from briefing.text.language import Script
from briefing.writers.pdf.write import write_pdf
from packing import pack
from samples import sample_document

ROOT = Path(__file__).parents[2]
AUDIENCES = ("investor", "talent", "officials")
EDITIONS = [(audience, script) for audience in AUDIENCES for script in Script]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The nine packs of the interview, and a paper that has every block there is."""
    folder = tmp_path_factory.mktemp("pdf")
    for audience, script in EDITIONS:
        (folder / f"{audience}.{script}.pdf").write_bytes(pack(audience, script, "pdf")[0])
    (folder / "sample.pdf").write_bytes(write_pdf(sample_document(), load_theme(Overlay()), Overlay()))
    return sorted(folder.iterdir())


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def test_every_pdf_conforms_to_pdf_ua_1_and_pdf_a_3a(files: list[Path]) -> None:
    account = run(sys.executable, "scripts/validate.py", *files)

    verdicts = [line.split()[:2] for line in account.stdout.splitlines() if line[:4] in ("PASS", "FAIL")]
    assert verdicts == [["PASS", standard] for _ in files for standard in ("ua1", "3a")], (
        account.stdout + account.stderr
    )
    assert account.returncode == 0


def test_the_validator_bites(tmp_path: Path) -> None:
    spoilt = tmp_path / "spoilt.pdf"
    with pikepdf.open(io.BytesIO(pack("investor", Script.HANS, "pdf")[0])) as pdf:
        del pdf.Root.MarkInfo
        pdf.save(spoilt)

    account = run(sys.executable, "scripts/validate.py", spoilt)

    assert account.returncode == 1
    assert "FAIL ua1" in account.stdout
    assert "FAIL 3a" in account.stdout


def test_no_pdf_has_what_a_reader_aloud_would_stumble_over(files: list[Path]) -> None:
    account = run(Path(sys.executable).parent / "outloud", "--json", "-", *files)

    report = json.loads(account.stdout[account.stdout.index("{") : account.stdout.rindex("}") + 1])
    found = [
        (Path(result["path"]).name, finding["rule"], finding["message"])
        for result in report["results"]
        for finding in result["findings"]
        if finding["severity"] == "error"
    ]
    assert len(report["results"]) == len(files)
    assert found == []


@cache
def opened(audience: str, script: Script) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pack(audience, script, "pdf")[0]))


def ledger_in(pdf: pikepdf.Pdf) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(pdf.attachments["ledger.json"].get_file().read_bytes())
    return found


@pytest.mark.parametrize(("audience", "script"), EDITIONS)
def test_each_pdf_holds_the_ledger_of_its_own_words_alone(audience: str, script: Script) -> None:
    content, printed = pack(audience, script, "pdf")

    ledger = ledger_in(opened(audience, script))

    words = [entry["text"] for entry in ledger["entries"] if entry["block"] not in {"furniture", "notes"}]
    assert words == printed
    assert {entry["file"] for entry in ledger["entries"]} == {f"{audience}.{script}.pdf"}
    assert ledger["schema"] == "briefing/ledger/1"
    assert len(content) < 600_000


def test_the_ledger_inside_is_data_about_the_page_and_has_no_time_of_its_own() -> None:
    document = replace(sample_document(), date=None)

    with pikepdf.open(io.BytesIO(write_pdf(document, load_theme(Overlay()), Overlay()))) as pdf:
        (attached,) = (pdf.attachments[name] for name in pdf.attachments)

        assert [str(one.AFRelationship) for one in pdf.Root.AF] == ["/Data"]
        assert attached.get_file().creation_date is not None
        assert len(ledger_in(pdf)["entries"]) == len(ledger_entries(document))


def tags_of(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    return [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/StructElem"]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_terms_are_labels_of_their_items_and_headers_say_what_they_head(audience: str) -> None:
    tags = tags_of(opened(audience, Script.HANS))

    assert {str(tag.S) for tag in tags if str(tag.P.get("/S")) == "/L"} == {"/LI"}
    assert "/Lbl" in {str(tag.S) for tag in tags}
    assert {str(tag.A.Scope) for tag in tags if str(tag.S) == "/TH"} == {"/Column"}


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_heading_or_paragraph_is_tagged_twice(audience: str) -> None:
    tags = tags_of(opened(audience, Script.HANS))

    once = {"/H1", "/H2", "/H3", "/P"}
    assert [str(tag.S) for tag in tags if str(tag.S) in once and str(tag.P.get("/S")) == str(tag.S)] == []


def drawn_as_artifact(page: pikepdf.Page) -> int:
    """How many stretches of text the page draws that belong to no tag."""
    open_marks: list[str] = []
    found = 0
    for one in pikepdf.parse_content_stream(page):
        match str(one.operator):
            case "BMC" | "BDC":
                open_marks.append(str(one.operands[0]))
            case "EMC":
                open_marks.pop()
            case "Tj" | "TJ":
                found += "/Artifact" in open_marks
    return found


def test_heads_and_feet_of_pages_are_no_part_of_what_is_read() -> None:
    _, *others = opened("investor", Script.HANS).pages

    # The running head, the section's name and the page number.
    assert [number for number, page in enumerate(others, 2) if drawn_as_artifact(page) < 3] == []
