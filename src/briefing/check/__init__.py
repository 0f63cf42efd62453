"""The fact gate: a finished file, its reference → findings, and remarks about what could not be told."""
