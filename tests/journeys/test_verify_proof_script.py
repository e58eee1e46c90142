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
from quanheng.core.trust.notes import Note
from quanheng.core.trust.proofs import Proof
from quanheng.core.trust.statements import Opened, Statement
from tests.conftest import ROOT
from tests.core.trust.keys import LOG, OTHER_LOG_KEY, WITNESSES
from tests.core.trust.proof_files import BAD_FILES, ENTRIES, FILE, POLICY, PROOF, proof_in, proof_of
from tests.independent.conftest import serving

SCRIPT = ROOT / "src/quanheng/kernel/ui/static/ui/js/verify-proof.js"
KEYS = {"log": str(LOG.verifier), "witnesses": [str(key.verifier) for key in WITNESSES[:2]]}
ASK = """async ([proof, file, keys]) => {
  const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const found = await quanhengProof.check(bytes(proof), { ...keys, file: file === null ? null : bytes(file).buffer });
  return [found.good, Object.fromEntries(found.steps.map((one) => [one.step, one.outcome])), found.facts, found.steps];
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


def asked(page: Page, proof: bytes, file: bytes | None = None, keys=KEYS):
    """Whether all is good, the outcome of each step, and what was found out."""
    packed = [base64.b64encode(proof).decode(), None if file is None else base64.b64encode(file).decode(), keys]
    return page.evaluate(ASK, packed)


def test_a_good_proof_of_a_dropped_entry_is_good(page):
    good, steps, facts, all_steps = asked(page, FILE, ENTRIES[7])
    assert (good, set(steps.values())) == (True, {"good"})
    assert (facts["index"], facts["size"]) == ("7", "300")
    assert {"step": "witnesses", "outcome": "good", "count": 2, "of": 2} in all_steps


def test_the_published_proof_is_good(page, shared_data):
    published = json.loads((shared_data / "vectors" / "tlog_tiles.json").read_text())
    keys = {"log": published["log_vkey"], "witnesses": published["witness_vkeys"]}
    assert asked(page, published["tlog_proof_65536"].encode(), b"entry-65536", keys)[0]


CONTENT = "一份公告".encode()
STATEMENT = Statement("law.publication", "law/1", Digest.of(CONTENT), "2026-11-22T02:00:00Z")


@pytest.mark.parametrize("salt", [b"", bytes(range(32))], ids=["open", "salted"])
def test_a_file_is_compared_with_what_the_entry_says_of_it(page, salt):
    entry = STATEMENT.entry(salt)
    data = proof_in([*ENTRIES[:9], entry], 9, Opened(entry, STATEMENT.id if salt else "", salt).extra()).to_bytes()
    good, steps, facts, _ = asked(page, data, CONTENT)
    assert (good, set(steps.values())) == (True, {"good"})
    assert facts["entry"]["type"] == "law.publication"
    assert facts["id"] == "law/1"
    assert asked(page, data, CONTENT + b"!")[:2] == [False, {**steps, "file": "bad"}]
    assert asked(page, data)[:2] == [True, {**steps, "file": "missing"}]


def test_an_extra_line_that_tells_another_entry_is_found(page):
    entry = STATEMENT.entry()
    other = Statement("law.publication", "law/2", Digest.of(CONTENT), "2026-11-22T02:00:00Z").entry()
    data = proof_in([*ENTRIES[:9], entry], 9, Opened(other).extra()).to_bytes()
    assert asked(page, data, CONTENT)[1]["inclusion"] == "bad"
    for extra in (
        b"{}",
        b'{"entry": {}}',
        b'{"entry":{},"entry":{}}',
        b'{"entry":[]}',
        b"\xff",
        b'{"entry":{"a":1.5}}',
    ):
        assert asked(page, proof_in([entry], 0, extra).to_bytes(), CONTENT)[1]["entry"] == "bad", extra


def test_every_file_that_is_nearly_a_proof_is_refused(page):
    taken = [text for text in BAD_FILES if asked(page, text.encode(), ENTRIES[7])[1] != {"format": "bad"}]
    assert taken == []
    assert asked(page, b"\xff\xfe", ENTRIES[7])[1] == {"format": "bad"}


def test_a_changed_bit_is_found_wherever_the_command_finds_it(page):
    chance = random.Random(7)
    for _ in range(150):
        changed = bytearray(FILE)
        changed[chance.randrange(len(FILE))] ^= 1 << chance.randrange(8)
        with pytest.raises(TrustError):
            Proof.parse(bytes(changed)).verify(ENTRIES[7], POLICY)
        good, _, _, steps = asked(page, bytes(changed), ENTRIES[7])
        assert not (good and steps[-1]["count"] == 2), bytes(changed)


@pytest.mark.parametrize("entry", [b"entry-8", b""])
def test_a_proof_holds_for_its_entry_only(page, entry):
    good, steps, _, _ = asked(page, FILE, entry)
    assert (good, steps["inclusion"], steps["signature"]) == (False, "bad", "good")


def test_a_checkpoint_of_another_key_is_not_taken_for_the_logs(page):
    assert asked(page, FILE, ENTRIES[7], {"log": str(OTHER_LOG_KEY.verifier)})[1]["signature"] == "unknown"
    assert asked(page, FILE, ENTRIES[7], {"log": str(WITNESSES[0].verifier)})[1]["signature"] == "bad"
    assert asked(page, FILE, ENTRIES[7], {"log": "nonsense"})[1]["signature"] == "bad"
    assert asked(page, FILE, ENTRIES[7], {})[1]["signature"] == "bad"


def test_a_witness_that_did_not_sign_is_not_counted_and_one_that_signed_wrongly_is_named_bad(page):
    keys = {**KEYS, "witnesses": [str(key.verifier) for key in WITNESSES]}
    assert asked(page, FILE, ENTRIES[7], keys)[3][-1] == {"step": "witnesses", "outcome": "good", "count": 2, "of": 3}
    note = Note.parse(proof_of(7, cosigned=0).checkpoint)
    stolen = note.with_lines([WITNESSES[0].sign(b"log.example/metrology\n0\n" + note.text.split(b"\n")[2] + b"\n", 5)])
    wrong = Proof(7, PROOF.hashes, stolen.to_bytes()).to_bytes()
    assert asked(page, wrong, ENTRIES[7])[1]["witnesses"] == "bad"


NO_ED25519 = """() => {
  const own = crypto.subtle.importKey.bind(crypto.subtle);
  crypto.subtle.importKey = (format, key, algorithm, ...rest) => algorithm.name === "Ed25519"
    ? Promise.reject(new DOMException("", "NotSupportedError")) : own(format, key, algorithm, ...rest);
}"""
NO_HTTPS = '() => { Object.defineProperty(window.crypto, "subtle", { value: undefined }); }'


def test_a_browser_without_ed25519_says_so_and_does_not_say_good(page):
    page.evaluate(NO_ED25519)
    good, steps, _, _ = asked(page, FILE, ENTRIES[7])
    assert not good
    assert steps == {
        "format": "good",
        "entry": "good",
        "inclusion": "good",
        "signature": "unavailable",
        "witnesses": "unavailable",
    }


def test_a_page_without_https_says_so_and_does_not_say_good(page):
    page.evaluate(NO_HTTPS)
    good, steps, _, _ = asked(page, FILE, ENTRIES[7])
    assert (good, steps["inclusion"], steps["signature"]) == (False, "unavailable", "unavailable")
