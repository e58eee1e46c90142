"""Indicators: computed from the registers, published and kept."""

from datetime import date

import pytest

from quanheng.apps.committees.public import Committee
from quanheng.apps.planning.indicators import Measured, indicator, indicators, measured
from quanheng.apps.planning.models import IndicatorValue, Progress, Task
from tests.apps.planning.conftest import JIANGXI

DAY = date(2026, 11, 22)


def test_every_indicator_gives_a_number_of_the_registers(registers):
    for one in indicators():
        value = measured(one, DAY)
        assert value.amount >= 0
        assert value.whole is None or value.amount <= value.whole


def test_a_committee_that_is_only_planned_does_not_count(registers):
    value = measured(indicator("jiangxi-committees"), DAY)
    assert value.amount == 0
    Committee.objects.filter(key="C027").update(planned=False)
    assert measured(indicator("jiangxi-committees"), DAY).amount == 1


def test_the_share_of_tasks_with_evidence_moves_with_the_progress(registers):
    one = indicator("tc-opinion-tasks-with-evidence")
    with_evidence = Task.objects.filter(point__policy__slug="tc-opinion-2022", progress__stage="confirmed").distinct()
    value = measured(one, DAY)
    assert (value.amount, value.whole) == (with_evidence.count(), 53)
    assert measured(one, date(2022, 1, 1)).amount == 0
    Progress.objects.filter(task__point__policy__slug="tc-opinion-2022").update(stage="reported", decided_at=None)
    assert measured(one, DAY).amount == 0


SHARES = [(1, 3, "33.3"), (2, 3, "66.7"), (1, 8, "12.5"), (0, 5, "0.0"), (5, 5, "100.0"), (7, None, "")]


@pytest.mark.parametrize(("amount", "whole", "said"), SHARES)
def test_a_share_is_rounded_half_up(amount, whole, said):
    assert Measured(amount, whole).percent == said


def test_values_are_published_once_a_day_and_kept_with_their_formula(officer, client):
    keeper = officer().client
    assert "发布今天的指标值" in keeper.get("/planning/indicators/").content.decode()
    assert "发布今天的指标值" not in client.get("/planning/indicators/").content.decode()
    assert keeper.post("/planning/indicators/publish/").status_code == 302
    assert IndicatorValue.objects.count() == len(indicators())
    assert keeper.post("/planning/indicators/publish/").status_code == 422
    page = client.get("/planning/indicators/specifications-in-force/").content.decode()
    assert "<svg" in page
    assert "当时的计算方法" in page
    assert client.post("/planning/indicators/publish/").status_code == 403
    assert officer("江西省教育厅").client.post("/planning/indicators/publish/").status_code == 403


def test_every_page_of_an_indicator_says_how_it_is_computed(registers, client):
    for one in indicators():
        page = client.get(f"/planning/indicators/{one.slug}/").content.decode()
        assert one.formula in page
        assert client.get(one.page.partition("?")[0]).status_code == 200
    assert client.get("/planning/indicators/none/").status_code == 404


def test_a_keeper_of_one_policy_may_publish(officer):
    assert officer(JIANGXI).client.post("/planning/indicators/publish/").status_code == 302
