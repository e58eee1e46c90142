"""The published vectors of MDRAW-1 and the worked example of RFC 3797."""

import hashlib

import pytest

from quanheng.core.trust.draw.algorithm import Algorithm, list_digest
from quanheng.core.trust.draw.lists import pool_of
from quanheng.core.trust.draw.outcome import run
from quanheng.core.trust.draw.plan import parse_plan, plan_of
from quanheng.core.trust.draw.seed import commit_reveal_value, numbers_value
from quanheng.core.trust.draw.stream import Stream


@pytest.fixture(params=range(2), ids=["sha256", "sm3"])
def vector(request, vectors):
    return vectors("mdraw1")["draws"][request.param]


def test_a_plan_has_one_canonical_form_and_reads_back(vector):
    plan = plan_of(vector["plan"])
    assert plan.canonical.decode() == vector["plan_canonical"]
    assert parse_plan(vector["plan_canonical"].encode()) == plan


def test_lists_have_the_digests_of_the_plan(vector):
    plan = plan_of(vector["plan"])
    for stratum in plan.strata:
        assert list_digest(plan.algorithm, vector["populations"][stratum.code]) == stratum.list_digest


def test_the_values_of_the_sources_and_the_seed(vector):
    reveals = {party: bytes.fromhex(secret) for party, secret in vector["reveals"].items()}
    values = {one["id"]: one["value"] for one in vector["sources"]}
    assert commit_reveal_value(reveals).hex() == values["commit-reveal/1"]
    assert numbers_value(vector["numbers"]).hex() == values["numbers/1"]


def test_the_first_words_of_a_stratum(vector):
    stream = Stream(Algorithm(vector["plan"]["alg"]), bytes.fromhex(vector["seed"]), "object/A")
    assert [f"{stream.word():016x}" for _one in vector["first_words_of_first_stratum"]] == (
        vector["first_words_of_first_stratum"]
    )


def test_strata_reserves_and_teams_with_conflicts(vector):
    reveals = {party: bytes.fromhex(secret) for party, secret in vector["reveals"].items()}
    outcome = run(
        plan_of(vector["plan"]),
        vector["populations"],
        pool_of(vector["inspectors_pool"]),
        {"commit-reveal/1": reveals},
        {"numbers/1": vector["numbers"]},
    )
    assert outcome.seed.hex() == vector["seed"]
    assert outcome.value()["strata"] == vector["result"]["strata"]
    assert outcome.value()["teams"] == vector["result"]["teams"]


@pytest.mark.parametrize("which", range(2), ids=["sha256", "sm3"])
def test_long_runs_of_rejected_words(vectors, which):
    given = vectors("mdraw1")["below"][which]
    stream = Stream(Algorithm(given["alg"]), bytes.fromhex(given["seed"]), given["label"])
    for call in given["calls"]:
        assert stream.below(int(call["n"])) == int(call["value"])
        assert stream.used == call["words_used_so_far"]


def test_public_numbers_are_written_as_in_rfc_3797(vectors):
    """The whole worked example of its section 6: its own digest and modulus, over our spelling of the numbers."""
    given = vectors("rfc3797_example")
    key = numbers_value(given["inputs"])
    assert key.decode() == given["key_string"]
    remaining = list(range(1, given["pool"] + 1))
    for step in given["steps"]:
        number = step["i"].to_bytes(2, "big")
        digest = hashlib.md5(number + key + number, usedforsecurity=False).digest()
        assert digest.hex().upper() == step["md5"]
        assert remaining.pop(int.from_bytes(digest, "big") % len(remaining)) == step["selected"]
