"""Progress: reported by one, confirmed by another, with evidence."""

from datetime import date

import pytest

from quanheng.apps.evidence.models import Event
from quanheng.apps.planning.models import Progress, Task
from quanheng.apps.planning.queries.tasks import with_state
from tests.apps.planning.conftest import JIANGXI, SAMR

KEY = "jiangxi-opinions-2022-p15-1"
EDUCATION, SCIENCE = "江西省教育厅", "江西省科学技术厅"
DAY = "2026-05-01"


def report(client, key=KEY, **changes):
    form = {"body": "jx-justice", "day": DAY, "text": "修订草案已送审", "evidence": "/law/samr-order-89-2024/"}
    return client.post(f"/planning/tasks/{key}/report/", {**form, **changes})


@pytest.fixture
def reporter(officer):
    return officer("江西省司法厅")


def test_a_responsible_body_reports_and_the_keeper_confirms(officer, reporter, client):
    assert report(reporter.client).status_code == 302
    entry = Progress.objects.get(task__key=KEY)
    assert entry.organisation.name == "江西省司法厅"
    page = f"/planning/tasks/{KEY}/"
    assert "修订草案已送审" not in client.get(page).content.decode(), "not public before it is confirmed"
    keeper = officer(JIANGXI).client
    assert f"/planning/progress/{entry.pk}/" in keeper.get(page).content.decode()
    assert keeper.post(f"/planning/progress/{entry.pk}/", {"decision": "confirm"}).status_code == 302
    shown = client.get(page).content.decode()
    assert "修订草案已送审" in shown
    assert 'href="/law/samr-order-89-2024/"' in shown
    assert "进行中" in shown
    kinds = set(Event.objects.filter(subject_key=KEY).values_list("kind", "public"))
    assert {("planning.progress_reported", False), ("planning.progress_confirmed", True)} <= kinds
    again = keeper.post(f"/planning/progress/{entry.pk}/", {"decision": "return", "reason": "x"})
    assert again.status_code == 422, "decided once"


def test_nobody_confirms_what_they_reported_themselves(officer):
    keeper = officer(JIANGXI)
    assert report(keeper.client, body="jx-amr").status_code == 302
    entry = Progress.objects.get(task__key=KEY)
    assert keeper.client.get(f"/planning/progress/{entry.pk}/").status_code == 403
    assert keeper.client.post(f"/planning/progress/{entry.pk}/", {"decision": "confirm"}).status_code == 403
    assert officer(JIANGXI).client.post(f"/planning/progress/{entry.pk}/", {"decision": "confirm"}).status_code == 302


def test_what_is_sent_back_says_why_to_those_who_reported(officer, reporter, client):
    report(reporter.client)
    entry = Progress.objects.get(task__key=KEY)
    keeper = officer(JIANGXI).client
    assert keeper.post(f"/planning/progress/{entry.pk}/", {"decision": "return"}).status_code == 422
    keeper.post(f"/planning/progress/{entry.pk}/", {"decision": "return", "reason": "佐证不对"})
    page = f"/planning/tasks/{KEY}/"
    assert "佐证不对" in reporter.client.get(page).content.decode()
    assert "佐证不对" not in client.get(page).content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"evidence": ""}, "必"),
        ({"evidence": "https://example.org/x"}, "不是本平台的公开记录"),
        ({"evidence": "/law/no-such-law/"}, "不是本平台的公开记录"),
        ({"evidence": "/people/P000001/"}, "不是本平台的公开记录"),
        ({"day": "2099-01-01"}, "日期在将来"),
        ({"day": "1066-10-14"}, "1949-10-01"),
        ({"body": "jx-health"}, "jx-health"),
    ],
)
def test_progress_without_evidence_or_with_wrong_facts_is_refused(reporter, changes, said):
    answer = report(reporter.client, **changes)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Progress.objects.filter(task__key=KEY).exists()


@pytest.mark.parametrize("address", ["/specifications/JJF-1070-2023/", "/committees/MTC26/", "http://x/units/metre/"])
def test_any_public_record_is_evidence(reporter, address):
    assert report(reporter.client, evidence=address).status_code == 302
    assert Progress.objects.get(task__key=KEY).evidence.count() == 1


def test_an_ongoing_task_is_never_completed(officer):
    key = "jiangxi-opinions-2022-p5-1"
    answer = report(officer(JIANGXI).client, key, body="jx-amr", completes="on")
    assert answer.status_code == 422
    assert "持续性任务没有完成之日" in answer.content.decode()


def test_a_completed_task_is_done_from_its_day_on(officer):
    keeper = officer(JIANGXI)
    report(keeper.client, body="jx-amr", completes="on")
    entry = Progress.objects.get(task__key=KEY)
    officer(JIANGXI).client.post(f"/planning/progress/{entry.pk}/", {"decision": "confirm"})
    rows = Task.objects.filter(key=KEY)
    assert with_state(rows, date(2026, 4, 30)).get().state == "no_deadline"
    assert with_state(rows, date(2026, 5, 1)).get().state == "done"


OTHERS = [(SAMR, "planning-officer"), (EDUCATION, "planning-officer"), ("江西省司法厅", "registrar")]


@pytest.mark.parametrize(("organisation", "office"), OTHERS)
def test_others_may_neither_report_nor_decide(officer, reporter, organisation, office):
    report(reporter.client)
    entry = Progress.objects.get(task__key=KEY)
    stranger = officer(organisation, office).client
    assert report(stranger).status_code == 403
    assert stranger.post(f"/planning/progress/{entry.pk}/", {"decision": "confirm"}).status_code in {403, 404}
    assert Progress.objects.get(pk=entry.pk).stage == "reported"


def test_an_office_that_ended_opens_nothing(officer):
    former = officer(JIANGXI, end=date(2026, 1, 1)).client
    assert report(former).status_code == 403
    assert former.get("/planning/imports/").status_code == 403
