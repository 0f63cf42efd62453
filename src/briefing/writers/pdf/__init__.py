"""The web page → PDF."""
