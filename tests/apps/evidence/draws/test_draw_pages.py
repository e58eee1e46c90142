"""The pages of draws: what a clerk has to do and by when, what a citizen sees, and what the API gives."""

import hashlib
import io
import json
import re
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.test import Client

from quanheng.apps.evidence.actions.abandon_draw import abandon_draw
from quanheng.apps.evidence.draws.index import documents
from quanheng.apps.evidence.draws.todo import todo
from quanheng.apps.evidence.models import Draw, ListEntry, Reveal
from quanheng.core.trust.draw.algorithm import Algorithm
from quanheng.kernel.clock import LEGAL_ZONE, now
from quanheng.kernel.models import SearchOutbox
from tests.apps.evidence.draws.offices import Offices
from tests.apps.evidence.draws.story import APPROVER, ASSOCIATION, ORGANISER, REGULATOR, WITNESS, Story, person


def text_of(response) -> str:
    """The words of a page, without its marks."""
    return re.sub(r"<[^>]+>|\s+", " ", response.content.decode())


def whats(actor, story, moment=None):
    return [one.what for one in todo(actor, moment or story.now)]


def test_everybody_is_told_what_to_do_next_and_by_when(one_story):
    story = one_story.until("compose")
    assert whats(ORGANISER, story) == ["代录平台外参与方的承诺值"]
    assert whats(WITNESS, story) == [f"提交承诺值（{REGULATOR.name}）"]
    [due] = todo(WITNESS, story.now)
    assert due.by == story.draw.commit_by
    assert whats(APPROVER, story) == []
    late = story.draw.commit_by + timedelta(seconds=1)
    assert whats(ORGANISER, story, late) == ["撤回没有按时公布的方案"]
    story.commit()
    assert (whats(ORGANISER, story), whats(WITNESS, story)) == ([], [])
    assert whats(APPROVER, story) == ["核对并公布方案"]
    assert whats(person(ORGANISER.person_id, "draw-approver", REGULATOR), story) == [], "not by who composed it"
    story.publish()
    assert whats(WITNESS, story, story.draw.open_after) == []
    assert whats(WITNESS, story) == [f"揭示（{REGULATOR.name}）"]
    assert whats(ORGANISER, story) == ["代录平台外参与方的揭示值", "录入公共号码"]
    overdue = story.draw.reveal_by + timedelta(seconds=1)
    assert whats(ORGANISER, story, overdue) == whats(APPROVER, story, overdue) == ["登记作废"]
    story.reveal().enter()
    assert whats(APPROVER, story) == ["核对公共号码，执行抽取"]
    story.run()
    assert whats(ORGANISER, story) == whats(APPROVER, story) == whats(WITNESS, story) == []


def test_the_list_of_things_to_do_costs_the_same_whatever_the_number_of_draws(one_story, django_assert_num_queries):
    story = one_story.until("commit")
    with django_assert_num_queries(1):
        assert len(todo(APPROVER, story.now)) == 1
    for n in range(2, 5):
        Story(story.now, draw_id=f"2026-JX-{n:02}").until("commit")
    with django_assert_num_queries(1):
        assert len(todo(APPROVER, story.now)) == 4


@pytest.fixture
def offices(db) -> Offices:
    return Offices(now())


def told(offices: Offices, ago: timedelta, **more) -> Story:
    """A story of the offices' organisation that began some time ago."""
    return Story(now() - ago, regulator=offices.own, association=offices.other, **more)


def test_a_result_is_read_by_anybody_and_names_no_inspector(offices):
    told(offices, timedelta(days=5)).until("run")
    page = offices.nobody.get("/draws/2026-JX-01/").content.decode()
    assert "抽中 2 家，共 30 家" in page
    assert "号集贸市场" in page
    assert "检查员" not in page
    assert "登记替补" not in page
    staff = offices.organiser.get("/draws/2026-JX-01/").content.decode()
    assert "检查员" in staff
    assert "登记替补" in staff
    for path in ("/draws/", "/draws/?stage=drawn", "/draws/method/", "/draws/lists/", "/draws/2026-JX-01/plan.json"):
        assert offices.nobody.get(path).status_code == 200, path


