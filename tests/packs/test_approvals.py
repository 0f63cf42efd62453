"""Approvals: good as long as the same words are printed, told in releases where there are none, and nobody's business outside."""

from __future__ import annotations

import datetime
import io
import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result

from briefing.build.render import Task, compose_document
from briefing.cli import briefing
from briefing.config.review import (
    Approval,
    Chosen,
    Decision,
    EditorText,
    Review,
    review_path,
)
from briefing.config.review_file import append_approval, append_decision
from briefing.config.review_loader import load_review
from briefing.config.template_set import load_template_set
from briefing.config.templates import Overlay
from briefing.document.ledger import ledger_entries, parse_ledger, without_decisions
from briefing.document.model import Document
from briefing.outline.load import gather
from briefing.packs.approvals import digest_of, digest_of_entries, find_state, inputs_of
from briefing.text.language import Script
from deciding import TEXT, anchor

WHEN = datetime.datetime(2026, 12, 1, 11, 0, tzinfo=datetime.UTC)
STAFF = "审定人裘某某"
LONGER = TEXT.replace("今年抓两件事", "全区集成电路产业产值达到95亿元，引进企业42家。今年抓两件事")


def document(folder: Path, text: str = LONGER, audience: str = "officials") -> Document:
    path = folder / "seeds" / "云溪.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    task = Task(
        template_set=load_template_set(Overlay()),
        reading=gather(path),
        audience=audience,
        script=Script.HANS,
        formats=(),
        date=None,
    )
    return compose_document(task)


def approval(sha256: str, audience: str = "officials", **inputs: str) -> Approval:
    return Approval(at=WHEN, by=STAFF, audience=audience, script="zh-Hans", sha256=sha256, inputs=inputs)


def test_the_same_words_keep_their_approval_where_the_text_around_them_changes(tmp_path: Path) -> None:
    before = document(tmp_path)
    moved = document(tmp_path, "\n\n" + LONGER)

    assert [one["origin"] for one in ledger_entries(before)] != [one["origin"] for one in ledger_entries(moved)]
    assert digest_of(before) == digest_of(moved)


def test_an_approval_that_was_taken_back_counts_no_more_and_one_after_it_does(tmp_path: Path) -> None:
    sha256 = digest_of(document(tmp_path))
    given = approval(sha256)
    back = replace(given, withdrawn=True)

    states = [
        find_state(Review(file="r", approvals=approvals), "officials", "zh-Hans", sha256).state
        for approvals in ((given,), (given, back), (given, back, given))
    ]

    assert states == ["approved", "unchecked", "approved"]


@pytest.mark.parametrize(
    "changed",
    [LONGER.replace("318家", "319家"), LONGER.replace("稳企九条", "稳企十条"), LONGER.replace("方晓", "方小")],
)
def test_other_words_take_the_edition_back(tmp_path: Path, changed: str) -> None:
    review = Review(file="r", approvals=(approval(digest_of(document(tmp_path)), source="a", program="p"),))

    state = find_state(
        review, "officials", "zh-Hans", digest_of(document(tmp_path, changed)), inputs={"source": "b", "program": "p"}
    )

    assert (state.state, state.changed) == ("changed", ("原文",))


def test_the_same_words_from_another_hand_are_not_what_was_approved(tmp_path: Path) -> None:
    entries = ledger_entries(document(tmp_path))
    other = [one | {"origin": {"kind": "editor"}} if one["text"] == "318家" else one for one in entries]

    assert other != entries
    assert digest_of_entries(other) != digest_of_entries(entries)


def test_it_does_not_count_how_the_words_of_one_origin_are_cut(tmp_path: Path) -> None:
    entries = ledger_entries(document(tmp_path))
    cut = [
        one | {"text": text}
        for one in entries
        for text in (one["text"][:1], one["text"][1:])
        if text and one["origin"]["kind"] == "source"
    ]
    whole = [one for one in entries if one["origin"]["kind"] == "source"]

    assert digest_of_entries(cut) == digest_of_entries(whole)


def test_the_office_s_ledger_knows_which_words_somebody_chose(tmp_path: Path) -> None:
    before = document(tmp_path)
    review = review_path(tmp_path / "seeds" / "云溪.txt")
    append_decision(review, ("云溪.txt", ""), Decision(kind="outlet", value=Chosen(anchors=(anchor("招工会"),))))

    entries = ledger_entries(document(tmp_path))

    chosen = {one["text"] for one in entries if one["origin"].get("review")}
    assert chosen == {"招工会"}
    assert not any(one["origin"].get("review") for one in (*ledger_entries(before), *without_decisions(entries)))


def test_an_edition_is_unchecked_then_checked_then_approved() -> None:
    review = Review(file="r", approvals=(approval("a" * 64), approval("b" * 64)))

    states = [
        find_state(Review(), "officials", "zh-Hans", "b" * 64, doubts=3),
        find_state(Review(), "officials", "zh-Hans", "b" * 64, doubts=0),
        find_state(review, "officials", "zh-Hans", "b" * 64, doubts=3),
        find_state(review, "officials", "zh-Hans", "a" * 64),
        find_state(review, "officials", "zh-Hant-TW", "b" * 64),
    ]

    assert [one.called for one in states] == ["待校", "已校", "已审定", "待校（审定后有改动）", "待校"]


