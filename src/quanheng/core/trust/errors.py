"""What the trust core says when it refuses."""


class TrustError(ValueError):
    """Something was refused. The message says what and why, in English, and repeats no content."""


class Malformed(TrustError):
    """Bytes that are not in the format they should be in."""


class NotProven(TrustError):
    """A signature or a proof that does not hold."""


class NoSuchEntry(TrustError):
    """An index or a size outside the tree."""


class Unavailable(TrustError):
    """An algorithm that this machine's libraries do not offer, or a key that may not be used as it lies there."""
