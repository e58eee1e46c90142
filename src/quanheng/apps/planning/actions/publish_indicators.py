"""publish_indicators: the values of today are kept, so that tomorrow one sees how they moved."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.planning.events import IndicatorsPublished
from quanheng.apps.planning.indicators import indicators, measured
from quanheng.apps.planning.models import IndicatorValue, Policy
from quanheng.apps.planning.policies import may_publish
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.subjects import Subject


def publish_indicators(*, day: date, actor: Actor, now: datetime) -> int:
    """Keep the value of every indicator on ``day`` with its formula; returns how many. Once a day: what was published
    is never overwritten.
    """
    keepers = Policy.objects.exclude(keeper=None).values_list("keeper", flat=True)
    may_publish(actor, set(keepers)).require()
    with transaction.atomic():
        if IndicatorValue.objects.filter(day=day).exists():
            raise bad_input("", _("%s 的指标值已发布") % day.isoformat(), _("发布后不再改动；明天可以再次发布。"))
        values = [(one, measured(one, day)) for one in indicators()]
        IndicatorValue.objects.bulk_create(
            [
                IndicatorValue(
                    indicator=one.slug,
                    day=day,
                    amount=value.amount,
                    whole=value.whole,
                    formula=one.formula,
                    published_at=now,
                )
                for one, value in values
            ]
        )
        payload = IndicatorsPublished(day.isoformat(), len(values))
        record(payload, actor=actor, subject=Subject("indicators", ""), now=now)
    return len(values)
