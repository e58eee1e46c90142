"""The feed of changes: every public event, the newest first, in pages."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from quanheng import __version__
from quanheng.apps.evidence.public import Line, kinds, recent_public
from quanheng.kernel.clock import now
from quanheng.kernel.errors import BadInput, Fault
from quanheng.kernel.exports.licence import DATA_LICENCE
from quanheng.kernel.feeds import CONTENT_TYPE, Entry, Feed, atom
from quanheng.kernel.listing.parameters import whole_number

SIZE = 50
LAST_EVENT = 999_999_999
PARAMETERS = ("kind", "before")


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """``?kind=`` keeps one kind of event; ``?before=`` asks for events older than a number, as the feed's own links to
    older pages do (RFC 5005).
    """
    kind, before = _asked(request)
    lines = recent_public(limit=SIZE + 1, before=before, kind=kind)
    more, lines = len(lines) > SIZE, lines[:SIZE]
    links = [("alternate", f"{settings.SITE_URL}/"), ("self", _address(kind, before)), ("first", _address(kind, None))]
    if before is not None:
        links.append(("current", _address(kind, None)))
    if more:
        older = _address(kind, lines[-1].id)
        links += [("next", older), ("prev-archive", older)]
    feed = Feed(
        id=_address(kind, None),
        title=_("权衡：登记变更"),
        updated=lines[0].at if lines else now(),
        links=links,
        rights=str(DATA_LICENCE),
        generator=f"Quanheng {__version__}",
    )
    return HttpResponse(atom(feed, map(_entry, lines)), content_type=CONTENT_TYPE)


def _asked(request: HttpRequest) -> tuple[str, int | None]:
    faults = [
        Fault(name[:40], _("没有这个查询参数"), _("可用的参数：%s。") % "、".join(PARAMETERS))
        for name in request.GET
        if name not in PARAMETERS
    ]
    kind = request.GET.get("kind", "")
    public = [name for name, declared in kinds().items() if declared.public]
    if kind and kind not in public:
        faults.append(Fault("kind", _("没有这种事件"), _("可用的取值：%s。") % "、".join(public)))
    if faults:
        raise BadInput(faults)
    before = request.GET.get("before", "")
    return kind, whole_number(before, "before", 1, LAST_EVENT) if before else None


def _address(kind: str, before: int | None) -> str:
    query = urlencode({name: value for name, value in (("kind", kind), ("before", before or "")) if value})
    return f"{settings.SITE_URL}/feeds/changes.atom" + (f"?{query}" if query else "")


def _entry(line: Line) -> Entry:
    return Entry(
        id=f"{settings.SITE_URL}/feeds/changes.atom#event-{line.id}",
        title=f"{line.label}：{line.subject}",
        updated=line.at,
        summary=line.sentence,
        author=line.actor,
        category=line.kind,
        category_label=line.label,
        url=f"{settings.SITE_URL}{line.url}" if line.url else "",
    )
