"""Floor 0: what is true anywhere. Pure Python, no Django, no network, no clock of its own."""
