"""Pages of evidence, a module for each."""
