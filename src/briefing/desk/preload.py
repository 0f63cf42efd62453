"""The imports of the desk's workers, made once by the process that they fork from; what is missing is left out."""

import contextlib
import gc
from importlib import import_module

from briefing.kept import RESULTS
from briefing.limits import collect_rarely

gc.disable()
for needed in (
    "build.render",
    "outline.load",
    "outline.parse",
    "writers.docx.write",
    "writers.pdf.write",
    "readers.html.finished",
    "readers.docx.finished",
):
    # Without Pango WeasyPrint cannot be loaded; web pages and Word files are made all the same.
    with contextlib.suppress(ImportError, OSError):
        import_module(f"briefing.{needed}")
with contextlib.suppress(ImportError, OSError):
    from briefing.writers.pdf.weasyprint import load as engine

    engine.load()
RESULTS.write()
gc.freeze()
gc.enable()
collect_rarely()
