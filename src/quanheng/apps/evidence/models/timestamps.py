"""Timestamps that an authority outside the platform gave."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quanheng.apps.evidence.models.log import Checkpoint
from quanheng.apps.evidence.models.seal import Seal
from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped

ALGORITHMS = (("sha256", "SHA-256"), ("sm3", "SM3"))


class Timestamp(Scoped):
    """时间戳: an answer of an authority (RFC 3161), as it came and as it was checked. Append-only.

    It is about a checkpoint of the log (its text as the log signed it), or about the content behind a seal. What the
    answer says is kept beside it, so that lists need not take it apart; pages check the answer itself.
    """

    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, null=True, related_name="timestamps")
    seal = models.ForeignKey(Seal, models.PROTECT, null=True, related_name="timestamps")
    algorithm = models.CharField(_("摘要算法"), max_length=10, choices=ALGORITHMS)
    digest = models.CharField(_("摘要"), max_length=64, db_index=True)
    answer = models.BinaryField()
    nonce = models.CharField(max_length=20)
    stamped_at = models.DateTimeField(_("时间戳时间"))
    accuracy_us = models.BigIntegerField(_("声明的准确度（µs）"), null=True)
    policy = models.CharField(_("策略 OID"), max_length=120)
    serial = models.CharField(_("序列号"), max_length=60)
    authority = models.CharField(_("时间戳机构"), max_length=300)
    url = models.CharField(_("服务地址"), max_length=300)
    asked_at = models.DateTimeField(_("请求时间"))
    answered_at = models.DateTimeField(_("收到时间"))

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(checkpoint__isnull=True) ^ Q(seal__isnull=True), name="evidence_timestamp_about_one"
            ),
        )

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everybody reads them: they are evidence."""
        return Q()
