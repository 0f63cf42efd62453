"""The ledger that goes inside a PDF: that file's own entries, so that it can be checked wherever it is sent."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from briefing.document.ledger import ledger_entries, without_decisions, write_ledger
from briefing.document.model import pack_name
from briefing.text.language import Script

if TYPE_CHECKING:
    from briefing.document.model import Document

NAME = "ledger.json"
# The file must give a time (ISO 32000-1 §7.11.4); a document without a date has none, and the clock's would change.
_NO_DATE = "1980"


def ledger_of(document: Document) -> str:
    """ledger.json of the document's PDF alone."""
    file = pack_name(document.audience, document.script, "pdf", document.pages)
    return write_ledger([(file, without_decisions(ledger_entries(document)))], {"stem": document.source_stem})


def attachment_of(document: Document) -> Any:
    """The ledger as WeasyPrint attaches it; the file is data about the page's words (ISO 19005-3 §6.8)."""
    from weasyprint import Attachment

    given = document.date or _NO_DATE
    time = datetime.fromisoformat(given + "-01-01"[len(given) - len("2024") :])
    return Attachment(
        string=ledger_of(document),
        name=NAME,
        description="出处账" if document.script is Script.HANS else "出處賬",
        created=time,
        modified=time,
        relationship="Data",
    )


def name_once(pdf: Any) -> None:
    """Lists the attachment once among the file's associated ones: WeasyPrint finds it by name and again by object."""
    pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
