"""The gate's facts: one file laid beside its source, and every fault in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.check.authority import Authority
from briefing.check.comparison import Comparison, distinct
from briefing.check.contexts import find_contexts
from briefing.check.names import find_names
from briefing.check.numbers import find_numbers
from briefing.check.orthography import find_orthography
from briefing.check.quotations import find_quotations
from briefing.check.subjects import find_swapped
from briefing.check.terms import find_terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.document import Script
    from briefing.findings import Finding
    from briefing.finished import Finished
    from briefing.ledger import Entry
    from briefing.outline import Outline

_FINDERS = (find_numbers, find_contexts, find_swapped, find_quotations, find_names, find_terms, find_orthography)


def find_faults(
    finished: Finished, outline: Outline, *, entries: Sequence[Entry] | None, script: Script | None
) -> tuple[Finding, ...]:
    """What a file's visible words say that the source does not, in the order of the file.

    `entries` are the ledger's for the file's own edition, if it is known; `script` is the one it should be in.
    """
    comparison = Comparison(finished, Authority(outline, tuple(entries or ()), script))
    if not comparison.strip.text:
        return ()
    found = distinct(finding for find in _FINDERS for finding in find(comparison))
    return tuple(sorted(found, key=lambda one: (one.passage, one.start, one.end, one.code)))
