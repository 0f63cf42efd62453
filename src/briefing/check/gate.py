"""Finished files through the whole gate: facts, script, and leaks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.check.comparison import Comparison, distinct
from briefing.check.contexts import find_contexts
from briefing.check.editor_marks import find_unmarked, list_additions
from briefing.check.expected import ExpectedText
from briefing.check.flat_text import flat_form
from briefing.check.foreign import find_foreign, find_unreadable, own_parts
from briefing.check.leaks import find_leaks, find_withheld
from briefing.check.numbers import find_numbers
from briefing.check.orthography import find_orthography
from briefing.check.recognition import most_alike
from briefing.check.recomposed import recompose, recompose_each, titles_of
from briefing.check.rewording import find_rewordings
from briefing.check.spoken import find_spoken, list_filled
from briefing.check.subjects import find_exchanged, find_reordered, find_swapped
from briefing.check.wording import find_names, find_quotations, find_terms
from briefing.outline.model import proper_names
from briefing.text.grams import grams
from briefing.text.language import Script
from briefing.text.scripts import render_script

if TYPE_CHECKING:
    from briefing.check.findings import Finding
    from briefing.check.leaks import Withheld
    from briefing.check.reference import Reference
    from briefing.config.template_set import TemplateSet
    from briefing.edition.index import OutlineIndex
    from briefing.outline.model import Outline
    from briefing.readers.passages import FinishedFile

_FINDERS = (
    find_numbers,
    find_contexts,
    find_swapped,
    find_reordered,
    find_exchanged,
    find_quotations,
    find_names,
    find_terms,
    find_orthography,
    find_unmarked,
    find_spoken,
)


def recognise_script(finished: FinishedFile, outline: Outline) -> Script:
    """The script whose rendition of the source shares most with the file; the one that the file declares, if two do."""
    texts = [passage.text for passage in finished.passages if passage.channel == "text"]
    pairs = {pair for text in texts for pair in grams(text, 2)}
    shares = {
        script: len(pairs & grams(render_script(outline.source, script, proper_names(outline)).text, 2))
        for script in Script
    }
    return max(Script, key=lambda script: (shares[script], script == finished.language))


def find_faults(finished: FinishedFile, authority: ExpectedText) -> tuple[Finding, ...]:
    """Faults of a file's visible words against the source, in the order of the file."""
    return faults_in(Comparison(finished, authority))


def faults_in(comparison: Comparison) -> tuple[Finding, ...]:
    """Faults of a file laid beside what it should print, in the order of the file."""
    if not comparison.flat.text:
        return ()
    found = list(distinct(finding for find in _FINDERS for finding in find(comparison)))
    found += distinct(find_rewordings(comparison, found))
    return tuple(sorted(found, key=lambda one: (one.passage, one.start, one.end, one.code)))


# A file is an edition's if so much of it is that edition's words.
_NEARLY_ALL = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The gate's verdict on a file: whose it is, its faults in the order of the file, an editor's words, and what it could not tell."""

    audience: str | None
    findings: tuple[Finding, ...]
    additions: tuple[Finding, ...] = ()
    remarks: tuple[str, ...] = ()


def audience_of(finished: FinishedFile, reference: Reference) -> str | None:
    """The audience of a file: as its name or its ledger says, else the one whose words it nearly all says."""
    if reference.audience is not None or reference.entries is not None:
        return reference.audience
    script = reference.script or recognise_script(finished, reference.outline)
    editions = recompose_each(reference.outline, script, reference.sidecar)
    # The officials' edition holds most of the others' words: what an edition calls itself tells more.
    lines = {flat_form(one.text) for one in finished.passages}
    titled = [name for name, entries in editions.items() if not lines.isdisjoint(titles_of(entries))]
    if len(titled) == 1:
        return titled[0]
    texts = {name: "".join(entry["text"] for entry in entries) for name, entries in editions.items()}
    alike = most_alike(finished.words, texts, _NEARLY_ALL)
    return alike[0] if len(alike) == 1 else None


@dataclass(frozen=True)
class Gate:
    """The reference for the files of one edition in one script, worked out once for all of them.

    What each audience must not see is the same in every script: gates of one source may share it as `barred`.
    """

    reference: Reference
    template_set: TemplateSet
    library: OutlineIndex
    barred: dict[str | None, Withheld | None] = field(default_factory=dict, repr=False, compare=False)
    _authorities: dict[Script, ExpectedText] = field(default_factory=dict, init=False, repr=False, compare=False)
    _own_parts: dict[Script, frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def authority(self, finished: FinishedFile) -> ExpectedText:
        """The text that the file should print: its ledger's runs, or without a ledger those of our packs of the source.

        Where the reference does not say in which script, the file's own words do.
        """
        known, outline = self.reference, self.reference.outline
        script = known.script or recognise_script(finished, outline)
        if script not in self._authorities:
            runs = recompose(outline, script, known.sidecar) if known.entries is None else known.entries
            self._authorities[script] = ExpectedText(outline, tuple(runs), script)
        return self._authorities[script]

    def find_foreign(self, finished: FinishedFile) -> tuple[Finding, ...]:
        """Code and addresses of a page that our own templates do not have; for a page that has been out of our hands."""
        if not any(passage.channel == "active" for passage in finished.passages):
            return ()
        script = self.reference.script or recognise_script(finished, self.reference.outline)
        if script not in self._own_parts:
            # Every edition's page is made for them: a second.
            self._own_parts[script] = own_parts(self.library, self.template_set, script)
        return tuple(find_foreign(finished, self._own_parts[script]))

    def check(self, finished: FinishedFile) -> Verdict:
        """The file's faults, and what could not be told."""
        comparison = Comparison(finished, self.authority(finished))
        found = [*faults_in(comparison), *find_unreadable(finished)]
        remarks = []
        if self.reference.entries is None:
            remarks.append("没有这份文件的出处账，按原文和自带的模板核对")
        audience = audience_of(finished, self.reference)
        if audience not in self.barred:
            known = next((one for one in self.template_set.audiences if one.name == audience), None)
            self.barred[audience] = find_withheld(self.library, known) if known else None
        withheld = self.barred[audience]
        if withheld is None:
            remarks.append("认不出是给谁的版本，没有查外泄；请用 --audience 指明")
        else:
            found += find_leaks(finished, withheld, str(audience))
        return Verdict(
            audience=audience,
            findings=tuple(sorted(found, key=lambda one: (one.passage, one.start, one.end))),
            additions=(*list_additions(comparison), *list_filled(comparison)),
            remarks=tuple(remarks),
        )
