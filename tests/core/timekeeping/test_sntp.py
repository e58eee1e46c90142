"""Packets of time servers: what they say, and what is refused."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.core.timekeeping.agreement import Interval, agree
from quanheng.core.timekeeping.sntp import (
    PACKET,
    SECOND,
    BadAnswer,
    Fault,
    Reading,
    question,
    read,
    timestamp,
)

NONCE = 0x1122_3344_5566_7788
SENT = 1_795_310_000 * SECOND
MOMENTS = st.integers(-2_000_000_000 * SECOND, 6_000_000_000 * SECOND)


def answer(there: int, back: int, **changes: int) -> bytes:
    facts = {
        "head": 0 << 6 | 4 << 3 | 4,
        "stratum": 1,
        "poll": 4,
        "precision": -20,
        "root_delay": 0x0000_0100,
        "root_dispersion": 0x0000_0200,
        "reference": int.from_bytes(b"GPS\0", "big"),
        "set": timestamp(there),
        "origin": NONCE,
        "arrived": timestamp(there),
        "left": timestamp(back),
    }
    return PACKET.pack(*{**facts, **changes}.values())


def reading(offset: int = 0, way: int = 5_000_000, stay: int = 1000, **changes: int) -> Reading:
    there = SENT + offset + way
    return read(answer(there, there + stay, **changes), NONCE, SENT, SENT + 2 * way + stay)


def test_the_question_is_a_client_of_version_four_with_nothing_but_a_random_number():
    packet = question(NONCE)
    assert len(packet) == 48
    assert packet[0] == 0x23
    assert packet[1:40] == bytes(39)
    assert packet[40:] == struct.pack(">Q", NONCE)


@pytest.mark.parametrize("offset", [0, 1, -1, 250_000_000, -3 * SECOND, 86_400 * SECOND])
def test_offset_and_delay_come_out_of_the_four_moments(offset):
    found = reading(offset)
    assert abs(found.offset - offset) <= 1
    assert abs(found.delay - 10_000_000) <= 2
    assert (found.stratum, found.reference, found.leap) == (1, "GPS", 0)


def test_the_bound_is_half_the_round_trip_and_what_the_server_says_of_itself():
    found = reading()
    assert found.root_delay == 0x100 * SECOND >> 16
    assert found.root_dispersion == 0x200 * SECOND >> 16
    assert found.precision == SECOND >> 20
    halves = -(-found.delay // 2) + -(-found.root_delay // 2)
    assert found.bound == halves + found.root_dispersion + found.precision


@given(there=st.integers(0, 10**9), back=st.integers(0, 10**9), offset=st.integers(-(10**12), 10**12))
def test_whichever_way_the_delay_fell_the_true_offset_is_within_the_bound(there, back, offset):
    arrived = SENT + offset + there
    found = read(answer(arrived, arrived), NONCE, SENT, SENT + there + back)
    assert abs(found.offset - offset) <= found.bound


@given(MOMENTS, st.integers(-SECOND, SECOND))
def test_moments_of_every_era_read_back_near_the_clock(moment, shift):
    near = moment + shift
    packet = answer(moment, moment)
    found = read(packet, NONCE, near, near)
    assert abs(found.offset - (moment - near)) <= 1


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"head": 4 << 3 | 3}, Fault.MALFORMED),
        ({"head": 4 << 3 | 5}, Fault.MALFORMED),
        ({"head": 2 << 3 | 4}, Fault.MALFORMED),
        ({"origin": NONCE + 1}, Fault.NOT_OURS),
        ({"origin": 0}, Fault.NOT_OURS),
        ({"head": 3 << 6 | 4 << 3 | 4}, Fault.UNSYNCHRONISED),
        ({"stratum": 16}, Fault.UNSYNCHRONISED),
        ({"left": 0}, Fault.UNSYNCHRONISED),
        ({"stratum": 0, "reference": int.from_bytes(b"RATE", "big")}, Fault.KISS),
        ({"root_dispersion": 0x0002_0000}, Fault.TOO_FAR),
        ({"left": timestamp(SENT - SECOND)}, Fault.IMPOSSIBLE),
    ],
)
def test_what_is_no_answer_of_a_good_server_is_refused(changes, fault):
    with pytest.raises(BadAnswer) as refused:
        reading(**changes)
    assert refused.value.fault is fault


def test_a_kiss_of_death_names_its_code():
    with pytest.raises(BadAnswer, match="RATE"):
        reading(stratum=0, reference=int.from_bytes(b"RATE", "big"))


@given(st.binary(max_size=80))
def test_any_bytes_are_refused_and_nothing_else_is_raised(packet):
    with pytest.raises(BadAnswer):
        read(packet, NONCE, SENT, SENT + SECOND)


def test_a_secondary_server_names_the_address_it_follows():
    assert reading(stratum=2, reference=0x0A00_0001).reference == "10.0.0.1"


def test_three_sources_agree_where_they_overlap():
    found = agree([Interval("a", 0, 10), Interval("b", 5, 10), Interval("c", -3, 10)])
    assert (found.offset, found.bound) == (1, 6)
    assert (found.within, found.outside) == (("a", "b", "c"), ())


def test_one_that_lies_is_outvoted_and_named():
    found = agree([Interval("a", 0, 10), Interval("liar", 1000, 1), Interval("c", 4, 10)])
    assert (found.within, found.outside) == (("a", "c"), ("liar",))
    assert abs(found.offset - 2) <= found.bound


@pytest.mark.parametrize(
    "intervals",
    [
        [],
        [Interval("a", 0, 1), Interval("b", 10, 1)],
        [Interval("a", 0, 1), Interval("b", 10, 1), Interval("c", 20, 1)],
        [Interval("a", 0, 1), Interval("b", 0, 1), Interval("c", 20, 1), Interval("d", 20, 1)],
    ],
)
def test_without_a_majority_there_is_no_agreement(intervals):
    assert agree(intervals) is None


@given(
    st.lists(st.tuples(st.integers(-1000, 1000), st.integers(0, 500)), min_size=1, max_size=8),
    st.integers(-1000, 1000),
)
def test_where_most_sources_hold_the_truth_the_agreement_reaches_them(given_sources, truth):
    intervals = [Interval(str(n), offset, bound) for n, (offset, bound) in enumerate(given_sources)]
    right = [one for one in intervals if abs(one.offset - truth) <= one.bound]
    found = agree(intervals)
    if len(right) * 2 > len(intervals):
        assert found is not None
        assert len(found.within) >= len(right)
    if found is not None:
        assert len(found.within) * 2 > len(intervals)
        assert set(found.within) | set(found.outside) == {one.source for one in intervals}


def test_a_single_source_is_believed_as_far_as_its_bound():
    found = agree([Interval("a", 7, 3)])
    assert (found.offset, found.bound, found.within) == (7, 3, ("a",))
