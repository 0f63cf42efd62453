"""Document → Word file, one module a part."""
