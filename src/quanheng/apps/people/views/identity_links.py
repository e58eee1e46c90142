"""Pages on which two administrators link an identity to the account of somebody else, and one takes it off."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from quanheng.apps.people.actions.decide_identity import decide_identity
from quanheng.apps.people.actions.propose_identity import propose_identity
from quanheng.apps.people.actions.unlink_identity import unlink_identity
from quanheng.apps.people.authentication.providers import name_of_issuer, providers
from quanheng.apps.people.forms import DecisionForm, IdentityForm, ReasonForm
from quanheng.apps.people.models import Account, LinkedIdentity
from quanheng.apps.people.policies import may_decide_identity, may_propose_identity, may_unlink_identity
from quanheng.apps.people.queries import accounts, identities
from quanheng.apps.people.views.access import actor_of
from quanheng.apps.people.views.acting import FormPage, acting
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import now


def _account(actor: Actor, number: int) -> Account:
    one = accounts.account(actor, number)
    if one is None:
        raise Http404
    return one


def _identity(actor: Actor, number: int, which: int) -> LinkedIdentity:
    one = identities.identity(actor, number, which)
    if one is None:
        raise Http404
    return one


def _page(account: Account, title: str, lead: str, button: str = "") -> FormPage:
    here = reverse("people:account", args=[account.pk])
    return FormPage(
        title, lead, button or title, here, ((_("账户"), reverse("people:accounts")), (account.username, here))
    )


@never_cache
def propose(request: HttpRequest, number: int) -> HttpResponse:
    """A security administrator asks."""
    actor = actor_of(request)
    may_propose_identity(actor, number).require()
    one = _account(actor, number)
    lead = (
        _(
            "为%(name)s（%(username)s）提出关联，由系统管理员决定后生效。主体标识以身份认证方提供的为准，不是登录名或邮箱。"
        )
        if providers()
        else _("平台没有配置统一身份认证，现在不能提出关联。")
    )
    page = _page(one, _("关联统一身份"), lead % {"name": one.person.name, "username": one.username}, _("提出"))

    def act(data: dict[str, Any]) -> tuple[str, str]:
        propose_identity(account=one, **data, actor=actor, now=now())
        return page.back, _("已提出，等待系统管理员决定。")

    form = IdentityForm(request.POST or None, providers=[(other.issuer, other.name) for other in providers()])
    return acting(request, page, form, act)


@never_cache
def decide(request: HttpRequest, number: int, which: int) -> HttpResponse:
    """A system administrator decides."""
    actor = actor_of(request)
    one = _identity(actor, number, which)
    may_decide_identity(actor, account_id=number, asked_by=one.asked_by_id).require()
    lead = _("%(who)s 提出：%(name)s（%(username)s）以“%(provider)s”的 %(subject)s 登录。理由：%(reason)s") % {
        "who": one.asked_by.person.name,
        "name": one.account.person.name,
        "username": one.account.username,
        "provider": name_of_issuer(one.issuer),
        "subject": one.subject,
        "reason": one.reason,
    }
    page = _page(one.account, _("决定关联统一身份"), lead, _("决定"))

    def act(data: dict[str, Any]) -> tuple[str, str]:
        accept = data["accept"] == "yes"
        decide_identity(identity=one, accept=accept, reason=data["reason"], actor=actor, now=now())
        return page.back, _("已同意，本人的会话全部结束。") if accept else _("已记为不同意。")

    return acting(request, page, DecisionForm(request.POST or None), act)


@never_cache
def take_off(request: HttpRequest, number: int, which: int) -> HttpResponse:
    """A security administrator takes it off."""
    actor = actor_of(request)
    may_unlink_identity(actor, number).require()
    one = _identity(actor, number, which)
    lead = _("%(name)s（%(username)s）不再能以“%(provider)s”的 %(subject)s 登录，全部会话立即结束。") % {
        "name": one.account.person.name,
        "username": one.account.username,
        "provider": name_of_issuer(one.issuer),
        "subject": one.subject,
    }
    page = _page(one.account, _("解除统一身份"), lead)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        unlink_identity(identity=one, reason=data["reason"], actor=actor, now=now())
        return page.back, _("已解除。")

    return acting(request, page, ReasonForm(request.POST or None), act)
