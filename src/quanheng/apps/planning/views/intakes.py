"""Pages on which officials bring in a policy: upload, report and proposals, one proposal, the second look."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from quanheng.apps.planning import intake_words
from quanheng.apps.planning.actions.confirm_intake import confirm_intake
from quanheng.apps.planning.actions.decide_proposals import decide_proposals
from quanheng.apps.planning.actions.discard_intake import discard_intake
from quanheng.apps.planning.actions.edit_proposal import edit_proposal
from quanheng.apps.planning.actions.receive_policy import receive_policy
from quanheng.apps.planning.actions.undo_intake import undo_intake
from quanheng.apps.planning.forms import ConfirmForm, ProposalForm, ReasonForm, UploadForm
from quanheng.apps.planning.models import Intake
from quanheng.apps.planning.policies import may_import, may_keep
from quanheng.apps.planning.queries import intakes as queries
from quanheng.apps.planning.reading import read_stored
from quanheng.apps.planning.views.asking import asker
from quanheng.core.texts.comparing.comparison import compare as compare_copies
from quanheng.kernel.clock import now
from quanheng.kernel.errors import BadInput
from quanheng.kernel.files import DOCX, HTML, PDF, TEXT, store, takes_uploads
from quanheng.kernel.forms import FormPage, acting
from quanheng.kernel.subjects import Subject

KINDS = (HTML, DOCX, PDF, TEXT)
DECISIONS = {"accepted", "rejected", "pending"}
BULK = {"accept": "accepted", "reject": "rejected"}


def _crumbs(*more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return ((_("政策任务"), reverse("planning:overview")), (_("政策导入"), reverse("planning:intakes")), *more)


def _page(request: HttpRequest, number: int) -> queries.IntakePage:
    page = queries.intake_page(asker(request), number)
    if page is None:
        raise Http404(_("没有这次导入，或不属于您所在的机构。"))
    return page


@takes_uploads
@never_cache
def intakes(request: HttpRequest) -> HttpResponse:
    """The imports of one's organisation, and the form for another."""
    actor = asker(request)
    may_import(actor).require()
    form = UploadForm(request.POST or None, request.FILES or None, editions=queries.editions(actor))
    page = FormPage(
        title=_("政策导入"),
        lead=_("上传收到的副本，平台清理、拆分、提出建议；逐项由您取舍，确认前什么也不登记。"),
        button=_("上传并读取"),
        back=reverse("planning:overview"),
        crumbs=((_("政策任务"), reverse("planning:overview")),),
    )

    def act(data: dict[str, Any]) -> tuple[str, str]:
        received = data["file"]
        file = store(received, received.name, allowed=KINDS)
        made = receive_policy(
            file=file,
            name=received.name,
            slug=data["edition"] or data["slug"],
            title=data["title"],
            number=data["number"],
            actor=actor,
            now=now(),
        )
        return reverse("planning:intake", args=[made.pk]), _("已读取“%(title)s”，请核对。") % {"title": made.title}

    return acting(request, page, form, act, template="planning/intakes.html", rows=queries.intakes(actor)[:100])


@never_cache
def intake(request: HttpRequest, number: int) -> HttpResponse:
    """What was read, what was removed or is damaged, and the proposals, each to be taken or refused."""
    page = _page(request, number)
    if request.method == "POST":
        may_keep(asker(request), page.intake.organisation_id).require()
        return _decide(request, page)
    context = {
        "page": page,
        "intake": page.intake,
        "report": intake_words.report(page.text),
        "lines": intake_words.lines(page),
        "open": page.intake.stage == Intake.Stage.OPEN and page.mine,
        "subject": Subject("policy-intake", str(page.intake.pk)),
    }
    return render(request, "planning/intake.html", context)


def _decide(request: HttpRequest, page: queries.IntakePage) -> HttpResponse:
    """One button decides all that is undecided, or each radio its proposal."""
    bulk = BULK.get(request.POST.get("all", ""))
    covered = request.POST.get("all") == "covered"
    decisions = {}
    for one in page.proposals:
        asked = request.POST.get(f"p{one.pk}", "")
        if bulk and one.decision == "pending":
            decisions[one.pk] = bulk
        elif covered and one.held and one.decision == "pending":
            decisions[one.pk] = "rejected"
        elif asked in DECISIONS and not (bulk or covered):
            decisions[one.pk] = asked
    try:
        changed = decide_proposals(intake=page.intake, decisions=decisions, actor=asker(request), now=now())
    except BadInput as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已保存 %d 项取舍。") % changed)
    return redirect(reverse("planning:intake", args=[page.intake.pk]) + "#proposals")


