"""Nothing personal and nothing that can be guessed is in the log: the entries of a whole demonstration run are searched
for every word of the database, and attacked with every word of it.
"""

import json
import re
from datetime import timedelta
from hashlib import sha256

import pytest
from django.apps import apps
from django.db import models, transaction

from quanheng.apps.evidence.actions.seal import seal_batch
from quanheng.apps.evidence.actions.seal_file import seal_file
from quanheng.apps.evidence.actions.substitute import substitute
from quanheng.apps.evidence.actions.void_draw import void_draw
from quanheng.apps.evidence.log import reading
from quanheng.apps.evidence.log.checking import check
from quanheng.apps.evidence.log.event_batches import as_record
from quanheng.apps.evidence.models import Entry, Event, EventBatch, Opening, Seal
from quanheng.apps.evidence.models.draws import DrawResult, SealedPlan, VoidRecord
from quanheng.apps.evidence.models.labels import IssuerList, LabelEnd
from quanheng.apps.evidence.models.timekeeping import TimeComparison, TimeRound
from quanheng.apps.evidence.seal_kinds import seal_kinds
from quanheng.core.trust.canonical import canonical
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.edge import hashes_in
from quanheng.core.trust.merkle import leaf_hash
from quanheng.kernel.actor import system_actor
from quanheng.kernel.subjects import Subject
from tests.apps.evidence.draws.story import Story
from tests.apps.evidence.logs import grow
from tests.web.access.audience import Visitor
from tests.web.access.cast import OTHER, OWN, VISITORS, build_world

pytestmark = pytest.mark.usefixtures("registers", "log_home")
OPERATOR = system_actor("operator")
FIELDS = {
    "at": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
    "type": r"[a-z]+\.[a-z_]+",
    "count": r"\d+",
    "id": r"events/\d+-\d+|(draw|name-list|file|label|label-issuers|time-round|time-comparison)/\S+",
    **dict.fromkeys(("sha256", "sm3", "salted_sha256", "salted_sm3", "revokes", "replaces"), r"[0-9a-f]{64}"),
}
"""All that an entry may say, and how."""
TEXTUAL = (models.CharField, models.TextField, models.JSONField)
PUBLISHED = (SealedPlan, DrawResult, VoidRecord, IssuerList, LabelEnd, TimeRound, TimeComparison)
"""Records whose text stands on a public page, word for word."""
OPEN_SEALS = {"draw", "name-list", "file", "label", "label-issuers", "time-round", "time-comparison"}
"""The kinds of records that are public, and named in the log."""


def cast() -> tuple[Visitor, ...]:
    """Enough of the walk's visitors: the platform's offices, the draw's, a member."""
    wanted = {"registrar", "auditor", "member", "draw-organiser", "draw-approver", "planning-officer"}
    found = [one for one in VISITORS if one.office in wanted and one.place in {OWN, OTHER}]
    assert len(found) >= 8
    return tuple(found)


@pytest.fixture
def entries(moment, settings, tmp_path) -> list[dict[str, str]]:
    """The entries of a run in which people, planning, imports, draws and files all do their work."""
    settings.FILES = tmp_path / "files"
    build_world(moment, cast())
    run = Story(moment - timedelta(days=40), open_names=False, draw_id="2026-CLEAR-1").until("run")
    chosen = json.loads(run.draw.result.text)["strata"][0]["selected"][0]
    substitute(draw=run.draw, kind="object", selected=chosen, reason="停业", actor=run.organiser, now=run.now)
    void = Story(moment - timedelta(days=80), draw_id="2026-CLEAR-2").until("publish").reveal("O000011")
    void_draw(draw=void.draw, actor=void.organiser, now=void.draw.reveal_by + timedelta(seconds=1))
    told = {"actor": OPERATOR, "now": moment}
    for name, private in (("公告.pdf", False), ("钱多多的体检表.pdf", True)):
        seal_file(key=name, digest=Digest.of(name.encode()), private=private, **told)
    with transaction.atomic():
        subject = Subject("person", "P000001")
        seal_batch(kind="evidence.file", subject=subject, items=[b"salt" * 8 + b"1990"], now=moment, private=True)
    grow(moment)
    return [json.loads(bytes(data)) for data in Entry.objects.order_by("index").values_list("data", flat=True)]


