"""Floor 2: what this country has on record. One Django app per register."""
