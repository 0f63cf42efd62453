"""What every worker needs, imported once by the process that workers fork from."""

from importlib import import_module

from briefing.writers import engine

for needed in ("rendering", "writers.pdf", "writers.docx", "readback.html", "readback.pdf", "readback.word"):
    import_module(f"briefing.{needed}")
engine.load()
