"""What other apps may use of imports. A register declares its importers to kernel/imports, not here."""

from quanheng.apps.imports.queries import imports

__all__ = ["imports"]
