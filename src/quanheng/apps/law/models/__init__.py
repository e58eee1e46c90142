"""The tables of law."""

from quanheng.apps.law.models.article import Article
from quanheng.apps.law.models.instrument import Edition, EditionSpan, Instrument, Supersession

__all__ = ["Article", "Edition", "EditionSpan", "Instrument", "Supersession"]
