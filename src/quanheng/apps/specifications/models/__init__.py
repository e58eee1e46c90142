"""The tables of specifications."""

from quanheng.apps.specifications.models.edition import Amendment, Edition, EditionSpan, Replacement
from quanheng.apps.specifications.models.international import Adoption, InternationalDocument, StatusClaim
from quanheng.apps.specifications.models.work import Issuer, Level, Work

__all__ = [
    "Adoption",
    "Amendment",
    "Edition",
    "EditionSpan",
    "InternationalDocument",
    "Issuer",
    "Level",
    "Replacement",
    "StatusClaim",
    "Work",
]
