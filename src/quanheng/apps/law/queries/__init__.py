"""What can be asked of the law register. Every page takes a constant number of SQL queries."""

from quanheng.apps.law.queries.article_page import ArticlePage, article_page
from quanheng.apps.law.queries.comparison import Comparison, comparison
from quanheng.apps.law.queries.edition_page import EditionPage, edition_page
from quanheng.apps.law.queries.register import (
    all_editions,
    current_edition_slug,
    edition_on,
    editions,
    register_state,
    search_editions,
)

__all__ = [
    "ArticlePage",
    "Comparison",
    "EditionPage",
    "all_editions",
    "article_page",
    "comparison",
    "current_edition_slug",
    "edition_on",
    "edition_page",
    "editions",
    "register_state",
    "search_editions",
]
