"""Who is to be inspected by whom as things stand: the result on record and every substitution since."""

from collections.abc import Sequence

from quanheng.apps.evidence.draws.files import json_of, pool
from quanheng.apps.evidence.models.draws import Draw
from quanheng.core.trust.draw.outcome import Drawn, Outcome, roster_of
from quanheng.core.trust.draw.plan import Plan, parse_plan
from quanheng.core.trust.draw.records import Substitution, check_substitutions
from quanheng.core.trust.draw.teams import Roster


def outcome_of(draw: Draw, plan: Plan | None = None) -> Outcome:
    """The result on record. Whether it is what plan, lists and seed give, ``quanheng draw verify`` and the check of the
    log say; a page does not draw a hundred thousand objects again.
    """
    told = json_of(draw.result.text)
    strata = tuple(Drawn(one["code"], tuple(one["selected"]), tuple(one["reserve"])) for one in told["strata"])
    teams = tuple((one["object"], tuple(one["team"])) for one in told["teams"])
    return Outcome(plan or parse_plan(draw.plan.text.encode()), bytes.fromhex(told["seed"]), strata, teams)


def roster_now(draw: Draw, outcome: Outcome, steps: Sequence[Substitution]) -> Roster:
    """The roster after every step. Raises ``DrawFault`` where a step on record is not the one the rule gives."""
    roster = roster_of(outcome.plan, outcome.seed, outcome.strata, pool(draw.inspectors_list))
    check_substitutions(roster, steps)
    return roster
