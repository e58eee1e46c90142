"""record_term: a term (届) of a committee, with what is known of its dates."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from quanheng.apps.committees.events import TermRecorded
from quanheng.apps.committees.models import Committee, Term
from quanheng.apps.committees.policies import may_change
from quanheng.apps.evidence.public import record
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import BadInput, Fault
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject


def record_term(  # noqa: PLR0913  the facts of one record
    *,
    committee: Committee,
    ordinal: int,
    source: str,
    actor: Actor,
    now: datetime,
    start: date | None = None,
    end: date | None = None,
    instrument: str = "",
    note: str = "",
) -> Term:
    """Record or complete the term ``ordinal``. Raises ``BadInput`` when its end is not after its start."""
    may_change(actor, committee).require()
    with transaction.atomic():
        term = Term.objects.filter(committee=committee, ordinal=ordinal).first()
        term = term or Term(committee=committee, ordinal=ordinal)
        term.start, term.end, term.instrument, term.note, term.source = start, end, instrument, note, source
        try:
            term.full_clean()
        except ValidationError as error:
            raise BadInput([Fault("end", text) for text in error.messages]) from error
        term.save()
        committee.changed_at = now
        committee.save(update_fields=["changed_at"])
        touch("committee", [committee.key])
        record(
            TermRecorded(committee.name, ordinal, start.isoformat() if start else "", end.isoformat() if end else ""),
            actor=actor,
            subject=Subject("committee", committee.key),
            now=now,
        )
    return term
