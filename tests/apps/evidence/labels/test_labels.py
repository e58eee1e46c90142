"""Labels from the key to the last state; what is refused; what is in the log."""

import json
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from quanheng.apps.evidence.actions.end_label_key import end_label_key
from quanheng.apps.evidence.actions.issue_labels import issue_labels
from quanheng.apps.evidence.actions.open_label_key import open_label_key
from quanheng.apps.evidence.actions.revoke_label import revoke_label
from quanheng.apps.evidence.labels import queries, seals, standing
from quanheng.apps.evidence.labels.checking import check
from quanheng.apps.evidence.labels.issuers import issuers
from quanheng.apps.evidence.log.checking import check as check_log
from quanheng.apps.evidence.models import Entry, Event, IssuerList, Label, LabelEnd, LabelKey, LabelKeyEnd, Seal
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.labels import cose
from quanheng.core.trust.labels.claims import Claims, Kind
from quanheng.core.trust.labels.issuers import parse_issuers
from quanheng.core.trust.labels.numbers import number_of
from quanheng.core.trust.labels.token import from_token, to_token
from quanheng.core.trust.labels.verdict import Issuer, State
from quanheng.core.trust.signers.ed25519 import Ed25519Signer
from quanheng.kernel.actor import ANONYMOUS, Refused, system_actor
from quanheng.kernel.errors import BadInput
from tests.apps.evidence.labels.bench import (
    AUDITOR,
    INSTITUTE,
    ISSUER,
    KEEPER,
    OTHER,
    STRANGER,
    address_of,
    checked,
)


def test_a_label_is_valid_until_the_end_of_its_last_day(bench):
    label = bench.issue()
    assert checked(label, bench.now).state is State.VALID
    assert checked(label, label.expires_at - timedelta(seconds=1)).state is State.VALID
    assert label.expires_at.isoformat() == "2027-11-22T00:00:00+08:00"
    assert checked(label, label.expires_at).state is State.EXPIRED


def test_a_label_that_was_issued_in_the_second_its_key_was_opened_counts(bench):
    bench.now = bench.now.replace(microsecond=900_000)
    open_label_key(issuer=OTHER, actor=KEEPER, now=bench.now)
    [label] = issue_labels(drafts=[bench.draft()], organisation=OTHER.id, actor=STRANGER, now=bench.now)
    assert checked(label, bench.now).state is State.VALID


def test_what_the_label_says_is_what_was_put_in(bench):
    claims = checked(bench.issue(), bench.now).verdict.claims
    assert (claims.issuer, claims.certificate, claims.serial) == ("O000021", "JL-2026-000123", "SN12345678")
    assert (claims.name, claims.result, claims.due) == ("电子天平", "Ⅱ 级", date(2027, 11, 21))
    assert (claims.kind, claims.digest) == (Kind.VERIFICATION, bytes(range(32)))


def test_a_revoked_label_says_so_with_its_reason(bench):
    label = bench.issue()
    bench.later(days=1).revoke(label)
    found = checked(label, bench.now)
    assert (found.state, found.found.end.reason) == (State.REVOKED, "证书有误")
    assert checked(label, label.expires_at).state is State.REVOKED, "the graver word first"
    with pytest.raises(BadInput, match="已经撤销"):
        bench.revoke(label)


def test_a_replaced_label_leads_to_the_new_one(bench):
    label = bench.issue()
    successor = bench.replace(label, serial="SN87654321")
    found = checked(label, bench.now)
    assert (found.state, found.found.end.successor) == (State.REPLACED, successor)
    assert checked(successor, bench.now).state is State.VALID
    with pytest.raises(BadInput, match="已经撤销或替换"):
        bench.replace(label, serial="SN1")
    assert Label.objects.count() == 2, "a replacement that is refused leaves no label behind"


def test_a_signer_who_is_not_on_the_list_is_unknown(bench):
    label = bench.issue()
    claims = checked(label, bench.now).verdict.claims
    raw = cose.sign(claims.encode(), Ed25519Signer.from_seed(b"x" * 32))
    assert check(to_token(raw), bench.now).state is State.UNKNOWN_SIGNER


def test_a_good_signature_that_nobody_issued_here_is_not_on_record(bench):
    signer = Ed25519Signer.from_seed(b"y" * 32)
    label = bench.issue()
    claims: Claims = checked(label, bench.now).verdict.claims
    with transaction.atomic():
        LabelKey.objects.create(
            key_id=cose.key_id(signer.public).hex(),
            public=signer.public.hex(),
            organisation=INSTITUTE.id,
            issuer="O000021",
            issuer_name=INSTITUTE.name,
            start=bench.now - timedelta(days=1),
            at=bench.now,
            by=1,
        )
    assert check(to_token(cose.sign(claims.encode(), signer)), bench.now).state is State.NOT_ON_RECORD


