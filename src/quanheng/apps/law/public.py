"""What other apps may use of law."""

from quanheng.apps.law.models import Article, Edition, Instrument

__all__ = ["Article", "Edition", "Instrument"]