@never_cache
def proposal(request: HttpRequest, number: int, proposal: int) -> HttpResponse:
    """One proposal, put right by hand; saving takes it."""
    actor = asker(request)
    page = _page(request, number)
    may_keep(actor, page.intake.organisation_id).require()
    one = queries.proposal(actor, number, proposal)
    if one is None:
        raise Http404(_("这次导入中没有这项建议。"))
    names = list(ProposalForm.base_fields)
    form = ProposalForm(request.POST or None, initial={name: getattr(one, name) for name in names})
    back = reverse("planning:intake", args=[number])
    told = FormPage(
        title=_("修改建议任务"),
        lead=f"{page.intake.title}{one.label}",
        button=_("保存并登记为任务"),
        back=f"{back}#proposal-{one.pk}",
        crumbs=_crumbs((page.intake.title, back)),
    )

    def act(data: dict[str, Any]) -> tuple[str, str]:
        edit_proposal(proposal=one, changes=data, actor=actor, now=now())
        return f"{back}#proposal-{one.pk}", _("已保存%(label)s的任务。") % {"label": one.label}

    quoted = intake_words.marked(page.text, one)
    return acting(request, told, form, act, template="planning/proposal.html", quoted=quoted)


@never_cache
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """The second look: everything that will be done, once more, before it is done."""
    actor = asker(request)
    page = _page(request, number)
    may_keep(actor, page.intake.organisation_id).require()
    start = "keep" if page.on_record.held else "load"
    form = ConfirmForm(request.POST or None, initial={"text": start})
    back = reverse("planning:intake", args=[number])
    told = FormPage(
        title=_("确认导入"),
        lead=page.intake.title,
        button=_("确认登记"),
        back=back,
        crumbs=_crumbs((page.intake.title, back)),
    )

    def act(data: dict[str, Any]) -> tuple[str, str]:
        made = confirm_intake(
            intake=page.intake,
            keep_text=data["text"] == "keep",
            correction=data["correction"],
            actor=actor,
            now=now(),
        )
        address = reverse("planning:policy", args=[page.intake.slug])
        return address, _("已登记 %d 项任务。") % len(made)

    accepted = [one for one in page.proposals if one.decision == "accepted"]
    return acting(
        request, told, form, act, template="planning/confirm.html", page_of=page, accepted=accepted,
        bodies=intake_words.bodies_of(page, accepted),
    )  # fmt: skip


@never_cache
def discard(request: HttpRequest, number: int) -> HttpResponse:
    """Give the import up."""
    page = _page(request, number)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        discard_intake(intake=page.intake, actor=asker(request), now=now())
    except BadInput as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已放弃这次导入，什么也没有登记。"))
    return redirect("planning:intakes")


@never_cache
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Withdraw the tasks of a confirmed import."""
    actor = asker(request)
    page = _page(request, number)
    may_keep(actor, page.intake.organisation_id).require()
    back = reverse("planning:intake", args=[number])
    told = FormPage(
        title=_("撤销导入"),
        lead=_("这次导入登记的任务全部撤下，编号不再使用；已载入的文本不撤，只能更正。撤销本身留下记录，不能再恢复。"),
        button=_("撤销"),
        back=back,
        crumbs=_crumbs((page.intake.title, back)),
    )

    def act(data: dict[str, Any]) -> tuple[str, str]:
        count = undo_intake(intake=page.intake, reason=data["reason"], actor=actor, now=now())
        return back, _("已撤下 %d 项任务。") % count

    return acting(request, told, ReasonForm(request.POST or None), act)


@never_cache
def compare(request: HttpRequest, number: int, other: int) -> HttpResponse:
    """Two copies of one policy side by side."""
    one, two = _page(request, number).intake, _page(request, other).intake
    texts = read_stored(one.file, one.name), read_stored(two.file, two.name)
    found = compare_copies(*texts)
    context = {"one": one, "two": two, "found": found, "tables": intake_words.differences(found, texts[1])}
    return render(request, "planning/compare.html", context)
