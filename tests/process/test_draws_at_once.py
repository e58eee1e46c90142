"""Organisers and approvers press their buttons at the same moment: one is first, the other is told, and every bundle
holds.
"""

import json

import pytest

RACE = """
import json, sys, threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
import django
from quanheng.kernel import sqlite
sqlite.use_bundled_library()
django.setup()
from django.db import connection
from quanheng.apps.evidence.actions.run_draw import run_draw
from quanheng.apps.evidence.actions.void_draw import void_draw
from quanheng.apps.evidence.draws import queries
from quanheng.apps.evidence.draws.audit import bundle_of
from quanheng.apps.evidence.models import Draw, DrawResult, NameList
from quanheng.core.trust.draw.bundle import verify_bundle
from quanheng.kernel.actor import ANONYMOUS
from quanheng.kernel.clock import now
from quanheng.kernel.errors import BadInput
from tests.apps.evidence.draws.story import APPROVER, ASSOCIATION, ORGANISER, REGULATOR, Story

def at_once(*acts):
    start = threading.Barrier(len(acts))
    def act(one):
        try:
            start.wait()
            one()
            return "done"
        except BadInput:
            return "told"
        except Exception as fault:
            return f"{type(fault).__name__}: {fault}"
        finally:
            connection.close()
    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(act, acts))

def fresh(story):
    return Draw.objects.get(pk=story.draw.pk)

def story(number):
    return Story(now() - timedelta(days=9), draw_id=f"2026-{number}")

def holds(story):
    page = queries.draw_page(ANONYMOUS, story.draw_id, now())
    return verify_bundle(bundle_of(page, site="https://example.org")).holds

answers, held = [], []
ready = story(0).freeze()
answers.append(["compose", at_once(*[lambda: story(0).__class__.compose(ready)] * 2)])
for number in range(1, int(sys.argv[1])):
    one = story(number).until("enter")
    numbers = dict(groups=[[1, 2, 3, 4, 5, 6], [7]], issue="corrected")
    one.draw = fresh(one)
    answers.append(["run", at_once(
        lambda: run_draw(draw=fresh(one), actor=APPROVER, now=one.now),
        lambda: run_draw(draw=fresh(one), actor=APPROVER, now=one.now),
        lambda: one.enter(**numbers),
    )])
    held.append(holds(one))
late = story(100).until("publish").reveal(REGULATOR.key, "outside-3")
late.now = late.draw.reveal_by
answers.append(["void", at_once(
    lambda: late.reveal(ASSOCIATION.key),
    lambda: void_draw(draw=fresh(late), actor=ORGANISER, now=late.now + timedelta(seconds=1)),
)])
held.append(holds(late))
answers.append(["freeze", at_once(*[lambda: story(200).freeze()] * 3)])
keys = list(NameList.objects.values_list("key", flat=True))
print(json.dumps({"answers": answers, "held": held, "keys": keys, "results": DrawResult.objects.count()}))
"""
ROUNDS = 5


@pytest.mark.parametrize("database", ["platform", "postgres_platform"])
def test_of_acts_at_the_same_moment_one_is_first_and_the_others_are_told(request, database):
    platform = request.getfixturevalue(database)
    assert platform.run("migrate", "--verbosity", "0") == (0, "")
    code, said = platform.finish(platform.python("-c", RACE, str(ROUNDS)))
    assert code == 0, said
    found = json.loads(said.strip().splitlines()[-1])
    by_act: dict[str, list[list[str]]] = {}
    for act, answers in found["answers"]:
        by_act.setdefault(act, []).append(answers)
    assert by_act["compose"] == [["done", "told"]]
    assert all(answers in (["done", "told", "told"], ["done", "done", "told"]) for answers in by_act["run"]), by_act
    assert found["results"] == ROUNDS - 1, "each draw was run once"
    assert by_act["void"] == [["done", "told"]]
    assert set(by_act["freeze"][0]) <= {"done", "told"}
    assert all(found["held"]), "whatever came first, the bundle is whole"
    assert len(set(found["keys"])) == len(found["keys"])
