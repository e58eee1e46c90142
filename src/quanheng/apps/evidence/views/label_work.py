"""What an issuer does with labels: issue, revoke, replace."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from quanheng.apps.evidence.actions.issue_labels import issue_labels
from quanheng.apps.evidence.actions.replace_label import replace_label
from quanheng.apps.evidence.actions.revoke_label import revoke_label
from quanheng.apps.evidence.labels.bases import label_rules
from quanheng.apps.evidence.labels.forms import IssueForm, ReplaceForm, RevokeForm
from quanheng.apps.evidence.labels.listing import label_href
from quanheng.apps.evidence.labels.policies import issues_for, may_issue
from quanheng.apps.evidence.labels.queries import key_in_use
from quanheng.apps.evidence.views.asking import actor_of
from quanheng.apps.evidence.views.labels import standing_label
from quanheng.kernel.clock import now
from quanheng.kernel.files import takes_uploads
from quanheng.kernel.forms import FormPage, acting


@takes_uploads
@never_cache
def issue(request: HttpRequest) -> HttpResponse:
    """One label from a form."""
    actor = actor_of(request)
    may_issue(actor).require()
    page = FormPage(
        title=_("签发标识"),
        lead=_("一枚标识对应一份证书和一台器具。签发以后不能更改，只能撤销或替换。"),
        button=_("签发"),
        back=reverse("evidence:labels"),
        crumbs=((_("标识"), reverse("evidence:labels")),),
    )
    form = IssueForm(request.POST or None, request.FILES or None)
    organisation = issues_for(actor)[0]

    def act(_data: dict[str, Any]) -> tuple[str, str]:
        [made] = issue_labels(drafts=[form.draft()], organisation=organisation, actor=actor, now=now())
        return label_href(made), _("已签发标识 %(number)s。") % {"number": made.number}

    key = key_in_use(actor, organisation, now())
    context = {"key": key, "rules": label_rules()}
    return acting(request, page, form, act, template="evidence/labels/issue.html", **context)


@never_cache
def revoke(request: HttpRequest, number: str) -> HttpResponse:
    """End a label."""
    actor = actor_of(request)
    one = standing_label(actor, number)
    page = FormPage(
        title=_("撤销标识"),
        lead=_("%(number)s，%(name)s，%(serial)s。撤销不能取消；需要时可以另行签发。")
        % {"number": one.number, "name": one.name, "serial": one.serial},
        button=_("撤销"),
        back=label_href(one),
        crumbs=((_("标识"), reverse("evidence:labels")), (one.number, label_href(one))),
    )

    def act(data: dict[str, Any]) -> tuple[str, str]:
        revoke_label(label=one, reason=data["reason"], actor=actor, now=now())
        return label_href(one), _("已撤销。扫码核对时立即显示“已撤销”。")

    return acting(request, page, RevokeForm(request.POST or None), act)


@takes_uploads
@never_cache
def replace(request: HttpRequest, number: str) -> HttpResponse:
    """Issue a label in place of one."""
    actor = actor_of(request)
    one = standing_label(actor, number)
    page = FormPage(
        title=_("替换标识"),
        lead=_("原标识 %(number)s 随即失效，扫码时指向新标识。替换不能取消。") % {"number": one.number},
        button=_("替换"),
        back=label_href(one),
        crumbs=((_("标识"), reverse("evidence:labels")), (one.number, label_href(one))),
    )
    form = ReplaceForm(request.POST or None, request.FILES or None, label=one)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        made = replace_label(label=one, draft=form.draft(), reason=data["reason"], actor=actor, now=now())
        return label_href(made), _("已签发新标识 %(number)s，原标识失效。") % {"number": made.number}

    return acting(request, page, form, act)
