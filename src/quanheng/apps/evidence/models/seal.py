"""What was sealed, and what only those who hold it can open."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped


class Relation(models.TextChoices):
    """What a later seal says of an earlier one."""

    NONE = "", _("无")
    REVOKES = "revokes", _("撤销")
    REPLACES = "replaces", _("替换")


class Seal(Scoped):
    """存证: one statement about one record, entered in the log. Append-only.

    ``leaf`` is the leaf hash of its entry and leads to it. A private seal has its digests in its opening, not here.
    """

    kind = models.CharField(_("存证种类"), max_length=60)
    subject_kind = models.CharField(_("事项种类"), max_length=40)
    subject_key = models.CharField(_("事项"), max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, db_index=True)
    sm3 = models.CharField("SM3", max_length=64, blank=True, db_index=True)
    count = models.PositiveIntegerField(_("条数"), default=0)
    at = models.DateTimeField(_("时间"))
    leaf = models.BinaryField(unique=True)
    submitted = models.CharField(max_length=64, null=True, unique=True)
    private = models.BooleanField(_("不公开"))
    relation = models.CharField(_("关系"), max_length=10, choices=Relation.choices, blank=True)
    of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="later", verbose_name=_("针对"))

    class Meta:
        indexes = (models.Index(fields=["subject_kind", "subject_key", "id"], name="evidence_seal_subject"),)

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Seals of public records to all; the others to auditors and to the system."""
        from quanheng.apps.evidence.policies import sees_everything

        return Q() if sees_everything(actor) else Q(private=False)


class Opening(Scoped):
    """开封材料: what opens a salted entry. Kept apart so that it can be deleted; then nothing readable is left.

    ``submitted`` makes a repeat find the first seal; it tells what was sealed, so it lies here.
    """

    leaf = models.BinaryField(primary_key=True)
    salt = models.BinaryField()
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, db_index=True)
    sm3 = models.CharField("SM3", max_length=64, blank=True)
    submitted = models.CharField(max_length=64, null=True, unique=True)

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Auditors and the system."""
        from quanheng.apps.evidence.policies import sees_everything

        return Q() if sees_everything(actor) else Q(pk__in=[])
