from quanheng.core.trust.algorithms import ALGORITHMS
from quanheng.core.trust.inventory import inventory


def test_every_registered_signature_type_is_in_the_inventory_with_its_purpose():
    uses = inventory()
    assert [use.algorithm for use in uses[: len(ALGORITHMS)]] == [one.name for one in ALGORITHMS]
    assert all(use.standard and use.purpose for use in uses)


def test_nothing_weaker_than_128_bits_is_used():
    assert min(use.strength for use in inventory()) >= 128
