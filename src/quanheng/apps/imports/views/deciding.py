"""What somebody decides about a whole import: confirm, undo, resume, abandon."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from quanheng.apps.imports import queries
from quanheng.apps.imports.actions.abandon import abandon as abandon_import
from quanheng.apps.imports.actions.confirm import confirm as confirm_import
from quanheng.apps.imports.actions.confirm_undo import confirm_undo
from quanheng.apps.imports.actions.resume import resume as resume_import
from quanheng.apps.imports.forms import ReasonForm
from quanheng.apps.imports.views.access import actor_of, crumbs_of, import_or_404
from quanheng.kernel.clock import now
from quanheng.kernel.errors import BadInput
from quanheng.kernel.forms import ActionForm, FormPage, acting


@never_cache
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """The dry run in figures, and the button that makes it real."""
    one = import_or_404(request, number)
    actor = actor_of(request)
    here = reverse("imports:detail", args=[one.pk])
    page = FormPage(
        title=_("确认导入"),
        lead=_("以下是试算结果，登记簿还没有改动。"),
        button=_("确认导入"),
        back=here,
        crumbs=crumbs_of(one),
    )

    def act(_data: dict[str, Any]) -> tuple[str, str]:
        confirm_import(one=one, actor=actor, now=now())
        return here, _("已开始导入。")

    form = ActionForm(request.POST if request.method == "POST" else None)
    figures = queries.figures(actor, one)
    return acting(request, page, form, act, template="imports/confirm.html", one=one, figures=figures)


@never_cache
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take the import back."""
    one = import_or_404(request, number)
    actor = actor_of(request)
    here = reverse("imports:detail", args=[one.pk])
    count = queries.figures(actor, one).applied
    lead = _("共 %d 条：更正过的恢复原来的内容，新登记的从登记簿撤回。导入之后又有变化的记录不会被改动。")
    page = FormPage(
        title=_("撤销这次导入"),
        lead=lead % count,
        button=_("撤销导入"),
        back=here,
        crumbs=crumbs_of(one),
    )

    def act(data: dict[str, Any]) -> tuple[str, str]:
        confirm_undo(one=one, whole=data["whole"] == "yes", reason=data["reason"], actor=actor, now=now())
        return here, _("已开始撤销。")

    return acting(request, page, ReasonForm(request.POST or None), act)


@never_cache
@require_POST
def resume(request: HttpRequest, number: int) -> HttpResponse:
    """Let the work go on."""
    return _told(request, number, resume_import, _("已继续。"))


@never_cache
@require_POST
def abandon(request: HttpRequest, number: int) -> HttpResponse:
    """Give the import up."""
    return _told(request, number, abandon_import, _("已放弃这次导入，登记簿没有改动。"))


def _told(request: HttpRequest, number: int, act: Any, message: str) -> HttpResponse:
    one = import_or_404(request, number)
    try:
        act(one=one, actor=actor_of(request), now=now())
    except BadInput as error:
        messages.error(request, str(error))
    else:
        messages.success(request, message)
    return HttpResponseRedirect(reverse("imports:detail", args=[one.pk]))
