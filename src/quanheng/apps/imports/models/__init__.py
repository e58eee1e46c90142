"""The tables of imports."""

from quanheng.apps.imports.models.one import Import
from quanheng.apps.imports.models.row import ImportRow

__all__ = ["Import", "ImportRow"]
