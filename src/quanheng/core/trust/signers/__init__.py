"""Keys that sign: a small protocol, and what stands behind it."""
