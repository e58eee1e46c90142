"""Draws 随机抽取 as an inspection authority carries them out; the arithmetic is in ``core/trust/draw``."""
