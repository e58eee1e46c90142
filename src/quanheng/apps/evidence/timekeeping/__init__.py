"""Timekeeping 时间: the platform's own clock, measured against others; the arithmetic is in ``core/timekeeping``."""
