"""The parts of a Word file, each made by one module; `briefing.writers.docx` puts them together."""
