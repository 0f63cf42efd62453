"""From one Chinese interview to briefing packs whose every fact can be followed to the source."""

__version__ = "0.6.0"