def test_a_new_approval_changes_none_of_the_inputs_and_a_decision_does(tmp_path: Path) -> None:
    document(tmp_path)
    path, template_set = tmp_path / "seeds" / "云溪.txt", load_template_set(Overlay())
    before = inputs_of(gather(path), template_set, "officials")

    append_approval(review_path(path), ("云溪.txt", ""), approval("a" * 64))
    approved = inputs_of(gather(path), template_set, "officials")
    append_decision(review_path(path), ("云溪.txt", ""), Decision(kind="name.lock", about=anchor("方晓")))
    decided = inputs_of(gather(path), template_set, "officials")

    assert approved == before
    assert [key for key in before if decided[key] != before[key]] == ["decisions", "sidecar"]


def test_an_approved_edition_is_no_draft_whatever_the_sidecar_says(tmp_path: Path) -> None:
    path = tmp_path / "seeds" / "云溪.txt"
    path.parent.mkdir()
    path.with_suffix(".toml").write_text('status = "draft"\n', encoding="utf-8")
    draft = document(tmp_path)

    append_approval(review_path(path), ("云溪.txt", ""), approval(digest_of(draft)))

    lifted = document(tmp_path)
    assert "草稿" in {run.text for run in draft.cover.status}
    assert "草稿" not in {run.text for run in lifted.cover.status}
    assert digest_of(lifted) == digest_of(draft)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office's folder with a text, somebody's decision, and packs of two editions, one of them approved."""
    document(tmp_path)
    path = tmp_path / "seeds" / "云溪.txt"
    monkeypatch.chdir(tmp_path)
    append_decision(
        review_path(path), ("云溪.txt", ""), Decision(kind="title", by=STAFF, value=EditorText(text="留住工厂"))
    )
    assert (
        run("build", "-a", "投资者", "-a", "干部", "-s", "简体", "-f", "网页", "-f", "Word", "-f", "PDF").exit_code == 0
    )
    entries = parse_ledger((tmp_path / "out" / "云溪" / "ledger.json").read_bytes())
    append_approval(
        review_path(path), ("云溪.txt", ""), approval(digest_of_entries(entries["investor.zh-Hans.html"]), "investor")
    )
    assert run("build", "-a", "investor", "-a", "officials", "-s", "hans").exit_code == 0
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(briefing, arguments)


def packs_in(manifest: Path) -> dict[str, set[object]]:
    found: dict[str, set[object]] = {}
    for one in json.loads(manifest.read_text(encoding="utf-8"))["outputs"]:
        if one["kind"] == "pack":
            found.setdefault(one["audience"], set()).add(one.get("approved"))
    return found


def test_a_release_says_what_nobody_approved_and_leaves_it_out_where_that_is_asked(office: Path) -> None:
    release = office / "out" / "release"

    everything = run("release")
    notes = (release / "RELEASE-NOTES.zh.md").read_text(encoding="utf-8")
    listed = packs_in(release / "manifest.json")
    page = (office / "out" / "index.html").read_text(encoding="utf-8")
    only = run("release", "--approved-only", "--site", "site")

    assert (everything.exit_code, only.exit_code) == (0, 1)
    assert "未审定：简体" in notes
    assert listed == {"investor": {True}, "officials": {False}}
    assert page.count("未审定") == 1
    assert packs_in(release / "manifest.json") == {"investor": {True}}
    assert "未审定，没有发布：云溪 干部版" in only.output
    (office / "briefing.toml").write_text("require_approval = true\n", encoding="utf-8")
    assert run("release").exit_code == 1


def test_nothing_is_released_where_nobody_approved_anything(office: Path) -> None:
    path = review_path(office / "seeds" / "云溪.txt")
    path.write_text(path.read_text(encoding="utf-8").partition("[[approval]]")[0], encoding="utf-8")

    result = run("release", "--approved-only")

    assert result.exception is not None
    assert "没有已审定的版本" in str(result.exception)
    assert not (office / "out" / "release").exists()


def contents_of(path: Path) -> list[bytes]:
    """The bytes of a file, of the members of a zip in it, and of what a PDF holds unpacked."""
    content = path.read_bytes()
    found = [content]
    if content.startswith(b"PK"):
        for name in zipfile.ZipFile(io.BytesIO(content)).namelist():
            inner = path.parent / "unpacked"
            inner.write_bytes(zipfile.ZipFile(io.BytesIO(content)).read(name))
            found += [name.encode(), *contents_of(inner)]
            inner.unlink(missing_ok=True)
    elif content.startswith(b"%PDF"):
        with pikepdf.open(path) as document:
            streams = [one for one in document.objects if isinstance(one, pikepdf.Stream)]
            found += [one.read_bytes() for one in streams if one.get("/Subtype") != "/Image"]
    return found


def test_no_name_decision_or_approval_reaches_what_is_public(
    office: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert run("release", "--site", "site").exit_code == 0
    outside = tmp_path_factory.mktemp("outside")
    shutil.copytree(office / "out" / "release" / "public", outside / "public")
    shutil.copytree(office / "site", outside / "site")
    words = (
        STAFF,
        "review.toml",
        "briefing/review",
        "approved",
        "approval",
        "未审定",
        "已审定",
        "签发前要看的",
        '"review"',
    )

    told = [
        (path.name, word)
        for path in sorted(outside.rglob("*"))
        if path.is_file()
        for content in contents_of(path)
        for word in words
        if word.encode() in content and (path.suffix, word) != (".css", "approved")
    ]

    assert told == []
    assert load_review(review_path(office / "seeds" / "云溪.txt")).decisions[0].by == STAFF


def test_a_kept_approval_needs_the_same_script_and_audience() -> None:
    review = Review(file="r", approvals=(replace(approval("a" * 64), audience="talent"),))

    assert find_state(review, "officials", "zh-Hans", "a" * 64).state == "unchecked"
