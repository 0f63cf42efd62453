"""A choice among scored candidates, and how sure it is."""

from __future__ import annotations

from math import exp, fsum, log
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from briefing.text.source import Writing

_NEARLY = 1e-3


def softmax(scores: Sequence[float]) -> list[float]:
    """The scores as probabilities."""
    top = max(scores)
    powers = [exp(score - top) for score in scores]
    whole = fsum(powers)
    return [power / whole for power in powers]


def logit(share: float) -> float:
    """The log-odds of a probability, which is kept off 0 and 1."""
    share = min(max(share, _NEARLY), 1 - _NEARLY)
    return log(share / (1 - share))


def facts_of_script(sure: float, writing: Writing) -> dict[str, float]:
    """Facts of a choice in a Traditional text, which is right less often: most of what was learned from is Simplified."""
    return {"hant": 1.0, "hant.log": logit(sure)} if writing == "Hant" else {}


class Kin(NamedTuple):
    """The contribution of an answer like another: to the order, to the sureness."""

    order: float
    sure: float


class Choice(NamedTuple):
    """The best answer: its own share, that with all that like answers add, and that of the best unlike one."""

    text: str
    share: float
    sure: float
    rival: float


def choose(shares: Mapping[str, float], kin: Callable[[str, str], Kin | None], most: tuple[int, int]) -> Choice | None:
    """The best answer by its share, None where there is no answer.

    `kin` tells what a like answer adds, to the order and to the sureness: 企业 and 科创企业 are nearly the same answer. `most`
    are how many answers are compared, and with how many each.
    """
    ranked = sorted(shares.items(), key=lambda item: -item[1])[: most[1]]
    best: Choice | None = None
    best_order = -1.0
    for text, share in ranked[: most[0]]:
        order = sure = share
        rival = 0.0
        for other, its in ranked:
            if other == text:
                continue
            like = kin(text, other)
            if like is not None:
                order += like.order * its
                sure += like.sure * its
            else:
                rival = max(rival, its)
        if order > best_order:
            best, best_order = Choice(text, share, min(1.0, sure), rival), order
    return best
