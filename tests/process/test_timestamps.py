"""Timestamps of an authority that is really asked over HTTP, and really signs: ``openssl ts``."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from quanheng.apps.evidence.actions.seal import seal
from quanheng.apps.evidence.actions.take_timestamp import take_timestamp
from quanheng.apps.evidence.log import runner
from quanheng.apps.evidence.log.checking import check as check_log
from quanheng.apps.evidence.log.reading import latest
from quanheng.apps.evidence.models import Checkpoint, Event, Timestamp
from quanheng.apps.evidence.timestamps.checking import check
from quanheng.apps.evidence.timestamps.stamping import ACTOR, stamp_latest
from quanheng.apps.evidence.timestamps.targets import Target
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.timestamps.answers import LONGEST
from quanheng.kernel.actor import ANONYMOUS, Refused
from quanheng.kernel.clock import now
from quanheng.kernel.errors import BadInput
from quanheng.kernel.subjects import Subject
from tests.process.authority import Authority, openssl
from tests.process.conftest import Platform

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(openssl() is None, reason="needs the openssl program"),
]
REPLY = "application/timestamp-reply"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa"))


@pytest.fixture
def authority(made: Authority, settings: Any) -> Iterator[Authority]:
    """Asked by the platform of this test."""
    made.answer, made.asked = made.honest, 0
    with made.serving() as url:
        settings.TSA_URL, settings.TSA_ROOTS, settings.TSA_SECONDS = url, made.root, 5
        yield made


@pytest.fixture
def checkpoint(log_home: Path) -> Checkpoint:
    subject = Subject("file", "statutes.pdf")
    with transaction.atomic():
        seal(kind="evidence.file", subject=subject, digest=Digest.of(b"statutes"), now=now())
    runner.catch_up(now=now())
    found = latest()
    assert found
    return found


def taken(target: Target) -> Timestamp:
    return take_timestamp(target=target, actor=ACTOR, now=now())


def refused() -> list[str]:
    return list(Event.objects.filter(kind="evidence.timestamp_refused").values_list("payload__reason", flat=True))


def test_a_checkpoint_is_stamped_kept_shown_and_verified_by_openssl_too(authority, checkpoint, tmp_path):
    assert stamp_latest()
    assert not stamp_latest(), "once is enough"
    assert authority.asked == 1
    one = Timestamp.objects.get()
    assert one.digest == Digest.of(checkpoint.note.encode()).sha256.hex()
    assert (one.policy, one.accuracy_us) == ("1.2.3.4.1", 1_500_000)
    assert abs((one.stamped_at - one.answered_at).total_seconds()) < 3
    assert check(one).holds
    client = Client()
    page = client.get(f"/timestamps/{one.pk}/").content.decode()
    for said in ("成立", "CN=Test TSA", one.digest, "1.2.3.4.1"):
        assert said in page
    file = tmp_path / "1.tsr"
    file.write_bytes(client.get(f"/timestamps/{one.pk}/answer.tsr").content)
    assert authority.verifies(file, one.digest)
    content = client.get(f"/timestamps/{one.pk}/content").content
    assert Digest.of(content).sha256.hex() == one.digest
    assert "CN=Test TSA" in client.get("/timestamps/").content.decode()
    assert Event.objects.filter(kind="evidence.timestamp_taken").count() == 1
    assert not list(check_log())


@pytest.mark.parametrize(("algorithm", "option"), [("sha256", "-sha256"), ("sm3", "-sm3")])
@pytest.mark.usefixtures("checkpoint")
def test_what_was_sealed_is_stamped_on_request_with_either_digest(authority, settings, tmp_path, algorithm, option):
    settings.TSA_DIGEST, settings.TSA_POLICY = algorithm, "1.2.3.4.5"
    from quanheng.apps.evidence.models import Seal

    [sealed] = Seal.objects.filter(kind="evidence.file")
    one = taken(Target(seal=sealed))
    digest = Digest.of(b"statutes")
    assert one.digest == (digest.sm3 if algorithm == "sm3" else digest.sha256).hex()
    assert (one.algorithm, one.policy) == (algorithm, "1.2.3.4.5")
    file = tmp_path / "1.tsr"
    file.write_bytes(bytes(one.answer))
    assert authority.verifies(file, one.digest, option)


def test_a_private_seal_is_shown_to_no_authority(authority, checkpoint):
    with transaction.atomic():
        hidden = seal(
            kind="evidence.file", subject=Subject("file", "x"), digest=Digest.of(b"x"), now=now(), private=True
        )
    with pytest.raises(BadInput, match="不公开"):
        taken(Target(seal=hidden))
    assert authority.asked == 0


def old_answer(authority: Authority) -> Any:
    """To this imprint, but to another question: the nonce of a replay."""

    def answer(request: bytes) -> tuple[int, str, bytes]:
        place = request.index(b"\x02", 40)  # the nonce stands behind the imprint
        changed = bytearray(request)
        changed[place + 5] ^= 1
        return authority.honest(bytes(changed))

    return answer


def foreign(_authority: Authority, tmp_path: Path) -> Any:
    """Signed by another authority than the one that is believed."""
    return Authority(tmp_path / "other", "Other TSA").honest


def of_our_root(authority: Authority, tmp_path: Path, **more: Any) -> Any:
    """Signed by a certificate that leads to a root that is believed."""
    bad = Authority(tmp_path / "bad", "Bad TSA", **more)
    authority.root.write_bytes(authority.root.read_bytes() + bad.root.read_bytes())
    return bad.honest


CASES = {
    "wrong nonce": ("nonce", lambda a, _t: old_answer(a)),
    "wrong digest": ("imprint", lambda a, _t: lambda _request: (200, REPLY, a.stamped("-sha256"))),
    "untrusted signer": ("signature", foreign),
    "expired certificate": ("signature", lambda a, t: of_our_root(a, t, expired=True)),
    "garbage": ("unreadable", lambda _a, _t: lambda _request: (200, REPLY, b"\x30\x03garbage")),
    "nothing": ("unreadable", lambda _a, _t: lambda _request: (200, REPLY, b"")),
    "endless": ("unreadable", lambda _a, _t: lambda _request: (200, REPLY, b"\x30" * (LONGEST + 1))),
    "a changed byte": ("signature", lambda a, _t: lambda request: (200, REPLY, flipped(a.honest(request)[2]))),
    "an error page": ("no_answer", lambda _a, _t: lambda _request: (503, "text/html", b"sorry")),
    "another kind": ("no_answer", lambda _a, _t: lambda _request: (200, "text/html", b"<p>hello")),
}


def flipped(answer: bytes) -> bytes:
    return answer[:-3] + bytes([answer[-3] ^ 1]) + answer[-2:]


@pytest.mark.parametrize("case", CASES)
def test_an_answer_that_does_not_hold_is_not_kept_and_the_reason_is_on_record(
    authority, checkpoint, tmp_path, settings, case
):
    reason, dishonest = CASES[case]
    trusted = authority.root.read_bytes()
    authority.answer = dishonest(authority, tmp_path)
    try:
        with pytest.raises(BadInput):
            taken(Target(checkpoint=checkpoint))
    finally:
        authority.root.write_bytes(trusted)
    assert not Timestamp.objects.exists()
    assert refused() == [reason]
    assert "最近没有取得的" in Client().get("/timestamps/").content.decode()


def test_a_policy_that_was_not_asked_for_is_refused(authority, checkpoint, settings):
    settings.TSA_POLICY = "1.2.3.4.9"
    with pytest.raises(BadInput):
        taken(Target(checkpoint=checkpoint))
    assert refused() == ["refused"], "openssl refuses a policy it does not have"


def test_no_answer_within_the_time_is_told_as_such(authority, checkpoint, settings):
    settings.TSA_SECONDS = 1
    go_on = threading.Event()

    def silent(_request: bytes) -> tuple[int, str, bytes]:
        go_on.wait(10)
        return 200, REPLY, b""

    authority.answer = silent
    try:
        with pytest.raises(BadInput, match="没有应答"):
            taken(Target(checkpoint=checkpoint))
    finally:
        go_on.set()
    assert refused() == ["no_answer"]


def test_nobody_at_the_address_is_told_as_such(authority, checkpoint, settings):
    settings.TSA_URL = "http://127.0.0.1:9/"
    assert not stamp_latest()
    assert refused() == ["no_answer"]


def test_whichever_of_the_believed_roots_signed_will_do(authority, checkpoint, tmp_path):
    trusted = authority.root.read_bytes()
    authority.answer = of_our_root(authority, tmp_path)
    try:
        assert "Bad TSA" in taken(Target(checkpoint=checkpoint)).authority
    finally:
        authority.root.write_bytes(trusted)


def test_without_an_authority_the_page_says_so_and_nothing_is_asked(checkpoint, settings):
    assert not stamp_latest()
    assert "没有设置时间戳机构" in Client().get("/timestamps/").content.decode()
    settings.TSA_URL = "http://127.0.0.1:9/"
    assert "QUANHENG_TSA_ROOTS" in Client().get("/timestamps/").content.decode()
    settings.TSA_ROOTS = "/nowhere.pem"
    assert "/nowhere.pem" in Client().get("/timestamps/").content.decode()
    assert not stamp_latest()
    assert not Event.objects.filter(kind__startswith="evidence.timestamp").exists()


def test_a_timestamp_is_never_changed_and_one_that_was_is_found(authority, checkpoint):
    one = taken(Target(checkpoint=checkpoint))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        one.save()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Timestamp.objects.filter(pk=one.pk)._raw_delete("default")
    one.answer = flipped(bytes(one.answer))
    assert check(one).holds is False


def test_only_the_registrar_and_the_platform_ask(authority, checkpoint):
    with pytest.raises(Refused):
        take_timestamp(target=Target(checkpoint=checkpoint), actor=ANONYMOUS, now=now())
    assert authority.asked == 0


def test_the_command_verifies_without_a_database(authority, checkpoint, tmp_path):
    one = taken(Target(checkpoint=checkpoint))
    answer, data, other = tmp_path / "1.tsr", tmp_path / "note", tmp_path / "other"
    answer.write_bytes(bytes(one.answer))
    data.write_bytes(checkpoint.note.encode())
    other.write_bytes(b"other")
    broken = tmp_path / "broken.tsr"
    broken.write_bytes(b"garbage")
    platform = Platform(tmp_path / "home", DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
    roots = ("--roots", str(authority.root))
    code, said = platform.run("timestamp", "verify", str(answer), str(data), *roots)
    assert (code, "成立" in said) == (0, True), said
    assert platform.run("timestamp", "verify", str(answer), "--digest", one.digest, *roots)[0] == 0
    assert platform.run("timestamp", "verify", str(answer), str(other), *roots)[0] == 1
    assert platform.run("timestamp", "verify", str(broken), str(data), *roots)[0] == 1
    assert platform.run("timestamp", "verify", str(answer), str(data), "--roots", str(tmp_path / "none"))[0] == 2
    platform.end()