def test_a_changed_byte_makes_it_no_label(bench):
    raw = bytearray(bench.issue().token)
    for place in (30, 60, len(raw) - 1):
        changed = bytes([*raw[:place], raw[place] ^ 1, *raw[place + 1 :]])
        assert check(to_token(changed), bench.now).state in {State.FORGED, State.UNKNOWN_SIGNER}
    assert check(to_token(bytes(raw[:-1])), bench.now).state is State.FORGED
    assert check("HTTPS://M.EXAMPLE.CN/V/", bench.now).state is State.FORGED


def test_a_key_of_another_platform_is_pinned_and_its_revocations_are_not_checked(bench):
    signer = Ed25519Signer.from_seed(b"z" * 32)
    elsewhere = type(OTHER)(0, "JX-007", "外省计量院")
    open_label_key(issuer=elsewhere, public=signer.public, home="m.other.cn", actor=KEEPER, now=bench.now)
    claims = checked(bench.issue(), bench.now).verdict.claims
    theirs = Claims(**{**{name: getattr(claims, name) for name in claims.__slots__}, "issuer": "JX-007"})
    found = check(to_token(cose.sign(theirs.encode(), signer)), bench.now)
    assert (found.state, found.verdict.issuer.home) == (State.NOT_CHECKED, "m.other.cn")


def test_what_a_key_signed_before_it_was_ended_counts_and_after_that_nothing(bench):
    label = bench.issue()
    bench.later(days=2)
    late = bench.issue(serial="SN2")
    bench.later(days=1)
    bench.end_key(bench.now - timedelta(days=2))
    assert checked(label, bench.now).state is State.VALID
    assert checked(late, bench.now).state is State.UNKNOWN_SIGNER
    with pytest.raises(BadInput, match="没有签发密钥"):
        bench.issue(serial="SN3")
    with pytest.raises(BadInput, match="已经停用"):
        bench.end_key()


def test_the_list_of_issuers_is_published_with_every_change_and_in_the_log(bench):
    bench.later(hours=1).end_key()
    first, second = IssuerList.objects.order_by("number")
    assert [one.end for one in parse_issuers(first.text.encode())] == [None]
    assert parse_issuers(second.text.encode()) == issuers()
    [a, b] = Seal.objects.filter(kind=seals.ISSUERS).order_by("id")
    assert (b.of, b.relation) == (a, "replaces")
    assert Digest.of(second.text.encode()).sha256.hex() == b.sha256


def test_the_same_instrument_gets_no_second_valid_label_for_the_same_certificate(bench):
    label = bench.issue()
    with pytest.raises(BadInput, match=label.number):
        bench.issue()
    bench.issue(certificate="JL-2026-000124")
    bench.revoke(label)
    bench.later(seconds=1).issue()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"serial": ""}, "serial"),
        ({"serial": "x" * 41}, "serial"),
        ({"name": "天\u202e平"}, "name"),
        ({"name": "天" * 31}, "name"),
        ({"result": "x" * 21}, "result"),
        ({"certificate": "a\nb"}, "certificate"),
        ({"sha256": "12"}, "sha256"),
        ({"sha256": "G" * 64}, "sha256"),
        ({"due": date(2026, 11, 21)}, "due"),
        ({"due": date(2047, 1, 1)}, "due"),
    ],
)
def test_a_draft_out_of_bounds_is_refused_with_its_field_and_nothing_is_written(bench, change, field):
    before = Event.objects.count()
    with pytest.raises(BadInput) as refused:
        bench.issue(**change)
    assert [fault.where for fault in refused.value.faults] == [field]
    assert (Label.objects.count(), Event.objects.count()) == (0, before)


def test_who_may_do_what(bench):
    label = bench.issue()
    with pytest.raises(Refused):
        issue_labels(drafts=[bench.draft()], organisation=INSTITUTE.id, actor=STRANGER, now=bench.now)
    with pytest.raises(Refused):
        revoke_label(label=label, reason="x", actor=STRANGER, now=bench.now)
    for actor in (ISSUER, AUDITOR, ANONYMOUS):
        with pytest.raises(Refused):
            open_label_key(issuer=OTHER, actor=actor, now=bench.now)
        with pytest.raises(Refused):
            end_label_key(key=bench.key, end=bench.now, reason="x", actor=actor, now=bench.now)
    seen = {name: queries.labels(actor).count() for name, actor in (("own", ISSUER), ("other", STRANGER))}
    assert seen == {"own": 1, "other": 0}
    assert (queries.labels(ANONYMOUS).count(), queries.labels(AUDITOR).count()) == (0, 1)


