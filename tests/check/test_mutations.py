"""The mutator itself: each kind of change changes a file, the file still opens, and a seed gives the same bytes."""

from __future__ import annotations

import io
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from lxml import html

from briefing.build.render import compose_document
from briefing.build.render_task import Task
from briefing.config.template_set import load_template_set
from briefing.config.templates import Overlay
from briefing.document.ledger import ledger_entries, write_ledger
from briefing.outline.codec import to_json
from briefing.outline.load import gather
from briefing.text.language import Script
from briefing.writers import WRITERS

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from mutate import FALSE, HARMLESS, Office  # noqa: E402 - the scripts are no package of the project's

if TYPE_CHECKING:
    from mutations.kinds import Change

SEED = ROOT / "seeds" / "huangpu-interview.txt"
UNSEEN_ON = {"docx": "markup", "html": "deleted bookmark custom-xml attachment"}
# Kinds for which one format has no place, or the interview none of what they change.
ELSEWHERE = {
    "docx": ("drawn: page", "drawn: axis"),
    "html": ("drawn: Word", "drawn: axis", "page numbers", "sense: head", "sense: date"),
}
NOT_HERE = ("denial: taken out", "characters of taste", "sense: chart", "sense: speaker")
# Kinds that change what a shorter text has, and the interview has not.
OF_THE_TALK = ("number: thousands", "sense: cap", "sense: date", "sense: points", "sense: range", "sense: together")
# Kinds that change what no reader's words are, or words beside the body: heads, notes, comments, alternative texts.
UNWRITTEN = (
    "drawn",
    "statement: order",
    "comment",
    "line broken",
    "page numbers",
    "part styled",
    "tracked and accepted",
    "sense: head",
    "sense: hidden",
    "sense: note",
    "sense: spoken",
)
TALK = """云溪区区长沈望川：把产业做强
2024-05-08
“产业强，群众才富。”云溪区区长沈望川接受采访时说。
去年，全区进口额、出口额分别增长9.5%、10.7%。工业增加值312.6亿元，同比增长8.4%，高于全国1.7个百分点。新增企业12345家。
对落户企业给予最高300万元补助，对研发机构给予不超过50万元奖励。2024年3月5日，云溪区出台《云溪区产业扶持办法》，设立产业基金。
全区集聚企业2500家，研发机构74家，孵化器12至15个。建设产业园区8个，办理时限压缩30%。
要推进园区建设。要优化营商环境。要引进高层次人才。要建设人才公寓。要守住安全底线。
"""


def office_of(source: Path, folder: Path) -> Office:
    """The packs of a source, with what the mutator asks about them."""
    template_set, reading = load_template_set(Overlay()), gather(source)
    ledgers = []
    for audience in ("investor", "officials"):
        task = Task(
            template_set=template_set, reading=reading, audience=audience, script=Script.HANS, formats=(), date="2024"
        )
        document = compose_document(task)
        for kind in ("html", "docx"):
            name = f"{audience}.zh-Hans.{kind}"
            (folder / name).write_bytes(WRITERS[kind](document, template_set.theme, template_set.overlay))
            ledgers.append((name, ledger_entries(document)))
    (folder / "ledger.json").write_text(write_ledger(ledgers, {}), encoding="utf-8")
    (folder / "outline.json").write_text(to_json(reading.outline, topics={}), encoding="utf-8")
    return Office(folder, source.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return office_of(SEED, tmp_path_factory.mktemp("huangpu-interview"))


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Office:
    source = tmp_path_factory.mktemp("talk") / "talk.txt"
    source.write_text(TALK, encoding="utf-8")
    return office_of(source, tmp_path_factory.mktemp("talk-packs"))


def changed(office: Office, name: str, kind: str, seed: int) -> tuple[Change, bytes] | None:
    """What a kind makes of a pack, with the first seed from the given one on that finds something to change."""
    for step in range(40):
        rng = random.Random(seed + step)  # noqa: S311 - for the same bytes every time
        scene = office.scene(rng, name, (office.folder / name).read_bytes())
        change = (FALSE | HARMLESS)[kind](scene)
        if change is not None:
            return change, scene.file.save()
    return None


def words_of(content: bytes, suffix: str) -> str:
    if suffix == "html":
        return str(html.document_fromstring(content).text_content())
    body = docx.Document(io.BytesIO(content)).element.body
    return "".join(run.text or "" for run in body.iter("{*}t"))


@pytest.mark.parametrize("suffix", ["docx", "html"])
@pytest.mark.parametrize("kind", sorted(FALSE | HARMLESS))
def test_a_kind_changes_a_file_that_still_opens(office: Office, talk: Office, kind: str, suffix: str) -> None:
    if kind.startswith("leak") and kind.removeprefix("leak: ") in UNSEEN_ON[suffix].split():
        pytest.skip("this format has no such place")
    if kind in (*ELSEWHERE[suffix], *NOT_HERE):
        pytest.skip("the interview or this format has nothing to change so")
    name = f"{'officials' if kind.startswith(('quotation', 'statement')) else 'investor'}.zh-Hans.{suffix}"
    which = talk if kind in OF_THE_TALK else office
    original = (which.folder / name).read_bytes()

    made = changed(which, name, kind, seed=3)

    assert made is not None
    assert made[1] != original
    if not kind.startswith(("leak", *UNWRITTEN)) or kind == "leak: text":
        assert words_of(made[1], suffix) != words_of(original, suffix)


def test_one_seed_gives_the_same_bytes(office: Office) -> None:
    first, second = (changed(office, "investor.zh-Hans.docx", "number: digit", seed=5) for _ in range(2))

    assert first == second


def test_a_changed_number_is_none_that_the_source_states(office: Office) -> None:
    for seed in range(20):
        made = changed(office, "investor.zh-Hans.html", "number: digit", seed=seed)
        assert made is not None
        assert made[0].before != made[0].after
