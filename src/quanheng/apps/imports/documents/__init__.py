"""Workbooks that imports hand out."""
