"""Pages of specifications and international documents."""
