"""Two people act on one draw, each with the page as it was before the other."""

import json
from datetime import timedelta

import pytest

from quanheng.apps.evidence.actions.commit_to_draw import commit_to_draw
from quanheng.apps.evidence.actions.enter_numbers import enter_numbers
from quanheng.apps.evidence.actions.run_draw import run_draw
from quanheng.apps.evidence.actions.substitute import substitute
from quanheng.apps.evidence.actions.void_draw import void_draw
from quanheng.apps.evidence.draws import queries
from quanheng.apps.evidence.draws.audit import bundle_of
from quanheng.apps.evidence.models import Draw, DrawSubstitution, PublicNumbers
from quanheng.core.trust.draw.bundle import verify_bundle
from quanheng.kernel.actor import ANONYMOUS, Refused
from quanheng.kernel.errors import BadInput
from tests.apps.evidence.draws.story import APPROVER, ASSOCIATION, ORGANISER, REGULATOR, WITNESS, person


def test_one_person_is_one_voice(one_story):
    story = one_story.until("compose")
    both = person(WITNESS.person_id, "draw-witness", ASSOCIATION)
    commit_to_draw(party=story.party(REGULATOR.key), value="a" * 64, actor=WITNESS, now=story.now)
    with pytest.raises(Refused, match="不能代表两方"):
        commit_to_draw(party=story.party(ASSOCIATION.key), value="b" * 64, actor=both, now=story.now)


def test_of_two_organisers_at_once_one_is_told_what_the_other_did(one_story):
    story = one_story.until("enter")
    stale = Draw.objects.get(pk=story.draw.pk)
    story.run()
    with pytest.raises(BadInput, match="已经执行"):
        run_draw(draw=stale, actor=APPROVER, now=story.now)
    known = {"issue": "1", "published_at": story.now, "where": "x", "actor": ORGANISER, "now": story.now}
    with pytest.raises(BadInput, match="刚刚变了"):
        enter_numbers(draw=stale, groups=[[1, 2, 3, 4, 5, 6], [7]], **known)
    with pytest.raises(BadInput, match="已经执行或者已经作废"):
        void_draw(draw=stale, actor=ORGANISER, now=stale.reveal_by + timedelta(seconds=1))
    assert PublicNumbers.objects.count() == 1
    assert verify_bundle(bundle_of(queries.draw_page(ANONYMOUS, story.draw_id, story.now), site="https://x.org")).holds


def test_two_substitutions_at_once_are_one_and_a_request_to_look_again(one_story, monkeypatch):
    story = one_story.until("run")
    first, second = json.loads(story.draw.result.text)["strata"][0]["selected"]
    monkeypatch.setattr("quanheng.apps.evidence.actions.substitute.files.substitutions", lambda _draw: [])
    facts = {"draw": story.draw, "kind": "object", "reason": "停业", "actor": ORGANISER, "now": story.now}
    substitute(selected=first, **facts)
    with pytest.raises(BadInput, match="刚刚登记"):
        substitute(selected=second, **facts)
    assert DrawSubstitution.objects.count() == 1
