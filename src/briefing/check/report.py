"""Verdicts as people and programs want them: lines for a terminal, JSON, SARIF 2.1.0, GitHub's commands, and a page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefing import __version__
from briefing.config.jinja import make_environment, render_template

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.config.templates import Overlay

SCHEMA = "briefing/check/1"
CODES = {
    "number": "数",
    "unit": "单位",
    "qualifier": "限定",
    "subject": "指标",
    "period": "时间",
    "quotation": "引语",
    "speaker": "说话人",
    "term": "提法",
    "name": "名称",
    "script": "字形",
    "punctuation": "标点",
    "leak": "外泄",
    "negation": "否定",
    "wording": "措辞",
    "source": "出处",
    "unreadable": "读不出",
    "foreign": "外来内容",
    "editor": "编者补充",
}
# What a press officer does about each kind.
ADVICE = {
    "number": "照原文改回；数有更新的，先改原文或补充文件，再重新制作",
    "unit": "照原文的单位改回",
    "qualifier": "照原文补上或去掉“约、超、近、累计、力争”一类的词",
    "subject": "核对这个数说的是什么，照原文把数和名目放回一处",
    "period": "照原文改回时间；原文没有写时间的，不要补",
    "quotation": "引语要一字不差：照原文改回，或去掉引号改成转述",
    "speaker": "照原文写明是谁说的、什么职务",
    "term": "照原文的提法改回",
    "name": "照原文的名称改回",
    "script": "改成本版的字形，或改用本程序制作的那一版",
    "punctuation": "改成本版用的全角标点",
    "leak": "删去这些话；批注、修订、隐藏文字里的也要删",
    "negation": "意思反了，照原文改回",
    "wording": "照原文改回；有意这样改的，写进例外文件并说明理由",
    "source": "照制作时的文件改回",
    "unreadable": "请人打开文件看这一处；看过没有问题的，写进例外文件",
    "foreign": "删去这一段，或改用重新制作的网页",
    "editor": "补上“（编者补充）”，或删去这些话",
}
_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
PAGE = "check/report.html.j2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A finding as it is reported: with the file's sentence, the source's behind it, and why it is allowed, if it is."""

    code: str
    message: str
    place: str
    words: str
    expected: str | None
    sentences: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    passage: int
    start: int
    end: int
    sentence: str = ""
    section: str = ""
    allowed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A passage of the file beside the sentences of the source that it prints."""

    number: int
    place: str
    text: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The gate's report on one file; `additions` are what an editor added, which is no fault where it is marked."""

    path: str
    format: str
    sha256: str
    source: str
    audience: str | None
    script: str | None
    faults: tuple[Fault, ...]
    remarks: tuple[str, ...]
    additions: tuple[Fault, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def open(self) -> tuple[Fault, ...]:
        """The faults that no exception allows."""
        return tuple(fault for fault in self.faults if fault.allowed is None)


def _told(fault: Fault) -> str:
    """The fault as it is said to a person: the file's words, the source's, and why they differ."""
    instead = f"，原文是“{fault.expected}”" if fault.expected else ""
    return f"文件写“{fault.words}”{instead}：{fault.message}"


def write_text(reports: Iterable[Report]) -> str:
    """Lines for a terminal: each file, its faults, and the source's sentences under them."""
    lines = []
    for report in reports:
        allowed = len(report.faults) - len(report.open)
        aside = f"（另有 {allowed} 处已列为例外）" if allowed else ""
        lines.append(f"{report.path}：{f'{len(report.open)} 处不符' if report.open else '没有发现不符'}{aside}")
        for fault in report.open:
            lines += (
                f"  {fault.place}【{CODES[fault.code]}】{_told(fault)}。",
                f"      怎么办：{ADVICE[fault.code]}。",
            )
            if fault.sentence and fault.sentence != fault.words:
                lines.append(f"      文件：{fault.sentence}")
            lines += (f"      原文：{sentence}" for sentence in fault.sentences)
        if report.additions:
            words = dict.fromkeys(f"“{one.words}”" for one in report.additions)
            lines.append(f"  编者补充（不是原文的话）{len(report.additions)} 处：{'、'.join(words)}")
        lines += (f"  提醒：{remark}" for remark in report.remarks)
    return "".join(f"{line}\n" for line in lines)


def _fault_json(fault: Fault) -> dict[str, Any]:
    return {
        "code": fault.code,
        "place": fault.place,
        "words": fault.words,
        "expected": fault.expected,
        "message": fault.message,
        "advice": ADVICE[fault.code],
        "passage": fault.passage,
        "range": [fault.start, fault.end],
        "section": fault.section,
        "sentence": fault.sentence,
        "sentences": list(fault.sentences),
        "spans": [list(place) for place in fault.spans],
        "allowed": fault.allowed,
    }


_OF_ADDITION = frozenset({"place", "words", "message", "passage", "range", "section"})


def write_json(reports: Iterable[Report]) -> str:
    """Everything, for programs (schema `briefing/check/1`)."""
    files = [
        {
            "file": report.path,
            "sha256": report.sha256,
            "format": report.format,
            "source": report.source,
            "audience": report.audience,
            "script": report.script,
            "findings": [_fault_json(fault) for fault in report.faults],
            "editor": [
                {name: value for name, value in _fault_json(addition).items() if name in _OF_ADDITION}
                for addition in report.additions
            ],
            "remarks": list(report.remarks),
        }
        for report in reports
    ]
    return json.dumps({"schema": SCHEMA, "files": files}, ensure_ascii=False, indent=1) + "\n"


def _sarif_result(report: Report, fault: Fault) -> dict[str, Any]:
    sentence = f"原文：{fault.sentences[0]}" if fault.sentences else ""
    sentence = f"文件：{fault.sentence} {sentence}" if fault.sentence else sentence
    return {
        "ruleId": fault.code,
        "level": "error",
        "message": {"text": f"{fault.place}：{_told(fault)}。怎么办：{ADVICE[fault.code]}。{sentence}"},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": report.path.replace("\\", "/")}},
                "logicalLocations": [{"name": fault.place}],
            }
        ],
    } | ({"suppressions": [{"kind": "external", "justification": fault.allowed}]} if fault.allowed else {})


def write_sarif(reports: Iterable[Report]) -> str:
    """SARIF 2.1.0 (OASIS), one run; allowed findings are suppressed results."""
    driver = {
        "name": "briefing",
        "version": __version__,
        "rules": [{"id": code, "name": code, "shortDescription": {"text": name}} for code, name in CODES.items()],
    }
    results = [_sarif_result(report, fault) for report in reports for fault in report.faults]
    log = {"$schema": _SARIF, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _escape(text: str) -> str:
    """A workflow command's data: GitHub ends it at the line's end, and reads %XX."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def write_github(reports: Iterable[Report]) -> str:
    """Workflow commands, one line for each open finding, that GitHub shows beside the change."""
    return "".join(
        f"::error file={_escape(report.path).replace(',', '%2C').replace(':', '%3A')},title={CODES[fault.code]}::"
        f"{_escape(f'{fault.place}：{_told(fault)}。怎么办：{ADVICE[fault.code]}')}\n"
        for report in reports
        for fault in report.open
    )


def write_page(reports: Sequence[Report], overlay: Overlay) -> str:
    """A self-contained page: the findings first, then each file beside its source."""
    return render_template(make_environment(overlay), PAGE, {"reports": reports, "codes": CODES, "advice": ADVICE})
