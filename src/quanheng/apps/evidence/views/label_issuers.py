"""The list of issuers that readers pin, and the keys on it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quanheng.apps.evidence.actions.end_label_key import end_label_key
from quanheng.apps.evidence.actions.open_label_key import open_label_key
from quanheng.apps.evidence.labels import queries
from quanheng.apps.evidence.labels.forms import EndKeyForm, OpenKeyForm
from quanheng.apps.evidence.labels.policies import may_keep_keys
from quanheng.apps.evidence.labels.seals import list_subject
from quanheng.apps.evidence.models.labels import LabelKey
from quanheng.apps.evidence.views.asking import actor_of
from quanheng.core.trust.labels.issuers import issuer_list
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import LEGAL_ZONE, now
from quanheng.kernel.directory import Body, body_named
from quanheng.kernel.errors import bad_input
from quanheng.kernel.forms import FormPage, acting


@require_safe
def issuers(request: HttpRequest) -> HttpResponse:
    """Every key, and the proof that the list is the one everybody was shown."""
    actor = actor_of(request)
    lists = list(queries.issuer_lists(actor)[:20])
    context = {
        "keys": list(queries.keys(actor)),
        "lists": lists,
        "subject": list_subject(lists[0].number) if lists else None,
        "may_keep": bool(may_keep_keys(actor)),
        "site": settings.SITE_URL,
    }
    return render(request, "evidence/labels/issuers.html", context)


@require_safe
def issuers_file(request: HttpRequest) -> HttpResponse:
    """The list as it was sealed, to the byte; an empty one while no key was ever registered."""
    latest = queries.issuer_lists(actor_of(request)).first()
    text = latest.text.encode() if latest else issuer_list([])
    return HttpResponse(text, content_type="application/json")


@never_cache
def open_key(request: HttpRequest) -> HttpResponse:
    """Put a key on the list."""
    actor = actor_of(request)
    may_keep_keys(actor).require()
    page = FormPage(
        title=_("登记签发密钥"),
        lead=_("登记以后，该机构的标识签发员即可签发；名单随之公布新版本并存证。私钥只存在服务器上。"),
        button=_("登记"),
        back=reverse("evidence:label-issuers"),
        crumbs=((_("签发者"), reverse("evidence:label-issuers")),),
    )

    def act(data: dict[str, Any]) -> tuple[str, str]:
        made = open_label_key(
            issuer=_issuer(actor, data), public=bytes.fromhex(data["public"]), home=data["home"], actor=actor, now=now()
        )
        return reverse("evidence:label-issuers"), _("已登记密钥 %(key)s。") % {"key": made.key_id}

    return acting(request, page, OpenKeyForm(request.POST or None), act)


def _issuer(actor: Actor, data: dict[str, Any]) -> Body:
    if data["home"]:
        return Body(0, data["number"], data["organisation"].strip())
    found = body_named(data["organisation"], actor)
    if found is None:
        remedy = _("请填登记号或完整名称。")
        raise bad_input("organisation", _("没有找到这个机构，或同名机构不止一个"), remedy)
    return found


@never_cache
def end_key(request: HttpRequest, key_id: str) -> HttpResponse:
    """Take a key off the list."""
    actor = actor_of(request)
    may_keep_keys(actor).require()
    one = queries.key(actor, key_id)
    if one is None:
        raise Http404
    page = FormPage(
        title=_("停用签发密钥"),
        lead=_("%(name)s，密钥 %(key)s。停用不能取消；停用以前签发的标识仍然有效。")
        % {"name": one.issuer_name, "key": one.key_id},
        button=_("停用"),
        back=reverse("evidence:label-issuers"),
        crumbs=((_("签发者"), reverse("evidence:label-issuers")),),
    )

    def act(data: dict[str, Any]) -> tuple[str, str]:
        end_label_key(key=one, end=_end(data["end"], one), reason=data["reason"], actor=actor, now=now())
        return reverse("evidence:label-issuers"), _("已停用密钥 %(key)s。") % {"key": one.key_id}

    initial = {"end": now().astimezone(LEGAL_ZONE)}
    return acting(request, page, EndKeyForm(request.POST or None, initial=initial), act)


def _end(said: datetime, key: LabelKey) -> datetime:
    """The form says minutes: this one means now, and the one in which the key was opened means from its start."""
    moment = now()
    if said == moment.replace(second=0, microsecond=0):
        return moment
    return key.start if said == key.start.replace(second=0) else said
