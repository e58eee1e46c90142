"""Whom and what an office of a region answers for: organisations by their region, persons by where they work and hold
office, accounts by their persons. An office of the whole country answers for all.
"""

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from quanheng.core.basis import Basis
from quanheng.kernel.actor import ALLOWED, Actor, Decision, denied, reach
from quanheng.kernel.regions import within

if TYPE_CHECKING:
    from quanheng.apps.people.models import Organisation, Person

JURISDICTION = Basis(
    "metrology-law-2018",
    "第四条",
    "analog",
    "县级以上地方人民政府计量行政部门对本行政区域内的计量工作实施监督管理；本平台据此划分登记和授权的范围",
)
"""That an office of a province acts for its own region."""


def persons_within(actor: Actor) -> Q:
    """Who works, or holds or held an office, in an organisation of the region the actor acts for."""
    held = within(actor, "organisation__region")
    if not reach(actor.region):
        return held
    return within(actor, "employer__region") | Q(pk__in=appointed(held))


def persons_answered_for(actor: Actor) -> Q:
    """Whose accounts an administrator of the region looks after: who works in an organisation of it, and holds no
    platform office outside it, through which the account reaches further than its administrator.
    """
    here = within(actor, "employer__region")
    if not reach(actor.region):
        return here
    beyond = ~Q(office__grants=[]) & ~within(actor, "organisation__region")
    return here & ~Q(pk__in=appointed(beyond & (Q(end=None) | Q(end__gt=actor.on))))


def appointed(condition: Q) -> QuerySet[Any]:
    """As a subquery, so that a person with two offices appears once."""
    from quanheng.apps.people.models import Appointment

    return Appointment.objects.filter(condition).values("person")


def answers_for(actor: Actor, region: str | None) -> Decision:
    """Whether what lies in ``region`` is the business of the office acted in. Which business, its role says."""
    return ALLOWED if actor.covers(region) else denied(beyond_reach(), JURISDICTION)


def beyond_reach() -> str:
    """Why an office of a region does not change what lies outside it."""
    return _("您现在的职务属于一个地方的机构，只能办理本行政区划及其下级的机构、人员和任职。")


def regions_of(*records: "Organisation | Person | None") -> list[str | None]:
    """The regions these records belong to: of an organisation its own, of a person the one of the employer, if any."""
    bodies: list[Any] = [getattr(one, "employer", one) for one in records]
    return [body.region_id for body in bodies if body is not None]


def among_persons(condition: Q) -> QuerySet[Any]:
    """The persons of whom ``condition`` holds, as a subquery."""
    from quanheng.apps.people.models import Person

    return Person.objects.filter(condition).values("pk")


def answers_for_account(actor: Actor, account_id: int) -> Decision:
    """Whether the actor, if it is an administrator at all, is the one of this account."""
    from quanheng.apps.people.models import Account

    if not reach(actor.region):
        return ALLOWED
    theirs = Account.objects.filter(pk=account_id, person__in=among_persons(persons_answered_for(actor)))
    return ALLOWED if theirs.exists() else _elsewhere()


def answers_for_person(actor: Actor, person_id: int) -> Decision:
    """The same for a person who may have no account yet."""
    if not reach(actor.region) or among_persons(persons_answered_for(actor) & Q(pk=person_id)).exists():
        return ALLOWED
    return _elsewhere()


def _elsewhere() -> Decision:
    return denied(
        _("您现在的职务属于一个地方的机构，只能管理在本行政区划工作、且不在别处担任平台职务的人员的账户。"),
        JURISDICTION,
    )
