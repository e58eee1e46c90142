"""The tables of evidence."""

from quanheng.apps.evidence.models.event import Event

__all__ = ["Event"]
