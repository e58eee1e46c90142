"""Administrative divisions."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped


class Region(Scoped):
    """行政区划: code of GB/T 2260 (six digits), name, and the one-character abbreviation used in local numbers."""

    code = models.CharField(_("代码"), max_length=6, primary_key=True)
    name = models.CharField(_("名称"), max_length=60)
    abbreviation = models.CharField(_("简称"), max_length=4, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everybody."""
        return Q()
