"""Blanks of a pack in Word: content controls that an office fills, recognised by their tag or, as LibreOffice drops it, their bookmark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefing.readers.passages import Passage

if TYPE_CHECKING:
    from briefing.readers.passages import Channel

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The tag of a blank begins with the first, and the bookmark around it with the second.
BLANK_TAG, BLANK_BOOKMARK = "待填·", "_blank_"
# Longer words than an address are a passage of the paper.
_LONGEST = 120


def read_blank(element: Any) -> Passage | None:
    """The words in a blank of ours: its prompt, or what an office wrote there; None for anything else."""
    if element.tag != f"{_W}sdt" or not _is_ours(element):
        return None
    text = "".join(
        "\n" if child.tag == f"{_W}p" else child.text or "" for child in element.iter(f"{_W}p", f"{_W}t")
    ).strip()
    if len(text) > _LONGEST:
        return None
    channel: Channel = "filled" if element.find(f"{_W}sdtPr/{_W}showingPlcHdr") is None else "prompt"
    label = _value(element.find(f"{_W}sdtPr/{_W}alias"))
    return Passage(text=text, place=f"要填的“{label}”" if label else "要填的空", channel=channel, part="cell")


def _value(element: Any) -> str:
    return "" if element is None else str(element.get(f"{_W}val", ""))


def _is_ours(element: Any) -> bool:
    """True if a control has the tag of a blank, or its bookmark begins in it or right before it."""
    if _value(element.find(f"{_W}sdtPr/{_W}tag")).startswith(BLANK_TAG):
        return True
    begins = [*element.iter(f"{_W}bookmarkStart")]
    before = element.getprevious()
    if before is not None and before.tag == f"{_W}bookmarkStart":
        begins.append(before)
    return any(one.get(f"{_W}name", "").startswith(BLANK_BOOKMARK) for one in begins)
