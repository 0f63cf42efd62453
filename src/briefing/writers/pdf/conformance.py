"""PDF/UA-1 and PDF/A-3a claimed by one file, which WeasyPrint 70 can each write but not both.

The file is written as PDF/A-3a, whose metadata may hold a foreign property, as the PDF/UA part is, if they describe it
(ISO 19005-3 §6.6.2.3).
"""

from __future__ import annotations

from typing import Any

VARIANT = "pdf/a-3a"
_UA = (
    '<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>'
    '<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)


def claim_accessibility(metadata: Any) -> None:
    """Adds the PDF/UA claim to what WeasyPrint will write of a document's metadata."""
    original = metadata.generate_rdf_metadata

    def generate(*arguments: object) -> bytes:
        rdf: bytes = original(*arguments)
        return rdf.replace(b"</rdf:RDF>", _UA.encode() + b"</rdf:RDF>")

    metadata.generate_rdf_metadata = generate
