"""A draw from frozen lists to a bundle anybody checks; and what is refused on the way."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from quanheng.apps.evidence.actions.abandon_draw import abandon_draw
from quanheng.apps.evidence.actions.commit_to_draw import commit_to_draw
from quanheng.apps.evidence.actions.compose_draw import compose_draw
from quanheng.apps.evidence.actions.enter_numbers import enter_numbers
from quanheng.apps.evidence.actions.publish_plan import publish_plan
from quanheng.apps.evidence.actions.reveal_secret import reveal_secret
from quanheng.apps.evidence.actions.run_draw import run_draw
from quanheng.apps.evidence.actions.substitute import substitute
from quanheng.apps.evidence.actions.void_draw import void_draw
from quanheng.apps.evidence.draws import queries, seals
from quanheng.apps.evidence.draws.audit import bundle_of
from quanheng.apps.evidence.draws.composing import PartyGiven, TeamRule, Times
from quanheng.apps.evidence.draws.conditions import Phase
from quanheng.apps.evidence.models import (
    Commitment,
    Draw,
    DrawResult,
    DrawSubstitution,
    Event,
    NameList,
    PublicNumbers,
    Reveal,
    Seal,
    SealedPlan,
    VoidRecord,
)
from quanheng.core.trust.draw.bundle import verify_bundle
from quanheng.core.trust.draw.checks import Topic
from quanheng.kernel.actor import ANONYMOUS, Refused, system_actor
from quanheng.kernel.errors import BadInput
from tests.apps.evidence.draws.story import (
    APPROVER,
    ASSOCIATION,
    ORGANISER,
    OTHER_WITNESS,
    REGULATOR,
    STRANGER,
    WITNESS,
    Story,
    person,
)


def bundle(story):
    page = queries.draw_page(ANONYMOUS, story.draw_id, story.now)
    return bundle_of(page, site="https://example.org")


def phase(story, now=None):
    return queries.draw_page(ANONYMOUS, story.draw_id, now or story.now).phase


def test_from_frozen_lists_to_a_bundle_that_holds_with_both_hashes(story):
    story.until("run")
    found = verify_bundle(bundle(story))
    assert found.holds, found.checks
    assert found.outcome is not None
    strata = {one.code: one for one in found.outcome.strata}
    assert (len(strata["A"].selected), len(strata["D"].selected)) == (2, 6)
    assert all(len(team) == 2 for _object, team in found.outcome.teams)
    kinds = set(Seal.objects.values_list("kind", flat=True))
    assert kinds == {seals.LIST, seals.PLAN, seals.COMMITMENT, seals.REVEAL, seals.NUMBERS, seals.RESULT}
    for seal in Seal.objects.exclude(kind=seals.NUMBERS):
        recomputed = seals_recompute(seal)
        assert (recomputed.sha256.hex(), recomputed.sm3.hex()) == (seal.sha256, seal.sm3), seal.kind


def seals_recompute(seal):
    from quanheng.apps.evidence.seal_kinds import seal_kind

    return seal_kind(seal.kind).recompute(seal.subject_key)


def test_every_step_leaves_one_event_and_tells_no_name_of_an_inspector(one_story):
    one_story.until("run")
    kinds = list(Event.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == [
        "evidence.list_frozen",
        "evidence.list_frozen",
        "evidence.draw_composed",
        *["evidence.draw_committed"] * 3,
        "evidence.plan_published",
        *["evidence.draw_revealed"] * 3,
        "evidence.numbers_entered",
        "evidence.draw_run",
    ]
    told = json.dumps(list(Event.objects.values_list("payload", flat=True)), ensure_ascii=False)
    assert "检查员" not in told
    assert "浙A" not in told


def test_a_missing_reveal_voids_the_draw_and_names_the_party(one_story):
    story = one_story.until("publish").reveal(REGULATOR.key, "outside-3").enter()
    assert phase(story) is Phase.REVEALING
    late = story.draw.reveal_by + timedelta(seconds=1)
    assert phase(story, late) is Phase.NOT_REVEALED
    with pytest.raises(BadInput, match=ASSOCIATION.name):
        run_draw(draw=story.draw, actor=APPROVER, now=late)
    with pytest.raises(BadInput, match="截止"):
        reveal_secret(party=story.party(ASSOCIATION.key), value="0" * 64, actor=OTHER_WITNESS, now=late)
    void_draw(draw=story.draw, actor=ORGANISER, now=late)
    story.draw = Draw.objects.get(pk=story.draw.pk)
    [told] = Event.objects.filter(kind="evidence.draw_voided")
    assert told.payload["parties"] == [ASSOCIATION.name]
    assert Seal.objects.filter(kind=seals.VOID).exists()
    story.now = late
    found = verify_bundle(bundle(story))
    assert found.holds, found.checks
    assert found.void == (ASSOCIATION.key,)
    assert phase(story) is Phase.VOID
    assert queries.draws(ANONYMOUS).filter(draw_id=story.draw_id).exists(), "a void draw stays visible"


def test_a_draw_that_everybody_revealed_for_cannot_be_declared_void(one_story):
    story = one_story.until("reveal")
    with pytest.raises(BadInput):
        void_draw(draw=story.draw, actor=ORGANISER, now=story.now)
    with pytest.raises(BadInput, match="有效"):
        void_draw(draw=story.draw, actor=system_actor("due"), now=story.draw.reveal_by + timedelta(seconds=1))


def test_a_plan_edited_after_its_seal_is_refused_by_the_action_the_database_and_the_verifier(one_story):
    story = one_story.until("publish")
    with pytest.raises(BadInput, match="不能再改"):
        compose_draw(
            made=story.composition(title="改"), revised=story.draw, actor=ORGANISER, now=story.now - timedelta(2)
        )
    sealed = SealedPlan.objects.get()
    sealed.text = sealed.text.replace('"rate_ppm":50000', '"rate_ppm":90000')
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sealed.save()
    story.reveal().enter().run()
    files = bundle(story)
    changed = files["plan.json"].replace(b'"rate_ppm":50000', b'"rate_ppm":90000')
    assert changed != files["plan.json"]
    assert not verify_bundle({**files, "plan.json": changed}).holds


@pytest.mark.parametrize(
    "model", [NameList, Commitment, SealedPlan, Reveal, PublicNumbers, DrawResult, DrawSubstitution, VoidRecord]
)
def test_what_was_said_is_never_changed_or_deleted(one_story, model):
    if model is VoidRecord:
        story = one_story.until("publish")
        void_draw(draw=story.draw, actor=ORGANISER, now=story.draw.reveal_by + timedelta(seconds=1))
    else:
        story = one_story.until("run")
        selected = json.loads(story.draw.result.text)["strata"][0]["selected"][0]
        substitute(draw=story.draw, kind="object", selected=selected, reason="停业", actor=ORGANISER, now=story.now)
    row = model.objects.first()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.filter(pk=row.pk)._raw_delete("default")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        row.save()


def test_one_plan_for_each_number(one_story):
    one_story.until("compose")
    with pytest.raises(BadInput, match="已经用过"):
        one_story.compose()


def test_a_plan_may_be_revised_until_somebody_commits_and_withdrawn_until_it_is_published(one_story):
    story = one_story.until("compose")
    made = story.composition(title="改名", parties=story.composition().parties[:2])
    story.draw = compose_draw(made=made, revised=story.draw, actor=ORGANISER, now=story.now)
    assert [party.slug for party in story.draw.parties.all()] == [REGULATOR.key, ASSOCIATION.key]
    story.commit(REGULATOR.key)
    with pytest.raises(BadInput, match="不能再改"):
        compose_draw(made=made, revised=story.draw, actor=ORGANISER, now=story.now)
    abandon_draw(draw=story.draw, reason="人员变动", actor=ORGANISER, now=story.now)
    assert phase(story) is Phase.ABANDONED
    with pytest.raises(BadInput, match="已经用过"):
        story.compose()


def test_a_published_plan_cannot_be_withdrawn(one_story):
    story = one_story.until("publish")
    with pytest.raises(BadInput):
        abandon_draw(draw=story.draw, reason="不想抽了", actor=ORGANISER, now=story.now)


def test_whoever_composes_a_plan_neither_publishes_nor_runs_it(one_story):
    both = person(ORGANISER.person_id, "draw-approver", REGULATOR)
    story = one_story.until("commit")
    with pytest.raises(Refused, match="编制方案的人"):
        publish_plan(draw=story.draw, actor=both, now=story.now)
    story.publish().reveal().enter()
    with pytest.raises(Refused, match="编制方案的人"):
        run_draw(draw=story.draw, actor=both, now=story.now)


def test_whoever_entered_the_numbers_does_not_run_the_draw(one_story):
    story = one_story.until("reveal")
    organiser = person(APPROVER.person_id, "draw-organiser", REGULATOR)
    known = {"issue": "1", "published_at": story.now, "where": "x"}
    enter_numbers(draw=story.draw, groups=[[1, 2, 3, 4, 5, 6], [7]], **known, actor=organiser, now=story.now)
    with pytest.raises(Refused, match="录入公共号码的人"):
        run_draw(draw=story.draw, actor=APPROVER, now=story.now)


@pytest.mark.parametrize(
    "actor", [ANONYMOUS, STRANGER, WITNESS, system_actor("x")], ids=["nobody", "other", "witness", "system"]
)
def test_nobody_without_the_office_does_anything(one_story, actor):
    story = one_story.until("commit")
    numbers = {"groups": [[1]], "issue": "1", "published_at": story.now, "where": "x"}
    for act in (
        lambda: compose_draw(made=story.composition(draw_id="X-1"), actor=actor, now=story.now),
        lambda: abandon_draw(draw=story.draw, reason="x", actor=actor, now=story.now),
        lambda: publish_plan(draw=story.draw, actor=actor, now=story.now),
        lambda: run_draw(draw=story.draw, actor=actor, now=story.now),
        lambda: enter_numbers(draw=story.draw, **numbers, actor=actor, now=story.now),
        lambda: substitute(draw=story.draw, kind="object", selected="x", reason="x", actor=actor, now=story.now),
    ):
        with pytest.raises(Refused):
            act()


def test_a_party_commits_for_itself_once_and_in_time(one_story):
    story = one_story.until("compose")
    party = story.party(REGULATOR.key)
    with pytest.raises(Refused):
        commit_to_draw(party=party, value="a" * 64, actor=OTHER_WITNESS, now=story.now)
    with pytest.raises(Refused):
        commit_to_draw(party=party, value="a" * 64, actor=ORGANISER, now=story.now)
    with pytest.raises(BadInput, match="64 位"):
        commit_to_draw(party=party, value="a" * 63, actor=WITNESS, now=story.now)
    commit_to_draw(party=party, value=" " + "A" * 64, actor=WITNESS, now=story.now)
    with pytest.raises(BadInput, match="已经提交"):
        commit_to_draw(party=party, value="b" * 64, actor=WITNESS, now=story.now)
    other = story.party(ASSOCIATION.key)
    with pytest.raises(BadInput, match="已经用过"):
        commit_to_draw(party=other, value="a" * 64, actor=OTHER_WITNESS, now=story.now)
    with pytest.raises(BadInput, match="截止"):
        commit_to_draw(
            party=other, value="b" * 64, actor=OTHER_WITNESS, now=story.draw.commit_by + timedelta(seconds=1)
        )


def test_for_a_party_outside_the_platform_the_organiser_enters_with_evidence(one_story):
    story = one_story.until("compose")
    party = story.party("outside-3")
    with pytest.raises(BadInput, match="证明材料"):
        commit_to_draw(party=party, value="a" * 64, actor=ORGANISER, now=story.now)
    with pytest.raises(Refused):
        commit_to_draw(party=party, value="a" * 64, evidence="x", actor=WITNESS, now=story.now)
    commit_to_draw(party=party, value="a" * 64, evidence="公证书", actor=ORGANISER, now=story.now)
    assert Commitment.objects.get().evidence == "公证书"


def test_a_plan_is_published_with_every_commitment_and_before_the_numbers_can_exist(one_story):
    story = one_story.until("compose").commit(REGULATOR.key)
    with pytest.raises(BadInput, match=ASSOCIATION.name):
        publish_plan(draw=story.draw, actor=APPROVER, now=story.now)
    story.commit(ASSOCIATION.key, "outside-3")
    with pytest.raises(BadInput, match="起算时间已过"):
        publish_plan(draw=story.draw, actor=APPROVER, now=story.draw.open_after)


def test_reveals_wait_for_the_time_of_the_plan_and_fit_the_commitment(one_story):
    story = one_story.until("publish")
    party = story.party(REGULATOR.key)
    secret = story.secret(REGULATOR.key).hex()
    with pytest.raises(BadInput, match="还没有到"):
        reveal_secret(party=party, value=secret, actor=WITNESS, now=story.draw.open_after)
    with pytest.raises(BadInput, match="不符"):
        reveal_secret(party=party, value="0" * 64, actor=WITNESS, now=story.now)
    reveal_secret(party=party, value=secret, actor=WITNESS, now=story.now)
    with pytest.raises(BadInput, match="已经揭示"):
        reveal_secret(party=party, value=secret, actor=WITNESS, now=story.now)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"groups": [[1, 2, 3, 4, 5, 34], [7]]}, "范围"),
        ({"groups": [[1, 2, 3], [7]]}, "范围"),
        ({"published_at": timedelta(0)}, "起算时间之后"),
        ({"published_at": timedelta(days=1)}, "将来"),
    ],
)
def test_numbers_are_those_the_plan_names(one_story, changes, told):
    story = one_story.until("publish")
    if isinstance(changes.get("published_at"), timedelta):
        changes = {"published_at": story.draw.open_after + changes["published_at"]}
    with pytest.raises(BadInput, match=told):
        story.enter(**changes)


def test_numbers_entered_wrongly_are_corrected_and_both_entries_stay(one_story):
    story = one_story.until("reveal").enter(groups=[[1, 2, 3, 4, 5, 6], [7]]).enter().run()
    assert PublicNumbers.objects.count() == 2
    numbers = json.loads(bundle(story)["numbers.json"])
    assert numbers["numbers/1"]["groups"] == [[3, 9, 14, 21, 28, 33], [7]]
    assert verify_bundle(bundle(story)).holds


def test_the_same_is_drawn_once(one_story):
    story = one_story.until("run")
    with pytest.raises(BadInput):
        run_draw(draw=story.draw, actor=APPROVER, now=story.now)
    with pytest.raises(BadInput):
        story.enter()


def test_refusals_use_the_reserve_in_order_and_then_nobody(story):
    story.until("run")
    result = json.loads(story.draw.result.text)
    [one] = [stratum for stratum in result["strata"] if stratum["code"] == "A"]
    leaving = [*one["selected"], *one["reserve"]][:3]
    due = [*one["reserve"], None]
    for selected, successor in zip(leaving, due, strict=True):
        made = substitute(
            draw=story.draw, kind="object", selected=selected, reason="已经停业", actor=ORGANISER, now=story.now
        )
        assert made.successor == successor
    team = {one["object"]: one["team"] for one in result["teams"]}
    [kept] = [stratum["selected"][0] for stratum in result["strata"] if stratum["code"] == "D"]
    substitute(
        draw=story.draw,
        kind="inspector",
        selected=kept,
        inspector=team[kept][0],
        reason="生病",
        actor=ORGANISER,
        now=story.now,
    )
    found = verify_bundle(bundle(story))
    assert found.holds, found.checks
    assert Topic.SUBSTITUTIONS in {check.topic for check in found.checks}
    with pytest.raises(BadInput, match="不在当前"):
        substitute(draw=story.draw, kind="object", selected=leaving[0], reason="x", actor=ORGANISER, now=story.now)


def test_conflicts_of_the_list_are_in_the_plan_and_bar_from_the_team(one_story):
    story = one_story.until("run")
    plan = json.loads(story.draw.plan.text)
    [conflict] = plan["inspectors"]["conflicts"]
    assert conflict["object"] == "ZJ0030"
    teams = {one["object"]: one["team"] for one in json.loads(story.draw.result.text)["teams"]}
    assert conflict["barred"][0] not in teams["ZJ0030"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"draw_id": "lists"}, "draw_id"),
        ({"draw_id": "抽-1"}, "draw_id"),
        ({"parties": []}, "party_1"),
        ({"parties": [PartyGiven("a", "甲", 1), PartyGiven("a", "乙", 1)]}, "party_1"),
        ({"times": lambda now: Times(now, now + timedelta(1), now + timedelta(2))}, "commit_by"),
        ({"times": lambda now: Times(now + timedelta(2), now + timedelta(1), now + timedelta(3))}, "open_after"),
        ({"times": lambda now: Times(now + timedelta(1), now + timedelta(2), now + timedelta(2))}, "reveal_by"),
        ({"team": "one"}, "team"),
    ],
)
def test_a_plan_that_could_not_be_carried_out_is_refused_beside_its_field(one_story, changes, field):
    story = one_story.until("freeze")
    if callable(changes.get("times")):
        changes = {"times": changes["times"](story.now)}
    if changes.get("team") == "one":
        changes = {"team": TeamRule(1, 3)}
    with pytest.raises(BadInput) as fault:
        story.compose(**changes)
    assert field in {one.where for one in fault.value.faults}
    assert not Draw.objects.exists()


def test_a_closed_list_shows_salted_numbers_only(one_story):
    one_story.open_names = False
    story: Story = one_story.until("run")
    files = bundle(story)
    text = b"".join(files.values()).decode()
    assert "集贸市场" not in text.replace(story.draw.title, "").replace(story.objects.title, "")
    assert "ZJ00" not in text
    assert "检查员" not in text
    assert verify_bundle(files).holds
    assert not queries.entries(ANONYMOUS, story.objects).exists()
    assert not queries.entries(STRANGER, story.objects).exists()
    assert queries.entries(APPROVER, story.objects).count() == 36


def test_inspectors_are_never_named_even_when_objects_are(one_story):
    story = one_story.until("run")
    assert queries.entries(ANONYMOUS, story.objects).count() == 36
    assert not queries.entries(ANONYMOUS, story.inspectors).exists()
    assert "检查员" not in b"".join(bundle(story).values()).decode()
