"""What can be asked of people, one register a module."""
