"""What other apps may use of law."""

from quanheng.apps.law.actions.load_register import load_register
from quanheng.apps.law.actions.load_texts import load_texts
from quanheng.apps.law.actions.refresh_spans import unequal_spans
from quanheng.apps.law.actions.synthesise import synthesise
from quanheng.apps.law.citations import (
    Citation,
    addresses_of_numbers,
    article_url,
    cite,
    cite_many,
    edition_exists,
    missing_editions,
)
from quanheng.apps.law.models import Article, Edition, Instrument
from quanheng.apps.law.queries import upcoming_editions
from quanheng.apps.law.text_files import PARAGRAPH, ArticleText, LawText
from quanheng.apps.law.words import jurisdiction_label

__all__ = [
    "PARAGRAPH",
    "Article",
    "ArticleText",
    "Citation",
    "Edition",
    "Instrument",
    "LawText",
    "addresses_of_numbers",
    "article_url",
    "cite",
    "cite_many",
    "edition_exists",
    "jurisdiction_label",
    "load_register",
    "load_texts",
    "missing_editions",
    "synthesise",
    "unequal_spans",
    "upcoming_editions",
]
