"""The front page, the workbench, and the help pages."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from quanheng.apps.specifications.public import rule_bases
from quanheng.kernel.clock import legal_today
from quanheng.web.home.queries import front
from quanheng.web.home.ways import WAYS
from quanheng.web.home.workbench import workbench_of

STATUSES = (
    ("not_issued", _("未发布"), _("该日尚未发布。")),
    ("upcoming", _("即将实施"), _("已发布，实施日期未到。")),
    ("in_force", _("现行"), _("实施日期已到，未被代替或废止。")),
    ("partly_replaced", _("部分被代替"), _("一部分内容已由其他规范代替。")),
    ("replaced", _("被代替"), _("代替它的规范已经实施。")),
    ("abolished", _("废止"), _("已由公告废止，或来源称已失效。")),
    ("unknown", _("待核实"), _("缺少日期，不能断定。")),
)
EXAMPLES = ("JJF 1070", "血压计", "秤", "强制检定", "毫米汞柱", "衡器")


def home(request: HttpRequest) -> HttpResponse:
    """首页."""
    shown = front(request.actor, legal_today())  # type: ignore[attr-defined]
    return render(request, "home/home.html", {"front": shown, "ways": WAYS, "examples": EXAMPLES})


@login_required
def workbench(request: HttpRequest) -> HttpResponse:
    """工作台: my offices today, what may be done with them, and the state of the platform."""
    return render(request, "home/workbench.html", {"bench": workbench_of(request.actor)})  # type: ignore[attr-defined]


def help_page(request: HttpRequest) -> HttpResponse:
    """帮助: how to look things up, what the words mean, on what they rest."""
    return render(request, "home/help.html", {"statuses": STATUSES, "bases": rule_bases(legal_today())})
