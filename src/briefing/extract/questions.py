"""Questions put to the speaker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.extract.points import sentences
from briefing.outline import Question, quote_source
from briefing.source import span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.lines import Line
    from briefing.source import Source, Span

_PREAMBLE = re.compile(r"(?:立足|面对|面向|作为|依托|凭借|随着)[^，。？]*，(?=[^，？]*(?:如何|怎样|怎么|什么|哪些))")
_PLAIN_LABELS = frozenset({"问", "提问", "记者", "主持人"})


def _asked_in(source: Source, line: Line) -> Iterator[Span]:
    """The sentences of a line that ask, neighbours as one question."""
    asked: list[Span] = []
    for sentence in sentences(source, line.span):
        if not source.fold(sentence).rstrip("”’").endswith("？"):
            continue
        if asked and asked[-1].end >= sentence.start - 1:
            asked[-1] = span(asked[-1].start, sentence.end)
        else:
            asked.append(_without_preamble(source, sentence))
    return iter(asked)


def _without_preamble(source: Source, asked: Span) -> Span:
    """The question without a clause before it that only sets the scene (立足…优势，)."""
    match = _PREAMBLE.match(source.folded, asked.start, asked.end)
    return span(match.end(), asked.end) if match else asked


def _is_put(source: Source, line: Line, question: Span) -> bool:
    """Whether a question in running text is put by the interviewer: it ends its line, or the answer follows in it."""
    rest = source.fold(span(question.end, line.span.end))
    return (
        not rest.strip()
        or "对此" in rest[:8]
        or any(verb in rest[:12] for verb in ("表示", "指出", "介绍", "认为", "说"))
    )


def _asker(source: Source, line: Line) -> str | None:
    label = source[line.label].strip("#【】：: ") if line.label else ""
    return label if label and source.fold(line.label).strip("#【】： ") not in _PLAIN_LABELS else None  # type: ignore[arg-type]


def find_questions(source: Source, lines: Sequence[Line]) -> tuple[Question, ...]:
    """The questions in order, each answered by the text up to the next."""
    found: list[tuple[Span, str | None]] = []
    for line in lines:
        if line.kind == "question" and line.label:
            found.append((span(line.label.end, line.span.end), _asker(source, line)))
        elif line.kind == "text":
            found.extend((asked, None) for asked in _asked_in(source, line) if _is_put(source, line, asked))
    text = [line for line in lines if line.kind not in {"furniture", "imprint"}]
    end = text[-1].span.end if text else 0
    ends = [asked.start for asked, _ in found[1:]] + [end]
    return tuple(
        Question(words=quote_source(source, asked), asker=asker, answer=span(asked.end, max(asked.end, until)))
        for (asked, asker), until in zip(found, ends, strict=False)
        if asked.start < asked.end
    )
