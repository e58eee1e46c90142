"""Timestamps 时间戳 by an authority outside the platform, as it is set; the format is in ``core/trust/timestamps``."""
