"""The parties of a draw, from what the form says of them and back."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from quanheng.apps.evidence.draws.composing import PartyGiven
from quanheng.apps.evidence.draws.forms import PARTIES, PPM_PER_PERCENT
from quanheng.apps.evidence.draws.queries import DrawPage
from quanheng.apps.evidence.draws.rules import draw_rules
from quanheng.kernel.actor import Actor
from quanheng.kernel.directory import body_named
from quanheng.kernel.errors import BadInput, Fault


def parties_given(actor: Actor, data: Mapping[str, Any]) -> list[PartyGiven]:
    """The parties of a form. One on the platform is found by its number or name; one outside it is taken as named.
    Raises ``BadInput`` beside each field whose organisation is not found.
    """
    found: list[PartyGiven] = []
    faults: list[Fault] = []
    for n in range(1, PARTIES + 1):
        text = (data.get(f"party_{n}") or "").strip()
        if not text:
            continue
        if data.get(f"outside_{n}"):
            found.append(PartyGiven(f"outside-{n}", text, None))
        elif body := body_named(text, actor):
            found.append(PartyGiven(body.key, body.name, body.id))
        else:
            remedy = _("请填登记号或完整名称；不在平台登记的单位请勾选“在平台外”。")
            faults.append(Fault(f"party_{n}", _("没有找到这个机构，或同名机构不止一个"), remedy))
    if faults:
        raise BadInput(faults)
    return found


def initial_parties(page: DrawPage) -> dict[str, Any]:
    """What the form shows of a plan that is revised."""
    draw, plan = page.draw, page.plan
    initial: dict[str, Any] = {
        "draw_id": draw.draw_id,
        "title": draw.title,
        "commit_by": draw.commit_by,
        "open_after": draw.open_after,
        "reveal_by": draw.reveal_by,
        "numbers": _number_source(plan.numbers[0].rule),
    }
    if plan.inspectors:
        initial |= {"team": plan.inspectors.team, "max_tasks": plan.inspectors.max_tasks}
    for one in plan.strata:
        initial |= {
            f"rate_{one.code}": f"{one.rate_ppm / PPM_PER_PERCENT:g}",
            f"at_least_{one.code}": one.at_least,
            f"reserve_{one.code}": one.reserve,
        }
        if plan.inspectors:
            initial[f"skill_{one.code}"] = plan.inspectors.skill[one.code]
    for n, party in enumerate(page.parties, 1):
        initial |= {f"party_{n}": party.name, f"outside_{n}": party.organisation is None}
    return initial


def _number_source(rule: str) -> str:
    sources = draw_rules().number_sources.value
    return next((key for key, one in sources.items() if rule.startswith(one.name)), "")
