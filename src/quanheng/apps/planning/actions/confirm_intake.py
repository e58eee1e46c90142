"""confirm_intake: the text goes to the law register and the accepted proposals become tasks, all or nothing."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.law.public import Edition, load_texts
from quanheng.apps.people.public import Organisation
from quanheng.apps.planning.actions.decide_proposals import require_open
from quanheng.apps.planning.actions.record_task import Answering, TaskFacts, record_task
from quanheng.apps.planning.body_names import BodyNames
from quanheng.apps.planning.events import IntakeConfirmed
from quanheng.apps.planning.models import Body, Intake, Point, Policy, Proposal, Task
from quanheng.apps.planning.policies import may_import, may_keep
from quanheng.apps.planning.reading import law_text, read_stored
from quanheng.apps.planning.rules.anchors import anchor_numbers, task_key, task_order
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.records import Confidence
from quanheng.kernel.subjects import Subject

LAST_ORDER = 900


def confirm_intake(*, intake: Intake, keep_text: bool, correction: str, actor: Actor, now: datetime) -> list[Task]:
    """Load the text of the copy, unless ``keep_text`` says to stay with the one on record, and register the accepted
    proposals. A text that differs from one on record is a ``correction`` with its reason. Returns the new tasks.

    Raises ``BadInput`` while a proposal is undecided; nothing is changed then.
    """
    may_import(actor).require()
    may_keep(actor, intake.organisation_id).require()
    require_open(intake)
    if intake.proposals.filter(decision=Proposal.Decision.PENDING).exists():
        raise bad_input("", _("还有建议没有取舍"), _("请逐项选“登记为任务”或“不登记”。"))
    text = read_stored(intake.file, intake.name)
    source = _("%(organisation)s导入的副本“%(name)s”，SHA-256 %(digest)s") % {
        "organisation": intake.organisation.name,
        "name": intake.name,
        "digest": intake.file.sha256,
    }
    with transaction.atomic():
        if not keep_text:
            whole = law_text(text, slug=intake.slug, title=intake.title, number=intake.number, source=source)
            load_texts(texts=[whole], actor=actor, now=now, correction=correction)
        policy = _policy(intake, source, now)
        _points(policy, intake)
        accepted = list(intake.proposals.filter(decision=Proposal.Decision.ACCEPTED).order_by("order"))
        tasks = _tasks(policy, accepted, source, actor, now)
        intake.stage, intake.closed_at = Intake.Stage.CONFIRMED, now
        intake.save(update_fields=["stage", "closed_at"])
        rejected = intake.proposals.filter(decision=Proposal.Decision.REJECTED).count()
        payload = IntakeConfirmed(intake.slug, intake.title, intake.file.sha256, len(tasks), rejected, not keep_text)
        record(payload, actor=actor, subject=Subject("policy", policy.slug), now=now)
    return tasks


def _policy(intake: Intake, source: str, now: datetime) -> Policy:
    """The entry of the ledger, made when the policy is new to it: the organisation that imports keeps it."""
    edition = Edition.objects.filter(slug=intake.slug).first()
    if edition is None:
        raise bad_input("keep_text", _("法规登记簿中没有这件政策，不能只登记任务"), _("请同时载入文本。"))
    found: Policy | None = Policy.objects.filter(edition=edition).first()
    if found is not None:
        return found
    last = Policy.objects.aggregate(last=Max("order"))["last"] or 0
    made: Policy = Policy.objects.create(
        edition=edition,
        slug=edition.slug,
        name=edition.title[:60],
        keeper=intake.organisation,
        order=min(last + 1, LAST_ORDER),
        source=source,
        confidence=Confidence.B,
        changed_at=now,
    )
    return made


def _points(policy: Policy, intake: Intake) -> None:
    """Every point of the copy that the ledger does not know yet; what a person refused is a point without a task."""
    known = set(policy.points.values_list("anchor", flat=True))
    new: dict[str, Point] = {}
    for proposal in intake.proposals.order_by("order"):
        if proposal.anchor in known or proposal.anchor in new:
            continue
        number, sub = anchor_numbers(proposal.anchor)
        idle = "" if proposal.decision == Proposal.Decision.ACCEPTED else _("导入时由人核定不设任务")
        new[proposal.anchor] = Point(
            policy=policy,
            anchor=proposal.anchor,
            label=proposal.label,
            number=number,
            sub=sub,
            topic=proposal.title,
            idle=idle,
        )
    Point.objects.bulk_create(new.values())


def _tasks(policy: Policy, accepted: Sequence[Proposal], source: str, actor: Actor, now: datetime) -> list[Task]:
    points = {point.anchor: point for point in policy.points.select_related("policy")}
    names = BodyNames(policy.edition.instrument.jurisdiction)
    made = []
    for proposal in accepted:
        point = points[proposal.anchor]
        ordinal = point.tasks.count() + 1
        facts = TaskFacts(
            title=proposal.title,
            target_kind=proposal.target_kind,
            source=source,
            confidence=Confidence.B,
            recurrence=proposal.recurrence,
            deadline_text=proposal.deadline_text,
            deadline=proposal.deadline,
            presumed=proposal.presumed,
            target_text=proposal.target_text,
            target_number=proposal.target_number,
            target_unit=proposal.target_unit,
            origin=Task.Origin.INTAKE,
            responsibilities=tuple(
                Answering(_body(names, line["name"]), line["role"], line["name"]) for line in proposal.bodies
            ),
        )
        key = task_key(policy.slug, point.anchor, ordinal)
        order = task_order(policy.order, point.number, point.sub, ordinal)
        task, _changed = record_task(point=point, key=key, order=order, facts=facts, actor=actor, now=now)
        Proposal.objects.filter(pk=proposal.pk).update(task=task)
        made.append(task)
    return made


def _body(names: BodyNames, name: str) -> Body:
    """The body called ``name``. One that nobody knows becomes a body of its own, linked to the organisation of exactly
    that name where there is one; nothing is guessed.
    """
    found = names.known(name)
    if found is None:
        same = Organisation.objects.filter(name=name, planning_body=None)[:2]
        place = names.region.pk if names.region else ""
        found = Body.objects.create(
            key=f"b-{hashlib.sha256(f'{place}/{name}'.encode()).hexdigest()[:10]}",
            name=name,
            organisation=same[0] if len(same) == 1 else None,
            region=names.region,
        )
        names.learn(found)
    return found
