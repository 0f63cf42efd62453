"""Signs that a plain text is Markdown, told without the parser, which most texts never need."""

from __future__ import annotations

import re

from briefing.readers.encodings import find_line_places
from briefing.readers.markdown.front_matter import find_front_matter

_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.MULTILINE)
_BOLD_LINE = re.compile(r"^[ \t]*\*\*\S[^\n]*\*\*[ \t]*$", re.MULTILINE)
_LINK = re.compile(r"\[[^\]\n]{1,80}\]\((?:https?:/)?/[^)\s]+\)")
# A link, or one line in bold type, may stand in any text.
_FEWEST = 2
# Front matter is looked for in so many characters.
_HEAD = 20_000


def looks_like_markdown(text: str) -> bool:
    """True if a text has front matter, a heading (`# `), or two lines in bold type or links."""
    if _HEADING.search(text) or find_front_matter(text[:_HEAD], find_line_places(text[:_HEAD])):
        return True
    return len(_BOLD_LINE.findall(text)) + len(_LINK.findall(text)) >= _FEWEST
