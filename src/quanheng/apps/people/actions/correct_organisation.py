"""correct_organisation: what the register says about an organisation was wrong, or its name changed."""

from collections.abc import Mapping
from datetime import date, datetime

from quanheng.apps.people.actions.correct_organisations import Correction, correct_organisations
from quanheng.apps.people.models import Organisation
from quanheng.kernel.actor import Actor


def correct_organisation(  # noqa: PLR0913  a correction has a reason and may be a renaming
    *,
    organisation: Organisation,
    changes: Mapping[str, str | bool],
    reason: str,
    actor: Actor,
    now: datetime,
    renamed: bool = False,
    renamed_on: date | None = None,
) -> Organisation:
    """One :class:`~quanheng.apps.people.actions.correct_organisations.Correction`, with the same faults."""
    one = Correction(organisation, changes, renamed, renamed_on)
    correct_organisations(corrections=[one], reason=reason, actor=actor, now=now)
    return organisation
