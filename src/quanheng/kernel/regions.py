"""The region of the office acted in, as a condition on rows: the same rule as ``Actor.covers``, in SQL."""

from django.db.models import Q

from quanheng.kernel.actor import Actor, reach

NATION = "000000"
_DIGITS = 6


def within(actor: Actor, path: str) -> Q:
    """The rows whose ``path``, a foreign key to a region, lies in the region of the office acted in. True of all for
    an office of the whole country and for machines, of none for whoever acts in no office. Never an empty ``Q``, which
    would vanish from a disjunction.
    """
    if not actor.covers(actor.region):
        return Q(pk__in=[])
    begins = reach(actor.region)
    if actor.system or not begins:
        return ~Q(pk__in=[])
    return Q(**{f"{path}__gte": begins.ljust(_DIGITS, "0"), f"{path}__lte": begins.ljust(_DIGITS, "9")})


def nationwide(path: str) -> Q:
    """The rows whose ``path``, a foreign key to a region, names none: what is there belongs to the whole country."""
    return Q(**{f"{path}__isnull": True}) | Q(**{path: NATION})
