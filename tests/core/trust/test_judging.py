"""``judge`` and ``Proof.verify`` never disagree. The single steps are compared with the browser's in tests/journeys."""

import random

import pytest

from quanheng.core.trust.digests import Digest
from quanheng.core.trust.errors import TrustError
from quanheng.core.trust.judging import judge
from quanheng.core.trust.policy_file import Policy
from quanheng.core.trust.proofs import Proof
from quanheng.core.trust.statements import Opened, Statement
from tests.core.trust.keys import OTHER_LOG_KEY
from tests.core.trust.proof_files import BAD_FILES, ENTRIES, FILE, POLICY, proof_in, proof_of

CONTENT = "一份公告".encode()
STATEMENT = Statement("law.publication", "law/1", Digest.of(CONTENT), "2026-11-22T02:00:00Z")


def outcomes(*given, **named):
    return {step.name: step.outcome for step in judge(*given, **named).steps}


def holds(data: bytes, policy: Policy = POLICY) -> bool:
    try:
        Proof.parse(data).verify(ENTRIES[7], policy)
    except TrustError:
        return False
    return True


def test_what_verifies_is_judged_to_hold_and_nothing_else():
    chance = random.Random(11)
    files = [FILE, *(text.encode() for text in BAD_FILES)]
    files += [proof_of(7, cosigned=count).to_bytes() for count in range(4)]
    files += [proof_of(8).to_bytes(), proof_of(7, log=OTHER_LOG_KEY).to_bytes()]
    for _ in range(300):
        changed = bytearray(FILE)
        changed[chance.randrange(len(FILE))] ^= 1 << chance.randrange(8)
        files.append(bytes(changed))
    judged = [judge(data, POLICY, entry=ENTRIES[7]).verdict == "holds" for data in files]
    assert judged == [holds(data) for data in files]
    assert judged.count(True) == 3


def test_the_first_word_is_the_gravest():
    assert judge(FILE, POLICY, entry=ENTRIES[7]).verdict == "holds"
    assert judge(FILE, POLICY).verdict == "open"
    assert judge(b"", POLICY).verdict == "fails"
    assert judge(proof_of(7, log=OTHER_LOG_KEY).to_bytes(), POLICY, entry=ENTRIES[7]).verdict == "other-log"
    assert judge(proof_of(7, log=OTHER_LOG_KEY).to_bytes(), POLICY, entry=ENTRIES[8]).verdict == "fails"
    assert judge(proof_of(7, cosigned=1).to_bytes(), POLICY, entry=ENTRIES[7]).verdict == "open"


@pytest.mark.parametrize("salt", [b"", bytes(range(32))], ids=["open", "salted"])
def test_content_is_held_against_the_entry(salt):
    entry = STATEMENT.entry(salt)
    data = proof_in([*ENTRIES[:9], entry], 9, Opened(entry, STATEMENT.id if salt else "", salt).extra()).to_bytes()
    judged = judge(data, POLICY, digest=Digest.of(CONTENT))
    assert (judged.verdict, judged.cosigners, judged.at) == ("holds", ("a", "b"), 1_790_000_001)
    assert judge(data, POLICY, digest=Digest.of(b"x")).verdict == "fails"
    assert outcomes(data, POLICY)["file"] == "missing"
    closed = proof_in([*ENTRIES[:9], entry], 9, Opened(entry).extra()).to_bytes()
    assert outcomes(closed, POLICY, digest=Digest.of(CONTENT))["file"] == ("closed" if salt else "good")


def test_a_policy_without_witnesses_asks_for_none():
    alone = Policy(POLICY.logs)
    assert "witnesses" not in outcomes(FILE, alone, entry=ENTRIES[7])
    assert judge(FILE, alone, entry=ENTRIES[7]).verdict == "holds"
