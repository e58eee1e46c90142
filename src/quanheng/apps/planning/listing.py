"""The list of tasks: page, exports and API filters."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanheng.apps.law.public import jurisdiction_label
from quanheng.apps.planning import words
from quanheng.apps.planning.models import Responsibility, Task
from quanheng.apps.planning.queries.tasks import joint_tasks, search_tasks, with_state
from quanheng.kernel.actor import ANONYMOUS
from quanheng.kernel.listing import Column, Facet, Listing, Sort


def task_href(row: Any) -> str:
    """The page of a task."""
    return reverse("planning:task", args=[row.key])


def _bodies(role: str) -> Any:
    def named(row: Any) -> str:
        return "；".join(one.body.name for one in row.answering if one.role == role)

    return named


def _joint(values: tuple[str, ...], _day: date) -> Q:
    """Both values chosen is no condition at all."""
    if len(set(values)) != 1:
        return Q()
    several = Q(pk__in=joint_tasks(ANONYMOUS))
    return several if values[0] == "yes" else ~several


TASKS = Listing(
    key="tasks",
    title=_("政策任务"),
    columns=(
        Column("title", _("任务"), sort=("title",)),
        Column("point", _("政策条目"), render=words.point_name, export=words.point_name, sort=("order",)),
        Column("bodies", _("责任单位"), render=words.bodies_plain, export=words.bodies_plain),
        Column("deadline", _("期限"), render=words.deadline_cell, export=words.deadline_plain, sort=("deadline",)),
        Column("target", _("目标"), render=words.target_plain, export=words.target_plain),
        Column(
            "state",
            _("状态"),
            render=words.state_badge,
            export=lambda row: str(words.STATES[row.state]),
            nowrap=True,
        ),
        Column("key", _("编号"), shown=False),
        Column("policy", _("政策"), export=lambda row: row.point.policy.slug, shown=False),
        Column("anchor", _("条目锚点"), export=lambda row: row.point.anchor, shown=False),
        Column("lead", _("牵头单位"), export=_bodies("lead"), shown=False),
        Column("joint", _("共同负责单位"), export=_bodies("joint"), shown=False),
        Column("support", _("配合单位"), export=_bodies("support"), shown=False),
        Column("recurrence", _("频次"), shown=False),
        Column("deadline_text", _("期限所述"), shown=False),
        Column("presumed", _("期限推定"), shown=False),
        Column("target_kind", _("目标类型"), shown=False),
        Column("target_number", _("目标值"), shown=False),
        Column("target_unit", _("目标单位"), shown=False),
        Column("indicator", _("指标"), shown=False),
        Column("confidence", _("可信度"), shown=False),
        Column("source", _("来源"), shown=False),
    ),
    facets=(
        Facet("policy", _("政策"), lookup="point__policy__slug", label_lookup="point__policy__name"),
        Facet("state", _("状态"), lookup="state", options=words.STATES),
        Facet(
            "body",
            _("责任单位"),
            lookup="responsibilities__body__key",
            label_lookup="responsibilities__body__name",
            many=True,
            order="count",
        ),
        Facet("role", _("责任方式"), lookup="responsibilities__role", options=Responsibility.Role.choices, many=True),
        Facet("due", _("期限年份"), lookup="deadline__year", label_of=words.year_label, order="value"),
        Facet(
            "region",
            _("适用地域"),
            lookup="point__policy__edition__instrument__jurisdiction",
            label_of=jurisdiction_label,
        ),
        Facet("target", _("目标类型"), lookup="target_kind", options=Task.Target.choices),
        Facet("recurrence", _("频次"), lookup="recurrence", options=Task.Recurrence.choices),
        Facet("joint", _("联合任务"), where=_joint, options={"yes": _("多个单位共同负责"), "no": _("一个单位负责")}),
    ),
    sorts=(Sort("key", _("编号"), ("key",)),),
    search=search_tasks,
    search_placeholder=_("任务、单位、目标或编号"),
    default_sort="point",
    row_href=task_href,
    asof=True,
    of_day=with_state,
    exports=("csv", "xlsx", "docx", "json"),
    description=_("政策逐条归纳的任务，含责任单位、期限、目标和按查询日期计算的状态；文字为平台归纳，不是原文。"),
)
