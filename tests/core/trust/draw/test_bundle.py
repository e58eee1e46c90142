"""An audit bundle is computed again from its files alone, and every change in it is found."""

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.core.trust.canonical import canonical
from quanheng.core.trust.draw.algorithm import DrawFault
from quanheng.core.trust.draw.bundle import verify_bundle
from quanheng.core.trust.draw.checks import State, Topic
from quanheng.core.trust.draw.lists import pool_of
from quanheng.core.trust.draw.outcome import roster_of
from quanheng.core.trust.draw.packing import pack, unpack, unpack_json
from quanheng.core.trust.draw.records import (
    Substitution,
    gifts_value,
    next_in_line,
    numbers_record,
    substitutions_value,
)
from quanheng.core.trust.draw.voiding import void_value
from tests.core.trust.draw.conftest import OPEN_AFTER, REVEAL_BY, Example


def failed(files):
    return {check.topic for check in verify_bundle(files).checks if check.state is State.FAILS}


def edited(files, name, change):
    value = json.loads(files[name])
    change(value)
    return {**files, name: canonical(value)}


def test_a_whole_bundle_holds(example):
    found = verify_bundle(example.bundle())
    assert found.holds
    assert found.outcome == example.outcome()
    assert {check.topic for check in found.checks} >= {
        Topic.PLAN,
        Topic.LISTS,
        Topic.COMMITMENTS,
        Topic.REVEALS,
        Topic.NUMBERS,
        Topic.RESULT,
    }


