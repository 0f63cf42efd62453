"""Outline and audience → edition: what one reader is shown, as ids and places."""
