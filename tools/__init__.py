"""The tools of the house, run through ``./dev``."""
