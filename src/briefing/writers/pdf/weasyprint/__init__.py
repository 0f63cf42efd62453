"""Repairs of WeasyPrint 70, each with the reason that it is there."""
