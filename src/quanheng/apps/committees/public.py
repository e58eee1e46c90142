"""What other apps may use of committees."""

from quanheng.apps.committees.models import Committee, Field

__all__ = ["Committee", "Field"]
