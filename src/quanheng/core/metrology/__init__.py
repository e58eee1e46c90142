"""Metrology computing: units and quantities. Pure Python, no Django, no network, no clock."""
