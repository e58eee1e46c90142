"""Beginning an import: the list, the help of each register, the template file, the upload."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quanheng.apps.imports.actions.open_import import open_import
from quanheng.apps.imports.documents.template import template_workbook
from quanheng.apps.imports.forms import UploadForm
from quanheng.apps.imports.listing import IMPORTS
from quanheng.apps.imports.looking import look
from quanheng.apps.imports.policies import may_import, usable_importers
from quanheng.apps.imports.queries import imports
from quanheng.apps.imports.views.access import actor_of
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import now
from quanheng.kernel.files import XLSX, store, takes_uploads
from quanheng.kernel.files.naming import safe_name
from quanheng.kernel.forms import FormPage, acting
from quanheng.kernel.imports import TABLES, Importer, importer_of
from quanheng.kernel.listing import listing_page


@never_cache
@require_safe
def every(request: HttpRequest) -> HttpResponseBase:
    """The imports of the office, and the registers it may import into."""
    actor = actor_of(request)
    may_import(actor).require()
    context = {"importers": usable_importers(actor)}
    return listing_page(request, IMPORTS, imports(actor), template="imports/list.html", context=context)


@takes_uploads
@never_cache
def start(request: HttpRequest, register: str) -> HttpResponse:
    """What a table for this register may hold, and the form to give one."""
    actor = actor_of(request)
    importer = _importer(register)
    importer.may(actor).require()
    form = UploadForm(request.POST or None, request.FILES or None)
    page = FormPage(
        title=_("导入%s") % importer.label,
        lead=str(importer.lead),
        button=_("上传并查看"),
        back=reverse("imports:list"),
        crumbs=((_("导入"), reverse("imports:list")),),
    )

    def act(data: dict[str, Any]) -> tuple[str, str]:
        one = given(data["file"], importer, actor)
        return reverse("imports:columns", args=[one]), _("已上传。请核对每一列对应的栏目。")

    context = {"importer": importer, "fields": importer.fields()}
    return acting(request, page, form, act, template="imports/start.html", **context)


def given(upload: Any, importer: Importer, actor: Actor) -> int:
    """Keep the file, see that it can be read, and open an import. ``BadInput`` names what is wrong with it."""
    name = safe_name(upload.name or "")
    file = store(upload, name, allowed=TABLES)
    look(file, name, importer.fields())
    return open_import(importer=importer, file=file, name=name, actor=actor, now=now()).pk


@never_cache
@require_safe
def template(request: HttpRequest, register: str) -> HttpResponseBase:
    """The template file of a register. It holds no records: whoever may open the page may have it."""
    importer = _importer(register)
    importer.may(actor_of(request)).require()
    name = _("导入%s模板.xlsx") % importer.label
    response = HttpResponse(template_workbook(importer), content_type=XLSX.media_type)
    response["Content-Disposition"] = attachment(name)
    return response


def attachment(name: str) -> str:
    """The header of a download called ``name`` (RFC 6266)."""
    from urllib.parse import quote

    return f"attachment; filename=\"import.xlsx\"; filename*=UTF-8''{quote(safe_name(name), safe='')}"


def _importer(register: str) -> Importer:
    try:
        return importer_of(register)
    except KeyError:
        raise Http404 from None
