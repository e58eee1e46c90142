"""三员分立: which platform roles one person may hold on one day."""

from collections.abc import Collection


def conflict(held: Collection[str], further: Collection[str], separated: Collection[str]) -> bool:
    """Whether an office granting ``further`` may not be held beside one granting ``held``: one of the two grants a
    ``separated`` role and the other grants a different role.
    """
    if not held or not further or set(held) == set(further):
        return False
    return bool({*held, *further} & set(separated))


def effective(roles: Collection[str], separated: Collection[str]) -> frozenset[str]:
    """The roles that count: none at all where a ``separated`` one stands beside another. Two keys in one hand open
    nothing, however they came there.
    """
    mixed = len(set(roles)) > 1 and bool(set(roles) & set(separated))
    return frozenset() if mixed else frozenset(roles)
