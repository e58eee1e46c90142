"""The audit bundle of a draw: what is on record, as files anybody can check without us."""

from datetime import datetime

from django.utils.translation import gettext as _

from quanheng.apps.evidence.draws import files
from quanheng.apps.evidence.draws.proofs import proof_files
from quanheng.apps.evidence.draws.queries import DrawPage
from quanheng.apps.evidence.draws.witnessing import rules_of
from quanheng.core.trust.canonical import canonical
from quanheng.core.trust.draw import checks
from quanheng.core.trust.draw.records import substitutions_value
from quanheng.kernel.clock import LEGAL_ZONE


def bundle_of(page: DrawPage, site: str) -> dict[str, bytes]:
    """The files of the bundle by name. Numbers of the draw only: no names, no salts."""
    draw = page.draw
    found = {
        checks.PLAN: draw.plan.text.encode(),
        checks.OBJECTS: files.list_content(draw.objects_list),
        checks.COMMITMENTS: files.given_file(files.commitments(page.parties)),
        checks.READ_ME: _read_me(page, site).encode(),
    }
    if draw.inspectors_list:
        found[checks.INSPECTORS] = files.list_content(draw.inspectors_list)
    if any(hasattr(party, "reveal") for party in page.parties) or hasattr(draw, "void"):
        found[checks.REVEALS] = files.given_file(files.reveals(page.parties))
    if page.numbers:
        found[checks.NUMBERS] = files.numbers_file(page.numbers)
    if hasattr(draw, "result"):
        found[checks.RESULT] = draw.result.text.encode()
    if hasattr(draw, "void"):
        found[checks.VOID] = draw.void.text.encode()
    if steps := files.substitutions(draw):
        found[checks.SUBSTITUTIONS] = canonical(substitutions_value(steps))
    return found | proof_files(found, page.plan, rules_of(draw))


def _read_me(page: DrawPage, site: str) -> str:
    draw = page.draw
    lines = (
        _("%(title)s（%(id)s）的审计包") % {"title": draw.title, "id": draw.draw_id},
        _("组织机构：%(name)s") % {"name": draw.organiser_name},
        _("公共号码起算时间：%(moment)s（北京时间）") % {"moment": _moment(draw.open_after)},
        _("网页：%(site)s/draws/%(id)s/") % {"site": site, "id": draw.draw_id},
        "",
        _("怎样核对（不需要数据库，也不需要联网）："),
        "    quanheng draw verify draw-" + draw.draw_id + ".zip",
        _("程序用方案、名录、揭示值和公共号码重新计算种子和结果，逐项报告是否相符。"),
        "",
        _("文件："),
        _("plan.json 方案；lists/ 名录的抽取编号和等级、专业；commitments.json 承诺值；reveals.json 揭示值；"),
        _("numbers.json 公共号码及公布处；result.json 结果；substitutions.json 替补；void.json 作废；"),
        _("proofs/ 各项的存证证明；policy.txt 核对证明所用的密钥和见证方，请与另行取得的一份比对。"),
        "",
        _("算法 MDRAW-1 的全文见项目文档 docs/engineering/draws.md，任何人都可以自己写程序核对。"),
        _("公共号码请到其公布处另行查对：审计包只能证明结果由这些号码算出。"),
        "",
    )
    return "\n".join(lines)


def _moment(moment: datetime) -> str:
    return moment.astimezone(LEGAL_ZONE).strftime("%Y-%m-%d %H:%M")