def asked(client: Client, **question) -> str:
    return text_of(client.post("/draws/2026-JX-01/", question))


def test_an_object_finds_itself_in_a_closed_list_with_its_own_number_and_not_without(offices):
    story = told(offices, timedelta(days=5), open_names=False).until("run")
    result = json.loads(story.draw.result.text)
    drawn = {one["code"]: one for one in result["strata"]}["A"]
    entry = ListEntry.objects.get(code=drawn["selected"][0])
    other = ListEntry.objects.filter(name_list=story.objects, stratum="A").exclude(
        code__in=[*drawn["selected"], *drawn["reserve"]]
    )[0]
    assert "抽中 " in asked(offices.nobody, q=entry.number, salt=entry.salt).partition("查询")[2].partition("A 级：")[0]
    assert "未抽中" in asked(offices.nobody, q=other.number, salt=other.salt)
    for question in (
        {"q": entry.number},
        {"q": entry.name},
        {"q": entry.number, "salt": other.salt},
        {"q": "x", "salt": "z"},
    ):
        assert "没有找到" in asked(offices.nobody, **question), question
    form = offices.nobody.get("/draws/2026-JX-01/").content.decode()
    assert 'method="post" action="#result"' in form, "a number to check with is never part of an address"


def test_every_step_of_a_result_can_be_followed_with_a_calculator(offices):
    for algorithm, digest in ((Algorithm.SHA256, "sha256"), (Algorithm.SM3, "sm3")):
        draw_id = f"2026-{digest.upper()}-1"
        story = told(offices, timedelta(days=5), algorithm=algorithm, draw_id=draw_id).until("run")
        response = offices.nobody.get(f"/draws/{draw_id}/steps/")
        found = response.context["found"]
        assert hashlib.new(digest, bytes.fromhex(found.hashed)).hexdigest() == found.seed
        assert found.seed == json.loads(story.draw.result.text)["seed"]
        assert found.hashed in response.content.decode()
        [stratum] = [one for one in found.strata if one.code == "A"]
        block = hashlib.new(digest, bytes.fromhex(stratum.block)).hexdigest()
        assert [step.hex for step in stratum.steps] == [block[n : n + 16] for n in range(0, 64, 16)]
        [drawn] = [one for one in json.loads(story.draw.result.text)["strata"] if one["code"] == "A"]
        assert [step.id for step in stratum.steps] == [*drawn["selected"], *drawn["reserve"]]
    assert offices.nobody.get("/draws/2026-NONE-1/steps/").status_code == 404


def test_a_secret_is_not_even_asked_for_before_its_time(offices):
    story = told(offices, timedelta(hours=31)).until("publish")
    address = f"/draws/{story.draw_id}/reveal/{offices.own.key}/"
    page = offices.witness.get(address)
    assert "还没有到揭示的时间" in page.content.decode()
    assert 'name="value"' not in page.content.decode()
    secret = story.secret(offices.own.key).hex()
    refused = offices.witness.post(address, {"value": secret})
    assert refused.status_code == 422
    assert secret not in refused.content.decode()
    assert not Reveal.objects.exists()


