"""The commands of the doors."""
