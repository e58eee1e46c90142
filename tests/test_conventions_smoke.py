from quanheng.core.validity import Facts, timeline


def test_a_timeline_has_spans():
    assert timeline(Facts(year=2020), presumed_years=3)
