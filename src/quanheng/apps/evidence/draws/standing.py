"""Who is to be inspected by whom as things stand: the result and every substitution since."""

from collections.abc import Sequence

from quanheng.apps.evidence.draws.files import json_of, pool, populations
from quanheng.apps.evidence.models.draws import Draw
from quanheng.core.trust.draw.outcome import Outcome, roster_of
from quanheng.core.trust.draw.outcome import draw as draw_again
from quanheng.core.trust.draw.plan import parse_plan
from quanheng.core.trust.draw.records import Substitution, check_substitutions
from quanheng.core.trust.draw.teams import Roster


def outcome_of(draw: Draw) -> Outcome:
    """The result of a draw that was run, computed anew from plan, lists and the seed on record."""
    seed = bytes.fromhex(json_of(draw.result.text)["seed"])
    plan = parse_plan(draw.plan.text.encode())
    return draw_again(plan, populations(draw.objects_list), pool(draw.inspectors_list), seed)


def roster_now(draw: Draw, steps: Sequence[Substitution]) -> Roster:
    """The roster after every step. Raises ``DrawFault`` where a step on record is not the one the rule gives."""
    outcome = outcome_of(draw)
    roster = roster_of(outcome.plan, outcome.seed, outcome.strata, pool(draw.inspectors_list))
    check_substitutions(roster, steps)
    return roster
