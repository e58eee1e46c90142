"""What of timekeeping goes into the log, and how its content is computed anew."""

from django.utils.translation import gettext_lazy as _

from quanheng.apps.evidence.labels.seals import MISSING
from quanheng.apps.evidence.models.timekeeping import TimeComparison, TimeRound
from quanheng.apps.evidence.seal_kinds import declare_seal_kind
from quanheng.core.trust.digests import Digest
from quanheng.kernel.subjects import Subject

ROUND, COMPARISON = "time.round", "time.comparison"


def round_subject(number: int) -> Subject:
    """A round as the subject of its event and seal."""
    return Subject("time-round", str(number))


def comparison_subject(number: int) -> Subject:
    """A comparison as the subject of its event and seal."""
    return Subject("time-comparison", str(number))


def declare() -> None:
    """Called when the app is ready."""
    declare_seal_kind(ROUND, _("测时"), _of_round)
    declare_seal_kind(COMPARISON, _("时间比对"), _of_comparison)


def _of_round(number: str) -> Digest:
    found = TimeRound.objects.filter(pk=int(number)).first()
    return Digest.of(found.text.encode()) if found else MISSING


def _of_comparison(number: str) -> Digest:
    found = TimeComparison.objects.filter(pk=int(number)).first()
    return Digest.of(found.text.encode()) if found else MISSING