def test_the_pages_lead_from_lists_to_a_result(offices):
    """The forms as people send them; the browser's story is in ``tests/journeys/test_draws.py``."""
    story = told(offices, timedelta(days=5)).freeze()
    moment = now() + timedelta(seconds=30)
    form = {
        "draw_id": "2026-YM-1",
        "title": "页面走通",
        **{
            f"{name}_{code}": value
            for code in "AD"
            for name, value in (("rate", "5"), ("at_least", "1"), ("reserve", "1"))
        },
        **{f"skill_{code}": "general" for code in "AD"},
        "team": "2",
        "max_tasks": "9",
        "numbers": "ssq",
        "party_1": offices.own.key,
        "party_2": offices.other.name,
        "commit_by": _shown(moment),
        "open_after": _shown(moment),
        "reveal_by": _shown(moment + timedelta(days=1)),
    }
    address = f"/draws/compose/{story.objects.key}/?inspectors={story.inspectors.key}"
    wrong = offices.organiser.post(address, {**form, "party_2": "没有这个单位"})
    assert wrong.status_code == 422
    assert "没有找到这个机构" in wrong.content.decode()
    assert offices.organiser.post(address, form).status_code == 302
    revised = offices.organiser.get("/draws/2026-YM-1/revise/")
    assert revised.context["form"]["party_2"].value() == offices.other.name
    for client, body in ((offices.witness, offices.own), (offices.other_witness, offices.other)):
        value = hashlib.sha256(body.key.encode()).hexdigest()
        answer = client.post(f"/draws/2026-YM-1/commit/{body.key}/", {"value": value})
        assert answer.status_code == 302, answer.context["form"].errors
    assert offices.organiser.post("/draws/2026-YM-1/publish/", {"checked": "on"}).status_code == 403
    assert offices.approver.post("/draws/2026-YM-1/publish/", {"checked": "on"}).status_code == 302
    assert Draw.objects.get(draw_id="2026-YM-1").stage == "published"
    again = offices.organiser.post("/draws/2026-YM-1/abandon/", {"reason": "改主意"})
    assert again.status_code == 422
    assert "进度是“方案已公布”" in again.content.decode()


def _shown(moment: datetime) -> str:
    return moment.astimezone(LEGAL_ZONE).strftime("%Y-%m-%dT%H:%M:%S")


def test_the_api_gives_what_the_page_shows_and_a_bundle_that_verifies(offices, log_home, tmp_path):
    told(offices, timedelta(days=5)).until("run")
    call_command("log", "sequencer", "--once", stdout=io.StringIO())
    [listed] = offices.nobody.get("/api/v1/draws").json()["items"]
    assert (listed["draw_id"], listed["stage"]) == ("2026-JX-01", "drawn")
    one = offices.nobody.get("/api/v1/draws/2026-JX-01").json()
    assert [len(stratum["selected"]) for stratum in one["strata"]] == [2, 6]
    assert [party["outside"] for party in one["parties"]] == [False, False, True]
    assert one["numbers"][0]["groups"] == [[3, 9, 14, 21, 28, 33], [7]]
    bundle = offices.nobody.get("/api/v1/draws/2026-JX-01/bundle")
    (tmp_path / "bundle.json").write_bytes(bundle.content)
    out = io.StringIO()
    call_command("draw", "verify", str(tmp_path / "bundle.json"), stdout=out)
    assert "相符：结果由方案、名录、揭示值和公共号码算出" in out.getvalue()
    lists = offices.nobody.get("/api/v1/name-lists?kind=objects").json()["items"]
    assert [one["count"] for one in lists] == [36]
    for path in ("/api/v1/draws/NONE-1", "/api/v1/draws/NONE-1/bundle"):
        assert offices.nobody.get(path).status_code == 404
    shown = json.dumps([one, lists, bundle.json()], ensure_ascii=False)
    assert "检查员" not in shown


def test_a_draw_is_found_by_its_number_and_title_and_every_move_reaches_the_index(one_story):
    story = one_story.until("compose")
    abandon_draw(draw=story.draw, reason="人员变动", actor=ORGANISER, now=story.now)
    assert list(SearchOutbox.objects.filter(kind="draw").values_list("key", flat=True)) == [story.draw_id] * 2
    [document] = documents([story.draw_id])
    assert document.codes == (story.draw_id,)
    assert document.facets["subkind"] == "abandoned"
    assert ASSOCIATION.name not in document.body
    assert list(documents(["NONE-1"])) == []
