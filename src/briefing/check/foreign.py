"""Things that a file shows and nobody can read, and that a page runs or fetches that is none of our own."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from lxml import html

from briefing.check.findings import Finding
from briefing.check.flat_text import compare_form
from briefing.config.sidecar import Sidecar
from briefing.document.compose import make_document
from briefing.edition.select import make_edition
from briefing.errors import BriefingError
from briefing.writers.html import render_html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.check.findings import Code
    from briefing.config.template_set import TemplateSet
    from briefing.edition.index import OutlineIndex
    from briefing.readers.passages import FinishedFile, Passage
    from briefing.text.language import Script

_TURNED = frozenset("\u202d\u202e\u2066\u2067\u2068")
_LONGEST = 40
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def fingerprint(text: str) -> str:
    """The hash of a script or a style sheet, whatever its white space and the script of its Chinese words."""
    return hashlib.sha256(" ".join(compare_form(_COMMENT.sub(" ", text)).split()).encode()).hexdigest()


def own_parts(library: OutlineIndex, template_set: TemplateSet, script: Script) -> frozenset[str]:
    """The hashes of the scripts and style sheets that the pages of a source carry in one script."""
    found: set[str] = set()
    for audience in template_set.audiences:
        try:
            edition = make_edition(library, audience)
            document = make_document(edition, script, template_set.entries, Sidecar(), None)
            page = html.document_fromstring(render_html(document, template_set.theme, template_set.overlay))
        except BriefingError:
            continue
        found |= {fingerprint("".join(one.itertext())) for one in page.iter("script", "style")}
    return frozenset(found)


def find_foreign(finished: FinishedFile, own: frozenset[str]) -> Iterator[Finding]:
    """One finding for each foreign script, style sheet, handler or source of a page."""
    for index, passage in enumerate(finished.passages):
        if passage.channel == "active" and fingerprint(passage.text) not in own:
            yield _finding(
                "foreign", "网页里有不是本程序写的脚本、样式或外来内容，读者看到的可能与文字不同", index, passage
            )


def find_unreadable(finished: FinishedFile) -> Iterator[Finding]:
    """Findings for what a reader sees and this program cannot read, or reads otherwise than it is shown."""
    for index, passage in enumerate(finished.passages):
        if passage.channel == "unreadable":
            yield _finding("unreadable", "读者看得见，程序读不出，没有核对，请人看一看", index, passage)
        elif passage.channel == "distorted":
            yield _finding("number", "图形的长短与数不成比例", index, passage)
        elif passage.channel == "text" and _TURNED.intersection(passage.text):
            yield _finding("unreadable", "文字里有改变书写方向的控制字符，显示的次序与文件里的不同", index, passage)


def _finding(code: Code, message: str, index: int, passage: Passage) -> Finding:
    return Finding(
        code=code,
        message=message,
        passage=index,
        start=0,
        end=len(passage.text),
        place=passage.place,
        words=passage.text[:_LONGEST],
    )
