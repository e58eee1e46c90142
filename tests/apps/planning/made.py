"""Records of the ledger for tests that walk pages."""

from datetime import datetime
from typing import Any

from quanheng.apps.law.models import Edition
from quanheng.apps.planning.models import Body, Evidence, Intake, Point, Policy, Progress, Proposal, Task
from quanheng.kernel.files import TEXT, store

SLUG = "project-call-2026"
COPY = """某省关于加强计量工作的实施意见
一、总体要求
(一)健全量值传递体系。到2027年,建成公用标准不少于100项,重点领域?盖。(责任单位:省市场监管局、省科技厅)
(二)加强人才队伍建设。每年组织一次技能竞赛。
"""


def policy_kept_by(organisation: Any, moment: datetime) -> dict[str, str]:
    """What each place holder of an address stands for."""
    known = {"source": "走查", "confidence": "A", "changed_at": moment}
    policy = Policy.objects.create(
        edition=Edition.objects.get(slug=SLUG), slug=SLUG, name="走查政策", keeper=organisation, **known
    )
    point = Point.objects.create(policy=policy, anchor="point-1", label="（一）", number=1, topic="走查")
    task = Task.objects.create(
        key=f"{SLUG}-p1-1", point=point, order=9_000_000, title="走查任务", target_kind="activity", **known
    )
    body = Body.objects.filter(organisation=organisation).first() or Body.objects.create(
        key="walk", name=organisation.name, organisation=organisation
    )
    task.responsibilities.create(body=body, role="lead", order=1)
    entry = Progress.objects.create(
        task=task, key="walk-1", day=moment.date(), body=body, text="走查", reported_at=moment, **known
    )
    Evidence.objects.create(progress=entry, kind="law", key=SLUG, title="x", order=1)
    file = store(COPY.encode(), "走查.txt", allowed=(TEXT,))
    intake = Intake.objects.create(
        file=file, name="走查.txt", slug=SLUG, title="走查政策", organisation=organisation, received_at=moment
    )
    proposal = Proposal.objects.create(intake=intake, anchor="point-1", label="（一）", order=1, title="走查建议")
    return {
        "{task}": task.key,
        "{progress}": str(entry.pk),
        "{intake}": str(intake.pk),
        "{intake-proposal}": str(proposal.pk),
    }
