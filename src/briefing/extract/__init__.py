"""Finders: each reads one noun out of a source."""
