"""What is searchable of the ledger: tasks."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from quanheng.apps.planning import words
from quanheng.apps.planning.listing import task_href
from quanheng.apps.planning.models import Task
from quanheng.apps.planning.queries.tasks import public_tasks
from quanheng.kernel.search.registry import Document, FacetLabels, Source

CHUNK = 500


def documents(keys: Sequence[str] | None) -> Iterator[Document]:
    """All of them, or those with the given keys."""
    rows = public_tasks().order_by("pk")
    for one in (rows if keys is None else rows.filter(key__in=list(keys))).iterator(chunk_size=CHUNK):
        yield document(one)


def document(one: Any) -> Document:
    """One task, findable by what it asks, of whom, and under which policy."""
    year = {"year": str(one.deadline.year)} if one.deadline else {}
    return Document(
        kind="task",
        key=one.key,
        title=one.title,
        url=task_href(one),
        body="\n".join(
            part for part in (words.bodies_plain(one), words.target_plain(one), words.point_name(one)) if part
        ),
        codes=(one.key,),
        facets={"subkind": one.target_kind, **year},
        note=words.point_name(one),
        weight=0.75,
        synthetic=one.synthetic,
    )


FACETS = {
    "subkind": FacetLabels(_("目标类型"), dict(Task.Target.choices)),
    "year": FacetLabels(_("期限年份")),
}
SOURCE = Source("task", _("政策任务"), documents, lambda: public_tasks().count(), FACETS)
