"""From one Chinese interview to briefing packs whose every fact can be followed to the source."""

from briefing.expressions import keep_compiled, make_fewer_tables

__version__ = "0.6.0"

# Before any room is imported, since each compiles its expressions then.
make_fewer_tables()
keep_compiled()
