"""Texts: clauses, numerals and what else holds for any written rule."""
