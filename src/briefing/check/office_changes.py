"""An office's changes in a Word file, paragraph by paragraph, against the file as the program makes it now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from briefing.check.comparison import Comparison
from briefing.check.flat_text import flat_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefing.check.expected import ExpectedText
    from briefing.document.ledger import Entry
    from briefing.readers.passages import FinishedFile, Passage

Kind = Literal["changed", "added", "deleted", "moved"]
# Running heads and contents repeat what is printed elsewhere; Word fills them in by itself.
_PARTS = frozenset({"heading", "body", "cell", "note"})
# Paragraphs that share less of their characters are two: one went, another came.
_ALIKE = 0.5
# Files of so many paragraphs are compared in a second; longer ones are nobody's pack.
_MOST = 20_000
# Of a stretch that was written anew so many pairs of paragraphs are weighed, by their first characters: half a second.
_PAIRS, _READ = 10_000, 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A paragraph or cell that differs: its words in our file (`before`) and in the office's (`after`), and where they are.

    `ours` and `theirs` are indices of passages, None where the paragraph is not there. `entries` are the ledger's runs that our
    paragraph prints. `following` is the index of our passage that comes next in the office's order, `above` the one before it.
    """

    kind: Kind
    before: str = ""
    after: str = ""
    ours: int | None = None
    theirs: int | None = None
    entries: tuple[Entry, ...] = ()
    above: int | None = None
    following: int | None = None
    place: str = ""

    @property
    def words(self) -> str:
        """The words by which a person knows the change: those in the office's file, else those that it lacks."""
        return self.after or self.before


def _told(finished: FinishedFile) -> list[tuple[int, Passage]]:
    """The passages that count, with their indices."""
    return [
        (number, one)
        for number, one in enumerate(finished.passages[:_MOST])
        if one.channel == "text" and one.part in _PARTS and one.text.strip()
    ]


def entries_by_passage(finished: FinishedFile, authority: ExpectedText) -> dict[int, tuple[Entry, ...]]:
    """The ledger's runs that each passage of our own file prints, in order, each once."""
    comparison = Comparison(finished, authority)
    ordered, owners = authority.ordered, authority.flat.owners
    found: dict[int, dict[int, Entry]] = {}
    for block in comparison.blocks:
        for step in range(block.size):
            owner = owners[block.model + step]
            if owner < len(ordered):
                found.setdefault(comparison.passage_at(block.file + step), {}).setdefault(owner, ordered[owner])
    return {number: tuple(entries[owner] for owner in sorted(entries)) for number, entries in found.items()}


def find_changes(
    ours: FinishedFile, theirs: FinishedFile, entries: Mapping[int, tuple[Entry, ...]]
) -> tuple[Change, ...]:
    """The differences of the office's file from ours, in its order; `entries` are the ledger's runs by our passages."""
    before, after = _told(ours), _told(theirs)
    was, now = ([flat_form(one.text) for _, one in told] for told in (before, after))
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    pairs = [
        pair
        for tag, first, last, start, end in matcher.get_opcodes()
        if tag != "equal"
        for pair in _paired(before[first:last], after[start:end])
    ]
    kept = {
        after[start + step][0]: before[first + step][0]
        for first, start, size in matcher.get_matching_blocks()
        for step in range(size)
    }
    # A paragraph that was changed still stands where ours does: what is added beside it has a neighbour.
    kept |= {new[0]: old[0] for old, new in pairs if old and new}
    order = [number for number, _ in after]
    above, following = _last_before(order, kept), _last_before(reversed(order), kept)
    changes = [
        Change(
            kind="deleted" if new is None else "changed" if old else "added",
            before=old[1].text if old else "",
            after=new[1].text if new else "",
            ours=old[0] if old else None,
            theirs=new[0] if new else None,
            entries=entries.get(old[0], ()) if old else (),
            above=above[new[0]] if new else None,
            following=following[new[0]] if new else None,
            place=next(side[1].place for side in (new, old) if side),
        )
        for old, new in pairs
    ]
    return tuple(_with_moves(changes))


def _last_before(order: Iterable[int], kept: Mapping[int, int]) -> dict[int, int | None]:
    """Of each passage in an order, our passage that stands last before it."""
    found: dict[int, int | None] = {}
    last: int | None = None
    for number in order:
        found[number] = last
        last = kept.get(number, last)
    return found


def _paired(
    old: Sequence[tuple[int, Passage]], new: Sequence[tuple[int, Passage]]
) -> Iterator[tuple[tuple[int, Passage] | None, tuple[int, Passage] | None]]:
    """The paragraphs of a stretch that differ, each with the one that it became, or alone."""
    waiting = list(old)
    for one in new:
        if not waiting:
            yield None, one
            continue
        # The paragraph most like this one among the next few.
        matcher = SequenceMatcher(None, "", one[1].text[:_READ], autojunk=False)
        ratios = []
        for _, before in waiting[: max(1, _PAIRS // len(new))]:
            matcher.set_seq1(before.text[:_READ])
            may = matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE
            ratios.append(matcher.ratio() if may else 0.0)
        best = max(range(len(ratios)), key=ratios.__getitem__)
        if ratios[best] < _ALIKE:
            best = 0
            if len(old) != len(new) or not waiting[0][1].part == one[1].part == "cell":
                yield None, one
                continue
        for gone in waiting[:best]:
            yield gone, None
        yield waiting[best], one
        del waiting[: best + 1]
    for gone in waiting:
        yield gone, None


def _with_moves(changes: Sequence[Change]) -> Iterator[Change]:
    """The changes, with a paragraph that went in one place and came in another told once, as moved."""
    gone = {flat_form(one.before): one for one in changes if one.kind == "deleted"}
    moved = {flat_form(one.after) for one in changes if one.kind == "added"} & gone.keys()
    for one in changes:
        if one.kind == "added" and flat_form(one.after) in moved:
            source = gone[flat_form(one.after)]
            yield replace(one, kind="moved", before=source.before, ours=source.ours, entries=source.entries)
        elif not (one.kind == "deleted" and flat_form(one.before) in moved):
            yield one
