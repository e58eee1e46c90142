"""The script of the page 核对标识 judges labels as the core does. Alone on a page, without the platform."""

import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import cbor2
import pytest
from playwright.sync_api import Browser, Page

from quanheng.core.trust.labels import cose
from quanheng.core.trust.labels.claims import Claims, Kind, LogPlace
from quanheng.core.trust.labels.issuers import issuer_list
from quanheng.core.trust.labels.numbers import number_of
from quanheng.core.trust.labels.token import to_token
from quanheng.core.trust.labels.verdict import Issuer, State, judge
from quanheng.core.trust.signers.ed25519 import Ed25519Signer
from tests.conftest import ROOT
from tests.independent.conftest import serving

SCRIPT = ROOT / "src/quanheng/apps/evidence/static/evidence/label.js"
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
SIGNER, OTHER = Ed25519Signer.from_seed(b"1" * 32), Ed25519Signer.from_seed(b"2" * 32)
ISSUER = Issuer("O000001", "某计量院", SIGNER.public, NOW - timedelta(days=30))
CLAIMS = Claims(
    issuer="O000001",
    issued=NOW,
    expires=NOW + timedelta(days=365),
    certificate="JL-2026-000123",
    serial="SN12345678",
    kind=Kind.VERIFICATION,
    digest=bytes(range(32)),
    name="电子天平",
    due=date(2027, 11, 21),
    result="Ⅱ 级",
    place=LogPlace(b"\x01\x02\x03\x04", 70_000),
)
RAW = cose.sign(CLAIMS.encode(), SIGNER)
ASK = "async ([token, issuers, now]) => await quanhengLabel.judge(token, issuers, now)"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("script")
    shutil.copy(SCRIPT, folder / "label.js")
    (folder / "index.html").write_text('<!doctype html><title>x</title><script src="label.js"></script>')
    with serving(folder) as url:
        yield url


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page()
    page.goto(address)
    yield page
    page.close()


def asked(page: Page, raw: bytes, issuers: tuple[Issuer, ...] = (ISSUER,), now: datetime = NOW) -> Any:
    arguments = [to_token(raw), issuer_list(issuers).decode(), now.timestamp() * 1000]
    return page.evaluate(ASK, arguments)


def resigned(change: Any) -> bytes:
    value = cbor2.loads(CLAIMS.encode())
    change(value)
    return cose.sign(cbor2.dumps(value, canonical=True), SIGNER)


def made(parts: list[Any]) -> bytes:
    return cbor2.dumps(cbor2.CBORTag(18, parts), canonical=True)


HEADER, OPEN, PAYLOAD, SIGNATURE = cbor2.loads(RAW).value
ODD = [
    b"",
    RAW + b"\x00",
    RAW[:-1],
    cbor2.dumps(cbor2.loads(RAW).value, canonical=True),
    made([HEADER, {4: b"x"}, PAYLOAD, SIGNATURE]),
    made([cbor2.dumps({1: -7}, canonical=True), OPEN, PAYLOAD, SIGNATURE]),
    made([cbor2.dumps({1: -8, 4: b"x" * 7}, canonical=True), OPEN, PAYLOAD, SIGNATURE]),
    made([HEADER, OPEN, PAYLOAD, SIGNATURE[:-1]]),
    cose.sign(cbor2.dumps(dict(reversed(cbor2.loads(CLAIMS.encode()).items()))), SIGNER),
    cose.sign(CLAIMS.encode() + b"\x00", SIGNER),
    cose.sign(b"\xff", SIGNER),
    *(
        resigned(change)
        for change in (
            lambda v: v.pop(4),
            lambda v: v.update({7: b"x"}),
            lambda v: v.update({1: 5}),
            lambda v: v.update({6: -1}),
            lambda v: v.update({4: 1.5}),
            lambda v: v.update({4: 1 << 63}),
            lambda v: v[-65537].pop(2),
            lambda v: v[-65537].update({9: "x"}),
            lambda v: v[-65537].update({2: ""}),
            lambda v: v[-65537].update({2: "a\nb"}),
            lambda v: v[-65537].update({2: "a\u202eb"}),
            lambda v: v[-65537].update({2: "x" * 201}),
            lambda v: v[-65537].update({3: 77}),
            lambda v: v[-65537].update({4: b"short"}),
            lambda v: v[-65537].update({6: True}),
            lambda v: v[-65537].update({8: [b"1234"]}),
            lambda v: v.update({-65537: []}),
        )
    ),
]


