"""Word files: read as sources, and read back as finished files."""
