"""Enumerations (列舉): 一是…二是…, with the sentence that announces them."""