def test_a_key_whose_file_is_gone_or_another_says_so(bench, settings):
    [file] = settings.LABEL_KEYS.glob("*.pem")
    assert file.stat().st_mode & 0o077 == 0
    open_label_key(issuer=OTHER, actor=KEEPER, now=bench.now)
    other = next(one for one in settings.LABEL_KEYS.glob("*.pem") if one != file)
    kept = file.read_bytes()
    file.write_bytes(other.read_bytes())
    with pytest.raises(BadInput, match="另一把密钥"):
        bench.issue()
    file.write_bytes(b"nonsense")
    with pytest.raises(BadInput, match="不能使用"):
        bench.issue()
    file.unlink()
    with pytest.raises(BadInput, match="找不到签发密钥"):
        bench.issue()
    file.touch(0o600)
    file.write_bytes(kept)
    assert checked(bench.issue(), bench.now).state is State.VALID


def test_the_log_tells_the_number_of_a_label_and_nothing_of_the_instrument(bench):
    label = bench.issue()
    bench.replace(label, serial="SN-NEW-7")
    bench.log()
    entries = b"\n".join(bytes(one) for one in Entry.objects.values_list("data", flat=True)).decode()
    assert label.number in entries
    events = json.dumps(list(Event.objects.values_list("payload", flat=True)), ensure_ascii=False)
    for secret in ("SN12345678", "SN-NEW-7", "JL-2026-000123", "电子天平"):
        assert secret not in entries
        assert secret not in events
    assert not list(check_log())


@pytest.mark.parametrize("model", [LabelKey, LabelKeyEnd, IssuerList, Label, LabelEnd])
def test_what_was_said_is_never_changed_or_deleted(bench, model):
    bench.revoke(bench.issue())
    bench.end_key()
    row = model.objects.first()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.filter(pk=row.pk)._raw_delete("default")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        row.save()


def test_an_end_that_somebody_takes_out_of_the_table_still_counts_and_is_found(bench, monkeypatch):
    label = bench.issue()
    bench.revoke(label)
    bench.log()
    monkeypatch.setattr(LabelEnd.objects, "get_queryset", LabelEnd._base_manager.none)
    monkeypatch.setattr(Label, "ended", None)
    assert checked(label, bench.now).state is State.REVOKED, "the log says it"
    assert any(label.number in str(finding) for finding in check_log())


def test_a_label_says_where_its_certificate_stands_in_the_log(bench):
    digest = Digest.of(b"a certificate")
    with transaction.atomic():
        from quanheng.apps.evidence.public import seal

        seal(kind="evidence.file", subject=seals.label_subject("x"), digest=digest, now=bench.now)
    bench.log()
    label = bench.issue(sha256=digest.sha256.hex())
    place = checked(label, bench.now).verdict.claims.place
    assert json.loads(bytes(Entry.objects.get(index=place.index).data))["sha256"] == digest.sha256.hex()
    assert place.origin == Digest.of(b"log.example/evidence").sha256[:4]


def test_a_label_is_found_by_its_number_and_another_text_with_the_same_number_is_not_it(bench):
    label = bench.issue()
    assert label.number == number_of(bytes(label.token))
    assert standing.of_number(label.number).label == label
    assert standing.of_bytes(from_token(to_token(bytes(label.token)))).label == label
    assert standing.of_number("AAAA-AAAA-AAAA") is None
    assert address_of(label).startswith("HTTPS://M.EXAMPLE.CN/V/")


def test_events_of_labels_are_read_by_the_issuer_and_not_by_everybody(bench):
    from quanheng.apps.evidence.queries import about

    label = bench.issue()
    bench.revoke(label)

    def kinds(actor):
        return list(about("label", [label.number], actor).order_by("id").values_list("kind", flat=True))

    assert kinds(ISSUER) == ["evidence.label_issued", "evidence.label_revoked"]
    assert kinds(STRANGER) == kinds(ANONYMOUS) == ["evidence.label_revoked"]
    assert kinds(system_actor("audit")) == kinds(ISSUER)


def test_issuer_is_what_readers_pin(bench):
    [one] = issuers()
    assert one == Issuer("O000021", INSTITUTE.name, one.public, bench.now)
