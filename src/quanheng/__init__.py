"""Quanheng 权衡: the open platform on which a country runs its metrology governance."""

__version__ = "0.1.0"
