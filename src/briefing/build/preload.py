"""The imports of every worker, made once by the process that workers fork from."""

import gc
from importlib import import_module

from briefing.kept import RESULTS
from briefing.limits import collect_rarely
from briefing.writers.pdf.weasyprint import load as engine

# All of it stays: the collector need not look through it, neither while it comes in nor after every document.
gc.disable()
for needed in (
    "build.render",
    "writers.pdf.write",
    "writers.docx.write",
    "readers.html.finished",
    "readers.pdf.finished",
    "readers.docx.finished",
):
    import_module(f"briefing.{needed}")
engine.load()
RESULTS.write()
gc.freeze()
gc.enable()
collect_rarely()
