"""Figures (數據): numbers that state a quantity, with what they count and when."""
