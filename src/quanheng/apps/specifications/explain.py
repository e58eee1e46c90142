"""Why a status is presumed or not known: what is missing, and which rule bridges it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from quanheng.apps.specifications.queries import EditionDetail
from quanheng.apps.specifications.rules.profile import presumed_years, rule
from quanheng.core.basis import Basis
from quanheng.core.validity import Status

KINDS = Basis("samr-order-89-2024", "第三条", "confirmed")
"""国家计量检定系统表、检定规程、型式评价大纲、校准规范以及其他."""
ENDED = {Status.REPLACED, Status.ABOLISHED, Status.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence, and the rule it rests on when there is one."""

    sentence: str
    basis: Basis | None = None


def rule_bases(day: date) -> list[Reason]:
    """What kinds and statuses rest on, as it stands on ``day``: for the help page."""
    subjects = {
        "presumed_years": _("实施日期不明时的推定"),
        "later_edition_replaces": _("来源未载代替关系时的推定"),
        "scheme_serials": _("检定系统表的编号"),
        "kind_by_title": _("来源未载种类时的归类"),
    }
    return [
        Reason(_("国家计量技术规范的种类"), KINDS),
        *(Reason(sentence, rule(name, day).basis) for name, sentence in subjects.items()),
    ]


def reasons(detail: EditionDetail) -> list[Reason]:
    """The reasons why the status on the day is presumed or not known; none when it rests on recorded dates."""
    if not detail.status.presumed and detail.status.status != Status.UNKNOWN:
        return []
    found = [*_start(detail), *_successors(detail), *_seen_ended(detail)]
    return found or [Reason(_("状态所依据的日期没有来源证实。"))]


def _start(detail: EditionDetail) -> list[Reason]:
    edition = detail.edition
    if edition.effective_on is not None or detail.status.status in {Status.REPLACED, Status.ABOLISHED}:
        return []
    years = presumed_years(detail.day)
    told = {"number": edition.number, "year": edition.year + years.years}
    if edition.issued_on:
        told["issued"] = edition.issued_on.isoformat()
        sentence = _("%(number)s 于 %(issued)s 发布，来源未载实施日期；推定最迟自 %(year)s 年 1 月 1 日起实施。") % told
    else:
        sentence = _("来源未载 %(number)s 的发布和实施日期；推定最迟自 %(year)s 年 1 月 1 日起实施。") % told
    return [Reason(sentence, years.basis)]


def _successors(detail: EditionDetail) -> list[Reason]:
    found = []
    years = presumed_years(detail.day)
    for one in detail.replaced_by:
        other: Any = one.edition
        if not one.doubtful and other.effective_on is None:
            told = {"number": other.number, "year": other.year + years.years}
            sentence = _("代替它的 %(number)s 实施日期不详；推定最迟自 %(year)s 年 1 月 1 日起代替。") % told
            found.append(Reason(sentence, years.basis))
    later = succession(detail)
    if later is not None:
        succeeds = rule("later_edition_replaces", detail.day)
        sentence = _("同一规范有较新的版本 %s，来源未载代替关系，推定它代替本版。") % later.number
        found.append(Reason(sentence, succeeds.basis))
    return found


def succession(detail: EditionDetail) -> Any:
    """The next later edition of the work when no source relates it to this one, else ``None``."""
    if any(not one.doubtful and not one.partial for one in detail.replaced_by):
        return None
    later = [other for other in detail.others if other.year > detail.edition.year]
    nearest = min(later, key=lambda other: other.year, default=None)
    stated = {one.edition.pk for one in detail.replaced_by}
    return nearest if nearest is not None and nearest.pk not in stated else None


def _seen_ended(detail: EditionDetail) -> list[Reason]:
    edition = detail.edition
    if edition.seen_ended_on is None or detail.status.status not in ENDED:
        return []
    day = edition.seen_ended_on.isoformat()
    return [Reason(_("来源在 %s 称本版已经失效，没有说明自何日起、因何失效。") % day)]
