"""One finished file through the whole gate: facts, script, and leaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.check.facts import find_faults
from briefing.check.leaks import find_leaks, find_withheld
from briefing.library import Library

if TYPE_CHECKING:
    from briefing.check.reference import Reference
    from briefing.findings import Finding
    from briefing.finished import Finished
    from briefing.workshop import Workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the gate says of a file: its faults in the order of the file, and what it could not tell."""

    findings: tuple[Finding, ...]
    remarks: tuple[str, ...] = ()


def check_file(finished: Finished, reference: Reference, workshop: Workshop) -> Verdict:
    """The file's faults against its reference."""
    faults = find_faults(
        finished,
        reference.outline,
        entries=reference.entries,
        script=reference.script,
        sidecar=reference.sidecar,
    )
    known = {one.name: one for one in workshop.audiences}
    remarks = []
    if reference.entries is None:
        remarks.append("没有这份文件的出处账，按原文和自带的模板核对")
    audience = known.get(reference.audience or "")
    if audience is None:
        remarks.append("认不出是给谁的版本，没有查外泄；请用 --audience 指明")
        return Verdict(findings=faults, remarks=tuple(remarks))
    withheld = find_withheld(Library(outline=reference.outline, topics=workshop.topics), audience)
    leaks = tuple(find_leaks(finished, withheld, audience.name))
    every = sorted((*leaks, *faults), key=lambda one: (one.passage, one.start, one.end))
    return Verdict(findings=tuple(every), remarks=tuple(remarks))
