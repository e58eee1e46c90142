"""What other apps may use of law."""

from quanheng.apps.law.actions.load_register import load_register
from quanheng.apps.law.citations import Citation, article_url, cite, cite_many, edition_exists, missing_editions
from quanheng.apps.law.models import Article, Edition, Instrument

__all__ = [
    "Article",
    "Citation",
    "Edition",
    "Instrument",
    "article_url",
    "cite",
    "cite_many",
    "edition_exists",
    "load_register",
    "missing_editions",
]
