"""A source's folder on disk: its manifest, the cache, names, facts and what changed."""
