"""What every worker needs, imported once by the process that workers fork from."""

import gc
from importlib import import_module

from briefing.writers import engine

# All of it stays: the collector need not look through it, neither while it comes in nor after every document.
gc.disable()
for needed in ("rendering", "writers.pdf", "writers.docx", "readback.html", "readback.pdf", "readback.word"):
    import_module(f"briefing.{needed}")
engine.load()
gc.freeze()
gc.enable()
