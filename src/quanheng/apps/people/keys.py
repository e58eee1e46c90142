"""Register numbers (登记号): a letter and a running number, in the order of registration."""

from django.db.models import Max
from django.db.models.functions import Length

from quanheng.apps.people.models import Organisation, Person

DIGITS = 6


def next_key(model: type[Organisation | Person], letter: str) -> str:
    """The number after the highest one given so far, e.g. ``O000042``.

    Synthetic records have letters of their own, so they never move the numbers of real ones.
    """
    numbers = model.objects.filter(key__startswith=letter)
    longest = numbers.aggregate(longest=Max(Length("key")))["longest"]
    highest = numbers.alias(size=Length("key")).filter(size=longest).aggregate(highest=Max("key"))["highest"]
    return f"{letter}{int(highest[1:]) + 1 if highest else 1:0{DIGITS}d}"
