"""Floor 1: shared Django code with no domain."""
