"""Register numbers (登记号): a letter and a running number, in the order of registration, never given twice."""

from collections.abc import Callable

from django.db.models import Max
from django.db.models.functions import Length

from quanheng.apps.people.models import LastNumber, Organisation, Person

DIGITS = 6


def next_keys(model: type[Organisation | Person], letter: str, count: int) -> list[str]:
    """The ``count`` numbers after the last one given, e.g. ``O000042``. Call inside the transaction that uses them.

    Synthetic records have letters of their own, so they never move the numbers of real ones.
    """
    last = LastNumber.give(letter, count, lambda: _highest(model, letter))
    return [f"{letter}{number:0{DIGITS}d}" for number in range(last - count + 1, last + 1)]


def next_numbers(letter: str, count: int, highest: Callable[[], int]) -> list[int]:
    """The ``count`` numbers after the last one given under a ``letter`` that another register keeps; ``highest`` says
    where counting begins.
    """
    last = LastNumber.give(letter, count, highest)
    return list(range(last - count + 1, last + 1))


def next_key(model: type[Organisation | Person], letter: str) -> str:
    """The next number."""
    return next_keys(model, letter, 1)[0]


def _highest(model: type[Organisation | Person], letter: str) -> int:
    """The highest number on record: where counting begins."""
    numbers = model.objects.filter(key__startswith=letter)
    longest = numbers.aggregate(longest=Max(Length("key")))["longest"]
    highest = numbers.alias(size=Length("key")).filter(size=longest).aggregate(highest=Max("key"))["highest"]
    return int(highest.removeprefix(letter)) if highest else 0
