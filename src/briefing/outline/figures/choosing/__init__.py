"""Indicators and times of figures: candidates from the text's structure, chosen by learned weights."""
