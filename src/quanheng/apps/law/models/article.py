"""Articles."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped


class Article(Scoped):
    """条: one article of an edition's text, at a permanent address. Never edited after it was loaded."""

    edition = models.ForeignKey("law.Edition", models.PROTECT, related_name="articles")
    anchor = models.CharField(_("锚点"), max_length=20)
    label = models.CharField(_("条号"), max_length=20)
    order = models.PositiveIntegerField(_("次序"))
    chapter = models.CharField(_("章"), max_length=120, blank=True)
    section = models.CharField(_("节"), max_length=120, blank=True)
    paragraphs = models.JSONField(_("款"))

    class Meta:
        ordering = ("edition", "order")
        constraints = (
            models.UniqueConstraint(fields=["edition", "anchor"], name="law_article_anchor_once"),
            models.UniqueConstraint(fields=["edition", "order"], name="law_article_order_once"),
        )

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everybody."""
        return Q()
