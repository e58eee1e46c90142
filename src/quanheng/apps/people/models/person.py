"""Persons."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Sourced


class Person(Sourced):
    """人员: a natural person. Never public; the public sees offices where law wants them published."""

    key = models.CharField(_("登记号"), max_length=20, unique=True)
    name = models.CharField(_("姓名"), max_length=80, db_index=True)
    employer = models.ForeignKey("people.Organisation", models.PROTECT, null=True, blank=True, related_name="staff")
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", editable=False
    )

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Oneself, one's own organisation where one holds an office, and the registrar role."""
        from quanheng.apps.people.policies import visible_persons

        return visible_persons(actor)
