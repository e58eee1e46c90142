"""Who asks, and for which import."""

from typing import cast

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from quanheng.apps.imports import queries
from quanheng.apps.imports.models import Import, ImportRow
from quanheng.apps.imports.policies import may_import, may_work_on
from quanheng.kernel.actor import Actor


def actor_of(request: HttpRequest) -> Actor:
    """The actor the middleware built for this request."""
    return cast("Actor", request.actor)  # type: ignore[attr-defined]  # set by the actor middleware


def import_or_404(request: HttpRequest, number: int) -> Import:
    """The import, for those who may work on it: refused to those who may import nothing, 404 for what is not theirs."""
    actor = actor_of(request)
    may_import(actor).require()
    one = queries.import_of(actor, number) if number < 2**62 else None
    if one is None:
        raise Http404
    may_work_on(actor, one).require()
    return one


def row_or_404(request: HttpRequest, one: Import, number: int) -> ImportRow:
    """One of its rows."""
    row = queries.row_of(actor_of(request), one, number) if number < 2**31 else None
    if row is None:
        raise Http404
    return row


def crumbs_of(one: Import | None = None) -> tuple[tuple[str, str], ...]:
    """The way to an import."""
    first = ((_("导入"), reverse("imports:list")),)
    return first if one is None else (*first, (one.file_name, reverse("imports:detail", args=[one.pk])))
