"""Places: administrative divisions, and of which place a text is."""
