"""Whether this database holds synthetic records, which every screen then says."""

from django.core.cache import cache

from quanheng.kernel.models import Mark

KEY = "kernel.synthetic"
SYNTHETIC = "synthetic"


def database_is_synthetic() -> bool:
    """True once a synthetic register was generated into this database. Cached for half a minute."""
    known = cache.get(KEY)
    if known is None:
        known = Mark.objects.filter(name=SYNTHETIC).exists()
        cache.set(KEY, known, 30)
    return bool(known)


def mark_synthetic() -> None:
    """Say so, once and for all: there is no way back but a new database."""
    Mark.objects.get_or_create(name=SYNTHETIC)
    cache.delete(KEY)
