"""What indicators count: public records only, so that everybody can count again. Each gives amount and whole."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from quanheng.apps.committees.public import Committee, Field
from quanheng.apps.law.public import Edition
from quanheng.apps.planning.queries.tasks import public_tasks, with_evidence
from quanheng.apps.specifications.public import counts, coverage
from quanheng.kernel.actor import ANONYMOUS
from quanheng.kernel.datasets import datasets

Amounts = tuple[int, int | None]
UNSURE = "R"
JIANGXI = "360000"


def _founded() -> QuerySet[Any]:
    rows: QuerySet[Any] = Committee.objects.visible_to(ANONYMOUS).filter(planned=False, dissolved_on=None)
    return rows.exclude(confidence=UNSURE)


def committees(_day: date) -> Amounts:
    """Committees that exist."""
    return _founded().count(), None


def local_committees(_day: date) -> Amounts:
    """Those of departments, provinces and regions among them."""
    rows = _founded()
    return rows.exclude(level=Committee.Level.NATIONAL).count(), rows.count()


def committees_with_host(_day: date) -> Amounts:
    """Those whose secretariat's host is on record."""
    rows = _founded()
    return rows.filter(hostings__end=None, hostings__isnull=False).distinct().count(), rows.count()


def priority_fields(_day: date) -> Amounts:
    """Key and new fields with a committee."""
    fields = Field.objects.visible_to(ANONYMOUS).exclude(priority="")
    return fields.filter(committees__in=_founded()).distinct().count(), fields.count()


def specifications_in_force(day: date) -> Amounts:
    """Editions in force on the day."""
    return counts(ANONYMOUS, day).in_force, None


def fields_with_specifications(day: date) -> Amounts:
    """Fields with a specification in force."""
    covered = {cell.row for cell in coverage(ANONYMOUS, day).by_field if cell.row and cell.count}
    return len(covered), Field.objects.visible_to(ANONYMOUS).count()


def international_documents(day: date) -> Amounts:
    """International documents on record."""
    return counts(ANONYMOUS, day).international, None


def law_texts(_day: date) -> Amounts:
    """Editions of laws and policies whose text is complete."""
    rows = Edition.objects.visible_to(ANONYMOUS)
    return rows.filter(completeness=Edition.Completeness.COMPLETE).count(), rows.count()


def open_datasets(_day: date) -> Amounts:
    """Datasets published whole."""
    return len(datasets()), None


def tasks_with_evidence(day: date, policy: str = "") -> Amounts:
    """Tasks with confirmed progress, of one policy where it is named."""
    rows = public_tasks()
    if policy:
        rows = rows.filter(point__policy__slug=policy)
    return with_evidence(rows, day).count(), rows.count()


def tc_opinion_tasks(day: date) -> Amounts:
    """The same of 62号."""
    return tasks_with_evidence(day, "tc-opinion-2022")


def jiangxi_tasks(day: date) -> Amounts:
    """The same of Jiangxi's opinions."""
    return tasks_with_evidence(day, "jiangxi-opinions-2022")


def jiangxi_committees(_day: date) -> Amounts:
    """Local committees of Jiangxi that exist."""
    rows = _founded().filter(level=Committee.Level.LOCAL, organisation__region=JIANGXI)
    return rows.count(), None


MEASURES: dict[str, Callable[[date], Amounts]] = {
    one.__name__: one
    for one in (
        committees,
        local_committees,
        committees_with_host,
        priority_fields,
        specifications_in_force,
        fields_with_specifications,
        international_documents,
        law_texts,
        open_datasets,
        tasks_with_evidence,
        tc_opinion_tasks,
        jiangxi_tasks,
        jiangxi_committees,
    )
}
