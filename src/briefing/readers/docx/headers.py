"""What stands outside the body of a Word file: running heads and feet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.readers.docx.package import WordParts

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# 第 1 页 共 9 页 says nothing.
_PAGES = re.compile(r"[第共页頁页码\d\s/—–-]+")
_SHOWN = 20


def words_outside(parts: WordParts) -> str:
    """The first words of running heads and feet, “…” around each; empty where they only count pages."""
    found: dict[str, None] = {}
    for related in parts.related.values():
        if related.kind in ("header", "footer") and related.part:
            tree = parts.tree(related.part)
            text = "" if tree is None else " ".join("".join(one.text or "" for one in tree.iter(_W + "t")).split())
            if not _PAGES.fullmatch(text) and text:
                found[text[:_SHOWN]] = None
    return "、".join(f"“{text}”" for text in list(found)[:3])
