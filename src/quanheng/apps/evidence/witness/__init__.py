"""A witness of transparency logs: its store, its server. Knows nothing of the platform's database."""
