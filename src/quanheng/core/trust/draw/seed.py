"""From the values of the sources to the seed."""

from collections.abc import Iterable, Mapping, Sequence

from quanheng.core.trust.canonical import LIMIT
from quanheng.core.trust.draw.algorithm import Algorithm, DrawFault, lp

LARGEST_NUMBER = LIMIT - 1


def commit_reveal_value(reveals: Mapping[str, bytes]) -> bytes:
    """The value of a commit-reveal source: every party with what it revealed, in the order of the parties' bytes."""
    parties = sorted(reveals, key=str.encode)
    return b"".join(lp(party) + lp(reveals[party]) for party in parties)


def numbers_value(groups: Sequence[Sequence[int]]) -> bytes:
    """The value of public numbers as RFC 3797 writes them: ``n.`` for each, ascending in a group, ``/`` after it."""
    if not groups:
        raise DrawFault("numbers", "no group of numbers")
    text = ""
    for group in groups:
        if not group:
            raise DrawFault("numbers", "a group without numbers")
        for number in group:
            if type(number) is not int or not 0 <= number <= LARGEST_NUMBER:
                raise DrawFault("numbers", f"{number!r} is no number from 0 to 2^53 - 1")
        text += "".join(f"{number}." for number in sorted(group)) + "/"
    return text.encode()


def seed_input(plan_digest: bytes, values: Iterable[tuple[str, bytes]]) -> bytes:
    """What is hashed to the seed: the plan and the values of its sources, in the order of the plan."""
    return b"MDRAW-1 seed\n" + lp(plan_digest) + b"".join(lp(source) + lp(value) for source, value in values)


def seed_of(algorithm: Algorithm, plan_digest: bytes, values: Iterable[tuple[str, bytes]]) -> bytes:
    """The seed of a plan and the values of its sources, in the order of the plan."""
    return algorithm.hash(seed_input(plan_digest, values))
