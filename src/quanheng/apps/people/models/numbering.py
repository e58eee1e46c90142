"""The register numbers given so far."""

from collections.abc import Callable

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped


class LastNumber(Scoped):
    """末号: the highest number given under a letter. A number is given once, also when its record left the register."""

    letter = models.CharField(_("字头"), max_length=4, primary_key=True)
    number = models.PositiveIntegerField(_("末号"))

    @classmethod
    def give(cls, letter: str, count: int, highest: Callable[[], int]) -> int:
        """Give the next ``count`` numbers and answer the last of them. ``highest`` says where counting begins."""
        if not cls.objects.filter(letter=letter).update(number=F("number") + count):
            cls.objects.create(letter=letter, number=highest() + count)
        return int(cls.objects.get(letter=letter).number)

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Nobody: it is counted by registration alone."""
        return Q(pk__in=[])
