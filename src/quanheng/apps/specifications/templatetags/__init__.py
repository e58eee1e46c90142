"""Template tags of this register."""
