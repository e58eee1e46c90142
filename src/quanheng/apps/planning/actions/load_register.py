"""load_register: the ledger shipped with the platform. Run at every start; changes what differs, and nothing that a
person corrected or withdrew.
"""

from datetime import datetime

from django.db import transaction

from quanheng.apps.planning.actions.load_bodies import load_bodies
from quanheng.apps.planning.actions.record_policy import record_policy
from quanheng.apps.planning.policies import may_load
from quanheng.apps.planning.register_file import shipped_policies
from quanheng.kernel.actor import Actor


def load_register(*, actor: Actor, now: datetime) -> dict[str, int]:
    """Bring bodies, policies, tasks and shipped progress to what the files say. Returns how many of each changed;
    nothing changes and no event is written when all is as shipped. Needs law and people loaded.
    """
    may_load(actor).require()
    changed = {"bodies": 0, "policies": 0, "tasks": 0, "progress": 0}
    with transaction.atomic():
        changed["bodies"] = load_bodies(actor=actor, now=now)
        for facts in shipped_policies():
            for kind, count in record_policy(facts=facts, actor=actor, now=now).items():
                changed[kind] += count
    return changed
