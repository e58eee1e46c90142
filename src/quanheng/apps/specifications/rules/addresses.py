"""Addresses of international documents."""

import re


def address(number: str) -> str:
    """The address of a document: ``OIML R 76-1:2006 (E)`` is at ``OIML-R-76-1-2006-E``."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", number).strip("-")
