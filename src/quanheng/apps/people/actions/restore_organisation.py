"""restore_organisation: a correction is taken back."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from quanheng.apps.people.actions.correct_organisation import correct_organisation
from quanheng.apps.people.models import FormerName, Organisation
from quanheng.kernel.actor import Actor


def restore_organisation(  # noqa: PLR0913  what was, and why
    *,
    organisation: Organisation,
    was: Mapping[str, str | bool],
    former_name: str,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Organisation:
    """Give the fields in ``was`` their former values, and drop the ``former_name`` the correction had added (empty:
    none). One event, that of the correction. Raises ``BadInput`` as a correction does.
    """
    with transaction.atomic():
        restored = correct_organisation(organisation=organisation, changes=was, reason=reason, actor=actor, now=now)
        if former_name:
            FormerName.objects.filter(organisation=organisation, name=former_name, until=None).delete()
    return restored