CHANGES = {
    "plan.json": lambda v: v.update(title="edited after its seal"),
    "lists/objects.json": lambda v: v["A"].append("甲-999"),
    "lists/inspectors.json": lambda v: v[0]["skills"].append("x"),
    "commitments.json": lambda v: v["commit-reveal/1"]["notary"].update(value="00" * 32),
    "reveals.json": lambda v: v["commit-reveal/1"]["notary"].update(value="00" * 32),
    "numbers.json": lambda v: v["numbers/1"]["groups"][1].__setitem__(0, 8),
    "result.json": lambda v: v["strata"][0]["selected"].reverse(),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_file_edited_afterwards_is_found(example, name):
    files = edited(example.bundle(), name, CHANGES[name])
    assert files[name] != example.bundle()[name]
    assert not verify_bundle(files).holds


@pytest.mark.parametrize("name", [name for name in CHANGES if name != "result.json"])
def test_a_missing_file_is_found(example, name):
    files = example.bundle()
    del files[name]
    assert not verify_bundle(files).holds


def test_a_draw_that_is_not_drawn_yet_holds_as_far_as_it_goes(example):
    files = example.bundle()
    for name in ("reveals.json", "numbers.json", "result.json"):
        del files[name]
    found = verify_bundle(files)
    assert found.holds
    assert (Topic.RESULT, State.NOT_CHECKED) in {(check.topic, check.state) for check in found.checks}


def test_an_unknown_file_is_not_passed_over(example):
    assert not verify_bundle({**example.bundle(), "extra.json": b"{}"}).holds
    assert not verify_bundle({**example.bundle(), "other.txt": b"read me too"}).holds
    assert not verify_bundle({**example.bundle(), "proofs/other.tlog-proof": b""}).holds
    known = verify_bundle({**example.bundle(), "README.txt": b"read me", "proofs/plan.tlog-proof": b""})
    assert known.holds
    assert len(known.unproven) == 11, "nothing was proved, and it says so"


def test_times_outside_the_plan_are_found(example):
    late = gifts_value(example.reveals())
    late["commit-reveal/1"]["notary"]["at"] = "2026-12-24T00:00:00Z"
    assert failed({**example.bundle(), "reveals.json": canonical(late)}) == {Topic.REVEALS}
    early = numbers_record(example.numbers())
    early["numbers/1"]["published_at"] = "2026-11-21T00:00:00Z"
    assert failed({**example.bundle(), "numbers.json": canonical(early)}) == {Topic.NUMBERS}
    slow = edited(
        example.bundle(),
        "commitments.json",
        lambda v: v["commit-reveal/1"]["notary"].update(at="2026-11-20T00:00:01Z"),
    )
    assert failed(slow) == {Topic.COMMITMENTS}


def void_bundle(example, **more):
    files = example.bundle()
    del files["result.json"], files["numbers.json"]
    reveals = gifts_value(example.reveals())
    del reveals["commit-reveal/1"]["notary"]
    at = REVEAL_BY + timedelta(seconds=1)
    files["reveals.json"] = canonical(reveals)
    files["void.json"] = canonical({**void_value(example.plan(), ["notary"], at), **more})
    return files


def test_a_void_draw_holds_and_names_the_party(example):
    found = verify_bundle(void_bundle(example))
    assert found.holds
    assert found.void == ("notary",)


def test_what_was_revealed_for_a_void_draw_is_checked_too(example):
    other = edited(
        void_bundle(example), "reveals.json", lambda v: v["commit-reveal/1"]["regulator"].update(value="11" * 32)
    )
    assert failed(other) == {Topic.REVEALS}


def not_witnessed(example, **more):
    files = example.bundle()
    del files["result.json"], files["numbers.json"], files["reveals.json"]
    at = OPEN_AFTER + timedelta(seconds=1)
    return {**files, "void.json": canonical({**void_value(example.plan(), [], at), **more})}


def test_a_draw_is_void_for_want_of_witnesses_only_while_nothing_is_revealed(example):
    files = not_witnessed(example)
    found = verify_bundle(files)
    assert found.holds, found.checks
    assert (found.reason, found.void) == ("not-witnessed", ())
    for name in ("reveals.json", "numbers.json"):
        assert failed({**files, name: example.bundle()[name]}) == {Topic.VOID}
    assert failed(not_witnessed(example, at="2026-11-21T00:00:00Z")) == {Topic.VOID}
    assert failed(not_witnessed(example, parties=["notary"])) == {Topic.VOID}


@pytest.mark.parametrize(
    "more",
    [{"parties": ["regulator"]}, {"parties": []}, {"at": "2026-11-21T00:00:00Z"}, {"reason": "bad luck"}, {"x": 1}],
)
def test_a_void_draw_that_blames_another_or_comes_too_early_is_found(example, more):
    assert failed(void_bundle(example, **more)) == {Topic.VOID}


def test_a_draw_that_everybody_revealed_for_is_not_void(example):
    files = void_bundle(example, parties=[])
    files["reveals.json"] = example.bundle()["reveals.json"]
    assert Topic.VOID in failed(files)
    assert Topic.VOID in failed({**void_bundle(example), "result.json": example.bundle()["result.json"]})


def steps_of(example):
    outcome = example.outcome()
    roster = roster_of(example.plan(), outcome.seed, outcome.strata, pool_of(example.inspectors))
    leaving = outcome.strata[0].selected[0]
    successor = next_in_line(roster, "object", leaving)
    inspector = roster.teams[successor][0]
    stands_in = next_in_line(roster, "inspector", successor, inspector)
    return [
        Substitution("object", leaving, "", successor, "closed down", OPEN_AFTER),
        Substitution("inspector", successor, inspector, stands_in, "ill", OPEN_AFTER),
    ]


def test_substitutions_are_computed_again_one_after_another(example):
    steps = substitutions_value(steps_of(example))
    assert verify_bundle({**example.bundle(), "substitutions.json": canonical(steps)}).holds
    for n in range(2):
        other = [dict(one) for one in steps]
        other[n]["successor"] = "somebody else"
        assert failed({**example.bundle(), "substitutions.json": canonical(other)}) == {Topic.SUBSTITUTIONS}
    assert failed({**example.bundle(), "substitutions.json": canonical(steps[1:])}) == {Topic.SUBSTITUTIONS}


@given(name=st.sampled_from(sorted(Example().bundle())), data=st.data())
def test_any_byte_changed_is_found_and_nothing_is_raised(name, data):
    files = Example().bundle()
    raw = bytearray(files[name])
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    times_only = verify_bundle({**files, name: bytes(raw)})
    if times_only.holds:  # a digit of a time that stays within the plan, or of the words around the numbers
        assert name in {"commitments.json", "reveals.json", "numbers.json"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abcA"), inner, max_size=4),
    max_leaves=12,
)


@given(name=st.sampled_from([*sorted(Example().bundle()), "substitutions.json", "void.json"]), value=JSON)
def test_a_file_of_any_other_shape_is_a_failed_check_and_not_an_error(name, value):
    found = verify_bundle({**Example().bundle(), name: canonical(value)})
    assert not found.holds or (name, value) == ("substitutions.json", [])


def test_a_packed_bundle_has_the_same_bytes_every_time_and_reads_back(example):
    files = {**example.bundle(), "README.txt": "怎样核对".encode()}
    packed = pack(files)
    assert packed == pack(dict(reversed(files.items())))
    assert unpack(packed) == files


def test_the_json_of_the_api_reads_back_and_anything_else_is_refused(example):
    files = example.bundle()
    told = {"draw_id": "D-1", "files": {name: content.decode() for name, content in files.items()}}
    assert unpack_json(json.dumps(told).encode()) == files
    for bad in (b"{", b"[]", b'{"files": []}', b'{"files": {"a": 1}}', b'{"files": {"a": "\\ud800"}}'):
        with pytest.raises(DrawFault):
            unpack_json(bad)


@pytest.mark.parametrize("raw", [b"", b"no zip", pack({"a": b"1"})[:-10], b"PK\x03\x04" + bytes(100)])
def test_what_is_no_zip_is_refused(raw):
    with pytest.raises(DrawFault):
        unpack(raw)


def test_a_zip_that_unfolds_without_end_is_refused():
    huge = {f"{n}": b"0" for n in range(1001)}
    with pytest.raises(DrawFault, match="more than"):
        unpack(pack(huge))
