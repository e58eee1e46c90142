"""The script of the page 验证 judges proofs as ``quanheng verify`` does. Alone on a page, without the platform."""

import base64
import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from quanheng.core.trust.digests import Digest
from quanheng.core.trust.errors import TrustError
from quanheng.core.trust.judging import judge
from quanheng.core.trust.notes import Note
from quanheng.core.trust.policy_file import Policy
from quanheng.core.trust.proofs import Proof
from quanheng.core.trust.statements import Opened, Statement
from tests.conftest import ROOT
from tests.core.trust.keys import LOG, OTHER_LOG_KEY, QUANTUM_WITNESS, WITNESSES
from tests.core.trust.proof_files import BAD_FILES, ENTRIES, FILE, POLICY, PROOF, proof_in, proof_of
from tests.independent.conftest import serving

SCRIPT = ROOT / "src/quanheng/kernel/ui/static/ui/js/verify-proof.js"
TEXT = POLICY.to_bytes().decode()
ASK = """async ([proof, file, policy]) => {
  const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const asked = { policy: policy, file: file === null ? null : bytes(file).buffer };
  const found = await quanhengProof.check(bytes(proof), asked);
  const steps = Object.fromEntries(found.steps.map((one) => [one.step, one.outcome]));
  return [found.verdict, steps, found.facts, found.steps];
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("script")
    shutil.copy(SCRIPT, folder / "verify-proof.js")
    (folder / "index.html").write_text('<!doctype html><title>x</title><script src="verify-proof.js"></script>')
    with serving(folder) as url:
        yield url


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page()
    page.goto(address)
    yield page
    page.close()


def asked(page: Page, proof: bytes, file: bytes | None = None, policy: str = TEXT):
    """The verdict, the outcome of each step, and what was found out."""
    packed = [base64.b64encode(proof).decode(), None if file is None else base64.b64encode(file).decode(), policy]
    return page.evaluate(ASK, packed)


def on_the_server(proof: bytes, file: bytes | None = None, policy: str = TEXT):
    """The same by ``core/trust/judging.py``."""
    digest = None if file is None else Digest.of(file)
    found = judge(proof, Policy.parse(policy.encode()), digest=digest, entry=file)
    return found.verdict, {step.name: step.outcome for step in found.steps}


def both(page: Page, *given) -> tuple[str, dict[str, str]]:
    """What browser and server say, which is the same."""
    verdict, steps, *_ = asked(page, *given)
    assert (verdict, steps) == on_the_server(*given)
    return verdict, steps


def test_a_good_proof_of_a_dropped_entry_is_good(page):
    verdict, steps, facts, all_steps = asked(page, FILE, ENTRIES[7])
    assert (verdict, set(steps.values())) == ("holds", {"good"})
    assert both(page, FILE, ENTRIES[7])[0] == "holds"
    assert (facts["index"], facts["size"]) == ("7", "300")
    assert {"step": "witnesses", "outcome": "good", "count": 2, "of": 3} in all_steps


def test_the_published_proof_is_good(page, shared_data):
    published = json.loads((shared_data / "vectors" / "tlog_tiles.json").read_text())
    lines = [f"witness w{n} {key}" for n, key in enumerate(published["witness_vkeys"])]
    policy = "\n".join(
        [f"log {published['log_vkey']}", *lines, f"group all all {' '.join(f'w{n}' for n in range(len(lines)))}"]
    )
    proof = published["tlog_proof_65536"].encode()
    assert both(page, proof, b"entry-65536", f"{policy}\nquorum all\n")[0] == "holds"


CONTENT = "一份公告".encode()
STATEMENT = Statement("law.publication", "law/1", Digest.of(CONTENT), "2026-11-22T02:00:00Z")


@pytest.mark.parametrize("salt", [b"", bytes(range(32))], ids=["open", "salted"])
def test_a_file_is_compared_with_what_the_entry_says_of_it(page, salt):
    entry = STATEMENT.entry(salt)
    data = proof_in([*ENTRIES[:9], entry], 9, Opened(entry, STATEMENT.id if salt else "", salt).extra()).to_bytes()
    verdict, steps, facts, _ = asked(page, data, CONTENT)
    assert (verdict, set(steps.values())) == ("holds", {"good"})
    assert facts["entry"]["type"] == "law.publication"
    assert facts["id"] == "law/1"
    assert both(page, data, CONTENT) == (verdict, steps)
    assert both(page, data, CONTENT + b"!") == ("fails", {**steps, "file": "bad"})
    assert both(page, data) == ("holds", {**steps, "file": "missing"})


def test_a_salted_entry_says_nothing_of_a_file_without_its_salt(page):
    entry = STATEMENT.entry(bytes(range(32)))
    data = proof_in([*ENTRIES[:9], entry], 9, Opened(entry).extra()).to_bytes()
    assert both(page, data, CONTENT) == ("open", {**both(page, data)[1], "file": "closed"})


def test_an_extra_line_that_tells_another_entry_is_found(page):
    entry = STATEMENT.entry()
    other = Statement("law.publication", "law/2", Digest.of(CONTENT), "2026-11-22T02:00:00Z").entry()
    data = proof_in([*ENTRIES[:9], entry], 9, Opened(other).extra()).to_bytes()
    assert both(page, data, CONTENT)[1]["inclusion"] == "bad"
    for extra in (
        b"{}",
        b'{"entry": {}}',
        b'{"entry":{},"entry":{}}',
        b'{"entry":[]}',
        b"\xff",
        b'{"entry":{"a":1.5}}',
    ):
        assert both(page, proof_in([entry], 0, extra).to_bytes(), CONTENT)[1]["entry"] == "bad", extra


def test_every_file_that_is_nearly_a_proof_is_refused(page):
    taken = [text for text in BAD_FILES if both(page, text.encode(), ENTRIES[7])[1] != {"format": "bad"}]
    assert taken == []
    assert both(page, b"\xff\xfe", ENTRIES[7]) == ("fails", {"format": "bad"})


def test_a_changed_bit_is_found_wherever_the_command_finds_it(page):
    chance = random.Random(7)
    for _ in range(150):
        changed = bytearray(FILE)
        changed[chance.randrange(len(FILE))] ^= 1 << chance.randrange(8)
        with pytest.raises(TrustError):
            Proof.parse(bytes(changed)).verify(ENTRIES[7], POLICY)
        assert both(page, bytes(changed), ENTRIES[7])[0] != "holds", bytes(changed)


@pytest.mark.parametrize("entry", [b"entry-8", b""])
def test_a_proof_holds_for_its_entry_only(page, entry):
    verdict, steps = both(page, FILE, entry)
    assert (verdict, steps["inclusion"], steps["signature"]) == ("fails", "bad", "good")
    assert both(page, FILE) == (
        "open",
        {"format": "good", "entry": "missing", "signature": "good", "witnesses": "good"},
    )


def test_a_checkpoint_of_another_key_is_not_taken_for_the_logs(page):
    other = TEXT.replace(str(LOG.verifier), str(OTHER_LOG_KEY.verifier))
    assert both(page, FILE, ENTRIES[7], other)[0] == "other-log"
    assert asked(page, FILE, ENTRIES[7], f"log {WITNESSES[0].verifier}\nquorum none\n")[1]["signature"] == "bad"
    for policy in ("log nonsense\nquorum none\n", "", "quorum none\nquorum none\n", "nonsense\n"):
        assert asked(page, FILE, ENTRIES[7], policy)[1]["signature"] == "bad", policy


@pytest.mark.parametrize(("cosigned", "outcome"), [(0, "short"), (1, "short"), (2, "good"), (3, "good")])
def test_the_quorum_decides_and_not_any_signature(page, cosigned, outcome):
    data = proof_of(7, cosigned=cosigned).to_bytes()
    verdict, steps = both(page, data, ENTRIES[7])
    assert (verdict, steps["witnesses"]) == ("holds" if outcome == "good" else "open", outcome)
    everybody = TEXT.replace("group two 2", "group two all")
    assert both(page, data, ENTRIES[7], everybody)[1]["witnesses"] == ("good" if cosigned == 3 else "short")
    nested = TEXT.replace("quorum two", "group one any two\nquorum one")
    assert both(page, data, ENTRIES[7], nested)[1]["witnesses"] == outcome


def test_a_witness_that_signed_wrongly_is_named_bad(page):
    note = Note.parse(proof_of(7, cosigned=0).checkpoint)
    stolen = note.with_lines([WITNESSES[0].sign(b"log.example/metrology\n0\n" + note.text.split(b"\n")[2] + b"\n", 5)])
    wrong = Proof(7, PROOF.hashes, stolen.to_bytes()).to_bytes()
    assert both(page, wrong, ENTRIES[7])[1]["witnesses"] == "bad"


def test_a_quorum_that_needs_a_witness_no_browser_knows_is_not_said_to_be_reached(page):
    needed = TEXT.replace("group two 2", f"witness pq {QUANTUM_WITNESS.verifier}\ngroup two 3").replace(
        "a b c", "a b c pq"
    )
    verdict, steps, *_ = asked(page, FILE, ENTRIES[7], needed)
    assert (verdict, steps["witnesses"]) == ("open", "unavailable")
    spare = TEXT.replace("group two 2", f"witness pq {QUANTUM_WITNESS.verifier}\ngroup two 2")
    assert asked(page, FILE, ENTRIES[7], spare)[0] == "holds"


NO_ED25519 = """() => {
  const own = crypto.subtle.importKey.bind(crypto.subtle);
  crypto.subtle.importKey = (format, key, algorithm, ...rest) => algorithm.name === "Ed25519"
    ? Promise.reject(new DOMException("", "NotSupportedError")) : own(format, key, algorithm, ...rest);
}"""
NO_HTTPS = '() => { Object.defineProperty(window.crypto, "subtle", { value: undefined }); }'


def test_a_browser_without_ed25519_says_so_and_does_not_say_good(page):
    page.evaluate(NO_ED25519)
    verdict, steps, _, _ = asked(page, FILE, ENTRIES[7])
    assert verdict == "open"
    assert steps == {
        "format": "good",
        "entry": "good",
        "inclusion": "good",
        "signature": "unavailable",
        "witnesses": "unavailable",
    }


def test_a_page_without_https_says_so_and_does_not_say_good(page):
    page.evaluate(NO_HTTPS)
    verdict, steps, _, _ = asked(page, FILE, ENTRIES[7])
    assert (verdict, steps["inclusion"], steps["signature"]) == ("open", "unavailable", "unavailable")
