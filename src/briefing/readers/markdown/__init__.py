"""Markdown, and HTML inside it, read as sources."""
