"""Pictures as plain values: pure functions make them, templates draw them as inline SVG."""