def test_a_good_label_is_good_and_says_what_it_says(page):
    found = asked(page, RAW)
    assert (found["outcome"], found["state"]) == ("good", "not_checked")
    assert found["claims"]["serial"] == "SN12345678"
    assert found["claims"]["due"] == "2027-11-21"
    assert found["claims"]["issuer"] == "某计量院"
    assert found["claims"]["number"] == number_of(RAW)


def test_it_agrees_with_the_core_on_times_and_issuers(page):
    few = cose.sign(replace(CLAIMS, due=None, result="", place=None).encode(), SIGNER)
    cases: list[tuple[bytes, tuple[Issuer, ...], datetime]] = [
        (RAW, (ISSUER,), CLAIMS.expires - timedelta(seconds=1)),
        (RAW, (ISSUER,), CLAIMS.expires),
        (RAW, (), NOW),
        (RAW, (replace(ISSUER, id="O000002"),), NOW),
        (RAW, (replace(ISSUER, start=NOW + timedelta(seconds=1)),), NOW),
        (RAW, (replace(ISSUER, end=NOW),), NOW),
        (RAW, (replace(ISSUER, end=NOW + timedelta(seconds=1)),), NOW),
        (cose.sign(CLAIMS.encode(), OTHER), (ISSUER,), NOW),
        (few, (ISSUER,), NOW),
    ]
    for number, (raw, issuers, now) in enumerate(cases):
        state = judge(raw, issuers, now, None).state
        assert asked(page, raw, issuers, now)["state"] == state.value, number


def test_it_refuses_what_the_core_refuses(page):
    for number, raw in enumerate(ODD):
        wanted = judge(raw, (ISSUER,), NOW, None).state
        assert wanted in {State.FORGED, State.UNKNOWN_SIGNER}
        assert asked(page, raw)["state"] == wanted.value, number


def test_a_changed_bit_is_found_wherever_the_core_finds_it(page):
    chance = random.Random(7)
    for _ in range(120):
        changed = bytearray(RAW)
        changed[chance.randrange(len(RAW))] ^= 1 << chance.randrange(8)
        found = asked(page, bytes(changed))
        assert found["state"] == judge(bytes(changed), (ISSUER,), NOW, None).state.value, bytes(changed).hex()
        assert found["outcome"] in {"bad", "unknown"}


def test_any_bytes_are_judged_and_nothing_is_thrown(page):
    chance = random.Random(11)
    for _ in range(40):
        assert asked(page, chance.randbytes(chance.randrange(300)))["state"] == "forged"


NO_ED25519 = """() => {
  const own = crypto.subtle.importKey.bind(crypto.subtle);
  crypto.subtle.importKey = (format, key, algorithm, ...rest) => algorithm.name === "Ed25519"
    ? Promise.reject(new DOMException("", "NotSupportedError")) : own(format, key, algorithm, ...rest);
}"""
NO_HTTPS = '() => { Object.defineProperty(window.crypto, "subtle", { value: undefined }); }'


@pytest.mark.parametrize("without", [NO_ED25519, NO_HTTPS], ids=["no Ed25519", "no HTTPS"])
def test_a_browser_that_cannot_check_says_so_and_does_not_say_good(page, without):
    page.evaluate(without)
    assert asked(page, RAW) == {"outcome": "unavailable", "state": "", "claims": None}
