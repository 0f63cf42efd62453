"""Short finished files laid beside short sources, so that a test is a sentence of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.check.expected import ExpectedText
from briefing.check.gate import find_faults
from briefing.check.recomposed import recompose
from briefing.outline.parse import parse
from briefing.readers.passages import FinishedFile, Passage
from briefing.text.language import Script
from builders import source_of

if TYPE_CHECKING:
    from briefing.check.findings import Finding
    from briefing.document.ledger import Entry
    from briefing.readers.passages import FactMark

SOURCE = """黎江区区长沈望川：把“青禾谷”建成创新高地
“青禾谷是我们留给孩子们的一块绿地，也是留给企业的一块热土。”黎江区区长沈望川接受本报专访时说，全区将紧紧抓住“三条主线”。
关于发展新质生产力，沈望川认为要把握“创新驱动”“绿色转型”“开放合作”三组关键词。
一是“创新驱动”。坚持把科技摆在首位。二是“绿色转型”。坚持把生态摆在首位。三是“开放合作”。坚持把联通摆在首位。
沈望川介绍，2023年黎江区共落地73家科技型企业，新增高新技术企业63家，研发中心达74家，外资总部累计超80家。
全区规划总面积192公顷，集聚了721家持牌金融机构，实现生产总值1200亿元，比2015年增长80%。
发布《黎江区人才安居管理办法》，推出“江易贷”“科企通”等金融工具，依托黎江量子计算研究院开展攻关。
目前，八成企业完成数字化改造，孵化器面积占全市三分之二，年均引进人才3至5个批次。
"""


def finished_of(*texts: str, language: str | None = None) -> FinishedFile:
    """A finished file whose passages are the texts."""
    passages = tuple(Passage(text=text, place=f"第{number}段") for number, text in enumerate(texts, 1))
    return FinishedFile(name="材料.docx", format="docx", sha256="", language=language, passages=passages)


def marked(text: str, *marks: FactMark) -> FinishedFile:
    """A finished file of one passage with the file's own marks."""
    passage = Passage(text=text, place="第1段", marks=marks)
    return FinishedFile(name="材料.html", format="html", sha256="", language=None, passages=(passage,))


def faults_of(
    finished: FinishedFile, *, source: str = SOURCE, entries: list[Entry] | None = None, script: Script = Script.HANS
) -> tuple[Finding, ...]:
    """Findings in a file against a source."""
    outline = parse(source_of(source))
    runs = recompose(outline, script) if entries is None else tuple(entries)
    return find_faults(finished, ExpectedText(outline, runs, script))


def codes(*texts: str, script: Script = Script.HANS) -> set[str]:
    """The kinds of faults found in passages, against the source of this module."""
    return {finding.code for finding in faults_of(finished_of(*texts), script=script)}
