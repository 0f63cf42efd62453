"""Files → reports: each read back, referred to its source, and put through the gate; pieces of work for an executor."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.check.comparison import Comparison
from briefing.check.exceptions import allow_decided
from briefing.check.flat_text import compare_form
from briefing.check.gate import Gate, audience_of
from briefing.check.reference import Reference, find_records, refer, refer_to_source
from briefing.check.report import Fault, Report, Row
from briefing.config.template_set import load_template_set
from briefing.config.templates import Overlay
from briefing.edition.index import OutlineIndex
from briefing.errors import SourceError
from briefing.limits import TooLongError, limited_time
from briefing.readers.finished import read_finished

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.check.expected import ExpectedText
    from briefing.check.findings import Finding
    from briefing.check.reference import Records
    from briefing.config.template_set import TemplateSet
    from briefing.readers.passages import FinishedFile
    from briefing.text.source import Source, Span

_SENTENCES = 4
# How a passage is numbered that no program numbers for its reader, and how many of its first words name it instead.
_NUMBERED = re.compile(r"(脚注|尾注|批注|页眉|页脚)?第\d+段")
_OPENING = 12
_STOPS = "。！？；"
_CLAUSES = "，、："
# One character of a sentence says nothing; of marks and scripts it is what is wrong.
_FEW, _BESIDE = 2, 12
_EXACT = frozenset({"script", "punctuation"})
# A sentence is shown from so far before to so far after what was found.
_LONGEST = 120
# A file of the most characters that are read, full of numbers, takes half of this.
_SECONDS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One file to be checked, and how it was asked for."""

    path: str
    ledger: str | None = None
    source: str | None = None
    audience: str | None = None
    templates: str | None = None
    beside: bool = False


@lru_cache(maxsize=8)
def _records(folder: Path, ledger: Path | None, source: Path | None, _: int) -> Records | None:
    return find_records(folder / "-", ledger, source)


@lru_cache(maxsize=2)
def _template_set(folder: str | None) -> TemplateSet:
    return load_template_set(Overlay.over(Path(folder) if folder else None))


def find_reference(question: Question, finished: FinishedFile) -> Reference:
    """The reference of the file."""
    path = Path(question.path)
    ledger, source = (Path(one) if one else None for one in (question.ledger, question.source))
    listed = ledger or path.parent / "ledger.json"
    # By the time of the ledger's last change a worker that lives on does not go by an old one.
    records = _records(path.parent, ledger, source, listed.stat().st_mtime_ns if listed.is_file() else 0)
    if records is not None:
        return refer(finished, records, question.audience)
    assert source is not None  # noqa: S101 - without either, find_records has refused
    return refer_to_source(source, question.audience, finished)


def _sentence(source: Source, place: Span) -> str:
    # A sentence after a quotation begins, for the program, with the quotation's own mark.
    return " ".join(source[place].split()).lstrip("”’」』")


def _section(finished: FinishedFile, index: int) -> str:
    """The heading that a passage stands under, empty where none is known."""
    before = (one for one in reversed(finished.passages[: index + 1]) if one.channel == "text")
    heading = next((one for one in before if one.part == "heading"), None)
    return "".join(heading.text.split()) if heading is not None else ""


def place_in(finished: FinishedFile, index: int) -> str:
    """The place of a passage as a person finds it: Word and browsers show no numbers of paragraphs, but a heading and first words.

    So it is “重点片区”一节，“云溪科创园已投入…”.
    """
    passage, section = finished.passages[index], _section(finished, index)
    under = f"“{section}”一节，" if section and passage.part != "heading" else ""
    numbered = _NUMBERED.fullmatch(passage.place) if finished.format in ("docx", "html") else None
    if numbered is None:
        return f"{under}{passage.place}" if passage.channel == "text" else passage.place
    words = " ".join(passage.text.split())
    return f"{under}{numbered[1] or ''}“{words[:_OPENING]}{'…' if len(words) > _OPENING else ''}”"


