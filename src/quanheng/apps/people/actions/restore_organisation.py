"""restore_organisation: a correction is taken back."""

from collections.abc import Mapping
from datetime import datetime

from quanheng.apps.people.actions.correct_organisations import Correction, correct_organisations
from quanheng.apps.people.models import Organisation
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
    one = Correction(organisation, was, former_name=former_name)
    correct_organisations(corrections=[one], reason=reason, actor=actor, now=now)
    return organisation
