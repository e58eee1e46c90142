"""Pure rules of committees."""