def _fault(finding: Finding, finished: FinishedFile, source: Source) -> Fault:
    spans, passage, sentence, words = finding.spans[:_SENTENCES], finished.passages[finding.passage], "", finding.words
    text = passage.text
    # What is unseen has no sentence; one that is longer than a sentence is shown in part.
    if passage.channel == "text":
        start = max(text.rfind(mark, 0, finding.start) for mark in _STOPS) + 1
        ends = [at + 1 for mark in _STOPS if (at := text.find(mark, max(finding.start, finding.end - 1))) >= 0]
        last = min(min(ends, default=len(text)), finding.end + _LONGEST)
        sentence = " ".join(text[max(start, finding.start - _LONGEST) : last].split())
    # One or two characters are shown with the clause that they stand in.
    if len(words) <= _FEW and not any(map(str.isdigit, words)) and finding.code not in _EXACT:
        start = max(text.rfind(mark, 0, finding.start) for mark in _STOPS + _CLAUSES) + 1
        ends = [at for mark in _STOPS + _CLAUSES if (at := text.find(mark, finding.end)) >= 0]
        last = min(min(ends, default=len(text)), finding.end + _BESIDE)
        words = text[max(start, finding.start - _BESIDE) : last].strip()
    return Fault(
        code=finding.code,
        message=finding.message,
        place=place_in(finished, finding.passage),
        section=_section(finished, finding.passage),
        sentence=sentence,
        words=words,
        expected=finding.expected,
        sentences=tuple(_sentence(source, place) for place in spans if place.start < place.end),
        spans=tuple((place.start, place.end) for place in spans),
        passage=finding.passage,
        start=finding.start,
        end=finding.end,
    )


def _rows(finished: FinishedFile, authority: ExpectedText) -> Iterable[Row]:
    """The visible passages beside the sentences that they print."""
    comparison = Comparison(finished, authority)
    offsets: dict[int, list[int]] = {}
    for block in comparison.blocks:
        for step in range(block.size):
            at = comparison.passage_at(block.file + step)
            offsets.setdefault(at, []).extend(comparison.source_places(block.model + step, block.model + step + 1))
    for index in comparison.order:
        passage = finished.passages[index]
        spans = comparison.sentences(offsets.get(index, ()))[:_SENTENCES]
        sentences = tuple(_sentence(authority.outline.source, place) for place in spans)
        yield Row(number=index, place=passage.place, text=passage.text, sentences=sentences)


def examine(question: Question) -> Report:
    """The report of one file; a `BriefingError` where it cannot be read or there is nothing to check it against."""
    with _in_time(question):
        finished = read_finished(Path(question.path))
        reference = find_reference(question, finished)
        template_set = _template_set(question.templates)
        return report_on(finished, reference, template_set, question.path, beside=question.beside)


@contextlib.contextmanager
def _in_time(question: Question) -> Iterator[None]:
    try:
        with limited_time(_SECONDS):
            yield
    except TooLongError:
        raise SourceError(
            f"{question.path} 核对了 {_SECONDS} 秒还没有完，不再核对", hint="请确认给对了文件，或分成几个文件"
        ) from None


def recognise(question: Question) -> tuple[str | None, str | None]:
    """The audience and the script of the edition that a file is; None for what cannot be told, or was never made by us."""
    with _in_time(question):
        finished = read_finished(Path(question.path))
        reference = find_reference(question, finished)
        if reference.entries is not None:
            # The template's headings and notes stand in a file of ours; the text that it was made from has none.
            frame = {
                compare_form(one["text"]).strip() for one in reference.entries if one["origin"]["kind"] == "template"
            }
            words, told = compare_form(finished.words), [one for one in frame if len(one) > _FEW]
            if sum(one in words for one in told) * 2 < len(told):
                return None, None
        return audience_of(finished, reference), reference.script


def report_on(
    finished: FinishedFile, reference: Reference, template_set: TemplateSet, path: str, *, beside: bool = False
) -> Report:
    """The report of a file that was read, held against a reference; with `beside` its passages beside the source's sentences."""
    gate = Gate(reference, template_set, OutlineIndex(outline=reference.outline, topics=template_set.topics))
    verdict = gate.check(finished)
    findings = verdict.findings if reference.untouched else (*verdict.findings, *gate.find_foreign(finished))
    source = reference.outline.source
    return Report(
        path=path,
        format=finished.format,
        sha256=finished.sha256,
        source=source.name,
        audience=verdict.audience,
        script=str(reference.script) if reference.script else None,
        faults=tuple(
            allow_decided(_fault(finding, finished, source), reference.review)
            for finding in sorted(findings, key=lambda one: (one.passage, one.start))
        ),
        additions=tuple(_fault(addition, finished, source) for addition in verdict.additions),
        remarks=verdict.remarks,
        rows=tuple(_rows(finished, gate.authority(finished))) if beside else (),
    )
