"""Choosing the office to act in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quanheng.apps.people.acting import remember
from quanheng.apps.people.actions.switch_office import switch_office
from quanheng.apps.people.views.access import actor_of
from quanheng.kernel.actor import denied
from quanheng.kernel.clock import now
from quanheng.kernel.errors import bad_input

LONGEST_NUMBER = 18


@require_POST
def act_as(request: HttpRequest) -> HttpResponse:
    """Act in another office from now on, and see at the workbench what it opens."""
    actor = actor_of(request)
    if actor.is_anonymous:
        denied(_("请先登录，再选择职务。")).require()
    number = _number(request.POST.get("appointment", ""))
    if not number:
        raise bad_input("appointment", _("没有选择职务"), _("请在工作台选择要以哪一职务办理。"))
    held = switch_office(appointment_id=number, actor=actor, now=now())
    remember(request, held.appointment_id)
    messages.success(request, _("现在以“%(office)s”办理。") % {"office": f"{held.organisation}，{held.title}"})
    return redirect("web:workbench")


def _number(text: str) -> int:
    """The number typed, 0 (which no appointment has) for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else 0
