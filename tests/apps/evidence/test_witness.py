"""Witnesses: asked by the sequencer over HTTP, each with a key and a store of its own."""

import threading
import time
from datetime import timedelta
from urllib.request import urlopen

import pytest

from quanheng.apps.evidence.log import storage
from quanheng.apps.evidence.log.faults import Inconsistent
from quanheng.apps.evidence.log.issuing import NotYet, prove_index
from quanheng.apps.evidence.log.policy import given
from quanheng.apps.evidence.log.reading import latest
from quanheng.apps.evidence.log.witnesses import Witnesses, require_not_behind
from quanheng.apps.evidence.models import Cosignature
from quanheng.apps.evidence.witness.server import serve
from quanheng.apps.evidence.witness.store import SQLiteStore
from quanheng.core.trust.algorithms import COSIGNATURE
from quanheng.core.trust.notes import Note, SignerKey, VerifierKey
from quanheng.core.trust.policy_file import Policy
from quanheng.core.trust.signers.ed25519 import Ed25519Signer
from quanheng.core.trust.tree_head import Checkpoint
from quanheng.core.trust.witness import Kept, Witness
from tests.apps.evidence.logs import grow, numbered
from tests.core.trust.keys import WITNESSES

pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket]


@pytest.fixture
def policy(log_home, moment, settings, tmp_path):
    """A log of five entries whose policy asks for one witness, which runs; answers with its address."""
    grow(moment, *numbered(5))
    origin, key = storage.read_key()
    own = SignerKey("witness.example/w1", Ed25519Signer.generate(), COSIGNATURE)
    witness = Witness((own,), {origin: [VerifierKey.parse(key)]}, SQLiteStore(tmp_path / "witness.sqlite3"))
    server = serve(witness, "127.0.0.1", 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}"
    settings.LOG_POLICY = tmp_path / "policy"
    settings.LOG_POLICY.write_text(f"witness institute {own.verifier} {address}\nquorum institute\n")
    yield address
    server.shutdown()
    server.server_close()


def cosigned(witnesses: Witnesses, moment, wanted: int) -> int:
    """How many cosignatures there are, once there are ``wanted``."""
    deadline = time.monotonic() + 60
    while Cosignature.objects.count() < wanted and time.monotonic() < deadline:
        witnesses.round(moment)
        time.sleep(0.05)
    return Cosignature.objects.count()


def test_a_proof_waits_for_the_quorum_and_then_carries_its_signatures(policy, moment, client):
    with pytest.raises(NotYet):
        prove_index(0)
    witnesses = Witnesses(given().witnesses)
    assert cosigned(witnesses, moment, 1) == 1
    issued = prove_index(0)
    assert issued.witnesses == ("institute",)
    published = Policy.parse(client.get("/log/policy").content)
    assert published.cosigners(published.open(client.get("/log/checkpoint").content)) == ["institute"]
    assert "institute" in client.get("/log/").content.decode()
    grow(moment + timedelta(seconds=1), *numbered(400, 5))
    assert cosigned(witnesses, moment, 2) == 2, "the next one follows by a consistency proof"


def test_a_sequencer_that_starts_anew_learns_what_the_witness_saw(policy, moment):
    assert cosigned(Witnesses(given().witnesses), moment, 1) == 1
    grow(moment, *numbered(3, 5))
    assert cosigned(Witnesses(given().witnesses), moment, 2) == 2, "a 409 says from which size to prove"


def test_a_witness_that_saw_more_than_the_database_holds_stops_the_signing(policy, moment):
    assert cosigned(Witnesses(given().witnesses), moment, 1) == 1
    require_not_behind(given().witnesses)
    edge, _ = storage.Edge().append([bytes(32)] * 3)
    from quanheng.apps.evidence.models import LogState

    LogState.objects.update(size=3, edge=edge.to_bytes())
    with pytest.raises(Inconsistent, match="见证方 institute 见过 5 条"):
        require_not_behind(given().witnesses)


def test_a_witness_that_does_not_answer_delays_nobody(policy, moment, settings):
    text = settings.LOG_POLICY.read_text()
    settings.LOG_POLICY.write_text(text.replace(policy, "http://127.0.0.1:9"))
    witnesses = Witnesses(given().witnesses)
    require_not_behind(given().witnesses)
    for _ in range(20):
        witnesses.round(moment)
        time.sleep(0.02)
    assert Cosignature.objects.count() == 0
    assert witnesses.asked[0].pause > 1


def test_what_a_witness_keeps_is_replaced_only_by_who_saw_it(tmp_path):
    store = SQLiteStore(tmp_path / "witness.sqlite3")
    head = Checkpoint("log.example", 1, bytes(32))
    first, second = (Kept(head, head.text() + "\n— w AAAAAAAA\n".encode(), at) for at in (1, 2))
    assert store.latest("log.example") is None
    assert store.replace("log.example", None, first)
    assert not store.replace("log.example", None, second)
    assert SQLiteStore(tmp_path / "witness.sqlite3").latest("log.example") == first


@pytest.mark.parametrize("path", ["/nothing", f"/{'0' * 64}/checkpoint"])
def test_a_witness_answers_404_to_what_it_does_not_know(policy, path):
    with pytest.raises(OSError, match="404"):
        urlopen(policy + path, timeout=30)


def test_the_page_shows_who_cosigned_what_and_whether_that_is_enough(policy, moment, client, settings):
    own = settings.LOG_POLICY.read_text().splitlines()[0]
    others = [f"witness {name} {WITNESSES[n].verifier}" for n, name in enumerate(("province", "association"))]
    groups = ["group provinces any province association", "group both all institute provinces", "quorum both"]
    settings.LOG_POLICY.write_text("\n".join([own, *others, *groups]) + "\n")
    assert "还没有检查点达到法定数" in client.get("/log/").content.decode()
    assert cosigned(Witnesses(given().witnesses), moment, 1) == 1
    page = client.get("/log/")
    assert page.context["witnessing"].rule == "institute、（province、association 中至少 1 家） 中至少 2 家"
    assert [(one.name, one.current, one.size) for one in page.context["witnessing"].witnesses] == [
        ("institute", True, 5),
        ("province", False, None),
        ("association", False, None),
    ]
    last = latest()
    line = str(WITNESSES[0].sign(Note.parse(last.note.encode()).text, 1_790_000_000))
    Cosignature.objects.create(checkpoint=last, witness="province", line=line, at=moment)
    assert "最新检查点已达到法定数" in client.get("/log/").content.decode()
    grow(moment + timedelta(seconds=1), *numbered(3, 5))
    text = client.get("/log/").content.decode()
    assert "最新检查点等待联署" in text
    assert "达到法定数的是 5 条的检查点" in text
    settings.LOG_POLICY.write_text("nonsense\n")
    assert "信任策略暂时读不出来" in client.get("/log/").content.decode()
