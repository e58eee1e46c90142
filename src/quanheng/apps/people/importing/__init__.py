"""Importers of people: what the registers of this app say so that their records can be imported."""
