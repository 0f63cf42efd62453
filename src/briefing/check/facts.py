"""The gate's facts: one file laid beside its source, and every fault in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.check.comparison import Comparison, distinct
from briefing.check.contexts import find_contexts
from briefing.check.editor_marks import find_unmarked
from briefing.check.names import find_names
from briefing.check.numbers import find_numbers
from briefing.check.orthography import find_orthography
from briefing.check.quotations import find_quotations
from briefing.check.rewording import find_rewordings
from briefing.check.subjects import find_reordered, find_swapped
from briefing.check.terms import find_terms
from briefing.outline.model import proper_names
from briefing.text.language import Script
from briefing.text.scripts import render_script

if TYPE_CHECKING:
    from briefing.check.expected import Authority
    from briefing.check.findings import Finding
    from briefing.outline.model import Outline
    from briefing.readers.passages import Finished

_FINDERS = (
    find_numbers,
    find_contexts,
    find_swapped,
    find_reordered,
    find_quotations,
    find_names,
    find_terms,
    find_orthography,
    find_unmarked,
)


def recognise_script(finished: Finished, outline: Outline) -> Script:
    """The script whose rendition of the source shares most with the file; the one that the file declares, if two do."""
    texts = [passage.text for passage in finished.passages if passage.channel == "text"]
    pairs = {text[at : at + 2] for text in texts for at in range(len(text) - 1)}
    shares = {
        script: len(pairs & _pairs(render_script(outline.source, script, proper_names(outline)).text))
        for script in Script
    }
    return max(Script, key=lambda script: (shares[script], script == finished.language))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def find_faults(finished: Finished, authority: Authority) -> tuple[Finding, ...]:
    """What a file's visible words say that the source does not, in the order of the file."""
    return faults_in(Comparison(finished, authority))


def faults_in(comparison: Comparison) -> tuple[Finding, ...]:
    """What a file laid beside what it should print says that it should not, in the order of the file."""
    if not comparison.strip.text:
        return ()
    found = list(distinct(finding for find in _FINDERS for finding in find(comparison)))
    found += distinct(find_rewordings(comparison, found))
    return tuple(sorted(found, key=lambda one: (one.passage, one.start, one.end, one.code)))
