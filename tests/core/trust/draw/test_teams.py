"""Teams, and who stands in: nobody chooses."""

from collections import Counter

import pytest

from quanheng.core.trust.draw.algorithm import Algorithm, DrawFault
from quanheng.core.trust.draw.lists import pool_of
from quanheng.core.trust.draw.outcome import roster_of
from tests.core.trust.draw.conftest import Example


@pytest.fixture
def roster(example):
    outcome = example.outcome()
    return roster_of(example.plan(), outcome.seed, outcome.strata, pool_of(example.inspectors))


def test_teams_keep_to_skills_conflicts_and_load(example):
    outcome, skills = example.outcome(), {one["id"]: one["skills"] for one in example.inspectors}
    [stratum] = [one for one in outcome.strata if one.code == "D"]
    teams = dict(outcome.teams)
    assert all(len(set(team)) == 2 for team in teams.values() if team)
    assert all("flow" in skills[one] for selected in stratum.selected for one in teams[selected])
    assert "i1" not in teams["丁-0"]
    assert max(Counter(one for team in teams.values() for one in team).values()) <= 4


def test_too_few_eligible_inspectors_leave_the_team_empty_and_the_others_untouched():
    example = Example()
    example.plan_changes = {"inspectors": {**example.value()["inspectors"], "max_tasks": 2}}
    teams = dict(example.outcome().teams)
    flow = [teams[f"丁-{n}"] for n in range(5)]
    assert sum(1 for team in flow if team) < 5
    assert all(len(team) in {0, 2} for team in flow)


def test_a_refused_object_is_followed_by_the_reserve_in_order_and_then_by_nobody(example, roster):
    [stratum] = [one for one in example.outcome().strata if one.code == "A"]
    assert len(stratum.reserve) == 2
    first, second = stratum.reserve
    assert roster.replace_object(stratum.selected[0]) == first
    assert roster.replace_object(first) == second
    assert roster.replace_object(second) is None
    assert second not in roster.teams
    with pytest.raises(DrawFault):
        roster.replace_object(stratum.selected[0])


def test_who_stands_in_for_an_inspector_is_the_next_in_the_order_of_the_draw_who_may(example, roster):
    selected = example.outcome().strata[0].selected[0]
    before = list(roster.teams[selected])
    successor = roster.replace_inspector(selected, before[0])
    assert roster.teams[selected] == [successor, before[1]]
    assert successor not in before
    assert max(roster.tasks.values()) <= 4
    with pytest.raises(DrawFault):
        roster.replace_inspector(selected, before[0])


def test_who_left_a_team_does_not_come_back_into_it(example, roster):
    selected = example.outcome().strata[0].selected[0]
    left = []
    while team := roster.teams[selected]:
        left.append(team[0])
        roster.replace_inspector(selected, team[0])
    assert len(set(left)) == len(left)


def test_without_a_rule_for_inspectors_only_objects_are_drawn():
    example = Example(algorithm=Algorithm.SM3)
    value = example.value()
    del value["inspectors"]
    from quanheng.core.trust.draw.outcome import draw
    from quanheng.core.trust.draw.plan import plan_of

    outcome = draw(plan_of(value), example.objects, [], bytes(32))
    assert outcome.teams == ()
    roster = roster_of(plan_of(value), bytes(32), outcome.strata, [])
    assert roster.replace_object(outcome.strata[0].selected[0]) == outcome.strata[0].reserve[0]
