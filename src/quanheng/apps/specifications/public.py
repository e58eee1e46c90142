"""What other apps and the doors may use of specifications."""

from quanheng.apps.specifications.models import Edition, InternationalDocument, Work

__all__ = ["Edition", "InternationalDocument", "Work"]
