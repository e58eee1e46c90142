"""Cleaning a text as received (清理): nothing is guessed, nothing is lost, everything done is on record."""

from quanheng.core.texts.cleaning.steps import clean

__all__ = ["clean"]
