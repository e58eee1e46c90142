"""The ledger as open data."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanheng.apps.planning.listing import TASKS, task_href
from quanheng.apps.planning.queries.tasks import public_tasks, with_state
from quanheng.kernel.datasets import Dataset, register

register(
    Dataset(
        key="tasks",
        title=TASKS.title,
        description=TASKS.description,
        columns=TASKS.columns,
        rows=lambda day: with_state(public_tasks(), day).order_by("order"),
        page=lambda: reverse("planning:tasks"),
        url=task_href,
        asof=True,
        keywords=(_("政策落实"), _("责任单位"), _("台账")),
        order=35,
    )
)
