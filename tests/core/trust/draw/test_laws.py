"""What must hold of every draw."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.core.trust.draw.algorithm import Algorithm, DrawFault, list_digest, salted_id, sorted_ids
from quanheng.core.trust.draw.plan import MILLION, Stratum
from quanheng.core.trust.draw.seed import numbers_value
from quanheng.core.trust.draw.stream import Stream, pick, steps

SEEDS = 100_000
UNITS, DRAWN = 10, 3


@pytest.mark.parametrize("algorithm", Algorithm)
def test_over_100_000_seeds_every_unit_is_drawn_equally_often_within_5_sigma(algorithm):
    ids = [f"u{n}" for n in range(UNITS)]
    drawn: Counter[str] = Counter()
    first: Counter[str] = Counter()
    for number in range(SEEDS):
        order = pick(algorithm, number.to_bytes(32, "big"), ids, DRAWN, "object/A")
        drawn.update(order)
        first[order[0]] += 1
    for counts, share in ((drawn, DRAWN / UNITS), (first, 1 / UNITS)):
        sigma = (SEEDS * share * (1 - share)) ** 0.5
        assert all(abs(counts[one] - SEEDS * share) <= 5 * sigma for one in ids), counts


IDS = st.lists(st.text(min_size=1, max_size=6).filter(lambda t: t == t.strip() and t.isprintable()), unique=True)


@given(ids=IDS, data=st.data())
def test_a_longer_draw_continues_the_shorter_one_and_the_order_of_the_list_does_not_matter(ids, data):
    few = data.draw(st.integers(0, len(ids)))
    many = data.draw(st.integers(few, len(ids)))
    long = pick(Algorithm.SHA256, bytes(32), ids, many, "x")
    assert pick(Algorithm.SHA256, bytes(32), reversed(ids), few, "x") == long[:few]
    assert len(set(long)) == many
    assert set(long) <= set(ids)


@given(ids=IDS.filter(bool))
def test_a_list_digest_depends_on_the_ids_and_on_nothing_else(ids):
    digest = list_digest(Algorithm.SM3, ids)
    assert list_digest(Algorithm.SM3, ids[::-1]) == digest
    assert list_digest(Algorithm.SM3, ids[1:]) != digest
    assert list_digest(Algorithm.SHA256, ids) != digest


def test_ids_are_ordered_by_their_bytes_not_by_any_language():
    assert sorted_ids(["龘", "é", "z", "Z", "𠮷", "﹏"]) == ["Z", "z", "é", "龘", "﹏", "𠮷"]


@pytest.mark.parametrize("bad", [[""], [" a"], ["a "], ["a\nb"], ["a\r"], ["a", "b", "a"], ["\ud800"], ["　甲"]])
def test_ids_that_could_be_taken_for_others_are_refused(bad):
    with pytest.raises(DrawFault):
        sorted_ids(bad)


@given(count=st.integers(0, 10_000), rate=st.integers(0, MILLION), least=st.integers(0, 50), reserve=st.integers(0, 50))
def test_a_quota_is_the_rate_rounded_up_within_the_bounds_and_reserves_never_exceed_what_is_left(
    count, rate, least, reserve
):
    stratum = Stratum("A", count, rate, least, reserve, bytes(32))
    assert stratum.quota * MILLION >= count * rate or stratum.quota == count
    assert stratum.quota in {-(-count * rate // MILLION), least, count}
    assert 0 <= stratum.reserves <= count - stratum.quota


@pytest.mark.parametrize("count", [0, -1, (1 << 63) + 1])
def test_below_answers_only_what_it_can_answer_evenly(count):
    with pytest.raises(DrawFault):
        Stream(Algorithm.SHA256, bytes(32), "x").below(count)


def test_one_choice_costs_one_word_even_without_a_choice():
    stream = Stream(Algorithm.SHA256, bytes(32), "x")
    assert stream.below(1) == 0
    assert stream.used == 1


@given(ids=IDS, data=st.data())
def test_each_step_follows_from_its_word_alone(ids, data):
    count = data.draw(st.integers(0, len(ids)))
    pool = sorted_ids(ids)
    for step in steps(Algorithm.SM3, bytes(32), ids, count, "object/A"):
        assert step.rest == int(step.hex, 16) % step.left
        pool[step.place], pool[step.other] = pool[step.other], pool[step.place]
        assert pool[step.place] == step.id
    assert pool[:count] == pick(Algorithm.SM3, bytes(32), ids, count, "object/A")


@pytest.mark.parametrize("groups", [[], [[]], [[-1]], [[True]], [["7"]], [[1 << 53]], [[1.0]]])
def test_public_numbers_are_numbers(groups):
    with pytest.raises(DrawFault):
        numbers_value(groups)


def test_a_salted_id_says_nothing_without_its_salt():
    one = salted_id(Algorithm.SHA256, b"1" * 16, "张三")
    assert one == salted_id(Algorithm.SHA256, b"1" * 16, "张三")
    assert one != salted_id(Algorithm.SHA256, b"2" * 16, "张三")
    assert len(one) == 32