def words() -> set[str]:
    """Every text in the database that is not the log's own."""
    found: set[str] = set()
    for model in apps.get_models():
        if model._meta.app_label == "evidence" and model._meta.model_name in {
            "entry",
            "checkpoint",
            "logstate",
            "seal",
        }:
            continue
        fields = [field.name for field in model._meta.concrete_fields if isinstance(field, TEXTUAL)]
        for row in model._default_manager.values_list(*fields) if fields else ():
            for value in row:
                found |= strings_in(value)
    return found


def strings_in(value: object) -> set[str]:
    """The texts in a value, and the values of a structure."""
    if isinstance(value, str):
        return {value.strip()}
    if isinstance(value, dict):
        return set().union(*map(strings_in, value.values()), set())
    if isinstance(value, (list, tuple)):
        return set().union(*map(strings_in, value), set())
    return set()


def test_a_whole_run_leaves_nothing_personal_and_nothing_guessable_in_the_log(entries):
    assert_says_only_what_an_entry_may_say(entries)
    known = words()
    assert len(known) > 500
    assert_no_word_is_in_clear(entries, known)
    assert_no_digest_is_of_something_one_can_guess(entries, known)
    assert_no_event_can_be_guessed_from_its_batch()


def assert_says_only_what_an_entry_may_say(entries):
    kinds = {entry["type"] for entry in entries}
    assert kinds >= {
        "evidence.events",
        "evidence.file",
        "draw.list",
        "draw.plan",
        "draw.reveal",
        "draw.result",
        "draw.void",
    }
    assert kinds <= set(seal_kinds())
    apps_at_work = {kind.partition(".")[0] for kind in Event.objects.values_list("kind", flat=True)}
    assert apps_at_work >= {"people", "planning", "imports", "evidence", "committees", "law", "specifications"}
    for entry in entries:
        for name, value in entry.items():
            assert re.fullmatch(FIELDS[name], str(value)), entry


def assert_no_word_is_in_clear(entries, known):
    """The names of public records are: every other word of two signs or more is not."""
    public = {f"{seal.subject_kind}/{seal.subject_key}" for seal in Seal.objects.filter(private=False)}
    assert {name.partition("/")[0] for name in public} == OPEN_SEALS
    free = {entry["id"] for entry in entries if not entry.get("id", "events/").startswith("events/")}
    assert free == public
    parts = {part for name in public for part in (*re.split("[/-]", name), name.partition("/")[2])} | OPEN_SEALS
    text = "\n".join(free)
    telling = {word for word in known if len(word) >= (4 if word.isascii() else 2)}
    assert {word for word in telling if word in text and not any(word in part for part in parts)} == set()
    assert not [
        word for word in ("钱多多", "走查", "检查员", "P0000") if word in json.dumps(entries, ensure_ascii=False)
    ]


def assert_no_digest_is_of_something_one_can_guess(entries, known):
    names = ("sha256", "sm3", "salted_sha256", "salted_sm3")
    said = {entry[name] for entry in entries for name in names if name in entry}
    guesses = [word.encode() for word in known] + [canonical(as_record(event)) for event in Event.objects.all()]
    guessed = {told.hex() for guess in guesses for told in (Digest.of(guess).sha256, Digest.of(guess).sm3)}
    published = [
        "公告.pdf",
        "checkpoint",  # the content of the file that the cast seals openly
        *(row.text for model in PUBLISHED for row in model.objects.all()),
    ]
    found = {
        told.hex() for text in published for told in (Digest.of(text.encode()).sha256, Digest.of(text.encode()).sm3)
    }
    assert said & guessed == found, "what is published is there to be found, and nothing else is"


def assert_no_event_can_be_guessed_from_its_batch():
    leaves = {leaf for batch in EventBatch.objects.all() for leaf in hashes_in(bytes(batch.leaves))}
    assert len(leaves) == Event.objects.count()
    guesses = [canonical(as_record(event)) for event in Event.objects.all()]
    assert not leaves & {told for guess in guesses for told in (leaf_hash(guess), sha256(guess).digest())}


def test_a_private_seal_leaves_nothing_to_read_once_its_opening_is_deleted(moment):
    made = seal_file(key="体检表.pdf", digest=Digest.of(b"x"), private=True, actor=OPERATOR, now=moment)
    grow(moment)
    Opening.objects.filter(leaf=bytes(made.leaf)).delete()
    (entry,) = reading.read_entries(reading.index_of(bytes(made.leaf)), 1)
    assert set(json.loads(entry)) == {"at", "type", "salted_sha256", "salted_sm3"}
    assert not list(check()), "that nothing is left to compare is no fault"
