"""A choice among scored candidates, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Generic[T]):
    """The best candidate (None where there is none at all) and how sure it is, 0 to 1."""

    best: T | None
    sure: float


def softmax(scores: Sequence[float]) -> list[float]:
    """The scores as probabilities."""
    top = max(scores)
    powers = [exp(score - top) for score in scores]
    whole = sum(powers)
    return [power / whole for power in powers]


NOT_KIN = (0.0, 0.0)


def choose(
    shares: dict[str, float], kin: Callable[[str, str], tuple[float, float]], most: tuple[int, int]
) -> tuple[str | None, float]:
    """The text of the best share and how sure it is.

    `kin` tells what a like answer adds, to the order and to the sureness: 企业 and 科创企业 are nearly the same answer. `most`
    are how many answers are compared, and with how many each.
    """
    ranked = sorted(shares.items(), key=lambda item: -item[1])[: most[1]]
    best: tuple[str | None, float, float] = (None, 0.0, -1.0)
    for text, share in ranked[: most[0]]:
        order = sure = share
        for other, its in ranked:
            if other != text:
                by_order, by_sureness = kin(text, other)
                order += by_order * its
                sure += by_sureness * its
        if order > best[2]:
            best = (text, sure, order)
    return best[0], min(1.0, best[1])
