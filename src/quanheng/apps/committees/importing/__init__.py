"""Importers of committees and of their members."""
