"""Runs of characters, by which two texts are told to be alike."""

from __future__ import annotations


def grams(text: str, size: int) -> set[str]:
    """Every run of `size` characters of the text."""
    return {text[at : at + size] for at in range(len(text) - size + 1)}
