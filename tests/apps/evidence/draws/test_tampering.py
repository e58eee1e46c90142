"""Whatever is changed in an audit bundle with its proofs, somewhere, is found."""

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command

from quanheng.apps.evidence.draws import queries
from quanheng.apps.evidence.draws.audit import bundle_of
from quanheng.core.trust.canonical import canonical
from quanheng.core.trust.draw.bundle import verify_bundle
from quanheng.core.trust.policy_file import Policy
from quanheng.kernel.actor import ANONYMOUS


@pytest.fixture
def files(one_story, log_home) -> dict[str, bytes]:
    """The bundle of a draw that was run, with one substitution, every record proved."""
    story = one_story.until("run").substitute()
    call_command("log", "sequencer", "--once", stdout=io.StringIO())
    return bundle_of(queries.draw_page(ANONYMOUS, story.draw_id, story.now), site="https://example.org")


def leaves(value: Any, path: tuple = ()) -> Iterator[tuple]:
    """Where every text and number of a JSON value stands."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, (*path, key))
    else:
        yield path


def changed(value: Any) -> Any:
    """Another value of the same kind and shape."""
    if value is None:
        return "somebody"
    if isinstance(value, int):
        return value + 1
    if value.endswith("Z"):  # a time: the last digit of its seconds
        return f"{value[:-2]}{(int(value[-2]) + 1) % 10}Z"
    return f"{value[:-1]}{'0' if value[-1:] != '0' else '1'}"


def with_change(raw: bytes, path: tuple) -> bytes:
    whole = json.loads(raw)
    inner = whole
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = changed(inner[path[-1]])
    return canonical(whole)


def test_a_change_in_any_field_of_any_record_is_found(files):
    policy = Policy.parse(files["policy.txt"])
    found = verify_bundle(files, policy)
    assert found.holds, found.checks
    assert found.unproven == []
    tried = 0
    for name in (one for one in files if one.endswith(".json")):
        for path in leaves(json.loads(files[name])):
            other = with_change(files[name], path)
            assert other != files[name]
            assert not verify_bundle({**files, name: other}, policy).holds, (name, path)
            tried += 1
    assert tried > 150


def test_a_change_in_any_proof_is_found_and_a_missing_proof_is_named(files):
    policy = Policy.parse(files["policy.txt"])
    for name in (one for one in files if one.startswith("proofs/")):
        raw = bytearray(files[name])
        raw[len(raw) // 2] ^= 1
        assert not verify_bundle({**files, name: bytes(raw)}, policy).holds, name
        found = verify_bundle({one: content for one, content in files.items() if one != name}, policy)
        [missing] = found.unproven
        assert missing.detail.startswith(name.removeprefix("proofs/").removesuffix(".tlog-proof")), name


def test_a_proof_of_one_record_does_not_prove_another(files):
    policy = Policy.parse(files["policy.txt"])
    swapped = {
        **files,
        "proofs/plan.tlog-proof": files["proofs/result.tlog-proof"],
        "proofs/result.tlog-proof": files["proofs/plan.tlog-proof"],
    }
    assert not verify_bundle(swapped, policy).holds


def test_numbers_that_were_corrected_back_are_proved_by_the_entry_they_have(one_story, log_home):
    story = one_story.until("reveal").enter().enter(issue="2026136 期").enter().run()
    call_command("log", "sequencer", "--once", stdout=io.StringIO())
    files = bundle_of(queries.draw_page(ANONYMOUS, story.draw_id, story.now), site="https://example.org")
    found = verify_bundle(files, Policy.parse(files["policy.txt"]))
    assert found.holds, found.checks
    assert found.unproven == []
