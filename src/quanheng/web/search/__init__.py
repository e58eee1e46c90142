"""The search page, its suggestions and its API: one box over everything public."""
