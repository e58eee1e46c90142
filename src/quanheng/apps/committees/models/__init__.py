"""The tables of committees."""

from quanheng.apps.committees.models.committee import Committee, Field, Hosting, Term

__all__ = ["Committee", "Field", "Hosting", "Term"]
