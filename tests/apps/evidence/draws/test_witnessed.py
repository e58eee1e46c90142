"""Witnesses must have seen the plan before the numbers could exist; or the draw is void before anybody reveals."""

import io
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command

from quanheng.apps.evidence.actions.enter_numbers import enter_numbers
from quanheng.apps.evidence.actions.void_draw import void_draw
from quanheng.apps.evidence.draws import queries
from quanheng.apps.evidence.draws.audit import bundle_of
from quanheng.apps.evidence.draws.conditions import Phase
from quanheng.apps.evidence.draws.todo import todo
from quanheng.apps.evidence.log.reading import latest
from quanheng.apps.evidence.models import Cosignature, Draw
from quanheng.core.trust.algorithms import COSIGNATURE
from quanheng.core.trust.draw.bundle import verify_bundle
from quanheng.core.trust.draw.checks import State, Topic
from quanheng.core.trust.notes import SignerKey
from quanheng.core.trust.policy_file import Policy
from quanheng.core.trust.signers.ed25519 import Ed25519Signer
from quanheng.core.trust.tree_head import Checkpoint
from quanheng.kernel.actor import ANONYMOUS
from quanheng.kernel.errors import BadInput
from tests.apps.evidence.draws.story import Story

NAMES = ("institute", "province", "association")


def sequence() -> None:
    call_command("log", "sequencer", "--once", stdout=io.StringIO())


class Witnesses:
    """Three witnesses, two of which make the quorum."""

    def __init__(self, path) -> None:
        self.keys = {name: SignerKey(f"{name}.example/w1", Ed25519Signer.generate(), COSIGNATURE) for name in NAMES}
        lines = [f"witness {name} {key.verifier}" for name, key in self.keys.items()]
        path.write_text("\n".join([*lines, f"group most 2 {' '.join(NAMES)}", "quorum most", ""]))

    def cosign(self, name: str, at: datetime) -> None:
        """``name`` cosigns the latest checkpoint at a time."""
        checkpoint = latest()
        text = checkpoint.note.encode().rpartition(b"\n\n")[0] + b"\n"
        line = str(self.keys[name].sign(text, int(at.timestamp())))
        Cosignature.objects.create(checkpoint=checkpoint, witness=name, line=line, at=at)
        assert Checkpoint.parse(text).size == checkpoint.size


@pytest.fixture
def witnesses(settings, tmp_path, log_home) -> Witnesses:
    settings.LOG_POLICY = tmp_path / "witnesses"
    made = Witnesses(settings.LOG_POLICY)
    sequence()
    return made


@pytest.fixture
def published(one_story, witnesses) -> Story:
    """A draw whose plan was published and has its number in the log; it is past T."""
    story = one_story.until("publish")
    sequence()
    return story


def page(story, now=None):
    return queries.draw_page(ANONYMOUS, story.draw_id, now or story.now)


def checked(story):
    files = bundle_of(page(story), site="https://example.org")
    return verify_bundle(files, Policy.parse(files["policy.txt"]))


def test_a_plan_the_quorum_cosigned_in_time_leads_to_a_result(published, witnesses):
    seen = published.draw.open_after - timedelta(minutes=5)
    witnesses.cosign("institute", seen - timedelta(minutes=1))
    assert page(published).phase is Phase.NOT_WITNESSED, "one of three is no quorum"
    witnesses.cosign("association", seen)
    assert page(published).witnessing.at == seen.replace(microsecond=0)
    published.reveal().enter().run()
    found = checked(published)
    assert found.holds, found.checks
    [told] = [one for one in found.checks if one.topic is Topic.WITNESS]
    assert (told.state, seen.strftime("%H:%M") in told.detail) == (State.HOLDS, True)


def test_a_late_third_witness_does_no_harm(published, witnesses):
    for name in ("institute", "province"):
        witnesses.cosign(name, published.draw.open_after)
    witnesses.cosign("association", published.draw.open_after + timedelta(hours=1))
    published.reveal().enter().run()
    assert checked(published).holds


def test_a_plan_the_quorum_cosigned_too_late_is_void_before_anybody_reveals(published, witnesses):
    witnesses.cosign("institute", published.draw.open_after)
    witnesses.cosign("province", published.draw.open_after + timedelta(seconds=1))
    assert page(published).phase is Phase.NOT_WITNESSED
    with pytest.raises(BadInput, match="见证方"):
        published.reveal()
    numbers = {"groups": [[3, 9, 14, 21, 28, 33], [7]], "issue": "1", "where": "x", "published_at": published.now}
    with pytest.raises(BadInput, match="见证方"):
        enter_numbers(draw=published.draw, **numbers, actor=published.organiser, now=published.now)
    assert [one.what for one in todo(published.organiser, published.now)] == ["登记作废"]
    void_draw(draw=published.draw, actor=published.organiser, now=published.now)
    published.draw = Draw.objects.get(pk=published.draw.pk)
    assert published.draw.stage == "void"
    sequence()
    for name in ("institute", "province"):
        witnesses.cosign(name, published.now + timedelta(minutes=1))
    found = checked(published)
    assert found.holds, found.checks
    assert (found.reason, found.void) == ("not-witnessed", ())


def test_a_draw_that_was_witnessed_cannot_be_declared_void_for_want_of_witnesses(published, witnesses):
    for name in ("institute", "province"):
        witnesses.cosign(name, published.draw.open_after - timedelta(hours=1))
    with pytest.raises(BadInput, match="还没有到"):
        void_draw(draw=published.draw, actor=published.organiser, now=published.now)


def test_witnesses_named_later_do_not_judge_an_older_draw(one_story, settings, tmp_path, log_home):
    sequence()
    story = one_story.until("run")
    sequence()
    settings.LOG_POLICY = tmp_path / "witnesses"
    later = Witnesses(settings.LOG_POLICY)
    for name in NAMES:
        later.cosign(name, story.now)
    found = checked(story)
    assert found.holds, found.checks
    assert found.unproven == []
