"""What may happen in the law register."""
