import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, connections, transaction

from quanheng.apps.evidence.actions.seal import seal, seal_batch
from quanheng.apps.evidence.models import Event, Opening, Pending, Seal, UnsealedEvent
from quanheng.apps.evidence.public import record
from quanheng.apps.evidence.seal_kinds import SealKind
from quanheng.apps.people.events import OrganisationRegistered
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.errors import NotProven
from quanheng.core.trust.merkle import leaf_hash
from quanheng.core.trust.statements import Opened
from quanheng.kernel.actor import ANONYMOUS, system_actor
from quanheng.kernel.subjects import Subject

SUBJECT = Subject("organisation", "O000001")
DIGEST = Digest.of("权衡".encode())


@pytest.fixture(autouse=True)
def kind(monkeypatch):
    monkeypatch.setattr("quanheng.apps.evidence.seal_kinds._kinds", {"test.thing": SealKind("test.thing", "试")})


def sealed(moment, **given):
    with transaction.atomic():
        return seal(**{"kind": "test.thing", "subject": SUBJECT, "digest": DIGEST, "now": moment, **given})


@pytest.mark.django_db
class TestSeal:
    def test_the_entry_is_canonical_and_says_what_when_and_both_digests(self, moment):
        made = sealed(moment)
        entry = bytes(Pending.objects.get().entry)
        assert json.loads(entry) == {
            "at": "2026-11-22T02:00:00Z",
            "id": "organisation/O000001",
            "sha256": DIGEST.sha256.hex(),
            "sm3": DIGEST.sm3.hex(),
            "type": "test.thing",
        }
        assert entry == json.dumps(json.loads(entry), sort_keys=True, separators=(",", ":")).encode()
        assert bytes(made.leaf) == leaf_hash(entry)

    def test_the_same_statement_twice_is_one_seal_whenever_it_is_said(self, moment):
        assert sealed(moment) == sealed(moment + timedelta(days=1))
        assert sealed(moment, private=True) == sealed(moment + timedelta(days=1), private=True)
        assert Pending.objects.count() == 2

    def test_a_private_one_holds_neither_name_nor_digest_and_opens_with_its_salt(self, moment):
        made = sealed(moment, private=True)
        pending = Pending.objects.get()
        text = bytes(pending.entry).decode()
        assert set(json.loads(text)) == {"at", "type", "salted_sha256", "salted_sm3"}
        assert not [told for told in ("O000001", DIGEST.sha256.hex(), DIGEST.sm3.hex()) if told in text]
        assert (made.sha256, made.sm3, made.submitted) == ("", "", None)
        opening = Opening.objects.get(leaf=made.leaf)
        opened = Opened(bytes(pending.entry), "organisation/O000001", bytes(opening.salt))
        opened.require(DIGEST)
        assert Opened.parse(opened.extra()) == opened
        with pytest.raises(NotProven):
            opened.require(Digest.of(b"other"))
        with pytest.raises(NotProven):
            Opened(bytes(pending.entry), "organisation/O000002", bytes(opening.salt)).require(DIGEST)

    def test_a_private_seal_is_not_shown_to_visitors(self, moment):
        sealed(moment, private=True)
        assert not Seal.objects.visible_to(ANONYMOUS).exists()
        assert Seal.objects.visible_to(system_actor("audit")).exists()

    def test_a_revocation_is_a_further_entry_about_the_first(self, moment):
        first = sealed(moment)
        second = sealed(moment, revokes=first)
        entry = json.loads(bytes(Pending.objects.latest("id").entry))
        assert entry["revokes"] == bytes(first.leaf).hex()
        assert list(first.later.all()) == [second]
        assert Pending.objects.count() == 2

    def test_bulk_data_is_one_entry_with_the_root_over_its_items(self, moment):
        with transaction.atomic():
            made = seal_batch(kind="test.thing", subject=SUBJECT, items=[b"a", b"b", b"c"], now=moment)
        entry = json.loads(bytes(Pending.objects.get().entry))
        assert (entry["count"], entry["sha256"], made.count) == (3, made.sha256, 3)

    def test_outside_the_catalogue_it_is_refused(self, moment):
        with pytest.raises(KeyError), transaction.atomic():
            sealed(moment, kind="nobody.knows")

    def test_outside_a_transaction_it_is_refused(self, moment):
        wrapper = connections["default"]
        wrapper.in_atomic_block = False
        try:
            with pytest.raises(RuntimeError, match="inside the transaction"):
                seal(kind="test.thing", subject=SUBJECT, digest=DIGEST, now=moment)
        finally:
            wrapper.in_atomic_block = True

    @pytest.mark.parametrize(
        "statement", ["UPDATE evidence_seal SET kind = 'x'", "DELETE FROM evidence_seal"], ids=["update", "delete"]
    )
    def test_the_database_itself_refuses_to_change_a_seal(self, moment, statement):
        sealed(moment)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    def test_what_is_rolled_back_was_never_sealed(self, moment):
        with transaction.atomic():
            seal(kind="test.thing", subject=SUBJECT, digest=DIGEST, now=moment)
            transaction.set_rollback(True)
        assert not Seal.objects.exists()
        assert not Pending.objects.exists()


@pytest.mark.django_db
def test_every_event_waits_to_be_sealed_from_the_moment_it_is_written(moment):
    with transaction.atomic():
        payload = OrganisationRegistered("O000001", "某院", "institute")
        record(payload, actor=system_actor("loader"), subject=SUBJECT, now=moment)
    assert list(UnsealedEvent.objects.values_list("event", flat=True)) == [Event.objects.get().pk]
